//! The catalogue file's shape. `docs/shop.md` documents it; the module `rules` checks what a shape cannot.

use serde::{Deserialize, Serialize};

/// The whole file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub currency: String,
    pub shop: ShopInfo,
    pub products: Vec<Product>,
    #[serde(default)]
    pub discounts: Vec<Discount>,
    pub delivery: Vec<Delivery>,
    #[serde(default)]
    pub tax: Vec<Tax>,
}

/// The shop itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShopInfo {
    /// Its name.
    pub name: String,
    /// Country whose tax is shown before the buyer's is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What a buyer must say before paying.
    #[serde(default = "Required::usual")]
    pub required: Vec<Required>,
    /// Policy pages.
    #[serde(default)]
    pub links: Vec<PolicyLink>,
}

/// Something a buyer must say before paying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    /// Where the confirmation goes.
    Email,
    /// Who receives the parcel.
    LastName,
    /// Street and number.
    StreetAddress,
    /// Town.
    AddressLocality,
    /// Postal code.
    PostalCode,
}

impl Required {
    fn usual() -> Vec<Self> {
        vec![
            Self::Email,
            Self::LastName,
            Self::StreetAddress,
            Self::AddressLocality,
            Self::PostalCode,
        ]
    }
}

/// A policy page: `/policies/{name}`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyLink {
    /// UCP's link type.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the link says.
    pub title: String,
    /// Where the page is.
    pub path: String,
    /// Its text; an empty line begins a paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A product: what a show pins.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Plain text.
    pub description: String,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Pictures, the leading one first.
    #[serde(default)]
    pub media: Vec<Media>,
    /// The axes on which variants differ.
    #[serde(default)]
    pub options: Vec<OptionAxis>,
    /// What can be bought.
    pub variants: Vec<Variant>,
}

/// A product picture in the folder `catalogue/` beside the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// File name.
    pub file: String,
    /// What it shows.
    pub alt: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// An axis such as size.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionAxis {
    /// Its name.
    pub name: String,
    /// Its values, in the order to show them.
    pub values: Vec<String>,
}

/// Something that can be bought.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Its id: what a cart line names.
    pub id: String,
    /// The shop's own number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// One value for each axis of the product, in the order of the axes.
    #[serde(default)]
    pub options: serde_json::Map<String, serde_json::Value>,
    /// Minor units.
    pub price: i64,
    /// The price before a reduction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_price: Option<i64>,
    /// How many there are; left out where the shop does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<i64>,
    /// Which of the product's pictures show it.
    #[serde(default)]
    pub media: Vec<String>,
}

impl Variant {
    /// The value of an axis.
    #[must_use]
    pub fn option(&self, axis: &str) -> Option<&str> {
        self.options.get(axis).and_then(serde_json::Value::as_str)
    }

    /// Its values, for people.
    #[must_use]
    pub fn title(&self) -> String {
        self.options
            .values()
            .filter_map(serde_json::Value::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// A discount that is had for a code, or without one by everybody who buys enough.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Discount {
    /// What the buyer types; left out for one that applies by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// From which price of the goods on it applies by itself, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// Which kind.
    #[serde(rename = "type")]
    pub kind: DiscountKind,
    /// Whole per cent, or minor units; left out for free delivery.
    #[serde(default)]
    pub value: i64,
    /// What the buyer reads.
    pub title: String,
}

/// What a discount does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiscountKind {
    /// Per cent off the goods.
    Percentage,
    /// An amount off the goods.
    Fixed,
    /// Delivery for nothing.
    FreeDelivery,
}

/// Ways of delivery to some countries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// ISO 3166 codes, or `*`.
    pub countries: Vec<String>,
    /// The ways.
    pub options: Vec<DeliveryOption>,
}

/// A way of delivery.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryOption {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// How long it takes, in words.
    #[serde(default)]
    pub description: String,
    /// Minor units.
    pub price: i64,
    /// Days until it may arrive.
    pub min_days: u16,
    /// Days until it has arrived.
    pub max_days: u16,
}

/// The tax of some countries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tax {
    /// ISO 3166 codes, or `*`.
    pub countries: Vec<String>,
    /// 1900 is 19 %.
    pub rate_basis_points: i64,
    /// Whether prices contain it.
    pub included: bool,
    /// What the buyer reads.
    pub title: String,
}
