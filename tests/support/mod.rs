//! A test double of everything around the core: it carries effects out in memory, plays a small shop and stage, and loses
//! whatever it is told to lose. Time passes only when a test lets it.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test binary uses a part of it"
)]

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};
use vitrine::app::App;
use vitrine::app::effect::{Effect, Emission, Focus, PlayerCommand};
use vitrine::app::event::{
    Action, Event, Monotonic, PaymentEvent, PictureClock, RequestId, Start, StoreSlot, TimerId,
};
use vitrine::app::view::{CheckoutScreen, Panel, View};
use vitrine::domain::checkout::Field;
use vitrine::domain::ids::SpotId;
use vitrine::domain::show::ShowTime;
use vitrine::domain::show::hotspot::Spot;
use vitrine::http::{Failure, Method, Request, Response};

/// What happens to a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It arrives and is answered.
    Answered,
    /// It never arrives.
    LostBefore,
    /// It arrives, and its answer is lost.
    LostAfter,
    /// It is answered with this status and nothing else.
    Status(u16),
    /// It is refused, and the shop asks to wait for so many seconds.
    Busy(u32),
}

/// The shop and the stage of the tests.
#[derive(Default)]
pub struct World {
    pub cart: Option<(u32, Vec<(String, u32)>)>,
    pub carts_made: u32,
    /// The stage's now, in the snapshot, where a test lets it pass.
    pub now: Option<&'static str>,
    pub revision: u32,
    pub entered: Value,
    pub delivery: Option<String>,
    pub status: &'static str,
    /// Answers by idempotency key, as a shop must keep them.
    answers: BTreeMap<String, (u16, String)>,
    /// The charges made, by key.
    pub charges: Vec<String>,
    pub orders: u32,
    /// Whether the shop changes its total just before completing.
    pub raise_total: bool,
    pub events: bool,
    /// What the stream's playlists say, by path.
    pub playlists: BTreeMap<&'static str, &'static str>,
    /// The cues of the show, instead of the usual ones.
    pub cues: Option<Value>,
    /// Whether the show is over and what plays is its replay.
    pub replay: bool,
    /// The recording of the show, once its host has closed it.
    pub recording: Option<&'static str>,
    /// Whether the stage counts what viewers open and put into carts.
    pub counts: bool,
    /// Whether the shop sells the vase too.
    pub vase_sold: bool,
    /// Whether no way of delivery leads to the address, and if so whether the shop says which field is to blame.
    pub nowhere: Option<bool>,
    /// What the shop offers the shirt for: pieces left, and for how many milliseconds.
    pub offer: Option<(u32, i64)>,
    /// The key of a payment that waits for the buyer's confirmation.
    pub asked: Option<String>,
    /// Whether the buyer has refused one.
    pub refused: bool,
}

pub struct Driver {
    pub app: App,
    pub world: World,
    pub storage: BTreeMap<StoreSlot, String>,
    pub storage_blocked: bool,
    pub timers: BTreeMap<TimerId, u32>,
    pub emitted: Vec<Emission>,
    pub played: Vec<PlayerCommand>,
    /// Where the focus was sent last.
    pub focus: Option<Focus>,
    pub tokens_asked: u32,
    pub guarded: bool,
    /// Whether another tab has the shop's lock.
    pub lock_taken: bool,
    pub told: u32,
    pub popups: Vec<String>,
    /// Where the hotspots are.
    pub placed: Vec<(SpotId, Spot)>,
    pub sent: Vec<Request>,
    /// Fates of the coming requests whose address contains the text; each is used once, in order.
    pub fates: VecDeque<(&'static str, Fate)>,
    /// Requests that wait until the test lets them go on.
    pub held: Option<&'static str>,
    pub waiting: Vec<(RequestId, Request)>,
    /// The events that are listened to.
    pub listens: Option<String>,
    /// Where the page's clock was when anything was sent.
    pub skew: i64,
    queue: VecDeque<Event>,
    seed: u128,
}

const PRICE: i64 = 5_900;
/// What the shirt costs while it is offered.
pub const OFFERED: i64 = 2_950;

impl Driver {
    /// A widget that was just mounted, on what an earlier one left in the storage.
    pub fn mounted(world: World, storage: BTreeMap<StoreSlot, String>, seed: u128) -> Self {
        let mut driver = Self::empty(world, storage, seed);
        driver.mount();
        driver
    }

