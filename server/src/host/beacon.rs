//! What widgets tell without a name: that a product was opened, or put into a cart. No cookie, no id, no address is stored.
//!
//! Anybody can send it, so it is a hint and no accounting: what is not in the lineup does not count, and one address counts
//! a few times a second at most.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

use super::Host;
use crate::door::address::{Peer, network};
use crate::stage::clock::Moment;

/// The most products of one beacon.
const MOST: usize = 20;
/// The largest body.
const LARGEST: usize = 4 * 1024;
/// How many beacons of one address count within a minute. Many viewers may share one.
const A_MINUTE: u32 = 600;

/// The most addresses that are told apart within a minute; all others share one count.
const ADDRESSES: usize = 100_000;

/// How many came from where in this minute.
#[derive(Debug, Default)]
pub(super) struct Beacons(Mutex<(u64, HashMap<IpAddr, u32>)>);

impl Beacons {
    fn counts(&self, from: IpAddr, now: Moment) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = now.millis() / 60_000;
        if known.0 != minute {
            *known = (minute, HashMap::new());
        }
        let mut from = network(from);
        if known.1.len() >= ADDRESSES && !known.1.contains_key(&from) {
            from = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        }
        let count = known.1.entry(from).or_default();
        *count += 1;
        *count <= A_MINUTE
    }
}

#[derive(Debug, Deserialize)]
struct Told {
    #[serde(default)]
    opens: Vec<String>,
    #[serde(default)]
    adds: Vec<String>,
}

/// `POST /shows/{id}/beacon`: `{"opens":[product…],"adds":[product…]}`, of any content type, so that it needs no preflight.
pub(super) async fn beacon(
    State(host): State<Host>,
    Path(id): Path<String>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Some(show) = host.live.shows().get(&id) else {
        return StatusCode::NOT_FOUND;
    };
    let origin = headers.get(header::ORIGIN);
    let known = origin.is_none_or(|origin| {
        let origin = origin.to_str().unwrap_or_default();
        origin == host.public_url
            || host
                .shop
                .allowed_origins
                .iter()
                .any(|known| known == origin)
    });
    if !known {
        return StatusCode::FORBIDDEN;
    }
    if body.len() > LARGEST {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    let Ok(told) = serde_json::from_slice::<Told>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    let from = Peer::of(peer);
    if !host.beacons.counts(from, host.live.now()) {
        return StatusCode::TOO_MANY_REQUESTS;
    }
    for (what, products) in [("open", told.opens), ("add", told.adds)] {
        for product in products.iter().take(MOST) {
            if show.record.lineup.contains(product) {
                host.live
                    .store()
                    .count(&id, &format!("{what}:{product}"), 1);
            }
        }
    }
    StatusCode::NO_CONTENT
}
