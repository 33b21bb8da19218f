//! Cards and products.

use super::MOST_ROWS;
use crate::domain::catalogue::{Axis, Picture, Product, Summary, Variant};
use crate::domain::money::{Currency, Money};
use crate::domain::text::{bounded, web_url};
use crate::shop::ucp::wire::{WireAxis, WireMedia, WirePrice, WireProduct, WireVariant};

fn price(wire: &WirePrice) -> Option<Money> {
    Some(Money::new(wire.amount, Currency::parse(&wire.currency)?))
}

fn picture(media: &WireMedia) -> Option<Picture> {
    let url = (media.kind == "image")
        .then(|| web_url(&media.url))
        .flatten()?;
    Some(Picture {
        url,
        alt: bounded(&media.alt_text, 300),
    })
}

fn pictures(media: &[WireMedia]) -> Vec<Picture> {
    media.iter().take(20).filter_map(picture).collect()
}

fn variant(wire: &WireVariant) -> Option<Variant> {
    let label = |text: &str| bounded(text, 100);
    Some(Variant {
        id: wire.id.as_str().into(),
        title: bounded(&wire.title, 200),
        price: price(&wire.price)?,
        list_price: wire.list_price.as_ref().and_then(price),
        available: wire.availability.available.unwrap_or(true),
        stock: wire
            .metadata
            .stock
            .and_then(|stock| u32::try_from(stock.max(0)).ok()),
        options: wire
            .options
            .iter()
            .take(20)
            .map(|o| (label(&o.name), label(&o.label)))
            .collect(),
        picture: wire.media.iter().find_map(picture),
    })
}

pub(super) fn card(wire: &WireProduct) -> Option<Summary> {
    let first = wire.variants.first().and_then(variant)?;
    let range = wire
        .price_range
        .as_ref()
        .and_then(|range| Some((price(&range.min)?, price(&range.max)?)));
    Some(Summary {
        id: wire.id.as_str().into(),
        title: bounded(&wire.title, 200),
        price: range.map_or((first.price, false), |(lowest, highest)| {
            (lowest, lowest != highest)
        }),
        list_price: first
            .list_price
            .filter(|list| list.minor > first.price.minor),
        picture: wire.media.iter().find_map(picture).or(first.picture),
        available: wire
            .variants
            .iter()
            .any(|v| v.availability.available.unwrap_or(true)),
    })
}

pub(super) fn product(wire: WireProduct) -> Option<Product> {
    let axis = |axis: &WireAxis| Axis {
        name: bounded(&axis.name, 100),
        values: axis
            .values
            .iter()
            .take(100)
            .map(|value| bounded(&value.label, 100))
            .collect(),
    };
    let variants: Vec<Variant> = wire
        .variants
        .iter()
        .take(MOST_ROWS)
        .filter_map(variant)
        .collect();
    (!variants.is_empty()).then(|| Product {
        title: bounded(&wire.title, 200),
        description: bounded(&wire.description.plain, 5_000),
        pictures: pictures(&wire.media),
        axes: wire.options.iter().take(10).map(axis).collect(),
        variants,
        id: wire.id.into(),
    })
}
