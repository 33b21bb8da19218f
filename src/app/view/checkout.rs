//! The checkout, screen by screen.

use super::{DeliveryGroup, Field, FieldError, Link, Money, Place, Refusal, ShopProblem, Total};

/// A field of the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldView {
    /// Which.
    pub field: Field,
    /// As typed.
    pub value: String,
    /// Whether it can be left empty.
    pub optional: bool,
    /// What is wrong with it.
    pub error: Option<FieldError>,
    /// What the shop says is wrong with it.
    pub said: Option<String>,
}

/// The payment field of the payment provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FrameView {
    /// Address of its page.
    pub url: String,
    /// Its height, in CSS pixels.
    pub height: u32,
    /// Whether its fields are drawn.
    pub ready: bool,
    /// Whether it did not load.
    pub failed: bool,
}

/// Which screen of the checkout stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CheckoutScreen {
    /// The session is being made.
    Opening,
    /// The session cannot be made; it can be tried again.
    Unavailable(ShopProblem),
    /// E-mail and address.
    Contact,
    /// Ways of delivery.
    Delivery,
    /// Card fields.
    Payment(Option<FrameView>),
    /// Everything, to be looked over, with Pay.
    Review,
    /// The order is being placed.
    Placing,
    /// The answer did not come: it is being asked for. Nothing is sent blindly.
    Unknown,
    /// The viewer must act on the shop's page.
    ActionNeeded(String),
    /// The order was placed.
    Placed {
        /// Its number, for people.
        label: Option<String>,
        /// Its page.
        url: Option<String>,
        /// What was paid.
        paid: Option<Money>,
        /// The e-mail address that the order was placed with.
        email: String,
    },
    /// Nothing was bought, and nothing charged.
    Declined {
        /// Why.
        refusal: Refusal,
        /// The amount that was not charged.
        not_charged: Option<Money>,
    },
    /// The total changed: shown as old → new and asked again. Nothing was charged.
    Changed {
        /// What was agreed.
        old: Money,
        /// What it would be.
        new: Option<Money>,
    },
}

/// The checkout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckoutView {
    /// Which screen stands.
    pub screen: CheckoutScreen,
    /// The form.
    pub fields: Vec<FieldView>,
    /// What addresses of the chosen country need, and call it.
    pub place: Place,
    /// Parcels, and how they may travel.
    pub delivery: Vec<DeliveryGroup>,
    /// What is bought: `(title, quantity, price)`.
    pub lines: Vec<(String, u32, Money)>,
    /// The shop's totals.
    pub totals: Vec<Total>,
    /// What is to be paid.
    pub payable: Option<Money>,
    /// The card, as the viewer knows it: brand and last digits.
    pub card: Option<(Option<String>, Option<String>)>,
    /// What the shop says: `(is an error, plain text)`.
    pub notices: Vec<(bool, String)>,
    /// Policies and terms.
    pub links: Vec<Link>,
    /// Whether the shop is being asked: the primary button waits.
    pub busy: bool,
    /// Why the last request did not work; nothing entered is lost.
    pub problem: Option<ShopProblem>,
}

/// The `id` of a field's input in the widget's tree, which `Focus::Element` names.
#[must_use]
pub fn field_id(field: Field) -> &'static str {
    match field {
        Field::Email => "field-email",
        Field::FirstName => "field-first-name",
        Field::LastName => "field-last-name",
        Field::Street => "field-street",
        Field::Extra => "field-extra",
        Field::PostalCode => "field-postal-code",
        Field::Locality => "field-locality",
        Field::Region => "field-region",
        Field::Country => "field-country",
        Field::Phone => "field-phone",
    }
}
