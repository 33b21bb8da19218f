//! Figures while a show runs.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::support::{Console, Events, House, PUBLIC};

async fn beacon(house: &House, origin: &str, body: &Value) -> u16 {
    let request = Request::post("/shows/demo/beacon").header("origin", origin);
    let request = request.body(Body::from(body.to_string())).unwrap();
    house.send(request).await.status.as_u16()
}

async fn figures(console: &Console<'_>) -> Value {
    console.get("/shows/demo/figures").await.ok(200)
}

#[tokio::test]
async fn viewers_are_open_streams_and_the_peak_stays() {
    let house = House::new();
    let console = house.console().await;
    let watch = || {
        house.open(
            Request::get("/shows/demo/events")
                .body(Body::empty())
                .unwrap(),
        )
    };
    let mut watching = Vec::new();
    for _ in 0..3 {
        let mut viewer = Events(watch().await);
        viewer.next_of("now").await;
        watching.push(viewer);
    }
    assert_eq!(
        figures(&console).await["viewers"],
        json!({"now": 3, "peak": 3})
    );
    watching.truncate(1);
    // They have gone as soon as their tasks have run.
    let mut left = Value::Null;
    for _ in 0..100 {
        left = figures(&console).await["viewers"].clone();
        if left["now"] == 1 {
            break;
        }
    }
    assert_eq!(left, json!({"now": 1, "peak": 3}));
}

#[tokio::test]
async fn opens_and_adds_are_what_widgets_tell_of_the_lineup() {
    let house = House::new();
    let console = house.console().await;
    assert_eq!(
        beacon(&house, PUBLIC, &json!({"opens": ["cup", "cup", "lamp"]})).await,
        204
    );
    assert_eq!(
        beacon(
            &house,
            "http://page.example",
            &json!({"adds": ["vase"], "more": 1})
        )
        .await,
        204
    );
    assert_eq!(
        beacon(&house, "http://evil.example", &json!({"opens": ["cup"]})).await,
        403
    );
    assert_eq!(beacon(&house, PUBLIC, &json!(7)).await, 400);
    assert_eq!(
        beacon(&house, PUBLIC, &json!({"opens": ["x".repeat(5_000)]})).await,
        413
    );
    let figures = figures(&console).await;
    assert_eq!(
        figures["opens"],
        json!({"total": 2, "products": {"cup": 2}})
    );
    assert_eq!(
        figures["adds"],
        json!({"total": 1, "products": {"vase": 1}})
    );
}

#[tokio::test]
async fn the_manifest_says_where_widgets_tell_it_and_consoles_hear_of_it() {
    let house = House::new();
    let console = house.console().await;
    let address = format!("{PUBLIC}/shows/demo/beacon");
    let manifest = async || house.get("/shows/demo.json").await.json()["beacon"].clone();
    assert_eq!(manifest().await, address);
    console
        .patch("/shows/demo", &json!({"title": "T"}))
        .await
        .ok(200);
    assert_eq!(manifest().await, address);
    let told = house.open(
        console
            .request(Method::GET, "/shows/demo/events")
            .body(Body::empty())
            .unwrap(),
    );
    let mut told = Events(told.await);
    told.next_of("figures").await;
    beacon(&house, PUBLIC, &json!({"opens": ["cup"], "adds": ["cup"]})).await;
    house.host.look_after().await;
    let (_, figures) = told.next_of("figures").await;
    assert_eq!(
        (&figures["opens"]["total"], &figures["adds"]["total"]),
        (&json!(1), &json!(1))
    );
}

#[tokio::test]
async fn one_address_counts_so_often_a_minute_and_a_customer_of_the_sixth_protocol_is_one() {
    let house = House::new();
    let console = house.console().await;
    let tell = async |from: &str| {
        let request = Request::post("/shows/demo/beacon");
        let body = json!({"opens": ["cup"]}).to_string();
        let request = request.body(Body::from(body)).unwrap();
        let reply = house.send_from(from.parse().unwrap(), request).await;
        reply.status.as_u16()
    };
    for number in 0..600 {
        assert_eq!(tell(&format!("2001:db8::{number:x}")).await, 204);
    }
    assert_eq!(tell("2001:db8::ffff:1").await, 429);
    assert_eq!(tell("203.0.113.7").await, 204);
    house.pass(60_000);
    assert_eq!(tell("2001:db8::1").await, 204);
    assert_eq!(figures(&console).await["opens"]["total"], 602);
}

