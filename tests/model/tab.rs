//! A tab: the real [`App`], with a test double of its ports that carries effects out against the model's world.

use std::collections::VecDeque;
use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use vitrine::app::App;
use vitrine::app::effect::Effect;
use vitrine::app::event::{
    Action, Event, Monotonic, PaymentEvent, RequestId, Start, StoreSlot, TimerId,
};
use vitrine::domain::checkout::Field;
use vitrine::http::{Failure, Request, Response};

use super::seen::{Shown, digest, shown};
use super::shop::{Asked, Shop};
use super::wire;

/// A rule of the widget's side that a test breaks on purpose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slip {
    None,
    /// A new key is made for every sending, also while the outcome of the last is unknown.
    NewKeys,
    /// The storage port neither shows another tab's intent nor minds writing over it.
    Overwrites,
    /// The storage port empties the slot whatever stands in it by now.
    EmptiesBlindly,
    /// Nothing is stored, and the page is reloaded all the same.
    Forgets,
}

/// Storage that the tabs of one browser share.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Storage {
    pub intent: Option<String>,
    pub cart: Option<String>,
}

impl fmt::Debug for Storage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "intent stored: {}", self.intent.is_some())
    }
}

/// What a tab did.
#[derive(Default)]
pub struct Done {
    /// The decisive request that it sent.
    pub sent: Option<Asked>,
    /// The intent that it holds for resolved from now on.
    pub resolved: Option<String>,
}

#[derive(Clone)]
pub struct Tab {
    app: Arc<App>,
    /// What the core holds, but for names of requests and the length of waits, which tell no two states apart.
    digest: u64,
    pub shown: Shown,
    /// The wait after which it asks about its intent.
    pub timer: bool,
    /// The decisive request that it waits for; never more than one.
    pub waits: Option<RequestId>,
    /// The key of its unresolved intent.
    pub intent: Option<String>,
    /// What its port last saw in the intent's slot.
    seen: Option<String>,
    /// How often it was loaded: part of its seed.
    loads: u8,
    sendings: u8,
}

impl Hash for Tab {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.digest, self.timer, self.waits.is_some(), &self.seen).hash(state);
        (&self.intent, self.loads, self.sendings).hash(state);
    }
}

impl PartialEq for Tab {
    fn eq(&self, other: &Self) -> bool {
        let same = |tab: &Self| (tab.digest, tab.timer, tab.waits.is_some(), tab.loads);
        same(self) == same(other) && self.seen == other.seen && self.sendings == other.sendings
    }
}

impl fmt::Debug for Tab {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (timer, waits) = (self.timer, self.waits.is_some());
        write!(out, "{:?} (timer {timer}, waits {waits})", self.shown)
    }
}

/// What surrounds a tab.
pub struct Around<'a> {
    pub shop: &'a mut Shop,
    pub storage: &'a mut Storage,
    pub slip: Slip,
}

impl Tab {
    /// A page that was just loaded.
    pub fn mounted(number: usize, loads: u8, around: &mut Around<'_>) -> (Self, Done) {
        let mut tab = Self {
            app: Arc::default(),
            digest: 0,
            shown: Shown::Other,
            timer: false,
            waits: None,
            intent: None,
            seen: None,
            loads,
            sendings: 0,
        };
        let start = Start {
            show: "https://stage.example/show.json".into(),
            seed: number as u128 * 16 + u128::from(loads),
            locale: "en".into(),
            ..Start::default()
        };
        let done = tab.happens([Event::Started(start)], around);
        (tab, done)
    }

    /// A page that was loaded, and whose viewer went on to where everything is looked over.
    pub fn at_review(number: usize, around: &mut Around<'_>) -> Self {
        let (mut tab, _) = Self::mounted(number, 0, around);
        let mut steps = vec![Event::Do(Action::OpenCheckout)];
        steps.extend(Field::ALL.map(|field| {
            let value = match field {
                Field::Email => "ada@example.org",
                Field::Country => "DE",
                _ => "x",
            };
            let value = value.into();
            Event::Do(Action::Enter { field, value })
        }));
        steps.push(Event::Do(Action::SubmitContact));
        steps.push(Event::Do(Action::SubmitDelivery));
        steps.extend(card());
        tab.happens(steps, around);
        assert_eq!(tab.shown, Shown::Review);
        tab
    }

    /// The page is loaded anew.
    pub fn reload(&mut self, number: usize, around: &mut Around<'_>) -> Done {
        let (tab, done) = Self::mounted(number, self.loads + 1, around);
        *self = tab;
        done
    }

    /// The viewer looks the order over again where that is asked for, and presses Pay.
    pub fn pay(&mut self, around: &mut Around<'_>) -> Done {
        let mut steps = vec![];
        if self.shown != Shown::Review {
            steps.push(Event::Do(Action::Retry));
        }
        if self.shown == Shown::Declined {
            steps.extend(card());
        }
        steps.push(Event::Do(Action::Pay));
        self.happens(steps, around)
    }

