//! Small pieces that several screens share. Plain functions from values to elements: no state, no words of their own.

pub(super) mod icon;
pub(super) mod money;
pub(super) mod note;
pub(super) mod stepper;
pub(super) mod totals;
pub(super) mod words;

use yew::prelude::*;
use yew::virtual_dom::VList;

use crate::app::event::Action;

/// A callback that asks for one action, whatever the event.
pub(super) fn ask<E>(act: &Callback<Action>, action: Action) -> Callback<E> {
    act.reform(move |_| action.clone())
}

/// A button that shows an icon only; its label is its name, its part what partners and styles know it by.
pub(super) fn icon_button(
    part: &'static str,
    icon: &'static str,
    label: AttrValue,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" class="plain" {part} aria-label={label.clone()} title={label} {onclick}>{ icon::icon(icon) }</button>
    }
}

/// A button with words, for what is not the next step.
pub(super) fn text_button(label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="quiet" {onclick}>{ label }</button> }
}

/// The one button that moves a purchase on.
pub(super) fn primary(label: AttrValue, busy: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="primary" part="primary" disabled={busy} aria-busy={flag(busy)} {onclick}>
            { label }
        </button>
    }
}

/// The shop's or the host's words, kept apart from ours where their direction of writing differs.
pub(super) fn theirs(text: &str) -> Html {
    html! { <bdi>{ text.to_owned() }</bdi> }
}

/// What only a screen reader says.
pub(super) fn unseen(text: &'static str) -> Html {
    html! { <span class="sr">{ text }</span> }
}

/// Bars in the shape of what is coming; the style sheet knows the shape by its name.
pub(super) fn skeleton(shape: &'static str, bars: usize) -> Html {
    html! {
        <div class="skeleton" data-shape={shape} aria-hidden="true">
            { each(&[(); 6][..bars.min(6)], &|()| html! { <i></i> }) }
        </div>
    }
}

/// One element for each item. Not inlined and with one closure type for all: lists are most of what is drawn, and each
/// would otherwise be compiled anew.
#[inline(never)]
pub(super) fn each<T>(items: &[T], draw: &dyn Fn(&T) -> Html) -> Html {
    let mut list = VList::new();
    for item in items {
        list.add_child(draw(item));
    }
    list.into()
}

/// A yes or no as an attribute's value.
pub(super) fn truth(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

/// An attribute that is there or not.
pub(super) fn flag(yes: bool) -> Option<&'static str> {
    yes.then_some("true")
}

/// A span of time as on a clock: `1:04`, `1:02:03`.
pub(super) fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::clock;

    #[test]
    fn a_span_is_written_as_on_a_clock() {
        assert_eq!(clock(4), "0:04");
        assert_eq!(clock(724), "12:04");
        assert_eq!(clock(3723), "1:02:03");
    }
}
