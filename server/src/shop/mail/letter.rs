//! The letter itself: RFC 5322, plain text. The same order makes the same bytes.
//!
//! Whatever a buyer typed reaches a header only through the mail library, as an address it has parsed or as a text that it
//! encodes.

use std::time::{Duration, UNIX_EPOCH};

use anyhow::{Context as _, anyhow};
use lettre::message::header::{
    ContentTransferEncoding, ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0,
};
use lettre::message::{Body, Mailbox};
use lettre::{Address, Message};

use super::{Confirmation, words};

/// Writes the letter. `public_url` is the shop's, from which its sender is made.
///
/// # Errors
/// Where the buyer's address is none.
pub fn letter(
    confirmation: &Confirmation,
    shop: &str,
    public_url: &str,
) -> anyhow::Result<Vec<u8>> {
    let to: Address = confirmation
        .email
        .parse()
        .map_err(|_| anyhow!("the address is none"))?;
    let from = sender(public_url)?;
    let id = format!("<{}@{}>", confirmation.name(), from.domain());
    let placed_at = u64::try_from(confirmation.placed_at)?;
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let (subject, text) = words::words(confirmation, shop);
    // Seven bits, so that every relay takes it.
    let body = Body::new_with_encoding(text, ContentTransferEncoding::QuotedPrintable)
        .map_err(|_| anyhow!("the text cannot be encoded"))?;
    let letter = Message::builder()
        .header(MIME_VERSION_1_0)
        .from(Mailbox::new(one_line(shop), from))
        .to(Mailbox::new(
            words::recipient(&confirmation.order).and_then(|name| one_line(&name)),
            to,
        ))
        .subject(one_line(&subject).unwrap_or_default())
        .date(UNIX_EPOCH + Duration::from_secs(placed_at))
        .message_id(Some(id))
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(body)
        .context("the letter is incomplete")?;
    Ok(letter.formatted())
}

/// Text for a header. The shop takes no control characters anywhere, and the library would give up over one, so none
/// gets there.
fn one_line(text: &str) -> Option<String> {
    let line = text.replace(char::is_control, " ");
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

fn sender(public_url: &str) -> anyhow::Result<Address> {
    let host = public_url.split_once("://").map_or("", |(_, rest)| rest);
    let name = match host.strip_prefix('[') {
        Some(_) => host.split_inclusive(']').next().unwrap_or_default(),
        None => host.split([':', '/']).next().unwrap_or_default(),
    };
    let address = Address::new("no-reply", name);
    address
        .or_else(|_| Address::new("no-reply", "localhost"))
        .context("the shop has no address to send from")
}
