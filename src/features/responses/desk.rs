//! A response being written, as a whole: what is done, what is missing, what comes next. Loaded once per page.

use chrono::{DateTime, NaiveDate, Utc};

use super::corrected;
use super::store::{self, DeskRows, EarlierVerdict, History, LockRow, PartRow, Reopening, Replaced, Round, SaidBefore, Wording};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::ids::{ItemId, MeasureId, PersonId};
use crate::domain::response::{
    Answer, AskedItem, AttachedFile, BoardDecision, Days, DraftAnswer, DraftFollowUp, DraftMeasure, DraftSummary, Earlier, Gap, Missing, Promise,
    SettledResponse, Stance, Stand, Unreadable, read_draft,
};
use crate::domain::round::RoundKind;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;

/// The name of the summary among the parts.
pub(super) const SUMMARY: &str = "sammanfattning";

/// Everything on a desk.
pub(super) struct Desk {
    pub(super) round: Round,
    pub(super) summary: DraftSummary,
    /// What is saved of it and cannot be read. It counts as begun.
    pub(super) summary_unreadable: Option<Unreadable>,
    pub(super) summary_saved: Saved,
    pub(super) items: Vec<DeskItem>,
    /// The files of what is being written, in order.
    pub(super) files: Vec<AttachedFile>,
    pub(super) stage: Stage,
    /// How many times the text has been locked.
    pub(super) locks: i16,
    /// How it was last opened again, while it is open.
    pub(super) reopening: Option<Reopening>,
    /// The day and the section of the newest decision on a text that was locked earlier.
    pub(super) of_earlier_text: Option<(NaiveDate, String)>,
    /// Why the round was opened after the dispatch; empty, when it came with it.
    pub(super) opening: String,
    /// The day of the letter, and today.
    pub(super) days: Days,
    /// When the auditors follow up, as their letter says it.
    pub(super) follow_up_period: String,
    /// A follow-up is written on a submitted first response; without one it waits.
    pub(super) waits_for_first: bool,
    /// The parts of which the reader has words that could not be taken in; none: the summary.
    pub(super) asides: Vec<Option<ItemId>>,
}

/// Which version was saved last, when and by whom. Version 0: never.
#[derive(Clone, Default)]
pub(super) struct Saved {
    pub(super) version: i32,
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) by: String,
    pub(super) by_id: Option<PersonId>,
    /// A text of the reader's that somebody has replaced since.
    pub(super) replaced: Option<Replaced>,
    /// Whoever saved it said that it is done ("Klart"). Nothing else says so for her.
    pub(super) marked: bool,
}

/// An item with its answer so far.
pub(super) struct DeskItem {
    pub(super) item: AskedItem,
    pub(super) draft: ItemDraft,
    /// What is saved and cannot be read; the draft is then empty.
    pub(super) unreadable: Option<Unreadable>,
    pub(super) saved: Saved,
    pub(super) promises: Vec<Promise>,
    /// What was promised and is told of: it is not asked about any more.
    pub(super) settled: Vec<Promise>,
    /// What the first response answered, where it promised nothing.
    pub(super) earlier: Earlier,
    days: Days,
    pub(super) verdict: Option<EarlierVerdict>,
    /// The other items: whose measures may answer this one, too.
    pub(super) others: Vec<Other>,
    /// Every wording, where the auditors have corrected it since they sent it.
    pub(super) wordings: Vec<Wording>,
}

/// Another item, as one that may have the measures.
#[derive(Clone)]
pub(super) struct Other {
    pub(super) code: String,
    pub(super) heading: String,
    /// It has measures of its own, as far as it has been saved.
    pub(super) has_measures: bool,
}

/// An answer so far, by the kind of round.
#[derive(Clone)]
pub(super) enum ItemDraft {
    First(DraftAnswer),
    FollowUp(DraftFollowUp),
}

