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

#[cfg(test)]
mod tests {
    use super::super::tests::{decision, pinned, whole};
    use super::super::{Answer, AnsweredItem, AskedItem, Backing, Days, Earlier, SettledResponse};
    use super::*;
    use crate::domain::audit::ItemKind;
    use crate::domain::calendar::DateFault;

    #[test]
    fn who_does_not_agree_says_why_and_a_day_that_has_come_is_no_day_to_look_again() {
        let settled = |draft: &DraftAnswer| draft.settle().err().unwrap_or_default().into_iter().map(|gap| gap.what).collect::<Vec<_>>();
        let none = DraftAnswer { stance: Some(Stance::None), reason: "Det är dyrt.".into(), ..DraftAnswer::default() };
        assert_eq!(settled(&none), [], "neither need be said");
        for agreement in Agreement::ALL {
            let expected = if agreement == Agreement::Agrees { vec![] } else { vec![Missing::AgreementReason] };
            assert_eq!(settled(&DraftAnswer { agreement: Some(agreement), ..none.clone() }), expected, "{agreement:?}");
        }
        let vague = DraftAnswer { look_again: "framöver".into(), ..none.clone() };
        assert_eq!(settled(&vague), [Missing::LookAgain(DateFault::NotADate)]);
        let days = Days { letter: "2025-01-30".parse().unwrap(), today: "2025-03-12".parse().unwrap() };
        let doubts = |day: &str| DraftAnswer { look_again: day.into(), ..none.clone() }.doubts(days).len();
        assert_eq!((doubts("2025-03-12"), doubts("2025-03-13"), doubts("mars 2025"), doubts("")), (1, 0, 0, 0));
        // The follow-up says what came of it, once the day has come.
        let again = |day: &str| Earlier::LookAgain(calendar::latest_date(day).unwrap());
        let silent = DraftFollowUp::default();
        assert_eq!(silent.doubts(days, &again("2025-03-12")), [Gap { at: 0, what: Missing::LookedAgain }]);
        assert_eq!(silent.doubts(days, &again("maj 2025")), []);
        let said = DraftFollowUp { looked_again: "Risken är borta.".into(), ..DraftFollowUp::default() };
        assert_eq!(said.doubts(days, &again("2025-03-12")), []);
    }

    /// Where the board stands is sealed with its answer; a text that says nothing of it has the bytes that it always had.
    #[test]
    fn where_the_board_stands_is_sealed_and_stands_in_the_document() {
        let silent = pinned();
        let (item, _) = silent.answers.iter().find(|(_, answer)| matches!(answer, Answer::None(_))).unwrap();
        let again = calendar::latest_date("december 2026").unwrap();
        let stand = Stand { agreement: Some(Agreement::InPart), why: "Rutinen finns.".into(), again: Some(again.clone()), looked_again: String::new() };
        let said = SettledResponse { stands: vec![(*item, stand.clone())], ..pinned() };
        assert_ne!(said.digest(), silent.digest());
        let bytes = String::from_utf8(said.canonical_bytes()).unwrap();
        assert!(bytes.contains("agreement 7:in_part\nwhy 14:Rutinen finns.\nagain 13:december 2026\n"), "{bytes}");
        let mut answered = AnsweredItem {
            item: AskedItem {
                id: *item,
                version: 1,
                kind: ItemKind::Recommendation,
                code: "R1".into(),
                heading: "Följ upp".into(),
                body: "Nämnden bör.".into(),
            },
            answer: Answer::None("Det är dyrt.".into()),
            promises: Vec::new(),
            earlier: Earlier::Nothing,
            stand,
        };
        let first = whole(vec![answered.clone()], Backing::Decided(decision("")), Vec::new());
        for line in ["Ställningstagande: Nämnden instämmer delvis. Skäl: Rutinen finns.", "Frågan ses över igen. Senast: december 2026."] {
            assert!(first.lines().any(|written| written == line), "{line} in {first}");
        }
        answered.answer = Answer::Covered(Vec::new());
        answered.earlier = Earlier::LookAgain(again);
        answered.stand = Stand { looked_again: "Risken är borta.".into(), ..Stand::default() };
        let later = whole(vec![answered], Backing::Decided(decision("")), Vec::new());
        for line in [
            "I det första yttrandet planerades inga åtgärder här, och frågan skulle ses över igen. Senast: december 2026.",
            "Det nämnden kom fram till: Risken är borta.",
        ] {
            assert!(later.lines().any(|written| written == line), "{line} in {later}");
        }
    }
}
