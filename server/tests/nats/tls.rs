//! NATS over TLS: who is trusted, and that nobody else is spoken to.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;

use crate::support::{Nats, PATIENCE, refusal, works};

/// Where the system's own certificates are looked for instead of at their usual place.
const SYSTEM: &str = "SSL_CERT_FILE";
const OPTION: &str = "VITRINE_NATS_CA";

/// A CA: its certificate as a file, in a folder for what it signs.
struct Authority {
    folder: TempDir,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let own = params.self_signed(&key).unwrap();
        std::fs::write(folder.path().join("ca.pem"), own.pem()).unwrap();
        let issuer = Issuer::new(params, key);
        Self { folder, issuer }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// A NATS server whose certificate, by this CA, is for a host of that name.
    async fn nats(&self, host: &str) -> Nats {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([host.to_owned()]).unwrap();
        let signed = params.signed_by(&key, &self.issuer).unwrap();
        let [certificate, secret] =
            ["nats.pem", "nats.key"].map(|name| self.folder.path().join(name));
        std::fs::write(&certificate, signed.pem()).unwrap();
        std::fs::write(&secret, key.serialize_pem()).unwrap();
        Nats::over_tls(&certificate, &secret).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_kept_over_tls_where_the_ca_is_named() {
    let authority = Authority::new();
    let mut nats = authority.nats("127.0.0.1").await;
    works(&mut nats, (OPTION, &authority.file())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_kept_over_tls_where_the_system_trusts_the_ca() {
    let authority = Authority::new();
    let mut nats = authority.nats("127.0.0.1").await;
    works(&mut nats, (SYSTEM, &authority.file())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nats_that_somebody_else_has_signed_is_refused_with_what_to_do() {
    let (right, wrong) = (Authority::new(), Authority::new());
    let nats = right.nats("127.0.0.1").await;
    let (right, wrong) = (right.file(), wrong.file());
    for trust in [
        &[(OPTION, wrong.as_path())][..],
        &[(SYSTEM, &wrong)],
        // Who is named is trusted alone.
        &[(OPTION, &wrong), (SYSTEM, &right)],
    ] {
        let said = refusal(&nats.url(), trust);
        for words in [
            "NATS at 127.0.0.1:",
            "is not trusted",
            "--nats-ca",
            "invalid peer certificate",
        ] {
            assert!(said.contains(words), "{words}, {trust:?}: {said}");
        }
        assert!(!said.contains("start it"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nats_whose_certificate_is_for_another_host_is_refused() {
    let authority = Authority::new();
    let nats = authority.nats("nats.example").await;
    let said = refusal(&nats.url(), &[(OPTION, &authority.file())]);
    for words in ["is not trusted", "nats.example"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn where_tls_is_wanted_nothing_is_said_in_the_open() {
    let authority = Authority::new();
    let ca = authority.file();
    for (scheme, trust) in [("tls", SYSTEM), ("nats", OPTION)] {
        let (port, heard) = pretender();
        let said = refusal(
            &format!("{scheme}://host:secret@127.0.0.1:{port}"),
            &[(trust, &ca)],
        );
        assert!(said.contains("is not trusted"), "{said}");
        assert!(!said.contains("secret"), "{said}");
        let heard = heard.recv_timeout(PATIENCE).unwrap();
        assert_eq!(heard.first(), Some(&HANDSHAKE), "{heard:?}");
    }
}

/// The first byte of a client that begins with TLS.
const HANDSHAKE: u8 = 22;

/// Says that it is a NATS server without TLS. Answers where it is, and what the first client has said to it.
fn pretender() -> (u16, Receiver<Vec<u8>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, heard) = channel();
    std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        let info = r#"{"server_id":"X","version":"2.9.10","proto":1,"host":"127.0.0.1","port":1,"max_payload":1}"#;
        write!(client, "INFO {info}\r\n").unwrap();
        let mut said = vec![0; 4_096];
        let length = client.read(&mut said).unwrap();
        said.truncate(length);
        tell.send(said).unwrap();
        write!(client, "-ERR 'Unknown Protocol Operation'\r\n").unwrap();
    });
    (port, heard)
}

#[test]
fn a_file_that_holds_no_certificate_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let [empty, missing] = ["empty.pem", "missing.pem"].map(|name| folder.path().join(name));
    std::fs::write(&empty, "").unwrap();
    let said = refusal("tls://127.0.0.1:1", &[(OPTION, &empty)]);
    assert!(said.contains("empty.pem holds no certificate"), "{said}");
    let said = refusal("tls://127.0.0.1:1", &[(OPTION, &missing)]);
    assert!(said.contains("cannot read --nats-ca"), "{said}");
    assert!(said.contains("missing.pem"), "{said}");
}
