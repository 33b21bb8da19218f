//! What became of a decision to buy: on its way, not known yet, placed, or not placed. Amounts that were not charged are
//! named.

use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, icon, primary, theirs, unseen};
use super::Step;
use crate::app::event::Action;
use crate::app::view::{CheckoutScreen, Money, Refusal};

pub(super) fn step(words: &Words, screen: &CheckoutScreen, act: &Callback<Action>) -> Step {
    let say = words.say;
    let (name, title, body, footer) = match screen {
        CheckoutScreen::Placing => (
            "placing",
            say.placing,
            calm(say.placing_more),
            Html::default(),
        ),
        CheckoutScreen::Unknown => (
            "unknown",
            say.unknown,
            calm(say.unknown_more),
            primary(say.ask_again.into(), false, ask(act, Action::Retry)),
        ),
        CheckoutScreen::ActionNeeded(url) => (
            "action",
            say.action_needed,
            calm(say.action_needed_more),
            html! {
                <a class="primary" part="primary" href={url.clone()} target="_blank" rel="noopener">
                    { say.continue_at_shop }{ icon::icon(icon::OUT) }{ unseen(say.opens_new_tab) }
                </a>
            },
        ),
        CheckoutScreen::Placed {
            label,
            url,
            paid,
            email,
        } => (
            "placed",
            say.placed,
            receipt(words, label.as_ref(), url.as_ref(), *paid, email),
            primary(say.continue_watching.into(), false, ask(act, Action::Close)),
        ),
        CheckoutScreen::Declined {
            refusal,
            not_charged,
        } => {
            let (label, action) = match refusal {
                Refusal::Payment(_) => (say.try_another_card, Action::EditPayment),
                Refusal::SoldOut(_) => (say.back_to_cart, Action::OpenCart),
                Refusal::Expired => (say.start_again, Action::Retry),
                Refusal::Other(_) => (say.review_again, Action::Retry),
            };
            let footer = primary(label.into(), false, ask(act, action));
            (
                "declined",
                say.declined,
                declined(words, refusal, *not_charged),
                footer,
            )
        }
        CheckoutScreen::Changed { old, new } => (
            "changed",
            say.changed,
            changed(words, *old, *new),
            primary(say.review_again.into(), false, ask(act, Action::Retry)),
        ),
        // The other screens are steps before the decision and are drawn elsewhere.
        _ => ("", say.checkout, Html::default(), Html::default()),
    };
    Step {
        name,
        title,
        number: None,
        body,
        footer,
        submit: None,
    }
}

fn calm(text: &'static str) -> Html {
    html! { <div class="outcome" role="status"><i class="pulse"></i><p>{ text }</p></div> }
}

fn receipt(
    words: &Words,
    label: Option<&String>,
    url: Option<&String>,
    paid: Option<Money>,
    email: &str,
) -> Html {
    let say = words.say;
    html! {
        <div class="outcome" role="status">
            <i class="mark">{ icon::icon(icon::CHECK) }</i>
            <dl class="totals">
                if let Some(label) = label {
                    <div class="row"><dt>{ say.order_number }</dt><dd data-vitrine="order">{ label.clone() }</dd></div>
                }
                if let Some(paid) = paid {
                    <div class="row" data-sum="true"><dt>{ say.amount_paid }</dt><dd>{ words.money(paid) }</dd></div>
                }
            </dl>
            if !email.is_empty() {
                <p>{ (say.ordered_with)(email) }</p>
            }
            if let Some(url) = url {
                <p>
                    <a href={url.clone()} target="_blank" rel="noopener">
                        { say.order_page }{ " " }{ unseen(say.opens_new_tab) }
                    </a>
                </p>
            }
        </div>
    }
}

fn declined(words: &Words, refusal: &Refusal, not_charged: Option<Money>) -> Html {
    let say = words.say;
    let (why, shop) = match refusal {
        Refusal::Payment(shop) => (say.payment_declined, shop.as_str()),
        Refusal::SoldOut(shop) => (say.sold_out_meanwhile, shop.as_str()),
        Refusal::Expired => (say.expired, ""),
        Refusal::Other(shop) => (say.refused_order, shop.as_str()),
    };
    let money = match not_charged {
        Some(amount) => (say.not_charged)(&words.money(amount)),
        None => say.nothing_charged.to_owned(),
    };
    html! {
        <div class="outcome" data-error="true" role="alert">
            <i class="mark">{ icon::icon(icon::ALERT) }</i>
            <p>{ why }</p>
            if !shop.is_empty() {
                <p class="shop">{ theirs(shop) }</p>
            }
            <p><b>{ money }</b></p>
        </div>
    }
}

fn changed(words: &Words, old: Money, new: Option<Money>) -> Html {
    let say = words.say;
    html! {
        <div class="outcome" role="alert">
            <p class="prices">
                { unseen(say.changed_from) }<del>{ words.money(old) }</del>
                if let Some(new) = new {
                    { icon::icon(icon::ARROW) }
                    { unseen(say.changed_to) }<ins>{ words.money(new) }</ins>
                }
            </p>
            <p>{ say.changed_more }</p>
        </div>
    }
}
