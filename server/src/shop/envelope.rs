//! The `ucp` object: which version and which capabilities a response speaks.

use serde_json::{Map, Value, json};

/// The version of UCP that the shop speaks.
pub const VERSION: &str = "2026-04-08";
/// Name and id of the one payment handler.
pub const SANDBOX: &str = "com.vitrine.sandbox";

/// What kind of response it is: names its root capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// `/catalog/search`
    Search,
    /// `/catalog/lookup` and `/catalog/product`
    Lookup,
    /// `/carts`
    Cart,
    /// `/checkout-sessions`
    Checkout,
    /// `/orders`
    Order,
}

/// A capability: its name, the file of its schema, the page of its specification.
struct Capability(&'static str, &'static str, &'static str);

const SEARCH: Capability = Capability(
    "dev.ucp.shopping.catalog.search",
    "catalog_search",
    "catalog/search",
);
const LOOKUP: Capability = Capability(
    "dev.ucp.shopping.catalog.lookup",
    "catalog_lookup",
    "catalog/lookup",
);
const CART: Capability = Capability("dev.ucp.shopping.cart", "cart", "cart");
const CHECKOUT: Capability = Capability("dev.ucp.shopping.checkout", "checkout", "checkout");
const ORDER: Capability = Capability("dev.ucp.shopping.order", "order", "order");
const DISCOUNT: Capability = Capability("dev.ucp.shopping.discount", "discount", "discount");
const FULFILLMENT: Capability =
    Capability("dev.ucp.shopping.fulfillment", "fulfillment", "fulfillment");

impl Capability {
    fn schema(&self) -> String {
        format!("https://ucp.dev/{VERSION}/schemas/shopping/{}.json", self.1)
    }

    fn in_response(&self, extends: Option<&str>) -> (String, Value) {
        let mut entry = json!({ "version": VERSION, "schema": self.schema() });
        if let Some(extends) = extends {
            entry["extends"] = json!(extends);
        }
        (self.0.to_owned(), json!([entry]))
    }

    fn in_profile(&self, extends: Option<Value>) -> (String, Value) {
        let spec = format!("https://ucp.dev/{VERSION}/specification/{}", self.2);
        let mut entry = json!({ "version": VERSION, "spec": spec, "schema": self.schema() });
        if let Some(extends) = extends {
            entry["extends"] = extends;
        }
        (self.0.to_owned(), json!([entry]))
    }
}

/// The `ucp` object of a success. A response names the root of its operation and what extends it,
/// nothing else: a validator composes its schema from that.
#[must_use]
pub fn success(root: Root, public_url: &str) -> Value {
    let capabilities: Map<String, Value> = match root {
        Root::Search => [SEARCH.in_response(None)].into_iter().collect(),
        Root::Lookup => [LOOKUP.in_response(None)].into_iter().collect(),
        Root::Cart => [CART.in_response(None), DISCOUNT.in_response(Some(CART.0))]
            .into_iter()
            .collect(),
        Root::Checkout => [
            CHECKOUT.in_response(None),
            DISCOUNT.in_response(Some(CHECKOUT.0)),
            FULFILLMENT.in_response(Some(CHECKOUT.0)),
        ]
        .into_iter()
        .collect(),
        Root::Order => [ORDER.in_response(None)].into_iter().collect(),
    };
    let mut ucp = json!({ "version": VERSION, "status": "success", "capabilities": capabilities });
    if root == Root::Checkout {
        ucp["payment_handlers"] = handlers(public_url);
    }
    ucp
}

/// The `ucp` object of an error response.
#[must_use]
pub fn error() -> Value {
    json!({ "version": VERSION, "status": "error" })
}

/// Every capability, as a profile lists them.
#[must_use]
pub fn every_capability() -> Value {
    let all: Map<String, Value> = [
        SEARCH.in_profile(None),
        LOOKUP.in_profile(None),
        CART.in_profile(None),
        CHECKOUT.in_profile(None),
        ORDER.in_profile(None),
        DISCOUNT.in_profile(Some(json!([CART.0, CHECKOUT.0]))),
        FULFILLMENT.in_profile(Some(json!(CHECKOUT.0))),
    ]
    .into_iter()
    .collect();
    json!(all)
}

/// The payment handlers of this shop.
#[must_use]
pub fn handlers(public_url: &str) -> Value {
    json!({ SANDBOX: [{
        "id": SANDBOX,
        "version": VERSION,
        "available_instruments": [{ "type": "card" }],
        "config": { "frame_url": format!("{public_url}/pay/frame"), "environment": "sandbox" },
    }] })
}
