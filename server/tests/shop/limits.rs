//! Behind every rule of the code stands one of the database: no count and no amount is negative, or anything but a whole
//! number.

use rusqlite::Connection;

use crate::support::{Bench, lines};

/// Which statements a database refuses, on a copy of nothing: each is tried and rolled back.
fn refused(connection: &Connection, statement: &str) -> bool {
    connection.execute_batch("BEGIN").unwrap();
    let refused = connection.execute_batch(statement);
    connection.execute_batch("ROLLBACK").unwrap();
    match refused {
        Ok(()) => false,
        Err(error) => {
            let text = error.to_string();
            assert!(
                text.contains("constraint") || text.contains("cannot store"),
                "{statement}: {text}"
            );
            true
        }
    }
}

#[tokio::test]
async fn the_database_itself_refuses_counts_and_amounts_that_make_no_sense() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    bench.pay(&id, "success_token").await.ok(200);
    bench
        .escalated("a-key-of-mine", &lines(&[("mug-1", 1)]))
        .await;
    let data = bench.settings().data;
    let (shop, books) = ("shop.sqlite", "provider.sqlite");
    for (file, table, column) in [
        (shop, "stock", "on_hand"),
        (shop, "stock", "counted"),
        (shop, "placing", "amount"),
        (shop, "orders", "total"),
        (books, "charge", "amount"),
    ] {
        let connection = Connection::open(data.join(file)).unwrap();
        for wrong in ["-1", "0.5", "'many'", "NULL", "9223372036854775808"] {
            let statement = format!("UPDATE {table} SET {column} = {wrong}");
            assert!(refused(&connection, &statement), "{statement}");
        }
        assert!(!refused(
            &connection,
            &format!("UPDATE {table} SET {column} = {column}")
        ));
    }
}

#[tokio::test]
async fn the_database_itself_refuses_states_that_do_not_exist_and_second_orders() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    bench.pay(&id, "success_token").await.ok(200);
    bench
        .escalated("a-key-of-mine", &lines(&[("mug-1", 1)]))
        .await;
    let data = bench.settings().data;
    let shop = Connection::open(data.join("shop.sqlite")).unwrap();
    shop.pragma_update(None, "foreign_keys", true).unwrap();
    for statement in [
        "UPDATE checkout SET status = 'paid'",
        "UPDATE placing SET state = 'lost'",
        "UPDATE challenge SET state = 'maybe'",
        "UPDATE orders SET mail = 'sent'",
        "UPDATE orders SET language = 'fr'",
        "UPDATE orders SET total = total + 1",
        "INSERT INTO orders SELECT number + 1, id || 'x', checkout, charge_key || 'x', currency, total, email, body, placed_at, language, mail FROM orders",
        "INSERT INTO orders SELECT number + 1, id || 'x', checkout || 'x', charge_key, currency, total, email, body, placed_at, language, mail FROM orders",
        "INSERT INTO challenge SELECT id || 'x', charge_key, secret, state, ends_at FROM challenge",
        "INSERT INTO challenge VALUES ('x', 'of nothing', 'x', 'waiting', 0)",
        "INSERT INTO placing SELECT charge_key || 'x', checkout, 'k', x'00', 0, '[]', 'charging', 0 FROM placing WHERE state = 'charging'",
    ] {
        assert!(refused(&shop, statement), "{statement}");
    }
    let books = Connection::open(data.join("provider.sqlite")).unwrap();
    assert!(
        refused(&books, "INSERT INTO charge SELECT * FROM charge"),
        "a key is charged once"
    );
}

#[tokio::test]
async fn the_database_itself_refuses_an_order_that_costs_something_else_than_was_charged() {
    let bench = Bench::new();
    bench
        .escalated("a-key-of-mine", &lines(&[("mug-1", 1)]))
        .await;
    let shop = Connection::open(bench.settings().data.join("shop.sqlite")).unwrap();
    let order_for = |amount: &str| {
        format!(
            "INSERT INTO orders SELECT 1001, 'ord_x', checkout, charge_key, 'EUR', {amount}, '', '{{}}', 0, NULL, 'none' FROM placing"
        )
    };
    assert!(!refused(&shop, &order_for("amount")));
    for wrong in ["amount + 1", "amount - 1", "0"] {
        assert!(refused(&shop, &order_for(wrong)), "{wrong}");
    }
}
