//! The sheet (phone) or panel (laptop): one frame for every screen, with a heading, a body and one primary button.
//!
//! Which of the two it is, the style sheet decides by the widget's own size. Under a sheet the rest of the picture is
//! hidden from keys and screen readers by the style sheet too; the player's controls stay.

use std::rc::Rc;

use yew::prelude::*;

use super::common::words::Words;
use super::common::{ask, icon, icon_button, theirs};
use super::{cart, checkout, lineup, product};
use crate::app::event::Action;
use crate::app::view::Panel;

/// The panel as the style sheet knows it.
pub(super) fn name(panel: &Panel) -> &'static str {
    match panel {
        Panel::Closed => "closed",
        Panel::Lineup(_) => "lineup",
        Panel::Product(_) => "product",
        Panel::Cart(_) => "cart",
        Panel::Checkout(_) => "checkout",
    }
}

/// One screen of the panel.
pub(super) struct Sheet {
    /// Tells it from other screens: a new key is a new screen, which begins at its top.
    pub(super) key: String,
    /// Its heading.
    pub(super) title: AttrValue,
    /// Where it stands among several.
    pub(super) step: Option<(u32, u32)>,
    /// Whether there is a way back.
    pub(super) back: bool,
    /// What can be scrolled.
    pub(super) body: Html,
    /// What stays at the bottom.
    pub(super) footer: Html,
    /// What Enter in a field does. With it the primary button is a submit button.
    pub(super) submit: Option<Action>,
}

#[derive(Properties, PartialEq)]
pub(super) struct PanelProps {
    pub(super) words: Words,
    pub(super) panel: Rc<Panel>,
    pub(super) act: Callback<Action>,
}

/// The frame with the screen that stands; nothing while the viewer watches.
#[component]
pub(super) fn PanelFrame(props: &PanelProps) -> Html {
    let PanelProps { words, panel, act } = props;
    let pressed = use_mut_ref(|| None::<i32>);
    let sheet = match &**panel {
        Panel::Closed => return Html::default(),
        Panel::Lineup(cards) => lineup::sheet(words, cards, act),
        Panel::Product(view) => product::sheet(words, view, act),
        Panel::Cart(view) => cart::sheet(words, view, act),
        Panel::Checkout(view) => checkout::sheet(words, view, act),
    };
    let onkeydown = {
        let act = act.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                act.emit(Action::Close);
            }
        }
    };
    let onpointerdown = {
        let pressed = pressed.clone();
        move |event: PointerEvent| *pressed.borrow_mut() = Some(event.client_y())
    };
    let onpointerup = {
        let act = act.clone();
        move |event: PointerEvent| {
            let start = pressed.borrow_mut().take();
            if start.is_some_and(|start| event.client_y().saturating_sub(start) > SWIPE) {
                act.emit(Action::Close);
            }
        }
    };
    html! {
        <>
            <div class="backdrop" onclick={ask(act, Action::Close)}></div>
            <aside class="panel" part="panel" role="dialog" aria-labelledby="vitrine-heading" {onkeydown}>
                <header {onpointerdown} {onpointerup}>{ head(words, &sheet, act) }</header>
                { content(sheet, act) }
            </aside>
        </>
    }
}

/// How far down, in CSS pixels, a swipe on the heading closes the sheet.
const SWIPE: i32 = 60;

fn head(words: &Words, sheet: &Sheet, act: &Callback<Action>) -> Html {
    let say = words.say;
    html! {
        <>
            <i class="handle"></i>
            if sheet.back {
                { icon_button("back", icon::BACK, say.back.into(), ask(act, Action::Back)) }
            }
            <div>
                <h2 id="vitrine-heading" data-vitrine="heading" tabindex="-1">{ theirs(&sheet.title) }</h2>
                if let Some((step, of)) = sheet.step {
                    <p class="step">{ (say.step)(step, of) }</p>
                }
            </div>
            { icon_button("close", icon::CLOSE, say.close.into(), ask(act, Action::Close)) }
        </>
    }
}

fn content(sheet: Sheet, act: &Callback<Action>) -> Html {
    let Sheet {
        key,
        body,
        footer,
        submit,
        ..
    } = sheet;
    let inside = html! {
        <>
            <div class="body">{ body }</div>
            <footer>{ footer }</footer>
        </>
    };
    let Some(action) = submit else {
        return html! { <div {key} class="content">{ inside }</div> };
    };
    let onsubmit = act.reform(move |event: SubmitEvent| {
        event.prevent_default();
        action.clone()
    });
    html! { <form {key} class="content" novalidate=true {onsubmit}>{ inside }</form> }
}
