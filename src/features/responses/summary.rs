//! The summary of a response: the board's answer to the audit's overall assessment.

use std::convert::Infallible;

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::SaveSummary;
use super::autosave::Saving;
use super::desk::{self, Desk, SUMMARY};
use super::handed_in;
pub(super) use super::saving::refuse_unless_open;
use super::saving::{self, Over, Part, Pen, Written};
use super::set_aside::{self, Why};
use super::show_desk::{Head, instruction, part_url};
use super::store::{self, NewPart, Round};
use super::texts::Texts;
use super::two_writers::{self, Compared};
use super::unasked::Unasked;
use crate::domain::ids::AsideId;
use crate::domain::refusal::Refusal;
use crate::domain::response::{Clash, DraftSummary, Missing};
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::broken::{self, Offered};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The summary as written so far.
    ShowSummary, ReadDesk, RoundPath => Round, store::round
);
crate::action!(
    impl SaveSummary, DraftResponse, RoundPath => Round, store::round, drafting store::hold
);
// Drafts are working material: their version rows are their record (HFD 2011:52).
impl WithoutEvent for SaveSummary {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    pub(super) version: i32,
    /// Bringing a version back sends no text; saving without one is none of our forms.
    #[serde(default)]
    text: Option<String>,
    #[serde(rename = "do")]
    button: String,
    #[serde(default)]
    op: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    aside: Option<AsideId>,
}

/// What a button means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Button {
    Save,
    Next,
    /// Save, with the words put together that lines break in two.
    Join,
    Restore(i32),
    Take(AsideId),
    ThrowAway(AsideId),
}

impl Form {
    /// What it says of the page and of whoever opened it.
    pub(super) fn pen(&self, visit: &Passage) -> Result<Pen, Failure> {
        Pen::read(&self.op, &self.by, self.aside, visit)
    }

    /// The draft as typed, and whether it is too long.
    pub(super) fn content(&self) -> Result<(serde_json::Value, bool), Failure> {
        let typed = self.text.as_deref().ok_or(Refusal::BadForm)?;
        let text = text::optional(typed, FIELD_LIMIT);
        let long = text.is_err();
        let draft = DraftSummary { text: text.unwrap_or_else(|_| typed.to_owned()) };
        Ok((serde_json::to_value(&draft).map_err(Failure::broken)?, long))
    }

    fn button(&self) -> Result<Button, Failure> {
        match self.button.as_str() {
            "save" => Ok(Button::Save),
            "next" => Ok(Button::Next),
            "join" => Ok(Button::Join),
            other => {
                let restored = other.strip_prefix("restore-").and_then(|n| n.parse().ok()).map(Button::Restore);
                let taken = saving::aside_of(other, "take-").map(Button::Take);
                let thrown = saving::aside_of(other, "drop-").map(Button::ThrowAway);
                restored.or(taken).or(thrown).ok_or(Refusal::BadForm.into())
            }
        }
    }
}

#[derive(Template)]
#[template(path = "responses/summary.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    version: i32,
    field: Field,
    overall: String,
    instruction: String,
    /// Why the round was opened after the dispatch; empty, when it came with it.
    opening: String,
    saved: String,
    saving: Saving,
    asides_url: Option<String>,
    /// A text of the reader's that somebody replaced: the sentence, and where it stands.
    replaced: Option<(String, String)>,
    /// Where what was typed stands that could not be taken in.
    beside: Option<(&'static str, String)>,
    /// What somebody saved meanwhile.
    other: Vec<Compared>,
    /// Every text of what is saved and cannot be read.
    unreadable: Vec<String>,
    /// Words that lines break in two.
    broken: Option<Offered>,
    locked: bool,
}

