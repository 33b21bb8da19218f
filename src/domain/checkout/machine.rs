//! The checkout machine: one enum, and what each fact makes of it.
//!
//! It buys exactly once because of three rules, each visible below: an intent is stored before it is sent; an unknown
//! outcome is asked about before the *same* intent is sent again; and only an answer to its key ends an intent.

use super::{Instrument, Intent, Order, Refusal};
use crate::domain::money::Money;

/// Where the viewer is on the way to an order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// E-mail and address are asked for.
    Contact,
    /// The way of delivery is asked for.
    Delivery,
    /// The means of payment is asked for.
    Payment,
    /// Everything is there; the viewer looks it over.
    Ready(Instrument),
    /// The viewer pressed Pay: the intent is being stored. Nothing has been sent.
    Storing(Intent),
    /// The intent was sent and has no answer yet.
    Placing(Intent),
    /// The answer did not come. Whether the order was placed is not known, and will be asked.
    Unknown(Intent),
    /// The shop is being asked what became of the intent.
    Resolving(Intent),
    /// The buyer must do something on the shop's page; the session is asked for until it says more.
    ActionNeeded(Intent, String),
    /// The order was placed.
    Placed(Order),
    /// Nothing was bought, and why. Nothing was charged.
    Declined(Refusal),
    /// The total was no longer what the viewer had agreed to: the amount shown before. Nothing was charged.
    Changed(Money),
}

/// The shop's answer to an intent's key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Placed.
    Placed(Order),
    /// Still under way.
    InProgress,
    /// The buyer must act on this page.
    ActionNeeded(String),
    /// The total differs from what was agreed; nothing was charged.
    Changed,
    /// Nothing was bought.
    Refused(Refusal),
}

/// What a reading of the session says about an intent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reading {
    /// It became an order.
    Completed(Order),
    /// It is under way.
    InProgress,
    /// It waits for the buyer on this page.
    ActionNeeded(String),
    /// It was given up: the shop acknowledges that nothing will be bought.
    Canceled,
    /// It is neither of these, or gone: whether the intent arrived is still open.
    Open,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact {
    /// Contact and address were accepted by the shop.
    AddressTaken,
    /// The way of delivery was accepted by the shop.
    DeliveryTaken,
    /// The payment field handed over a token.
    Tokenised(Instrument),
    /// Before anything was sent it came out that the total is no longer this, which the viewer had agreed to.
    Repriced(Money),
    /// The viewer pressed Pay on what they saw.
    Pay(Intent),
    /// The intent is stored, as well as this browser lets it be.
    Stored,
    /// The shop answered the intent's key.
    Answered(Answer),
    /// The request got no answer, or one that tells nothing (a server's failure, a time-out).
    Lost,
    /// It is time to ask again.
    AskAgain,
    /// The session was read.
    Read(Reading),
    /// The session could not be read.
    ReadFailed,
    /// The viewer wants to change e-mail or address.
    EditContact,
    /// The viewer wants to change the delivery.
    EditDelivery,
    /// The viewer wants to change the payment, or to try again after a refusal.
    EditPayment,
}

/// What is to be done about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Command {
    /// Store the intent; [`Fact::Stored`] answers.
    StoreIntent,
    /// Send the intent's body under its key.
    SendIntent,
    /// Read the session.
    ReadSession,
    /// Wait a while, longer each time; [`Fact::AskAgain`] answers.
    Wait,
    /// The intent is resolved: forget it.
    ForgetIntent,
    /// The cart was bought: begin an empty one, and tell the page.
    CartBought,
}

impl Step {
    /// The intent that is not resolved yet, if there is one. While there is, nothing else may be bought.
    #[must_use]
    pub fn unresolved(&self) -> Option<&Intent> {
        match self {
            Self::Storing(intent)
            | Self::Placing(intent)
            | Self::Unknown(intent)
            | Self::Resolving(intent)
            | Self::ActionNeeded(intent, _) => Some(intent),
            Self::Contact
            | Self::Delivery
            | Self::Payment
            | Self::Ready(_)
            | Self::Placed(_)
            | Self::Declined(_)
            | Self::Changed(_) => None,
        }
    }

