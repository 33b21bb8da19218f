use vitrine::app::event::Event;
use vitrine::port::room::Room;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::support::{Log, Stand, js, settled, turn};

const TREE: &str = "<section class='panel'>Cart</section>";

fn size(stand: &Stand, width: u32, height: u32) {
    let root: &HtmlElement = stand.root.unchecked_ref();
    let size = format!("position:fixed;width:{width}px;height:{height}px");
    root.style().set_css_text(&size);
}

#[wasm_bindgen_test]
async fn that_there_is_room_for_all_products_is_told_and_that_there_is_none_any_more() {
    let (log, stand) = (Log::default(), Stand::with(TREE));
    size(&stand, 1400, 600);
    let _room = Room::new(&stand.root, &log.sink());
    assert_eq!(log.next().await, Event::Wide(true));
    size(&stand, 1500, 900);
    size(&stand, 1500, 599);
    assert_eq!(log.next().await, Event::Wide(false));
}

#[wasm_bindgen_test]
async fn out_of_a_very_small_box_the_panel_goes_into_the_top_layer_and_back() {
    let (log, stand) = (Log::default(), Stand::with(TREE));
    size(&stand, 300, 170);
    let room = Room::new(&stand.root, &log.sink());
    room.rendered();
    let panel = stand.find(".panel");
    let above = |panel: &HtmlElement| panel.matches(":popover-open").unwrap();
    assert!(above(&panel));
    size(&stand, 390, 844);
    while above(&panel) {
        turn().await;
    }
    assert!(!panel.has_attribute("popover"));
    room.rendered();
    assert!(
        !above(&panel),
        "in a box that is large enough it stays in it"
    );
}

#[wasm_bindgen_test]
async fn a_dropped_port_measures_nothing() {
    let (log, stand) = (Log::default(), Stand::with(TREE));
    drop(Room::new(&stand.root, &log.sink()));
    size(&stand, 1400, 600);
    // Two frames: what is measured in the first has been reported by the second.
    settled(&js(
        "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
    ))
    .await;
    assert_eq!(log.rest(), []);
}
