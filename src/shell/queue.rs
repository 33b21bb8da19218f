//! The queue of events: one is handled at a time, whoever reports the next. Pure.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use crate::app::event::Event;

/// Events that wait for their turn.
#[derive(Default)]
pub(super) struct Queue {
    waiting: RefCell<VecDeque<Event>>,
    busy: Cell<bool>,
}

impl Queue {
    /// Takes an event in. Unless an event is being handled right now, hands this one and all that come of it to `handle`,
    /// in order, and says that it did; else it waits, and the one who is handling gets to it.
    pub(super) fn take(&self, event: Event, mut handle: impl FnMut(Event)) -> bool {
        self.waiting.borrow_mut().push_back(event);
        if self.busy.replace(true) {
            return false;
        }
        while let Some(event) = self.next() {
            handle(event);
        }
        self.busy.set(false);
        true
    }

    /// A function of its own, so that the borrow ends before the event is handled.
    fn next(&self) -> Option<Event> {
        self.waiting.borrow_mut().pop_front()
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::app::event::TimerId;

    #[test]
    fn an_event_reported_while_another_is_handled_waits_for_its_turn() {
        let queue = Queue::default();
        let log = RefCell::new(Vec::new());
        let drained = queue.take(Event::StageOpen, |event| {
            log.borrow_mut().push(format!("{event:?} begins"));
            if event == Event::StageOpen {
                let nested = queue.take(Event::Timer(TimerId::Cart), |_| {
                    panic!("handled inside another event");
                });
                assert!(!nested);
            }
            log.borrow_mut().push(format!("{event:?} ends"));
        });
        assert!(drained);
        assert_eq!(
            log.into_inner(),
            [
                "StageOpen begins",
                "StageOpen ends",
                "Timer(Cart) begins",
                "Timer(Cart) ends"
            ]
        );
    }

    #[test]
    fn events_are_handled_in_the_order_of_their_coming() {
        let queue = Queue::default();
        let seen = RefCell::new(Vec::new());
        queue.take(Event::Visible(true), |event| {
            if event == Event::Visible(true) {
                queue.take(Event::Visible(false), |_| ());
                queue.take(Event::Restored, |_| ());
            }
            seen.borrow_mut().push(event);
        });
        assert_eq!(
            seen.into_inner(),
            [Event::Visible(true), Event::Visible(false), Event::Restored]
        );
    }
}
