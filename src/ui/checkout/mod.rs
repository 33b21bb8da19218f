//! The checkout: contact, delivery, payment, review, and what became of it.

mod contact;
mod country;
mod delivery;
mod field;
mod outcome;
mod payment;
mod review;

use yew::prelude::*;

use super::common::el::{El, el, group, perhaps};
use super::common::words::Words;
use super::common::{ask, each, flag, note, skeleton, text_button};
use super::panel::Sheet;
use crate::app::event::Action;
use crate::app::view::{CheckoutScreen, CheckoutView};

/// How many steps lead to an order.
const STEPS: u32 = 4;

/// What a screen of the checkout is made of, before it is framed.
struct Step {
    name: &'static str,
    title: &'static str,
    number: Option<u32>,
    body: Html,
    footer: Html,
    submit: Option<Action>,
}

/// The checkout as a screen of the panel.
pub(super) fn sheet(words: &Words, view: &CheckoutView, act: &Callback<Action>) -> Sheet {
    let say = words.say;
    let step = match &view.screen {
        CheckoutScreen::Opening => Step {
            name: "opening",
            title: say.shopping().checkout,
            number: None,
            body: {
                let opening = el("p.sr[role=status]").text(say.shopping().opening);
                group([opening.into(), skeleton("form", 6).into()])
            },
            footer: Html::default(),
            submit: None,
        },
        CheckoutScreen::Unavailable(problem) => Step {
            name: "unavailable",
            title: say.shopping().checkout_unavailable,
            number: None,
            body: {
                let retry = text_button(say.retry, ask(act, Action::Retry));
                note::note(true, note::shop_problem(words, *problem), Some(retry)).into()
            },
            footer: Html::default(),
            submit: None,
        },
        CheckoutScreen::Contact => contact::step(words, view, act),
        CheckoutScreen::Delivery => delivery::step(words, view, act),
        CheckoutScreen::Payment(frame) => payment::step(words, view, frame.as_ref(), act),
        CheckoutScreen::Review => review::step(words, view, act),
        CheckoutScreen::Placing
        | CheckoutScreen::Unknown
        | CheckoutScreen::ActionNeeded(_)
        | CheckoutScreen::Placed { .. }
        | CheckoutScreen::Declined { .. }
        | CheckoutScreen::Changed { .. } => outcome::step(words, view, act),
    };
    Sheet {
        key: format!("checkout {}", step.name),
        title: step.title.into(),
        step: step.number.map(|number| (number, STEPS)),
        back: step.number.is_some(),
        body: step.body,
        footer: step.footer,
        submit: step.submit,
    }
}

/// What stands at the head of every step: what went wrong, and what the shop says.
fn remarks(words: &Words, view: &CheckoutView, act: &Callback<Action>) -> Html {
    let notice = |(error, text): &(bool, String)| note::note(*error, text, None).into();
    group([
        perhaps(note::problem(words, view.problem, act)),
        each(&view.notices, &notice),
    ])
}

/// What is bought in one line, above the primary button.
fn summary(words: &Words, view: &CheckoutView) -> El {
    let count = view
        .lines
        .iter()
        .fold(0_u32, |sum, line| sum.saturating_add(line.1));
    let things = words.say.shopping().things(count, &words.number(count));
    let payable = view.payable;
    el("p.summary")
        .with(el("span").text(things))
        .with(payable.map(|payable| el("span.price").text(words.money(payable))))
}

/// What stands at the foot of a step that is a form: Enter in a field does the same as the button.
fn submit(words: &Words, view: &CheckoutView, label: &'static str, off: bool) -> Html {
    let button = el("button.primary[type=submit][part=primary]")
        .when("disabled", off)
        .maybe("aria-busy", flag(off))
        .text(label);
    group([summary(words, view).into(), button.into()])
}
