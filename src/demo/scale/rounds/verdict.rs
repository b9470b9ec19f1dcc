//! The auditors' verdict on what came: a draft while they write it, and the publication.

use super::super::books::{Books, word};
use super::super::chance::Chance;
use super::super::sheet::row;
use super::super::store::Table;
use super::super::texts;
use super::Written;
use crate::domain::event::Event;
use crate::domain::ids::SubmissionId;
use crate::domain::round::RoundKind;
use crate::domain::verdict::Grade;

pub(super) fn write(round: &Written<'_>, submission: SubmissionId, books: &mut Books, chance: &mut Chance) {
    let (subject, auditor, town) = (round.sent.course.subject, round.sent.town.auditor, round.sent.town);
    let published_at = round.course.assessed_on.map(|day| chance.moment(day));
    let saved_at = published_at.unwrap_or_else(|| chance.moment(town.today - chrono::TimeDelta::days(1))) - chrono::TimeDelta::minutes(30);
    for (at, item) in round.items.iter().enumerate() {
        if published_at.is_none() && at % 2 == 1 {
            continue;
        }
        let grade = grade(round, chance);
        let said = if grade.needs_comment() { texts::HARSH } else { texts::COMMENTS };
        let comment = if grade.needs_comment() || chance.percent(60) { chance.say(said, subject) } else { String::new() };
        let (own, grade) = (item.id.uuid(), word(&grade));
        for table in [Table::VerdictVersion, Table::VerdictPart] {
            row!(books.sheet(table), submission.uuid(), own, 1i16, &grade, &comment, "", saved_at, auditor.uuid());
        }
        if published_at.is_some() {
            row!(books.sheet(Table::Verdict), submission.uuid(), 1i16, own, &grade, &comment);
        }
    }
    let Some(published_at) = published_at else { return };
    let overall = chance.say(texts::VERDICTS, subject);
    row!(books.sheet(Table::Publication), submission.uuid(), 1i16, &overall, published_at, auditor.uuid());
    let event = Event::VerdictPublished { audit: round.sent.id, submission };
    books.happens(published_at, Some(auditor), &event);
    books.is_told(published_at, &event, round.told(), town, chance);
}

/// Half of it is well, a third partly.
fn grade(round: &Written<'_>, chance: &mut Chance) -> Grade {
    let well = chance.below(100);
    match RoundKind::of(round.course.ordinal) {
        RoundKind::First if well < 50 => Grade::Sufficient,
        RoundKind::First if well < 85 => Grade::PartlySufficient,
        RoundKind::First => Grade::Insufficient,
        RoundKind::FollowUp | RoundKind::Further if well < 50 => Grade::Implemented,
        RoundKind::FollowUp | RoundKind::Further if well < 80 => Grade::PartlyImplemented,
        RoundKind::FollowUp | RoundKind::Further if well < 95 => Grade::NotImplemented,
        RoundKind::FollowUp | RoundKind::Further => Grade::NoLongerRelevant,
    }
}
