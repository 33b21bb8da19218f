//! The list of shows, and which of them is open.

use std::rc::Rc;

use serde::Deserialize;
use serde_json::json;

use super::link;
use crate::core::effect::{Effect, RequestId};
use crate::core::http::{Answer, Method};
use crate::core::model::{Loading, Open, Route, Screen};
use crate::core::show::Show;
use crate::core::{Console, api};

#[derive(Deserialize)]
struct Listed {
    shows: Vec<Show>,
}

/// Goes where a route leads. One and the same show stays open between running and preparing it.
pub(super) fn go(console: &mut Console, route: &Route) {
    console.model.route = route.clone();
    if console.model.screen != Screen::Inside {
        return;
    }
    let open = console.model.open.as_ref().map(|open| open.id.as_str());
    match route.show() {
        Some(id) if open == Some(id) => {}
        Some(id) => {
            link::close(console);
            console.model.open = Some(Open::new(id));
            link::begin(console);
        }
        None => {
            link::close(console);
            list(console);
        }
    }
    link::watch(console);
}

pub(super) fn list(console: &mut Console) {
    if console.model.shows.is_empty() {
        console.model.listing = Loading::Busy;
    }
    console.send(RequestId::Shows, api::get(api::SHOWS));
}

pub(super) fn listed(console: &mut Console, answer: Answer) {
    let listed = answer
        .ok()
        .and_then(|response| serde_json::from_str::<Listed>(&response.body).ok());
    match listed {
        Some(listed) => {
            console.model.shows = Rc::new(listed.shows);
            console.model.listing = Loading::Done;
        }
        None => console.model.listing = Loading::Failed,
    }
}

pub(super) fn create(console: &mut Console, id: &str, title: &str, src: &str) {
    if console.model.creating {
        return;
    }
    console.model.creating = true;
    console.model.notice = None;
    let body = json!({ "id": id.trim(), "title": title.trim(), "stream": { "src": src.trim() } });
    let request = api::write(Method::Post, api::SHOWS, Some(body.to_string()));
    console.send(RequestId::Create, request);
}

pub(super) fn created(console: &mut Console, answer: Answer) {
    console.model.creating = false;
    let made = answer
        .as_ref()
        .ok()
        .filter(|response| response.status == 201)
        .and_then(|response| serde_json::from_str::<Show>(&response.body).ok());
    match made {
        Some(show) => {
            let route = Route::Prepare(show.id);
            console.out.push(Effect::GoTo(route.clone()));
            go(console, &route);
        }
        None => super::refuse(console, answer),
    }
}
