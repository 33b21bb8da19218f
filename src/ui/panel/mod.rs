//! The sheet (phone) or panel (laptop): one frame for every screen, with a heading, a body and one primary button.
//!
//! Which of the two it is, the style sheet decides by the widget's own size. Under a sheet the rest of the picture is
//! hidden from keys and screen readers by the style sheet too; the player's controls stay.

mod drag;
mod mini;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::common::el::{El, el, group, perhaps};
use super::common::part::stamped;
use super::common::words::Words;
use super::common::{ask, icon, icon_button, theirs, truth};
use super::{cart, checkout, lineup, player, product};
use crate::app::event::Action;
use crate::app::view::{Corner, Moment, Panel, View};
pub(super) use drag::Held;
use drag::{Dragged, Dropped, draggable};

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

/// What the frame is drawn from.
struct Frame {
    words: Words,
    panel: Rc<Panel>,
    moments: Rc<Vec<Moment>>,
    tall: bool,
    corner: Corner,
    act: Callback<Action>,
}

/// The frame with the screen that stands; nothing while the viewer watches.
pub(super) fn frame(words: &Words, view: &View, act: &Callback<Action>) -> Html {
    let frame = Frame {
        words: words.clone(),
        panel: view.panel.clone(),
        moments: view.moments.clone(),
        tall: view.tall,
        corner: view.corner,
        act: act.clone(),
    };
    stamped("panel", view.stamp, move |memory| {
        drawn(&frame, &memory.held)
    })
}

fn drawn(frame: &Frame, held: &Rc<RefCell<Held>>) -> Html {
    match &*frame.panel {
        Panel::Closed => Html::default(),
        _ => open(frame, held),
    }
}

/// Loaded when the viewer begins to shop: the panel is closed before.
#[inline(never)]
fn open(frame: &Frame, held: &Rc<RefCell<Held>>) -> Html {
    let Frame {
        words,
        panel,
        moments,
        act,
        ..
    } = frame;
    let sheet = match &**panel {
        Panel::Closed => return Html::default(),
        Panel::Lineup(cards) => lineup::sheet(words, cards, moments, act),
        Panel::Keys(back) => player::keys::sheet(words, *back),
        Panel::Product(view) => product::sheet(words, view, moments, act),
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
    // In the checkout the sheet is as high as it gets.
    let grows = !matches!(**panel, Panel::Checkout(_));
    let swiped = swiped(act, frame.tall, grows);
    let header = draggable(
        head(words, &sheet, frame, grows),
        held,
        Dragged::Sheet,
        swiped,
    );
    let panel = el("div.panel[part=panel][role=dialog][aria-labelledby=vitrine-heading]")
        .on("keydown", onkeydown)
        .with(header)
        .with(content(sheet, act));
    group([
        mini::handle(frame, held).into(),
        perhaps((frame.tall || !grows).then(|| mini::tools(frame))),
        panel.into(),
    ])
}

/// How far, in CSS pixels, a swipe on the heading moves the sheet.
const SWIPE: i32 = 60;

/// A swipe up enlarges the sheet; one down makes it smaller, or closes it.
fn swiped(act: &Callback<Action>, tall: bool, grows: bool) -> Callback<Dropped> {
    let act = act.clone();
    Callback::from(move |((_, down), _): Dropped| {
        if down > SWIPE && tall {
            act.emit(Action::Enlarge(false));
        } else if down > SWIPE {
            act.emit(Action::Close);
        } else if down < -SWIPE && grows {
            act.emit(Action::Enlarge(true));
        }
    })
}
fn head(words: &Words, sheet: &Sheet, frame: &Frame, grows: bool) -> El {
    let (say, act) = (words.say, &frame.act);
    let back = sheet.back.then(|| {
        icon_button(
            "back",
            icon::BACK,
            say.shopping().back.into(),
            ask(act, Action::Back),
        )
    });
    let step = sheet
        .step
        .map(|(step, of)| el("p.step").text(say.shopping().step(step, of)));
    let heading = el("h2[id=vitrine-heading][data-vitrine=heading][tabindex=-1]");
    let close = ask(act, Action::Close);
    let handle = grows.then(|| {
        el("button.handle[type=button]")
            .attr("aria-label", say.shopping().full_height)
            .attr("aria-pressed", truth(frame.tall))
            .click(ask(act, Action::Enlarge(!frame.tall)))
    });
    el("header")
        .with(handle)
        .with(back)
        .with(
            el("div")
                .with(heading.with(theirs(&sheet.title)))
                .with(step),
        )
        .with(icon_button(
            "close",
            icon::CLOSE,
            say.shopping().close.into(),
            close,
        ))
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
