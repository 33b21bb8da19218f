//! Where the room for hotspots and the box of the video are, as the browser tells.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, HtmlElement, HtmlVideoElement};

use super::js;
use crate::domain::show::hotspot::{Fit, ObjectFit, Spot};
use crate::json::Value;

/// The room and the picture in it, in CSS pixels of the widget's own.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    /// Where the video's box begins in the room.
    origin: (f64, f64),
    fit: Fit,
    /// Width and height of the room.
    pub(super) room: (f64, f64),
}

impl Layout {
    /// Measures it. The room ends where the pins begin.
    pub(super) fn measure(
        video: &HtmlVideoElement,
        room: &Element,
        pins: &Element,
    ) -> Option<Self> {
        let style = js::window()?.get_computed_style(video).ok()??;
        let (frame, bounds) = (
            video.get_bounding_client_rect(),
            room.get_bounding_client_rect(),
        );
        // A page may show the whole widget larger or smaller than it is. What is set is counted in its own pixels.
        let own = room.dyn_ref::<HtmlElement>().map(HtmlElement::offset_width);
        let scale = bounds.width() / f64::from(own?);
        let scale = if scale > 0.0 { scale } else { 1.0 };
        let down = pins.get_bounding_client_rect().y() - bounds.y();
        Some(Self {
            origin: (
                (frame.x() - bounds.x()) / scale,
                (frame.y() - bounds.y()) / scale,
            ),
            fit: Fit {
                picture: (video.video_width().into(), video.video_height().into()),
                frame: (frame.width() / scale, frame.height() / scale),
                how: how(&style),
                lies: lies(&style),
            },
            room: (bounds.width() / scale, down / scale),
        })
    }

    /// Where a place of the picture is in the room.
    pub(super) fn place(&self, spot: Spot) -> Option<(f64, f64)> {
        let (x, y) = self.fit.place(spot)?;
        Some((self.origin.0 + x, self.origin.1 + y))
    }
}

fn how(style: &CssStyleDeclaration) -> ObjectFit {
    let how = style.get_property_value("object-fit").unwrap_or_default();
    match how.as_str() {
        "cover" => ObjectFit::Cover,
        "fill" => ObjectFit::Fill,
        "none" => ObjectFit::None,
        "scale-down" => ObjectFit::ScaleDown,
        _ => ObjectFit::Contain,
    }
}

/// `object-position` as browsers compute it: two lengths, each of pixels or percent. One that is put together from both
/// counts as the middle.
fn lies(style: &CssStyleDeclaration) -> [(f64, f64); 2] {
    let told = style.get_property_value("object-position");
    let told = told.unwrap_or_default();
    let mut lengths = told.split(' ');
    let mut next = || {
        let length = lengths.next().unwrap_or_default();
        // `parse` would bring ten kilobytes of tables along.
        let number = |unit| Value::read(length.strip_suffix(unit)?)?.as_f64();
        match (number("%"), number("px")) {
            (Some(percent), _) => (percent / 100.0, 0.0),
            (None, Some(pixels)) => (0.0, pixels),
            (None, None) => (0.5, 0.0),
        }
    };
    [next(), next()]
}
