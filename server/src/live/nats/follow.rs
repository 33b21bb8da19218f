//! Reading a stream from its beginning, and on for ever, over every loss of the connection: each message once, in order.

use std::time::Duration;

use anyhow::Context as _;
use async_nats::jetstream::Context;
use async_nats::jetstream::consumer::DeliverPolicy;
use async_nats::jetstream::consumer::pull::OrderedConfig;
use time::OffsetDateTime;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use tokio_stream::StreamExt as _;

use super::connect::Link;

/// The wait before a stream is read again that could not be read.
const AGAIN: Duration = Duration::from_millis(500);

/// Where nothing was heard for so long, the stream is asked whether there is nothing.
const LOOK: Duration = Duration::from_secs(1);

/// A message of a stream.
pub(super) struct Heard<'a> {
    /// Its place in the stream.
    pub(super) place: u64,
    /// What it is about.
    pub(super) subject: &'a str,
    /// When NATS got it.
    pub(super) arrived: OffsetDateTime,
    /// What it says.
    pub(super) said: &'a [u8],
}

/// Reads for ever. `heard` is the place of the last message that `take` has taken.
pub(super) async fn follow(
    link: &Link,
    stream: &str,
    heard: watch::Sender<u64>,
    take: impl Fn(&Heard<'_>) + Send + Sync,
) {
    let mut connected = link.connected.clone();
    loop {
        connected.mark_unchanged();
        let read = read(&link.jetstream, stream, &heard, &take);
        let outcome = tokio::select! {
            outcome = read => outcome,
            // What a connection asked for is forgotten with it: it is asked for again at once.
            Ok(()) = connected.changed() => continue,
        };
        if let Err(error) = outcome {
            tracing::warn!("the stream {stream} cannot be read, and is tried again: {error}");
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn read(
    jetstream: &Context,
    stream: &str,
    heard: &watch::Sender<u64>,
    take: &(impl Fn(&Heard<'_>) + Send + Sync),
) -> anyhow::Result<()> {
    let mut stream = jetstream.get_stream(stream).await?;
    let there = stream.info().await?.state.last_sequence;
    let known = *heard.borrow();
    anyhow::ensure!(
        known <= there,
        "it has lost messages that this server has read ({there} of {known}); restore it, or start this server again to go \
         on with what is left"
    );
    let consumer = stream
        .create_consumer(OrderedConfig {
            deliver_policy: DeliverPolicy::ByStartSequence {
                start_sequence: known + 1,
            },
            ..OrderedConfig::default()
        })
        .await?;
    let mut messages = consumer.messages().await?;
    let mut tick = interval_at(Instant::now() + LOOK, LOOK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut looked = known;
    loop {
        let message = tokio::select! {
            message = messages.next() => message.context("it has ended")??,
            _ = tick.tick() => {
                // The NATS server that sent the messages may have died, and this connection be to another one.
                let before = std::mem::replace(&mut looked, *heard.borrow());
                if before == looked {
                    let there = stream.info().await?.state.last_sequence;
                    anyhow::ensure!(there <= looked, "nothing more comes ({looked} of {there})");
                }
                continue;
            }
        };
        let info = message.info().map_err(|error| anyhow::anyhow!(error))?;
        let place = info.stream_sequence;
        if place <= *heard.borrow() {
            continue;
        }
        take(&Heard {
            place,
            subject: &message.subject,
            arrived: info.published,
            said: &message.payload,
        });
        heard.send_replace(place);
    }
}

/// Waits until a message has been taken in; false where that takes too long.
pub(super) async fn reaches(
    mut heard: watch::Receiver<u64>,
    place: u64,
    patience: Duration,
) -> bool {
    let reached = heard.wait_for(|heard| *heard >= place);
    tokio::time::timeout(patience, reached)
        .await
        .is_ok_and(|reached| reached.is_ok())
}
