//! What the viewer has entered: kept as typed, checked in words.

use super::place::{Need, Place};

/// A field of the form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Field {
    /// E-mail address.
    Email,
    /// Given name.
    FirstName,
    /// Family name.
    LastName,
    /// Street and number.
    Street,
    /// Flat, floor, c/o.
    Extra,
    /// Postal code.
    PostalCode,
    /// Town.
    Locality,
    /// State, province or county.
    Region,
    /// Country, as an ISO 3166-1 alpha-2 code.
    Country,
    /// Phone number.
    Phone,
}

/// What is wrong with a field, so that it can be said in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldError {
    /// Nothing was entered.
    Missing,
    /// It is no e-mail address.
    NotAnEmail,
    /// It is longer than anything real.
    TooLong,
    /// The country is none that is known.
    UnknownCountry,
}

impl Field {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Email,
        Self::Country,
        Self::FirstName,
        Self::LastName,
        Self::Street,
        Self::Extra,
        Self::PostalCode,
        Self::Locality,
        Self::Region,
        Self::Phone,
    ];
}

/// The form as it stands, as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft([String; 10]);

/// The most characters a field may hold.
const LONGEST: usize = 200;

impl Draft {
    /// What stands in a field, as typed.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        &self.0[field as usize]
    }

    /// What stands in a field, without white space around it: what is sent.
    #[must_use]
    pub fn clean(&self, field: Field) -> &str {
        self.get(field).trim()
    }

    /// Enters a value.
    pub fn set(&mut self, field: Field, value: String) {
        self.0[field as usize] = value;
    }

    /// What addresses of the chosen country need.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::of(self.clean(Field::Country))
    }

    /// Whether the order needs a field.
    #[must_use]
    pub fn need(&self, field: Field) -> Need {
        match field {
            Field::PostalCode => self.place().postal_code,
            Field::Locality => self.place().locality,
            Field::Region => self.place().region,
            Field::Extra | Field::Phone => Need::Optional,
            _ => Need::Required,
        }
    }

    /// The fields in the order in which the chosen country writes them, with what it does not use.
    #[must_use]
    pub fn order(&self) -> [Field; 10] {
        let mut order = Field::ALL;
        if self.place().town_first {
            // Street, town, region, postal code.
            order[6..9].rotate_left(1);
        }
        order
    }

    /// What is wrong with a field, if anything.
    #[must_use]
    pub fn error(&self, field: Field) -> Option<FieldError> {
        let value = self.clean(field);
        if value.is_empty() {
            return (self.need(field) == Need::Required).then_some(FieldError::Missing);
        }
        if value.chars().count() > LONGEST {
            return Some(FieldError::TooLong);
        }
        match field {
            Field::Email if !plausible_email(value) => Some(FieldError::NotAnEmail),
            Field::Country
                if !(value.len() == 2 && value.bytes().all(|b| b.is_ascii_uppercase())) =>
            {
                Some(FieldError::UnknownCountry)
            }
            _ => None,
        }
    }

    /// Everything that is wrong, in the order of the form.
    #[must_use]
    pub fn errors(&self) -> Vec<(Field, FieldError)> {
        self.order()
            .into_iter()
            .filter_map(|field| Some((field, self.error(field)?)))
            .collect()
    }
}

/// Something before one `@`, and a name with a dot behind it. Whether it exists only a mail can tell.
fn plausible_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else {
        return false;
    };
    let host_ok = host.split('.').count() >= 2 && host.split('.').all(|part| !part.is_empty());
    !name.is_empty() && host_ok && !text.contains(char::is_whitespace) && !name.contains('@')
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn filled() -> Draft {
        let mut draft = Draft::default();
        for field in Field::ALL {
            draft.set(field, "x".into());
        }
        draft.set(Field::Email, " ada@example.org ".into());
        draft.set(Field::Country, "DE".into());
        draft
    }

    #[test]
    fn a_complete_form_has_no_errors() {
        assert_eq!(filled().errors(), vec![]);
    }

    #[test]
    fn an_empty_form_names_what_is_missing_in_order() {
        let missing: Vec<_> = Draft::default()
            .errors()
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(missing[0], Field::Email);
        assert!(!missing.contains(&Field::Phone));
        assert_eq!(
            missing.len(),
            6,
            "a postal code, only once the country is known"
        );
    }

    #[test]
    fn white_space_is_nothing() {
        let mut draft = filled();
        draft.set(Field::Street, "   ".into());
        assert_eq!(draft.error(Field::Street), Some(FieldError::Missing));
    }

    #[test]
    fn an_email_needs_a_name_and_a_host() {
        let mut draft = filled();
        for wrong in [
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "a b@example.org",
            "a@b@c.org",
            "a@.org",
        ] {
            draft.set(Field::Email, wrong.into());
            assert_eq!(
                draft.error(Field::Email),
                Some(FieldError::NotAnEmail),
                "{wrong}"
            );
        }
        draft.set(Field::Email, "ada+shop@mail.example.org".into());
        assert_eq!(draft.error(Field::Email), None);
    }

    #[test]
    fn what_was_typed_is_kept_as_typed() {
        assert_eq!(filled().get(Field::Email), " ada@example.org ");
        assert_eq!(filled().clean(Field::Email), "ada@example.org");
    }

    #[test]
    fn the_country_says_what_is_needed_and_in_which_order() {
        let mut draft = filled();
        draft.set(Field::Region, String::new());
        assert_eq!(draft.errors(), vec![]);
        assert_eq!(
            draft.order()[6..9],
            [Field::PostalCode, Field::Locality, Field::Region]
        );
        draft.set(Field::Country, "US".into());
        assert_eq!(draft.errors(), vec![(Field::Region, FieldError::Missing)]);
        assert_eq!(
            draft.order()[6..9],
            [Field::Locality, Field::Region, Field::PostalCode]
        );
    }
}
