//! The event stream of a show (SSE): cues as they are told, and the stage's `now`.
//!
//! A listener's task works out from the log what its viewer has not had yet, and waits for the next cue. So nothing is
//! queued for slow viewers: one who reads again after a long time is brought up to date with what matters now.

use std::{convert::Infallible, net::IpAddr, sync::Arc, time::Duration};

use axum::{
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
use tokio_util::sync::CancellationToken;

use super::{
    clock::{Clock, Moment},
    cues::Cue,
};
use crate::door::places::{Full, Places};
use crate::live::feed::Feed;

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
    pub fn after(last: Option<u64>, feed: &Feed, now: Moment) -> Self {
        let told = feed.told(now);
        Self {
            next: last.filter(|last| *last < told).map(|last| last + 1),
        }
    }

    /// The cues this viewer lacks now. Afterwards they count as sent.
    pub fn advance(&mut self, feed: &Feed, now: Moment) -> Vec<Cue> {
        let told = feed.told(now);
        // A clock that was set back makes `told` smaller; what was sent stays sent.
        let first = self
            .next
            .replace(self.next.map_or(told, |next| next.max(told)));
        match first {
            Some(first) if told.saturating_sub(first) <= MAX_REPLAY => feed.range(first, told, now),
            _ => feed
                .current(now)
                .iter()
                .map(|on_air| on_air.cue.clone())
                .filter(|cue| Some(cue.seq) >= first)
                .collect(),
        }
    }
}

/// Whom a show's events are told to, and until when.
#[derive(Clone, Debug)]
pub struct Hall {
    /// Where the time comes from.
    pub clock: Clock,
    /// Cancelled when the server stops.
    pub shutdown: CancellationToken,
    /// Those of the viewers of all shows.
    pub places: Places,
}

/// Tells a viewer at an address the cues of a show. `seat` is dropped when the viewer has gone.
pub(crate) fn tell<S: Send + 'static>(
    hall: &Hall,
    feed: Arc<Feed>,
    from: IpAddr,
    headers: &HeaderMap,
    seat: impl FnOnce() -> S,
) -> Response {
    let permit = match hall.places.take(from) {
        Ok(permit) => permit,
        Err(full) => return turned_away(full),
    };
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse().ok());
    let place = Place::after(last, &feed, hall.clock.now());
    let (sender, events) = mpsc::channel(BUFFER);
    let (hall, seat) = (hall.clone(), seat());
    tokio::spawn(async move {
        // Whatever it waits for, a listener goes at once when the server stops.
        let _ = hall
            .shutdown
            .run_until_cancelled(follow(&feed, &hall.clock, place, sender))
            .await;
        drop((permit, seat));
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

fn turned_away(full: Full) -> Response {
    let (status, text) = match full {
        Full::House => (StatusCode::SERVICE_UNAVAILABLE, "too many listeners\n"),
        Full::Address => (
            StatusCode::TOO_MANY_REQUESTS,
            "too many listeners at this address\n",
        ),
    };
    (status, [(header::RETRY_AFTER, "10")], text).into_response()
}

/// Sends until the viewer has gone.
async fn follow(feed: &Feed, clock: &Clock, mut place: Place, sender: mpsc::Sender<Event>) {
    let mut minute = interval_at(Instant::now() + NOW_EVERY, NOW_EVERY);
    let mut recorded = feed.book().subscribe();
    if sender
        .send(now_event(clock.now()).retry(RETRY))
        .await
        .is_err()
    {
        return;
    }
    loop {
        recorded.mark_unchanged();
        for cue in place.advance(feed, clock.now()) {
            let event = Event::default()
                .event("cue")
                .id(cue.seq.to_string())
                .data(cue.json);
            if sender.send(event).await.is_err() {
                return;
            }
        }
        // Without a script none is due; then only the minute and what is recorded wake.
        let due = feed.due(clock.now()).map_or(NOW_EVERY, |due| {
            Duration::from_millis(due.millis().saturating_sub(clock.now().millis()))
        });
        tokio::select! {
            () = sleep(due) => {}
            Ok(()) = recorded.changed() => {}
            _ = minute.tick() => {
                if sender.send(now_event(clock.now())).await.is_err() {
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
