//! The event stream over HTTP, on a clock that jumps from event to event.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use std::time::Duration;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use stage_support::{DURATION, SOME_DAY, Show};
use tokio::time::Instant;
use tower::ServiceExt as _;
use vitrine_server::door::places::{Limits, Places};
use vitrine_server::stage::{
    Config, Stage,
    clock::{Clock, Moment},
};

/// The show, told on tokio's clock: where a test has `start_paused`, waiting takes no time.
fn config(show: &Show) -> Config {
    let start = Instant::now();
    let clock = Clock::from_fn(move || {
        let passed = u64::try_from(start.elapsed().as_millis()).unwrap();
        Moment::from_millis(SOME_DAY + passed)
    });
    Config {
        clock,
        ..show.config()
    }
}

/// An open event stream.
struct Listener(Body);

#[derive(Debug, Default, PartialEq, Eq)]
struct Event {
    kind: String,
    id: Option<u64>,
    data: String,
    comment: bool,
    retry: Option<String>,
}

impl Listener {
    async fn open(router: &Router, last: Option<u64>) -> Self {
        let mut request = Request::get("/shows/demo/events");
        if let Some(last) = last {
            request = request.header("last-event-id", last.to_string());
        }
        let answer = router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
        Self(answer.into_body())
    }

    /// The next event; `None` where the stream has ended.
    async fn next(&mut self) -> Option<Event> {
        let frame = self.0.frame().await?.unwrap().into_data().unwrap();
        let text = std::str::from_utf8(&frame).unwrap();
        assert!(text.ends_with("\n\n"), "{text}");
        let mut event = Event::default();
        for line in text.lines().filter(|line| !line.is_empty()) {
            match line.split_once(": ").unwrap_or((line, "")) {
                ("event", kind) => kind.clone_into(&mut event.kind),
                ("id", id) => event.id = Some(id.parse().unwrap()),
                ("data", data) => data.clone_into(&mut event.data),
                ("retry", millis) => event.retry = Some(millis.to_owned()),
                _ if line.starts_with(':') => event.comment = true,
                _ => panic!("{line}"),
            }
        }
        Some(event)
    }

    /// The next cue, past comments and the time.
    async fn cue(&mut self) -> (u64, Value) {
        loop {
            let event = self.next().await.unwrap();
            if event.kind == "cue" {
                return (
                    event.id.unwrap(),
                    serde_json::from_str(&event.data).unwrap(),
                );
            }
        }
    }
}

fn now() -> Moment {
    Moment::from_millis(SOME_DAY)
}

