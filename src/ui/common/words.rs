//! The words and the formats of the viewer's language, handed down to all that draws.

use std::cell::OnceCell;
use std::rc::Rc;

use yew::AttrValue;

use crate::app::view::{Formats, Money, TotalKind};
use crate::ui::messages::Messages;

/// The words, and how values are written.
#[derive(Clone)]
pub struct Words {
    pub(crate) say: &'static Messages,
    pub(crate) formats: Rc<dyn Formats>,
    countries: Rc<OnceCell<Countries>>,
}

/// Countries by name: `(name, code)`.
pub(crate) type Countries = Vec<(AttrValue, &'static str)>;

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.formats, &other.formats)
    }
}

impl Words {
    /// These words and formats.
    #[must_use]
    pub fn new(say: &'static Messages, formats: Rc<dyn Formats>) -> Self {
        Self {
            say,
            formats,
            countries: Rc::default(),
        }
    }

    pub(crate) fn money(&self, money: Money) -> String {
        self.formats.money(money)
    }

    pub(crate) fn number(&self, number: u32) -> String {
        self.formats.number(number)
    }

    /// The countries, sorted. Their names are asked for once, when they are first needed.
    pub(crate) fn countries(&self, name_all: impl FnOnce() -> Countries) -> &Countries {
        self.countries.get_or_init(name_all)
    }

    /// What a total is called where the shop does not say.
    pub(crate) fn total(&self, kind: TotalKind) -> &'static str {
        let say = self.say;
        match kind {
            TotalKind::Subtotal => say.shopping().subtotal,
            TotalKind::Discount => say.shopping().discount,
            TotalKind::Fulfillment => say.shopping().delivery,
            TotalKind::Tax => say.shopping().tax,
            TotalKind::Fee => say.shopping().fee,
            TotalKind::Total => say.shopping().total,
            TotalKind::Other => say.shopping().other_total,
        }
    }
}
