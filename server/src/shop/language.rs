//! The languages in which the shop speaks to a buyer outside the widget: pages and mail.

use axum::http::{HeaderMap, header};
use time::OffsetDateTime;

use super::money::plain;

/// The months in German.
const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// A language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// Also where nothing is known.
    #[default]
    English,
    /// `de`, whatever the country.
    German,
}

impl Language {
    /// The language of a tag such as `de-AT`, if it is one of ours.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "de" => Some(Self::German),
            _ => None,
        }
    }

    /// The first of ours that a browser lists. It lists the most wanted first, so weights are not read.
    #[must_use]
    pub fn of_browser(headers: &HeaderMap) -> Option<Self> {
        let listed = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        listed
            .split(',')
            .find_map(|entry| Self::of_tag(entry.split(';').next().unwrap_or_default()))
    }

    /// An amount as the language writes it: `59.00 EUR`, `59,00 EUR`.
    #[must_use]
    pub fn amount(self, amount: i64, currency: &str) -> String {
        let plain = plain(amount, currency);
        match self {
            Self::English => plain,
            Self::German => plain.replace('.', ","),
        }
    }

    /// A moment as the language writes it, to the minute: `1 December 2026, 18:00`, `1. Dezember 2026, 18:00`.
    #[must_use]
    pub fn moment(self, at: OffsetDateTime) -> String {
        let (day, month, year) = (at.day(), at.month(), at.year());
        let date = match self {
            Self::English => format!("{day} {month} {year}"),
            Self::German => format!("{day}. {} {year}", MONTHS[usize::from(u8::from(month)) - 1]),
        };
        format!("{date}, {:02}:{:02}", at.hour(), at.minute())
    }

    /// Its tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_tag_is_read_without_its_country() {
        assert_eq!(Language::of_tag("de-AT"), Some(Language::German));
        assert_eq!(Language::of_tag(" EN_us"), Some(Language::English));
        assert_eq!(Language::of_tag("den"), None);
        assert_eq!(Language::of_tag(""), None);
    }

    #[test]
    fn an_amount_has_the_point_or_comma_of_its_language() {
        assert_eq!(Language::English.amount(1_234_500, "EUR"), "12345.00 EUR");
        assert_eq!(Language::German.amount(5_900, "EUR"), "59,00 EUR");
        assert_eq!(Language::German.amount(500, "JPY"), "500 JPY");
    }

    #[test]
    fn a_moment_has_the_month_s_name_in_its_language() {
        let march = datetime!(2027-03-01 08:05 UTC);
        assert_eq!(Language::English.moment(march), "1 March 2027, 08:05");
        assert_eq!(Language::German.moment(march), "1. März 2027, 08:05");
        let december = datetime!(2026-12-31 23:59:59 UTC);
        assert_eq!(
            Language::German.moment(december),
            "31. Dezember 2026, 23:59"
        );
    }

    #[test]
    fn a_browser_gets_the_first_language_that_the_shop_speaks() {
        let mut headers = HeaderMap::new();
        assert_eq!(Language::of_browser(&headers), None);
        let listed = header::HeaderValue::from_static("fr, de;q=0.8, en;q=0.7");
        headers.insert(header::ACCEPT_LANGUAGE, listed);
        assert_eq!(Language::of_browser(&headers), Some(Language::German));
    }
}
