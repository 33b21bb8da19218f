//! Reaching NATS: the connection, and the two streams.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use async_nats::connection::State;
use async_nats::jetstream::context::{CreateStreamErrorKind, GetStreamErrorKind};
use async_nats::jetstream::stream::{Config, StorageType};
use async_nats::jetstream::{self, Context, ErrorCode};
use async_nats::{Client, ConnectError, ConnectErrorKind, ConnectOptions, Event};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::sync::watch;

/// How long NATS may take to answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// How often NATS is asked whether it is there. After two times without an answer it is not.
const PING: Duration = Duration::from_secs(2);
/// The longest wait before the next try to reach it again.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// Where the log is, and how it is kept.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Addresses of the servers; one that is reached is enough.
    pub servers: Vec<String>,
    /// How many copies NATS keeps of every record; what it does already where nobody says so, and one at first.
    pub replicas: Option<usize>,
    /// What the names of streams and subjects begin with.
    pub name: String,
    /// The certificates (PEM) of those who may sign a NATS server's; those that the system trusts where nobody says so.
    pub ca: Option<PathBuf>,
    /// A file of credentials: who this server is, signed by an account of NATS, and its key.
    pub creds: Option<PathBuf>,
}

impl Settings {
    /// The addresses without the passwords that may be in them.
    fn shown(&self) -> String {
        let shown = self.servers.iter().map(|server| {
            let (_, host) = server.rsplit_once("://").unwrap_or(("", server));
            host.rsplit_once('@').map_or(host, |(_, host)| host)
        });
        shown.collect::<Vec<_>>().join(", ")
    }

    /// Where one connection is to be encrypted, all are: a cluster names its other servers without saying it.
    fn over_tls(&self) -> bool {
        self.ca.is_some()
            || self
                .servers
                .iter()
                .any(|server| server.starts_with("tls://"))
    }

    pub(super) fn log(&self) -> String {
        format!("{}-log", self.name)
    }

    pub(super) fn state(&self) -> String {
        format!("{}-state", self.name)
    }
}

/// Whether a file holds certificates: NATS would be connected to without any, and refuse every server.
fn check(ca: &Path) -> anyhow::Result<()> {
    let path = ca.display();
    let read = CertificateDer::pem_file_iter(ca).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let certificates = read.with_context(|| format!("cannot read --nats-ca {path}"))?;
    ensure!(
        !certificates.is_empty(),
        "--nats-ca {path} holds no certificate (PEM)"
    );
    Ok(())
}

/// What to do where NATS was not connected to.
fn advice(error: &ConnectError, shown: &str) -> String {
    match error.kind() {
        ConnectErrorKind::Authentication | ConnectErrorKind::AuthorizationViolation => {
            format!(
                "NATS at {shown} does not let this server in; name and password go into --nats, or credentials into --nats-creds FILE"
            )
        }
        ConnectErrorKind::Tls => no_tls(shown),
        _ if is_of_tls(error) => no_tls(shown),
        _ => format!(
            "cannot reach NATS at {shown}; start it (nats-server -js -sd FOLDER), or set --nats to where it is, or \
             leave --nats out to run one server alone"
        ),
    }
}

fn no_tls(shown: &str) -> String {
    format!(
        "NATS at {shown} is not trusted: its certificate must name the host that --nats names, and be signed by somebody whom \
         this system trusts, or by the CA that --nats-ca names"
    )
}

/// Whether the handshake failed, which comes as an error of the connection.
fn is_of_tls(error: &ConnectError) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        let within = error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        if within
            .and_then(|within| within.downcast_ref::<rustls::Error>())
            .is_some()
        {
            return true;
        }
        cause = error.source();
    }
    false
}

/// A connection that is made again whenever it is lost.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) client: Client,
    pub(super) jetstream: Context,
    /// Goes up with every connection.
    pub(super) connected: watch::Receiver<u64>,
}

