//! A NATS server, stage servers, hosts and viewers.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::{Client, Method, StatusCode};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tokio_stream::StreamExt as _;

pub(crate) const TOKEN: &str = "a token that nobody guesses";
pub(crate) const SHOW: &str = "evening";
/// How long anything may take. A failing test ends here; a passing one never waits for it.
pub(crate) const PATIENCE: Duration = Duration::from_mins(3);
const MOMENT: Duration = Duration::from_millis(20);

/// Asks again until it is so.
pub(crate) async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(
            started.elapsed() < PATIENCE,
            "it never came to this: {what}"
        );
        sleep(MOMENT).await;
    }
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

pub(crate) fn client() -> Client {
    // An error says that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().timeout(PATIENCE).build().unwrap()
}

/// A process of this test, killed when dropped.
struct Process(Child);

impl Process {
    fn start(command: &mut Command) -> Result<Self, std::io::Error> {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null());
        quiet.stderr(Stdio::null()).spawn().map(Self)
    }

    fn id(&self) -> Pid {
        let id = i32::try_from(self.0.id()).unwrap();
        Pid::from_raw(id).unwrap()
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.id(), signal).unwrap();
    }

    fn kill(&mut self) {
        // It may have ended already; then there is nothing to kill.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A NATS server with a folder that outlives it.
pub(crate) struct Nats {
    folder: TempDir,
    scheme: &'static str,
    port: u16,
    options: Vec<String>,
    process: Process,
}

impl Nats {
    /// Starts one that keeps a log.
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("jetstream");
        let options = ["-js", "-sd", store.to_str().unwrap()].map(str::to_owned);
        Self::with(folder, options.into()).await
    }

    /// Starts three that keep copies of each other's logs.
    pub(crate) async fn cluster() -> Vec<Self> {
        let ports = [free_port(), free_port(), free_port()];
        let routes = ports
            .map(|port| format!("nats://127.0.0.1:{port}"))
            .join(",");
        let mut members = Vec::new();
        for (number, port) in ports.iter().enumerate() {
            let folder = tempfile::tempdir().unwrap();
            let options = [
                "-js",
                "-sd",
                folder.path().join("jetstream").to_str().unwrap(),
                "--name",
                &format!("member-{number}"),
                "--cluster_name",
                "three",
                "--cluster",
                &format!("nats://127.0.0.1:{port}"),
                "--routes",
                &routes,
            ]
            .map(str::to_owned);
            members.push(Self::with(folder, options.into()).await);
        }
        members
    }

    /// Starts one that keeps nothing.
    pub(crate) async fn without_jetstream() -> Self {
        Self::with(tempfile::tempdir().unwrap(), Vec::new()).await
    }

    /// Starts one that lets in who knows the name and the password.
    pub(crate) async fn for_members(name: &str, password: &str) -> Self {
        let options = ["--user", name, "--pass", password].map(str::to_owned);
        Self::with(tempfile::tempdir().unwrap(), options.into()).await
    }

    /// Starts one that keeps a log and that goes by a file beside it.
    pub(crate) async fn configured(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (file, store) = (
            folder.path().join("nats.conf"),
            folder.path().join("jetstream"),
        );
        std::fs::write(&file, config).unwrap();
        let [file, store] = [&file, &store].map(|path| path.to_str().unwrap());
        let options = ["-c", file, "-js", "-sd", store].map(str::to_owned);
        Self::with(folder, options.into()).await
    }

    /// Starts one that keeps a log and that is only spoken to over TLS. Its certificate and key are files.
    pub(crate) async fn over_tls(certificate: &Path, key: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("jetstream");
        let [store, certificate, key] =
            [&store, certificate, key].map(|path| path.to_str().unwrap());
        let options = [
            "-js",
            "-sd",
            store,
            "--tls",
            "--tlscert",
            certificate,
            "--tlskey",
            key,
        ]
        .map(str::to_owned);
        let mut nats = Self::with(folder, options.into()).await;
        nats.scheme = "tls";
        nats
    }

    async fn with(folder: TempDir, options: Vec<String>) -> Self {
        let port = free_port();
        let mut nats = Self {
            process: run_nats(port, &options),
            folder,
            scheme: "nats",
            port,
            options,
        };
        nats.answers().await;
        nats
    }

    pub(crate) fn url(&self) -> String {
        format!("{}://127.0.0.1:{}", self.scheme, self.port)
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.process.kill();
    }

    /// It no longer does anything, and its connections stay open.
    pub(crate) fn freeze(&self) {
        self.process.signal(Signal::STOP);
        // All of its threads have stopped once the system says so.
        let stopped = waitpid(Some(self.process.id()), WaitOptions::UNTRACED).unwrap();
        assert!(stopped.is_some_and(|(_, status)| status.stopped()));
    }

    pub(crate) fn thaw(&self) {
        self.process.signal(Signal::CONT);
    }

    /// Starts a new process on the folder of the last one.
    pub(crate) async fn restart(&mut self) {
        assert!(self.folder.path().is_dir());
        self.process = run_nats(self.port, &self.options);
        self.answers().await;
    }

    async fn answers(&mut self) {
        let port = self.port;
        until("NATS answers", async || {
            let ended = self.process.0.try_wait().unwrap();
            assert!(ended.is_none(), "nats-server has ended: {ended:?}");
            tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port))
                .await
                .ok()
        })
        .await;
    }
}

