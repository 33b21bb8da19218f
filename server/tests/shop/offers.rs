//! Offers: what a countdown promises is held by the shop, for as long and as often as it says, and for nobody else.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use vitrine_server::shop::offer::store::{self, Made};
use vitrine_server::shop::offer::{Offer, Price};

use crate::support::{Bench, codes, filled, home, lines, total};

/// The lamp (999) for 499, five pieces, from now on for a minute.
fn lamp(bench: &Bench) -> Offer {
    let now = bench.shop.millis();
    Offer {
        id: "flash".to_owned(),
        product: "lamp".to_owned(),
        variants: None,
        title: "Flash price".to_owned(),
        price: Price::Is(499),
        quantity: 5,
        per_buyer: None,
        starts_at: now,
        ends_at: now + 60_000,
        grace: 10_000,
        hold: 600_000,
        withdrawn: false,
    }
}

fn make(bench: &Bench, offer: &Offer) {
    let made = bench.shop.db.write(|tx| store::make(tx, offer)).unwrap();
    assert_eq!(made, Made::Yes);
}

async fn put(bench: &Bench, cart: &str, quantity: i64) -> Value {
    let body = json!({ "id": cart, "line_items": lines(&[("lamp-1", quantity)]) });
    bench.put(&format!("/carts/{cart}"), &body).await.ok(200)
}

async fn read(bench: &Bench, path: &str) -> Value {
    bench.get(path).await.ok(200)
}

/// What the catalogue says of it, as a viewer's widget asks.
async fn told(bench: &Bench) -> Value {
    let body = bench
        .ask("/catalog/product", &json!({ "id": "lamp" }))
        .await;
    body.ok(200)["product"]["variants"][0]["metadata"]["offer"].clone()
}

async fn adds(bench: &Bench, quantity: i64) -> Value {
    let body = json!({ "line_items": lines(&[("lamp-1", quantity)]) });
    bench.post("/carts", &body).await.ok(201)
}

async fn adds_late(bench: &Bench, acted_ms_ago: i64) -> Value {
    let body = json!({ "line_items": lines(&[("lamp-1", 1)]), "acted_ms_ago": acted_ms_ago });
    bench.post("/carts", &body).await.ok(201)
}

