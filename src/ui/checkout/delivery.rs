//! Step 2: how each parcel travels.

use yew::prelude::*;

use super::super::common::el::{El, el, group};
use super::super::common::words::Words;
use super::super::common::{ask, each, note, skeleton, text_button, theirs};
use super::{Step, remarks, submit};
use crate::app::event::Action;
use crate::app::view::{CheckoutView, DeliveryGroup, DeliveryOption};

pub(super) fn step(words: &Words, view: &CheckoutView, act: &Callback<Action>) -> Step {
    let say = words.say;
    let nothing = view.delivery.iter().all(|group| group.options.is_empty());
    let groups = u32::try_from(view.delivery.len()).unwrap_or(u32::MAX);
    let parcels: Vec<_> = (1..).zip(&view.delivery).collect();
    let content = if nothing && view.busy {
        skeleton("ways", 3).into()
    } else if nothing {
        let change = text_button(say.shopping().change_contact, ask(act, Action::EditContact));
        note::note(true, say.shopping().no_delivery, Some(change)).into()
    } else {
        each(&parcels, &|(parcel, group)| {
            ways(words, (*parcel, groups), group, act).into()
        })
    };
    let body = group([remarks(words, view, act), content]);
    let chosen = view.delivery.iter().all(|group| group.selected.is_some());
    let off = view.busy || nothing || !chosen;
    let footer = submit(words, view, say.shopping().to_payment, off);
    Step {
        name: "delivery",
        title: say.shopping().delivery_heading,
        number: Some(2),
        body,
        footer,
        submit: Some(Action::SubmitDelivery),
    }
}

fn ways(
    words: &Words,
    (parcel, of): (u32, u32),
    group: &DeliveryGroup,
    act: &Callback<Action>,
) -> El {
    let say = words.say;
    let legend = if of > 1 {
        say.shopping().parcel(parcel, of)
    } else {
        say.shopping().delivery_heading.to_owned()
    };
    let way = |option: &DeliveryOption| {
        let choose = Action::ChooseDelivery {
            group: group.id.clone(),
            option: option.id.clone(),
        };
        let price = if option.price.minor == 0 {
            say.shopping().free.to_owned()
        } else {
            words.money(option.price)
        };
        let input = el("input[type=radio]")
            .attr("name", format!("way-{}", group.id))
            .checked(group.selected.as_ref() == Some(&option.id))
            .on("change", ask(act, choose));
        let more = option.description.as_ref();
        let title = el("span")
            .with(theirs(&option.title))
            .with(more.map(|more| el("small").with(theirs(more))));
        el("label.way")
            .key(option.id.as_str())
            .with(input)
            .with(title)
            .with(el("span.price").text(price))
            .into()
    };
    let heading = el(if of > 1 { "legend" } else { "legend.sr" });
    el("fieldset.ways")
        .key(group.id.as_str())
        .with(heading.text(legend))
        .with(each(&group.options, &way))
}