impl Link {
    /// Connects, and makes the streams where they are missing.
    pub(super) async fn open(settings: &Settings) -> anyhow::Result<Self> {
        let shown = settings.shown();
        let (count, connected) = watch::channel(0);
        let mut options = ConnectOptions::new()
            .name("vitrine-server")
            .require_tls(settings.over_tls())
            .ping_interval(PING)
            .connection_timeout(PATIENCE)
            .request_timeout(Some(PATIENCE))
            .reconnect_delay_callback(|tries| {
                TRY_AGAIN.min(Duration::from_millis(50) * u32::try_from(tries).unwrap_or(u32::MAX))
            })
            .event_callback(move |event| {
                match event {
                    Event::Connected => count.send_modify(|count| *count += 1),
                    Event::Disconnected => tracing::error!(
                        "NATS is away: hosts can say nothing, and viewers go on with what is known, until it is back"
                    ),
                    other => tracing::debug!("NATS: {other}"),
                }
                std::future::ready(())
            });
        if let Some(ca) = &settings.ca {
            check(ca)?;
            options = options.add_root_certificates(ca.clone());
        }
        if let Some(creds) = &settings.creds {
            let read = options.credentials_file(creds).await;
            options =
                read.with_context(|| format!("cannot read --nats-creds {}", creds.display()))?;
        }
        let client = options.connect(&settings.servers[..]).await;
        let client = client.map_err(|error| {
            let advice = advice(&error, &shown);
            anyhow::Error::from(error).context(advice)
        })?;
        let mut jetstream = jetstream::new(client.clone());
        jetstream.set_timeout(PATIENCE);
        let link = Self {
            client,
            jetstream,
            connected,
        };
        let name = &settings.name;
        link.stream(
            settings,
            Config {
                name: settings.log(),
                subjects: vec![format!("{name}.log.*")],
                deny_delete: true,
                deny_purge: true,
                ..Config::default()
            },
        )
        .await?;
        link.stream(
            settings,
            Config {
                name: settings.state(),
                subjects: ["show.*", "session.*", "count.*.*"]
                    .map(|kind| format!("{name}.{kind}"))
                    .into(),
                max_messages_per_subject: 1,
                ..Config::default()
            },
        )
        .await?;
        tracing::info!(servers = shown, name, "the cue log is in NATS");
        Ok(link)
    }

    /// Makes a stream, or gives the one that is there the wanted number of copies.
    async fn stream(&self, settings: &Settings, config: Config) -> anyhow::Result<()> {
        let (shown, name) = (settings.shown(), config.name.clone());
        let known = match self.jetstream.get_stream(&name).await {
            Ok(mut stream) => Some(stream.info().await?.config.num_replicas),
            Err(error) => match error.kind() {
                GetStreamErrorKind::JetStream(error)
                    if error.error_code() == ErrorCode::STREAM_NOT_FOUND =>
                {
                    None
                }
                GetStreamErrorKind::JetStream(error)
                    if error.error_code() == ErrorCode::JETSTREAM_NOT_ENABLED =>
                {
                    bail!(
                        "NATS at {shown} has no JetStream, which keeps the log; start it with a folder for it: nats-server -js -sd FOLDER"
                    )
                }
                _ => bail!(
                    "NATS at {shown} does not say whether it has the stream {name}: {error}; is it started with JetStream (nats-server -js -sd FOLDER), and has a cluster a leader?"
                ),
            },
        };
        let replicas = settings.replicas.or(known).unwrap_or(1);
        if known == Some(replicas) {
            return Ok(());
        }
        let config = Config {
            num_replicas: replicas,
            storage: StorageType::File,
            allow_direct: true,
            ..config
        };
        let made = match known {
            Some(_) => self.jetstream.update_stream(&config).await.map(drop),
            None => self.jetstream.create_stream(&config).await.map(drop),
        };
        made.map_err(|error| match error.kind() {
            CreateStreamErrorKind::JetStream(error) => {
                anyhow::anyhow!("NATS at {shown} refuses the stream {name} with {replicas} copies: {error}; a copy needs a NATS server of its own (--nats-replicas)")
            }
            _ => anyhow::Error::from(error).context(format!("the stream {name} cannot be made at NATS at {shown}")),
        })
    }

    /// Whether it is there, as far as is known.
    pub(super) fn is_there(&self) -> bool {
        self.client.connection_state() == State::Connected
    }
}
