//! The show manifest, version 1.

use super::url::resolve;
use super::{Unusable, moment};
use crate::domain::show::{ShopAddress, Show, Status, Stream};
use crate::domain::text::bounded;
use crate::json::Value;

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
    let wire = Value::read(text).ok_or(Unusable::Malformed)?;
    match wire["version"].as_u64() {
        Some(1) => {}
        Some(_) => return Err(Unusable::Version),
        None => return Err(Unusable::Malformed),
    }
    let text = |value: &Value, most| value.as_str().map(|text| bounded(text, most));
    let needed = |value: &Value, most| text(value, most).ok_or(Unusable::Malformed);
    let address = |value: &Value| resolve(base, value.as_str()?);
    let endpoint = address(&wire["shop"]["endpoint"]).ok_or(Unusable::Address)?;
    let stream = &wire["stream"];
    let latency = stream["latency_ms"]
        .as_u64()
        .and_then(|ms| u32::try_from(ms).ok());
    let lineup = wire["lineup"].as_list().into_iter().flatten();
    Ok(Show {
        id: needed(&wire["id"], 200)?.into(),
        title: needed(&wire["title"], 300)?,
        status: match wire["status"].as_str() {
            Some("upcoming") => Status::Upcoming,
            Some("ended") => Status::Ended,
            Some("cancelled") => Status::Cancelled,
            _ => Status::Live,
        },
        starts_at: wire["starts_at"].as_str().and_then(moment::date_time),
        poster: address(&wire["poster"]),
        stream: Stream {
            src: address(&stream["src"]).ok_or(Unusable::Address)?,
            mime: text(&stream["type"], 100),
            latency_ms: latency.unwrap_or(LATENCY_MS).min(600_000),
            cors: stream["cors"].as_bool() == Some(true),
        },
        shop: ShopAddress {
            kind: needed(&wire["shop"]["type"], 40)?,
            endpoint: endpoint.trim_end_matches('/').to_owned(),
        },
        lineup: lineup
            .take(MOST_PRODUCTS)
            .filter_map(|id| Some(text(id, 200)?.into()))
            .collect(),
        cues: address(&wire["cues"]),
        events: address(&wire["events"]),
        beacon: address(&wire["beacon"]),
        calendar: address(&wire["calendar"]),
        bookable: wire["bookable"].as_bool() == Some(true),
    })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
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
