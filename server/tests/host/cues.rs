//! Running a show.

use serde_json::{Value, json};

use crate::stage_support::Playlist;
use crate::support::{House, TOKEN};

fn pin(product: &str) -> Value {
    json!({"kind": "pin", "slot": 0, "product": product})
}

#[tokio::test]
async fn a_host_takes_over_pins_and_every_viewer_hears_of_it_in_all_three_ways() {
    let house = House::new();
    let console = house.console().await;
    let refused = console.post("/shows/demo/cues", &pin("cup")).await;
    assert_eq!(refused.refused(), (409, "script_runs".to_owned()));
    console.take_over().await;
    house.pass(1_000);
    let at = house.now().plus(500).to_string();
    let mut wanted = pin("cup");
    wanted["at"] = at.as_str().into();
    let cue = console.say(&wanted).await;
    assert_eq!(
        (&cue["at"], &cue["told"]),
        (&json!(at), &json!(house.now().to_string()))
    );
    let told = json!({"seq": cue["seq"], "id": cue["id"], "at": at, "kind": "pin", "slot": 0, "product": "cup"});
    let snapshot = house.get("/shows/demo/cues.json").await.json();
    assert!(
        snapshot["cues"].as_array().unwrap().contains(&told),
        "{snapshot}"
    );
    let ranges = |text: &str| {
        let ranges = Playlist::read(text).date_ranges.into_iter();
        ranges.map(|(_, range)| range.cue).collect::<Vec<_>>()
    };
    let playlist = house.get("/live/demo/video.m3u8").await.text;
    assert!(ranges(&playlist).contains(&told), "{playlist}");
    // An hour later it is still in effect.
    house.pass(3_600_000);
    let playlist = house.get("/live/demo/video.m3u8").await.text;
    assert!(ranges(&playlist).contains(&told), "{playlist}");
}

#[tokio::test]
async fn an_undo_is_told_as_a_correction_and_the_log_says_all() {
    let mut house = House::new();
    let cookie;
    let (vase, last);
    {
        let console = house.console().await;
        console.take_over().await;
        console.say(&pin("cup")).await;
        house.pass(2_000);
        vase = console.say(&pin("vase")).await;
        let path = format!("/shows/demo/cues/{}/undo", vase["id"].as_str().unwrap());
        let undone = console.post(&path, &json!({})).await.ok(201);
        assert_eq!(
            (&undone["undo"]["kind"], &undone["undo"]["cue"]),
            (&json!("undo"), &vase["id"])
        );
        let correction = &undone["corrections"][0];
        assert_eq!(
            (&correction["product"], &correction["corrects"]),
            (&json!("cup"), &json!(true))
        );
        assert_eq!(correction["at"], vase["at"]);
        assert_eq!(
            console.post(&path, &json!({})).await.refused(),
            (409, "undone_already".to_owned())
        );
        let none = console.post("/shows/demo/cues/c1/undo", &json!({})).await;
        assert_eq!(none.refused(), (404, "no_cue".to_owned()));
        last = undone["next_seq"].clone();
        cookie = console.cookie.clone();
    }
    house.restart(TOKEN);
    let console = house.console().await;
    assert_ne!(console.cookie, cookie);
    let log = console.get("/shows/demo/cues").await.ok(200);
    assert_eq!((&log["next_seq"], &log["more"]), (&last, &json!(false)));
    let entries = log["entries"].as_array().unwrap();
    assert_eq!(entries[0]["kind"], "script");
    assert_eq!(entries[0]["offset"], Value::Null);
    let kinds: Vec<&str> = entries
        .iter()
        .rev()
        .take(3)
        .rev()
        .map(|entry| entry["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["pin", "undo", "pin"]);
    let path = format!("/shows/demo/cues?after={}&limit=1", vase["seq"]);
    let part = console.get(&path).await.ok(200);
    assert_eq!(
        (&part["entries"][0]["kind"], &part["more"]),
        (&json!("undo"), &json!(true))
    );
}

#[tokio::test]
async fn a_moving_hotspot_is_one_hotspot_and_is_taken_away_before_its_time() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    let start = house.now();
    let step = |millis: u64, x: f64, until: u64| {
        json!({"kind": "hotspot", "product": "cup", "spot": "box", "at": start.plus(millis).to_string(),
            "until": start.plus(until).to_string(), "path": [{"t": 0, "x": x, "y": 0.2, "w": 0.2, "h": 0.3}]})
    };
    for millis in [0, 250, 500] {
        let cue = console.say(&step(millis, 0.1, 60_000)).await;
        assert_eq!(cue["spot"], "box");
    }
    console.say(&step(750, 0.1, 750)).await;
    house.pass(130_000);
    let snapshot = house.get("/shows/demo/cues.json").await.json();
    assert!(!snapshot.to_string().contains("hotspot"), "{snapshot}");
    let nameless = console
        .say(&json!({"kind": "hotspot", "product": "cup", "until": house.now().plus(9_000).to_string(),
            "path": [{"t": 0, "x": 0.0, "y": 0.0, "w": 1.0, "h": 1.0}]}))
        .await;
    assert_eq!(nameless["spot"], nameless["id"]);
}

#[tokio::test]
async fn what_is_wrong_with_a_cue_is_said_by_field() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    let until = house.now().plus(1_000).to_string();
    let hotspot =
        |path: Value| json!({"kind": "hotspot", "product": "cup", "until": until, "path": path});
    let keyframe = |t: f64, x: f64| json!({"t": t, "x": x, "y": 0.1, "w": 0.5, "h": 0.1});
    for (cue, field, code) in [
        (json!({"kind": "dance"}), "kind", "invalid"),
        (json!({"slot": 0}), "kind", "missing"),
        (
            json!({"kind": "pin", "slot": 3, "product": "cup"}),
            "slot",
            "invalid",
        ),
        (json!({"kind": "pin", "slot": 0}), "product", "missing"),
        (
            json!({"kind": "pin", "slot": 0, "product": "lamp"}),
            "product",
            "not_in_lineup",
        ),
        (
            json!({"kind": "pin", "slot": 0, "product": "cup", "price": 5}),
            "price",
            "unknown_field",
        ),
        (
            json!({"kind": "pin", "slot": 0, "product": "cup", "at": "now"}),
            "at",
            "invalid",
        ),
        (
            json!({"kind": "pin", "slot": 0, "product": "cup", "key": "short"}),
            "key",
            "invalid",
        ),
        (json!({"kind": "message", "text": " "}), "text", "invalid"),
        (
            json!({"kind": "message", "text": "x".repeat(501)}),
            "text",
            "invalid",
        ),
        (hotspot(json!([])), "path", "invalid"),
        (hotspot(json!([keyframe(0.5, 0.1)])), "path[0].t", "invalid"),
        (
            hotspot(json!([keyframe(0.0, 0.1), keyframe(0.0, 0.2)])),
            "path[1].t",
            "invalid",
        ),
        (hotspot(json!([keyframe(0.0, 0.6)])), "path[0]", "invalid"),
        (
            hotspot(json!([{"t": 0, "x": 0.1, "y": 0.1, "w": 0.1}])),
            "path[0].h",
            "invalid",
        ),
        (
            json!({"kind": "offer", "offer": "o", "product": "cup", "from": until, "to": house.now().to_string()}),
            "to",
            "invalid",
        ),
        (
            json!({"kind": "end", "at": house.now().plus(60_001).to_string()}),
            "at",
            "at_out_of_bounds",
        ),
    ] {
        let refused = console.post("/shows/demo/cues", &cue).await;
        assert_eq!(refused.refused(), (422, code.to_owned()), "{cue}");
        assert_eq!(refused.json()["error"]["field"], field, "{cue}");
    }
}

