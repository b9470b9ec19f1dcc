//! To the auditors' next meeting: all that has happened since the last one, and what is missing, ready to be printed; and
//! the same as a file.

use askama::Template;
use chrono::{DateTime, Months, NaiveDate, NaiveTime, Utc};

use super::matters::{Drawing, Group};
use super::store::{self, Auditing};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::policy::{Scope, Verb};
use crate::domain::refusal::{NoFile, Refusal};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::listing::{Cell, Filters, Head, ListPage, Query, Sheet};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::words::Words;

crate::action!(
    /// What the auditors take up at their next meeting.
    ShowAuditorsMeeting, ReadAuditWork
);

/// How far back one looks when no earlier meeting is known.
const WITHOUT_A_MEETING: Months = Months::new(3);

#[derive(Template)]
#[template(path = "calendar/auditors_meeting.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    since: Field,
    /// Since when, and why since then.
    period: String,
    list: ListPage,
    groups: Vec<Group>,
}

pub(super) async fn show(gate: Gate<ShowAuditorsMeeting>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (mut frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let (mut faults, since) = (Faults::none(), query.text("sedan"));
    let (start, known) = start(&mut look, &since, &mut faults).await?;
    let window = query.window();
    let (cut, count) = window.part_of(&mut query, taken_up(&mut look, start).await?, |audit| (audit.clone(),));
    let pages = cut.pages(&query, frame.lang, count);
    let groups = groups(&mut look, &cut.rows, start, &known).await?;
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            t.to_auditors_meeting(),
            Filters::new(&query, frame.lang),
            Head::new(&query, &pages, |n| t.found_audits(n), t.nothing_to_take_up(), "/sammantrade.csv"),
            pages,
        )
        .lead(known.next.map_or_else(|| t.no_auditors_meeting().to_owned(), |day| t.for_meeting(&words.weekday_date(day)))),
        groups,
        since: Field::date(frame.lang, "sedan", t.since(), typed(&since, start), &faults),
        summary: faults.summary(frame.lang),
        period: start.said(t, words),
        t,
        frame,
    })
}

/// The same matters as a file.
pub(super) async fn file(gate: Gate<ShowAuditorsMeeting>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, _) = gate.look().await?;
    let t = Texts::from(look.lang());
    let (mut faults, since) = (Faults::none(), query.text("sedan"));
    let (start, known) = start(&mut look, &since, &mut faults).await?;
    if !faults.is_empty() {
        // A page says that the day could not be read; a file cannot.
        return Err(Failure::Refused(Refusal::NoFile(NoFile::UnknownFilter)));
    }
    let window = query.window();
    let mut matters: Vec<(i64, Vec<Cell>)> = Vec::new();
    let audits = taken_up(&mut look, start).await?;
    for group in groups(&mut look, &audits, start, &known).await? {
        for list in group.lists {
            for line in list.lines {
                let cells = [group.reference.as_str(), group.title.as_str(), list.heading, line.who.as_str(), &line.said.join(" ")];
                matters.push((i64::try_from(matters.len()).unwrap_or(i64::MAX), cells.map(Cell::from).into()));
            }
        }
    }
    let (cut, _) = window.part_of(&mut query, matters, |(n, _)| (*n,));
    Sheet::new(
        &query,
        t.lang.pick("till-sammantrade", "for-the-meeting"),
        vec![t.reference(), t.audit(), t.matter(), t.board(), t.what()],
        cut,
        |(_, cells)| cells,
    )
}

/// Where the list begins, and what it goes by.
async fn start(visit: &mut Passage, since: &str, faults: &mut Faults) -> Result<(Start, Auditing), Failure> {
    let (words, today, t) = (visit.words(), visit.today(), Texts::from(visit.lang()));
    let known = store::auditing(visit.conn(), today).await?;
    Ok((Start::of(since, known.last, today, words, t, faults), known))
}

/// The audits that are taken up, in the order of the list.
async fn taken_up(visit: &mut Passage, start: Start) -> Result<Vec<String>, Failure> {
    let today = visit.today();
    Ok(store::taken_up(visit.conn(), start.day(), start.at(), today).await?)
}

/// What there is to take up about these audits.
async fn groups(visit: &mut Passage, audits: &[String], start: Start, known: &Auditing) -> Result<Vec<Group>, Failure> {
    let (words, today, t, at) = (visit.words(), visit.today(), Texts::from(visit.lang()), start.at());
    let moments = store::moments(visit.conn(), audits, at).await?;
    let followed = store::followed(visit.conn(), audits, (start.day(), at, today)).await?;
    let missing_after = i64::from(known.letter_after);
    let may_decide = visit.may(Verb::DecideDeadline, Scope::Common);
    Ok(Drawing { t, words, today, since: start.day(), at, missing_after, may_decide }.groups(audits, &followed, &moments))
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

    /// The first instant of that day.
    fn at(self) -> DateTime<Utc> {
        calendar::instant(self.day(), NaiveTime::MIN)
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
        let (words, t) = (Words::new(Lang::SV), Texts::from(Lang::SV));
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
