//! How an item stands with one of its boards, in one word. It follows from the facts; the database folds it (`item_as_of`).

/// How an item stands with one of its boards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "item_standing", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ItemStanding {
    /// The board has not answered.
    Awaited,
    /// The newest answer waits for its verdict.
    ToJudge,
    /// The board says that it is done; the auditors have not said so.
    ReportedDone,
    /// Measures are planned, and a follow-up is to come.
    Planned,
    /// No measures are planned, and a follow-up is to come.
    NonePlanned,
    /// Answered in special order, and a follow-up is to come.
    Elsewhere,
    /// Answered in a document that came another way and has not been taken apart, and a follow-up is to come.
    InDocument,
    /// The first answer is judged, and nothing more is asked for.
    JudgedOnce,
    /// The auditors' newest verdict.
    Implemented,
    /// The auditors' newest verdict.
    PartlyImplemented,
    /// The auditors' newest verdict.
    NotImplemented,
    /// The auditors' newest verdict.
    NoLongerRelevant,
    /// The auditors follow it up no longer, although it is not solved.
    GivenUp,
    /// The audit was closed without an answer.
    Unanswered,
    /// The audit was closed before a follow-up.
    Ended,
    /// The auditors have withdrawn what they asked of the board.
    Withdrawn,
}

impl ItemStanding {
    /// All of them, in the order in which a filter offers them: what waits for somebody first.
    pub const ALL: [Self; 16] = [
        Self::Awaited,
        Self::ToJudge,
        Self::ReportedDone,
        Self::Planned,
        Self::NonePlanned,
        Self::Elsewhere,
        Self::InDocument,
        Self::JudgedOnce,
        Self::PartlyImplemented,
        Self::NotImplemented,
        Self::Implemented,
        Self::NoLongerRelevant,
        Self::GivenUp,
        Self::Unanswered,
        Self::Ended,
        Self::Withdrawn,
    ];

    /// Whether nobody waits for anything more. What is carried out in part, or not at all, is never settled by that.
    #[must_use]
    pub fn is_settled(self) -> bool {
        match self {
            Self::Implemented | Self::NoLongerRelevant | Self::GivenUp | Self::Unanswered | Self::Ended | Self::Withdrawn => true,
            Self::Awaited
            | Self::ToJudge
            | Self::ReportedDone
            | Self::Planned
            | Self::NonePlanned
            | Self::Elsewhere
            | Self::InDocument
            | Self::JudgedOnce
            | Self::PartlyImplemented
            | Self::NotImplemented => false,
        }
    }

    /// Whether it can be left for the auditors to decide: not settled, and asked about no more (`published.item_left`).
    #[must_use]
    pub fn may_be_left(self) -> bool {
        match self {
            Self::PartlyImplemented | Self::NotImplemented | Self::JudgedOnce => true,
            Self::Awaited
            | Self::ToJudge
            | Self::ReportedDone
            | Self::Planned
            | Self::NonePlanned
            | Self::Elsewhere
            | Self::InDocument
            | Self::Implemented
            | Self::NoLongerRelevant
            | Self::GivenUp
            | Self::Unanswered
            | Self::Ended
            | Self::Withdrawn => false,
        }
    }

    /// As the database names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Awaited => "awaited",
            Self::ToJudge => "to_judge",
            Self::ReportedDone => "reported_done",
            Self::Planned => "planned",
            Self::NonePlanned => "none_planned",
            Self::Elsewhere => "elsewhere",
            Self::InDocument => "in_document",
            Self::JudgedOnce => "judged_once",
            Self::Implemented => "implemented",
            Self::PartlyImplemented => "partly_implemented",
            Self::NotImplemented => "not_implemented",
            Self::NoLongerRelevant => "no_longer_relevant",
            Self::GivenUp => "given_up",
            Self::Unanswered => "unanswered",
            Self::Ended => "ended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_solved_is_never_settled_by_a_verdict() {
        let settled: Vec<&str> = ItemStanding::ALL.into_iter().filter(|standing| standing.is_settled()).map(ItemStanding::name).collect();
        assert_eq!(settled, ["implemented", "no_longer_relevant", "given_up", "unanswered", "ended", "withdrawn"]);
    }
}
