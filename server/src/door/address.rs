//! Whose address it is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

/// What proxies write the address into that they were called from.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Whom a request is from: whoever is at the other end of the connection, or whom a trusted proxy there names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// The address, from what a request carries; that of nobody where it came over no connection.
    #[must_use]
    pub fn of(carried: Option<Extension<Self>>) -> IpAddr {
        let nobody = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        carried.map_or(nobody, |Extension(Self(from))| from)
    }
}

/// Who counts as one: a customer of the sixth protocol has 2^64 addresses at least.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// An address, or a range of them: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    first: IpAddr,
    bits: u32,
}

impl Range {
    fn has(&self, address: IpAddr) -> bool {
        match (self.first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let other = first.to_bits() ^ address.to_bits();
                other.leading_zeros() >= self.bits
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let other = first.to_bits() ^ address.to_bits();
                other.leading_zeros() >= self.bits
            }
            _ => false,
        }
    }
}

impl FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, bits) = text
            .split_once('/')
            .map_or((text, None), |(address, bits)| (address, Some(bits)));
        let first: IpAddr = address
            .parse()
            .map_err(|_| "a proxy is an IP address, or a range like 10.0.0.0/8".to_owned())?;
        let first = first.to_canonical();
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse);
        match bits {
            Ok(bits) if bits <= most => Ok(Self { first, bits }),
            _ => Err(format!("behind the slash stands a number up to {most}")),
        }
    }
}

/// The proxies that are believed. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Arc<[Range]>);

impl Proxies {
    /// Those of some addresses.
    #[must_use]
    pub fn new(ranges: &[Range]) -> Self {
        Self(ranges.into())
    }

    /// Whether an address is that of a trusted proxy.
    #[must_use]
    pub fn are_at(&self, address: IpAddr) -> bool {
        self.0.iter().any(|range| range.has(address))
    }

    /// Whom a request is from that came over a connection with `peer`. Every proxy adds at the end whom it was called by, so
    /// the last one that is no proxy of ours is the caller; what stands before it anybody can make up.
    #[must_use]
    pub fn caller(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut caller = peer;
        let lines = headers.get_all(FORWARDED_FOR).into_iter();
        let names: Vec<&str> = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .collect();
        for name in names.iter().rev() {
            if !self.are_at(caller) {
                break;
            }
            let Some(before) = read(name.trim()) else {
                break;
            };
            caller = before;
        }
        caller
    }
}

/// An address as proxies write it, with or without a port.
fn read(name: &str) -> Option<IpAddr> {
    let plain = name.trim_start_matches('[').trim_end_matches(']');
    let address = plain.parse().ok();
    address.or_else(|| Some(name.parse::<std::net::SocketAddr>().ok()?.ip()))
}

/// Puts the caller into a request where the connection's other end stood.
pub async fn find_caller(
    State(proxies): State<Proxies>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(Peer(peer)) = request.extensions().get().copied() {
        let caller = proxies.caller(peer, request.headers());
        request.extensions_mut().insert(Peer(caller));
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_range_has_its_addresses_and_no_others() {
        let has = |range: &str, address: &str| range.parse::<Range>().unwrap().has(ip(address));
        assert!(has("10.0.0.7", "10.0.0.7") && !has("10.0.0.7", "10.0.0.8"));
        assert!(has("10.0.0.0/8", "10.200.3.4") && !has("10.0.0.0/8", "11.0.0.0"));
        assert!(has("0.0.0.0/0", "203.0.113.9") && !has("0.0.0.0/0", "2001:db8::1"));
        assert!(has("fd00::/8", "fd12::1") && !has("fd00::/8", "fe80::1"));
        assert!(has("10.0.0.7", "::ffff:10.0.0.7"));
        for wrong in ["", "proxy", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/-1"] {
            assert!(wrong.parse::<Range>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_says_whom_a_request_is_from() {
        let proxies = Proxies::new(&["10.0.0.0/8".parse().unwrap()]);
        let caller = |peer: &str, lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(FORWARDED_FOR, line.parse().unwrap());
            }
            proxies.caller(ip(peer), &headers)
        };
        // Nobody else is believed.
        assert_eq!(caller("203.0.113.9", &["198.51.100.1"]), ip("203.0.113.9"));
        assert_eq!(caller("10.0.0.1", &["198.51.100.1"]), ip("198.51.100.1"));
        // What the caller made up stands in front of what the proxies saw.
        let chain = ["192.0.2.66, 198.51.100.1", "10.0.0.2"];
        assert_eq!(caller("10.0.0.1", &chain), ip("198.51.100.1"));
        assert_eq!(
            caller("10.0.0.1", &["[2001:db8::7]:443"]),
            ip("2001:db8::7")
        );
        assert_eq!(
            caller("10.0.0.1", &["198.51.100.1:5000"]),
            ip("198.51.100.1")
        );
        assert_eq!(caller("10.0.0.1", &["unknown"]), ip("10.0.0.1"));
        assert_eq!(caller("10.0.0.1", &[]), ip("10.0.0.1"));
    }

    #[test]
    fn a_customer_of_the_sixth_protocol_counts_as_one() {
        assert_eq!(
            network(ip("2001:db8:1:2::3")),
            network(ip("2001:db8:1:2:9::"))
        );
        assert_ne!(
            network(ip("2001:db8:1:2::3")),
            network(ip("2001:db8:1:3::3"))
        );
        assert_eq!(network(ip("::ffff:192.0.2.1")), ip("192.0.2.1"));
    }
}
