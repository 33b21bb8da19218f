//! From the mount to pins in their moment.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use support::{Driver, Fate};
use vitrine::app::effect::{Effect, Emission, PlayerCommand, Spot};
use vitrine::app::event::{
    Action, Corner, Event, Monotonic, PictureClock, PlayerEvent, PlayerProblem, Position, Start,
    StoreSlot, TimerId,
};
use vitrine::app::view::{Announcement, Break, Panel, Phase, ShowTime};

fn pinned(driver: &Driver) -> Vec<usize> {
    driver
        .view()
        .overlay
        .pins
        .iter()
        .map(|pin| pin.slot)
        .collect()
}

#[test]
fn a_mounted_widget_plays_the_stream_and_says_that_it_is_ready() {
    let driver = Driver::new();
    assert_eq!(driver.view().phase, Phase::Watching);
    assert!(
        matches!(&driver.played[0], PlayerCommand::Open { src, .. } if src == "https://stage.example/live.m3u8")
    );
    assert_eq!(driver.emitted[0], Emission::Ready);
}

#[test]
fn a_show_that_cannot_be_read_is_said_and_tried_again_by_itself() {
    let mut driver = Driver::new();
    driver.fates = [("demo.json", Fate::Status(503))].into();
    let mut driver = {
        let world = std::mem::take(&mut driver.world);
        let mut next = Driver::mounted(world, driver.storage, 3);
        assert_eq!(next.view().phase, Phase::Watching);
        next.fates = driver.fates;
        next
    };
    // A show that is on the screen stays there, whatever its manifest does.
    driver.happens(Event::Timer(TimerId::Show));
    assert_eq!(driver.view().phase, Phase::Watching);
}

#[test]
fn pins_come_and_go_with_the_picture_and_come_back_on_a_rewind() {
    let mut driver = Driver::new();
    driver.picture(9_999);
    assert_eq!(pinned(&driver), Vec::<usize>::new());
    driver.picture(10_000);
    assert_eq!(pinned(&driver), vec![0]);
    driver.picture(20_000);
    assert_eq!(pinned(&driver), Vec::<usize>::new());
    driver.picture(15_000);
    assert_eq!(pinned(&driver), vec![0]);
}

#[test]
fn a_late_joiner_sees_what_is_pinned_now() {
    let mut driver = Driver::new();
    driver.picture(50_000);
    assert_eq!(pinned(&driver), vec![1]);
}

#[test]
fn a_pause_keeps_the_pins_even_when_new_cues_arrive() {
    let mut driver = Driver::new();
    driver.picture(15_000);
    let later = r#"{"id":"z","seq":9,"at":"1970-01-01T00:00:16Z","kind":"unpin","slot":0}"#;
    driver.happens(Event::StageCue(later.into()));
    assert_eq!(pinned(&driver), vec![0]);
}

#[test]
fn a_cue_that_comes_after_its_moment_shows_at_once_and_twice_is_once() {
    let mut driver = Driver::new();
    driver.picture(30_000);
    let late =
        r#"{"id":"y","seq":9,"at":"1970-01-01T00:00:25Z","kind":"pin","slot":2,"product":"shirt"}"#;
    driver.happens(Event::StageCue(late.into()));
    driver.happens(Event::StageCue(late.into()));
    assert_eq!(pinned(&driver), vec![2]);
}

#[test]
fn without_a_picture_clock_the_show_s_latency_behind_the_authority_is_taken() {
    let mut driver = Driver::new();
    // The snapshot said 00:01:00 halfway through an exchange from 0 to 10 ms; the latency is 8 s.
    driver.happens(Event::Frame {
        picture: PictureClock::Unknown,
        now: Monotonic(5 - 33_000),
    });
    assert_eq!(pinned(&driver), vec![0], "00:00:19 is shown");
    driver.happens(Event::Frame {
        picture: PictureClock::Unknown,
        now: Monotonic(5),
    });
    assert_eq!(pinned(&driver), vec![1], "00:00:52 is shown");
}

fn guessed(driver: &mut Driver, at: i64) {
    driver.happens(Event::Frame {
        picture: PictureClock::Unknown,
        now: Monotonic(at),
    });
}

