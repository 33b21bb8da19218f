//! The live playlists as a function of time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use std::{collections::BTreeMap, sync::LazyLock};

use m3u8_rs::Playlist as Parsed;
use proptest::prelude::*;
use stage_support::{DURATION, Playlist, SEGMENTS, SOME_DAY, Show, reel};
use vitrine_server::stage::{Stage, clock::Moment};

static STAGE: LazyLock<Stage> = LazyLock::new(|| Show::new().open());

fn at(millis: u64) -> Moment {
    Moment::from_millis(millis)
}

fn video(stage: &Stage, now: u64) -> Playlist {
    Playlist::read(&stage.video(at(now)))
}

/// Moments from the first full window on, over ten years.
fn moments() -> impl Strategy<Value = u64> {
    60_000..(10 * 366 * 86_400_000_u64)
}

proptest! {
    #[test]
    fn the_window_ends_with_the_last_complete_segment_and_is_a_minute_long(now in moments()) {
        let list = video(&STAGE, now);
        let end = list.media_sequence + list.segments.len() as u64;
        prop_assert_eq!(list.segments.len(), 30);
        prop_assert!(end * 2000 <= now && now < (end + 1) * 2000);
    }

    #[test]
    fn the_media_sequence_rises_by_the_segments_that_passed(now in moments(), later in 0..200_000_u64) {
        let stage = &*STAGE;
        let (before, after) = (video(stage, now), video(stage, now + later));
        prop_assert_eq!(after.media_sequence - before.media_sequence, (now + later) / 2000 - now / 2000);
    }

    #[test]
    fn playlists_agree_about_the_segments_they_share(now in moments(), later in 0..70_000_u64) {
        let stage = &*STAGE;
        let before: BTreeMap<_, _> = video(stage, now).segments.into_iter().map(|s| (s.msn, s)).collect();
        let after = video(stage, now + later).segments;
        let shared: Vec<_> = after.iter().filter(|segment| before.contains_key(&segment.msn)).collect();
        let passed = (now + later) / 2000 - now / 2000;
        prop_assert_eq!(shared.len() as u64, 30_u64.saturating_sub(passed));
        for segment in shared {
            prop_assert_eq!(segment, &before[&segment.msn]);
        }
    }

    #[test]
    fn a_playlist_only_loses_lines_at_its_top_and_gains_lines_at_its_end(now in moments()) {
        let stage = &*STAGE;
        let body = |now: u64| {
            let text = stage.video(at(now));
            let first = text.find("#EXT-X-PROGRAM-DATE-TIME").unwrap();
            let second = first + 1 + text[first + 1..].find("#EXT-X-PROGRAM-DATE-TIME").unwrap();
            (text[first..].to_owned(), text[second..].to_owned())
        };
        let (_, kept) = body(now);
        let (next, _) = body(now + 2000);
        prop_assert!(next.starts_with(&kept));
    }

    #[test]
    fn every_segment_is_what_its_number_says(now in moments()) {
        for segment in video(&STAGE, now).segments {
            let msn = segment.msn;
            let file = format!("media/seg{:05}.m4s?v=", msn % SEGMENTS);
            prop_assert!(segment.uri.starts_with(&file));
            prop_assert_eq!(segment.date, at(msn * 2000).to_string());
            prop_assert_eq!(segment.discontinuity, msn % SEGMENTS == 0);
            // Whatever of the window is gone, a segment keeps its discontinuity sequence number.
            prop_assert_eq!(segment.turn, msn / SEGMENTS);
        }
    }

    #[test]
    fn the_map_stands_first_and_after_each_discontinuity(now in moments()) {
        let list = video(&STAGE, now);
        let expected: Vec<u64> = list.segments.iter()
            .filter(|segment| segment.msn == list.media_sequence || segment.discontinuity)
            .map(|segment| segment.msn)
            .collect();
        prop_assert_eq!(list.maps, expected);
    }

    #[test]
    fn captions_have_the_segments_and_discontinuities_of_the_picture(now in moments()) {
        let stage = &*STAGE;
        let picture = video(stage, now);
        for track in stage.tracks() {
            let captions = Playlist::read(&stage.captions(track, at(now)));
            prop_assert!(captions.date_ranges.is_empty() && captions.maps.is_empty());
            prop_assert_eq!(captions.segments.len(), picture.segments.len());
            for (text, shown) in captions.segments.iter().zip(&picture.segments) {
                let mut expected = shown.clone();
                expected.uri.clone_from(&text.uri);
                prop_assert_eq!(text, &expected);
                let index = shown.msn % SEGMENTS;
                let file = format!("captions-{}/{index:05}.vtt?v=", track.lang);
                prop_assert!(text.uri.starts_with(&file));
            }
        }
    }

    #[test]
    fn a_restarted_server_goes_on_unchanged(now in moments()) {
        let show = Show::new();
        let (before, after) = (&*STAGE, show.open());
        prop_assert_eq!(before.video(at(now)), after.video(at(now)));
        prop_assert_eq!(before.snapshot(at(now)), after.snapshot(at(now)));
        prop_assert_eq!(before.master(), after.master());
    }

    #[test]
    fn other_parsers_read_the_same(now in moments()) {
        let text = STAGE.video(at(now));
        let Ok(Parsed::MediaPlaylist(parsed)) = m3u8_rs::parse_playlist_res(text.as_bytes()) else {
            return Err(TestCaseError::fail("no media playlist"));
        };
        let read = Playlist::read(&text);
        prop_assert_eq!(parsed.media_sequence, read.media_sequence);
        prop_assert_eq!(parsed.target_duration, 2);
        prop_assert!(!parsed.end_list);
        prop_assert_eq!(parsed.segments.len(), read.segments.len());
        let mut turn = parsed.discontinuity_sequence;
        for (theirs, ours) in parsed.segments.iter().zip(&read.segments) {
            turn += u64::from(theirs.discontinuity);
            prop_assert_eq!(&theirs.uri, &ours.uri);
            prop_assert_eq!(turn, ours.turn);
            let date = theirs.program_date_time.map(|date| date.timestamp_millis());
            let expected = 1_767_225_600_000 + ours.msn * 2000;
            prop_assert_eq!(date, i64::try_from(expected).ok());
        }
    }
}

