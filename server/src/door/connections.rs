//! The loop that takes connections in. Unlike axum's own it cuts those that do not say what they want, or take nothing of
//! what they asked for, and lets nobody have more than a share.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower_http::add_extension::AddExtension;

use super::address::{Peer, Proxies};
use super::places::{Limits, Place, Places};

/// How long open connections (a page's event stream never ends by itself) may hold up a stop.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a connection may take for the head of a request, and may be silent before the next.
const HEAD: Duration = Duration::from_secs(10);
/// How long the other end may leave what was sent without a receipt, or without taking it.
const TAKES: Duration = Duration::from_mins(1);
/// After this much silence the other end is asked whether it is still there.
const ASK: Duration = Duration::from_secs(30);
/// How long somebody who is turned away may take to hear it.
const FAREWELL: Duration = Duration::from_secs(1);
/// How many may be hearing it at a time; others are hung up on.
const FAREWELLS: usize = 64;
const TURNED_AWAY: &[u8] =
    b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 10\r\nconnection: close\r\n\
    access-control-allow-origin: *\r\ncontent-type: text/plain\r\ncontent-length: 38\r\n\r\n\
    too many connections from this address";

/// Who may connect, how often.
#[derive(Clone, Debug)]
pub struct Guests {
    places: Places,
    proxies: Proxies,
}

impl Default for Guests {
    /// Anybody, as often as they like.
    fn default() -> Self {
        Self::new(0, Proxies::default())
    }
}

impl Guests {
    /// So many connections an address (0: any number). Trusted proxies may open any number: they speak for many.
    #[must_use]
    pub fn new(per_address: usize, proxies: Proxies) -> Self {
        let all = usize::MAX;
        let places = Places::new(Limits { all, per_address });
        Self { places, proxies }
    }

    /// The place of a connection; nothing for one that needs none.
    fn place(&self, from: Peer) -> Result<Option<Place>, ()> {
        if self.proxies.are_at(from.0) {
            return Ok(None);
        }
        self.places.take(from.0).map(Some).map_err(|_| ())
    }
}

/// Serves until `stop` is ready.
///
/// # Errors
/// None at present: a listener that cannot accept is asked again.
pub async fn until(
    mut listener: TcpListener,
    router: Router,
    guests: Guests,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD);
    let open = GracefulShutdown::new();
    let farewells = Places::new(Limits {
        all: FAREWELLS,
        per_address: 0,
    });
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            (stream, from) = Listener::accept(&mut listener) => {
                let peer = Peer(from.ip());
                let Ok(place) = guests.place(peer) else {
                    if let Ok(place) = farewells.take(peer.0) {
                        connections.spawn(turn_away(stream, place));
                    }
                    continue;
                };
                if let Err(error) = watch_over(&stream) {
                    tracing::debug!("a connection cannot be watched over: {error}");
                }
                let service = AddExtension::new(router.clone(), peer);
                let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
                let connection = open.watch(connection);
                connections.spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!("a connection ended: {error}");
                    }
                    drop(place);
                });
            }
            Some(_) = connections.join_next() => {}
            () = &mut stop => break,
        }
    }
    tracing::info!("stopping");
    drop(listener);
    tokio::select! {
        () = open.shutdown() => {}
        () = tokio::time::sleep(PATIENCE) => tracing::info!("connections that stayed open were cut"),
    }
    tracing::info!("stopped");
    Ok(())
}

/// Whoever has gone without a word, or takes nothing, is found out by the system. A cue goes out at once.
fn watch_over(stream: &TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let socket = SockRef::from(stream);
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(TAKES))?;
    socket.set_tcp_keepalive(&TcpKeepalive::new().with_time(ASK).with_interval(ASK))
}

/// Says why, and waits a moment for the other end to hear it: a connection that is closed with something unread is reset.
async fn turn_away(mut stream: TcpStream, place: Place) {
    let said = async {
        stream.write_all(TURNED_AWAY).await?;
        stream.shutdown().await?;
        let mut rest = [0; 1024];
        while stream.read(&mut rest).await? > 0 {}
        std::io::Result::Ok(())
    };
    // Whoever does not listen is hung up on.
    let _ = tokio::time::timeout(FAREWELL, said).await;
    drop(place);
}
