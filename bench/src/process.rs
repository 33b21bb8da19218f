//! A server process with a data folder that outlives it.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::json;
use tempfile::TempDir;
use tokio::time::Instant;

use crate::client;

/// The one thing that this shop sells.
pub const VARIANT: &str = "vase-1";
/// Its product.
pub const PRODUCT: &str = "vase";

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server on an empty data folder. Killed when dropped.
#[derive(Debug)]
pub struct Server {
    program: PathBuf,
    folder: TempDir,
    port: u16,
    variables: Vec<(&'static str, String)>,
    child: Child,
}

impl Server {
    /// Starts the program with so many pieces in stock, and waits until it answers.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn start(program: &Path, stock: u32) -> Result<Self> {
        Self::start_with(program, stock, vec![]).await
    }

    /// The same, with these variables in its environment.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn start_with(
        program: &Path,
        stock: u32,
        variables: Vec<(&'static str, String)>,
    ) -> Result<Self> {
        let folder = TempDir::new()?;
        let catalogue = json!({
            "currency": "EUR",
            "shop": { "name": "Linen & Clay" },
            "products": [{ "id": PRODUCT, "title": "Vase", "description": "Stoneware.",
                "variants": [{ "id": VARIANT, "price": 5_900, "stock": stock }] }],
            "delivery": [{ "countries": ["*"], "options": [
                { "id": "standard", "title": "Standard", "price": 490, "min_days": 2, "max_days": 4 }] }],
            "tax": [{ "countries": ["*"], "rate_basis_points": 1_900, "included": true, "title": "VAT" }],
        });
        std::fs::write(folder.path().join("catalogue.json"), catalogue.to_string())?;
        // A free port, kept over restarts as a real server's would be.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let child = spawn(program, folder.path(), port, &variables)?;
        let mut server = Self {
            program: program.to_owned(),
            folder,
            port,
            variables,
            child,
        };
        server.answers().await?;
        Ok(server)
    }

    /// Where it answers.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port of it, on loopback.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`, by its id.
    ///
    /// # Errors
    /// Where it cannot be killed.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Starts a new process on what the last one left.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn restart(&mut self) -> Result<()> {
        self.child = spawn(
            &self.program,
            self.folder.path(),
            self.port,
            &self.variables,
        )?;
        self.answers().await
    }

    async fn answers(&mut self) -> Result<()> {
        let health = format!("{}/health", self.address());
        let (started, client) = (Instant::now(), client(PATIENCE)?);
        while !client
            .get(&health)
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server has ended ({status})");
            }
            if started.elapsed() > PATIENCE {
                bail!("the server does not answer");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to kill.
        let _ = self.kill();
    }
}

fn spawn(
    program: &Path,
    folder: &Path,
    port: u16,
    variables: &[(&'static str, String)],
) -> Result<Child> {
    Command::new(program)
        .arg("--data")
        .arg(folder.join("data"))
        .arg("--catalogue")
        .arg(folder.join("catalogue.json"))
        .args(["--port", &port.to_string()])
        .env("RUST_LOG", "error")
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))
}
