//! What a buyer says of themselves: where they are, who they are, where the parcel goes.

use serde::{Deserialize, Serialize};

/// Longest text of one field.
const LONGEST: usize = 200;

macro_rules! fields {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            $(
                $(#[$field_doc])*
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub $field: Option<String>,
            )+
        }

        impl $name {
            /// Trims every field and drops empty ones; a field that is too long or holds control
            /// characters is named.
            ///
            /// # Errors
            /// The name of the first field that cannot be taken.
            pub fn clean(self) -> Result<Self, &'static str> {
                Ok(Self { $($field: clean(self.$field).ok_or(stringify!($field))?,)+ })
            }

            /// Whether nothing is said.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                true $(&& self.$field.is_none())+
            }
        }
    };
}

fields! {
    /// Where the buyer is, as far as is known before an address is.
    Context {
        /// Two letters.
        address_country,
        /// State or province.
        address_region,
        /// Postal code.
        postal_code,
        /// Preferred language.
        language,
        /// Preferred currency; the shop has one only.
        currency,
    }
}

fields! {
    /// Who buys.
    Buyer {
        /// Given name.
        first_name,
        /// Family name.
        last_name,
        /// Where the confirmation goes.
        email,
        /// With country code.
        phone_number,
    }
}

fields! {
    /// Where a parcel goes, with the id the buyer's side chose for it.
    Address {
        /// Names it among the destinations of a checkout.
        id,
        /// Given name.
        first_name,
        /// Family name.
        last_name,
        /// Street and number.
        street_address,
        /// Flat, c/o.
        extended_address,
        /// Town.
        address_locality,
        /// State or province.
        address_region,
        /// Postal code.
        postal_code,
        /// Two letters.
        address_country,
        /// For the carrier.
        phone_number,
    }
}

impl Context {
    /// The country, in the letters the catalogue uses.
    #[must_use]
    pub fn country(&self) -> Option<String> {
        country(self.address_country.as_deref())
    }
}

impl Address {
    /// The country, in the letters the catalogue uses.
    #[must_use]
    pub fn country(&self) -> Option<String> {
        country(self.address_country.as_deref())
    }
}

impl Address {
    /// Given and family name.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        joined([&self.first_name, &self.last_name])
    }

    /// As it is written on a parcel, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let lines = [
            self.name(),
            self.street_address.clone(),
            self.extended_address.clone(),
            joined([&self.postal_code, &self.address_locality]),
            joined([&self.address_region, &self.address_country]),
        ];
        lines.into_iter().flatten().collect()
    }
}

fn joined(fields: [&Option<String>; 2]) -> Option<String> {
    let words: Vec<&str> = fields.into_iter().filter_map(Option::as_deref).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Whether mail could be sent there, as far as its form tells: one `@`, something before it, a dotted name behind it.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((user, host)) = text.rsplit_once('@') else {
        return false;
    };
    let plain =
        |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || c == '@');
    text.len() <= 254
        && plain(user)
        && plain(host)
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
        && text.parse::<lettre::Address>().is_ok()
}

fn country(code: Option<&str>) -> Option<String> {
    let code = code?.to_ascii_uppercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
}

/// `None`: cannot be taken. `Some(None)`: nothing was said.
#[allow(clippy::option_option)]
fn clean(field: Option<String>) -> Option<Option<String>> {
    let Some(text) = field else { return Some(None) };
    let text = text.trim();
    let fine = text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
    fine.then(|| (!text.is_empty()).then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_has_one_at_and_a_dotted_host() {
        for fine in ["anna@example.com", "a.b+c@mail.example.org", "ä@ö.example"] {
            assert!(is_email(fine), "{fine}");
        }
        for wrong in [
            "",
            "anna",
            "@example.com",
            "anna@",
            "anna@example",
            "a b@c.de",
            "a@b@c.de",
            "a@b..c",
            "a<b@c.de",
            "a,b@c.de",
            "a@b_c.de>",
        ] {
            assert!(!is_email(wrong), "{wrong}");
        }
    }

    #[test]
    fn fields_are_trimmed_and_control_characters_refused() {
        let buyer = Buyer {
            email: Some(" a@b.c ".into()),
            first_name: Some("  ".into()),
            ..Buyer::default()
        };
        let clean = buyer.clean().unwrap();
        assert_eq!(clean.email.as_deref(), Some("a@b.c"));
        assert_eq!(clean.first_name, None);
        let broken = Buyer {
            last_name: Some("a\u{0}b".into()),
            ..Buyer::default()
        };
        assert_eq!(broken.clean(), Err("last_name"));
        let long = Buyer {
            last_name: Some("x".repeat(201)),
            ..Buyer::default()
        };
        assert_eq!(long.clean(), Err("last_name"));
    }
}
