//! What the page of a challenge says, in English and German.

use anyhow::Context as _;
use serde_json::Value;

use super::html::escaped;
use super::nothing_here;
use crate::shop::Shop;
use crate::shop::checkout::store;
use crate::shop::language::Language;
use crate::shop::placing::challenge::{self, Challenge, State};
use crate::shop::placing::{attempt, resolve};
use crate::shop::reply::Problem;

/// How a question stands, and in which language the checkout was made.
pub(super) struct Question {
    pub(super) stand: Stand,
    pub(super) language: Option<Language>,
}

/// What there is to say.
pub(super) enum Stand {
    Asked {
        amount: i64,
        currency: String,
        card: String,
        minutes: i64,
        secret: String,
    },
    Busy,
    Placed,
    Declined,
    Refused,
    Late,
    Canceled,
    Unknown,
    Unproven,
}

/// Looks at a question; one whose time is over is ended first.
pub(super) fn find(shop: &Shop, id: &str) -> Result<Option<Question>, Problem> {
    let load = || shop.db.read(|connection| challenge::load(connection, id));
    let Some(asked) = load()? else {
        return Ok(None);
    };
    resolve::if_abandoned(shop, &asked.checkout)?;
    let asked = load()?.context("a question does not vanish")?;
    let session = shop
        .db
        .read(|connection| store::load(connection, &asked.checkout))?
        .context("an attempt has a session")?;
    let tag = session.content.basket.context.language;
    Ok(Some(Question {
        language: tag.as_deref().and_then(Language::of_tag),
        stand: stand(asked, &session.fixed.unwrap_or_default(), shop.seconds()),
    }))
}

fn stand(asked: Challenge, agreed: &Value, now: i64) -> Stand {
    match (asked.state, asked.attempt) {
        (State::Waiting, _) => Stand::Asked {
            amount: amount(agreed),
            currency: agreed["currency"].as_str().unwrap_or_default().to_owned(),
            card: card(&agreed["payment"]["instruments"][0]["display"]),
            minutes: (asked.ends_at - now + 59) / 60,
            secret: asked.secret,
        },
        (State::Confirmed, attempt::State::Charging) => Stand::Busy,
        (State::Confirmed, attempt::State::Placed) => Stand::Placed,
        (State::Confirmed, attempt::State::Released) => Stand::Declined,
        (State::Refused, _) => Stand::Refused,
        (State::Late, _) => Stand::Late,
        (State::Canceled, _) => Stand::Canceled,
    }
}

fn amount(agreed: &Value) -> i64 {
    let totals = agreed["totals"].as_array().map_or(&[][..], Vec::as_slice);
    let total = totals.iter().find(|entry| entry["type"] == "total");
    total
        .and_then(|entry| entry["amount"].as_i64())
        .unwrap_or(0)
}

fn card(display: &Value) -> String {
    let brand = display["brand"].as_str().unwrap_or_default();
    match display["last_digits"].as_str() {
        Some(digits) => format!("{brand} •••• {digits}").trim().to_owned(),
        None => brand.to_owned(),
    }
}

