//! Subtitles: a whole-programme WebVTT file, cut into segments that match the picture's.
//!
//! A cue stands in every segment it touches, with its full times. All times are the programme's; `X-TIMESTAMP-MAP` ties
//! them to the timestamps of the media, which start at zero in every loop, so one set of segments serves all loops.

use std::{fmt::Write as _, path::Path};

use super::{invalid::Invalid, reel::Reel};

/// One subtitles track of the programme.
#[derive(Clone, Debug)]
pub struct Captions {
    /// Language tag.
    pub lang: String,
    cues: Vec<Caption>,
}

/// A piece of text and when it shows, in milliseconds of the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Caption {
    start: u64,
    end: u64,
    settings: String,
    text: String,
}

impl Captions {
    /// Reads and checks a WebVTT file of a programme that lasts `duration` milliseconds.
    ///
    /// # Errors
    /// The first thing that is wrong with the file.
    pub fn read(file: &Path, lang: &str, duration: u64) -> Result<Self, Invalid> {
        let bytes = Invalid::read(file)?;
        let text =
            String::from_utf8(bytes).map_err(|error| Invalid::new(file, "", error.to_string()))?;
        let cues = parse(&text, duration)
            .map_err(|(line, reason)| Invalid::new(file, format!("line {line}"), reason))?;
        Ok(Self {
            lang: lang.to_owned(),
            cues,
        })
    }

    /// The segment for one segment of the programme.
    ///
    /// Cues go out without identifiers: players that know a cue again by its identifier would drop it in the next loop.
    #[must_use]
    pub fn segment(&self, reel: Reel, index: u64) -> String {
        let (start, end) = (reel.start(index).millis(), reel.start(index + 1).millis());
        // Any pair of equal times says the same. This one never makes the sum "timestamp − start of the stream" zero,
        // which hls.js takes for "no map given".
        let tie = reel.segment() / 2;
        let mut text = format!(
            "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:{},MPEGTS:{}\n",
            timestamp(tie),
            tie * 90
        );
        for cue in self
            .cues
            .iter()
            .filter(|cue| cue.start < end && cue.end > start)
        {
            let settings = if cue.settings.is_empty() {
                String::new()
            } else {
                format!(" {}", cue.settings)
            };
            let (from, to) = (timestamp(cue.start), timestamp(cue.end));
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{from} --> {to}{settings}\n{}\n", cue.text);
        }
        text
    }
}

fn timestamp(millis: u64) -> String {
    let (seconds, minutes, hours) = (millis / 1000, millis / 60_000, millis / 3_600_000);
    format!(
        "{hours:02}:{:02}:{:02}.{:03}",
        minutes % 60,
        seconds % 60,
        millis % 1000
    )
}

/// The number of a line, and what is wrong in it.
type Wrong = (usize, String);

fn parse(text: &str, duration: u64) -> Result<Vec<Caption>, Wrong> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.lines().collect();
    let signature = lines.first().and_then(|line| line.strip_prefix("WEBVTT"));
    if !signature.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return Err((1, "the file must begin with WEBVTT".to_owned()));
    }
    let mut cues = Vec::new();
    let mut number = 0;
    for block in lines.split(|line| line.trim().is_empty()) {
        // The first block is the header.
        if number > 0 && !block.is_empty() {
            cues.extend(caption(block, number, duration)?);
        }
        number += block.len() + 1;
    }
    Ok(cues)
}

/// Reads one block, whose first line has index `number`. A note is no caption.
fn caption(block: &[&str], number: usize, duration: u64) -> Result<Option<Caption>, Wrong> {
    let first = block.first().copied().unwrap_or_default();
    if first.starts_with("NOTE") {
        return Ok(None);
    }
    if first.starts_with("STYLE") || first.starts_with("REGION") {
        return Err((
            number + 1,
            "style sheets and regions are not carried; use cue settings".to_owned(),
        ));
    }
    let Some(timing) = block.iter().take(2).position(|line| line.contains("-->")) else {
        return Err((
            number + 1,
            "a caption needs its times: 00:00:01.000 --> 00:00:03.000".to_owned(),
        ));
    };
    let wrong = |reason: &str| Err((number + timing + 1, reason.to_owned()));
    let (start, rest) = block[timing].split_once("-->").unwrap_or_default();
    let mut words = rest.split_whitespace();
    let (Some(start), Some(end)) = (time(start.trim()), words.next().and_then(time)) else {
        return wrong("a time is written 00:01.000 or 00:00:01.000");
    };
    if start >= end || end > duration {
        return wrong("a caption ends after it starts, and within the programme");
    }
    let settings: Vec<&str> = words.collect();
    if let Some(setting) = settings.iter().find(|setting| !sane(setting)) {
        return wrong(&format!("{setting} is no setting of a caption"));
    }
    let text = block[timing + 1..].join("\n");
    if text.is_empty() || text.contains("-->") {
        return wrong("a caption needs a text, and a blank line after it");
    }
    Ok(Some(Caption {
        start,
        end,
        settings: settings.join(" "),
        text,
    }))
}

