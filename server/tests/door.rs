//! Nobody takes the place of the others: shares of connections and viewers, callers behind proxies, viewers who do not read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use std::future::pending;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::Extension;
use axum::http::{Request, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use serde_json::{Value, json};
use stage_support::{SOME_DAY, Show};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tower::ServiceExt as _;
use vitrine_server::door::address::{Peer, Proxies, find_caller};
use vitrine_server::door::connections::{Guests, until};
use vitrine_server::door::places::{Limits, Places};
use vitrine_server::live::Live;
use vitrine_server::stage::clock::{Clock, Moment};
use vitrine_server::stage::{Config, Stage};

async fn serve(router: Router, guests: Guests) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(until(listener, router, guests, pending()));
    address
}

/// A connection from one of the machine's own addresses.
async fn connect(from: &str, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket
        .bind(SocketAddr::new(from.parse().unwrap(), 0))
        .unwrap();
    socket.connect(to).await.unwrap()
}

/// Asks, and answers the head of the reply.
async fn ask(stream: &mut TcpStream) -> String {
    let request = "GET /hello HTTP/1.1\r\nhost: here\r\n\r\n";
    // Whoever is turned away may have been hung up on by now; what was said is still there to be read.
    let _ = stream.write_all(request.as_bytes()).await;
    let (mut head, mut lines) = (String::new(), BufReader::new(stream));
    while !head.ends_with("\r\n\r\n") && lines.read_line(&mut head).await.unwrap() > 0 {}
    head
}

#[tokio::test]
async fn an_address_with_its_share_of_connections_is_turned_away_and_the_others_are_served() {
    let router = Router::new().route("/hello", get(|| async { "hello" }));
    let server = serve(router, Guests::new(2, Proxies::default())).await;
    let mut greedy = Vec::new();
    for _ in 0..2 {
        let mut stream = connect("127.0.0.2", server).await;
        assert!(ask(&mut stream).await.starts_with("HTTP/1.1 200"));
        greedy.push(stream);
    }
    let refused = ask(&mut connect("127.0.0.2", server).await).await;
    assert!(refused.starts_with("HTTP/1.1 429"), "{refused}");
    assert!(refused.contains("retry-after: 10"), "{refused}");
    let other = ask(&mut connect("127.0.0.3", server).await).await;
    assert!(other.starts_with("HTTP/1.1 200"), "{other}");
    drop(greedy);
    // The places are free as soon as the server has noticed.
    while !ask(&mut connect("127.0.0.2", server).await)
        .await
        .starts_with("HTTP/1.1 200")
    {}
}

#[tokio::test]
async fn a_trusted_proxy_may_open_any_number_of_connections() {
    let router = Router::new().route("/hello", get(|| async { "hello" }));
    let proxies = Proxies::new(&["127.0.0.2".parse().unwrap()]);
    let server = serve(router, Guests::new(1, proxies)).await;
    let mut open = Vec::new();
    for _ in 0..5 {
        let mut stream = connect("127.0.0.2", server).await;
        assert!(ask(&mut stream).await.starts_with("HTTP/1.1 200"));
        open.push(stream);
    }
}

