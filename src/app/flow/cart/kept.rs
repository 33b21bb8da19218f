//! What of the cart is stored: its id and the pending operations, per shop.

use serde::{Deserialize, Serialize};

use super::pump;
use crate::app::effect::Effect;
use crate::app::event::StoreSlot;
use crate::app::model::Model;
use crate::domain::cart::{CartLog, Pending};
use crate::domain::ids::CartId;

/// The most that is restored: what a page could have written into its own storage is not trusted.
pub(super) const MOST_PENDING: usize = 500;

#[derive(Serialize, Deserialize)]
struct Kept {
    cart: Option<CartId>,
    pending: Vec<Pending>,
}

pub(super) fn keep(model: &mut Model) {
    let flow = &model.cart;
    let confirmed = flow.log.confirmed().map(|cart| cart.id.clone());
    let kept = Kept {
        cart: confirmed.or_else(|| flow.known.clone()),
        pending: flow.log.pending().to_vec(),
    };
    let value = if kept.cart.is_none() && kept.pending.is_empty() {
        None
    } else {
        serde_json::to_string(&kept).ok()
    };
    model.effect(Effect::Store {
        slot: StoreSlot::Cart,
        value,
    });
}

pub(crate) fn restore(model: &mut Model, value: Option<&str>) {
    let Some(mut kept) = value.and_then(|text| serde_json::from_str::<Kept>(text).ok()) else {
        return;
    };
    kept.pending.truncate(MOST_PENDING);
    model.cart.log = CartLog::restored(kept.pending);
    model.cart.must_read = kept.cart.is_some();
    model.cart.known = kept.cart;
    model.changed();
    pump(model);
}
