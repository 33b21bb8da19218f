//! Step 2: how each parcel travels.

use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, each, note, skeleton, text_button, theirs};
use super::{Step, remarks, submit, summary};
use crate::app::event::Action;
use crate::app::view::{CheckoutView, DeliveryGroup, DeliveryOption};

pub(super) fn step(words: &Words, view: &CheckoutView, act: &Callback<Action>) -> Step {
    let say = words.say;
    let nothing = view.delivery.iter().all(|group| group.options.is_empty());
    let groups = u32::try_from(view.delivery.len()).unwrap_or(u32::MAX);
    let parcels: Vec<_> = (1..).zip(&view.delivery).collect();
    let body = html! {
        <>
            { remarks(words, view, act) }
            if nothing && view.busy {
                { skeleton("ways", 3) }
            } else if nothing {
                { note::note(true, say.no_delivery, text_button(say.change_contact, ask(act, Action::EditContact))) }
            } else {
                { each(&parcels, &|(parcel, group)| ways(words, (*parcel, groups), group, act)) }
            }
        </>
    };
    let chosen = view.delivery.iter().all(|group| group.selected.is_some());
    let footer = html! {
        <>{ summary(words, view) }{ submit(say.to_payment, view.busy || nothing || !chosen) }</>
    };
    Step {
        name: "delivery",
        title: say.delivery_heading,
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
) -> Html {
    let say = words.say;
    let legend = if of > 1 {
        (say.parcel)(parcel, of)
    } else {
        say.delivery_heading.to_owned()
    };
    let way = |option: &DeliveryOption| {
        let choose = Action::ChooseDelivery {
            group: group.id.clone(),
            option: option.id.clone(),
        };
        let price = if option.price.minor == 0 {
            say.free.to_owned()
        } else {
            words.money(option.price)
        };
        html! {
            <label key={option.id.clone()} class="way">
                <input
                    type="radio" name={format!("way-{}", group.id)} onchange={ask(act, choose)}
                    checked={group.selected.as_ref() == Some(&option.id)}
                />
                <span>
                    { theirs(&option.title) }
                    if let Some(more) = &option.description {
                        <small>{ theirs(more) }</small>
                    }
                </span>
                <span class="price">{ price }</span>
            </label>
        }
    };
    html! {
        <fieldset key={group.id.clone()} class="ways">
            if of > 1 {
                <legend>{ legend }</legend>
            } else {
                <legend class="sr">{ legend }</legend>
            }
            { each(&group.options, &way) }
        </fieldset>
    }
}
