//! Why a person must look: what is wrong with a value, what was left over, what speaks against a letter.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::found::Phrase;

/// Why a day, a name or a role is not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The year does not stand there: it is that of the next such day.
    YearAssumed,
    /// The day was worked out, from the day of the letter or from a week.
    Computed,
    /// Characters are damaged, such as the letter O for a nought.
    Damaged,
    /// The weekday does not agree with the date.
    Weekday,
    /// No such day exists.
    NoSuchDay,
    /// The day is not after the letter's own day.
    BeforeLetter,
    /// The day is years after the letter's own.
    FarAway,
    /// The follow-up is not after the first response.
    BeforeFirst,
    /// The sentence does not say which body is meant, and more than one may be.
    BodyAssumed,
    /// The name is near one that is known, and not equal to it.
    NearName,
    /// The sentence does not say clearly that, or which, response is asked for.
    RequestAssumed,
    /// The letter says different things in different places.
    Contradicted,
    /// There are more or fewer days than bodies.
    Counts,
    /// Something that looks as if it belonged here was not understood.
    LeftOver,
    /// No day is given.
    NoDay,
    /// The text may not be a letter.
    PerhapsNoLetter,
}

/// Something in the text that looks as if it belonged to who must answer when, and was not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// The words.
    pub phrase: Phrase,
    /// What they look like.
    pub reason: LeftoverReason,
}

/// What something left over looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftoverReason {
    /// A date after a word of limit, tied to no response.
    Date,
    /// A last day that the text only tells of, from an earlier audit.
    #[serde(rename = "told")]
    Earlier,
    /// A last day for something else than a response: a measure, a request for more time, remarks on facts.
    Other,
    /// A line among the addressees in which no body was recognised.
    AddressLine,
    /// A body in a sentence about responses, of which nothing was understood.
    Body,
    /// A sentence that asks for a response from somebody who could not be told.
    Request,
}

impl Serialize for Leftover {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut leftover = serializer.serialize_struct("Leftover", 3)?;
        leftover.serialize_field("phrase", &self.phrase.text)?;
        leftover.serialize_field("place", &self.phrase.place)?;
        leftover.serialize_field("reason", &self.reason)?;
        leftover.end()
    }
}

/// What speaks against a text's being a covering letter of auditors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Amounts to pay, an account, a due date of payment.
    Invoice,
    /// Paragraphs, decisions, those present: minutes, or papers before a meeting.
    Minutes,
    /// A newspaper, a press release, a quotation.
    News,
    /// A board that answers the auditors.
    OwnResponse,
    /// A state authority, or another sender than auditors.
    OtherSender,
    /// Nobody is asked for anything, and nobody is addressed.
    NoErrand,
}
