//! What the core knows. Only the flows change it, and only `present` shows it.

mod checkout;
mod tabs;

use super::effect::{Effect, PlayerCommand, Spot};
use super::event::{Corner, Monotonic, PlayerProblem, Position, RequestId, Start};
use super::requests::Requests;
use super::view::{Announcement, Phase, ShopProblem, Toast};
use crate::domain::cart::{CartLog, Item};
use crate::domain::catalogue::{Product, Selection, Summary};
use crate::domain::checkout::Draft;
use crate::domain::ids::{CartId, ProductId, SpotId, VariantId};
use crate::domain::show::clock::Authority;
use crate::domain::show::{Scene, Show, ShowTime, Timeline};
use crate::domain::table::Table;
use crate::shop::{Call, Shop};
pub(super) use checkout::{Busy, CheckoutFlow, FieldState};
pub(super) use tabs::{Lock, Tabs};

/// A screen of the panel; the last one opened is on top.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Screen {
    Lineup,
    Keys,
    Product(ProductId),
    Cart,
    Checkout,
}

/// The player, as its events tell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct PlayerState {
    pub(super) playing: bool,
    pub(super) waiting: bool,
    /// Whether it has waited for a while.
    pub(super) stalled: bool,
    pub(super) needs_tap: bool,
    pub(super) muted: bool,
    pub(super) fullscreen: bool,
    pub(super) has_captions: bool,
    pub(super) caption: Vec<String>,
    pub(super) position: Position,
    pub(super) problem: Option<PlayerProblem>,
}

/// The viewer's own settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Settings {
    pub(super) sound: bool,
    /// In percent.
    pub(super) volume: u32,
    pub(super) captions: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            sound: true,
            volume: 100,
            captions: true,
        }
    }
}

/// Whether a whole product is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Whole {
    Loading,
    Ready(Box<Product>),
    Unavailable,
    Gone,
}

/// What the viewer is choosing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Choice {
    pub(super) selection: Selection,
    pub(super) quantity: u32,
}

/// Cards and products.
#[derive(Clone, Debug, Default)]
pub(super) struct Catalogue {
    pub(super) cards: Table<ProductId, Summary>,
    pub(super) asked: Table<ProductId, ()>,
    pub(super) products: Table<ProductId, Whole>,
    pub(super) choices: Table<ProductId, Choice>,
    /// Products that were opened before anything was known of them: the page is told once it is.
    pub(super) untold: Vec<ProductId>,
    pub(super) attempts: u32,
}

/// The cart and what is on its way.
#[derive(Clone, Debug, Default)]
pub(super) struct CartFlow {
    pub(super) log: CartLog,
    /// A cart that was stored before and has not been read yet.
    pub(super) known: Option<CartId>,
    /// The request under way.
    pub(super) request: Option<RequestId>,
    /// The making of the cart, kept until it is answered so that the same request can be sent again.
    pub(super) creation: Option<Call>,
    pub(super) must_read: bool,
    pub(super) problem: Option<ShopProblem>,
    pub(super) attempts: u32,
    /// Variants that the page wants in the cart and whose product is still being read.
    pub(super) wanted: Vec<(VariantId, u32)>,
    /// What was taken out last.
    pub(super) removed: Option<(Item, u32)>,
    /// When the viewer did the first of what is not confirmed, where an offer was on.
    pub(super) acted: Option<Monotonic>,
    /// Whether this tab has stored changes that wait for the lock.
    pub(super) waiting_kept: bool,
}

