//! The pictures of a product, side by side; a tap makes them large.

use yew::prelude::*;

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
            move |_: MouseEvent| large.set(!*large)
        };
        html! {
            <li key={picture.url.clone()}>
                <button type="button" aria-pressed={truth(*large)} title={say.enlarge} onclick={toggle}>
                    <img src={picture.url.clone()} alt={picture.alt.clone()} decoding="async" />
                </button>
            </li>
        }
    };
    html! {
        <ul class="gallery" data-large={truth(*large)} aria-label={say.pictures}>
            { each(&props.pictures, &picture) }
        </ul>
    }
}
