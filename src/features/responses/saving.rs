//! Saving a part of the desk on top of what has been saved meanwhile, by hand or by the page itself. What only one of two writers
//! changed is put together; what both changed is for a person to decide, and what cannot be taken in is put aside.

use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use serde_json::Value;

use super::actions::WritesParts;
use super::desk::{Desk, DeskItem, SUMMARY, Saved, Stage};
use super::show_desk::part_url;
use super::store::{self, How, NewPart};
use super::unasked::Unasked;
use crate::domain::ids::{AsideId, ItemId};
use crate::domain::refusal::Refusal;
use crate::domain::response::{Clash, DraftSummary, Op, Turn, merge, read_draft};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Passage};

/// A part of a desk: the summary, or the answer on an item.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    Summary(&'a Desk),
    Item(&'a Desk, &'a DeskItem),
}

impl<'a> Part<'a> {
    pub(super) fn desk(self) -> &'a Desk {
        match self {
            Self::Summary(desk) | Self::Item(desk, _) => desk,
        }
    }

    /// The item that it answers; none: the summary.
    pub(super) fn item(self) -> Option<ItemId> {
        match self {
            Self::Summary(_) => None,
            Self::Item(_, item) => Some(item.item.id),
        }
    }

    /// Its name among the parts.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Summary(_) => SUMMARY,
            Self::Item(_, item) => &item.item.code,
        }
    }

    pub(super) fn url(self) -> String {
        part_url(&self.desk().round, self.name())
    }

    /// Where one's own words stand that could not be taken in.
    pub(super) fn asides_url(self) -> String {
        format!("{}/undanlagt", self.url())
    }

    /// Which version was saved last, when and by whom.
    pub(super) fn saved(self) -> &'a Saved {
        match self {
            Self::Summary(desk) => &desk.summary_saved,
            Self::Item(_, item) => &item.saved,
        }
    }

    /// What the newest version says, as this release writes it.
    pub(super) fn newest(self) -> Result<Value, Failure> {
        match self {
            Self::Summary(desk) => serde_json::to_value(&desk.summary).map_err(Failure::broken),
            Self::Item(_, item) => item.draft.content(),
        }
    }

    /// A draft as this release writes it, so that two can be held against each other.
    pub(super) fn alike(self, content: &Value) -> Result<Value, Failure> {
        match self {
            Self::Summary(_) => serde_json::to_value(summary_of(content)).map_err(Failure::broken),
            Self::Item(_, item) => item.read(content).content(),
        }
    }

    /// Whether a draft of it would be complete.
    pub(super) fn is_complete(self, content: &Value) -> bool {
        match self {
            Self::Summary(_) => summary_of(content).settle().is_ok(),
            Self::Item(_, item) => item.ready_with(&item.read(content)).is_ok(),
        }
    }

    /// Whether the reader has words of it that could not be taken in.
    pub(super) fn has_asides(self) -> bool {
        self.desk().asides.contains(&self.item())
    }
}

fn summary_of(content: &Value) -> DraftSummary {
    read_draft(content).unwrap_or_default()
}

/// Nothing is written on a locked, submitted or withdrawn response, nor on a follow-up that waits for the first.
pub(super) fn refuse_unless_open(desk: &Desk) -> Result<(), Refusal> {
    match &desk.stage {
        Stage::Submitted => Err(Refusal::ResponseIsSubmitted),
        Stage::Withdrawn => Err(Refusal::RoundIsWithdrawn),
        Stage::Locked(_) | Stage::Decided(..) => Err(Refusal::ResponseIsLocked),
        Stage::Open if desk.waits_for_first => Err(Refusal::FirstResponseIsMissing),
        Stage::Open => Ok(()),
    }
}

/// What a form says of the page that it stands on and of whoever opened it.
#[derive(Default)]
pub(super) struct Pen {
    /// Which save of which page; none where the page has no script.
    pub(super) op: Option<Op>,
    /// What was put aside of these words, and is not needed once they are saved.
    pub(super) aside: Option<AsideId>,
}

impl Pen {
    /// Reads it. `by` is whoever opened the page: a page is kept open for long, and somebody else may have signed in in the same
    /// browser since. Nothing is saved in her name that another one wrote.
    ///
    /// # Errors
    /// [`Refusal::SignedInAsAnother`], or [`Refusal::BadForm`] for what is none of ours.
    pub(super) fn read(op: &str, by: &str, aside: Option<AsideId>, visit: &Passage) -> Result<Self, Failure> {
        if !by.is_empty() && visit.person().is_none_or(|person| person.id.to_string() != by) {
            return Err(Refusal::SignedInAsAnother.into());
        }
        Ok(Self { op: Op::parse(op).map_err(|_| Refusal::BadForm)?, aside })
    }
}

/// What a button names that is about words that were put aside.
pub(super) fn aside_of(button: &str, act: &str) -> Option<AsideId> {
    let id: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = button.strip_prefix(act)?.into_deserializer();
    AsideId::deserialize(id).ok()
}

