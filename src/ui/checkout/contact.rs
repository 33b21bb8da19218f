//! Step 1: e-mail and delivery address.

use yew::prelude::*;

use super::super::common::each;
use super::super::common::words::Words;
use super::{Step, field, remarks, submit, summary};
use crate::app::event::Action;
use crate::app::view::{CheckoutView, Field};

pub(super) fn step(words: &Words, view: &CheckoutView, act: &Callback<Action>) -> Step {
    let say = words.say;
    let last = view.fields.last().map(|last| last.field);
    let entries = |wanted: &dyn Fn(Field) -> bool| {
        each(&view.fields, &|one| {
            if wanted(one.field) {
                field::entry(words, one, last == Some(one.field), act)
            } else {
                Html::default()
            }
        })
    };
    let body = html! {
        <>
            { remarks(words, view, act) }
            <fieldset class="fields">
                <legend>{ say.contact_legend }</legend>
                { entries(&|field| field == Field::Email) }
            </fieldset>
            <fieldset class="fields">
                <legend>{ say.address_legend }</legend>
                { entries(&|field| field != Field::Email) }
            </fieldset>
        </>
    };
    let footer = html! { <>{ summary(words, view) }{ submit(say.to_delivery, view.busy) }</> };
    Step {
        name: "contact",
        title: say.contact,
        number: Some(1),
        body,
        footer,
        submit: Some(Action::SubmitContact),
    }
}
