//! The shop's side of the checkout: the session is made from a settled cart, and replaced with what is entered.

use std::sync::Arc;

use super::super::{cart, emit, panel};
use super::{flow, form, intent};
use crate::app::effect::{Effect, Focus};
use crate::app::event::RequestId;
use crate::app::model::{Busy, Model};
use crate::app::view::{ShopProblem, field_id};
use crate::domain::checkout::{Fact, Field, Session, Status, Step};
use crate::shop::contract::WantedLine;
use crate::shop::{Call, Problem, Reply};

/// What the viewer can do about a problem.
fn shown(problem: &Problem) -> ShopProblem {
    match problem {
        Problem::Lost => ShopProblem::Unreachable,
        Problem::Busy(_) | Problem::Conflict => ShopProblem::Busy,
        Problem::Refused(_) | Problem::Broken => ShopProblem::Broken,
    }
}

/// Asks for the session of the cart, once the cart is confirmed.
pub(super) fn ask(model: &mut Model) {
    let flow = flow(model);
    flow.busy = Busy::Opening;
    flow.problem = None;
    model.changed();
    cart::pump(model);
}

/// Nothing of the cart is on its way: a checkout that waited for that can go on.
pub(crate) fn cart_settled(model: &mut Model) {
    let waits = model.checkout.as_ref();
    match waits.filter(|flow| flow.request.is_none() && flow.step.unresolved().is_none()) {
        Some(flow) if flow.busy == Busy::Opening => open(model),
        Some(flow) if matches!(flow.busy, Busy::Renewal(_)) => write(model, flow.busy),
        _ => {}
    }
}

/// Makes the session, or gets the one that the cart already has.
fn open(model: &mut Model) {
    let Some(cart) = model
        .cart
        .log
        .confirmed()
        .filter(|cart| !cart.lines.is_empty())
    else {
        // What was to be bought is no longer there.
        let flow = flow(model);
        flow.busy = Busy::Idle;
        flow.problem = Some(ShopProblem::Broken);
        return model.changed();
    };
    let line = |line: &crate::domain::cart::Line| WantedLine {
        id: Some(line.id.clone()),
        variant: line.variant.clone(),
        quantity: line.quantity,
    };
    let (cart, lines) = (cart.id.clone(), cart.lines.iter().map(line).collect());
    let key = model.new_key();
    let request = model.call(Call::OpenCheckout { cart, lines, key });
    flow(model).request = request;
}

/// The cart does not get through, so the checkout that waits for it says so.
pub(crate) fn cart_troubled(model: &mut Model, problem: ShopProblem) {
    if let Some(flow) = model
        .checkout
        .as_mut()
        .filter(|flow| matches!(flow.busy, Busy::Opening | Busy::Renewal(_)))
    {
        flow.busy = Busy::Idle;
        flow.problem = Some(problem);
    }
}

/// Whether this is the answer that the flow waits for.
fn awaited(model: &mut Model, id: RequestId) -> bool {
    match model.checkout.as_mut() {
        Some(flow) if flow.request == Some(id) => {
            flow.request = None;
            true
        }
        _ => false,
    }
}

/// The session was made, or is the one that the cart already had.
pub(crate) fn opened(model: &mut Model, id: RequestId, reply: Result<Reply, Problem>) {
    if !awaited(model, id) {
        return;
    }
    flow(model).busy = Busy::Idle;
    match reply {
        Ok(Reply::Session(session)) => {
            emit::begin_checkout(model, &session);
            take(model, session);
        }
        Ok(_) => {
            flow(model).problem = Some(ShopProblem::Broken);
            cart::reread(model);
        }
        Err(problem) => flow(model).problem = Some(shown(&problem)),
    }
}

/// Sends the whole form.
pub(super) fn write(model: &mut Model, busy: Busy) {
    let draft = Box::new(model.draft.clone());
    let key = model.new_key();
    let flow = flow(model);
    let Some(session) = flow.session.clone() else {
        return ask(model);
    };
    flow.busy = busy;
    flow.problem = None;
    let delivery = if busy == Busy::Contact {
        vec![]
    } else {
        flow.delivery.clone()
    };
    let call = Call::WriteCheckout {
        session,
        draft,
        delivery,
        key,
    };
    let request = model.call(call);
    super::flow(model).request = request;
    model.changed();
}

