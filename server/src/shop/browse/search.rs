//! `POST /catalog/search`: every word must be in the product's texts. Pages by position.

use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Filters, render};
use crate::shop::catalogue::{Product, Variant};
use crate::shop::envelope::{self, Root};
use crate::shop::offer::shelf::Shelf;
use crate::shop::reply::{Answer, Problem};
use crate::shop::request::Query;
use crate::shop::{Shop, stock};

const USUAL_PAGE: usize = 10;
const LARGEST_PAGE: usize = 50;
const LONGEST_QUERY: usize = 400;

#[derive(Debug, Deserialize)]
struct SearchRequest {
    query: Option<String>,
    filters: Option<Filters>,
    pagination: Option<Pagination>,
}

#[derive(Debug, Default, Deserialize)]
struct Pagination {
    cursor: Option<String>,
    limit: Option<u32>,
}

/// `POST /catalog/search`
///
/// # Errors
/// A refusal, or a failure.
pub async fn search(State(shop): State<Shop>, query: Query) -> Result<Answer, Problem> {
    shop.blocking(move |shop| found(shop, query.json()?)).await
}

fn found(shop: &Shop, request: SearchRequest) -> Result<Answer, Problem> {
    let query = request
        .query
        .as_deref()
        .map(str::trim)
        .filter(|query| !query.is_empty());
    let filters = request.filters.unwrap_or_default();
    if query.is_none() && filters.is_empty() {
        return Err(Problem::bad(
            "A search needs a query or a filter; the query * finds everything.",
        ));
    }
    if query.is_some_and(|query| query.len() > LONGEST_QUERY) {
        return Err(Problem::bad_field(
            "$.query",
            "This is too long for a search.",
        ));
    }
    filters.check()?;
    let words: Vec<String> = query
        .filter(|query| *query != "*")
        .map(|query| {
            query
                .to_lowercase()
                .split_whitespace()
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default();
    let hits: Vec<&Product> = shop
        .catalogue
        .products()
        .iter()
        .filter(|product| has_words(product, &words) && filters.has_category(product))
        .filter(|product| {
            product
                .variants
                .iter()
                .any(|variant| filters.has_price(variant))
        })
        .collect();
    let page = request.pagination.unwrap_or_default();
    let limit = page.limit.map_or(USUAL_PAGE, |limit| {
        usize::try_from(limit).unwrap_or(LARGEST_PAGE)
    });
    if limit == 0 {
        return Err(Problem::bad_field(
            "$.pagination.limit",
            "A page has 1 product or more.",
        ));
    }
    let limit = limit.min(LARGEST_PAGE);
    let from = page
        .cursor
        .as_deref()
        .map_or(Some(0), position)
        .ok_or_else(|| {
            Problem::bad_field(
                "$.pagination.cursor",
                "This cursor does not come from this shop.",
            )
        })?;
    let shown: Vec<&Product> = hits.iter().copied().skip(from).take(limit).collect();
    let next = from + shown.len();
    let mut pagination = json!({ "has_next_page": next < hits.len(), "total_count": hits.len() });
    if next < hits.len() {
        pagination["cursor"] = json!(URL_SAFE_NO_PAD.encode(next.to_string()));
    }
    Ok(Answer::data(&json!({
        "ucp": envelope::success(Root::Search, &shop.public_url),
        "products": products(shop, &shown, &filters)?,
        "pagination": pagination,
    })))
}

fn products(shop: &Shop, shown: &[&Product], filters: &Filters) -> Result<Vec<Value>, Problem> {
    let ids = || {
        shown
            .iter()
            .flat_map(|product| &product.variants)
            .map(|variant| variant.id.as_str())
    };
    let (left, offers) = shop.db.read(|connection| {
        let left = stock::left(connection, ids(), shop.millis(), "")?;
        anyhow::Ok((left, Shelf::now(shop, connection)?))
    })?;
    let rendered = shown.iter().filter_map(|product| {
        let variants: Vec<&Variant> = product
            .variants
            .iter()
            .filter(|variant| filters.has_price(variant))
            .collect();
        let first = render::featured(&left, &variants)?;
        Some(render::product(
            shop,
            (&left, &offers),
            product,
            &render::with_first(first, &variants),
        ))
    });
    Ok(rendered.collect())
}

fn has_words(product: &Product, words: &[String]) -> bool {
    let texts = [&product.title, &product.description];
    let all = texts
        .into_iter()
        .chain(&product.tags)
        .map(|text| text.to_lowercase())
        .collect::<Vec<_>>();
    words
        .iter()
        .all(|word| all.iter().any(|text| text.contains(word)))
}

fn position(cursor: &str) -> Option<usize> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?)
        .ok()?
        .parse()
        .ok()
}
