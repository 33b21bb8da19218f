//! The element in a real browser: mounted into a shadow root as the loader does it, and taken out again.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[path = "browser/support.rs"]
mod support;

use js_sys::{Function, Object, Reflect};
use support::{FetchDouble, Stand, fired, function, get, js, settled, turn};
use vitrine::element::{Mount, mount};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// A stage with one show and a shop that is not there.
const STAGE: &str =
    "if (!url.endsWith('/show.json')) return Promise.resolve(new Response('', { status: 404 }));
  return Promise.resolve(new Response(JSON.stringify({
    version: 1, id: 'demo', title: 'The autumn table', status: 'live',
    stream: { src: 'https://stage.example/show.mp4', type: 'video/mp4' },
    shop: { type: 'ucp', endpoint: 'https://shop.example' }, lineup: ['vase'],
  })))";
/// A stage that is not there.
const NOTHING: &str = "return Promise.resolve(new Response('', { status: 404 }))";

fn options(show: &str) -> Object {
    let options = Object::new();
    let no_hls = Function::new_no_args("throw new Error('not needed')");
    for (name, value) in [
        ("show", JsValue::from(show)),
        ("locale", "en".into()),
        ("hls", no_hls.into()),
        // One file, as every debug build is.
        ("shopping", Function::new_no_args("").into()),
    ] {
        Reflect::set(&options, &name.into(), &value).unwrap();
    }
    options
}

fn mounted(stand: &Stand) -> Mount {
    stand.root.remove();
    let show = options("https://stage.example/show.json");
    mount(stand.host.clone(), &stand.shadow, &show).unwrap()
}

/// Waits until the shadow root holds what the selector names.
async fn drawn(stand: &Stand, selector: &str) -> JsValue {
    let wait = Function::new_with_args(
        "root, selector",
        "return new Promise((done) => {
           const look = () => { const found = root.querySelector(selector); if (found) { watch.disconnect(); done(found); } };
           const watch = new MutationObserver(look);
           watch.observe(root, { childList: true, subtree: true, attributes: true });
           look();
         })",
    );
    let promise = wait.call2(&JsValue::NULL, &stand.shadow, &selector.into());
    settled(&promise.unwrap()).await
}

/// Counts the listeners that stand on the window, the document and the hosts while `act` runs.
struct Listeners;