#[test]
fn without_a_picture_clock_who_goes_back_sees_what_was_pinned_then() {
    let mut driver = Driver::new();
    let stands = |at| {
        Event::Player(PlayerEvent::Position(Position {
            at,
            start: 0,
            end: 100_000,
            live: Some(90_000),
        }))
    };
    driver.happens(stands(84_000));
    guessed(&mut driver, 5);
    assert_eq!(
        pinned(&driver),
        vec![1],
        "00:00:52, a segment's length aside"
    );
    driver.happens(stands(55_000));
    guessed(&mut driver, 5);
    assert_eq!(pinned(&driver), vec![0], "00:00:17");
}

#[test]
fn a_machine_that_slept_asks_for_the_time_again_once_it_hears_the_stage() {
    let mut driver = Driver::unmounted();
    driver.world.events = true;
    driver.mount();
    driver.happens(Event::StageOpen);
    guessed(&mut driver, -33_000);
    assert_eq!(pinned(&driver), vec![0], "00:00:19");
    let asked = |driver: &Driver| {
        let cues = driver.sent.iter();
        cues.filter(|request| request.url.ends_with("cues.json"))
            .count()
    };
    assert_eq!(asked(&driver), 1, "the first opening asks nothing");
    // Half a minute of sleep, of which the page's clock knows nothing; the stream of events broke, and stands again.
    driver.world.now = Some("1970-01-01T00:01:33Z");
    driver.happens(Event::StageOpen);
    assert_eq!(asked(&driver), 2);
    guessed(&mut driver, -33_000);
    assert_eq!(pinned(&driver), vec![1], "00:00:52");
}

#[test]
fn a_tab_that_was_hidden_shows_what_is_true_when_it_is_looked_at() {
    let mut driver = Driver::new();
    driver.picture(11_000);
    driver.happens(Event::Visible(false));
    let missed =
        r#"{"id":"x","seq":9,"at":"1970-01-01T00:00:30Z","kind":"pin","slot":2,"product":"shirt"}"#;
    driver.world.cues = Some(serde_json::json!([
        serde_json::from_str::<serde_json::Value>(missed).unwrap()
    ]));
    driver.happens(Event::Visible(true));
    let emitted = driver.emitted.len();
    driver.picture(50_000);
    assert_eq!(pinned(&driver), vec![1, 2]);
    assert_eq!(driver.emitted.len(), emitted, "what was missed is no news");
}

#[test]
fn a_picture_s_date_that_jumps_or_goes_back_shows_what_is_true_there() {
    let mut driver = Driver::new();
    // An encoder that was started anew counts from another moment, and one that goes wrong goes back.
    let jumps = [
        (12_000, vec![0]),
        (45_000, vec![1]),
        (11_990, vec![0]),
        (11_000, vec![0]),
        (9_000, vec![]),
        (3 * 3_600_000, vec![1]),
        (39_999, vec![]),
    ];
    for (at, expected) in jumps {
        driver.picture(at);
        assert_eq!(pinned(&driver), expected, "at {at}");
    }
}

#[test]
fn a_device_that_is_a_day_off_sees_everything_in_its_moment() {
    // The page's clock is no time of day; whatever it counts from, the authority is found.
    for skew in [-86_400_000, 0, 86_400_000] {
        let mut driver = Driver::unmounted();
        driver.skew = skew;
        driver.mount();
        guessed(&mut driver, skew + 5 - 33_000);
        assert_eq!(pinned(&driver), vec![0]);
        guessed(&mut driver, skew + 5);
        assert_eq!(pinned(&driver), vec![1]);
    }
}

#[test]
fn a_frame_that_changes_nothing_asks_for_nothing() {
    let mut driver = Driver::new();
    driver.picture(12_000);
    let now = Monotonic(0);
    let picture = PictureClock::Programme(vitrine::domain::show::ShowTime(12_033));
    assert_eq!(driver.app.update(Event::Frame { picture, now }), vec![]);
}

#[test]
fn rubbish_in_the_stream_is_dropped() {
    let mut driver = Driver::new();
    driver.picture(15_000);
    for rubbish in ["", "%%%", "bm9uc2Vuc2U", "e30"] {
        driver.happens(Event::InBandCue(rubbish.into()));
    }
    assert_eq!(pinned(&driver), vec![0]);
}

