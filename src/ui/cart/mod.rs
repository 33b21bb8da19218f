//! The cart: lines, the shop's totals, and the way to the checkout.

mod codes;
mod line;

use yew::prelude::*;

use super::common::el::{El, el, group, perhaps};
use super::common::words::Words;
use super::common::{ask, each, flag, note, primary, skeleton, totals};
use super::panel::Sheet;
use crate::app::event::Action;
use crate::app::view::CartView;

/// The cart as a screen of the panel.
pub(super) fn sheet(words: &Words, cart: &CartView, act: &Callback<Action>) -> Sheet {
    let say = words.say;
    let empty = cart.lines.is_empty();
    let content = if cart.loading && empty {
        skeleton("lines", 4)
    } else if empty {
        el("div.empty")
            .with(el("p").text(say.shopping().cart_empty))
            .with(el("p").text(say.shopping().cart_empty_more))
    } else {
        el("ul.lines").with(each(&cart.lines, &|one| line::line(words, one, act).into()))
    };
    let remark = |remark: &String| note::note(false, remark, None).into();
    let codes = (!empty).then(|| codes::codes(words, &cart.codes, act));
    let body = group([
        perhaps(note::problem(words, cart.problem, act)),
        each(&cart.remarks, &remark),
        content.into(),
        perhaps(codes),
    ]);
    let footer = if empty {
        Html::default()
    } else {
        let checkout = ask(act, Action::OpenCheckout);
        group([
            sums(words, cart).into(),
            primary(
                say.shopping().to_checkout.into(),
                !cart.can_checkout,
                checkout,
            )
            .into(),
        ])
    };
    Sheet {
        key: "cart".into(),
        title: say.shopping().cart.into(),
        step: None,
        back: true,
        body,
        footer,
        submit: None,
    }
}

/// The shop's totals; while changes are on their way an estimate, called one.
fn sums(words: &Words, cart: &CartView) -> El {
    let Some(estimate) = cart.estimate else {
        return totals::totals(words, &cart.totals);
    };
    let sum = el("div.row[data-sum=true]")
        .with(el("dt").text(words.say.shopping().estimate))
        .with(el("dd").text("≈ ").text(words.money(estimate)));
    let more = el("div.row.part").with(el("dt").text(words.say.shopping().estimate_more));
    el("dl.totals")
        .maybe("aria-busy", flag(cart.saving))
        .with(sum)
        .with(more)
}