/// `[hh:]mm:ss.ttt` in milliseconds.
fn time(text: &str) -> Option<u64> {
    let (clock, millis) = text.split_once('.')?;
    let digits = |text: &str, count| {
        let right = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        right.then(|| text.parse::<u64>().ok()).flatten()
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match parts[..] {
        [minutes, seconds] => (0, minutes, seconds),
        [hours, minutes, seconds] => (digits(hours, hours.len().clamp(2, 4))?, minutes, seconds),
        _ => return None,
    };
    let (minutes, seconds) = (
        digits(minutes, 2).filter(|m| *m < 60)?,
        digits(seconds, 2).filter(|s| *s < 60)?,
    );
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + digits(millis, 3)?)
}

/// Whether a cue setting is one of WebVTT's, with a value it can have.
fn sane(setting: &str) -> bool {
    let percent = |text: &str| {
        let number = text
            .strip_suffix('%')
            .and_then(|number| number.parse::<f64>().ok());
        number.is_some_and(|number| (0.0..=100.0).contains(&number))
    };
    let Some((name, value)) = setting.split_once(':') else {
        return false;
    };
    let (value, align) = value
        .split_once(',')
        .map_or((value, None), |(value, align)| (value, Some(align)));
    let aligned = |known: &[&str]| align.is_none_or(|align| known.contains(&align));
    match name {
        "vertical" => align.is_none() && ["rl", "lr"].contains(&value),
        "line" => {
            (percent(value) || value.parse::<i16>().is_ok()) && aligned(&["start", "center", "end"])
        }
        "position" => percent(value) && aligned(&["line-left", "center", "line-right"]),
        "size" => align.is_none() && percent(value),
        "align" => align.is_none() && ["start", "center", "end", "left", "right"].contains(&value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> Wrong {
        parse(text, 96_000).unwrap_err()
    }

    #[test]
    fn notes_identifiers_and_settings_are_told_apart() {
        let text = "\u{feff}WEBVTT - made by hand\r\n\r\nNOTE not said\r\n\r\nfirst\r\n00:01.000 --> 00:00:03.500 line:80% align:start\r\n- Hello\r\n- Hi\r\n\r\n\r\n00:04.000 --> 00:05.000\r\nBye\r\n";
        let cues = parse(text, 96_000).unwrap();
        assert_eq!(
            cues,
            [
                Caption {
                    start: 1000,
                    end: 3500,
                    settings: "line:80% align:start".to_owned(),
                    text: "- Hello\n- Hi".to_owned()
                },
                Caption {
                    start: 4000,
                    end: 5000,
                    settings: String::new(),
                    text: "Bye".to_owned()
                },
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert_eq!(reason("1\n00:01.000 --> 00:02.000\nx").0, 1);
        assert_eq!(reason("WEBVTT\n\n00:01.000 --> 00:01.000\nx").0, 3);
        assert_eq!(reason("WEBVTT\n\n\nid\n00:01.000 --> 01:36.001\nx").0, 5);
        assert_eq!(reason("WEBVTT\n\n00:01 --> 00:02\nx").0, 3);
        assert_eq!(reason("WEBVTT\n\n00:01.000 --> 00:02.000").0, 3);
        assert_eq!(reason("WEBVTT\n\nNOTE\nfine\n\njust text").0, 6);
        let (line, reason) = reason("WEBVTT\n\n00:01.000 --> 00:02.000 line:120%\nx");
        assert_eq!(
            (line, reason.as_str()),
            (3, "line:120% is no setting of a caption")
        );
    }

    #[test]
    fn a_caption_stands_whole_in_each_segment_it_touches_and_in_no_other() {
        let text = "WEBVTT\n\nid\n00:01.000 --> 00:04.000 size:50%\nlong";
        let track = Captions {
            lang: "en".to_owned(),
            cues: parse(text, 96_000).unwrap(),
        };
        let reel = Reel::new(2000, 48).unwrap();
        let cue = "\n00:00:01.000 --> 00:00:04.000 size:50%\nlong\n";
        let header = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:01.000,MPEGTS:90000\n";
        assert_eq!(track.segment(reel, 0), format!("{header}{cue}"));
        assert_eq!(track.segment(reel, 1), format!("{header}{cue}"));
        assert_eq!(track.segment(reel, 2), header);
    }
}
