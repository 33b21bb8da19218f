//! How values are written for the viewer, by the browser's own `Intl`. Formatters are made once and kept.
//!
//! Amounts go in as exact decimal strings: no float is made of them here, and current browsers make none either.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::js;
use crate::app::view::{Currency, Formats, Money, ShowTime};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<NumberFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &NumberFormat, value: &JsValue) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn format(this: &DateTimeFormat, milliseconds: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical(locale: &str) -> Result<js_sys::Array, JsValue>;
}

/// The language that values are written in where the wanted one is none.
const FALLBACK: &str = "en";

/// A language tag as the browser takes it: the wanted one in its canonical form, or English.
#[must_use]
pub fn locale(wanted: &str) -> String {
    canonical(wanted)
        .ok()
        .and_then(|locales| locales.get(0).as_string())
        .unwrap_or_else(|| FALLBACK.to_owned())
}

/// Writes values in one language.
pub struct Intl {
    locale: String,
    money: RefCell<Vec<(Currency, Option<NumberFormat>)>>,
    number: Option<NumberFormat>,
    countries: Option<DisplayNames>,
}

impl Intl {
    /// A writer for a language tag.
    #[must_use]
    pub fn new(wanted: &str) -> Self {
        let locale = locale(wanted);
        let regions = js::object(&[("type", "region".into())]);
        Self {
            money: RefCell::default(),
            number: NumberFormat::new(&locale, &JsValue::UNDEFINED).ok(),
            countries: DisplayNames::new(&locale, &regions).ok(),
            locale,
        }
    }

    fn money_format(&self, currency: Currency) -> Option<NumberFormat> {
        let mut known = self.money.borrow_mut();
        if let Some((_, format)) = known.iter().find(|(known, _)| *known == currency) {
            return format.clone();
        }
        // Said for both ends, since the browser's own list of minor units may differ from ours.
        let decimals: JsValue = u32::try_from(currency.decimals()).unwrap_or(2).into();
        let options = js::object(&[
            ("style", "currency".into()),
            ("currency", currency.code().into()),
            ("minimumFractionDigits", decimals.clone()),
            ("maximumFractionDigits", decimals),
        ]);
        let format = NumberFormat::new(&self.locale, &options).ok();
        known.push((currency, format.clone()));
        format
    }
}

impl Formats for Intl {
    fn locale(&self) -> &str {
        &self.locale
    }

    fn money(&self, money: Money) -> String {
        let decimal = money.decimal();
        self.money_format(money.currency)
            .and_then(|format| format.format(&decimal.as_str().into()).ok())
            .unwrap_or_else(|| format!("{} {decimal}", money.currency.code()))
    }

    fn moment(&self, at: ShowTime) -> String {
        let options = js::object(&[("dateStyle", "full".into()), ("timeStyle", "short".into())]);
        #[expect(
            clippy::cast_precision_loss,
            reason = "what is beyond a float's whole numbers is no date, and the browser says so"
        )]
        let format = |format: DateTimeFormat| format.format(at.0 as f64);
        DateTimeFormat::new(&self.locale, &options)
            .and_then(format)
            .unwrap_or_default()
    }

    fn number(&self, number: u32) -> String {
        let format = self.number.as_ref();
        format
            .and_then(|format| format.format(&number.into()).ok())
            .unwrap_or_else(|| number.to_string())
    }

    fn country(&self, code: &str) -> String {
        let names = self.countries.as_ref();
        names
            .and_then(|names| names.of(code).ok()?.as_string())
            .unwrap_or_else(|| code.to_owned())
    }
}
