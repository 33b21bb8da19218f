//! A checkout session.

use super::totals::{amount, line_total, totals};
use crate::domain::checkout::{
    DeliveryGroup, DeliveryOption, Field, Handler, Link, Notice, Order, Session, SessionLine,
    Status,
};
use crate::domain::money::{Currency, Money};
use crate::json::Value;
use crate::shop::ucp::wire::{FIELDS, id, maybe_text, quantity, rows, text, url};

pub(super) fn session(wire: &Value, revision: Option<String>) -> Option<Session> {
    let currency = Currency::parse(wire["currency"].as_str()?)?;
    let method = rows(&wire["fulfillment"]["methods"])
        .next()
        .unwrap_or(&Value::Null);
    Some(Session {
        id: id(&wire["id"])?,
        revision,
        status: status(wire["status"].as_str()?)?,
        currency,
        lines: rows(&wire["line_items"])
            .map(|row| line(row, currency))
            .collect::<Option<_>>()?,
        codes: rows(&wire["discounts"]["codes"])
            .map(|code| text(code, 100))
            .collect(),
        totals: totals(&wire["totals"], currency)?,
        method: id(&method["id"]),
        delivery: rows(&method["groups"])
            .filter_map(|group| parcel(group, currency))
            .collect(),
        handler: handler(&wire["ucp"]["payment_handlers"]),
        notices: rows(&wire["messages"]).map(notice).collect(),
        links: rows(&wire["links"]).filter_map(link).collect(),
        order: order(&wire["order"]),
        continue_url: url(&wire["continue_url"]),
    })
}

fn status(text: &str) -> Option<Status> {
    Some(match text {
        "incomplete" => Status::Incomplete,
        "requires_escalation" => Status::RequiresEscalation,
        "ready_for_complete" => Status::Ready,
        "complete_in_progress" => Status::InProgress,
        "completed" => Status::Completed,
        "canceled" => Status::Canceled,
        _ => return None,
    })
}

fn line(wire: &Value, currency: Currency) -> Option<SessionLine> {
    let item = &wire["item"];
    Some(SessionLine {
        id: id(&wire["id"])?,
        variant: id(&item["id"])?,
        price: Money::new(item["price"].as_i64()?, currency),
        title: text(&item["title"], 200),
        picture: url(&item["image_url"]),
        quantity: quantity(&wire["quantity"])?,
        total: line_total(wire, currency)?,
    })
}

/// The first handler that brings a page with card fields.
fn handler(handlers: &Value) -> Option<Handler> {
    let named = handlers.as_object()?.iter();
    let mut instances = named.flat_map(|(_, instances)| rows(instances));
    instances.find_map(|handler| {
        let frame_url = url(&handler["config"]["frame_url"])?;
        let id = handler["id"].as_str()?.to_owned();
        Some(Handler { id, frame_url })
    })
}

fn notice(message: &Value) -> Notice {
    Notice {
        code: text(&message["code"], 100),
        error: message["type"] == "error",
        field: message["path"].as_str().and_then(field_at),
        text: text(&message["content"], 500),
    }
}

/// The field that a path such as `$.buyer.email` ends with.
fn field_at(path: &str) -> Option<Field> {
    let (_, last) = path.rsplit_once('.')?;
    let found = FIELDS.iter().find(|(name, _)| *name == last);
    found.map(|(_, field)| *field)
}

fn link(wire: &Value) -> Option<Link> {
    Some(Link {
        kind: text(&wire["type"], 100),
        title: maybe_text(&wire["title"], 200),
        url: url(&wire["url"])?,
    })
}

fn order(wire: &Value) -> Option<Order> {
    Some(Order {
        id: id(&wire["id"])?,
        label: maybe_text(&wire["label"], 100),
        url: url(&wire["permalink_url"]),
    })
}

fn parcel(group: &Value, currency: Currency) -> Option<DeliveryGroup> {
    let option = |option: &Value| {
        Some(DeliveryOption {
            id: option["id"].as_str()?.to_owned(),
            title: text(&option["title"], 200),
            description: maybe_text(&option["description"], 300),
            price: amount(&option["totals"], "total", currency)?,
        })
    };
    Some(DeliveryGroup {
        id: group["id"].as_str()?.to_owned(),
        options: rows(&group["options"]).filter_map(option).collect(),
        selected: maybe_text(&group["selected_option_id"], 500),
    })
}
