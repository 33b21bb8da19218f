use js_sys::Function;
use vitrine::domain::show::hotspot::Spot;
use vitrine::port::place::Spots;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlVideoElement;

use super::support::{Stand, fired, turn};

/// A room of 400 × 800 below 100 px of controls, with a video over all of it and pins in its last 200.
const ROOM: &str = "<video data-vitrine='video' muted></video><ul data-vitrine='spots'><button data-spot='h'>Vase</button></ul>
    <ul data-vitrine='pins'></ul>";

/// Gives the video a picture of this size, drawn by a canvas.
async fn picture(video: &HtmlVideoElement, width: u32, height: u32) {
    let draw = Function::new_with_args(
        "video, width, height",
        "const canvas = Object.assign(document.createElement('canvas'), { width, height });
         const pen = canvas.getContext('2d');
         pen.fillRect(0, 0, width, height);
         video.srcObject = canvas.captureStream(30);
         video.play().catch(() => {});
         const paint = () => { pen.fillRect(0, 0, width, height); if (video.isConnected) requestAnimationFrame(paint); };
         paint();",
    );
    draw.call3(
        &wasm_bindgen::JsValue::NULL,
        video,
        &width.into(),
        &height.into(),
    )
    .unwrap();
    while video.video_width() != width {
        fired(video, "resize").await;
    }
}

fn stand(fit: &str) -> (Stand, HtmlVideoElement) {
    let stand = Stand::with(ROOM);
    let video: HtmlVideoElement = stand.find("video").unchecked_into();
    for (what, css) in [
        (
            "video",
            format!("position:fixed;left:50px;top:0;width:400px;height:800px;object-fit:{fit}"),
        ),
        (
            "[data-vitrine=spots]",
            "position:fixed;left:50px;top:100px;width:400px;height:100px;margin:0;padding:0".into(),
        ),
        (
            "[data-vitrine=pins]",
            "position:fixed;left:50px;top:600px;width:400px;height:20px;margin:0".into(),
        ),
    ] {
        stand.find(what).style().set_css_text(&css);
    }
    (stand, video)
}

fn at(stand: &Stand) -> Option<(String, String)> {
    let style = stand.find("[data-spot]").style();
    let value = |name| style.get_property_value(name).unwrap();
    (value("display") == "block").then(|| (value("left"), value("top")))
}

fn point(x: &str, y: &str) -> (String, String) {
    (x.into(), y.into())
}

#[wasm_bindgen_test]
async fn a_hotspot_stands_where_the_picture_shows_its_thing_and_is_hidden_where_it_is_cropped_or_covered()
 {
    // A picture as wide as high: in a box of 400 × 800 it is 800 wide and loses 200 at either side.
    let (stand, video) = stand("cover");
    picture(&video, 320, 320).await;
    let spots = Spots::new(&stand.place());
    let put = |x, y| {
        spots.set(vec![("h".into(), Spot { x, y })]);
        spots.rendered();
        at(&stand)
    };
    assert_eq!(put(5_000, 5_000), Some(point("200px", "300px")));
    assert_eq!(put(6_000, 2_500), Some(point("280px", "100px")));
    assert_eq!(put(2_000, 5_000), None, "cropped away");
    assert_eq!(put(5_000, 1_000), None, "under the controls");
    assert_eq!(put(5_000, 9_000), None, "under the pins");
}

#[wasm_bindgen_test]
async fn a_hotspot_follows_when_the_box_of_the_video_changes() {
    let (stand, video) = stand("contain");
    picture(&video, 320, 320).await;
    let spots = Spots::new(&stand.place());
    spots.set(vec![("h".into(), Spot { x: 2_500, y: 5_000 })]);
    spots.rendered();
    assert_eq!(at(&stand), Some(point("100px", "300px")));
    video.style().set_property("height", "600px").unwrap();
    while at(&stand) == Some(point("100px", "300px")) {
        turn().await;
    }
    assert_eq!(at(&stand), Some(point("100px", "200px")));
}
