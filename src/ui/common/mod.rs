//! Small pieces that several screens share. Plain functions from values to elements: no state, no words of their own.

pub(super) mod el;
pub(super) mod icon;
pub(super) mod money;
pub(super) mod note;
pub(super) mod part;
pub(super) mod stepper;
pub(super) mod totals;
pub(super) mod words;

use yew::prelude::*;
use yew::virtual_dom::VList;

use crate::app::event::Action;
use el::{El, el};

/// A callback that asks for one action, whatever the event.
pub(super) fn ask(act: &Callback<Action>, action: Action) -> Callback<Event> {
    act.reform(move |_| action.clone())
}

/// A button that shows an icon only; its label is its name, its part what partners and styles know it by.
pub(super) fn icon_button(
    part: &'static str,
    icon: &'static str,
    label: AttrValue,
    onclick: Callback<Event>,
) -> El {
    el("button.plain[type=button]")
        .attr("part", part)
        .attr("aria-label", label.clone())
        .attr("title", label)
        .click(onclick)
        .with(icon::icon(icon))
}

/// A button with words, for what is not the next step.
pub(super) fn text_button(label: &'static str, onclick: Callback<Event>) -> El {
    el("button.quiet[type=button]").click(onclick).text(label)
}

/// The one button that moves a purchase on.
pub(super) fn primary(label: AttrValue, busy: bool, onclick: Callback<Event>) -> El {
    el("button.primary[type=button][part=primary]")
        .when("disabled", busy)
        .maybe("aria-busy", flag(busy))
        .click(onclick)
        .text(label)
}

/// The shop's or the host's words, kept apart from ours where their direction of writing differs.
pub(super) fn theirs(text: &str) -> El {
    el("bdi").text(text.to_owned())
}

/// What only a screen reader says.
pub(super) fn unseen(text: &'static str) -> El {
    el("span.sr").text(text)
}

/// A link that opens a tab of its own: what is watched and chosen here stays as it is.
pub(super) fn outward(selector: &'static str, url: &str) -> El {
    el(selector)
        .attr("href", url.to_owned())
        .attr("target", "_blank")
        .attr("rel", "noopener")
}

/// A picture that says nothing that the words beside it do not; a blank of its size where there is none.
pub(super) fn thumbnail(url: Option<&str>) -> El {
    match url {
        Some(url) => el("img[loading=lazy][decoding=async][alt=]").attr("src", url.to_owned()),
        None => el("i.noimg"),
    }
}

/// Bars in the shape of what is coming; the style sheet knows the shape by its name.
pub(super) fn skeleton(shape: &'static str, bars: usize) -> El {
    el("div.skeleton[aria-hidden=true]")
        .attr("data-shape", shape)
        .with(each(&[(); 6][..bars.min(6)], &|()| el("i").into()))
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
