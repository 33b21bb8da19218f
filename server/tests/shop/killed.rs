//! The process itself is killed, with everything it was about to do.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::bank::secret_of;
use crate::support::process::Process;
use crate::support::{catalogue, filled, lines, payment};

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("catalogue")).unwrap();
    std::fs::write(
        folder.path().join("catalogue.json"),
        catalogue::usual().to_string(),
    )
    .unwrap();
    folder
}

/// A checkout that can be paid.
fn ready(server: &Process) -> String {
    let lines = lines(&[("shirt-m-oat", 1)]);
    let made = json!({ "line_items": lines });
    let made = server.call("POST", "/checkout-sessions", "key-to-make", &made);
    let id = made["id"].as_str().unwrap().to_owned();
    let path = format!("/checkout-sessions/{id}");
    let ready = server.call("PUT", &path, "key-to-fill", &filled(&lines));
    assert_eq!(ready["status"], "ready_for_complete");
    id
}

fn pay(server: &Process, id: &str, token: &str) -> Value {
    let path = format!("/checkout-sessions/{id}/complete");
    server.call("POST", &path, "key-to-pay", &payment(token))
}

fn status(server: &Process, id: &str) -> Value {
    let path = format!("/checkout-sessions/{id}");
    server.call("GET", &path, "unused-key", &json!({}))["status"].clone()
}

fn charged(folder: &Path) -> i64 {
    let books = Connection::open(folder.join("data/provider.sqlite")).unwrap();
    let sql = "SELECT count(*) FROM charge WHERE outcome = 'charged'";
    books.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn mails(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder.join("data/outbox")).unwrap();
    files.count()
}

fn wait_for_the_charge(folder: &Path) {
    let since = Instant::now();
    while charged(folder) == 0 {
        assert!(
            since.elapsed() < Duration::from_secs(20),
            "it is never charged"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_confirmed_payment_outlives_two_kills_and_is_charged_once() {
    let folder = folder();
    let server = Process::start(folder.path(), &["--sandbox-delay-ms", "30000"]);
    let id = ready(&server);
    let asked = pay(&server, &id, "escalation_token");
    assert_eq!(asked["status"], "requires_escalation");
    server.kill();

    let server = Process::start(folder.path(), &["--sandbox-delay-ms", "30000"]);
    assert_eq!(
        pay(&server, &id, "escalation_token")["status"],
        "requires_escalation"
    );
    let url = asked["continue_url"].as_str().unwrap();
    let page = format!("/challenge/{}", url.rsplit('/').next().unwrap());
    let secret = secret_of(&server.send("GET", &page, &[], "").unwrap());
    let (sender, origin) = (server.sender(), server.public());
    let confirming = std::thread::spawn(move || {
        let headers = [
            ("origin", origin.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        sender.send(
            "POST",
            &page,
            &headers,
            &format!("secret={secret}&decision=confirm"),
        )
    });
    wait_for_the_charge(folder.path());
    assert_eq!(
        (status(&server, &id), mails(folder.path())),
        (json!("complete_in_progress"), 0)
    );
    server.kill();
    confirming.join().unwrap();

    let server = Process::start(folder.path(), &[]);
    assert_eq!(status(&server, &id), "completed");
    assert_eq!((charged(folder.path()), mails(folder.path())), (1, 1));
}

#[test]
fn a_payment_that_was_killed_after_the_charge_is_an_order_with_a_mail() {
    let folder = folder();
    let server = Process::start(folder.path(), &["--sandbox-delay-ms", "30000"]);
    let id = ready(&server);
    let (sender, path) = (server.sender(), format!("/checkout-sessions/{id}/complete"));
    let paying = std::thread::spawn(move || {
        let headers = [
            ("ucp-agent", "profile=\"https://example.com/p\""),
            ("idempotency-key", "key-to-pay"),
            ("content-type", "application/json"),
        ];
        sender.send(
            "POST",
            &path,
            &headers,
            &payment("success_token").to_string(),
        )
    });
    wait_for_the_charge(folder.path());
    server.kill();
    paying.join().unwrap();

    let server = Process::start(folder.path(), &[]);
    assert_eq!(
        pay(&server, &id, "success_token")["status"],
        "completed",
        "the key gets its answer"
    );
    assert_eq!((charged(folder.path()), mails(folder.path())), (1, 1));
}
