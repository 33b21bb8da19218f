//! The state: shows, signed-in consoles, and the counters of other servers.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::connect::PATIENCE;
use super::follow::reaches;
use super::wire::{Sheet, Ticket};
use super::{Inner, Nats};
use crate::live::counters::Values;
use crate::live::shelf::Shelf;
use crate::live::shows::Saved;
use crate::live::store::{Failed, Papers, Pass};
use crate::stage::clock::Moment;

/// What this server knows of the state.
#[derive(Debug, Default)]
pub(super) struct State {
    shelf: Arc<Shelf>,
    consoles: Mutex<HashMap<String, Pass>>,
    /// By show, then by server.
    counted: Mutex<HashMap<String, HashMap<String, Values>>>,
}

impl State {
    /// The counters of a show over all servers: peaks are of all servers together, so the highest counts; others add up.
    pub(super) fn counts(&self, show: &str, own: Values) -> Values {
        let counted = unpoisoned(&self.counted);
        let mut sum = own;
        for values in counted.get(show).into_iter().flat_map(HashMap::values) {
            for (name, value) in values {
                let known = sum.entry(name.clone()).or_default();
                *known = if name == "peak" {
                    *value.max(known)
                } else {
                    known.saturating_add(*value)
                };
            }
        }
        sum
    }
}

impl Inner {
    /// Takes in a message of the state.
    pub(super) fn take_state(&self, subject: &str, said: &[u8]) {
        if let Err(error) = self.read_state_message(subject, said) {
            tracing::error!(subject, "a message of the state cannot be read: {error}");
        }
    }

