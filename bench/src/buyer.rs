//! A buyer who deals with the shop as the widget does: one key and body for a decision to buy, kept before it is sent; an
//! unknown outcome is asked about, and then the *same* key and body are sent again, until there is an answer.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::client;
use crate::process::VARIANT;

/// How long a buyer waits for one answer, and before asking again.
const DEADLINE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(20);
/// How long a decision to buy may stay unresolved before the bench gives up on the server.
const PATIENCE: Duration = Duration::from_mins(2);

/// A buyer.
#[derive(Clone, Debug)]
pub struct Buyer {
    client: Client,
    address: String,
}

/// One decision to buy.
#[derive(Clone, Debug)]
pub struct Intent {
    checkout: String,
    key: String,
    body: Value,
}

/// What a buyer was told in the end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Told {
    /// The order, by its secret id.
    Placed(String),
    /// Nothing was bought, and the shop's code for why.
    NotPlaced(String),
}

impl Buyer {
    /// A buyer at a shop.
    ///
    /// # Errors
    /// Where there is no HTTP client.
    pub fn at(address: &str) -> Result<Self> {
        let client = client(DEADLINE)?;
        Ok(Self {
            client,
            address: address.to_owned(),
        })
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn as_widget(&self, request: RequestBuilder) -> RequestBuilder {
        let profile = format!("profile=\"{}/profiles/vitrine.json\"", self.address);
        request.header("UCP-Agent", profile)
    }

    /// One request; an answer that says nothing is an error.
    async fn ask(&self, request: RequestBuilder) -> Result<Value> {
        let answer = self.as_widget(request).send().await?.error_for_status()?;
        let etag = answer.headers().get("etag");
        let revision = etag.and_then(|etag| Some(etag.to_str().ok()?.trim_matches('"').to_owned()));
        let mut body: Value = answer.json().await?;
        body["revision"] = json!(revision);
        Ok(body)
    }

    /// Reads the product.
    ///
    /// # Errors
    /// Where there is no answer.
    pub async fn looks(&self, product: &str) -> Result<Value> {
        let request = self.client.post(self.url("/catalog/product"));
        self.ask(request.json(&json!({ "id": product }))).await
    }

    /// Puts one piece into a new cart.
    ///
    /// # Errors
    /// Where there is no answer.
    pub async fn fills_a_cart(&self) -> Result<String> {
        let request = self.client.post(self.url("/carts"));
        let request = request.header("Idempotency-Key", key());
        let cart = self.ask(request.json(&json!({ "line_items": lines(1) })));
        id(&cart.await?)
    }

    /// Has so many pieces in the cart from now on.
    ///
    /// # Errors
    /// Where there is no answer.
    pub async fn changes_the_cart(&self, cart: &str, quantity: u32) -> Result<Value> {
        let request = self.client.put(self.url(&format!("/carts/{cart}")));
        let request = request.header("Idempotency-Key", key());
        let body = json!({ "id": cart, "line_items": lines(quantity) });
        self.ask(request.json(&body)).await
    }

    /// Goes all the way to a session that can be paid, and hands back its id.
    ///
    /// # Errors
    /// Where there is no answer, or the session is not ready.
    pub async fn gets_ready(&self) -> Result<String> {
        let cart = self.fills_a_cart().await?;
        let request = self.client.post(self.url("/checkout-sessions"));
        let request = request.header("Idempotency-Key", key());
        let body = json!({ "cart_id": cart, "line_items": [] });
        let session = id(&self.ask(request.json(&body)).await?)?;
        let request = self
            .client
            .put(self.url(&format!("/checkout-sessions/{session}")));
        let request = request.header("Idempotency-Key", key());
        let body = self.ask(request.json(&filled())).await?;
        if body["status"] != "ready_for_complete" {
            bail!("the session is not ready: {body}");
        }
        Ok(session)
    }

    /// Decides to buy what the session says now, with this card.
    ///
    /// # Errors
    /// Where the session cannot be read.
    pub async fn decides(&self, checkout: &str, token: &str) -> Result<Intent> {
        let session = self.reads(checkout).await?;
        let totals = session["totals"].as_array().context("no totals")?;
        let total = totals.iter().find(|entry| entry["type"] == "total");
        let body = json!({
            "payment": { "instruments": [{ "id": "card-1", "handler_id": "com.vitrine.sandbox", "type": "card",
                "selected": true, "credential": { "type": "token", "token": token } }] },
            "expected_total": total.context("no total")?["amount"],
            "expected_revision": session["revision"],
        });
        Ok(Intent {
            checkout: checkout.to_owned(),
            key: key(),
            body,
        })
    }

    async fn reads(&self, checkout: &str) -> Result<Value> {
        let url = self.url(&format!("/checkout-sessions/{checkout}"));
        self.ask(self.client.get(url)).await
    }

    async fn sends(&self, intent: &Intent) -> Result<Value> {
        let url = self.url(&format!("/checkout-sessions/{}/complete", intent.checkout));
        let request = self.client.post(url).header("Idempotency-Key", &intent.key);
        self.ask(request.json(&intent.body)).await
    }

    /// Pays, and does not rest until it is known what became of it.
    ///
    /// # Errors
    /// Where that is not to be found out.
    pub async fn buys(&self, intent: &Intent) -> Result<Told> {
        let started = Instant::now();
        loop {
            // The answer to the key, whatever it is; a failure says nothing.
            if let Some(told) = self
                .sends(intent)
                .await
                .ok()
                .and_then(|body| answered(&body))
            {
                return Ok(told);
            }
            // Unknown: asked about, until a reading says that it is done, or still open and may be sent again.
            loop {
                if started.elapsed() > PATIENCE {
                    bail!("a purchase stays unresolved");
                }
                tokio::time::sleep(PAUSE).await;
                let Ok(session) = self.reads(&intent.checkout).await else {
                    continue;
                };
                match session["status"].as_str() {
                    Some("completed") => return Ok(Told::Placed(id(&session["order"])?)),
                    Some("complete_in_progress") => {}
                    Some("canceled") => return Ok(Told::NotPlaced("canceled".to_owned())),
                    _ => break,
                }
            }
        }
    }
}

/// What the answer to a key says; `None` where the outcome is open.
fn answered(body: &Value) -> Option<Told> {
    match body["status"].as_str()? {
        "completed" => Some(Told::Placed(id(&body["order"]).ok()?)),
        "complete_in_progress" => None,
        _ => {
            let code = body["messages"][0]["code"].as_str().unwrap_or("no code");
            Some(Told::NotPlaced(code.to_owned()))
        }
    }
}

fn id(body: &Value) -> Result<String> {
    let id = body["id"].as_str();
    Ok(id.with_context(|| format!("no id in {body}"))?.to_owned())
}

fn lines(quantity: u32) -> Value {
    json!([{ "item": { "id": VARIANT }, "quantity": quantity }])
}

fn key() -> String {
    format!("{:032x}", fastrand::u128(..))
}

fn filled() -> Value {
    json!({
        "line_items": lines(1),
        "buyer": { "email": "ada@example.org" },
        "context": { "address_country": "DE" },
        "fulfillment": { "methods": [{ "type": "shipping", "line_item_ids": [],
            "destinations": [{ "id": "home", "first_name": "Ada", "last_name": "Lovelace",
                "street_address": "Linienstr. 1", "postal_code": "10115", "address_locality": "Berlin",
                "address_country": "DE" }],
            "selected_destination_id": "home",
            "groups": [{ "id": "parcel", "selected_option_id": "standard" }] }] },
    })
}
