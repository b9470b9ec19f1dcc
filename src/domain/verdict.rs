//! The auditors' verdicts (omdömen) on what a board has answered.

use super::audit::ItemKind;
use super::round::RoundKind;
use super::text::has_visible_text;

/// A verdict on one item. The first three are for a first response, the rest for a follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "grade", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// The planned measures are enough.
    Sufficient,
    /// Partly enough.
    PartlySufficient,
    /// Not enough.
    Insufficient,
    /// The recommendation is implemented.
    Implemented,
    /// Partly implemented.
    PartlyImplemented,
    /// Not implemented.
    NotImplemented,
    /// No longer relevant.
    NoLongerRelevant,
}

impl Grade {
    /// The verdicts that can be given in a round.
    #[must_use]
    pub fn of_round(kind: RoundKind) -> &'static [Self] {
        match kind {
            RoundKind::First => &[Self::Sufficient, Self::PartlySufficient, Self::Insufficient],
            RoundKind::FollowUp | RoundKind::Further => &[Self::Implemented, Self::PartlyImplemented, Self::NotImplemented, Self::NoLongerRelevant],
        }
    }

    /// Whether something is left for the auditors to decide, once the board is asked no more: what is not carried out, and what
    /// has been judged once. An assessment that was found sufficient asks for nothing. The database has the same rule in
    /// `published.item_left`.
    #[must_use]
    pub fn leaves_open(self, kind: ItemKind) -> bool {
        match self {
            Self::Implemented | Self::NoLongerRelevant => false,
            Self::Sufficient => kind == ItemKind::Recommendation,
            Self::PartlySufficient | Self::Insufficient | Self::PartlyImplemented | Self::NotImplemented => true,
        }
    }

    /// Whether this verdict must say why.
    #[must_use]
    pub fn needs_comment(self) -> bool {
        match self {
            // Criticism, and whatever lets go of a recommendation that is not carried out.
            Self::Insufficient | Self::NotImplemented | Self::NoLongerRelevant => true,
            Self::Sufficient | Self::PartlySufficient | Self::Implemented | Self::PartlyImplemented => false,
        }
    }

    /// The name in forms and in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Sufficient => "sufficient",
            Self::PartlySufficient => "partly_sufficient",
            Self::Insufficient => "insufficient",
            Self::Implemented => "implemented",
            Self::PartlyImplemented => "partly_implemented",
            Self::NotImplemented => "not_implemented",
            Self::NoLongerRelevant => "no_longer_relevant",
        }
    }
}

/// What is missing in a verdict before it can be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictGap {
    /// No grade has been chosen.
    NoGrade,
    /// A harsh grade says why, and so does one that lets go.
    NoComment,
}

/// Checks one verdict before publication.
#[must_use]
pub fn gap(grade: Option<Grade>, comment: &str) -> Option<VerdictGap> {
    match grade {
        None => Some(VerdictGap::NoGrade),
        Some(grade) if grade.needs_comment() && !has_visible_text(comment) => Some(VerdictGap::NoComment),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criticism_says_why() {
        assert_eq!(gap(None, "text"), Some(VerdictGap::NoGrade));
        assert_eq!(gap(Some(Grade::NotImplemented), "  "), Some(VerdictGap::NoComment));
        assert_eq!(gap(Some(Grade::NotImplemented), "Inget har gjorts."), None);
        assert_eq!(gap(Some(Grade::Implemented), ""), None);
        assert_eq!(gap(Some(Grade::NoLongerRelevant), " \u{200b}"), Some(VerdictGap::NoComment), "letting go says why");
    }

    #[test]
    fn a_first_response_and_a_follow_up_are_judged_on_their_own_scales() {
        assert!(Grade::of_round(RoundKind::First).iter().all(|g| !Grade::of_round(RoundKind::FollowUp).contains(g)));
    }
}
