//! The way into what only a viewer who shops needs: products, cart, checkout, panel.
//!
//! The functions here are gates: what is reached through them alone is loaded as a second file (`vitrine_split` finds out
//! what that is), when the first event comes that [`Event::shops`]. So nothing else may call them before: `Model::shopping`
//! says whether it came, and each gate looks.

use super::{action, cart, catalogue, checkout, tabs};
use crate::app::event::{Action, Event, Monotonic, RequestId, StoreSlot, TimerId};
use crate::app::model::Model;
use crate::shop::{Call, Problem, Reply};

/// What the viewer wants to do, other than watch.
#[inline(never)]
pub(super) fn act(model: &mut Model, action: Action) {
    model.assert_shopping();
    action::shop(model, action);
}

/// What failed on a screen is tried again.
#[inline(never)]
pub(super) fn retry(model: &mut Model) {
    model.assert_shopping();
    action::retry_screen(model);
}

/// Something happened that is about the cart, the checkout or another tab.
#[inline(never)]
pub(crate) fn happened(model: &mut Model, event: Event) {
    model.assert_shopping();
    match event {
        Event::Timer(TimerId::Cart) => cart::pump(model),
        Event::Timer(TimerId::Intent) => checkout::ask_again(model),
        Event::Loaded {
            slot: StoreSlot::Cart,
            value,
        } => tabs::cart(model, value.as_deref()),
        Event::Loaded {
            slot: StoreSlot::Waiting,
            value,
        } => cart::restore(model, value.as_deref()),
        Event::Loaded {
            slot: StoreSlot::Intent,
            value,
        } => tabs::intent(model, value.as_deref()),
        Event::Loaded {
            slot: StoreSlot::Draft,
            value,
        } => checkout::restore_draft(model, value.as_deref()),
        Event::Stored {
            slot: StoreSlot::Intent,
            kept,
        } => checkout::stored(model, kept),
        Event::Payment(event) => checkout::payment(model, event),
        Event::Locked => tabs::locked(model),
        _ => {}
    }
}

/// The shop answered anything but a question for cards.
#[inline(never)]
pub(super) fn answered(
    model: &mut Model,
    id: RequestId,
    call: &Call,
    reply: Result<Reply, Problem>,
    sent: Monotonic,
) {
    model.assert_shopping();
    match call {
        Call::LookUp(_) => {}
        Call::Product(product) => catalogue::product(model, product, reply, sent),
        Call::CreateCart { .. } | Call::WriteCart { .. } => cart::written(model, reply),
        Call::ReadCart(_) => cart::read(model, reply),
        Call::OpenCheckout { .. } => checkout::opened(model, id, reply),
        Call::WriteCheckout { .. } => checkout::written(model, id, reply),
        Call::CancelCheckout { .. } => checkout::given_up(model, reply),
        Call::ReadCheckout(_) => checkout::read(model, id, reply),
        Call::Complete { key, .. } => checkout::completed(model, key, reply),
    }
}

/// The page is looked at again: what may have changed meanwhile is asked for, with the cart where it may be another.
#[inline(never)]
pub(super) fn again(model: &mut Model, cart: bool) {
    model.assert_shopping();
    checkout::ask_again(model);
    if cart {
        cart::reread(model);
    }
}
