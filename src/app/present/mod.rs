//! The view of the model. Reads everything, changes nothing.

mod checkout;
mod panel;

use std::rc::Rc;

use super::flow::offer;
use super::model::Model;
use super::view::{
    Card, HotspotView, OfferView, OverlayView, Panel, PinView, PlayerProblem, PlayerView, View,
    Wait,
};
use crate::domain::catalogue::{Offer, Summary};
use crate::domain::ids::ProductId;
use crate::domain::money::Money;
use crate::domain::show::{Hotspot, State, Status};

/// A picture this close to the live point counts as live, in milliseconds.
const LIVE_SLACK_MS: i64 = 4_000;

pub(super) fn view(model: &Model) -> View {
    let strip = panel::strip(model);
    View {
        stamp: model.stamp,
        phase: model.phase,
        title: model
            .show
            .as_ref()
            .map(|show| show.title.clone())
            .unwrap_or_default(),
        pause: match &model.scene.state {
            State::Break(pause) => Some(pause.clone()),
            State::On | State::Ended => None,
        },
        wait: wait(model),
        poster: model.show.as_ref().and_then(|show| show.poster.clone()),
        moments: Rc::new(if model.screens.is_empty() {
            vec![]
        } else {
            panel::moments(model)
        }),
        player: Rc::new(player(model)),
        overlay: Rc::new(overlay(model, strip.is_some())),
        strip,
        // What the panel shows is loaded later: see `flow::shopping`.
        panel: Rc::new(if model.screens.is_empty() {
            Panel::Closed
        } else {
            panel::panel(model)
        }),
        tall: model.tall,
        corner: model.corner,
        toast: model.toast.clone(),
        announcement: model.announcement.clone(),
    }
}

fn wait(model: &Model) -> Wait {
    let upcoming = model
        .show
        .as_ref()
        .filter(|show| show.status == Status::Upcoming);
    Wait {
        at: upcoming.and_then(|show| show.starts_at),
        left: model.left,
        calendar: upcoming.and_then(|show| show.calendar.clone()),
    }
}

fn seconds(milliseconds: i64) -> u32 {
    u32::try_from(milliseconds.max(0) / 1_000).unwrap_or(u32::MAX)
}

fn player(model: &Model) -> PlayerView {
    let state = &model.player;
    let position = state.position;
    let status = model.show.as_ref().map(|show| show.status);
    let is_live = status == Some(Status::Live);
    let live = position
        .live
        .filter(|_| is_live)
        .map(|live| position.at >= live - LIVE_SLACK_MS);
    // While the picture plays on out of the buffer, a lost stream is no trouble of the viewer's.
    let playing = state.playing && !state.stalled;
    let problem = state
        .problem
        .filter(|problem| !(playing && *problem == PlayerProblem::Network));
    let own = !model.start.foreign_video;
    PlayerView {
        own,
        playing: state.playing,
        waiting: state.waiting,
        stalled: own && state.stalled,
        needs_tap: state.needs_tap,
        muted: state.muted,
        hushed: state.playing && state.muted && model.settings.sound,
        volume: if state.muted {
            0
        } else {
            model.settings.volume
        },
        captions: state.has_captions.then_some(model.settings.captions),
        caption: if model.settings.captions {
            state.caption.clone()
        } else {
            vec![]
        },
        live,
        // A recording begins again from its start; a stream that is over does not, unless it is recorded by now.
        again: own
            && (model.recording.is_some()
                || status == Some(Status::Ended) && position.end > position.start),
        position: seconds(position.at - position.start),
        length: seconds(position.end - position.start),
        start_ms: position.start,
        fullscreen: state.fullscreen,
        problem,
    }
}

fn overlay(model: &Model, strip: bool) -> OverlayView {
    let pin = |(slot, pin): (usize, &Option<crate::domain::show::timeline::Pin>)| {
        let pin = pin.as_ref()?;
        // A pin without a name or price is nothing to tap: it comes up when its card is there.
        let card = model.catalogue.cards.get(&pin.product)?;
        Some(PinView {
            cue: pin.cue.clone(),
            slot,
            card: known(model, card),
        })
    };
    let hotspot = |hotspot: &Hotspot| {
        let title = model.title(&hotspot.product)?;
        Some(HotspotView {
            name: hotspot.name.clone(),
            product: hotspot.product.clone(),
            title: title.to_owned(),
        })
    };
    OverlayView {
        hotspots: model.scene.hotspots.iter().filter_map(hotspot).collect(),
        pins: model
            .scene
            .pins
            .iter()
            .enumerate()
            .filter_map(pin)
            .collect(),
        message: model
            .scene
            .message
            .as_ref()
            .map(|message| (message.text.clone(), message.lang.clone())),
        // The way to all products is of no use beside them, but that to a recording's moments is.
        products: model
            .show
            .as_ref()
            .filter(|show| !strip || show.status == Status::Ended)
            .map_or(0, |show| show.lineup.len()),
        cart_count: if model.shopping {
            panel::cart_count(model)
        } else {
            0
        },
    }
}

/// What a thing costs, before, and for how long: as offered while that is on and pieces are left.
type Cost = (Option<(Money, bool)>, Option<Money>, Option<OfferView>);

fn cost(
    model: &Model,
    offer: Option<&Offer>,
    price: Option<(Money, bool)>,
    list: Option<Money>,
) -> Cost {
    let Some(offer) = offer::on(model, offer) else {
        return (price, list, None);
    };
    let view = Some(OfferView {
        left: offer.left,
        seconds: offer::seconds(model, offer),
    });
    if offer.left == 0 {
        return (price, list, view);
    }
    let several = price.is_some_and(|(_, several)| several);
    (Some((offer.price, several)), Some(offer.usual), view)
}

fn known(model: &Model, card: &Summary) -> Card {
    let (price, list_price, offer) = cost(
        model,
        card.offer.as_ref(),
        Some(card.price),
        card.list_price,
    );
    Card {
        product: card.id.clone(),
        title: card.title.clone(),
        price,
        list_price,
        offer,
        picture: card.picture.clone(),
        sold_out: !card.available,
        pinned: false,
    }
}

fn card(model: &Model, product: &ProductId) -> Card {
    model.catalogue.cards.get(product).map_or_else(
        || Card {
            product: product.clone(),
            title: String::new(),
            price: None,
            list_price: None,
            offer: None,
            picture: None,
            sold_out: false,
            pinned: false,
        },
        |card| known(model, card),
    )
}