#[test]
fn in_the_first_minute_the_playlist_grows_from_nothing() {
    let stage = &*STAGE;
    assert_eq!(video(stage, 1999).segments, []);
    let list = video(stage, 7000);
    assert_eq!((list.media_sequence, list.segments.len()), (0, 3));
    assert!(
        list.segments
            .iter()
            .all(|segment| !segment.discontinuity && segment.turn == 0)
    );
}

#[test]
fn the_master_offers_one_variant_with_its_captions() {
    let text = STAGE.master();
    let Ok(Parsed::MasterPlaylist(master)) = m3u8_rs::parse_playlist_res(text.as_bytes()) else {
        panic!("{text}")
    };
    let variant = &master.variants[0];
    assert_eq!(master.variants.len(), 1);
    assert_eq!(variant.uri, "video.m3u8");
    // The largest segment has 5000 bytes in two seconds: more than the file declares.
    assert_eq!(variant.bandwidth, 20_000);
    assert_eq!(
        variant.average_bandwidth,
        Some((11 * 1000 + 5000) * 8 / 24 + 1)
    );
    assert_eq!(variant.codecs.as_deref(), Some("avc1.64001f,mp4a.40.2"));
    assert_eq!(
        variant.resolution.map(|r| (r.width, r.height)),
        Some((540, 960))
    );
    assert_eq!(variant.frame_rate, Some(30.0));
    assert_eq!(variant.subtitles.as_deref(), Some("captions"));
    let tracks: Vec<_> = master
        .alternatives
        .iter()
        .map(|track| {
            (
                track.group_id.as_str(),
                track.name.as_str(),
                track.language.as_deref(),
                track.uri.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        tracks,
        [
            ("captions", "English", Some("en"), Some("captions-en.m3u8")),
            ("captions", "Deutsch", Some("de"), Some("captions-de.m3u8")),
        ]
    );
}

#[test]
fn the_caption_segments_of_a_loop_together_hold_each_caption_where_it_is_heard() {
    let stage = &*STAGE;
    let track = &stage.tracks()[0];
    let mut seen: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for index in 0..SEGMENTS {
        let segment = track.segment(reel(), index);
        assert!(segment.starts_with("WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:01.000,MPEGTS:90000\n"));
        for cue in segment
            .split("\n\n")
            .filter_map(|block| block.trim().split_once('\n'))
        {
            if cue.0.contains("-->") {
                seen.entry(format!("{} {}", cue.0, cue.1))
                    .or_default()
                    .push(index);
            }
        }
    }
    let seen: Vec<_> = seen.into_iter().collect();
    let expected = [
        (
            "00:00:00.500 --> 00:00:03.000 line:80% Over an edge",
            vec![0, 1],
        ),
        ("00:00:04.000 --> 00:00:06.000 Exactly one segment", vec![2]),
        ("00:00:09.000 --> 00:00:17.500 Long", vec![4, 5, 6, 7, 8]),
        ("00:00:23.000 --> 00:00:24.000 Up to the end", vec![11]),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(cue, segments)| (cue.to_owned(), segments))
        .collect();
    assert_eq!(seen, expected);
}

#[test]
fn the_version_in_the_addresses_follows_the_content() {
    let show = Show::new();
    let before = video(&show.open(), SOME_DAY).segments[0].uri.clone();
    assert_eq!(
        before,
        video(&show.open(), SOME_DAY + DURATION * 9).segments[0].uri
    );
    show.write("media/seg00007.m4s", &"y".repeat(1000));
    assert_ne!(before, video(&show.open(), SOME_DAY).segments[0].uri);
}
