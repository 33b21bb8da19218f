//! What the core knows. Only the flows change it, and only `present` shows it.

use std::sync::Arc;

use super::effect::{Effect, PlayerCommand};
use super::event::{Corner, Monotonic, PlayerProblem, Position, RequestId, Start};
use super::requests::Requests;
use super::view::{Announcement, Phase, ShopProblem, Toast};
use crate::domain::cart::{CartLog, Item};
use crate::domain::catalogue::{Product, Selection, Summary};
use crate::domain::checkout::{Draft, Field, Instrument, Intent, Session, Step};
use crate::domain::ids::{CartId, ProductId, VariantId};
use crate::domain::money::Money;
use crate::domain::show::clock::Authority;
use crate::domain::show::{Scene, Show, ShowTime, Timeline};
use crate::domain::table::Table;
use crate::shop::{Call, Shop};

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

/// Whose turn it is among the tabs of one browser at one shop.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Lock {
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
pub(super) struct Tabs {
    pub(super) lock: Lock,
    /// What another tab has decided to buy and has no answer to yet.
    pub(super) elsewhere: Option<Intent>,
}

/// What the checkout is waiting for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Busy {
    #[default]
    Idle,
    /// For the cart to be confirmed, or for the session.
    Opening,
    /// For the shop to take e-mail and address.
    Contact,
    /// For the shop to take the way of delivery.
    Delivery,
    /// For the payment field's token.
    Token,
    /// For the session, which something has changed since it was ready, to be ready again for this total.
    Renewal(Money),
    /// For the other tabs to have no purchase under way.
    Lock,
}

/// The payment field, as it tells of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct FieldState {
    pub(super) height: Option<u32>,
    pub(super) ready: bool,
    pub(super) failed: bool,
}

/// The way to an order.
#[derive(Clone, Debug)]
pub(super) struct CheckoutFlow {
    pub(super) step: Step,
    pub(super) session: Option<Arc<Session>>,
    /// Chosen ways of delivery: `(group, option)`.
    pub(super) delivery: Vec<(String, String)>,
    pub(super) busy: Busy,
    pub(super) problem: Option<ShopProblem>,
    /// Fields that the viewer has left, or sent: what is wrong with them may be said.
    pub(super) touched: Vec<Field>,
    pub(super) field: FieldState,
    /// The instrument of the last intent, to be offered again when the total changed.
    pub(super) instrument: Option<Instrument>,
    pub(super) request: Option<RequestId>,
    pub(super) attempts: u32,
    /// How many seconds the shop has asked to wait before it is asked about the intent again.
    pub(super) wait: Option<u32>,
}

impl Default for CheckoutFlow {
    fn default() -> Self {
        Self {
            step: Step::Contact,
            session: None,
            delivery: vec![],
            busy: Busy::Idle,
            problem: None,
            touched: vec![],
            field: FieldState::default(),
            instrument: None,
            request: None,
            attempts: 0,
            wait: None,
        }
    }
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
    pub(super) timeline: Timeline,
    pub(super) scene: Scene,
    pub(super) picture: Option<ShowTime>,
    /// This page's clock, as the last event with a time told.
    pub(super) now: Monotonic,
    /// The products whose offers were on at the last look, and for how many ticks of the countdown.
    pub(super) offers: (Vec<ProductId>, u32),
    pub(super) player: PlayerState,
    pub(super) settings: Settings,
    pub(super) catalogue: Catalogue,
    pub(super) screens: Vec<Screen>,
    /// Whether the sheet stands all over the picture.
    pub(super) tall: bool,
    /// Where the small picture is.
    pub(super) corner: Corner,
    /// What had been shown when the lineup was opened, the latest first: nothing moves under a finger.
    pub(super) featured: Vec<ProductId>,
    /// New pins that were not announced yet, for want of their names.
    pub(super) unsaid: Vec<ProductId>,
    pub(super) tabs: Tabs,
    pub(super) cart: CartFlow,
    pub(super) checkout: Option<CheckoutFlow>,
    pub(super) draft: Draft,
    pub(super) toast: Option<Toast>,
    pub(super) announcement: Option<(u32, Announcement)>,
    pub(super) requests: Requests,
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
