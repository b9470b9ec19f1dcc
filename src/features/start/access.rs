//! Who shall be able to do what: what waits for an administrator, and what the auditors and the boards are told of it.

use chrono::{DateTime, TimeDelta, Utc};

use super::store::{self, Access, AccessWindow};
use super::texts::Texts;
use super::to_do::{Group, Row, SHOWN};
use crate::domain::access::{AccessKind, AccessStep, Standing};
use crate::domain::calendar;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::parts::Chip;
use crate::platform::words::Words;

/// So long it stands on the start page.
const TOLD: TimeDelta = TimeDelta::days(30);

/// What waits, for an administrator.
pub(super) async fn waiting(visit: &mut Passage, t: Texts) -> Result<Group, Failure> {
    let now = visit.now();
    let rows = store::access(visit.conn(), now, now, SHOWN).await?;
    let reader = visit.person().map(|person| person.id);
    let drawing = Drawing { t, words: visit.words(), now };
    let open = rows.iter().filter(|one| one.step == AccessStep::Proposed && drawing.standing(one) != Standing::InEffect);
    let rows: Vec<Row> = open.map(|one| drawing.row(one, &decided_at(one), reader == Some(one.proposed_by))).collect();
    Ok(Group::of(t, t.access_waits(), rows, "/admin/personer"))
}

/// Where an administrator decides it: on the page of the person or of the board.
fn decided_at(one: &Access) -> String {
    match (one.person_id, &one.board_slug) {
        (Some(person), _) => format!("/admin/personer/{person}"),
        (None, Some(board)) => format!("/admin/namnder/{board}"),
        (None, None) => "/admin/namnder".to_owned(),
    }
}

/// What is told on the start page of the auditors and of those who work for a board, with their counts.
pub(super) fn since(visit: &Passage) -> AccessWindow {
    AccessWindow { today: visit.today(), since: visit.now() - TOLD, at: visit.now(), most: SHOWN }
}

/// And drawn.
pub(super) fn group(rows: &[Access], visit: &Passage, t: Texts) -> Group {
    let all = rows.first().map_or(0, |one| one.of_all);
    let drawing = Drawing { t, words: visit.words(), now: visit.now() };
    let rows = rows.iter().map(|one| drawing.row(one, "/handelser?vad=behorighet", false)).collect();
    Group::new(t, t.access_changed(), rows, all, "/handelser?vad=behorighet")
}

struct Drawing {
    t: Texts,
    words: Words,
    now: DateTime<Utc>,
}

impl Drawing {
    fn standing(&self, one: &Access) -> Standing {
        Standing::of(one.kind, one.step, one.effect_at, self.now)
    }

    fn what(&self, one: &Access) -> String {
        let (t, words) = (self.t, self.words);
        let person = one.person_name.as_deref().unwrap_or_default();
        match (one.kind, one.role, &one.board_name) {
            (AccessKind::Role, Some(role), Some(board)) => t.access_role_in(person, words.role(role), board),
            (AccessKind::Role, Some(role), None) => t.access_role(person, words.role(role)),
            (AccessKind::Link, ..) => t.access_link(person),
            (AccessKind::Reopening | AccessKind::Role, ..) => t.access_reopened(person),
            (AccessKind::BoardEnd | AccessKind::BoardReopening, ..) => {
                words.board_fate(one.board_name.as_deref().unwrap_or_default(), one.ends_on, one.heir_name.as_deref())
            }
        }
    }

    fn row(&self, one: &Access, url: &str, own: bool) -> Row {
        let (t, words) = (self.t, self.words);
        let name = self.what(one);
        let name = one.valid_to.map_or_else(|| name.clone(), |day| t.access_until_day(&name, &words.date(day)));
        let when = words.instant(one.decided_at.unwrap_or(one.proposed_at));
        let (chip, next) = match self.standing(one) {
            Standing::WaitsForAnother if own => (Chip::info(t.waits()), t.access_waits_for_another().to_owned()),
            Standing::WaitsForAnother => (Chip::warn(t.waits()), t.access_waits_for_one().to_owned()),
            Standing::Until(at) => (Chip::warn(t.waits()), t.access_until(&words.instant(at))),
            // What prolongs another role begins after that one.
            Standing::InEffect => match one.begins.filter(|day| *day > calendar::day_of(self.now)) {
                Some(day) => (Chip::plain(t.approved()), t.access_holds_from(&words.date(day))),
                None => (Chip::plain(t.holds()), t.access_holds(&when)),
            },
            Standing::Dropped => (Chip::plain(t.dropped()), t.access_dropped(&when)),
        };
        let by = t.access_by(&one.proposer, &words.instant(one.proposed_at));
        Row { url: url.to_owned(), name, meta: format!("{by} · {next}"), chip: Some(chip), due: None, diary: None, prompt: None }
    }
}