/// How far the board has come. Only the board itself ever sees this.
pub(super) enum Stage {
    /// Being written.
    Open,
    /// Locked, so that the board decides on the right text.
    Locked(LockRow),
    /// The board has decided on the locked text.
    Decided(LockRow, BoardDecision),
    /// Handed in.
    Submitted,
    /// The auditors have withdrawn what they asked: what was written stays, and nothing is written any more.
    Withdrawn,
}

impl Stage {
    fn of(round: &Round, lock: Option<LockRow>, decision: Option<BoardDecision>) -> Self {
        match (lock.filter(|lock| lock.reopening.is_none()), decision) {
            _ if round.submission.is_some() => Self::Submitted,
            _ if round.last_day.withdrawn => Self::Withdrawn,
            (None, _) => Self::Open,
            (Some(lock), None) => Self::Locked(lock),
            (Some(lock), Some(decision)) => Self::Decided(lock, decision),
        }
    }

    /// The lock of the text, while it is locked.
    pub(super) fn lock(&self) -> Option<&LockRow> {
        match self {
            Self::Locked(lock) | Self::Decided(lock, _) => Some(lock),
            Self::Open | Self::Submitted | Self::Withdrawn => None,
        }
    }

    /// When it was.
    pub(super) fn locked_at(&self) -> Option<DateTime<Utc>> {
        self.lock().map(|lock| lock.locked_at)
    }
}

/// How far one part has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    NotBegun,
    Begun,
    Complete,
    /// Follow-up: nothing was promised, so nothing is owed.
    Covered,
}

impl Progress {
    pub(super) fn is_done(self) -> bool {
        matches!(self, Self::Complete | Self::Covered)
    }
}

impl ItemDraft {
    pub(super) fn settle(&self) -> Result<Answer, Vec<Gap>> {
        match self {
            Self::First(draft) => draft.settle(),
            Self::FollowUp(draft) => draft.settle(),
        }
    }

    /// What is said beside the answer.
    pub(super) fn stand(&self) -> Stand {
        match self {
            Self::First(draft) => draft.stand(),
            Self::FollowUp(draft) => draft.stand(),
        }
    }

    pub(super) fn content(&self) -> Result<serde_json::Value, Failure> {
        match self {
            Self::First(draft) => serde_json::to_value(draft),
            Self::FollowUp(draft) => serde_json::to_value(draft),
        }
        .map_err(Failure::broken)
    }
}

impl ItemDraft {
    /// Its measures: planned, done, or done without having been promised.
    pub(super) fn measures(&self) -> &[DraftMeasure] {
        match self {
            Self::First(answer) => &answer.measures,
            Self::FollowUp(answer) => &answer.unplanned,
        }
    }

    /// With names for the rows that have none: what was written elsewhere is none of the rows that stand.
    pub(super) fn with_rows_named(mut self, origin: &str) -> Self {
        let measures = match &mut self {
            Self::First(answer) => &mut answer.measures,
            Self::FollowUp(answer) => &mut answer.unplanned,
        };
        for (n, measure) in measures.iter_mut().enumerate().filter(|(_, measure)| measure.row.is_empty()) {
            measure.row = format!("{origin}-{n}");
        }
        self
    }

    /// The date that was typed where this is missing.
    pub(super) fn typed_date(&self, gap: &Gap) -> &str {
        let (measures, outcomes) = match self {
            Self::First(answer) => (&answer.measures, None),
            Self::FollowUp(answer) => (&answer.unplanned, Some(&answer.outcomes)),
        };
        match &gap.what {
            Missing::Date(_) | Missing::UnplannedDate(_) => measures.get(gap.at).map_or("", |measure| &measure.due),
            Missing::LookAgain(_) => match self {
                Self::First(answer) => &answer.look_again,
                Self::FollowUp(_) => "",
            },
            Missing::OutcomeDate(_) => outcomes.and_then(|rows| rows.get(gap.at)).map_or("", |row| &row.date),
            Missing::Summary
            | Missing::Stance
            | Missing::Action
            | Missing::Effect
            | Missing::Reason
            | Missing::Reference
            | Missing::Outcome
            | Missing::OutcomeAction
            | Missing::OutcomeEffect
            | Missing::Untouched
            | Missing::Unreadable
            | Missing::UnplannedAction
            | Missing::UnplannedEffect
            | Missing::PlannedTooEarly(_)
            | Missing::DoneTooEarly(_)
            | Missing::DoneInFuture
            | Missing::OutcomeInFuture
            | Missing::NewDayIsOver
            | Missing::NewDay
            | Missing::NotMarked
            | Missing::AgreementReason
            | Missing::LookAgainIsOver
            | Missing::SameAs
            | Missing::LookedAgain
            | Missing::ElsewhereAgain => "",
        }
    }
}

