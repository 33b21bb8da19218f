//! The server stops when it is told to, whatever is still open.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use vitrine_server::door::connections::{Guests, until};

/// An answer that never ends, like an event stream.
async fn endless() -> Body {
    let first = Ok::<_, Infallible>(Bytes::from_static(b"first"));
    let (sender, receiver) = tokio::sync::mpsc::channel(1);
    sender.send(first).await.unwrap();
    // Whoever holds the sender keeps the stream open.
    std::mem::forget(sender);
    Body::from_stream(tokio_stream::wrappers::ReceiverStream::new(receiver))
}

#[tokio::test(start_paused = true)]
async fn an_open_stream_holds_up_the_stop_for_a_bounded_time_only() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, told) = oneshot::channel::<()>();
    let router = Router::new().route("/endless", get(endless));
    let server = tokio::spawn(until(listener, router, Guests::default(), async move {
        told.await.unwrap();
    }));
    let mut viewer = TcpStream::connect(address).await.unwrap();
    viewer
        .write_all(b"GET /endless HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let mut seen = Vec::new();
    while !seen.ends_with(b"first\r\n") {
        assert_ne!(viewer.read_buf(&mut seen).await.unwrap(), 0);
    }
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
}

#[tokio::test]
async fn without_open_connections_it_stops_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    until(
        listener,
        Router::new(),
        Guests::default(),
        std::future::ready(()),
    )
    .await
    .unwrap();
}
