//! The widget's style, as one constructable style sheet that all instances on the page share: a strict content security
//! policy refuses `<style>` and `style=`, but not this.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, ShadowRoot};

use crate::ui::STYLE;

thread_local! {
    static SHEET: RefCell<Option<CssStyleSheet>> = const { RefCell::new(None) };
}

/// Gives a shadow root the widget's style, beside what it has.
pub(super) fn adopt(root: &ShadowRoot) -> Result<(), JsValue> {
    let sheet = sheet()?;
    let sheets: Array = root.adopted_style_sheets().unchecked_into();
    let sheets = Array::from(&sheets);
    if !sheets.includes(&sheet, 0) {
        sheets.push(&sheet);
        root.set_adopted_style_sheets(&sheets);
    }
    Ok(())
}

fn sheet() -> Result<CssStyleSheet, JsValue> {
    if let Some(sheet) = SHEET.with_borrow(Clone::clone) {
        return Ok(sheet);
    }
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(STYLE)?;
    SHEET.set(Some(sheet.clone()));
    Ok(sheet)
}
