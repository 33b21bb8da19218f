//! What happens when the program panics: its memory cannot be trusted any more, so every instance on the page stops, and
//! the loader is told to show the partner's own links.

use std::cell::{Cell, RefCell};
use std::panic::PanicHookInfo;

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::port::player;
use crate::shell;

thread_local! {
    static ARMED: Cell<bool> = const { Cell::new(false) };
    static REPORT: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// From now on `report` is called with what went wrong, once, should the program panic.
#[wasm_bindgen(js_name = onBreakdown)]
pub fn on_breakdown(report: Function) {
    REPORT.set(Some(report));
}

/// Sets the hook, before Yew sets its own.
pub(super) fn arm() {
    if !ARMED.replace(true) {
        yew::set_custom_panic_hook(Box::new(broke));
    }
}

fn broke(info: &PanicHookInfo<'_>) {
    shell::break_down();
    player::abandon();
    // Taken out, so that a panic on the way out is not told again.
    let report = REPORT.try_with(|report| report.try_borrow_mut().ok()?.take());
    if let Ok(Some(report)) = report {
        let line = info.to_string().replace('\n', " ");
        // There is nobody left to tell of a failure here.
        let _ = report.call1(&JsValue::UNDEFINED, &line.into());
    }
}
