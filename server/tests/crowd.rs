//! Many at once against a real server, over HTTP: never more sold than there is, and one order for one checkout.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::path::Path;

use tokio::task::JoinSet;
use vitrine_bench::books;
use vitrine_bench::buyer::{Buyer, Told};
use vitrine_bench::process::Server;

async fn server(stock: u32) -> Server {
    let program = Path::new(env!("CARGO_BIN_EXE_vitrine-server"));
    Server::start(program, stock).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_buyers_race_for_ten_pieces_and_ten_get_one() {
    let server = server(10).await;
    let mut intents = vec![];
    for _ in 0..100 {
        let buyer = Buyer::at(&server.address()).unwrap();
        let checkout = buyer.gets_ready().await.unwrap();
        intents.push((
            buyer.decides(&checkout, "success_token").await.unwrap(),
            buyer,
        ));
    }
    let mut race = JoinSet::new();
    for (intent, buyer) in intents {
        race.spawn(async move { buyer.buys(&intent).await.unwrap() });
    }
    let outcomes = race.join_all().await;
    let told = |wanted: fn(&Told) -> bool| outcomes.iter().filter(|told| wanted(told)).count();
    let sold = told(|told| matches!(told, Told::Placed(_)));
    let sold_out = told(|told| *told == Told::NotPlaced("out_of_stock".to_owned()));
    assert_eq!((sold, sold_out), (10, 90), "{outcomes:?}");
    let books = books::read(&server.data()).unwrap();
    assert_eq!(
        (books.orders.len(), books.charged.len(), books.stock),
        (10, 10, 0)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_tabs_of_one_buyer_press_pay_at_once_and_are_told_of_one_order() {
    let server = server(20).await;
    let buyer = Buyer::at(&server.address()).unwrap();
    let checkout = buyer.gets_ready().await.unwrap();
    let mut tabs = JoinSet::new();
    for _ in 0..20 {
        // The worst case: no tab knows of another, so each has a key of its own.
        let tab = Buyer::at(&server.address()).unwrap();
        let intent = tab.decides(&checkout, "success_token").await.unwrap();
        tabs.spawn(async move { tab.buys(&intent).await.unwrap() });
    }
    let outcomes = tabs.join_all().await;
    assert!(matches!(outcomes[0], Told::Placed(_)), "{outcomes:?}");
    assert!(
        outcomes.iter().all(|told| *told == outcomes[0]),
        "{outcomes:?}"
    );
    let books = books::read(&server.data()).unwrap();
    assert_eq!(
        (books.orders.len(), books.charged.len(), books.stock),
        (1, 1, 19)
    );
}