#[test]
fn the_end_cue_ends_the_show_and_a_rewind_goes_back_into_it() {
    let mut driver = Driver::new();
    driver.picture(120_000);
    assert_eq!(driver.view().phase, Phase::Ended);
    driver.picture(100_000);
    assert_eq!(driver.view().phase, Phase::Watching);
}

#[test]
fn a_break_is_on_the_screen_until_the_show_goes_on_and_a_late_resume_shows_at_once() {
    let mut driver = Driver::new();
    let pause = r#"{"id":"pause","seq":9,"at":"1970-01-01T00:00:12Z","kind":"break","text":"Tea","until":"1970-01-01T00:05:00Z"}"#;
    driver.happens(Event::StageCue(pause.into()));
    driver.picture(11_999);
    assert_eq!(driver.view().phase, Phase::Watching);
    driver.picture(12_000);
    let view = driver.view();
    let expected = Break {
        text: Some("Tea".into()),
        until: Some(ShowTime(300_000)),
    };
    assert_eq!((view.phase, view.pause), (Phase::Break, Some(expected)));
    assert_eq!(
        pinned(&driver),
        vec![0],
        "what is pinned can still be bought"
    );
    let undone = r#"{"id":"goes-on","seq":10,"at":"1970-01-01T00:00:12Z","kind":"resume"}"#;
    driver.happens(Event::StageCue(undone.into()));
    assert_eq!(
        (driver.view().phase, driver.view().pause),
        (Phase::Watching, None)
    );
}

#[test]
fn a_correction_takes_away_at_once_what_it_undoes() {
    let mut driver = with_vase();
    let cues = [
        r#"{"id":"m","seq":20,"at":"1970-01-01T00:00:14Z","kind":"message","text":"Hello"}"#,
        r#"{"id":"h","seq":21,"at":"1970-01-01T00:00:14Z","kind":"hotspot","spot":"s","product":"vase","until":"1970-01-01T00:00:40Z","path":[{"t":0,"x":0.4,"y":0.3,"w":0.2,"h":0.2}]}"#,
        r#"{"id":"e","seq":22,"at":"1970-01-01T00:00:14Z","kind":"end"}"#,
    ];
    for cue in cues {
        driver.happens(Event::StageCue(cue.into()));
    }
    driver.picture(15_000);
    let overlay = driver.view().overlay.clone();
    assert!(overlay.message.is_some() && overlay.hotspots.len() == 1);
    assert_eq!(driver.view().phase, Phase::Ended);
    let corrections = [
        r#"{"id":"cm","seq":23,"at":"1970-01-01T00:00:14Z","kind":"message","text":""}"#,
        r#"{"id":"ch","seq":24,"at":"1970-01-01T00:00:14Z","kind":"hotspot","spot":"s","product":"vase","until":"1970-01-01T00:00:14Z","path":[{"t":0,"x":0.4,"y":0.3,"w":0.2,"h":0.2}]}"#,
        r#"{"id":"ce","seq":25,"at":"1970-01-01T00:00:14Z","kind":"resume"}"#,
        r#"{"id":"cp","seq":26,"at":"1970-01-01T00:00:10Z","kind":"unpin","slot":0}"#,
    ];
    for cue in corrections {
        driver.happens(Event::StageCue(cue.into()));
    }
    let view = driver.view();
    assert_eq!(view.overlay.message, None);
    assert!(view.overlay.hotspots.is_empty() && view.overlay.pins.is_empty());
    assert_eq!(view.phase, Phase::Watching);
}

#[test]
fn the_badge_says_live_only_near_the_live_point() {
    let mut driver = Driver::new();
    let position = |at| {
        PlayerEvent::Position(Position {
            at,
            start: 0,
            end: 60_000,
            live: Some(54_000),
        })
    };
    driver.happens(Event::Player(position(53_000)));
    assert_eq!(driver.view().player.live, Some(true));
    driver.happens(Event::Player(position(30_000)));
    assert_eq!(driver.view().player.live, Some(false));
    driver.does(Action::GoLive);
    assert!(driver.played.contains(&PlayerCommand::GoLive));
}

