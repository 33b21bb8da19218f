//! Data to take away.

use serde_json::json;

use crate::support::House;

#[tokio::test]
async fn a_show_s_data_can_be_taken_away_as_json_and_as_tables() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    console
        .say(&json!({"kind": "message", "text": "=SUM(A1)"}))
        .await;
    let all = console.get("/shows/demo/export.json").await;
    assert_eq!(
        all.headers["content-disposition"],
        "attachment; filename=\"demo.json\""
    );
    let all = all.ok(200);
    assert_eq!(
        (&all["show"]["id"], &all["figures"]["orders"]),
        (&json!("demo"), &json!(0))
    );
    assert!(all["entries"].as_array().unwrap().len() > 1);
    let cues = console.get("/shows/demo/export.csv?of=cues").await;
    assert_eq!(cues.headers["content-type"], "text/csv; charset=utf-8");
    assert!(
        cues.text.starts_with("seq,id,at,told,kind,"),
        "{}",
        cues.text
    );
    assert!(cues.text.contains(",message,,,'=SUM(A1),"), "{}", cues.text);
    let products = console.get("/shows/demo/export.csv?of=products").await.text;
    assert!(products.contains("\r\ncup,0,0,0,5\r\n"), "{products}");
    let history = console.get("/shows/demo/export.csv?of=history").await.text;
    assert_eq!(history, "at,viewers,opens,adds,orders,revenue\r\n");
    assert_eq!(
        console.get("/shows/demo/export.csv?of=x").await.refused().0,
        422
    );
}
