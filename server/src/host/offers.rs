//! Offers as a host starts, changes and stops them: what is said in the log, the shop's offer follows.
//!
//! The shop keeps its offers by its own clock. Moments of the stage are moved by what the two clocks differ, so that an offer
//! of a minute is one, whatever either of them says.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Host;
use super::fields::{Fields, invalid, needed, text};
use super::refused::Refused;
use crate::live::book::LastWord;
use crate::live::shows::Saved;
use crate::shop::Shop;
use crate::shop::offer::store::{self, Made};
use crate::shop::offer::{Offer, Price, hold};
use crate::stage::clock::{EPOCH, Moment};

/// What a pieces' hold lasts where the host says nothing.
const HOLD_MS: u64 = 600_000;
/// What the way to the shop may take besides the picture's latency.
const WAY_MS: u64 = 5_000;
/// The longest grace.
const GRACE_MS: u64 = 30_000;

/// Readings of two clocks that differ by less are of one.
const SAME_MS: i64 = 100;

/// On what terms a host offers something.
#[derive(Debug)]
pub(super) struct Terms {
    price: Price,
    quantity: i64,
    per_buyer: Option<i64>,
    variants: Option<Vec<String>>,
    title: String,
    hold: i64,
    grace: Option<i64>,
}

impl Terms {
    /// Reads them.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(super) fn read(mut fields: Fields) -> Result<Self, Refused> {
        let price = fields.number("price", 1_000_000_000)?;
        let percent = fields.number("percent", 99)?;
        let price = match (price, percent) {
            (Some(price), None) => Price::Is(whole(price)),
            (None, Some(percent)) if percent > 0 => Price::Less(whole(percent)),
            _ => return Err(invalid("price", "or percent must be there: one of the two")),
        };
        let at_least = |field: &'static str, least: u64, value: Option<u64>| match value {
            Some(value) if value < least => Err(invalid(field, format!("must be {least} or more"))),
            value => Ok(value.map(whole)),
        };
        let quantity = at_least("quantity", 1, fields.number("quantity", 1_000_000)?)?;
        let per_buyer = at_least("per_buyer", 1, fields.number("per_buyer", 1_000_000)?)?;
        let hold = at_least("hold_ms", 60_000, fields.number("hold_ms", 1_800_000)?)?;
        let grace = fields.number("grace_ms", GRACE_MS)?.map(whole);
        let variants = fields.take("variants").map(|variants| match variants {
            Value::Array(ids) if !ids.is_empty() && ids.len() <= 100 => {
                ids.iter().map(|id| text("variants", id, 200)).collect()
            }
            _ => Err(invalid("variants", "must be a list of 1 to 100 variants")),
        });
        let terms = Self {
            price,
            quantity: needed("quantity", quantity)?,
            per_buyer,
            variants: variants.transpose()?,
            title: fields
                .text("title", 100)?
                .unwrap_or_else(|| "Flash price".to_owned()),
            hold: hold.unwrap_or(whole(HOLD_MS)),
            grace,
        };
        fields.end()?;
        Ok(terms)
    }

    fn offer(self, shop: &Shop, of: &Saved, said: &Said) -> Result<Offer, Refused> {
        let product = shop.catalogue.product(&said.product);
        let variants = product.map_or(&[][..], |product| &product.variants);
        let unknown = self.variants.iter().flatten();
        let unknown = unknown
            .clone()
            .find(|id| !variants.iter().any(|variant| variant.id == **id));
        if let Some(unknown) = unknown {
            return Err(invalid("variants", "names none of the product's")
                .with("variant", unknown.as_str()));
        }
        let latency = (of.record.stream.latency_ms + WAY_MS).min(GRACE_MS);
        let offer = Offer {
            id: said.offer.clone(),
            product: said.product.clone(),
            variants: self.variants,
            title: self.title,
            price: self.price,
            quantity: self.quantity,
            per_buyer: self.per_buyer,
            starts_at: said.times.0,
            ends_at: said.times.1,
            grace: self.grace.unwrap_or(whole(latency)),
            hold: self.hold,
            withdrawn: false,
        };
        if !variants
            .iter()
            .any(|variant| offer.price_of(variant).is_some())
        {
            let text = "Nothing would cost less.";
            return Err(Refused::field("no_reduction", "terms", text));
        }
        Ok(offer)
    }
}

/// An offer as a cue says it, with the shop's times.
#[derive(Debug)]
struct Said {
    offer: String,
    product: String,
    times: (i64, i64),
}

/// Makes the offer of a cue at the shop, or looks whether that may run then. Answers the name of one that was not there
/// before, in case the cue cannot be said.
///
/// # Errors
/// Why not.
pub(super) async fn prepare(
    host: &Host,
    show: &Saved,
    body: &crate::live::fact::Body,
    terms: Option<Terms>,
) -> Result<Option<String>, Refused> {
    let Some((offer, Some(times))) = said(body, ahead(host)) else {
        return Ok(None);
    };
    let product = body.get("product").and_then(Value::as_str);
    let product = product.unwrap_or_default().to_owned();
    let said = Said {
        offer,
        product,
        times,
    };
    let wanted = terms.map(|terms| terms.offer(&host.shop, show, &said));
    let wanted = wanted.transpose()?;
    let done = host.shop.blocking(move |shop| {
        shop.db
            .write(|tx| {
                let there = store::load(tx, &said.offer)?;
                let new = there.is_none().then(|| said.offer.clone());
                let made = match (wanted, there) {
                    (Some(wanted), _) => store::make(tx, &wanted)?,
                    (None, Some(there)) => {
                        let (starts_at, ends_at) = said.times;
                        store::fits(
                            tx,
                            &Offer {
                                starts_at,
                                ends_at,
                                ..there
                            },
                        )?
                    }
                    (None, None) => Made::Yes,
                };
                anyhow::Ok((new, made))
            })
            .map_err(Into::into)
    });
    let conflict = |code, text: &str| Refused::new(StatusCode::CONFLICT, code, text);
    match done.await? {
        (new, Made::Yes) => Ok(new),
        (_, Made::Taken) => {
            let text = "The shop has an offer of this name with other terms.";
            Err(conflict("offer_taken", text).with("field", "offer"))
        }
        (_, Made::Overlaps(other)) => {
            let text = "Another offer of this product runs at that time.";
            Err(conflict("offer_overlaps", text).with("offer", other))
        }
    }
}

