use vitrine::app::effect::Focus;
use vitrine::port::focus::Focuser;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::support::{Stand, document, turn};

const TREE: &str = "<button id='opener'>Vase</button><button data-vitrine='lineup'>All</button>
    <section data-vitrine='panel'><h2 data-vitrine='heading' tabindex='-1'>Vase</h2><input id='vitrine-email'></section>";

fn focused(stand: &Stand) -> Option<String> {
    let element = stand.shadow.active_element()?;
    let name = element.get_attribute("data-vitrine");
    name.or_else(|| Some(element.id()))
}

#[wasm_bindgen_test]
fn the_focus_goes_into_the_panel_and_back_to_what_opened_it() {
    let stand = Stand::with(TREE);
    let focuser = Focuser::new(stand.root.clone());
    stand.find("#opener").focus().unwrap();
    focuser.want(Focus::Remember);
    focuser.want(Focus::Panel);
    assert_eq!(
        focused(&stand).as_deref(),
        Some("opener"),
        "not before the render"
    );
    focuser.rendered();
    assert_eq!(focused(&stand).as_deref(), Some("heading"));
    focuser.want(Focus::Return);
    focuser.rendered();
    assert_eq!(focused(&stand).as_deref(), Some("opener"));
}

#[wasm_bindgen_test]
fn the_focus_that_came_from_the_page_goes_back_to_it_and_stays_there() {
    let stand = Stand::with(TREE);
    let focuser = Focuser::new(stand.root.clone());
    let link: HtmlElement = document()
        .create_element("button")
        .unwrap()
        .unchecked_into();
    document().body().unwrap().append_child(&link).unwrap();
    link.focus().unwrap();
    focuser.want(Focus::Remember);
    focuser.want(Focus::Panel);
    focuser.rendered();
    assert_eq!(focused(&stand).as_deref(), Some("heading"));
    focuser.want(Focus::Return);
    stand.find("[data-vitrine=panel]").remove();
    for _ in 0..2 {
        focuser.rendered();
        assert_eq!(document().active_element().as_ref(), Some(link.as_ref()));
    }
    link.remove();
}

#[wasm_bindgen_test]
fn a_field_is_focused_once_it_is_drawn() {
    let stand = Stand::new();
    let focuser = Focuser::new(stand.root.clone());
    focuser.want(Focus::Element("vitrine-email"));
    focuser.rendered();
    assert_eq!(focused(&stand), None);
    stand.root.set_inner_html(TREE);
    focuser.rendered();
    assert_eq!(focused(&stand).as_deref(), Some("vitrine-email"));
}

#[wasm_bindgen_test]
fn a_focus_whose_place_is_gone_goes_to_the_button_that_is_always_there() {
    for take_away in [
        |stand: &Stand| stand.find("#opener").remove(),
        |stand: &Stand| stand.find("#opener").set_attribute("inert", "").unwrap(),
    ] {
        let stand = Stand::with(TREE);
        let focuser = Focuser::new(stand.root.clone());
        stand.find("#opener").focus().unwrap();
        focuser.want(Focus::Remember);
        take_away(&stand);
        focuser.want(Focus::Return);
        focuser.rendered();
        assert_eq!(focused(&stand).as_deref(), Some("lineup"));
    }
}

#[wasm_bindgen_test]
fn a_focus_that_came_from_the_page_returns_to_the_page() {
    let stand = Stand::with(TREE);
    let outside = document().create_element("button").unwrap();
    outside.set_id("outside");
    document().body().unwrap().append_child(&outside).unwrap();
    let outside: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(outside);
    outside.focus().unwrap();

    let focuser = Focuser::new(stand.root.clone());
    focuser.want(Focus::Remember);
    focuser.want(Focus::Panel);
    focuser.rendered();
    focuser.want(Focus::Return);
    focuser.rendered();
    assert_eq!(
        document().active_element().map(|it| it.id()).as_deref(),
        Some("outside")
    );
    outside.remove();
}

#[wasm_bindgen_test]
async fn a_focus_whose_element_is_taken_away_is_caught() {
    let stand = Stand::with(TREE);
    let focuser = Focuser::new(stand.root.clone());
    stand.find("[data-vitrine=panel]").remove();
    stand.find("#opener").focus().unwrap();
    stand.find("#opener").remove();
    turn().await;
    focuser.rendered();
    assert_eq!(focused(&stand).as_deref(), Some("lineup"));
    // Once: who then leaves is not fetched back.
    stand.find("[data-vitrine=lineup]").blur().unwrap();
    turn().await;
    focuser.rendered();
    assert_eq!(focused(&stand), None);
}

#[wasm_bindgen_test]
async fn who_has_left_is_not_fetched_back_by_what_goes_later() {
    let stand = Stand::with(TREE);
    let focuser = Focuser::new(stand.root.clone());
    stand.find("#opener").focus().unwrap();
    stand.find("#opener").blur().unwrap();
    turn().await;
    stand.find("#opener").remove();
    focuser.rendered();
    assert_eq!(focused(&stand), None);
}
