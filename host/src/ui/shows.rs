//! The list of shows, and making one.

use yew::prelude::*;

use super::{RootProps, field, words};
use crate::core::event::Action;
use crate::core::model::{Loading, Route};
use crate::core::show::Show;

pub(super) fn draw(props: &RootProps) -> Html {
    let model = &props.model;
    let list = match model.listing {
        Loading::Busy => html! { <p role="status">{ words::LOADING }</p> },
        Loading::Failed => html! {
            <p class="bad">{ words::SHOWS_FAILED }{ " " }<button type="button" onclick={props.on(Action::Retry)}>{ words::RETRY }</button></p>
        },
        Loading::Done if model.shows.is_empty() => html! { <p>{ words::NO_SHOWS }</p> },
        Loading::Done => {
            html! { <ul class="shows">{ for model.shows.iter().map(|show| row(props, show)) }</ul> }
        }
    };
    html! {
        <main class="narrow">
            <h2>{ words::SHOWS }</h2>
            { list }
            { make(props) }
        </main>
    }
}

fn row(props: &RootProps, show: &Show) -> Html {
    let run = Route::Run(show.id.clone()).hash();
    let prepare = Route::Prepare(show.id.clone()).hash();
    let starts = show.starts_at.map(|at| (props.formats.day)(at));
    html! {
        <li class="box" key={show.id.clone()}>
            <h3><a href={run.clone()}>{ show.title.clone() }</a></h3>
            <p class="dim"><span class="badge">{ words::status(show.status) }</span>{ " " }{ starts }</p>
            <p class="row">
                <a class="button primary" href={run} aria-label={words::of(words::RUN, &show.title)}>{ words::RUN }</a>
                <a class="button" href={prepare} aria-label={words::of(words::PREPARE, &show.title)}>{ words::PREPARE }</a>
            </p>
        </li>
    }
}

fn make(props: &RootProps) -> Html {
    let submit = props.submit_kept(|form| {
        Some(Action::Create {
            id: field(form, "id"),
            title: field(form, "title"),
            src: field(form, "src"),
        })
    });
    html! {
        <details class="box">
            <summary>{ words::NEW_SHOW }</summary>
            <form onsubmit={submit}>
                <label>{ words::TITLE }<input name="title" required=true maxlength="300" /></label>
                <label>
                    { words::NEW_ID }
                    <input name="id" required=true maxlength="40" pattern="[a-z0-9\\-]+" title={words::NEW_ID_MORE} autocapitalize="none" />
                </label>
                <label>{ words::STREAM }<input name="src" type="url" required=true /></label>
                <button class="primary" disabled={props.model.creating}>{ words::MAKE }</button>
            </form>
        </details>
    }
}
