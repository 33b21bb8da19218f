use vitrine::app::event::{Event, PaymentEvent};
use vitrine::port::payment::Payment;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{Log, Stand, fired, function, get, js, settled, turn};

/// The page of a payment frame that stands in for a provider's: it keeps what it hears, and says what it is told to.
const FRAME_DOUBLE: &str = "<script>
  window.heard = [];
  onmessage = ({ data, ports }) => {
    if (data.ask === 'count') return parent.postMessage({ count: heard.length }, '*');
    heard.push(data);
    window.port = ports[0];
    port.onmessage = ({ data }) => { heard.push(data); if (data.type === 'tokenize') port.postMessage(window.answer); };
    port.postMessage({ type: 'ready' });
  };
</script>";

fn address() -> String {
    function(
        "html",
        "return URL.createObjectURL(new Blob([html], { type: 'text/html' }))",
    )
    .call1(&wasm_bindgen::JsValue::NULL, &FRAME_DOUBLE.into())
    .unwrap()
    .as_string()
    .unwrap()
}

/// A frame in its place, and the port that speaks with it.
fn drawn(log: &Log, attributes: &str) -> (Stand, Payment) {
    let stand = Stand::new();
    let payment = Payment::new(&stand.place(), log.sink());
    let markup = format!(
        "<iframe data-vitrine='payment' {attributes} src='{}'></iframe>",
        address()
    );
    stand.root.set_inner_html(&markup);
    payment.rendered();
    (stand, payment)
}

async fn connected(log: &Log) -> (Stand, Payment) {
    let drawn = drawn(log, "");
    assert_eq!(log.next().await, Event::Payment(PaymentEvent::Ready));
    drawn
}

/// Runs JavaScript in the frame.
fn inside(stand: &Stand, code: &str) -> wasm_bindgen::JsValue {
    let window = get(&stand.find("iframe"), "contentWindow");
    let run = function("frame", &format!("return frame.eval({code:?})"));
    run.call1(&wasm_bindgen::JsValue::NULL, &window).unwrap()
}

#[wasm_bindgen_test]
async fn the_frame_is_given_a_channel_the_language_and_the_colours() {
    let log = Log::default();
    let stand = Stand::new();
    stand
        .host
        .set_attribute(
            "style",
            "--ink: light-dark(#112233, #fff); color-scheme: light",
        )
        .unwrap();
    let payment = Payment::new(&stand.place(), log.sink());
    let markup = format!(
        "<iframe data-vitrine='payment' src='{}'></iframe>",
        address()
    );
    stand.root.set_inner_html(&markup);
    payment.rendered();
    assert_eq!(log.next().await, Event::Payment(PaymentEvent::Ready));
    let hello = inside(&stand, "JSON.stringify(heard)").as_string().unwrap();
    assert_eq!(
        hello,
        r#"[{"type":"vitrine:connect","locale":"en","theme":{"scheme":"light","ink":"rgb(17, 34, 51)"}}]"#
    );
    assert_eq!(
        stand
            .find("iframe")
            .get_attribute("style")
            .unwrap_or_default(),
        ""
    );
}

#[wasm_bindgen_test]
async fn a_token_is_asked_for_and_handed_over() {
    let log = Log::default();
    let (stand, payment) = connected(&log).await;
    inside(
        &stand,
        "answer = { type: 'token', token: 'success_token', display: { brand: 'Visa', last4: '4242' } }",
    );
    payment.tokenize();
    assert_eq!(
        log.next().await,
        Event::Payment(PaymentEvent::Token {
            token: "success_token".to_owned(),
            brand: Some("Visa".to_owned()),
            last4: Some("4242".to_owned()),
        })
    );
}

#[wasm_bindgen_test]
async fn a_refusal_to_make_a_token_is_handed_over() {
    let log = Log::default();
    let (stand, payment) = connected(&log).await;
    inside(&stand, "answer = { type: 'invalid' }");
    payment.tokenize();
    assert_eq!(log.next().await, Event::Payment(PaymentEvent::Invalid));
}

