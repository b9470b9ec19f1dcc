//! What a slice tells people: to whom, how long it stays worth telling, in which words, and where it leads. One value says it
//! all, and the list of notices, the mails, the digests and the look before sending read the same value. Whatever is told is
//! made from one, so that nothing can be told that has no words.

use chrono::NaiveDate;

use super::words::Words;
use crate::domain::actor::Role;
use crate::domain::ids::PersonId;
use crate::domain::notice::{About, Notice, Reader, Rule};

/// A kind of notice, as the slice that causes it announces it.
#[derive(Clone, Copy, Debug)]
pub struct Tells {
    /// Who is told, and how long it stays worth telling.
    pub rule: Rule,
    /// What it says, to whom.
    pub message: fn(&Notice, &Reading<'_>) -> Message,
}

/// How somebody reads a notice.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// In which language.
    pub words: Words,
    /// On which day.
    pub today: NaiveDate,
    /// What the auditors are called.
    pub auditors: &'a str,
    /// As whom.
    pub reader: Reader,
}

/// What a notice says: one sentence in the service; a subject and paragraphs in a mail; and one link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// In the service. The day is the one that was told.
    pub sentence: String,
    /// Of the mail, and of its line in a digest. Days are counted when it is sent.
    pub subject: String,
    /// The mail's paragraphs.
    pub lines: Vec<String>,
    /// What its link says.
    pub link: &'static str,
    /// Where something can be done about it, by this reader.
    pub path: String,
}

/// Something to tell: what, about what, and to whom.
#[derive(Clone, Debug)]
pub struct Telling {
    tells: &'static Tells,
    key: String,
    about: About,
    roles: &'static [Role],
    person: Option<PersonId>,
    others: bool,
}

impl Tells {
    /// Something to tell to everybody whom the rule names. `cause` tells it from others of its kind: nobody is told twice about
    /// one cause.
    #[must_use]
    pub fn about(&'static self, about: About, cause: String) -> Telling {
        Telling { tells: self, key: cause, about, roles: self.rule.audience, person: None, others: false }
    }
}

impl Telling {
    /// Only to these of them.
    #[must_use]
    pub fn only_to(self, roles: &'static [Role]) -> Self {
        Self { roles, ..self }
    }

    /// Only to her, if she is one of them.
    #[must_use]
    pub fn only_to_person(self, person: PersonId) -> Self {
        Self { person: Some(person), ..self }
    }

    /// Not to whoever does it: she knows.
    #[must_use]
    pub fn to_others(self) -> Self {
        Self { others: true, ..self }
    }

    /// To whom alone.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.person
    }

    /// Whether it is for everybody but whoever does it.
    #[must_use]
    pub fn is_for_others(&self) -> bool {
        self.others
    }

    /// The rule of its kind.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.tells.rule
    }

    /// By which nobody is told twice.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What it is about.
    #[must_use]
    pub fn about(&self) -> About {
        self.about
    }

    /// In which roles somebody is told.
    #[must_use]
    pub fn roles(&self) -> &'static [Role] {
        self.roles
    }
}
