//! The ledger of a round's last days, the board's request for a later one, and the reminders that were made.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use super::super::audit::phrase;
use super::super::books::{AboutRound, Books, Notice, word};
use super::super::chance::Chance;
use super::super::course::Request;
use super::super::sheet::row;
use super::super::store::Table;
use super::super::texts;
use super::Written;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::extension::ExtensionOutcome;
use crate::domain::ids::ExtensionId;
use crate::domain::reminder::{self, Staff, Step};
use crate::domain::round::DeadlineKind;

/// Days from the last day, as the municipality's rules have them from the beginning.
const LADDER: [i16; 6] = [-30, -14, -7, -1, 1, 7];
const MISSING: i16 = 14;

pub(super) fn write(round: &Written<'_>, books: &mut Books, chance: &mut Chance) {
    let due_on = round.course.due_on;
    let reason = phrase(&round.board.name, round.course.ordinal, due_on);
    entry(round, books.sheet(Table::OriginalDay), 1, DeadlineKind::Original, due_on, &reason, round.sent.sent_at, None);
    if let Some(request) = round.course.request {
        ask(round, request, books, chance);
    }
    remind(round, books, chance);
}

#[expect(clippy::too_many_arguments, reason = "an entry has so many parts")]
fn entry(
    round: &Written<'_>,
    sheet: &mut super::super::sheet::Sheet,
    n: i16,
    kind: DeadlineKind,
    due_on: NaiveDate,
    reason: &str,
    at: DateTime<Utc>,
    request: Option<Uuid>,
) {
    row!(sheet, round.id.uuid(), n, &word(&kind), due_on, reason, at, round.sent.town.auditor.uuid(), request);
}

fn ask(round: &Written<'_>, request: Request, books: &mut Books, chance: &mut Chance) {
    let (audit, board, town) = (round.sent.id, round.board.id, round.sent.town);
    let asked_at = chance.moment(request.asked_on);
    let extension = ExtensionId::made_up(asked_at, chance.bytes());
    let (due_on, wished_on, why) = (round.course.due_on, request.wished_on, chance.say(texts::WISHES, ""));
    let (own, secretary) = (extension.uuid(), round.secretary.uuid());
    row!(books.sheet(Table::Request), own, round.id.uuid(), board.uuid(), 1i16, due_on, wished_on, &why, asked_at, secretary);
    books.happens(asked_at, Some(round.secretary), &Event::ExtensionAsked { board, round: round.id, extension, wished_on });
    let requested = Event::ExtensionRequested { audit, round: round.id, extension, wished_on };
    let about = AboutRound { due_on, ..round.told() };
    books.happens(asked_at, Some(round.secretary), &requested);
    books.is_told(asked_at, &requested, about, town, chance);
    let Some((day, granted_on)) = request.decision else { return };
    let decided_at = chance.moment(day);
    let (outcome, reason) = match granted_on {
        None => (ExtensionOutcome::Refused, chance.say(texts::REFUSALS, "")),
        Some(granted) if granted == wished_on => (ExtensionOutcome::Granted, String::new()),
        Some(_) => (ExtensionOutcome::GrantedOther, "Så långt som nästa sammanträde tillåter.".to_owned()),
    };
    row!(books.sheet(Table::RequestDecision), own, &word(&outcome), granted_on, &reason, decided_at, town.auditor.uuid());
    if let Some(granted) = granted_on {
        entry(round, books.sheet(Table::LaterDay), 2, DeadlineKind::Extension, granted, &why, decided_at, Some(own));
    }
    let decided = Event::ExtensionDecided { audit, round: round.id, extension, outcome, granted_on };
    books.happens(decided_at, Some(town.auditor), &decided);
    books.is_told(decided_at, &decided, round.told(), town, chance);
}

/// Every step of the ladder that was reached before the answer came, by the last day that was in force then.
fn remind(round: &Written<'_>, books: &mut Books, chance: &mut Chance) {
    let decided_on = round.course.request.and_then(|request| request.decision).map(|(day, _)| day);
    let end = round.course.received_on.or(round.sent.course.closed_on).unwrap_or(round.sent.town.today).min(round.sent.town.today);
    let start = calendar::day_of(round.sent.sent_at);
    let (first, last) = (round.course.due_on, round.course.in_force());
    for (due_on, from, until) in [(first, start, decided_on.unwrap_or(end).min(end)), (last, decided_on.unwrap_or(end), end)] {
        let reached = |days: i16| Some(due_on + TimeDelta::days(days.into())).filter(|day| *day > from && *day < until);
        for days in LADDER {
            if let Some(day) = reached(days) {
                step(round, due_on, day, Step::Ladder(days), books, chance);
            }
        }
        if let Some(day) = reached(MISSING) {
            step(round, due_on, day, Step::Missing(MISSING), books, chance);
        }
    }
}

fn step(round: &Written<'_>, due_on: NaiveDate, day: NaiveDate, step: Step, books: &mut Books, chance: &mut Chance) {
    let (audit, at) = (round.sent.id, calendar::instant(day, reminder::morning()));
    let missing = matches!(step, Step::Missing(_));
    row!(books.sheet(Table::Reminder), round.id.uuid(), due_on, step.days(), missing, at);
    let event = match step {
        Step::Missing(_) => Event::ResponseMissing { audit, round: round.id, due_on },
        Step::Ladder(days) => Event::ReminderMade { audit, round: round.id, due_on, days },
    };
    books.happens(at, None, &event);
    let (kind, roles) = reminder::audience(step, Staff { hands_in: true, contributes: false });
    let notice = Notice { kind, key: reminder::key(round.id, due_on, step), days: step.days(), roles };
    books.tell(at, &notice, AboutRound { due_on, ..round.told() }, round.sent.town, chance);
}
