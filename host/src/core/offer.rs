//! Offers that the shop holds: what a host asks for, and how one stands.

use serde::Deserialize;
use serde_json::{Value, json};
use vitrine::domain::money::Currency;
use vitrine::domain::show::ShowTime;

use super::moment;

/// What a piece costs while an offer runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reduction {
    /// So much, in minor units.
    Price(i64),
    /// So many per cent less.
    Percent(u32),
}

/// What the shop is to hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terms {
    /// What a piece costs.
    pub reduction: Reduction,
    /// How many pieces there are at that price.
    pub quantity: u32,
    /// How many of them a buyer gets; none for no limit.
    pub per_buyer: Option<u32>,
}

impl Terms {
    /// As the server takes them.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut terms = json!({ "quantity": self.quantity });
        match self.reduction {
            Reduction::Price(minor) => terms["price"] = minor.into(),
            Reduction::Percent(percent) => terms["percent"] = percent.into(),
        }
        if let Some(most) = self.per_buyer {
            terms["per_buyer"] = most.into();
        }
        terms
    }
}

/// Where an offer stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has not begun.
    Upcoming,
    /// It is on.
    Running,
    /// Its time is over.
    Ended,
    /// It was undone.
    Withdrawn,
}

/// An offer of the shop, with the shop's own numbers.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Offer {
    /// The shop's name for it.
    pub offer: String,
    /// Its product.
    pub product: String,
    /// What a piece costs, in minor units.
    pub price: Option<i64>,
    /// Or how many per cent less.
    pub percent: Option<u32>,
    /// How many pieces there are in all.
    pub quantity: u32,
    /// Until when.
    #[serde(deserialize_with = "moment::field")]
    pub to: ShowTime,
    /// Where it stands.
    pub state: State,
    /// Pieces that nobody has.
    pub left: u32,
    /// Pieces in carts and in payments under way.
    #[serde(default)]
    pub held: u32,
    /// Pieces sold.
    #[serde(default)]
    pub sold: u32,
}

/// A price as a host types it, in minor units; none where it is no price of that currency.
#[must_use]
pub fn minor(text: &str, currency: Currency) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = currency.decimals();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > decimals {
        return None;
    }
    format!("{whole}{part:0<decimals$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_as_it_is_typed() {
        let euro = |text| minor(text, Currency::parse("EUR").unwrap());
        assert_eq!(euro("49"), Some(4_900));
        assert_eq!(euro(" 49,5 "), Some(4_950));
        assert_eq!(euro("0.05"), Some(5));
        assert_eq!(minor("49", Currency::parse("JPY").unwrap()), Some(49));
        for wrong in ["", "4.999", "-1", "1e3", "49 €", "1.000,00"] {
            assert_eq!(euro(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn terms_are_written_and_an_offer_is_read_as_the_contract_says() {
        let mut terms = Terms {
            reduction: Reduction::Price(4_900),
            quantity: 5,
            per_buyer: Some(1),
        };
        assert_eq!(
            terms.json(),
            json!({"price": 4900, "quantity": 5, "per_buyer": 1})
        );
        terms = Terms {
            reduction: Reduction::Percent(20),
            per_buyer: None,
            ..terms
        };
        assert_eq!(terms.json(), json!({"percent": 20, "quantity": 5}));
        let offer: Offer = serde_json::from_str(
            r#"{"offer":"o-7f3a","product":"linen-tablecloth","title":"Flash price","price":4900,"quantity":5,"per_buyer":1,
            "from":"2026-11-22T10:00:00.000Z","to":"2026-11-22T10:01:00.000Z","grace_ms":13000,"hold_ms":600000,
            "state":"running","left":3,"held":1,"sold":1}"#,
        )
        .unwrap();
        assert_eq!((offer.left, offer.held, offer.sold), (3, 1, 1));
        assert_eq!((offer.state, offer.percent), (State::Running, None));
    }
}
