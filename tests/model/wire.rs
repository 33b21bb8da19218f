//! What goes over the wire between the real widget and the test double of the shop, as UCP.

use serde_json::{Value, json};
use vitrine::http::{Method, Request, Response};

use super::shop::{Answer, Asked, Code, Shop, Status};

/// The request that this model is about, if it is one: the others are answered at once, and never lost.
pub fn decisive(request: &Request) -> Option<Asked> {
    let path = path(request).strip_prefix("/checkout-sessions/s")?;
    match (request.method, path.strip_suffix("/complete")) {
        (Method::Post, Some(session)) => {
            let body: Value = serde_json::from_str(request.body.as_ref()?).unwrap();
            let revision = body["expected_revision"].as_str().unwrap();
            Some(Asked::Complete {
                session: session.parse().unwrap(),
                key: header(request, "Idempotency-Key")?,
                total: body["expected_total"].as_i64().unwrap(),
                revision: revision.strip_prefix('r').unwrap().parse().unwrap(),
            })
        }
        (Method::Get, None) => Some(Asked::Read {
            session: path.parse().unwrap(),
        }),
        _ => None,
    }
}

pub fn header(request: &Request, wanted: &str) -> Option<String> {
    let mut headers = request.headers.iter();
    headers
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.clone())
}

fn path(request: &Request) -> &str {
    request.url.split("example").nth(1).unwrap()
}

/// Show, cart, and the way to a session that can be paid.
pub fn at_once(shop: &mut Shop, request: &Request) -> Response {
    let path = path(request).to_owned();
    let number = |prefix: &str| -> Option<usize> { path.strip_prefix(prefix)?.parse().ok() };
    match request.method {
        Method::Get if path == "/show.json" => plain(&json!({
            "version": 1, "id": "show", "title": "A show", "status": "live", "stream": { "src": "/live.m3u8" },
            "shop": { "type": "ucp", "endpoint": "https://shop.example" }, "lineup": [],
        })),
        Method::Tell => panic!("this show counts nothing"),
        Method::Get => cart(shop, number("/carts/cart-").unwrap()),
        Method::Post => {
            let body: Value = serde_json::from_str(request.body.as_ref().unwrap()).unwrap();
            let cart = body["cart_id"].as_str().unwrap();
            let session = cart.strip_prefix("cart-").unwrap().parse().unwrap();
            response(&shop.said(session, Code::None))
        }
        Method::Put => {
            let session = number("/checkout-sessions/s").unwrap();
            if shop.sessions[session].status == Status::Open {
                shop.sessions[session].filled = true;
                shop.sessions[session].revision += 1;
            }
            response(&shop.said(session, Code::None))
        }
    }
}

fn plain(body: &Value) -> Response {
    Response {
        status: 200,
        body: body.to_string(),
        ..Response::default()
    }
}

fn cart(shop: &Shop, number: usize) -> Response {
    let left = shop.sessions[number].order.is_none();
    let lines = if left { json!([line()]) } else { json!([]) };
    let mut response = plain(&json!({
        "ucp": {}, "id": format!("cart-{number}"), "currency": "EUR", "line_items": lines,
        "totals": [{ "type": "total", "amount": 5_900 }],
    }));
    response.etag = Some(format!("c{left}"));
    response
}

fn line() -> Value {
    json!({ "id": "line", "item": { "id": "vase", "title": "Vase", "price": 5_900 }, "quantity": 1,
        "totals": [{ "type": "total", "amount": 5_900 }] })
}

/// An answer of the double as the widget reads it.
pub fn response(answer: &Answer) -> Response {
    let Answer::Said {
        session,
        status,
        revision,
        total,
        filled,
        order,
        code,
    } = answer
    else {
        return Response {
            status: 500,
            ..Response::default()
        };
    };
    let status = match status {
        Status::Open if *filled && *code != Code::OutOfStock => "ready_for_complete",
        Status::Open => "incomplete",
        Status::Completing => "complete_in_progress",
        Status::Completed => "completed",
        Status::Canceled => "canceled",
    };
    let messages = match code {
        Code::None => json!([]),
        Code::TotalChanged => said("total_changed"),
        Code::PaymentFailed => said("payment_failed"),
        Code::OutOfStock => said("out_of_stock"),
        Code::Canceled => said("checkout_canceled"),
    };
    let option = json!({ "id": "standard", "title": "Standard", "totals": [{ "type": "total", "amount": 490 }] });
    let group = json!({ "id": "parcel", "options": [option], "selected_option_id": "standard" });
    let mut body = json!({
        "ucp": { "payment_handlers": { "com.vitrine.sandbox": [
            { "id": "sandbox", "config": { "frame_url": "https://shop.example/pay/frame" } }] } },
        "id": format!("s{session}"), "status": status, "currency": "EUR", "line_items": [line()], "links": [],
        "totals": [{ "type": "total", "amount": total }], "messages": messages,
        "fulfillment": { "methods": [{ "id": "ship", "groups": [group] }] },
    });
    if let Some(order) = order {
        body["order"] = json!({ "id": format!("order-{order}"), "label": order.to_string() });
    }
    let mut response = plain(&body);
    response.etag = Some(format!("r{revision}"));
    response
}

fn said(code: &str) -> Value {
    json!([{ "type": "error", "code": code, "content": "Why", "severity": "recoverable" }])
}
