//! What the viewer wants, or the page on the viewer's behalf.

use crate::domain::checkout::Field;
use crate::domain::ids::{ProductId, VariantId};

/// A corner of the widget.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Corner {
    /// At the bottom, not at the top.
    pub bottom: bool,
    /// Where lines end, not where they begin.
    pub end: bool,
}

impl Corner {
    /// The next one, clockwise where lines run to the right.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            bottom: self.end,
            end: !self.bottom,
        }
    }
}

impl Action {
    /// Whether it is about shopping, not about watching: see [`super::Event::shops`].
    #[must_use]
    pub fn shops(&self) -> bool {
        !matches!(
            self,
            Self::Close
                | Self::Retry
                | Self::OpenStream
                | Self::TogglePlay
                | Self::ToggleSound
                | Self::Volume(_)
                | Self::ToggleCaptions
                | Self::Seek(_)
                | Self::Watch(_)
                | Self::WatchAgain
                | Self::GoLive
                | Self::ToggleFullscreen
                | Self::DismissToast
                | Self::HoldToast(_)
        )
    }
}

/// What the viewer wants, or the page on the viewer's behalf.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// See a product.
    OpenProduct(ProductId),
    /// See all products.
    OpenLineup,
    /// See what the keys do.
    OpenKeys,
    /// See the cart.
    OpenCart,
    /// Buy what is in the cart.
    OpenCheckout,
    /// One screen back.
    Back,
    /// Back to watching.
    Close,
    /// Have the sheet all over the picture, or no longer.
    Enlarge(bool),
    /// Have the small picture in this corner.
    SendPicture(Corner),
    /// Choose a value of an axis.
    Choose {
        /// The axis's index.
        axis: usize,
        /// The value's index.
        value: usize,
    },
    /// Want so many of the product on screen.
    WantQuantity(u32),
    /// Put the product on screen into the cart.
    AddToCart,
    /// Put a variant into the cart (from the page).
    AddVariant {
        /// Which.
        variant: VariantId,
        /// How many.
        quantity: u32,
    },
    /// Have so many of a line; none removes it.
    SetLine {
        /// Which.
        variant: VariantId,
        /// How many.
        quantity: u32,
    },
    /// Bring the removed line back.
    Undo,
    /// Let a discount code count, or no longer.
    Code {
        /// As it was typed.
        code: String,
        /// Whether it counts.
        on: bool,
    },
    /// Typed into a field.
    Enter {
        /// Which.
        field: Field,
        /// All that stands in it now.
        value: String,
    },
    /// Left a field: time to say what is wrong with it.
    Leave(Field),
    /// Done with contact and address.
    SubmitContact,
    /// Choose a way of delivery.
    ChooseDelivery {
        /// The parcel.
        group: String,
        /// The way.
        option: String,
    },
    /// Done with delivery.
    SubmitDelivery,
    /// Done with the card fields.
    SubmitPayment,
    /// Pay what is shown.
    Pay,
    /// Do what the shop asks for on its own page.
    ContinueAtShop,
    /// Give up a payment that waits for that.
    GiveUp,
    /// Change e-mail and address.
    EditContact,
    /// Change the delivery.
    EditDelivery,
    /// Change the payment.
    EditPayment,
    /// Try again what failed, or ask again what is not known.
    Retry,
    /// Open the stream anew.
    OpenStream,
    /// Play or pause.
    TogglePlay,
    /// Sound on or off.
    ToggleSound,
    /// Sound as loud as that, in percent.
    Volume(u32),
    /// Captions on or off.
    ToggleCaptions,
    /// Go to a time of the media, in milliseconds.
    Seek(i64),
    /// Go to a time of the media and play from there.
    Watch(i64),
    /// See the show again from its start, as a recording where it was live.
    WatchAgain,
    /// Go to the live edge.
    GoLive,
    /// Fill the screen, or no longer.
    ToggleFullscreen,
    /// Take the toast away.
    DismissToast,
    /// Hold the toast: it has focus or hover.
    HoldToast(bool),
}