#[test]
fn seeking_stays_inside_what_can_be_watched() {
    let mut driver = Driver::new();
    let position = Position {
        at: 30_000,
        start: 10_000,
        end: 60_000,
        live: None,
    };
    driver.happens(Event::Player(PlayerEvent::Position(position)));
    driver.does(Action::Seek(-5));
    driver.does(Action::Seek(99_000));
    let sought: Vec<_> = driver
        .played
        .iter()
        .filter(|c| matches!(c, PlayerCommand::Seek(_)))
        .collect();
    assert_eq!(
        sought,
        vec![&PlayerCommand::Seek(10_000), &PlayerCommand::Seek(60_000)]
    );
}

#[test]
fn sound_and_captions_are_remembered_over_a_reload() {
    let mut driver = Driver::new();
    driver.does(Action::ToggleSound);
    driver.does(Action::ToggleCaptions);
    let driver = driver.reload();
    assert!(matches!(
        driver.played[0],
        PlayerCommand::Open { sound: false, .. }
    ));
}

#[test]
fn the_lineup_lists_what_the_shop_sells() {
    let mut driver = Driver::new();
    driver.does(Action::OpenLineup);
    let Panel::Lineup(cards) = &*driver.view().panel else {
        panic!()
    };
    let titles: Vec<_> = cards.iter().map(|card| card.title.as_str()).collect();
    assert_eq!(titles, vec!["Linen shirt"], "the vase is not in the shop");
}

/// Both products are sold, and the vase has been shown at 30 s.
fn with_vase() -> Driver {
    let mut driver = Driver::unmounted();
    driver.world.vase_sold = true;
    driver.mount();
    let vase = r#"{"id":"v","at":"1970-01-01T00:00:30Z","kind":"pin","slot":2,"product":"vase"}"#;
    driver.happens(Event::StageCue(vase.into()));
    driver
}

fn lineup(driver: &Driver) -> Vec<(String, bool)> {
    let Panel::Lineup(cards) = &*driver.view().panel else {
        panic!()
    };
    let told = cards
        .iter()
        .map(|card| (card.product.to_string(), card.pinned));
    told.collect()
}

#[test]
fn the_lineup_begins_with_what_was_shown_last_and_marks_what_is_pinned() {
    let mut driver = with_vase();
    let (shirt, vase) = ("shirt".to_owned(), "vase".to_owned());
    driver.picture(5_000);
    driver.does(Action::OpenLineup);
    let unseen = [(shirt.clone(), false), (vase.clone(), false)];
    assert_eq!(lineup(&driver), unseen, "nothing was shown yet");
    driver.does(Action::Close);
    driver.picture(35_000);
    driver.does(Action::OpenLineup);
    let expected = [(vase.clone(), true), (shirt.clone(), false)];
    assert_eq!(lineup(&driver), expected);
    driver.picture(45_000);
    let expected = [(vase, true), (shirt, true)];
    assert_eq!(
        lineup(&driver),
        expected,
        "an open list is marked, never moved"
    );
}

#[test]
fn a_wide_picture_has_the_lineup_under_it_unless_it_stands_in_the_panel() {
    let mut driver = with_vase();
    assert_eq!(driver.view().strip, None);
    driver.happens(Event::Wide(true));
    let strip = driver.view().strip.unwrap();
    assert_eq!(strip.len(), 2);
    assert_eq!(driver.view().overlay.products, 0, "one way in is enough");
    driver.does(Action::OpenProduct("vase".into()));
    assert!(driver.view().strip.is_some());
    driver.does(Action::OpenLineup);
    assert_eq!(driver.view().strip, None);
    driver.does(Action::Close);
    driver.happens(Event::Wide(false));
    assert_eq!(driver.view().strip, None);
    assert_eq!(driver.view().overlay.products, 2);
}

#[test]
fn who_presses_again_before_the_video_has_paused_lets_it_go_on() {
    let mut driver = Driver::new();
    driver.happens(Event::Player(PlayerEvent::Playing));
    driver.played.clear();
    driver.does(Action::TogglePlay);
    driver.does(Action::TogglePlay);
    assert_eq!(driver.played, [PlayerCommand::Pause, PlayerCommand::Play]);
    // The events of both come later.
    driver.happens(Event::Player(PlayerEvent::Paused));
    driver.happens(Event::Player(PlayerEvent::Playing));
    assert!(driver.view().player.playing);
}

