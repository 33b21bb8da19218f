//! The reader against `serde_json`, which stays out of the browser but is the measure here.

use super::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// The same, as `serde_json` would have it.
fn theirs(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(yes) => (*yes).into(),
        Value::Number(text) => serde_json::from_str(text).unwrap(),
        Value::Text(text) => text.as_str().into(),
        Value::List(rows) => rows.iter().map(theirs).collect(),
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(name, value)| (name.clone(), theirs(value)));
            serde_json::Value::Object(entries.collect())
        }
    }
}

/// Reads it with both, and fails unless they agree. Only a number that is too large for a float is taken here and not there.
fn agree(text: &str) {
    let expected = serde_json::from_str::<serde_json::Value>(text);
    if expected
        .as_ref()
        .is_err_and(|error| error.to_string().starts_with("number out of range"))
    {
        return;
    }
    let read = Value::read(text).map(|value| theirs(&value));
    assert_eq!(read, expected.ok(), "{text}");
}

#[test]
fn what_is_not_quite_json_is_refused() {
    for wrong in [
        "",
        " ",
        "nul",
        "nulll",
        "tru",
        "True",
        "[",
        "]",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{1:1}",
        "{\"a\" 1}",
        "[1}",
        "{\"a\":1]",
        "1 2",
        "01",
        "-",
        "-a",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "Infinity",
        "\"",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud83d\\u\"",
        "\"\\udc00\"",
        "\"\n\"",
        "\"\0\"",
        "\0",
        "null\0",
        "\u{feff}1",
        "'a'",
        "\"\\u+123\"",
    ] {
        assert_eq!(Value::read(wrong), None, "{wrong}");
        agree(wrong);
    }
}

#[test]
fn what_json_allows_is_read() {
    for fine in [
        " null ",
        "\t[ ]\r\n",
        "{ }",
        "[[],{}]",
        "-0",
        "0",
        "-1.5e-3",
        "1E+2",
        "12345678901234567890",
        "9223372036854775807",
        "-9223372036854775808",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é😀\"",
        "{\"a\":1,\"b\":{\"\":[true,false]},\"a\":2}",
    ] {
        assert!(Value::read(fine).is_some(), "{fine}");
        agree(fine);
    }
}

#[test]
fn nesting_has_an_end() {
    for deep in [127, 128, 100_000] {
        agree(&("[".repeat(deep) + &"]".repeat(deep)));
        agree(&("{\"a\":".repeat(deep) + "1" + &"}".repeat(deep)));
    }
}

#[test]
fn amounts_are_exact_and_others_are_none() {
    let whole = |text: &str| Value::read(text).unwrap().as_i64();
    assert_eq!(whole("9223372036854775807"), Some(i64::MAX));
    assert_eq!(whole("-9223372036854775808"), Some(i64::MIN));
    for other in ["9223372036854775808", "1.0", "1e2", "\"1\"", "null"] {
        assert_eq!(whole(other), None, "{other}");
    }
    assert_eq!(Value::read("-1").unwrap().as_u64(), None);
}

#[test]
fn where_a_name_comes_twice_the_last_one_counts() {
    let read = Value::read(r#"{"a":"1","a":"2"}"#).unwrap();
    assert_eq!(read["a"], "2");
    assert_eq!(read["b"]["c"], Value::Null);
}

/// Any JSON, some levels deep.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Into::into),
            vec((any::<String>(), inner), 0..6)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_as_it_was(written in json()) {
        agree(&written.to_string());
        agree(&format!("{written:#}"));
    }

    #[test]
    fn whatever_is_broken_is_refused_or_read_as_the_other_reader_does(
        written in json(), at: prop::sample::Index, put in "[\\[\\]{}:,\"\\\\u0-9eE.+ -]{0,3}", gone in 0_usize..4,
    ) {
        let mut letters: Vec<char> = written.to_string().chars().collect();
        let at = at.index(letters.len());
        let end = (at + gone).min(letters.len());
        letters.splice(at..end, put.chars());
        agree(&letters.into_iter().collect::<String>());
    }

    #[test]
    fn any_text_is_read_by_both_or_by_none(text in "[\\[\\]{}:,\"\\\\a-fnru0-9eE.+ -]{0,20}|.{0,20}") {
        agree(&text);
    }

    #[test]
    fn a_float_is_read_as_near_as_a_float_can_be(number in -1e12_f64..1e12, places in 0_usize..12) {
        for written in [format!("{number:.places$}"), format!("{number:e}")] {
            let expected: f64 = written.parse().unwrap();
            let read = Value::read(&written).unwrap().as_f64().unwrap();
            prop_assert!((read - expected).abs() <= expected.abs() * 1e-15, "{written}: {read}");
        }
    }

    #[test]
    fn no_number_makes_a_float_that_is_none(digits in "-?[1-9][0-9]{0,40}(\\.[0-9]{1,40})?", exponent: i32) {
        let read = Value::read(&format!("{digits}e{exponent}")).unwrap().as_f64();
        prop_assert!(read.is_none_or(f64::is_finite));
    }
}