/// The session with what was entered.
pub(crate) fn written(model: &mut Model, id: RequestId, reply: Result<Reply, Problem>) {
    if !awaited(model, id) {
        return;
    }
    let flow = flow(model);
    let busy = std::mem::take(&mut flow.busy);
    match reply {
        Ok(Reply::Session(session)) => {
            flow.attempts = 0;
            if session.status == Status::Canceled {
                return begin_anew(model);
            }
            take(model, session);
            match busy {
                Busy::Renewal(agreed) => form::renewed(model, agreed),
                _ => advance(model, busy),
            }
        }
        // The session changed under us: read it, and send the form again on top of that. A few times; then say so.
        Err(Problem::Conflict) if flow.attempts < 3 => {
            flow.attempts += 1;
            flow.busy = busy;
            reread(model);
        }
        Ok(_) => begin_anew(model),
        Err(problem) => flow.problem = Some(shown(&problem)),
    }
}

fn reread(model: &mut Model) {
    let id = flow(model)
        .session
        .as_ref()
        .map(|session| session.id.clone());
    let request = id.and_then(|id| model.call(Call::ReadCheckout(id)));
    flow(model).request = request;
}

/// Another tab had a purchase under way, and has no longer: perhaps it bought what this one was about to buy.
pub(crate) fn look(model: &mut Model) {
    let idle = model.checkout.as_mut().filter(|flow| {
        let open = !matches!(flow.step, Step::Placed(_) | Step::Declined(_));
        open && flow.request.is_none() && flow.session.is_some()
    });
    if let Some(flow) = idle {
        flow.busy = Busy::Idle;
        reread(model);
    }
}

/// The session is gone: another is made; what was entered stays.
pub(super) fn begin_anew(model: &mut Model) {
    let flow = flow(model);
    flow.session = None;
    flow.step = Step::Contact;
    flow.delivery.clear();
    ask(model);
    panel::focus(model);
}

/// The session as read: for an intent that is being resolved, or for a form that is to be sent again.
pub(crate) fn read(model: &mut Model, id: RequestId, reply: Result<Reply, Problem>) {
    if !awaited(model, id) {
        return;
    }
    if super::unresolved(model) {
        return intent::read(model, reply);
    }
    let busy = std::mem::take(&mut flow(model).busy);
    match reply {
        Ok(Reply::Session(session)) => {
            take(model, session);
            match busy {
                Busy::Contact | Busy::Delivery | Busy::Renewal(_) => write(model, busy),
                Busy::Idle | Busy::Opening | Busy::Token | Busy::Lock => {}
            }
        }
        Ok(_) => begin_anew(model),
        Err(problem) => flow(model).problem = Some(shown(&problem)),
    }
}

/// Keeps the session, and for every parcel a way of delivery: the viewer's, else the shop's, else the first.
pub(super) fn take(model: &mut Model, session: Arc<Session>) {
    let flow = flow(model);
    let chosen = std::mem::take(&mut flow.delivery);
    for group in &session.delivery {
        let offered = |id: &String| group.options.iter().any(|option| option.id == *id);
        let mine = chosen
            .iter()
            .find(|(id, _)| *id == group.id)
            .map(|(_, option)| option.clone());
        let first = || group.options.first().map(|option| option.id.clone());
        let option = mine
            .filter(offered)
            .or_else(|| group.selected.clone().filter(offered))
            .or_else(first);
        flow.delivery
            .extend(option.map(|option| (group.id.clone(), option)));
    }
    // Bought already, by another tab perhaps: then that is what there is to show.
    if let (Status::Completed, Some(order), None) =
        (session.status, &session.order, flow.step.unresolved())
    {
        flow.step = Step::Placed(order.clone());
        flow.session = Some(session);
        cart::bought(model);
        return cart::pump(model);
    }
    flow.session = Some(session);
}

/// On to the next screen, if the shop took what was entered.
fn advance(model: &mut Model, busy: Busy) {
    let flow = flow(model);
    let Some(session) = &flow.session else { return };
    let deliverable = session
        .delivery
        .iter()
        .all(|group| !group.options.is_empty());
    let delivers = !session.delivery.is_empty() && deliverable;
    let blamed = |field: &&Field| session.notices.iter().any(|one| one.field == Some(**field));
    let wrong = Field::ALL.iter().find(blamed).copied();
    let facts = match busy {
        Busy::Contact if delivers => vec![Fact::AddressTaken],
        // Nothing leads there, and no field is to blame for it: the next step says so.
        Busy::Contact if !session.delivery.is_empty() && wrong.is_none() => {
            vec![Fact::AddressTaken]
        }
        // Nothing to deliver.
        Busy::Contact if session.status == Status::Ready => {
            vec![Fact::AddressTaken, Fact::DeliveryTaken]
        }
        Busy::Delivery if session.status == Status::Ready => vec![Fact::DeliveryTaken],
        _ => vec![],
    };
    if facts.is_empty() {
        if let Some(field) = wrong.filter(|_| busy == Busy::Contact) {
            model.effect(Effect::Focus(Focus::Element(field_id(field))));
        }
        return model.changed();
    }
    for fact in facts {
        intent::happened(model, fact);
    }
    panel::focus(model);
}