/// What somebody has written, on its way to the desk.
pub(super) struct Written {
    pub(super) content: Value,
    /// What was typed beside it of what is not asked any more.
    pub(super) unasked: Unasked,
    /// The version that the page showed.
    pub(super) seen: i32,
    pub(super) pen: Pen,
    /// The page saves by itself.
    pub(super) by_itself: bool,
    /// Whoever wrote it says that it is done ("Klart"). Nothing else says so for her.
    pub(super) done: bool,
}

impl Written {
    /// All of it, for putting it aside.
    pub(super) fn whole(&self) -> Value {
        self.unasked.with(self.content.clone())
    }
}

/// What became of a save.
pub(super) enum Over {
    /// It is the newest version.
    Saved(i32),
    /// These very words are saved already, or later ones of the same page: in this version.
    Before(i32),
    /// It is, together with what was saved meanwhile. This version says what the page says, for a page that saves by itself.
    Merged(i32),
    /// Both changed the same: nothing is saved, and this is what the form shows and what differs.
    Clash(Value, Vec<Clash>),
    /// Nothing is saved: whoever writes has no room for another version.
    Full,
}

/// Saves a part.
pub(super) async fn save<A: WritesParts>(change: &mut Change<A>, part: Part<'_>, written: &Written) -> Result<Over, Failure> {
    let over = save_over(change, part, written).await?;
    if !matches!(over, Over::Clash(..) | Over::Full) {
        let round = &part.desk().round;
        if let Some(id) = written.pen.aside {
            store::drop_aside(change, round, part.item(), id).await?;
        }
        if let Some(op) = written.pen.op
            && part.has_asides()
        {
            store::drop_asides_of_page(change, round, part.item(), op).await?;
        }
        written.unasked.put(change, part, &written.pen, None).await?;
    }
    Ok(over)
}

/// The version that a save is written on: the one that was seen, or what the same page has saved since.
async fn stands_on<A: WritesParts>(change: &mut Change<A>, part: Part<'_>, written: &Written) -> Result<Turn, Failure> {
    let (round, person) = (&part.desk().round, change.person_id()?);
    match written.pen.op.filter(|_| written.seen != part.saved().version) {
        None => Ok(Turn::On(written.seen)),
        Some(op) => Ok(op.after(store::last_of_page(change.conn(), round, part.item(), op.page, person).await?, written.seen)),
    }
}

async fn save_over<A: WritesParts>(change: &mut Change<A>, part: Part<'_>, written: &Written) -> Result<Over, Failure> {
    let (round, newest, person) = (&part.desk().round, part.saved().version, change.person_id()?);
    let seen = match stands_on(change, part, written).await? {
        Turn::Late(version) => return Ok(Over::Before(version)),
        Turn::On(version) => version,
    };
    let (mine, theirs) = (part.alike(&written.content)?, part.newest()?);
    // Whoever presses the button wants a version; a page that has nothing new to save makes none.
    if written.by_itself && seen == newest && mine == theirs {
        return Ok(Over::Before(newest));
    }
    let Some(room) = store::room(change, round).await? else {
        // Words that are there already need none.
        let before = if written.done { None } else { store::is_saved(change.conn(), round, part.item(), (seen, &written.content), person).await? };
        return Ok(before.map_or(Over::Full, Over::Before));
    };
    // Whoever has something put aside has seen both texts, and chosen.
    let over = (written.pen.aside.is_some() && seen == newest && mine != theirs && part.saved().by_id != Some(person)).then_some(newest);
    let how = How { by_itself: written.by_itself, op: written.pen.op, over };
    let new = |seen_version: i32, content: Value| NewPart { item: part.item(), seen_version, complete: written.done && part.is_complete(&content), content };
    if store::save_version(change, round, &new(seen, written.content.clone()), how, &room).await? {
        return Ok(Over::Saved(seen + 1));
    }
    if let Some(version) = store::is_saved(change.conn(), round, part.item(), (seen, &written.content), person).await? {
        // The words are there; that they are done has not been said yet.
        if !written.done || version != newest || !store::save_version(change, round, &new(newest, written.content.clone()), how, &room).await? {
            return Ok(Over::Before(version));
        }
        return Ok(Over::Saved(newest + 1));
    }
    let base = if (1..=newest).contains(&seen) { store::base(change.conn(), round, part.item(), seen).await? } else { None };
    // A version that nobody can have seen is none to build on.
    if base.is_none() && seen != 0 {
        return Ok(Over::Clash(mine.clone(), vec![Clash { path: Vec::new(), mine, theirs }]));
    }
    let merged = merge(&part.alike(&base.unwrap_or_default())?, &mine, &theirs);
    if !merged.clashes.is_empty() {
        return Ok(Over::Clash(merged.content, merged.clashes));
    }
    if written.by_itself && merged.content == theirs {
        return Ok(Over::Before(seen));
    }
    // The page stays as it is: its next save is written on top of what it says, so that is a version, too.
    let own = if written.by_itself { newest.saturating_add(1) } else { newest };
    let apart = written.by_itself && !store::save_version(change, round, &new(newest, written.content.clone()), how, &room).await?;
    let together = How { by_itself: written.by_itself, op: None, over: None };
    if apart || !store::save_version(change, round, &new(own, merged.content), together, &room).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    Ok(Over::Merged(own))
}
