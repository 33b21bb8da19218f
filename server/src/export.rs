//! `vitrine-server export SHOW DIR`: an ended show as a folder that works from any static host, with a shop of its own.
//!
//! `show.json` is the manifest, `cues.json` the cues in seconds of the recording, `log.json` everything that was recorded. Of
//! the programme's show the recording itself is written too; of others the manifest names it where it is.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use crate::config::ExportArgs;
use crate::live::fact::{Body, Fact};
use crate::live::shows::{Replay, Saved};
use crate::live::{Live, recording, replay};
use crate::serve;
use crate::shop;
use crate::stage::clock::{Clock, Moment};
use crate::stage::goods::Goods;
use crate::stage::reel::Window;
use crate::stage::{self, Stage};

/// Writes the folder.
///
/// # Errors
/// What is missing, or cannot be read or written.
pub fn run(args: &ExportArgs) -> anyhow::Result<()> {
    let here = args.shows.data.join("live.sqlite").is_file();
    ensure!(
        here || !args.shows.nats.is_empty(),
        "there are no shows in {}",
        args.shows.data.display()
    );
    let runtime = serve::runtime()?;
    let live = runtime.block_on(args.shows.open())?;
    export(args, &live, &Clock::system())
}

/// As [`run`], of what was recorded, by a clock.
///
/// # Errors
/// As [`run`].
pub fn export(args: &ExportArgs, live: &Live, clock: &Clock) -> anyhow::Result<()> {
    let show_dir = args.shows.show_dir.as_deref().unwrap_or(Path::new("show"));
    let config = stage::Config {
        clock: clock.clone(),
        live: Some(live.clone()),
        ..stage::Config::new(show_dir, &args.shop)
    };
    let stage = Stage::open(config);
    let Some(show) = live.shows().get(&args.show) else {
        // Perhaps it is the one that could not be opened.
        stage.context("the folder's show cannot be opened")?;
        bail!("there is no show {}", args.show);
    };
    let empty = fs::read_dir(&args.dir).map_or(true, |mut files| files.next().is_none());
    ensure!(empty, "{} is not empty", args.dir.display());
    fs::create_dir_all(&args.dir)?;
    let (stream, cues) = match stage {
        Ok(stage) if live.plays(&show.id, &show.record) => {
            own(args, &stage, show.record.replay.as_ref(), clock.now())?
        }
        _ => linked(live, &show),
    };
    let count = cues.len();
    let write = |name: &str, value: &Value| {
        let text = serde_json::to_string_pretty(value)?;
        let file = args.dir.join(name);
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
    };
    let goods = shop::kept_catalogue(&args.shows.data)?.map(|known| known.goods(&args.shop));
    let manifest = manifest(args, &show, &stream, &goods.unwrap_or_default());
    write("show.json", &manifest)?;
    write("cues.json", &replay::snapshot(cues))?;
    let log = live.book(&show.id).after(0, usize::MAX);
    let log: Vec<Value> = log.iter().map(|entry| entry.json().into()).collect();
    write(
        "log.json",
        &json!({"version": 1, "show": show.id, "entries": log}),
    )?;
    tracing::info!(folder = %args.dir.display(), cues = count, "the show was written");
    Ok(())
}

/// A stretch of the programme, with its files.
fn own(
    args: &ExportArgs,
    stage: &Stage,
    recorded: Option<&Replay>,
    now: Moment,
) -> anyhow::Result<(Value, Vec<Body>)> {
    let reel = stage.reel();
    let moment = |name: &str, text: &Option<String>| {
        let read = |text: &String| {
            Moment::read(text).with_context(|| format!("{name} must be a date-time as in RFC 3339"))
        };
        text.as_ref().map(read).transpose()
    };
    // Without a word about it: what a host closed it as, or would now.
    let whole = recording::stretch(stage.feed().book(), reel, now);
    let from = moment("--from", &args.from)?;
    let until = moment("--until", &args.until)?;
    // Of a script that runs for ever, a loop from where it was said.
    let a_loop = from.filter(|_| stage.feed().book().taken_over().is_none());
    let closed = recorded.and_then(Replay::times);
    let until = until
        .or_else(|| Some(a_loop?.plus(reel.duration())))
        .or_else(|| closed?.1);
    let until = until.unwrap_or_else(|| reel.start(whole.end)).min(now);
    let from = from.or_else(|| Some(closed?.0));
    let from = from.unwrap_or_else(|| reel.start(whole.first));
    ensure!(
        from < until,
        "the show must begin before it ends, and before now"
    );
    ensure!(
        until.millis() - from.millis() <= recording::LONGEST_MS,
        "12 hours are the most"
    );
    let window = Window {
        first: reel.edge(from),
        end: reel.edge(until).max(reel.edge(from) + 1),
    };
    stage.write_recording(&args.dir, window)?;
    let (start, end) = (reel.start(window.first), reel.start(window.end));
    let facts = stage.feed().facts(start, end);
    let facts: Vec<&Fact> = facts.iter().collect();
    let stream = json!({
        "src": "master.m3u8",
        "type": "application/vnd.apple.mpegurl",
        "latency_ms": 0,
        "cors": true,
    });
    Ok((stream, replay::cues(&facts, start)))
}

/// A recording that is somewhere else. Where nobody has said where, it is the stream itself, and cues keep their dates.
fn linked(live: &Live, show: &Saved) -> (Value, Vec<Body>) {
    let stream = &show.record.stream;
    let replay = show.record.replay.as_ref();
    let recorded = replay.and_then(|replay| Some((&replay.src, live.recorded(&show.id, replay)?)));
    let (src, cues) = recorded.unwrap_or_else(|| {
        let entries = live.book(&show.id).after(0, usize::MAX);
        let cues = entries.iter().filter(|entry| entry.is_cue());
        (&stream.src, cues.map(|entry| entry.fact.json()).collect())
    });
    let stream = json!({"src": src, "type": stream.mime, "latency_ms": 0, "cors": stream.cors});
    (stream, cues)
}

fn manifest(args: &ExportArgs, show: &Saved, stream: &Value, goods: &Goods) -> Value {
    let record = &show.record;
    let mut manifest = json!({
        "version": 1,
        "id": show.id,
        "title": record.title,
        "status": "ended",
        "stream": stream,
        "shop": {"type": "ucp", "endpoint": args.shop},
        "lineup": record.lineup,
        "cues": "cues.json",
    });
    goods.name(&mut manifest, &record.lineup);
    if let Some(starts_at) = &record.starts_at {
        manifest["starts_at"] = starts_at.as_str().into();
    }
    if let Some(poster) = &record.poster {
        let name = poster.rsplit('/').next().unwrap_or_default();
        let name = name.split('?').next().unwrap_or_default();
        let here = Path::new("media").join(name);
        let written = !name.is_empty() && args.dir.join(&here).is_file();
        manifest["poster"] = match here.to_str() {
            Some(here) if written => here.into(),
            _ => poster.as_str().into(),
        };
    }
    manifest
}
