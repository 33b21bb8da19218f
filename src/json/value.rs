//! A value that was read from JSON, and what can be asked of it.

use std::ops::Index;

use super::read::read;

/// Something in JSON.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object. Where a name comes twice, the last one counts.
    Object(Vec<(String, Value)>),
}

/// What reading by name finds where nothing is.
static NOTHING: Value = Value::Null;

impl Value {
    /// Reads a text that is JSON and nothing else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        read(text)
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is a whole one that fits.
    #[must_use]
    #[inline(never)]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The number, if it is a whole one that is not negative and fits; larger ones than an `i64` do not.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i64().and_then(|number| u64::try_from(number).ok())
    }

    /// The number, whole or not, as near as 17 digits tell it.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        let Self::Number(text) = self else {
            return None;
        };
        let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let mut power: i32 = exponent.parse().ok()?;
        let (mut mantissa, mut fraction) = (0_i64, false);
        for byte in digits.bytes() {
            fraction |= byte == b'.';
            let counts = byte.is_ascii_digit();
            if counts && mantissa < 10_i64.pow(16) {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
                power = power.saturating_sub(fraction.into());
            } else if counts && !fraction {
                power = power.saturating_add(1);
            }
        }
        let scale = 10_f64.powi(power.saturating_abs());
        #[allow(clippy::cast_precision_loss, reason = "a float is what was asked for")]
        let number = mantissa as f64;
        let number = if power < 0 {
            number / scale
        } else {
            number * scale
        };
        let number = if digits.starts_with('-') {
            -number
        } else {
            number
        };
        number.is_finite().then_some(number)
    }

    /// Whether it says yes or no, if it does.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(yes) => Some(*yes),
            _ => None,
        }
    }

    /// The rows, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match self {
            Self::List(rows) => Some(rows),
            _ => None,
        }
    }

    /// The entries, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[(String, Value)]> {
        match self {
            Self::Object(entries) => Some(entries),
            _ => None,
        }
    }
}

/// An entry by its name: `null` where there is none.
impl Index<&str> for Value {
    type Output = Self;

    #[inline(never)]
    fn index(&self, name: &str) -> &Self {
        let mut entries = self.as_object().unwrap_or_default().iter().rev();
        entries
            .find(|(known, _)| known == name)
            .map_or(&NOTHING, |(_, value)| value)
    }
}

impl PartialEq<str> for Value {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, text: &&str) -> bool {
        self == *text
    }
}
