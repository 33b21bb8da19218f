use vitrine::app::event::{Event, RequestId};
use vitrine::http::{Failure, LONGEST_BODY, Method, Request, Response};
use vitrine::port::http::Http;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{FetchDouble, Log, get, js};

const LONG_MS: u32 = 60_000;
/// An answer that never comes, unless it is aborted.
const SILENCE: &str = "window.signal = init.signal;
    return new Promise((_, no) => init.signal.addEventListener('abort', () => no(init.signal.reason)));";

async fn answer(log: &Log) -> Result<Response, Failure> {
    match log.next().await {
        Event::Http {
            result,
            sent,
            received,
            ..
        } => {
            assert!(sent <= received);
            result
        }
        other => panic!("no answer: {other:?}"),
    }
}

async fn ask(request: Request, deadline_ms: u32) -> Result<Response, Failure> {
    let log = Log::default();
    let http = Http::new(log.sink());
    http.send(RequestId(7), request, deadline_ms);
    answer(&log).await
}

/// The address of a body made by this JavaScript expression.
fn blob(parts: &str) -> String {
    js(&format!("return URL.createObjectURL(new Blob([{parts}]))"))
        .as_string()
        .unwrap()
}

#[wasm_bindgen_test]
async fn an_answer_is_handed_over_whole() {
    let response = ask(
        Request::get("data:application/json,{\"price\":\"5%20%E2%82%AC\"}"),
        LONG_MS,
    )
    .await;
    assert_eq!(
        response,
        Ok(Response {
            status: 200,
            body: "{\"price\":\"5 €\"}".to_owned(),
            ..Response::default()
        })
    );
}

#[wasm_bindgen_test]
async fn status_tag_and_patience_are_read_off_the_answer() {
    let _network = FetchDouble::new(
        "return Promise.resolve(new Response('later', { status: 429, headers: { ETag: '\"r7\"', 'Retry-After': '3' } }))",
    );
    let response = ask(Request::get("https://shop.example/carts/1"), LONG_MS).await;
    assert_eq!(
        response,
        Ok(Response {
            status: 429,
            etag: Some("r7".to_owned()),
            retry_after: Some(3),
            body: "later".to_owned(),
        })
    );
}

#[wasm_bindgen_test]
async fn a_request_goes_out_as_it_was_made_and_without_credentials() {
    let _network = FetchDouble::new(
        "window.asked = { url, method: init.method, body: init.body, credentials: init.credentials,
           type: init.headers.get('content-type'), key: init.headers.get('idempotency-key') };
         return Promise.resolve(new Response('{}', { status: 201 }))",
    );
    let request = Request {
        method: Method::Post,
        url: "https://shop.example/carts".to_owned(),
        headers: vec![("Idempotency-Key", "key-1".to_owned())],
        body: Some("{\"a\":1}".to_owned()),
    };
    assert_eq!(ask(request, LONG_MS).await.unwrap().status, 201);
    let asked = js("return window.asked");
    for (name, value) in [
        ("url", "https://shop.example/carts"),
        ("method", "POST"),
        ("body", "{\"a\":1}"),
        ("credentials", "omit"),
        ("type", "application/json"),
        ("key", "key-1"),
    ] {
        assert_eq!(
            get(&asked, name).as_string().as_deref(),
            Some(value),
            "{name}"
        );
    }
}

/// What is told goes on without the page, and may go anywhere without being asked for first.
#[wasm_bindgen_test]
async fn what_is_told_outlives_the_page_and_is_plain_text() {
    let _network = FetchDouble::new(
        "const request = new Request(url, init);
         window.told = [init.keepalive, request.method, init.credentials, request.headers.get('content-type'),
           [...init.headers].length].join();
         return Promise.resolve(new Response(null, { status: 204 }))",
    );
    let request = Request {
        method: Method::Tell,
        url: "https://stage.example/shows/demo/beacon".to_owned(),
        headers: vec![],
        body: Some("{}".to_owned()),
    };
    assert_eq!(ask(request, LONG_MS).await.unwrap().status, 204);
    assert_eq!(
        js("return window.told").as_string().as_deref(),
        Some("true,POST,omit,text/plain;charset=UTF-8,0")
    );
}

