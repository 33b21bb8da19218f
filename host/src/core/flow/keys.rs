//! Single keys: what a host does without looking for a button. They can be switched off, and never work inside of fields.

use crate::core::Console;
use crate::core::effect::Effect;
use crate::core::event::{Action, Mark};
use crate::core::model::{Mode, Route, slots};

/// The keys of the slots, in order.
pub const SLOT_KEYS: [&str; 3] = ["Q", "W", "E"];

pub(super) fn pressed(console: &mut Console, key: &str, shift: bool) {
    let running = matches!(console.model.route, Route::Run(_));
    if !running || console.model.open.is_none() || !console.model.keys {
        return;
    }
    if let Some(action) = meaning(console, key, shift) {
        super::act(console, action);
    }
}

fn meaning(console: &mut Console, key: &str, shift: bool) -> Option<Action> {
    let help = console.model.help;
    let open = console.model.open.as_ref()?;
    let upper = key.to_uppercase();
    if let Some(place) = SLOT_KEYS.iter().position(|name| *name == upper) {
        let slot = slots().nth(place)?;
        return match (&open.armed, shift) {
            (_, true) => Some(Action::Unpin(slot)),
            (Some(product), false) => Some(Action::Pin {
                product: product.clone(),
                slot: Some(slot),
            }),
            (None, false) => None,
        };
    }
    if let Some(place) = key.parse::<usize>().ok().filter(|n| (1..=9).contains(n)) {
        let product = open.show.as_ref()?.lineup.get(place - 1)?.clone();
        // Its number once more: into the first slot that is free.
        return Some(if open.armed.as_ref() == Some(&product) {
            Action::Pin {
                product,
                slot: None,
            }
        } else {
            Action::Arm(Some(product))
        });
    }
    Some(match upper.as_str() {
        "ESCAPE" if help => Action::Help(false),
        "ESCAPE" if open.asks_end => Action::AskEnd(false),
        "ESCAPE" if open.marking.is_some() => Action::Mark(Mark::Close),
        "ESCAPE" => Action::Arm(None),
        "H" => Action::Mark(Mark::Begin(open.armed.clone()?)),
        "Z" => Action::Undo(vec![open.log.last_own()?.id.clone()]),
        "K" => Action::TogglePreview,
        "L" => Action::GoLive,
        "P" if open.mode == Mode::Preview => Action::Mode(Mode::Studio),
        "P" => Action::Mode(Mode::Preview),
        "M" => {
            console.out.push(Effect::Focus("message".to_owned()));
            return None;
        }
        "?" => Action::Help(!help),
        _ => return None,
    })
}
