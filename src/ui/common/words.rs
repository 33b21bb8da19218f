//! The words and the formats of the viewer's language, handed down to every component as a Yew context.

use yew::prelude::*;

use crate::app::view::{Formats, Money, TotalKind};
use crate::ui::FormatsHandle;
use crate::ui::messages::{self, Messages};

/// The words, and how values are written.
#[derive(Clone)]
pub(crate) struct Words {
    pub(crate) say: &'static Messages,
    pub(crate) formats: FormatsHandle,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.say, other.say) && self.formats == other.formats
    }
}

impl Words {
    /// The words that go with the formats' language.
    pub(crate) fn new(formats: FormatsHandle) -> Self {
        let say = messages::of(formats.0.locale());
        Self { say, formats }
    }

    pub(crate) fn money(&self, money: Money) -> String {
        self.formats.0.money(money)
    }

    pub(crate) fn number(&self, number: u32) -> String {
        self.formats.0.number(number)
    }

    /// What a total is called where the shop does not say.
    pub(crate) fn total(&self, kind: TotalKind) -> &'static str {
        let say = self.say;
        match kind {
            TotalKind::Subtotal => say.subtotal,
            TotalKind::Discount => say.discount,
            TotalKind::Fulfillment => say.delivery,
            TotalKind::Tax => say.tax,
            TotalKind::Fee => say.fee,
            TotalKind::Total => say.total,
            TotalKind::Other => say.other_total,
        }
    }
}

/// The words of the widget that the component stands in.
#[hook]
pub(crate) fn use_words() -> Words {
    use_context().unwrap_or_else(|| Words::new(FormatsHandle(std::rc::Rc::new(Bare))))
}

/// Formats where no widget has given any: exact, but without the viewer's habits.
struct Bare;

impl Formats for Bare {
    fn locale(&self) -> &'static str {
        "en"
    }

    fn money(&self, money: Money) -> String {
        format!("{} {}", money.decimal(), money.currency.code())
    }

    fn number(&self, number: u32) -> String {
        number.to_string()
    }

    fn country(&self, code: &str) -> String {
        code.to_owned()
    }
}
