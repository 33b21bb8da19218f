use vitrine::app::effect::{Emission, EmittedItem};
use vitrine::port::emit::Emitter;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::CustomEvent;

use super::support::{Stand, document, get, js};

/// What the page heard at its body: the event, and its detail as JSON.
fn heard(name: &str, emission: &Emission) -> (CustomEvent, String) {
    let stand = Stand::new();
    let heard = std::rc::Rc::new(std::cell::RefCell::new(None));
    let listener = {
        let heard = heard.clone();
        Closure::<dyn FnMut(CustomEvent)>::new(move |event| {
            heard.replace(Some(event));
        })
    };
    let body = document().body().unwrap();
    let function = listener.as_ref().unchecked_ref();
    body.add_event_listener_with_callback(name, function)
        .unwrap();
    Emitter::new(stand.host.clone()).emit(emission);
    body.remove_event_listener_with_callback(name, function)
        .unwrap();
    let event: CustomEvent = heard.take().expect("the page heard it");
    let json = js_sys::JSON::stringify(&event.detail()).unwrap();
    (event, json.into())
}

fn plate() -> EmittedItem {
    EmittedItem {
        item_id: "plate-24".to_owned(),
        item_name: "Supper plate".to_owned(),
        price: "19.00".to_owned(),
        quantity: 2,
    }
}

#[wasm_bindgen_test]
fn events_bubble_out_of_the_element_and_cannot_be_cancelled() {
    let (event, detail) = heard("vitrine:ready", &Emission::Ready);
    assert!(event.bubbles() && event.composed() && !event.cancelable());
    assert_eq!(detail, "{}");
}

#[wasm_bindgen_test]
fn a_purchase_is_told_in_the_shape_of_ga4() {
    let purchase = Emission::Purchase {
        transaction_id: "V-1001".to_owned(),
        currency: "EUR".to_owned(),
        value: "42.90".to_owned(),
        items: vec![plate()],
    };
    let (_, detail) = heard("vitrine:purchase", &purchase);
    assert_eq!(
        detail,
        r#"{"transaction_id":"V-1001","currency":"EUR","value":"42.90","items":[{"item_id":"plate-24","item_name":"Supper plate","price":"19.00","quantity":2}]}"#
    );
}

#[wasm_bindgen_test]
fn what_is_taken_out_is_told_by_its_id() {
    let removed = Emission::RemoveFromCart {
        currency: "EUR".to_owned(),
        variant: "plate-24".into(),
    };
    let (_, detail) = heard("vitrine:remove-from-cart", &removed);
    assert_eq!(
        detail,
        r#"{"currency":"EUR","items":[{"item_id":"plate-24"}]}"#
    );
}

#[wasm_bindgen_test]
fn an_error_is_told_by_its_code_alone() {
    let code = "show_unavailable";
    let (_, detail) = heard("vitrine:error", &Emission::Error { code });
    assert_eq!(detail, r#"{"code":"show_unavailable"}"#);
}

#[wasm_bindgen_test]
fn a_listener_that_throws_does_not_stop_the_widget() {
    let stand = Stand::new();
    js("window.errors = []; window.keep = window.onerror;
        window.onerror = (message) => { window.errors.push(message); return true; };
        document.body.addEventListener('vitrine:ready', () => { throw new Error('of the page'); }, { once: true })");
    Emitter::new(stand.host.clone()).emit(&Emission::Ready);
    let errors = js("window.onerror = window.keep; return window.errors");
    assert_eq!(get(&errors, "length"), 1);
}
