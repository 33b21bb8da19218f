//! The way to an order: `form` asks and checks, `session` keeps the shop's side, `intent` buys, once.

mod form;
mod intent;
mod session;

pub(crate) use form::{
    back, choose_delivery, edit, enter, leave, locked, open, pay, payment, restore_draft, retry,
    submit_contact, submit_delivery, submit_payment,
};
pub(crate) use intent::{
    ask_again, completed, continue_at_shop, give_up, given_up, stored, storing, take_over,
};
pub(crate) use session::{cart_settled, cart_troubled, look, opened, read, written};

use crate::app::model::{CheckoutFlow, Model};

/// Whether an order is being placed, or it is not known whether it was: nothing else may be bought or changed.
pub(super) fn unresolved(model: &Model) -> bool {
    model
        .checkout
        .as_ref()
        .is_some_and(|flow| flow.step.unresolved().is_some())
}

/// The flow, made if there is none.
fn flow(model: &mut Model) -> &mut CheckoutFlow {
    model.checkout.get_or_insert_default()
}
