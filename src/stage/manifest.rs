//! The show manifest, version 1.

use serde::Deserialize;

use super::url::resolve;
use super::{Unusable, moment};
use crate::domain::show::{ShopAddress, Show, Status, Stream};
use crate::domain::text::bounded;

#[derive(Deserialize)]
struct Wire {
    version: u32,
    id: String,
    title: String,
    status: String,
    poster: Option<String>,
    starts_at: Option<String>,
    stream: WireStream,
    shop: WireShop,
    #[serde(default)]
    lineup: Vec<String>,
    cues: Option<String>,
    events: Option<String>,
}

#[derive(Deserialize)]
struct WireStream {
    src: String,
    #[serde(rename = "type")]
    mime: Option<String>,
    latency_ms: Option<u32>,
    #[serde(default)]
    cors: bool,
}

#[derive(Deserialize)]
struct WireShop {
    #[serde(rename = "type")]
    kind: String,
    endpoint: String,
}

/// The most products of a lineup.
const MOST_PRODUCTS: usize = 500;
/// How far behind the authority a picture is when the manifest does not say.
const LATENCY_MS: u32 = 8_000;

/// Reads a manifest that was loaded from `base`; its relative addresses are resolved against that.
///
/// # Errors
/// When it is not a manifest of version 1, or has no usable stream or shop address.
pub fn manifest(base: &str, text: &str) -> Result<Show, Unusable> {
    if text.len() > 256 * 1024 {
        return Err(Unusable::TooLong);
    }
    let wire: Wire = serde_json::from_str(text).map_err(|_| Unusable::Malformed)?;
    if wire.version != 1 {
        return Err(Unusable::Version);
    }
    let address = |reference: &Option<String>| resolve(base, reference.as_ref()?);
    let endpoint = resolve(base, &wire.shop.endpoint).ok_or(Unusable::Address)?;
    Ok(Show {
        id: bounded(&wire.id, 200).into(),
        title: bounded(&wire.title, 300),
        status: match wire.status.as_str() {
            "upcoming" => Status::Upcoming,
            "ended" => Status::Ended,
            _ => Status::Live,
        },
        starts_at: wire.starts_at.as_deref().and_then(moment::date_time),
        poster: address(&wire.poster),
        stream: Stream {
            src: resolve(base, &wire.stream.src).ok_or(Unusable::Address)?,
            mime: wire.stream.mime.map(|mime| bounded(&mime, 100)),
            latency_ms: wire.stream.latency_ms.unwrap_or(LATENCY_MS).min(600_000),
            cors: wire.stream.cors,
        },
        shop: ShopAddress {
            kind: bounded(&wire.shop.kind, 40),
            endpoint: endpoint.trim_end_matches('/').to_owned(),
        },
        lineup: wire
            .lineup
            .iter()
            .take(MOST_PRODUCTS)
            .map(|id| bounded(id, 200).into())
            .collect(),
        cues: address(&wire.cues),
        events: address(&wire.events),
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BASE: &str = "https://stage.example/shows/demo.json";

    fn text(stream: &str, shop: &str) -> String {
        format!(
            r#"{{"version":1,"id":"demo","title":"A show","status":"live","stream":{{"src":"{stream}","more":1}},
            "shop":{{"type":"ucp","endpoint":"{shop}"}},"lineup":["p1","p2"],"cues":"demo/cues.json","new":{{}}}}"#
        )
    }

    #[test]
    fn a_small_manifest_is_enough_and_unknown_fields_are_ignored() {
        let show = manifest(BASE, &text("/live.m3u8", "https://shop.example/")).unwrap();
        assert_eq!(show.stream.src, "https://stage.example/live.m3u8");
        assert_eq!(show.shop.endpoint, "https://shop.example");
        assert_eq!(
            show.cues.as_deref(),
            Some("https://stage.example/shows/demo/cues.json")
        );
        assert_eq!(show.lineup.len(), 2);
        assert_eq!(show.stream.latency_ms, LATENCY_MS);
    }

    #[test]
    fn a_script_address_is_refused() {
        let refused = manifest(BASE, &text("javascript:alert(1)", "https://shop.example"));
        assert_eq!(refused, Err(Unusable::Address));
    }

    #[test]
    fn another_version_is_told_apart_from_rubbish() {
        let newer = text("/a", "/b").replace(r#""version":1"#, r#""version":2"#);
        assert_eq!(manifest(BASE, &newer), Err(Unusable::Version));
        assert_eq!(manifest(BASE, "{"), Err(Unusable::Malformed));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = manifest(BASE, &text);
        }
    }
}