    pub fn asks_again(&mut self, around: &mut Around<'_>) -> Done {
        self.timer = false;
        self.happens([Event::Timer(TimerId::Intent)], around)
    }

    /// The answer to the decisive request, or none in time.
    pub fn hears(&mut self, response: Option<Response>, around: &mut Around<'_>) -> Done {
        let Some(id) = self.waits.take() else {
            return Done::default();
        };
        self.happens([http(id, response.ok_or(Failure::TimedOut))], around)
    }

    fn happens(
        &mut self,
        events: impl IntoIterator<Item = Event>,
        around: &mut Around<'_>,
    ) -> Done {
        let mut app = (*self.app).clone();
        let mut done = Done::default();
        for event in events {
            let mut queue = VecDeque::from([event]);
            while let Some(event) = queue.pop_front() {
                for effect in app.update(event) {
                    queue.extend(self.carry_out(effect, around, &mut done));
                }
            }
        }
        self.shown = shown(&app);
        self.digest = digest(&app);
        self.app = Arc::new(app);
        done
    }

    fn carry_out(
        &mut self,
        effect: Effect,
        around: &mut Around<'_>,
        done: &mut Done,
    ) -> Option<Event> {
        match effect {
            Effect::Http { id, request, .. } => return self.send(id, &request, around, done),
            Effect::Timer {
                id: TimerId::Intent,
                ..
            } => self.timer = true,
            // A browser without locks, which is the harder case: everybody has the lock at once, and hears of nothing.
            Effect::Lock => return Some(Event::Locked),
            Effect::ClearTimer(TimerId::Intent) => self.timer = false,
            Effect::Load(slot) => {
                let value = match slot {
                    StoreSlot::Intent if around.slip == Slip::Overwrites => None,
                    StoreSlot::Intent => around.storage.intent.clone(),
                    StoreSlot::Cart => around.storage.cart.clone(),
                    StoreSlot::Draft | StoreSlot::Waiting | StoreSlot::Settings => None,
                };
                if slot == StoreSlot::Intent {
                    self.saw(value.clone());
                }
                return Some(Event::Loaded { slot, value });
            }
            Effect::Store {
                slot: StoreSlot::Intent,
                value,
            } => return Some(self.store_intent(value, around, done)),
            Effect::Store { slot, value } => {
                if slot == StoreSlot::Cart {
                    around.storage.cart = value;
                }
                return Some(Event::Stored { slot, kept: true });
            }
            _ => {}
        }
        None
    }

    /// The rule that keeps tabs from buying past each other: an intent is never stored over another one, and a slot is
    /// emptied only of what this tab knows to stand in it. A tab that finds another's intent takes it for its own. As
    /// `src/port/storage.rs` does it.
    fn store_intent(
        &mut self,
        value: Option<String>,
        around: &mut Around<'_>,
        done: &mut Done,
    ) -> Event {
        let slot = StoreSlot::Intent;
        let slip = around.slip;
        let intent = &mut around.storage.intent;
        let kept = slip != Slip::Forgets;
        match value {
            Some(_) if slip != Slip::Overwrites && intent.is_some() => {
                let value = intent.clone();
                self.saw(value.clone());
                return Event::Loaded { slot, value };
            }
            Some(value) => {
                if kept {
                    *intent = Some(value.clone());
                }
                self.saw(Some(value));
            }
            None => {
                if *intent == self.seen || slip == Slip::EmptiesBlindly {
                    *intent = None;
                }
                done.resolved = self.intent.take();
                self.seen = None;
            }
        }
        Event::Stored { slot, kept }
    }

    fn saw(&mut self, value: Option<String>) {
        self.intent = value.as_deref().map(|value| {
            let value: serde_json::Value = serde_json::from_str(value).unwrap();
            value["key"].as_str().unwrap().to_owned()
        });
        self.seen = value;
    }

    fn send(
        &mut self,
        id: RequestId,
        request: &Request,
        around: &mut Around<'_>,
        done: &mut Done,
    ) -> Option<Event> {
        let Some(mut asked) = wire::decisive(request) else {
            return Some(http(id, Ok(wire::at_once(around.shop, request))));
        };
        if let (Asked::Complete { key, .. }, Slip::NewKeys) = (&mut asked, around.slip) {
            self.sendings += 1;
            write!(key, "/{}", self.sendings).unwrap();
        }
        assert!(self.waits.is_none(), "one decisive request at a time");
        self.waits = Some(id);
        done.sent = Some(asked);
        None
    }
}

fn http(id: RequestId, result: Result<Response, Failure>) -> Event {
    let (sent, received) = (Monotonic(0), Monotonic(10));
    Event::Http {
        id,
        result,
        sent,
        received,
    }
}

/// The viewer fills in the card fields.
fn card() -> [Event; 3] {
    let token = PaymentEvent::Token {
        token: "token".into(),
        brand: None,
        last4: None,
    };
    [
        Event::Payment(PaymentEvent::Ready),
        Event::Do(Action::SubmitPayment),
        Event::Payment(token),
    ]
}