    fn read_state_message(&self, subject: &str, said: &[u8]) -> Result<(), serde_json::Error> {
        let own = subject
            .strip_prefix(&self.settings.name)
            .unwrap_or_default();
        let words: Vec<&str> = own.trim_start_matches('.').split('.').collect();
        match words[..] {
            ["show", _] => {
                let sheet: Sheet = serde_json::from_slice(said)?;
                self.state.shelf.put(sheet.into());
            }
            // An empty word says that it is over.
            ["session", name] if said.is_empty() => {
                unpoisoned(&self.state.consoles).remove(name);
            }
            ["session", name] => {
                let ticket: Ticket = serde_json::from_slice(said)?;
                unpoisoned(&self.state.consoles).insert(name.to_owned(), ticket.into());
            }
            ["count", server, show] => {
                let values: Values = serde_json::from_slice(said)?;
                if server == self.server {
                    // What this server counted in an earlier life, or has just said itself.
                    for (name, value) in values {
                        self.counters.known(show, &name, value);
                    }
                } else {
                    let mut counted = unpoisoned(&self.state.counted);
                    let servers = counted.entry(show.to_owned()).or_default();
                    servers.insert(server.to_owned(), values);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Says the last word on a subject of the state, whatever was said before.
    pub(super) async fn write(&self, subject: String, said: Vec<u8>) -> Result<(), Failed> {
        self.publish(subject, None, said).await.map(drop)
    }

    fn place(&self, subject: &str) -> u64 {
        unpoisoned(&self.places).get(subject).copied().unwrap_or(0)
    }

    async fn save(&self, show: &Saved) -> Result<(), Failed> {
        let subject = self.subject("show", &show.id);
        let place = self.place(&subject);
        let known = self.state.shelf.get(&show.id);
        let known = known.map_or(0, |known| known.revision);
        if known + 1 != show.revision {
            return Err(Failed::Moved);
        }
        let said = serde_json::to_vec(&Sheet::from(show)).map_err(anyhow::Error::from)?;
        match self.publish(subject.clone(), Some(place), said).await {
            Ok(place) => {
                if !reaches(self.seen.subscribe(), place, PATIENCE).await {
                    return Err(Failed::Unsure);
                }
                // Of two that came at once, every server takes the first.
                match self.state.shelf.get(&show.id) {
                    Some(known) if known.revision == show.revision && known != *show => {
                        Err(Failed::Moved)
                    }
                    _ => Ok(()),
                }
            }
            Err(Failed::Moved) => {
                let mut seen = self.seen.subscribe();
                let newer = seen.wait_for(|_| self.place(&subject) > place);
                let newer = tokio::time::timeout(super::BEHIND, newer).await;
                Err(newer.map_or(Failed::Away, |_| Failed::Moved))
            }
            Err(error) => Err(error),
        }
    }

    async fn let_in(&self, name: [u8; 32], pass: Pass, now: Moment) -> Result<(), Failed> {
        let said = serde_json::to_vec(&Ticket::from(pass)).map_err(anyhow::Error::from)?;
        let place = self
            .publish(self.subject("session", &hex(name)), None, said)
            .await?;
        reaches(self.seen.subscribe(), place, PATIENCE).await;
        let over: Vec<String> = unpoisoned(&self.state.consoles)
            .iter()
            .filter(|(_, pass)| pass.until <= now)
            .map(|(name, _)| name.clone())
            .collect();
        for name in over {
            unpoisoned(&self.state.consoles).remove(&name);
            let stream = self
                .link
                .jetstream
                .get_stream_no_info(self.settings.state())
                .await;
            if let Ok(stream) = stream {
                // Another server, or the next console, tries again.
                let _ = stream.purge().filter(self.subject("session", &name)).await;
            }
        }
        Ok(())
    }

    /// A console that has just signed in at another server may not have been heard of here: NATS knows.
    async fn pass(&self, name: [u8; 32]) -> Result<Option<Pass>, Failed> {
        let name = hex(name);
        let known = unpoisoned(&self.state.consoles).get(&name).copied();
        if known.is_some() || !self.link.is_there() {
            return Ok(known);
        }
        let state = self.settings.state();
        let stream = self.link.jetstream.get_stream_no_info(state).await;
        let stream = stream.map_err(|error| Failed::Broken(error.into()))?;
        let found = stream
            .direct_get_last_for_subject(self.subject("session", &name))
            .await;
        Ok(found.ok().and_then(|message| {
            let ticket: Option<Ticket> = serde_json::from_slice(&message.payload).ok();
            ticket.map(Pass::from)
        }))
    }

    async fn send_out(&self, name: [u8; 32]) -> Result<(), Failed> {
        let name = hex(name);
        self.write(self.subject("session", &name), Vec::new())
            .await?;
        unpoisoned(&self.state.consoles).remove(&name);
        Ok(())
    }
}

impl Papers for Nats {
    fn shelf(&self) -> &Arc<Shelf> {
        &self.inner.state.shelf
    }

    fn save(&self, show: &Saved) -> Result<(), Failed> {
        self.runtime.block_on(self.inner.save(show))
    }

    fn let_in(&self, name: [u8; 32], pass: Pass, now: Moment) -> Result<(), Failed> {
        self.runtime.block_on(self.inner.let_in(name, pass, now))
    }

    fn pass(&self, name: [u8; 32]) -> Result<Option<Pass>, Failed> {
        self.runtime.block_on(self.inner.pass(name))
    }

    fn send_out(&self, name: [u8; 32]) -> Result<(), Failed> {
        self.runtime.block_on(self.inner.send_out(name))
    }
}

fn hex(name: [u8; 32]) -> String {
    name.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn unpoisoned<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_of_all_servers_add_up_but_a_peak_is_the_highest() {
        let state = State::default();
        let values = |opens: i64, peak: i64| {
            Values::from([("open:cup".to_owned(), opens), ("peak".to_owned(), peak)])
        };
        unpoisoned(&state.counted).insert(
            "demo".to_owned(),
            HashMap::from([
                ("a".to_owned(), values(2, 7)),
                ("b".to_owned(), values(3, 9)),
            ]),
        );
        assert_eq!(state.counts("demo", values(1, 8)), values(6, 9));
        assert_eq!(state.counts("other", values(1, 8)), values(1, 8));
    }
}
