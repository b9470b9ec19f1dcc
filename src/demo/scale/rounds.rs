//! Writes one board's rounds of a generated audit: last days, reminders, the desk, what was handed in, the verdict.

mod last_days;
mod verdict;

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

use super::answers;
use super::audit::{Item, Sent};
use super::books::{AboutRound, Books, word};
use super::chance::Chance;
use super::course::{self, Desk};
use super::sheet::row;
use super::store::Table;
use super::texts;
use super::town::Board;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::ids::{PersonId, RoundId, SubmissionId};
use crate::domain::response::{
    Answer, AnsweredItem, Backing, BoardDecision, Decider, Document, DraftSummary, Earlier, Promise, SettledResponse, Stand, render,
};
use crate::domain::round::RoundKind;
use crate::platform::language::Lang;
use crate::platform::words::Words;

/// One round with everything that it needs to be written.
struct Written<'a> {
    sent: &'a Sent<'a>,
    course: &'a course::Round,
    id: RoundId,
    board: &'a Board,
    secretary: PersonId,
    items: Vec<&'a Item>,
}

impl Written<'_> {
    fn told(&self) -> AboutRound {
        AboutRound { round: self.id, board: self.board.id, due_on: self.course.in_force() }
    }
}

pub(super) fn write(sent: &Sent<'_>, boards: [&Board; 2], rounds: &[RoundId], books: &mut Books, chance: &mut Chance) -> anyhow::Result<()> {
    let mut promised: Vec<Vec<Promise>> = Vec::new();
    for (course, id) in sent.course.rounds.iter().zip(rounds) {
        let Some(board) = boards.get(course.board) else { continue };
        let items = sent.items.iter().filter(|item| item.asks.get(course.board).is_some_and(|asks| *asks)).collect();
        let round = Written { sent, course, id: *id, board, secretary: sent.town.secretary(board.id), items };
        last_days::write(&round, books, chance);
        if course.ordinal == 1 {
            promised = round.items.iter().map(|_| Vec::new()).collect();
        }
        let on = course.received_on.unwrap_or(sent.town.today);
        let given: Vec<Answer> = match RoundKind::of(course.ordinal) {
            RoundKind::First => round.items.iter().map(|_| answers::first(sent.course.subject, on, chance)).collect(),
            RoundKind::FollowUp | RoundKind::Further => promised.iter().map(|promises| answers::follow_up(sent.course.subject, promises, on, chance)).collect(),
        };
        let summary = chance.paragraph(texts::SUMMARIES, sent.course.subject, 2);
        match course.received_on {
            Some(day) => promised = hand_in(&round, day, &summary, &given, &promised, books, chance)?,
            None => draft(&round, &summary, &given, books, chance),
        }
    }
    Ok(())
}

/// An answer that has not come: as far as it is written.
fn draft(round: &Written<'_>, summary: &str, given: &[Answer], books: &mut Books, chance: &mut Chance) {
    if round.course.desk == Desk::Untouched || round.sent.course.closed_on.is_some() {
        return;
    }
    let at = chance.moment(round.sent.town.today - TimeDelta::days(3));
    let whole = round.course.desk != Desk::Begun;
    desk(round, summary, given, whole, at, books, chance);
    let decided = round.course.desk == Desk::Decided;
    if decided || round.course.desk == Desk::Locked {
        lock(round, summary, given, at + TimeDelta::hours(1), books);
    }
    if decided {
        let decision = decision(round, at, chance);
        decide(round, &decision, at + TimeDelta::hours(20), books);
    }
}

/// What was saved, part by part.
fn desk(round: &Written<'_>, summary: &str, given: &[Answer], whole: bool, at: DateTime<Utc>, books: &mut Books, chance: &mut Chance) {
    let text = DraftSummary { text: summary.to_owned() };
    let mut parts = vec![(None, serde_json::to_string(&text).unwrap_or_default(), true)];
    for (at, (item, answer)) in round.items.iter().zip(given).enumerate() {
        let complete = whole || at % 3 == 0;
        if complete || at % 3 == 1 {
            parts.push((Some(*item), answers::draft(answer, complete).to_string(), complete));
        }
    }
    let (id, board, secretary) = (round.id.uuid(), round.board.id.uuid(), round.secretary.uuid());
    for (item, content, complete) in &parts {
        let part = item.map(|item| item.id.uuid());
        let versions = chance.between(1, 2);
        for version in 1..=versions {
            let saved_at = at - TimeDelta::hours(versions - version);
            row!(books.sheet(Table::DeskVersion), id, part, version, board, content, *complete, saved_at, secretary);
        }
        row!(books.sheet(Table::DeskPart), id, part, board, versions, content, *complete, at, secretary);
    }
}

/// The text is locked for the board. Only what is complete can be.
fn lock(round: &Written<'_>, summary: &str, given: &[Answer], at: DateTime<Utc>, books: &mut Books) {
    let answers = round.items.iter().zip(given).map(|(item, answer)| (item.id, answer.clone())).collect();
    let digest = SettledResponse { summary: summary.to_owned(), answers, stands: Vec::new(), files: Vec::new() }.digest();
    let (id, board, secretary) = (round.id.uuid(), round.board.id.uuid(), round.secretary.uuid());
    row!(books.sheet(Table::DeskLock), id, 1i16, board, digest.as_slice(), at, secretary);
    books.happens(at, Some(round.secretary), &Event::ResponseLocked { board: round.board.id, round: round.id, lock: 1 });
}

