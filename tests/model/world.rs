//! Everything around the tabs, and what can happen next: the viewer, the network, the server's steps, and faults.
//!
//! Every kind of fault has a budget, so every way comes to an end; without faults left the network and the server do
//! their work. A request that is lost is one that is not delivered: the tab gives it up, and it may still arrive, late,
//! at any later time, or never.

use std::collections::{BTreeMap, BTreeSet};

use stateright::{Model, Property};

use super::promises;
use super::seen::Shown;
use super::shop::{Answer, Asked, Lapse, Shop, Status};
use super::tab::{Around, Done, Slip, Storage, Tab};
use super::wire;

/// How often each fault may happen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Faults {
    /// A tab gives a request up although it, or its answer, is still on its way.
    pub given_up: u8,
    /// A request arrives twice.
    pub doubled: u8,
    /// The server is killed.
    pub crashes: u8,
    /// A tab asks again while the server is still busy.
    pub early: u8,
    /// A page is loaded anew.
    pub reloads: u8,
    /// The shop raises a price.
    pub raises: u8,
    /// A session is given up by the shop.
    pub cancels: u8,
    /// The card is declined.
    pub declines: u8,
}

/// A purchase to be explored.
#[derive(Clone, Debug)]
pub struct Purchase {
    /// The session that each tab is about to pay: one and the same, or one of its own.
    pub tabs: Vec<usize>,
    pub stock: u8,
    /// How often each tab's viewer presses Pay.
    pub pays: u8,
    pub faults: Faults,
    pub slip: Slip,
    pub lapse: Lapse,
}

/// What a viewer was told of an intent.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Told {
    Placed(String),
    NotPlaced,
}

#[derive(Clone, PartialEq, Hash, Debug)]
pub struct State {
    pub shop: Shop,
    pub tabs: Vec<Tab>,
    pub storage: Storage,
    /// Requests on their way; without a caller, copies and those that were given up.
    pub requests: Vec<(Asked, Option<usize>)>,
    pub answers: Vec<(usize, Answer)>,
    pub left: Faults,
    pub pays: Vec<u8>,
    /// For the promises: the keys that were ever sent, with their sessions, and what was told of them.
    pub sent: BTreeMap<String, usize>,
    pub told: BTreeMap<String, BTreeSet<Told>>,
    /// A key was sent for the first time without being stored, or while another was unresolved.
    pub unstored: bool,
    pub overlapping: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    Pay(usize),
    Arrives(Asked, Option<usize>),
    ArrivesTwice(Asked, Option<usize>),
    /// A step of the server's job at this place; with a good card, or one that is declined.
    Works(usize, bool),
    Answered(usize, Answer),
    GivesUp(usize),
    AsksAgain(usize),
    Reloads(usize),
    Killed,
    Restarted,
    ChargeArrivesLate(super::shop::ChargeKey),
    PriceRises(usize),
    Canceled(usize),
}

impl State {
    /// Whether the tab's request, or its answer, is anywhere.
    fn under_way(&self, tab: usize) -> bool {
        let mut jobs = self.shop.jobs.iter();
        self.requests.iter().any(|(_, caller)| *caller == Some(tab))
            || jobs.any(|job| job.caller == Some(tab))
            || self.answers.iter().any(|(caller, _)| *caller == tab)
    }

    /// The tab waits no longer; what is on its way goes on without it.
    fn let_go(&mut self, tab: usize) {
        let drop = |caller: &mut Option<usize>| *caller = caller.filter(|caller| *caller != tab);
        // A reading that nobody waits for is left out: it does no more than the readings that are waited for.
        let read = |(asked, caller): &(Asked, _)| {
            matches!(asked, Asked::Read { .. }) && *caller == Some(tab)
        };
        self.requests.retain(|request| !read(request));
        self.requests
            .iter_mut()
            .for_each(|(_, caller)| drop(caller));
        self.requests.sort();
        let jobs = self.shop.jobs.iter_mut();
        jobs.for_each(|job| drop(&mut job.caller));
        self.answers.retain(|(caller, _)| *caller != tab);
    }

    fn takes(&mut self, asked: &Asked, caller: Option<usize>) {
        let place = self
            .requests
            .iter()
            .position(|request| *request == (asked.clone(), caller));
        self.requests.remove(place.unwrap());
        self.shop.take(asked.clone(), caller);
    }