impl Listeners {
    fn count() -> Self {
        js("window.standing = 0; window.kept = {};
            const far = (on) => on === window || on === document || on.localName === 'section' || on instanceof ShadowRoot;
            for (const [name, by] of [['addEventListener', 1], ['removeEventListener', -1]]) {
              const real = kept[name] = EventTarget.prototype[name];
              EventTarget.prototype[name] = function (...rest) { if (far(this ?? window)) window.standing += by; return real.apply(this, rest); };
            }");
        Self
    }

    fn standing() -> JsValue {
        js("return window.standing")
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        js("Object.assign(EventTarget.prototype, window.kept)");
    }
}

#[wasm_bindgen_test]
async fn a_show_that_is_there_is_drawn_and_its_coming_told() {
    let (_stage, stand) = (FetchDouble::new(STAGE), Stand::new());
    let mount = mounted(&stand);
    fired(&stand.host, "vitrine:ready").await;
    drawn(&stand, "video[data-vitrine=video]").await;
    mount.destroy();
}

#[wasm_bindgen_test]
async fn a_show_that_is_not_there_is_told_and_can_be_tried_again() {
    let (_stage, stand) = (FetchDouble::new(NOTHING), Stand::new());
    let mount = mounted(&stand);
    fired(&stand.host, "vitrine:error").await;
    drawn(&stand, "[data-phase=unavailable]").await;
    mount.destroy();
}

#[wasm_bindgen_test]
async fn a_page_that_calls_back_from_an_event_is_served_after_it() {
    let (_stage, stand) = (FetchDouble::new(STAGE), Stand::new());
    let mount = std::rc::Rc::new(mounted(&stand));
    let again = mount.clone();
    let answer = Closure::<dyn FnMut()>::new(move || {
        again.open_cart();
        again.set_clock(None);
    });
    let answer = answer.into_js_value();
    stand
        .host
        .add_event_listener_with_callback("vitrine:ready", answer.unchecked_ref())
        .unwrap();
    drawn(&stand, "[data-panel=cart]").await;
}

#[wasm_bindgen_test]
async fn taken_out_it_leaves_no_nodes_and_no_listeners_behind() {
    let _stage = FetchDouble::new(STAGE);
    let stand = Stand::new();
    stand.root.remove();
    let listeners = Listeners::count();
    for _ in 0..20 {
        let show = options("https://stage.example/show.json");
        let mount = mount(stand.host.clone(), &stand.shadow, &show).unwrap();
        drawn(&stand, "video[data-vitrine=video]").await;
        assert!(
            Listeners::standing().as_f64().unwrap() > 0.0,
            "the count sees them"
        );
        mount.open("vase");
        drawn(&stand, "[data-panel=product]").await;
        mount.destroy();
        turn().await;
        assert_eq!(stand.shadow.child_element_count(), 0);
        assert_eq!(Listeners::standing(), 0);
    }
    drop(listeners);
}

#[wasm_bindgen_test]
async fn the_next_mount_draws_into_what_the_last_one_left_and_finds_it_empty() {
    let (_stage, stand) = (FetchDouble::new(STAGE), Stand::new());
    let first = mounted(&stand);
    drawn(&stand, "video").await;
    first.open_cart();
    drawn(&stand, "[data-panel=cart]").await;
    let element = stand.shadow.first_element_child().unwrap();
    let video = element.query_selector("video").unwrap();
    first.destroy();
    let show = options("https://stage.example/show.json");
    let second = mount(stand.host.clone(), &stand.shadow, &show).unwrap();
    drawn(&stand, "[data-panel=closed] video").await;
    assert!(stand.shadow.first_element_child() == Some(element.clone()));
    assert!(element.query_selector("video").unwrap() != video);
    second.destroy();
}

#[wasm_bindgen_test]
async fn all_instances_share_one_style_sheet() {
    let _stage = FetchDouble::new(STAGE);
    let (one, two) = (Stand::new(), Stand::new());
    let mounts = [mounted(&one), mounted(&two), mounted(&one)];
    let sheets = |stand: &Stand| get(&stand.shadow, "adoptedStyleSheets");
    assert_eq!(get(&sheets(&one), "length"), 1);
    assert!(get(&sheets(&one), "0") == get(&sheets(&two), "0"));
    mounts.into_iter().for_each(Mount::destroy);
}

#[wasm_bindgen_test]
async fn what_is_typed_in_the_widget_is_no_shortcut_of_the_page() {
    let (_stage, stand) = (FetchDouble::new(STAGE), Stand::new());
    let mount = mounted(&stand);
    drawn(&stand, "video").await;
    let heard = |init: &str| {
        let press = function(
            "root",
            &format!(
                "let heard = false;
                 const hear = () => heard = true;
                 document.addEventListener('keydown', hear);
                 root.querySelector('.widget').dispatchEvent(
                   new KeyboardEvent('keydown', {{ bubbles: true, composed: true, cancelable: true, {init} }}));
                 document.removeEventListener('keydown', hear);
                 return heard"
            ),
        );
        press
            .call1(&JsValue::NULL, &stand.shadow)
            .unwrap()
            .is_truthy()
    };
    assert!(!heard("key: 'm'"));
    assert!(!heard("key: ' '"));
    assert!(
        !heard("key: '@', ctrlKey: true, altKey: true"),
        "AltGr types"
    );
    assert!(heard("key: 'k', ctrlKey: true"), "a command is the page's");
    assert!(
        heard("key: 'Escape'"),
        "so is an Escape that closed nothing"
    );
    mount.open_cart();
    drawn(&stand, "[data-panel=cart]").await;
    mount.destroy();
}

#[wasm_bindgen_test]
fn without_a_show_it_is_not_mounted_and_says_why() {
    let stand = Stand::new();
    stand.root.remove();
    let refused = mount(stand.host.clone(), &stand.shadow, &Object::new());
    let why = refused.err().and_then(|why| why.as_string());
    assert_eq!(why.as_deref(), Some("`show` is missing"));
    assert_eq!(stand.shadow.child_element_count(), 0);
}
