//! The pictures of a product, side by side; a tap makes them large.

use yew::prelude::*;

use super::super::common::el::el;
use super::super::common::words::Words;
use super::super::common::{each, truth};
use crate::app::view::Picture;

#[derive(Properties, PartialEq)]
pub(super) struct GalleryProps {
    pub(super) words: Words,
    pub(super) pictures: Vec<Picture>,
}

/// A row that snaps to each picture. Whether it is large is all that it remembers.
#[component]
pub(super) fn Gallery(props: &GalleryProps) -> Html {
    let say = props.words.say;
    let large = use_state_eq(|| false);
    let picture = |picture: &Picture| {
        let toggle = {
            let large = large.clone();
            Callback::from(move |_| large.set(!*large))
        };
        let shown = el("img[loading=lazy][decoding=async]")
            .attr("src", picture.url.clone())
            .attr("alt", picture.alt.clone());
        let button = el("button[type=button]")
            .attr("aria-pressed", truth(*large))
            .attr("title", say.enlarge)
            .click(toggle)
            .with(shown);
        el("li").key(picture.url.as_str()).with(button).into()
    };
    el("ul.gallery")
        .attr("data-large", truth(*large))
        .attr("aria-label", say.pictures)
        .with(each(&props.pictures, &picture))
        .into()
}
