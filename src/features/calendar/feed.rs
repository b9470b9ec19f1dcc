//! The calendar that a program fetches under a secret address: titles and dates, nothing of any content. What is in it
//! follows the reader's roles on the day it is fetched.

use chrono::Months;

use super::store::{self, FeedMeeting, FeedRound, FeedSupplement, Reader};
use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::ical::{Calendar, Entry, Status};
use crate::platform::page::Feed;
use crate::platform::texts::Apart;
use crate::platform::words::Words;

crate::action!(
    /// Somebody's calendar, by its secret address.
    FetchCalendar, Visit, String => Reader, find
);

/// How long a day that is over stays in the calendar.
const KEPT: Months = Months::new(12);

async fn find(conn: &mut sqlx::PgConnection, file: &str) -> sqlx::Result<Option<Reader>> {
    match file.strip_suffix(".ics") {
        Some(secret) => store::reader(conn, secret).await,
        None => Ok(None),
    }
}

pub(super) async fn fetch(gate: Gate<FetchCalendar>) -> Result<Feed, Failure> {
    let (mut look, reader) = gate.look().await?;
    let (now, today) = (look.now(), look.today());
    let since = today.checked_sub_months(KEPT).unwrap_or(today);
    let rounds = store::feed_rounds(look.conn(), &reader, today, since).await?;
    let supplements = store::feed_supplements(look.conn(), &reader, today, since).await?;
    let meetings = store::feed_meetings(look.conn(), &reader, today, since).await?;
    let lang = look.lang().of_code(&reader.lang);
    let writer = FeedWriter { visit: &look, t: Texts::from(lang), words: Words::new(lang) };
    let mut entries: Vec<Entry> = rounds.iter().map(|round| writer.last_day(round)).collect();
    entries.extend(supplements.iter().map(|one| writer.supplement(one)));
    entries.extend(meetings.iter().flat_map(|meeting| writer.meeting(meeting)));
    let calendar = Calendar { name: writer.t.calendar_name().to_owned(), entries };
    Ok(Feed { content: calendar.write(now) })
}

/// Says things in the language that the address was made in.
struct FeedWriter<'v> {
    visit: &'v Passage,
    t: Texts,
    words: Words,
}

impl FeedWriter<'_> {
    fn last_day(&self, round: &FeedRound) -> Entry {
        let (t, words, name) = (self.t, self.words, &round.name);
        let page = match (round.received_on, round.at_board) {
            (Some(_), _) => name.response_url(),
            (None, true) => name.desk_url(),
            (None, false) => name.audit_url(),
        };
        let moved = words.moved(round.last_day).map(|moved| format!("{moved}."));
        let came = round.received_on.map(|day| t.came_in(&words.date(day)));
        let lines = std::iter::once(name.reference.clone()).chain(moved).chain(came).chain(words.closed_day(round.last_day.due_on));
        Entry {
            // Never another for the same round: an extension moves the entry.
            uid: format!("round:{}@yttrande", round.id),
            day: round.last_day.due_on,
            summary: format!("{} ({})", t.last_day_of(&words.round(name.kind, name.ordinal()), &name.title), Apart(&name.board_name)),
            description: lines.collect::<Vec<_>>().join("\n"),
            url: self.visit.whole_address(&page),
            changed_at: round.changed_at,
            sequence: u32::try_from(round.changes).unwrap_or(0),
            status: if round.received_on.is_some() { Status::Done } else { Status::Awaited },
        }
    }

    /// The last day of a supplement that was asked for.
    fn supplement(&self, one: &FeedSupplement) -> Entry {
        let (t, words, name) = (self.t, self.words, &one.name);
        let awaited = one.answered_on.is_none() && !one.withdrawn;
        let page = if awaited && one.at_board { name.supplement_url() } else { name.response_url() };
        let came = one.answered_on.map(|day| t.supplement_came_in(&words.date(day)));
        let lines = std::iter::once(name.reference.clone()).chain(came).chain(words.closed_day(one.due_on));
        Entry {
            uid: format!("supplement:{}:{}@yttrande", one.round, one.n),
            day: one.due_on,
            summary: format!("{} ({})", t.supplement_of(&words.round(name.kind, name.ordinal()), &name.title), Apart(&name.board_name)),
            description: lines.collect::<Vec<_>>().join("\n"),
            url: self.visit.whole_address(&page),
            changed_at: one.changed_at,
            sequence: u32::from(one.withdrawn),
            status: match (one.withdrawn, awaited) {
                (true, _) => Status::Cancelled,
                (false, true) => Status::Awaited,
                (false, false) => Status::Done,
            },
        }
    }

    /// A meeting, and the last day for its papers.
    fn meeting(&self, meeting: &FeedMeeting) -> Vec<Entry> {
        let t = self.t;
        let status = if meeting.cancelled { Status::Cancelled } else { Status::Done };
        let entry = |name: &str, day, summary: String, status| Entry {
            uid: format!("{name}:{}@yttrande", meeting.id),
            day,
            summary,
            description: String::new(),
            url: self.visit.whole_address("/kalender"),
            changed_at: meeting.changed_at,
            sequence: u32::from(meeting.cancelled),
            status,
        };
        let board = meeting.board_name.as_deref();
        let held = entry("meeting", meeting.held_on, board.map_or_else(|| t.auditors_meeting().to_owned(), |board| t.meeting_of(board)), status);
        let papers = meeting.papers_by.map(|day| {
            let to = self.words.date(meeting.held_on);
            let summary = board.map_or_else(|| t.papers_to(&to), |board| t.papers_to_board(board, &to));
            // Papers take time: this is what one wants to be reminded of.
            entry("papers", day, summary, if meeting.cancelled { Status::Cancelled } else { Status::Awaited })
        });
        std::iter::once(held).chain(papers).collect()
    }
}
