//! The bar at the top: where one is, whether the console is in step, keys, the way out. And the words of the moment.

use yew::prelude::*;

use super::{RootProps, words};
use crate::core::event::Action;
use crate::core::model::{Link, Route, Screen};
use crate::core::present;

pub(super) fn draw(props: &RootProps) -> Html {
    let model = &props.model;
    let inside = model.screen == Screen::Inside;
    let open = model.open.as_ref().filter(|_| inside);
    let title = open.and_then(|open| open.show.as_ref()).map(|show| {
        html! { <span class="where">{ show.title.clone() }<span class="badge">{ words::status(show.status) }</span></span> }
    });
    let steps = open.map(|open| {
        let tab = |label: &'static str, route: Route| {
            let here = (model.route == route).then_some("page");
            html! { <a href={route.hash()} aria-current={here}>{ label }</a> }
        };
        html! {
            <nav aria-label={words::SHOWS}>
                { tab(words::RUN, Route::Run(open.id.clone())) }
                { tab(words::PREPARE, Route::Prepare(open.id.clone())) }
            </nav>
        }
    });
    let link = open.map(|open| {
        let link = if model.network {
            open.link
        } else {
            Link::Offline
        };
        let state = match link {
            Link::Live => "live",
            Link::Offline => "offline",
            _ => "waiting",
        };
        html! { <p class="link" data-state={state} role="status">{ words::link(link) }</p> }
    });
    html! {
        <header class="top">
            <h1><a href={Route::Shows.hash()}>{ words::CONSOLE }</a></h1>
            { title }
            { steps }
            <span class="gap"></span>
            { link }
            if inside {
                <button type="button" class="quiet" onclick={props.on(Action::Help(true))}>{ words::KEYS }<kbd>{ "?" }</kbd></button>
                <button type="button" class="quiet" onclick={props.on(Action::SignOut)}>{ words::SIGN_OUT }</button>
            }
        </header>
    }
}

/// Always there, so that what comes into it is read out.
pub(super) fn notice(props: &RootProps) -> Html {
    let shown = present::notice(&props.model).map(|notice| {
        html! {
            <p class="notice">
                <span>{ words::notice(notice) }</span>
                <button type="button" class="quiet" onclick={props.on(Action::Dismiss)}>{ words::DISMISS }</button>
            </p>
        }
    });
    html! { <div role="alert">{ shown }</div> }
}
