//! The event stream of a show (SSE): cues as they are told, and the stage's `now`.
//!
//! A listener's task works out from the log what its viewer has not had yet, and waits for the next cue. So nothing is
//! queued for slow viewers: one who reads again after a long time is brought up to date with what matters now.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use serde_json::json;
use tokio::{
    sync::mpsc,
    time::{Instant, interval_at, sleep},
};
use tokio_stream::{StreamExt as _, wrappers::ReceiverStream};

use super::{
    Stage,
    clock::Moment,
    cues::{Cue, CueLog},
};

/// Events that wait between a listener's task and its connection.
const BUFFER: usize = 8;
/// A listener who missed more than this is told what matters now instead of all of it.
const MAX_REPLAY: u64 = 256;
/// After this much silence a comment keeps the connection open.
const COMMENT_AFTER: Duration = Duration::from_secs(15);
/// How often the stage's clock is told.
const NOW_EVERY: Duration = Duration::from_mins(1);
/// How soon a browser tries again after the connection broke.
const RETRY: Duration = Duration::from_secs(2);

/// How far a viewer has followed the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The first `seq` that has not been sent; `None` before the first sending.
    next: Option<u64>,
}

impl Place {
    /// Where a viewer stands whose last event was `last`. A `last` that has not been told yet is not from this log.
    #[must_use]
    pub fn after(last: Option<u64>, log: &CueLog, now: Moment) -> Self {
        let told = log.told(now);
        Self {
            next: last.filter(|last| *last < told).map(|last| last + 1),
        }
    }

    /// The cues this viewer lacks now. Afterwards they count as sent.
    pub fn advance(&mut self, log: &CueLog, now: Moment) -> Vec<Cue> {
        let told = log.told(now);
        // A clock that was set back makes `told` smaller; what was sent stays sent.
        let first = self
            .next
            .replace(self.next.map_or(told, |next| next.max(told)));
        match first {
            Some(first) if told.saturating_sub(first) <= MAX_REPLAY => {
                log.range(first, told).collect()
            }
            _ => log
                .current(now)
                .into_iter()
                .filter(|cue| Some(cue.seq) >= first)
                .collect(),
        }
    }

    /// When the next cue will be told.
    fn due(self, log: &CueLog) -> Option<Moment> {
        log.told_at(self.next?)
    }
}

/// `GET /shows/{id}/events`
pub(super) async fn events(State(stage): State<Arc<Stage>>, headers: HeaderMap) -> Response {
    let Ok(permit) = Arc::clone(&stage.listeners).try_acquire_owned() else {
        let wait = [(header::RETRY_AFTER, "10")];
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            wait,
            "too many listeners\n",
        )
            .into_response();
    };
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse().ok());
    let place = Place::after(last, &stage.log, stage.clock.now());
    let (sender, events) = mpsc::channel(BUFFER);
    tokio::spawn(async move {
        let shutdown = stage.shutdown.clone();
        // Whatever it waits for, a listener goes at once when the server stops.
        let _ = shutdown
            .run_until_cancelled(follow(&stage, place, sender))
            .await;
        drop(permit);
    });
    let events = ReceiverStream::new(events).map(Ok::<_, Infallible>);
    let quiet = [
        (header::CACHE_CONTROL, "no-store"),
        // Proxies of the nginx kind would hold events back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (
        quiet,
        Sse::new(events).keep_alive(KeepAlive::new().interval(COMMENT_AFTER)),
    )
        .into_response()
}

/// Sends until the viewer has gone.
async fn follow(stage: &Stage, mut place: Place, sender: mpsc::Sender<Event>) {
    let mut minute = interval_at(Instant::now() + NOW_EVERY, NOW_EVERY);
    if sender
        .send(now_event(stage.clock.now()).retry(RETRY))
        .await
        .is_err()
    {
        return;
    }
    loop {
        for cue in place.advance(&stage.log, stage.clock.now()) {
            let event = Event::default()
                .event("cue")
                .id(cue.seq.to_string())
                .data(cue.json);
            if sender.send(event).await.is_err() {
                return;
            }
        }
        // A script without cues has none that is due; then only the minute wakes.
        let due = place.due(&stage.log).map_or(NOW_EVERY, |due| {
            Duration::from_millis(due.millis().saturating_sub(stage.clock.now().millis()))
        });
        tokio::select! {
            () = sleep(due) => {}
            _ = minute.tick() => {
                if sender.send(now_event(stage.clock.now())).await.is_err() {
                    return;
                }
            }
            () = sender.closed() => return,
        }
    }
}

fn now_event(now: Moment) -> Event {
    Event::default()
        .event("now")
        .data(json!({"now": now.to_string()}).to_string())
}
