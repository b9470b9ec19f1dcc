//! Telling people what has happened: the shape that every notice has. What is told about what, to whom and in which words is
//! announced by the slice that causes it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::actor::Role;
use super::event::NoticeKind;
use super::ids::{AuditId, BoardId, RoundId, SubmissionId};
use super::round::{LastDay, RoundName};

/// How somebody wants to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[sqlx(type_name = "delivery", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// By mail, at once.
    AtOnce,
    /// By one mail in the morning.
    Digest,
    /// Only in the service.
    InApp,
}

/// Which of a person's choices of delivery counts for a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "notice_class", rename_all = "snake_case")]
pub enum NoticeClass {
    /// Last days and reminders. Whoever hands in for a board can choose when she is told, but not that she is not.
    Deadline,
    /// A last day has become another one, or the auditors remind in their own words: the same choice, but whoever hands in is told at
    /// once.
    DeadlineMoved,
    /// Responses that come in, and verdicts.
    Response,
    /// Extensions.
    Extension,
}

/// How long something that was told stays worth a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// It has happened, and stays true.
    Always,
    /// Nobody is asked for what she has given. That the last day is another by now, is told by itself.
    UntilAnswered,
    /// What the calendar says: only while the answer is missing, and the same last day in force.
    WhileDue,
    /// The same, and only until a later step of the same last day is told.
    UntilNextStep,
    /// Of a supplement that is asked for: while it is waited for, by the day that was told.
    WhileSupplementAwaited,
    /// That the day of measures has come: while the board has not told of all of them.
    WhileStatusAsked,
}

/// The rule of a kind of notice.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Which kind.
    pub kind: NoticeKind,
    /// In which roles somebody is told, and still must be when a mail goes. The roles of a board mean the board of the round.
    pub audience: &'static [Role],
    /// Which of their choices of delivery counts.
    pub class: NoticeClass,
    /// How long it is worth a mail.
    pub lasts: Lasts,
}

/// What a notice is about: a round, named itself or by what came in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The round.
    Round(RoundId),
    /// The round, if it is the first of its board in the audit: a letter names several dates, and asks for one answer at a time.
    FirstRound(RoundId),
    /// The round that this answers.
    Submission(SubmissionId),
    /// The audit, to those who have it without having to answer: to one body, or to all of them.
    Addressees(AuditId, Option<BoardId>),
}

/// A notice: what somebody was told, and how the round stands now.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What.
    pub kind: NoticeKind,
    /// The last day that was in force then.
    pub told_due_on: NaiveDate,
    /// Days from that last day, for what the calendar says.
    pub days: i16,
    /// About which round.
    pub round: RoundTold,
    /// The auditors' own words, where a mail hands them on.
    pub words: Option<String>,
}

/// A round as notices speak of it: never a word of a draft or of a verdict.
#[derive(Clone, Debug)]
pub struct RoundTold {
    /// The board that answers.
    pub board: BoardId,
    /// What it is called, and where everything about it is.
    pub name: RoundName,
    /// The last day.
    pub last_day: LastDay,
    /// When the answer came.
    pub received_at: Option<DateTime<Utc>>,
    /// On which day.
    pub received_on: Option<NaiveDate>,
    /// Whether the audit is closed.
    pub closed: bool,
    /// The last day of the supplement that the auditors wait for, if they wait for one.
    pub supplement_due_on: Option<NaiveDate>,
}

/// Who reads: the same thing is said differently to each, and leads to another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody who works for the board of the round.
    Board,
    /// An auditor.
    Auditors,
    /// An administrator, who sees no content: she is told board and day, and not which audit it is about.
    Administrators,
}

impl Reader {
    /// As whom somebody with these roles reads about a round of a board. Whoever works for it reads as the board, whatever else
    /// she is.
    #[must_use]
    pub fn of(roles: &[(Role, Option<BoardId>)], board: BoardId) -> Self {
        if roles.iter().any(|(_, own)| *own == Some(board)) {
            Self::Board
        } else if roles.iter().any(|(role, _)| *role == Role::Auditor) {
            Self::Auditors
        } else {
            Self::Administrators
        }
    }
}

/// Everybody who works for a board.
pub const BOARD: &[Role] = &[Role::Secretary, Role::Contributor, Role::Approver];
/// Whoever hands in for a board.
pub const HANDS_IN: &[Role] = &[Role::Secretary, Role::Approver];
/// Everybody who works for a board, and the members of the council.
pub const BOARD_AND_COUNCIL: &[Role] = &[Role::Secretary, Role::Contributor, Role::Approver, Role::Council];
/// Whoever hands in for a board, and the auditors.
pub const BOTH_ENDS: &[Role] = &[Role::Secretary, Role::Approver, Role::Auditor];
/// Everybody who works for a board, and the auditors.
pub const BOARD_AND_AUDITORS: &[Role] = &[Role::Secretary, Role::Contributor, Role::Approver, Role::Auditor];
/// The auditors.
pub const AUDITORS: &[Role] = &[Role::Auditor];
/// The administrators, and the auditors.
pub const ADMINISTRATORS_AND_AUDITORS: &[Role] = &[Role::Administrator, Role::Auditor];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_works_for_the_board_reads_as_the_board() {
        let at = "2025-03-01T09:00:00Z".parse().unwrap();
        let (own, other) = (BoardId::new(at), BoardId::new(at));
        assert_eq!(Reader::of(&[(Role::Council, None), (Role::Secretary, Some(own))], own), Reader::Board);
        assert_eq!(Reader::of(&[(Role::Auditor, None)], own), Reader::Auditors);
        assert_eq!(Reader::of(&[(Role::Administrator, None)], own), Reader::Administrators);
        // For another board's round she has no role; what she then reads holds no content.
        assert_eq!(Reader::of(&[(Role::Secretary, Some(other))], own), Reader::Administrators);
    }
}
