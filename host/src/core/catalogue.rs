//! Products of the shop, as a card shows them: searched in its catalogue (UCP), and looked up by id.

use serde_json::{Value, json};
use vitrine::domain::money::{Currency, Money};

use super::http::{Method, Request, Response};

/// The most ids that a shop looks up at once.
pub const MOST_IDS: usize = 100;
const PAGE: u32 = 24;

/// What a card shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Product {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The lowest price.
    pub price: Option<Money>,
    /// Address of its picture.
    pub picture: Option<String>,
    /// How many are left of all variants, where the shop counts.
    pub stock: Option<u64>,
}

/// Asks for the products that have these words; without words, for all.
#[must_use]
pub fn search(origin: &str, words: &str) -> Request {
    let words = words.trim();
    let query = if words.is_empty() { "*" } else { words };
    ask(
        origin,
        "/catalog/search",
        &json!({ "query": query, "pagination": { "limit": PAGE } }),
    )
}

/// Asks for products by id.
#[must_use]
pub fn lookup(origin: &str, ids: &[String]) -> Request {
    let ids: Vec<&String> = ids.iter().take(MOST_IDS).collect();
    ask(origin, "/catalog/lookup", &json!({ "ids": ids }))
}

fn ask(origin: &str, path: &str, body: &Value) -> Request {
    let agent = format!("profile=\"{origin}/profiles/vitrine.json\"");
    Request {
        method: Method::Post,
        path: path.to_owned(),
        headers: vec![("UCP-Agent", agent)],
        body: Some(body.to_string()),
    }
}

/// The products of an answer; none where it is no answer of a catalogue. One that cannot be read spoils no other.
#[must_use]
pub fn products(response: &Response) -> Option<Vec<Product>> {
    let whole: Value = serde_json::from_str(&response.body).ok()?;
    let rows = whole["products"].as_array()?;
    (response.status == 200).then(|| rows.iter().filter_map(product).collect())
}

fn product(wire: &Value) -> Option<Product> {
    let price = &wire["price_range"]["min"];
    let currency = price["currency"].as_str().and_then(Currency::parse);
    let variants = wire["variants"].as_array();
    let left = |variant: &Value| variant["metadata"]["stock"].as_u64();
    Some(Product {
        id: wire["id"].as_str()?.to_owned(),
        title: wire["title"].as_str()?.to_owned(),
        price: price["amount"]
            .as_i64()
            .zip(currency)
            .map(|(minor, currency)| Money::new(minor, currency)),
        picture: wire["media"][0]["url"]
            .as_str()
            .filter(|url| url.starts_with("http"))
            .map(str::to_owned),
        stock: variants.and_then(|variants| variants.iter().map(left).sum()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_without_words_finds_everything() {
        let request = search("http://localhost:8787", "  ");
        assert!(request.body.unwrap().contains(r#""query":"*""#));
        assert_eq!(
            request.headers[0].1,
            "profile=\"http://localhost:8787/profiles/vitrine.json\""
        );
    }

    #[test]
    fn a_product_that_cannot_be_read_spoils_no_other() {
        let body = r#"{"products":[{"title":"no id"},{"id":"a","title":"A","price_range":{"min":{"amount":500,"currency":"EUR"}},
            "media":[{"url":"javascript:alert(1)"}],"variants":[{"metadata":{"stock":2}},{"metadata":{"stock":3}}]}]}"#;
        let response = Response {
            status: 200,
            body: body.to_owned(),
            ..Response::default()
        };
        let products = products(&response).unwrap();
        assert_eq!(products.len(), 1);
        assert_eq!(products[0].stock, Some(5));
        assert_eq!(
            products[0].picture, None,
            "an address of another kind is none"
        );
    }
}
