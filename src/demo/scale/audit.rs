//! Writes one generated audit: the letter, its items, its sending, its rounds, its end.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};

use super::books::{AboutRound, Books, word};
use super::chance::Chance;
use super::course::Course;
use super::sheet::row;
use super::store::Table;
use super::town::{Board, Town};
use super::{REFERENCE, rounds, texts};
use crate::domain::audit::{AddresseeRole, ItemKind};
use crate::domain::event::Event;
use crate::domain::ids::{AuditId, BoardId, ItemId, RoundId};
use crate::domain::response::AskedItem;
use crate::domain::round::RoundKind;
use crate::domain::text;

/// A sent audit, as its rounds need it.
pub(super) struct Sent<'a> {
    pub(super) town: &'a Town,
    pub(super) course: &'a Course,
    pub(super) id: AuditId,
    pub(super) reference: String,
    pub(super) items: Vec<Item>,
    pub(super) sent_at: DateTime<Utc>,
}

pub(super) struct Item {
    pub(super) id: ItemId,
    pub(super) kind: ItemKind,
    number: i16,
    pub(super) heading: &'static str,
    pub(super) body: String,
    /// Which of the two boards are asked about it.
    pub(super) asks: [bool; 2],
}

impl Item {
    pub(super) fn code(&self) -> String {
        let letter = match self.kind {
            ItemKind::Assessment => 'B',
            ItemKind::Recommendation => 'R',
        };
        format!("{letter}{}", self.number)
    }

    /// As the boards are asked about it: in its first wording.
    pub(super) fn asked(&self) -> AskedItem {
        AskedItem { id: self.id, version: 1, kind: self.kind, code: self.code(), heading: self.heading.to_owned(), body: self.body.clone() }
    }
}

pub(super) fn write(course: &Course, town: &Town, books: &mut Books, chance: &mut Chance) -> anyhow::Result<()> {
    let sent_at = chance.moment(course.sent_on) + TimeDelta::hours(1);
    let id = AuditId::made_up(sent_at - TimeDelta::hours(1), chance.bytes());
    let reference = format!("{REFERENCE}{}-{:05}", course.sent_on.year(), course.number);
    let sent = Sent { town, course, id, reference, items: items(course, sent_at, chance), sent_at };
    let boards = [town.board(course.boards[0])?, town.board(course.boards[1])?];
    record(&sent, books, chance);
    address(&sent, boards, books, chance);
    let rounds: Vec<RoundId> = course.rounds.iter().map(|_| RoundId::made_up(sent_at, chance.bytes())).collect();
    send(&sent, boards, &rounds, books, chance);
    rounds::write(&sent, boards, &rounds, books, chance)?;
    close(&sent, boards, &rounds, books, chance);
    Ok(())
}

/// Four assessments and six recommendations. Each board is spared one or two of them, and never both the same one.
fn items(course: &Course, sent_at: DateTime<Utc>, chance: &mut Chance) -> Vec<Item> {
    let spared: Vec<Vec<usize>> = [0, 5].iter().map(|from| (0..10).filter(|at| at / 5 * 5 == *from && chance.percent(35)).take(2).collect()).collect();
    let mut items = Vec::new();
    for (kind, headings, count) in [(ItemKind::Assessment, texts::ASSESSMENTS, 4), (ItemKind::Recommendation, texts::RECOMMENDATIONS, 6)] {
        let start = usize::try_from(chance.below(headings.len() as u64)).unwrap_or(0);
        for (number, heading) in (1i16..).zip(headings.iter().cycle().skip(start).take(count)) {
            let at = items.len();
            let sentences = usize::try_from(chance.between(2, 4)).unwrap_or(2);
            let body = chance.paragraph(texts::ITEM_BODIES, course.subject, sentences);
            let asks = [0, 1].map(|board| !spared.get(board).is_some_and(|spared: &Vec<usize>| spared.contains(&at)));
            items.push(Item { id: ItemId::made_up(sent_at, chance.bytes()), kind, number, heading, body, asks });
        }
    }
    items
}

