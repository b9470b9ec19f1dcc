//! The parts that pages are made of: fields with label, hint and error; chips; the error summary. Each draws itself,
//! so that every form in the product looks and speaks the same.

use askama::Template;
use askama::filters::HtmlSafe;

use super::language::Lang;

/// What is wrong with a form: the field's id and the sentence, in the order of the form.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    list: Vec<(String, String)>,
    waiting: bool,
}

impl Faults {
    /// Nothing is wrong.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Notes a fault.
    pub fn add(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.list.push((field.into(), sentence.into()));
    }

    /// Nothing is wrong with what was typed: it is not the time for it. At the field where it is said.
    pub fn wait(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.add(field, sentence);
        self.waiting = true;
    }

    /// Takes the value, or notes the fault and goes on with nothing.
    pub fn take<T, E>(&mut self, field: &str, result: Result<T, E>, say: impl FnOnce(E) -> String) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(fault) => {
                self.add(field, say(fault));
                None
            }
        }
    }

    /// The sentence at a field.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<String> {
        self.list.iter().find(|(id, _)| id == field).map(|(_, sentence)| sentence.clone())
    }

    /// Whether all is well.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The summary that stands above the heading, in focus.
    #[must_use]
    pub fn summary(&self, lang: Lang) -> Summary {
        Summary { lang, list: self.list.clone(), waiting: self.waiting }
    }
}

/// The error summary. Draws nothing when there is nothing to say.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/summary.html")]
pub struct Summary {
    lang: Lang,
    list: Vec<(String, String)>,
    waiting: bool,
}
impl HtmlSafe for Summary {}

impl Summary {
    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// How a field looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Line(&'static str),
    Area,
}

/// A text field with everything around it.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    lang: Lang,
    id: String,
    name: String,
    label: String,
    hint: String,
    /// Other labels and hints, each behind the choice elsewhere in the form that makes it another question.
    others: Vec<(&'static str, String, String)>,
    value: String,
    error: Option<String>,
    look: Look,
    autocomplete: &'static str,
    class: &'static str,
    chip: Option<Chip>,
    source: String,
    /// The address of the mark in a text beside the form where the value stands.
    mark: Option<String>,
    /// What the way to change it is called, for a value that is shown as plain text.
    settled: Option<&'static str>,
    shown: Option<&'static str>,
}
impl HtmlSafe for Field {}

impl Field {
    fn new(lang: Lang, id: impl Into<String>, label: impl Into<String>, value: impl Into<String>, faults: &Faults, look: Look) -> Self {
        let id = id.into();
        let error = faults.at(&id);
        let name = id.clone();
        Self {
            lang,
            id,
            name,
            label: label.into(),
            hint: String::new(),
            others: Vec::new(),
            value: value.into(),
            error,
            look,
            autocomplete: "off",
            class: "",
            chip: None,
            source: String::new(),
            mark: None,
            settled: None,
            shown: None,
        }
    }

    /// One line.
    #[must_use]
    pub fn line(lang: Lang, id: impl Into<String>, label: impl Into<String>, value: impl Into<String>, faults: &Faults) -> Self {
        Self::new(lang, id, label, value, faults, Look::Line("text"))
    }

    /// Many lines.
    #[must_use]
    pub fn area(lang: Lang, id: impl Into<String>, label: impl Into<String>, value: impl Into<String>, faults: &Faults) -> Self {
        Self::new(lang, id, label, value, faults, Look::Area)
    }

    /// A date, typed as people write it.
    #[must_use]
    pub fn date(lang: Lang, id: impl Into<String>, label: impl Into<String>, value: impl Into<String>, faults: &Faults) -> Self {
        Self { class: "w10", ..Self::new(lang, id, label, value, faults, Look::Line("text")) }
    }

    /// An e-mail address. The type stays text: browsers refuse the å, ä and ö that addresses may have.
    #[must_use]
    pub fn email(lang: Lang, id: impl Into<String>, label: impl Into<String>, value: impl Into<String>, faults: &Faults) -> Self {
        Self { autocomplete: "email", ..Self::new(lang, id, label, value, faults, Look::Line("text")) }
    }

