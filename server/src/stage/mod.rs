//! The stage: shows, the live stream and cues.
//!
//! It plays a recorded programme as an endless live HLS stream with its cues inside, and tells the same cues in a
//! snapshot and as server-sent events. All of it is a function of the clock: nothing is stored, and a restarted
//! server, or a second one beside it, says the same.
//!
//! The server's `main` opens a [`Stage`] and mounts its [`Stage::router`]. Inside, [`reel`] does the timing, [`cues`] the
//! cue log, [`playlist`] and [`captions`] the texts, `routes` and [`events`] the HTTP.

mod routes;

pub mod captions;
pub mod clock;
pub mod cues;
pub mod events;
pub mod goods;
pub mod invalid;
mod manifest;
pub mod media;
pub mod playlist;
pub mod programme;
pub mod recording;
pub mod reel;
pub mod script;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, ensure};
use axum::Router;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

pub(crate) use self::manifest::absolute;
use self::{
    captions::Captions,
    clock::{Clock, Moment},
    cues::CueLog,
    events::Hall,
    goods::Goods,
    invalid::Invalid,
    manifest::Facts,
    media::Media,
    programme::Programme,
    reel::Reel,
    script::Script,
};
use crate::door::places::{Limits, Places};
use crate::live::{Live, feed::Feed, manifest::beacon_of, manifest::manifest as manifest_of};

/// What a stage needs to know.
#[derive(Clone, Debug)]
pub struct Config {
    /// The show's name in URLs.
    pub id: String,
    /// The folder with `programme.json`, `cues.json`, `media/` and `captions/`.
    pub show_dir: PathBuf,
    /// The server's origin as viewers see it: `http://localhost:8787`.
    pub public_url: String,
    /// Another HLS stream instead of the programme's own.
    pub stream: Option<String>,
    /// Where the time comes from.
    pub clock: Clock,
    /// Cancelled when the server stops: event streams end at once.
    pub shutdown: CancellationToken,
    /// The viewers' places. Each takes a file descriptor for as long as its viewer watches.
    pub places: Places,
    /// What hosts do; without it the script runs alone.
    pub live: Option<Live>,
    /// What the shop calls its products.
    pub goods: Goods,
}

impl Config {
    /// The demo show from `show_dir`, by the machine's clock.
    #[must_use]
    pub fn new(show_dir: impl Into<PathBuf>, public_url: impl Into<String>) -> Self {
        Self {
            id: "demo".to_owned(),
            show_dir: show_dir.into(),
            public_url: public_url.into(),
            stream: None,
            clock: Clock::system(),
            shutdown: CancellationToken::new(),
            places: Places::new(Limits {
                all: 512,
                per_address: 0,
            }),
            live: None,
            goods: Goods::default(),
        }
    }
}

/// An open show.
#[derive(Debug)]
pub struct Stage {
    id: String,
    hall: Hall,
    programme: Programme,
    media: Media,
    captions: Vec<Captions>,
    log: CueLog,
    feed: Arc<Feed>,
    live: Option<Live>,
    public_url: String,
    lineup: Vec<String>,
    goods: Goods,
    manifest: Value,
}

