//! The server is killed while buyers race for an offer: every promise outlives it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::process::{Process, Sender};
use crate::support::{catalogue, codes, filled, lines, payment, total};

const BUYERS: usize = 200;
const PIECES: usize = 50;
/// How many steps are done when it is killed: among the carts, then among those who pay.
const KILLS: [usize; 4] = [60, 150, 420, 640];

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("catalogue")).unwrap();
    let mut shop = catalogue::usual();
    shop["products"][2]["variants"][0]["stock"] = json!(1_000);
    std::fs::write(folder.path().join("catalogue.json"), shop.to_string()).unwrap();
    folder
}

/// The lamp (999) for 499, one for each buyer, for an hour from now.
fn offer(folder: &TempDir) {
    let books = Connection::open(folder.path().join("data/shop.sqlite")).unwrap();
    books.busy_timeout(Duration::from_secs(5)).unwrap();
    let sql = format!(
        "INSERT INTO offer (id, product, title, price, quantity, per_buyer, starts_at, ends_at, grace, hold)
         SELECT 'flash', 'lamp', 'Flash price', 499, {PIECES}, 1, now, now + 3600000, 0, 600000
         FROM (SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS now)"
    );
    books.execute(&sql, []).unwrap();
}

fn counted(folder: &TempDir, file: &str, sql: &str) -> usize {
    let books = Connection::open(folder.path().join("data").join(file)).unwrap();
    let count: i64 = books.query_row(sql, [], |row| row.get(0)).unwrap();
    usize::try_from(count).unwrap()
}

/// The server of this moment, and how many steps the buyers have done.
struct Street {
    server: RwLock<Sender>,
    steps: AtomicUsize,
}

