//! A show as the host's API tells it.

use serde::Deserialize;
use vitrine::domain::show::ShowTime;

use super::moment;

/// Where a show stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It has not begun.
    Upcoming,
    /// It is on.
    Live,
    /// It is over.
    Ended,
    /// It does not take place.
    Cancelled,
}

/// Who runs a show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// The programme's own script; a host's cues are refused.
    Running,
    /// The host, who took it over.
    TakenOver,
    /// The host; there is no script.
    None,
}

/// The video of a show.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Stream {
    /// Address of a playlist or file.
    pub src: String,
    /// Its MIME type.
    #[serde(default, rename = "type")]
    pub mime: Option<String>,
    /// How far viewers are behind.
    #[serde(default)]
    pub latency_ms: u32,
    /// Whether it answers cross-origin requests.
    #[serde(default)]
    pub cors: bool,
}

/// What viewers watch once the show has ended.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Recording {
    /// Address of a playlist or file.
    pub src: String,
    /// The moment of its first picture.
    #[serde(deserialize_with = "moment::field")]
    pub starts_at: ShowTime,
}

/// A show.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Show {
    /// Its id.
    pub id: String,
    /// Goes up with every save.
    pub revision: u64,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// When it starts or started.
    #[serde(default, deserialize_with = "moment::maybe")]
    pub starts_at: Option<ShowTime>,
    /// A still for the time before the picture.
    #[serde(default)]
    pub poster: Option<String>,
    /// The partner's page where it is watched.
    #[serde(default)]
    pub page: Option<String>,
    /// The video.
    pub stream: Stream,
    /// How long the encoder takes.
    #[serde(default)]
    pub encoder_delay_ms: u32,
    /// Products, in the host's order.
    #[serde(default)]
    pub lineup: Vec<String>,
    /// Its recording, where there is one already.
    #[serde(default, rename = "replay")]
    pub recording: Option<Recording>,
    /// Whether the lineup can be bought before it begins.
    #[serde(default)]
    pub bookable: bool,
    /// Who runs it.
    pub script: Script,
    /// Address of the manifest that viewers get.
    pub manifest: String,
}

impl Show {
    /// Whether a host's cues are taken.
    #[must_use]
    pub fn takes_cues(&self) -> bool {
        self.script != Script::Running && self.status != Status::Ended
    }
}
