//! Marking a product: a box over the preview, drawn and moved by pointer or by keyboard. The SVG fits itself into the place
//! as the picture does (`meet` is `contain`), so nothing has to be measured to draw it.

use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::super::{RootProps, words};
use crate::core::cue::Rect;
use crate::core::event::{Action, Mark};
use crate::core::frame;
use crate::core::model::Marking;
use crate::core::present;

/// What is marked in the picture already, as of the last second.
pub(super) fn standing(props: &RootProps) -> Html {
    let Some(open) = &props.model.open else {
        return Html::default();
    };
    let (width, height) = view(open.size);
    let rects = present::marks(&props.model).into_iter().map(|spot| {
        let (x, y) = (spot.rect.x * width, spot.rect.y * height);
        html! {
            <rect key={spot.spot} class="mark-box standing" x={x.to_string()} y={y.to_string()} width={(spot.rect.w * width).to_string()}
                height={(spot.rect.h * height).to_string()} vector-effect="non-scaling-stroke" />
        }
    });
    html! {
        <svg class="standing" viewBox={format!("0 0 {width} {height}")} preserveAspectRatio="xMidYMid meet" aria-hidden="true">{ for rects }</svg>
    }
}

/// The measures that the box is drawn in: the picture's, once they are known.
fn view(size: (u32, u32)) -> (f64, f64) {
    if size.0 > 0 && size.1 > 0 {
        (f64::from(size.0), f64::from(size.1))
    } else {
        (16.0, 9.0)
    }
}

pub(super) fn draw(props: &RootProps) -> Html {
    let open = props.model.open.as_ref();
    let Some((open, marking)) = open.and_then(|open| open.marking.as_ref().map(|m| (open, m)))
    else {
        return Html::default();
    };
    html! {
        <Overlay marking={marking.clone()} size={open.size} label={present::title(&props.model, &marking.product)} act={props.act.clone()} />
    }
}

