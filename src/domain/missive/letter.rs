//! What a covering letter says, as proposed facts.

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::doubt::{Doubt, Evidence, Leftover};
use super::found::{Certainty, Found, Phrase};
pub use super::settled::SettledDay;
pub use crate::domain::audit::AddresseeRole as Role;

/// The facts of one covering letter, each with its source. Nothing here is decided: a person confirms.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Letter {
    /// Whether the text is more likely than not a letter from auditors.
    pub is_letter: bool,
    /// How sure that is. When the answer is no, everything else is missing; when it is perhaps, nothing is found, only
    /// proposed.
    pub recognised: Recognised,
    /// What speaks against its being a letter.
    pub against: Vec<Evidence>,
    /// The auditors' diary number.
    pub reference: Found<String>,
    /// What was audited, without "Granskning av".
    pub title: Found<String>,
    /// The day on which the auditors decided to send the report.
    pub decided_on: Found<NaiveDate>,
    /// The day on which the letter was dated.
    pub letter_date: Found<NaiveDate>,
    /// The auditors who decided.
    pub decided_by: Found<String>,
    /// The chair who signed.
    pub chair: Found<String>,
    /// The e-mail address to which responses go.
    pub reply_to: Found<String>,
    /// The sentence that sums the audit up.
    pub overall_assessment: Found<String>,
    /// The years that a follow-up response covers.
    pub follow_up_period: Found<String>,
    /// How the responses are to be written.
    pub instructions: Instructions,
    /// Everybody the letter is for, in the order of its address block and then of its text.
    pub addressees: Vec<Addressee>,
    /// Dates, names and lines that look as if they belonged to who must answer when, and were not used.
    pub leftover: Vec<Leftover>,
}

/// Whether a text is a covering letter of auditors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Recognised {
    /// It is: sender, addressee and errand speak for it, and nothing against.
    Yes,
    /// It may be: it is read, and a person must say.
    Perhaps,
    /// It is not.
    #[default]
    No,
}

/// The auditors' instructions for each response, word for word, paragraphs parted by an empty line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Instructions {
    /// For the first response.
    pub first: Found<String>,
    /// For the follow-up response.
    pub follow_up: Found<String>,
}

/// One body that the letter is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// Its name: the register's, where the register knows it.
    pub body: String,
    /// A registered body whose name is so like this one that it may be meant: "Menade du …?"
    pub meant: Option<String>,
    /// What the letter wants of it.
    pub role: Role,
    /// Whether name and role stand clear in the letter.
    pub certainty: Certainty,
    /// Why a person must look at name or role.
    pub doubts: Vec<Doubt>,
    /// The words that name it and say what is wanted of it.
    pub phrase: Phrase,
    /// When it is to answer, the first response first; empty unless it is to respond.
    pub rounds: Vec<Round>,
}

/// Which response is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// The first response.
    First,
    /// The response a year or so later, on what was done.
    FollowUp,
}

/// One response that a body owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Which response.
    pub kind: RoundKind,
    /// Its last day.
    pub due: Due,
    /// The sentence that asks for it.
    pub phrase: Phrase,
    /// Why a person must look at the day; empty when it is found.
    pub doubts: Vec<Doubt>,
}

/// The last day for a response, as far as the letter tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The letter gives this day, and everything that it says besides was used or explained.
    On(SettledDay),
    /// This day follows from the letter, but a person must confirm it.
    Perhaps(NaiveDate),
    /// The letter gives no day that can be read.
    Unknown,
}

impl Due {
    /// The day, if there is one.
    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Due::On(settled) => Some(settled.day()),
            Due::Perhaps(day) => Some(day),
            Due::Unknown => None,
        }
    }

    /// How far the day can be trusted.
    #[must_use]
    pub fn certainty(self) -> Certainty {
        match self {
            Due::On(_) => Certainty::Found,
            Due::Perhaps(_) => Certainty::Check,
            Due::Unknown => Certainty::Missing,
        }
    }
}

impl Serialize for Round {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut round = serializer.serialize_struct("Round", 6)?;
        round.serialize_field("kind", &self.kind)?;
        round.serialize_field("due_on", &self.due.day())?;
        round.serialize_field("phrase", &self.phrase.text)?;
        round.serialize_field("place", &self.phrase.place)?;
        round.serialize_field("certainty", &self.due.certainty())?;
        round.serialize_field("doubts", &self.doubts)?;
        round.end()
    }
}

impl Serialize for Addressee {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut addressee = serializer.serialize_struct("Addressee", 8)?;
        addressee.serialize_field("body", &self.body)?;
        addressee.serialize_field("meant", &self.meant)?;
        addressee.serialize_field("role", &self.role)?;
        addressee.serialize_field("phrase", &self.phrase.text)?;
        addressee.serialize_field("place", &self.phrase.place)?;
        addressee.serialize_field("certainty", &self.certainty)?;
        addressee.serialize_field("doubts", &self.doubts)?;
        addressee.serialize_field("rounds", &self.rounds)?;
        addressee.end()
    }
}

impl Letter {
    /// The same letter with nothing found, only proposed: it may not be a letter.
    pub(super) fn doubted(self) -> Self {
        let addressees = self.addressees.into_iter().map(Addressee::doubted).collect();
        Letter {
            reference: self.reference.doubted(),
            title: self.title.doubted(),
            decided_on: self.decided_on.doubted(),
            letter_date: self.letter_date.doubted(),
            decided_by: self.decided_by.doubted(),
            chair: self.chair.doubted(),
            reply_to: self.reply_to.doubted(),
            overall_assessment: self.overall_assessment.doubted(),
            follow_up_period: self.follow_up_period.doubted(),
            instructions: Instructions { first: self.instructions.first.doubted(), follow_up: self.instructions.follow_up.doubted() },
            addressees,
            ..self
        }
    }
}

impl Addressee {
    fn doubted(mut self) -> Self {
        self.certainty = Certainty::Check;
        self.doubts.push(Doubt::PerhapsNoLetter);
        for round in &mut self.rounds {
            round.doubts.push(Doubt::PerhapsNoLetter);
            round.due = round.due.day().map_or(Due::Unknown, Due::Perhaps);
        }
        self
    }
}
