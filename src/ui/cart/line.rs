//! One line of the cart.

use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::words::Words;
use super::super::common::{ask, flag, icon, icon_button, stepper, theirs, thumbnail};
use super::super::overlay::of_cart::reason;
use crate::app::event::Action;
use crate::app::view::VisibleLine;

/// The most that a line may be asked for; the shop says what it has.
const MOST: u32 = 999;

/// The line, with what the shop said of it right beside it.
pub(super) fn line(words: &Words, line: &VisibleLine, act: &Callback<Action>) -> El {
    let say = words.say;
    let set = |quantity| Action::SetLine {
        variant: line.variant.clone(),
        quantity,
    };
    let change = {
        let variant = line.variant.clone();
        act.reform(move |quantity| Action::SetLine {
            variant: variant.clone(),
            quantity,
        })
    };
    let remove = say.shopping().remove_thing(&line.title);
    let each = (line.quantity > 1).then(|| say.shopping().each(&words.money(line.price)));
    let remark = line.remark.as_ref().map(|(why, shop)| {
        el("p.remark[role=status]")
            .text(reason(words, *why))
            .text(" ")
            .with(theirs(shop))
    });
    let offered = line.offer.map(|(some, price)| {
        say.shopping()
            .offer_kept(&words.number(some), &words.money(price))
    });
    let total = line.total.map(|total| {
        let about = if line.estimated { "≈ " } else { "" };
        el("span.price").text(about).text(words.money(total))
    });
    let named = say.shopping().quantity_of(&line.title);
    let row = el("div.row")
        .with(stepper::stepper(
            words,
            named,
            (1, line.quantity, MOST),
            &change,
        ))
        .with(icon_button(
            "remove",
            icon::BIN,
            remove.into(),
            ask(act, set(0)),
        ))
        .with(total);
    el("li.line")
        .key(line.variant.as_str())
        .maybe("data-estimated", flag(line.estimated))
        .with(thumbnail(line.picture.as_deref()))
        .with(
            el("div")
                .with(el("p.name").with(theirs(&line.title)))
                .with(each.map(|each| el("p.each").text(each)))
                .with(offered.map(|offered| el("p.offer").text(offered)))
                .with(remark)
                .with(row),
        )
}
