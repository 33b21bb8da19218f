//! A database of an older server goes on.

use rusqlite::Connection;
use serde_json::json;

use crate::support::{Bench, lines};

const FIRST: &str = include_str!("../../src/db/shop_0001.sql");

#[tokio::test]
async fn orders_carts_and_attempts_of_the_first_version_are_there_and_no_old_order_is_confirmed_again()
 {
    let mut bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    let data = bench.settings().data;
    let old = bench.folder.path().join("old.sqlite");
    {
        let made = Connection::open(&old).unwrap();
        made.execute_batch(FIRST).unwrap();
        made.pragma_update(None, "user_version", 1).unwrap();
        made.execute(
            "ATTACH ?1 AS now",
            [data.join("shop.sqlite").to_str().unwrap()],
        )
        .unwrap();
        made.execute_batch(
            "INSERT INTO catalogue SELECT * FROM now.catalogue;
             INSERT INTO stock SELECT * FROM now.stock;
             INSERT INTO cart SELECT * FROM now.cart;
             INSERT INTO checkout SELECT * FROM now.checkout;",
        )
        .unwrap();
        let attempt =
            "INSERT INTO placing VALUES (?1 || '/1', ?1, 'key', x'00', 0, '[]', 'placed', 0)";
        made.execute(attempt, [&id]).unwrap();
        let order = "INSERT INTO orders VALUES (1001, 'ord_old', ?1, ?1 || '/1', 'EUR', 0, 'a@b.example', ?2, 0)";
        made.execute(
            order,
            [
                &id,
                &json!({ "id": "ord_old", "label": "V-1001" }).to_string(),
            ],
        )
        .unwrap();
    }
    let file = data.join("shop.sqlite");
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
    std::fs::rename(&old, &file).unwrap();
    bench.restart();
    // As a page: the order is too small for UCP, whose bodies are recorded.
    let page = bench.open("/receipt/ord_old").await;
    assert!(page.text.contains("Order V-1001"), "{}", page.text);
    assert_eq!(
        (bench.mails().len(), bench.mail_standings()),
        (0, vec!["none".to_owned()])
    );
    let (_, page) = bench
        .escalated("a-key-of-mine", &lines(&[("shirt-m-oat", 1)]))
        .await;
    bench.press(&page, "confirm").await;
    assert!(bench.mails()[0].file.starts_with("V-1002-"));
}
