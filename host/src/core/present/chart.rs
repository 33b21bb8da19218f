//! The chart over the show: viewers as an area, what they open, put into carts and order as lines, the host's cues as marks.
//! Each reaches the top with its own most, which stands beside its name. Everything in the measures of a
//! view box, so that it is drawn at any size.

use std::fmt::Write;

use vitrine::domain::show::ShowTime;

use crate::core::cue::{Entry, Fact};
use crate::core::figures::Point;
use crate::core::model::Model;

/// The view box's width.
pub const WIDTH: f64 = 600.0;
/// The view box's height.
pub const HEIGHT: f64 = 120.0;
/// What stays free above the highest point.
const HEAD: f64 = 8.0;

/// A chart, ready to be drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Chart {
    /// The area of viewers, as the `d` of a path.
    pub viewers: String,
    /// The line of products opened, as the `d` of a path.
    pub opens: String,
    /// The line of products put into carts, as the `d` of a path.
    pub adds: String,
    /// The line of orders, as the `d` of a path.
    pub orders: String,
    /// The most of each, which is its height.
    pub most: Most,
    /// Marks of cues: where, and the product of a pin.
    pub marks: Vec<(f64, Option<String>)>,
    /// From when to when.
    pub span: Option<(ShowTime, ShowTime)>,
}

/// The most of what a chart shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Most {
    /// Viewers at once.
    pub viewers: u64,
    /// Products opened.
    pub opens: u64,
    /// Products put into carts.
    pub adds: u64,
    /// Orders.
    pub orders: u64,
}

/// The chart of the open show; nothing to draw before there are two points.
#[must_use]
pub fn chart(model: &Model) -> Chart {
    let Some(open) = &model.open else {
        return Chart::default();
    };
    let points = &open.points;
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Chart::default();
    };
    if last.at <= first.at {
        return Chart::default();
    }
    let place = |at: ShowTime| fraction(at.0 - first.at.0, last.at.0 - first.at.0) * WIDTH;
    let line = |value: fn(&Point) -> u64| {
        let most = points.iter().map(value).max().unwrap_or(0);
        let mut path = String::new();
        for point in points.iter() {
            let command = if path.is_empty() { 'M' } else { 'L' };
            let (x, y) = (place(point.at), height(value(point), most));
            // Writing into a `String` cannot fail.
            let _ = write!(path, "{command}{x:.1} {y:.1}");
        }
        (path, most)
    };
    let (viewers, most_viewers) = line(|point| point.viewers);
    let (opens, most_opens) = line(|point| point.opens);
    let (adds, most_adds) = line(|point| point.adds);
    let (orders, most_orders) = line(|point| point.orders);
    Chart {
        viewers: format!("{viewers}L{WIDTH} {HEIGHT}L0 {HEIGHT}Z"),
        opens,
        adds,
        orders,
        most: Most {
            viewers: most_viewers,
            opens: most_opens,
            adds: most_adds,
            orders: most_orders,
        },
        marks: marks(model, first.at, last.at, place),
        span: Some((first.at, last.at)),
    }
}

fn marks(
    model: &Model,
    first: ShowTime,
    last: ShowTime,
    place: impl Fn(ShowTime) -> f64,
) -> Vec<(f64, Option<String>)> {
    let Some(open) = &model.open else {
        return vec![];
    };
    let mark = |entry: &Entry| match entry {
        Entry::Cue(cue)
            if !cue.corrects
                && !open.log.is_undone(&cue.id)
                && (first..=last).contains(&cue.at) =>
        {
            match &cue.fact {
                Fact::Pin { product, .. } => Some((place(cue.at), Some(product.clone()))),
                Fact::Hotspot { .. } | Fact::Unpin { .. } => None,
                _ => Some((place(cue.at), None)),
            }
        }
        _ => None,
    };
    open.log
        .newest()
        .filter_map(|(_, entry)| mark(entry))
        .collect()
}

#[allow(clippy::cast_precision_loss, reason = "a place on a screen")]
fn fraction(part: i64, whole: i64) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn height(value: u64, most: u64) -> f64 {
    let part = fraction(
        i64::try_from(value).unwrap_or(i64::MAX),
        i64::try_from(most).unwrap_or(i64::MAX),
    );
    HEIGHT - part * (HEIGHT - HEAD)
}