    /// Lets something happen to a tab, and sees to what it did.
    fn tab(
        &mut self,
        number: usize,
        slip: Slip,
        what: impl FnOnce(&mut Tab, &mut Around<'_>) -> Done,
    ) {
        let mut around = Around {
            shop: &mut self.shop,
            storage: &mut self.storage,
            slip,
        };
        let done = what(&mut self.tabs[number], &mut around);
        if let Some(key) = done.resolved {
            let told = match &self.tabs[number].shown {
                Shown::Placed(order) => Told::Placed(order.clone()),
                _ => Told::NotPlaced,
            };
            self.told.entry(key).or_default().insert(told);
        }
        let Some(asked) = done.sent else { return };
        if let Asked::Complete { key, session, .. } = &asked
            && !self.sent.contains_key(key)
        {
            let stored = self.storage.intent.as_deref();
            self.unstored |= !stored.is_some_and(|stored| stored.contains(intent_of(key)));
            self.overlapping |= self.sent.keys().any(|sent| self.told_of(sent).is_none());
            self.sent.insert(key.clone(), *session);
        }
        self.requests.push((asked, Some(number)));
        self.requests.sort();
    }

    /// What was told of a key.
    pub fn told_of(&self, key: &str) -> Option<&BTreeSet<Told>> {
        self.told.get(intent_of(key))
    }

    /// Nothing is waited for any more. Requests that were given up may still be on their way.
    pub fn at_rest(&self) -> bool {
        let waits = |tab: &Tab| tab.timer || tab.waits.is_some();
        self.shop.quiet() && self.answers.is_empty() && !self.tabs.iter().any(waits)
    }
}

/// The intent's key of a key that was sent: they differ only where a rule is broken.
pub fn intent_of(key: &str) -> &str {
    key.split('/').next().unwrap()
}

impl Model for Purchase {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let sessions = self.tabs.iter().max().unwrap() + 1;
        let mut shop = Shop::new(sessions, self.stock);
        let mut tabs = vec![];
        let mut storage = Storage::default();
        for (number, session) in self.tabs.iter().enumerate() {
            storage.cart = Some(format!("{{\"cart\":\"cart-{session}\",\"pending\":[]}}"));
            let mut around = Around {
                shop: &mut shop,
                storage: &mut storage,
                slip: self.slip,
            };
            tabs.push(Tab::at_review(number, &mut around));
        }
        vec![State {
            shop,
            storage,
            requests: vec![],
            answers: vec![],
            left: self.faults,
            pays: vec![self.pays; tabs.len()],
            tabs,
            sent: BTreeMap::new(),
            told: BTreeMap::new(),
            unstored: false,
            overlapping: false,
        }]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let left = &state.left;
        for (number, tab) in state.tabs.iter().enumerate() {
            let asked = matches!(tab.shown, Shown::Review | Shown::Changed | Shown::Declined);
            if asked && state.pays[number] > 0 {
                actions.push(Action::Pay(number));
            }
            if tab.waits.is_some() && (left.given_up > 0 || !state.under_way(number)) {
                actions.push(Action::GivesUp(number));
            }
            if tab.timer && (left.early > 0 || state.shop.quiet()) {
                actions.push(Action::AsksAgain(number));
            }
            if left.reloads > 0 && !state.sent.is_empty() {
                actions.push(Action::Reloads(number));
            }
        }
        let mut last = None;
        for request in state.requests.iter().filter(|_| state.shop.up) {
            if last.replace(request) != Some(request) {
                let (asked, caller) = request.clone();
                actions.push(Action::Arrives(asked.clone(), caller));
                if left.doubled > 0 && matches!(asked, Asked::Complete { .. }) {
                    actions.push(Action::ArrivesTwice(asked, caller));
                }
            }
        }
        for (place, job) in state.shop.jobs.iter().enumerate() {
            if state.shop.may_step(place) {
                actions.push(Action::Works(place, true));
                if left.declines > 0 && matches!(job.at, super::shop::At::Charge(_)) {
                    actions.push(Action::Works(place, false));
                }
            }
        }
        for (caller, answer) in &state.answers {
            actions.push(Action::Answered(*caller, answer.clone()));
        }
        let alive = state.shop.up || !state.shop.jobs.is_empty();
        if alive && left.crashes > 0 {
            actions.push(Action::Killed);
        }
        if !alive {
            actions.push(Action::Restarted);
        }
        let late = state.shop.late.iter();
        actions.extend(late.map(|charge| Action::ChargeArrivesLate(*charge)));
        for (number, session) in state.shop.sessions.iter().enumerate() {
            let open = session.status == Status::Open;
            if open && left.raises > 0 {
                actions.push(Action::PriceRises(number));
            }
            if open && left.cancels > 0 {
                actions.push(Action::Canceled(number));
            }
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        let slip = self.slip;
        match action {
            Action::Pay(tab) => {
                state.pays[tab] -= 1;
                state.tab(tab, slip, Tab::pay);
            }
            Action::Arrives(asked, caller) => state.takes(&asked, caller),
            Action::ArrivesTwice(asked, caller) => {
                state.left.doubled -= 1;
                state.takes(&asked, caller);
                state.requests.push((asked, None));
                state.requests.sort();
            }
            Action::Works(place, good) => {
                state.left.declines -= u8::from(!good);
                let answer = state.shop.step(place, good, self.lapse);
                state.answers.extend(answer);
                state.answers.sort();
            }
            Action::Answered(tab, answer) => {
                state.answers.retain(|(caller, _)| *caller != tab);
                state.let_go(tab);
                let response = wire::response(&answer);
                state.tab(tab, slip, |tab, around| tab.hears(Some(response), around));
            }
            Action::GivesUp(tab) => {
                state.left.given_up -= u8::from(state.under_way(tab));
                state.let_go(tab);
                state.tab(tab, slip, |tab, around| tab.hears(None, around));
            }
            Action::AsksAgain(tab) => {
                state.left.early -= u8::from(!state.shop.quiet());
                state.tab(tab, slip, Tab::asks_again);
            }
            Action::Reloads(tab) => {
                state.left.reloads -= 1;
                state.let_go(tab);
                state.tab(tab, slip, |page, around| page.reload(tab, around));
            }
            Action::Killed => {
                state.left.crashes -= 1;
                state.shop.crash();
            }
            Action::Restarted => state.shop.restart(),
            Action::ChargeArrivesLate(charge) => state.shop.late_charge(charge),
            Action::PriceRises(session) => {
                state.left.raises -= 1;
                state.shop.sessions[session].total += 100;
                state.shop.sessions[session].revision += 1;
            }
            Action::Canceled(session) => {
                state.left.cancels -= 1;
                state.shop.sessions[session].status = Status::Canceled;
                state.shop.sessions[session].revision += 1;
            }
        }
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        promises::all(self)
    }
}
