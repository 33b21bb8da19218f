//! Reading JSON in which an object is an object, and a whole number is one however it is written.
//!
//! What serde derives for a struct takes a list of its fields as well: `[["mug-1"], 2]` would be a line of a cart. No
//! caller means that, and an extension's fields would change its meaning.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Number, Value};

/// A value to be read strictly. Enums are read from their names only.
#[derive(Debug, Clone, Copy)]
pub struct Strict<'a>(pub &'a Value);

impl<'de> Deserializer<'de> for Strict<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(list) => {
                let mut list = SeqDeserializer::new(list.iter().map(Strict));
                let value = visitor.visit_seq(&mut list)?;
                list.end()?;
                Ok(value)
            }
            Value::Object(fields) => {
                let fields = fields
                    .iter()
                    .map(|(name, value)| (name.as_str(), Strict(value)));
                visitor.visit_map(MapDeserializer::new(fields))
            }
            Value::Number(number) => match whole(number) {
                Some(whole) => visitor.visit_i64(whole),
                None => self.0.deserialize_any(visitor),
            },
            plain => plain.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(_) => Err(Error::invalid_type(Unexpected::Seq, &"an object")),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map enum identifier ignored_any
    }
}

/// `2.0` is an integer in JSON Schema, whatever is the language that wrote it.
#[allow(
    clippy::cast_possible_truncation,
    reason = "it is whole and small enough"
)]
fn whole(number: &Number) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let float = number.is_f64().then(|| number.as_f64()).flatten()?;
    (float.fract() == 0.0 && float.abs() <= LARGEST).then_some(float as i64)
}

impl<'de> IntoDeserializer<'de, Error> for Strict<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Line {
        item: Item,
        quantity: i64,
        #[serde(default)]
        notes: Vec<Option<String>>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Item {
        id: String,
    }

    #[test]
    fn objects_are_read_as_ever() {
        let json =
            json!({ "quantity": 2, "item": { "id": "a", "more": [1] }, "notes": ["x", null] });
        let line = Line::deserialize(Strict(&json)).unwrap();
        assert_eq!(line, serde_json::from_value(json).unwrap());
    }

    #[test]
    fn a_list_is_no_object_at_any_depth() {
        for json in [
            json!([{ "id": "a" }, 2, []]),
            json!({ "item": ["a"], "quantity": 2 }),
        ] {
            assert!(
                serde_json::from_value::<Line>(json.clone()).is_ok(),
                "serde alone takes it"
            );
            assert!(Line::deserialize(Strict(&json)).is_err());
        }
    }

    #[test]
    fn a_whole_number_may_have_a_point() {
        for (text, quantity) in [
            ("2.0", 2),
            ("2e3", 2_000),
            ("-0.0", 0),
            ("9007199254740992.0", 1 << 53),
        ] {
            let json = format!("{{\"item\":{{\"id\":\"a\"}},\"quantity\":{text}}}");
            let json: Value = serde_json::from_str(&json).unwrap();
            assert_eq!(Line::deserialize(Strict(&json)).unwrap().quantity, quantity);
        }
        for quantity in [2.5, 1e30, -1e300] {
            let json = json!({ "item": { "id": "a" }, "quantity": quantity });
            assert!(Line::deserialize(Strict(&json)).is_err(), "{json}");
        }
    }

    #[test]
    fn other_types_are_refused() {
        for json in [
            json!({ "item": { "id": 7 }, "quantity": 2 }),
            json!({ "item": { "id": "a" }, "quantity": 2.5 }),
            json!({ "item": { "id": "a" }, "quantity": "2" }),
            json!({ "item": { "id": "a" }, "quantity": 2, "notes": null }),
            json!("text"),
            json!(null),
        ] {
            assert!(Line::deserialize(Strict(&json)).is_err(), "{json}");
        }
    }
}
