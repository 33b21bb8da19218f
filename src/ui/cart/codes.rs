//! The discount codes: those of the cart, and a field for another.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::words::Words;
use super::super::common::{ask, each, flag, icon, icon_button, theirs};
use crate::app::event::Action;
use crate::app::view::Code;

/// What stands in the field stays in it until a code was sent; what the shop says of a code stands beside that code.
pub(super) fn codes(words: &Words, codes: &[Code], act: &Callback<Action>) -> El {
    let say = words.say;
    let code = |code: &Code| {
        let off = Action::Code {
            code: code.code.clone(),
            on: false,
        };
        let said = code.title.as_ref().or(code.refused.as_ref());
        let remove = say.shopping().remove_thing(&code.code);
        el("li")
            .key(code.code.as_str())
            .maybe("data-error", flag(code.refused.is_some()))
            .with(el("b").with(theirs(&code.code)))
            .with(el("span[role=status]").with(said.map(|said| theirs(said))))
            .with(icon_button(
                "remove",
                icon::CLOSE,
                remove.into(),
                ask(act, off),
            ))
            .into()
    };
    let act = act.clone();
    let send = Callback::from(move |event: Event| {
        event.prevent_default();
        if let Some(input) = field(&event) {
            act.emit(Action::Code {
                code: input.value(),
                on: true,
            });
            input.set_value("");
        }
    });
    let input = el(
        "input[id=vitrine-code][maxlength=100][autocomplete=off][autocapitalize=characters][spellcheck=false][enterkeyhint=done]",
    );
    let form = el("form[novalidate=]")
        .on("submit", send)
        .with(el("label[for=vitrine-code]").text(say.shopping().discount_code))
        .with(input)
        .with(el("button.quiet[type=submit]").text(say.shopping().apply));
    el("div.codes.field")
        .with(el("ul").with(each(codes, &code)))
        .with(form)
}

fn field(event: &Event) -> Option<HtmlInputElement> {
    let form = event.target_dyn_into::<HtmlElement>()?;
    form.query_selector("input").ok()??.dyn_into().ok()
}
