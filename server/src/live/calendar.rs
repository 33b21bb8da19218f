//! A show as an entry for a calendar (iCalendar, RFC 5545). Pure.

use std::fmt::Write as _;

use super::shows::{Saved, Status};
use crate::stage::clock::Moment;

/// The longest line, in bytes, as the format has it; longer ones are folded.
const LINE: usize = 75;

/// The file; `None` where nobody has said when the show begins. `host` makes its name one in the world.
///
/// An entry that was taken over before is replaced by a newer one, and taken out where the show was cancelled.
#[must_use]
pub fn calendar(show: &Saved, host: &str, now: Moment) -> Option<String> {
    let start = stamp(Moment::read(show.record.starts_at.as_deref()?)?);
    let status = match show.record.status {
        Status::Cancelled => "CANCELLED",
        _ => "CONFIRMED",
    };
    let mut file = String::new();
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Vitrine//Show//EN",
        "BEGIN:VEVENT",
        &format!("UID:{}@{host}", show.id),
        &format!("DTSTAMP:{}", stamp(now)),
        &format!("SEQUENCE:{}", show.revision),
        &format!("STATUS:{status}"),
        &format!("DTSTART:{start}"),
        "DURATION:PT1H",
        &format!("SUMMARY:{}", text(&show.record.title)),
        "END:VEVENT",
        "END:VCALENDAR",
    ] {
        folded(&mut file, line);
    }
    Some(file)
}

/// `20261201T190000Z`
fn stamp(moment: Moment) -> String {
    let text = moment.to_string();
    let seconds = text.split('.').next().unwrap_or_default();
    let mut stamp: String = seconds.chars().filter(|c| !"-:Z".contains(*c)).collect();
    stamp.push('Z');
    stamp
}

fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

fn folded(file: &mut String, line: &str) {
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        let _ = write!(file, "{c}");
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::shows::{Record, Stream};

    fn show(title: &str, status: Status, starts_at: Option<&str>) -> Saved {
        Saved {
            id: "autumn".to_owned(),
            revision: 3,
            record: Record {
                title: title.to_owned(),
                status,
                starts_at: starts_at.map(str::to_owned),
                poster: None,
                stream: Stream {
                    src: "https://cdn.example/live.m3u8".to_owned(),
                    mime: "application/vnd.apple.mpegurl".to_owned(),
                    latency_ms: 8_000,
                    cors: true,
                },
                encoder_delay_ms: 0,
                lineup: vec![],
                bookable: false,
                replay: None,
            },
            created: Moment::from_millis(0),
        }
    }

    fn of(show: &Saved) -> Option<String> {
        calendar(show, "stage.example", Moment::from_millis(0))
    }

    #[test]
    fn a_show_is_an_entry_at_its_start_in_universal_time() {
        let start = Some("2026-12-01T19:00:00+01:00");
        let file = of(&show("The autumn table", Status::Upcoming, start)).unwrap();
        for line in [
            "UID:autumn@stage.example",
            "DTSTART:20261201T180000Z",
            "SEQUENCE:3",
            "STATUS:CONFIRMED",
            "SUMMARY:The autumn table",
        ] {
            assert!(file.contains(&format!("\r\n{line}\r\n")), "{line}: {file}");
        }
        let cancelled = of(&show("A", Status::Cancelled, start)).unwrap();
        assert!(cancelled.contains("STATUS:CANCELLED"));
        assert_eq!(of(&show("A", Status::Upcoming, None)), None);
    }

    #[test]
    fn a_title_adds_no_line_of_its_own_and_long_lines_are_folded_between_letters() {
        let title = format!("Tea; cake,\nEND:VEVENT\r {}", "ü".repeat(100));
        let start = Some("2026-12-01T19:00:00Z");
        let file = of(&show(&title, Status::Upcoming, start)).unwrap();
        assert_eq!(file.matches("\r\nEND:VEVENT").count(), 1);
        assert!(file.contains("SUMMARY:Tea\\; cake\\,\\nEND:VEVENT"));
        assert!(file.lines().all(|line| line.len() <= LINE));
        assert!(file.replace("\r\n ", "").contains(&"ü".repeat(100)));
    }
}