#[wasm_bindgen_test]
async fn a_port_that_refuses_is_a_failure_of_the_network() {
    let result = ask(Request::get("http://127.0.0.1:1/"), LONG_MS).await;
    assert_eq!(result, Err(Failure::Network));
}

#[wasm_bindgen_test]
async fn an_address_that_is_none_is_a_failure_of_the_network() {
    let result = ask(Request::get("https://a:b@c.example/"), LONG_MS).await;
    assert_eq!(result, Err(Failure::Network));
}

#[wasm_bindgen_test]
async fn a_deadline_ends_a_request_that_is_not_answered() {
    let _network = FetchDouble::new(SILENCE);
    let result = ask(Request::get("https://shop.example/"), 10).await;
    assert_eq!(result, Err(Failure::TimedOut));
    assert_eq!(js("return window.signal.aborted"), true);
}

#[wasm_bindgen_test]
async fn a_deadline_ends_a_body_that_does_not_end() {
    let _network = FetchDouble::new(
        "const body = new ReadableStream({ start(to) {
           to.enqueue(new TextEncoder().encode('{'));
           init.signal.addEventListener('abort', () => to.error(init.signal.reason));
         } });
         return Promise.resolve(new Response(body))",
    );
    let result = ask(Request::get("https://shop.example/"), 10).await;
    assert_eq!(result, Err(Failure::TimedOut));
}

#[wasm_bindgen_test]
async fn a_body_that_breaks_off_is_no_answer() {
    let _network = FetchDouble::new(
        "const body = new ReadableStream({ pull(to) { to.error(new TypeError('gone')); } });
         return Promise.resolve(new Response(body))",
    );
    let result = ask(Request::get("https://shop.example/"), LONG_MS).await;
    assert_eq!(result, Err(Failure::Unreadable));
}

#[wasm_bindgen_test]
async fn a_request_that_is_let_go_is_aborted_and_not_answered() {
    let _network = FetchDouble::new(
        "if (url.endsWith('second')) return Promise.resolve(new Response('second'));
         window.signal = init.signal;
         return new Promise((_, no) => init.signal.addEventListener('abort', () => no(init.signal.reason)));",
    );
    let log = Log::default();
    let http = Http::new(log.sink());
    http.send(
        RequestId(1),
        Request::get("https://shop.example/first"),
        LONG_MS,
    );
    http.cancel(RequestId(1));
    http.send(
        RequestId(2),
        Request::get("https://shop.example/second"),
        LONG_MS,
    );
    assert_eq!(answer(&log).await.unwrap().body, "second");
    assert_eq!(js("return window.signal.aborted"), true);
    assert_eq!(log.rest(), []);
}

#[wasm_bindgen_test]
async fn dropping_the_port_aborts_what_is_under_way() {
    let _network = FetchDouble::new(SILENCE);
    let log = Log::default();
    let http = Http::new(log.sink());
    http.send(RequestId(1), Request::get("https://shop.example/"), LONG_MS);
    drop(http);
    super::support::turn().await;
    assert_eq!(js("return window.signal.aborted"), true);
    assert_eq!(log.rest(), []);
}

#[wasm_bindgen_test]
async fn the_longest_body_is_read_and_a_longer_one_is_not() {
    let longest = ask(
        Request::get(blob(&format!("'x'.repeat({LONGEST_BODY})"))),
        LONG_MS,
    )
    .await;
    assert_eq!(
        longest.map(|response| response.body.len()),
        Ok(LONGEST_BODY)
    );
    let longer = blob(&format!("'x'.repeat({})", LONGEST_BODY + 1));
    assert_eq!(
        ask(Request::get(longer), LONG_MS).await,
        Err(Failure::Unreadable)
    );
}

#[wasm_bindgen_test]
async fn a_body_that_is_no_text_is_no_answer() {
    let bytes = blob("new Uint8Array([0x7b, 0xff, 0x7d])");
    assert_eq!(
        ask(Request::get(bytes), LONG_MS).await,
        Err(Failure::Unreadable)
    );
}
