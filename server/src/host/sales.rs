//! What the shop has sold of a show's products, read from its books.

use anyhow::Context as _;
use rusqlite::{Connection, params};
use serde_json::Value;
use std::collections::BTreeMap;

use crate::shop::catalogue::Catalogue;

/// The orders of a show so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sales {
    /// Since when, in Unix seconds.
    since: i64,
    /// Of which products.
    lineup: Vec<String>,
    /// The last order that was looked at.
    number: i64,
    /// Orders with a product of the lineup.
    pub(super) orders: u64,
    /// What their lines with such a product cost, in minor units.
    pub(super) revenue: i64,
    /// Pieces by product.
    pub(super) sold: BTreeMap<String, i64>,
}

impl Sales {
    /// Those since a time, of some products; everything is still to be read.
    pub(super) fn since(since: i64, lineup: &[String]) -> Self {
        Self {
            since,
            lineup: lineup.to_vec(),
            ..Self::default()
        }
    }

    /// Whether these are the sales since that time of those products.
    pub(super) fn is_of(&self, since: i64, lineup: &[String]) -> bool {
        self.since == since && self.lineup == lineup
    }

    /// Reads the orders that have come since the last time.
    pub(super) fn read(
        &mut self,
        connection: &Connection,
        catalogue: &Catalogue,
    ) -> anyhow::Result<()> {
        let sql =
            "SELECT number, body FROM orders WHERE number > ?1 AND placed_at >= ?2 ORDER BY number";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![self.number, self.since])?;
        while let Some(row) = rows.next()? {
            self.number = row.get(0)?;
            let body: String = row.get(1)?;
            let body: Value = serde_json::from_str(&body).context("an order is JSON")?;
            self.add(&body, catalogue);
        }
        Ok(())
    }

    fn add(&mut self, order: &Value, catalogue: &Catalogue) {
        let mut counts = false;
        for line in order["line_items"].as_array().into_iter().flatten() {
            let variant = line["item"]["id"].as_str().unwrap_or_default();
            let Some(item) = catalogue.item(variant) else {
                continue;
            };
            if !self.lineup.contains(&item.product.id) {
                continue;
            }
            counts = true;
            let pieces = line["quantity"]["total"].as_i64().unwrap_or_default();
            *self.sold.entry(item.product.id.clone()).or_default() += pieces;
            let totals = line["totals"].as_array().into_iter().flatten();
            let total = totals.filter(|total| total["type"] == "total");
            self.revenue += total
                .filter_map(|total| total["amount"].as_i64())
                .sum::<i64>();
        }
        self.orders += u64::from(counts);
    }
}
