//! The interface in a real browser: what a viewer sees, reaches and asks for.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

#[path = "browser_ui/before_and_after.rs"]
mod before_and_after;
#[path = "browser_ui/sample.rs"]
mod sample;
#[path = "browser_ui/stage.rs"]
mod stage;
#[path = "browser_ui/watching.rs"]
mod watching;

use std::rc::Rc;

use sample::{all, at, card, cart, frame, pin, player, product, shirt, watching, with};
use stage::{Stage, fire};
use vitrine::app::event::Action;
use vitrine::app::view::{
    Announcement, CheckoutScreen, Corner, Field, OfferView, OverlayView, Panel, PinView,
    PlayerView, ProductDetail, ProductView, Toast, View,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{DomRect, Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

wasm_bindgen_test_configure!(run_in_browser);

const PHONE: (u32, u32) = (390, 844);
const LAPTOP: (u32, u32) = (1280, 800);

#[wasm_bindgen_test]
async fn the_video_is_made_once_and_stands_through_every_screen() {
    let mut stage = Stage::new(watching(), PHONE).await;
    let video = stage.one("[data-vitrine=video]");
    video.set_attribute("data-port", "its own").unwrap();
    for view in all() {
        let view = View {
            player: Rc::new(PlayerView {
                own: true,
                ..(*view.player).clone()
            }),
            ..view
        };
        stage.show(view).await;
        assert!(stage.one("video").is_same_node(Some(&video)));
    }
    assert!(video.is_connected());
    assert_eq!(video.get_attribute("data-port").as_deref(), Some("its own"));
}

#[wasm_bindgen_test]
async fn the_page_s_own_video_gets_no_second_one() {
    let foreign = View {
        player: Rc::new(PlayerView {
            own: false,
            ..player()
        }),
        ..watching()
    };
    let stage = Stage::new(foreign, PHONE).await;
    assert!(stage.all("video, .controls, .seek").is_empty());
    stage.one("[part=pin]");
}

#[wasm_bindgen_test]
async fn no_screen_writes_a_style_or_a_handler_into_the_markup() {
    let mut stage = Stage::new(View::default(), PHONE).await;
    for view in all() {
        stage.show(view).await;
        let elements = stage.all("*");
        assert!(elements.len() > 3);
        for element in elements {
            for name in element.get_attribute_names().iter() {
                let name = name.as_string().unwrap();
                assert!(
                    name != "style" && !name.starts_with("on"),
                    "{} {name}",
                    element.tag_name()
                );
            }
        }
    }
}

#[wasm_bindgen_test]
async fn every_button_link_and_field_has_a_name() {
    let mut stage = Stage::new(View::default(), PHONE).await;
    for view in all() {
        stage.show(view).await;
        for element in stage.all("button, a, iframe, input, select") {
            let labels = format!("label[for={:?}]", element.id());
            let label = (!element.id().is_empty()).then(|| stage.one(&labels).text_content());
            let around = element.closest("label").unwrap();
            let names = [
                element.get_attribute("aria-label"),
                element.get_attribute("title"),
                label.flatten(),
                around.and_then(|label| label.text_content()),
                element.text_content(),
            ];
            let said = names.iter().flatten().any(|name| !name.trim().is_empty());
            // A card that still loads is busy, and says so.
            assert!(
                said || element.has_attribute("aria-busy"),
                "{}",
                element.outer_html()
            );
        }
    }
}

#[wasm_bindgen_test]
async fn a_tap_on_a_pin_asks_for_its_product() {
    let stage = Stage::new(watching(), PHONE).await;
    stage.one("[part=pin]").click();
    assert_eq!(stage.asked(), [Action::OpenProduct("shirt".into())]);
}

#[wasm_bindgen_test]
async fn a_pin_under_the_pointer_is_not_swapped_until_it_is_left() {
    let mut stage = Stage::new(watching(), PHONE).await;
    let aimed_at = stage.one("[part=pin]");
    fire(&aimed_at, "PointerEvent", "pointerover", "");
    stage.drawn().await;
    let next = View {
        overlay: Rc::new(OverlayView {
            pins: vec![pin("c2", "vase", "Ridge vase")],
            ..OverlayView::default()
        }),
        ..watching()
    };
    stage.show(next).await;
    stage.one("[part=pin]").click();
    assert_eq!(stage.asked(), [Action::OpenProduct("shirt".into())]);
    fire(&aimed_at, "PointerEvent", "pointerout", "");
    stage.drawn().await;
    stage.one("[part=pin]").click();
    assert_eq!(stage.asked(), [Action::OpenProduct("vase".into())]);
}

#[wasm_bindgen_test]
async fn under_a_sheet_only_the_player_s_controls_can_be_reached() {
    let mut stage = Stage::new(watching(), PHONE).await;
    assert!(stage.reachable("[part=pin]"));
    stage.show(with(Panel::Cart(cart()))).await;
    for covered in ["[part=pin]", ".bar", ".seek"] {
        assert!(!stage.reachable(covered), "{covered}");
    }
    assert!(stage.reachable(".controls"));
    stage.one(".backdrop").click();
    assert_eq!(stage.asked(), [Action::Close]);
}

#[wasm_bindgen_test]
async fn a_hotspot_is_hidden_until_it_is_placed_and_opens_its_product() {
    let mut stage = Stage::new(watching(), PHONE).await;
    let spot = stage.one("[part=hotspot]");
    assert_eq!(spot.text_content().as_deref(), Some("Ridge vase"));
    assert!(!stage.reachable("[part=hotspot]"));
    spot.style().set_property("display", "block").unwrap();
    assert!(stage.reachable("[part=hotspot]"));
    spot.click();
    assert_eq!(stage.asked(), [Action::OpenProduct("vase".into())]);
    // What the port has set stands through a drawing, and a sheet hides it all the same.
    stage.show(with(Panel::Cart(cart()))).await;
    assert!(stage.one("[part=hotspot]").is_same_node(Some(&spot)));
    assert!(!stage.reachable("[part=hotspot]"));
}

/// What share of a picture of this size is under glass or a hotspot.
async fn covered(size: (u32, u32), pins: usize) -> f64 {
    let long = "A very long name of a linen tablecloth with a wide hem";
    let pins = (0..pins).map(|slot| PinView {
        slot,
        ..pin(&format!("c{slot}"), "shirt", long)
    });
    let overlay = OverlayView {
        pins: pins.collect(),
        message: None,
        ..(*watching().overlay).clone()
    };
    let view = View {
        overlay: Rc::new(overlay),
        ..watching()
    };
    let stage = Stage::new(view, size).await;
    let spot = stage.one("[part=hotspot]");
    spot.style().set_property("display", "block").unwrap();
    if size == LAPTOP {
        // There the picture is as wide as its video, which has none to show here.
        let video = stage.one("video");
        video.style().set_property("inline-size", "450px").unwrap();
    }
    stage.settled();
    let covers = stage.all(".picture .glass:not(.spot *), .spot");
    let area = |element: Element| {
        let bounds = element.get_bounding_client_rect();
        bounds.width() * bounds.height()
    };
    let picture = area(stage.one(".picture").into());
    // Of the slider a line is drawn, a seventh of its height.
    let line = area(stage.one(".seek").into()) / 7.0;
    (covers.into_iter().map(area).sum::<f64>() + line) / picture
}

#[wasm_bindgen_test]
async fn at_rest_four_fifths_of_the_picture_are_free() {
    for size in [PHONE, (360, 740), (844, 390), LAPTOP] {
        for pins in 1..=3 {
            let covered = covered(size, pins).await;
            // Of a phone that lies on its side the controls alone take an eighth.
            let most = if size.1 < 500 { 0.23 } else { 0.205 };
            assert!(covered <= most, "{size:?} with {pins}: {covered}");
        }
    }
}

#[wasm_bindgen_test]
async fn pins_never_lie_over_captions_or_controls() {
    let pins = (0..3).map(|slot| PinView {
        slot,
        ..pin(&format!("c{slot}"), "shirt", "Linen shirt")
    });
    let view = View {
        overlay: Rc::new(OverlayView {
            pins: pins.collect(),
            ..(*watching().overlay).clone()
        }),
        ..watching()
    };
    for size in [PHONE, (844, 390), LAPTOP] {
        let stage = Stage::new(view.clone(), size).await;
        stage.settled();
        for pin in stage.all("[part=pin]") {
            for other in stage.all(".captions, .controls, .bar > *, .seek") {
                let (pin, other) = (
                    pin.get_bounding_client_rect(),
                    other.get_bounding_client_rect(),
                );
                let apart = pin.right() <= other.left()
                    || other.right() <= pin.left()
                    || pin.bottom() <= other.top()
                    || other.bottom() <= pin.top();
                assert!(apart, "{size:?}");
            }
        }
    }
}

fn mini(corner: Corner) -> View {
    View {
        corner,
        ..at(CheckoutScreen::Review)
    }
}

#[wasm_bindgen_test]
async fn the_small_picture_stands_in_every_corner_beside_the_sheet_and_never_over_it() {
    for size in [PHONE, (320, 640), (390, 500)] {
        let mut stage = Stage::new(mini(Corner::default()), size).await;
        let video = stage.one("video");
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        let mut corner = Corner::default();
        for _ in 0..4 {
            stage.show(mini(corner)).await;
            stage.settled();
            let (picture, sheet) = (
                video.get_bounding_client_rect(),
                stage.one("[part=panel]").get_bounding_client_rect(),
            );
            let edge = if corner.bottom {
                height - picture.bottom()
            } else {
                picture.top()
            };
            let side = if corner.end {
                width - picture.right()
            } else {
                picture.left()
            };
            assert!(edge.abs() < 1.0 && side.abs() < 1.0, "{size:?} {corner:?}");
            assert!(picture.width() * picture.height() < width * height / 8.0);
            assert!(picture.bottom() <= sheet.top() + 1.0 || sheet.bottom() <= picture.top() + 1.0);
            let tools = stage.all(".controls button, .mini button");
            let shown: Vec<_> = tools
                .iter()
                .map(Element::get_bounding_client_rect)
                .filter(|it| it.width() > 0.0)
                .collect();
            assert_eq!(shown.len(), 5, "play, sound, captions, corner, return");
            for (place, tool) in shown.iter().enumerate() {
                let inside = tool.left() >= 0.0 && tool.right() <= width;
                assert!(
                    inside && tool.width() >= 24.0,
                    "{size:?} {corner:?} {}–{}",
                    tool.left(),
                    tool.right()
                );
                let clear = |other: &DomRect| {
                    tool.right() <= other.left() + 0.5 || other.right() <= tool.left() + 0.5
                };
                assert!(
                    clear(&picture) && shown[place + 1..].iter().all(clear),
                    "{size:?} {corner:?}"
                );
            }
            corner = corner.next();
        }
        assert!(stage.one("video").is_same_node(Some(&video)));
    }
}

#[wasm_bindgen_test]
async fn the_small_picture_is_sent_on_by_a_button_dragged_to_a_corner_and_returns_at_a_tap() {
    let stage = Stage::new(mini(Corner::default()), PHONE).await;
    stage.button("Video to the next corner").click();
    stage.button("Continue watching").click();
    let corner = |bottom, end| Action::SendPicture(Corner { bottom, end });
    assert_eq!(stage.asked(), [corner(false, true), Action::Close]);
    let small = stage.one(".backdrop");
    let drag = |x: i32, y: i32| {
        fire(
            &small,
            "PointerEvent",
            "pointerdown",
            ", clientX: 40, clientY: 60",
        );
        let there = format!(", clientX: {x}, clientY: {y}");
        fire(&small, "PointerEvent", "pointermove", &there);
        let carried = stage
            .one(".picture")
            .style()
            .get_property_value("translate")
            .unwrap();
        fire(&small, "PointerEvent", "pointerup", &there);
        small.click();
        carried
    };
    assert_eq!(drag(350, 790), "310px 730px");
    assert_eq!(
        stage.asked(),
        [corner(true, true)],
        "the end of a drag is no tap"
    );
    drag(44, 62);
    assert_eq!(stage.asked(), [Action::Close]);
    let back = stage
        .one(".picture")
        .style()
        .get_property_value("translate");
    assert_eq!(back.as_deref(), Ok(""));
}

#[wasm_bindgen_test]
async fn a_sheet_grows_by_a_swipe_or_a_button_and_then_the_picture_is_small() {
    let mut stage = Stage::new(with(Panel::Cart(cart())), PHONE).await;
    let heading = stage.one("[data-vitrine=heading]");
    let swipe = |to: i32| {
        fire(&heading, "PointerEvent", "pointerdown", ", clientY: 400");
        fire(
            &heading,
            "PointerEvent",
            "pointerup",
            &format!(", clientY: {to}"),
        );
    };
    swipe(300);
    let handle = stage.button("Full height");
    handle.click();
    assert_eq!(
        stage.asked(),
        [Action::Enlarge(true), Action::Enlarge(true)]
    );
    let tall = View {
        tall: true,
        ..with(Panel::Cart(cart()))
    };
    stage.show(tall).await;
    assert_eq!(
        handle.get_attribute("aria-pressed").as_deref(),
        Some("true")
    );
    assert_eq!(stage.one("[part=panel]").offset_height(), 844 - 132);
    assert_eq!(stage.one("video").offset_height(), 132);
    swipe(500);
    handle.click();
    assert_eq!(
        stage.asked(),
        [Action::Enlarge(false), Action::Enlarge(false)]
    );
}

#[wasm_bindgen_test]
async fn beside_the_picture_the_panel_is_not_dragged() {
    let stage = Stage::new(with(Panel::Cart(cart())), LAPTOP).await;
    let heading = stage.one("[data-vitrine=heading]");
    fire(&heading, "PointerEvent", "pointerdown", ", clientY: 100");
    fire(&heading, "PointerEvent", "pointermove", ", clientY: 300");
    fire(&heading, "PointerEvent", "pointerup", ", clientY: 300");
    assert_eq!(stage.asked(), []);
    assert!(!stage.one("[part=panel]").has_attribute("style"));
}

#[wasm_bindgen_test]
async fn what_a_very_small_box_has_no_room_for_opens_over_the_whole_window() {
    let window = web_sys::window().unwrap();
    let tall = window.inner_height().unwrap().as_f64().unwrap();
    for view in [with(Panel::Cart(cart())), at(CheckoutScreen::Review)] {
        let stage = Stage::new(view, (300, 170)).await;
        let panel = stage.one("[part=panel]").get_bounding_client_rect();
        assert!((panel.height() - tall).abs() < 1.0, "{}", panel.height());
    }
}

#[wasm_bindgen_test]
async fn captions_are_read_above_every_sheet_and_leave_its_buttons_free() {
    for (size, bottom) in [
        (PHONE, false),
        ((390, 500), false),
        ((320, 420), false),
        ((390, 500), true),
    ] {
        let corner = Corner { bottom, end: false };
        for view in [
            with(Panel::Cart(cart())),
            View {
                tall: true,
                corner,
                ..with(Panel::Cart(cart()))
            },
            mini(corner),
        ] {
            let stage = Stage::new(view, size).await;
            stage.settled();
            let words = stage.one(".captions p");
            let bounds = words.get_bounding_client_rect();
            let centre = (
                bounds.left() + bounds.width() / 2.0,
                bounds.top() + bounds.height() / 2.0,
            );
            #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
            let at = (centre.0 as f32, centre.1 as f32);
            // They are pressed through, so what is drawn there is asked for with that taken away.
            let captions = stage.one(".captions");
            captions
                .style()
                .set_property("pointer-events", "auto")
                .unwrap();
            let hit = stage.root.element_from_point(at.0, at.1);
            assert!(
                hit.is_some_and(|hit| captions.contains(Some(&hit))),
                "{size:?}"
            );
            assert!(bounds.top() >= 0.0 && bounds.bottom() <= f64::from(size.1));
            for button in stage.all("[part=close], [part=back], .panel [part=primary]") {
                let button = button.get_bounding_client_rect();
                let apart = bounds.right() <= button.left()
                    || button.right() <= bounds.left()
                    || bounds.bottom() <= button.top()
                    || button.bottom() <= bounds.top();
                assert!(apart, "{size:?}: {bounds:?} over {button:?}");
            }
        }
    }
}

#[wasm_bindgen_test]
async fn whatever_comes_over_the_picture_is_out_of_reach_under_a_sheet() {
    let stage = Stage::new(with(Panel::Cart(cart())), PHONE).await;
    for place in [".picture", ".top", ".middle", ".bottom"] {
        // Something that nobody has thought of yet.
        let document = web_sys::window().unwrap().document().unwrap();
        let new = document.create_element("button").unwrap();
        new.set_id("new");
        stage.one(place).append_child(&new).unwrap();
        assert!(!stage.reachable("#new"), "{place}");
        new.remove();
    }
    for there in ["video", ".captions", ".controls [data-mini]:first-child"] {
        assert!(stage.reachable(there), "{there}");
    }
}

#[wasm_bindgen_test]
async fn a_picture_comes_when_it_is_near_and_its_place_stands_before_it_has_come() {
    let cards = vec![card("shirt", "Linen shirt")];
    let product = Panel::Product(ProductView::Ready(Box::new(shirt())));
    for panel in [Panel::Lineup(cards), product, Panel::Cart(cart())] {
        for size in [PHONE, LAPTOP] {
            let stage = Stage::new(with(panel.clone()), size).await;
            let pictures = stage.all("img");
            assert!(!pictures.is_empty());
            for picture in pictures {
                assert_eq!(picture.get_attribute("loading").as_deref(), Some("lazy"));
                // An address that leads nowhere says nothing of its size.
                picture.set_attribute("src", "data:,").unwrap();
                let place = picture.get_bounding_client_rect();
                assert!(place.width() >= 36.0 && place.height() >= 36.0);
            }
        }
    }
}

#[wasm_bindgen_test]
async fn all_products_stand_under_a_wide_picture_and_beside_the_panel() {
    let cards = [card("shirt", "Linen shirt"), card("vase", "Ridge vase")];
    let view = View {
        strip: Some(cards.into()),
        ..with(Panel::Cart(cart()))
    };
    let mut stage = Stage::new(view.clone(), (1600, 900)).await;
    stage.settled();
    let bounds = |stage: &Stage, what| stage.one(what).get_bounding_client_rect();
    let (strip, picture) = (bounds(&stage, ".strip"), bounds(&stage, ".picture"));
    let panel = bounds(&stage, ".panel");
    assert!((strip.top() - picture.bottom()).abs() < 1.0);
    assert!((strip.bottom() - 900.0).abs() < 1.0);
    assert!(strip.right() <= panel.left() + 1.0);
    assert!((panel.height() - 900.0).abs() < 1.0);
    stage.all(".strip [part=card]")[1]
        .clone()
        .dyn_into::<HtmlElement>()
        .unwrap()
        .click();
    assert_eq!(stage.asked(), [Action::OpenProduct("vase".into())]);
    stage
        .show(View {
            strip: None,
            ..view
        })
        .await;
    assert!((bounds(&stage, ".picture").height() - 900.0).abs() < 1.0);
}

#[wasm_bindgen_test]
async fn the_lineup_marks_what_is_shown_now() {
    let cards = vec![card("shirt", "Linen shirt"), card("vase", "Ridge vase")];
    let stage = Stage::new(with(Panel::Lineup(cards)), PHONE).await;
    let cards = stage.all("[part=card]");
    let says = |card: &Element| card.text_content().unwrap().contains("Shown now");
    assert!(says(&cards[0]) && !says(&cards[1]));
}

#[wasm_bindgen_test]
async fn beside_a_panel_the_whole_picture_can_be_reached() {
    let stage = Stage::new(with(Panel::Cart(cart())), LAPTOP).await;
    for beside in ["[part=pin]", ".bar", ".seek", ".controls"] {
        assert!(stage.reachable(beside), "{beside}");
    }
    assert!(!stage.reachable(".backdrop"));
    let (picture, panel) = (stage.one(".picture"), stage.one("[part=panel]"));
    assert_eq!(panel.offset_width(), 380);
    assert!(picture.offset_left() + picture.offset_width() <= panel.offset_left());
}

#[wasm_bindgen_test]
async fn in_a_very_small_box_one_pin_and_the_cart_are_left() {
    let stage = Stage::new(watching(), (300, 170)).await;
    assert!(stage.reachable("[part=pin]"));
    assert!(stage.reachable("[part=cart-button]"));
    for gone in ["[data-vitrine=lineup]", ".seek", ".top"] {
        assert!(!stage.reachable(gone), "{gone}");
    }
}

#[wasm_bindgen_test]
async fn escape_in_the_panel_closes_it_and_is_used_up() {
    let stage = Stage::new(with(Panel::Cart(cart())), PHONE).await;
    let heading = stage.one("[data-vitrine=heading]");
    assert!(!fire(
        &heading,
        "KeyboardEvent",
        "keydown",
        ", key: 'Escape'"
    ));
    assert_eq!(stage.asked(), [Action::Close]);
}

#[wasm_bindgen_test]
async fn a_swipe_down_on_the_heading_closes_the_sheet_and_a_tap_does_not() {
    let stage = Stage::new(with(Panel::Cart(cart())), PHONE).await;
    let heading = stage.one("[data-vitrine=heading]");
    for (lifted_at, asked) in [(405, vec![]), (520, vec![Action::Close])] {
        fire(&heading, "PointerEvent", "pointerdown", ", clientY: 400");
        let lifted = format!(", clientY: {lifted_at}");
        fire(&heading, "PointerEvent", "pointerup", &lifted);
        assert_eq!(stage.asked(), asked);
    }
}

#[wasm_bindgen_test]
async fn while_the_thumb_is_dragged_it_stays_the_viewer_s_and_then_the_video_follows() {
    let mut stage = Stage::new(watching(), PHONE).await;
    let slider: HtmlInputElement = stage.one("[part=seek]").unchecked_into();
    assert_eq!(
        slider.get_attribute("aria-valuetext").as_deref(),
        Some("32 seconds behind live")
    );
    slider.set_value("10");
    fire(&slider, "InputEvent", "input", "");
    let later = View {
        player: Rc::new(PlayerView {
            position: 29,
            ..player()
        }),
        ..watching()
    };
    stage.show(later).await;
    assert_eq!(slider.value(), "10");
    assert_eq!(stage.asked(), []);
    fire(&slider, "Event", "change", "");
    assert_eq!(stage.asked(), [Action::Seek(1_010_000)]);
}

#[wasm_bindgen_test]
async fn what_is_sold_out_or_impossible_is_said_and_can_be_chosen() {
    let stage = Stage::new(product(shirt()), PHONE).await;
    let text = |state: &str| {
        let chip = stage.one(&format!(".chip[data-state={state}]"));
        chip.text_content().unwrap()
    };
    assert_eq!(text("sold-out"), "XL Sold out");
    assert_eq!(text("impossible"), "Moss not offered");
    stage.one(".chip[data-state=sold-out] input").click();
    assert_eq!(stage.asked(), [Action::Choose { axis: 1, value: 1 }]);
}

#[wasm_bindgen_test]
async fn the_button_says_which_choice_is_missing_and_then_adds() {
    let mut stage = Stage::new(product(shirt()), PHONE).await;
    let primary = stage.one("[part=primary]");
    assert_eq!(primary.text_content().as_deref(), Some("Choose: Size"));
    primary.click();
    assert_eq!(stage.asked(), []);
    let focused = stage.root.active_element();
    let open = stage.all("[data-open] input");
    assert!(focused.unwrap().is_same_node(Some(&open[0])));
    let chosen = ProductDetail {
        waits: false,
        can_add: true,
        open_axis: None,
        ..shirt()
    };
    stage.show(product(chosen)).await;
    stage.button("Add to cart").click();
    assert_eq!(stage.asked(), [Action::AddToCart]);
}

#[wasm_bindgen_test]
async fn an_offer_says_how_many_are_left_and_how_long_to_the_eye_and_when_it_is_sold_out() {
    let offered = |left, seconds| {
        let mut view = watching();
        let overlay = Rc::make_mut(&mut view.overlay);
        overlay.pins.truncate(1);
        overlay.pins[0].card.offer = Some(OfferView { left, seconds });
        view.stamp = seconds;
        view
    };
    let mut stage = Stage::new(offered(3, 62), PHONE).await;
    // Aimed at, it stays the pin that it is; what it costs goes on.
    fire(&stage.one("[part=pin]"), "PointerEvent", "pointerover", "");
    stage.drawn().await;
    assert_eq!(stage_text(&stage, "[part=pin] .offer"), "3 left · 1:02");
    assert_eq!(stage_text(&stage, ".offer [aria-hidden=true]"), " · 1:02");
    assert!(!stage.all("[part=pin] del").is_empty());
    stage.show(offered(0, 61)).await;
    assert_eq!(stage_text(&stage, "[part=pin] .offer"), "Offer sold out");
    stage.show(with(Panel::Cart(cart()))).await;
    let kept = stage_text(&stage, ".line .offer");
    assert!(kept.starts_with("1 kept for you at "), "{kept}");
}

fn stage_text(stage: &Stage, selector: &str) -> String {
    stage.one(selector).text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_line_is_changed_removed_and_shows_its_remark_beside_it() {
    let stage = Stage::new(with(Panel::Cart(cart())), PHONE).await;
    let set = |quantity| Action::SetLine {
        variant: "shirt-l".into(),
        quantity,
    };
    stage.button("One more").click();
    stage.button("One less").click();
    stage.button("Remove Linen shirt, L").click();
    assert_eq!(stage.asked(), [set(3), set(1), set(0)]);
    let line = stage.one(".line").text_content().unwrap();
    assert!(line.contains("Fewer are left than you asked for. Only 2 are left."));
}

#[wasm_bindgen_test]
async fn totals_stand_in_the_shop_s_order_and_an_estimate_is_called_one() {
    let mut stage = Stage::new(with(Panel::Cart(cart())), PHONE).await;
    let rows = |stage: &Stage| -> Vec<_> {
        let rows = stage.all(".totals .row");
        rows.iter().filter_map(|row| row.text_content()).collect()
    };
    assert_eq!(
        rows(&stage),
        ["Autumn offer€-10.00", "Subtotal€118.00", "Total€108.00"]
    );
    let mut changed = cart();
    changed.estimate = Some(sample::euro(17700));
    stage.show(with(Panel::Cart(changed))).await;
    assert_eq!(rows(&stage)[0], "Estimated total≈ €177.00");
}

#[wasm_bindgen_test]
async fn a_code_is_sent_by_enter_and_says_beside_itself_whether_it_counts() {
    let stage = Stage::new(with(Panel::Cart(cart())), PHONE).await;
    let text = |place: usize| stage.all(".codes li")[place].text_content().unwrap();
    assert_eq!(
        (text(0), text(1)),
        ("SPRING10 % off".into(), "WINTERThis code is over.".into())
    );
    assert!(stage.all(".codes li")[1].has_attribute("data-error"));
    let input: HtmlInputElement = stage.one("#vitrine-code").unchecked_into();
    input.set_value("autumn");
    fire(&stage.one(".codes form"), "SubmitEvent", "submit", "");
    let sent = Action::Code {
        code: "autumn".into(),
        on: true,
    };
    assert_eq!(stage.asked(), [sent]);
    assert_eq!(input.value(), "");
}

#[wasm_bindgen_test]
async fn a_country_that_asks_for_other_fields_leaves_the_focus_where_it_is() {
    let view = |fields: &[Field]| {
        let mut view = sample::checkout(CheckoutScreen::Contact);
        view.fields.retain(|one| fields.contains(&one.field));
        with(Panel::Checkout(Box::new(view)))
    };
    let all = [
        Field::Country,
        Field::PostalCode,
        Field::Locality,
        Field::Region,
    ];
    let mut stage = Stage::new(view(&all), PHONE).await;
    let country = stage.one("#field-country");
    country.focus().unwrap();
    for fields in [&all[..3], &all[..1], &all[..]] {
        stage.show(view(fields)).await;
        assert!(stage.one("#field-country") == country);
        assert!(
            stage
                .root
                .active_element()
                .is_some_and(|element| element == *country)
        );
    }
}

#[wasm_bindgen_test]
async fn what_the_shop_says_of_a_field_stands_beside_it() {
    let stage = Stage::new(at(CheckoutScreen::Contact), PHONE).await;
    let field = stage.one("#field-postal-code");
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    let by = field.get_attribute("aria-describedby").unwrap();
    let said = stage.one(&format!("#{by}")).text_content();
    assert_eq!(said.as_deref(), Some("We do not deliver there."));
}

#[wasm_bindgen_test]
async fn what_is_typed_is_told_and_a_wrong_field_says_why() {
    let stage = Stage::new(at(CheckoutScreen::Contact), PHONE).await;
    let email: HtmlInputElement = stage.one("#field-email").unchecked_into();
    assert_eq!(
        email.get_attribute("autocomplete").as_deref(),
        Some("email")
    );
    assert_eq!(email.get_attribute("aria-invalid").as_deref(), Some("true"));
    let why = email.get_attribute("aria-describedby").unwrap();
    let why = stage.one(&format!("[id={why:?}]")).text_content();
    assert_eq!(why.as_deref(), Some("Please fill in: E-mail"));
    email.set_value("ada@");
    fire(&email, "InputEvent", "input", "");
    fire(&email, "FocusEvent", "blur", "");
    let typed = Action::Enter {
        field: Field::Email,
        value: "ada@".into(),
    };
    assert_eq!(stage.asked(), [typed, Action::Leave(Field::Email)]);
}

#[wasm_bindgen_test]
async fn the_country_is_one_of_all_by_name() {
    let stage = Stage::new(at(CheckoutScreen::Contact), PHONE).await;
    let country: HtmlSelectElement = stage.one("#field-country").unchecked_into();
    assert_eq!(stage.all("#field-country option").len(), 250);
    assert_eq!(country.value(), "DE");
    country.set_value("FR");
    fire(&country, "Event", "change", "");
    let chosen = Action::Enter {
        field: Field::Country,
        value: "FR".into(),
    };
    assert_eq!(stage.asked(), [chosen]);
}

#[wasm_bindgen_test]
async fn enter_submits_each_step_and_the_page_never_navigates() {
    let mut stage = Stage::new(View::default(), PHONE).await;
    let steps = [
        (at(CheckoutScreen::Contact), Action::SubmitContact),
        (at(CheckoutScreen::Delivery), Action::SubmitDelivery),
        (frame(200, true), Action::SubmitPayment),
    ];
    for (view, action) in steps {
        stage.show(view).await;
        assert!(!fire(&stage.one("form"), "SubmitEvent", "submit", ""));
        assert_eq!(stage.asked(), [action]);
    }
}

#[wasm_bindgen_test]
async fn the_payment_frame_stands_while_its_height_changes() {
    let mut stage = Stage::new(frame(120, false), PHONE).await;
    let before = stage.one("[data-vitrine=payment]");
    assert!(!stage.reachable("[data-vitrine=payment]"));
    stage.show(frame(312, true)).await;
    let after = stage.one("[data-vitrine=payment]");
    assert!(after.is_same_node(Some(&before)));
    assert_eq!(after.get_attribute("height").as_deref(), Some("312"));
    assert!(stage.reachable("[data-vitrine=payment]"));
}

#[wasm_bindgen_test]
async fn the_last_button_names_the_amount() {
    let stage = Stage::new(at(CheckoutScreen::Review), PHONE).await;
    stage.button("Pay €121.90").click();
    stage.button("Change payment").click();
    assert_eq!(stage.asked(), [Action::Pay, Action::EditPayment]);
}

#[wasm_bindgen_test]
async fn no_screen_has_two_primary_buttons() {
    let mut stage = Stage::new(View::default(), PHONE).await;
    for view in all() {
        stage.show(view).await;
        assert!(stage.all(".primary").len() <= 1);
    }
}

#[wasm_bindgen_test]
async fn the_toast_is_held_while_it_has_pointer_or_focus() {
    let view = View {
        toast: Some(Toast::Removed("Linen shirt".into())),
        ..watching()
    };
    let stage = Stage::new(view, PHONE).await;
    let undo = stage.button("Undo");
    fire(&undo, "PointerEvent", "pointerover", "");
    fire(&undo, "PointerEvent", "pointerout", "");
    fire(&undo, "FocusEvent", "focusin", "");
    fire(&undo, "FocusEvent", "focusout", "");
    let held = [true, false, true, false].map(Action::HoldToast);
    assert_eq!(stage.asked(), held);
    undo.click();
    assert_eq!(stage.asked(), [Action::Undo]);
}

#[wasm_bindgen_test]
async fn equal_announcements_are_said_again() {
    let told = |number| View {
        announcement: Some((number, Announcement::Removed("Linen shirt".into()))),
        ..watching()
    };
    let mut stage = Stage::new(told(1), PHONE).await;
    let region = "[aria-live=polite]";
    let first = stage.one(&format!("{region} p"));
    stage.show(told(2)).await;
    let second = stage.one(&format!("{region} p"));
    assert_eq!(
        second.text_content().as_deref(),
        Some("Linen shirt removed")
    );
    assert!(!second.is_same_node(Some(&first)));
    stage.one(region);
}

#[wasm_bindgen_test]
async fn the_controls_a_finger_aims_at_are_large_enough() {
    let mut stage = Stage::new(View::default(), PHONE).await;
    for view in all() {
        stage.show(view).await;
        for button in stage.all("button") {
            let button: HtmlElement = button.unchecked_into();
            if button.has_attribute("data-spot") {
                // It is hidden until a port has placed it.
                button.style().set_property("display", "block").unwrap();
            }
            // What the small picture has no room for is not drawn.
            if button.offset_parent().is_none() {
                continue;
            }
            assert!(
                button.offset_width() >= 24 && button.offset_height() >= 24,
                "{}",
                button.outer_html()
            );
        }
    }
    stage
        .show(with(Panel::Lineup(vec![card("shirt", "Linen shirt")])))
        .await;
    for main in [".controls button", "[part=card]", ".plain"] {
        for button in stage.all(main) {
            let button: HtmlElement = button.unchecked_into();
            assert!(
                button.offset_width() >= 44 && button.offset_height() >= 44,
                "{main}"
            );
        }
    }
}
