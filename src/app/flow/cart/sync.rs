//! The log and the shop: one write in flight. After a lost reply the cart is read before it is written again; a write on
//! an old revision reads and goes again; what the shop refuses is taken out and said.

use super::super::{checkout, offer, tabs, toast};
use super::kept::keep;
use crate::app::effect::Effect;
use crate::app::event::TimerId;
use crate::app::model::{Model, Screen};
use crate::app::requests::wait;
use crate::app::view::{ShopProblem, Toast};
use crate::domain::cart::{Cart, Operation, Reason, Write};
use crate::domain::ids::{CartId, VariantId};
use crate::shop::contract::WantedLine;
use crate::shop::{Call, Problem, Reply};

/// Sends what is due, unless something is under way already or an order is being placed.
pub(crate) fn pump(model: &mut Model) {
    if model.cart.request.is_some() || checkout::unresolved(model) {
        return;
    }
    if let Some(cart) = to_read(model) {
        return send(model, Call::ReadCart(cart));
    }
    let due = model.cart.creation.is_some() || !model.cart.log.pending().is_empty();
    if due && !tabs::may_write(model) {
        return;
    }
    if let Some(call) = next(model) {
        return send(model, call);
    }
    tabs::rest(model);
    checkout::cart_settled(model);
}

fn send(model: &mut Model, call: Call) {
    model.cart.request = model.call(call);
    model.changed();
}

/// The cart, where it must be read before it is written.
fn to_read(model: &Model) -> Option<CartId> {
    let flow = &model.cart;
    if flow.creation.is_some() || !(flow.must_read || flow.log.in_doubt()) {
        return None;
    }
    let confirmed = flow.log.confirmed().map(|cart| cart.id.clone());
    confirmed.or_else(|| flow.known.clone())
}

fn next(model: &mut Model) -> Option<Call> {
    if let Some(creation) = &model.cart.creation {
        return Some(creation.clone());
    }
    let write = model.cart.log.begin()?;
    keep(model);
    let lines = wanted_lines(model, &write);
    let codes = write.codes.clone();
    let acted = offer::acted_ago(model);
    let key = model.new_key();
    if let Some(cart) = write.cart {
        let revision = write.revision;
        return Some(Call::WriteCart {
            cart,
            revision,
            lines,
            codes,
            acted,
            key,
        });
    }
    let creation = Call::CreateCart {
        lines,
        codes,
        acted,
        key,
    };
    model.cart.creation = Some(creation.clone());
    Some(creation)
}

fn wanted_lines(model: &Model, write: &Write) -> Vec<WantedLine> {
    let visible = model.cart.log.visible();
    let id = |variant: &VariantId| {
        visible
            .lines
            .iter()
            .find(|line| line.variant == *variant)?
            .id
            .clone()
    };
    let line = |(variant, quantity): &(VariantId, u32)| WantedLine {
        id: id(variant),
        variant: variant.clone(),
        quantity: *quantity,
    };
    write.lines.iter().map(line).collect()
}

/// The answer to a write.
pub(crate) fn written(model: &mut Model, reply: Result<Reply, Problem>) {
    model.cart.request = None;
    match reply {
        Ok(Reply::Cart(cart)) => {
            model.cart.creation = None;
            say_remarks(model, &cart);
            model.cart.log.confirm(*cart);
            settled(model);
            tabs::tell(model);
        }
        Ok(Reply::NotFound) => gone(model),
        Err(Problem::Refused(text)) => {
            model.cart.creation = None;
            let refused = model.cart.log.refuse();
            let title = refused.iter().find_map(|operation| match operation {
                Operation::Add { item, .. } | Operation::AtLeast { item, .. } => {
                    Some(item.title.clone())
                }
                Operation::SetQuantity { .. } | Operation::Code { .. } => None,
            });
            toast::show(
                model,
                Toast::Refused(title.unwrap_or_default(), Reason::Other, text),
            );
            settled(model);
        }
        Err(Problem::Conflict) if model.cart.creation.is_none() => {
            model.cart.log.conflict();
            model.cart.must_read = true;
            again(model, ShopProblem::Busy, None);
        }
        Err(Problem::Busy(seconds)) => {
            if model.cart.creation.is_none() {
                model.cart.log.conflict();
            }
            again(model, ShopProblem::Busy, seconds);
        }
        Ok(_) | Err(Problem::Lost | Problem::Broken | Problem::Conflict) => {
            if model.cart.creation.is_none() {
                model.cart.log.lose();
            }
            again(model, ShopProblem::Unreachable, None);
        }
    }
}

