//! What of the cart is stored: its id and the pending operations, per shop.

use super::pump;
use crate::app::effect::Effect;
use crate::app::event::StoreSlot;
use crate::app::kept;
use crate::app::model::Model;
use crate::domain::cart::CartLog;

pub(super) fn keep(model: &mut Model) {
    let flow = &model.cart;
    let confirmed = flow.log.confirmed().map(|cart| &cart.id);
    let id = confirmed.or(flow.known.as_ref());
    let pending = flow.log.pending();
    let value = (id.is_some() || !pending.is_empty()).then(|| kept::cart(id, pending));
    model.effect(Effect::Store {
        slot: StoreSlot::Cart,
        value,
    });
}

pub(crate) fn restore(model: &mut Model, value: Option<&str>) {
    let Some((id, pending)) = value.and_then(kept::read_cart) else {
        return;
    };
    model.cart.log = CartLog::restored(pending);
    model.cart.must_read = id.is_some();
    model.cart.known = id;
    model.changed();
    pump(model);
}
