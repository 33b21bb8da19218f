//! What the sheet or panel holds: lineup, product, cart.

use super::{
    Card, CheckoutView, Code, Money, OfferView, Picture, ProductId, Total, ValueState, VisibleLine,
};

/// What the sheet or panel holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Panel {
    /// Nothing: the viewer watches.
    #[default]
    Closed,
    /// All products.
    Lineup(Vec<Card>),
    /// What the keys do, and whether something else stands under it.
    Keys(bool),
    /// One product.
    Product(ProductView),
    /// The cart.
    Cart(CartView),
    /// The checkout.
    Checkout(Box<CheckoutView>),
}

/// A value of an axis.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueView {
    /// Its label.
    pub label: String,
    /// Whether it can be had with the rest.
    pub state: ValueState,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// An axis of choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AxisView {
    /// Its name.
    pub name: String,
    /// Its values.
    pub values: Vec<ValueView>,
}

/// How many are left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StockView {
    /// The shop does not say, or there are plenty.
    Plenty,
    /// So many are left.
    Few(u32),
    /// None is left.
    SoldOut,
}

/// One product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProductView {
    /// It is being read: draw its shape.
    Loading(ProductId),
    /// It cannot be read; it can be tried again.
    Unavailable(ProductId),
    /// The shop does not sell it, or no longer.
    Gone(ProductId),
    /// It is there.
    Ready(Box<ProductDetail>),
}

/// A product that is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductDetail {
    /// The product.
    pub id: ProductId,
    /// Its name.
    pub title: String,
    /// Plain text, with line ends.
    pub description: String,
    /// Its pictures, that of the chosen variant first.
    pub pictures: Vec<Picture>,
    /// What can be chosen.
    pub axes: Vec<AxisView>,
    /// The price of what is chosen; the lowest, and `true`, while the choice is open.
    pub price: Option<(Money, bool)>,
    /// The price before a reduction.
    pub list_price: Option<Money>,
    /// What it costs for a while; as on a card.
    pub offer: Option<OfferView>,
    /// How many are left of what is chosen.
    pub stock: StockView,
    /// How many are wanted.
    pub quantity: u32,
    /// How many can be wanted at most.
    pub most: u32,
    /// Whether it can be bought only once the show has begun.
    pub waits: bool,
    /// Whether "Add to cart" works now.
    pub can_add: bool,
    /// The name of the first axis that is still open.
    pub open_axis: Option<String>,
}

/// Why something with the shop did not work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShopProblem {
    /// The shop cannot be reached. Nothing is lost; it can be tried again.
    Unreachable,
    /// The shop asks for patience.
    Busy,
    /// An order is being placed in another tab.
    Elsewhere,
    /// The shop answered what cannot be understood, or refused for good.
    Broken,
}

/// The cart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CartView {
    /// Its lines.
    pub lines: Vec<VisibleLine>,
    /// The shop's totals.
    pub totals: Vec<Total>,
    /// The sum while changes are on their way: an estimate.
    pub estimate: Option<Money>,
    /// The discount codes.
    pub codes: Vec<Code>,
    /// What the shop says about no line in particular.
    pub remarks: Vec<String>,
    /// Whether changes are on their way.
    pub saving: bool,
    /// Why they do not arrive.
    pub problem: Option<ShopProblem>,
    /// Whether it can be bought now.
    pub can_checkout: bool,
    /// Whether the cart's contents are still being read.
    pub loading: bool,
}
