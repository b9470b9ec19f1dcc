//! A response being written, as a whole: what is done, what is missing, what comes next. Loaded once per page.

use super::store::{self, EarlierVerdict, ItemRow, LockRow, PartRow, Round};
use crate::domain::ids::MeasureId;
use crate::domain::response::{
    Answer, AskedItem, BoardDecision, DraftAnswer, DraftFollowUp, DraftSummary, Gap, Missing, Promise, SettledResponse, Unreadable, read_draft,
};
use crate::domain::round::RoundKind;
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;

/// The name of the summary among the parts.
pub(super) const SUMMARY: &str = "sammanfattning";

/// Everything on a desk.
pub(super) struct Work {
    pub(super) round: Round,
    pub(super) summary: DraftSummary,
    /// What is saved of it and cannot be read. It counts as begun.
    pub(super) summary_unreadable: Option<Unreadable>,
    pub(super) summary_saved: Saved,
    pub(super) items: Vec<WorkItem>,
    pub(super) stage: Stage,
    /// How many times the text has been locked.
    pub(super) locks: i16,
    /// A follow-up is written on a submitted first response; without one it waits.
    pub(super) waits_for_first: bool,
}

/// Which version was saved last, when and by whom. Version 0: never.
#[derive(Clone, Default)]
pub(super) struct Saved {
    pub(super) version: i32,
    pub(super) at: Option<chrono::DateTime<chrono::Utc>>,
    pub(super) by: String,
}

/// An item with its answer so far.
pub(super) struct WorkItem {
    pub(super) item: AskedItem,
    pub(super) draft: ItemDraft,
    /// What is saved and cannot be read; the draft is then empty.
    pub(super) unreadable: Option<Unreadable>,
    pub(super) saved: Saved,
    pub(super) promises: Vec<Promise>,
    pub(super) verdict: Option<EarlierVerdict>,
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

    pub(super) fn content(&self) -> Result<serde_json::Value, Failure> {
        match self {
            Self::First(draft) => serde_json::to_value(draft),
            Self::FollowUp(draft) => serde_json::to_value(draft),
        }
        .map_err(Failure::broken)
    }
}

impl WorkItem {
    /// The complete answer, or what is missing.
    pub(super) fn settle(&self) -> Result<Answer, Vec<Gap>> {
        if self.unreadable.is_some() { Err(vec![Gap { at: 0, what: Missing::Unreadable }]) } else { self.draft.settle() }
    }

    pub(super) fn progress(&self) -> Progress {
        match (self.settle().is_ok(), self.saved.version) {
            (true, 0) => Progress::Covered,
            (false, 0) => Progress::NotBegun,
            (true, _) if self.promises.is_empty() && matches!(&self.draft, ItemDraft::FollowUp(draft) if draft.unplanned.is_empty()) => Progress::Covered,
            (true, _) => Progress::Complete,
            (false, _) => Progress::Begun,
        }
    }

    /// What is missing. An item that nobody has opened is named once, not field by field.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        match self.settle() {
            Ok(_) => Vec::new(),
            Err(_) if self.saved.version == 0 => vec![Gap { at: 0, what: Missing::Untouched }],
            Err(gaps) => gaps,
        }
    }

    /// The promises in the order in which they were made.
    pub(super) fn promise_ids(&self) -> Vec<MeasureId> {
        self.promises.iter().map(|promise| promise.id).collect()
    }
}

impl Work {
    /// Loads a desk.
    pub(super) async fn load(visit: &mut Passage, round: Round) -> Result<Self, Failure> {
        let desk = store::desk(visit.conn(), &round).await?;
        let follow_up = is_follow_up(round.name.kind);
        let items = store::items(visit.conn(), &round, desk.first.filter(|_| follow_up)).await?;
        let (waits_for_first, locks) = (follow_up && desk.first.is_none(), desk.lock.as_ref().map_or(0, |lock| lock.n));
        let part = desk.parts.iter().find(|part| part.item.is_none());
        let (summary, summary_unreadable) = read_or_empty(part);
        let summary_saved = part.map(saved).unwrap_or_default();
        let mut work_items = Vec::new();
        for ItemRow { item, promises, verdict } in items {
            let part = desk.parts.iter().find(|part| part.item == Some(item.id));
            let (draft, unreadable) = load_draft(follow_up, part, &promises);
            work_items.push(WorkItem { item, draft, unreadable, saved: part.map(saved).unwrap_or_default(), promises, verdict });
        }
        Ok(Self { stage: stage(&round, desk), round, summary, summary_unreadable, summary_saved, items: work_items, locks, waits_for_first })
    }

    pub(super) fn item(&self, code: &str) -> Option<&WorkItem> {
        self.items.iter().find(|item| item.item.code == code)
    }

    pub(super) fn summary_progress(&self) -> Progress {
        match (self.summary.settle().is_ok(), self.summary_saved.version) {
            (true, _) => Progress::Complete,
            (false, 0) => Progress::NotBegun,
            (false, _) => Progress::Begun,
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

    /// The complete response, or nothing when something is missing.
    pub(super) fn settle(&self) -> Option<SettledResponse> {
        let summary = self.summary.settle().ok().filter(|_| !self.waits_for_first)?;
        let answers = self.items.iter().map(|item| Some((item.item.id, item.settle().ok()?))).collect::<Option<Vec<_>>>()?;
        Some(SettledResponse { summary, answers })
    }
}

pub(super) fn is_follow_up(kind: RoundKind) -> bool {
    match kind {
        RoundKind::First => false,
        RoundKind::FollowUp | RoundKind::Further => true,
    }
}

fn load_draft(follow_up: bool, part: Option<&PartRow>, promises: &[Promise]) -> (ItemDraft, Option<Unreadable>) {
    if follow_up {
        let (draft, unreadable): (DraftFollowUp, _) = read_or_empty(part);
        let ids: Vec<MeasureId> = promises.iter().map(|promise| promise.id).collect();
        (ItemDraft::FollowUp(draft.for_promises(&ids)), unreadable)
    } else {
        let (draft, unreadable) = read_or_empty(part);
        (ItemDraft::First(draft), unreadable)
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

fn saved(part: &PartRow) -> Saved {
    Saved { version: part.version, at: Some(part.saved_at), by: part.saved_by.clone() }
}

/// Loads how far the board has come.
pub(super) async fn load_stage(visit: &mut Passage, round: &Round) -> Result<Stage, Failure> {
    Ok(stage(round, store::desk(visit.conn(), round).await?))
}

fn stage(round: &Round, desk: store::Desk) -> Stage {
    match (desk.lock.filter(|lock| !lock.reopened), desk.decision) {
        _ if round.submission.is_some() => Stage::Submitted,
        (None, _) => Stage::Open,
        (Some(lock), None) => Stage::Locked(lock),
        (Some(lock), Some(decision)) => Stage::Decided(lock, decision),
    }
}
