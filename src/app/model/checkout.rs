//! The way to an order, as the core knows it.

use std::sync::Arc;

use crate::app::event::RequestId;
use crate::app::view::ShopProblem;
use crate::domain::checkout::{Field, Instrument, Session, Step};
use crate::domain::money::Money;

/// What the checkout is waiting for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::app) enum Busy {
    #[default]
    Idle,
    /// For the cart to be confirmed, or for the session.
    Opening,
    /// For the shop to take e-mail and address.
    Contact,
    /// For the shop to take the way of delivery.
    Delivery,
    /// For the payment field's token.
    Token,
    /// For the session, which something has changed since it was ready, to be ready again for this total.
    Renewal(Money),
    /// For the other tabs to have no purchase under way.
    Lock,
}

/// The payment field, as it tells of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::app) struct FieldState {
    pub(in crate::app) height: Option<u32>,
    pub(in crate::app) ready: bool,
    pub(in crate::app) failed: bool,
}

/// The way to an order.
#[derive(Clone, Debug)]
pub(in crate::app) struct CheckoutFlow {
    pub(in crate::app) step: Step,
    pub(in crate::app) session: Option<Arc<Session>>,
    /// Chosen ways of delivery: `(group, option)`.
    pub(in crate::app) delivery: Vec<(String, String)>,
    pub(in crate::app) busy: Busy,
    pub(in crate::app) problem: Option<ShopProblem>,
    /// Fields that the viewer has left, or sent: what is wrong with them may be said.
    pub(in crate::app) touched: Vec<Field>,
    pub(in crate::app) field: FieldState,
    /// The instrument of the last intent, to be offered again when the total changed.
    pub(in crate::app) instrument: Option<Instrument>,
    pub(in crate::app) request: Option<RequestId>,
    pub(in crate::app) attempts: u32,
    /// How many seconds the shop has asked to wait before it is asked about the intent again.
    pub(in crate::app) wait: Option<u32>,
}

impl Default for CheckoutFlow {
    fn default() -> Self {
        Self {
            step: Step::Contact,
            session: None,
            delivery: vec![],
            busy: Busy::Idle,
            problem: None,
            touched: vec![],
            field: FieldState::default(),
            instrument: None,
            request: None,
            attempts: 0,
            wait: None,
        }
    }
}
