//! Small pieces that several screens share. Plain functions from values to elements: no state, no words of their own.

pub(super) mod icon;
pub(super) mod money;
pub(super) mod note;
pub(super) mod stepper;
pub(super) mod totals;
pub(super) mod words;

use yew::prelude::*;

use crate::app::event::Action;

/// A callback that asks for one action, whatever the event.
pub(super) fn ask<E>(act: &Callback<Action>, action: Action) -> Callback<E> {
    act.reform(move |_| action.clone())
}

/// A button that shows an icon only; its label is its name.
pub(super) fn icon_button(
    class: &'static str,
    icon: &'static str,
    label: impl Into<AttrValue>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let label = label.into();
    html! {
        <button type="button" {class} aria-label={label.clone()} title={label} {onclick}>{ icon::icon(icon) }</button>
    }
}

/// A button with words.
pub(super) fn text_button(
    class: &'static str,
    label: impl Into<AttrValue>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let label = label.into();
    html! { <button type="button" {class} {onclick}>{ label }</button> }
}

/// The one button that moves a purchase on.
pub(super) fn primary(
    label: impl Into<AttrValue>,
    busy: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    let label = label.into();
    html! {
        <button type="button" class="primary" part="primary" disabled={busy} aria-busy={busy.then_some("true")} {onclick}>
            { label }
        </button>
    }
}

/// Bars in the shape of what is coming; `shape` is a class that says which.
pub(super) fn skeleton(shape: &'static str, bars: usize) -> Html {
    html! {
        <div class={format!("skeleton {shape}")} aria-hidden="true">
            { for (0..bars).map(|_| html! { <i></i> }) }
        </div>
    }
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
