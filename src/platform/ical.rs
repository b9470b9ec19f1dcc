//! Calendars in the format that calendar programs subscribe to (iCalendar, RFC 5545). See ADR 0018.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Deserialize;

/// The longest line, in bytes and without its end (RFC 5545 3.1).
const LINE: usize = 75;
/// At nine in the morning seven days before: a whole day begins at midnight, when nobody wants to be reminded.
const REMINDER: &str = "-P6DT15H";
/// How often a program should ask again; most ask when they please.
const REFRESH: &str = "PT6H";

/// A calendar of whole days. Its texts may hold anything: they are escaped as they are written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// What the reader's program calls it.
    pub name: String,
    /// Its days.
    pub entries: Vec<Entry>,
}

/// One whole day. It moves in the reader's calendar when it is written again with the same `uid`, another `day` and a
/// higher `sequence`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name for machines: the same each time, and no other entry's in the world.
    pub uid: String,
    /// The day in Stockholm.
    pub day: NaiveDate,
    /// The line that is shown in the calendar.
    pub summary: String,
    /// More about it; may be empty.
    pub description: String,
    /// The page to go to.
    pub url: String,
    /// When it was last changed.
    pub changed_at: DateTime<Utc>,
    /// How many times it has been changed.
    pub sequence: u32,
    /// Whether it is still to come about, with a reminder a week before.
    pub status: Status,
}

/// Whether an entry is still to come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Status {
    /// With a reminder a week before.
    Awaited,
    /// It stands where it stood, and nobody is reminded.
    Done,
    /// It will not come about: programs cross it out or take it away.
    Cancelled,
}

impl Calendar {
    /// The calendar as a file of type `text/calendar; charset=utf-8`, written at an instant.
    #[must_use]
    pub fn write(&self, now: DateTime<Utc>) -> String {
        let mut file = File::default();
        file.line("BEGIN", "VCALENDAR");
        file.line("VERSION", "2.0");
        file.line("PRODID", "-//Yttrande//Yttrande//SV");
        file.line("CALSCALE", "GREGORIAN");
        file.line("METHOD", "PUBLISH");
        // The name by the standard (RFC 7986), and by the habit that most programs know.
        file.text("NAME", &self.name);
        file.text("X-WR-CALNAME", &self.name);
        file.line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
        file.line("X-PUBLISHED-TTL", REFRESH);
        for entry in &self.entries {
            entry.write(&mut file, now);
        }
        file.line("END", "VCALENDAR");
        file.0
    }
}

impl Entry {
    fn write(&self, file: &mut File, now: DateTime<Utc>) {
        file.line("BEGIN", "VEVENT");
        file.text("UID", &self.uid);
        file.line("DTSTAMP", &instant(now));
        file.line("DTSTART;VALUE=DATE", &date(self.day));
        // The end is the first day that is not part of it.
        file.line("DTEND;VALUE=DATE", &date(self.day.checked_add_days(Days::new(1)).unwrap_or(self.day)));
        file.text("SUMMARY", &self.summary);
        if !self.description.is_empty() {
            file.text("DESCRIPTION", &self.description);
        }
        file.line("URL", &self.url);
        file.line("LAST-MODIFIED", &instant(self.changed_at));
        file.line("SEQUENCE", &self.sequence.to_string());
        file.line("STATUS", if self.status == Status::Cancelled { "CANCELLED" } else { "CONFIRMED" });
        // A last day does not make anybody busy.
        file.line("TRANSP", "TRANSPARENT");
        if self.status == Status::Awaited {
            file.line("BEGIN", "VALARM");
            file.line("ACTION", "DISPLAY");
            file.text("DESCRIPTION", &self.summary);
            file.line("TRIGGER", REMINDER);
            file.line("END", "VALARM");
        }
        file.line("END", "VEVENT");
    }
}

