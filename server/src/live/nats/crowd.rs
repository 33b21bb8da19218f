//! Who watches at other servers, and what was counted there. The first is said twice a second and soon forgotten, the second
//! is kept.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio_stream::StreamExt as _;

use super::Inner;
use super::wire::Watching;

/// A server that was not heard of for so long has gone, and its viewers with it.
const GONE: Duration = Duration::from_secs(5);

/// When a server was heard of, and how many watched what.
type Servers = HashMap<String, (Instant, BTreeMap<String, i64>)>;

/// Who watches at other servers.
#[derive(Debug, Default)]
pub(super) struct Elsewhere(Mutex<Servers>);

impl Elsewhere {
    /// How many watch a show there.
    pub(super) fn viewers(&self, show: &str) -> i64 {
        let mut servers = self.servers();
        servers.retain(|_, (heard, _)| heard.elapsed() < GONE);
        let counts = servers
            .values()
            .filter_map(|(_, viewers)| viewers.get(show));
        counts.sum()
    }

    fn hear(&self, watching: Watching) {
        let heard = (Instant::now(), watching.viewers);
        self.servers().insert(watching.server, heard);
    }

    fn servers(&self) -> MutexGuard<'_, Servers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn crowd(&self) -> String {
        format!("{}.crowd", self.settings.name)
    }

    /// Hears other servers for ever. A subscription stands over every loss of the connection.
    pub(super) async fn hear_others(self: Arc<Self>) {
        let mut others = match self.link.client.subscribe(self.crowd()).await {
            Ok(others) => others,
            Err(error) => {
                tracing::error!("viewers of other servers are not counted: {error}");
                return;
            }
        };
        while let Some(message) = others.next().await {
            match serde_json::from_slice::<Watching>(&message.payload) {
                Ok(watching) if watching.server != self.server => self.elsewhere.hear(watching),
                Ok(_) => {}
                Err(error) => tracing::debug!("a server says something else: {error}"),
            }
        }
    }

    /// Says who watches here, and writes down what was counted.
    pub(super) async fn announce(&self, viewers: BTreeMap<String, i64>) {
        if !self.link.is_there() {
            return;
        }
        let server = self.server.clone();
        if let Ok(said) = serde_json::to_vec(&Watching { server, viewers }) {
            // Who does not hear it hears the next.
            let _ = self.link.client.publish(self.crowd(), said.into()).await;
        }
        self.write_counters().await;
    }

    /// Writes this server's counters down, where they have changed.
    pub(super) async fn write_counters(&self) {
        for (show, values) in self.counters.take_changed() {
            let subject = self.subject("count", &format!("{}.{show}", self.server));
            let Ok(said) = serde_json::to_vec(&values) else {
                continue;
            };
            if self.write(subject, said).await.is_err() {
                self.counters.still_changed([show]);
            }
        }
    }
}
