//! A stretch of the programme as a recording: playlists that end, served over the segments of the stream, or written as files
//! for any static host, with the segments they name, captions and poster.

use std::fs;
use std::path::Path;

use anyhow::Context as _;

use super::clock::Moment;
use super::{Stage, playlist, reel::Window};
use crate::live::recording::LONGEST_MS;

/// From a recording's folder to the stream's, whose segments it plays.
const STREAM: &str = "../../";

impl Stage {
    /// A stretch that is over, from its name in addresses: the numbers of its first segment and of that after its last.
    #[must_use]
    pub fn stretch(&self, name: &str, now: Moment) -> Option<Window> {
        let (first, end) = name.split_once('-')?;
        let (first, end): (u64, u64) = (first.parse().ok()?, end.parse().ok()?);
        let reel = self.programme.reel;
        let fits = first < end
            && end <= reel.edge(now) + 1
            && (end - first).saturating_mul(reel.segment()) <= LONGEST_MS;
        fits.then_some(Window { first, end })
    }

    /// The playlist of a recording: of its picture and sound, or of a subtitles track.
    #[must_use]
    pub fn recording(&self, window: Window, captions: Option<&str>) -> String {
        let reel = self.programme.reel;
        let text = match captions {
            None => playlist::video(reel, window, &self.media, &[]),
            Some(lang) => playlist::captions(reel, window, &self.media, lang),
        };
        ended(&text, |line| elsewhere(line, STREAM))
    }

    /// Writes the segments of a window and what names them into a folder, with `master.m3u8` as the way in.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn write_recording(&self, dir: &Path, window: Window) -> anyhow::Result<()> {
        let reel = self.programme.reel;
        let write = |name: &str, text: &str| {
            let file = dir.join(name);
            fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))
        };
        let media = dir.join("media");
        fs::create_dir_all(&media)?;
        let copy = |name: &str| {
            let from = self.media.dir.join(name);
            fs::copy(&from, media.join(name))
                .with_context(|| format!("cannot copy {}", from.display()))
        };
        write("master.m3u8", &self.master())?;
        let video = playlist::video(reel, window, &self.media, &[]);
        write("video.m3u8", &ended(&video, unversioned))?;
        copy("init.mp4")?;
        let used = window.end.saturating_sub(window.first).min(reel.segments());
        let used: Vec<u64> = (window.first..window.first + used)
            .map(|msn| reel.index(msn))
            .collect();
        for index in &used {
            copy(&format!("seg{index:05}.m4s"))?;
        }
        if let Some(poster) = &self.media.poster {
            copy(poster)?;
        }
        for track in &self.captions {
            let lang = &track.lang;
            let list = playlist::captions(reel, window, &self.media, lang);
            write(&format!("captions-{lang}.m3u8"), &ended(&list, unversioned))?;
            fs::create_dir_all(dir.join(format!("captions-{lang}")))?;
            for index in &used {
                let text = track.segment(reel, *index);
                write(&format!("captions-{lang}/{index:05}.vtt"), &text)?;
            }
        }
        Ok(())
    }
}

/// A live playlist as one that is complete: it counts from zero, and it ends. `name` is told each line that names a file.
///
/// It carries no dates, so that players count in seconds of the recording.
fn ended(text: &str, name: impl Fn(&str) -> String) -> String {
    let mut ended = String::with_capacity(text.len());
    for line in text.lines() {
        let tag = line.split(':').next().unwrap_or_default();
        match tag {
            "#EXT-X-PROGRAM-DATE-TIME" => continue,
            // The first segment follows nothing here.
            "#EXT-X-DISCONTINUITY" if !ended.contains("#EXTINF") => continue,
            "#EXT-X-MEDIA-SEQUENCE" => {
                ended.push_str("#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MEDIA-SEQUENCE:0");
            }
            "#EXT-X-DISCONTINUITY-SEQUENCE" => ended.push_str("#EXT-X-DISCONTINUITY-SEQUENCE:0"),
            "#EXT-X-MAP" => ended.push_str(&name(line)),
            _ if !line.starts_with('#') => ended.push_str(&name(line)),
            _ => ended.push_str(line),
        }
        ended.push('\n');
    }
    ended.push_str("#EXT-X-ENDLIST\n");
    ended
}

/// The file is in another folder.
fn elsewhere(line: &str, folder: &str) -> String {
    match line.split_once("URI=\"") {
        Some((before, file)) => format!("{before}URI=\"{folder}{file}"),
        None => format!("{folder}{line}"),
    }
}

/// Files of a static host have no versions.
fn unversioned(line: &str) -> String {
    match line.split_once("?v=") {
        Some((before, after)) if after.ends_with('"') => format!("{before}\""),
        Some((before, _)) => before.to_owned(),
        None => line.to_owned(),
    }
}
