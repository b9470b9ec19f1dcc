//! Who is reached by a reminder, and what is to be known of that before it goes.

use chrono::{DateTime, Utc};

use super::store::{HandsIn, Unreached};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::ids::BoardId;
use crate::domain::notice::{Notice, Reader, RoundTold};
use crate::domain::outbox::MAIL_STANDS_STILL;
use crate::platform::gate::Passage;
use crate::platform::telling::Reading;
use crate::platform::texts::together;
use crate::platform::words::Words;

/// The longest words.
pub(super) const WORDS_LIMIT: usize = 5000;

/// Those who hand in for one board.
pub(super) fn names(people: &[HandsIn], board: BoardId) -> Option<String> {
    let names: Vec<&str> = people.iter().filter(|one| one.board == board).map(|one| one.name.as_str()).collect();
    (!names.is_empty()).then(|| together(&names))
}

/// Those of them whom the last mail did not reach.
pub(super) fn unreached(people: &[HandsIn], board: BoardId) -> impl Iterator<Item = (&str, Unreached)> {
    people.iter().filter(move |one| one.board == board).filter_map(|one| Some((one.name.as_str(), one.unreached()?)))
}

/// That no mail goes out at all: not that some mailbox is not reached.
pub(super) fn mail_waits(people: &[HandsIn], (mails, now): (bool, DateTime<Utc>), t: Texts, words: Words) -> Option<String> {
    if !mails {
        return Some(t.no_mail_server().to_owned());
    }
    let since = people.iter().find_map(|one| one.mail_waits_since)?;
    (now - since > MAIL_STANDS_STILL).then(|| t.mail_waits(&words.instant(since)))
}

/// A sentence for each whom the last mail did not reach.
pub(super) fn warnings(people: &[HandsIn], board: BoardId, t: Texts, words: Words) -> Vec<String> {
    let day = |at| words.date(calendar::day_of(at));
    let said = |(name, why): (&str, Unreached)| match why {
        Unreached::Failed(at) => t.mail_failed(name, &day(at)),
        Unreached::Held(at) => t.mail_held(name, &day(at)),
    };
    unreached(people, board).map(said).collect()
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
