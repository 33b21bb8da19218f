//! Connections that send as slowly as they can: the others are answered meanwhile, and the slow ones are cut.

use std::future::pending;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use vitrine_server::app;
use vitrine_server::door::connections::{Guests, until};

use crate::support::Bench;

const SLOW: usize = 200;
/// A connection is given 10 seconds for the head of a request, and as much for its body.
const CUT_BY: Duration = Duration::from_secs(15);

fn head(key: &str, length: usize) -> String {
    format!(
        "POST /carts HTTP/1.1\r\nhost: shop\r\nconnection: close\r\ncontent-type: application/json\r\n\
         ucp-agent: profile=\"https://a.example/p\"\r\nidempotency-key: {key}\r\ncontent-length: {length}\r\n\r\n"
    )
}

/// Sends the beginning, then a byte now and then until the server hangs up. Gives what the server said.
async fn drip(address: SocketAddr, beginning: String) -> String {
    let (mut from, mut to) = TcpStream::connect(address).await.unwrap().into_split();
    to.write_all(beginning.as_bytes()).await.unwrap();
    let mut said = Vec::new();
    let mut drops = tokio::time::interval(Duration::from_millis(500));
    loop {
        tokio::select! {
            read = from.read_buf(&mut said) => if !matches!(read, Ok(1..)) { break },
            _ = drops.tick() => { let _ = to.write_all(b" ").await; }
        }
    }
    String::from_utf8_lossy(&said).into_owned()
}

/// A cart made by somebody in a hurry.
async fn make_a_cart(address: SocketAddr, number: usize) -> String {
    let body = "{\"line_items\":[]}";
    let request = head(&format!("in-a-hurry-{number}"), body.len()) + body;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_slow_connections_hold_nobody_up_and_are_cut() {
    let bench = Bench::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = app::router(&bench.shop, Router::new());
    let server = tokio::spawn(until(listener, router, Guests::default(), pending()));

    let started = Instant::now();
    let (mut heads, mut bodies) = (JoinSet::new(), JoinSet::new());
    for _ in 0..SLOW / 2 {
        heads.spawn(drip(
            address,
            "POST /carts HTTP/1.1\r\nhost: shop\r\nx: ".to_owned(),
        ));
        bodies.spawn(drip(address, head("slow-and-bad", 100_000) + "{"));
    }
    for number in 0..20 {
        let asked = Instant::now();
        let answer = make_a_cart(address, number).await;
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
        assert!(
            asked.elapsed() < Duration::from_secs(2),
            "{:?}",
            asked.elapsed()
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let all_cut = async { (heads.join_all().await, bodies.join_all().await) };
    let (_, answers) = tokio::time::timeout(CUT_BY, all_cut)
        .await
        .expect("all slow connections are cut");
    assert!(started.elapsed() < CUT_BY);
    for answer in answers {
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        assert!(answer.contains("did not arrive in time"), "{answer}");
    }
    assert_eq!(bench.count("cart"), 20);
    server.abort();
}
