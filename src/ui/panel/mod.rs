//! The sheet (phone) or panel (laptop): one frame for every screen, with a heading, a body and one primary button.
//!
//! Which of the two it is, the style sheet decides by the widget's own size. Under a sheet the rest of the picture is
//! hidden from keys and screen readers by the style sheet too; the player's controls stay.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::common::el::{El, el, group};
use super::common::words::Words;
use super::common::{ask, icon, icon_button, theirs};
use super::{cart, checkout, lineup, player, product};
use crate::app::event::Action;
use crate::app::view::Panel;

/// The panel as the style sheet knows it.
pub(super) fn name(panel: &Panel) -> &'static str {
    match panel {
        Panel::Closed => "closed",
        Panel::Lineup(_) => "lineup",
        Panel::Keys(_) => "keys",
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
        Panel::Keys(back) => player::keys::sheet(words, *back),
        Panel::Product(view) => product::sheet(words, view, act),
        Panel::Cart(view) => cart::sheet(words, view, act),
        Panel::Checkout(view) => checkout::sheet(words, view, act),
    };
    let onkeydown = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if key.as_deref() == Some("Escape") {
                event.prevent_default();
                act.emit(Action::Close);
            }
        })
    };
    let onpointerdown = {
        let pressed = pressed.clone();
        Callback::from(move |event: Event| *pressed.borrow_mut() = height(&event))
    };
    let onpointerup = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let way = pressed.borrow_mut().take().zip(height(&event));
            if way.is_some_and(|(from, to)| to.saturating_sub(from) > SWIPE) {
                act.emit(Action::Close);
            }
        })
    };
    let header = head(words, &sheet, act)
        .on("pointerdown", onpointerdown)
        .on("pointerup", onpointerup);
    let panel = el("aside.panel[part=panel][role=dialog][aria-labelledby=vitrine-heading]")
        .on("keydown", onkeydown)
        .with(header)
        .with(content(sheet, act));
    group([
        el("div.backdrop").click(ask(act, Action::Close)).into(),
        panel.into(),
    ])
}

/// Where a pointer is, in CSS pixels from the top.
fn height(event: &Event) -> Option<i32> {
    Some(event.dyn_ref::<MouseEvent>()?.client_y())
}

/// How far down, in CSS pixels, a swipe on the heading closes the sheet.
const SWIPE: i32 = 60;

fn head(words: &Words, sheet: &Sheet, act: &Callback<Action>) -> El {
    let say = words.say;
    let back = sheet
        .back
        .then(|| icon_button("back", icon::BACK, say.back.into(), ask(act, Action::Back)));
    let step = sheet
        .step
        .map(|(step, of)| el("p.step").text((say.step)(step, of)));
    let heading = el("h2[id=vitrine-heading][data-vitrine=heading][tabindex=-1]");
    let close = ask(act, Action::Close);
    el("header")
        .with(el("i.handle"))
        .with(back)
        .with(
            el("div")
                .with(heading.with(theirs(&sheet.title)))
                .with(step),
        )
        .with(icon_button("close", icon::CLOSE, say.close.into(), close))
}

fn content(sheet: Sheet, act: &Callback<Action>) -> El {
    let content = match sheet.submit {
        None => el("div.content"),
        Some(action) => el("form.content[novalidate=]").on(
            "submit",
            act.reform(move |event: Event| {
                event.prevent_default();
                action.clone()
            }),
        ),
    };
    content
        .key(sheet.key)
        .with(el("div.body").with(sheet.body))
        .with(el("footer").with(sheet.footer))
}
