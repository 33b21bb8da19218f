//! Step 4: everything, to be looked over once more, and Pay.

use yew::prelude::*;

use super::super::common::el::{El, el, group};
use super::super::common::words::Words;
use super::super::common::{ask, each, outward, primary, text_button, theirs, totals, unseen};
use super::{Step, remarks};
use crate::app::event::Action;
use crate::app::view::{CheckoutView, DeliveryOption, Field, Link, Money};

pub(super) fn step(words: &Words, view: &CheckoutView, act: &Callback<Action>) -> Step {
    let say = words.say;
    let part = |title, name, action, inside: Html| {
        let change = text_button(say.shopping().change, ask(act, action)).attr("aria-label", name);
        section(title).with(change).with(inside).into()
    };
    let bought = |(title, quantity, price): &(String, u32, Money)| {
        el("li")
            .with(el("span").text(words.number(*quantity)).text(" ×"))
            .with(el("span").with(theirs(title)))
            .with(el("span.price").text(words.money(*price)))
            .into()
    };
    let order = section(say.shopping().your_order)
        .with(el("ul.bought").with(each(&view.lines, &bought)))
        .with(totals::totals(words, &view.totals));
    let body = group([
        remarks(words, view, act),
        part(
            say.shopping().deliver_to,
            say.shopping().change_contact,
            Action::EditContact,
            address(words, view),
        ),
        part(
            say.shopping().delivery,
            say.shopping().change_delivery,
            Action::EditDelivery,
            ways(words, view),
        ),
        part(
            say.shopping().paid_with,
            say.shopping().change_payment,
            Action::EditPayment,
            card(words, view),
        ),
        order.into(),
        links(words, &view.links),
    ]);
    let label = match view.payable {
        Some(payable) => say.shopping().pay(&words.money(payable)),
        None => say.shopping().pay_plain.to_owned(),
    };
    let busy = view.busy || view.payable.is_none();
    Step {
        name: "review",
        title: say.shopping().review,
        number: Some(4),
        body,
        footer: primary(label.into(), busy, ask(act, Action::Pay)).into(),
        submit: None,
    }
}

fn section(title: &'static str) -> El {
    el("section.part").with(el("h3").text(title))
}

fn address(words: &Words, view: &CheckoutView) -> Html {
    let get = |field: Field| {
        let found = view.fields.iter().find(|one| one.field == field);
        found.map_or("", |one| one.value.trim())
    };
    let country = match get(Field::Country) {
        "" => String::new(),
        code => words.formats.country(code),
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
        line => el("span").with(theirs(line)).into(),
    };
    el("address").with(each(&lines, &line)).into()
}

fn ways(words: &Words, view: &CheckoutView) -> Html {
    each(&view.delivery, &|group| {
        let chosen = |option: &&DeliveryOption| Some(&option.id) == group.selected.as_ref();
        match group.options.iter().find(chosen) {
            Some(way) => {
                let way_and_price = el("p").with(theirs(&way.title)).text(" · ");
                way_and_price.text(words.money(way.price)).into()
            }
            None => Html::default(),
        }
    })
}

fn card(words: &Words, view: &CheckoutView) -> Html {
    let say = words.say;
    let (brand, last4) = view.card.as_ref().map_or((None, None), |(brand, last4)| {
        (brand.as_deref(), last4.as_deref())
    });
    let brand = brand.unwrap_or(say.shopping().card);
    let card = match last4 {
        Some(last4) => say.shopping().card_ending(brand, last4),
        None => brand.to_owned(),
    };
    el("p").text(card).into()
}

fn links(words: &Words, links: &[Link]) -> Html {
    let say = words.say;
    let title = |link: &Link| match (&link.title, link.kind.as_str()) {
        (Some(title), _) => title.clone(),
        (None, "privacy_policy") => say.shopping().privacy_policy.to_owned(),
        (None, "terms_of_service") => say.shopping().terms_of_service.to_owned(),
        (None, "refund_policy") => say.shopping().refund_policy.to_owned(),
        (None, "shipping_policy") => say.shopping().shipping_policy.to_owned(),
        (None, "faq") => say.shopping().faq.to_owned(),
        (None, _) => say.shopping().more_about_shop.to_owned(),
    };
    if links.is_empty() {
        return Html::default();
    }
    let entry = |link: &Link| {
        let away = outward("a", &link.url)
            .text(title(link))
            .text(" ")
            .with(unseen(say.opens_new_tab));
        el("li").with(away).into()
    };
    el("ul.links")
        .attr("aria-label", say.shopping().terms)
        .with(each(links, &entry))
        .into()
}
