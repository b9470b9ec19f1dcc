//! A board's response: what it answers on every item, when that is complete, and the document it becomes.

mod arrival;
mod attached;
mod document;
mod doubts;
mod draft;
mod drawing;
mod ledger;
mod merge;
mod op;
mod record;
mod section;
mod settled;
mod size;
mod stand;
mod stored;
mod supplement;
#[cfg(test)]
mod tests;
pub mod whole_text;

pub use arrival::{Arrival, Arrived, render_arrival};
pub use attached::{AttachedFile, GroundFault, ground};
pub use document::{Document, render};
pub use doubts::{Days, WrongDay};
pub use draft::{DraftAnswer, DraftFollowUp, DraftMeasure, DraftOutcome, DraftSummary, Gap, Missing, Stance, Unreadable, read_draft};
pub use drawing::{Drawing, DrawnMeasure, Label, Statement};
pub use ledger::Since;
pub use merge::{Clash, Merged, merge, row_at};
pub use op::{Op, Turn};
pub use record::record_blocks;
pub use section::names_a_section;
pub use settled::SettledResponse;
pub use size::{ANSWER_LIMIT, signs};
pub use stand::{Agreement, Stand};
pub use stored::{AnswerRow, Impossible, MeasureRow, StoredAnswer, StoredMeasure, submitted};
pub use supplement::{DraftSupplement, Supplement, render_supplement};

use chrono::NaiveDate;

use super::audit::ItemKind;
use super::calendar::LatestDate;
use super::ids::{ItemId, MeasureId};

/// Who decided for the board (KL 6:37-6:39: a matter may have been delegated).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "decider", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// The board itself, at a meeting.
    Board,
    /// Its working committee.
    Committee,
    /// Its chair, in an urgent matter.
    Chair,
    /// Somebody else by delegation.
    Other,
}

impl Decider {
    /// Whether it decides at a meeting, under a section of its minutes. Whoever decides by delegation may have none.
    #[must_use]
    pub fn has_minutes(self) -> bool {
        match self {
            Self::Board | Self::Committee => true,
            Self::Chair | Self::Other => false,
        }
    }
}

/// How an item was answered, as it stands in a submitted response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "answer_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Measures are planned.
    Planned,
    /// The measure is already done.
    Done,
    /// No measures are planned, and why.
    None,
    /// The answer is given in special order, under a diary number (OSL).
    Elsewhere,
    /// Follow-up: what became of each planned measure.
    FollowUp,
    /// Follow-up: nothing was planned, so nothing is owed.
    Covered,
    /// The measures of another item answer this one, too.
    Same,
    /// It stands in the document that came another way, and has not been taken apart.
    InDocument,
}

/// What a stored measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "measure_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// A promise.
    Planned,
    /// Done already when the first response was written.
    Done,
    /// What became of a promise.
    Outcome,
    /// Done without having been promised.
    Unplanned,
}

/// What became of a promised measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "outcome", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is done.
    Done,
    /// It is under way, with a new latest date.
    UnderWay,
    /// It was not done, and why.
    NotDone,
    /// Another measure took its place.
    Replaced,
    /// It will not be done, and why.
    Dropped,
}

impl Outcome {
    /// All, in the order in which forms list them.
    pub const ALL: [Self; 5] = [Self::Done, Self::UnderWay, Self::NotDone, Self::Replaced, Self::Dropped];

    /// The name in forms and in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::UnderWay => "under_way",
            Self::NotDone => "not_done",
            Self::Replaced => "replaced",
            Self::Dropped => "dropped",
        }
    }

    /// Whether it says a date wherever it stands: the day it was done, or the new latest date.
    #[must_use]
    pub fn has_date(self) -> bool {
        match self {
            Self::Done | Self::UnderWay | Self::Replaced => true,
            Self::NotDone | Self::Dropped => false,
        }
    }

    /// Whether it can say a date. What was not done has got one since releases ask for it; what earlier ones took in has
    /// none, and stands.
    #[must_use]
    pub fn may_have_date(self) -> bool {
        match self {
            Self::Done | Self::UnderWay | Self::Replaced | Self::NotDone => true,
            Self::Dropped => false,
        }
    }
}

/// A complete answer to one item, ready to be handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Planned measures, at least one.
    Planned(Vec<Measure>),
    /// Measures that are already done, at least one; their date is when.
    Done(Vec<Measure>),
    /// No measures, and why.
    None(String),
    /// Given in special order, under this diary number.
    Elsewhere(String),
    /// One report per promised measure, and what was done besides.
    FollowUp(Vec<Report>, Vec<Measure>),
    /// Nothing was promised; what was done all the same.
    Covered(Vec<Measure>),
    /// The measures of the item with this code: one text, one date, one outcome.
    Same(String),
    /// It stands in the document that came another way: nobody writes it here.
    InDocument,
}

impl Answer {
    /// How it is stored.
    #[must_use]
    pub fn kind(&self) -> AnswerKind {
        match self {
            Self::Planned(_) => AnswerKind::Planned,
            Self::Done(_) => AnswerKind::Done,
            Self::None(_) => AnswerKind::None,
            Self::Elsewhere(_) => AnswerKind::Elsewhere,
            Self::FollowUp(..) => AnswerKind::FollowUp,
            Self::Covered(_) => AnswerKind::Covered,
            Self::Same(_) => AnswerKind::Same,
            Self::InDocument => AnswerKind::InDocument,
        }
    }
}

