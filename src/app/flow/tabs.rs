//! Several tabs of one browser at one shop: one of them writes at a time.
//!
//! Making a cart, writing it and placing an order need the shop's lock. Who gets it first reads what the others have left:
//! another cart, changes that a closed tab could not bring to the shop any more, a purchase without an answer. Reading
//! needs no lock. Where a browser has none, everybody gets it at once, and the shop's revisions and keys must do.

use super::{boot, cart, checkout};
use crate::app::effect::Effect;
use crate::app::kept;
use crate::app::model::{Lock, Model};

/// Whether this tab may write now. Where it may not, the lock is asked for, and what is due goes on once it is there.
pub(super) fn may_write(model: &mut Model) -> bool {
    if model.tabs.lock == Lock::Free {
        model.tabs.lock = Lock::Asked;
        model.effect(Effect::Lock);
    }
    model.tabs.lock == Lock::Held
}

/// Nothing of the cart is due: the lock goes to the next tab, unless an order is being placed.
pub(super) fn rest(model: &mut Model) {
    if model.tabs.lock == Lock::Held && !checkout::unresolved(model) {
        model.tabs.lock = Lock::Free;
        model.effect(Effect::Unlock);
    }
}

/// What this tab has stored is news for the others.
pub(super) fn tell(model: &mut Model) {
    model.effect(Effect::Tell);
}

/// The lock is this tab's: what the others have left is read before anything is written.
pub(crate) fn locked(model: &mut Model) {
    if model.tabs.lock == Lock::Asked {
        model.tabs.lock = Lock::Reading;
        boot::told(model);
    }
}

/// The cart as stored, by this tab or another.
pub(crate) fn cart(model: &mut Model, value: Option<&str>) {
    // Nothing, or what somebody else has put there, tells nothing.
    let Some((id, pending)) = value.and_then(kept::read_cart) else {
        return;
    };
    match model.tabs.lock {
        // Nobody but this tab has written since.
        Lock::Held => {}
        Lock::Reading => {
            cart::follow(model, id.as_ref());
            cart::adopt(model, pending);
        }
        Lock::Free | Lock::Asked => {
            cart::follow(model, id.as_ref());
            // The same cart may have changed.
            model.cart.must_read = id.is_some();
            if !pending.is_empty() {
                // They are another tab's, or nobody's any more. Who gets the lock knows.
                may_write(model);
            }
            cart::pump(model);
        }
    }
}

/// The intent as stored, by this tab or another.
pub(crate) fn intent(model: &mut Model, value: Option<&str>) {
    let stored = value.and_then(kept::read_intent);
    if checkout::unresolved(model) {
        // Another tab's was there first, so this tab's was not stored, nor sent.
        if let Some(intent) = stored.filter(|_| checkout::storing(model)) {
            checkout::take_over(model, intent);
        }
        return;
    }
    let had = model.tabs.elsewhere.is_some();
    let reading = model.tabs.lock == Lock::Reading;
    if reading {
        model.tabs.lock = Lock::Held;
        model.tabs.elsewhere = None;
        cart::keep(model);
    }
    match stored {
        // Whoever had it is gone: it is asked about before anything else.
        Some(intent) if reading => checkout::take_over(model, intent),
        // Whoever has it holds the lock; should they go, it is this tab's to ask.
        Some(intent) if model.tabs.lock != Lock::Held => {
            model.tabs.elsewhere = Some(intent);
            may_write(model);
        }
        _ => {
            model.tabs.elsewhere = None;
            if had {
                checkout::look(model);
            }
            if reading {
                checkout::locked(model);
                cart::pump(model);
            }
        }
    }
    model.changed();
}
