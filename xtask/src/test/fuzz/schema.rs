//! The bodies of each operation, as `ucp-schema` works them out of UCP's annotated schemas.

use super::limits;
use crate::root;
use crate::test::ucp::SCHEMAS;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::process::Command;

const REQUEST: &str = "--request";
const RESPONSE: &str = "--response";

/// What an operation takes, within the limits of the shop.
pub(super) fn request(operation: &str) -> Result<Value> {
    let mut schema = whole(operation, REQUEST)?;
    limits::set(&mut schema, operation);
    Ok(schema)
}

/// What an operation answers if it is carried out: the resource, or a business outcome without one.
pub(super) fn response(operation: &str) -> Result<Value> {
    Ok(json!({ "oneOf": [whole(operation, RESPONSE)?, error()?] }))
}

/// UCP's error response.
pub(super) fn error() -> Result<Value> {
    let mut schema = resolved("types/error_response", None, "read", RESPONSE)?;
    mend(&mut schema, RESPONSE)?;
    Ok(schema)
}

/// One object with the fields of the capability and of the extensions that Vitrine uses.
fn whole(operation: &str, direction: &str) -> Result<Value> {
    let body = Body::of(operation, direction)?;
    let mut schema = flat(resolved(
        body.schema,
        body.part.as_deref(),
        body.op,
        direction,
    )?);
    for extension in body.extensions {
        let part = format!("dev.ucp.shopping.{}", body.schema);
        merge(
            &mut schema,
            flat(resolved(extension, Some(&part), body.op, direction)?),
        );
    }
    mend(&mut schema, direction)?;
    Ok(schema)
}

/// Where the schema of a body is.
#[derive(PartialEq, Eq, Debug)]
struct Body<'a> {
    schema: &'static str,
    /// The part of the schema, where it holds several.
    part: Option<String>,
    /// What `ucp-schema` calls the operation.
    op: &'a str,
    extensions: &'static [&'static str],
}

impl<'a> Body<'a> {
    fn of(operation: &'a str, direction: &str) -> Result<Self> {
        let (verb, resource) = operation
            .split_once('_')
            .context("an operation has two words")?;
        let op = if verb == "get" { "read" } else { verb };
        let one = |schema, extensions| Self {
            schema,
            part: None,
            op,
            extensions,
        };
        let catalog = |schema, op| {
            let part = Some(format!("{op}_{}", direction.trim_start_matches('-')));
            Self {
                schema,
                part,
                op,
                extensions: &[],
            }
        };
        Ok(match operation {
            "search_catalog" => catalog("catalog_search", "search"),
            "lookup_catalog" => catalog("catalog_lookup", "lookup"),
            "get_product" => catalog("catalog_lookup", "get_product"),
            _ if resource == "cart" => one("cart", &["discount"]),
            _ if resource == "checkout" => one("checkout", &["discount", "fulfillment"]),
            _ if resource == "order" => one("order", &[]),
            _ => bail!("UCP has no operation {operation}"),
        })
    }
}

fn resolved(schema: &str, part: Option<&str>, op: &str, direction: &str) -> Result<Value> {
    let mut command = Command::new("ucp-schema");
    command
        .current_dir(root::path(SCHEMAS))
        .args(["resolve", "--bundle", direction, "--op", op])
        .arg(format!("schemas/shopping/{schema}.json"));
    if let Some(part) = part {
        command.args(["--def", part]);
    }
    let output = command.output().context("cannot start ucp-schema")?;
    if !output.status.success() {
        bail!(
            "{schema}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// One object with all the fields that `allOf` and a reference to a part of the same file bring together.
fn flat(mut schema: Value) -> Value {
    let parts = schema
        .as_object_mut()
        .and_then(|object| object.remove("$defs"));
    flat_with(schema, &parts.unwrap_or_default())
}

fn flat_with(mut schema: Value, parts: &Value) -> Value {
    let part = schema["$ref"]
        .as_str()
        .and_then(|at| at.strip_prefix("#/$defs/"));
    if let Some(name) = part {
        return flat_with(parts[name].clone(), parts);
    }
    let all = schema
        .as_object_mut()
        .and_then(|object| object.remove("allOf"));
    if let Some(Value::Array(all)) = all {
        for part in all {
            merge(&mut schema, flat_with(part, parts));
        }
    }
    schema
}

/// Adds the fields of another object.
fn merge(schema: &mut Value, mut other: Value) {
    if let Value::Object(properties) = other["properties"].take() {
        for (name, property) in properties {
            schema["properties"][name] = property;
        }
    }
    if let Value::Array(required) = other["required"].take() {
        let mut all = schema["required"].as_array().cloned().unwrap_or_default();
        for name in required {
            if !all.contains(&name) {
                all.push(name);
            }
        }
        schema["required"] = json!(all);
    }
    if other["type"].is_string() {
        schema["type"] = other["type"].take();
    }
}

/// Takes the names of schemas out, which would be looked up elsewhere, and puts the instrument back where bundling has
/// left a reference to itself.
fn mend(schema: &mut Value, direction: &str) -> Result<()> {
    match schema {
        Value::Array(list) => list.iter_mut().try_for_each(|part| mend(part, direction)),
        Value::Object(object) => {
            object.remove("$id");
            object.remove("$schema");
            if object
                .get("title")
                .is_some_and(|title| title == "Selected Payment Instrument")
            {
                let instrument = resolved("types/payment_instrument", None, "complete", direction)?;
                object["allOf"][0] = flat(instrument);
            }
            object
                .values_mut()
                .try_for_each(|part| mend(part, direction))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_one_object() {
        let schema = json!({ "$ref": "#/$defs/a", "$defs": { "a": { "allOf": [
            { "type": "object", "properties": { "x": {} }, "required": ["x"] },
            { "properties": { "y": {} }, "required": ["x", "y"] },
        ] } } });
        let whole =
            json!({ "type": "object", "properties": { "x": {}, "y": {} }, "required": ["x", "y"] });
        assert_eq!(flat(schema), whole);
    }

    #[test]
    fn a_body_is_found_by_its_operation() {
        let product = Body::of("get_product", REQUEST).unwrap();
        assert_eq!(product.schema, "catalog_lookup");
        assert_eq!(product.part.as_deref(), Some("get_product_request"));
        let cart = Body::of("get_cart", RESPONSE).unwrap();
        assert_eq!((cart.schema, cart.part, cart.op), ("cart", None, "read"));
        assert!(Body::of("make_tea", REQUEST).is_err());
    }
}