#[tokio::test(start_paused = true)]
async fn a_newcomer_is_told_the_time_then_what_matters_then_each_cue_as_it_is_told() {
    let show = Show::new();
    let stage = Stage::open(config(&show)).unwrap();
    let (log, opened) = (stage.log().clone(), Instant::now());
    let mut listener = Listener::open(&stage.router(), None).await;
    let first = listener.next().await.unwrap();
    assert_eq!(
        (first.kind.as_str(), first.id, first.retry.as_deref()),
        ("now", None, Some("2000"))
    );
    assert_eq!(first.data, json!({"now": now().to_string()}).to_string());
    for known in log.current(now()) {
        assert_eq!(listener.next().await.unwrap().id, Some(known.seq));
    }
    for expected in log.range(log.told(now()), log.told(now()) + 40) {
        let (id, cue) = listener.cue().await;
        assert_eq!((id, cue.to_string()), (expected.seq, expected.json));
        let passed = u64::try_from(opened.elapsed().as_millis()).unwrap();
        let due = log.told_at(id).unwrap().millis() - SOME_DAY;
        assert!(
            (due..due + 10).contains(&passed),
            "told at {passed}, due at {due}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_listener_who_resumes_loses_nothing_and_gets_nothing_twice() {
    let show = Show::new();
    let stage = Stage::open(config(&show)).unwrap();
    let (log, router) = (stage.log().clone(), stage.router());
    let mut had = Vec::new();
    let mut last = log.told(now()) - 1;
    // Connections of very different lengths, with pauses in which cues pass unheard.
    for (heard, pause) in [(1, 0), (3, 30), (2, 0), (9, 100), (1, 7), (4, 61)] {
        let mut listener = Listener::open(&router, Some(last)).await;
        for _ in 0..heard {
            last = listener.cue().await.0;
            had.push(last);
        }
        drop(listener);
        tokio::time::advance(Duration::from_secs(pause)).await;
    }
    let first = log.told(now());
    let expected: Vec<u64> = (first..first + 20).collect();
    assert_eq!(had, expected);
}

#[tokio::test(start_paused = true)]
async fn silence_is_filled_with_comments_and_each_minute_has_its_time() {
    let show = Show::new();
    show.write("cues.json", "{\"cues\": []}");
    let stage = Stage::open(config(&show)).unwrap();
    let mut listener = Listener::open(&stage.router(), None).await;
    let opened = Instant::now();
    let mut comments = 0;
    assert_eq!(listener.next().await.unwrap().kind, "now");
    for minute in 1..4 {
        let event = loop {
            let before = opened.elapsed();
            let event = listener.next().await.unwrap();
            assert!(opened.elapsed() <= before + Duration::from_secs(15));
            if !event.comment {
                break event;
            }
            comments += 1;
        };
        let now = Moment::from_millis(SOME_DAY + minute * 60_000).to_string();
        assert_eq!(
            (event.kind.as_str(), event.data),
            ("now", json!({ "now": now }).to_string())
        );
    }
    assert!(comments >= 9);
}

#[tokio::test(start_paused = true)]
async fn a_listener_who_does_not_read_is_brought_up_to_date_when_he_does() {
    let show = Show::new();
    let stage = Stage::open(config(&show)).unwrap();
    let (log, router) = (stage.log().clone(), stage.router());
    let mut listener = Listener::open(&router, Some(log.told(now()) - 1)).await;
    // Long enough for thousands of cues; hardly any of them waits in the connection.
    tokio::time::sleep(Duration::from_millis(1000 * DURATION)).await;
    let later = Moment::from_millis(SOME_DAY + 1000 * DURATION);
    let mut seen = Vec::new();
    while seen.last().is_none_or(|seq| *seq + 1 < log.told(later)) {
        seen.push(listener.cue().await.0);
    }
    assert!(seen.is_sorted() && seen.len() < 100, "{} cues", seen.len());
    for known in log.current(later) {
        assert!(seen.contains(&known.seq));
    }
}

#[tokio::test(start_paused = true)]
async fn listeners_beyond_the_limit_are_sent_away_until_one_leaves() {
    let show = Show::new();
    let stage = Stage::open(Config {
        places: Places::new(Limits {
            all: 2,
            per_address: 0,
        }),
        ..config(&show)
    })
    .unwrap();
    let events = 1 + stage.log().current(now()).len();
    let router = stage.router();
    let mut first = Listener::open(&router, None).await;
    let _second = Listener::open(&router, None).await;
    // It has had everything, and its task waits for what comes next.
    for _ in 0..events {
        first.next().await;
    }
    let request = || {
        Request::get("/shows/demo/events")
            .body(Body::empty())
            .unwrap()
    };
    let refused = router.clone().oneshot(request()).await.unwrap();
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()[header::RETRY_AFTER], "10");
    drop(first);
    // The place is free as soon as the listener's task has run; no time passes for that.
    let left = Instant::now();
    let mut status = refused.status();
    for _ in 0..100 {
        tokio::task::yield_now().await;
        let answer = router.clone().oneshot(request()).await.unwrap();
        status = answer.status();
        if status == StatusCode::OK {
            break;
        }
    }
    assert_eq!((status, left.elapsed()), (StatusCode::OK, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn streams_end_at_once_when_the_server_stops() {
    let show = Show::new();
    let config = config(&show);
    let shutdown = config.shutdown.clone();
    let router = Stage::open(config).unwrap().router();
    let mut listeners = Vec::new();
    for _ in 0..20 {
        let mut listener = Listener::open(&router, None).await;
        assert_eq!(listener.next().await.unwrap().kind, "now");
        listeners.push(listener);
    }
    let stopped = Instant::now();
    shutdown.cancel();
    for mut listener in listeners {
        while listener.next().await.is_some() {}
    }
    assert_eq!(stopped.elapsed(), Duration::ZERO);
}