#[wasm_bindgen_test]
async fn what_the_frame_says_is_bounded_and_nonsense_is_ignored() {
    let log = Log::default();
    let (stand, _payment) = connected(&log).await;
    inside(
        &stand,
        "for (const said of [
           null, 7, 'ready', {}, { type: 'exec' }, { type: 'height' }, { type: 'height', px: '300' }, { type: 'height', px: NaN },
           { type: 'validity', complete: 'yes' }, { type: 'token' }, { type: 'token', token: '' },
           { type: 'token', token: 'x'.repeat(5000) }, { type: 'token', token: 7 },
           { type: 'height', px: 300.2 }, { type: 'height', px: -5 }, { type: 'height', px: 1e9 },
           { type: 'validity', complete: true },
           { type: 'token', token: 't', display: { brand: 'B'.repeat(99), last4: 'abcd' } },
         ]) port.postMessage(said)",
    );
    let token = |event: &Event| matches!(event, Event::Payment(PaymentEvent::Token { .. }));
    let mut said = Vec::new();
    while !said.last().is_some_and(token) {
        said.push(log.next().await);
    }
    assert_eq!(
        said,
        [
            PaymentEvent::Height(301),
            PaymentEvent::Height(0),
            PaymentEvent::Height(1_200),
            PaymentEvent::Complete(true),
            PaymentEvent::Token {
                token: "t".to_owned(),
                brand: None,
                last4: None,
            },
        ]
        .map(Event::Payment)
    );
}

#[wasm_bindgen_test]
async fn a_page_of_another_origin_in_the_frame_s_place_is_told_nothing() {
    let log = Log::default();
    // Sandboxed, the page has an origin of its own, which is not the one that the address names.
    let (stand, _payment) = drawn(&log, "sandbox='allow-scripts'");
    let frame = stand.find("iframe");
    fired(&frame, "load").await;
    // Messages to a window come in order, so a greeting would have been heard before this question.
    let ask = function(
        "frame",
        "return new Promise((done) => {
           addEventListener('message', ({ data }) => done(data.count), { once: true });
           frame.contentWindow.postMessage({ ask: 'count' }, '*');
         })",
    );
    let promise = ask.call1(&wasm_bindgen::JsValue::NULL, &frame).unwrap();
    assert_eq!(settled(&promise).await, 0);
    assert_eq!(log.rest(), []);
}

#[wasm_bindgen_test]
async fn a_token_asked_of_no_frame_fails_at_once() {
    let log = Log::default();
    let stand = Stand::new();
    Payment::new(&stand.place(), log.sink()).tokenize();
    assert_eq!(log.rest(), [Event::Payment(PaymentEvent::Failed)]);
}

#[wasm_bindgen_test]
async fn a_frame_that_loads_another_page_gets_a_new_channel() {
    let log = Log::default();
    let (stand, payment) = connected(&log).await;
    inside(&stand, "location.reload()");
    assert_eq!(log.next().await, Event::Payment(PaymentEvent::Ready));
    inside(&stand, "answer = { type: 'invalid' }");
    payment.tokenize();
    assert_eq!(log.next().await, Event::Payment(PaymentEvent::Invalid));
    assert_eq!(log.rest(), []);
}

#[wasm_bindgen_test]
async fn a_frame_that_does_not_answer_in_time_has_failed() {
    let log = Log::default();
    js("window.realTimeout = window.setTimeout; window.due = [];
        window.setTimeout = (what, after) => { due.push([what, after]); return due.length; }");
    let (stand, payment) = connected(&log).await;
    inside(&stand, "answer = { type: 'height', px: 1 }");
    payment.tokenize();
    let waited = js(
        "const [what, after] = due.at(-1); what(); window.setTimeout = window.realTimeout; return after",
    );
    assert_eq!(waited, 60_000);
    assert_eq!(log.next().await, Event::Payment(PaymentEvent::Failed));
}

#[wasm_bindgen_test]
async fn a_frame_that_is_gone_is_not_heard_any_more() {
    let log = Log::default();
    let (stand, payment) = connected(&log).await;
    let port = inside(&stand, "port");
    stand.root.set_inner_html("");
    payment.rendered();
    let speak = function("port", "port.postMessage({ type: 'ready' })");
    speak.call1(&wasm_bindgen::JsValue::NULL, &port).unwrap();
    turn().await;
    assert_eq!(log.rest(), []);
}
