//! No cue is lost or doubled, whatever is killed; all servers and all viewers have the same, in the same order.

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::support::{Host, Nats, SHOW, Server, Viewer, until};

/// How many each of the hosts says.
const MESSAGES: usize = 40;
const HOSTS: usize = 3;

/// The servers, a host who is signed in, and the show, which all of them know.
async fn house(nats: &Nats) -> (Vec<Server>, Vec<String>, Host) {
    let mut servers = Vec::new();
    for _ in 0..3 {
        servers.push(Server::start(nats).await);
    }
    let urls: Vec<String> = servers.iter().map(Server::url).collect();
    let host = Host::sign_in(&urls[0]).await;
    host.make_show(&urls[0]).await;
    for url in &urls {
        until("the show is known everywhere", async || {
            host.show(url).await.filter(|(status, _)| *status == 200)
        })
        .await;
    }
    (servers, urls, host)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_hosts_talk_at_once_while_a_server_and_then_nats_are_killed_and_every_viewer_hears_each_word_once()
 {
    let mut nats = Nats::start().await;
    let (mut servers, urls, host) = house(&nats).await;
    let mut viewers = Vec::new();
    for first in 0..urls.len() {
        viewers.push(Viewer::follow(&urls, first).await);
    }
    let (count, mut said) = watch::channel(0);
    let hosts: Vec<_> = (0..HOSTS)
        .map(|number| {
            let (host, urls, count) = (host.clone(), urls.clone(), count.clone());
            tokio::spawn(async move {
                let mut numbers = Vec::new();
                for message in 0..MESSAGES {
                    numbers.push(host.insist(&urls, number * MESSAGES + message).await);
                    count.send_modify(|count| *count += 1);
                }
                numbers
            })
        })
        .collect();
    said.wait_for(|said| *said >= 20).await.unwrap();
    servers[1].kill();
    said.wait_for(|said| *said >= 45).await.unwrap();
    nats.kill();
    // Nobody can say anything now; hosts are told so, and viewers stay.
    let away = until("a host is told that the log is away", async || {
        let cue = json!({"kind": "message", "text": "into the void"});
        let (status, body) = host.say(&urls[0], &cue).await?;
        (status == 503 && body["error"]["code"] == "log_away").then_some(body)
    })
    .await;
    assert!(away["error"]["message"].is_string());
    nats.restart().await;
    said.wait_for(|said| *said >= 90).await.unwrap();
    servers[1].restart().await;
    let mut numbers = Vec::new();
    for host in hosts {
        numbers.extend(host.await.unwrap());
    }

    let log = host.log(&urls[0]).await;
    let last = log.last().unwrap()["seq"].as_u64().unwrap();
    for url in &urls {
        let same = until("all have read the log to its end", async || {
            let own = host.log(url).await;
            (own.last().unwrap()["seq"] == last).then_some(own)
        })
        .await;
        assert_eq!(same, log, "the log at {url}");
    }
    let mut of_log: Vec<(u64, Value)> = Vec::new();
    for entry in &log {
        of_log.push((entry["seq"].as_u64().unwrap(), entry["text"].clone()));
    }
    assert!(of_log.is_sorted_by_key(|(seq, _)| *seq));
    // What a host was told is what was recorded, and nothing besides was, but perhaps what nobody was sure of.
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), HOSTS * MESSAGES);
    let recorded: Vec<u64> = of_log
        .iter()
        .filter(|(_, text)| text != "into the void")
        .map(|(seq, _)| *seq)
        .collect();
    assert_eq!(recorded, numbers);
    for viewer in &mut viewers {
        let heard = viewer.up_to(last).await;
        let heard: Vec<(u64, Value)> = heard
            .iter()
            .map(|(seq, cue)| (*seq, cue["text"].clone()))
            .collect();
        assert_eq!(heard, of_log);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_is_taken_on_the_whole_log_wherever_it_was_said() {
    let nats = Nats::start().await;
    let (_servers, urls, host) = house(&nats).await;
    let pin = |product: &str| json!({"kind": "pin", "slot": 0, "product": product});
    for round in 0..5 {
        let (_, cup) = host.say(&urls[0], &pin("cup")).await.unwrap();
        let (_, vase) = host.say(&urls[1], &pin("vase")).await.unwrap();
        assert!(
            cup["cue"]["seq"].as_u64() < vase["cue"]["seq"].as_u64(),
            "{round}"
        );
        // Two hosts undo the same pin at the same time, each at a server of its own: one of them has done it.
        let path = format!(
            "/shows/{SHOW}/cues/{}/undo",
            vase["cue"]["id"].as_str().unwrap()
        );
        let undo = async |url: &str| {
            host.call(url, reqwest::Method::POST, &path, &json!({}))
                .await
                .unwrap()
        };
        let (one, other) = tokio::join!(undo(&urls[1]), undo(&urls[2]));
        let mut statuses = [one.0, other.0];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "{one:?} {other:?}");
        let done = if one.0 == 201 { one.1 } else { other.1 };
        assert_eq!(done["corrections"][0]["product"], "cup");
        let seq = &done["corrections"][0]["seq"];
        for url in &urls {
            until("the correction is known everywhere", async || {
                host.log(url)
                    .await
                    .iter()
                    .any(|entry| entry["seq"] == *seq)
                    .then_some(())
            })
            .await;
        }
    }
    let logs = [
        host.log(&urls[0]).await,
        host.log(&urls[1]).await,
        host.log(&urls[2]).await,
    ];
    assert_eq!(logs[0], logs[1]);
    assert_eq!(logs[0], logs[2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_at_another_server_is_answered_with_the_same_cue() {
    let nats = Nats::start().await;
    let (_servers, urls, host) = house(&nats).await;
    for number in 0..10 {
        let cue =
            json!({"kind": "message", "text": "Twice", "key": format!("click number {number}")});
        // At the same time, so that neither can know of the other's before.
        let (one, other) = tokio::join!(host.say(&urls[1], &cue), host.say(&urls[2], &cue));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!((one.0, other.0), (201, 201), "{one:?} {other:?}");
        assert_eq!(one.1["cue"], other.1["cue"]);
    }
    assert_eq!(host.log(&urls[1]).await.len(), 10);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_three_copies_of_the_log_one_nats_server_after_the_other_may_die_and_nothing_is_lost_or_doubled()
 {
    let mut cluster = Nats::cluster().await;
    let mut servers = Vec::new();
    for _ in 0..2 {
        servers.push(Server::on(&cluster.iter().collect::<Vec<_>>(), 3).await);
    }
    let urls: Vec<String> = servers.iter().map(Server::url).collect();
    let host = Host::sign_in(&urls[0]).await;
    host.make_show(&urls[0]).await;
    until("the show is known everywhere", async || {
        host.show(&urls[1])
            .await
            .filter(|(status, _)| *status == 200)
    })
    .await;
    let mut viewer = Viewer::follow(&urls, 1).await;
    let mut numbers = Vec::new();
    for (number, member) in cluster.iter_mut().enumerate() {
        numbers.push(host.insist(&urls, 10 * number).await);
        member.kill();
        // Two hosts at once, so that both are refused or overtaken while a new leader is found.
        let (one, other) = tokio::join!(
            host.insist(&urls, 10 * number + 1),
            host.insist(&urls, 10 * number + 2)
        );
        numbers.extend([one, other]);
        member.restart().await;
        numbers.push(host.insist(&urls, 10 * number + 3).await);
    }
    numbers.sort_unstable();
    let last = numbers[numbers.len() - 1];
    for url in &urls {
        let log = until("all have read the log to its end", async || {
            let log = host.log(url).await;
            (log.last().unwrap()["seq"] == last).then_some(log)
        })
        .await;
        let recorded: Vec<u64> = log
            .iter()
            .filter_map(|entry| entry["seq"].as_u64())
            .collect();
        assert_eq!(recorded, numbers);
    }
    let heard: Vec<u64> = viewer
        .up_to(last)
        .await
        .iter()
        .map(|(seq, _)| *seq)
        .collect();
    assert_eq!(heard, numbers);
}
