//! What is shown of what is known: everything that has to be worked out, so that a component has only to draw.

mod cards;
mod chart;
mod offers;
mod rows;

pub use cards::{Card, cards};
pub use chart::{Chart, HEIGHT, Most, WIDTH, chart};
pub use offers::{OfferRow, Pieces, offers};
pub use rows::{Row, Seen, rows};

use vitrine::domain::show::ShowTime;

use super::log::{Scene, Spot};
use super::model::{Model, Notice};

/// What the host has made true by now.
#[must_use]
pub fn scene(model: &Model) -> Scene {
    let log = model.open.as_ref().map(|open| &open.log);
    match (log, model.authority()) {
        (Some(log), Some(now)) => log.scene(now),
        _ => Scene::default(),
    }
}

/// The marks in the preview's picture, but for the one that is in the host's hand.
#[must_use]
pub fn marks(model: &Model) -> Vec<Spot> {
    let Some(open) = &model.open else {
        return vec![];
    };
    let held = open.marking.as_ref().map(|marking| marking.spot.as_str());
    let mut spots = open
        .picture
        .map_or_else(Vec::new, |picture| open.log.scene(picture).spots);
    spots.retain(|spot| held != Some(spot.spot.as_str()));
    spots
}

/// The name of a product, or its id where the shop has not told.
#[must_use]
pub fn title(model: &Model, product: &str) -> String {
    let known = model
        .open
        .as_ref()
        .and_then(|open| open.products.get(product));
    known.map_or_else(|| product.to_owned(), |product| product.title.clone())
}

/// Whether a host can do something now: connected, and the show takes cues.
#[must_use]
pub fn can_act(model: &Model) -> bool {
    let show = model.open.as_ref().and_then(|open| open.show.as_ref());
    model.connected() && show.is_some_and(|show| show.takes_cues())
}

/// A time of day in UTC seconds, for moments that a host compares with a picture: `hh:mm:ss`.
#[must_use]
pub fn clock(time: ShowTime, zone_min: i64) -> String {
    let seconds = time.0.div_euclid(1_000) + zone_min * 60;
    let day = seconds.rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", day / 3_600, day / 60 % 60, day % 60)
}

/// The notice at the top, unless it has become untrue.
#[must_use]
pub fn notice(model: &Model) -> Option<&Notice> {
    let notice = model.notice.as_ref()?;
    let stale = *notice == Notice::Offline && model.connected();
    (!stale).then_some(notice)
}
