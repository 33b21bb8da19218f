//! What is known of the show that is open.

use std::collections::BTreeMap;
use std::rc::Rc;

use vitrine::domain::show::ShowTime;

use super::{Link, Loading, Mode};
use crate::core::catalogue::Product;
use crate::core::cue::{Fact, Rect};
use crate::core::event::{Behind, Preview};
use crate::core::figures::{Figures, Point};
use crate::core::log::Log;
use crate::core::show::Show;

/// A cue on its way.
#[derive(Clone, PartialEq, Debug)]
pub struct Sending {
    /// Its number, by which its answer is known.
    pub number: u64,
    /// What it says.
    pub fact: Fact,
    /// Its moment, if it was told.
    pub at: Option<ShowTime>,
    /// Makes a repeat safe.
    pub key: String,
    /// Whether its answer is still awaited. Otherwise nobody knows whether it arrived.
    pub under_way: bool,
}

/// A mark in the making.
#[derive(Clone, PartialEq, Debug)]
pub struct Marking {
    /// The product.
    pub product: String,
    /// The hotspot's name.
    pub spot: String,
    /// Where the box is on the screen.
    pub rect: Option<Rect>,
    /// Whether viewers have been told of it.
    pub placed: bool,
    /// Whether the host holds it.
    pub held: bool,
    /// The last sample: when it was where.
    pub last: Option<(ShowTime, Rect)>,
    /// Samples that are not sent yet.
    pub unsent: Vec<(ShowTime, Rect)>,
    /// Whether a way is under way.
    pub under_way: bool,
    /// Whether the timer of samples runs.
    pub ticking: bool,
}

/// A field of the show that could not be saved.
pub type FieldProblem = (Option<String>, String);

/// How saving does.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Saving {
    /// Everything is saved.
    #[default]
    Saved,
    /// Something is to be saved, or on its way.
    Busy,
    /// The server refused a field (its name), with a code.
    Refused(FieldProblem),
    /// The server did not answer; what was typed is kept and tried again with the next change or by hand.
    Failed,
}

/// Preparing a show.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Preparing {
    /// What has changed and is not saved, by field; those of the stream are `stream.src` and so on.
    pub changed: serde_json::Map<String, serde_json::Value>,
    /// What is on its way.
    pub sent: serde_json::Map<String, serde_json::Value>,
    /// What the server refused, with the code: it stays in its field until it is put right, and holds nothing else back.
    pub refused: BTreeMap<String, (serde_json::Value, String)>,
    /// How saving does.
    pub saving: Saving,
    /// What is searched for.
    pub words: String,
    /// What was found.
    pub found: Vec<String>,
    /// How the search does.
    pub search: Loading,
}

/// The show that is open.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Open {
    /// Its id.
    pub id: String,
    /// It itself, once it is there.
    pub show: Option<Rc<Show>>,
    /// There is no such show.
    pub missing: bool,
    /// The connection.
    pub link: Link,
    /// Everything recorded.
    pub log: Rc<Log>,
    /// The number of the last line that the event stream brought: from there it goes on after a break. The log may know
    /// later ones, from answers, without knowing all before them.
    pub heard: Option<u64>,
    /// The figures.
    pub figures: Option<Rc<Figures>>,
    /// The chart's points.
    pub points: Rc<Vec<Point>>,
    /// Products by id, as far as they are known.
    pub products: Rc<BTreeMap<String, Product>>,
    /// The time of the preview's picture.
    pub picture: Option<ShowTime>,
    /// How the preview does.
    pub preview: Preview,
    /// The measures of its picture.
    pub size: (u32, u32),
    /// The stream that the preview plays.
    pub playing: Option<String>,
    /// Which clock tells a cue's moment.
    pub mode: Mode,
    /// The product that the next slot key pins.
    pub armed: Option<String>,
    /// Cues on their way.
    pub sending: Vec<Sending>,
    /// Cues that wait for their undoing; the first is on its way.
    pub undoing: Vec<String>,
    /// A mark in the making.
    pub marking: Option<Marking>,
    /// Whether the host is being asked about the end.
    pub asks_end: bool,
    /// A change of who runs the show is on its way.
    pub script_busy: bool,
    /// The viewer monitor, and how far its viewer is behind.
    pub monitor: Option<Behind>,
    /// Preparing it.
    pub prepare: Preparing,
}

impl Open {
    /// A show that nothing is known of but its id.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            ..Self::default()
        }
    }

    /// Whether the picture's time really tells a cue's moment: preview mode, and a picture that has a time.
    #[must_use]
    pub fn picture_tells(&self) -> bool {
        self.mode == Mode::Preview && self.picture.is_some()
    }
}
