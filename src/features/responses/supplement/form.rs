//! What is typed of a supplement, and what of it is right.

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::domain::response::{AttachedFile, BoardDecision, DraftSupplement};
use crate::domain::submission::{Received, SubmissionKind};
use crate::domain::text::{self, FIELD_LIMIT, hex};
use crate::features::responses::decision_fields::{Optional, OptionalFields};
use crate::features::responses::texts::Texts;
use crate::platform::at_once::AtOnce;
use crate::platform::gate::Passage;
use crate::platform::parts::{Choice, Choices, Faults, Field};

pub(in crate::features::responses) const REQUEST: &str = "begaran";
const OWN: &str = "eget";

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::features::responses) struct Form {
    /// Which of what has come in it is added to.
    pub(super) submission: i16,
    /// The newest of all that had come in: whoever clicks twice says the same of it as before.
    pub(super) newest: i16,
    /// Which request it answers, if it answers one: another may have taken its place.
    pub(super) request: String,
    /// Which version of what is saved the reader saw, and which files.
    pub(super) version: i32,
    pub(super) files: String,
    pub(super) why: String,
    pub(super) text: String,
    decider: String,
    decided_on: String,
    section: String,
    board_reference: String,
    /// The button, where it is saved and not handed in.
    #[serde(rename = "do")]
    pub(super) button: String,
    /// What is to become of words that lines break in two.
    broken: String,
    /// Which save of which page, as every form says whose page saves by itself. Only the newest text is kept of a supplement, so
    /// nothing is to be told apart by it.
    #[serde(rename = "op")]
    _op: String,
    /// Who opened the page.
    pub(super) by: String,
}

/// What is right of it.
pub(super) struct Read {
    pub(super) on_request: bool,
    pub(super) text: String,
    pub(super) decision: Option<BoardDecision>,
}

/// The fields as they are drawn.
pub(super) struct Fields {
    pub(super) why: Choices,
    pub(super) text: Field,
    pub(super) decision: OptionalFields,
}

/// The files that the reader saw, as a form carries them: by what they are, so that they are known again once they have been handed in;
/// empty of none.
pub(in crate::features::responses) fn seen(files: &[AttachedFile]) -> String {
    if files.is_empty() {
        return String::new();
    }
    let mut all = Sha256::new();
    for file in files {
        all.update([&file.fingerprint, &file.ground, &file.name].map(String::as_str).join("\n"));
        all.update([0_u8]);
    }
    hex(&all.finalize())
}

impl Form {
    /// Nothing is typed yet.
    pub(super) fn answering(asked: bool) -> Self {
        Self { why: if asked { REQUEST.to_owned() } else { String::new() }, ..Self::default() }
    }

    /// What was saved of it.
    pub(super) fn of(draft: DraftSupplement) -> Self {
        let DraftSupplement { why, text, decider, decided_on, section, board_reference } = draft;
        Self { why, text, decider, decided_on, section, board_reference, ..Self::default() }
    }

    /// What is handed in at once: nothing of it can be put right afterwards.
    pub(super) fn at_once(&self) -> AtOnce {
        AtOnce::of([self.text.as_str()], &self.broken)
    }

    /// The text as it is handed in.
    pub(super) fn handed_in(&self) -> Option<String> {
        text::required(&self.text, FIELD_LIMIT).ok().map(|text| self.at_once().settled(text))
    }

    /// Whether it says what has come in: why, what was decided, with which files, and what is in it.
    pub(super) fn says(&self, added: &Received) -> bool {
        added.kind == SubmissionKind::Supplement
            && on_request(&self.why) == added.on_request
            && self.decision().says(added.decision.as_ref())
            && self.files == seen(&added.files)
            && self.handed_in().as_ref() == Some(&added.added)
    }

    /// Nothing is typed: whatever is chosen.
    pub(super) fn is_blank(&self) -> bool {
        [&self.text, &self.decider, &self.decided_on, &self.section, &self.board_reference].iter().all(|typed| typed.trim().is_empty())
    }

    /// What is to be saved of it: whatever was typed.
    pub(super) fn draft(&self) -> DraftSupplement {
        DraftSupplement {
            why: self.why.clone(),
            // Whoever has said what is to become of broken words, and only saves, has said it once.
            text: text::optional(&self.text, FIELD_LIMIT).map_or_else(|_| self.text.clone(), |text| self.at_once().settled(text)),
            decider: self.decider.clone(),
            decided_on: self.decided_on.clone(),
            section: self.section.clone(),
            board_reference: self.board_reference.clone(),
        }
    }

    pub(super) fn read(&self, letter: chrono::NaiveDate, visit: &Passage, faults: &mut Faults) -> Option<Read> {
        let (words, t) = (visit.words(), Texts::from(visit.lang()));
        let why = faults.take("why", on_request(&self.why).ok_or(()), |()| t.why_added_needed().to_owned());
        let text = faults.take("text", text::required(&self.text, FIELD_LIMIT), |fault| words.text_fault(fault, t.added_needed()));
        let decision = self.decision().read(letter, visit, faults);
        self.at_once().ask(t.lang, faults);
        Some(Read { on_request: why?, text: self.at_once().settled(text?), decision: decision? })
    }

    fn decision(&self) -> Optional<'_> {
        Optional { decider: &self.decider, decided_on: &self.decided_on, section: &self.section, board_reference: &self.board_reference }
    }

    /// `on_request`: what answering the request is called.
    pub(super) fn fields(&self, on_request: String, visit: &Passage, faults: &Faults) -> Fields {
        let (lang, t) = (visit.lang(), Texts::from(visit.lang()));
        Fields {
            why: why(&self.why, on_request, t, faults),
            text: Field::area(lang, "text", t.added(), &self.text, faults).hint(t.added_hint()).class("tall"),
            decision: self.decision().fields(visit, faults),
        }
    }
}

/// On whose initiative it is handed in; `on_request`: what answering the request is called.
pub(in crate::features::responses) fn why(chosen: &str, on_request: String, t: Texts, faults: &Faults) -> Choices {
    let reasons = [(REQUEST, on_request), (OWN, t.on_own_initiative().to_owned())];
    Choices::radios(t.lang, "why", t.why_added(), reasons.into_iter().map(|(key, label)| Choice::new(key, label, chosen == key)).collect(), faults)
}

/// Whether the auditors asked for it, by what was chosen.
pub(in crate::features::responses) fn on_request(chosen: &str) -> Option<bool> {
    match chosen {
        REQUEST => Some(true),
        OWN => Some(false),
        _ => None,
    }
}
