//! Before a show, and when it is watched again.

use std::rc::Rc;

use vitrine::app::event::Action;
use vitrine::app::view::{Moment, Panel, Phase, PlayerView, ShowTime, View, Wait};
use wasm_bindgen_test::wasm_bindgen_test;

use super::PHONE;
use super::sample::{card, player, product, shirt, watching, with};
use super::stage::Stage;

const DAY: u32 = 86_400;

fn before(left: Option<u32>) -> View {
    View {
        phase: Phase::Upcoming,
        wait: Wait {
            at: Some(ShowTime(3 * 86_400_000)),
            left,
            calendar: Some("https://stage.example/calendar.ics".into()),
        },
        poster: Some("http://127.0.0.1:1/poster.jpg".into()),
        ..watching()
    }
}

#[wasm_bindgen_test]
async fn before_a_show_its_day_its_countdown_and_its_calendar_entry_stand_over_the_poster() {
    let mut stage = Stage::new(before(Some(2 * DAY + 65)), PHONE).await;
    let said = |stage: &Stage, part: &str| stage.one(part).text_content();
    assert_eq!(said(&stage, ".when").as_deref(), Some("day 3"));
    assert_eq!(
        said(&stage, "[role=timer]").as_deref(),
        Some("2 days, 1:05")
    );
    let calendar = stage.one(".card a").get_attribute("href");
    assert_eq!(
        calendar.as_deref(),
        Some("https://stage.example/calendar.ics")
    );
    stage.one("img.still");
    // Who listens is not told of each second.
    assert!(stage.all("[role=status] [role=timer]").is_empty());
    stage.show(before(None)).await;
    assert!(stage.all("[role=timer]").is_empty());
    stage.show(watching()).await;
    assert!(stage.all("img.still, .card").is_empty());
}

fn moments() -> Rc<Vec<Moment>> {
    let moment = |second: u32, product: &str, now| Moment {
        at: i64::from(second) * 1_000,
        second,
        product: product.into(),
        title: format!("The {product}"),
        now,
    };
    Rc::new(vec![moment(10, "shirt", true), moment(75, "vase", false)])
}

#[wasm_bindgen_test]
async fn a_recording_s_moments_are_buttons_that_play_from_there() {
    let lineup = Panel::Lineup(vec![card("shirt", "Linen shirt")]);
    let stage = Stage::new(
        View {
            moments: moments(),
            ..with(lineup)
        },
        PHONE,
    )
    .await;
    let all = stage.all("ul[aria-label='Moments of the show'] button");
    let told: Vec<_> = all.iter().filter_map(|one| one.text_content()).collect();
    assert_eq!(told, ["0:10 The shirt", "1:15 The vase"]);
    assert_eq!(stage.all("[part=moment][aria-current]").len(), 1);
    stage.one("[part=moment][data-product=vase]").click();
    assert_eq!(stage.asked(), [Action::Watch(75_000)]);
}

#[wasm_bindgen_test]
async fn a_product_leads_to_its_moment_and_waits_for_the_start_where_the_host_wants_that() {
    let mut detail = shirt();
    detail.waits = true;
    let stage = Stage::new(
        View {
            moments: moments(),
            ..product(detail)
        },
        PHONE,
    )
    .await;
    stage.button("Watch at 0:10").click();
    assert_eq!(stage.asked(), [Action::Watch(10_000)]);
    let buy = stage.button("Can be bought once the show begins");
    assert!(buy.has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn a_show_that_is_over_is_watched_again_where_it_can_be() {
    for again in [true, false] {
        let view = View {
            phase: Phase::Ended,
            player: Rc::new(PlayerView { again, ..player() }),
            ..watching()
        };
        let stage = Stage::new(view, PHONE).await;
        let buttons = stage.all(".card .primary");
        assert_eq!(buttons.len(), usize::from(again));
        if again {
            stage.button("Watch again").click();
            assert_eq!(stage.asked(), [Action::WatchAgain]);
        }
    }
}
