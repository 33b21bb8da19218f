//! How values are written for the host, by the browser's own `Intl`, and how the host's own time is read.

use js_sys::{Array, Date, Object, Reflect};
use vitrine::domain::money::Money;
use vitrine::domain::show::ShowTime;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locales: &JsValue, options: &JsValue) -> Result<NumberFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &NumberFormat, value: &JsValue) -> Result<String, JsValue>;
}

/// The language that the console speaks.
const LANGUAGE: &str = "en";

fn language() -> JsValue {
    Array::of1(&LANGUAGE.into()).into()
}

/// An amount. It goes in as an exact decimal string: no float is made of it.
#[must_use]
pub fn money(money: Money) -> String {
    let options = Object::new();
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(&options, &"style".into(), &"currency".into());
    let _ = Reflect::set(&options, &"currency".into(), &money.currency.code().into());
    let decimal = money.decimal();
    NumberFormat::new(&language(), &options)
        .and_then(|format| format.format(&decimal.as_str().into()))
        .unwrap_or_else(|_| format!("{decimal} {}", money.currency.code()))
}

/// A whole number.
#[must_use]
pub fn number(value: u64) -> String {
    NumberFormat::new(&language(), &JsValue::UNDEFINED)
        .and_then(|format| format.format(&value.to_string().as_str().into()))
        .unwrap_or_else(|_| value.to_string())
}

#[allow(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
fn date(time: ShowTime) -> Date {
    Date::new(&JsValue::from_f64(time.0 as f64))
}

/// The time of day in the host's zone, with seconds.
#[must_use]
pub fn clock(time: ShowTime) -> String {
    let date = date(time);
    format!(
        "{:02}:{:02}:{:02}",
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds()
    )
}

/// Day and time in the host's zone.
#[must_use]
pub fn day(time: ShowTime) -> String {
    let options = Object::new();
    let _ = Reflect::set(&options, &"dateStyle".into(), &"medium".into());
    let _ = Reflect::set(&options, &"timeStyle".into(), &"short".into());
    date(time)
        .to_locale_string("en-GB", &options)
        .as_string()
        .unwrap_or_default()
}

/// As a field of day and time takes it: the host's zone, to the minute.
#[must_use]
pub fn to_field(time: ShowTime) -> String {
    let date = date(time);
    let minutes = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    );
    // As short as the field itself would write it, or it would be written anew with every drawing.
    match (date.get_seconds(), date.get_milliseconds()) {
        (0, 0) => minutes,
        (seconds, 0) => format!("{minutes}:{seconds:02}"),
        (seconds, ms) => {
            let exact = format!("{minutes}:{seconds:02}.{ms:03}");
            exact.trim_end_matches('0').to_owned()
        }
    }
}

/// What a field of day and time says, in the host's zone.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
pub fn from_field(text: &str) -> Option<ShowTime> {
    let ms = Date::new(&text.into()).get_time();
    ms.is_finite().then_some(ShowTime(ms as i64))
}
