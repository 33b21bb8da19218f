//! Messages that depend on numbers: plurals, spans of time, and what is put together of several.

use super::{Messages, shopping};

/// A form with its places filled: `{0}` with the first word, `{1}` with the second.
#[inline(never)]
pub(super) fn fill(form: &str, words: &[&str]) -> String {
    let mut parts = form.split('{');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let place = part.bytes().next().unwrap_or_default().wrapping_sub(b'0');
        said.push_str(words.get(usize::from(place)).copied().unwrap_or_default());
        said.push_str(part.get(2..).unwrap_or_default());
    }
    said
}

/// The words for one or for several, with the number in them. English and German agree on which is which; a language
/// that does not needs its rule here.
fn plural(forms: &str, count: u32, written: &str) -> String {
    let (one, several) = forms.split_once('|').unwrap_or((forms, forms));
    fill(if count == 1 { one } else { several }, &[written])
}

impl Messages {
    /// That something is offered, for what, and how many seconds long.
    #[must_use]
    pub fn announce_offer(&self, thing: &str, price: &str, seconds: u32) -> String {
        self.offer_now(thing, price, &self.span(seconds))
    }

    /// How many days, in front of what is left of the last; nothing where that is all.
    #[must_use]
    pub fn days_and(&self, days: u32, written: &str, rest: &str) -> String {
        if days == 0 {
            return rest.to_owned();
        }
        let mut said = plural(self.days, days, written);
        said.push_str(", ");
        said.push_str(rest);
        said
    }

    /// Where the picture is in a recording, in seconds.
    #[must_use]
    pub fn seek_at(&self, at: u32, length: u32) -> String {
        self.seek_at_of(&self.span(at), &self.span(length))
    }

    /// How many seconds behind live the picture is.
    #[must_use]
    pub fn seek_behind(&self, behind: u32) -> String {
        self.behind_live(&self.span(behind))
    }

    /// A span of time in words, for a screen reader.
    fn span(&self, seconds: u32) -> String {
        let parts = [
            (self.hours, seconds / 3600),
            (self.minutes, seconds / 60 % 60),
            (self.seconds, seconds % 60),
        ];
        let mut said = String::new();
        for (forms, count) in parts {
            // Seconds alone are said even where there are none.
            let last = forms == self.seconds && said.is_empty();
            if count > 0 || last {
                if !said.is_empty() {
                    said.push(' ');
                }
                said.push_str(&plural(forms, count, &count.to_string()));
            }
        }
        said
    }
}

impl shopping::Table {
    /// Which step of how many.
    #[must_use]
    pub fn step(&self, step: u32, of: u32) -> String {
        self.step_of(&step.to_string(), &of.to_string())
    }

    /// Which parcel of how many.
    #[must_use]
    pub fn parcel(&self, parcel: u32, of: u32) -> String {
        self.parcel_of(&parcel.to_string(), &of.to_string())
    }

    /// How many things there are.
    #[must_use]
    pub fn things(&self, count: u32, written: &str) -> String {
        plural(self.things, count, written)
    }

    /// How many things are in the cart.
    #[must_use]
    pub fn cart_holds(&self, count: u32, written: &str) -> String {
        self.cart_with(&self.things(count, written))
    }

    /// That something came into the cart, and how many things that holds now.
    #[must_use]
    pub fn announce_added(&self, thing: &str, count: u32, written: &str) -> String {
        self.added_to(thing, &self.things(count, written))
    }

    /// What was refused and why, with the shop's own words if there are any.
    #[must_use]
    pub fn refused(&self, thing: &str, reason: &str, words: &str) -> String {
        let mut said = self.refused_because(thing, reason, words);
        said.truncate(said.trim_end().len());
        said
    }
}
