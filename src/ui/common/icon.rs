//! The icons: one path each, drawn for Vitrine on a 24 unit grid. Always decoration: the name is the button's.

use super::el::{El, el};

pub(crate) const PLAY: &str = "M7.5 5v14L19 12z";
pub(crate) const PAUSE: &str = "M8.5 5.5v13M15.5 5.5v13";
pub(crate) const SOUND: &str =
    "M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11";
pub(crate) const MUTED: &str = "M4 9.5v5h3.5l4.5 4v-13l-4.5 4zM16 9.5l5 5M21 9.5l-5 5";
pub(crate) const CAPTIONS: &str =
    "M4 5.5h16v13H4zM11 10.4a2.1 2.1 0 1 0 0 3.2M17 10.4a2.1 2.1 0 1 0 0 3.2";
pub(crate) const FULL: &str = "M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15";
pub(crate) const UNFULL: &str = "M9 4.5V9H4.5M19.5 9H15V4.5M15 19.5V15h4.5M4.5 15H9v4.5";
pub(crate) const CLOSE: &str = "M6.5 6.5l11 11M17.5 6.5l-11 11";
pub(crate) const BACK: &str = "M14.5 5.5L8 12l6.5 6.5";
pub(crate) const PRODUCTS: &str =
    "M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z";
pub(crate) const BAG: &str = "M6 8.5h12l1 11.5H5zM9 8.5V7a3 3 0 0 1 6 0v1.5";
pub(crate) const PLUS: &str = "M12 6v12M6 12h12";
pub(crate) const MINUS: &str = "M6 12h12";
pub(crate) const BIN: &str =
    "M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5";
pub(crate) const CHECK: &str = "M5.5 12.5l4.2 4.2 8.8-9.4";
pub(crate) const ALERT: &str = "M12 4.5l8.5 15h-17zM12 10v4.5M12 17v.2";
pub(crate) const DOWN: &str = "M6.5 9.5L12 15l5.5-5.5";
pub(crate) const OUT: &str = "M10 5.5H5.5v13h13V14M14 5.5h4.5V10M18.5 5.5L11 13";
pub(crate) const ARROW: &str = "M5 12h14M13.5 6.5L19 12l-5.5 5.5";

pub(crate) const CORNER: &str = "M4 5.5h16v13H4zM4 12h7v6.5M14 9h3v3M17 9l-3.5 3.5";

/// One of the paths above.
pub(crate) fn icon(path: &'static str) -> El {
    el("svg.icon[viewBox=0 0 24 24][aria-hidden=true][focusable=false]")
        .with(el("path").attr("d", path))
}