    /// A password. Its value is never sent back.
    #[must_use]
    pub fn password(lang: Lang, id: impl Into<String>, label: impl Into<String>, faults: &Faults) -> Self {
        Self::new(lang, id, label, "", faults, Look::Line("password"))
    }

    /// The sentence under the label.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Another label and hint, where a choice elsewhere in the form makes it another question. Which of them is seen is a
    /// matter of the stylesheet (`data-when`), so it follows the choice without a script.
    #[must_use]
    pub fn when(mut self, choice: &'static str, label: impl Into<String>, hint: impl Into<String>) -> Self {
        self.others.push((choice, label.into(), hint.into()));
        self
    }

    fn choices(&self) -> String {
        self.others.iter().map(|(choice, ..)| *choice).collect::<Vec<_>>().join(" ")
    }

    /// The name in the form, where several fields share one.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// What the browser may fill in.
    #[must_use]
    pub fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// How wide: `w6`, `w10`.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    /// Where the value came from: a chip beside the label, and the phrase behind "Visa var".
    #[must_use]
    pub fn from(self, chip: Option<Chip>, source: impl Into<String>) -> Self {
        Self { chip, source: source.into(), ..self }
    }

    /// Where the value stands in a text beside the form: the address of its mark.
    #[must_use]
    pub fn to_mark(self, mark: Option<String>) -> Self {
        Self { mark, ..self }
    }

    /// Shows the value as plain text, and the field itself behind these words.
    #[must_use]
    pub fn settled(self, change: &'static str) -> Self {
        Self { settled: Some(change), ..self }
    }

    /// Shows these words in place of the value, when it is shown as plain text.
    #[must_use]
    pub fn shown_as(self, words: &'static str) -> Self {
        Self { shown: Some(words), ..self }
    }

    /// Takes [`settled`](Self::settled) back.
    #[must_use]
    pub fn open(self) -> Self {
        Self { settled: None, shown: None, ..self }
    }

    /// Whether something is wrong with it.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.error.is_some()
    }

    /// The beginning of the value, for showing: the whole stands in the field.
    fn beginning(&self) -> String {
        const LONGEST: usize = 240;
        if self.value.chars().count() <= LONGEST {
            return self.value.clone();
        }
        let mut beginning: String = self.value.chars().take(LONGEST).collect();
        beginning.push('…');
        beginning
    }

    /// What stands in it, for pages that show it without a form.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id));
        }
        if self.chip.is_some() {
            ids.push(format!("{}-chip", self.id));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id));
        }
        ids.join(" ")
    }
}

/// One choice of several.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is said.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// A choice.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), chosen }
    }
}

/// Radio buttons or check boxes under one legend, or a drop-down list.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/choices.html")]
pub struct Choices {
    lang: Lang,
    id: String,
    name: String,
    legend: String,
    hint: String,
    kind: Kind,
    choices: Vec<Choice>,
    error: Option<String>,
}
impl HtmlSafe for Choices {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Radio,
    Checkbox,
    List,
}

impl Choices {
    fn new(lang: Lang, id: impl Into<String>, legend: impl Into<String>, choices: Vec<Choice>, faults: &Faults, kind: Kind) -> Self {
        let id = id.into();
        let error = faults.at(&id);
        Self { lang, name: id.clone(), id, legend: legend.into(), hint: String::new(), kind, choices, error }
    }

    /// One of these.
    #[must_use]
    pub fn radios(lang: Lang, id: impl Into<String>, legend: impl Into<String>, choices: Vec<Choice>, faults: &Faults) -> Self {
        Self::new(lang, id, legend, choices, faults, Kind::Radio)
    }

    /// Any of these.
    #[must_use]
    pub fn boxes(lang: Lang, id: impl Into<String>, legend: impl Into<String>, choices: Vec<Choice>, faults: &Faults) -> Self {
        Self::new(lang, id, legend, choices, faults, Kind::Checkbox)
    }

