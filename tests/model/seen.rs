//! What can be seen of the core from outside: the screen, and whether two cores are in the same state.

use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hasher};

use vitrine::app::App;
use vitrine::app::view::{CheckoutScreen, Panel, Refusal};

/// What stands on the screen, as far as this model is concerned.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Shown {
    Review,
    Changed,
    /// The card was declined; another may be tried.
    Declined,
    /// Sold out, expired: nothing more is tried here.
    Refused,
    Placed(String),
    Unresolved,
    Other,
}

/// Reads it off the view.
pub fn shown(app: &App) -> Shown {
    let Panel::Checkout(view) = &*app.view().panel else {
        return Shown::Other;
    };
    match &view.screen {
        CheckoutScreen::Review => Shown::Review,
        CheckoutScreen::Changed { .. } => Shown::Changed,
        CheckoutScreen::Declined {
            refusal: Refusal::Payment(_) | Refusal::Other(_),
            ..
        } => Shown::Declined,
        CheckoutScreen::Declined { .. } => Shown::Refused,
        CheckoutScreen::Placed { label, .. } => Shown::Placed(label.clone().unwrap_or_default()),
        CheckoutScreen::Placing | CheckoutScreen::Unknown => Shown::Unresolved,
        _ => Shown::Other,
    }
}

/// All that the core holds, as its `Debug` tells it, without the numbers that only count how long it has been running.
pub fn digest(app: &App) -> u64 {
    let mut digest = Digest::default();
    write!(digest, "{app:?}").unwrap();
    digest.hasher.finish()
}

#[derive(Default)]
struct Digest {
    hasher: DefaultHasher,
    counts: bool,
}

impl fmt::Write for Digest {
    /// `Debug` writes a name, what stands between, and a number piece by piece.
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        const COUNTERS: [&str; 6] = [
            "RequestId",
            "next_id",
            "attempts",
            "show_attempts",
            "announcement",
            "stamp",
        ];
        if self.counts && piece.as_bytes().iter().all(u8::is_ascii_digit) {
            return Ok(());
        }
        let between = matches!(piece, "(" | ": " | "Some");
        self.counts = COUNTERS.contains(&piece) || (self.counts && between);
        self.hasher.write(piece.as_bytes());
        Ok(())
    }
}
