//! The pins: the products that the host shows now, one a slot.

use web_sys::Element;
use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, each, money, theirs};
use crate::app::event::Action;
use crate::app::view::{Card, OverlayView, PinView};

/// Where a product can be pinned.
const SLOTS: [usize; 3] = [0, 1, 2];

/// The slots, always all of them, so that one filling does not move another in the tree.
pub(crate) fn pins(words: &Words, overlay: &OverlayView, act: &Callback<Action>) -> Html {
    let slot = |slot: &usize| {
        let pin = overlay.pins.iter().find(|pin| pin.slot == *slot);
        html! { <Slot key={*slot} words={words.clone()} pin={pin.cloned()} {act} /> }
    };
    let count = match overlay.pins.len() {
        0 | 1 => "1",
        2 => "2",
        _ => "3",
    };
    html! {
        <ul class="pins" data-count={count} aria-label={words.say.shown_now}>{ each(&SLOTS, &slot) }</ul>
    }
}

#[derive(Properties, PartialEq)]
struct SlotProps {
    words: Words,
    pin: Option<PinView>,
    act: Callback<Action>,
}

/// One slot. While its pin is hovered, pressed or has the focus of the keys it stays as it is, whatever the show says:
/// nobody opens another product than the one they aim at.
#[component]
fn Slot(props: &SlotProps) -> Html {
    let words = &props.words;
    let held = use_state_eq(|| None::<PinView>);
    let pin = held.as_ref().or(props.pin.as_ref());
    let Some(pin) = pin.cloned() else {
        return Html::default();
    };
    let hold = {
        let (held, pin) = (held.clone(), pin.clone());
        move || held.set(Some(pin.clone()))
    };
    let release = move || held.set(None);
    let opened = ask(&props.act, Action::OpenProduct(pin.card.product.clone()));
    html! {
        <li key={pin.cue.as_str().to_owned()}>
            <button
                type="button" class="glass pin" part="pin" data-product={pin.card.product.as_str().to_owned()}
                onclick={opened}
                onpointerover={let hold = hold.clone(); move |_| hold()}
                onpointerout={let release = release.clone(); move |_| release()}
                onpointercancel={let release = release.clone(); move |_| release()}
                onfocus={move |event: FocusEvent| if shows_focus(&event) { hold() }}
                onblur={move |_| release()}
            >
                { face(words, &pin.card) }
            </button>
        </li>
    }
}

/// Whether the viewer moves by keys. A focus that a tap left behind would hold the pin for the rest of the show.
fn shows_focus(event: &FocusEvent) -> bool {
    let target = event.target_dyn_into::<Element>();
    target.is_some_and(|element| element.matches(":focus-visible").unwrap_or(false))
}

fn face(words: &Words, card: &Card) -> Html {
    html! {
        <>
            if let Some(picture) = &card.picture {
                <img src={picture.url.clone()} alt="" decoding="async" />
            } else {
                <i class="noimg"></i>
            }
            <span class="what">
                <span class="name">{ theirs(&card.title) }</span>
                if card.sold_out {
                    <span class="gone">{ words.say.sold_out }</span>
                } else {
                    { money::price(words, card.price, card.list_price) }
                }
            </span>
        </>
    }
}
