//! Step 4: everything, to be looked over once more, and Pay.

use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, each, primary, theirs, totals, unseen};
use super::{Step, remarks};
use crate::app::event::Action;
use crate::app::view::{CheckoutView, DeliveryOption, Field, Link};

pub(super) fn step(words: &Words, view: &CheckoutView, act: &Callback<Action>) -> Step {
    let say = words.say;
    let body = html! {
        <>
            { remarks(words, view, act) }
            { part(say.deliver_to, say.change, say.change_contact, Action::EditContact, address(words, view), act) }
            { part(say.delivery, say.change, say.change_delivery, Action::EditDelivery, ways(words, view), act) }
            { part(say.paid_with, say.change, say.change_payment, Action::EditPayment, card(words, view), act) }
            <section class="part">
                <h3>{ say.your_order }</h3>
                <ul class="bought">{ each(&view.lines, &|(title, quantity, price)| html! {
                    <li>
                        <span>{ words.number(*quantity) }{ " ×" }</span>
                        <span>{ theirs(title) }</span>
                        <span class="price">{ words.money(*price) }</span>
                    </li>
                }) }</ul>
                { totals::totals(words, &view.totals) }
            </section>
            { links(words, &view.links) }
        </>
    };
    let label = match view.payable {
        Some(payable) => (say.pay)(&words.money(payable)),
        None => say.pay_plain.to_owned(),
    };
    let busy = view.busy || view.payable.is_none();
    Step {
        name: "review",
        title: say.review,
        number: Some(4),
        body,
        footer: primary(label.into(), busy, ask(act, Action::Pay)),
        submit: None,
    }
}

fn part(
    title: &'static str,
    change: &'static str,
    name: &'static str,
    action: Action,
    inside: Html,
    act: &Callback<Action>,
) -> Html {
    html! {
        <section class="part">
            <h3>{ title }</h3>
            <button type="button" class="quiet" aria-label={name} onclick={ask(act, action)}>{ change }</button>
            { inside }
        </section>
    }
}

fn address(words: &Words, view: &CheckoutView) -> Html {
    let get = |field: Field| {
        let found = view.fields.iter().find(|one| one.field == field);
        found.map_or("", |one| one.value.trim())
    };
    let country = match get(Field::Country) {
        "" => String::new(),
        code => words.formats.0.country(code),
    };
    let lines = [
        format!("{} {}", get(Field::FirstName), get(Field::LastName)),
        get(Field::Street).to_owned(),
        get(Field::Extra).to_owned(),
        format!("{} {}", get(Field::PostalCode), get(Field::Locality)),
        get(Field::Region).to_owned(),
        country,
        get(Field::Email).to_owned(),
        get(Field::Phone).to_owned(),
    ];
    let line = |line: &String| match line.trim() {
        "" => Html::default(),
        line => html! { <span>{ theirs(line) }</span> },
    };
    html! { <address>{ each(&lines, &line) }</address> }
}

fn ways(words: &Words, view: &CheckoutView) -> Html {
    each(&view.delivery, &|group| {
        let chosen = |option: &&DeliveryOption| Some(&option.id) == group.selected.as_ref();
        match group.options.iter().find(chosen) {
            Some(way) => {
                html! { <p>{ theirs(&way.title) }{ " · " }{ words.money(way.price) }</p> }
            }
            None => Html::default(),
        }
    })
}

fn card(words: &Words, view: &CheckoutView) -> Html {
    let say = words.say;
    let Some((brand, last4)) = &view.card else {
        return html! { <p>{ say.card }</p> };
    };
    let brand = brand.as_deref().unwrap_or(say.card);
    match last4 {
        Some(last4) => html! { <p>{ (say.card_ending)(brand, last4) }</p> },
        None => html! { <p>{ brand.to_owned() }</p> },
    }
}

fn links(words: &Words, links: &[Link]) -> Html {
    let say = words.say;
    let title = |link: &Link| match (&link.title, link.kind.as_str()) {
        (Some(title), _) => title.clone(),
        (None, "privacy_policy") => say.privacy_policy.to_owned(),
        (None, "terms_of_service") => say.terms_of_service.to_owned(),
        (None, "refund_policy") => say.refund_policy.to_owned(),
        (None, "shipping_policy") => say.shipping_policy.to_owned(),
        (None, "faq") => say.faq.to_owned(),
        (None, _) => say.more_about_shop.to_owned(),
    };
    if links.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="links" aria-label={say.terms}>{ each(links, &|link| html! {
            <li>
                <a href={link.url.clone()} target="_blank" rel="noopener">
                    { title(link) }{ " " }{ unseen(say.opens_new_tab) }
                </a>
            </li>
        }) }</ul>
    }
}
