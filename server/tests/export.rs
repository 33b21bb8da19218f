//! A show as a folder, read back through a plain file server with the widget's own readers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use m3u8_rs::MediaPlaylistType;
use serde_json::json;
use stage_support::{DURATION, SOME_DAY, Show};
use tempfile::TempDir;
use tower::ServiceExt as _;
use vitrine::domain::show::moments::moments;
use vitrine::domain::show::{ShowTime, State, Status, Timeline};
use vitrine::stage::{cue, manifest};
use vitrine_server::config::{ExportArgs, FilesArgs, ShowsArgs};
use vitrine_server::live::Live;
use vitrine_server::live::shows::{Record, Replay, Status as Standing, Stream};
use vitrine_server::shop::payment::faults::Faults;
use vitrine_server::shop::{self, Shop};
use vitrine_server::stage::clock::{Clock, Moment};
use vitrine_server::stage::{Config, Stage};
use vitrine_server::{export, files};

struct House {
    show: Show,
    data: TempDir,
    now: Arc<AtomicU64>,
}

impl House {
    fn new() -> Self {
        Self {
            show: Show::new(),
            data: tempfile::tempdir().unwrap(),
            now: Arc::new(AtomicU64::new(SOME_DAY)),
        }
    }

    fn clock(&self) -> Clock {
        let now = Arc::clone(&self.now);
        Clock::from_fn(move || Moment::from_millis(now.load(Ordering::SeqCst)))
    }

    fn live(&self) -> (Live, Stage) {
        let live = Live::open(self.data.path(), self.clock()).unwrap();
        let stage = Stage::open(Config {
            clock: self.clock(),
            live: Some(live.clone()),
            ..self.show.config()
        });
        (live, stage.unwrap())
    }

    fn export(&self, show: &str) -> anyhow::Result<PathBuf> {
        let dir = self.data.path().join("out");
        let args = ExportArgs {
            show: show.to_owned(),
            dir: dir.clone(),
            shows: ShowsArgs {
                data: self.data.path().to_owned(),
                show_dir: Some(self.show.path().to_owned()),
                nats: Vec::new(),
                nats_replicas: None,
                nats_name: String::new(),
                nats_ca: None,
                nats_creds: None,
            },
            shop: "https://shop.example".to_owned(),
            from: None,
            until: None,
        };
        let live = Live::open(self.data.path(), self.clock())?;
        export::export(&args, &live, &self.clock()).map(|()| dir)
    }
}

/// A file, as a plain file server hands it out.
async fn file(dir: &std::path::Path, path: &str) -> Vec<u8> {
    let router = files::router(&FilesArgs {
        dir: dir.to_owned(),
        port: 0,
        listen: [127, 0, 0, 1].into(),
    });
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = router.oneshot(request).await.unwrap();
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    answer
        .into_body()
        .collect()
        .await
        .unwrap()
        .to_bytes()
        .to_vec()
}

async fn text(dir: &std::path::Path, path: &str) -> String {
    String::from_utf8(file(dir, path).await).unwrap()
}

fn media(text: &str) -> m3u8_rs::MediaPlaylist {
    m3u8_rs::parse_media_playlist_res(text.as_bytes()).unwrap()
}

#[tokio::test]
async fn a_loop_of_the_programme_plays_from_a_static_host_with_its_cues_where_they_were() {
    let house = House::new();
    let dir = house.export("demo").unwrap();
    let show = manifest::manifest(
        "https://static.example/a/show.json",
        &text(&dir, "/show.json").await,
    )
    .unwrap();
    assert_eq!((show.status, show.events), (Status::Ended, None));
    assert_eq!(show.stream.src, "https://static.example/a/master.m3u8");
    assert_eq!(
        show.poster.as_deref(),
        Some("https://static.example/a/media/poster.jpg")
    );
    assert_eq!(show.shop.endpoint, "https://shop.example");
    assert!(text(&dir, "/master.m3u8").await.contains("video.m3u8"));
    for playlist in ["video", "captions-en", "captions-de"] {
        let list = media(&text(&dir, &format!("/{playlist}.m3u8")).await);
        assert_eq!(list.playlist_type, Some(MediaPlaylistType::Vod));
        assert!(list.end_list && list.segments.len() == 12);
        for segment in list.segments {
            assert!(segment.program_date_time.is_none());
            assert!(!file(&dir, &format!("/{}", segment.uri)).await.is_empty());
        }
    }
    file(&dir, "/media/init.mp4").await;
    let snapshot = cue::snapshot(&text(&dir, "/cues.json").await).unwrap();
    let mut timeline = Timeline::default();
    for cue in snapshot.cues {
        timeline.insert(cue);
    }
    // As in `cues.json` of the small show; before its first pin stands the last of the loop before.
    for (at, product) in [
        (0, Some("vase")),
        (2_249, Some("vase")),
        (2_250, Some("cup")),
        (6_000, None),
        (23_998, None),
    ] {
        let pin = timeline.scene(ShowTime(at)).pins[0].clone();
        let there = pin.map(|pin| pin.product.to_string());
        assert_eq!(there.as_deref(), product, "{at}");
    }
}

