//! What the shop of the tests takes, where UCP leaves it open: the limits of texts and numbers, and the words it knows.
//!
//! So a request that is made up to be valid is mostly carried out, and one that is made up to be invalid breaks these
//! limits as well as UCP's.

use serde_json::{Value, json};

/// The words, by the name of the field and of the one around it, and whether any other is in vain: then other words are
/// left to the requests that are meant to be invalid. Of the rest, half are known words.
const WORDS: [(&str, &str, bool, &[&str]); 8] = [
    (
        "item",
        "id",
        true,
        &["teapot-1", "throw-oat", "throw-moss", "vase-1"],
    ),
    (
        "",
        "ids",
        false,
        &["teapot", "throw-oat", "candle-01-1", "vase"],
    ),
    ("", "id", false, &["teapot", "throw", "vase-1"]),
    ("discounts", "codes", false, &["FIVER", "TENTH", "two"]),
    ("destinations", "address_country", false, &["US", "DE"]),
    ("groups", "selected_option_id", false, &["std"]),
    ("instruments", "handler_id", true, &["com.vitrine.sandbox"]),
    (
        "credential",
        "token",
        false,
        &["success_token", "fail_token", "escalation_token"],
    ),
];
/// At most 200 characters, none of them invisible.
const TEXT: &str = r"^[^\x00-\x1f\x7f-\x9f]{0,200}$";
const WORD: &str = r"^[!-~]{1,64}$";
/// What a number in JSON can be without loss.
const LARGEST: i64 = 9_007_199_254_740_991;

pub(super) fn set(request: &mut Value, operation: &str) {
    within(request, "", "");
    // Without lines it needs the id of a cart, which comes with a link.
    if operation == "create_checkout" {
        request["properties"]["line_items"]["minItems"] = json!(1);
    }
    if operation == "complete_checkout" {
        request["properties"]["payment"]["required"] = json!(["instruments"]);
    }
}

fn within(schema: &mut Value, around: &str, name: &str) {
    if (around, name) == ("methods", "type") {
        schema["enum"] = json!(["shipping"]);
    }
    if is(schema, "string") {
        *schema = text(schema.take(), around, name);
        return;
    }
    if is(schema, "integer") {
        schema["maximum"] = json!(LARGEST);
    }
    match (around, name) {
        ("payment", "instruments") if is(schema, "array") => {
            schema["minItems"] = json!(1);
            schema["maxItems"] = json!(1);
        }
        ("instruments", "selected") => schema["const"] = json!(true),
        ("instruments", "credential") => {
            schema["properties"]["token"] = json!({ "type": "string" });
            schema["required"] = json!(["type", "token"]);
        }
        ("payment", "instruments") if schema["properties"]["credential"].is_object() => {
            schema["required"] = json!(["id", "handler_id", "type", "credential"]);
        }
        _ => {}
    }
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    for (key, inner) in object {
        match (key.as_str(), inner) {
            ("properties", Value::Object(fields)) => {
                for (field, schema) in fields {
                    within(schema, name, field);
                }
            }
            ("items", part) => within(part, around, name),
            ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => {
                for part in parts {
                    within(part, around, name);
                }
            }
            _ => {}
        }
    }
}

fn is(schema: &Value, kind: &str) -> bool {
    schema["type"] == kind
        || schema["type"]
            .as_array()
            .is_some_and(|kinds| kinds.contains(&json!(kind)))
}

/// A text within the limits, and the known words beside it.
fn text(mut schema: Value, around: &str, name: &str) -> Value {
    let known = WORDS
        .iter()
        .find(|(outer, inner, ..)| *outer == around && *inner == name);
    let free = ["pattern", "enum", "const", "format"]
        .iter()
        .all(|bound| schema[bound].is_null());
    if free {
        let pattern = if known.is_some() { WORD } else { TEXT };
        schema["pattern"] = json!(pattern);
    }
    match known {
        Some((.., true, words)) => json!({ "type": "string", "enum": words }),
        Some((.., words)) => json!({ "anyOf": [{ "enum": words }, schema] }),
        None => schema,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_words_stand_beside_any() {
        let text = || json!({ "type": "string" });
        let mut schema = json!({ "properties": {
            "item": { "properties": { "id": text() } },
            "ids": { "type": "array", "items": text() },
            "buyer": { "properties": { "id": text() } },
        } });
        set(&mut schema, "create_cart");
        let fields = &schema["properties"];
        assert_eq!(fields["item"]["properties"]["id"]["enum"][3], "vase-1");
        assert_eq!(fields["ids"]["items"]["anyOf"][0]["enum"][1], "throw-oat");
        assert_eq!(fields["buyer"]["properties"]["id"]["pattern"], TEXT);
    }

    #[test]
    fn what_is_bound_stays_as_it_is() {
        let mut schema = json!({ "properties": { "type": { "type": "string", "enum": ["a"] } } });
        let before = schema.clone();
        set(&mut schema, "create_cart");
        assert_eq!(schema, before);
    }
}
