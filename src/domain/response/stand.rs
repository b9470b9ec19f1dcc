//! What a board says beside its answer: whether it agrees with what the auditors say, and when a question on which it plans no
//! measures is looked at again. An answer is complete without either. They are stored beside it, and what says neither is
//! stored, sealed and drawn as it was before there were such words.

use super::{DraftAnswer, DraftFollowUp, Gap, Missing, Stance};
use crate::domain::calendar::{self, LatestDate};
use crate::domain::text::has_visible_text;

/// Whether a board agrees with an assessment or a recommendation (ställningstagande).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "agreement", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// It does.
    Agrees,
    /// In part, and why not wholly.
    InPart,
    /// It does not, and why.
    Disagrees,
}

impl Agreement {
    /// All, in the order in which forms list them.
    pub const ALL: [Self; 3] = [Self::Agrees, Self::InPart, Self::Disagrees];

    /// The name in forms and in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::InPart => "in_part",
            Self::Disagrees => "disagrees",
        }
    }

    /// Whether it says why.
    #[must_use]
    pub fn needs_reason(self) -> bool {
        match self {
            Self::Agrees => false,
            Self::InPart | Self::Disagrees => true,
        }
    }
}

/// What a board says beside its answer to an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// Whether it agrees; nothing is said where it did not choose.
    pub agreement: Option<Agreement>,
    /// Why it does not, or in part; empty where it does, unless it wants to say more.
    pub why: String,
    /// Where no measures are planned: when the question is looked at again. The risk is accepted until then.
    pub again: Option<LatestDate>,
    /// In a follow-up: what the board came to when it looked at the question again.
    pub looked_again: String,
}

impl Stand {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        *self == Self::default()
    }
}

impl DraftAnswer {
    /// What is said beside the answer, as far as it can be read.
    #[must_use]
    pub fn stand(&self) -> Stand {
        let again = (self.stance == Some(Stance::None)).then(|| calendar::latest_date(&self.look_again).ok()).flatten();
        let why = if self.agreement.is_some() { self.agreement_reason.clone() } else { String::new() };
        Stand { agreement: self.agreement, why, again, looked_again: String::new() }
    }

    /// What is missing in it.
    pub(super) fn settle_stand(&self, gaps: &mut Vec<Gap>) {
        if self.agreement.is_some_and(Agreement::needs_reason) && !has_visible_text(&self.agreement_reason) {
            gaps.push(Gap { at: 0, what: Missing::AgreementReason });
        }
        if self.stance == Some(Stance::None)
            && has_visible_text(&self.look_again)
            && let Err(fault) = calendar::latest_date(&self.look_again)
        {
            gaps.push(Gap { at: 0, what: Missing::LookAgain(fault) });
        }
    }
}

impl DraftFollowUp {
    /// What is said beside the answer.
    #[must_use]
    pub fn stand(&self) -> Stand {
        let looked_again = if self.elsewhere { String::new() } else { self.looked_again.clone() };
        Stand { looked_again, ..Stand::default() }
    }
}