#[test]
fn beside_the_strip_of_a_recording_the_way_to_its_moments_stays() {
    let mut driver = Driver::unmounted();
    driver.world.replay = true;
    driver.mount();
    driver.happens(Event::Wide(true));
    let view = driver.view();
    assert_eq!((view.strip.is_some(), view.overlay.products), (true, 2));
}

#[test]
fn over_the_page_s_own_video_no_strip_covers_its_controls() {
    let mut driver = Driver::unmounted();
    driver.start(Start {
        foreign_video: true,
        ..Start::default()
    });
    driver.happens(Event::Wide(true));
    assert_eq!(driver.view().strip, None);
}

#[test]
fn hotspots_are_placed_once_and_drawn_when_their_name_is_known() {
    let mut driver = with_vase();
    let spot = r#"{"id":"h","at":"1970-01-01T00:00:12Z","kind":"hotspot","product":"vase",
        "until":"1970-01-01T00:00:15Z","path":[{"t":0,"x":0.4,"y":0.3,"w":0.2,"h":0.2}]}"#;
    driver.happens(Event::StageCue(spot.into()));
    driver.picture(11_000);
    assert!(driver.placed.is_empty());
    driver.picture(12_000);
    let place = Spot { x: 5_000, y: 4_000 };
    assert_eq!(driver.placed, [("h".into(), place)]);
    let hotspots = driver.view().overlay.hotspots.clone();
    assert_eq!(hotspots.len(), 1);
    assert_eq!(hotspots[0].title, "Ridge vase");
    let picture = PictureClock::Programme(vitrine::domain::show::ShowTime(12_033));
    let now = Monotonic(0);
    assert_eq!(driver.app.update(Event::Frame { picture, now }), vec![]);
    driver.picture(15_000);
    assert!(driver.placed.is_empty() && driver.view().overlay.hotspots.is_empty());
}

#[test]
fn a_hotspot_follows_its_way_picture_by_picture_and_nothing_is_drawn_for_it() {
    let mut driver = with_vase();
    let spot = r#"{"id":"h","at":"1970-01-01T00:00:12Z","kind":"hotspot","spot":"s","product":"vase","until":"1970-01-01T00:00:30Z",
        "path":[{"t":0,"x":0.4,"y":0.3,"w":0.2,"h":0.2},{"t":2,"x":0.6,"y":0.3,"w":0.2,"h":0.2}]}"#;
    driver.happens(Event::StageCue(spot.into()));
    driver.picture(12_000);
    let frame = |driver: &mut Driver, at| {
        let picture = PictureClock::Programme(ShowTime(at));
        let now = Monotonic(0);
        driver.app.update(Event::Frame { picture, now })
    };
    let place = |x| {
        let spot = Spot { x, y: 4_000 };
        vec![Effect::Place(vec![("s".into(), spot)])]
    };
    assert_eq!(frame(&mut driver, 13_000), place(6_000));
    assert_eq!(frame(&mut driver, 13_500), place(6_500));
    assert_eq!(frame(&mut driver, 12_500), place(5_500), "after a rewind");
    // The host drags it on: the same thing elsewhere, and still nothing to draw.
    let on = r#"{"id":"i","at":"1970-01-01T00:00:13Z","kind":"hotspot","spot":"s","product":"vase","until":"1970-01-01T00:00:30Z",
        "path":[{"t":0,"x":0,"y":0.3,"w":0.2,"h":0.2}]}"#;
    driver.happens(Event::StageCue(on.into()));
    assert_eq!(frame(&mut driver, 13_000), place(1_000));
    assert_eq!(frame(&mut driver, 14_000), vec![], "there it stays");
}

#[test]
fn a_link_in_the_page_s_address_opens_a_product_of_this_show_once() {
    let opened = |product: &str| {
        let mut driver = Driver::unmounted();
        driver.start(Start {
            link: Some(product.into()),
            ..Start::default()
        });
        driver
    };
    let mut driver = opened("shirt");
    assert!(matches!(&*driver.view().panel, Panel::Product(_)));
    driver.does(Action::Close);
    driver.happens(Event::Timer(TimerId::Show));
    assert_eq!(*driver.view().panel, Panel::Closed);
    assert_eq!(*opened("another show's").view().panel, Panel::Closed);
}

