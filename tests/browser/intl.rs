use vitrine::app::view::{Currency, Formats, Money, ShowTime};
use vitrine::port::intl::Intl;
use wasm_bindgen_test::wasm_bindgen_test;

fn money(locale: &str, minor: i64, currency: &str) -> String {
    let currency = Currency::parse(currency).unwrap();
    Intl::new(locale).money(Money::new(minor, currency))
}

#[wasm_bindgen_test]
fn money_is_written_as_the_viewer_writes_it() {
    assert_eq!(money("en", 5_900, "EUR"), "€59.00");
    assert_eq!(money("de", 123_450, "EUR"), "1.234,50\u{a0}€");
    assert_eq!(money("en", -1_000, "USD"), "-$10.00");
}

#[wasm_bindgen_test]
fn money_has_as_many_decimals_as_its_currency() {
    assert_eq!(money("en", 1_200, "JPY"), "¥1,200");
    assert_eq!(money("en", 1_250, "KWD"), "KWD\u{a0}1.250");
}

#[wasm_bindgen_test]
fn an_amount_beyond_a_float_s_reach_is_written_exactly() {
    assert_eq!(
        money("en", 9_007_199_254_740_993, "EUR"),
        "€90,071,992,547,409.93"
    );
}

#[wasm_bindgen_test]
fn a_currency_that_nobody_knows_is_written_with_its_code() {
    assert_eq!(money("en", 100, "QQQ"), "QQQ\u{a0}1.00");
}

#[wasm_bindgen_test]
fn a_language_that_is_none_becomes_english() {
    for nonsense in ["", "xx_YY!", "*"] {
        let intl = Intl::new(nonsense);
        assert_eq!(intl.locale(), "en");
        assert_eq!(intl.number(12_345), "12,345");
    }
    assert_eq!(Intl::new("DE-at").locale(), "de-AT");
}

#[wasm_bindgen_test]
fn a_moment_is_written_with_its_day_in_the_viewer_s_language() {
    // Noon of a Tuesday, which is a Tuesday wherever the test runs.
    let noon = ShowTime(1_798_545_600_000);
    assert!(
        Intl::new("en")
            .moment(noon)
            .starts_with("Tuesday, December 29, 2026")
    );
    assert!(
        Intl::new("de")
            .moment(noon)
            .starts_with("Dienstag, 29. Dezember 2026")
    );
    assert_eq!(Intl::new("en").moment(ShowTime(i64::MAX)), "");
}

#[wasm_bindgen_test]
fn countries_go_by_their_names_in_the_viewer_s_language() {
    assert_eq!(Intl::new("en").country("DE"), "Germany");
    assert_eq!(Intl::new("de").country("DE"), "Deutschland");
    assert_eq!(Intl::new("en").country("not a code"), "not a code");
}
