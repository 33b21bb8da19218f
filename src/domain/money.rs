//! Amounts of money: whole minor units of one currency, never a float.
#![deny(clippy::float_arithmetic)]

use std::fmt;

/// An ISO 4217 currency code, three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

/// Currencies whose minor unit is no hundredth, by ISO 4217: decimals and codes.
const EXCEPTIONS: [(usize, &str); 3] = [
    (
        0,
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

impl Currency {
    /// Reads a code such as `EUR`; `None` unless it is three capital ASCII letters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(bytes))
    }

    /// The code as text.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals the minor unit stands for, by ISO 4217 (2 unless listed).
    #[must_use]
    pub fn decimals(&self) -> usize {
        let exception = EXCEPTIONS.iter().find(|(_, codes)| {
            codes
                .as_bytes()
                .chunks(4)
                .any(|code| code.starts_with(&self.0))
        });
        exception.map_or(2, |(decimals, _)| *decimals)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

/// An amount in minor units (cents, yen, fils) of a currency; negative for a reduction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// Their currency.
    pub currency: Currency,
}

impl Money {
    /// An amount of minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// This amount `quantity` times; `None` when it no longer fits.
    #[must_use]
    pub fn times(self, quantity: u32) -> Option<Self> {
        let minor = self.minor.checked_mul(i64::from(quantity))?;
        Some(Self { minor, ..self })
    }

    /// The sum; `None` for two currencies or when it no longer fits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        let minor = self.minor.checked_add(other.minor)?;
        Some(Self { minor, ..self })
    }

    /// The amount in major units as an exact decimal string, such as `-59.00`: what `Intl.NumberFormat` formats without
    /// passing through a float.
    #[must_use]
    pub fn decimal(self) -> String {
        let decimals = self.currency.decimals();
        let digits = format!(
            "{:0>width$}",
            self.minor.unsigned_abs(),
            width = decimals + 1
        );
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let sign = if self.minor < 0 { "-" } else { "" };
        if fraction.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{fraction}")
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        assert!(Currency::parse("EUR").is_some());
        for wrong in ["", "eur", "EU", "EURO", "E1R", "€"] {
            assert!(Currency::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn amounts_are_written_with_the_currency_s_decimals() {
        assert_eq!(Money::new(5900, currency("EUR")).decimal(), "59.00");
        assert_eq!(Money::new(-5, currency("EUR")).decimal(), "-0.05");
        assert_eq!(Money::new(5900, currency("JPY")).decimal(), "5900");
        assert_eq!(Money::new(5900, currency("KWD")).decimal(), "5.900");
        assert_eq!(
            Money::new(i64::MIN, currency("EUR")).decimal(),
            "-92233720368547758.08"
        );
    }

    #[test]
    fn two_currencies_never_add_up() {
        let euro = Money::new(1, currency("EUR"));
        assert_eq!(euro.plus(Money::new(1, currency("USD"))), None);
    }

    proptest! {
        #[test]
        fn the_decimal_says_exactly_the_minor_units(minor: i64, code in "EUR|JPY|KWD|CLF") {
            let money = Money::new(minor, currency(&code));
            let read: i64 = money.decimal().replace('.', "").parse().unwrap();
            prop_assert_eq!(read, minor);
        }

        #[test]
        fn times_is_repeated_plus(minor in -1_000_000_i64..1_000_000, quantity in 0_u32..50) {
            let one = Money::new(minor, currency("EUR"));
            let sum = (0..quantity).try_fold(Money::new(0, one.currency), |sum, _| sum.plus(one));
            prop_assert_eq!(one.times(quantity), sum);
        }

        #[test]
        fn what_does_not_fit_is_refused_and_never_wraps(minor: i64, quantity: u32) {
            let product = Money::new(minor, currency("EUR")).times(quantity);
            prop_assert_eq!(
                product.map(|m| i128::from(m.minor)),
                Some(i128::from(minor) * i128::from(quantity)).filter(|p| i64::try_from(*p).is_ok())
            );
        }
    }
}
