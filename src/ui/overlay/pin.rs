//! The pins: the products that the host shows now, one a slot.

use web_sys::Element;
use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::part::{Kept, Memory, part};
use super::super::common::words::Words;
use super::super::common::{ask, each, money, theirs, thumbnail};
use crate::app::event::Action;
use crate::app::view::{Card, OverlayView, PinView};

/// Where a product can be pinned.
const SLOTS: [usize; 3] = [0, 1, 2];

/// The slots, always all of them, so that one filling does not move another in the tree.
pub(crate) fn pins(words: &Words, overlay: &OverlayView, act: &Callback<Action>) -> El {
    let slot = |slot: &usize| {
        let pin = overlay.pins.iter().find(|pin| pin.slot == *slot).cloned();
        let (words, act) = (words.clone(), act.clone());
        part(&slot.to_string(), move |memory| {
            place(&words, pin.as_ref(), &act, memory)
        })
    };
    let count = match overlay.pins.len() {
        0 | 1 => "1",
        2 => "2",
        _ => "3",
    };
    el("ul.pins[data-vitrine=pins]")
        .attr("data-count", count)
        .attr("aria-label", words.say.shown_now)
        .with(each(&SLOTS, &slot))
}

/// One slot. While its pin is hovered, pressed or has the focus of the keys it stays as it is, whatever the show says:
/// nobody opens another product than the one they aim at.
fn place(words: &Words, pin: Option<&PinView>, act: &Callback<Action>, memory: &Memory) -> Html {
    let kept = match &memory.kept {
        Kept::Pin(pin) => Some(pin),
        _ => None,
    };
    // The same pin may say another price by now.
    let renewed = pin.filter(|pin| kept.is_none_or(|kept| kept.cue == pin.cue));
    let Some(pin) = renewed.or(kept).cloned() else {
        return Html::default();
    };
    let hold = {
        let pin = pin.clone();
        memory.keep.reform(move |_: Event| Kept::Pin(pin.clone()))
    };
    let release = memory.keep.reform(|_: Event| Kept::Nothing);
    let focused = {
        let hold = hold.clone();
        Callback::from(move |event| {
            if shows_focus(&event) {
                hold.emit(event);
            }
        })
    };
    let button = el("button.glass.pin[type=button][part=pin]")
        .attr("data-product", pin.card.product.as_str().to_owned())
        .click(ask(act, Action::OpenProduct(pin.card.product.clone())))
        .on("pointerover", hold)
        .on("pointerout", release.clone())
        .on("pointercancel", release.clone())
        .on("focus", focused)
        .on("blur", release);
    el("li")
        .key(pin.cue.as_str())
        .with(face(button, words, &pin.card))
        .into()
}

/// Whether the viewer moves by keys. A focus that a tap left behind would hold the pin for the rest of the show.
fn shows_focus(event: &Event) -> bool {
    let target = event.target_dyn_into::<Element>();
    target.is_some_and(|element| element.matches(":focus-visible").unwrap_or(false))
}

fn face(button: El, words: &Words, card: &Card) -> El {
    let what = el("span.what").with(el("span.name").with(theirs(&card.title)));
    let what = if card.sold_out {
        what.with(el("span.gone").text(words.say.sold_out))
    } else {
        what.with(money::price(words, card.price, card.list_price))
            .with(money::offer(words, card.offer))
    };
    let picture = card.picture.as_ref().map(|picture| picture.url.as_str());
    button.with(thumbnail(picture)).with(what)
}
