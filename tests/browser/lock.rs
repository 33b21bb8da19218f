use vitrine::app::event::Event;
use vitrine::port::lock::Lock;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::Log;

fn lock(log: &Log, shop: &str) -> Lock {
    let lock = Lock::new(log.sink());
    lock.use_shop(shop);
    lock
}

#[wasm_bindgen_test]
async fn the_lock_goes_to_one_at_a_time_in_turn() {
    let (first, second) = (Log::default(), Log::default());
    let one = lock(&first, "https://turn.example");
    let two = lock(&second, "https://turn.example");
    one.ask();
    assert_eq!(first.next().await, Event::Locked);
    two.ask();
    // Locks are given in order: one that is asked for later, elsewhere, comes without the second having had its turn.
    let elsewhere = Log::default();
    let other = lock(&elsewhere, "https://elsewhere.example");
    other.ask();
    assert_eq!(elsewhere.next().await, Event::Locked);
    assert_eq!(second.rest(), []);
    one.release();
    assert_eq!(second.next().await, Event::Locked);
}

#[wasm_bindgen_test]
async fn a_port_that_is_dropped_leaves_the_lock_to_the_next() {
    let (first, second) = (Log::default(), Log::default());
    let one = lock(&first, "https://dropped.example");
    one.ask();
    assert_eq!(first.next().await, Event::Locked);
    let two = lock(&second, "https://dropped.example");
    two.ask();
    drop(one);
    assert_eq!(second.next().await, Event::Locked);
}

#[wasm_bindgen_test]
async fn a_question_that_was_taken_back_is_not_answered() {
    let (first, second, third) = (Log::default(), Log::default(), Log::default());
    let one = lock(&first, "https://back.example");
    one.ask();
    assert_eq!(first.next().await, Event::Locked);
    let two = lock(&second, "https://back.example");
    two.ask();
    drop(two);
    let three = lock(&third, "https://back.example");
    three.ask();
    one.release();
    assert_eq!(third.next().await, Event::Locked);
    assert_eq!(second.rest(), []);
}
