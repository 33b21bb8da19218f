//! The shows of a host: list, make, read, save, and who runs them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::Host;
use super::fields::{Fields, address, invalid, needed, text};
use super::refused::Refused;
use crate::live::shows::{NotSaved, Record, Replay, Saved, Status, Stream};

/// The most products of a lineup.
const LINEUP: usize = 500;
/// What a stream is where nobody says it.
const HLS: &str = "application/vnd.apple.mpegurl";

/// `GET /host/api/shows`
pub(super) async fn list(State(host): State<Host>) -> Response {
    let mut shows = host.live.shows().all();
    shows.sort_by_key(|show| !host.live.has_script(&show.id));
    let shows: Vec<Value> = shows.iter().map(|show| json(&host, show)).collect();
    Json(json!({"shows": shows, "now": host.live.now().to_string()})).into_response()
}

/// `POST /host/api/shows`
pub(super) async fn create(
    State(host): State<Host>,
    mut fields: Fields,
) -> Result<Response, Refused> {
    let id = fields.needed_text("id", 40)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.chars().all(plain) {
        return Err(invalid("id", "must be of a-z, 0-9 and -"));
    }
    if !fields.has("stream") {
        return Err(needed::<()>("stream.src", None)
            .err()
            .unwrap_or_else(Refused::no_show));
    }
    let mut record = Record {
        title: fields.needed_text("title", 300)?,
        status: Status::Upcoming,
        starts_at: None,
        poster: None,
        page: None,
        stream: Stream {
            src: String::new(),
            mime: HLS.to_owned(),
            latency_ms: 8_000,
            cors: false,
        },
        encoder_delay_ms: 0,
        lineup: Vec::new(),
        bookable: false,
        replay: None,
    };
    change(&host, fields, &mut record)?;
    let live = host.live.clone();
    let made = host
        .blocking(move |now| live.shows().create(&id, record, now))
        .await??;
    Ok((StatusCode::CREATED, Json(json(&host, &made))).into_response())
}

