//! The cart: lines, the shop's totals, and the way to the checkout.

mod line;

use yew::prelude::*;

use super::common::words::Words;
use super::common::{ask, each, flag, note, primary, skeleton, totals};
use super::panel::Sheet;
use crate::app::event::Action;
use crate::app::view::CartView;

/// The cart as a screen of the panel.
pub(super) fn sheet(words: &Words, cart: &CartView, act: &Callback<Action>) -> Sheet {
    let say = words.say;
    let empty = cart.lines.is_empty();
    let body = html! {
        <>
            { note::problem(words, cart.problem, act) }
            { each(&cart.remarks, &|remark| note::note(false, remark, Html::default())) }
            if cart.loading && empty {
                { skeleton("lines", 4) }
            } else if empty {
                <div class="empty"><p>{ say.cart_empty }</p><p>{ say.cart_empty_more }</p></div>
            } else {
                <ul class="lines">{ each(&cart.lines, &|one| line::line(words, one, act)) }</ul>
            }
        </>
    };
    let footer = html! {
        if !empty {
            { sums(words, cart) }
            { primary(say.checkout.into(), !cart.can_checkout, ask(act, Action::OpenCheckout)) }
        }
    };
    Sheet {
        key: "cart".into(),
        title: say.cart.into(),
        step: None,
        back: true,
        body,
        footer,
        submit: None,
    }
}

/// The shop's totals; while changes are on their way an estimate, called one.
fn sums(words: &Words, cart: &CartView) -> Html {
    let Some(estimate) = cart.estimate else {
        return totals::totals(words, &cart.totals);
    };
    html! {
        <dl class="totals" aria-busy={flag(cart.saving)}>
            <div class="row" data-sum="true"><dt>{ words.say.estimate }</dt><dd>{ "≈ " }{ words.money(estimate) }</dd></div>
            <div class="row part"><dt>{ words.say.estimate_more }</dt></div>
        </dl>
    }
}
