//! What consoles hear (SSE): the show, every entry of its log, and its figures, so that all consoles are in step.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::{Instant, interval_at};
use tokio_stream::{StreamExt as _, wrappers::ReceiverStream};

use super::refused::Refused;
use super::session::session;
use super::shows;
use super::{Host, figures};

/// Events that wait between a console's task and its connection.
const BUFFER: usize = 16;
/// Entries that are read at once.
const PAGE: usize = 256;
/// How often the clock is told, and the session looked at.
const NOW_EVERY: Duration = Duration::from_secs(15);
/// A console that takes nothing for this long is cut off.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where to begin, for a console that has read the log.
#[derive(Debug, Deserialize)]
pub(super) struct Since {
    after: Option<u64>,
}

/// `GET /host/api/shows/{id}/events`
pub(super) async fn events(
    State(host): State<Host>,
    Path(id): Path<String>,
    Query(since): Query<Since>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let show = host.show(&id)?;
    figures::refresh(&host, &show).await?;
    let last = headers.get("last-event-id");
    let last = last
        .and_then(|id| id.to_str().ok()?.parse().ok())
        .or(since.after);
    let (sender, events) = mpsc::channel(BUFFER);
    tokio::spawn(async move {
        let console = Console {
            last: last.unwrap_or(0),
            sender,
            headers,
            id,
            host,
        };
        let shutdown = console.host.shutdown.clone();
        let _ = shutdown.run_until_cancelled(console.follow()).await;
    });
    let events = ReceiverStream::new(events).map(Ok::<_, Infallible>);
    let unbuffered = [(HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((
        unbuffered,
        Sse::new(events).keep_alive(KeepAlive::new().interval(NOW_EVERY)),
    )
        .into_response())
}

struct Console {
    host: Host,
    id: String,
    headers: HeaderMap,
    last: u64,
    sender: mpsc::Sender<Event>,
}

impl Console {
    /// Sends until the console has gone, or is no longer signed in.
    async fn follow(mut self) -> Option<()> {
        let book = self.host.live.book(&self.id);
        let mut recorded = book.subscribe();
        let mut saved = self.host.live.shows().subscribe();
        let mut figures = self.host.figures.subscribe(&self.id);
        let mut tick = interval_at(Instant::now() + NOW_EVERY, NOW_EVERY);
        self.send(self.now().retry(Duration::from_secs(2))).await?;
        let mut shown = self.show().await?;
        let known = figures_event(&figures.borrow_and_update());
        self.send(known).await?;
        let mut caught_up = false;
        loop {
            recorded.mark_unchanged();
            loop {
                let entries = book.after(self.last, PAGE);
                for entry in &entries {
                    self.last = entry.fact.seq;
                    let json = Value::Object(entry.json_with_key()).to_string();
                    let event = Event::default().event("entry").id(self.last.to_string());
                    self.send(event.data(json)).await?;
                }
                if entries.len() < PAGE {
                    break;
                }
            }
            if !std::mem::replace(&mut caught_up, true) {
                let data = json!({"next_seq": book.last() + 1}).to_string();
                self.send(Event::default().event("caught_up").data(data))
                    .await?;
            }
            // Who runs the show may have changed with what was recorded.
            shown = self.show_if_new(shown).await?;
            tokio::select! {
                Ok(()) = recorded.changed() => {}
                Ok(()) = saved.changed() => {}
                Ok(()) = figures.changed() => {
                    let event = figures_event(&figures.borrow_and_update());
                    self.send(event).await?;
                }
                _ = tick.tick() => {
                    session(&self.host, &self.headers).await.ok()?;
                    self.send(self.now()).await?;
                }
                () = self.sender.closed() => return None,
            }
        }
    }

    async fn show(&self) -> Option<Value> {
        let mut show = shows::json(&self.host, &self.host.show(&self.id).ok()?);
        self.send(Event::default().event("show").data(show.to_string()))
            .await?;
        // It goes up with every entry, of which there are events of their own.
        show["next_seq"] = Value::Null;
        Some(show)
    }

    async fn show_if_new(&self, known: Value) -> Option<Value> {
        let mut show = shows::json(&self.host, &self.host.show(&self.id).ok()?);
        show["next_seq"] = Value::Null;
        if show == known {
            return Some(known);
        }
        self.show().await
    }

    fn now(&self) -> Event {
        let data = json!({"now": self.host.live.now().to_string()});
        Event::default().event("now").data(data.to_string())
    }

    async fn send(&self, event: Event) -> Option<()> {
        self.sender.send_timeout(event, PATIENCE).await.ok()
    }
}

fn figures_event(figures: &Arc<Value>) -> Event {
    Event::default().event("figures").data(figures.to_string())
}