impl DeskItem {
    /// A saved or typed draft of this item as this release writes it, so that two can be held against each other.
    pub(super) fn read(&self, content: &serde_json::Value) -> ItemDraft {
        match &self.draft {
            ItemDraft::First(_) => ItemDraft::First(read_draft(content).unwrap_or_default()),
            ItemDraft::FollowUp(_) => ItemDraft::FollowUp(read_draft::<DraftFollowUp>(content).unwrap_or_default().for_promises(&self.promise_ids())),
        }
    }

    /// What is missing, as a sentence with the way out.
    pub(super) fn say(&self, gap: &Gap, t: Texts) -> String {
        t.gap(&gap.what, self.draft.typed_date(gap))
    }

    /// The complete answer, or what is missing.
    pub(super) fn settle(&self) -> Result<Answer, Vec<Gap>> {
        if self.unreadable.is_some() { Err(vec![Gap { at: 0, what: Missing::Unreadable }]) } else { self.draft.settle() }
    }

    /// The same before the text is locked: what cannot be true is missing, too.
    pub(super) fn ready(&self) -> Result<Answer, Vec<Gap>> {
        let answer = self.settle()?;
        self.ready_with(&self.draft).map(|_| answer)
    }

    /// Whether this draft of it would be ready.
    pub(super) fn ready_with(&self, draft: &ItemDraft) -> Result<Answer, Vec<Gap>> {
        let answer = draft.settle()?;
        let doubts = match draft {
            ItemDraft::First(draft) => draft.doubts(self.days).into_iter().chain(self.unsettled_reference(draft)).collect(),
            ItemDraft::FollowUp(draft) => draft.doubts(self.days, &self.earlier),
        };
        if doubts.is_empty() { Ok(answer) } else { Err(doubts) }
    }

    /// Whoever refers to another item refers to measures.
    fn unsettled_reference(&self, draft: &DraftAnswer) -> Option<Gap> {
        let refers = draft.stance == Some(Stance::Same);
        let found = self.others.iter().any(|other| other.code == draft.same_as && other.has_measures);
        (refers && !found).then_some(Gap { at: 0, what: Missing::SameAs })
    }

    pub(super) fn progress(&self) -> Progress {
        match (self.ready().is_ok(), self.saved.version) {
            (true, 0) => Progress::Covered,
            (false, 0) => Progress::NotBegun,
            (true, _) if !self.saved.marked => Progress::Begun,
            (true, _)
                if self.promises.is_empty()
                    && matches!(&self.draft, ItemDraft::FollowUp(draft) if draft.unplanned.is_empty() && draft.looked_again.is_empty() && !draft.elsewhere) =>
            {
                Progress::Covered
            }
            (true, _) => Progress::Complete,
            (false, _) => Progress::Begun,
        }
    }

    /// What is missing. An item that nobody has opened is named once, not field by field.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        match self.ready() {
            Ok(_) if self.saved.version > 0 && !self.saved.marked => vec![Gap { at: 0, what: Missing::NotMarked }],
            Ok(_) => Vec::new(),
            Err(_) if self.saved.version == 0 => vec![Gap { at: 0, what: Missing::Untouched }],
            Err(gaps) => gaps,
        }
    }

    fn as_other(&self) -> Other {
        let has_measures = matches!(&self.draft, ItemDraft::First(draft) if matches!(draft.stance, Some(Stance::Planned | Stance::Done)));
        Other { code: self.item.code.clone(), heading: self.item.heading.clone(), has_measures }
    }

    /// The promises in the order in which they were made.
    pub(super) fn promise_ids(&self) -> Vec<MeasureId> {
        self.promises.iter().map(|promise| promise.id).collect()
    }
}

