//! The words of every language, held against the table.

use std::collections::BTreeSet;

use super::{EN, TABLES, of, shopping, watching};

/// The German file as it stands, by name and in its order.
fn german() -> Vec<(String, String)> {
    let file: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(include_str!("de.json")).unwrap();
    let text = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    file.into_iter()
        .map(|(name, value)| (name, text(value)))
        .collect()
}

/// What the build makes of it.
fn shipped() -> Vec<String> {
    let texts = german().into_iter().map(|(_, text)| text);
    std::iter::once(TABLES.to_string()).chain(texts).collect()
}

/// The names of all messages, in their order.
fn names() -> Vec<&'static str> {
    [watching::NAMES, shopping::NAMES].concat()
}

/// The English words, by name.
fn english() -> Vec<(&'static str, &'static str)> {
    // Each message's own name as its words says which field is which.
    let named: [&'static str; watching::COUNT] = std::array::from_fn(|at| watching::NAMES[at]);
    assert_eq!(watching::made(named).lang, "lang");
    let source = concat!(include_str!("watching.rs"), include_str!("shopping.rs"));
    let line = |name: &'static str| {
        let found = source.lines().find(|line| {
            let line = line.trim_start();
            line.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with([' ', '(']))
        });
        let words = found.unwrap().split_once(" = \"").unwrap().1;
        (name, words.strip_suffix("\";").unwrap())
    };
    names().into_iter().map(line).collect()
}

/// The places of a form.
fn places(text: &str) -> BTreeSet<&str> {
    text.match_indices('{')
        .map(|(at, _)| &text[at..at + 3])
        .collect()
}

#[test]
fn german_has_every_message_in_the_order_of_the_table() {
    let names: Vec<String> = german().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, super::tests::names());
}

#[test]
fn german_says_what_english_says_with_the_same_places_and_plurals() {
    for ((name, en), (_, de)) in english().into_iter().zip(german()) {
        assert!(!de.trim().is_empty(), "{name} has no words");
        assert_eq!(places(&de), places(en), "{name}: {de}");
        assert_eq!(de.contains('|'), en.contains('|'), "{name}: {de}");
        assert_eq!(de.ends_with(' '), en.ends_with(' '), "{name}: {de}");
        assert_eq!(de.ends_with('.'), en.ends_with('.'), "{name}: {de}");
    }
}

#[test]
fn no_german_message_was_left_in_english() {
    // Words that both languages have, and forms without words.
    let same = [
        "dir",
        "video",
        "pause",
        "live",
        "at_live_edge",
        "refused_because",
        "optional",
        "region",
        "card_ending",
    ];
    for ((name, en), (_, de)) in english().into_iter().zip(german()) {
        assert!(de != en || same.contains(&name), "{name}: {de}");
    }
}

#[test]
fn words_of_a_file_are_found_under_their_names() {
    let say = of(&shipped());
    assert_eq!(say.lang, "de");
    assert_eq!(say.shopping().undo, "Rückgängig");
    assert_eq!(say.shopping().review_again, "Noch einmal prüfen");
    assert!(std::ptr::eq(say, of(&shipped())), "read once");
}

#[test]
fn a_file_of_another_table_or_none_leaves_the_words_english() {
    let mut short = shipped();
    short.pop();
    let mut other = shipped();
    other[0] = "1".to_owned();
    for file in [&[][..], &short, &other] {
        assert!(std::ptr::eq(of(file), &raw const EN));
    }
}

#[test]
fn one_and_many_are_told_apart_in_each_language() {
    assert_eq!(EN.shopping().things(1, "1"), "1 item");
    assert_eq!(EN.shopping().things(2, "2"), "2 items");
    assert_eq!(EN.shopping().cart_holds(0, "0"), "Cart, 0 items");
    let de = of(&shipped());
    assert_eq!(de.shopping().things(1, "1"), "1 Artikel");
    assert_eq!(
        de.seek_behind(7321),
        "2 Stunden 2 Minuten 1 Sekunde hinter live"
    );
}

#[test]
fn a_span_of_time_names_what_there_is_of_it() {
    assert_eq!(EN.seek_behind(61), "1 minute 1 second behind live");
    assert_eq!(EN.seek_behind(3600), "1 hour behind live");
    assert_eq!(EN.seek_at(0, 96), "0 seconds of 1 minute 36 seconds");
}

#[test]
fn a_refusal_without_words_of_the_shop_ends_with_the_reason() {
    assert_eq!(
        EN.shopping().refused("Vase", "Sold out.", ""),
        "Vase: Sold out."
    );
    assert_eq!(
        EN.shopping().refused("Vase", "Sold out.", "Sorry."),
        "Vase: Sold out. Sorry."
    );
    assert_eq!(
        EN.shopping().added("a {1} thing"),
        "a {1} thing is in your cart"
    );
}