fn run_nats(port: u16, options: &[String]) -> Process {
    // Debian puts it where only root looks.
    for program in ["nats-server", "/usr/sbin/nats-server"] {
        let mut command = Command::new(program);
        command
            .args(["-a", "127.0.0.1", "-p", &port.to_string()])
            .args(options);
        match Process::start(&mut command) {
            Ok(process) => return process,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => panic!("{program} does not start: {error}"),
        }
    }
    panic!(
        "nats-server is not installed; `cargo xtask setup` installs it (Debian's package nats-server)"
    );
}

/// A stage server with a data folder that outlives it.
pub(crate) struct Server {
    folder: TempDir,
    port: u16,
    nats: String,
    copies: usize,
    surroundings: Vec<(&'static str, PathBuf)>,
    process: Option<Process>,
    http: Client,
}

impl Server {
    pub(crate) async fn start(nats: &Nats) -> Self {
        Self::on(&[nats], 1).await
    }

    /// With so many copies of the log, in some NATS servers. As a supervisor would, it starts the program until they take it.
    pub(crate) async fn on(nats: &[&Nats], copies: usize) -> Self {
        Self::among(nats, copies, &[]).await
    }

    /// With some variables of its surroundings set to files.
    pub(crate) async fn among(
        nats: &[&Nats],
        copies: usize,
        surroundings: &[(&'static str, &Path)],
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        lay_out(folder.path());
        let mut server = Self {
            folder,
            port: free_port(),
            nats: nats
                .iter()
                .map(|nats| nats.url())
                .collect::<Vec<_>>()
                .join(","),
            copies,
            surroundings: surroundings
                .iter()
                .map(|(name, file)| (*name, file.to_path_buf()))
                .collect(),
            process: None,
            http: client(),
        };
        server.restart().await;
        server
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.process = None;
    }

    /// Starts a new process on what the last one left.
    pub(crate) async fn restart(&mut self) {
        self.run();
        let (http, health) = (self.http.clone(), format!("{}/health", self.url()));
        until("the server answers", async || {
            if let Some(ended) = self.process.as_mut().unwrap().0.try_wait().unwrap() {
                // A cluster that has just been started has no leader yet.
                assert!(self.copies > 1, "the server has ended: {ended:?}");
                self.run();
            }
            let answer = http.get(&health).send().await.ok();
            answer.filter(|answer| answer.status().is_success())
        })
        .await;
    }

    fn run(&mut self) {
        let mut command = command(self.folder.path(), &self.nats);
        command.args(["--port", &self.port.to_string()]);
        command.args(["--nats-replicas", &self.copies.to_string()]);
        command.envs(self.surroundings.iter().map(|(name, file)| (name, file)));
        self.process = Some(Process::start(&mut command).unwrap());
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What a viewer reads.
    pub(crate) async fn get(&self, path: &str) -> (StatusCode, Value) {
        let answer = self.http.get(self.url() + path).send().await.unwrap();
        let status = answer.status();
        (status, answer.json().await.unwrap_or_default())
    }
}

/// A server with that variable set to a file keeps its log there, before and after NATS was away.
pub(crate) async fn works(nats: &mut Nats, set: (&'static str, &Path)) {
    let server = Server::among(&[nats], 1, &[set]).await;
    let host = Host::sign_in(&server.url()).await;
    host.make_show(&server.url()).await;
    host.insist(&[server.url()], 1).await;
    nats.kill();
    nats.restart().await;
    host.insist(&[server.url()], 2).await;
    assert_eq!(host.log(&server.url()).await.len(), 2);
}

/// Starts a server that cannot start, with some variables of its surroundings set to files, and answers what it said.
pub(crate) fn refusal(nats: &str, surroundings: &[(&str, &Path)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path());
    let output = command(folder.path(), nats)
        .args(["--port", "0"])
        .envs(surroundings.iter().copied())
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8(said).unwrap()
}

/// Writes the catalogue into a data folder.
pub(crate) fn lay_out(folder: &Path) {
    std::fs::write(folder.join("catalogue.json"), catalogue().to_string()).unwrap();
}

/// The program on a data folder, with its log in NATS.
pub(crate) fn command(folder: &Path, nats: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vitrine-server"));
    command
        .arg("--data")
        .arg(folder.join("data"))
        .arg("--catalogue")
        .arg(folder.join("catalogue.json"))
        .args(["--nats", nats, "--host-token", TOKEN])
        .env("RUST_LOG", "warn");
    command
}

/// A host's console.
#[derive(Clone)]
pub(crate) struct Host {
    http: Client,
    cookie: String,
}

/// What a call was answered: the status and the body; `None` where the connection broke.
pub(crate) type Answer = Option<(u16, Value)>;

impl Host {
    /// Signs in at one server; the session is good at all.
    pub(crate) async fn sign_in(at: &str) -> Self {
        let http = client();
        let request = http
            .post(format!("{at}/host/api/session"))
            .header("vitrine-host", "1");
        let answer = request
            .json(&json!({ "token": TOKEN }))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 204);
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { http, cookie }
    }

    pub(crate) async fn call(&self, at: &str, method: Method, path: &str, body: &Value) -> Answer {
        let request = self.http.request(method, format!("{at}/host/api{path}"));
        let request = request
            .header("vitrine-host", "1")
            .header("cookie", &self.cookie);
        let answer = request.json(body).send().await.ok()?;
        let status = answer.status().as_u16();
        let text = answer.text().await.ok()?;
        Some((status, serde_json::from_str(&text).unwrap_or_default()))
    }

    /// Makes the show, with everything of the catalogue in its lineup.
    pub(crate) async fn make_show(&self, at: &str) {
        let show = json!({
            "id": SHOW, "title": "The evening", "stream": {"src": "https://cdn.example/live.m3u8"},
            "lineup": ["cup", "plate", "vase"],
        });
        let (status, body) = self.call(at, Method::POST, "/shows", &show).await.unwrap();
        assert_eq!(status, 201, "{body}");
    }

    /// The show as a server knows it.
    pub(crate) async fn show(&self, at: &str) -> Answer {
        self.call(at, Method::GET, &format!("/shows/{SHOW}"), &Value::Null)
            .await
    }

    /// Tries to say a cue.
    pub(crate) async fn say(&self, at: &str, cue: &Value) -> Answer {
        self.call(at, Method::POST, &format!("/shows/{SHOW}/cues"), cue)
            .await
    }

    /// Says a message, at whichever of the servers takes it, and again until one says that it has: always with the same key.
    /// Answers its number.
    pub(crate) async fn insist(&self, servers: &[String], number: usize) -> u64 {
        let text = format!("message {number}");
        let cue = json!({"kind": "message", "text": text, "key": format!("key of {text}")});
        let started = Instant::now();
        let mut said = None;
        for turn in number.. {
            let answer = self.say(&servers[turn % servers.len()], &cue).await;
            match answer {
                Some((201, body)) => {
                    said = Some(body["cue"].clone());
                    break;
                }
                Some((status, body)) => {
                    let code = body["error"]["code"].as_str().unwrap_or_default();
                    let known = status == 503 && ["log_away", "log_unsure"].contains(&code);
                    assert!(known, "{status} {body}");
                }
                // This server is gone.
                None => {}
            }
            assert!(started.elapsed() < PATIENCE, "nobody takes {text}");
            sleep(MOMENT).await;
        }
        let said = said.unwrap();
        assert_eq!(said["text"], *text);
        said["seq"].as_u64().unwrap()
    }

    /// Everything that was recorded, as a server knows it.
    pub(crate) async fn log(&self, at: &str) -> Vec<Value> {
        let path = format!("/shows/{SHOW}/cues");
        let (status, body) = self
            .call(at, Method::GET, &path, &Value::Null)
            .await
            .unwrap();
        assert_eq!(
            (status, &body["more"]),
            (200, &Value::Bool(false)),
            "{body}"
        );
        body["entries"].as_array().unwrap().clone()
    }

    /// The viewers' figures.
    pub(crate) async fn figures(&self, at: &str) -> Value {
        let path = format!("/shows/{SHOW}/figures");
        let (status, body) = self
            .call(at, Method::GET, &path, &Value::Null)
            .await
            .unwrap();
        assert_eq!(status, 200, "{body}");
        body
    }
}

/// A viewer who follows the show's events, and goes to the next server when one is gone, with `Last-Event-ID`.
pub(crate) struct Viewer {
    heard: watch::Receiver<Vec<(u64, Value)>>,
    task: JoinHandle<()>,
}

impl Viewer {
    pub(crate) async fn follow(servers: &[String], first: usize) -> Self {
        let (sender, heard) = watch::channel(Vec::new());
        let (there, mut is_there) = watch::channel(false);
        let servers = servers.to_vec();
        let task = tokio::spawn(async move {
            for turn in first.. {
                let at = &servers[turn % servers.len()];
                let last = sender.borrow().last().map(|(seq, _)| *seq);
                listen(at, last, &sender, &there).await;
                sleep(MOMENT).await;
            }
        });
        timeout(PATIENCE, is_there.wait_for(|there| *there))
            .await
            .unwrap()
            .unwrap();
        Self { heard, task }
    }

    /// All cues, once the one of that number has come.
    pub(crate) async fn up_to(&mut self, seq: u64) -> Vec<(u64, Value)> {
        let has = |heard: &Vec<(u64, Value)>| heard.iter().any(|(heard, _)| *heard == seq);
        let heard = timeout(PATIENCE, self.heard.wait_for(has)).await;
        heard.expect("the viewer has heard of it").unwrap().clone()
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One connection, until it breaks.
async fn listen(
    at: &str,
    last: Option<u64>,
    heard: &watch::Sender<Vec<(u64, Value)>>,
    there: &watch::Sender<bool>,
) {
    // Without an end in time.
    let http = Client::builder().build().unwrap();
    let mut request = http.get(format!("{at}/shows/{SHOW}/events"));
    if let Some(last) = last {
        request = request.header("last-event-id", last.to_string());
    }
    let Ok(answer) = request.send().await else {
        return;
    };
    if !answer.status().is_success() {
        return;
    }
    let (mut body, mut text) = (answer.bytes_stream(), String::new());
    while let Some(Ok(bytes)) = body.next().await {
        text.push_str(std::str::from_utf8(&bytes).unwrap());
        while let Some((event, rest)) = text.split_once("\n\n") {
            let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name));
            if field("event: ") == Some("now") {
                there.send_replace(true);
            }
            if field("event: ") == Some("cue") {
                let seq = field("id: ").unwrap().parse().unwrap();
                let cue = serde_json::from_str(field("data: ").unwrap()).unwrap();
                heard.send_modify(|heard| heard.push((seq, cue)));
            }
            text = rest.to_owned();
        }
    }
}

fn catalogue() -> Value {
    json!({
        "currency": "EUR",
        "shop": {"name": "Small shop"},
        "products": [
            {"id": "cup", "title": "Cup", "description": "Of clay.", "variants": [{"id": "cup-1", "price": 1_000}]},
            {"id": "plate", "title": "Plate", "description": "Of clay.", "variants": [{"id": "plate-1", "price": 2_000}]},
            {"id": "vase", "title": "Vase", "description": "Of clay.", "variants": [{"id": "vase-1", "price": 3_000}]},
        ],
        "delivery": [{"countries": ["*"], "options": [{"id": "standard", "title": "Standard", "price": 490, "min_days": 2, "max_days": 4}]}],
        "tax": [{"countries": ["*"], "rate_basis_points": 1_900, "included": true, "title": "VAT"}],
    })
}
