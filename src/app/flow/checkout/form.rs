//! What the viewer does in the checkout.

use super::super::{cart, panel, tabs};
use super::{flow, intent, session};
use crate::app::effect::{Effect, Focus};
use crate::app::event::{PaymentEvent, StoreSlot};
use crate::app::kept;
use crate::app::model::{Busy, FieldState, Model, Screen};
use crate::app::view::field_id;
use crate::domain::checkout::{Fact, Field, Instrument, Intent, Refusal, Status, Step};
use crate::domain::money::Money;
use crate::domain::totals::payable;

/// The tallest that a payment field may make itself, in CSS pixels.
const TALLEST: u32 = 1_200;

/// Opens the checkout. One that is on its way to an order is shown as it stands; else it begins with what is in the cart.
pub(crate) fn open(model: &mut Model) {
    // Another tab's, too: nothing else is bought meanwhile.
    if super::unresolved(model) || model.tabs.elsewhere.is_some() {
        return panel::open(model, Screen::Checkout);
    }
    if model.cart.log.visible().lines.is_empty() {
        return cart::open(model);
    }
    let flow = flow(model);
    if let Some(request) = flow.request.take() {
        model.let_go(request);
    }
    let kept = model.checkout.take().unwrap_or_default();
    let flow = super::flow(model);
    flow.touched = kept.touched;
    flow.delivery = kept.delivery;
    panel::open(model, Screen::Checkout);
    session::ask(model);
}

/// One step back inside the checkout; `false` where the checkout itself is left.
pub(crate) fn back(model: &mut Model) -> bool {
    let fact = match model.checkout.as_ref().map(|flow| &flow.step) {
        Some(Step::Delivery) => Fact::EditContact,
        Some(Step::Payment) => Fact::EditDelivery,
        Some(Step::Ready(_) | Step::Declined(_) | Step::Changed(_)) => Fact::EditPayment,
        _ => return false,
    };
    edit(model, fact);
    true
}

pub(crate) fn edit(model: &mut Model, fact: Fact) {
    if model.checkout.is_none() || super::unresolved(model) {
        return;
    }
    let flow = flow(model);
    flow.problem = None;
    flow.busy = Busy::Idle;
    flow.field = FieldState::default();
    if let Some(request) = flow.request.take() {
        model.let_go(request);
    }
    intent::happened(model, fact);
    panel::focus(model);
}

pub(crate) fn enter(model: &mut Model, field: Field, value: String) {
    model.draft.set(field, value);
    let value = Some(kept::draft(&model.draft));
    model.effect(Effect::Store {
        slot: StoreSlot::Draft,
        value,
    });
    model.changed();
}

pub(crate) fn restore_draft(model: &mut Model, value: Option<&str>) {
    if let Some(draft) = value.and_then(kept::read_draft) {
        model.draft = draft;
        model.changed();
    }
}

pub(crate) fn leave(model: &mut Model, field: Field) {
    // An empty field that was only passed through is not wrong yet.
    if !model.draft.clean(field).is_empty() {
        let touched = &mut flow(model).touched;
        if !touched.contains(&field) {
            touched.push(field);
        }
        model.changed();
    }
}

pub(crate) fn submit_contact(model: &mut Model) {
    if !ready_for(model, |step| *step == Step::Contact) {
        return;
    }
    flow(model).touched = Field::ALL.to_vec();
    match model.draft.errors().first() {
        Some((field, _)) => {
            model.effect(Effect::Focus(Focus::Element(field_id(*field))));
            model.changed();
        }
        None => session::write(model, Busy::Contact),
    }
}

pub(crate) fn choose_delivery(model: &mut Model, group: &str, option: &str) {
    let flow = flow(model);
    for (id, chosen) in &mut flow.delivery {
        if id == group {
            option.clone_into(chosen);
        }
    }
    model.changed();
}

pub(crate) fn submit_delivery(model: &mut Model) {
    if ready_for(model, |step| *step == Step::Delivery) {
        session::write(model, Busy::Delivery);
    }
}

pub(crate) fn submit_payment(model: &mut Model) {
    let at_payment = ready_for(model, |step| *step == Step::Payment);
    if at_payment && flow(model).field.ready {
        flow(model).busy = Busy::Token;
        model.effect(Effect::Tokenize);
        model.changed();
    }
}

/// Whether the flow stands at that step with nothing under way.
fn ready_for(model: &Model, step: impl Fn(&Step) -> bool) -> bool {
    model
        .checkout
        .as_ref()
        .is_some_and(|flow| flow.busy == Busy::Idle && step(&flow.step))
}

