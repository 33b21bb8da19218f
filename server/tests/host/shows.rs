//! Preparing shows.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use vitrine::domain::show::Status as Standing;
use vitrine::stage::manifest::manifest;

use crate::support::{House, PUBLIC, TOKEN};

fn autumn() -> Value {
    json!({"id": "autumn", "title": "The autumn table", "lineup": ["vase", "cup"], "starts_at": "2026-12-01T19:00:00+01:00",
        "stream": {"src": "https://cdn.example/live/index.m3u8", "latency_ms": 6_000, "cors": true}})
}

#[tokio::test]
async fn the_programme_s_show_is_there_from_the_beginning() {
    let house = House::new();
    let console = house.console().await;
    let list = console.get("/shows").await.ok(200);
    assert_eq!(list["now"], house.now().to_string());
    let [show] = &list["shows"].as_array().unwrap()[..] else {
        panic!("{list}")
    };
    assert_eq!(
        (
            &show["id"],
            &show["script"],
            &show["own_stream"],
            &show["revision"]
        ),
        (&json!("demo"), &json!("running"), &json!(true), &json!(0))
    );
    assert_eq!(show["lineup"], json!(["cup", "plate", "vase"]));
    assert_eq!(show["manifest"], format!("{PUBLIC}/shows/demo.json"));
}

