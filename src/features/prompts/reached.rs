//! Who is reached by a reminder, and what is to be known of that before it goes.

use chrono::{DateTime, TimeDelta, Utc};

use super::store::HandsIn;
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::ids::BoardId;
use crate::domain::notice::{Notice, Reader, RoundTold};
use crate::platform::gate::Passage;
use crate::platform::telling::Reading;
use crate::platform::texts::together;
use crate::platform::words::Words;

/// The longest words.
pub(super) const WORDS_LIMIT: usize = 5000;

/// So long a mail may wait before it is said that mail does not go out.
const PATIENCE: TimeDelta = TimeDelta::hours(1);

/// Those who hand in for one board.
pub(super) fn names(people: &[HandsIn], board: BoardId) -> Option<String> {
    let names: Vec<&str> = people.iter().filter(|one| one.board == board).map(|one| one.name.as_str()).collect();
    (!names.is_empty()).then(|| together(&names))
}

/// Those of them to whom the last mail could not be sent, and when.
pub(super) fn bounced(people: &[HandsIn], board: BoardId) -> Vec<(&str, DateTime<Utc>)> {
    people.iter().filter(|one| one.board == board).filter_map(|one| Some((one.name.as_str(), one.failed_at?))).collect()
}

/// That mail does not go out as it should.
pub(super) fn mail_waits(people: &[HandsIn], now: DateTime<Utc>, t: Texts, words: Words) -> Option<String> {
    let since = people.iter().find_map(|one| one.mail_waits_since)?;
    (now - since > PATIENCE).then(|| t.mail_waits(&words.instant(since)))
}

/// A sentence for each mail that could not be sent.
pub(super) fn warnings(people: &[HandsIn], board: BoardId, t: Texts, words: Words) -> Vec<String> {
    bounced(people, board).into_iter().map(|(name, at)| t.mail_failed(name, &words.date(calendar::day_of(at)))).collect()
}

/// What the mail says before the auditors' words: as it will be said.
pub(super) fn beginning(round: &super::store::Round, visit: &Passage, auditors: &str) -> Vec<String> {
    let (words, today) = (visit.words(), visit.today());
    let told = RoundTold {
        board: round.board,
        name: round.name.clone(),
        last_day: round.last_day,
        received_at: None,
        received_on: None,
        closed: false,
        supplement_due_on: None,
    };
    let notice = Notice { kind: super::tells::PROMPTED.rule.kind, told_due_on: round.last_day.due_on, days: 0, round: told, words: None };
    super::tells::beginning(&notice, &Reading { words, today, auditors, reader: Reader::Board })
}
