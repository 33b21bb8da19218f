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

fn at_of(stand: &Stand, name: &str) -> Option<String> {
    let style = stand.find(&format!("[data-spot={name}]")).style();
    let value = |name| style.get_property_value(name).unwrap();
    (value("display") == "block").then(|| value("translate"))
}

fn at(stand: &Stand) -> String {
    at_of(stand, "h").unwrap_or_default()
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
    assert_eq!(put(5_000, 5_000), "200px 300px");
    assert_eq!(put(6_000, 2_500), "280px 100px");
    assert_eq!(put(2_000, 5_000), "", "cropped away");
    assert_eq!(put(5_000, 1_000), "", "under the controls");
    assert_eq!(put(5_000, 9_000), "", "under the pins");
}

#[wasm_bindgen_test]
async fn a_hotspot_moves_with_the_picture_without_a_drawing() {
    let (stand, video) = stand("cover");
    picture(&video, 320, 320).await;
    let spots = Spots::new(&stand.place());
    let set = |x: u16| {
        spots.set(vec![("h".into(), Spot { x, y: 5_000 })]);
        at(&stand)
    };
    assert_eq!(set(5_000), "", "it is not drawn yet");
    spots.rendered();
    assert_eq!(set(5_001), "200.1px 300px");
    assert_eq!(set(6_000), "280px 300px");
    assert_eq!(set(2_000), "", "cropped away");
    let button = stand.find("[data-spot]");
    assert_eq!(set(6_000), "280px 300px");
    button.focus().unwrap();
    assert_eq!(set(9_999), "388px 300px", "a focus is kept");
    button.blur().unwrap();
    assert_eq!(set(9_999), "");
}

#[wasm_bindgen_test]
async fn a_hotspot_is_right_under_every_fit_place_and_size_of_the_picture() {
    // A picture of 320 × 160 in a box of 400 × 800, its middle at 200, 300 of the room, where nothing else is said.
    for (fit, lies, x, y, expected) in [
        ("contain", "", 2_500, 5_000, "100px 300px"),
        ("fill", "", 2_500, 3_750, "100px 200px"),
        ("none", "", 2_500, 5_000, "120px 300px"),
        ("scale-down", "", 2_500, 5_000, "120px 300px"),
        ("contain", "50% 25%", 2_500, 5_000, "100px 150px"),
        ("none", "left 10px top 200px", 5_000, 5_000, "170px 180px"),
        ("cover", "0% 50%", 1_000, 5_000, "160px 300px"),
    ] {
        let (stand, video) = stand(fit);
        video.style().set_property("object-position", lies).unwrap();
        picture(&video, 320, 160).await;
        let spots = Spots::new(&stand.place());
        spots.set(vec![("h".into(), Spot { x, y })]);
        spots.rendered();
        assert_eq!(at(&stand), expected, "{fit} {lies}");
        // What the page enlarges is counted in the widget's own pixels.
        stand.root.set_attribute("style", "scale: 2").unwrap();
        spots.rendered();
        assert_eq!(at(&stand), expected, "{fit} {lies}, enlarged");
    }
}

#[wasm_bindgen_test]
async fn hotspots_that_lie_upon_each_other_fan_out_and_each_can_be_hit() {
    let (stand, video) = stand("cover");
    picture(&video, 320, 320).await;
    let room = stand.find("[data-vitrine=spots]");
    room.set_inner_html(
        "<button data-spot='h'>A</button><button data-spot='i'>B</button><button data-spot='j'>C</button>",
    );
    let spots = Spots::new(&stand.place());
    let upon = |x| Spot { x, y: 5_000 };
    let far = Spot { x: 5_000, y: 3_000 };
    let set = vec![
        ("h".into(), upon(5_000)),
        ("i".into(), upon(5_000)),
        ("j".into(), far),
    ];
    spots.set(set);
    spots.rendered();
    let there = ["h", "i", "j"].map(|name| at_of(&stand, name).unwrap());
    assert_eq!(there, ["178px 300px", "222px 300px", "200px 140px"]);
}

#[wasm_bindgen_test]
async fn a_hotspot_follows_when_the_box_of_the_video_changes() {
    let (stand, video) = stand("contain");
    picture(&video, 320, 320).await;
    let spots = Spots::new(&stand.place());
    spots.set(vec![("h".into(), Spot { x: 2_500, y: 5_000 })]);
    spots.rendered();
    assert_eq!(at(&stand), "100px 300px");
    video.style().set_property("height", "600px").unwrap();
    while at(&stand) == "100px 300px" {
        turn().await;
    }
    assert_eq!(at(&stand), "100px 200px");
}
