//! A UCP answer as a reply. Business outcomes come as 200 with messages; everything is bounded and checked here, and
//! nothing that is no web address passes as one.

use serde::de::DeserializeOwned;

use super::wire::{
    Envelope, WireAxis, WireCart, WireCheckout, WireGroup, WireLine, WireMedia, WireMessage,
    WireOneProduct, WirePrice, WireProduct, WireProducts, WireTotal, WireVariant,
};
use crate::domain::cart::{Cart, Line, MOST, Reason, Remark};
use crate::domain::catalogue::{Axis, Picture, Product, Summary, Variant};
use crate::domain::checkout::{
    Answer, DeliveryGroup, DeliveryOption, Handler, Link, Notice, Order, Refusal, Session,
    SessionLine, Status,
};
use crate::domain::money::{Currency, Money};
use crate::domain::text::{bounded, web_url};
use crate::domain::totals::{Total, TotalKind};
use crate::http::{Failure, Response};
use crate::shop::contract::{Call, Problem, Reply};

/// The most lines, totals, variants or messages that are read.
const MOST_ROWS: usize = 500;

pub(super) fn reply(call: &Call, result: Result<Response, Failure>) -> Result<Reply, Problem> {
    let response = result.map_err(|_| Problem::Lost)?;
    if let Some(problem) = troubled(&response) {
        return Err(problem);
    }
    let envelope: Option<Envelope> = serde_json::from_str(&response.body).ok();
    let gone =
        matches!(response.status, 404 | 410) || envelope.as_ref().is_some_and(says_not_found);
    if let Call::Complete { .. } = call {
        return completed(&response, envelope, gone);
    }
    if gone {
        return Ok(Reply::NotFound);
    }
    let Some(envelope) = envelope else {
        return Err(Problem::Broken);
    };
    if !(200..300).contains(&response.status) || refuses(&envelope) {
        return Err(Problem::Refused(words(&envelope.messages)));
    }
    match call {
        Call::LookUp(_) => {
            let wire: WireProducts = read(&response)?;
            Ok(Reply::Cards(
                wire.products
                    .iter()
                    .take(MOST_ROWS)
                    .filter_map(card)
                    .collect(),
            ))
        }
        Call::Product(_) => {
            let wire: WireOneProduct = read(&response)?;
            let product = wire.product.and_then(product);
            Ok(product.map_or(Reply::NotFound, |product| Reply::Product(Box::new(product))))
        }
        Call::CreateCart { .. } | Call::ReadCart(_) | Call::WriteCart { .. } => {
            let cart = cart(read(&response)?, response.etag.clone()).ok_or(Problem::Broken)?;
            Ok(Reply::Cart(Box::new(cart)))
        }
        Call::OpenCheckout { .. }
        | Call::ReadCheckout(_)
        | Call::WriteCheckout { .. }
        | Call::Complete { .. } => {
            let session =
                session(read(&response)?, response.etag.clone()).ok_or(Problem::Broken)?;
            Ok(Reply::Session(Box::new(session)))
        }
    }
}

/// What the status alone says.
fn troubled(response: &Response) -> Option<Problem> {
    match response.status {
        429 => Some(Problem::Busy(response.retry_after)),
        503 if response.retry_after.is_some() => Some(Problem::Busy(response.retry_after)),
        409 | 412 => Some(Problem::Conflict),
        100..200 | 300..400 | 500.. => Some(Problem::Lost),
        _ => None,
    }
}

