//! A call as a UCP request.
//!
//! PUT replaces everything, so each one sends again whatever the shop is to keep.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::wire::FIELDS;
use crate::domain::checkout::{Draft, Field, Instrument, Session};
use crate::domain::ids::{Key, LineId, VariantId};
use crate::domain::totals::payable;
use crate::http::{Method, Request};
use crate::json::{Json, list, object};
use crate::shop::contract::{Call, WantedLine};

/// The id under which the one address is sent.
const DESTINATION: &str = "address";

pub(super) fn request(endpoint: &str, locale: &str, call: &Call) -> Request {
    let context = || object(&[("language", locale.into())]);
    match call {
        Call::LookUp(ids) => {
            let ids: Vec<Json> = ids.iter().map(|id| id.as_str().into()).collect();
            let body = object(&[("ids", list(&ids)), ("context", context())]);
            post(endpoint, "/catalog/lookup", body)
        }
        _ => shopping(endpoint, locale, call),
    }
}

/// Every call but that for cards: loaded when the first of them is due.
#[inline(never)]
fn shopping(endpoint: &str, locale: &str, call: &Call) -> Request {
    let context = || object(&[("language", locale.into())]);
    match call {
        Call::LookUp(_) => request(endpoint, locale, call),
        Call::Product(id) => {
            let body = object(&[("id", id.as_str().into()), ("context", context())]);
            post(endpoint, "/catalog/product", body)
        }
        Call::CreateCart {
            lines,
            codes,
            acted,
            key,
        } => {
            let body = object(&[
                ("line_items", wanted(lines)),
                ("discounts", discounts(codes)),
                ("context", context()),
                ("acted_ms_ago", (*acted).into()),
            ]);
            keyed(post(endpoint, "/carts", body), key)
        }
        Call::ReadCart(cart) => get(endpoint, &format!("/carts/{}", segment(cart.as_str()))),
        Call::WriteCart {
            cart,
            revision,
            lines,
            codes,
            acted,
            key,
        } => {
            let path = format!("/carts/{}", segment(cart.as_str()));
            let body = object(&[
                ("id", cart.as_str().into()),
                ("line_items", wanted(lines)),
                ("discounts", discounts(codes)),
                ("context", context()),
                ("acted_ms_ago", (*acted).into()),
            ]);
            conditional(keyed(put(endpoint, &path, body), key), revision.as_deref())
        }
        Call::OpenCheckout { cart, lines, key } => {
            let body = object(&[
                ("cart_id", cart.as_str().into()),
                ("line_items", wanted(lines)),
                ("context", context()),
            ]);
            keyed(post(endpoint, "/checkout-sessions", body), key)
        }
        Call::ReadCheckout(id) => get(
            endpoint,
            &format!("/checkout-sessions/{}", segment(id.as_str())),
        ),
        Call::WriteCheckout {
            session,
            draft,
            delivery,
            key,
        } => {
            let path = format!("/checkout-sessions/{}", segment(session.id.as_str()));
            let body = checkout(session, draft, delivery, locale);
            conditional(
                keyed(put(endpoint, &path, body), key),
                session.revision.as_deref(),
            )
        }
        Call::CancelCheckout { checkout, key } => {
            let path = format!("/checkout-sessions/{}/cancel", segment(checkout.as_str()));
            keyed(post(endpoint, &path, object(&[])), key)
        }
        Call::Complete {
            checkout,
            key,
            body,
        } => {
            let path = format!("/checkout-sessions/{}/complete", segment(checkout.as_str()));
            let request = sent(Method::Post, endpoint, &path, Some(body.clone()));
            keyed(request, key)
        }
    }
}

pub(super) fn completion(session: &Session, instrument: &Instrument) -> String {
    let display = object(&[
        ("brand", instrument.brand.as_deref().into()),
        ("last_digits", instrument.last4.as_deref().into()),
    ]);
    let credential = object(&[
        ("type", "token".into()),
        ("token", instrument.token.as_str().into()),
    ]);
    let card = object(&[
        ("id", "card-1".into()),
        ("handler_id", instrument.handler.as_str().into()),
        ("type", "card".into()),
        ("selected", true.into()),
        ("display", display),
        ("credential", credential),
    ]);
    let body = object(&[
        ("payment", object(&[("instruments", list(&[card]))])),
        (
            "expected_total",
            payable(&session.totals).map(|total| total.minor).into(),
        ),
        ("expected_revision", session.revision.as_deref().into()),
    ]);
    body.into_text()
}