    /// The step after a fact, and what is to be done. A fact that means nothing here changes nothing.
    #[must_use]
    pub fn next(self, fact: Fact) -> (Self, Vec<Command>) {
        use Command::{ReadSession, SendIntent, StoreIntent, Wait};
        match (self, fact) {
            (Self::Contact, Fact::AddressTaken) => (Self::Delivery, vec![]),
            (Self::Delivery, Fact::DeliveryTaken) => (Self::Payment, vec![]),
            (Self::Payment | Self::Ready(_), Fact::Tokenised(instrument)) => {
                (Self::Ready(instrument), vec![])
            }
            (Self::Ready(_), Fact::Pay(intent)) => (Self::Storing(intent), vec![StoreIntent]),
            (Self::Ready(_), Fact::Repriced(agreed)) => (Self::Changed(agreed), vec![]),
            (Self::Storing(intent), Fact::Stored) => (Self::Placing(intent), vec![SendIntent]),

            (Self::Placing(intent), Fact::Answered(answer)) => answered(intent, answer),
            (Self::Placing(intent), Fact::Lost) => (Self::Unknown(intent), vec![Wait]),

            (Self::Unknown(intent), Fact::AskAgain) => (Self::Resolving(intent), vec![ReadSession]),
            (Self::ActionNeeded(intent, url), Fact::AskAgain) => {
                (Self::ActionNeeded(intent, url), vec![ReadSession])
            }
            (Self::Resolving(intent) | Self::ActionNeeded(intent, _), Fact::Read(reading)) => {
                read(intent, reading)
            }
            (Self::Resolving(intent), Fact::ReadFailed) => (Self::Unknown(intent), vec![Wait]),
            (Self::ActionNeeded(intent, url), Fact::ReadFailed) => {
                (Self::ActionNeeded(intent, url), vec![Wait])
            }

            (step, Fact::EditContact) if step.editable() => (Self::Contact, vec![]),
            (step, Fact::EditDelivery) if step.editable() => (Self::Delivery, vec![]),
            (step, Fact::EditPayment) if step.editable() => (Self::Payment, vec![]),
            (step, _) => (step, vec![]),
        }
    }

    /// Whether the viewer may go back and change something: never while an intent is unresolved, never after the order.
    #[must_use]
    pub fn editable(&self) -> bool {
        self.unresolved().is_none() && !matches!(self, Self::Placed(_))
    }
}

fn answered(intent: Intent, answer: Answer) -> (Step, Vec<Command>) {
    use Command::{CartBought, ForgetIntent, Wait};
    match answer {
        Answer::Placed(order) => (Step::Placed(order), vec![CartBought, ForgetIntent]),
        Answer::InProgress => (Step::Unknown(intent), vec![Wait]),
        Answer::ActionNeeded(url) => (Step::ActionNeeded(intent, url), vec![Wait]),
        Answer::Changed => (Step::Changed(intent.shown), vec![ForgetIntent]),
        Answer::Refused(refusal) => (Step::Declined(refusal), vec![ForgetIntent]),
    }
}

fn read(intent: Intent, reading: Reading) -> (Step, Vec<Command>) {
    use Command::{CartBought, ForgetIntent, SendIntent, Wait};
    match reading {
        Reading::Completed(order) => (Step::Placed(order), vec![CartBought, ForgetIntent]),
        Reading::InProgress => (Step::Unknown(intent), vec![Wait]),
        Reading::ActionNeeded(url) => (Step::ActionNeeded(intent, url), vec![Wait]),
        Reading::Canceled => (Step::Declined(Refusal::Expired), vec![ForgetIntent]),
        // The same key and the same body: where it did arrive, the shop gives the first answer again.
        Reading::Open => (Step::Placing(intent), vec![SendIntent]),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
#[path = "machine_tests.rs"]
mod tests;