impl Desk {
    /// Loads a desk.
    pub(super) async fn load(visit: &mut Passage, round: Round) -> Result<Self, Failure> {
        let follow_up = is_follow_up(round.name.kind);
        let DeskRows { items, parts, letter, follow_up_period, asides, mut history } = store::desk(visit.conn(), &round, follow_up).await?;
        let days = Days { letter, today: visit.today() };
        let stage = Stage::of(&round, history.lock.clone(), history.decision.take());
        let wordings = if items.iter().any(|item| item.version > 1) { store::wordings(visit.conn(), round.audit).await? } else { Vec::new() };
        let summary_part = parts.iter().find(|part| part.item.is_none());
        let (summary, summary_unreadable) = read_or_empty(summary_part);
        let mut desk_items = Vec::new();
        for item in items {
            let part = parts.iter().find(|part| part.item == Some(item.id));
            let SaidBefore { promises, earlier, verdict } = history.told(item.id)?;
            let Asked { draft, unreadable, promises, settled } = load_draft(follow_up, part, promises);
            let wordings: Vec<Wording> = wordings.iter().filter(|wording| wording.item == item.id).cloned().collect();
            // What was locked answers what stood there then.
            let item = stage.locked_at().map_or_else(|| item.clone(), |at| corrected::as_worded(item.clone(), &wordings, at));
            let (saved, others) = (saved(part, &history), Vec::new());
            desk_items.push(DeskItem { saved, item, draft, unreadable, promises, settled, earlier, days, verdict, others, wordings });
        }
        let all: Vec<Other> = desk_items.iter().map(DeskItem::as_other).collect();
        for item in &mut desk_items {
            item.others = all.iter().filter(|other| other.code != item.item.code).cloned().collect();
        }
        Ok(Self {
            summary_saved: saved(summary_part, &history),
            summary,
            summary_unreadable,
            items: desk_items,
            locks: history.lock.as_ref().map_or(0, |lock| lock.n),
            reopening: history.lock.as_ref().and_then(|lock| lock.reopening.clone()),
            of_earlier_text: history.of_earlier_text,
            waits_for_first: follow_up && history.first.is_none(),
            stage,
            files: history.files,
            asides,
            days,
            // The letter says it of the follow-up that came with it.
            follow_up_period: if history.opening.is_empty() { follow_up_period } else { String::new() },
            opening: history.opening,
            round,
        })
    }

    pub(super) fn item(&self, code: &str) -> Option<&DeskItem> {
        self.items.iter().find(|item| item.item.code == code)
    }

    pub(super) fn summary_progress(&self) -> Progress {
        match (self.summary.settle().is_ok(), self.summary_saved.version) {
            (true, _) if self.summary_saved.marked => Progress::Complete,
            (false, 0) => Progress::NotBegun,
            (true | false, _) => Progress::Begun,
        }
    }

    /// What is missing in the summary, as long as it is not done.
    pub(super) fn summary_gap(&self) -> Missing {
        match self.summary.settle() {
            _ if self.summary_unreadable.is_some() => Missing::Unreadable,
            Ok(_) => Missing::NotMarked,
            Err(_) => Missing::Summary,
        }
    }

    /// Parts that are done, and all parts.
    pub(super) fn done_of_all(&self) -> (usize, usize) {
        let items = self.items.iter().filter(|item| item.progress().is_done()).count();
        (items + usize::from(self.summary_progress().is_done()), self.items.len() + 1)
    }

    pub(super) fn is_complete(&self) -> bool {
        let (done, all) = self.done_of_all();
        done == all && !self.waits_for_first
    }