    /// A widget that is not in the page yet.
    pub fn unmounted() -> Self {
        Self::empty(World::new(), BTreeMap::new(), 1)
    }

    fn empty(world: World, storage: BTreeMap<StoreSlot, String>, seed: u128) -> Self {
        Self {
            app: App::default(),
            world,
            storage,
            storage_blocked: false,
            timers: BTreeMap::new(),
            emitted: vec![],
            played: vec![],
            focus: None,
            tokens_asked: 0,
            guarded: false,
            lock_taken: false,
            told: 0,
            popups: vec![],
            placed: vec![],
            sent: vec![],
            fates: VecDeque::new(),
            held: None,
            waiting: vec![],
            listens: None,
            skew: 0,
            queue: VecDeque::new(),
            seed,
        }
    }

    pub fn mount(&mut self) {
        self.start(Start::default());
    }

    /// Mounts it with more said than usual.
    pub fn start(&mut self, start: Start) {
        self.happens(Event::Started(Start {
            show: "https://stage.example/shows/demo.json".into(),
            seed: self.seed,
            locale: "en".into(),
            ..start
        }));
    }

    pub fn new() -> Self {
        Self::mounted(World::new(), BTreeMap::new(), 1)
    }

    /// The page is loaded anew: memory is gone, storage and world stay.
    pub fn reload(self) -> Self {
        Self::mounted(self.world, self.storage, 2)
    }

    pub fn happens(&mut self, event: Event) {
        self.queue.push_back(event);
        while let Some(event) = self.queue.pop_front() {
            for effect in self.app.update(event) {
                self.carry_out(effect);
            }
        }
    }

    pub fn does(&mut self, action: Action) {
        self.happens(Event::Do(action));
    }

    pub fn view(&self) -> View {
        self.app.view()
    }

    /// Lets a timer run out, if it was set.
    pub fn timer(&mut self, id: TimerId) -> bool {
        let set = self.timers.remove(&id).is_some();
        if set {
            self.happens(match id {
                TimerId::Countdown(to) => Event::Tick(to, Monotonic(self.skew)),
                id => Event::Timer(id),
            });
        }
        set
    }

    /// Lets time pass until nothing is waited for any more (but the toast, and polls).
    pub fn settle(&mut self) {
        for _ in 0..20 {
            let ran = [TimerId::Cart, TimerId::Intent, TimerId::Cards]
                .into_iter()
                .any(|id| self.timer(id));
            if !ran {
                return;
            }
        }
    }

    pub fn picture(&mut self, ms: i64) {
        let picture = PictureClock::Programme(ShowTime(ms));
        self.happens(Event::Frame {
            picture,
            now: Monotonic(ms),
        });
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Http { id, request, .. } => {
                self.sent.push(request.clone());
                if self.held.is_some_and(|text| request.url.contains(text)) {
                    self.waiting.push((id, request));
                } else {
                    self.answer(id, &request);
                }
            }
            Effect::Cancel(id) => self.waiting.retain(|(waiting, _)| *waiting != id),
            Effect::Timer { id, after_ms } => drop(self.timers.insert(id, after_ms)),
            Effect::ClearTimer(id) => drop(self.timers.remove(&id)),
            Effect::Load(slot) => {
                let value = self.storage.get(&slot).cloned();
                self.queue.push_back(Event::Loaded { slot, value });
            }
            Effect::Store { slot, value } => {
                match value {
                    Some(value) if !self.storage_blocked => drop(self.storage.insert(slot, value)),
                    _ => drop(self.storage.remove(&slot)),
                }
                self.queue.push_back(Event::Stored {
                    slot,
                    kept: !self.storage_blocked,
                });
            }
            Effect::Player(command) => self.played.push(command),
            Effect::Tokenize => self.tokens_asked += 1,
            Effect::Guard(on) => self.guarded = on,
            Effect::Lock if !self.lock_taken => self.queue.push_back(Event::Locked),
            Effect::Unlock => assert_eq!(
                self.storage.get(&StoreSlot::Intent),
                None,
                "the next tab would take the intent for one without an answer"
            ),
            Effect::Tell => self.told += 1,
            Effect::Place(places) => self.placed = places,
            Effect::Popup(url) => self.popups.push(url),
            Effect::Emit(emission) => self.emitted.push(emission),
            Effect::Focus(focus) => self.focus = Some(focus),
            Effect::Events(url) => self.listens = url,
            Effect::Do(action) => self.queue.push_back(Event::Do(action)),
            Effect::Render | Effect::LoadShopping | Effect::UseShop(_) | Effect::Lock => {}
        }
    }

