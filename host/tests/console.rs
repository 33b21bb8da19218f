//! A host and a server, played against the core.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use serde_json::{Value, json};
use support::{Stand, cue, pin, show, time};
use vitrine::domain::show::Slot;
use vitrine_host::core::cue::Rect;
use vitrine_host::core::effect::{Effect, RequestId, TimerId};
use vitrine_host::core::event::{Action, Event, LinkEvent, Mark, Prepare};
use vitrine_host::core::model::{Link, Mode, Notice, Route, Saving, Screen, SignInProblem};
use vitrine_host::core::present::{self, Row, Seen};
use vitrine_host::core::show::Show;

fn slot(number: u64) -> Slot {
    Slot::new(number).unwrap()
}

fn pins(stand: &Stand) -> [Option<String>; 3] {
    present::scene(stand.model()).pins
}

// Signing in

#[test]
fn without_a_session_there_is_the_door_and_nothing_else() {
    let mut stand = Stand::at_the_door();
    stand.answers(&RequestId::Session, 401, &json!({}));
    assert_eq!(stand.model().screen, Screen::SignIn);
    let paths: Vec<String> = stand
        .asked()
        .into_iter()
        .map(|(_, request)| request.path)
        .collect();
    assert_eq!(paths, ["/host/api/session"]);
}

#[test]
fn a_wrong_token_is_told_and_the_next_try_waits() {
    let mut stand = Stand::at_the_door();
    stand.answers(&RequestId::Session, 401, &json!({}));
    stand.does(Action::SignIn("guess".into()));
    stand.answers(
        &RequestId::SignIn,
        401,
        &json!({ "error": { "code": "wrong_token", "message": "", "retry_after": 2 } }),
    );
    assert_eq!(stand.model().sign_in.problem, Some(SignInProblem::Wrong));
    assert_eq!(stand.model().sign_in_waits_s(), 2);
    stand.asked();
    stand.does(Action::SignIn("another guess".into()));
    assert!(
        stand.asked().is_empty(),
        "a try that would not be looked at is not sent"
    );
    stand.now += 2_000;
    stand.rings(TimerId::Tick);
    stand.does(Action::SignIn("another guess".into()));
    assert_eq!(stand.asked().len(), 1);
}

#[test]
fn the_right_token_leads_to_where_the_address_pointed() {
    let mut stand = Stand::at_the_door();
    stand.answers(&RequestId::Session, 401, &json!({}));
    stand.does(Action::SignIn(" right ".into()));
    let (_, request) = stand.asked().pop().unwrap();
    assert_eq!(request.body.as_deref(), Some(r#"{"token":"right"}"#));
    assert_eq!(request.headers, [("Vitrine-Host", "1".to_owned())]);
    stand.answers(&RequestId::SignIn, 204, &Value::Null);
    stand.answers(&RequestId::Session, 200, &json!({ "now": time(0) }));
    assert_eq!(stand.model().screen, Screen::Inside);
    assert_eq!(stand.model().open.as_ref().unwrap().id, "demo");
}

#[test]
fn a_session_that_has_ended_leads_back_to_the_door_whatever_was_asked() {
    let mut stand = Stand::running();
    stand.does(Action::Unpin(slot(0)));
    let (id, _) = stand.sent().pop().unwrap();
    stand.answers(&id, 401, &json!({ "error": { "code": "signed_out" } }));
    assert_eq!(stand.model().screen, Screen::SignIn);
    assert_eq!(stand.model().notice, Some(Notice::SignedOut));
    assert!(stand.model().open.is_none());
}

// Pinning

#[test]
fn a_number_chooses_a_product_and_a_slot_s_letter_pins_it() {
    let mut stand = Stand::running();
    stand.picture(3.25);
    stand.asked();
    stand.presses("3w");
    let sent = stand.sent();
    assert_eq!(sent.len(), 1);
    let (id, body) = &sent[0];
    assert_eq!(
        (&body["kind"], &body["slot"], &body["product"]),
        (&json!("pin"), &json!(1), &json!("vase"))
    );
    assert_eq!(
        body["at"],
        json!("2027-01-15T08:00:03.250Z"),
        "the moment is the picture's"
    );
    stand.answers(
        id,
        201,
        &json!({ "cue": pin(5, 0, 1, "vase"), "corrections": [], "now": time(0) }),
    );
    assert_eq!(pins(&stand)[1].as_deref(), Some("vase"));
}

#[test]
fn the_number_once_more_pins_to_the_first_slot_that_is_free() {
    let mut stand = Stand::running();
    stand.says("entry", &pin(1, 0, 0, "cloth"));
    stand.asked();
    stand.presses("22");
    assert_eq!(stand.sent()[0].1["slot"], json!(1));
}

#[test]
fn shift_and_a_slot_s_letter_empties_it() {
    let mut stand = Stand::running();
    stand.asked();
    stand.presses("E");
    assert_eq!(
        stand.sent()[0].1,
        json!({ "kind": "unpin", "slot": 2, "key": "0000000000000007-1" })
    );
}

#[test]
fn keys_that_are_switched_off_do_nothing() {
    let mut stand = Stand::running();
    stand.does(Action::Keys(false));
    stand.asked();
    stand.presses("22E");
    assert!(stand.sent().is_empty());
}

#[test]
fn in_studio_mode_or_without_a_picture_s_time_the_server_takes_the_moment() {
    let mut stand = Stand::running();
    stand.asked();
    stand.does(Action::Unpin(slot(0)));
    stand.picture(3.0);
    stand.does(Action::Mode(Mode::Studio));
    stand.does(Action::Unpin(slot(0)));
    let sent = stand.sent();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|(_, body)| body["at"].is_null()));
}

