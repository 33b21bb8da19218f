//! NATS that lets in who has credentials of one of its accounts.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use nkeys::KeyPair;
use serde_json::{Value, json};

use crate::support::{Nats, refusal, works};

const OPTION: &str = "VITRINE_NATS_CREDS";

/// What somebody says of somebody, signed, in NATS's own kind of JWT.
fn signed(by: &KeyPair, of: &KeyPair, said: &Value) -> String {
    let part = |value: &Value| BASE64.encode(value.to_string());
    let head = part(&json!({"typ": "JWT", "alg": "ed25519-nkey"}));
    let body = part(
        &json!({"jti": "one", "iat": 1, "iss": by.public_key(), "sub": of.public_key(), "nats": said}),
    );
    let text = format!("{head}.{body}");
    let signature = BASE64.encode(by.sign(text.as_bytes()).unwrap());
    format!("{text}.{signature}")
}

/// An account that may keep as much as it likes, or nothing.
fn account(operator: &KeyPair, account: &KeyPair, keeps: i8) -> String {
    let limits = json!({"subs": -1, "data": -1, "payload": -1, "imports": -1, "exports": -1, "wildcards": true, "conn": -1,
        "leaf": -1, "mem_storage": keeps, "disk_storage": keeps, "streams": keeps, "consumer": keeps});
    let said = json!({"type": "account", "version": 2, "limits": limits});
    signed(operator, account, &said)
}

/// The file of a new user of an account.
fn credentials(of: &KeyPair) -> String {
    let user = KeyPair::new_user();
    let said = json!({"type": "user", "version": 2, "subs": -1, "data": -1, "payload": -1, "pub": {}, "sub": {}});
    let (jwt, seed) = (signed(of, &user, &said), user.seed().unwrap());
    format!(
        "-----BEGIN NATS USER JWT-----\n{jwt}\n------END NATS USER JWT------\n\n\
         -----BEGIN USER NKEY SEED-----\n{seed}\n------END USER NKEY SEED------\n"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_with_credentials_is_let_in_and_no_other() {
    let (operator, system, stage) = (
        KeyPair::new_operator(),
        KeyPair::new_account(),
        KeyPair::new_account(),
    );
    let mut nats = Nats::configured(&format!(
        "operator: {}\nsystem_account: {}\nresolver: MEMORY\nresolver_preload: {{ {}: {}, {}: {} }}\n",
        signed(&operator, &operator, &json!({"type": "operator", "version": 2})),
        system.public_key(),
        system.public_key(),
        account(&operator, &system, 0),
        stage.public_key(),
        account(&operator, &stage, -1),
    ))
    .await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let right = file("right.creds", &credentials(&stage));
    works(&mut nats, (OPTION, &right)).await;
    let stranger = file("stranger.creds", &credentials(&KeyPair::new_account()));
    for set in [&[(OPTION, stranger.as_path())][..], &[]] {
        let said = refusal(&nats.url(), set);
        assert!(said.contains("does not let this server in"), "{said}");
        assert!(said.contains("--nats-creds"), "{said}");
    }
    let unreadable = [
        folder.path().join("missing.creds"),
        file("odd.creds", "SUAOURS"),
    ];
    for path in &unreadable {
        let said = refusal(&nats.url(), &[(OPTION, path)]);
        assert!(said.contains("cannot read --nats-creds"), "{said}");
        assert!(said.contains(path.to_str().unwrap()), "{said}");
        assert!(!said.contains("SUAOURS"), "{said}");
    }
}