    /// A second tab of the same browser: what is stored is shared, but for what belongs to a tab.
    pub fn another_tab(&mut self, lock_taken: bool) -> Self {
        let mut storage = self.storage.clone();
        for own in [StoreSlot::Draft, StoreSlot::Waiting] {
            storage.remove(&own);
        }
        let mut other = Self::empty(std::mem::take(&mut self.world), storage, 3);
        other.lock_taken = lock_taken;
        other.mount();
        other
    }

    /// Goes on in this tab, with what has happened in the other.
    pub fn goes_on_from(&mut self, other: &mut Self) {
        self.world = std::mem::take(&mut other.world);
        for slot in [StoreSlot::Cart, StoreSlot::Intent, StoreSlot::Settings] {
            match other.storage.get(&slot) {
                Some(value) => drop(self.storage.insert(slot, value.clone())),
                None => drop(self.storage.remove(&slot)),
            }
        }
    }

    /// The other tab has let the lock go.
    pub fn gets_lock(&mut self) {
        self.lock_taken = false;
        self.happens(Event::Locked);
    }

    /// Lets every held request go on.
    pub fn release(&mut self) {
        self.held = None;
        for (id, request) in std::mem::take(&mut self.waiting) {
            self.answer(id, &request);
        }
        while let Some(event) = self.queue.pop_front() {
            self.happens(event);
        }
    }

    fn answer(&mut self, id: RequestId, request: &Request) {
        let fate = match self.fates.front() {
            Some((text, fate)) if request.url.contains(text) => {
                let fate = *fate;
                self.fates.pop_front();
                fate
            }
            _ => Fate::Answered,
        };
        let result = match fate {
            Fate::LostBefore => Err(Failure::Network),
            Fate::Status(status) => Ok(Response {
                status,
                ..Response::default()
            }),
            Fate::Busy(seconds) => Ok(Response {
                status: 429,
                retry_after: Some(seconds),
                ..Response::default()
            }),
            Fate::Answered => Ok(self.world.answer(request)),
            Fate::LostAfter => {
                self.world.answer(request);
                Err(Failure::TimedOut)
            }
        };
        let (sent, received) = (Monotonic(self.skew), Monotonic(self.skew + 10));
        self.queue.push_back(Event::Http {
            id,
            result,
            sent,
            received,
        });
    }

    // What a viewer does, in a row.

    pub fn add_shirt(&mut self) {
        self.does(Action::OpenProduct("shirt".into()));
        self.does(Action::Choose { axis: 0, value: 0 });
        self.does(Action::AddToCart);
    }

    pub fn enters_address(&mut self) {
        for (field, value) in [
            (Field::Email, "ada@example.org"),
            (Field::FirstName, "Ada"),
            (Field::LastName, "Lovelace"),
            (Field::Street, "Linienstr. 1"),
            (Field::PostalCode, "10115"),
            (Field::Locality, "Berlin"),
            (Field::Country, "DE"),
        ] {
            self.does(Action::Enter {
                field,
                value: value.into(),
            });
        }
    }

    pub fn goes_to_payment(&mut self) {
        self.does(Action::OpenCheckout);
        self.enters_address();
        self.does(Action::SubmitContact);
        self.does(Action::SubmitDelivery);
    }