#[tokio::test]
async fn viewers_behind_a_proxy_are_counted_by_the_address_that_it_names() {
    let show = Show::new();
    let places = Places::new(Limits {
        all: 3,
        per_address: 1,
    });
    let stage = Stage::open(Config {
        places,
        ..show.config()
    })
    .unwrap();
    let proxies = Proxies::new(&["10.0.0.0/8".parse().unwrap()]);
    let router = stage
        .router()
        .layer(from_fn_with_state(proxies, find_caller));
    let follow = async |peer: [u8; 4], forwarded: &str| {
        let request = Request::get("/shows/demo/events").header("x-forwarded-for", forwarded);
        let router = router.clone().layer(Extension(Peer(IpAddr::from(peer))));
        router
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap()
    };
    let proxy = [10, 0, 0, 1];
    let first = follow(proxy, "198.51.100.1").await;
    let second = follow(proxy, "198.51.100.2").await;
    assert_eq!(
        (first.status(), second.status()),
        (StatusCode::OK, StatusCode::OK)
    );
    let again = follow(proxy, "198.51.100.1").await;
    assert_eq!(again.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(again.headers()[header::RETRY_AFTER], "10");
    // Who is no proxy cannot pass for somebody else.
    let stranger = [203, 0, 113, 9];
    let third = follow(stranger, "198.51.100.7").await;
    assert_eq!(third.status(), StatusCode::OK);
    let full = follow(proxy, "198.51.100.9").await;
    assert_eq!(full.status(), StatusCode::SERVICE_UNAVAILABLE);
    drop((first, second, third));
}

/// Cues that are told while nobody but one viewer reads.
const CUES: u64 = 400;
/// What one of them weighs. All together are more than the system buffers for a connection.
const WEIGHT: usize = 64 * 1024;

/// Opens the show's events with hardly any room to receive.
async fn viewer(server: SocketAddr) -> BufReader<TcpStream> {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4 * 1024).unwrap();
    let mut stream = socket.connect(server).await.unwrap();
    let request = b"GET /shows/demo/events HTTP/1.1\r\nhost: here\r\n\r\n";
    stream.write_all(request).await.unwrap();
    BufReader::new(stream)
}

/// The number of the next cue that a host said.
async fn next_cue(viewer: &mut BufReader<TcpStream>) -> u64 {
    let mut line = String::new();
    loop {
        line.clear();
        assert!(viewer.read_line(&mut line).await.unwrap() > 0);
        let cue = line
            .strip_prefix("data: ")
            .map(serde_json::from_str::<Value>);
        if let Some(Ok(cue)) = cue
            && cue["kind"] == "message"
            && cue["text"] != ""
            && cue["text"] != "Hello"
        {
            return cue["seq"].as_u64().unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn viewers_who_read_nothing_hold_nobody_up_and_hear_what_matters_when_they_do() {
    let (show, data) = (Show::new(), tempfile::tempdir().unwrap());
    let now = Arc::new(AtomicU64::new(SOME_DAY));
    let hand = Arc::clone(&now);
    let clock = Clock::from_fn(move || Moment::from_millis(hand.load(Ordering::SeqCst)));
    let live = Live::open(data.path(), clock.clone()).unwrap();
    let stage = Stage::open(Config {
        clock,
        live: Some(live.clone()),
        ..show.config()
    });
    let server = serve(stage.unwrap().router(), Guests::default()).await;
    live.desk("demo").script(false).await.unwrap();
    now.fetch_add(20_000, Ordering::SeqCst);
    let mut reader = viewer(server).await;
    let mut hostile = Vec::new();
    for _ in 0..5 {
        let mut viewer = viewer(server).await;
        // It is there, and reads no further.
        viewer.read_u8().await.unwrap();
        hostile.push(viewer);
    }
    let mut said = Vec::new();
    for _ in 0..CUES {
        now.fetch_add(1_000, Ordering::SeqCst);
        let body = json!({"kind": "message", "text": "x".repeat(WEIGHT)});
        let body = body.as_object().unwrap().clone();
        let cue = live.desk("demo").say(None, 0, None, body).await.unwrap();
        let seq = cue[0].fact.seq;
        assert_eq!(next_cue(&mut reader).await, seq);
        said.push(seq);
    }
    let last = *said.last().unwrap();
    for mut viewer in hostile {
        let mut heard = Vec::new();
        while heard.last() != Some(&last) {
            heard.push(next_cue(&mut viewer).await);
        }
        assert!(heard.is_sorted_by(|a, b| a < b), "{heard:?}");
        assert!(
            heard.len() < said.len(),
            "everything was kept for one who did not read"
        );
    }
}
