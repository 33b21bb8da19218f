//! What the viewer has entered: kept as typed, checked in words.

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
    /// The shop would not have it; its words stand beside the field.
    Refused,
}

impl Field {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Email,
        Self::FirstName,
        Self::LastName,
        Self::Street,
        Self::Extra,
        Self::PostalCode,
        Self::Locality,
        Self::Region,
        Self::Country,
        Self::Phone,
    ];

    /// Whether the order can go without it.
    #[must_use]
    pub fn optional(self) -> bool {
        matches!(self, Self::Extra | Self::Region | Self::Phone)
    }
}

/// The form as it stands, as typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    email: String,
    first_name: String,
    last_name: String,
    street: String,
    extra: String,
    postal_code: String,
    locality: String,
    region: String,
    country: String,
    phone: String,
}

/// The most characters a field may hold.
const LONGEST: usize = 200;

impl Draft {
    /// What stands in a field, as typed.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Email => &self.email,
            Field::FirstName => &self.first_name,
            Field::LastName => &self.last_name,
            Field::Street => &self.street,
            Field::Extra => &self.extra,
            Field::PostalCode => &self.postal_code,
            Field::Locality => &self.locality,
            Field::Region => &self.region,
            Field::Country => &self.country,
            Field::Phone => &self.phone,
        }
    }

    /// What stands in a field, without white space around it: what is sent.
    #[must_use]
    pub fn clean(&self, field: Field) -> &str {
        self.get(field).trim()
    }

    /// Enters a value.
    pub fn set(&mut self, field: Field, value: String) {
        let place = match field {
            Field::Email => &mut self.email,
            Field::FirstName => &mut self.first_name,
            Field::LastName => &mut self.last_name,
            Field::Street => &mut self.street,
            Field::Extra => &mut self.extra,
            Field::PostalCode => &mut self.postal_code,
            Field::Locality => &mut self.locality,
            Field::Region => &mut self.region,
            Field::Country => &mut self.country,
            Field::Phone => &mut self.phone,
        };
        *place = value;
    }

    /// What is wrong with a field, if anything.
    #[must_use]
    pub fn error(&self, field: Field) -> Option<FieldError> {
        let value = self.clean(field);
        if value.is_empty() {
            return (!field.optional()).then_some(FieldError::Missing);
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
        Field::ALL
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
        assert_eq!(missing.len(), 7);
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
}
