//! Offers in any order of what buyers, the bank and time do: the pieces always add up, and nobody pays what they were not told.

use proptest::prelude::*;
use serde_json::{Value, json};
use vitrine_server::shop::offer::store::{self, Made};
use vitrine_server::shop::offer::{Offer, Price, hold};

use crate::support::{Bench, filled, lines, total};

const PIECES: i64 = 4;
const BUYERS: usize = 4;

#[derive(Clone, Debug)]
enum Step {
    Wants(usize, i64),
    Looks(usize),
    Pays(usize, &'static str),
    Cancels(usize),
    Passes(i64),
    Withdrawn,
}

fn step() -> impl Strategy<Value = Step> {
    let buyer = 0..BUYERS;
    prop_oneof![
        5 => (buyer.clone(), 1_i64..4).prop_map(|(buyer, some)| Step::Wants(buyer, some)),
        2 => buyer.clone().prop_map(Step::Looks),
        4 => (buyer.clone(), prop_oneof![Just("success_token"), Just("fail_token"), Just("escalation_token")])
            .prop_map(|(buyer, token)| Step::Pays(buyer, token)),
        1 => buyer.prop_map(Step::Cancels),
        3 => (1_i64..90).prop_map(Step::Passes),
        1 => Just(Step::Withdrawn),
    ]
}

/// A buyer with a cart of their own, and what they were told last that it costs.
#[derive(Default)]
struct Buyer {
    cart: Option<String>,
    told: i64,
}

impl Buyer {
    async fn wants(&mut self, bench: &Bench, some: i64) {
        let wanted = lines(&[("lamp-1", some)]);
        let reply = match &self.cart {
            Some(cart) => {
                let body = json!({ "id": cart, "line_items": wanted });
                bench.put(&format!("/carts/{cart}"), &body).await
            }
            None => bench.post("/carts", &json!({ "line_items": wanted })).await,
        };
        let body = reply.json();
        self.cart = Some(body["id"].as_str().unwrap().to_owned());
        self.told = total(&body);
    }

    /// Pays what the cart says; answers the checkout where it became an order.
    async fn pays(&mut self, bench: &Bench, token: &str) -> Option<Value> {
        let cart = self.cart.clone()?;
        let cart = bench.get(&format!("/carts/{cart}")).await.json();
        let some = cart["line_items"][0]["quantity"].as_i64()?;
        let checkout = bench.checkout_of_any(cart["id"].as_str()?).await?;
        let path = format!("/checkout-sessions/{checkout}");
        let ready = bench
            .put(&path, &filled(&lines(&[("lamp-1", some)])))
            .await
            .json();
        if ready["status"] != "ready_for_complete" {
            return None;
        }
        let paid = bench.pay(&checkout, token).await.json();
        (paid["status"] == "completed").then(|| {
            assert_eq!(
                total(&paid),
                total(&ready),
                "what was shown is what was paid"
            );
            paid
        })
    }
}

impl Bench {
    /// As `checkout_of`, also where the cart has one already, or is empty.
    async fn checkout_of_any(&self, cart: &str) -> Option<String> {
        let body = json!({ "cart_id": cart, "line_items": [] });
        let body = self.post("/checkout-sessions", &body).await.json();
        body["id"].as_str().map(str::to_owned)
    }
}

async fn run(steps: Vec<Step>) {
    let bench = Bench::new();
    let now = bench.shop.millis();
    let offer = Offer {
        id: "flash".to_owned(),
        product: "lamp".to_owned(),
        variants: None,
        title: "Flash price".to_owned(),
        price: Price::Is(499),
        quantity: PIECES,
        per_buyer: None,
        starts_at: now,
        ends_at: now + 300_000,
        grace: 0,
        hold: 60_000,
        withdrawn: false,
    };
    let made = bench.shop.db.write(|tx| store::make(tx, &offer)).unwrap();
    assert_eq!(made, Made::Yes);
    let mut buyers: Vec<Buyer> = (0..BUYERS).map(|_| Buyer::default()).collect();
    let mut flash_sold = 0;
    for step in steps {
        match step {
            Step::Wants(buyer, some) => buyers[buyer].wants(&bench, some).await,
            Step::Looks(buyer) => {
                if let Some(cart) = &buyers[buyer].cart {
                    let body = bench.get(&format!("/carts/{cart}")).await.json();
                    let dearer = total(&body) > buyers[buyer].told;
                    assert!(
                        !dearer || body["messages"].is_array(),
                        "who is asked for more is told why"
                    );
                }
            }
            Step::Pays(buyer, token) => {
                if let Some(paid) = buyers[buyer].pays(&bench, token).await {
                    flash_sold += paid["line_items"][0]["offer"]["quantity"]
                        .as_i64()
                        .unwrap_or(0);
                    buyers[buyer].told = 0;
                }
            }
            Step::Cancels(buyer) => {
                if let Some(cart) = buyers[buyer].cart.take() {
                    let reply = bench
                        .post(&format!("/carts/{cart}/cancel"), &json!({}))
                        .await;
                    if reply.codes() == ["complete_in_progress"] {
                        buyers[buyer].cart = Some(cart);
                    }
                }
            }
            Step::Passes(seconds) => {
                bench.pass(seconds);
                bench.shop.look_after().unwrap();
            }
            Step::Withdrawn => {
                let now = bench.shop.millis();
                bench
                    .shop
                    .db
                    .write(|tx| store::set(tx, "flash", None, now))
                    .unwrap();
            }
        }
        let now = bench.shop.millis();
        let count = bench
            .shop
            .db
            .read(|connection| hold::count(connection, "flash", now))
            .unwrap();
        assert!(count.held + count.sold <= PIECES, "{count:?}");
        assert_eq!(count.sold, flash_sold);
    }
    // Whoever was at it is let go, or has paid: nothing is left hanging.
    bench.pass(3_600);
    bench.shop.look_after().unwrap();
    let now = bench.shop.millis();
    let count = bench
        .shop
        .db
        .read(|connection| hold::count(connection, "flash", now))
        .unwrap();
    assert_eq!((count.held, count.sold), (0, flash_sold));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_happens_the_pieces_add_up(steps in proptest::collection::vec(step(), 1..24)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(run(steps));
    }
}
