//! A show for viewers' calendars: the page with the ways there, and the file.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use crate::support::{Console, House, Reply};

/// Makes the show of that title; it begins on the first of December.
async fn autumn(console: &Console<'_>, title: &str) {
    let show = json!({"id": "autumn", "title": title, "starts_at": "2026-12-01T19:00:00+01:00",
        "stream": {"src": "https://cdn.example/live/index.m3u8"}});
    console.post("/shows", &show).await.ok(201);
}

async fn page(house: &House, languages: &str) -> Reply {
    let request = Request::get("/shows/autumn/calendar").header("accept-language", languages);
    house.send(request.body(Body::empty()).unwrap()).await
}

/// Where its links lead, in their order, as a browser reads them.
fn links(page: &Reply) -> Vec<String> {
    let rest = page.text.split("<a href=\"").skip(1);
    let address = rest.map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"));
    address.collect()
}

#[tokio::test]
async fn a_show_has_a_page_that_leads_to_calendars_on_the_web_and_to_the_file() {
    let house = House::new();
    autumn(&house.console().await, "The autumn table").await;
    let page = page(&house, "fr, en;q=0.8").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for words in [
        "<html lang=\"en\">",
        "<h1>The autumn table</h1>",
        "<time datetime=\"2026-12-01T18:00:00.000Z\">1 December 2026, 18:00 UTC</time>",
        "<h2>Add to calendar</h2>",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let [google, outlook, file] = &links(&page)[..] else {
        panic!("{}", page.text)
    };
    let begins = "https://calendar.google.com/calendar/render?action=TEMPLATE&text=The%20autumn%20table&dates=20261201T180000Z/";
    assert!(google.starts_with(begins), "{google}");
    let begins = "https://outlook.live.com/calendar/0/deeplink/compose?";
    assert!(outlook.starts_with(begins), "{outlook}");
    let file = house.get(&format!("/shows/autumn/{file}")).await;
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    assert!(file.text.contains("DTSTART:20261201T180000Z"));
}

#[tokio::test]
async fn the_page_speaks_german_to_who_prefers_it() {
    let house = House::new();
    autumn(&house.console().await, "Der Herbsttisch").await;
    let page = page(&house, "de-AT, en;q=0.8").await;
    for words in [
        "<html lang=\"de\">",
        ">1. Dezember 2026, 18:00 UTC</time>",
        "<h2>In den Kalender</h2>",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
}

#[tokio::test]
async fn a_cancelled_show_says_so_and_offers_only_the_file_that_takes_it_out() {
    let house = House::new();
    let console = house.console().await;
    autumn(&console, "The autumn table").await;
    let cancel = json!({"status": "cancelled"});
    console.patch("/shows/autumn", &cancel).await.ok(200);
    let page = page(&house, "en").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("The show does not take place."));
    assert_eq!(links(&page), ["calendar.ics"]);
    let file = house.get("/shows/autumn/calendar.ics").await;
    assert!(file.text.contains("STATUS:CANCELLED"));
}

#[tokio::test]
async fn the_page_where_a_show_is_watched_is_named_by_its_site_until_the_show_is_cancelled() {
    let house = House::new();
    let console = house.console().await;
    autumn(&console, "The autumn table").await;
    let watched = json!({"page": "https://stage.example@shop.example:8443/live?a=1&b=2#\"><b>"});
    console.patch("/shows/autumn", &watched).await.ok(200);
    let seen = page(&house, "en").await;
    let link = "<p><a href=\"https://stage.example@shop.example:8443/live?a=1&amp;b=2#&quot;&gt;&lt;b&gt;\" \
                rel=\"noopener\">Watch on shop.example</a></p>";
    assert!(seen.text.contains(link), "{}", seen.text);
    let german = page(&house, "de").await;
    assert!(german.text.contains(">Zu sehen auf shop.example</a>"));
    let file = house.get("/shows/autumn/calendar.ics").await;
    assert!(file.text.contains("\r\nURL:https://stage.example@shop"));
    let cancel = json!({"status": "cancelled"});
    console.patch("/shows/autumn", &cancel).await.ok(200);
    let cancelled = page(&house, "en").await;
    assert_eq!(links(&cancelled), ["calendar.ics"]);
}

#[tokio::test]
async fn a_title_is_only_ever_text_and_a_part_of_an_address() {
    let house = House::new();
    let title = "</h1><script>alert(1)</script>\" onclick=\"x&dates=never";
    autumn(&house.console().await, title).await;
    let page = page(&house, "en").await;
    assert!(!page.text.contains("<script"), "{}", page.text);
    assert!(!page.text.contains("\" onclick"), "{}", page.text);
    assert_eq!(page.text.matches("<h1>").count(), 1);
    let links = links(&page);
    assert_eq!(links.len(), 3);
    assert!(links[0].contains("%22%20onclick%3D%22x%26dates%3Dnever&dates=20261201T180000Z/"));
}

#[tokio::test]
async fn where_nobody_has_said_when_a_show_begins_there_is_neither_page_nor_file() {
    let house = House::new();
    let console = house.console().await;
    autumn(&console, "The autumn table").await;
    let no_start = json!({"starts_at": Value::Null});
    console.patch("/shows/autumn", &no_start).await.ok(200);
    let page = page(&house, "de").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text.contains("<h1>Nicht gefunden</h1>"));
    for path in [
        "/shows/autumn/calendar.ics",
        "/shows/none/calendar",
        "/shows/none/calendar.ics",
    ] {
        assert_eq!(
            house.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
