//! A host who runs the show, through the host's API as the console does.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::{Client, RequestBuilder, header};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::client;
use crate::process::PRODUCT;

/// The secret of this bench's host.
pub(super) const TOKEN: &str = "a token of the bench alone";
/// The show that everybody watches.
pub(super) const SHOW: &str = "fanout";
/// Keyframes of a long way: about 7 KB.
const KEYFRAMES: u32 = 100;
const DEADLINE: Duration = Duration::from_secs(20);

/// A host who is signed in.
#[derive(Clone, Debug)]
pub(super) struct Host {
    client: Client,
    api: String,
    cookie: String,
}

impl Host {
    /// Signs in at a server, and makes the show.
    pub(super) async fn at(address: &str) -> Result<Self> {
        let (client, api) = (client(DEADLINE)?, format!("{address}/host/api"));
        let session = client.post(format!("{api}/session"));
        let session = session.header("Vitrine-Host", "1");
        let answer = session.json(&json!({ "token": TOKEN })).send().await?;
        let cookie = answer.headers().get(header::SET_COOKIE);
        let cookie = cookie.context("no session")?.to_str()?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let host = Self {
            client,
            api,
            cookie,
        };
        let show = json!({ "id": SHOW, "title": "Fan-out", "stream": { "src": "https://cdn.example/live.m3u8" } });
        host.say(host.post("/shows").json(&show)).await?;
        let show = host.client.patch(format!("{}/shows/{SHOW}", host.api));
        let changes = json!({ "status": "live", "lineup": [PRODUCT] });
        host.say(show.json(&changes)).await?;
        Ok(host)
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(format!("{}{path}", self.api))
    }

    async fn say(&self, request: RequestBuilder) -> Result<Value> {
        let request = request.header("Vitrine-Host", "1");
        let answer = request.header(header::COOKIE, &self.cookie).send().await?;
        let (status, body) = (answer.status(), answer.text().await?);
        if !status.is_success() {
            bail!("the host was refused ({status}): {body}");
        }
        Ok(serde_json::from_str(&body)?)
    }

    /// One click: a message that bears its number.
    pub(super) async fn clicks(&self, number: usize) -> Result<()> {
        let cue = json!({ "kind": "message", "text": format!("{}{number}.", super::crowd::MARK) });
        let path = format!("/shows/{SHOW}/cues");
        self.say(self.post(&path).json(&cue)).await.map(drop)
    }

    /// A large cue: a hotspot with a long way.
    pub(super) async fn drags(&self) -> Result<()> {
        let keyframe = |t: u32| json!({ "t": f64::from(t) / 2.0, "x": 0.25, "y": 0.125, "w": 0.0625, "h": 0.0625 });
        let path: Vec<Value> = (0..KEYFRAMES).map(keyframe).collect();
        let until = OffsetDateTime::now_utc() + Duration::from_mins(5);
        let until = until.format(&Rfc3339)?;
        let cue = json!({ "kind": "hotspot", "product": PRODUCT, "path": path, "until": until, "spot": "flood" });
        let path = format!("/shows/{SHOW}/cues");
        self.say(self.post(&path).json(&cue)).await.map(drop)
    }
}
