//! What of the cart is stored: its id and the pending operations, per shop.
//!
//! The shop's own slot is written by the tab that has the lock. What another tab does meanwhile waits in a slot of that tab.

use super::pump;
use crate::app::effect::Effect;
use crate::app::event::StoreSlot;
use crate::app::kept;
use crate::app::model::{Lock, Model};
use crate::domain::cart::Pending;
use crate::domain::ids::CartId;

pub(crate) fn keep(model: &mut Model) {
    let flow = &model.cart;
    let pending = flow.log.to_keep();
    let value = kept::cart(id(model), &pending);
    if model.tabs.lock != Lock::Held {
        let some = !pending.is_empty();
        return keep_waiting(model, some.then_some(value));
    }
    model.effect(Effect::Store {
        slot: StoreSlot::Cart,
        value: Some(value),
    });
    keep_waiting(model, None);
}

fn keep_waiting(model: &mut Model, value: Option<String>) {
    let some = value.is_some();
    if std::mem::replace(&mut model.cart.waiting_kept, some) || some {
        model.effect(Effect::Store {
            slot: StoreSlot::Waiting,
            value,
        });
    }
}

/// The cart that this tab knows.
fn id(model: &Model) -> Option<&CartId> {
    let confirmed = model.cart.log.confirmed().map(|cart| &cart.id);
    confirmed.or(model.cart.known.as_ref())
}

/// What this tab had not brought to the shop when it was reloaded.
pub(crate) fn restore(model: &mut Model, value: Option<&str>) {
    if let Some((_, pending)) = value.and_then(kept::read_cart) {
        model.cart.waiting_kept = true;
        adopt(model, pending);
        pump(model);
    }
}

/// Takes over changes that nobody else will bring to the shop.
pub(crate) fn adopt(model: &mut Model, pending: Vec<Pending>) {
    for pending in pending {
        model.cart.log.push(pending.operation);
    }
    keep(model);
    model.changed();
}

/// The cart as it is stored: the same, or another one, made or bought by another tab. One that is not known is read.
pub(crate) fn follow(model: &mut Model, stored: Option<&CartId>) {
    if stored != id(model) {
        model.cart.must_read = stored.is_some();
        model.cart.log.empty();
        model.cart.creation = None;
        model.cart.known = stored.cloned();
        model.changed();
    }
}
