//! The fields of a decision: before handing in, and afterwards for what was handed in before it.

use serde::{Deserialize, Serialize};

use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::response::{BoardDecision, Decider, names_a_section};
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::gate::Passage;
use crate::platform::language::Lang;
use crate::platform::parts::{Choice, Choices, Faults, Field};
use crate::platform::words::Words;

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Form {
    /// Before handing in: which lock the reader saw. A decision is about that text and no other.
    pub(super) lock: i16,
    /// The digest of the text that the reader saw, where it is to be locked with the decision.
    pub(super) text: String,
    /// After handing in: which of what has come in the reader saw.
    pub(super) submission: i16,
    /// After handing in: which entry about the decision the reader saw.
    pub(super) entry: i16,
    pub(super) decider: String,
    pub(super) decided_on: String,
    pub(super) section: String,
    pub(super) board_reference: String,
    pub(super) immediately_adjusted: String,
    pub(super) minutes_later: String,
    pub(super) amended: String,
    pub(super) reservations: String,
    /// Asked for when the decision is older than the text.
    pub(super) predates: String,
    /// After handing in: what is to become of words that lines break in two.
    pub(super) broken: String,
    /// Which save of which page.
    pub(super) op: String,
    /// What every form says whose page saves by itself. These words have no versions, and one button.
    #[serde(rename = "version")]
    pub(super) _version: i32,
    #[serde(rename = "do")]
    pub(super) _button: String,
    /// Who opened the page.
    pub(super) by: String,
}

/// What somebody has typed of a decision, as it was typed.
#[derive(Clone, Default, Serialize, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub(crate) struct Typed {
    decider: String,
    decided_on: String,
    section: String,
    board_reference: String,
    immediately_adjusted: String,
    minutes_later: String,
    amended: String,
    reservations: String,
    predates: String,
}

impl Typed {
    /// The form as it is found: that it is the board's own decision is chosen for her, and no word of hers.
    pub(super) fn says_nothing(&self) -> bool {
        *self == Form::empty().typed() || *self == Self::default()
    }
}

const DECIDERS: [(&str, Decider); 4] = [("board", Decider::Board), ("committee", Decider::Committee), ("chair", Decider::Chair), ("other", Decider::Other)];

/// Who decided, by its name in a form; empty: nobody is named.
pub(super) fn said(decider: &str, words: Words) -> &'static str {
    DECIDERS.iter().find(|(key, _)| *key == decider).map_or("", |(_, decider)| words.decider(*decider))
}

impl Form {
    /// Nothing is recorded yet; most decisions are the board's own.
    pub(super) fn empty() -> Self {
        Self { decider: "board".to_owned(), ..Self::default() }
    }

    /// What is recorded already.
    pub(super) fn of(decision: &BoardDecision) -> Self {
        let key = DECIDERS.iter().find(|(_, decider)| *decider == decision.decider).map_or("", |(key, _)| key);
        let ticked = |is_so: bool| if is_so { "ja".to_owned() } else { String::new() };
        Self {
            decider: key.to_owned(),
            decided_on: decision.decided_on.to_string(),
            section: decision.section.clone(),
            board_reference: decision.board_reference.clone(),
            immediately_adjusted: ticked(decision.immediately_adjusted),
            minutes_later: ticked(decision.minutes_later),
            amended: decision.amended.clone(),
            reservations: decision.reservations.clone(),
            predates: decision.predates.clone(),
            ..Self::default()
        }
    }

    /// What was typed.
    pub(super) fn typed(&self) -> Typed {
        let Self { decider, decided_on, section, board_reference, immediately_adjusted, minutes_later, amended, reservations, predates, .. } = self.clone();
        Typed { decider, decided_on, section, board_reference, immediately_adjusted, minutes_later, amended, reservations, predates }
    }