/// `GET /host/api/shows/{id}`
pub(super) async fn read(
    State(host): State<Host>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refused> {
    let show = host.show(&id)?;
    Ok(Json(json(&host, &show)))
}

/// `PATCH /host/api/shows/{id}`
pub(super) async fn save(
    State(host): State<Host>,
    Path(id): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Refused> {
    let known = host.show(&id)?;
    let expected = headers
        .get(header::IF_MATCH)
        .map(|tag| {
            let revision = tag
                .to_str()
                .ok()
                .and_then(|tag| tag.trim_matches('"').parse().ok());
            revision.ok_or_else(|| invalid("If-Match", "must be a revision in quotes"))
        })
        .transpose()?;
    // Checked first; then only what was sent is laid over whatever is there when it is saved.
    let mut changed = known.record.clone();
    let sent = change(&host, fields, &mut changed)?;
    let live = host.live.clone();
    let saved = host
        .blocking(move |_| {
            live.shows().save(&id, expected, |record| {
                let before = record.status;
                for field in &sent {
                    field.copy(&changed, record);
                }
                live.record(&id, record, before);
            })
        })
        .await?;
    match saved {
        Ok(saved) => Ok(Json(json(&host, &saved)).into_response()),
        Err(NotSaved::Changed(now)) => {
            let shown = json(&host, &now);
            let refused: Refused = NotSaved::Changed(now).into();
            Err(refused.with("show", shown))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /host/api/shows/{id}/script`
pub(super) async fn script(
    State(host): State<Host>,
    Path(id): Path<String>,
    mut fields: Fields,
) -> Result<Json<Value>, Refused> {
    let show = host.show(&id)?;
    let running = needed("running", fields.take("running"))?;
    let Value::Bool(running) = running else {
        return Err(invalid("running", "must be true or false"));
    };
    fields.end()?;
    host.live.desk(&id).script(running).await?;
    super::offers::follow(&host, &id).await?;
    Ok(Json(json(&host, &show)))
}

/// A show as consoles read it.
pub(super) fn json(host: &Host, show: &Saved) -> Value {
    let mut json = Map::new();
    json.insert("id".to_owned(), show.id.as_str().into());
    json.insert("revision".to_owned(), show.revision.into());
    if let Ok(Value::Object(record)) = serde_json::to_value(&show.record) {
        json.extend(record);
    }
    let feed = host.live.feed(&show.id);
    let script = match (feed.script(), feed.running()) {
        (None, _) => "none",
        (Some(_), Some(_)) => "running",
        (Some(_), None) => "taken_over",
    };
    json.insert("script".to_owned(), script.into());
    json.insert(
        "own_stream".to_owned(),
        host.live.own_stream(&show.id, &show.record).into(),
    );
    let manifest = format!("{}/shows/{}.json", host.public_url, show.id);
    json.insert("manifest".to_owned(), manifest.into());
    json.insert("next_seq".to_owned(), (feed.book().last() + 1).into());
    json.into()
}

/// A field of a show that was sent.
#[derive(Clone, Copy, Debug)]
enum Sent {
    Title,
    Status,
    StartsAt,
    Poster,
    Page,
    Stream,
    EncoderDelay,
    Lineup,
    Bookable,
    Replay,
}

impl Sent {
    fn copy(self, from: &Record, to: &mut Record) {
        match self {
            Self::Title => to.title.clone_from(&from.title),
            Self::Status => to.status = from.status,
            Self::StartsAt => to.starts_at.clone_from(&from.starts_at),
            Self::Poster => to.poster.clone_from(&from.poster),
            Self::Page => to.page.clone_from(&from.page),
            Self::Stream => to.stream.clone_from(&from.stream),
            Self::EncoderDelay => to.encoder_delay_ms = from.encoder_delay_ms,
            Self::Lineup => to.lineup.clone_from(&from.lineup),
            Self::Bookable => to.bookable = from.bookable,
            Self::Replay => to.replay.clone_from(&from.replay),
        }
    }
}

/// Lays what was sent over a show, and says which fields it was.
fn change(host: &Host, mut fields: Fields, record: &mut Record) -> Result<Vec<Sent>, Refused> {
    let mut sent = Vec::new();
    if let Some(title) = fields.text("title", 300)? {
        record.title = title;
        sent.push(Sent::Title);
    }
    if let Some(status) = fields.take("status") {
        record.status = serde_json::from_value(status)
            .map_err(|_| invalid("status", "is none of upcoming, live, ended, cancelled"))?;
        sent.push(Sent::Status);
    }
    if let Some(null) = fields.null("starts_at") {
        let moment = if null {
            None
        } else {
            fields.moment("starts_at")?
        };
        record.starts_at = moment.map(|moment| moment.to_string());
        sent.push(Sent::StartsAt);
    }
    if let Some(null) = fields.null("poster") {
        record.poster = if null {
            None
        } else {
            fields.address("poster")?
        };
        sent.push(Sent::Poster);
    }
    if let Some(null) = fields.null("page") {
        record.page = if null { None } else { fields.address("page")? };
        sent.push(Sent::Page);
    }
    if let Some(stream) = fields.take("stream") {
        record.stream = stream_of(Fields::within("stream", stream)?)?;
        sent.push(Sent::Stream);
    }
    if let Some(delay) = fields.number("encoder_delay_ms", 60_000)? {
        record.encoder_delay_ms = delay;
        sent.push(Sent::EncoderDelay);
    }
    if let Some(lineup) = fields.take("lineup") {
        record.lineup = lineup_of(host, &lineup)?;
        sent.push(Sent::Lineup);
    }
    if let Some(bookable) = fields.take("bookable") {
        let Value::Bool(bookable) = bookable else {
            return Err(invalid("bookable", "must be true or false"));
        };
        record.bookable = bookable;
        sent.push(Sent::Bookable);
    }
    if let Some(null) = fields.null("replay") {
        let replay = if null { None } else { fields.take("replay") };
        record.replay = replay
            .map(|replay| replay_of(Fields::within("replay", replay)?))
            .transpose()?;
        sent.push(Sent::Replay);
    }
    fields.end()?;
    Ok(sent)
}

fn stream_of(mut fields: Fields) -> Result<Stream, Refused> {
    let cors = match fields.take("cors") {
        None => false,
        Some(Value::Bool(cors)) => cors,
        Some(_) => return Err(invalid("stream.cors", "must be true or false")),
    };
    let stream = Stream {
        src: address("stream.src", &needed("stream.src", fields.take("src"))?)?,
        mime: match fields.take("type") {
            Some(mime) => text("stream.type", &mime, 100)?,
            None => HLS.to_owned(),
        },
        latency_ms: fields.number("latency_ms", 600_000)?.unwrap_or(8_000),
        cors,
    };
    fields.end()?;
    Ok(stream)
}

fn replay_of(mut fields: Fields) -> Result<Replay, Refused> {
    let replay = Replay {
        src: address("replay.src", &needed("replay.src", fields.take("src"))?)?,
        starts_at: fields.needed_moment("starts_at")?.to_string(),
        ends_at: fields.moment("ends_at")?.map(|moment| moment.to_string()),
    };
    fields.end()?;
    Ok(replay)
}

fn lineup_of(host: &Host, value: &Value) -> Result<Vec<String>, Refused> {
    let Some(products) = value.as_array().filter(|products| products.len() <= LINEUP) else {
        return Err(invalid("lineup", "must be a list of at most 500 products"));
    };
    let mut lineup: Vec<String> = Vec::with_capacity(products.len());
    for product in products {
        let product = text("lineup", product, 200)?;
        if host.shop.catalogue.product(&product).is_none() {
            let text = "The shop has no such product.";
            return Err(Refused::field("unknown_product", "lineup", text).with("product", product));
        }
        if lineup.contains(&product) {
            return Err(invalid("lineup", "names a product twice").with("product", product));
        }
        lineup.push(product);
    }
    Ok(lineup)
}
