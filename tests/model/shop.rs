//! A test double: the shop's server and the payment provider's books, one step a transaction.
//!
//! It stands for `server/src/shop/placing/` (`mod`: the order of the steps and the turns of equal keys; `live`: who is
//! busy; `claim`, `settle`, `resolve`: the transactions), `server/src/shop/payment/ledger.rs` (the books) and
//! `server/src/shop/idempotency.rs` (answers by key). What each step does to the databases is what those files do; a
//! crash may come between any two. Whether a card is good is left open: both outcomes are explored.

use std::collections::{BTreeMap, BTreeSet};

/// One attempt to charge: the session, and the how-manieth attempt it is.
pub type ChargeKey = (usize, u8);

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Status {
    Open,
    Completing,
    Completed,
    Canceled,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Session {
    pub status: Status,
    pub revision: u32,
    pub total: i64,
    /// Whether buyer and delivery were entered.
    pub filled: bool,
    pub order: Option<u8>,
}

/// What an answer says beside the session.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Code {
    None,
    TotalChanged,
    PaymentFailed,
    OutOfStock,
    Canceled,
}

/// A session as it was when it was read or answered; or a failure, which says nothing.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Answer {
    Said {
        session: usize,
        status: Status,
        revision: u32,
        total: i64,
        filled: bool,
        order: Option<u8>,
        code: Code,
    },
    Failed,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Outcome {
    Charged,
    Declined,
    Void,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AttemptState {
    Charging,
    Placed,
    Released,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Attempt {
    pub key: String,
    pub state: AttemptState,
}

/// What a request asks for.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Asked {
    Complete {
        session: usize,
        key: String,
        total: i64,
        revision: u32,
    },
    Read {
        session: usize,
    },
}

/// Where a request is in the server. What the process holds in memory dies with it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum At {
    /// Waits for its turn, then looks for an abandoned attempt and for an earlier answer.
    Look,
    /// Asks the books how an abandoned attempt ended; one that they do not know becomes void there.
    Books(ChargeKey),
    /// Settles the abandoned attempt.
    Resolve(ChargeKey, Outcome),
    Claim,
    Charge(ChargeKey),
    Settle(ChargeKey, Outcome),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Job {
    /// None: the start of the process, which resolves what an earlier one left.
    pub asked: Option<Asked>,
    /// The tab that waits for the answer; none where it has given up, or for a copy of a request.
    pub caller: Option<usize>,
    pub at: At,
}

/// What a step led to.
enum Step {
    On,
    Answered(Answer),
    /// The process has resolved what was left behind, and serves.
    Started,
}

/// A rule of the server that a test breaks on purpose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lapse {
    None,
    /// An abandoned attempt is given back without making its key void in the books.
    NoVoid,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Shop {
    pub sessions: Vec<Session>,
    pub stock: u8,
    pub answers: BTreeMap<(usize, String), Answer>,
    pub attempts: BTreeMap<ChargeKey, Attempt>,
    pub books: BTreeMap<ChargeKey, Outcome>,
    /// The charge that each order stands for.
    pub orders: Vec<ChargeKey>,
    pub jobs: Vec<Job>,
    /// Charges that had left for the provider when the process died, and have not arrived yet.
    pub late: BTreeSet<ChargeKey>,
    pub up: bool,
}

impl Shop {
    pub fn new(sessions: usize, stock: u8) -> Self {
        let session = Session {
            status: Status::Open,
            revision: 1,
            total: 6_390,
            filled: false,
            order: None,
        };
        Self {
            sessions: vec![session; sessions],
            stock,
            answers: BTreeMap::new(),
            attempts: BTreeMap::new(),
            books: BTreeMap::new(),
            orders: vec![],
            jobs: vec![],
            late: BTreeSet::new(),
            up: true,
        }
    }

    pub fn quiet(&self) -> bool {
        self.up && self.jobs.is_empty()
    }

    /// A request arrives.
    pub fn take(&mut self, asked: Asked, caller: Option<usize>) {
        self.jobs.push(Job {
            asked: Some(asked),
            caller,
            at: At::Look,
        });
    }

    /// The process is killed. Its charges may still be on their way to the provider.
    pub fn crash(&mut self) {
        for job in std::mem::take(&mut self.jobs) {
            if let At::Charge(charge) = job.at {
                self.late.insert(charge);
            }
        }
        self.up = false;
    }

    /// A new process starts; it serves once everything left behind is resolved (`resolve::all`).
    pub fn restart(&mut self) {
        self.jobs.push(Job {
            asked: None,
            caller: None,
            at: At::Look,
        });
    }

    /// A charge of a process that is gone arrives at the provider after all.
    pub fn late_charge(&mut self, charge: ChargeKey) {
        self.late.remove(&charge);
        self.books.entry(charge).or_insert(Outcome::Charged);
    }

    /// Equal keys of a checkout take turns, in the order in which they came.
    pub fn may_step(&self, place: usize) -> bool {
        let key = |job: &Job| match &job.asked {
            Some(Asked::Complete { session, key, .. }) => Some((*session, key.clone())),
            _ => None,
        };
        let mine = key(&self.jobs[place]);
        mine.is_none() || !self.jobs[..place].iter().any(|job| key(job) == mine)
    }

    /// One step of a request. `good` is the card, where this step asks for it. Hands back the answer of one that ended.
    pub fn step(&mut self, place: usize, good: bool, lapse: Lapse) -> Option<(usize, Answer)> {
        let mut job = self.jobs.remove(place);
        match self.advance(&mut job, good, lapse) {
            Step::On => self.jobs.insert(place, job),
            Step::Answered(answer) => return job.caller.map(|caller| (caller, answer)),
            Step::Started => self.up = true,
        }
        None
    }

    fn advance(&mut self, job: &mut Job, good: bool, lapse: Lapse) -> Step {
        job.at = match (job.at.clone(), &job.asked) {
            (At::Look, asked) => match (self.abandoned(asked.as_ref().map(session_of)), asked) {
                (Some(charge), _) => At::Books(charge),
                (None, None) => return Step::Started,
                (None, Some(Asked::Read { session })) => {
                    return Step::Answered(self.said(*session, Code::None));
                }
                (None, Some(Asked::Complete { session, key, .. })) => {
                    if let Some(answer) = self.answers.get(&(*session, key.clone())) {
                        return Step::Answered(answer.clone());
                    }
                    At::Claim
                }
            },
            (At::Books(charge), _) => {
                let known = self.books.get(&charge).copied();
                let outcome = known.unwrap_or(Outcome::Void);
                if lapse != Lapse::NoVoid {
                    self.books.insert(charge, outcome);
                }
                At::Resolve(charge, outcome)
            }
            (At::Resolve(charge, outcome), _) => {
                self.settle(charge, outcome);
                At::Look
            }
            (At::Claim, asked) => {
                let Some(Asked::Complete {
                    session,
                    key,
                    total,
                    revision,
                }) = asked
                else {
                    panic!("only a completion claims anything");
                };
                match self.claim(*session, key, *total, *revision) {
                    Ok(charge) => At::Charge(charge),
                    Err(answer) => return Step::Answered(answer),
                }
            }
            (At::Charge(charge), _) => {
                let fresh = if good {
                    Outcome::Charged
                } else {
                    Outcome::Declined
                };
                At::Settle(charge, *self.books.entry(charge).or_insert(fresh))
            }
            (At::Settle(charge, outcome), _) => {
                // Settled by somebody else: the real server fails here, which says nothing.
                let answer = self.settle(charge, outcome);
                return Step::Answered(answer.unwrap_or(Answer::Failed));
            }
        };
        Step::On
    }

    pub fn said(&self, session: usize, code: Code) -> Answer {
        let Session {
            status,
            revision,
            total,
            filled,
            order,
        } = self.sessions[session];
        Answer::Said {
            session,
            status,
            revision,
            total,
            filled,
            order,
            code,
        }
    }
}

pub fn session_of(asked: &Asked) -> usize {
    match asked {
        Asked::Complete { session, .. } | Asked::Read { session } => *session,
    }
}