#[tokio::test]
async fn a_taken_over_show_is_exported_from_then_on_with_what_the_host_did() {
    let house = House::new();
    {
        let (live, _stage) = house.live();
        live.desk("demo").script(false).await.unwrap();
        house.now.fetch_add(2 * DURATION + 3_500, Ordering::SeqCst);
        let body = json!({"kind": "pin", "slot": 0, "product": "plate"});
        live.desk("demo")
            .say(None, 0, None, body.as_object().unwrap().clone())
            .await
            .unwrap();
        house.now.fetch_add(10_000, Ordering::SeqCst);
    }
    let dir = house.export("demo").unwrap();
    let list = media(&text(&dir, "/video.m3u8").await);
    assert_eq!(list.segments.len(), 24 + 6);
    assert_eq!(
        list.segments
            .iter()
            .filter(|segment| segment.discontinuity)
            .count(),
        2
    );
    let mut timeline = Timeline::default();
    for cue in cue::snapshot(&text(&dir, "/cues.json").await).unwrap().cues {
        timeline.insert(cue);
    }
    let mut pinned = |at: u64| {
        let pin = timeline.scene(ShowTime(i64::try_from(at).unwrap())).pins[0].clone();
        pin.map(|pin| pin.product.to_string())
    };
    let at = 2 * DURATION + 3_500;
    assert_eq!(
        (pinned(20_000), pinned(at - 1), pinned(at)),
        (None, None, Some("plate".to_owned()))
    );
    let log = text(&dir, "/log.json").await;
    assert!(log.contains("\"running\": false") && log.contains("plate"));
    let again = house.export("demo").unwrap_err().to_string();
    assert!(again.ends_with("is not empty"), "{again}");
}

#[test]
fn the_products_of_an_exported_show_are_named_as_the_shop_of_the_folder_did() {
    let house = House::new();
    let catalogue = house.data.path().join("catalogue.json");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../show/catalogue.json");
    let sample = std::fs::read_to_string(sample).unwrap();
    std::fs::write(&catalogue, sample.replace("ridge-vase", "vase")).unwrap();
    for file in
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../show/catalogue")).unwrap()
    {
        let file = file.unwrap();
        let name = file
            .file_name()
            .into_string()
            .unwrap()
            .replace("ridge-vase", "vase");
        let beside = house.data.path().join("catalogue");
        std::fs::create_dir_all(&beside).unwrap();
        std::fs::copy(file.path(), beside.join(name)).unwrap();
    }
    Shop::open(&shop::Settings {
        data: house.data.path().to_owned(),
        catalogue,
        public_url: "http://localhost:8787".to_owned(),
        allowed_origins: vec![],
        outbox: house.data.path().join("outbox"),
        sandbox: Faults::default(),
        clock: Arc::new(time::OffsetDateTime::now_utc),
    })
    .unwrap();
    drop(house.live());
    let dir = house.export("demo").unwrap();
    let show = std::fs::read_to_string(dir.join("show.json")).unwrap();
    let show: serde_json::Value = serde_json::from_str(&show).unwrap();
    let vase =
        json!({"id": "vase", "title": "Ridge vase", "url": "https://shop.example/products/vase"});
    assert_eq!(show["products"], json!([vase]));
}

#[tokio::test]
async fn a_hosted_show_names_its_recording_and_counts_in_its_seconds() {
    let house = House::new();
    {
        let (live, _stage) = house.live();
        let record = Record {
            title: "Own".to_owned(),
            status: Standing::Ended,
            starts_at: None,
            poster: Some("https://cdn.example/p.jpg".to_owned()),
            page: None,
            stream: Stream {
                src: "https://cdn.example/live.m3u8".to_owned(),
                mime: "application/vnd.apple.mpegurl".to_owned(),
                latency_ms: 8_000,
                cors: true,
            },
            encoder_delay_ms: 0,
            lineup: vec!["cup".to_owned()],
            bookable: false,
            replay: Some(Replay {
                src: "https://cdn.example/recorded.mp4".to_owned(),
                starts_at: Moment::from_millis(SOME_DAY).to_string(),
                ends_at: None,
            }),
        };
        live.shows().create("own", record, live.now()).unwrap();
        house.now.fetch_add(7_250, Ordering::SeqCst);
        let body = json!({"kind": "pin", "slot": 1, "product": "cup"});
        live.desk("own")
            .say(None, 0, None, body.as_object().unwrap().clone())
            .await
            .unwrap();
    }
    let dir = house.export("own").unwrap();
    let show = manifest::manifest(
        "https://static.example/show.json",
        &text(&dir, "/show.json").await,
    )
    .unwrap();
    assert_eq!(show.stream.src, "https://cdn.example/recorded.mp4");
    assert_eq!(show.poster.as_deref(), Some("https://cdn.example/p.jpg"));
    let cues = cue::snapshot(&text(&dir, "/cues.json").await).unwrap().cues;
    assert_eq!(cues[0].at, ShowTime(7_250));
    assert!(house.export("none").is_err());
}