    /// What was typed before, in the form again.
    pub(super) fn typed_before(typed: &Typed) -> Self {
        let Typed { decider, decided_on, section, board_reference, immediately_adjusted, minutes_later, amended, reservations, predates } = typed.clone();
        Self { decider, decided_on, section, board_reference, immediately_adjusted, minutes_later, amended, reservations, predates, ..Self::default() }
    }

    /// Whether it says what stands.
    pub(super) fn says(&self, decision: &BoardDecision) -> bool {
        let stands = Self::of(decision);
        let said = |form: &Self| {
            let lines = [&form.decider, &form.section, &form.board_reference].map(|line| text::tidy_line(line.trim_start_matches([' ', '§'])));
            let texts = [&form.amended, &form.reservations, &form.predates].map(|typed| text::tidy(typed));
            (lines, texts, calendar::date(&form.decided_on).ok(), form.immediately_adjusted == "ja", form.minutes_later == "ja")
        };
        said(self) == said(&stands)
    }

    /// The decision, with nothing said yet of its being older than the text. An audit may have been entered here long after its
    /// letter went out; before that there was nothing to decide.
    pub(super) fn read(&self, letter: chrono::NaiveDate, visit: &Passage, faults: &mut Faults) -> Option<BoardDecision> {
        let (words, t) = (visit.words(), Texts::from(visit.lang()));
        let decider = DECIDERS.iter().find(|(key, _)| *key == self.decider).map(|(_, decider)| *decider);
        let decider = faults.take("decider", decider.ok_or(()), |()| t.decider_needed().to_owned());
        let decided_on = faults.take("decided_on", calendar::date(&self.decided_on), |f| words.date_fault(&f));
        if decided_on.is_some_and(|day| day > visit.today()) {
            faults.add("decided_on", t.decided_in_future());
        }
        if decided_on.is_some_and(|day| day < letter) {
            faults.add("decided_on", t.decided_too_early(&words.date(letter)));
        }
        let section = self.section(decider, t, words, faults);
        let reference = text::optional(&text::tidy_line(&self.board_reference), 60);
        let board_reference = faults.take("board_reference", reference, |f| words.text_fault(f, ""));
        let amended = faults.take("amended", text::optional(&self.amended, FIELD_LIMIT), |f| words.text_fault(f, ""));
        let reservations = faults.take("reservations", text::optional(&self.reservations, FIELD_LIMIT), |f| words.text_fault(f, ""));
        Some(BoardDecision {
            decider: decider?,
            decided_on: decided_on?,
            section: section?,
            board_reference: board_reference?,
            immediately_adjusted: self.immediately_adjusted == "ja",
            predates: String::new(),
            amended: amended?,
            reservations: reservations?,
            minutes_later: self.minutes_later == "ja",
        })
    }

    fn section(&self, decider: Option<Decider>, t: Texts, words: Words, faults: &mut Faults) -> Option<String> {
        let section = text::tidy_line(self.section.trim().trim_start_matches('§'));
        if !section.is_empty() && !names_a_section(&section) {
            faults.add("section", t.section_odd());
            return None;
        }
        if decider.is_none_or(Decider::has_minutes) {
            faults.take("section", text::required(&section, 20), |f| words.text_fault(f, t.section_needed()))
        } else {
            faults.take("section", text::optional(&section, 20), |f| words.text_fault(f, ""))
        }
    }

