//! The pictures of a product, side by side; a tap makes them large.

use yew::prelude::*;

use super::super::common::el::el;
use super::super::common::part::{Kept, part};
use super::super::common::words::Words;
use super::super::common::{each, truth};
use crate::app::view::Picture;

/// A row that snaps to each picture. Whether it is large is all that it remembers.
pub(super) fn gallery(words: &Words, pictures: &[Picture]) -> Html {
    let (say, pictures) = (words.say, pictures.to_vec());
    part("gallery", move |memory| {
        let large = matches!(memory.kept, Kept::Large);
        let toggle = memory.keep.reform(
            move |_: Event| {
                if large { Kept::Nothing } else { Kept::Large }
            },
        );
        let picture = |picture: &Picture| {
            let shown = el("img[loading=lazy][decoding=async]")
                .attr("src", picture.url.clone())
                .attr("alt", picture.alt.clone());
            let button = el("button[type=button]")
                .attr("aria-pressed", truth(large))
                .attr("title", say.shopping().enlarge)
                .click(toggle.clone())
                .with(shown);
            el("li").key(picture.url.as_str()).with(button).into()
        };
        el("ul.gallery")
            .attr("data-large", truth(large))
            .attr("aria-label", say.shopping().pictures)
            .with(each(&pictures, &picture))
            .into()
    })
}