/// What can be done with the mark, for those who use no keys.
pub(super) fn bar(props: &RootProps) -> Html {
    let marking = props
        .model
        .open
        .as_ref()
        .and_then(|open| open.marking.as_ref());
    let Some(marking) = marking else {
        return Html::default();
    };
    let button = |label: &'static str, mark: Mark| {
        html! { <button type="button" onclick={props.on(Action::Mark(mark))}>{ label }</button> }
    };
    html! {
        <div class="marking">
            <p id="mark-hint">{ words::of(words::MARK, &present::title(&props.model, &marking.product)) }{ ". " }{ words::MARK_HINT }</p>
            <div class="row">
                if marking.placed {
                    { button(words::MARK_REMOVE, Mark::Remove) }
                } else {
                    { button(words::MARK_PLACE, Mark::Place) }
                }
                { button(words::MARK_DONE, Mark::Close) }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct OverlayProps {
    marking: Marking,
    size: (u32, u32),
    label: String,
    act: Callback<Action>,
}

/// What the pointer is doing, in fractions of the picture.
#[derive(Clone, Copy)]
enum Held {
    /// Drawing a box from here.
    Drawing((f64, f64)),
    /// Moving the box: from where it was taken to its corner.
    Moving((f64, f64)),
}

#[component]
fn Overlay(props: &OverlayProps) -> Html {
    let held = use_mut_ref(|| None::<Held>);
    let place = use_node_ref();
    let (width, height) = (f64::from(props.size.0), f64::from(props.size.1));
    let say = {
        let act = props.act.clone();
        move |mark: Mark| act.emit(Action::Mark(mark))
    };
    let rect = props.marking.rect;
    let placed = props.marking.placed;

    let down = {
        let (held, say, place) = (held.clone(), say.clone(), place.clone());
        Callback::from(move |event: PointerEvent| {
            let Some((element, point)) = point(&place, &event, (width, height)) else {
                return;
            };
            // Without the capture a quick pointer would leave the box behind; that is all that is lost.
            let _ = element.set_pointer_capture(event.pointer_id());
            let inside = rect.filter(|rect| placed && holds(*rect, point));
            *held.borrow_mut() = Some(if let Some(rect) = inside {
                say(Mark::Grab);
                Held::Moving((point.0 - rect.x, point.1 - rect.y))
            } else if let Some(rect) = rect.filter(|_| placed) {
                // Beside the placed box: it comes here, and goes on with the pointer.
                say(Mark::Grab);
                let grip = (rect.w / 2.0, rect.h / 2.0);
                say(Mark::Move(Rect {
                    x: point.0 - grip.0,
                    y: point.1 - grip.1,
                    ..rect
                }));
                Held::Moving(grip)
            } else {
                Held::Drawing(point)
            });
        })
    };
    let moved = {
        let (held, say, place) = (held.clone(), say.clone(), place.clone());
        Callback::from(move |event: PointerEvent| {
            let Some((_, point)) = point(&place, &event, (width, height)) else {
                return;
            };
            match (*held.borrow(), rect) {
                (Some(Held::Drawing(from)), _) => say(Mark::Draw(frame::between(from, point))),
                (Some(Held::Moving(grip)), Some(rect)) => say(Mark::Move(Rect {
                    x: point.0 - grip.0,
                    y: point.1 - grip.1,
                    ..rect
                })),
                _ => {}
            }
        })
    };
    let up = {
        let (held, say) = (held.clone(), say.clone());
        Callback::from(move |_: PointerEvent| match held.borrow_mut().take() {
            Some(Held::Drawing(_)) if rect.is_some() => say(Mark::Place),
            Some(Held::Moving(_)) => say(Mark::Drop),
            _ => {}
        })
    };
    let key = Callback::from(move |event: KeyboardEvent| {
        let now = rect.unwrap_or(frame::MIDDLE);
        let mark = match event.key().as_str() {
            "Enter" if !placed => Some(Mark::Place),
            "Delete" | "Backspace" if placed => Some(Mark::Remove),
            key => frame::nudged(now, key, event.shift_key()).map(if placed {
                Mark::Move
            } else {
                Mark::Draw
            }),
        };
        if let Some(mark) = mark {
            event.prevent_default();
            say(mark);
        }
    });

    let view = view(props.size);
    let drawn = rect.map(|rect| {
        html! {
            <rect class="mark-box" data-placed={placed.then_some("true")} x={(rect.x * view.0).to_string()} y={(rect.y * view.1).to_string()}
                width={(rect.w * view.0).to_string()} height={(rect.h * view.1).to_string()} vector-effect="non-scaling-stroke" />
        }
    });
    html! {
        <div ref={place} id={words::MARK_ID} class="mark" tabindex="0" role="application" aria-label={words::of(words::MARK, &props.label)} aria-describedby="mark-hint"
            onpointerdown={down} onpointermove={moved} onpointerup={up.clone()} onpointercancel={up} onkeydown={key}>
            <svg viewBox={format!("0 0 {} {}", view.0, view.1)} preserveAspectRatio="xMidYMid meet" aria-hidden="true">{ drawn }</svg>
        </div>
    }
}

fn holds(rect: Rect, (x, y): (f64, f64)) -> bool {
    (rect.x..=rect.x + rect.w).contains(&x) && (rect.y..=rect.y + rect.h).contains(&y)
}

/// Where the pointer is, in fractions of the picture. (An event's own current target is the page's root: Yew listens there.)
fn point(place: &NodeRef, event: &PointerEvent, size: (f64, f64)) -> Option<(Element, (f64, f64))> {
    let element = place.cast::<Element>()?;
    let outer = element.get_bounding_client_rect();
    let (left, top, width, height) = frame::contained((outer.width(), outer.height()), size);
    let x = f64::from(event.client_x()) - outer.left() - left;
    let y = f64::from(event.client_y()) - outer.top() - top;
    let fits = width > 0.0 && height > 0.0;
    fits.then(|| (element, (x / width, y / height)))
}
