//! `/catalog`: search, lookup, one product. Reads only.

pub mod lookup;
pub mod product;
pub mod render;
pub mod search;

use serde::Deserialize;

use super::catalogue::{Product, Variant};
use super::reply::Problem;

/// Filters that all three operations take.
#[derive(Debug, Default, Deserialize)]
pub struct Filters {
    price: Option<PriceFilter>,
    categories: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct PriceFilter {
    min: Option<i64>,
    max: Option<i64>,
}

impl Filters {
    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.price.is_none() && self.categories.is_none()
    }

    /// Refuses prices that are none.
    ///
    /// # Errors
    /// 400.
    pub fn check(&self) -> Result<(), Problem> {
        let negative = |amount: Option<i64>| amount.is_some_and(|amount| amount < 0);
        if self
            .price
            .as_ref()
            .is_some_and(|price| negative(price.min) || negative(price.max))
        {
            return Err(Problem::bad_field(
                "$.filters.price",
                "A price is not negative.",
            ));
        }
        Ok(())
    }

    /// Whether a product is in one of the categories. Tags are the shop's categories.
    #[must_use]
    pub fn has_category(&self, product: &Product) -> bool {
        self.categories.as_ref().is_none_or(|wanted| {
            wanted.iter().any(|wanted| {
                product
                    .tags
                    .iter()
                    .any(|tag| tag.eq_ignore_ascii_case(wanted))
            })
        })
    }

    /// Whether a variant costs what was asked for.
    #[must_use]
    pub fn has_price(&self, variant: &Variant) -> bool {
        self.price.as_ref().is_none_or(|price| {
            price.min.is_none_or(|min| variant.price >= min)
                && price.max.is_none_or(|max| variant.price <= max)
        })
    }
}