/// The answer to a read.
pub(crate) fn read(model: &mut Model, reply: Result<Reply, Problem>) {
    model.cart.request = None;
    match reply {
        Ok(Reply::Cart(cart)) => {
            model.cart.must_read = false;
            model.cart.known = None;
            let (doubted, before) = (model.cart.log.in_doubt(), model.cart.log.pending().len());
            model.cart.log.read(*cart);
            if doubted && model.cart.log.pending().len() == before {
                // The write has not arrived: that the cart can be read is no help.
                go_on(model);
            } else {
                settled(model);
            }
        }
        Ok(Reply::NotFound) => gone(model),
        Err(Problem::Busy(seconds)) => again(model, ShopProblem::Busy, seconds),
        _ => again(model, ShopProblem::Unreachable, None),
    }
}

/// The shop no longer knows the cart: it is made anew from its lines.
fn gone(model: &mut Model) {
    model.cart.must_read = false;
    model.cart.known = None;
    model.cart.creation = None;
    model.cart.log.forget_cart();
    settled(model);
}

/// An answer that helped: on with the rest.
fn settled(model: &mut Model) {
    model.cart.problem = None;
    model.cart.attempts = 0;
    if model.cart.log.pending().is_empty() {
        model.cart.acted = None;
    }
    go_on(model);
}

fn go_on(model: &mut Model) {
    model.effect(Effect::ClearTimer(TimerId::Cart));
    keep(model);
    pump(model);
}

/// An answer that did not: the same again, later each time. The first failure is not worth a word.
fn again(model: &mut Model, problem: ShopProblem, seconds: Option<u32>) {
    let attempts = model.cart.attempts;
    model.cart.attempts = attempts.saturating_add(1);
    if attempts > 0 {
        model.cart.problem = Some(problem);
        checkout::cart_troubled(model, problem);
    }
    let quick = model.cart.must_read && attempts == 0;
    let after_ms = match seconds {
        None if quick => 0,
        _ => wait(attempts, seconds),
    };
    model.effect(Effect::Timer {
        id: TimerId::Cart,
        after_ms,
    });
}

/// Reads the cart anew, as soon as nothing else is under way.
pub(crate) fn reread(model: &mut Model) {
    model.cart.must_read = model.cart.log.confirmed().is_some() || model.cart.known.is_some();
    pump(model);
}

/// The cart became an order: an empty one begins, with what was put in meanwhile. That is brought to the shop once the
/// intent is forgotten: with the lock the next tab would get it while it still stands in the storage.
pub(crate) fn bought(model: &mut Model) {
    model.cart.log.empty();
    model.cart.known = None;
    model.cart.must_read = false;
    model.cart.removed = None;
    keep(model);
    tabs::tell(model);
}

/// What the shop would not take is said aloud where the viewer does not see the cart.
fn say_remarks(model: &mut Model, cart: &Cart) {
    if model.screen() == Some(&Screen::Cart) {
        return;
    }
    let Some(remark) = cart
        .remarks
        .iter()
        .find(|remark| remark.reason != Reason::Other)
    else {
        return;
    };
    let line = remark
        .variant
        .as_ref()
        .and_then(|v| cart.lines.iter().find(|line| line.variant == *v));
    let title = line.map(|line| line.title.clone()).unwrap_or_default();
    toast::show(
        model,
        Toast::Refused(title, remark.reason, remark.text.clone()),
    );
}
