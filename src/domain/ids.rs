//! Names of things, each its own type so that one cannot be passed for another.

use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{}({:?})", stringify!($name), &self.0)
            }
        }
    )*};
}

ids! {
    /// A show on a stage.
    ShowId,
    /// A cue in a show's log.
    CueId,
    /// A hotspot of a show: what several cues that move one hotspot have in common.
    SpotId,
    /// An offer made during a show.
    OfferId,
    /// A product of a shop.
    ProductId,
    /// A purchasable variant of a product.
    VariantId,
    /// A line of a cart or a checkout.
    LineId,
    /// A shop's cart: a bearer secret, never logged.
    CartId,
    /// A checkout session: a bearer secret, never logged.
    CheckoutId,
    /// An order: a bearer secret, never logged.
    OrderId,
    /// The idempotency key of one request or of one decision to buy.
    Key,
}
