//! `POST /catalog/lookup`: products by the ids of products or variants.

use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Filters, render};
use crate::shop::basket::Stock;
use crate::shop::catalogue::{Product, Variant};
use crate::shop::envelope::{self, Root};
use crate::shop::message::Message;
use crate::shop::offer::shelf::Shelf;
use crate::shop::reply::{Answer, Problem};
use crate::shop::request::Query;
use crate::shop::{Shop, stock};

/// Most ids of one request.
const MOST_IDS: usize = 100;

#[derive(Debug, Deserialize)]
struct LookupRequest {
    ids: Vec<String>,
    filters: Option<Filters>,
}

/// `POST /catalog/lookup`
///
/// # Errors
/// A refusal, or a failure.
pub async fn lookup(State(shop): State<Shop>, query: Query) -> Result<Answer, Problem> {
    shop.blocking(move |shop| looked_up(shop, query.json()?))
        .await
}

/// A product that was asked for, and by which ids.
struct Hit<'a> {
    product: &'a Product,
    by_itself: Option<&'a str>,
    by_variants: Vec<&'a Variant>,
}

fn looked_up(shop: &Shop, request: LookupRequest) -> Result<Answer, Problem> {
    if request.ids.is_empty() {
        return Err(Problem::bad_field("$.ids", "Name at least one id."));
    }
    if request.ids.len() > MOST_IDS {
        let text = format!("At most {MOST_IDS} ids at once.");
        return Err(Problem::refused(
            axum::http::StatusCode::BAD_REQUEST,
            "request_too_large",
            text,
        ));
    }
    let filters = request.filters.unwrap_or_default();
    filters.check()?;
    let mut hits: Vec<Hit<'_>> = Vec::new();
    let mut messages = Vec::new();
    for id in &request.ids {
        let product = shop.catalogue.product(id);
        let item = shop.catalogue.item(id);
        let Some(owner) = product.or(item.map(|item| item.product)) else {
            messages.push(Message::info(
                "not_found",
                id.chars().take(100).collect::<String>(),
            ));
            continue;
        };
        let known = hits.iter().position(|hit| hit.product.id == owner.id);
        let index = known.unwrap_or_else(|| {
            hits.push(Hit {
                product: owner,
                by_itself: None,
                by_variants: Vec::new(),
            });
            hits.len() - 1
        });
        if product.is_some() {
            hits[index].by_itself = Some(&owner.id);
        }
        if let Some(item) = item
            && !hits[index]
                .by_variants
                .iter()
                .any(|variant| variant.id == item.variant.id)
        {
            hits[index].by_variants.push(item.variant);
        }
    }
    let ids = || {
        hits.iter()
            .flat_map(|hit| &hit.product.variants)
            .map(|variant| variant.id.as_str())
    };
    let (left, offers) = shop.db.read(|connection| {
        let left = stock::left(connection, ids(), shop.millis(), "")?;
        anyhow::Ok((left, Shelf::now(shop, connection)?))
    })?;
    let products: Vec<Value> = hits
        .iter()
        .filter(|hit| filters.has_category(hit.product))
        .filter_map(|hit| product(shop, (&left, &offers), hit, &filters))
        .collect();
    let mut body =
        json!({ "ucp": envelope::success(Root::Lookup, &shop.public_url), "products": products });
    if !messages.is_empty() {
        body["messages"] = json!(messages);
    }
    Ok(Answer::data(&body))
}

/// The featured variant for the product's own id, and each variant that was named.
fn product(
    shop: &Shop,
    (left, offers): (&Stock, &Shelf),
    hit: &Hit<'_>,
    filters: &Filters,
) -> Option<Value> {
    let fitting = |variants: Vec<&'_ Variant>| -> Vec<String> {
        variants
            .into_iter()
            .filter(|variant| filters.has_price(variant))
            .map(|variant| variant.id.clone())
            .collect()
    };
    let named = fitting(hit.by_variants.clone());
    let all: Vec<&Variant> = hit
        .product
        .variants
        .iter()
        .filter(|variant| filters.has_price(variant))
        .collect();
    let featured = hit.by_itself.and_then(|_| render::featured(left, &all));
    let shown: Vec<&Variant> = featured
        .into_iter()
        .chain(all.iter().copied().filter(|variant| {
            named.contains(&variant.id) && featured.is_none_or(|featured| featured.id != variant.id)
        }))
        .collect();
    if shown.is_empty() {
        return None;
    }
    let mut json = render::product(shop, (left, offers), hit.product, &shown);
    for (variant, json) in shown.iter().zip(json["variants"].as_array_mut()?) {
        let mut inputs = Vec::new();
        if let (Some(id), Some(featured)) = (hit.by_itself, featured)
            && featured.id == variant.id
        {
            inputs.push(json!({ "id": id, "match": "featured" }));
        }
        if named.contains(&variant.id) {
            inputs.push(json!({ "id": variant.id, "match": "exact" }));
        }
        json["inputs"] = json!(inputs);
    }
    Some(json)
}
