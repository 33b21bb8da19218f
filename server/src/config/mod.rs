//! The command line. Every option is an environment variable too.
//!
//! Read by `main.rs` only; the rest of the server gets plain values.

mod shows;

use std::net::IpAddr;
use std::num::NonZeroU64;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use shows::ShowsArgs;

use crate::door::address::Range;
use crate::shop::payment::faults::Faults;

/// Vitrine's reference shop and stage behind one port.
///
/// Without a subcommand it serves: the shop speaks UCP 2026-04-08 over SQLite, the stage plays a show.
#[derive(Debug, Parser)]
#[command(
    name = "vitrine-server",
    version,
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    /// How log lines are written
    #[arg(long, value_enum, default_value_t = LogStyle::Text, env = "VITRINE_LOG", global = true)]
    pub log: LogStyle,
    /// What to serve
    #[command(flatten)]
    pub serve: ServeArgs,
    /// Something else than serving
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do instead of serving shop and stage.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve a folder of files, fresh on every reload (the demo's partner page)
    Files(FilesArgs),
    /// Stand before any HLS stream and add a show's cues to its media playlists
    Inject(InjectArgs),
    /// Write an ended show into a folder that works from any static host
    Export(ExportArgs),
    /// Check a catalogue file and say what is wrong with it; changes nothing
    Check {
        /// The catalogue file
        file: PathBuf,
    },
}

/// Options of the shop and the stage.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Where the shows are
    #[command(flatten)]
    pub shows: ShowsArgs,
    /// Port to listen on (0: any free one)
    #[arg(long, value_name = "N", env = "VITRINE_PORT", default_value_t = 8787)]
    pub port: u16,
    /// Address to listen on
    #[arg(
        long,
        value_name = "IP",
        env = "VITRINE_LISTEN",
        default_value = "127.0.0.1"
    )]
    pub listen: IpAddr,
    /// Catalogue to import at the start; product pictures lie in the folder `catalogue/` beside it
    #[arg(
        long,
        value_name = "FILE",
        env = "VITRINE_CATALOGUE",
        default_value = "show/catalogue.json"
    )]
    pub catalogue: PathBuf,
    /// Origin of a page that may call the shop and hold the card fields; repeat it for more
    #[arg(long, value_name = "ORIGIN", env = "VITRINE_ALLOW_ORIGIN", value_delimiter = ',', value_parser = origin)]
    pub allow_origin: Vec<String>,
    /// HLS stream to show instead of the sample programme
    #[arg(long, value_name = "URL", env = "VITRINE_STREAM")]
    pub stream: Option<String>,
    /// Secret of the host, who runs shows; without it nobody can
    #[arg(
        long,
        value_name = "TOKEN",
        env = "VITRINE_HOST_TOKEN",
        hide_env_values = true
    )]
    pub host_token: Option<String>,
    /// Folder of the built console app, served at /host/
    #[arg(long, value_name = "DIR", env = "VITRINE_CONSOLE")]
    pub console: Option<PathBuf>,
    /// Address under which browsers reach this server [default: <http://localhost:PORT>]
    #[arg(long, value_name = "URL", env = "VITRINE_PUBLIC_URL", value_parser = origin)]
    pub public_url: Option<String>,
    /// Folder into which confirmation mails are written [default: DATA/outbox]
    #[arg(long, value_name = "DIR", env = "VITRINE_OUTBOX")]
    pub outbox: Option<PathBuf>,
    /// How many may come in
    #[command(flatten)]
    pub door: DoorArgs,
    /// What the payment sandbox does wrong
    #[command(flatten)]
    pub sandbox: SandboxArgs,
}

/// Who may come in, and how many.
#[derive(Debug, Clone, Args)]
pub struct DoorArgs {
    /// How many viewers may follow shows' events at a time; one more is answered 503
    #[arg(
        long,
        value_name = "N",
        env = "VITRINE_MAX_VIEWERS",
        default_value_t = 10_000
    )]
    pub max_viewers: usize,
    /// How many connections, and viewers, one address may have; one more is answered 429 (0: any number)
    #[arg(
        long,
        value_name = "N",
        env = "VITRINE_MAX_PER_ADDRESS",
        default_value_t = 512
    )]
    pub max_per_address: usize,
    /// Address or range of a proxy in front, whose X-Forwarded-For is believed; repeat it for more
    #[arg(
        long,
        value_name = "IP",
        env = "VITRINE_TRUST_PROXY",
        value_delimiter = ','
    )]
    pub trust_proxy: Vec<Range>,
}