#[tokio::test]
async fn a_show_of_the_server_s_own_stream_is_recorded_by_closing_it_and_served_as_it_was() {
    let house = House::new();
    let (live, stage) = house.live();
    // Within a segment: the recording begins with the next one.
    house.now.fetch_sub(500, Ordering::SeqCst);
    live.desk("demo").script(false).await.unwrap();
    house.now.fetch_add(4_750, Ordering::SeqCst);
    let say = async |body: serde_json::Value| {
        let said = live.desk("demo");
        let said = said.say(None, 0, None, body.as_object().unwrap().clone());
        said.await.unwrap()
    };
    say(json!({"kind": "pin", "slot": 0, "product": "plate"})).await;
    house.now.fetch_add(DURATION, Ordering::SeqCst);
    say(json!({"kind": "end"})).await;
    // Nobody hurries to close it.
    house.now.fetch_add(60_000, Ordering::SeqCst);
    let close = |record: &mut Record| {
        let before = record.status;
        record.status = Standing::Ended;
        live.record("demo", record, before);
    };
    let saved = live.shows().save("demo", None, close).unwrap();
    let replay = saved.record.replay.clone().unwrap();
    assert_eq!(replay.starts_at, Moment::from_millis(SOME_DAY).to_string());
    let router = stage.router();
    let get = async |path: &str| {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status.as_u16(), String::from_utf8_lossy(&body).into_owned())
    };
    let (_, shown) = get("/shows/demo.json").await;
    let show = manifest::manifest("https://stage.example/shows/demo.json", &shown).unwrap();
    assert_eq!((show.status, show.events), (Status::Ended, None));
    let (origin, folder) = show.stream.src.split_once("/live/demo/").unwrap();
    assert!(origin.starts_with("http"));
    let folder = format!("/live/demo/{}", folder.strip_suffix("master.m3u8").unwrap());
    assert!(
        get(&format!("{folder}master.m3u8"))
            .await
            .1
            .contains("video.m3u8")
    );
    for playlist in ["video", "captions-en"] {
        let (_, text) = get(&format!("{folder}{playlist}.m3u8")).await;
        let list = media(&text);
        assert_eq!(list.playlist_type, Some(MediaPlaylistType::Vod));
        assert!(list.end_list && !text.contains("PROGRAM-DATE-TIME"));
        // A loop, and from the fifth second to the picture with which it ended.
        assert_eq!(
            (list.media_sequence, list.segments.len()),
            (0, 12 + 3),
            "{playlist}"
        );
        for segment in list.segments {
            let path = format!("{folder}{}", segment.uri).replace("/recording", "");
            let (_, stretch) = folder.split_once("recording/").unwrap();
            let path = path.replace(&format!("/{stretch}../../"), "/");
            assert_eq!(get(&path).await.0, 200, "{path}");
        }
    }
    let cues = get("/shows/demo/cues.json").await.1;
    let cues = cue::snapshot(&cues).unwrap().cues;
    let mut timeline = Timeline::default();
    for cue in cues {
        timeline.insert(cue);
    }
    let moments = moments(timeline.cues());
    assert_eq!(moments, [(ShowTime(4_250), &"plate".into())]);
    let end = 4_250 + i64::try_from(DURATION).unwrap();
    let mut goes = |at| timeline.scene(ShowTime(at)).state;
    assert_eq!((goes(end - 1), goes(end)), (State::On, State::Ended));
    for wrong in ["5-5", "7-5", "x-5", "0-99999999", "0-1/../..", "5"] {
        let path = format!("/live/demo/recording/{wrong}/video.m3u8");
        assert_eq!(get(&path).await.0, 404, "{wrong}");
    }
    assert_eq!(get(&format!("{folder}captions-xx.m3u8")).await.0, 404);
    // Another title does not make it longer.
    house.now.fetch_add(60_000, Ordering::SeqCst);
    let title = |record: &mut Record| {
        let before = record.status;
        "Another title".clone_into(&mut record.title);
        live.record("demo", record, before);
    };
    let saved = live.shows().save("demo", None, title).unwrap();
    assert_eq!(saved.record.replay, Some(replay));
    drop(live);
    let dir = house.export("demo").unwrap();
    assert_eq!(media(&text(&dir, "/video.m3u8").await).segments.len(), 15);
}
