//! Offers that the shop holds, as a host starts, follows and stops them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use serde_json::{Value, json};
use support::{Stand, cue, time};
use vitrine_host::core::effect::TimerId;
use vitrine_host::core::event::Action;
use vitrine_host::core::offer::{Reduction, State, Terms};
use vitrine_host::core::present;

fn terms() -> Terms {
    Terms {
        reduction: Reduction::Price(4_900),
        quantity: 5,
        per_buyer: Some(1),
    }
}

fn start_offer(stand: &mut Stand) {
    stand.does(Action::Offer {
        product: "cloth".into(),
        terms: terms(),
        seconds: 60,
    });
}

#[test]
fn an_offer_is_told_in_the_picture_s_moment_and_runs_by_the_shop_s_clock() {
    let mut stand = Stand::running();
    stand.now = 20_000;
    stand.picture(12.0);
    stand.asked();
    start_offer(&mut stand);
    start_offer(&mut stand);
    let sent = stand.sent();
    let (id, first) = &sent[0];
    assert_eq!(
        (&first["at"], &first["lasts_ms"], &first["from"]),
        (&json!(time(12)), &json!(60_000), &Value::Null)
    );
    assert_eq!(
        first["terms"],
        json!({ "price": 4900, "quantity": 5, "per_buyer": 1 })
    );
    assert_ne!(
        first["offer"], sent[1].1["offer"],
        "each has a name of its own"
    );
    // The list is the shop's, and its time runs by the server's clock.
    let named = first["offer"].clone();
    let offer = json!({ "offer": named, "product": "cloth", "title": "Flash price", "price": 4900, "quantity": 5, "per_buyer": 1,
        "from": time(20), "to": time(80), "grace_ms": 13000, "hold_ms": 600_000, "state": "running", "left": 3, "held": 1, "sold": 1 });
    stand.answers(
        id,
        201,
        &json!({ "cue": cue(1, 12, &json!({ "kind": "offer", "offer": named, "product": "cloth", "from": time(20), "to": time(80) })) }),
    );
    stand.says("figures", &json!({ "at": time(20), "offers": [offer] }));
    let rows = present::offers(stand.model());
    assert_eq!((rows[0].seconds, rows[0].pieces.left), (60, 3));
    stand.now += 59_500;
    stand.rings(TimerId::Tick);
    assert_eq!(present::offers(stand.model())[0].seconds, 1);
    stand.now += 500;
    stand.rings(TimerId::Tick);
    assert_eq!(present::offers(stand.model())[0].state, State::Ended);
}

#[test]
fn an_offer_is_stopped_by_a_cue_of_its_name_that_ends_as_it_begins() {
    let mut stand = Stand::running();
    let offer = json!({ "offer": "o-1", "product": "cloth", "percent": 20, "quantity": 5, "from": time(0), "to": time(60),
        "state": "running", "left": 5 });
    stand.says("figures", &json!({ "at": time(0), "offers": [offer] }));
    stand.asked();
    stand.does(Action::StopOffer("o-1".into()));
    let (_, sent) = stand.sent().pop().unwrap();
    assert_eq!(
        (&sent["offer"], &sent["product"], &sent["terms"]),
        (&json!("o-1"), &json!("cloth"), &Value::Null)
    );
    assert_eq!(sent["from"], sent["to"]);
}
