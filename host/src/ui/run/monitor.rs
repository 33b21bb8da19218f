//! The viewer monitor: the real widget, as a partner's page has it.

use yew::prelude::*;

use super::super::{RootProps, words};
use crate::core::event::Action;
use crate::core::show::Show;

pub(super) fn draw(props: &RootProps, show: &Show) -> Html {
    let on = props.model.open.as_ref().is_some_and(|open| open.monitor);
    let label = if on {
        words::MONITOR_OFF
    } else {
        words::MONITOR_ON
    };
    html! {
        <section class="box monitor" aria-labelledby="monitor-title">
            <h2 id="monitor-title">{ words::MONITOR }</h2>
            <p><button type="button" aria-expanded={on.to_string()} onclick={props.on(Action::Monitor(!on))}>{ label }</button></p>
            if on {
                <vitrine-live show={show.manifest.clone()}></vitrine-live>
            }
        </section>
    }
}