    pub fn gives_card(&mut self, token: &str) {
        self.happens(Event::Payment(PaymentEvent::Ready));
        self.does(Action::SubmitPayment);
        let token = PaymentEvent::Token {
            token: token.into(),
            brand: Some("Visa".into()),
            last4: Some("4242".into()),
        };
        self.happens(Event::Payment(token));
    }

    pub fn at_review() -> Self {
        let mut driver = Self::new();
        driver.add_shirt();
        driver.goes_to_payment();
        driver.gives_card("success_token");
        driver
    }

    pub fn screen(&self) -> Option<CheckoutScreen> {
        match &*self.view().panel {
            Panel::Checkout(view) => Some(view.screen.clone()),
            _ => None,
        }
    }

    pub fn completes(&self) -> Vec<&Request> {
        self.sent
            .iter()
            .filter(|request| request.url.ends_with("/complete"))
            .collect()
    }
}

impl World {
    pub fn new() -> Self {
        Self {
            status: "incomplete",
            ..Self::default()
        }
    }

    fn answer(&mut self, request: &Request) -> Response {
        let key = request
            .headers
            .iter()
            .find(|(name, _)| *name == "Idempotency-Key")
            .map(|(_, key)| key.clone());
        if let Some((status, body)) = key.as_ref().and_then(|key| self.answers.get(key)) {
            return self.response(*status, body.clone());
        }
        let body: Value = request
            .body
            .as_ref()
            .map_or(Value::Null, |body| serde_json::from_str(body).unwrap());
        let path = request.url.split("example").nth(1).unwrap();
        if let Some(playlist) = self.playlists.get(path) {
            return self.response(200, (*playlist).to_owned());
        }
        let (status, answer) = match (request.method, path) {
            (Method::Get, "/shows/demo.json") => (200, self.manifest()),
            (Method::Get, "/shows/demo/cues.json") => (200, self.cues()),
            (Method::Tell, "/shows/demo/beacon") => (204, Value::Null),
            (Method::Post, "/catalog/lookup") => {
                let mut products = vec![self.product()];
                if self.vase_sold {
                    let mut vase = self.product();
                    vase["id"] = json!("vase");
                    vase["title"] = json!("Ridge vase");
                    products.push(vase);
                }
                (200, json!({ "ucp": {}, "products": products }))
            }
            (Method::Post, "/catalog/product") => {
                (200, json!({ "ucp": {}, "product": self.product() }))
            }
            (Method::Post, "/carts") => {
                self.carts_made += 1;
                self.cart = Some((1, lines(&body)));
                (201, self.cart_json())
            }
            (Method::Get, "/carts/cart") => match self.cart {
                Some(_) => (200, self.cart_json()),
                None => (404, json!({})),
            },
            (Method::Put, "/carts/cart") => self.put_cart(request, &body),
            (Method::Post, "/checkout-sessions") => (201, self.session()),
            (Method::Get, "/checkout-sessions/session") => (200, self.session()),
            (Method::Put, "/checkout-sessions/session") => {
                self.entered = body["buyer"].clone();
                let method = &body["fulfillment"]["methods"][0];
                self.delivery = method["groups"][0]["selected_option_id"]
                    .as_str()
                    .map(str::to_owned);
                self.status = if self.delivery.is_some() {
                    "ready_for_complete"
                } else {
                    "incomplete"
                };
                self.revision += 1;
                (200, self.session())
            }
            (Method::Post, "/checkout-sessions/session/cancel") => {
                self.asked = None;
                self.status = "canceled";
                (200, self.session())
            }
            (Method::Post, "/checkout-sessions/session/complete") => {
                (200, self.complete(&body, key.clone().unwrap_or_default()))
            }
            _ => panic!("the test's shop knows no {:?} {path}", request.method),
        };
        let text = answer.to_string();
        if let Some(key) = key {
            self.answers.insert(key, (status, text.clone()));
        }
        self.response(status, text)
    }

