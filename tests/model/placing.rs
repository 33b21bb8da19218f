//! The transactions of the shop's double: what is abandoned, what is claimed, how it is settled. They stand for
//! `server/src/shop/placing/{resolve,live,claim,settle}.rs` and `server/src/shop/idempotency.rs`.

use super::shop::{
    Answer, At, Attempt, AttemptState, ChargeKey, Code, Outcome, Shop, Status, session_of,
};

impl Shop {
    /// An attempt that says `charging` while nobody is busy with its checkout (`resolve::if_abandoned`, `live`).
    pub fn abandoned(&self, session: Option<usize>) -> Option<ChargeKey> {
        let charging = |(charge, attempt): (&ChargeKey, &Attempt)| {
            let asked_about = session.is_none_or(|session| charge.0 == session);
            (attempt.state == AttemptState::Charging && asked_about).then_some(*charge)
        };
        let charge = self.attempts.iter().find_map(charging)?;
        (!self.is_live(charge.0)).then_some(charge)
    }

    fn is_live(&self, session: usize) -> bool {
        self.jobs.iter().any(|job| {
            matches!(job.at, At::Claim | At::Charge(_) | At::Settle(..))
                && job.asked.as_ref().map(session_of) == Some(session)
        })
    }

    /// `claim::claim`: the charge to make, or an answer without one.
    pub fn claim(
        &mut self,
        id: usize,
        key: &str,
        total: i64,
        revision: u32,
    ) -> Result<ChargeKey, Answer> {
        if let Some(answer) = self.answers.get(&(id, key.to_owned())) {
            return Err(answer.clone());
        }
        let session = &self.sessions[id];
        let decided = match session.status {
            // Not kept: a payment that is under way ends.
            Status::Completing => return Err(self.said(id, Code::None)),
            Status::Completed => Some(Code::None),
            Status::Canceled => Some(Code::Canceled),
            Status::Open if self.stock == 0 => Some(Code::OutOfStock),
            Status::Open if session.revision != revision || session.total != total => {
                Some(Code::TotalChanged)
            }
            Status::Open => None,
        };
        if let Some(code) = decided {
            let answer = self.said(id, code);
            self.remember(id, key, &answer);
            return Err(answer);
        }
        let earlier = self.attempts.keys().filter(|charge| charge.0 == id).count();
        let charge = (id, u8::try_from(earlier + 1).unwrap());
        self.stock -= 1;
        self.sessions[id].status = Status::Completing;
        self.sessions[id].revision += 1;
        let attempt = Attempt {
            key: key.to_owned(),
            state: AttemptState::Charging,
        };
        self.attempts.insert(charge, attempt);
        Ok(charge)
    }

    /// `settle::settle`: the order, or everything back. `None` where somebody else settled it.
    pub fn settle(&mut self, charge: ChargeKey, outcome: Outcome) -> Option<Answer> {
        let (id, attempt) = (charge.0, self.attempts.get_mut(&charge)?);
        if attempt.state != AttemptState::Charging {
            return None;
        }
        let key = attempt.key.clone();
        let session = &mut self.sessions[id];
        if outcome == Outcome::Void {
            // As if the attempt had never been.
            session.revision -= 1;
        } else {
            session.revision += 1;
        }
        if outcome == Outcome::Charged {
            attempt.state = AttemptState::Placed;
            self.orders.push(charge);
            session.status = Status::Completed;
            session.order = u8::try_from(self.orders.len()).ok();
        } else {
            attempt.state = AttemptState::Released;
            self.stock += 1;
            session.status = Status::Open;
        }
        let code = if outcome == Outcome::Declined {
            Code::PaymentFailed
        } else {
            Code::None
        };
        let answer = self.said(id, code);
        // An attempt made void was never answered: its key may try again.
        if outcome != Outcome::Void {
            self.remember(id, &key, &answer);
        }
        Some(answer)
    }

    fn remember(&mut self, session: usize, key: &str, answer: &Answer) {
        let key = (session, key.to_owned());
        self.answers.insert(key, answer.clone());
    }
}