#[test]
fn while_the_script_runs_nothing_is_sent_until_the_show_is_taken_over() {
    let mut stand = Stand::running();
    let mut scripted = show("running");
    scripted["revision"] = 5.into();
    stand.says("show", &scripted);
    stand.asked();
    stand.presses("11");
    assert!(stand.sent().is_empty());
    stand.does(Action::Script { running: false });
    let (id, request) = stand.asked().pop().unwrap();
    assert_eq!(request.path, "/host/api/shows/demo/script");
    let mut taken = show("taken_over");
    taken["revision"] = 6.into();
    stand.answers(&id, 200, &taken);
    stand.presses("11");
    assert_eq!(stand.sent().len(), 1);
}

#[test]
fn until_the_preview_has_reached_the_take_over_that_is_the_moment() {
    let mut stand = Stand::running();
    stand.says("entry", &json!({ "seq": 1, "id": "s1", "at": time(10), "kind": "script", "running": false, "told": time(10) }));
    stand.picture(4.0);
    stand.asked();
    stand.does(Action::Unpin(slot(0)));
    stand.picture(12.0);
    stand.does(Action::Unpin(slot(0)));
    let at: Vec<Value> = stand
        .sent()
        .into_iter()
        .map(|(_, body)| body["at"].clone())
        .collect();
    assert_eq!(at, [time(10), time(12)]);
}

#[test]
fn what_the_take_over_itself_took_away_is_not_the_host_s_to_undo() {
    let mut stand = Stand::running();
    stand.says(
        "entry",
        &cue(1, 0, &json!({ "kind": "unpin", "slot": 0, "by": "script" })),
    );
    assert!(present::rows(stand.model()).is_empty());
    stand.asked();
    stand.presses("z");
    assert!(stand.asked().is_empty());
}

// What viewers have seen, and undoing

fn seen(stand: &Stand) -> Vec<Seen> {
    let rows = present::rows(stand.model());
    rows.iter()
        .filter_map(|row| match row {
            Row::Cue { seen, .. } => Some(*seen),
            Row::Script { .. } => None,
        })
        .collect()
}

#[test]
fn every_cue_says_when_viewers_will_have_seen_it() {
    let mut stand = Stand::running();
    stand.says("entry", &pin(1, 0, 0, "cloth"));
    assert_eq!(seen(&stand), [Seen::In(8)], "viewers are 8 s behind");
    stand.now += 5_500;
    stand.rings(TimerId::Tick);
    assert_eq!(seen(&stand), [Seen::In(3)]);
    stand.now += 2_500;
    stand.rings(TimerId::Tick);
    assert_eq!(seen(&stand), [Seen::Already]);
}

