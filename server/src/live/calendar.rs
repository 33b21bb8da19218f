//! A show as an entry for a calendar: a file (iCalendar, RFC 5545), and addresses at which calendars on the web take it. Pure.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::shows::{Saved, Status};
use crate::stage::clock::Moment;

/// The longest line, in bytes, as the format has it; longer ones are folded.
const LINE: usize = 75;

/// How long a show takes, as far as a calendar is concerned: nobody says it.
const LASTS_MS: u64 = 3_600_000;
/// What stands for more than itself in a query. A space is not written as `+`: not every calendar reads that as one.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// When a show begins, where somebody has said it.
#[must_use]
pub fn start(show: &Saved) -> Option<Moment> {
    Moment::read(show.record.starts_at.as_deref()?)
}

/// Calendars on the web, by name, each with the address that opens it with the show as a new entry.
#[must_use]
pub fn links(show: &Saved, start: Moment) -> [(&'static str, String); 2] {
    let title = utf8_percent_encode(&show.record.title, QUERY);
    let end = start.plus(LASTS_MS);
    let mut google = format!(
        "https://calendar.google.com/calendar/render?action=TEMPLATE&text={title}&dates={}/{}",
        stamp(start),
        stamp(end)
    );
    let (from, to) = (start.to_string(), end.to_string());
    let mut outlook = format!(
        "https://outlook.live.com/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent\
         &subject={title}&startdt={}&enddt={}",
        utf8_percent_encode(&from, QUERY),
        utf8_percent_encode(&to, QUERY)
    );
    if let Some(page) = &show.record.page {
        let page = utf8_percent_encode(page, QUERY);
        let _ = write!(google, "&details={page}");
        let _ = write!(outlook, "&body={page}");
    }
    [("Google Calendar", google), ("Outlook", outlook)]
}

/// The file; `None` where nobody has said when the show begins. `host` makes its name one in the world.
///
/// An entry that was taken over before is replaced by a newer one, and taken out where the show was cancelled.
#[must_use]
pub fn calendar(show: &Saved, host: &str, now: Moment) -> Option<String> {
    let start = stamp(start(show)?);
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
    ] {
        folded(&mut file, line);
    }
    if let Some(page) = &show.record.page {
        // An address is written as it is, but never over a line's end.
        let page = page.chars().filter(|c| !c.is_control());
        folded(&mut file, &format!("URL:{}", page.collect::<String>()));
    }
    for line in ["END:VEVENT", "END:VCALENDAR"] {
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
                page: None,
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
    fn a_calendar_on_the_web_gets_the_show_s_title_and_its_hour_and_nothing_that_the_title_asks_for()
     {
        let show = show(
            "Tea & \"cake\" +1 #ü",
            Status::Upcoming,
            Some("2026-12-01T23:30:00Z"),
        );
        let [(_, google), (_, outlook)] = links(&show, start(&show).unwrap());
        let title = "Tea%20%26%20%22cake%22%20%2B1%20%23%C3%BC";
        assert_eq!(
            google,
            format!(
                "https://calendar.google.com/calendar/render?action=TEMPLATE&text={title}\
                 &dates=20261201T233000Z/20261202T003000Z"
            )
        );
        assert_eq!(
            outlook,
            format!(
                "https://outlook.live.com/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent\
                 &subject={title}&startdt=2026-12-01T23%3A30%3A00.000Z&enddt=2026-12-02T00%3A30%3A00.000Z"
            )
        );
    }

    #[test]
    fn the_page_where_a_show_is_watched_is_in_every_entry() {
        let mut show = show("A", Status::Upcoming, Some("2026-12-01T19:00:00Z"));
        assert!(!of(&show).unwrap().contains("URL:"));
        show.record.page = Some("https://shop.example/live?a=1;b,c&d#e".to_owned());
        let file = of(&show).unwrap();
        let line = "\r\nURL:https://shop.example/live?a=1;b,c&d#e\r\n";
        assert!(file.contains(line), "{file}");
        let [(_, google), (_, outlook)] = links(&show, start(&show).unwrap());
        let page = "https%3A%2F%2Fshop.example%2Flive%3Fa%3D1%3Bb%2Cc%26d%23e";
        assert!(google.ends_with(&format!("&details={page}")), "{google}");
        assert!(outlook.ends_with(&format!("&body={page}")), "{outlook}");
        show.record.page = Some("https://shop.example/#\r\nEND:VEVENT".to_owned());
        let file = of(&show).unwrap();
        assert_eq!(file.matches("\r\nEND:VEVENT").count(), 1, "{file}");
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
