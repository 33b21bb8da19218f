//! What the payment field may say, read from a value that anybody may have made.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};

use super::js;
use crate::app::event::PaymentEvent;

/// The tallest a frame can become, in CSS pixels: it must not push Pay out of reach for good.
const TALLEST: f64 = 1_200.0;
const LONGEST_TOKEN: u32 = 2_048;
const LONGEST_BRAND: u32 = 40;

/// Reads a message; `None` for one that is not understood.
pub(super) fn read(data: &JsValue) -> Option<PaymentEvent> {
    match short(data, "type", 16)?.as_str() {
        "ready" => Some(PaymentEvent::Ready),
        "height" => height(js::number(data, "px")?).map(PaymentEvent::Height),
        "validity" => {
            let complete = js::get(data, "complete").as_bool()?;
            Some(PaymentEvent::Complete(complete))
        }
        "token" => {
            let display = js::get(data, "display");
            let last4 = short(&display, "last4", 4);
            Some(PaymentEvent::Token {
                token: short(data, "token", LONGEST_TOKEN).filter(|token| !token.is_empty())?,
                brand: short(&display, "brand", LONGEST_BRAND),
                last4: last4
                    .filter(|last| last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit())),
            })
        }
        "invalid" => Some(PaymentEvent::Invalid),
        _ => None,
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Both ends are bounded first.
fn height(pixels: f64) -> Option<u32> {
    pixels
        .is_finite()
        .then(|| pixels.ceil().clamp(0.0, TALLEST) as u32)
}

/// A text property of bounded length. The length is asked of the browser before the text is copied.
fn short(of: &JsValue, name: &str, longest: u32) -> Option<String> {
    let text: JsString = js::get(of, name).dyn_into().ok()?;
    (text.length() <= longest).then(|| text.into())
}