#[tokio::test]
async fn a_cue_without_a_moment_is_now_less_the_encoder_s_delay_and_a_key_makes_a_repeat_safe() {
    let house = House::new();
    let console = house.console().await;
    console
        .patch("/shows/demo", &json!({"encoder_delay_ms": 700}))
        .await
        .ok(200);
    console.take_over().await;
    house.pass(5_000);
    let mut wanted = pin("cup");
    wanted["key"] = "click-0001".into();
    let first = console.say(&wanted).await;
    assert_eq!(first["at"], house.now().less(700).to_string());
    house.pass(3_000);
    assert_eq!(console.say(&wanted).await, first);
    // Consoles know it by its key. Viewers are not told that, nor who takes the show's data away.
    let log = console.get("/shows/demo/cues").await.text;
    assert!(log.contains("click-0001"), "{log}");
    for elsewhere in [
        house.get("/shows/demo/cues.json").await.text,
        console.get("/shows/demo/export.json").await.text,
    ] {
        assert!(elsewhere.contains(first["id"].as_str().unwrap()));
        assert!(!elsewhere.contains("click-0001"), "{elsewhere}");
    }
}

#[tokio::test]
async fn the_script_goes_on_with_one_call_and_only_where_there_is_one() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    console.say(&pin("cup")).await;
    house.pass(5_000);
    let back = console
        .post("/shows/demo/script", &json!({"running": true}))
        .await
        .ok(200);
    assert_eq!(back["script"], "running");
    let other = House::new();
    other.pass(20_000);
    house.pass(120_000);
    other.pass(120_000);
    let scripted = |snapshot: Value| {
        let cues = snapshot["cues"].as_array().unwrap().clone();
        cues.into_iter()
            .map(|cue| cue["id"].clone())
            .collect::<Vec<_>>()
    };
    let there = scripted(house.get("/shows/demo/cues.json").await.json());
    let alone = scripted(other.get("/shows/demo/cues.json").await.json());
    assert_eq!(there, alone);
    let show =
        json!({"id": "own", "title": "Own", "stream": {"src": "https://cdn.example/a.m3u8"}});
    console.post("/shows", &show).await.ok(201);
    let none = console
        .post("/shows/own/script", &json!({"running": false}))
        .await;
    assert_eq!(none.refused(), (409, "no_script".to_owned()));
}
