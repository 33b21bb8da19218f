//! The picture: which time it shows, and what is over it then.

use super::{catalogue, offer, panel};
use crate::app::effect::{Effect, Emission};
use crate::app::event::{Monotonic, PictureClock};
use crate::app::model::{Model, Screen};
use crate::app::view::{Announcement, Phase};
use crate::domain::ids::ProductId;
use crate::domain::show::{Cue, Scene, ShowTime, Status};
use crate::stage::Unusable;

/// A step of the picture up to this long is playing; a longer one is a seek, which announces nothing.
const PLAYING_STEP_MS: i64 = 2_000;

/// A cue that comes up to this long after its moment is still news.
const NEWS_MS: i64 = 10_000;

/// A new picture. Its time is what the player can tell; else the authority's now less the show's latency. Never early.
pub(crate) fn frame(model: &mut Model, picture: PictureClock, now: Monotonic) {
    model.now = now;
    let Some(show) = &model.show else { return };
    let guessed = || {
        let latency = i64::from(show.stream.latency_ms);
        model
            .authority_now(now)
            .map(|authority| authority + -latency)
    };
    let time = match (picture, show.status) {
        (PictureClock::Programme(time), _) => Some(time),
        (PictureClock::Media(time), Status::Ended) => Some(time),
        (PictureClock::Media(_) | PictureClock::Unknown, _) => guessed(),
    };
    if let Some(time) = time {
        let before = model.picture.replace(time);
        let playing =
            before.is_some_and(|before| (0..PLAYING_STEP_MS).contains(&(time.0 - before.0)));
        fold(model, time, playing);
    }
}

/// A cue came, from the stream or from the stage. One that is none is dropped.
pub(crate) fn cue(model: &mut Model, cue: Result<Option<Cue>, Unusable>) {
    let Ok(Some(cue)) = cue else { return };
    let at = cue.at;
    if model.timeline.insert(cue)
        && let Some(time) = model.picture
    {
        // One that was over long ago is history that is being told again: shown if it still holds, not announced.
        let news = time.0.saturating_sub(at.0) < NEWS_MS;
        fold(model, time, news);
    }
}

/// The cues changed while the picture did not.
pub(super) fn refold(model: &mut Model) {
    if let Some(time) = model.picture {
        fold(model, time, false);
    }
}

fn fold(model: &mut Model, time: ShowTime, playing: bool) {
    let scene = model.timeline.scene(time);
    if scene == model.scene {
        return;
    }
    let before = std::mem::replace(&mut model.scene, scene.clone());
    if scene.hotspots != before.hotspots {
        let places = scene.hotspots.iter();
        let places = places.map(|hotspot| (hotspot.cue.clone(), hotspot.spot));
        model.effect(Effect::Place(places.collect()));
        for hotspot in &scene.hotspots {
            catalogue::need_card(model, &hotspot.product);
        }
    }
    if scene.offers != before.offers {
        offer::changed(model);
    }
    let new: Vec<_> = new_pins(&before, &scene).collect();
    for (cue, product) in new {
        catalogue::need_card(model, &product);
        if playing {
            model.effect(Effect::Emit(Emission::Cue {
                id: cue,
                product: product.clone(),
            }));
            model.unsaid.push(product);
        }
    }
    announce(model);
    model.phase = match model.phase {
        Phase::Watching if scene.ended => Phase::Ended,
        Phase::Ended if !scene.ended => Phase::Watching,
        phase => phase,
    };
    model.changed();
}

/// Tells a screen reader of the new pins, all at once, as soon as their names are known. One that is gone by then is not
/// told of.
pub(super) fn announce(model: &mut Model) {
    if model.unsaid.is_empty() {
        return;
    }
    let mut waiting = std::mem::take(&mut model.unsaid);
    let pinned = |product: &ProductId| {
        model
            .scene
            .pins
            .iter()
            .flatten()
            .any(|pin| pin.product == *product)
    };
    waiting.retain(|product| pinned(product));
    let mut names = String::new();
    for product in waiting {
        match model.title(&product) {
            Some(title) => {
                if !names.is_empty() {
                    names.push_str(", ");
                }
                names.push_str(title);
            }
            None => model.unsaid.push(product),
        }
    }
    if !names.is_empty() && !model.start.quiet {
        model.announce(Announcement::Pinned(names));
    }
}

/// All products, in the order that holds for as long as they are looked at: what was shown so far, then the rest.
pub(super) fn open_lineup(model: &mut Model) {
    model.featured = model.timeline.featured();
    panel::open(model, Screen::Lineup);
}

fn new_pins<'a>(
    before: &'a Scene,
    after: &'a Scene,
) -> impl Iterator<Item = (String, ProductId)> + 'a {
    let old = |cue| before.pins.iter().flatten().any(|pin| pin.cue == cue);
    let pins = after.pins.iter().flatten();
    pins.filter(move |pin| !old(pin.cue.clone()))
        .map(|pin| (pin.cue.to_string(), pin.product.clone()))
}
