//! Where the shows are, for serving them and for exporting one.

use std::path::PathBuf;

use clap::Args;

use crate::live::{Live, nats};
use crate::stage::clock::Clock;

/// Where shows are, and what was recorded of them.
#[derive(Debug, Clone, Args)]
pub struct ShowsArgs {
    /// Folder of the databases
    #[arg(
        long,
        value_name = "DIR",
        env = "VITRINE_DATA",
        default_value = ".vitrine/data"
    )]
    pub data: PathBuf,
    /// Folder of the sample programme [default: show, or the catalogue's folder]
    #[arg(long, value_name = "DIR", env = "VITRINE_SHOW_DIR")]
    pub show_dir: Option<PathBuf>,
    /// NATS servers that keep the log for all servers, as <nats://host:4222>; without it the log is in the data folder
    #[arg(
        long,
        value_name = "URL",
        env = "VITRINE_NATS",
        value_delimiter = ',',
        hide_env_values = true
    )]
    pub nats: Vec<String>,
    /// How many copies NATS keeps of the log, each at a NATS server of its own [default: as it is; 1 at first]
    #[arg(long, value_name = "N", env = "VITRINE_NATS_REPLICAS", requires = "nats", value_parser = clap::value_parser!(u8).range(1..=5))]
    pub nats_replicas: Option<u8>,
    /// What the streams in NATS are named by: servers of the same name tell the same shows
    #[arg(long, value_name = "NAME", env = "VITRINE_NATS_NAME", default_value = "vitrine", value_parser = stream_name)]
    pub nats_name: String,
    /// File (PEM) with the certificates of those who may sign a NATS server's; NATS is reached over TLS then [default: those that the system trusts]
    #[arg(long, value_name = "FILE", env = "VITRINE_NATS_CA", requires = "nats")]
    pub nats_ca: Option<PathBuf>,
    /// File of credentials (.creds) by which NATS lets this server in
    #[arg(
        long,
        value_name = "FILE",
        env = "VITRINE_NATS_CREDS",
        requires = "nats"
    )]
    pub nats_creds: Option<PathBuf>,
}

impl ShowsArgs {
    /// Opens what was recorded.
    ///
    /// # Errors
    /// Where it cannot be opened or reached.
    pub async fn open(&self) -> anyhow::Result<Live> {
        let (data, clock) = (self.data.clone(), Clock::system());
        if self.nats.is_empty() {
            let open = move || Live::open(&data, clock);
            return tokio::task::spawn_blocking(open).await?;
        }
        let nats = nats::Settings {
            servers: self.nats.clone(),
            replicas: self.nats_replicas.map(usize::from),
            name: self.nats_name.clone(),
            ca: self.nats_ca.clone(),
            creds: self.nats_creds.clone(),
        };
        Live::join(&data, nats, clock).await
    }
}

/// A name of streams and subjects.
fn stream_name(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if text.is_empty() || text.len() > 40 || !text.chars().all(plain) {
        return Err("a name is of a-z, A-Z, 0-9, - and _, and of 40 at most".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use crate::config::Cli;

    #[test]
    fn the_log_is_in_nats_only_where_that_is_said_and_its_name_is_a_plain_word() {
        let shows = |more: &[&str]| {
            let words = ["vitrine-server"].iter().chain(more);
            Cli::try_parse_from(words).map(|cli| cli.serve.shows)
        };
        assert!(shows(&[]).unwrap().nats.is_empty());
        let several =
            shows(&["--nats", "nats://a:4222,nats://b:4222", "--nats-replicas=3"]).unwrap();
        assert_eq!((several.nats.len(), several.nats_replicas), (2, Some(3)));
        assert!(shows(&["--nats-replicas=3"]).is_err());
        assert!(shows(&["--nats-ca=ca.pem"]).is_err());
        assert!(shows(&["--nats-creds=stage.creds"]).is_err());
        assert!(shows(&["--nats=nats://a:4222", "--nats-replicas=9"]).is_err());
        for wrong in ["", "a.b", "a b", "*", ">"] {
            assert!(shows(&["--nats-name", wrong]).is_err(), "{wrong}");
        }
    }
}
