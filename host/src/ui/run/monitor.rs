//! The viewer monitor: the real widget, as a partner's page has it. Farther behind than usual it lies over a video of the
//! console's own, which is held back.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlSelectElement};
use yew::prelude::*;

use super::super::{RootProps, words};
use crate::core::event::{Action, Behind};
use crate::core::show::Show;

const DISTANCES: [(&str, Option<Behind>); 5] = [
    (words::MONITOR_OFF, None),
    (words::MONITOR_USUAL, Some(Behind::Usual)),
    (words::MONITOR_10, Some(Behind::Seconds(10))),
    (words::MONITOR_20, Some(Behind::Seconds(20))),
    (words::MONITOR_40, Some(Behind::Seconds(40))),
];

pub(super) fn draw(props: &RootProps, show: &Show) -> Html {
    let chosen = props.model.open.as_ref().and_then(|open| open.monitor);
    let act = props.act.clone();
    let change = Callback::from(move |event: Event| {
        let select = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let place = select.and_then(|select| usize::try_from(select.selected_index()).ok());
        if let Some((_, behind)) = place.and_then(|place| DISTANCES.get(place)) {
            act.emit(Action::Monitor(*behind));
        }
    });
    let options = DISTANCES.iter().map(|(label, behind)| {
        html! { <option selected={chosen == *behind}>{ *label }</option> }
    });
    let manifest = show.manifest.clone();
    let viewer = match chosen {
        None => Html::default(),
        Some(Behind::Usual) => html! { <vitrine-live key="usual" show={manifest}></vitrine-live> },
        Some(Behind::Seconds(seconds)) => html! {
            <div class="held-back" key={seconds}>
                <video id="monitor" muted=true playsinline=true aria-label={words::MONITOR}></video>
                <vitrine-live for="monitor" show={manifest}></vitrine-live>
            </div>
        },
    };
    html! {
        <section class="box monitor" aria-labelledby="monitor-title">
            <h2 id="monitor-title">{ words::MONITOR }</h2>
            <select aria-labelledby="monitor-title" onchange={change}>{ for options }</select>
            { viewer }
        </section>
    }
}