/// The products that the page was told to be looked at.
fn viewed(driver: &Driver) -> Vec<String> {
    let told = driver.emitted.iter();
    told.filter_map(|emission| match emission {
        Emission::ViewItem { items, .. } => Some(items[0].item_id.clone()),
        _ => None,
    })
    .collect()
}

#[test]
fn a_product_that_is_opened_before_anything_is_known_of_it_is_told_to_the_page_once() {
    let mut driver = Driver::unmounted();
    driver.held = Some("/catalog/");
    driver.mount();
    driver.does(Action::OpenProduct("shirt".into()));
    driver.does(Action::Close);
    driver.does(Action::OpenProduct("shirt".into()));
    assert_eq!(viewed(&driver), Vec::<String>::new(), "without a price");
    driver.release();
    assert_eq!(viewed(&driver), ["shirt"]);
    driver.does(Action::Close);
    driver.does(Action::OpenProduct("shirt".into()));
    assert_eq!(viewed(&driver), ["shirt", "shirt"], "looked at again");
}

#[test]
fn a_manifest_that_the_loader_has_read_is_opened_by_the_viewer_s_settings_and_not_asked_for_again()
{
    let asked = |driver: &Driver| {
        let asked = driver.sent.iter();
        asked
            .filter(|request| request.url.ends_with("/shows/demo.json"))
            .count()
    };
    let mut driver = Driver::unmounted();
    let settings = r#"{"sound":false,"volume":40,"captions":true}"#;
    driver.storage.insert(StoreSlot::Settings, settings.into());
    let manifest = driver.world.manifest().to_string();
    driver.start(Start {
        manifest: Some(manifest),
        ..Start::default()
    });
    assert_eq!(driver.view().phase, Phase::Watching);
    assert_eq!(asked(&driver), 0);
    let silent =
        |command: &PlayerCommand| matches!(command, PlayerCommand::Open { sound: false, .. });
    assert!(driver.played.iter().any(silent));

    let mut driver = Driver::unmounted();
    driver.start(Start {
        manifest: Some("{}".into()),
        ..Start::default()
    });
    assert_eq!(driver.view().phase, Phase::Unavailable);
    assert!(driver.timer(TimerId::Show));
    assert_eq!((asked(&driver), driver.view().phase), (1, Phase::Watching));
}

fn said(driver: &Driver) -> Option<Announcement> {
    driver.view().announcement.map(|(_, said)| said)
}

#[test]
fn new_pins_of_one_moment_are_announced_together_and_not_again() {
    let mut driver = with_vase();
    let too = r#"{"id":"w","at":"1970-01-01T00:00:10Z","kind":"pin","slot":2,"product":"vase"}"#;
    driver.happens(Event::StageCue(too.into()));
    driver.picture(9_900);
    driver.picture(10_000);
    let first = driver.view().announcement.clone();
    let both = Announcement::Pinned("Linen shirt, Ridge vase".into());
    assert_eq!(first, Some((0, both)));
    driver.picture(10_033);
    assert_eq!(driver.view().announcement, first);
}

#[test]
fn a_pin_whose_name_comes_late_is_announced_then_unless_it_is_gone() {
    for (moment, expected) in [(11_000, true), (20_500, false)] {
        let mut driver = Driver::unmounted();
        driver.held = Some("lookup");
        driver.mount();
        driver.picture(9_900);
        driver.picture(10_000);
        assert_eq!(said(&driver), None);
        driver.picture(moment);
        driver.release();
        let shirt = Announcement::Pinned("Linen shirt".into());
        assert_eq!(said(&driver), expected.then_some(shirt));
    }
}

#[test]
fn where_the_page_says_so_new_pins_are_not_announced() {
    let mut driver = Driver::unmounted();
    driver.start(Start {
        quiet: true,
        ..Start::default()
    });
    driver.picture(9_900);
    driver.picture(10_000);
    assert_eq!(pinned(&driver), vec![0]);
    assert_eq!(said(&driver), None);
}

