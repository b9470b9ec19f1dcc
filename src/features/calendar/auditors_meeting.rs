//! To the auditors' next meeting: all that has happened since the last one, and what is missing, ready to be printed.

use askama::Template;
use chrono::{Months, NaiveDate, NaiveTime};
use serde::Deserialize;

use super::matters::{Drawing, Group};
use super::store;
use super::texts::Texts;
use crate::domain::calendar;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::words::Words;

crate::action!(
    /// What the auditors take up at their next meeting.
    ShowAuditorsMeeting, ReadAuditWork
);

/// How far back one looks when no earlier meeting is known.
const WITHOUT_A_MEETING: Months = Months::new(3);

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Filters {
    sedan: String,
}

#[derive(Template)]
#[template(path = "calendar/auditors_meeting.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    since: Field,
    /// Which meeting it is for.
    meeting: String,
    /// Since when, and why since then.
    period: String,
    groups: Vec<Group>,
}

pub(super) async fn show(gate: Gate<ShowAuditorsMeeting>, filters: Filters) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let mut faults = Faults::none();
    let (last, next) = store::last_and_next(look.conn(), today).await?;
    let start = Start::of(&filters.sedan, last, today, words, t, &mut faults);
    let at = calendar::instant(start.day(), NaiveTime::MIN);
    let followed = store::followed(look.conn(), start.day(), at, today).await?;
    let requests = store::requests(look.conn(), at).await?;
    let next_meetings = store::next_meetings(look.conn(), today).await?;
    let missing_after = i64::from(store::letter_after(look.conn()).await?);
    let drawing = Drawing { t, words, today, since: start.day(), at, missing_after, requests: &requests, next_meetings: &next_meetings };
    Html::page(&Page {
        groups: drawing.groups(&followed),
        since: Field::date(frame.lang, "sedan", t.since(), typed(&filters.sedan, start), &faults),
        summary: faults.summary(frame.lang),
        meeting: next.map_or_else(|| t.no_auditors_meeting().to_owned(), |day| t.for_meeting(&words.weekday_date(day))),
        period: start.said(t, words),
        t,
        frame,
    })
}

/// Where the list begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// The reader has chosen a day.
    Chosen(NaiveDate),
    /// The auditors met then: what came that very day may not have been taken up.
    LastMeeting(NaiveDate),
    /// No earlier meeting is known.
    SomeTimeAgo(NaiveDate),
}

impl Start {
    fn of(typed: &str, last: Option<NaiveDate>, today: NaiveDate, words: Words, t: Texts, faults: &mut Faults) -> Self {
        let usual = last.map_or_else(|| Self::SomeTimeAgo(today.checked_sub_months(WITHOUT_A_MEETING).unwrap_or(today)), Self::LastMeeting);
        if typed.trim().is_empty() {
            return usual;
        }
        match calendar::date(typed) {
            Ok(day) if day <= today => Self::Chosen(day),
            Ok(_) => {
                faults.add("sedan", t.since_is_ahead());
                usual
            }
            Err(fault) => {
                faults.add("sedan", words.date_fault(&fault));
                usual
            }
        }
    }

    fn day(self) -> NaiveDate {
        match self {
            Self::Chosen(day) | Self::LastMeeting(day) | Self::SomeTimeAgo(day) => day,
        }
    }

    fn said(self, t: Texts, words: Words) -> String {
        let day = words.date(self.day());
        match self {
            Self::Chosen(_) => t.since_chosen(&day),
            Self::LastMeeting(_) => t.since_last_meeting(&day),
            Self::SomeTimeAgo(_) => t.since_some_time(&day),
        }
    }
}

/// What was typed stays; otherwise the day that the list begins with.
fn typed(raw: &str, start: Start) -> String {
    if raw.trim().is_empty() { start.day().to_string() } else { raw.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::language::Lang;

    fn d(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }

    #[test]
    fn the_list_begins_with_the_last_meeting_unless_somebody_says_otherwise() {
        let (words, t) = (Words::new(Lang::Sv), Texts::from(Lang::Sv));
        let start = |typed: &str, last: Option<&str>| {
            let mut faults = Faults::none();
            let start = Start::of(typed, last.map(d), d("2025-04-10"), words, t, &mut faults);
            (start, faults.is_empty())
        };
        assert_eq!(start("", Some("2025-03-12")), (Start::LastMeeting(d("2025-03-12")), true));
        assert_eq!(start(" 29 januari 2025", Some("2025-03-12")), (Start::Chosen(d("2025-01-29")), true));
        assert_eq!(start("", None), (Start::SomeTimeAgo(d("2025-01-10")), true));
        assert_eq!(start("i höstas", Some("2025-03-12")), (Start::LastMeeting(d("2025-03-12")), false));
        assert_eq!(start("2025-04-11", Some("2025-03-12")), (Start::LastMeeting(d("2025-03-12")), false));
    }
}
