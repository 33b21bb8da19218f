//! The figures of a show: what the server counts, now and over time.

use std::collections::BTreeMap;

use serde::Deserialize;
use vitrine::domain::money::{Currency, Money};
use vitrine::domain::show::ShowTime;

use super::moment;
use super::offer::Offer;

/// Viewers.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub struct Viewers {
    /// Open now.
    pub now: u64,
    /// The most at once.
    pub peak: u64,
}

/// A count, in all and by product.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
pub struct Count {
    /// In all.
    pub total: u64,
    /// By product.
    #[serde(default)]
    pub products: BTreeMap<String, u64>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
struct Amount {
    amount: i64,
    currency: String,
}

/// What is left of a variant.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Stock {
    /// Its product.
    pub product: String,
    /// The variant.
    pub variant: String,
    /// Its name.
    pub title: String,
    /// The shop's count, where it counts.
    pub left: Option<i64>,
}

/// The figures of now.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Figures {
    /// The server's clock.
    #[serde(deserialize_with = "moment::field")]
    pub at: ShowTime,
    /// Viewers.
    #[serde(default)]
    pub viewers: Viewers,
    /// Products opened.
    #[serde(default)]
    pub opens: Count,
    /// Products put into carts.
    #[serde(default)]
    pub adds: Count,
    /// Orders.
    #[serde(default)]
    pub orders: u64,
    revenue: Option<Amount>,
    /// Pieces sold, by product.
    #[serde(default)]
    pub sold: BTreeMap<String, u64>,
    /// What is left.
    #[serde(default)]
    pub stock: Vec<Stock>,
    /// Offers, the newest first.
    #[serde(default)]
    pub offers: Vec<Offer>,
}

impl Figures {
    /// What was sold, where the shop names a currency.
    #[must_use]
    pub fn revenue(&self) -> Option<Money> {
        let revenue = self.revenue.as_ref()?;
        Currency::parse(&revenue.currency).map(|currency| Money::new(revenue.amount, currency))
    }

    /// A point of the chart.
    #[must_use]
    pub fn point(&self) -> Point {
        Point {
            at: self.at,
            viewers: self.viewers.now,
            opens: self.opens.total,
            adds: self.adds.total,
            orders: self.orders,
        }
    }
}

/// One point of the chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub struct Point {
    /// When.
    #[serde(deserialize_with = "moment::field")]
    pub at: ShowTime,
    /// Viewers then.
    pub viewers: u64,
    /// Products opened up to then.
    #[serde(default)]
    pub opens: u64,
    /// Products put into carts up to then.
    #[serde(default)]
    pub adds: u64,
    /// Orders up to then.
    pub orders: u64,
}

/// The chart's points so far.
#[derive(Deserialize)]
struct History {
    points: Vec<Point>,
}

/// How far two points are apart.
const STEP_MS: i64 = 10_000;
/// Twelve hours of points, as the server keeps them.
const MOST: usize = 4_320;

/// Reads the history; none where it is none.
#[must_use]
pub fn history(text: &str) -> Option<Vec<Point>> {
    serde_json::from_str::<History>(text)
        .ok()
        .map(|history| history.points)
}

/// Takes a new point in: one a step, the last one always the newest.
pub fn follow(points: &mut Vec<Point>, point: Point) {
    // The newest point stands in for the step that is not over yet.
    if let [.., before, last] = points.as_slice()
        && last.at.0 - before.at.0 < STEP_MS
    {
        points.pop();
    }
    points.push(point);
    if points.len() > MOST {
        points.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_the_contract_writes_them() {
        let text = r#"{"at":"2026-11-22T10:00:00.000Z","viewers":{"now":212,"peak":340},"opens":{"total":1800,"products":{"linen-tablecloth":310}},
            "adds":{"total":120,"products":{}},"orders":41,"revenue":{"amount":389950,"currency":"EUR"},"sold":{"linen-tablecloth":9},
            "stock":[{"product":"linen-tablecloth","variant":"linen-tablecloth-sand","title":"Linen tablecloth, sand","left":7}]}"#;
        let figures: Figures = serde_json::from_str(text).unwrap();
        assert_eq!(figures.viewers.peak, 340);
        assert_eq!(figures.revenue().unwrap().decimal(), "3899.50");
        assert_eq!(figures.stock[0].left, Some(7));
    }

    #[test]
    fn the_chart_keeps_one_point_a_step_and_always_the_newest() {
        let mut points = vec![];
        for second in 0..=25 {
            let at = ShowTime(second * 1_000);
            follow(
                &mut points,
                Point {
                    at,
                    viewers: 1,
                    opens: 0,
                    adds: 0,
                    orders: 0,
                },
            );
        }
        let seconds: Vec<i64> = points.iter().map(|point| point.at.0 / 1_000).collect();
        assert_eq!(seconds, [0, 10, 20, 25]);
    }
}
