//! What is to be written, gathered audit by audit: the rows of every table, the numbers that have no gaps, the events,
//! and whom they are told to.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::chance::Chance;
use super::sheet::{Sheet, row};
use super::store::Table;
use super::texts;
use super::town::Town;
use crate::domain::actor::Role;
use crate::domain::event::{Authority, Event, NoticeKind};
use crate::domain::ids::{BoardId, MailId, NoticeId, PersonId, RoundId, SubmissionId};
use crate::domain::notice::About;
use crate::platform::register::Register;

pub(super) struct Books {
    /// Who is told what.
    register: Register,
    sheets: BTreeMap<Table, Sheet>,
    /// The newest number of each log.
    pub(super) logs: BTreeMap<String, i64>,
    /// The newest receipt of each year.
    pub(super) receipts: BTreeMap<i32, i32>,
}

/// The round that something is told about.
#[derive(Clone, Copy)]
pub(super) struct AboutRound {
    pub(super) round: RoundId,
    pub(super) board: BoardId,
    /// The last day, as it is then.
    pub(super) due_on: NaiveDate,
}

/// What somebody is told.
pub(super) struct Notice {
    pub(super) kind: NoticeKind,
    pub(super) key: String,
    /// Days from the last day.
    pub(super) days: i16,
    pub(super) roles: &'static [Role],
}

impl Books {
    /// Empty books that go on after these numbers.
    pub(super) fn begun(register: Register, logs: BTreeMap<String, i64>, receipts: BTreeMap<i32, i32>) -> Self {
        Self { register, sheets: BTreeMap::new(), logs, receipts }
    }

    pub(super) fn sheet(&mut self, table: Table) -> &mut Sheet {
        self.sheets.entry(table).or_default()
    }

    /// All sheets in the order in which the database takes them.
    pub(super) fn sheets(&mut self) -> impl Iterator<Item = (Table, &mut Sheet)> {
        self.sheets.iter_mut().map(|(table, sheet)| (*table, sheet))
    }

    pub(super) fn receipt(&mut self, year: i32) -> String {
        let last = self.receipts.entry(year).or_default();
        *last += 1;
        format!("Y{year}-{last:04}")
    }

    /// Writes an event into its log. What a job does, nobody does.
    pub(super) fn happens(&mut self, at: DateTime<Utc>, actor: Option<PersonId>, event: &Event) {
        let authority = event.authority();
        let seq = self.next_in(authority);
        if let Some((kind, facts)) = event.kind_and_facts() {
            row!(self.sheet(Table::Event), &authority.to_string(), seq, at, actor.map(PersonId::uuid), &kind, &facts.to_string());
        }
    }

    fn next_in(&mut self, authority: Authority) -> i64 {
        let last = self.logs.entry(authority.to_string()).or_default();
        *last += 1;
        *last
    }

    /// Tells of an event whom the program tells of it, as far as it is about this round.
    pub(super) fn is_told(&mut self, at: DateTime<Utc>, event: &Event, about: AboutRound, town: &Town, chance: &mut Chance) {
        for telling in self.register.tellings(event) {
            // A sending names all its rounds, and those who need not answer: the archive is made without what those were told.
            let elsewhere = matches!(telling.about(), About::Round(round) | About::FirstRound(round) if round != about.round);
            if elsewhere || matches!(telling.about(), About::Addressees(..)) {
                continue;
            }
            let notice = Notice { kind: telling.rule().kind, key: telling.key().to_owned(), days: 0, roles: telling.roles() };
            self.tell(at, &notice, about, town, chance);
        }
    }

    /// A notice to everybody with these roles, and the mail that went with it.
    pub(super) fn tell(&mut self, at: DateTime<Utc>, notice: &Notice, about: AboutRound, town: &Town, chance: &mut Chance) {
        for person in town.staff(notice.roles, about.board) {
            let id = NoticeId::made_up(at, chance.bytes()).uuid();
            let read_at = (!town.is_recent(at)).then(|| at + TimeDelta::hours(20));
            let (kind, round) = (word(&notice.kind), about.round.uuid());
            row!(self.sheet(Table::Notice), id, person.uuid(), &notice.key, &kind, round, about.due_on, notice.days, at, "at_once", read_at);
            self.mail(at, "notice", &format!("notice:{id}"), (Some(person), None), Some(id), about.round, chance);
        }
    }

    /// The receipt goes to the address that the letter names.
    pub(super) fn post_receipt(&mut self, at: DateTime<Utc>, submission: SubmissionId, round: RoundId, chance: &mut Chance) {
        self.mail(at, "receipt", &format!("receipt:{submission}"), (None, Some(texts::REPLY_TO)), None, round, chance);
    }

    #[expect(clippy::too_many_arguments, reason = "a mail has so many parts")]
    fn mail(
        &mut self,
        at: DateTime<Utc>,
        kind: &str,
        key: &str,
        (person, address): (Option<PersonId>, Option<&str>),
        notice: Option<Uuid>,
        round: RoundId,
        chance: &mut Chance,
    ) {
        let (id, settled_at) = (MailId::made_up(at, chance.bytes()).uuid(), at + TimeDelta::seconds(20));
        let person = person.map(PersonId::uuid);
        row!(self.sheet(Table::Mail), id, key, kind, person, address, notice, round.uuid(), at, at, 1i16, "sent", settled_at, "250 2.0.0 Ok: queued");
    }
}

/// The word by which the database and the event log know a value of one of our enums.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}