/// The payment field reports.
pub(crate) fn payment(model: &mut Model, event: PaymentEvent) {
    let Some(flow) = model
        .checkout
        .as_mut()
        .filter(|flow| flow.step == Step::Payment)
    else {
        return;
    };
    match event {
        PaymentEvent::Ready => flow.field.ready = true,
        PaymentEvent::Height(px) => flow.field.height = Some(px.min(TALLEST)),
        PaymentEvent::Complete(_) => {}
        PaymentEvent::Invalid => flow.busy = Busy::Idle,
        PaymentEvent::Failed => {
            flow.busy = Busy::Idle;
            flow.field = FieldState {
                failed: true,
                ..FieldState::default()
            };
        }
        PaymentEvent::Token {
            token,
            brand,
            last4,
        } => {
            // A token that nobody asked for is not a decision of the viewer.
            if flow.busy != Busy::Token {
                return;
            }
            flow.busy = Busy::Idle;
            let handler = flow
                .session
                .as_ref()
                .and_then(|session| session.handler.as_ref());
            if let Some(handler) = handler.map(|handler| handler.id.clone()) {
                intent::happened(
                    model,
                    Fact::Tokenised(Instrument {
                        handler,
                        token,
                        brand,
                        last4,
                    }),
                );
                panel::focus(model);
            }
        }
    }
    model.changed();
}

/// Pay what is on the screen: a new intent, with a new key, for exactly this session, total and instrument.
pub(crate) fn pay(model: &mut Model) {
    if !ready_for(model, |step| matches!(step, Step::Ready(_))) {
        return;
    }
    let settled = model.cart.log.settled();
    let flow = flow(model);
    let Step::Ready(instrument) = &flow.step else {
        return;
    };
    flow.instrument = Some(instrument.clone());
    let session = flow.session.as_deref();
    let Some(shown) = session.and_then(|session| payable(&session.totals)) else {
        return session::begin_anew(model);
    };
    let ready = session.is_some_and(|session| session.status == Status::Ready);
    if !ready || !settled {
        flow.busy = Busy::Renewal(shown);
        model.changed();
        return cart::pump(model);
    }
    if !tabs::may_write(model) {
        super::flow(model).busy = Busy::Lock;
        return model.changed();
    }
    let key = model.new_key();
    let Some(shop) = model.shop.clone() else {
        return;
    };
    let flow = super::flow(model);
    let (Step::Ready(instrument), Some(session)) = (&flow.step, &flow.session) else {
        return;
    };
    let intent = Intent {
        checkout: session.id.clone(),
        key,
        body: shop.completion(session, instrument),
        shown,
    };
    flow.attempts = 0;
    intent::happened(model, Fact::Pay(intent));
    panel::focus(model);
}

/// The session was written again because it was not ready. Where it is now, for the total that was agreed to, Pay goes on;
/// another total is asked about, and what is missing is said in the form.
pub(super) fn renewed(model: &mut Model, agreed: Money) {
    let session = flow(model).session.as_deref();
    let ready = session.filter(|session| session.status == Status::Ready);
    match ready.map(|session| payable(&session.totals)) {
        Some(Some(total)) if total == agreed => pay(model),
        Some(_) => {
            intent::happened(model, Fact::Repriced(agreed));
            panel::focus(model);
        }
        None => edit(model, Fact::EditContact),
    }
}

/// No other tab has a purchase under way: a Pay that waited for that goes on.
pub(crate) fn locked(model: &mut Model) {
    let waits = model.checkout.as_mut();
    if let Some(flow) = waits.filter(|flow| flow.busy == Busy::Lock) {
        flow.busy = Busy::Idle;
        pay(model);
    }
}

/// Tries again what failed, or asks again what is not known.
pub(crate) fn retry(model: &mut Model) {
    // Whatever the other tab is up to: the same key and body, from here.
    if let Some(intent) = model.tabs.elsewhere.take() {
        return intent::take_over(model, intent);
    }
    let Some(flow) = &mut model.checkout else {
        return;
    };
    flow.problem = None;
    if flow.field.failed {
        flow.field = FieldState::default();
        return model.changed();
    }
    match &flow.step {
        Step::Unknown(_) | Step::ActionNeeded(..) => intent::ask_again(model),
        Step::Declined(Refusal::Payment(_) | Refusal::Other(_)) => edit(model, Fact::EditPayment),
        // Look it over with the new total, with the same card.
        Step::Changed(_) => {
            let instrument = flow.instrument.clone();
            edit(model, Fact::EditPayment);
            if let Some(instrument) = instrument {
                intent::happened(model, Fact::Tokenised(instrument));
            }
        }
        Step::Declined(Refusal::SoldOut(_) | Refusal::Expired) => {
            cart::reread(model);
            session::begin_anew(model);
        }
        _ if flow.session.is_none() => session::ask(model),
        Step::Contact => submit_contact(model),
        Step::Delivery => submit_delivery(model),
        _ => model.changed(),
    }
}