#[test]
fn the_sheet_is_enlarged_until_it_is_closed_and_the_picture_s_corner_stays() {
    let mut driver = Driver::new();
    driver.does(Action::OpenCart);
    driver.does(Action::Enlarge(true));
    let corner = driver.view().corner.next();
    driver.does(Action::SendPicture(corner));
    driver.does(Action::OpenLineup);
    assert!(driver.view().tall);
    driver.does(Action::Close);
    driver.does(Action::OpenCart);
    assert!(!driver.view().tall);
    assert_eq!(driver.view().corner, corner);
}

#[test]
fn four_steps_lead_through_all_corners() {
    let mut corner = Corner::default();
    let mut seen = vec![];
    for _ in 0..4 {
        assert!(!seen.contains(&corner));
        seen.push(corner);
        corner = corner.next();
    }
    assert_eq!(corner, seen[0]);
}

#[test]
fn history_told_again_is_shown_where_it_holds_and_announced_to_nobody() {
    let mut driver = Driver::new();
    driver.picture(60_000);
    let emitted = driver.emitted.len();
    let old =
        r#"{"id":"o","seq":9,"at":"1970-01-01T00:00:41Z","kind":"pin","slot":2,"product":"shirt"}"#;
    driver.happens(Event::StageCue(old.into()));
    assert_eq!(pinned(&driver), vec![1, 2]);
    assert_eq!(driver.emitted.len(), emitted);
    let late =
        r#"{"id":"l","seq":9,"at":"1970-01-01T00:00:58Z","kind":"pin","slot":0,"product":"shirt"}"#;
    driver.happens(Event::StageCue(late.into()));
    assert_eq!(driver.emitted.len(), emitted + 1);
}

#[test]
fn a_video_that_broke_can_be_opened_again_beside_whatever_stands_there() {
    let mut driver = Driver::new();
    driver.does(Action::OpenCart);
    driver.happens(Event::Player(PlayerEvent::Failed(PlayerProblem::Media)));
    assert!(driver.view().player.problem.is_some());
    driver.does(Action::OpenStream);
    assert_eq!(driver.view().player.problem, None);
    let opened = |command: &&PlayerCommand| matches!(command, PlayerCommand::Open { .. });
    assert_eq!(driver.played.iter().filter(opened).count(), 2);
}

fn says(driver: &mut Driver, event: PlayerEvent) {
    driver.happens(Event::Player(event));
}

#[test]
fn a_picture_that_waits_is_said_to_wait_only_after_a_while() {
    let mut driver = Driver::new();
    says(&mut driver, PlayerEvent::Playing);
    says(&mut driver, PlayerEvent::Waiting);
    assert!(!driver.view().player.stalled);
    says(&mut driver, PlayerEvent::Playing);
    assert!(!driver.timer(TimerId::Stall), "nothing is waited for");
    says(&mut driver, PlayerEvent::Waiting);
    assert!(driver.timer(TimerId::Stall));
    assert!(driver.view().player.stalled);
    says(&mut driver, PlayerEvent::Playing);
    assert!(!driver.view().player.stalled);
}

#[test]
fn a_stream_that_is_lost_is_nobody_s_trouble_until_the_picture_stands() {
    let mut driver = Driver::new();
    says(&mut driver, PlayerEvent::Playing);
    says(&mut driver, PlayerEvent::Failed(PlayerProblem::Network));
    assert_eq!(driver.view().player.problem, None, "the buffer plays on");
    says(&mut driver, PlayerEvent::Waiting);
    assert!(driver.timer(TimerId::Stall));
    assert_eq!(driver.view().player.problem, Some(PlayerProblem::Network));
    says(&mut driver, PlayerEvent::Recovered);
    assert_eq!(driver.view().player.problem, None);
    assert!(driver.view().player.stalled, "the picture stands still");
}

#[test]
fn a_stream_that_never_came_is_said_at_once_and_taken_back_even_while_paused() {
    let mut driver = Driver::new();
    says(&mut driver, PlayerEvent::Failed(PlayerProblem::Network));
    assert_eq!(driver.view().player.problem, Some(PlayerProblem::Network));
    says(&mut driver, PlayerEvent::Paused);
    says(&mut driver, PlayerEvent::Recovered);
    assert_eq!(driver.view().player.problem, None);
}

