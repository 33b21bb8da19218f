//! What the core knows of the other tabs of this browser at this shop.

use crate::domain::checkout::Intent;

/// Whose turn it is among the tabs of one browser at one shop.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::app) enum Lock {
    /// Not this tab's, and not asked for.
    #[default]
    Free,
    /// Asked for.
    Asked,
    /// This tab's, which reads what the others have left.
    Reading,
    /// This tab's.
    Held,
}

/// The other tabs of this browser at this shop.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Tabs {
    pub(in crate::app) lock: Lock,
    /// What another tab has decided to buy and has no answer to yet.
    pub(in crate::app) elsewhere: Option<Intent>,
}