    fn response(&self, status: u16, body: String) -> Response {
        let cart = self
            .cart
            .as_ref()
            .map(|(revision, _)| *revision)
            .unwrap_or_default();
        let etag = if body.contains("\"session\"") {
            format!("s{}", self.revision)
        } else {
            format!("c{cart}")
        };
        Response {
            status,
            etag: Some(etag),
            retry_after: None,
            body,
        }
    }

    pub fn manifest(&self) -> Value {
        let mut manifest = json!({
            "version": 1, "id": "demo", "title": "A show", "status": "live",
            "stream": { "src": "/live.m3u8", "cors": true, "latency_ms": 8000 },
            "shop": { "type": "ucp", "endpoint": "https://shop.example" },
            "lineup": ["shirt", "vase"], "cues": "demo/cues.json",
        });
        if self.replay {
            manifest["status"] = json!("ended");
        }
        if let Some(recording) = self.recording {
            manifest["status"] = json!("ended");
            manifest["stream"]["src"] = json!(recording);
        } else if self.events {
            manifest["events"] = json!("demo/events");
        }
        if self.counts {
            manifest["beacon"] = json!("demo/beacon");
        }
        manifest
    }

    fn cues(&self) -> Value {
        let now = self.now.unwrap_or("1970-01-01T00:01:00Z");
        if let Some(cues) = &self.cues {
            return json!({ "version": 1, "now": now, "cues": cues });
        }
        json!({ "version": 1, "now": now, "cues": [
            { "id": "a", "seq": 1, "at": "1970-01-01T00:00:10Z", "kind": "pin", "slot": 0, "product": "shirt" },
            { "id": "b", "seq": 2, "at": "1970-01-01T00:00:20Z", "kind": "unpin", "slot": 0 },
            { "id": "c", "seq": 3, "at": "1970-01-01T00:00:40Z", "kind": "pin", "slot": 1, "product": "shirt" },
            { "id": "d", "seq": 4, "at": "1970-01-01T00:02:00Z", "kind": "end" },
        ] })
    }

    fn product(&self) -> Value {
        let offer = self.offer.map(|(left, ends_in)| {
            json!({ "id": "half", "title": "Half", "price": OFFERED, "left": left, "ends_in_ms": ends_in })
        });
        let variant = |id: &str, size: &str, stock: i64| {
            json!({ "id": id, "title": size, "description": { "plain": "" },
                "price": { "amount": PRICE, "currency": "EUR" }, "availability": { "available": stock > 0 },
                "metadata": { "stock": stock, "offer": offer }, "options": [{ "name": "Size", "label": size }] })
        };
        json!({ "id": "shirt", "title": "Linen shirt", "description": { "plain": "Soft." },
            "price_range": { "min": { "amount": PRICE, "currency": "EUR" }, "max": { "amount": PRICE, "currency": "EUR" } },
            "options": [{ "name": "Size", "values": [{ "label": "S" }, { "label": "M" }] }],
            "variants": [variant("shirt-s", "S", 3), variant("shirt-m", "M", 0)] })
    }

    fn line_items(&self) -> Vec<Value> {
        let lines = self
            .cart
            .as_ref()
            .map(|(_, lines)| lines.clone())
            .unwrap_or_default();
        let item = |(variant, quantity): &(String, u32)| {
            json!({ "id": format!("line-{variant}"), "item": { "id": variant, "title": "Linen shirt", "price": PRICE },
                "quantity": quantity, "totals": [{ "type": "total", "amount": PRICE * i64::from(*quantity) }] })
        };
        lines.iter().map(item).collect()
    }

    fn goods(&self) -> i64 {
        let lines = self.cart.iter().flat_map(|(_, lines)| lines);
        lines
            .map(|(_, quantity)| PRICE * i64::from(*quantity))
            .sum()
    }

    fn cart_json(&self) -> Value {
        let goods = self.goods();
        json!({ "ucp": {}, "id": "cart", "currency": "EUR", "line_items": self.line_items(),
            "totals": [{ "type": "subtotal", "amount": goods }, { "type": "total", "amount": goods }] })
    }