    pub(super) fn fields(&self, lang: Lang, t: Texts, words: Words, faults: &Faults) -> Fields {
        let deciders = DECIDERS.iter().map(|(key, decider)| Choice::new(*key, words.decider(*decider), self.decider == *key)).collect();
        let asked = faults.at("predates").is_some() || !self.predates.trim().is_empty();
        let said = |text: &str, field| !text.trim().is_empty() || faults.at(field).is_some();
        Fields {
            decider: Choices::radios(lang, "decider", t.decider(), deciders, faults),
            decided_on: Field::date(lang, "decided_on", t.decided_on(), &self.decided_on, faults),
            section: Field::line(lang, "section", t.section(), &self.section, faults).hint(t.section_hint()).class("w6"),
            board_reference: Field::line(lang, "board_reference", t.board_reference(), &self.board_reference, faults).hint(t.optional()).class("w20"),
            immediately_adjusted: self.immediately_adjusted == "ja",
            minutes_later: self.minutes_later == "ja",
            amended: Field::area(lang, "amended", t.amended(), &self.amended, faults).hint(t.amended_hint()),
            reservations: Field::area(lang, "reservations", t.reservations(), &self.reservations, faults).hint(t.reservations_hint()),
            unfolded: said(&self.amended, "amended") || said(&self.reservations, "reservations"),
            predates: asked.then(|| Field::area(lang, "predates", t.predates(), &self.predates, faults).hint(t.predates_hint())),
        }
    }
}

/// The fields as they are drawn.
pub(super) struct Fields {
    pub(super) decider: Choices,
    pub(super) decided_on: Field,
    pub(super) section: Field,
    pub(super) board_reference: Field,
    pub(super) immediately_adjusted: bool,
    pub(super) minutes_later: bool,
    pub(super) amended: Field,
    pub(super) reservations: Field,
    /// Whether what is rarely needed is shown at once.
    pub(super) unfolded: bool,
    pub(super) predates: Option<Field>,
}

/// What may be said of a decision where none need be: on a supplement.
pub(super) struct Optional<'a> {
    pub(super) decider: &'a str,
    pub(super) decided_on: &'a str,
    pub(super) section: &'a str,
    pub(super) board_reference: &'a str,
}

impl Optional<'_> {
    /// Whoever says something says who decided, and when.
    pub(super) fn says_something(&self) -> bool {
        [self.decider, self.decided_on, self.section, self.board_reference].iter().any(|said| !said.trim().is_empty())
    }

    /// Whether it says what stands of the decision, or nothing where nothing does.
    pub(super) fn says(&self, stands: Option<&BoardDecision>) -> bool {
        match stands {
            Some(decision) => self.says_something() && self.form().says(decision),
            None => !self.says_something(),
        }
    }

    fn form(&self) -> Form {
        Form {
            decider: self.decider.to_owned(),
            decided_on: self.decided_on.to_owned(),
            section: self.section.to_owned(),
            board_reference: self.board_reference.to_owned(),
            ..Form::default()
        }
    }

    /// The decision, or that nothing is said of one; nothing when something is wrong.
    #[expect(clippy::option_option, reason = "wrong, unsaid, said")]
    pub(super) fn read(&self, letter: chrono::NaiveDate, visit: &Passage, faults: &mut Faults) -> Option<Option<BoardDecision>> {
        if self.says_something() { self.form().read(letter, visit, faults).map(Some) } else { Some(None) }
    }

    pub(super) fn fields(&self, visit: &Passage, faults: &Faults) -> OptionalFields {
        let (lang, t, words) = (visit.lang(), Texts::from(visit.lang()), visit.words());
        let deciders = DECIDERS.iter().map(|(key, decider)| Choice::new(*key, words.decider(*decider), self.decider == *key));
        let unsaid = Choice::new("", t.decision_unsaid(), self.decider.is_empty());
        let Fields { decided_on, section, board_reference, .. } = self.form().fields(lang, t, words, faults);
        OptionalFields {
            decider: Choices::radios(lang, "decider", t.decider(), std::iter::once(unsaid).chain(deciders).collect(), faults),
            decided_on,
            section,
            board_reference,
            unfolded: self.says_something() || ["decider", "decided_on", "section", "board_reference"].iter().any(|field| faults.at(field).is_some()),
        }
    }
}

/// The same, as it is drawn.
pub(super) struct OptionalFields {
    pub(super) decider: Choices,
    pub(super) decided_on: Field,
    pub(super) section: Field,
    pub(super) board_reference: Field,
    /// Whether it is shown at once.
    pub(super) unfolded: bool,
}