/// The answer to an intent's key. Whatever is not certain is a lost answer, and will be asked about.
fn completed(
    response: &Response,
    envelope: Option<Envelope>,
    gone: bool,
) -> Result<Reply, Problem> {
    if gone {
        return Ok(Reply::Answered(Answer::Refused(Refusal::Expired), None));
    }
    let envelope = envelope.ok_or(Problem::Broken)?;
    let says = |code: &str| {
        envelope
            .messages
            .iter()
            .any(|m| m.kind == "error" && m.code == code)
    };
    let text = words(&envelope.messages);
    if !(200..300).contains(&response.status) || refuses(&envelope) {
        return Ok(Reply::Answered(Answer::Refused(Refusal::Other(text)), None));
    }
    let wire: WireCheckout = read(response)?;
    let session = session(wire, response.etag.clone()).ok_or(Problem::Broken)?;
    let answer = match (session.status, &session.order) {
        (Status::Completed, Some(order)) => Answer::Placed(order.clone()),
        (Status::Completed, None) => return Err(Problem::Broken),
        (Status::InProgress, _) => Answer::InProgress,
        (Status::Canceled, _) => Answer::Refused(Refusal::Expired),
        (Status::RequiresEscalation, _) => match &session.continue_url {
            Some(url) => Answer::ActionNeeded(url.clone()),
            None => return Err(Problem::Broken),
        },
        (Status::Ready | Status::Incomplete, _) if says("total_changed") => Answer::Changed,
        (Status::Ready | Status::Incomplete, _) if says("payment_failed") => {
            Answer::Refused(Refusal::Payment(text))
        }
        (Status::Ready | Status::Incomplete, _)
            if says("out_of_stock") || says("item_unavailable") =>
        {
            Answer::Refused(Refusal::SoldOut(text))
        }
        (Status::Ready | Status::Incomplete, _) => Answer::Refused(Refusal::Other(text)),
    };
    Ok(Reply::Answered(answer, Some(Box::new(session))))
}

fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Problem> {
    serde_json::from_str(&response.body).map_err(|_| Problem::Broken)
}

fn refuses(envelope: &Envelope) -> bool {
    envelope.ucp.status.as_deref() == Some("error")
}

fn says_not_found(envelope: &Envelope) -> bool {
    refuses(envelope)
        && envelope
            .messages
            .iter()
            .any(|message| message.code == "not_found")
}

/// The shop's words for people: its errors, one after another.
fn words(messages: &[WireMessage]) -> String {
    let errors = messages.iter().filter(|message| message.kind == "error");
    let texts: Vec<String> = errors
        .take(5)
        .map(|message| bounded(&message.content, 500))
        .collect();
    texts.join("\n")
}

fn price(wire: &WirePrice) -> Option<Money> {
    Some(Money::new(wire.amount, Currency::parse(&wire.currency)?))
}

fn picture(media: &WireMedia) -> Option<Picture> {
    let url = (media.kind == "image")
        .then(|| web_url(&media.url))
        .flatten()?;
    Some(Picture {
        url,
        alt: bounded(&media.alt_text, 300),
    })
}

fn pictures(media: &[WireMedia]) -> Vec<Picture> {
    media.iter().take(20).filter_map(picture).collect()
}

fn variant(wire: &WireVariant) -> Option<Variant> {
    let label = |text: &str| bounded(text, 100);
    Some(Variant {
        id: wire.id.as_str().into(),
        title: bounded(&wire.title, 200),
        price: price(&wire.price)?,
        list_price: wire.list_price.as_ref().and_then(price),
        available: wire.availability.available.unwrap_or(true),
        stock: wire
            .metadata
            .stock
            .and_then(|stock| u32::try_from(stock.max(0)).ok()),
        options: wire
            .options
            .iter()
            .take(20)
            .map(|o| (label(&o.name), label(&o.label)))
            .collect(),
        picture: wire.media.iter().find_map(picture),
    })
}

fn card(wire: &WireProduct) -> Option<Summary> {
    let first = wire.variants.first().and_then(variant)?;
    let range = wire
        .price_range
        .as_ref()
        .and_then(|range| Some((price(&range.min)?, price(&range.max)?)));
    Some(Summary {
        id: wire.id.as_str().into(),
        title: bounded(&wire.title, 200),
        price: range.map_or((first.price, false), |(lowest, highest)| {
            (lowest, lowest != highest)
        }),
        list_price: first
            .list_price
            .filter(|list| list.minor > first.price.minor),
        picture: wire.media.iter().find_map(picture).or(first.picture),
        available: wire
            .variants
            .iter()
            .any(|v| v.availability.available.unwrap_or(true)),
    })
}

