//! `yttrande calendar`: a calendar in JSON on standard input, the file for calendar programs on standard output. For
//! `tools/oracle/calendars.py`, which reads it with another program's reader.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use yttrande::platform::ical::Calendar;

use super::print;

pub(super) fn run(now: DateTime<Utc>) -> anyhow::Result<()> {
    let calendar: Calendar = serde_json::from_reader(std::io::stdin().lock()).context("standard input is no calendar")?;
    print(&calendar.write(now))
}