    fn put_cart(&mut self, request: &Request, body: &Value) -> (u16, Value) {
        let Some((revision, _)) = self.cart else {
            return (404, json!({}));
        };
        let wanted = request
            .headers
            .iter()
            .find(|(name, _)| *name == "If-Match")
            .map(|(_, value)| value.clone());
        if wanted != Some(format!("\"c{revision}\"")) {
            return (412, json!({}));
        }
        self.cart = Some((revision + 1, lines(body)));
        if self.status == "ready_for_complete" {
            self.status = "incomplete";
            self.revision += 1;
        }
        (200, self.cart_json())
    }

    pub fn total(&self) -> i64 {
        self.goods() + 490 + if self.raise_total { 100 } else { 0 }
    }

    fn session(&self) -> Value {
        let option = json!({ "id": "standard", "title": "Standard", "totals": [{ "type": "total", "amount": 490 }] });
        let groups = json!([{ "id": "parcel", "line_item_ids": [], "options": [option], "selected_option_id": self.delivery }]);
        let methods =
            json!([{ "id": "ship", "type": "shipping", "line_item_ids": [], "groups": groups }]);
        let mut session = json!({
            "ucp": { "payment_handlers": { "com.vitrine.sandbox": [
                { "id": "sandbox", "config": { "frame_url": "https://shop.example/pay/frame" } }] } },
            "id": "session", "status": self.status, "currency": "EUR", "line_items": self.line_items(),
            "totals": [{ "type": "total", "amount": self.total() }], "links": [],
            "fulfillment": { "methods": if self.entered.is_null() { json!([]) } else { methods } },
        });
        if let Some(said) = self.nowhere.filter(|_| !self.entered.is_null()) {
            session["status"] = json!("incomplete");
            session["fulfillment"]["methods"][0]["groups"][0]["options"] = json!([]);
            let path = "$.fulfillment.methods[0].destinations[0].address_country";
            let message = json!({ "type": "error", "code": "address_undeliverable", "content": "Not to DE.", "path": path });
            session["messages"] = if said { json!([message]) } else { json!([]) };
        }
        if self.status == "requires_escalation" {
            session["continue_url"] = json!("https://shop.example/challenge/c1");
        }
        if self.status == "completed" {
            session["order"] =
                json!({ "id": "order-secret", "label": format!("{}", 1_000 + self.orders) });
        }
        session
    }

    fn complete(&mut self, body: &Value, key: String) -> Value {
        if self.status == "completed" {
            return self.session();
        }
        let said = |session: Value, code: &str| {
            let mut session = session;
            session["messages"] = json!([{ "type": "error", "code": code, "content": "Why", "severity": "recoverable" }]);
            session
        };
        if body["expected_total"] != json!(self.total()) {
            return said(self.session(), "total_changed");
        }
        if self.status != "ready_for_complete" {
            return said(self.session(), "not_ready");
        }
        let token = body["payment"]["instruments"][0]["credential"]["token"]
            .as_str()
            .unwrap();
        if token == "fail_token" || self.refused {
            return said(self.session(), "payment_failed");
        }
        if token == "escalation_token" {
            self.status = "requires_escalation";
            self.asked = Some(key);
            return self.session();
        }
        self.charge(key)
    }

    fn charge(&mut self, key: String) -> Value {
        self.charges.push(key);
        self.orders += 1;
        self.status = "completed";
        let session = self.session();
        self.cart = None;
        session
    }

    /// The buyer confirms, or refuses, on the shop's page.
    pub fn decides(&mut self, yes: bool) {
        let key = self.asked.take().unwrap();
        self.answers.remove(&key);
        if yes {
            self.charge(key);
        } else {
            self.status = "ready_for_complete";
            self.refused = true;
        }
    }
}

fn lines(body: &Value) -> Vec<(String, u32)> {
    let items = body["line_items"].as_array().unwrap();
    items
        .iter()
        .map(|line| {
            let quantity = u32::try_from(line["quantity"].as_u64().unwrap()).unwrap();
            (line["item"]["id"].as_str().unwrap().to_owned(), quantity)
        })
        .collect()
}
