//! Products and variants as UCP writes them.

use serde_json::{Value, json};

use crate::shop::Shop;
use crate::shop::basket::Stock;
use crate::shop::catalogue::{Product, Variant};
use crate::shop::offer::shelf::Shelf;

/// A product with some of its variants, which must not be none; the first is the featured one.
#[must_use]
pub fn product(
    shop: &Shop,
    (stock, offers): (&Stock, &Shelf),
    product: &Product,
    variants: &[&Variant],
) -> Value {
    let mut json = json!({
        "id": product.id,
        "title": product.title,
        "description": { "plain": product.description },
        "price_range": range(shop, product.variants.iter().map(|variant| variant.price)),
        "media": product.media.iter().map(|media| picture(shop, product, &media.file)).collect::<Vec<_>>(),
        "options": product.options.iter().map(|axis| json!({
            "name": axis.name,
            "values": axis.values.iter().map(|value| json!({ "label": value })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "variants": variants.iter().map(|one| variant(shop, (stock, offers), product, one)).collect::<Vec<_>>(),
        "tags": product.tags,
        "categories": product.tags.iter()
            .map(|tag| json!({ "value": tag, "taxonomy": "merchant" })).collect::<Vec<_>>(),
    });
    if product
        .variants
        .iter()
        .any(|variant| variant.list_price.is_some())
    {
        let lists = product
            .variants
            .iter()
            .map(|variant| variant.list_price.unwrap_or(variant.price));
        json["list_price_range"] = range(shop, lists);
    }
    json
}

/// Whether a variant can be bought now.
#[must_use]
pub fn is_available(stock: &Stock, variant: &Variant) -> bool {
    stock.get(&variant.id).is_none_or(|left| *left > 0)
}

/// The variant to show first: one that can be bought, else the first.
#[must_use]
pub fn featured<'a>(stock: &Stock, variants: &[&'a Variant]) -> Option<&'a Variant> {
    variants
        .iter()
        .find(|variant| is_available(stock, variant))
        .or(variants.first())
        .copied()
}

/// The same variants with one of them first.
#[must_use]
pub fn with_first<'a>(first: &'a Variant, variants: &[&'a Variant]) -> Vec<&'a Variant> {
    let others = variants
        .iter()
        .copied()
        .filter(|variant| variant.id != first.id);
    std::iter::once(first).chain(others).collect()
}

fn variant(
    shop: &Shop,
    (stock, offers): (&Stock, &Shelf),
    product: &Product,
    variant: &Variant,
) -> Value {
    let title = if variant.options.is_empty() {
        product.title.clone()
    } else {
        variant.title()
    };
    let available = is_available(stock, variant);
    let options = product.options.iter().filter_map(|axis| {
        let label = variant.option(&axis.name)?;
        Some(json!({ "name": axis.name, "label": label }))
    });
    let mut json = json!({
        "id": variant.id,
        "title": title,
        "description": { "plain": title },
        "price": price(shop, variant.price),
        "availability": {
            "available": available,
            "status": if available { "in_stock" } else { "out_of_stock" },
        },
        "options": options.collect::<Vec<_>>(),
    });
    if let Some(sku) = &variant.sku {
        json["sku"] = json!(sku);
    }
    if let Some(list_price) = variant.list_price {
        json["list_price"] = price(shop, list_price);
    }
    if !variant.media.is_empty() {
        json["media"] = variant
            .media
            .iter()
            .map(|file| picture(shop, product, file))
            .collect();
    }
    if let Some(left) = stock.get(&variant.id) {
        json["metadata"]["stock"] = json!(left);
    }
    if let Some(offer) = offers.json(&product.id, variant) {
        json["metadata"]["offer"] = offer;
    }
    json
}

fn picture(shop: &Shop, product: &Product, file: &str) -> Value {
    let mut json =
        json!({ "type": "image", "url": format!("{}/catalogue/{file}", shop.public_url) });
    if let Some(media) = product.media.iter().find(|media| media.file == file) {
        json["alt_text"] = json!(media.alt);
        json["width"] = json!(media.width);
        json["height"] = json!(media.height);
    }
    json
}

fn price(shop: &Shop, amount: i64) -> Value {
    json!({ "amount": amount, "currency": shop.catalogue.currency() })
}

fn range(shop: &Shop, amounts: impl Iterator<Item = i64> + Clone) -> Value {
    json!({
        "min": price(shop, amounts.clone().min().unwrap_or(0)),
        "max": price(shop, amounts.max().unwrap_or(0)),
    })
}
