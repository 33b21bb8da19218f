//! The chart over the show: viewers as an area, orders as a line, the host's cues as marks. Everything in the measures of a
//! view box, so that it is drawn at any size.

use std::fmt::Write;

use vitrine::domain::show::ShowTime;

use crate::core::cue::{Entry, Fact};
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
    /// The line of orders, as the `d` of a path.
    pub orders: String,
    /// The most viewers, which is the height of the area.
    pub most_viewers: u64,
    /// The most orders, which is the height of the line.
    pub most_orders: u64,
    /// Marks of cues: where, and the product of a pin.
    pub marks: Vec<(f64, Option<String>)>,
    /// From when to when.
    pub span: Option<(ShowTime, ShowTime)>,
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
    let most_viewers = points.iter().map(|point| point.viewers).max().unwrap_or(0);
    let most_orders = points.iter().map(|point| point.orders).max().unwrap_or(0);
    let line = |value: fn(&crate::core::figures::Point) -> u64, most: u64| {
        let mut path = String::new();
        for point in points.iter() {
            let command = if path.is_empty() { 'M' } else { 'L' };
            let (x, y) = (place(point.at), height(value(point), most));
            // Writing into a `String` cannot fail.
            let _ = write!(path, "{command}{x:.1} {y:.1}");
        }
        path
    };
    let viewers = line(|point| point.viewers, most_viewers);
    Chart {
        viewers: format!("{viewers}L{WIDTH} {HEIGHT}L0 {HEIGHT}Z"),
        orders: line(|point| point.orders, most_orders),
        most_viewers,
        most_orders,
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