#[test]
fn an_undone_pin_goes_and_is_said_to_be_undone() {
    let mut stand = Stand::running();
    stand.says("entry", &pin(1, 0, 0, "cloth"));
    stand.asked();
    stand.presses("z");
    let (id, request) = stand.asked().pop().unwrap();
    assert_eq!(request.path, "/host/api/shows/demo/cues/c1/undo");
    let undo = json!({ "seq": 2, "id": "c2", "at": time(1), "kind": "undo", "cue": "c1" });
    stand.answers(
        &id,
        201,
        &json!({ "undo": undo, "corrections": [], "now": time(1) }),
    );
    assert_eq!(pins(&stand)[0], None);
    assert_eq!(seen(&stand), [Seen::Undone]);
}

// The network

#[test]
fn a_console_without_a_network_says_so_and_keeps_nothing_for_later() {
    let mut stand = Stand::running();
    stand.event(Event::Network(false));
    stand.asked();
    stand.presses("11");
    stand.does(Action::Message("hello".into()));
    assert!(stand.sent().is_empty());
    assert_eq!(stand.model().notice, Some(Notice::Offline));
    stand.event(Event::Network(true));
    stand.answers(&RequestId::Session, 200, &json!({ "now": time(0) }));
    stand.link(LinkEvent::Open);
    stand.says("caught_up", &json!({ "next_seq": 1 }));
    assert!(stand.sent().is_empty(), "nothing was queued");
    assert_eq!(present::notice(stand.model()), None);
}

#[test]
fn a_broken_stream_goes_on_after_the_last_line_that_it_brought() {
    let mut stand = Stand::running();
    stand.says("entry", &pin(4, 0, 0, "cloth"));
    // An answer knows line 9 before the stream has brought 5 to 8 of another console.
    stand.picture(1.0);
    stand.asked();
    stand.presses("2w");
    let (id, _) = stand.sent().pop().unwrap();
    stand.answers(
        &id,
        201,
        &json!({ "cue": pin(9, 1, 1, "plate"), "now": time(1) }),
    );
    stand.link(LinkEvent::Closed);
    assert_eq!(stand.model().open.as_ref().unwrap().link, Link::Offline);
    stand.answers(&RequestId::Session, 200, &json!({ "now": time(1) }));
    assert!(stand.effects.contains(&Effect::Listen(Some(
        "/host/api/shows/demo/events?after=4".into()
    ))));
}

#[test]
fn a_line_that_is_silent_for_too_long_is_dead_though_nobody_said_so() {
    let mut stand = Stand::running();
    stand.rings(TimerId::Silence);
    assert_eq!(stand.model().open.as_ref().unwrap().link, Link::Offline);
}

#[test]
fn a_cue_whose_answer_was_lost_is_said_and_sent_again_under_the_same_key() {
    let mut stand = Stand::running();
    stand.picture(1.0);
    stand.asked();
    stand.presses("11");
    let (id, first) = stand.sent().pop().unwrap();
    stand.loses(&id);
    assert_eq!(stand.model().notice, Some(Notice::Unsure));
    assert!(stand.sent().is_empty(), "nothing is sent again by itself");
    stand.picture(20.0);
    let number = stand.model().open.as_ref().unwrap().sending[0].number;
    stand.does(Action::Again(number));
    let (_, second) = stand.sent().pop().unwrap();
    assert_eq!(first, second, "the same key, and the moment of then");
}

#[test]
fn a_cue_that_the_event_stream_tells_has_arrived_whatever_becomes_of_its_answer() {
    let mut stand = Stand::running();
    stand.picture(1.0);
    stand.asked();
    stand.presses("11");
    let (id, sent) = stand.sent().pop().unwrap();
    let said =
        |stand: &Stand| seen(stand).len() + stand.model().open.as_ref().unwrap().sending.len();
    let mut told = pin(1, 1, 0, "tablecloth");
    told["key"] = json!("another console's");
    stand.says("entry", &told);
    assert_eq!(said(&stand), 2, "its own is still on the way");
    let mut told = pin(2, 1, 0, "tablecloth");
    told["key"] = sent["key"].clone();
    stand.says("entry", &told);
    assert_eq!(said(&stand), 2, "one line for one cue");
    stand.answers(&id, 201, &json!({ "cue": told }));
    assert_eq!(said(&stand), 2);
    // The answer to the next one is lost, and the stream brings it.
    stand.presses("22");
    let (id, sent) = stand.sent().pop().unwrap();
    stand.loses(&id);
    assert_eq!(stand.model().notice, Some(Notice::Unsure));
    let mut told = pin(3, 1, 1, "plate");
    told["key"] = sent["key"].clone();
    stand.says("entry", &told);
    assert_eq!((stand.model().notice.clone(), said(&stand)), (None, 3));
}