/// Takes back what [`prepare`] made.
pub(super) async fn forget(host: &Host, offer: String) -> Result<(), Refused> {
    let forget = move |shop: &Shop| Ok(shop.db.write(|tx| store::forget(tx, &offer))?);
    Ok(host.shop.blocking(forget).await?)
}

/// Lets the shop's offers be what the log of a show says.
///
/// # Errors
/// Those of the shop's database.
pub(super) async fn follow(host: &Host, show: &str) -> Result<(), Refused> {
    let ahead = ahead(host);
    let words = host.live.book(show).offers();
    if words.is_empty() {
        return Ok(());
    }
    let work = move |shop: &Shop| {
        let now = shop.millis();
        shop.db.write(|tx| {
            for word in &words {
                let Some(there) = store::load(tx, &word.offer)? else {
                    continue;
                };
                let times = word.body.as_ref().and_then(|body| said(body, ahead)?.1);
                let is = (!there.withdrawn).then_some((there.starts_at, there.ends_at));
                if !is_same(times, is) {
                    store::set(tx, &word.offer, times, now)?;
                }
            }
            anyhow::Ok(())
        })?;
        Ok(())
    };
    Ok(host.shop.blocking(work).await?)
}

/// The offer of a cue, and when it runs by the shop's clock; none where it does not.
fn said(body: &crate::live::fact::Body, ahead: i64) -> Option<(String, Option<(i64, i64)>)> {
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    if text("kind") != Some("offer") {
        return None;
    }
    let moment = |name: &str| Some(whole(Moment::read(text(name)?)?.millis()) + epoch() + ahead);
    let (from, to) = (moment("from")?, moment("to")?);
    Some((text("offer")?.to_owned(), (to > from).then_some((from, to))))
}

/// How far the shop's clock is ahead of the stage's. That two readings are not one is no difference.
fn ahead(host: &Host) -> i64 {
    let ahead = host.shop.millis() - whole(host.live.now().millis()) - epoch();
    if ahead.abs() < SAME_MS { 0 } else { ahead }
}

/// Whether two times are the same but for the reading of clocks.
fn is_same(one: Option<(i64, i64)>, other: Option<(i64, i64)>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            (one.0 - other.0).abs() < SAME_MS && (one.1 - other.1).abs() < SAME_MS
        }
        (one, other) => one == other,
    }
}

fn epoch() -> i64 {
    EPOCH.unix_timestamp() * 1_000
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// `GET /host/api/shows/{id}/offers`
pub(super) async fn offers(
    State(host): State<Host>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refused> {
    host.show(&id)?;
    let offers = list(&host, &id).await?;
    Ok(Json(
        json!({"offers": offers, "now": host.live.now().to_string()}),
    ))
}

/// The offers of a show that the shop has, the newest first.
pub(super) async fn list(host: &Host, show: &str) -> Result<Vec<Value>, Refused> {
    let ahead = ahead(host);
    let words = host.live.book(show).offers();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let read = move |shop: &Shop| {
        let now = shop.millis();
        let offers = shop.db.read(|connection| {
            let mut offers = Vec::new();
            for LastWord { offer, .. } in words.iter().rev() {
                if let Some(offer) = store::load(connection, offer)? {
                    let count = hold::count(connection, &offer.id, now)?;
                    offers.push(told(&offer, count, now, ahead));
                }
            }
            anyhow::Ok(offers)
        });
        Ok(offers?)
    };
    Ok(host.shop.blocking(read).await?)
}

fn told(offer: &Offer, count: hold::Count, now: i64, ahead: i64) -> Value {
    let moment = |shop: i64| {
        let millis = u64::try_from(shop - ahead - epoch()).unwrap_or_default();
        Moment::from_millis(millis).to_string()
    };
    let state = match offer {
        offer if offer.withdrawn => "withdrawn",
        offer if now < offer.starts_at => "upcoming",
        offer if now < offer.ends_at => "running",
        _ => "ended",
    };
    let mut json = json!({
        "offer": offer.id,
        "product": offer.product,
        "title": offer.title,
        "quantity": offer.quantity,
        "from": moment(offer.starts_at),
        "to": moment(offer.ends_at),
        "grace_ms": offer.grace,
        "hold_ms": offer.hold,
        "state": state,
        "left": (offer.quantity - count.held - count.sold).max(0),
        "held": count.held,
        "sold": count.sold,
    });
    match offer.price {
        Price::Is(price) => json["price"] = price.into(),
        Price::Less(percent) => json["percent"] = percent.into(),
    }
    if let Some(most) = offer.per_buyer {
        json["per_buyer"] = most.into();
    }
    if let Some(variants) = &offer.variants {
        json["variants"] = json!(variants);
    }
    json
}
