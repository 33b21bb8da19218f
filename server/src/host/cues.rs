//! Saying cues, undoing them, and the log.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::cue_fields::wanted;
use super::fields::Fields;
use super::refused::Refused;
use super::{Host, offers};
use crate::live::entry::Entry;
use crate::live::shows::Status;

/// The most entries of one answer.
const MOST: usize = 1_000;

/// `POST /host/api/shows/{id}/cues`
pub(super) async fn say(
    State(host): State<Host>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Refused> {
    let show = host.show(&id)?;
    let wanted = wanted(fields, &show.record.lineup, host.live.now())?;
    if show.record.status == Status::Ended {
        let text = "The show has ended.";
        return Err(Refused::new(StatusCode::CONFLICT, "show_ended", text));
    }
    let is_offer = wanted.body.get("kind").and_then(Value::as_str) == Some("offer");
    // The shop first: viewers must not be told of what is not there.
    let made = offers::prepare(&host, &show, &wanted.body, wanted.terms).await?;
    let desk = host.live.desk(&id);
    let delay = show.record.encoder_delay_ms;
    let said = match desk.say(wanted.at, delay, wanted.key, wanted.body).await {
        Ok(said) => said,
        Err(wrong) => {
            if let Some(made) = made {
                offers::forget(&host, made).await?;
            }
            return Err(wrong.into());
        }
    };
    if is_offer {
        offers::follow(&host, &id).await?;
    }
    Ok(recorded(&host, &id, "cue", &said))
}

/// `POST /host/api/shows/{id}/cues/{cue}/undo`
pub(super) async fn undo(
    State(host): State<Host>,
    Path((id, cue)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Refused> {
    host.show(&id)?;
    fields.end()?;
    let undone = host.live.desk(&id).undo(&cue).await?;
    offers::follow(&host, &id).await?;
    Ok(recorded(&host, &id, "undo", &undone))
}

fn recorded(host: &Host, show: &str, name: &str, entries: &[Arc<Entry>]) -> Response {
    let mut entries = entries
        .iter()
        .map(|entry| Value::Object(entry.json_with_key()));
    let mut body = json!({});
    body[name] = entries.next().unwrap_or_default();
    body["corrections"] = entries.collect();
    body["now"] = host.live.now().to_string().into();
    body["next_seq"] = (host.live.book(show).last() + 1).into();
    (StatusCode::CREATED, Json(body)).into_response()
}

/// Which part of the log.
#[derive(Debug, Deserialize)]
pub(super) struct Part {
    #[serde(default)]
    after: u64,
    limit: Option<usize>,
}

/// `GET /host/api/shows/{id}/cues`
pub(super) async fn log(
    State(host): State<Host>,
    Path(id): Path<String>,
    Query(part): Query<Part>,
) -> Result<Json<Value>, Refused> {
    host.show(&id)?;
    let book = host.live.book(&id);
    let limit = part.limit.unwrap_or(MOST).clamp(1, MOST);
    let mut entries = book.after(part.after, limit + 1);
    let more = entries.len() > limit;
    entries.truncate(limit);
    let entries: Vec<Value> = entries
        .iter()
        .map(|entry| entry.json_with_key().into())
        .collect();
    Ok(Json(json!({
        "entries": entries,
        "next_seq": book.last() + 1,
        "more": more,
        "now": host.live.now().to_string(),
    })))
}
