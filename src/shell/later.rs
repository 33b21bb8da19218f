//! What waits for the second file, which only a viewer who shops needs. Pure.

use std::cell::{Cell, RefCell};

use crate::app::event::{Action, Event};

/// The most events that wait. Who taps more often than that meant no more.
const MOST: usize = 100;

/// Whether the second file is there.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum File {
    #[default]
    Away,
    Coming,
    Here,
}

/// The events that wait for it.
#[derive(Default)]
pub(super) struct Later {
    file: Cell<File>,
    waiting: RefCell<Vec<Event>>,
}

impl Later {
    /// Hands the event back if it can be handled now; else it waits. Who closes what has not opened yet does not want it
    /// any more.
    pub(super) fn pass(&self, event: Event) -> Option<Event> {
        if self.file.get() == File::Here {
            return Some(event);
        }
        let mut waiting = self.waiting.borrow_mut();
        if event == Event::Do(Action::Close) {
            waiting.retain(|event| !matches!(event, Event::Do(_)));
        }
        if event == Event::Wide(false) {
            waiting.retain(|event| *event != Event::Wide(true));
        }
        if !event.shops() {
            return Some(event);
        }
        if waiting.len() < MOST {
            waiting.push(event);
        }
        None
    }

    /// Whether something is on its way that the viewer has asked for.
    pub(super) fn asked(&self) -> bool {
        let wanted = |event: &Event| matches!(event, Event::Do(_));
        self.file.get() == File::Coming && self.waiting.borrow().iter().any(wanted)
    }

    /// Whether the file is to be loaded now: something waits for it, and it is not on its way.
    pub(super) fn begin(&self) -> bool {
        let due = self.file.get() == File::Away && !self.waiting.borrow().is_empty();
        if due {
            self.file.set(File::Coming);
        }
        due
    }

    /// The file is there, or did not come: then all goes on waiting. Hands over what can be handled now, in order.
    pub(super) fn end(&self, here: bool) -> Vec<Event> {
        self.file.set(if here { File::Here } else { File::Away });
        if here { self.waiting.take() } else { vec![] }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::app::event::StoreSlot;

    fn loaded(value: Option<&str>) -> Event {
        Event::Loaded {
            slot: StoreSlot::Cart,
            value: value.map(str::to_owned),
        }
    }

    #[test]
    fn what_is_about_watching_passes_at_once_and_loads_nothing() {
        let later = Later::default();
        for event in [
            Event::StageOpen,
            Event::Do(Action::TogglePlay),
            loaded(None),
        ] {
            assert_eq!(later.pass(event.clone()), Some(event));
        }
        assert!(!later.begin());
    }

    #[test]
    fn what_is_about_shopping_waits_for_the_file_and_comes_in_order() {
        let later = Later::default();
        let events = [loaded(Some("cart")), Event::Do(Action::OpenCart)];
        for event in events.clone() {
            assert_eq!(later.pass(event), None);
        }
        assert!(!later.asked(), "nothing is on its way yet");
        assert!(later.begin());
        assert!(later.asked());
        assert!(!later.begin(), "it is on its way");
        assert_eq!(later.end(true), events);
        assert!(!later.asked());
        assert_eq!(
            later.pass(Event::Do(Action::OpenCart)),
            Some(Event::Do(Action::OpenCart))
        );
    }

    #[test]
    fn where_the_file_does_not_come_all_waits_for_the_next_attempt() {
        let later = Later::default();
        later.pass(Event::Do(Action::OpenCart));
        assert!(later.begin());
        assert_eq!(later.end(false), []);
        assert!(!later.asked(), "nothing is on its way any more");
        assert!(later.begin());
        assert_eq!(later.end(true), [Event::Do(Action::OpenCart)]);
    }

    #[test]
    fn who_closes_what_has_not_opened_yet_keeps_only_what_was_stored() {
        let later = Later::default();
        later.pass(loaded(Some("cart")));
        later.pass(Event::Do(Action::OpenCart));
        assert_eq!(
            later.pass(Event::Do(Action::Close)),
            Some(Event::Do(Action::Close))
        );
        assert!(later.begin());
        assert_eq!(later.end(true), [loaded(Some("cart"))]);
    }

    #[test]
    fn a_window_that_is_narrow_again_was_never_wide() {
        let later = Later::default();
        assert_eq!(later.pass(Event::Wide(true)), None);
        assert_eq!(later.pass(Event::Wide(false)), Some(Event::Wide(false)));
        assert!(!later.begin());
    }

    #[test]
    fn who_taps_very_often_fills_no_memory() {
        let later = Later::default();
        for _ in 0..1_000 {
            later.pass(Event::Do(Action::OpenCart));
        }
        later.begin();
        assert_eq!(later.end(true).len(), MOST);
    }
}