    /// The next part that is not done: after this one, or else from the beginning.
    pub(super) fn next_after(&self, part: &str) -> Option<&str> {
        let mut parts: Vec<(&str, bool)> = vec![(SUMMARY, self.summary_progress().is_done())];
        parts.extend(self.items.iter().map(|item| (item.item.code.as_str(), item.progress().is_done())));
        let here = parts.iter().position(|(name, _)| *name == part).map_or(0, |at| at + 1);
        let (before, after) = parts.split_at(here.min(parts.len()));
        after.iter().chain(before).find(|(name, done)| !done && *name != part).map(|(name, _)| *name)
    }

    /// The complete response to be locked, or nothing when something is missing or cannot be true.
    pub(super) fn ready(&self) -> Option<SettledResponse> {
        if self.is_complete() { self.settle() } else { None }
    }

    /// Why this decision of the board has to say what differs: it is older than the text that is locked.
    pub(super) fn is_newer_than(&self, decision: &BoardDecision, lock: &LockRow) -> bool {
        decision.is_older_than_text(calendar::day_of(lock.locked_at), self.of_earlier_text.as_ref())
    }

    /// The parts that have been saved after a day, by their names among the parts.
    pub(super) fn saved_after(&self, day: NaiveDate) -> Vec<&str> {
        let after = |saved: &Saved| saved.at.is_some_and(|at| calendar::day_of(at) > day);
        let summary = Some(SUMMARY).filter(|_| after(&self.summary_saved));
        summary.into_iter().chain(self.items.iter().filter(|item| after(&item.saved)).map(|item| item.item.code.as_str())).collect()
    }

    /// The complete response, or nothing when something is missing. What has been locked is judged by this alone.
    pub(super) fn settle(&self) -> Option<SettledResponse> {
        let summary = self.summary.settle().ok().filter(|_| !self.waits_for_first)?;
        let answers = self.items.iter().map(|item| Some((item.item.id, item.settle().ok()?))).collect::<Option<Vec<_>>>()?;
        let stands = self.items.iter().map(|item| (item.item.id, item.draft.stand())).filter(|(_, stand)| !stand.is_silent()).collect();
        Some(SettledResponse { summary, answers, stands, files: self.files.clone() })
    }
}

pub(super) fn is_follow_up(kind: RoundKind) -> bool {
    match kind {
        RoundKind::First => false,
        RoundKind::FollowUp | RoundKind::Further => true,
    }
}

/// A draft, the promises that it is to tell of, and those that are settled.
struct Asked {
    draft: ItemDraft,
    unreadable: Option<Unreadable>,
    promises: Vec<Promise>,
    settled: Vec<Promise>,
}

fn load_draft(follow_up: bool, part: Option<&PartRow>, promises: Vec<Promise>) -> Asked {
    if follow_up {
        let (draft, unreadable): (DraftFollowUp, _) = read_or_empty(part);
        let (promises, settled) = draft.asked(promises);
        let ids: Vec<MeasureId> = promises.iter().map(|promise| promise.id).collect();
        Asked { draft: ItemDraft::FollowUp(draft.for_promises(&ids)), unreadable, promises, settled }
    } else {
        let (draft, unreadable) = read_or_empty(part);
        Asked { draft: ItemDraft::First(draft), unreadable, promises, settled: Vec::new() }
    }
}

/// What is saved of a part. What cannot be read stands beside an empty draft, so that the rest of the desk works.
fn read_or_empty<T: serde::de::DeserializeOwned + Default>(part: Option<&PartRow>) -> (T, Option<Unreadable>) {
    match part.map(|part| read_draft(&part.content)) {
        None => (T::default(), None),
        Some(Ok(draft)) => (draft, None),
        Some(Err(unreadable)) => (T::default(), Some(unreadable)),
    }
}

fn saved(part: Option<&PartRow>, history: &History) -> Saved {
    part.map_or_else(Saved::default, |part| Saved {
        version: part.version,
        at: Some(part.saved_at),
        by: part.saved_by.clone(),
        by_id: Some(part.saved_by_id),
        marked: part.complete,
        replaced: history.replaced(part.item),
    })
}