#[test]
fn what_the_server_refuses_is_said_by_its_code_and_is_not_kept() {
    let mut stand = Stand::running();
    stand.asked();
    stand.presses("11");
    let (id, _) = stand.sent().pop().unwrap();
    stand.answers(
        &id,
        422,
        &json!({ "error": { "code": "at_out_of_bounds" } }),
    );
    assert_eq!(
        stand.model().notice,
        Some(Notice::Refused("at_out_of_bounds".into()))
    );
    assert!(stand.model().open.as_ref().unwrap().sending.is_empty());
}

#[test]
fn while_the_servers_log_is_away_a_cue_is_not_kept_and_where_it_is_not_known_it_can_be_sent_again()
{
    let mut stand = Stand::running();
    stand.asked();
    stand.presses("11");
    let (id, _) = stand.sent().pop().unwrap();
    stand.answers(&id, 503, &json!({ "error": { "code": "log_away" } }));
    assert_eq!(
        stand.model().notice,
        Some(Notice::Refused("log_away".into()))
    );
    assert!(stand.model().open.as_ref().unwrap().sending.is_empty());
    stand.presses("11");
    let (id, first) = stand.sent().pop().unwrap();
    stand.answers(&id, 503, &json!({ "error": { "code": "log_unsure" } }));
    assert_eq!(stand.model().notice, Some(Notice::Unsure));
    let number = stand.model().open.as_ref().unwrap().sending[0].number;
    stand.does(Action::Again(number));
    let (_, second) = stand.sent().pop().unwrap();
    assert_eq!(first, second, "the same key, so that it is said once");
}

#[test]
fn what_another_console_does_is_seen_here() {
    let mut stand = Stand::running();
    stand.says("entry", &pin(1, 0, 2, "candle"));
    assert_eq!(pins(&stand)[2].as_deref(), Some("candle"));
    stand.says("entry", &cue(2, 0, &json!({ "kind": "undo", "cue": "c1" })));
    assert_eq!(pins(&stand)[2], None);
}

// Marking

const BOX: Rect = Rect {
    x: 0.1,
    y: 0.1,
    w: 0.3,
    h: 0.3,
};

#[test]
fn a_mark_is_placed_once_and_its_way_goes_on_where_it_ended() {
    let mut stand = Stand::running();
    stand.picture(10.0);
    stand.does(Action::Mark(Mark::Begin("vase".into())));
    stand.does(Action::Mark(Mark::Draw(BOX)));
    stand.asked();
    stand.does(Action::Mark(Mark::Place));
    let (id, placed) = stand.sent().pop().unwrap();
    assert_eq!(placed["path"].as_array().unwrap().len(), 1);
    let spot = placed["spot"].clone();
    stand.answers(&id, 201, &json!({}));

    stand.does(Action::Mark(Mark::Grab));
    stand.does(Action::Mark(Mark::Move(Rect { x: 0.2, ..BOX })));
    stand.picture(10.25);
    stand.rings(TimerId::Mark);
    let (id, first) = stand.sent().pop().unwrap();
    assert_eq!(first["spot"], spot);
    assert_eq!(first["path"][0]["x"], json!(0.1), "from where it was");
    assert_eq!(
        first["path"][1],
        json!({ "t": 0.25, "x": 0.2, "y": 0.1, "w": 0.3, "h": 0.3 })
    );

    // While one way is under way the next ones gather.
    for step in 1..=3 {
        let x = 0.2 + f64::from(step) * 0.1;
        stand.does(Action::Mark(Mark::Move(Rect { x, ..BOX })));
        stand.picture(10.25 + f64::from(step) * 0.25);
        stand.rings(TimerId::Mark);
    }
    assert!(stand.sent().is_empty());
    stand.answers(&id, 201, &json!({}));
    let (_, second) = stand.sent().pop().unwrap();
    assert_eq!(second["path"].as_array().unwrap().len(), 4);
    assert_eq!(second["at"], json!("2027-01-15T08:00:10.250Z"));
}