#[test]
fn the_page_is_told_once_what_is_wrong_with_the_video() {
    let mut driver = Driver::new();
    for problem in [
        PlayerProblem::Network,
        PlayerProblem::Network,
        PlayerProblem::Blocked,
    ] {
        says(&mut driver, PlayerEvent::Failed(problem));
    }
    let told: Vec<_> = driver
        .emitted
        .iter()
        .filter_map(|emission| match emission {
            Emission::Error { code } => Some(*code),
            _ => None,
        })
        .collect();
    assert_eq!(told, ["video_unreachable", "video_blocked"]);
}

#[test]
fn a_stream_that_ends_ends_the_show_until_it_is_watched_again() {
    let mut driver = Driver::new();
    driver.picture(15_000);
    says(&mut driver, PlayerEvent::Playing);
    says(&mut driver, PlayerEvent::Ended);
    assert_eq!(driver.view().phase, Phase::Ended);
    assert_eq!(
        pinned(&driver),
        vec![0],
        "what was shown stays to be bought"
    );
    driver.add_shirt();
    assert_eq!(driver.view().overlay.cart_count, 1);
    says(&mut driver, PlayerEvent::Playing);
    assert_eq!(driver.view().phase, Phase::Watching);
}

#[test]
fn a_sound_that_the_browser_took_away_is_offered_and_comes_with_the_viewer_s_own_start() {
    let mut driver = Driver::new();
    says(&mut driver, PlayerEvent::Muted(true));
    says(&mut driver, PlayerEvent::Playing);
    assert!(driver.view().player.hushed);
    driver.does(Action::ToggleSound);
    says(&mut driver, PlayerEvent::Muted(false));
    assert!(!driver.view().player.hushed);

    driver.does(Action::ToggleSound);
    says(&mut driver, PlayerEvent::Muted(true));
    assert!(!driver.view().player.hushed, "the viewer's own silence");

    let mut driver = Driver::new();
    says(&mut driver, PlayerEvent::Muted(true));
    says(&mut driver, PlayerEvent::AutoplayRefused);
    assert!(driver.view().player.needs_tap);
    driver.played.clear();
    driver.does(Action::TogglePlay);
    assert_eq!(
        driver.played,
        [PlayerCommand::Mute(false), PlayerCommand::Play]
    );
}

#[test]
fn the_volume_is_remembered_over_a_reload_and_silence_is_none() {
    let mut driver = Driver::new();
    driver.does(Action::Volume(40));
    assert!(driver.played.contains(&PlayerCommand::Volume(40)));
    driver.does(Action::Volume(0));
    says(&mut driver, PlayerEvent::Muted(true));
    assert_eq!(driver.view().player.volume, 0);
    let mut driver = driver.reload();
    assert!(matches!(
        driver.played[0],
        PlayerCommand::Open { sound: false, .. }
    ));
    assert!(driver.played.contains(&PlayerCommand::Volume(40)));
    says(&mut driver, PlayerEvent::Muted(true));
    driver.does(Action::Volume(65));
    assert!(driver.played.contains(&PlayerCommand::Mute(false)));
}

#[test]
fn nobody_seeks_past_the_live_point_into_what_is_not_there_yet() {
    let mut driver = Driver::new();
    let position = Position {
        at: 50_000,
        start: 0,
        end: 60_000,
        live: Some(54_000),
    };
    says(&mut driver, PlayerEvent::Position(position));
    driver.does(Action::Seek(59_000));
    assert_eq!(driver.played.last(), Some(&PlayerCommand::Seek(54_000)));
}

#[test]
fn the_keys_are_shown_over_whatever_stands_there_and_leave_it_as_it_was() {
    let mut driver = Driver::new();
    driver.does(Action::OpenLineup);
    driver.does(Action::OpenKeys);
    driver.does(Action::OpenKeys);
    assert_eq!(*driver.view().panel, Panel::Keys(true));
    driver.does(Action::Back);
    assert!(matches!(*driver.view().panel, Panel::Lineup(_)));
}
