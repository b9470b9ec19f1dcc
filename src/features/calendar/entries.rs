//! What stands in the agenda and in the year list: last days, meetings, and last days for papers, in one order.

use chrono::NaiveDate;
use uuid::Uuid;

use super::store::{self, DayPlace, Meeting, Round};
use super::texts::Texts;
use crate::domain::actor::Person;
use crate::domain::calendar;
use crate::domain::ids::BoardId;
use crate::domain::policy::{Scope, Verb};
use crate::domain::round::RoundState;
use crate::platform::gate::Passage;
use crate::platform::listing::Value;
use crate::platform::parts::Chip;
use crate::platform::theirs::theirs;
use crate::platform::words::Words;

/// What an entry is, as the filter names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    LastDay,
    Papers,
    Meeting,
}

impl Value for Kind {
    const ALL: &'static [Self] = &[Self::LastDay, Self::Papers, Self::Meeting];

    fn key(self) -> &'static str {
        match self {
            Self::LastDay => "sista-dagar",
            Self::Papers => "handlingar",
            Self::Meeting => "sammantraden",
        }
    }
}

impl Kind {
    /// Its number in the order of a day.
    pub(super) fn number(self) -> i16 {
        match self {
            Self::LastDay => store::LAST_DAY,
            Self::Papers => store::PAPERS,
            Self::Meeting => store::MEETING,
        }
    }

    pub(super) fn name(self, t: Texts) -> &'static str {
        match self {
            Self::LastDay => t.last_days(),
            Self::Papers => t.papers(),
            Self::Meeting => t.meetings(),
        }
    }
}

/// One line of a calendar.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) day: NaiveDate,
    pub(super) kind: Kind,
    /// The round or the meeting.
    id: Uuid,
    /// None: the auditors' own.
    pub(super) board: Option<BoardId>,
    pub(super) board_name: String,
    /// Drawn by [`Said`](crate::platform::theirs::Said).
    pub(super) text: String,
    pub(super) url: Option<String>,
    /// What else there is to say: the reference, a day that was moved, a day on which offices are closed.
    pub(super) remarks: Vec<String>,
    pub(super) chips: Vec<Chip>,
    /// A last day whose answer is late.
    pub(super) overdue: bool,
}

impl Entry {
    /// Where it stands in the agenda.
    pub(super) fn place(&self) -> DayPlace {
        (self.day, self.kind.number(), self.id)
    }

    /// How it stands, in words.
    pub(super) fn standing(&self) -> String {
        let words: Vec<&str> = self.chips.iter().map(Chip::word).collect();
        words.join(", ")
    }
}

/// How entries are said to one reader on one day.
pub(super) struct EntryWriter<'a> {
    pub(super) t: Texts,
    pub(super) words: Words,
    pub(super) today: NaiveDate,
    /// The auditors' own name, for their own meetings.
    pub(super) auditors: &'a str,
    /// The boards on whose desks the reader works.
    pub(super) desks: Vec<BoardId>,
}

impl<'a> EntryWriter<'a> {
    pub(super) fn new(visit: &Passage, auditors: &'a str) -> Self {
        let boards = visit.person().map(Person::boards).unwrap_or_default();
        let desks = boards.into_iter().filter(|board| visit.may(Verb::ReadDesk, Scope::Board(*board))).collect();
        Self { t: Texts::from(visit.lang()), words: visit.words(), today: visit.today(), auditors, desks }
    }

    /// All of it, by day; what has the same day, in the order in which it has to be done.
    pub(super) fn entries(&self, rounds: &[Round], meetings: &[Meeting]) -> Vec<Entry> {
        let mut entries: Vec<Entry> = rounds.iter().map(|round| self.last_day(round)).collect();
        entries.extend(meetings.iter().map(|meeting| self.meeting(meeting)));
        entries.extend(meetings.iter().filter_map(|meeting| Some(self.papers(meeting, meeting.papers_by?))));
        entries.sort_by_key(|entry| (entry.day, entry.kind));
        entries
    }

    fn last_day(&self, round: &Round) -> Entry {
        let (t, words, last_day) = (self.t, self.words, round.last_day);
        let state = RoundState::of(last_day, round.received_on, round.assessed, self.today);
        let url = if round.received_on.is_some() {
            round.name.response_url()
        } else if self.desks.contains(&round.board) {
            round.name.desk_url()
        } else {
            round.name.audit_url()
        };
        let moved = words.moved(last_day);
        Entry {
            day: last_day.due_on,
            kind: Kind::LastDay,
            id: round.id.uuid(),
            board: Some(round.board),
            board_name: round.name.board_name.clone(),
            text: t.last_day_of(&words.round(round.name.kind, round.name.ordinal()), &theirs(t.lang, &round.name.title)),
            url: Some(url),
            remarks: std::iter::once(round.name.reference.clone()).chain(moved).chain(words.closed_day(last_day.due_on)).collect(),
            chips: self.chips(round, state),
            overdue: state.is_overdue() && !round.closed,
        }
    }

    fn chips(&self, round: &Round, state: RoundState) -> Vec<Chip> {
        let RoundState::Awaited(standing) = state else { return vec![Chip::of_round(self.words, state)] };
        let asked = round.last_day.extension_asked.then(|| Chip::hold(self.words.extension_asked()));
        Chip::of_deadline(self.words, standing).into_iter().chain(asked).collect()
    }

    fn meeting(&self, meeting: &Meeting) -> Entry {
        let papers = meeting.papers_by.map(|day| self.t.papers_by(&self.words.weekday_date(day)));
        self.of_meeting(meeting, Kind::Meeting, meeting.held_on, self.t.meeting().to_owned(), papers)
    }

    fn papers(&self, meeting: &Meeting, papers_by: NaiveDate) -> Entry {
        let text = self.t.papers_to(&self.words.date(meeting.held_on));
        self.of_meeting(meeting, Kind::Papers, papers_by, text, None)
    }

    fn of_meeting(&self, meeting: &Meeting, kind: Kind, day: NaiveDate, text: String, remark: Option<String>) -> Entry {
        let near = match calendar::standing(day, self.today) {
            calendar::Standing::LastDay => Some(Chip::info(self.t.today())),
            calendar::Standing::DaysLeft(1) => Some(Chip::info(self.t.tomorrow())),
            calendar::Standing::DaysLeft(_) | calendar::Standing::DaysLate(_) => None,
        };
        Entry {
            day,
            kind,
            id: meeting.id.uuid(),
            board: meeting.board,
            board_name: meeting.board_name.clone().unwrap_or_else(|| self.auditors.to_owned()),
            text,
            url: None,
            remarks: remark.into_iter().chain(self.words.closed_day(day)).collect(),
            chips: near.into_iter().collect(),
            overdue: false,
        }
    }
}
