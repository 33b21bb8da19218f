//! The widget's style, as constructable style sheets that all instances on the page share: a strict content security policy
//! refuses `<style>` and `style=`, but not these.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, ShadowRoot};

use crate::ui::{SHOPPING_STYLE, STYLE};

/// What a sheet dresses.
#[derive(Clone, Copy, Debug)]
pub enum Dress {
    /// What everybody sees.
    Watching,
    /// What only a viewer who shops sees. Its text is in the second file.
    Shopping,
}

thread_local! {
    static SHEETS: RefCell<[Option<CssStyleSheet>; 2]> = const { RefCell::new([None, None]) };
}

/// Gives a shadow root a sheet, beside what it has.
///
/// # Errors
/// What the browser said that makes no sheet.
pub fn adopt(root: &ShadowRoot, dress: Dress) -> Result<(), JsValue> {
    let sheet = sheet(dress)?;
    let sheets: Array = root.adopted_style_sheets().unchecked_into();
    let sheets = Array::from(&sheets);
    if !sheets.includes(&sheet, 0) {
        sheets.push(&sheet);
        root.set_adopted_style_sheets(&sheets);
    }
    Ok(())
}

fn sheet(dress: Dress) -> Result<CssStyleSheet, JsValue> {
    let place = dress as usize;
    if let Some(sheet) = SHEETS.with_borrow(|sheets| sheets[place].clone()) {
        return Ok(sheet);
    }
    let sheet = CssStyleSheet::new()?;
    match dress {
        Dress::Watching => sheet.replace_sync(STYLE)?,
        Dress::Shopping => shopping(&sheet)?,
    }
    SHEETS.with_borrow_mut(|sheets| sheets[place] = Some(sheet.clone()));
    Ok(sheet)
}

/// A gate: nobody comes here before the second file is there (`app::flow::shopping` says more of gates).
#[inline(never)]
fn shopping(sheet: &CssStyleSheet) -> Result<(), JsValue> {
    sheet.replace_sync(SHOPPING_STYLE)
}
