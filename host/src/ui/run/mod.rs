//! Running a show: the picture, what is pinned, the lineup, what happened, the figures.

mod cards;
mod figures;
mod log;
mod mark;
mod monitor;
mod offers;
mod say;
mod slots;
mod stage;

use yew::prelude::*;

use super::{RootProps, words};
use crate::core::event::{Action, Prepare};
use crate::core::present;
use crate::core::show::{Script, Show, Status};
use vitrine::domain::text::web_url;

pub(super) fn draw(props: &RootProps) -> Html {
    let Some(open) = &props.model.open else {
        return Html::default();
    };
    if open.missing {
        return html! { <main class="narrow"><p>{ words::NO_SHOW }</p></main> };
    }
    let Some(show) = &open.show else {
        return html! { <main class="narrow"><p role="status">{ words::LOADING }</p></main> };
    };
    html! {
        <main class="run">
            <div class="stage-column">
                { owner(props, show) }
                { stage::draw(props) }
                { slots::draw(props) }
                { say::draw(props, show) }
            </div>
            { cards::draw(props) }
            <div class="side-column">
                { offers::draw(props) }
                { log::draw(props) }
                { figures::draw(props) }
                { monitor::draw(props, show) }
            </div>
        </main>
    }
}

/// Who runs the show, and how that changes.
fn owner(props: &RootProps, show: &Show) -> Html {
    if show.status == Status::Ended {
        let page = show.page.as_deref().and_then(web_url).map(|page| {
            html! { <a href={page} target="_blank" rel="noopener">{ words::WATCH_REPLAY }</a> }
        });
        return html! { <p class="owner">{ words::ENDED }{ page }</p> };
    }
    if present::scene(&props.model).ended {
        // Until then the end can be undone.
        let close = Action::Prepare(Prepare::Status("ended"));
        return html! {
            <p class="owner"><span role="status">{ words::OVER }</span><button type="button" onclick={props.on(close)}>{ words::CLOSE_SHOW }</button></p>
        };
    }
    let busy = props
        .model
        .open
        .as_ref()
        .is_some_and(|open| open.script_busy);
    let change = match show.script {
        Script::Running => Some((words::TAKE_OVER, false, "primary")),
        Script::TakenOver => Some((words::GIVE_BACK, true, "")),
        Script::None => None,
    };
    let button = change.map(|(label, running, class)| {
        html! { <button type="button" {class} disabled={busy} onclick={props.on(Action::Script { running })}>{ label }</button> }
    });
    html! { <p class="owner"><span role="status">{ words::by(show.script) }</span>{ button }</p> }
}
