//! Step 1: e-mail and delivery address.

use yew::prelude::*;

use super::super::common::each;
use super::super::common::el::{el, group};
use super::super::common::words::Words;
use super::{Step, field, remarks, submit};
use crate::app::event::Action;
use crate::app::view::{CheckoutView, Field, FieldView};

pub(super) fn step(words: &Words, view: &CheckoutView, act: &Callback<Action>) -> Step {
    let say = words.say;
    let last = view.fields.last().map(|last| last.field);
    // Only what is shown is in the list: with nothing but keyed fields in it, a field that the country brings or takes away
    // leaves the others, and the focus, where they are.
    let entries = |legend: &'static str, wanted: &dyn Fn(Field) -> bool| {
        let shown: Vec<_> = view.fields.iter().filter(|one| wanted(one.field)).collect();
        let entry = |one: &&FieldView| {
            field::entry(words, view.place, one, last == Some(one.field), act).into()
        };
        el("fieldset.fields")
            .with(el("legend").text(legend))
            .with(each(&shown, &entry))
            .into()
    };
    let body = group([
        remarks(words, view, act),
        entries(say.shopping().contact_legend, &|field| {
            field == Field::Email
        }),
        entries(say.shopping().address_legend, &|field| {
            field != Field::Email
        }),
    ]);
    let footer = submit(words, view, say.shopping().to_delivery, view.busy);
    Step {
        name: "contact",
        title: say.shopping().contact,
        number: Some(1),
        body,
        footer,
        submit: Some(Action::SubmitContact),
    }
}
