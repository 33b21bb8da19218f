//! Cards and products.

use crate::domain::catalogue::{Axis, Offer, Picture, Product, Summary, Variant};
use crate::domain::money::Money;
use crate::domain::show::clock::Monotonic;
use crate::json::Value;
use crate::shop::ucp::wire::{id, price, quantity, rows, text, url};

fn picture(media: &Value) -> Option<Picture> {
    let url = (media["type"] == "image")
        .then(|| url(&media["url"]))
        .flatten()?;
    let alt = text(&media["alt_text"], 300);
    Some(Picture { url, alt })
}

fn available(variant: &Value) -> bool {
    variant["availability"]["available"]
        .as_bool()
        .unwrap_or(true)
}

/// What the shop offers a variant for. Its end is told from the reply on: who knows when that came adds it.
fn offer(wire: &Value, usual: Money) -> Option<Offer> {
    let wire = &wire["metadata"]["offer"];
    Some(Offer {
        id: id(&wire["id"])?,
        price: Money::new(wire["price"].as_i64()?, usual.currency),
        usual,
        left: quantity(&wire["left"])?,
        ends: Monotonic(wire["ends_in_ms"].as_i64()?),
    })
}

fn variant(wire: &Value) -> Option<Variant> {
    let stock = wire["metadata"]["stock"].as_i64();
    let options = rows(&wire["options"]);
    let cost = price(&wire["price"])?;
    Some(Variant {
        id: id(&wire["id"])?,
        title: text(&wire["title"], 200),
        price: cost,
        offer: offer(wire, cost),
        list_price: price(&wire["list_price"]),
        available: available(wire),
        stock: stock.and_then(|stock| u32::try_from(stock.max(0)).ok()),
        options: options
            .map(|o| (text(&o["name"], 100), text(&o["label"], 100)))
            .collect(),
        picture: rows(&wire["media"]).find_map(picture),
    })
}

/// What a card tells of a product.
pub(super) fn card(wire: &Value) -> Option<Summary> {
    let first = rows(&wire["variants"]).find_map(variant)?;
    let range = &wire["price_range"];
    let range = price(&range["min"]).zip(price(&range["max"]));
    Some(Summary {
        id: id(&wire["id"])?,
        title: text(&wire["title"], 200),
        price: range.map_or((first.price, false), |(lowest, highest)| {
            (lowest, lowest != highest)
        }),
        list_price: first
            .list_price
            .filter(|list| list.minor > first.price.minor),
        offer: first.offer,
        picture: rows(&wire["media"]).find_map(picture).or(first.picture),
        available: rows(&wire["variants"]).any(available),
    })
}

/// A whole product; none without a variant that has a price.
pub(super) fn product(wire: &Value) -> Option<Product> {
    let axis = |axis: &Value| Axis {
        name: text(&axis["name"], 100),
        values: rows(&axis["values"])
            .map(|value| text(&value["label"], 100))
            .collect(),
    };
    let variants: Vec<Variant> = rows(&wire["variants"]).filter_map(variant).collect();
    if variants.is_empty() {
        return None;
    }
    Some(Product {
        id: id(&wire["id"])?,
        title: text(&wire["title"], 200),
        description: text(&wire["description"]["plain"], 5_000),
        pictures: rows(&wire["media"]).filter_map(picture).collect(),
        axes: rows(&wire["options"]).take(10).map(axis).collect(),
        variants,
    })
}
