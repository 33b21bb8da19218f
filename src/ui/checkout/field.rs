//! One field of the form: label, input, and what is wrong with it in words.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::flag;
use super::super::common::icon;
use super::super::common::words::Words;
use super::country;
use crate::app::event::Action;
use crate::app::view::{Field, FieldError, FieldView, Place, RegionKind, field_id};

/// Type, `autocomplete` and `inputmode` of a field.
fn kind(field: Field) -> (&'static str, &'static str, Option<&'static str>) {
    match field {
        Field::Email => ("email", "email", Some("email")),
        Field::FirstName => ("text", "shipping given-name", None),
        Field::LastName => ("text", "shipping family-name", None),
        Field::Street => ("text", "shipping address-line1", None),
        Field::Extra => ("text", "shipping address-line2", None),
        Field::PostalCode => ("text", "shipping postal-code", None),
        Field::Locality => ("text", "shipping address-level2", None),
        Field::Region => ("text", "shipping address-level1", None),
        Field::Country => ("", "shipping country", None),
        Field::Phone => ("tel", "tel", Some("tel")),
    }
}

/// A field's name.
pub(super) fn label(words: &Words, place: Place, field: Field) -> &'static str {
    let say = words.say;
    match field {
        Field::Email => say.shopping().email,
        Field::FirstName => say.shopping().first_name,
        Field::LastName => say.shopping().last_name,
        Field::Street => say.shopping().street,
        Field::Extra => say.shopping().extra,
        Field::PostalCode if place.zip => say.shopping().zip_code,
        Field::PostalCode => say.shopping().postal_code,
        Field::Locality => say.shopping().locality,
        Field::Region => match place.region_kind {
            RegionKind::State => say.shopping().state,
            RegionKind::Province => say.shopping().province,
            RegionKind::County => say.shopping().county,
            RegionKind::Prefecture => say.shopping().prefecture,
            RegionKind::Island => say.shopping().island,
            RegionKind::Emirate => say.shopping().emirate,
            RegionKind::Region => say.shopping().region,
        },
        Field::Country => say.shopping().country,
        Field::Phone => say.shopping().phone,
    }
}

fn wrong(words: &Words, label: &str, error: FieldError) -> String {
    let say = words.say;
    match error {
        FieldError::Missing => return say.shopping().missing(label),
        FieldError::NotAnEmail => say.shopping().not_an_email,
        FieldError::TooLong => say.shopping().too_long,
        FieldError::UnknownCountry => say.shopping().unknown_country,
    }
    .to_owned()
}

/// The field. What is typed goes to the core at once and comes back as the value.
pub(super) fn entry(
    words: &Words,
    place: Place,
    view: &FieldView,
    last: bool,
    act: &Callback<Action>,
) -> El {
    let field = view.field;
    let id = field_id(field);
    let plain = label(words, place, field);
    let error = view.error.map(|error| wrong(words, plain, error));
    let error = error.or_else(|| view.said.clone());
    let error_id = error.as_ref().map(|_| format!("{id}-error"));
    let invalid = flag(error.is_some());
    let required = flag(!view.optional);
    let (kind, autocomplete, inputmode) = kind(field);
    let name = if view.optional {
        words.say.shopping().optional(plain)
    } else {
        plain.to_owned()
    };
    let described = |el: El| {
        el.attr("id", id)
            .attr("autocomplete", autocomplete)
            .maybe("aria-required", required)
            .maybe("aria-invalid", invalid)
            .maybe("aria-describedby", error_id.clone())
            .on("blur", act.reform(move |_| Action::Leave(field)))
    };
    let input = if field == Field::Country {
        let select = described(el("select"))
            .on("change", enter(act, field))
            .with(country::options(words, &view.value));
        el("span.select").with(select).with(icon::icon(icon::DOWN))
    } else {
        described(el("input[maxlength=200]"))
            .attr("type", kind)
            .maybe("inputmode", inputmode)
            .attr("enterkeyhint", if last { "done" } else { "next" })
            .value(view.value.clone())
            .on("input", enter(act, field))
    };
    let error = error.map(|error| el("p.error").maybe("id", error_id).text(error));
    el("div.field[part=field]")
        .key(id)
        .attr("data-field", id)
        .with(el("label").attr("for", id).text(name))
        .with(input)
        .with(error)
}

fn enter(act: &Callback<Action>, field: Field) -> Callback<Event> {
    let act = act.clone();
    Callback::from(move |event: Event| {
        let Some(target) = event.target() else {
            return;
        };
        let value = match target.dyn_into::<HtmlInputElement>() {
            Ok(input) => Some(input.value()),
            Err(other) => other
                .dyn_into::<HtmlSelectElement>()
                .ok()
                .map(|select| select.value()),
        };
        if let Some(value) = value {
            act.emit(Action::Enter { field, value });
        }
    })
}
