//! Small readings of the browser that several ports share.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Window};

use crate::app::event::Monotonic;

/// The page's window. There is none in a worker, where the widget cannot be mounted.
#[must_use]
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The page's document.
#[must_use]
pub fn document() -> Option<Document> {
    window()?.document()
}

/// Whether nobody can see the page now.
#[must_use]
pub fn hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Now, on the page's own monotonic clock.
#[must_use]
pub fn now() -> Monotonic {
    monotonic(
        window()
            .and_then(|window| window.performance())
            .map_or(0.0, |performance| performance.now()),
    )
}

/// A reading of `performance.now()`, cut to whole milliseconds.
#[must_use]
pub fn monotonic(reading: f64) -> Monotonic {
    Monotonic(millis(reading))
}

/// Cuts to whole milliseconds, downwards. What is no number is 0.
#[must_use]
#[allow(clippy::cast_possible_truncation)] // `as` saturates, which is what is wanted of an absurd number.
pub fn millis(value: f64) -> i64 {
    value.floor() as i64
}

/// A property, or `undefined` where there is none or reading it throws.
#[must_use]
pub fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A property that is a number.
#[must_use]
pub fn number(of: &JsValue, name: &str) -> Option<f64> {
    get(of, name).as_f64()
}

/// A property that is text.
#[must_use]
pub fn text(of: &JsValue, name: &str) -> Option<String> {
    get(of, name).as_string()
}

/// A property that is a function.
#[must_use]
pub fn function(of: &JsValue, name: &str) -> Option<js_sys::Function> {
    get(of, name).dyn_into().ok()
}

/// A plain object with these properties.
#[must_use]
pub fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
