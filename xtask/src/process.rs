//! One server that a command needs: started, waited for, watched and stopped by its process id.

use crate::sh;
use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a server may take until it answers, and until it has stopped.
const PATIENCE: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(50);

pub(crate) struct Process {
    name: &'static str,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts the command, with all that it says in a log file, and in a process group of its own: Ctrl-C in the
    /// terminal reaches xtask alone, which then stops its children in order.
    pub(crate) fn start(name: &'static str, command: &mut Command, log: &Path) -> Result<Self> {
        println!("$ {}", sh::shown(command));
        let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let child = command
            .stdout(file.try_clone()?)
            .stderr(file)
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start the {name}"))?;
        Ok(Self {
            name,
            child,
            log: log.to_owned(),
        })
    }

    /// Returns once the address answers 200, or Ctrl-C was pressed.
    pub(crate) fn wait_until_it_answers(
        &mut self,
        port: u16,
        path: &str,
        stopped: &AtomicBool,
    ) -> Result<()> {
        let started = Instant::now();
        while !stopped.load(Ordering::SeqCst) && !answers(port, path) {
            self.require_alive()?;
            if started.elapsed() > PATIENCE {
                bail!(
                    "the {} does not answer on port {port} after {} s; its last lines:\n{}",
                    self.name,
                    PATIENCE.as_secs(),
                    self.last_lines()
                );
            }
            std::thread::sleep(POLL);
        }
        Ok(())
    }

    /// Fails with the last lines of the log if the process has ended.
    pub(crate) fn require_alive(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!(
                "the {} has ended ({status}); its last lines:\n{}",
                self.name,
                self.last_lines()
            );
        }
        Ok(())
    }

    /// Asks the process to end, and ends it by force if it does not.
    pub(crate) fn stop(&mut self) {
        if self.ended().is_some() {
            return;
        }
        if let Ok(id) = i32::try_from(self.child.id()) {
            // It may have ended just now; then there is nobody to tell.
            let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
        }
        let asked = Instant::now();
        while self.ended().is_none() {
            if asked.elapsed() > PATIENCE {
                println!(
                    "The {} did not end when asked; ending it by force.",
                    self.name
                );
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            std::thread::sleep(POLL);
        }
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    fn last_lines(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(15)..]
            .iter()
            .map(|line| format!("  {line}"))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Whether a GET is answered with 200.
fn answers(port: u16, path: &str) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let ask = || {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        std::io::Result::Ok(status)
    };
    ask().is_ok_and(|status| status.ends_with(b" 200"))
}
