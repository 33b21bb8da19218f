//! What must hold, whatever happens.

use std::collections::BTreeMap;

use stateright::{Model, Property};

use super::shop::{AttemptState, Outcome};
use super::world::{Purchase, State, Told, intent_of};

pub const ONE_ORDER: &str =
    "an intent, and a session, becomes one order and one charge at the most";
pub const NO_STRAY_CHARGE: &str = "what was charged is an order, or becomes one";
pub const NO_FREE_ORDER: &str = "what was ordered was charged";
pub const STORED_FIRST: &str = "an intent is stored before it is sent";
pub const ONE_AT_A_TIME: &str = "no second intent is sent while one is unresolved";
pub const TOLD_THE_TRUTH: &str = "what a viewer was told is true, and stays true";
pub const RESOLVED: &str =
    "when all is at rest every intent is resolved, and orders, charges and stock add up";
pub const COMES_TO_REST: &str = "every purchase comes to rest";
pub const NO_DEAD_END: &str = "no way ends but at rest";

pub fn all(purchase: &Purchase) -> Vec<Property<Purchase>> {
    let mut all = vec![
        Property::always(ONE_ORDER, |_, state: &State| one_order(state)),
        Property::always(NO_STRAY_CHARGE, |_, state: &State| no_stray_charge(state)),
        Property::always(NO_FREE_ORDER, |_, state: &State| {
            let books = &state.shop.books;
            let charged = |charge| books.get(charge) == Some(&Outcome::Charged);
            state.shop.orders.iter().all(charged)
        }),
        Property::always(STORED_FIRST, |_, state: &State| !state.unstored),
        Property::always(ONE_AT_A_TIME, |_, state: &State| !state.overlapping),
        Property::always(TOLD_THE_TRUTH, |_, state: &State| told_the_truth(state)),
        Property::always(RESOLVED, |purchase: &Purchase, state: &State| {
            !state.at_rest() || resolved(purchase, state)
        }),
        Property::eventually(COMES_TO_REST, |_, state: &State| {
            state.at_rest() && !state.sent.is_empty()
        }),
        // Together with the budgets, which make every way end: after whatever happens, every intent is resolved.
        Property::always(NO_DEAD_END, |purchase: &Purchase, state: &State| {
            let mut actions = vec![];
            purchase.actions(state, &mut actions);
            state.at_rest() || !actions.is_empty()
        }),
        // The exploration is worth something only if it comes by these.
        Property::sometimes("an order is placed and told", |_, state: &State| {
            state
                .told
                .values()
                .flatten()
                .any(|told| *told != Told::NotPlaced)
        }),
    ];
    let faults = purchase.faults;
    if faults.declines + faults.raises + faults.cancels > 0 {
        all.push(Property::sometimes(
            "a viewer is told that nothing was placed",
            |_, state: &State| {
                state
                    .told
                    .values()
                    .flatten()
                    .any(|told| *told == Told::NotPlaced)
            },
        ));
    }
    all
}

fn charges(state: &State) -> impl Iterator<Item = &super::shop::ChargeKey> {
    let charged = state.shop.books.iter();
    charged
        .filter(|(_, outcome)| **outcome == Outcome::Charged)
        .map(|(charge, _)| charge)
}

fn one_order(state: &State) -> bool {
    let mut sessions = BTreeMap::new();
    let mut keys = BTreeMap::new();
    for charge in charges(state) {
        *sessions.entry(charge.0).or_insert(0) += 1;
        let key = &state.shop.attempts[charge].key;
        *keys.entry(key).or_insert(0) += 1;
    }
    let mut orders = state.shop.orders.clone();
    orders.dedup_by_key(|charge| charge.0);
    sessions
        .values()
        .chain(keys.values())
        .all(|count| *count == 1)
        && orders.len() == state.shop.orders.len()
}

fn no_stray_charge(state: &State) -> bool {
    let mut charged = charges(state).map(|charge| state.shop.attempts[charge].state);
    charged.all(|attempt| attempt != AttemptState::Released)
}

/// Told of an order, there is that order, of the session that was to be bought (by another intent, perhaps, of another
/// tab). Told that nothing was placed, nothing ever is under that intent.
fn told_the_truth(state: &State) -> bool {
    let orders = &state.shop.orders;
    state.sent.iter().all(|(key, session)| {
        let told = state.told_of(key);
        told.into_iter().flatten().all(|told| match told {
            Told::Placed(order) => {
                let number: usize = order.parse().unwrap();
                orders
                    .get(number - 1)
                    .is_some_and(|charge| charge.0 == *session)
            }
            Told::NotPlaced => {
                let under = |charge| intent_of(&state.shop.attempts[charge].key) == intent_of(key);
                !orders.iter().any(under)
            }
        })
    })
}

fn resolved(purchase: &Purchase, state: &State) -> bool {
    let told: std::collections::BTreeSet<&Told> = state.told.values().flatten().collect();
    let orders_told = told
        .iter()
        .filter(|told| ***told != Told::NotPlaced)
        .count();
    state.sent.keys().all(|key| state.told_of(key).is_some())
        && state.storage.intent.is_none()
        && state.tabs.iter().all(|tab| tab.intent.is_none())
        && orders_told == state.shop.orders.len()
        && charges(state).count() == state.shop.orders.len()
        && usize::from(state.shop.stock) + state.shop.orders.len() == usize::from(purchase.stock)
}
