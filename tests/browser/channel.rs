use vitrine::app::event::Event;
use vitrine::port::channel::Channel;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::Log;

fn channel(log: &Log, shop: &str) -> Channel {
    let channel = Channel::new(log.sink());
    channel.use_shop(shop);
    channel
}

#[wasm_bindgen_test]
async fn the_others_at_the_same_shop_are_told() {
    let (mine, same, other) = (Log::default(), Log::default(), Log::default());
    let teller = channel(&mine, "https://told.example");
    let _same = channel(&same, "https://told.example");
    let _other = channel(&other, "https://other.example");
    teller.tell();
    assert_eq!(same.next().await, Event::Told);
    assert_eq!((mine.rest(), other.rest()), (vec![], vec![]));
}

#[wasm_bindgen_test]
async fn a_port_that_is_dropped_hears_nothing() {
    let (gone, here) = (Log::default(), Log::default());
    drop(channel(&gone, "https://gone.example"));
    let _here = channel(&here, "https://gone.example");
    channel(&Log::default(), "https://gone.example").tell();
    assert_eq!(here.next().await, Event::Told);
    assert_eq!(gone.rest(), []);
}
