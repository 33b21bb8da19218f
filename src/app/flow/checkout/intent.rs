//! Buying: the checkout machine's commands carried out. An intent is stored before it is sent, and resolved before
//! anything else is bought.

use super::super::{cart, emit, panel, tabs};
use super::flow;
use crate::app::effect::Effect;
use crate::app::event::{StoreSlot, TimerId};
use crate::app::kept;
use crate::app::model::{Model, Screen};
use crate::app::requests::wait;
use crate::domain::checkout::{Answer, Command, Fact, Intent, Reading, Status, Step};
use crate::domain::ids::Key;
use crate::shop::{Call, Problem, Reply};

/// Feeds a fact to the machine and does what it says.
pub(super) fn happened(model: &mut Model, fact: Fact) {
    let flow = flow(model);
    let before = std::mem::replace(&mut flow.step, Step::Contact);
    let unresolved = before.unresolved().cloned();
    let (step, commands) = before.next(fact);
    flow.step = step;
    for command in commands {
        carry_out(model, command, unresolved.as_ref());
    }
    model.changed();
}

fn carry_out(model: &mut Model, command: Command, before: Option<&Intent>) {
    let intent = flow(model).step.unresolved().cloned();
    match (command, intent) {
        (Command::StoreIntent, Some(intent)) => {
            let value = Some(kept::intent(&intent));
            model.effect(Effect::Store {
                slot: StoreSlot::Intent,
                value,
            });
        }
        (Command::SendIntent, Some(intent)) => {
            let Intent {
                checkout,
                key,
                body,
                ..
            } = intent;
            model.call(Call::Complete {
                checkout,
                key,
                body,
            });
        }
        (Command::ReadSession, Some(intent)) => {
            let request = model.call(Call::ReadCheckout(intent.checkout));
            flow(model).request = request;
        }
        (Command::Wait, _) => {
            let flow = flow(model);
            // A viewer who comes back from the shop's page is not kept waiting.
            let soon = flow.wait.is_none() && matches!(flow.step, Step::ActionNeeded(..));
            let most = if soon { 3_000 } else { u32::MAX };
            let after_ms = wait(flow.attempts, flow.wait.take()).min(most);
            flow.attempts = flow.attempts.saturating_add(1);
            model.effect(Effect::Timer {
                id: TimerId::Intent,
                after_ms,
            });
        }
        (Command::ForgetIntent, _) => {
            model.effect(Effect::Store {
                slot: StoreSlot::Intent,
                value: None,
            });
            model.effect(Effect::ClearTimer(TimerId::Intent));
            model.effect(Effect::Guard(false));
            tabs::tell(model);
            cart::pump(model);
            panel_changed(model);
        }
        (Command::CartBought, _) => {
            let flow = flow(model);
            if let (Step::Placed(order), Some(intent)) = (&flow.step, before) {
                let (order, session) = (order.clone(), flow.session.clone());
                emit::purchase(model, &order, intent.shown, session.as_deref());
            }
            cart::bought(model);
        }
        (Command::StoreIntent | Command::SendIntent | Command::ReadSession, None) => {}
    }
}

/// Another screen stands where the viewer looks: the focus goes to its heading.
fn panel_changed(model: &mut Model) {
    if model.screen() == Some(&Screen::Checkout) {
        panel::focus(model);
    }
}

/// Whether the intent is on its way into the storage.
pub(crate) fn storing(model: &Model) -> bool {
    let flow = model.checkout.as_ref();
    flow.is_some_and(|flow| matches!(flow.step, Step::Storing(_)))
}

/// The intent is stored; where a reload would forget it, leaving the page is asked about.
pub(crate) fn stored(model: &mut Model, kept: bool) {
    if storing(model) {
        if !kept {
            model.effect(Effect::Guard(true));
        }
        tabs::tell(model);
        happened(model, Fact::Stored);
    }
}

/// An intent that an earlier page, or another tab, left unresolved: asked about before anything else.
pub(crate) fn take_over(model: &mut Model, intent: Intent) {
    flow(model).step = Step::Unknown(intent);
    panel::open(model, Screen::Checkout);
    happened(model, Fact::AskAgain);
}

pub(crate) fn ask_again(model: &mut Model) {
    if super::unresolved(model) {
        model.effect(Effect::ClearTimer(TimerId::Intent));
        happened(model, Fact::AskAgain);
    }
}

/// What the shop asks for is done on its own page, in a window beside this one.
pub(crate) fn continue_at_shop(model: &mut Model) {
    if let Step::ActionNeeded(_, url) = &flow(model).step {
        let popup = Effect::Popup(url.clone());
        model.effect(popup);
    }
}

/// The viewer would rather not: the session is given up, and only the shop's word on that ends the intent.
pub(crate) fn give_up(model: &mut Model) {
    if let Step::ActionNeeded(intent, _) = &flow(model).step {
        let checkout = intent.checkout.clone();
        let key = model.new_key();
        model.call(Call::CancelCheckout { checkout, key });
    }
}

/// The session as it stands after giving it up. Without an answer it is asked for, as before.
pub(crate) fn given_up(model: &mut Model, reply: Result<Reply, Problem>) {
    if matches!(flow(model).step, Step::ActionNeeded(..)) && reply.is_ok() {
        read(model, reply);
    }
}

/// The answer to an intent's key.
pub(crate) fn completed(model: &mut Model, key: &Key, reply: Result<Reply, Problem>) {
    let placing = model
        .checkout
        .as_ref()
        .and_then(|flow| flow.step.unresolved());
    if placing.is_none_or(|intent| intent.key != *key) {
        return;
    }
    let fact = match reply {
        Ok(Reply::Answered(answer, session)) => {
            if let Some(session) = session {
                flow(model).session = Some(session);
            }
            Fact::Answered(answer)
        }
        Ok(_) => Fact::Lost,
        Err(problem) => {
            flow(model).wait = problem.seconds();
            Fact::Lost
        }
    };
    let ended = !matches!(
        fact,
        Fact::Lost | Fact::Answered(Answer::InProgress | Answer::ActionNeeded(_))
    );
    happened(model, fact);
    if ended {
        flow(model).attempts = 0;
    }
}

/// The session of an unresolved intent, as read.
pub(super) fn read(model: &mut Model, reply: Result<Reply, Problem>) {
    let fact = match reply {
        Ok(Reply::Session(session)) => {
            let reading = match (session.status, &session.order, &session.continue_url) {
                (Status::Completed, Some(order), _) => Some(Reading::Completed(order.clone())),
                (Status::Completed, None, _) => None,
                (Status::InProgress, ..) => Some(Reading::InProgress),
                (Status::Canceled, ..) => Some(Reading::Canceled),
                (Status::RequiresEscalation, _, Some(url)) => {
                    Some(Reading::ActionNeeded(url.clone()))
                }
                _ => Some(Reading::Open),
            };
            flow(model).session = Some(session);
            reading.map_or(Fact::ReadFailed, Fact::Read)
        }
        // Gone: the same intent will be answered with that, and that answer is proof.
        Ok(Reply::NotFound) => Fact::Read(Reading::Open),
        Ok(_) => Fact::ReadFailed,
        Err(problem) => {
            flow(model).wait = problem.seconds();
            Fact::ReadFailed
        }
    };
    happened(model, fact);
}