fn checkout(session: &Session, draft: &Draft, delivery: &[(String, String)], locale: &str) -> Json {
    let lines: Vec<Json> = session
        .lines
        .iter()
        .map(|line| row(Some(&line.id), &line.variant, line.quantity))
        .collect();
    let line_ids: Vec<Json> = session
        .lines
        .iter()
        .map(|line| line.id.as_str().into())
        .collect();
    let groups: Vec<Json> = delivery
        .iter()
        .map(|(group, option)| {
            object(&[
                ("id", group.as_str().into()),
                ("selected_option_id", option.as_str().into()),
            ])
        })
        .collect();
    let method = object(&[
        ("id", session.method.as_deref().into()),
        ("type", "shipping".into()),
        ("line_item_ids", list(&line_ids)),
        ("destinations", list(&[destination(draft)])),
        ("selected_destination_id", DESTINATION.into()),
        (
            "groups",
            Some(groups)
                .filter(|all| !all.is_empty())
                .map(|all| list(&all))
                .into(),
        ),
    ]);
    object(&[
        ("line_items", list(&lines)),
        ("discounts", discounts(&session.codes)),
        ("buyer", filled(draft, &FIELDS[..4])),
        (
            "context",
            object(&[
                ("language", locale.into()),
                ("address_country", draft.clean(Field::Country).into()),
            ]),
        ),
        ("fulfillment", object(&[("methods", list(&[method]))])),
    ])
}

fn destination(draft: &Draft) -> Json {
    // Everything but the e-mail is the address's.
    let mut entries = entries(draft, &FIELDS[1..]);
    entries.push(("id", DESTINATION.into()));
    object(&entries)
}

/// The fields that were filled in, under the shop's names.
fn filled(draft: &Draft, fields: &[(&'static str, Field)]) -> Json {
    object(&entries(draft, fields))
}

fn entries(draft: &Draft, fields: &[(&'static str, Field)]) -> Vec<(&'static str, Json)> {
    let mut entries = vec![];
    for (name, field) in fields {
        let value = draft.clean(*field);
        if !value.is_empty() {
            entries.push((*name, value.into()));
        }
    }
    entries
}

fn wanted(lines: &[WantedLine]) -> Json {
    let rows: Vec<Json> = lines
        .iter()
        .map(|line| row(line.id.as_ref(), &line.variant, line.quantity))
        .collect();
    list(&rows)
}

/// The codes, where there are any: a body without them has none.
fn discounts(codes: &[String]) -> Json {
    let some = (!codes.is_empty()).then(|| {
        let codes: Vec<Json> = codes.iter().map(|code| code.as_str().into()).collect();
        object(&[("codes", list(&codes))])
    });
    some.into()
}

fn row(id: Option<&LineId>, variant: &VariantId, quantity: u32) -> Json {
    object(&[
        ("id", id.map(LineId::as_str).into()),
        ("item", object(&[("id", variant.as_str().into())])),
        ("quantity", quantity.into()),
    ])
}

fn get(endpoint: &str, path: &str) -> Request {
    sent(Method::Get, endpoint, path, None)
}

fn post(endpoint: &str, path: &str, body: Json) -> Request {
    sent(Method::Post, endpoint, path, Some(body.into_text()))
}

fn put(endpoint: &str, path: &str, body: Json) -> Request {
    sent(Method::Put, endpoint, path, Some(body.into_text()))
}

fn sent(method: Method, endpoint: &str, path: &str, body: Option<String>) -> Request {
    let mut headers = vec![(
        "UCP-Agent",
        format!("profile=\"{endpoint}/profiles/vitrine.json\""),
    )];
    if body.is_some() {
        headers.push(("Content-Type", "application/json".to_owned()));
    }
    Request {
        method,
        url: format!("{endpoint}{path}"),
        headers,
        body,
    }
}

fn keyed(mut request: Request, key: &Key) -> Request {
    request.headers.push(("Idempotency-Key", key.to_string()));
    request
}

fn conditional(mut request: Request, revision: Option<&str>) -> Request {
    if let Some(revision) = revision {
        request
            .headers
            .push(("If-Match", format!("\"{revision}\"")));
    }
    request
}

/// An id as one segment of a path, whatever is in it.
fn segment(id: &str) -> impl std::fmt::Display {
    const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');
    utf8_percent_encode(id, &KEPT)
}