/// Everything.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) start: Start,
    pub(super) phase: Phase,
    pub(super) show: Option<Show>,
    pub(super) shop: Option<Shop>,
    pub(super) show_attempts: u32,
    pub(super) authority: Option<Authority>,
    /// Whether the stage has been listened to since the page was shown.
    pub(super) listened: bool,
    pub(super) timeline: Timeline,
    pub(super) scene: Scene,
    /// Where the hotspots are.
    pub(super) places: Vec<(SpotId, Spot)>,
    pub(super) picture: Option<ShowTime>,
    /// This page's clock, as the last event with a time told.
    pub(super) now: Monotonic,
    /// The products whose offers were on at the last look, and for how many ticks of the countdown.
    pub(super) offers: (Vec<ProductId>, u32),
    /// Whether that is a time of the media itself.
    pub(super) by_media: bool,
    /// How many seconds are left until what the viewer waits for.
    pub(super) left: Option<u32>,
    pub(super) player: PlayerState,
    pub(super) settings: Settings,
    pub(super) catalogue: Catalogue,
    pub(super) screens: Vec<Screen>,
    /// Whether the sheet stands all over the picture.
    pub(super) tall: bool,
    /// Whether there is room for the lineup under the picture.
    pub(super) wide: bool,
    /// Where the small picture is.
    pub(super) corner: Corner,
    /// What had been shown when the lineup was opened, the latest first: nothing moves under a finger.
    pub(super) featured: Vec<ProductId>,
    /// How often what comes after the end was looked for, while it is.
    pub(super) again: Option<u32>,
    /// The show as a recording, once it is there.
    pub(super) recording: Option<Box<Show>>,
    /// Whether nobody sees the page.
    pub(super) hidden: bool,
    /// New pins that were not announced yet, for want of their names.
    pub(super) unsaid: Vec<ProductId>,
    /// Products that were opened, and put into the cart, since the stage was told last.
    pub(super) untold: [Vec<ProductId>; 2],
    pub(super) tabs: Tabs,
    pub(super) cart: CartFlow,
    pub(super) checkout: Option<CheckoutFlow>,
    pub(super) draft: Draft,
    pub(super) toast: Option<Toast>,
    pub(super) announcement: Option<(u32, Announcement)>,
    pub(super) requests: Requests,
    /// Whether anything about shopping has happened.
    pub(super) shopping: bool,
    pub(super) shopping_attempts: u32,
    effects: Vec<Effect>,
    changed: bool,
    /// Goes up with every change of the view but for the player.
    pub(super) stamp: u32,
}

impl Model {
    /// Something is to be done.
    pub(super) fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Something is asked of the player.
    pub(super) fn ask_player(&mut self, command: PlayerCommand) {
        self.effect(Effect::Player(command));
    }

    /// The view has changed.
    pub(super) fn changed(&mut self) {
        self.changed = true;
        self.stamp = self.stamp.wrapping_add(1);
    }

    /// The player has, and nothing else.
    pub(super) fn player_changed(&mut self) {
        self.changed = true;
    }

    /// What shopping needs is there: every test of the flows is one of this too.
    pub(super) fn assert_shopping(&self) {
        debug_assert!(
            self.shopping,
            "called before anything about shopping happened"
        );
    }

    /// Hands over what is to be done, a render last but for what needs it done.
    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        let mut effects = std::mem::take(&mut self.effects);
        if std::mem::take(&mut self.changed) {
            effects.push(Effect::Render);
        }
        effects
    }

    /// The screen on top.
    pub(super) fn screen(&self) -> Option<&Screen> {
        self.screens.last()
    }

    /// Tells a screen reader, politely.
    pub(super) fn announce(&mut self, announcement: Announcement) {
        let number = self
            .announcement
            .as_ref()
            .map_or(0, |(number, _)| number.wrapping_add(1));
        self.announcement = Some((number, announcement));
        self.changed();
    }

    /// The name of a product, if it is known by now.
    pub(super) fn title(&self, product: &ProductId) -> Option<&str> {
        self.catalogue
            .cards
            .get(product)
            .map(|card| card.title.as_str())
    }

    /// The server's now, as this page can know it.
    pub(super) fn authority_now(&self, now: Monotonic) -> Option<ShowTime> {
        self.authority.map(|authority| authority.now(now))
    }
}