fn date(day: NaiveDate) -> String {
    day.format("%Y%m%d").to_string()
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// The file as it grows.
#[derive(Default)]
struct File(String);

impl File {
    /// A line with a text that somebody may have typed.
    fn text(&mut self, name: &str, text: &str) {
        self.line(name, &escaped(text));
    }

    /// A line, folded where it is too long. Whatever the value is, nothing in it can end the line.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for letter in name.chars().chain([':']).chain(value.chars().filter(|letter| !ends_lines(*letter))) {
            if length + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// The text with its marks escaped and every kind of line break as `\n` (RFC 5545 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            other => out.push(other),
        }
    }
    out
}

/// Control characters have no place in a line, and some programs also break lines at Unicode's own separators.
fn ends_lines(letter: char) -> bool {
    (letter.is_control() && letter != '\t') || matches!(letter, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(summary: &str) -> Entry {
        Entry {
            uid: "a1-sn-1@yttrande".to_owned(),
            day: "2025-03-31".parse().unwrap(),
            summary: summary.to_owned(),
            description: String::new(),
            url: "https://example.org/granskningar/A1".to_owned(),
            changed_at: "2025-01-20T08:00:00Z".parse().unwrap(),
            sequence: 0,
            status: Status::Awaited,
        }
    }

    fn written(entries: Vec<Entry>) -> String {
        Calendar { name: "Sista dagar".to_owned(), entries }.write("2025-03-01T12:00:00Z".parse().unwrap())
    }

    #[test]
    fn a_last_day_is_a_whole_day_with_a_reminder_a_week_before() {
        let file = written(vec![entry("Sista dag: första yttrande, IT-säkerhet")]);
        for line in [
            "UID:a1-sn-1@yttrande",
            "DTSTAMP:20250301T120000Z",
            "DTSTART;VALUE=DATE:20250331",
            "DTEND;VALUE=DATE:20250401",
            "SUMMARY:Sista dag: första yttrande\\, IT-säkerhet",
            "TRANSP:TRANSPARENT",
            "TRIGGER:-P6DT15H",
        ] {
            assert!(file.contains(&format!("\r\n{line}\r\n")), "{line}\n{file}");
        }
    }

    #[test]
    fn an_extension_moves_the_day_and_a_cancelled_one_reminds_nobody() {
        let moved = Entry { day: "2025-04-25".parse().unwrap(), sequence: 1, ..entry("Sista dag") };
        let file = written(vec![moved, Entry { status: Status::Cancelled, ..entry("Sista dag") }]);
        assert_eq!(file.matches("UID:a1-sn-1@yttrande\r\n").count(), 2);
        assert!(file.contains("DTSTART;VALUE=DATE:20250425\r\n") && file.contains("SEQUENCE:1\r\n"));
        assert!(file.contains("STATUS:CANCELLED\r\n"));
        assert_eq!(file.matches("BEGIN:VALARM").count(), 1);
    }

    #[test]
    fn nothing_that_is_typed_can_make_a_line_of_its_own() {
        for newline in ["\r\n", "\n", "\r", "\u{2028}", "\u{85}", "\u{c}"] {
            let nasty = format!("Titel{newline}END:VEVENT{newline}BEGIN:VEVENT");
            let all = Entry { uid: nasty.clone(), url: nasty.clone(), description: nasty.clone(), ..entry(&nasty) };
            let file = written(vec![all]);
            let lines: Vec<&str> = file.split(['\r', '\n', '\u{2028}', '\u{85}', '\u{c}']).filter(|line| *line == "BEGIN:VEVENT").collect();
            assert_eq!(lines.len(), 1, "{file}");
        }
    }

    #[test]
    fn lines_are_folded_between_letters_and_never_too_long() {
        for before in 0..80 {
            let summary = format!("{}å😀,{}", "a".repeat(before), "ö".repeat(300));
            let file = written(vec![entry(&summary)]);
            assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
            assert!(file.replace("\r\n ", "").contains(&format!("SUMMARY:{}\r\n", summary.replace(',', "\\,"))));
        }
    }
}
