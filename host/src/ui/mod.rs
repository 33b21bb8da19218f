//! The interface: drawn from the model, reporting actions. It decides nothing and keeps nothing but what is truly of the
//! screen, such as where a pointer went down.

mod door;
mod help;
mod prepare;
mod run;
mod shows;
mod top;
mod words;

use std::rc::Rc;

use vitrine::domain::money::Money;
use vitrine::domain::show::ShowTime;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, SubmitEvent};
use yew::prelude::*;

use crate::core::event::Action;
use crate::core::model::{Model, Route, Screen};

/// How values are written, by the browser.
#[derive(Clone, Copy)]
pub struct Formats {
    /// An amount.
    pub money: fn(Money) -> String,
    /// A whole number.
    pub number: fn(u64) -> String,
    /// A time of day.
    pub clock: fn(ShowTime) -> String,
    /// Day and time.
    pub day: fn(ShowTime) -> String,
    /// For a field of day and time.
    pub to_field: fn(ShowTime) -> String,
    /// Out of such a field.
    pub from_field: fn(&str) -> Option<ShowTime>,
}

/// What everything is drawn from.
#[derive(Properties, Clone)]
pub struct RootProps {
    /// What is known.
    pub model: Rc<Model>,
    /// Takes what the host does.
    pub act: Callback<Action>,
    /// Called when something has been drawn.
    pub drawn: Callback<()>,
    /// How values are written.
    pub formats: Formats,
}

impl PartialEq for RootProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model, &other.model)
    }
}

impl RootProps {
    /// Does something when pressed.
    fn on<E>(&self, action: Action) -> Callback<E> {
        let act = self.act.clone();
        Callback::from(move |_: E| act.emit(action.clone()))
    }

    /// Does what a form's fields say, and empties it if they said something.
    fn submit(
        &self,
        read: impl Fn(&HtmlFormElement) -> Option<Action> + 'static,
    ) -> Callback<SubmitEvent> {
        self.submit_and(read, HtmlFormElement::reset)
    }

    /// Does what a form's fields say, and leaves them, to be put right where they are refused.
    fn submit_kept(
        &self,
        read: impl Fn(&HtmlFormElement) -> Option<Action> + 'static,
    ) -> Callback<SubmitEvent> {
        self.submit_and(read, |_| ())
    }

    fn submit_and(
        &self,
        read: impl Fn(&HtmlFormElement) -> Option<Action> + 'static,
        then: fn(&HtmlFormElement),
    ) -> Callback<SubmitEvent> {
        let act = self.act.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event
                .target()
                .and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
            if let Some((form, action)) =
                form.and_then(|form| read(&form).map(|action| (form, action)))
            {
                then(&form);
                act.emit(action);
            }
        })
    }

    /// Does what a field says, with every change.
    fn input(&self, mean: impl Fn(String) -> Option<Action> + 'static) -> Callback<InputEvent> {
        let act = self.act.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(action) = typed(&event).and_then(&mean) {
                act.emit(action);
            }
        })
    }
}

/// The key of a button that has a name of its own: for the eye alone, so that what is seen is what the name begins with.
fn shortcut(key: &str) -> Html {
    html! { <kbd data-key={key.to_owned()} aria-hidden="true"></kbd> }
}

/// What stands in the field that an event came from.
fn typed(event: &Event) -> Option<String> {
    let target = event.target()?;
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    target
        .dyn_ref::<HtmlTextAreaElement>()
        .map(HtmlTextAreaElement::value)
}

/// What stands in a form's field.
fn field(form: &HtmlFormElement, name: &str) -> String {
    let found = form
        .query_selector(&format!("[name={name}]"))
        .ok()
        .flatten();
    let Some(found) = found else {
        return String::new();
    };
    match found.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(other) => other
            .dyn_ref::<HtmlTextAreaElement>()
            .map(HtmlTextAreaElement::value)
            .unwrap_or_default(),
    }
}

/// The whole console.
#[component]
pub fn Root(props: &RootProps) -> Html {
    let drawn = props.drawn.clone();
    use_effect(move || drawn.emit(()));
    let model = &props.model;
    let body = match model.screen {
        Screen::Starting => html! { <p class="boot" role="status">{ words::STARTING }</p> },
        Screen::Unreachable | Screen::NoToken | Screen::SignIn => door::draw(props),
        Screen::Inside => match &model.route {
            Route::Shows => shows::draw(props),
            Route::Run(_) => run::draw(props),
            Route::Prepare(_) => prepare::draw(props),
        },
    };
    html! {
        <div class="console">
            { top::draw(props) }
            { top::notice(props) }
            { body }
            { help::draw(props) }
        </div>
    }
}
