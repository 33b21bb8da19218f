//! What is said where NATS cannot be reached, at the start and later.

use serde_json::json;

use crate::support::{Host, Nats, SHOW, Server, Viewer, free_port, refusal, until};

#[test]
fn a_server_that_cannot_reach_nats_at_the_start_says_what_to_do_and_no_password() {
    let nobody = format!("nats://host:secret@127.0.0.1:{}", free_port());
    let said = refusal(&nobody, &[]);
    assert!(said.contains("cannot reach NATS at 127.0.0.1:"), "{said}");
    assert!(said.contains("nats-server -js -sd FOLDER"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nats_that_keeps_nothing_is_refused_with_what_it_lacks() {
    let nats = Nats::without_jetstream().await;
    let said = refusal(&nats.url(), &[]);
    assert!(
        said.contains("JetStream") && said.contains("nats-server -js -sd FOLDER"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nats_that_does_not_let_the_server_in_is_not_said_to_be_away() {
    let nats = Nats::for_members("stage", "right").await;
    let nobody = nats.url();
    let wrong = nobody.replace("nats://", "nats://stage:wrong@");
    for address in [nobody, wrong] {
        let said = refusal(&address, &[]);
        assert!(said.contains("does not let this server in"), "{said}");
        assert!(!said.contains("start it"), "{said}");
        assert!(!said.contains("wrong"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_nats_is_away_hosts_are_told_that_nothing_is_recorded_and_viewers_go_on() {
    let mut nats = Nats::start().await;
    let server = Server::start(&nats).await;
    let host = Host::sign_in(&server.url()).await;
    host.make_show(&server.url()).await;
    let mut viewer = Viewer::follow(&[server.url()], 0).await;
    let first = host.insist(&[server.url()], 1).await;
    viewer.up_to(first).await;
    nats.kill();
    let pin = json!({"kind": "pin", "slot": 0, "product": "cup"});
    until("the server has noticed", async || {
        let (status, body) = host.say(&server.url(), &pin).await?;
        assert_eq!(status, 503, "{body}");
        (body["error"]["code"] == "log_away").then_some(())
    })
    .await;
    // From here on everything that a host says is refused at once. None of it may come later.
    for number in 0..5 {
        let text = format!("Lost {number}");
        let (status, body) = host
            .say(&server.url(), &json!({"kind": "message", "text": text}))
            .await
            .unwrap();
        assert_eq!((status, &body["error"]["code"]), (503, &json!("log_away")));
        assert_eq!(body["error"]["retry_after"], 2);
    }
    let title = json!({"title": "Later"});
    let path = format!("/shows/{SHOW}");
    let (status, body) = host
        .call(&server.url(), reqwest::Method::PATCH, &path, &title)
        .await
        .unwrap();
    assert_eq!((status, &body["error"]["code"]), (503, &json!("log_away")));
    // Viewers have what was known, and so has a host who is signed in.
    let (status, snapshot) = server.get(&format!("/shows/{SHOW}/cues.json")).await;
    assert_eq!(
        (status.as_u16(), &snapshot["cues"][0]["text"]),
        (200, &json!("message 1"))
    );
    assert_eq!(host.log(&server.url()).await.len(), 1);
    nats.restart().await;
    let second = host.insist(&[server.url()], 2).await;
    let heard = viewer.up_to(second).await;
    let texts: Vec<_> = heard
        .iter()
        .filter_map(|(_, cue)| cue["text"].as_str())
        .collect();
    assert_eq!(texts.first(), Some(&"message 1"));
    assert_eq!(texts.last(), Some(&"message 2"));
    assert!(
        !texts.iter().any(|text| text.starts_with("Lost")),
        "{texts:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nats_does_not_answer_a_host_is_told_that_nobody_knows_and_the_same_key_is_recorded_once()
 {
    let nats = Nats::start().await;
    let (one, other) = (Server::start(&nats).await, Server::start(&nats).await);
    let host = Host::sign_in(&one.url()).await;
    host.make_show(&one.url()).await;
    host.insist(&[one.url()], 1).await;
    nats.freeze();
    let cue = json!({"kind": "message", "text": "Now or never", "key": "a click, and only one"});
    let (status, body) = host.say(&one.url(), &cue).await.unwrap();
    assert_eq!(
        (status, &body["error"]["code"]),
        (503, &json!("log_unsure"))
    );
    nats.thaw();
    // At the other server, which knows nothing of the first try but what is in the log.
    let said = until("the other server takes it", async || {
        let (status, body) = host.say(&other.url(), &cue).await?;
        (status == 201).then(|| body["cue"]["seq"].clone())
    })
    .await;
    let last = host.insist(&[one.url()], 2).await;
    let log = host.log(&one.url()).await;
    assert_eq!(log.last().unwrap()["seq"], last);
    let recorded: Vec<_> = log
        .iter()
        .filter(|entry| entry["text"] == "Now or never")
        .collect();
    assert_eq!(recorded.len(), 1, "{log:?}");
    assert_eq!(recorded[0]["seq"], said);
}
