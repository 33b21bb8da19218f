//! What the show's host reads in the figures: which products were opened and put into carts. The stage is told without a
//! name or a number that stays, and only where the manifest says where; the page can switch it off.

use crate::app::effect::Effect;
use crate::app::event::TimerId;
use crate::app::model::Model;
use crate::app::requests::{Purpose, READ_MS};
use crate::domain::ids::ProductId;
use crate::http::{Method, Request};
use crate::json::{Json, list, object};

/// How long things are gathered: short enough for figures that follow within a second.
const GATHER_MS: u32 = 300;
/// The most of a kind that are told at once, as the stage takes them.
const MOST: usize = 20;

/// What is told, and under which name.
#[derive(Clone, Copy)]
pub(super) enum Told {
    Opened,
    Added,
}

pub(super) fn tell(model: &mut Model, what: Told, product: &ProductId) {
    let wanted = model
        .show
        .as_ref()
        .is_some_and(|show| show.beacon.is_some());
    if model.start.untold || !wanted {
        return;
    }
    if model.untold.iter().all(Vec::is_empty) {
        model.effect(Effect::Timer {
            id: TimerId::Beacon,
            after_ms: GATHER_MS,
        });
    }
    let list = &mut model.untold[what as usize];
    if list.len() < MOST {
        list.push(product.clone());
    }
}

/// Tells what has gathered; nothing where there is nothing.
pub(crate) fn send(model: &mut Model) {
    let [opens, adds] = std::mem::take(&mut model.untold);
    let url = model.show.as_ref().and_then(|show| show.beacon.clone());
    let Some(url) = url.filter(|_| !(opens.is_empty() && adds.is_empty())) else {
        return;
    };
    let ids = |ids: Vec<ProductId>| -> Json {
        let ids: Vec<Json> = ids.iter().map(|id| id.as_str().into()).collect();
        list(&ids)
    };
    let body = object(&[("opens", ids(opens)), ("adds", ids(adds))]);
    let request = Request {
        method: Method::Tell,
        url,
        headers: vec![],
        body: Some(body.into_text()),
    };
    model.send(Purpose::Beacon, request, READ_MS);
}