fn record(sent: &Sent<'_>, books: &mut Books, chance: &mut Chance) {
    let (course, auditor) = (sent.course, sent.town.auditor);
    let (recorded_at, key) = (sent.sent_at - TimeDelta::hours(1), text::reference_key(&sent.reference));
    let overall = chance.say(texts::OVERALL, course.subject);
    let period = format!("{}–{}", course.sent_on.year(), course.sent_on.year() + 1);
    row!(
        books.sheet(Table::Audit),
        sent.id.uuid(),
        &sent.reference,
        &key,
        &course.title,
        texts::COLLEGIUM,
        course.sent_on,
        course.sent_on,
        texts::CHAIR,
        &overall,
        texts::REPLY_TO,
        &period,
        texts::INSTRUCTION_FIRST,
        texts::INSTRUCTION_FOLLOW_UP,
        recorded_at,
        auditor.uuid()
    );
    let letter: Vec<String> = sent.items.iter().map(|item| format!("{} {}\n{}", item.code(), item.heading, item.body)).collect();
    let letter = format!("{}\n{}\n\n{overall}\n\n{}\n\n{}", course.title, sent.reference, letter.join("\n\n"), texts::INSTRUCTION_FIRST);
    row!(books.sheet(Table::Letter), sent.id.uuid(), &letter);
    for item in &sent.items {
        let kind = word(&item.kind);
        row!(books.sheet(Table::Item), item.id.uuid(), sent.id.uuid(), &kind, item.number, item.heading, &item.body);
    }
    books.happens(recorded_at, Some(auditor), &Event::AuditRecorded { audit: sent.id });
}

fn address(sent: &Sent<'_>, boards: [&Board; 2], books: &mut Books, chance: &mut Chance) {
    let mut addressee = |board: BoardId, role: AddresseeRole| row!(books.sheet(Table::Addressee), sent.id.uuid(), board.uuid(), &word(&role));
    addressee(sent.town.council, AddresseeRole::Information);
    for board in boards {
        addressee(board.id, AddresseeRole::Respond);
    }
    for (place, board) in boards.into_iter().enumerate() {
        for item in sent.items.iter().filter(|item| item.asks.get(place).is_some_and(|asks| *asks)) {
            row!(books.sheet(Table::ItemBoard), item.id.uuid(), board.id.uuid());
        }
        for round in sent.course.rounds.iter().filter(|round| round.board == place) {
            let phrase = phrase(&board.name, round.ordinal, round.due_on);
            row!(books.sheet(Table::PlannedRound), sent.id.uuid(), board.id.uuid(), round.ordinal, round.due_on, &phrase);
        }
    }
    let message = chance.say(texts::MESSAGES, sent.course.subject);
    row!(books.sheet(Table::Dispatch), sent.id.uuid(), sent.sent_at, sent.town.auditor.uuid(), &message);
}

/// As the letter says it.
pub(super) fn phrase(board: &str, ordinal: i16, due_on: NaiveDate) -> String {
    match RoundKind::of(ordinal) {
        RoundKind::First => format!("{board} ska ha yttrat sig senast den {due_on}."),
        RoundKind::FollowUp | RoundKind::Further => format!("Ett uppföljande yttrande från {board} ska ha kommit in senast den {due_on}."),
    }
}

fn send(sent: &Sent<'_>, boards: [&Board; 2], rounds: &[RoundId], books: &mut Books, chance: &mut Chance) {
    let event = Event::AuditSent { audit: sent.id, rounds: rounds.to_vec() };
    books.happens(sent.sent_at, Some(sent.town.auditor), &event);
    for (round, id) in sent.course.rounds.iter().zip(rounds) {
        let Some(board) = boards.get(round.board) else { continue };
        row!(
            books.sheet(Table::Round),
            id.uuid(),
            sent.id.uuid(),
            board.id.uuid(),
            round.ordinal,
            &word(&RoundKind::of(round.ordinal)),
            sent.sent_at,
            sent.town.auditor.uuid()
        );
        // A board is asked for its next answer only.
        if round.ordinal == 1 {
            let about = AboutRound { round: *id, board: board.id, due_on: round.due_on };
            books.is_told(sent.sent_at, &event, about, sent.town, chance);
        }
    }
}

fn close(sent: &Sent<'_>, boards: [&Board; 2], rounds: &[RoundId], books: &mut Books, chance: &mut Chance) {
    let Some(day) = sent.course.closed_on else { return };
    let (at, auditor) = (chance.moment(day), sent.town.auditor);
    let unanswered: Vec<_> = sent.course.rounds.iter().zip(rounds).filter(|(round, _)| round.received_on.is_none()).collect();
    let motives = if unanswered.is_empty() { texts::MOTIVES } else { texts::MOTIVES_WITHOUT };
    let motive = chance.say(motives, sent.course.subject);
    row!(books.sheet(Table::Closing), sent.id.uuid(), 1i16, at, auditor.uuid(), &motive, !unanswered.is_empty());
    let event = Event::AuditClosed { audit: sent.id, without_answer: unanswered.iter().map(|(_, id)| **id).collect() };
    books.happens(at, Some(auditor), &event);
    for (round, id) in unanswered {
        let Some(board) = boards.get(round.board) else { continue };
        books.is_told(at, &event, AboutRound { round: *id, board: board.id, due_on: round.in_force() }, sent.town, chance);
    }
}