fn product(wire: WireProduct) -> Option<Product> {
    let axis = |axis: &WireAxis| Axis {
        name: bounded(&axis.name, 100),
        values: axis
            .values
            .iter()
            .take(100)
            .map(|value| bounded(&value.label, 100))
            .collect(),
    };
    let variants: Vec<Variant> = wire
        .variants
        .iter()
        .take(MOST_ROWS)
        .filter_map(variant)
        .collect();
    (!variants.is_empty()).then(|| Product {
        title: bounded(&wire.title, 200),
        description: bounded(&wire.description.plain, 5_000),
        pictures: pictures(&wire.media),
        axes: wire.options.iter().take(10).map(axis).collect(),
        variants,
        id: wire.id.into(),
    })
}

fn total(wire: &WireTotal, currency: Currency) -> Total {
    let kind = match wire.kind.as_str() {
        "subtotal" => TotalKind::Subtotal,
        "discount" | "items_discount" => TotalKind::Discount,
        "fulfillment" => TotalKind::Fulfillment,
        "tax" => TotalKind::Tax,
        "fee" => TotalKind::Fee,
        "total" => TotalKind::Total,
        _ => TotalKind::Other,
    };
    let part = |part: &super::wire::WirePart| {
        (
            bounded(&part.display_text, 200),
            Money::new(part.amount, currency),
        )
    };
    Total {
        kind,
        label: bounded(&wire.display_text, 200),
        amount: Money::new(wire.amount, currency),
        parts: wire.lines.iter().take(20).map(part).collect(),
    }
}

fn totals(wire: &[WireTotal], currency: Currency) -> Vec<Total> {
    wire.iter()
        .take(50)
        .map(|row| total(row, currency))
        .collect()
}

/// A line's own total: the shop's, else its subtotal, else the price times the quantity.
fn line_total(line: &WireLine, currency: Currency) -> Option<Money> {
    let row = |kind: &str| line.totals.iter().find(|total| total.kind == kind);
    match row("total").or_else(|| row("subtotal")) {
        Some(total) => Some(Money::new(total.amount, currency)),
        None => Money::new(line.item.price, currency).times(line.quantity),
    }
}

fn cart(wire: WireCart, revision: Option<String>) -> Option<Cart> {
    let currency = Currency::parse(&wire.currency)?;
    let line = |line: &WireLine| {
        Some(Line {
            id: line.id.as_str().into(),
            variant: line.item.id.as_str().into(),
            title: bounded(&line.item.title, 200),
            picture: line.item.image_url.as_deref().and_then(web_url),
            price: Money::new(line.item.price, currency),
            quantity: line.quantity.min(MOST),
            total: line_total(line, currency)?,
        })
    };
    let lines: Vec<Line> = wire
        .line_items
        .iter()
        .take(MOST_ROWS)
        .filter_map(line)
        .collect();
    let remarks = wire
        .messages
        .iter()
        .take(50)
        .map(|message| remark(message, &lines))
        .collect();
    Some(Cart {
        id: wire.id.into(),
        revision,
        currency,
        totals: totals(&wire.totals, currency),
        lines,
        remarks,
    })
}

fn remark(message: &WireMessage, lines: &[Line]) -> Remark {
    let reason = match message.code.as_str() {
        "out_of_stock" => Reason::SoldOut,
        "item_unavailable" | "not_found" => Reason::Unavailable,
        "quantity_adjusted" => Reason::Adjusted,
        _ => Reason::Other,
    };
    let line = message
        .path
        .as_deref()
        .and_then(line_index)
        .and_then(|index| lines.get(index));
    Remark {
        variant: line.map(|line| line.variant.clone()),
        reason,
        text: bounded(&message.content, 500),
    }
}

/// The index in a path such as `$.line_items[3].quantity`.
fn line_index(path: &str) -> Option<usize> {
    let rest = path.strip_prefix("$.line_items[")?;
    rest.split_once(']')?.0.parse().ok()
}

fn session(wire: WireCheckout, revision: Option<String>) -> Option<Session> {
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
    let policy = |link: &super::wire::WireLink| {
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
    let option = |option: &super::wire::WireOption| DeliveryOption {
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