fn id(body: &Value) -> String {
    body["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_added_in_time_costs_the_offers_price_and_says_so() {
    let bench = Bench::new();
    make(&bench, &lamp(&bench));
    let offer = told(&bench).await;
    assert_eq!(
        (&offer["price"], &offer["left"], &offer["ends_in_ms"]),
        (&json!(499), &json!(5), &json!(60_000))
    );

    let cart = adds(&bench, 2).await;
    assert_eq!((total(&cart), codes(&cart)), (998, vec![]));
    assert_eq!(
        cart["discounts"]["applied"],
        json!([{ "title": "Flash price", "amount": 1_000, "priority": 1, "automatic": true, "method": "each",
            "allocations": [{ "path": "$.line_items[0]", "amount": 1_000 }] }])
    );
    let line = &cart["line_items"][0];
    assert_eq!(
        (&line["offer"]["quantity"], &line["offer"]["price"]),
        (&json!(2), &json!(499))
    );
    assert_eq!(line["offer"]["held_until"], "2026-11-18T11:16:40Z");
    assert_eq!(told(&bench).await["left"], 3);
}

#[tokio::test]
async fn percentages_come_after_the_offer() {
    let bench = Bench::new();
    make(
        &bench,
        &Offer {
            price: Price::Less(50),
            ..lamp(&bench)
        },
    );
    let body = json!({ "line_items": lines(&[("lamp-1", 1), ("mug-1", 1)]), "discounts": { "codes": ["TEN"] } });
    let cart = bench.post("/carts", &body).await.ok(201);
    // 999 less half is 499; 499 and 1250 less a tenth are 1574.
    assert_eq!(total(&cart), 1_574);
}

#[tokio::test]
async fn nobody_gets_it_before_the_start_or_after_the_end() {
    let bench = Bench::new();
    let offer = lamp(&bench);
    make(
        &bench,
        &Offer {
            starts_at: offer.starts_at + 5_000,
            ..offer
        },
    );
    assert_eq!(
        (told(&bench).await, total(&adds(&bench, 1).await)),
        (Value::Null, 999)
    );
    bench.pass(59);
    assert_eq!(total(&adds(&bench, 1).await), 499);
    bench.pass(1);
    let late = adds(&bench, 1).await;
    assert_eq!(
        (total(&late), codes(&late)),
        (999, vec!["offer_ended".to_owned()])
    );
}

#[tokio::test]
async fn who_acted_in_time_gets_it_within_the_grace_and_nobody_after_it() {
    let bench = Bench::new();
    make(&bench, &lamp(&bench));
    bench.pass(65);
    assert_eq!(told(&bench).await["ends_in_ms"], -5_000);
    assert_eq!(
        total(&adds(&bench, 1).await),
        999,
        "it says nothing of having acted before"
    );
    assert_eq!(
        total(&adds_late(&bench, 2_000).await),
        999,
        "it acted after the end"
    );
    assert_eq!(total(&adds_late(&bench, 5_000).await), 499);
    assert_eq!(total(&adds_late(&bench, 3_600_000).await), 499);
    bench.pass(5);
    assert_eq!(
        total(&adds_late(&bench, 3_600_000).await),
        999,
        "whatever it says"
    );
    let body = json!({ "line_items": lines(&[("lamp-1", 1)]), "acted_ms_ago": -1 });
    assert_eq!(bench.post("/carts", &body).await.status, 400);
}

#[tokio::test]
async fn the_pieces_that_are_left_cost_less_and_the_others_do_not_and_the_cart_says_why() {
    let bench = Bench::new();
    make(&bench, &lamp(&bench));
    adds(&bench, 3).await;
    let cart = adds(&bench, 4).await;
    assert_eq!(
        (total(&cart), codes(&cart)),
        (2 * 499 + 2 * 999, vec!["offer_sold_out".to_owned()])
    );
    assert_eq!(cart["messages"][0]["path"], "$.line_items[0]");
    let none = adds(&bench, 1).await;
    assert_eq!(
        (total(&none), codes(&none)),
        (999, vec!["offer_sold_out".to_owned()])
    );
    assert_eq!(told(&bench).await["left"], 0);

    let fewer = put(&bench, &id(&cart), 1).await;
    assert_eq!(
        (total(&fewer), told(&bench).await["left"].clone()),
        (499, json!(1))
    );
}

#[tokio::test]
async fn what_was_in_the_cart_before_gets_the_price_with_the_next_write() {
    let bench = Bench::new();
    let cart = id(&adds(&bench, 1).await);
    make(&bench, &lamp(&bench));
    assert_eq!(total(&read(&bench, &format!("/carts/{cart}")).await), 999);
    assert_eq!(total(&put(&bench, &cart, 1).await), 499);
}

#[tokio::test]
async fn a_hold_that_ends_returns_and_its_buyer_is_told_before_paying_more() {
    let bench = Bench::new();
    make(
        &bench,
        &Offer {
            quantity: 1,
            hold: 60_000,
            ends_at: bench.shop.millis() + 3_600_000,
            ..lamp(&bench)
        },
    );
    let (checkout, ready) = bench.ready(&lines(&[("lamp-1", 1)])).await;
    assert_eq!(total(&ready), 499 + 490);
    assert_eq!(total(&adds(&bench, 1).await), 999);
    bench.pass(60);
    assert_eq!(told(&bench).await["left"], 1);
    let other = adds(&bench, 1).await;
    assert_eq!(total(&other), 499, "somebody else gets it");

    let path = format!("/checkout-sessions/{checkout}");
    let paid = bench.pay(&checkout, "success_token").await.ok(200);
    assert_eq!(
        (&paid["status"], codes(&paid)),
        (&json!("incomplete"), vec!["offer_hold_ended".to_owned()])
    );
    assert_eq!((bench.books(), total(&paid)), ((0, 0), 999 + 490));

    let confirmed = bench
        .put(&path, &filled(&lines(&[("lamp-1", 1)])))
        .await
        .ok(200);
    assert_eq!(
        (&confirmed["status"], codes(&confirmed)),
        (
            &json!("ready_for_complete"),
            vec!["offer_sold_out".to_owned()]
        )
    );
    let paid = bench.pay(&checkout, "success_token").await.ok(200);
    assert_eq!(
        (&paid["status"], total(&paid), bench.books()),
        (&json!("completed"), 999 + 490, (1, 1))
    );
}

#[tokio::test]
async fn a_cart_whose_hold_ended_says_so_until_it_is_written() {
    let bench = Bench::new();
    make(&bench, &lamp(&bench));
    let cart = id(&adds(&bench, 1).await);
    let path = format!("/carts/{cart}");
    let before = bench.get(&path).await.etag();
    bench.pass(600);
    bench.shop.look_after().unwrap();
    let after = bench.get(&path).await;
    assert_ne!(before, after.etag());
    assert_eq!(
        (total(&after.json()), after.codes()),
        (999, vec!["offer_hold_ended".to_owned()])
    );
    let written = put(&bench, &cart, 1).await;
    assert_eq!(codes(&written), ["offer_hold_ended"]);
    assert_eq!(codes(&put(&bench, &cart, 1).await), Vec::<String>::new());
}

#[tokio::test]
async fn a_cart_gets_no_more_than_a_buyers_share_also_after_an_order() {
    let bench = Bench::new();
    make(
        &bench,
        &Offer {
            per_buyer: Some(2),
            ..lamp(&bench)
        },
    );
    let cart = adds(&bench, 3).await;
    assert_eq!(
        (total(&cart), codes(&cart)),
        (2 * 499 + 999, vec!["offer_limit_reached".to_owned()])
    );
    let id = id(&cart);
    let checkout = bench.checkout_of(&id).await;
    let path = format!("/checkout-sessions/{checkout}");
    bench
        .put(&path, &filled(&lines(&[("lamp-1", 2)])))
        .await
        .ok(200);
    assert_eq!(
        bench.pay(&checkout, "success_token").await.ok(200)["status"],
        "completed"
    );
    let again = put(&bench, &id, 1).await;
    assert_eq!(
        (total(&again), codes(&again)),
        (999, vec!["offer_limit_reached".to_owned()])
    );
    let of_all = told(&bench).await;
    assert_eq!(
        (&of_all["left"], &of_all["per_buyer"]),
        (&json!(3), &json!(2))
    );
}

#[tokio::test]
async fn the_same_e_mail_or_the_same_address_is_the_same_buyer() {
    let bench = Bench::new();
    make(
        &bench,
        &Offer {
            per_buyer: Some(1),
            ..lamp(&bench)
        },
    );
    let lamp = lines(&[("lamp-1", 1)]);
    let (first, _) = bench.ready(&lamp).await;
    let (second, ready) = bench.ready(&lamp).await;
    assert_eq!(total(&ready), 499 + 490);
    assert_eq!(
        bench.pay(&first, "success_token").await.ok(200)["status"],
        "completed"
    );
    // The second was told the price before the first was paid: it is told again, and not charged.
    let paid = bench.pay(&second, "success_token").await.ok(200);
    assert_eq!(codes(&paid), ["offer_limit_reached"]);
    assert_eq!(bench.books(), (1, 1));

    let cart = bench.cart(&lamp).await;
    let third = bench.checkout_of(&cart).await;
    let path = format!("/checkout-sessions/{third}");
    let mut body = filled(&lamp);
    body["buyer"]["email"] = json!("ANNA+again@example.com");
    body["fulfillment"]["methods"][0]["destinations"][0]["street_address"] = json!("Elsewhere 1");
    let by_mail = bench.put(&path, &body).await.ok(200);
    assert_eq!(
        (total(&by_mail), codes(&by_mail)),
        (999 + 490, vec!["offer_limit_reached".to_owned()])
    );
    body["buyer"]["email"] = json!("bert@example.com");
    body["fulfillment"]["methods"][0]["destinations"] = json!([home("DE")]);
    body["fulfillment"]["methods"][0]["destinations"][0]["street_address"] = json!("LINDENWEG, 3");
    assert_eq!(total(&bench.put(&path, &body).await.ok(200)), 999 + 490);
    body["fulfillment"]["methods"][0]["destinations"][0]["street_address"] = json!("Elsewhere 1");
    assert_eq!(total(&bench.put(&path, &body).await.ok(200)), 499 + 490);
}

#[tokio::test]
async fn a_withdrawn_offer_is_kept_to_those_who_have_it_and_to_nobody_else() {
    let bench = Bench::new();
    make(&bench, &lamp(&bench));
    let (checkout, _) = bench.ready(&lines(&[("lamp-1", 1)])).await;
    let now = bench.shop.millis();
    bench
        .shop
        .db
        .write(|tx| store::set(tx, "flash", None, now))
        .unwrap();
    assert_eq!(told(&bench).await, Value::Null);
    let late = adds_late(&bench, 5_000).await;
    assert_eq!(
        (total(&late), codes(&late)),
        (999, vec!["offer_ended".to_owned()])
    );
    let paid = bench.pay(&checkout, "success_token").await.ok(200);
    assert_eq!(
        (&paid["status"], total(&paid)),
        (&json!("completed"), 499 + 490)
    );
}

#[tokio::test]
async fn what_is_held_is_not_sold_to_others_at_any_price() {
    let bench = Bench::new();
    let now = bench.shop.millis();
    make(
        &bench,
        &Offer {
            product: "shirt".to_owned(),
            price: Price::Less(20),
            quantity: 1,
            ends_at: now + 1,
            ..lamp(&bench)
        },
    );
    let shirt = lines(&[("shirt-m-oat", 1)]);
    let (early, _) = bench.ready(&shirt).await;
    let refused = bench.post("/carts", &json!({ "line_items": shirt })).await;
    assert_eq!(
        refused.codes(),
        ["out_of_stock"],
        "there is one, and it is held"
    );
    assert_eq!(
        bench.pay(&early, "success_token").await.ok(200)["status"],
        "completed"
    );
    assert_eq!(bench.stock("shirt-m-oat"), 0);
}

#[tokio::test]
async fn a_declined_payment_keeps_the_hold_and_a_cancelled_cart_returns_it() {
    let bench = Bench::new();
    make(&bench, &lamp(&bench));
    let cart = id(&adds(&bench, 1).await);
    let checkout = bench.checkout_of(&cart).await;
    let path = format!("/checkout-sessions/{checkout}");
    bench
        .put(&path, &filled(&lines(&[("lamp-1", 1)])))
        .await
        .ok(200);
    let declined = bench.pay(&checkout, "fail_token").await.ok(200);
    assert_eq!(
        (total(&declined), codes(&declined)),
        (499 + 490, vec!["payment_failed".to_owned()])
    );
    assert_eq!(told(&bench).await["left"], 4);
    bench
        .post(&format!("/carts/{cart}/cancel"), &json!({}))
        .await
        .ok(200);
    assert_eq!(told(&bench).await["left"], 5);
}

#[tokio::test]
async fn a_payment_that_waits_for_the_bank_keeps_its_pieces_beyond_the_hold() {
    let bench = Bench::new();
    make(
        &bench,
        &Offer {
            hold: 60_000,
            quantity: 1,
            ends_at: bench.shop.millis() + 3_600_000,
            ..lamp(&bench)
        },
    );
    let (checkout, _) = bench.ready(&lines(&[("lamp-1", 1)])).await;
    assert_eq!(
        bench.pay(&checkout, "escalation_token").await.ok(200)["status"],
        "requires_escalation"
    );
    bench.pass(300);
    bench.shop.look_after().unwrap();
    assert_eq!(told(&bench).await["left"], 0);
    bench.pass(300);
    bench.shop.look_after().unwrap();
    assert_eq!(told(&bench).await["left"], 1, "nobody confirmed it in time");
}

#[tokio::test]
async fn a_restart_changes_nothing_of_a_hold() {
    let mut bench = Bench::new();
    make(&bench, &lamp(&bench));
    let (checkout, _) = bench.ready(&lines(&[("lamp-1", 1)])).await;
    bench.pass(120);
    bench.restart();
    let paid = bench.pay(&checkout, "success_token").await.ok(200);
    assert_eq!(
        (&paid["status"], total(&paid)),
        (&json!("completed"), 499 + 490)
    );
}

#[tokio::test]
async fn one_offer_of_a_product_runs_at_a_time() {
    let bench = Bench::new();
    let first = lamp(&bench);
    make(&bench, &first);
    make(&bench, &first);
    let make = |offer: &Offer| bench.shop.db.write(|tx| store::make(tx, offer)).unwrap();
    assert_eq!(
        make(&Offer {
            quantity: 6,
            ..first.clone()
        }),
        Made::Taken
    );
    let second = Offer {
        id: "second".to_owned(),
        ..first.clone()
    };
    assert_eq!(make(&second), Made::Overlaps("flash".to_owned()));
    let later = Offer {
        starts_at: first.ends_at,
        ends_at: first.ends_at + 1_000,
        ..second
    };
    assert_eq!(make(&later), Made::Yes);
}

#[tokio::test]
async fn the_database_refuses_to_promise_more_than_there_is() {
    let bench = Bench::new();
    make(&bench, &lamp(&bench));
    adds(&bench, 5).await;
    let more = |sql: &str| bench.shop.db.write(|tx| tx.execute(sql, []).map(drop));
    let insert = "INSERT INTO offer_hold (offer, variant, holder, quantity, state, ends_at) VALUES ('flash', 'lamp-1', 'x', 1, 'held', 9)";
    let refused: Result<(), rusqlite::Error> = more(insert);
    assert!(refused.unwrap_err().to_string().contains("not oversold"));
    let refused: Result<(), rusqlite::Error> = more("UPDATE offer_hold SET quantity = 6");
    assert!(refused.unwrap_err().to_string().contains("not oversold"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_buyers_race_for_fifty_pieces_and_fifty_get_the_price() {
    let bench = Arc::new(Bench::with(&{
        let mut shop = crate::support::catalogue::usual();
        shop["products"][2]["variants"][0]["stock"] = json!(1_000);
        shop
    }));
    make(
        &bench,
        &Offer {
            quantity: 50,
            per_buyer: Some(1),
            ..lamp(&bench)
        },
    );
    // As many requests at once as a slow machine answers in time.
    let door = Arc::new(Semaphore::new(24));
    let mut carts = JoinSet::new();
    for _ in 0..200 {
        let (bench, door) = (Arc::clone(&bench), Arc::clone(&door));
        carts.spawn(async move {
            let _turn = door.acquire().await.unwrap();
            adds(&bench, 1).await
        });
    }
    let mut buyers = JoinSet::new();
    for (buyer, cart) in carts.join_all().await.into_iter().enumerate() {
        let (bench, door) = (Arc::clone(&bench), Arc::clone(&door));
        buyers.spawn(async move {
            let _turn = door.acquire().await.unwrap();
            let promised = total(&cart);
            assert_eq!(
                promised == 999,
                codes(&cart) == ["offer_sold_out"],
                "who pays more is told why"
            );
            let checkout = bench.checkout_of(&id(&cart)).await;
            let mut body = filled(&lines(&[("lamp-1", 1)]));
            body["buyer"]["email"] = json!(format!("buyer{buyer}@example.com"));
            body["fulfillment"]["methods"][0]["destinations"][0]["street_address"] =
                json!(format!("Lindenweg {buyer}"));
            bench
                .put(&format!("/checkout-sessions/{checkout}"), &body)
                .await
                .ok(200);
            let paid = bench.pay(&checkout, "success_token").await.ok(200);
            assert_eq!(
                (&paid["status"], total(&paid)),
                (&json!("completed"), promised + 490)
            );
            promised
        });
    }
    let paid = buyers.join_all().await;
    let at = |price: i64| paid.iter().filter(|paid| **paid == price).count();
    assert_eq!((at(499), at(999), bench.books()), (50, 150, (200, 200)));
    assert_eq!(
        (told(&bench).await["left"].clone(), bench.stock("lamp-1")),
        (json!(0), 800)
    );
}
