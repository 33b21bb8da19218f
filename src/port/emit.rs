//! Tells the page: `CustomEvent`s named `vitrine:…` from the element, with a detail in the shape of GA4's e-commerce
//! events. Amounts are decimal strings in major units, so that nothing is lost in a float.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::app::effect::{Emission, EmittedItem};

/// Speaks to the page.
pub struct Emitter {
    host: HtmlElement,
}

/// A detail with what GA4 knows; what does not apply is left out.
#[derive(Serialize, Default)]
struct Detail<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<&'a [EmittedItem]>,
    #[serde(rename = "items", skip_serializing_if = "Option::is_none")]
    removed: Option<[Removed<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
}

/// What was taken out, by its id alone.
#[derive(Serialize)]
struct Removed<'a> {
    item_id: &'a str,
}

impl Emitter {
    /// Speaks from this element.
    #[must_use]
    pub fn new(host: HtmlElement) -> Self {
        Self { host }
    }

    /// Tells the page one thing. What a listener of the page throws is the page's: the browser reports it.
    pub fn emit(&self, emission: &Emission) {
        let (name, detail) = event(emission);
        let serializer = Serializer::json_compatible();
        let detail = detail.serialize(&serializer).unwrap_or(JsValue::NULL);
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&detail);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            // Only an event that is being dispatched already would be refused.
            let _ = self.host.dispatch_event(&event);
        }
    }
}

fn event(emission: &Emission) -> (&'static str, Detail<'_>) {
    let none = Detail::default();
    match emission {
        Emission::Ready => ("vitrine:ready", none),
        Emission::Cue { id, product } => (
            "vitrine:cue",
            Detail {
                cue_id: Some(id),
                item_id: Some(product.as_str()),
                ..none
            },
        ),
        Emission::ViewItem { currency, items } => ("vitrine:view-item", goods(currency, items)),
        Emission::AddToCart { currency, items } => ("vitrine:add-to-cart", goods(currency, items)),
        Emission::RemoveFromCart { currency, variant } => (
            "vitrine:remove-from-cart",
            Detail {
                currency: Some(currency),
                removed: Some([Removed {
                    item_id: variant.as_str(),
                }]),
                ..none
            },
        ),
        Emission::BeginCheckout {
            currency,
            value,
            items,
        } => (
            "vitrine:begin-checkout",
            Detail {
                value: Some(value),
                ..goods(currency, items)
            },
        ),
        Emission::Purchase {
            transaction_id,
            currency,
            value,
            items,
        } => (
            "vitrine:purchase",
            Detail {
                transaction_id: Some(transaction_id),
                value: Some(value),
                ..goods(currency, items)
            },
        ),
        Emission::Error { code } => (
            "vitrine:error",
            Detail {
                code: Some(code),
                ..none
            },
        ),
    }
}

fn goods<'a>(currency: &'a str, items: &'a [EmittedItem]) -> Detail<'a> {
    Detail {
        currency: Some(currency),
        items: Some(items),
        ..Detail::default()
    }
}
