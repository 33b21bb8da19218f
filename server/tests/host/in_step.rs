//! Two consoles on one show, one of which loses its network; and viewers.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::support::{Console, Events, House};

async fn listen(house: &House, console: &Console<'_>, last: Option<u64>) -> Events {
    let mut request = console.request(Method::GET, "/shows/demo/events");
    if let Some(last) = last {
        request = request.header("last-event-id", last.to_string());
    }
    Events(house.open(request.body(Body::empty()).unwrap()).await)
}

fn message(text: &str) -> Value {
    json!({"kind": "message", "text": text})
}

#[tokio::test]
async fn what_one_console_does_the_other_hears_and_one_that_was_away_catches_up() {
    let house = House::new();
    let (first, second) = (house.console().await, house.console().await);
    let mut events = listen(&house, &second, None).await;
    let (kind, _, now) = events.next().await.unwrap();
    assert_eq!(
        (kind.as_str(), &now["now"]),
        ("now", &json!(house.now().to_string()))
    );
    let (kind, _, show) = events.next().await.unwrap();
    assert_eq!(
        (kind.as_str(), &show["script"]),
        ("show", &json!("running"))
    );
    let (kind, _, figures) = events.next().await.unwrap();
    assert_eq!((kind.as_str(), &figures["orders"]), ("figures", &json!(0)));
    assert_eq!(events.next().await.unwrap().0, "caught_up");
    first.take_over().await;
    let (_, taken) = events.next_of("entry").await;
    assert_eq!(
        (&taken["kind"], &taken["running"]),
        (&json!("script"), &json!(false))
    );
    let (_, show) = events.next_of("show").await;
    assert_eq!(show["script"], "taken_over");
    let said = first.say(&message("One")).await;
    let (last, heard) = events.next_of("entry").await;
    assert_eq!((last, &heard), (said["seq"].as_u64(), &said));
    first
        .patch("/shows/demo", &json!({"title": "Renamed"}))
        .await
        .ok(200);
    assert_eq!(events.next_of("show").await.1["title"], "Renamed");
    drop(events);
    let mut missed = Vec::new();
    for text in ["Two", "Three", "Four"] {
        missed.push(first.say(&message(text)).await);
    }
    let mut events = listen(&house, &second, last).await;
    for said in missed {
        assert_eq!(events.next_of("entry").await, (said["seq"].as_u64(), said));
    }
    let (kind, _, caught_up) = events.next().await.unwrap();
    assert_eq!(kind, "caught_up");
    let said = first.say(&message("Five")).await;
    assert_eq!(caught_up["next_seq"], said["seq"]);
    assert_eq!(events.next_of("entry").await.1, said);
    house.shutdown.cancel();
    while events.next().await.is_some() {}
}

#[tokio::test]
async fn a_viewer_hears_of_a_cue_at_once_and_resumes_after_it() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    let listen = |last: Option<&Value>| {
        let mut request = Request::get("/shows/demo/events");
        if let Some(last) = last {
            request = request.header("last-event-id", last.to_string());
        }
        house.open(request.body(Body::empty()).unwrap())
    };
    let mut viewer = Events(listen(None).await);
    viewer.next_of("now").await;
    let first = console.say(&message("One")).await;
    loop {
        let (id, cue) = viewer.next_of("cue").await;
        if cue["id"] == first["id"] {
            assert_eq!((id, &cue["told"]), (first["seq"].as_u64(), &Value::Null));
            break;
        }
    }
    drop(viewer);
    house.pass(1_000);
    let second = console.say(&message("Two")).await;
    let undo = format!("/shows/demo/cues/{}/undo", second["id"].as_str().unwrap());
    let undone = console.post(&undo, &json!({})).await.ok(201);
    let mut viewer = Events(listen(Some(&first["seq"])).await);
    assert_eq!(viewer.next_of("cue").await.1["id"], second["id"]);
    // The undo itself is not for viewers; what it corrects is.
    let (_, silent) = viewer.next_of("cue").await;
    assert_eq!(
        (&silent["id"], &silent["text"]),
        (&undone["corrections"][0]["id"], &json!(""))
    );
}