#[test]
fn a_box_that_is_held_still_sends_nothing() {
    let mut stand = Stand::running();
    stand.picture(10.0);
    stand.does(Action::Mark(Mark::Begin("vase".into())));
    stand.does(Action::Mark(Mark::Place));
    stand.answers(&RequestId::Mark, 201, &json!({}));
    stand.does(Action::Mark(Mark::Grab));
    stand.asked();
    for step in 1..=8 {
        stand.picture(10.0 + f64::from(step) * 0.25);
        stand.rings(TimerId::Mark);
    }
    assert!(stand.sent().is_empty());
    // And then its movement begins where it stood last, not long before.
    stand.does(Action::Mark(Mark::Move(Rect { x: 0.6, ..BOX })));
    stand.picture(12.25);
    stand.rings(TimerId::Mark);
    assert_eq!(stand.sent()[0].1["at"], json!("2027-01-15T08:00:12.000Z"));
}

#[test]
fn a_mark_that_is_taken_away_ends_at_the_picture_s_moment() {
    let mut stand = Stand::running();
    stand.picture(10.0);
    stand.does(Action::Mark(Mark::Begin("vase".into())));
    stand.does(Action::Mark(Mark::Place));
    stand.answers(&RequestId::Mark, 201, &json!({}));
    stand.picture(14.0);
    stand.asked();
    stand.does(Action::Mark(Mark::Remove));
    let (_, sent) = stand.sent().pop().unwrap();
    assert_eq!(sent["at"], sent["until"]);
    assert_eq!(sent["path"].as_array().unwrap().len(), 1);
}

#[test]
fn a_mark_that_was_left_standing_can_be_taken_away_from_its_card() {
    let mut stand = Stand::running();
    let path = json!([{ "t": 0, "x": 0.1, "y": 0.1, "w": 0.2, "h": 0.2 }]);
    let hotspot = json!({ "kind": "hotspot", "spot": "m1", "product": "vase", "until": time(60), "path": path });
    stand.says("entry", &cue(1, 0, &hotspot));
    assert!(present::cards(stand.model())[2].marked);
    stand.picture(4.0);
    assert_eq!(present::marks(stand.model()).len(), 1);
    stand.asked();
    stand.does(Action::Mark(Mark::Clear("vase".into())));
    let sent = stand.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (&sent[0].1["spot"], &sent[0].1["until"]),
        (&json!("m1"), &json!(time(4)))
    );
}

#[test]
fn a_mark_that_is_led_on_without_a_network_says_so_and_its_way_is_not_sent_later() {
    let mut stand = Stand::running();
    stand.picture(10.0);
    stand.does(Action::Mark(Mark::Begin("vase".into())));
    stand.does(Action::Mark(Mark::Draw(BOX)));
    stand.does(Action::Mark(Mark::Place));
    stand.answers(&RequestId::Mark, 201, &json!({}));
    stand.does(Action::Mark(Mark::Grab));
    stand.event(Event::Network(false));
    stand.asked();
    let lead = |stand: &mut Stand, step: i64, x: f64| {
        stand.does(Action::Mark(Mark::Move(Rect { x, ..BOX })));
        #[allow(clippy::cast_precision_loss)]
        stand.picture(10.0 + step as f64 * 0.25);
        stand.rings(TimerId::Mark);
    };
    lead(&mut stand, 1, 0.2);
    lead(&mut stand, 2, 0.3);
    assert!(stand.sent().is_empty());
    assert_eq!(stand.model().notice, Some(Notice::Offline));
    stand.event(Event::Network(true));
    stand.answers(&RequestId::Session, 200, &json!({ "now": time(0) }));
    stand.link(LinkEvent::Open);
    stand.says("caught_up", &json!({ "next_seq": 1 }));
    assert!(stand.sent().is_empty());
    lead(&mut stand, 3, 0.4);
    let (_, sent) = stand.sent().pop().unwrap();
    let path = sent["path"].as_array().unwrap();
    assert_eq!(path.len(), 2, "only what was led since");
    assert_eq!((&path[0]["x"], &path[1]["x"]), (&json!(0.3), &json!(0.4)));
}

