//! Which schema a body of an operation is held against.
//!
//! A request is checked against its capability and the extensions that Vitrine uses; a response against the
//! capabilities that it names itself, which must include the operation's own; an error against UCP's error response.

use anyhow::{Result, bail};
use serde_json::{Value, json};

const VERSION: &str = "2026-04-08";
/// Where the schemas are published; `ucp-schema` reads the local folder instead.
const PUBLISHED: &str = "https://ucp.dev/2026-04-08";

/// One operation of UCP's REST binding, or discovery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Operation {
    capability: &'static str,
    /// What `ucp-schema` calls it.
    op: &'static str,
}

const CART: &str = "dev.ucp.shopping.cart";
const CHECKOUT: &str = "dev.ucp.shopping.checkout";
const SEARCH: &str = "dev.ucp.shopping.catalog.search";
const LOOKUP: &str = "dev.ucp.shopping.catalog.lookup";
const ORDER: &str = "dev.ucp.shopping.order";
const DISCOVERY: &str = "discovery";

/// The capabilities that take requests, the schema of each, and its extensions.
const CAPABILITIES: [(&str, &str, &[&str]); 4] = [
    (CART, "cart", &["discount"]),
    (CHECKOUT, "checkout", &["discount", "fulfillment"]),
    (SEARCH, "catalog_search", &[]),
    (LOOKUP, "catalog_lookup", &[]),
];

impl Operation {
    /// By its `operationId` in UCP's REST description.
    pub(super) fn named(name: &str) -> Option<Self> {
        let (capability, op) = match name {
            "create_cart" => (CART, "create"),
            "get_cart" => (CART, "read"),
            "update_cart" => (CART, "update"),
            "cancel_cart" => (CART, "cancel"),
            "create_checkout" => (CHECKOUT, "create"),
            "get_checkout" => (CHECKOUT, "read"),
            "update_checkout" => (CHECKOUT, "update"),
            "complete_checkout" => (CHECKOUT, "complete"),
            "cancel_checkout" => (CHECKOUT, "cancel"),
            "search_catalog" => (SEARCH, "search"),
            "lookup_catalog" => (LOOKUP, "lookup"),
            "get_product" => (LOOKUP, "get_product"),
            "get_order" => (ORDER, "read"),
            "discovery" => (DISCOVERY, "read"),
            _ => return None,
        };
        Some(Self { capability, op })
    }

    /// The arguments of `ucp-schema validate` for a request.
    pub(super) fn request_arguments(self) -> Result<Vec<String>> {
        if !CAPABILITIES
            .iter()
            .any(|(capability, ..)| *capability == self.capability)
        {
            bail!("this operation's request has no body");
        }
        let profile = format!("profiles/{}.json", self.capability);
        Ok(words(&[
            "--op",
            self.op,
            "--request",
            "--schema-local-base",
            ".",
            "--schema-remote-base",
            PUBLISHED,
            "--profile",
            &profile,
        ]))
    }

    /// The arguments of `ucp-schema validate` for this response.
    pub(super) fn response_arguments(self, body: &Value) -> Result<Vec<String>> {
        if self.capability == DISCOVERY {
            let schema = "discovery/profile_schema.json";
            return Ok(words(&[
                "--op",
                self.op,
                "--response",
                "--schema",
                schema,
                "--def",
                "business_profile",
            ]));
        }
        if body["ucp"]["status"] == "error" {
            let schema = "schemas/shopping/types/error_response.json";
            return Ok(words(&["--op", self.op, "--response", "--schema", schema]));
        }
        if body["ucp"]["capabilities"].get(self.capability).is_none() {
            bail!(
                "the response does not name {} among its capabilities",
                self.capability
            );
        }
        Ok(words(&[
            "--op",
            self.op,
            "--response",
            "--schema-local-base",
            ".",
            "--schema-remote-base",
            PUBLISHED,
        ]))
    }
}

/// The profiles that make up the requests, by file name: one root capability each, as `ucp-schema` wants it.
pub(super) fn profiles() -> impl Iterator<Item = (String, Value)> {
    CAPABILITIES.iter().map(|(root, schema, extensions)| {
        let mut capabilities = serde_json::Map::new();
        capabilities.insert(
            (*root).to_owned(),
            json!([{ "version": VERSION, "schema": address(schema) }]),
        );
        for extension in *extensions {
            let entry =
                json!([{ "version": VERSION, "schema": address(extension), "extends": root }]);
            capabilities.insert(format!("dev.ucp.shopping.{extension}"), entry);
        }
        (
            format!("{root}.json"),
            json!({ "ucp": { "version": VERSION, "capabilities": capabilities } }),
        )
    })
}

fn address(schema: &str) -> String {
    format!("{PUBLISHED}/schemas/shopping/{schema}.json")
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_held_against_the_error_response() {
        let body = json!({ "ucp": { "version": VERSION, "status": "error" }, "messages": [] });
        let arguments = Operation::named("get_cart")
            .unwrap()
            .response_arguments(&body)
            .unwrap();
        assert!(arguments.contains(&"schemas/shopping/types/error_response.json".to_owned()));
    }

    #[test]
    fn a_response_under_a_foreign_capability_is_refused() {
        let body = json!({ "ucp": { "capabilities": { (CART): [] } } });
        assert!(
            Operation::named("get_order")
                .unwrap()
                .response_arguments(&body)
                .is_err()
        );
        assert!(
            Operation::named("get_cart")
                .unwrap()
                .response_arguments(&body)
                .is_ok()
        );
    }

    #[test]
    fn a_get_has_no_request_body() {
        assert!(
            Operation::named("get_order")
                .unwrap()
                .request_arguments()
                .is_err()
        );
    }

    #[test]
    fn the_checkout_profile_names_one_root() {
        let (_, profile) = profiles()
            .find(|(name, _)| name.contains("checkout"))
            .unwrap();
        let capabilities = profile["ucp"]["capabilities"].as_object().unwrap();
        let roots = capabilities
            .values()
            .filter(|entry| entry[0].get("extends").is_none())
            .count();
        assert_eq!((capabilities.len(), roots), (3, 1));
    }
}