impl Stage {
    /// Reads the show and checks all of it.
    ///
    /// # Errors
    /// The first thing that is wrong, with its file, its place there and the reason.
    pub fn open(config: Config) -> anyhow::Result<Self> {
        let Config {
            id,
            show_dir,
            public_url,
            stream,
            clock,
            shutdown,
            places,
            live,
            goods,
        } = config;
        let public_url = absolute(&public_url)
            .with_context(|| format!("public URL {public_url}: no http(s) URL"))?;
        if let Some(stream) = &stream {
            absolute(stream).with_context(|| format!("stream {stream}: no http(s) URL"))?;
        }
        ensure!(
            clock.now() > Moment::from_millis(0),
            "this machine's clock stands before {}, from which the programme is played",
            Moment::from_millis(0)
        );
        let programme = Programme::read(&show_dir.join("programme.json"))?;
        let reel = programme.reel;
        let script = Script::read(&show_dir.join("cues.json"), reel.duration())?;
        let captions = programme
            .captions
            .iter()
            .map(|track| {
                let file = show_dir
                    .join("captions")
                    .join(format!("{}.vtt", track.lang));
                Captions::read(&file, &track.lang, reel.duration())
            })
            .collect::<Result<Vec<_>, _>>()?;
        let media = Media::read(&show_dir.join("media"), &programme, &captions)?;
        let lineup = lineup(&show_dir.join("programme.json"), &programme, &script)?;
        let facts = Facts {
            id: &id,
            public_url: &public_url,
            stream: stream.as_deref(),
            poster: media
                .poster
                .as_ref()
                .map(|file| format!("{file}?v={}", media.version)),
            lineup: &lineup,
        };
        let mut manifest = manifest::manifest(&programme, &facts);
        goods.name(&mut manifest, &lineup);
        let log = CueLog::new(script, reel);
        let book = live.as_ref().map(|live| live.book(&id)).unwrap_or_default();
        let feed = Arc::new(Feed::new(Some(log.clone()), book));
        if let Some(live) = &live {
            live.adopt(&id, Arc::clone(&feed), &manifest);
        }
        Ok(Self {
            id,
            hall: Hall {
                clock,
                shutdown,
                places,
            },
            programme,
            media,
            captions,
            log,
            feed,
            live,
            public_url,
            lineup,
            goods,
            manifest,
        })
    }

    /// The products of the show, in the host's order.
    #[must_use]
    pub fn lineup(&self) -> &[String] {
        &self.lineup
    }

    /// The show manifest: the folder's, with what a host has saved over it.
    #[must_use]
    pub fn manifest(&self) -> Value {
        let live = self.live.as_ref();
        let saved = live.and_then(|live| live.shows().get(&self.id));
        if let Some(saved) = saved.filter(|saved| saved.revision > 0) {
            return manifest_of(&saved, &self.public_url, &self.goods, Some(&self.manifest));
        }
        let mut manifest = self.manifest.clone();
        if live.is_some() {
            manifest["beacon"] = beacon_of(&self.id, &self.public_url).into();
        }
        manifest
    }

    /// What viewers are told.
    #[must_use]
    pub fn feed(&self) -> &Arc<Feed> {
        &self.feed
    }

    /// The timing of the programme.
    #[must_use]
    pub fn reel(&self) -> Reel {
        self.programme.reel
    }

    /// The script's cue log.
    #[must_use]
    pub fn log(&self) -> &CueLog {
        &self.log
    }

    /// The multivariant playlist.
    #[must_use]
    pub fn master(&self) -> String {
        playlist::master(&self.programme, &self.media)
    }

    /// The media playlist of picture and sound at a moment.
    #[must_use]
    pub fn video(&self, now: Moment) -> String {
        let reel = self.programme.reel;
        playlist::video(reel, reel.window(now), &self.media, &self.feed.current(now))
    }

    /// The playlist of a subtitles track at a moment.
    #[must_use]
    pub fn captions(&self, track: &Captions, now: Moment) -> String {
        let reel = self.programme.reel;
        playlist::captions(reel, reel.window(now), &self.media, &track.lang)
    }

    /// The subtitles tracks.
    #[must_use]
    pub fn tracks(&self) -> &[Captions] {
        &self.captions
    }

    /// The cue snapshot at a moment, as JSON.
    #[must_use]
    pub fn snapshot(&self, now: Moment) -> String {
        let live = self.live.as_ref();
        let saved = live.and_then(|live| Some(live.snapshot(&live.shows().get(&self.id)?, now)));
        saved.unwrap_or_else(|| self.feed.snapshot(now))
    }

    /// The stage's routes, without CORS.
    pub fn router(self) -> Router {
        routes::router(Arc::new(self))
    }
}

/// The host's order, or else that of the first pins.
fn lineup(file: &Path, programme: &Programme, script: &Script) -> Result<Vec<String>, Invalid> {
    let named = script.products();
    let Some(lineup) = programme.lineup.clone() else {
        return Ok(named);
    };
    match named.iter().find(|product| !lineup.contains(product)) {
        Some(product) => {
            let reason = format!("{product} is named by a cue and missing here");
            Err(Invalid::new(file, "lineup", reason))
        }
        None => Ok(lineup),
    }
}

/// Opens a stage and gives its routes.
///
/// # Errors
/// As [`Stage::open`].
pub fn router(config: Config) -> anyhow::Result<Router> {
    Ok(Stage::open(config)?.router())
}
