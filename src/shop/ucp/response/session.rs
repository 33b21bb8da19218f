//! A checkout session.

use super::MOST_ROWS;
use super::totals::{line_total, totals};
use crate::domain::checkout::{
    DeliveryGroup, DeliveryOption, Handler, Link, Notice, Order, Session, SessionLine, Status,
};
use crate::domain::money::{Currency, Money};
use crate::domain::text::{bounded, web_url};
use crate::shop::ucp::wire::{
    WireCheckout, WireGroup, WireLine, WireLink, WireMessage, WireOption, WireTotal,
};

pub(super) fn session(wire: WireCheckout, revision: Option<String>) -> Option<Session> {
    let currency = Currency::parse(&wire.currency)?;
    let status = match wire.status.as_str() {
        "incomplete" => Status::Incomplete,
        "requires_escalation" => Status::RequiresEscalation,
        "ready_for_complete" => Status::Ready,
        "complete_in_progress" => Status::InProgress,
        "completed" => Status::Completed,
        "canceled" => Status::Canceled,
        _ => return None,
    };
    let line = |line: &WireLine| {
        Some(SessionLine {
            id: line.id.as_str().into(),
            variant: line.item.id.as_str().into(),
            price: Money::new(line.item.price, currency),
            title: bounded(&line.item.title, 200),
            picture: line.item.image_url.as_deref().and_then(web_url),
            quantity: line.quantity,
            total: line_total(line, currency)?,
        })
    };
    let handler = wire
        .ucp
        .payment_handlers
        .values()
        .flatten()
        .find_map(|handler| {
            let frame_url = web_url(handler.config.frame_url.as_deref()?)?;
            Some(Handler {
                id: handler.id.clone(),
                frame_url,
            })
        });
    let notice = |message: &WireMessage| Notice {
        code: bounded(&message.code, 100),
        error: message.kind == "error",
        text: bounded(&message.content, 500),
    };
    let policy = |link: &WireLink| {
        Some(Link {
            kind: bounded(&link.kind, 100),
            title: link.title.as_deref().map(|title| bounded(title, 200)),
            url: web_url(&link.url)?,
        })
    };
    let method = wire.fulfillment.methods.first();
    Some(Session {
        revision,
        status,
        currency,
        lines: wire
            .line_items
            .iter()
            .take(MOST_ROWS)
            .filter_map(line)
            .collect(),
        totals: totals(&wire.totals, currency),
        method: method.and_then(|method| method.id.clone()),
        delivery: method.map_or(vec![], |m| {
            m.groups
                .iter()
                .take(50)
                .map(|group| parcel(group, currency))
                .collect()
        }),
        handler,
        notices: wire.messages.iter().take(50).map(notice).collect(),
        links: wire.links.iter().take(20).filter_map(policy).collect(),
        order: wire.order.map(|order| Order {
            id: order.id.into(),
            label: order.label.map(|label| bounded(&label, 100)),
            url: order.permalink_url.as_deref().and_then(web_url),
        }),
        continue_url: wire.continue_url.as_deref().and_then(web_url),
        id: wire.id.into(),
    })
}

fn parcel(group: &WireGroup, currency: Currency) -> DeliveryGroup {
    let amount = |totals: &[WireTotal]| {
        let row = totals
            .iter()
            .find(|total| total.kind == "total")
            .or_else(|| totals.first());
        Money::new(row.map_or(0, |total| total.amount), currency)
    };
    let option = |option: &WireOption| DeliveryOption {
        id: option.id.clone(),
        title: bounded(&option.title, 200),
        description: option.description.as_deref().map(|text| bounded(text, 300)),
        price: amount(&option.totals),
    };
    DeliveryGroup {
        id: group.id.clone(),
        options: group.options.iter().take(50).map(option).collect(),
        selected: group.selected_option_id.clone(),
    }
}