/// An item that a board is to answer, in the wording that it answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedItem {
    /// Which item.
    pub id: ItemId,
    /// Which version of its wording, counted from 1.
    pub version: i16,
    /// Assessment or recommendation.
    pub kind: ItemKind,
    /// B1, R1 …
    pub code: String,
    /// The short heading.
    pub heading: String,
    /// The auditors' wording.
    pub body: String,
}

/// An item with what a submission says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredItem {
    /// The item, in the wording that was answered.
    pub item: AskedItem,
    /// The board's answer.
    pub answer: Answer,
    /// Follow-up: the promises that the answer reports on.
    pub promises: Vec<Promise>,
    /// Follow-up: what the first response answered, where it promised nothing.
    pub earlier: Earlier,
    /// What the board says beside it.
    pub stand: Stand,
}

/// What the first response answered on an item on which it promised nothing that can be followed up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Earlier {
    /// No measures; or it is a first response itself.
    #[default]
    Nothing,
    /// The measure was done already.
    Done,
    /// The answer was given in special order, under this diary number: whether it promised something is not said here.
    Elsewhere(String),
    /// No measures, and the question was to be looked at again by this day.
    LookAgain(LatestDate),
    /// The measures of the item with this code: what became of them is told there.
    Same(String),
    /// It stands in the document that came another way: what it promised is to be read there.
    InDocument,
    /// What it promised has been told of in a round between, and nothing of it is open.
    Settled,
}

impl Earlier {
    /// What the first response's answer was, by how it is stored.
    #[must_use]
    pub fn of(kind: Option<AnswerKind>, reference: Option<String>, again: Option<LatestDate>, same_as: Option<String>) -> Self {
        match (kind, again) {
            (Some(AnswerKind::Same), _) => Self::Same(same_as.unwrap_or_default()),
            (Some(AnswerKind::None), Some(again)) => Self::LookAgain(again),
            (kind, _) => Self::without_a_day(kind, reference),
        }
    }

    fn without_a_day(kind: Option<AnswerKind>, reference: Option<String>) -> Self {
        match kind {
            Some(AnswerKind::Done) => Self::Done,
            Some(AnswerKind::Elsewhere) => Self::Elsewhere(reference.unwrap_or_default()),
            Some(AnswerKind::InDocument) => Self::InDocument,
            Some(AnswerKind::Planned) => Self::Settled,
            None | Some(AnswerKind::None | AnswerKind::FollowUp | AnswerKind::Covered | AnswerKind::Same) => Self::Nothing,
        }
    }
}

impl AnsweredItem {
    /// What there is to see of the answer.
    #[must_use]
    pub fn drawing(&self) -> Drawing<'_> {
        Drawing::of(&self.answer, &self.promises, &self.earlier).beside(&self.stand)
    }
}

/// A planned measure of a submitted response, as it stood there, and what has been said of it since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Which measure.
    pub id: MeasureId,
    /// What was promised.
    pub measure: Measure,
    /// What the board last said of it, in a round between.
    pub since: Option<Since>,
}

/// A measure, planned or done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is or was done.
    pub action: String,
    /// The effect that is expected or seen.
    pub effect: String,
    /// The latest date, or the date it was done.
    pub due: LatestDate,
    /// The function that is responsible; may be empty.
    pub responsible: String,
}

/// What became of one promised measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The promise it answers.
    pub planned: MeasureId,
    /// How it went.
    pub outcome: Outcome,
    /// What was done, or why not.
    pub action: String,
    /// The effect in the board's work.
    pub effect: String,
    /// When it was done, or the new latest date; none for what was not done.
    pub date: Option<LatestDate>,
}

/// What the board decided about its locked text, or about a supplement.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct BoardDecision {
    /// Who decided.
    pub decider: Decider,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// The paragraph of the minutes, without the sign §. May be empty where there are none.
    pub section: String,
    /// The board's own diary number; may be empty.
    pub board_reference: String,
    /// The paragraph was adjusted immediately (omedelbart justerad, KL 5:69 and 6:35).
    pub immediately_adjusted: bool,
    /// Why the decision is older than the text that was locked, and what differs from what the board had; empty when it is
    /// not older.
    pub predates: String,
    /// What was decided otherwise than proposed; empty: as proposed.
    pub amended: String,
    /// Who reserved herself, and statements of members' own (reservationer, särskilda yttranden); may be empty.
    pub reservations: String,
    /// The extract of the minutes comes later.
    pub minutes_later: bool,
}

/// What a response has behind it when it is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backing {
    /// The decision.
    Decided(BoardDecision),
    /// Nothing yet: it is preliminary, and the decision is expected on a day.
    Expected(NaiveDate),
}

impl BoardDecision {
    /// Whether the board decided before the text was locked: on an earlier day, or in the same decision (its day and
    /// section) that an earlier text had before it was opened again. The locked text is then another than the board had, or
    /// nobody can know from the dates, and somebody has to say.
    ///
    /// A decision with changes says what differs by what it changed.
    #[must_use]
    pub fn is_older_than_text(&self, locked_on: NaiveDate, of_earlier_text: Option<&(NaiveDate, String)>) -> bool {
        self.decided_on < locked_on || of_earlier_text.is_some_and(|(day, section)| *day == self.decided_on && section::same(section, &self.section))
    }

    /// Whether it changed something, and the text was locked before that day and has not been opened since: what the board
    /// changed cannot stand in it.
    #[must_use]
    pub fn changed_a_text_of_before(&self, locked_on: NaiveDate) -> bool {
        !self.amended.is_empty() && locked_on < self.decided_on
    }
}