// Preparing

fn preparing() -> Stand {
    let mut stand = Stand::running();
    stand.does(Action::Go(Route::Prepare("demo".into())));
    stand.asked();
    stand
}

#[test]
fn what_is_typed_is_saved_a_moment_later_and_only_what_changed() {
    let mut stand = preparing();
    stand.does(Action::Prepare(Prepare::Title("A".into())));
    stand.does(Action::Prepare(Prepare::Title("A new title".into())));
    assert!(stand.asked().is_empty());
    stand.rings(TimerId::Save);
    let (id, request) = stand.asked().pop().unwrap();
    assert_eq!(request.body.as_deref(), Some(r#"{"title":"A new title"}"#));
    let mut saved = show("taken_over");
    saved["revision"] = 5.into();
    saved["title"] = "A new title".into();
    stand.answers(&id, 200, &saved);
    let open = stand.model().open.as_ref().unwrap();
    assert_eq!(open.prepare.saving, Saving::Saved);
    assert_eq!(open.show.as_ref().unwrap().title, "A new title");
}

#[test]
fn what_could_not_be_saved_stays_on_the_screen_and_goes_with_the_next_try() {
    let mut stand = preparing();
    stand.does(Action::Prepare(Prepare::Title("Kept".into())));
    stand.rings(TimerId::Save);
    stand.loses(&RequestId::Save);
    assert_eq!(
        stand.model().open.as_ref().unwrap().prepare.saving,
        Saving::Failed
    );
    assert_eq!(
        stand.model().field("title", |show| show.title.clone()),
        "Kept"
    );
    stand.asked();
    stand.does(Action::Retry);
    let bodies: Vec<_> = stand
        .asked()
        .into_iter()
        .filter_map(|(_, request)| request.body)
        .collect();
    assert_eq!(bodies, [r#"{"title":"Kept"}"#]);
}

#[test]
fn the_lineup_is_ordered_and_saved_as_a_whole() {
    let mut stand = preparing();
    stand.does(Action::Prepare(Prepare::Move { from: 3, to: 0 }));
    stand.does(Action::Prepare(Prepare::Remove("plate".into())));
    stand.does(Action::Prepare(Prepare::Add("board".into())));
    stand.does(Action::Prepare(Prepare::Add("board".into())));
    stand.rings(TimerId::Save);
    let (_, request) = stand.asked().pop().unwrap();
    assert_eq!(
        request.body.as_deref(),
        Some(r#"{"lineup":["candle","cloth","vase","board"]}"#)
    );
}

fn sent_fields(stand: &mut Stand) -> Vec<Value> {
    let asked = stand.asked().into_iter();
    asked
        .filter(|(id, _)| *id == RequestId::Save)
        .filter_map(|(_, request)| serde_json::from_str(&request.body?).ok())
        .collect()
}

fn refuses(stand: &mut Stand, field: &str, code: &str) {
    let error = json!({ "error": { "code": code, "message": "", "field": field } });
    stand.answers(&RequestId::Save, 422, &error);
}

#[test]
fn a_refused_field_holds_no_other_field_back() {
    let mut stand = preparing();
    stand.does(Action::Prepare(Prepare::Source("not an address".into())));
    stand.does(Action::Prepare(Prepare::Title("Autumn".into())));
    stand.does(Action::Prepare(Prepare::Latency(5_000)));
    stand.rings(TimerId::Save);
    stand.asked();
    refuses(&mut stand, "stream.src", "invalid");
    // The rest goes at once, the stream with the address that it had.
    let sent = sent_fields(&mut stand);
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["title"], "Autumn");
    assert_eq!(
        (&sent[0]["stream"]["src"], &sent[0]["stream"]["latency_ms"]),
        (&json!("https://cdn.example/live.m3u8"), &json!(5_000))
    );
    let mut saved = show("taken_over");
    saved["revision"] = 5.into();
    stand.answers(&RequestId::Save, 200, &saved);
    // What was refused stays on the screen, and is said, until it is put right.
    let prepare = |stand: &Stand| stand.model().open.as_ref().unwrap().prepare.clone();
    assert_eq!(
        prepare(&stand).saving,
        Saving::Refused((Some("stream.src".into()), "invalid".into()))
    );
    assert_eq!(
        prepare(&stand).value("stream.src"),
        Some(&json!("not an address"))
    );
    assert_eq!(prepare(&stand).problem("stream.src"), Some("invalid"));
    let again = sent_fields(&mut stand);
    assert!(
        again.is_empty(),
        "it is not sent again as it was: {again:?}"
    );
    // Another field is saved meanwhile, without it.
    stand.does(Action::Prepare(Prepare::EncoderDelay(700)));
    stand.rings(TimerId::Save);
    assert_eq!(
        sent_fields(&mut stand),
        [json!({ "encoder_delay_ms": 700 })]
    );
    stand.answers(&RequestId::Save, 200, &saved);
    assert!(matches!(prepare(&stand).saving, Saving::Refused(_)));
    let right = "https://cdn.example/other.m3u8";
    stand.does(Action::Prepare(Prepare::Source(right.into())));
    stand.rings(TimerId::Save);
    assert_eq!(sent_fields(&mut stand)[0]["stream"]["src"], right);
    stand.answers(&RequestId::Save, 200, &saved);
    assert_eq!(prepare(&stand).saving, Saving::Saved);
}

#[test]
fn a_refusal_that_names_no_field_of_what_was_sent_is_said_and_not_sent_in_a_circle() {
    let mut stand = preparing();
    stand.does(Action::Prepare(Prepare::Title("Autumn".into())));
    stand.rings(TimerId::Save);
    stand.asked();
    refuses(&mut stand, "elsewhere", "invalid");
    assert!(stand.asked().is_empty());
    let open = stand.model().open.as_ref().unwrap();
    assert!(matches!(open.prepare.saving, Saving::Refused(_)));
    assert_eq!(open.prepare.value("title"), Some(&json!("Autumn")));
    stand.does(Action::Prepare(Prepare::EncoderDelay(700)));
    stand.rings(TimerId::Save);
    assert_eq!(
        sent_fields(&mut stand),
        [json!({ "title": "Autumn", "encoder_delay_ms": 700 })]
    );
}

#[test]
fn the_page_where_viewers_watch_is_an_address_that_can_be_taken_away_again() {
    let mut stand = preparing();
    let shown = |stand: &Stand| {
        let saved = |show: &Show| show.page.clone().unwrap_or_default();
        stand.model().field("page", saved)
    };
    assert_eq!(shown(&stand), "");
    stand.does(Action::Prepare(Prepare::Page("shop.example".into())));
    stand.rings(TimerId::Save);
    assert_eq!(sent_fields(&mut stand), [json!({ "page": "shop.example" })]);
    refuses(&mut stand, "page", "invalid");
    let prepare = &stand.model().open.as_ref().unwrap().prepare;
    assert_eq!(prepare.problem("page"), Some("invalid"));
    let page = " https://shop.example/live ";
    stand.does(Action::Prepare(Prepare::Page(page.into())));
    stand.rings(TimerId::Save);
    let sent = sent_fields(&mut stand);
    assert_eq!(sent, [json!({ "page": "https://shop.example/live" })]);
    let mut saved = show("taken_over");
    saved["revision"] = 5.into();
    saved["page"] = sent[0]["page"].clone();
    stand.answers(&RequestId::Save, 200, &saved);
    assert_eq!(shown(&stand), "https://shop.example/live");
    stand.does(Action::Prepare(Prepare::Page(String::new())));
    stand.rings(TimerId::Save);
    assert_eq!(sent_fields(&mut stand), [json!({ "page": null })]);
}

#[test]
fn a_time_that_is_half_typed_is_not_saved_as_none() {
    let mut stand = preparing();
    stand.does(Action::Prepare(Prepare::StartsAt("next autumn".into())));
    stand.rings(TimerId::Save);
    assert!(stand.asked().is_empty());
    stand.does(Action::Prepare(Prepare::StartsAt(String::new())));
    stand.rings(TimerId::Save);
    assert_eq!(sent_fields(&mut stand), [json!({ "starts_at": null })]);
}

#[test]
fn a_recording_begins_with_the_show_unless_somebody_says_when_and_an_empty_address_is_none() {
    let mut stand = preparing();
    let src = "https://cdn.example/recorded.m3u8";
    stand.does(Action::Prepare(Prepare::Recording(src.into())));
    stand.does(Action::Prepare(Prepare::Status("ended")));
    stand.rings(TimerId::Save);
    assert_eq!(
        sent_fields(&mut stand),
        [json!({ "replay": { "src": src, "starts_at": time(0) }, "status": "ended" })]
    );
    let mut saved = show("taken_over");
    saved["revision"] = 5.into();
    saved["replay"] = json!({ "src": src, "starts_at": time(0) });
    stand.answers(&RequestId::Save, 200, &saved);
    stand.does(Action::Prepare(Prepare::RecordedFrom(time(3))));
    stand.rings(TimerId::Save);
    assert_eq!(
        sent_fields(&mut stand),
        [json!({ "replay": { "src": src, "starts_at": time(3) } })]
    );
    saved["revision"] = 6.into();
    stand.answers(&RequestId::Save, 200, &saved);
    stand.does(Action::Prepare(Prepare::Recording(String::new())));
    stand.rings(TimerId::Save);
    assert_eq!(sent_fields(&mut stand), [json!({ "replay": null })]);
}

#[test]
fn what_another_console_saves_is_here_at_once_and_takes_nothing_away_that_is_being_typed() {
    let mut stand = preparing();
    stand.does(Action::Prepare(Prepare::Title("Mine".into())));
    let mut saved = show("taken_over");
    saved["revision"] = 5.into();
    saved["title"] = "Theirs".into();
    saved["poster"] = "https://pictures.example/theirs.jpg".into();
    stand.says("show", &saved);
    let field = |stand: &Stand, name| stand.model().field(name, |show| show.title.clone());
    assert_eq!(field(&stand, "title"), "Mine");
    let open = stand.model().open.as_ref().unwrap();
    let poster = open.show.as_ref().unwrap().poster.as_deref();
    assert_eq!(poster, Some("https://pictures.example/theirs.jpg"));
    stand.rings(TimerId::Save);
    assert_eq!(sent_fields(&mut stand), [json!({ "title": "Mine" })]);
    // An answer that comes late takes nothing back that is newer.
    saved["revision"] = 7.into();
    saved["title"] = "Newer".into();
    stand.says("show", &saved);
    saved["revision"] = 6.into();
    saved["title"] = "Mine".into();
    stand.answers(&RequestId::Save, 200, &saved);
    assert_eq!(field(&stand, "title"), "Newer");
}

// Figures

#[test]
fn the_chart_has_the_host_s_pins_on_it() {
    let mut stand = Stand::running();
    for seconds in [0, 10, 20] {
        let figures = json!({ "at": time(seconds), "viewers": { "now": seconds, "peak": seconds }, "orders": seconds / 10,
            "opens": { "total": seconds * 2, "products": {} }, "adds": { "total": 0, "products": {} } });
        stand.says("figures", &figures);
    }
    stand.says("entry", &pin(1, 10, 0, "cloth"));
    let chart = present::chart(stand.model());
    let most = chart.most;
    assert_eq!(
        (most.viewers, most.opens, most.adds, most.orders),
        (20, 40, 0, 2)
    );
    assert_eq!(chart.opens, "M0.0 120.0L300.0 64.0L600.0 8.0");
    assert_eq!(chart.adds, "M0.0 120.0L300.0 120.0L600.0 120.0");
    assert_eq!(
        chart.marks,
        [(present::WIDTH / 2.0, Some("cloth".to_owned()))]
    );
    assert!(
        chart.viewers.starts_with("M0.0 120.0L300.0 64.0L600.0 8.0"),
        "{}",
        chart.viewers
    );
}
