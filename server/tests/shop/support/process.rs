//! The program itself, started as anybody starts it, and killed as nobody should.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server in a process of its own. Killed when dropped.
pub(crate) struct Process {
    child: Child,
    address: String,
}

impl Process {
    /// Starts it on any free port and waits until it serves.
    pub(crate) fn start(folder: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vitrine-server"));
        command
            .arg("--data")
            .arg(folder.join("data"))
            .arg("--catalogue")
            .arg(folder.join("catalogue.json"))
            .args(["--port", "0", "--log", "json"])
            .args(more)
            .env("RUST_LOG", "info")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut logs = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = logs
            .by_ref()
            .find_map(|line| {
                let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
                Some(line["address"].as_str()?.to_owned())
            })
            .expect("it says where it serves");
        // Whoever writes into a pipe that nobody reads stops.
        std::thread::spawn(move || logs.for_each(drop));
        Self { child, address }
    }

    /// The address of its pages.
    pub(crate) fn public(&self) -> String {
        let port = self.address.rsplit(':').next().unwrap();
        format!("http://localhost:{port}")
    }

    /// Ends it between two instructions.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a request and gives what was answered, as text. Nothing, where the server died meanwhile.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<String> {
        Self::send_to(&self.address, method, path, headers, body)
    }

    /// The same, from a thread that does not hold the process.
    pub(crate) fn sender(&self) -> Sender {
        Sender(self.address.clone())
    }

    fn send_to(
        address: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<String> {
        let port = address.rsplit(':').next()?;
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\ncontent-length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        let mut stream = TcpStream::connect(address).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        stream
            .write_all(format!("{request}\r\n{body}").as_bytes())
            .ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8(answer).ok()?;
        let (_, body) = answer.split_once("\r\n\r\n")?;
        Some(body.to_owned())
    }

    /// Calls the API as the widget does.
    pub(crate) fn call(&self, method: &str, path: &str, key: &str, body: &Value) -> Value {
        let headers = [
            ("ucp-agent", "profile=\"https://example.com/p\""),
            ("idempotency-key", key),
            ("content-type", "application/json"),
        ];
        let text = self
            .send(method, path, &headers, &body.to_string())
            .expect("it answers");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}

/// Sends to a process that somebody else holds.
#[derive(Clone)]
pub(crate) struct Sender(String);

impl Sender {
    /// As [`Process::send`].
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Option<String> {
        Process::send_to(&self.0, method, path, headers, body)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
