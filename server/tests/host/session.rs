//! No token, no entry; a wrong one is told and slowed; other pages are refused.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::json;

use crate::support::{House, PUBLIC, TOKEN};

#[tokio::test]
async fn without_a_session_nothing_is_answered_and_without_a_host_token_nothing_is_there() {
    let house = House::new();
    for path in [
        "/shows",
        "/shows/demo",
        "/shows/demo/cues",
        "/shows/demo/events",
        "/session",
    ] {
        let refused = house.get(&format!("/host/api{path}")).await.refused();
        assert_eq!(refused, (401, "signed_out".to_owned()), "{path}");
    }
    let forged = Request::get("/host/api/shows").header(
        "cookie",
        "vitrine_host=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    );
    let forged = house.send(forged.body(Body::empty()).unwrap()).await;
    assert_eq!(forged.refused(), (401, "signed_out".to_owned()));
    let closed = House::with(PUBLIC, None);
    let refused = closed.try_token([127, 0, 0, 1], "").await.refused();
    assert_eq!(refused, (404, "no_host_token".to_owned()));
}

#[tokio::test]
async fn the_right_token_opens_a_session_that_scripts_cannot_see() {
    let house = House::new();
    let reply = house.try_token([127, 0, 0, 1], TOKEN).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("vitrine_host="));
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
    assert_eq!(reply.headers["cache-control"], "no-store");
    let console = house.console().await;
    let session = console.get("/session").await.ok(200);
    assert_eq!(session["public_url"], PUBLIC);
    assert_eq!(session["now"], house.now().to_string());
    let left = console.call(Method::DELETE, "/session", &json!({})).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT);
    assert!(
        left.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert_eq!(
        console.get("/session").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn behind_https_the_cookie_goes_over_https_only() {
    let house = House::with("https://shop.example", Some(TOKEN));
    let reply = house.try_token([127, 0, 0, 1], TOKEN).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-vitrine_host=") && cookie.ends_with("; Secure"));
    house.console().await.get("/shows").await.ok(200);
}

#[tokio::test]
async fn a_session_outlives_a_restart_but_neither_its_time_nor_its_token() {
    let mut house = House::new();
    let cookie = house.console().await.cookie;
    let ask = async |house: &House| {
        let request = Request::get("/host/api/session").header("cookie", &cookie);
        house.send(request.body(Body::empty()).unwrap()).await
    };
    house.restart(TOKEN);
    assert_eq!(ask(&house).await.status, StatusCode::OK);
    house.restart("another token");
    assert_eq!(ask(&house).await.status, StatusCode::UNAUTHORIZED);
    house.restart(TOKEN);
    house.pass(12 * 3_600_000);
    assert_eq!(ask(&house).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_wrong_token_is_told_and_slows_its_address_more_each_time() {
    let house = House::new();
    let bad = [203, 0, 113, 9];
    for wait in [1, 2, 4, 8, 16, 32, 60, 60] {
        let wrong = house.try_token(bad, "guess").await;
        assert_eq!(wrong.refused(), (401, "wrong_token".to_owned()));
        assert_eq!(wrong.json()["error"]["retry_after"], wait);
        // Too soon, even the right one is not looked at.
        house.pass(wait * 1_000 - 1);
        let soon = house.try_token(bad, TOKEN).await;
        assert_eq!(soon.refused(), (429, "slow_down".to_owned()));
        assert_eq!(soon.headers["retry-after"], "1");
        // Somebody else does not wait.
        let other = house.try_token([203, 0, 113, 10], TOKEN).await;
        assert_eq!(other.status, StatusCode::NO_CONTENT);
        house.pass(1);
    }
    assert_eq!(
        house.try_token(bad, TOKEN).await.status,
        StatusCode::NO_CONTENT
    );
    let forgotten = house.try_token(bad, "guess").await;
    assert_eq!(forgotten.json()["error"]["retry_after"], 1);
}

#[tokio::test]
async fn pages_of_other_origins_and_plain_forms_are_refused() {
    let house = House::new();
    let console = house.console().await;
    let write = |headers: &[(&str, &str)]| {
        let mut request =
            Request::post("/host/api/shows/demo/script").header("cookie", &console.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        house.send(request.body(Body::from(r#"{"running":false}"#)).unwrap())
    };
    let json = ("content-type", "application/json");
    let own = ("vitrine-host", "1");
    let foreign = (403, "foreign_origin".to_owned());
    for origin in ["http://localhost:8080", "http://page.example", "null", ""] {
        let refused = write(&[json, own, ("origin", origin)]).await.refused();
        assert_eq!(refused, foreign, "{origin}");
    }
    for site in ["cross-site", "same-site"] {
        let refused = write(&[json, own, ("sec-fetch-site", site)]).await;
        assert_eq!(refused.refused(), foreign, "{site}");
    }
    let refused = write(&[json]).await.refused();
    assert_eq!(refused, (403, "header_missing".to_owned()));
    for form in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let headers: Vec<_> = form
            .map(|form| ("content-type", form))
            .into_iter()
            .chain([own])
            .collect();
        assert_eq!(
            write(&headers).await.refused(),
            (415, "not_json".to_owned())
        );
    }
    assert_eq!(
        console.get("/shows/demo").await.ok(200)["script"],
        "running"
    );
    // The console, at the public address and behind a proxy that keeps the host's name.
    for headers in [
        &[
            json,
            own,
            ("origin", PUBLIC),
            ("sec-fetch-site", "same-origin"),
        ][..],
        &[
            json,
            own,
            ("origin", "http://10.0.0.5"),
            ("host", "10.0.0.5"),
        ][..],
    ] {
        write(headers).await.ok(200);
    }
}

#[tokio::test]
async fn the_console_app_is_there_for_everybody_and_runs_its_own_code_only() {
    let house = House::new();
    let moved = house.get("/host").await;
    assert_eq!(
        (moved.status.as_u16(), &moved.headers["location"]),
        (308, &"/host/".parse().unwrap())
    );
    for path in ["/host/", "/host/shows/demo"] {
        let page = house.get(path).await;
        assert_eq!(
            (page.status.as_u16(), page.text.as_str()),
            (200, "The console"),
            "{path}"
        );
        assert_eq!(page.headers["content-type"], "text/html");
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"));
    }
    let script = house.get("/host/app.js").await;
    assert_eq!(
        (script.text.as_str(), &script.headers["content-type"]),
        ("run()", &"text/javascript".parse().unwrap())
    );
    assert_eq!(
        house.get("/host/api/none").await.refused(),
        (404, "no_call".to_owned())
    );
}
