//! A mail is never lost and never there twice, whatever breaks down between the order and the file.

use std::fs;

use crate::support::{Bench, lines};

async fn bought(bench: &Bench) {
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    assert_eq!(
        bench.pay(&id, "success_token").await.ok(200)["status"],
        "completed"
    );
}

fn forget_that_it_is_written(bench: &Bench) {
    let done: Result<usize, rusqlite::Error> = bench
        .shop
        .db
        .write(|tx| tx.execute("UPDATE orders SET mail = 'due'", []));
    assert_eq!(done.unwrap(), 1);
}

#[tokio::test]
async fn cut_off_before_the_file_it_is_written_at_the_next_start() {
    let mut bench = Bench::new();
    bought(&bench).await;
    let before = bench.mails().remove(0);
    forget_that_it_is_written(&bench);
    fs::remove_file(bench.settings().outbox.join(&before.file)).unwrap();
    bench.restart();
    let after = bench.mails();
    assert_eq!(after.len(), 1);
    assert_eq!((&after[0].file, &after[0].raw), (&before.file, &before.raw));
    assert_eq!(bench.mail_standings(), ["written"]);
}

#[tokio::test]
async fn cut_off_after_the_file_the_same_file_is_written_again() {
    let mut bench = Bench::new();
    bought(&bench).await;
    let before = bench.mails().remove(0);
    forget_that_it_is_written(&bench);
    bench.restart();
    let after = bench.mails();
    assert_eq!((after.len(), &after[0].raw), (1, &before.raw));
    assert_eq!(bench.mail_standings(), ["written"]);
}

#[tokio::test]
async fn cut_off_in_the_middle_of_the_file_leaves_no_half_mail() {
    let mut bench = Bench::new();
    bought(&bench).await;
    let whole = bench.mails().remove(0);
    forget_that_it_is_written(&bench);
    let outbox = bench.settings().outbox;
    fs::rename(
        outbox.join(&whole.file),
        outbox.join(format!(".{}.part", whole.file)),
    )
    .unwrap();
    bench.restart();
    let after = bench.mails();
    assert_eq!(
        (after.len(), &after[0].file, &after[0].raw),
        (1, &whole.file, &whole.raw)
    );
}

#[tokio::test]
async fn what_was_fetched_is_not_written_again() {
    let mut bench = Bench::new();
    bought(&bench).await;
    let file = bench.mails().remove(0).file;
    fs::remove_file(bench.settings().outbox.join(file)).unwrap();
    bench.shop.look_after().unwrap();
    bench.restart();
    assert_eq!(bench.mails().len(), 0);
}

#[tokio::test]
async fn an_outbox_that_cannot_be_written_loses_neither_order_nor_mail() {
    let bench = Bench::new();
    let outbox = bench.settings().outbox;
    fs::remove_dir(&outbox).unwrap();
    fs::write(&outbox, "in the way").unwrap();
    bought(&bench).await;
    assert!(bench.shop.look_after().is_err());
    assert_eq!(bench.mail_standings(), ["due"]);
    fs::remove_file(&outbox).unwrap();
    fs::create_dir(&outbox).unwrap();
    bench.shop.look_after().unwrap();
    assert_eq!(
        (bench.mails().len(), bench.mail_standings()),
        (1, vec!["written".to_owned()])
    );
}

#[tokio::test]
async fn every_order_has_a_file_of_its_own() {
    let bench = Bench::new();
    for _ in 0..3 {
        bought(&bench).await;
    }
    let files: Vec<String> = bench.mails().into_iter().map(|mail| mail.file).collect();
    assert_eq!(files.len(), 3);
    assert!(
        files
            .iter()
            .zip(1_001..)
            .all(|(file, number)| file.starts_with(&format!("V-{number}-")))
    );
}
