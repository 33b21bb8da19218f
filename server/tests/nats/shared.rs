//! What servers share besides the log: shows, sessions, and who watches.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Host, Nats, SHOW, Server, Viewer, until};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_show_and_a_session_are_the_same_at_every_server() {
    let nats = Nats::start().await;
    let (one, mut other) = (Server::start(&nats).await, Server::start(&nats).await);
    let host = Host::sign_in(&one.url()).await;
    // Signed in there means signed in here, at once.
    let path = format!("/shows/{SHOW}");
    let (status, _) = host
        .call(&other.url(), Method::GET, "/session", &Value::Null)
        .await
        .unwrap();
    assert_eq!(status, 200);
    host.make_show(&one.url()).await;
    until("the other server knows the show", async || {
        host.show(&other.url())
            .await
            .filter(|(status, _)| *status == 200)
    })
    .await;
    let title = json!({"title": "Later"});
    let (status, saved) = host
        .call(&other.url(), Method::PATCH, &path, &title)
        .await
        .unwrap();
    assert_eq!((status, &saved["revision"]), (200, &json!(2)), "{saved}");
    until("the first server has the new title", async || {
        let (_, show) = host.show(&one.url()).await?;
        (show["title"] == "Later").then_some(())
    })
    .await;
    let manifest = one.get(&format!("/shows/{SHOW}.json")).await.1;
    assert_eq!(manifest["title"], "Later");
    // A server that was away has it as well.
    other.kill();
    other.restart().await;
    let (_, show) = host.show(&other.url()).await.unwrap();
    assert_eq!(
        (&show["title"], &show["revision"]),
        (&json!("Later"), &json!(2))
    );
    // Signed out here means signed out there.
    let (status, _) = host
        .call(&one.url(), Method::DELETE, "/session", &Value::Null)
        .await
        .unwrap();
    assert_eq!(status, 204);
    until("the session is over at the other server", async || {
        let (status, _) = host
            .call(&other.url(), Method::GET, "/session", &Value::Null)
            .await?;
        (status == 401).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn viewers_and_what_they_open_are_counted_over_all_servers_and_a_server_that_is_gone_takes_its_viewers_with_it()
 {
    let nats = Nats::start().await;
    let (one, mut other) = (Server::start(&nats).await, Server::start(&nats).await);
    let host = Host::sign_in(&one.url()).await;
    host.make_show(&one.url()).await;
    until("the other server knows the show", async || {
        host.show(&other.url())
            .await
            .filter(|(status, _)| *status == 200)
    })
    .await;
    let mut here = Vec::new();
    for at in [&one, &other, &other] {
        here.push(Viewer::follow(&[at.url()], 0).await);
        let beacon = format!("{}/shows/{SHOW}/beacon", at.url());
        let opened = crate::support::client()
            .post(beacon)
            .json(&json!({"opens": ["cup"]}));
        assert_eq!(opened.send().await.unwrap().status(), 204);
    }
    let viewers = |now: i64| json!({"now": now, "peak": 3});
    for at in [&one, &other] {
        until("each server counts the viewers of both", async || {
            let figures = host.figures(&at.url()).await;
            let opens = &figures["opens"]["products"]["cup"];
            (figures["viewers"] == viewers(3) && *opens == 3).then_some(())
        })
        .await;
    }
    other.kill();
    until(
        "the viewers of a dead server are no longer counted",
        async || (host.figures(&one.url()).await["viewers"] == viewers(1)).then_some(()),
    )
    .await;
    // What it counted stays, and goes on where it comes back.
    drop(here);
    other.restart().await;
    until("what was counted is known again", async || {
        let figures = host.figures(&other.url()).await;
        (figures["opens"]["products"]["cup"] == 3 && figures["viewers"]["peak"] == 3).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_show_is_exported_from_the_shared_log_on_a_machine_that_has_never_served_it() {
    let nats = Nats::start().await;
    let server = Server::start(&nats).await;
    let host = Host::sign_in(&server.url()).await;
    host.make_show(&server.url()).await;
    host.insist(&[server.url()], 1).await;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut export = std::process::Command::new(env!("CARGO_BIN_EXE_vitrine-server"));
    export
        .args(["export", SHOW])
        .arg(&out)
        .args(["--nats", &nats.url()]);
    let done = export
        .arg("--data")
        .arg(folder.path().join("data"))
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let log: Value = serde_json::from_slice(&std::fs::read(out.join("log.json")).unwrap()).unwrap();
    let text = log.to_string();
    assert!(text.contains("message 1"), "{text}");
}