/// Buys with the shop's own API.
async fn buy(house: &House, lines: &Value) {
    let send = |method: Method, path: String, body: Value| {
        let key = format!("key-{path}-{method}");
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .header(
                "ucp-agent",
                format!("profile=\"{PUBLIC}/profiles/vitrine.json\""),
            );
        house.send(request.body(Body::from(body.to_string())).unwrap())
    };
    let buyer = json!({"email": "b@example.com", "first_name": "B", "last_name": "B"});
    let session = send(
        Method::POST,
        "/checkout-sessions".to_owned(),
        json!({"line_items": lines, "buyer": buyer}),
    )
    .await
    .ok(201);
    let id = session["id"].as_str().unwrap();
    let address = json!({"id": "home", "first_name": "B", "last_name": "B", "street_address": "Street 1", "address_locality": "Town",
        "postal_code": "10115", "address_country": "DE"});
    let delivery = json!({"methods": [{"id": "m1", "type": "shipping", "line_item_ids": [], "destinations": [address],
        "selected_destination_id": "home", "groups": [{"id": "g1", "selected_option_id": "standard"}]}]});
    let put = json!({"line_items": lines, "buyer": buyer, "fulfillment": delivery});
    let ready = send(Method::PUT, format!("/checkout-sessions/{id}"), put)
        .await
        .ok(200);
    assert_eq!(ready["status"], "ready_for_complete", "{ready}");
    let payment = json!({"payment": {"instruments": [{"id": "i", "handler_id": ready["ucp"]["payment_handlers"]["com.vitrine.sandbox"][0]["id"],
        "type": "card", "selected": true, "display": {"brand": "Visa", "last_digits": "4242"}, "credential": {"type": "token", "token": "success_token"}}]}});
    let done = send(
        Method::POST,
        format!("/checkout-sessions/{id}/complete"),
        payment,
    )
    .await
    .ok(200);
    assert_eq!(done["status"], "completed", "{done}");
}

#[tokio::test]
async fn orders_revenue_and_stock_are_the_shop_s_and_consoles_hear_of_them() {
    let house = House::new();
    let console = house.console().await;
    let request = console.request(Method::GET, "/shows/demo/events");
    let mut events = Events(house.open(request.body(Body::empty()).unwrap()).await);
    let (_, before) = events.next_of("figures").await;
    assert_eq!(
        before["stock"][0],
        json!({"product": "cup", "variant": "cup-1", "title": "Cup", "left": 5})
    );
    events.next_of("caught_up").await;
    let line =
        |variant: &str, quantity: u64| json!({"item": {"id": variant}, "quantity": quantity});
    buy(&house, &json!([line("cup-1", 2), line("lamp-1", 3)])).await;
    house.host.look_after().await;
    let (_, after) = events.next_of("figures").await;
    // The lamp is not in the lineup.
    assert_eq!(
        (&after["orders"], &after["revenue"]),
        (&json!(1), &json!({"amount": 2_000, "currency": "EUR"}))
    );
    assert_eq!(
        (&after["sold"], &after["stock"][0]["left"]),
        (&json!({"cup": 2}), &json!(3))
    );
    assert_eq!(after["stock"][1]["left"], Value::Null);
    // Orders from before the show's start do not count.
    house.pass(60_000);
    let starts_at = house.now().to_string();
    console
        .patch("/shows/demo", &json!({"starts_at": starts_at}))
        .await
        .ok(200);
    assert_eq!(figures(&console).await["orders"], 0);
}

#[tokio::test]
async fn the_chart_has_a_point_wherever_something_changed() {
    let house = House::new();
    let console = house.console().await;
    house.host.write_down().await;
    let points = || async { console.get("/shows/demo/history").await.ok(200)["points"].clone() };
    assert_eq!(points().await, json!([]));
    let mut viewer = Events(
        house
            .open(
                Request::get("/shows/demo/events")
                    .body(Body::empty())
                    .unwrap(),
            )
            .await,
    );
    viewer.next_of("now").await;
    for _ in 0..3 {
        house.host.write_down().await;
        house.pass(10_000);
    }
    beacon(&house, PUBLIC, &json!({"opens": ["cup"]})).await;
    house.host.write_down().await;
    let points = points().await;
    let opens: Vec<&Value> = points
        .as_array()
        .unwrap()
        .iter()
        .map(|point| &point["opens"])
        .collect();
    assert_eq!(opens, [0, 1]);
    assert_eq!(points[1]["at"], house.now().to_string());
}