impl Street {
    /// Asks until there is an answer, with the same key: as a widget does.
    fn call(&self, method: &str, path: &str, key: &str, body: &Value) -> Value {
        let headers = [
            ("ucp-agent", "profile=\"https://example.com/p\""),
            ("idempotency-key", key),
            ("content-type", "application/json"),
        ];
        let (since, body) = (Instant::now(), body.to_string());
        loop {
            let server = self.server.read().unwrap().clone();
            let answer = server.send(method, path, &headers, &body);
            let answer = answer.and_then(|text| serde_json::from_str::<Value>(&text).ok());
            // A failure has changed nothing, and a payment under way ends.
            let open = |answer: &Value| {
                answer["status"] == "complete_in_progress" || codes(answer) == ["internal"]
            };
            if let Some(answer) = answer.filter(|answer| !open(answer)) {
                self.steps.fetch_add(1, Ordering::SeqCst);
                return answer;
            }
            assert!(
                since.elapsed() < Duration::from_mins(1),
                "{path} is never answered"
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Buys a lamp. Gives what was promised for it and what was paid.
    fn buy(&self, buyer: usize) -> (i64, i64) {
        let key = |step: &str| format!("{step}-of-buyer-{buyer}");
        let wanted = lines(&[("lamp-1", 1)]);
        let cart = self.call(
            "POST",
            "/carts",
            &key("cart"),
            &json!({ "line_items": wanted }),
        );
        let promised = total(&cart);
        let of_cart = json!({ "cart_id": cart["id"], "line_items": [] });
        let checkout = self.call("POST", "/checkout-sessions", &key("checkout"), &of_cart);
        let path = format!("/checkout-sessions/{}", checkout["id"].as_str().unwrap());
        let mut body = filled(&wanted);
        body["buyer"]["email"] = json!(format!("buyer{buyer}@example.com"));
        let home = &mut body["fulfillment"]["methods"][0]["destinations"][0];
        home["street_address"] = json!(format!("Lindenweg {buyer}"));
        let ready = self.call("PUT", &path, &key("filled"), &body);
        assert_eq!(ready["status"], "ready_for_complete", "{ready}");
        let (path, body) = (format!("{path}/complete"), payment("success_token"));
        let paid = self.call("POST", &path, &key("paid"), &body);
        assert_eq!(paid["status"], "completed", "{paid}");
        (promised, total(&paid) - 490)
    }
}

#[test]
fn two_hundred_race_for_fifty_while_it_is_killed_and_every_promise_is_kept() {
    let folder = folder();
    let server = Process::start(folder.path(), &[]);
    offer(&folder);
    let street = Arc::new(Street {
        server: RwLock::new(server.sender()),
        steps: AtomicUsize::new(0),
    });
    let next = Arc::new(AtomicUsize::new(0));
    let crowd: Vec<_> = (0..16)
        .map(|_| {
            let (street, next) = (Arc::clone(&street), Arc::clone(&next));
            thread::spawn(move || {
                let mut bought = Vec::new();
                loop {
                    let buyer = next.fetch_add(1, Ordering::SeqCst);
                    if buyer >= BUYERS {
                        return bought;
                    }
                    bought.push(street.buy(buyer));
                }
            })
        })
        .collect();
    let mut server = server;
    for steps in KILLS {
        while street.steps.load(Ordering::SeqCst) < steps
            && !crowd.iter().all(thread::JoinHandle::is_finished)
        {
            thread::sleep(Duration::from_millis(1));
        }
        server.kill();
        server = Process::start(folder.path(), &[]);
        *street.server.write().unwrap() = server.sender();
    }
    let bought: Vec<_> = crowd
        .into_iter()
        .flat_map(|buyers| buyers.join().unwrap())
        .collect();
    assert!(
        bought.iter().all(|(promised, paid)| promised == paid),
        "{bought:?}"
    );
    let flash = bought.iter().filter(|(_, paid)| *paid == 499).count();
    assert_eq!((bought.len(), flash), (BUYERS, PIECES));
    let sold = "SELECT sum(quantity) FROM offer_hold WHERE state = 'sold'";
    let orders = "SELECT count(*) FROM orders WHERE total = 499 + 490";
    let charges = "SELECT count(*) FROM charge WHERE outcome = 'charged' AND amount = 499 + 490";
    assert_eq!(counted(&folder, "shop.sqlite", sold), PIECES);
    assert_eq!(counted(&folder, "shop.sqlite", orders), PIECES);
    assert_eq!(counted(&folder, "provider.sqlite", charges), PIECES);
    assert_eq!(
        counted(
            &folder,
            "shop.sqlite",
            "SELECT on_hand FROM stock WHERE variant = 'lamp-1'"
        ),
        800
    );
}

#[test]
fn a_piece_whose_payment_a_kill_cut_short_is_sold_if_it_was_charged() {
    let folder = folder();
    let server = Process::start(folder.path(), &["--sandbox-delay-ms", "30000"]);
    offer(&folder);
    let wanted = lines(&[("lamp-1", 1)]);
    let made = server.call(
        "POST",
        "/checkout-sessions",
        "key-to-make",
        &json!({ "line_items": wanted }),
    );
    let path = format!("/checkout-sessions/{}", made["id"].as_str().unwrap());
    server.call("PUT", &path, "key-to-fill", &filled(&wanted));
    let (sender, pay) = (server.sender(), format!("{path}/complete"));
    let paying = thread::spawn(move || {
        let headers = [
            ("ucp-agent", "profile=\"https://example.com/p\""),
            ("idempotency-key", "key-to-pay"),
            ("content-type", "application/json"),
        ];
        sender.send(
            "POST",
            &pay,
            &headers,
            &payment("success_token").to_string(),
        )
    });
    let since = Instant::now();
    while counted(&folder, "provider.sqlite", "SELECT count(*) FROM charge") == 0 {
        assert!(
            since.elapsed() < Duration::from_secs(20),
            "it is never charged"
        );
        thread::sleep(Duration::from_millis(5));
    }
    server.kill();
    paying.join().unwrap();
    let paying = "SELECT count(*) FROM offer_hold WHERE state = 'paying'";
    assert_eq!(counted(&folder, "shop.sqlite", paying), 1);

    let server = Process::start(folder.path(), &[]);
    let done = server.call("GET", &path, "unused-key", &json!({}));
    assert_eq!(
        (&done["status"], total(&done)),
        (&json!("completed"), 499 + 490)
    );
    let sold = "SELECT count(*) FROM offer_hold WHERE state = 'sold'";
    assert_eq!(counted(&folder, "shop.sqlite", sold), 1);
}