/// Faults of the payment sandbox, for tests and demos.
#[derive(Debug, Clone, Args)]
pub struct SandboxArgs {
    /// How long the payment sandbox takes to answer, in milliseconds
    #[arg(long, value_name = "MS", env = "VITRINE_SANDBOX_DELAY_MS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=60_000))]
    pub sandbox_delay_ms: u64,
    /// Refuse every N-th charge that would succeed [default: none]
    #[arg(long, value_name = "N", env = "VITRINE_SANDBOX_REFUSE_EVERY")]
    pub sandbox_refuse_every: Option<NonZeroU64>,
    /// Lose the reply to every N-th charge that took money [default: none]
    #[arg(long, value_name = "N", env = "VITRINE_SANDBOX_LOSE_EVERY")]
    pub sandbox_lose_every: Option<NonZeroU64>,
}

impl SandboxArgs {
    /// As the sandbox takes them.
    #[must_use]
    pub fn faults(&self) -> Faults {
        Faults {
            delay: Duration::from_millis(self.sandbox_delay_ms),
            refuse_every: self.sandbox_refuse_every,
            lose_every: self.sandbox_lose_every,
        }
    }
}

/// Options of `vitrine-server files`.
#[derive(Debug, Clone, Args)]
pub struct FilesArgs {
    /// The folder
    pub dir: PathBuf,
    /// Port to listen on (0: any free one)
    #[arg(long, value_name = "N", default_value_t = 8080)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub listen: IpAddr,
}

/// Options of `vitrine-server inject`.
#[derive(Debug, Clone, Args)]
pub struct InjectArgs {
    /// Playlist of the origin: multivariant or media
    #[arg(long, value_name = "URL")]
    pub from: String,
    /// Cue snapshot of the show (`…/shows/ID/cues.json`)
    #[arg(long, value_name = "URL")]
    pub cues: String,
    /// Port to listen on (0: any free one)
    #[arg(long, value_name = "N", default_value_t = 8788)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub listen: IpAddr,
}

/// Options of `vitrine-server export`.
#[derive(Debug, Clone, Args)]
pub struct ExportArgs {
    /// Id of the show
    pub show: String,
    /// Folder to write into; made if missing, and must be empty
    pub dir: PathBuf,
    /// Where the shows are
    #[command(flatten)]
    pub shows: ShowsArgs,
    /// Address of the shop that sells
    #[arg(long, value_name = "URL", env = "VITRINE_PUBLIC_URL", value_parser = origin, default_value = "http://localhost:8787")]
    pub shop: String,
    /// Where the recording begins, of a stream of the server's own [default: when a host took over, else the last loop]
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Where it ends [default: now, or the end of the loop]
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogStyle {
    /// One readable line an event
    Text,
    /// One JSON object an event
    Json,
}

/// An origin as browsers write it: scheme, host, port; no path, no slash at the end.
fn origin(text: &str) -> Result<String, String> {
    let rest = text
        .strip_prefix("http://")
        .or_else(|| text.strip_prefix("https://"))
        .ok_or("an origin starts with http:// or https://")?;
    let host = rest.strip_suffix('/').unwrap_or(rest);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    if host.is_empty() || !host.chars().all(plain) {
        return Err("an origin is a scheme, a host and a port, without a path".to_owned());
    }
    Ok(text.trim_end_matches('/').to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn the_sandbox_has_no_faults_unless_it_is_told() {
        let faults = |more: &[&str]| {
            let words = ["vitrine-server"].iter().chain(more);
            Cli::try_parse_from(words).map(|cli| cli.serve.sandbox.faults())
        };
        let none = faults(&[]).unwrap();
        assert!(none.delay.is_zero() && none.refuse_every.is_none() && none.lose_every.is_none());
        let some = faults(&["--sandbox-delay-ms=20", "--sandbox-lose-every=3"]).unwrap();
        assert_eq!(some.delay, Duration::from_millis(20));
        assert_eq!(some.lose_every, NonZeroU64::new(3));
        assert!(faults(&["--sandbox-refuse-every=0"]).is_err());
        assert!(faults(&["--sandbox-delay-ms=60001"]).is_err());
    }

    #[test]
    fn an_origin_has_no_path_and_no_markup() {
        assert_eq!(
            origin("http://localhost:8080/"),
            Ok("http://localhost:8080".to_owned())
        );
        assert!(origin("http://shop.example/page").is_err());
        assert!(origin("http://a\"><script>").is_err());
        assert!(origin("null").is_err());
        assert!(origin("*").is_err());
    }
}