/// The title as text, and the body as HTML.
pub(super) fn words(language: Language, shop: &str, stand: &Stand) -> (&'static str, String) {
    let german = language == Language::German;
    let (title, text) = match (stand, german) {
        (Stand::Asked { .. }, false) => ("Confirm your payment", ""),
        (Stand::Asked { .. }, true) => ("Zahlung bestätigen", ""),
        (Stand::Busy, false) => (
            "The payment is under way",
            "You have confirmed it. Look again in a moment.",
        ),
        (Stand::Busy, true) => (
            "Die Zahlung läuft",
            "Sie haben sie bestätigt. Sehen Sie gleich noch einmal nach.",
        ),
        (Stand::Placed, false) => ("Payment confirmed", "Thank you. Your order is placed."),
        (Stand::Placed, true) => (
            "Zahlung bestätigt",
            "Danke. Ihre Bestellung ist aufgegeben.",
        ),
        (Stand::Declined, false) => (
            "Payment declined",
            "The bank declined the payment. Nothing was charged.",
        ),
        (Stand::Declined, true) => (
            "Zahlung abgelehnt",
            "Die Bank hat die Zahlung abgelehnt. Es wurde nichts abgebucht.",
        ),
        (Stand::Refused, false) => (
            "Payment refused",
            "You refused the payment. Nothing was charged.",
        ),
        (Stand::Refused, true) => (
            "Zahlung verweigert",
            "Sie haben die Zahlung nicht bestätigt. Es wurde nichts abgebucht.",
        ),
        (Stand::Late, false) => (
            "Too late",
            "The time to confirm this payment is over. Nothing was charged.",
        ),
        (Stand::Late, true) => (
            "Zu spät",
            "Die Zeit, diese Zahlung zu bestätigen, ist abgelaufen. Es wurde nichts abgebucht.",
        ),
        (Stand::Canceled, false) => (
            "Purchase canceled",
            "The purchase was canceled meanwhile. Nothing was charged.",
        ),
        (Stand::Canceled, true) => (
            "Kauf abgebrochen",
            "Der Kauf wurde inzwischen abgebrochen. Es wurde nichts abgebucht.",
        ),
        (Stand::Unknown, _) => nothing_here(language),
        (Stand::Unproven, false) => (
            "Not accepted",
            "This did not come from the page itself. Nothing was charged; go back to your purchase.",
        ),
        (Stand::Unproven, true) => (
            "Nicht angenommen",
            "Das kam nicht von der Seite selbst. Es wurde nichts abgebucht; kehren Sie zu Ihrem Kauf zurück.",
        ),
    };
    let body = match stand {
        Stand::Asked { .. } => form(language, shop, stand),
        Stand::Busy => {
            let again = if german {
                "Noch einmal nachsehen"
            } else {
                "Look again"
            };
            format!("<p>{text}</p>\n<p><a href=\"\">{again}</a></p>\n")
        }
        Stand::Unknown | Stand::Unproven => format!("<p>{text}</p>\n"),
        _ => {
            let close = if german {
                "Sie können dieses Fenster jetzt schließen."
            } else {
                "You can close this window now."
            };
            format!(
                "<p>{text}</p>\n<p>{close}</p>\n<script src=\"/challenge.js\" defer></script>\n"
            )
        }
    };
    (title, body)
}

fn form(language: Language, shop: &str, stand: &Stand) -> String {
    let Stand::Asked {
        amount,
        currency,
        card,
        minutes,
        secret,
    } = stand
    else {
        return String::new();
    };
    let (shop, amount, card) = (
        escaped(shop),
        escaped(&language.amount(*amount, currency)),
        escaped(card),
    );
    let (asks, time, sandbox, confirm, refuse) = if language == Language::German {
        (
            format!("{shop} möchte <strong>{amount}</strong> abbuchen."),
            format!("Sie haben noch {minutes} min. Bis dahin ist die Ware für Sie zurückgelegt."),
            "Testbetrieb: Diese Seite steht für die Ihrer Bank.",
            "Zahlung bestätigen",
            "Nicht zahlen",
        )
    } else {
        (
            format!("{shop} asks for <strong>{amount}</strong>."),
            format!("You have {minutes} min left. Until then the goods are held for you."),
            "Sandbox: this page stands for your bank’s.",
            "Confirm the payment",
            "Refuse",
        )
    };
    let card = if card.is_empty() {
        card
    } else {
        format!("<p>{card}</p>\n")
    };
    format!(
        "<p>{asks}</p>\n{card}<p>{time}</p>\n<form method=\"post\">\n\
         <input type=\"hidden\" name=\"secret\" value=\"{}\">\n\
         <button class=\"main\" name=\"decision\" value=\"confirm\">{confirm}</button>\n\
         <button name=\"decision\" value=\"refuse\">{refuse}</button>\n</form>\n<p>{sandbox}</p>\n",
        escaped(secret)
    )
}