fn decision(round: &Written<'_>, at: DateTime<Utc>, chance: &mut Chance) -> BoardDecision {
    let decided_on = calendar::day_of(at);
    let decider = chance.pick(&[Decider::Board, Decider::Board, Decider::Board, Decider::Committee, Decider::Chair]).unwrap_or(Decider::Board);
    BoardDecision {
        decider,
        decided_on,
        section: chance.between(4, 160).to_string(),
        board_reference: format!("DNR-{}-{}", round.sent.course.sent_on.year(), chance.between(10, 999)),
        immediately_adjusted: chance.percent(30),
        predates: String::new(),
        amended: String::new(),
        reservations: String::new(),
        minutes_later: false,
    }
}

fn decide(round: &Written<'_>, decision: &BoardDecision, at: DateTime<Utc>, books: &mut Books) {
    let BoardDecision { decider, decided_on, section, board_reference, immediately_adjusted, predates: _, amended: _, reservations: _, minutes_later: _ } =
        decision;
    let (id, board, secretary) = (round.id.uuid(), round.board.id.uuid(), round.secretary.uuid());
    let by = word(decider);
    row!(books.sheet(Table::BoardDecision), id, 1i16, 1i16, board, &by, *decided_on, section, board_reference, *immediately_adjusted, at, secretary);
    let event = Event::DecisionRecorded { board: round.board.id, round: round.id, decider: *decider, decided_on: *decided_on };
    books.happens(at, Some(round.secretary), &event);
}

/// The desk that led to it, the submission with its document, and the verdict. Returns what it promises.
fn hand_in(
    round: &Written<'_>,
    day: NaiveDate,
    summary: &str,
    given: &[Answer],
    promised: &[Vec<Promise>],
    books: &mut Books,
    chance: &mut Chance,
) -> anyhow::Result<Vec<Vec<Promise>>> {
    let at = chance.moment(day);
    desk(round, summary, given, true, at - TimeDelta::days(6), books, chance);
    let locked_at = at - TimeDelta::days(5);
    lock(round, summary, given, locked_at, books);
    let decision = decision(round, at - TimeDelta::days(2), chance);
    decide(round, &decision, at - TimeDelta::hours(2), books);
    let id = SubmissionId::made_up(at, chance.bytes());
    let receipt = books.receipt(day.year());
    let document = document(round, at, &receipt, &decision, summary, given, promised);
    let BoardDecision { decider, decided_on, section, board_reference, immediately_adjusted, predates: _, amended: _, reservations: _, minutes_later: _ } =
        &decision;
    let secretary = round.secretary.uuid();
    row!(
        books.sheet(Table::Submission),
        id.uuid(),
        round.id.uuid(),
        round.board.id.uuid(),
        1i16,
        "response",
        "service",
        &receipt,
        at,
        day,
        at,
        secretary,
        summary,
        locked_at,
        document.as_bytes(),
        Sha256::digest(document.as_bytes()).as_slice()
    );
    let by = word(decider);
    row!(books.sheet(Table::Decision), id.uuid(), 1i16, &by, *decided_on, section, board_reference, *immediately_adjusted, at, secretary);
    let promises = round.items.iter().zip(given).map(|(item, answer)| answers::record(books, id, item.id, answer, at, chance)).collect();
    arrive(round, id, day, at, books, chance);
    verdict::write(round, id, books, chance);
    Ok(promises)
}

/// What both authorities' logs say of an arrival, who is told, and the auditors' own number.
fn arrive(round: &Written<'_>, submission: SubmissionId, day: NaiveDate, at: DateTime<Utc>, books: &mut Books, chance: &mut Chance) {
    let (audit, auditor) = (round.sent.id, round.sent.town.auditor);
    books.happens(at, Some(round.secretary), &Event::ResponseSent { board: round.board.id, round: round.id, submission });
    let received = Event::ResponseReceived {
        audit,
        round: round.id,
        submission,
        days_late: calendar::days_late(round.course.in_force(), day),
        days_late_against_letter: calendar::days_late(round.course.due_on, day),
        preliminary: false,
    };
    books.happens(at, Some(round.secretary), &received);
    books.is_told(at, &received, round.told(), round.sent.town, chance);
    books.post_receipt(at, submission, round.id, chance);
    let (registered_at, number) =
        (at + TimeDelta::hours(1), format!("{}-{}", round.sent.reference, 2 * round.course.board + 1 + usize::from(round.course.ordinal > 1)));
    row!(books.sheet(Table::Registration), submission.uuid(), 1i16, &number, registered_at, auditor.uuid());
    books.happens(registered_at, Some(auditor), &Event::ArrivalRegistered { audit, submission });
}

fn document(
    round: &Written<'_>,
    at: DateTime<Utc>,
    receipt: &str,
    decision: &BoardDecision,
    summary: &str,
    given: &[Answer],
    promised: &[Vec<Promise>],
) -> String {
    let words = Words::new(Lang::SV);
    let promises = promised.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
    let items = round.items.iter().zip(given).zip(promises);
    let items = items.map(|((item, answer), promises)| AnsweredItem {
        item: item.asked(),
        answer: answer.clone(),
        promises: promises.to_vec(),
        earlier: Earlier::default(),
        stand: Stand::default(),
    });
    render(&Document {
        board: round.board.name.clone(),
        auditors: round.sent.town.auditors_name.clone(),
        reference: round.sent.reference.clone(),
        title: round.sent.course.title.clone(),
        round: words.round_title(RoundKind::of(round.course.ordinal), round.course.ordinal),
        due_on: round.course.in_force(),
        received: format!("{} kl. {}", calendar::day_of(at), words.time(at)),
        receipt_number: receipt.to_owned(),
        locked: String::new(),
        backing: Backing::Decided(decision.clone()),
        summary: summary.to_owned(),
        items: items.collect(),
        files: Vec::new(),
    })
}