#[tokio::test]
async fn a_show_is_made_saved_field_by_field_and_is_there_after_a_restart() {
    let mut house = House::new();
    {
        let console = house.console().await;
        let made = console.post("/shows", &autumn()).await.ok(201);
        assert_eq!(
            (&made["revision"], &made["status"]),
            (&json!(1), &json!("upcoming"))
        );
        assert_eq!(made["starts_at"], "2026-12-01T18:00:00.000Z");
        let again = console.post("/shows", &autumn()).await.refused();
        assert_eq!(again, (409, "id_taken".to_owned()));
        let saved = console
            .patch(
                "/shows/autumn",
                &json!({"title": "New", "poster": "https://cdn.example/p.jpg", "page": "https://shop.example/live",
                    "status": "live"}),
            )
            .await
            .ok(200);
        assert_eq!(saved["revision"], 2);
        assert_eq!(saved["page"], "https://shop.example/live");
        let saved = console
            .patch(
                "/shows/autumn",
                &json!({"poster": null, "lineup": ["cup", "vase", "plate"]}),
            )
            .await
            .ok(200);
        assert_eq!(
            (&saved["title"], &saved["poster"]),
            (&json!("New"), &Value::Null)
        );
        // Nothing new is no save.
        let same = console
            .patch("/shows/autumn", &json!({"title": "New"}))
            .await;
        assert_eq!(same.ok(200)["revision"], 3);
    }
    house.restart(TOKEN);
    let console = house.console().await;
    let list = console.get("/shows").await.ok(200);
    let ids: Vec<&Value> = list["shows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|show| &show["id"])
        .collect();
    assert_eq!(ids, ["demo", "autumn"]);
    assert_eq!(list["shows"][1]["lineup"], json!(["cup", "vase", "plate"]));
    assert_eq!(list["shows"][1]["page"], "https://shop.example/live");
    let cleared = console.patch("/shows/autumn", &json!({"page": null})).await;
    assert_eq!(cleared.ok(200)["page"], Value::Null);
}

#[tokio::test]
async fn of_two_consoles_the_second_learns_that_the_show_has_changed() {
    let house = House::new();
    let console = house.console().await;
    console.post("/shows", &autumn()).await.ok(201);
    let save = |title: &str| {
        let request = console
            .request(Method::PATCH, "/shows/autumn")
            .header("content-type", "application/json")
            .header("if-match", "\"1\"");
        house.send(
            request
                .body(Body::from(json!({ "title": title }).to_string()))
                .unwrap(),
        )
    };
    save("Mine").await.ok(200);
    let late = save("Yours").await;
    assert_eq!(late.refused(), (412, "changed".to_owned()));
    assert_eq!(late.json()["error"]["show"]["title"], "Mine");
}

#[tokio::test]
async fn what_is_wrong_with_a_show_is_said_by_field() {
    let house = House::new();
    let console = house.console().await;
    for (field, value, code) in [
        ("title", json!(""), "invalid"),
        ("title", json!(7), "invalid"),
        ("status", json!("over"), "invalid"),
        ("starts_at", json!("soon"), "invalid"),
        ("poster", json!("javascript:alert(1)"), "invalid"),
        ("page", json!("/live"), "invalid"),
        ("page", json!("https://x.example/#\nURL:"), "invalid"),
        ("stream", json!({"src": "ftp://x"}), "invalid"),
        ("stream", json!({}), "missing"),
        ("encoder_delay_ms", json!(60_001), "invalid"),
        ("lineup", json!(["cup", "cup"]), "invalid"),
        ("lineup", json!(["carpet"]), "unknown_product"),
        (
            "replay",
            json!({"src": "https://cdn.example/r.m3u8"}),
            "missing",
        ),
        ("revision", json!(9), "unknown_field"),
    ] {
        let refused = console.patch("/shows/demo", &json!({ field: value })).await;
        assert_eq!(
            refused.refused(),
            (422, code.to_owned()),
            "{field}: {value}"
        );
        let place = refused.json()["error"]["field"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(place.starts_with(field) || place == "starts_at", "{place}");
    }
    assert_eq!(console.get("/shows/demo").await.ok(200)["revision"], 0);
    for id in ["", "../x", "A", &"x".repeat(41)] {
        let mut show = autumn();
        show["id"] = id.into();
        assert_eq!(console.post("/shows", &show).await.refused().0, 422, "{id}");
    }
    let missing = console.get("/shows/none").await.refused();
    assert_eq!(missing, (404, "no_show".to_owned()));
}

#[tokio::test]
async fn viewers_read_the_manifest_of_a_hosted_show_and_what_was_saved_of_the_programme_s() {
    let house = House::new();
    let console = house.console().await;
    console.post("/shows", &autumn()).await.ok(201);
    let text = house.get("/shows/autumn.json").await.text;
    let show = manifest(&format!("{PUBLIC}/shows/autumn.json"), &text).unwrap();
    assert_eq!(show.status, Standing::Upcoming);
    assert_eq!(show.stream.src, "https://cdn.example/live/index.m3u8");
    assert_eq!((show.stream.latency_ms, show.stream.cors), (6_000, true));
    assert_eq!(show.lineup, ["vase".into(), "cup".into()]);
    assert_eq!(
        show.events.as_deref(),
        Some("http://localhost:8787/shows/autumn/events")
    );
    let named = |id: &str, title: &str| json!({"id": id, "title": title, "url": format!("{PUBLIC}/products/{id}")});
    let products = serde_json::from_str::<Value>(&text).unwrap()["products"].take();
    assert_eq!(
        products,
        json!([named("vase", "Vase"), named("cup", "Cup")])
    );
    assert!(!show.bookable);
    let calendar = show.calendar.unwrap();
    assert_eq!(calendar, format!("{PUBLIC}/shows/autumn/calendar"));
    let change = json!({"status": "cancelled", "bookable": true});
    console.patch("/shows/autumn", &change).await.ok(200);
    let now = house.get("/shows/autumn.json").await.text;
    let now = manifest(&format!("{PUBLIC}/shows/autumn.json"), &now).unwrap();
    assert_eq!((now.status, now.calendar), (Standing::Cancelled, None));
    house.get("/shows/autumn/cues.json").await.ok(200);
    assert_eq!(house.get("/shows/none.json").await.status, 404);
    let before = house.get("/shows/demo.json").await.json();
    assert_eq!(before["products"][1], named("plate", "Plate"));
    console
        .patch("/shows/demo", &json!({"title": "Taken over"}))
        .await
        .ok(200);
    let mut after = house.get("/shows/demo.json").await.json();
    assert_eq!(after["title"], "Taken over");
    after["title"] = before["title"].clone();
    assert_eq!(after, before);
}

#[tokio::test]
async fn an_ended_show_is_a_replay_in_seconds_of_its_recording() {
    let house = House::new();
    let console = house.console().await;
    console.post("/shows", &autumn()).await.ok(201);
    let starts_at = house.now().to_string();
    house.pass(4_250);
    console
        .post(
            "/shows/autumn/cues",
            &json!({"kind": "pin", "slot": 0, "product": "cup"}),
        )
        .await
        .ok(201);
    let replay = json!({"src": "https://cdn.example/recorded.mp4", "starts_at": starts_at});
    console
        .patch(
            "/shows/autumn",
            &json!({"status": "ended", "replay": replay}),
        )
        .await
        .ok(200);
    let manifest = house.get("/shows/autumn.json").await.json();
    assert_eq!(
        (&manifest["status"], &manifest["events"]),
        (&json!("ended"), &Value::Null)
    );
    assert_eq!(
        manifest["stream"]["src"],
        "https://cdn.example/recorded.mp4"
    );
    let snapshot = house.get("/shows/autumn/cues.json").await.json();
    assert_eq!(
        (&snapshot["cues"][0]["product"], &snapshot["cues"][0]["at"]),
        (&json!("cup"), &json!(4.25))
    );
    let late = console
        .post("/shows/autumn/cues", &json!({"kind": "end"}))
        .await;
    assert_eq!(late.refused(), (409, "show_ended".to_owned()));
}
