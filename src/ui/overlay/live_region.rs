//! What a screen reader is told politely, and nobody sees.

use yew::prelude::*;

use super::super::common::words::use_words;
use crate::app::view::Announcement;

#[derive(Properties, PartialEq)]
pub(crate) struct LiveRegionProps {
    pub(crate) announcement: Option<(u32, Announcement)>,
}

/// The region stands from the start, so that it is known; each announcement is a new paragraph in it and stays until the
/// next, so that equal words are said again and none is taken away before it was read.
#[component]
pub(crate) fn LiveRegion(props: &LiveRegionProps) -> Html {
    let words = use_words();
    let said = props.announcement.as_ref().map(|(number, announcement)| {
        let text = match announcement {
            Announcement::Pinned(thing) => (words.say.pinned)(thing),
            Announcement::Added(thing, count) => {
                (words.say.announce_added)(thing, *count, &words.number(*count))
            }
            Announcement::Removed(thing) => (words.say.removed)(thing),
        };
        html! { <p key={*number}>{ text }</p> }
    });
    html! { <div class="sr" role="status" aria-live="polite">{ for said }</div> }
}
