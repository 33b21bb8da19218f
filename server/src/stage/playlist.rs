//! The text of the playlists (RFC 8216). Pure: everything follows from the moment and the programme.
//!
//! Written here and not by a crate, since those at hand put one `EXT-X-DATERANGE` on a segment at most.
//! From one moment to the next a playlist only loses lines at its top and gains lines at its end, as players expect.

use std::fmt::{self, Write as _};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    cues::Cue,
    media::Media,
    programme::{Programme, Track},
    reel::{Reel, Window},
};
use crate::live::feed::OnAir;

/// The multivariant playlist: one variant, one subtitles group.
#[must_use]
pub fn master(programme: &Programme, media: &Media) -> String {
    let mut text = String::from("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n");
    for track in &programme.captions {
        let Track { lang, label } = track;
        push(
            &mut text,
            format_args!(
                "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"captions\",NAME=\"{label}\",LANGUAGE=\"{lang}\",\
                 DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI=\"captions-{lang}.m3u8\""
            ),
        );
    }
    let group = if programme.captions.is_empty() {
        ""
    } else {
        ",SUBTITLES=\"captions\""
    };
    push(
        &mut text,
        format_args!(
            "#EXT-X-STREAM-INF:BANDWIDTH={},AVERAGE-BANDWIDTH={},CODECS=\"{}\",RESOLUTION={}x{},FRAME-RATE={:.3},\
             CLOSED-CAPTIONS=NONE{group}",
            programme.bandwidth.max(media.peak_bandwidth),
            media.average_bandwidth,
            programme.codecs,
            programme.width,
            programme.height,
            programme.frame_rate
        ),
    );
    text.push_str("video.m3u8\n");
    text
}

/// The media playlist of picture and sound, with the cues a viewer needs.
#[must_use]
pub fn video(reel: Reel, window: Window, media: &Media, cues: &[OnAir]) -> String {
    let version = &media.version;
    let map = format!("#EXT-X-MAP:URI=\"media/init.mp4?v={version}\"");
    let mut cues = cues.iter().peekable();
    let mut text = head(reel, window);
    for msn in window.first..window.end {
        // Each cue stands where the playlist ended when it was told.
        while let Some(on_air) = cues.next_if(|on_air| on_air.told <= msn) {
            date_range(&mut text, &on_air.cue);
        }
        start_segment(&mut text, reel, window, msn, Some(&map));
        push(
            &mut text,
            format_args!("media/seg{:05}.m4s?v={version}", reel.index(msn)),
        );
    }
    cues.for_each(|on_air| date_range(&mut text, &on_air.cue));
    text
}

/// The media playlist of one subtitles track: the same segments and the same discontinuities as the picture.
#[must_use]
pub fn captions(reel: Reel, window: Window, media: &Media, lang: &str) -> String {
    let mut text = head(reel, window);
    for msn in window.first..window.end {
        start_segment(&mut text, reel, window, msn, None);
        push(
            &mut text,
            format_args!(
                "captions-{lang}/{:05}.vtt?v={}",
                reel.index(msn),
                media.version
            ),
        );
    }
    text
}

fn head(reel: Reel, window: Window) -> String {
    // A discontinuity counts once its tag is gone; the tag goes with its segment.
    let gone = reel
        .turn(window.first)
        .saturating_sub(u64::from(reel.starts_over(window.first)));
    format!(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{}\n#EXT-X-MEDIA-SEQUENCE:{}\n\
         #EXT-X-DISCONTINUITY-SEQUENCE:{gone}\n",
        reel.segment().div_ceil(1000),
        window.first
    )
}

fn start_segment(text: &mut String, reel: Reel, window: Window, msn: u64, map: Option<&str>) {
    if reel.starts_over(msn) {
        text.push_str("#EXT-X-DISCONTINUITY\n");
    }
    if let Some(map) = map.filter(|_| msn == window.first || reel.starts_over(msn)) {
        push(text, format_args!("{map}"));
    }
    push(
        text,
        format_args!("#EXT-X-PROGRAM-DATE-TIME:{}", reel.start(msn)),
    );
    push(
        text,
        format_args!(
            "#EXTINF:{}.{:03},",
            reel.segment() / 1000,
            reel.segment() % 1000
        ),
    );
}

fn date_range(text: &mut String, cue: &Cue) {
    push(
        text,
        format_args!(
            "#EXT-X-DATERANGE:ID=\"{}\",CLASS=\"vitrine.cue\",START-DATE=\"{}\",X-VITRINE-CUE=\"{}\"",
            cue.id,
            cue.at,
            URL_SAFE_NO_PAD.encode(&cue.json)
        ),
    );
}

fn push(text: &mut String, line: fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{line}");
}
