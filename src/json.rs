//! JSON: read into a [`Value`], and written as text, put together a call at a time, for what the widget sends and stores.
//!
//! Both by hand: a library for JSON brings maps, numbers of all kinds and the printing of floats into the browser, for a
//! few objects of texts and whole numbers.

mod read;
mod value;

use std::fmt::Write;

pub use value::Value;

/// A value, as JSON text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Json(String);

/// An object of these entries, in this order. What is `null` is left out, so that an `Option` is an entry or none.
#[must_use]
pub fn object(entries: &[(&str, Json)]) -> Json {
    enclosed(
        '{',
        entries.iter().map(|(name, value)| (Some(*name), value)),
        '}',
    )
}

/// A list of these values.
#[must_use]
pub fn list(values: &[Json]) -> Json {
    enclosed('[', values.iter().map(|value| (None, value)), ']')
}

fn enclosed<'a>(
    open: char,
    values: impl Iterator<Item = (Option<&'a str>, &'a Json)>,
    close: char,
) -> Json {
    let mut text = String::from(open);
    for (name, value) in values {
        join(&mut text, name, &value.0);
    }
    text.push(close);
    Json(text)
}

fn join(text: &mut String, name: Option<&str>, value: &str) {
    if name.is_some() && value == "null" {
        return;
    }
    if text.len() > 1 {
        text.push(',');
    }
    if let Some(name) = name {
        quote(text, name);
        text.push(':');
    }
    text.push_str(value);
}

fn quote(text: &mut String, raw: &str) {
    text.push('"');
    for letter in raw.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            // Writing into a `String` cannot fail.
            '\0'..='\x1f' => drop(write!(text, "\\u{:04x}", u32::from(letter))),
            _ => text.push(letter),
        }
    }
    text.push('"');
}

impl Json {
    /// The text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.0
    }
}

impl From<&str> for Json {
    fn from(raw: &str) -> Self {
        let mut text = String::with_capacity(raw.len() + 2);
        quote(&mut text, raw);
        Self(text)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        i64::from(number).into()
    }
}

impl From<bool> for Json {
    fn from(yes: bool) -> Self {
        Self(if yes { "true" } else { "false" }.to_owned())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(|| Self("null".to_owned()), Into::into)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(json: Json) -> serde_json::Value {
        serde_json::from_str(&json.into_text()).unwrap()
    }

    #[test]
    fn an_object_keeps_its_order_and_leaves_out_what_is_not_there() {
        let made = object(&[
            ("b", 1_u32.into()),
            ("none", None::<&str>.into()),
            ("a", true.into()),
        ]);
        assert_eq!(made.into_text(), r#"{"b":1,"a":true}"#);
        assert_eq!(object(&[("only", None::<u32>.into())]).into_text(), "{}");
    }

    #[test]
    fn lists_and_objects_nest() {
        let inner = object(&[("id", "a".into())]);
        let made = object(&[("rows", list(&[inner.clone(), inner])), ("none", list(&[]))]);
        assert_eq!(
            read(made),
            json!({"rows": [{"id": "a"}, {"id": "a"}], "none": []})
        );
    }

    proptest! {
        #[test]
        fn any_text_and_number_is_read_back_as_it_was(text: String, name: String, number: i64) {
            let made = object(&[(&name, text.as_str().into()), ("", list(&[number.into()]))]);
            let read = read(made);
            if name.is_empty() {
                prop_assert_eq!(&read[""], &json!([number]));
            } else {
                prop_assert_eq!(&read[&name], &json!(text));
            }
        }
    }
}
