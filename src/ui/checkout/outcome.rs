//! What became of a decision to buy: on its way, not known yet, placed, or not placed. Amounts that were not charged are
//! named.

use yew::prelude::*;

use super::super::common::el::{El, el, perhaps};
use super::super::common::words::Words;
use super::super::common::{ask, icon, outward, primary, text_button, theirs, unseen};
use super::{Step, remarks};
use crate::app::event::Action;
use crate::app::view::{CheckoutScreen, CheckoutView, Money, Refusal};

pub(super) fn step(words: &Words, view: &CheckoutView, act: &Callback<Action>) -> Step {
    let say = words.say;
    let (name, title, body, footer) = match &view.screen {
        CheckoutScreen::Placing => (
            "placing",
            say.shopping().placing,
            calm(say.shopping().placing_more),
            None,
        ),
        CheckoutScreen::Unknown => (
            "unknown",
            say.shopping().unknown,
            calm(say.shopping().unknown_more),
            Some(primary(
                say.shopping().ask_again.into(),
                false,
                ask(act, Action::Retry),
            )),
        ),
        CheckoutScreen::ActionNeeded(url) => (
            "action",
            say.shopping().action_needed,
            calm(say.shopping().action_needed_more),
            Some(at_the_shop(words, url, act)),
        ),
        CheckoutScreen::Placed {
            label,
            url,
            paid,
            email,
        } => (
            "placed",
            say.shopping().placed,
            receipt(words, label.as_ref(), url.as_ref(), *paid, email),
            Some(primary(
                say.shopping().continue_watching.into(),
                false,
                ask(act, Action::Close),
            )),
        ),
        CheckoutScreen::Declined {
            refusal,
            not_charged,
        } => {
            let (label, action) = match refusal {
                Refusal::Payment(_) => (say.shopping().try_another_card, Action::EditPayment),
                Refusal::SoldOut(_) => (say.shopping().back_to_cart, Action::OpenCart),
                Refusal::Expired => (say.shopping().start_again, Action::Retry),
                Refusal::Other(_) => (say.shopping().review_again, Action::Retry),
            };
            let footer = primary(label.into(), false, ask(act, action));
            (
                "declined",
                say.shopping().declined,
                declined(words, refusal, *not_charged),
                Some(footer),
            )
        }
        CheckoutScreen::Changed { old, new } => (
            "changed",
            say.shopping().changed,
            changed(words, *old, *new).with(remarks(words, view, act)),
            Some(primary(
                say.shopping().review_again.into(),
                false,
                ask(act, Action::Retry),
            )),
        ),
        // The other screens are steps before the decision and are drawn elsewhere.
        _ => ("", say.shopping().checkout, el("div"), None),
    };
    Step {
        name,
        title,
        number: None,
        body: body.into(),
        footer: perhaps(footer),
        submit: None,
    }
}

/// The way to the shop's page: a link, so that it can be opened in any way, and by a press in a window beside this one.
fn at_the_shop(words: &Words, url: &str, act: &Callback<Action>) -> El {
    let say = words.say;
    let go = act.reform(|event: Event| {
        event.prevent_default();
        Action::ContinueAtShop
    });
    let link = outward("a.primary[part=primary]", url)
        .click(go)
        .text(say.shopping().continue_at_shop)
        .with(icon::icon(icon::OUT))
        .with(unseen(say.opens_new_tab));
    el("div").with(link).with(text_button(
        say.shopping().give_up_payment,
        ask(act, Action::GiveUp),
    ))
}

fn calm(text: &'static str) -> El {
    el("div.outcome[role=status]")
        .with(el("i.pulse"))
        .with(el("p").text(text))
}

fn receipt(
    words: &Words,
    label: Option<&String>,
    url: Option<&String>,
    paid: Option<Money>,
    email: &str,
) -> El {
    let say = words.say;
    let label = label.map(|label| {
        el("div.row")
            .with(el("dt").text(say.shopping().order_number))
            .with(el("dd[data-vitrine=order]").text(label.clone()))
    });
    let paid = paid.map(|paid| {
        el("div.row[data-sum=true]")
            .with(el("dt").text(say.shopping().amount_paid))
            .with(el("dd").text(words.money(paid)))
    });
    let email = (!email.is_empty()).then(|| el("p").text(say.shopping().ordered_with(email)));
    let page = url.map(|url| {
        let link = outward("a", url).text(say.shopping().order_page).text(" ");
        el("p").with(link.with(unseen(say.opens_new_tab)))
    });
    el("div.outcome[role=status]")
        .with(el("i.mark").with(icon::icon(icon::CHECK)))
        .with(el("dl.totals").with(label).with(paid))
        .with(email)
        .with(page)
}

fn declined(words: &Words, refusal: &Refusal, not_charged: Option<Money>) -> El {
    let say = words.say;
    let (why, shop) = match refusal {
        Refusal::Payment(shop) => (say.shopping().payment_declined, shop.as_str()),
        Refusal::SoldOut(shop) => (say.shopping().sold_out_meanwhile, shop.as_str()),
        Refusal::Expired => (say.shopping().expired, ""),
        Refusal::Other(shop) => (say.shopping().refused_order, shop.as_str()),
    };
    let money = match not_charged {
        Some(amount) => say.shopping().not_charged(&words.money(amount)),
        None => say.shopping().nothing_charged.to_owned(),
    };
    let shop = (!shop.is_empty()).then(|| el("p.shop").with(theirs(shop)));
    el("div.outcome[data-error=true][role=alert]")
        .with(el("i.mark").with(icon::icon(icon::ALERT)))
        .with(el("p").text(why))
        .with(shop)
        .with(el("p").with(el("b").text(money)))
}

fn changed(words: &Words, old: Money, new: Option<Money>) -> El {
    let say = words.say;
    let prices = el("p.prices")
        .with(unseen(say.shopping().changed_from))
        .with(el("del").text(words.money(old)));
    let prices = match new {
        Some(new) => prices
            .with(icon::icon(icon::ARROW))
            .with(unseen(say.shopping().changed_to))
            .with(el("ins").text(words.money(new))),
        None => prices,
    };
    el("div.outcome[role=alert]")
        .with(prices)
        .with(el("p").text(say.shopping().changed_more))
}