    /// One of these, from a list.
    #[must_use]
    pub fn list(lang: Lang, id: impl Into<String>, legend: impl Into<String>, choices: Vec<Choice>, faults: &Faults) -> Self {
        Self::new(lang, id, legend, choices, faults, Kind::List)
    }

    /// The sentence under the legend.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The name in the form, where several share one.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id));
        }
        ids.join(" ")
    }
}

/// A last day wherever it stands: with what it was before, and the way to why it is what it is.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/due.html")]
pub struct Due {
    lang: Lang,
    words: super::words::Words,
    url: String,
    iso: String,
    day: String,
    asked: bool,
    moved: Option<String>,
}
impl HtmlSafe for Due {}

impl Due {
    /// "31 mars 2025": the last day of this round.
    #[must_use]
    pub fn new(words: super::words::Words, last: crate::domain::round::LastDay, name: &crate::domain::round::RoundName) -> Self {
        Self {
            lang: words.lang(),
            words,
            url: name.ledger_url(),
            iso: last.due_on.to_string(),
            day: words.date(last.due_on),
            asked: last.extension_asked,
            moved: words.moved(last),
        }
    }

    /// "måndag 31 mars 2025": where it is the deadline that counts.
    #[must_use]
    pub fn with_weekday(words: super::words::Words, last: crate::domain::round::LastDay, name: &crate::domain::round::RoundName) -> Self {
        Self { day: words.weekday_date(last.due_on), ..Self::new(words, last, name) }
    }
}

/// A word in a box: colour supports it, but never says anything alone.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(source = "<span class=\"chip {{ tone }}\">{{ word }}</span>", ext = "html")]
pub struct Chip {
    tone: &'static str,
    word: String,
}
impl HtmlSafe for Chip {}

impl Chip {
    /// Nothing to do.
    #[must_use]
    pub fn plain(word: impl Into<String>) -> Self {
        Self { tone: "", word: word.into() }
    }

    /// Good.
    #[must_use]
    pub fn ok(word: impl Into<String>) -> Self {
        Self { tone: "ok", word: word.into() }
    }

    /// For information.
    #[must_use]
    pub fn info(word: impl Into<String>) -> Self {
        Self { tone: "info", word: word.into() }
    }

    /// Soon.
    #[must_use]
    pub fn warn(word: impl Into<String>) -> Self {
        Self { tone: "warn", word: word.into() }
    }

    /// Waiting for somebody's decision.
    #[must_use]
    pub fn hold(word: impl Into<String>) -> Self {
        Self { tone: "hold", word: word.into() }
    }

    /// Late, or missing.
    #[must_use]
    pub fn bad(word: impl Into<String>) -> Self {
        Self { tone: "bad", word: word.into() }
    }

    /// What it says.
    #[must_use]
    pub fn word(&self) -> &str {
        &self.word
    }

    /// How a round stands, for auditors and council.
    #[must_use]
    pub fn of_round(words: super::words::Words, state: crate::domain::round::RoundState) -> Self {
        use crate::domain::calendar::Standing;
        use crate::domain::round::RoundState;
        let word = words.round_state(state);
        match state {
            RoundState::Awaited(Standing::DaysLate(_)) | RoundState::Unanswered => Self::bad(word),
            RoundState::Awaited(Standing::LastDay | Standing::DaysLeft(_)) | RoundState::Withdrawn => Self::plain(word),
            RoundState::Received { late } if late.in_force.is_some() => Self::warn(word),
            // What asks for nothing has no colour.
            RoundState::Received { .. } | RoundState::Assessed { .. } => Self::plain(word),
        }
    }

    /// How near a last day is; nothing while it is far away.
    #[must_use]
    pub fn of_deadline(words: super::words::Words, standing: crate::domain::calendar::Standing) -> Option<Self> {
        use crate::domain::calendar::Standing;
        let word = words.standing(standing);
        match standing {
            _ if word.is_empty() => None,
            Standing::DaysLate(_) => Some(Self::bad(word)),
            Standing::LastDay | Standing::DaysLeft(_) => Some(Self::warn(word)),
        }
    }
}