pub(super) async fn show(gate: Gate<ShowSummary>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let desk = Desk::load(&mut look, round).await?;
    let typed = Typed::of(&desk.summary.text, desk.summary_saved.version);
    Html::page(&page(&mut look, &desk, typed, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SaveSummary>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let (pen, button) = (form.pen(&change)?, form.button()?);
    let desk = Desk::load(&mut change, round).await?;
    let part = Part::Summary(&desk);
    match button {
        Button::Restore(version) => return restore(change, &desk, form.version, version).await,
        Button::Take(id) => return set_aside::take(change, part, form.version, id).await,
        Button::ThrowAway(id) => return set_aside::throw_away(change, part, id).await,
        Button::Save | Button::Next | Button::Join => {}
    }
    let (t, words) = (Texts::from(change.lang()), change.words());
    let (content, _) = form.content()?;
    let content = if button == Button::Join { broken::joined(content) } else { content };
    if let Some(closed) = set_aside::closed(&desk) {
        return set_aside::refuse(change, part, &content, closed, &pen).await;
    }
    let typed = form.text.as_deref().unwrap_or_default();
    let mut faults = Faults::none();
    faults.take("text", text::optional(typed, FIELD_LIMIT), |f| words.text_fault(f, ""));
    if button == Button::Next && faults.is_empty() && !part.is_complete(&content) {
        faults.add("text", t.gap(&Missing::Summary, ""));
    }
    let written = Written { content, unasked: Unasked::default(), seen: form.version, pen, by_itself: false, done: button == Button::Next };
    if !faults.is_empty() {
        return not_yet(change, part, typed, &written, &faults).await;
    }
    match saving::save(&mut change, part, &written).await? {
        Over::Saved(_) | Over::Before(_) | Over::Merged(_) => {}
        Over::Full => return set_aside::refuse(change, part, &written.content, set_aside::FULL, &written.pen).await,
        Over::Clash(_, clashes) => return clash(change, part, &written, typed, &clashes).await,
    }
    let next = desk.next_after(SUMMARY).map(|part| part_url(&desk.round, part));
    let done = change.keep().await?;
    Ok(match button {
        Button::Save | Button::Restore(_) | Button::Take(_) | Button::ThrowAway(_) => SeeOther::to(done, part.url()).saying(Confirmed::DraftSaved),
        Button::Join => SeeOther::to(done, part.url()).saying(Confirmed::WordsJoined),
        Button::Next => after(done, &desk, next),
    })
}

/// The form again, with what is wrong. A text that is too long is put aside: nobody knows whether she will shorten it before she
/// leaves.
async fn not_yet(mut change: Change<SaveSummary>, part: Part<'_>, typed: &str, written: &Written, faults: &Faults) -> Result<SeeOther, Failure> {
    let aside = set_aside::put_long(&mut change, part, written).await?;
    let again = Html::redraw::<Infallible>(&page(&mut change, part.desk(), Typed { aside, ..Typed::of(typed, written.seen) }, faults).await?);
    change.keep().await?;
    again.map(|never| match never {})
}

/// Both texts beside each other. What was typed is put aside as well: nobody knows whether she will choose before she leaves.
async fn clash(mut change: Change<SaveSummary>, part: Part<'_>, written: &Written, typed: &str, clashes: &[Clash]) -> Result<SeeOther, Failure> {
    let (desk, t) = (part.desk(), Texts::from(change.lang()));
    let aside = set_aside::put(&mut change, part, &written.content, Why::Conflict, &written.pen).await?;
    let mut faults = Faults::none();
    faults.add("text", two_writers::who(part.saved(), &change, t));
    let shown = Typed { other: two_writers::compared(clashes, t), aside, ..Typed::of(typed, part.saved().version) };
    let both = Html::redraw::<Infallible>(&page(&mut change, desk, shown, &faults).await?);
    change.keep().await?;
    both.map(|never| match never {})
}

/// An earlier version becomes the newest one again; what it replaces stays among the versions.
async fn restore(mut change: Change<SaveSummary>, desk: &Desk, seen_version: i32, version: i32) -> Result<SeeOther, Failure> {
    refuse_unless_open(desk)?;
    let content = store::version(change.conn(), &desk.round, None, version).await?.ok_or(Failure::NotFound)?;
    let room = store::room(&mut change, &desk.round).await?.ok_or(Refusal::VersionsAreMany)?;
    if !store::save_part(&mut change, &desk.round, &NewPart { item: None, seen_version, content, complete: false }, &room).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let done = change.keep().await?;
    Ok(SeeOther::to(done, part_url(&desk.round, SUMMARY)).saying(Confirmed::VersionRestored))
}

/// Where "Klart – till nästa punkt" leads.
pub(super) fn after(done: crate::platform::gate::Committed, desk: &Desk, next: Option<String>) -> SeeOther {
    match next {
        // Nothing is said on the next part about the one before: the list of parts shows it.
        Some(url) => SeeOther::to(done, url),
        None => SeeOther::to(done, desk.round.name.desk_url()).saying(Confirmed::AllComplete),
    }
}

/// What the form shows.
struct Typed<'a> {
    text: &'a str,
    version: i32,
    other: Vec<Compared>,
    /// What was put aside of it.
    aside: Option<AsideId>,
}

impl<'a> Typed<'a> {
    fn of(text: &'a str, version: i32) -> Self {
        Self { text, version, other: Vec::new(), aside: None }
    }
}

async fn page(visit: &mut Passage, desk: &Desk, typed: Typed<'_>, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (t, words) = (Texts::from(frame.lang), visit.words());
    let facts = store::letter_facts(visit.conn(), desk.round.audit).await?;
    let saved = &desk.summary_saved;
    let saved = saved.at.map(|at| t.saved_line(&words.instant(at), &saved.by)).unwrap_or_else(|| t.not_saved_yet().to_owned());
    Ok(Page {
        asides_url: Part::Summary(desk).has_asides().then(|| Part::Summary(desk).asides_url()),
        replaced: two_writers::replaced(Part::Summary(desk), words, t),
        // Two texts beside each other say enough.
        beside: typed.aside.filter(|_| typed.other.is_empty()).map(|_| (t.is_put_aside(), Part::Summary(desk).asides_url())),
        saving: Saving::of(Part::Summary(desk), saved.clone(), typed.aside, &frame, visit),
        head: Head::of(&desk.round, visit),
        summary: faults.summary(frame.lang),
        version: typed.version,
        field: Field::area(frame.lang, "text", t.summary_label(), typed.text, faults).hint(t.summary_hint()).class("tall"),
        instruction: instruction(desk, &facts).to_owned(),
        opening: desk.opening.clone(),
        overall: facts.overall_assessment,
        saved,
        other: typed.other,
        unreadable: desk.summary_unreadable.as_ref().map(|unreadable| unreadable.texts.clone()).unwrap_or_default(),
        broken: broken::offered(&serde_json::Value::from(typed.text), t.lang),
        locked: !matches!(desk.stage, desk::Stage::Open),
        t,
        frame,
    })
}
