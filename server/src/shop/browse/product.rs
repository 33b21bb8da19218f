//! `POST /catalog/product`: one product whole, with what can be had next to what is chosen.
//!
//! Without `selected` every variant is answered, the featured one first; with it, those that match.

use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Filters, render};
use crate::shop::basket::Stock;
use crate::shop::catalogue::{Product, Variant};
use crate::shop::envelope::{self, Root};
use crate::shop::offer::shelf::Shelf;
use crate::shop::reply::{Answer, Problem};
use crate::shop::request::Query;
use crate::shop::{Shop, stock};

#[derive(Debug, Deserialize)]
struct ProductRequest {
    id: String,
    #[serde(default)]
    selected: Vec<Selected>,
    #[serde(default)]
    preferences: Vec<String>,
    filters: Option<Filters>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Selected {
    name: String,
    label: String,
}

/// `POST /catalog/product`
///
/// # Errors
/// A refusal, or a failure.
pub async fn product(State(shop): State<Shop>, query: Query) -> Result<Answer, Problem> {
    shop.blocking(move |shop| detail(shop, query.json()?)).await
}

fn detail(shop: &Shop, request: ProductRequest) -> Result<Answer, Problem> {
    let filters = request.filters.unwrap_or_default();
    filters.check()?;
    for (index, one) in request.selected.iter().enumerate() {
        if request.selected[..index]
            .iter()
            .any(|other| other.name == one.name)
        {
            return Err(Problem::bad_field(
                &format!("$.selected[{index}].name"),
                "This option is selected twice.",
            ));
        }
    }
    let item = shop.catalogue.item(&request.id);
    let Some(product) = shop
        .catalogue
        .product(&request.id)
        .or(item.map(|item| item.product))
    else {
        return Ok(Answer::not_found("product"));
    };
    let ids = product.variants.iter().map(|variant| variant.id.as_str());
    let (left, offers) = shop.db.read(|connection| {
        let left = stock::left(connection, ids, shop.millis(), "")?;
        anyhow::Ok((left, Shelf::now(shop, connection)?))
    })?;
    let fitting: Vec<&Variant> = product
        .variants
        .iter()
        .filter(|variant| filters.has_price(variant))
        .collect();
    // An id of a variant decides alone; what else was selected is not looked at.
    let named = item
        .map(|item| item.variant)
        .filter(|variant| filters.has_price(variant));
    let asked = if named.is_none() {
        relaxed(&fitting, request.selected, &request.preferences)
    } else {
        Vec::new()
    };
    let matching: Vec<&Variant> = fitting
        .iter()
        .copied()
        .filter(|variant| matches(variant, &asked))
        .collect();
    let Some(first) = named.or_else(|| render::featured(&left, &matching)) else {
        return Ok(Answer::not_found("product"));
    };
    let selected = if asked.is_empty() {
        own_options(product, first)
    } else {
        asked
    };
    let mut json = render::product(
        shop,
        (&left, &offers),
        product,
        &render::with_first(first, &matching),
    );
    json["options"] = options(product, &left, &selected);
    json["selected"] = selected
        .iter()
        .map(|one| json!({ "name": one.name, "label": one.label }))
        .collect();
    Ok(Answer::data(&json!({
        "ucp": envelope::success(Root::Lookup, &shop.public_url),
        "product": json,
    })))
}

/// Drops selections until a variant matches the rest: those without a preference first, then from the
/// end of the preferences.
fn relaxed(
    variants: &[&Variant],
    mut selected: Vec<Selected>,
    preferences: &[String],
) -> Vec<Selected> {
    let rank = |one: &Selected| {
        preferences
            .iter()
            .position(|name| *name == one.name)
            .unwrap_or(usize::MAX)
    };
    while !selected.is_empty() && !variants.iter().any(|variant| matches(variant, &selected)) {
        let worst = (0..selected.len()).max_by_key(|index| rank(&selected[*index]));
        if let Some(worst) = worst {
            selected.remove(worst);
        }
    }
    selected
}

fn matches(variant: &Variant, selected: &[Selected]) -> bool {
    selected
        .iter()
        .all(|one| variant.option(&one.name) == Some(one.label.as_str()))
}

fn own_options(product: &Product, variant: &Variant) -> Vec<Selected> {
    let own = |axis: &crate::shop::catalogue::document::OptionAxis| {
        let label = variant.option(&axis.name)?.to_owned();
        Some(Selected {
            name: axis.name.clone(),
            label,
        })
    };
    product.options.iter().filter_map(own).collect()
}

/// Each value, and whether it exists and can be had together with the other selections.
fn options(product: &Product, left: &Stock, selected: &[Selected]) -> Value {
    let axis = |axis: &crate::shop::catalogue::document::OptionAxis| {
        let others: Vec<Selected> = selected
            .iter()
            .filter(|one| one.name != axis.name)
            .cloned()
            .collect();
        let value = |label: &String| {
            let with: Vec<&Variant> = product
                .variants
                .iter()
                .filter(|variant| {
                    variant.option(&axis.name) == Some(label.as_str()) && matches(variant, &others)
                })
                .collect();
            json!({
                "label": label,
                "exists": !with.is_empty(),
                "available": with.iter().any(|variant| render::is_available(left, variant)),
            })
        };
        json!({ "name": axis.name, "values": axis.values.iter().map(value).collect::<Vec<_>>() })
    };
    product.options.iter().map(axis).collect()
}
