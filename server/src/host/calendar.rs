//! A show for the viewers' calendars: a page with ways to put it there, and the file that is one of them.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::Host;
use super::viewers::{found, not_found};
use crate::live::calendar;
use crate::live::shows::{Saved, Status};
use crate::shop::language::Language;
use crate::shop::pages::{html::escaped, nothing_here, page_in};
use crate::stage::clock::Moment;

/// `GET /shows/{id}/calendar`
pub(super) async fn page(
    State(host): State<Host>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let language = Language::of_browser(&headers).unwrap_or_default();
    let name = &host.shop.catalogue.shop().name;
    let show = found(&host, &id);
    let begins = |show: Saved| calendar::start(&show).map(|start| (show, start));
    let Some((show, start)) = show.and_then(begins) else {
        let (title, text) = nothing_here(language);
        let body = format!("<p>{text}</p>\n");
        return page_in(language, StatusCode::NOT_FOUND, title, name, &body);
    };
    let body = ways(&show, start, language);
    page_in(language, StatusCode::OK, &show.record.title, name, &body)
}

/// When the show begins, and the ways. One that was cancelled can only be taken out, which is what its file does.
fn ways(show: &Saved, start: Moment, language: Language) -> String {
    let german = language == Language::German;
    let cancelled = show.record.status == Status::Cancelled;
    let (heading, file, clock) = match (cancelled, german) {
        (false, false) => (
            "Add to calendar",
            "Other calendars (file)",
            "Your calendar shows it by your own clock.",
        ),
        (false, true) => (
            "In den Kalender",
            "Andere Kalender (Datei)",
            "Ihr Kalender zeigt die Zeit nach Ihrer eigenen Uhr.",
        ),
        (true, false) => (
            "Take it out of your calendar",
            "Cancellation (file)",
            "The show does not take place.",
        ),
        (true, true) => (
            "Aus dem Kalender nehmen",
            "Absage (Datei)",
            "Die Sendung findet nicht statt.",
        ),
    };
    let mut html = format!(
        "<p><time datetime=\"{start}\">{} UTC</time></p>\n<p>{clock}</p>\n",
        language.moment(start.utc())
    );
    if let Some(page) = show.record.page.as_deref().filter(|_| !cancelled) {
        html.push_str(&watch(page, german));
    }
    let _ = writeln!(html, "<h2>{heading}</h2>\n<ul class=\"ways\">");
    let web = (!cancelled).then(|| calendar::links(show, start));
    for (name, address) in web.iter().flatten() {
        let address = escaped(address);
        let _ = writeln!(
            html,
            "<li><a href=\"{address}\" rel=\"noopener\">{name}</a></li>"
        );
    }
    let _ = writeln!(html, "<li><a href=\"calendar.ics\">{file}</a></li>\n</ul>");
    html
}

/// Where it is watched, by the name of that site.
fn watch(page: &str, german: bool) -> String {
    let site: Option<Uri> = page.parse().ok();
    let site = site.as_ref().and_then(Uri::host).unwrap_or(page);
    let words = if german { "Zu sehen auf" } else { "Watch on" };
    let (page, site) = (escaped(page), escaped(site));
    format!("<p><a href=\"{page}\" rel=\"noopener\">{words} {site}</a></p>\n")
}

/// `GET /shows/{id}/calendar.ics`
pub(super) async fn file(State(host): State<Host>, Path(id): Path<String>) -> Response {
    let name = host.public_url.split("://").nth(1).unwrap_or_default();
    let file = found(&host, &id).and_then(|show| calendar::calendar(&show, name, host.live.now()));
    file.map_or_else(not_found, |file| {
        let headers = [
            (header::CACHE_CONTROL, "no-cache"),
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"show.ics\"",
            ),
        ];
        (headers, file).into_response()
    })
}
