//! The summary of a response: the board's answer to the audit's overall assessment.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::SaveSummary;
use super::desk::{self, Desk, SUMMARY, Stage, is_follow_up};
use super::handed_in;
use super::show_desk::{Head, part_url};
use super::store::{self, NewPart, Round};
use super::texts::Texts;
use super::two_writers::{self, Compared, Over};
use crate::domain::refusal::Refusal;
use crate::domain::response::{DraftSummary, read_draft};
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
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
    impl SaveSummary, DraftResponse, RoundPath => Round, store::round, holding store::hold
);
// Drafts are working material: their version rows are their record (HFD 2011:52).
impl WithoutEvent for SaveSummary {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    version: i32,
    /// Bringing a version back sends no text; saving without one is none of our forms.
    #[serde(default)]
    text: Option<String>,
    #[serde(rename = "do")]
    button: String,
}

/// What a button means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Button {
    Save,
    Next,
    Restore(i32),
}

impl Form {
    fn button(&self) -> Result<Button, Failure> {
        match self.button.as_str() {
            "save" => Ok(Button::Save),
            "next" => Ok(Button::Next),
            other => other.strip_prefix("restore-").and_then(|n| n.parse().ok()).map(Button::Restore).ok_or(Refusal::BadForm.into()),
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
    saved: String,
    /// What somebody saved meanwhile.
    other: Vec<Compared>,
    versions_url: String,
    /// Every text of what is saved and cannot be read.
    unreadable: Vec<String>,
    locked: bool,
}

pub(super) async fn show(gate: Gate<ShowSummary>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let desk = Desk::load(&mut look, round).await?;
    let (text, version) = (desk.summary.text.clone(), desk.summary_saved.version);
    Html::page(&page(&mut look, &desk, &text, version, &Faults::none(), Vec::new()).await?)
}

pub(super) async fn act(gate: Gate<SaveSummary>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let desk = Desk::load(&mut change, round).await?;
    refuse_unless_open(&desk)?;
    let (t, words, button) = (Texts::from(change.lang()), change.words(), form.button()?);
    if let Button::Restore(version) = button {
        return restore(change, &desk, form.version, version).await;
    }
    let typed = form.text.ok_or(Refusal::BadForm)?;
    let mut faults = Faults::none();
    let text = faults.take("text", text::optional(&typed, FIELD_LIMIT), |f| words.text_fault(f, ""));
    let draft = DraftSummary { text: text.unwrap_or_default() };
    let complete = draft.settle().is_ok() && button == Button::Next;
    if button == Button::Next && faults.is_empty() && !complete {
        faults.add("text", t.gap_summary());
    }
    if !faults.is_empty() {
        return Html::redraw(&page(&mut change, &desk, &typed, form.version, &faults, Vec::new()).await?);
    }
    let content = serde_json::to_value(&draft).map_err(Failure::broken)?;
    let new = NewPart { item: None, seen_version: form.version, content, complete };
    let theirs = serde_json::to_value(&desk.summary).map_err(Failure::broken)?;
    let alike = |content: &serde_json::Value| serde_json::to_value(read(content)).map_err(Failure::broken);
    let saved = &desk.summary_saved;
    match two_writers::save(&mut change, &desk.round, new, (saved.version, &theirs), alike, |content| complete && read(content).settle().is_ok()).await? {
        Over::Saved | Over::Merged => {}
        Over::Before => return Ok(SeeOther::unchanged(&change, part_url(&desk.round, SUMMARY))),
        Over::Clash(_, clashes) => {
            faults.add("text", two_writers::who(saved, &change, t));
            let other = two_writers::drawn(&clashes, t);
            return Html::redraw(&page(&mut change, &desk, &typed, saved.version, &faults, other).await?);
        }
    }
    let next = desk.next_after(SUMMARY).map(|part| part_url(&desk.round, part));
    let done = change.keep().await?;
    Ok(match button {
        Button::Save | Button::Restore(_) => SeeOther::to(done, part_url(&desk.round, SUMMARY)).saying(Confirmed::DraftSaved),
        Button::Next => after(done, &desk, next),
    })
}

fn read(content: &serde_json::Value) -> DraftSummary {
    read_draft(content).unwrap_or_default()
}

/// An earlier version becomes the newest one again; what it replaces stays among the versions.
async fn restore(mut change: Change<SaveSummary>, desk: &Desk, seen_version: i32, version: i32) -> Result<SeeOther, Failure> {
    let content = store::version(change.conn(), &desk.round, None, version).await?.ok_or(Failure::NotFound)?;
    if !store::save_part(&mut change, &desk.round, &NewPart { item: None, seen_version, content, complete: false }).await? {
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

/// Nothing is written on a locked or submitted response, nor on a follow-up that waits for the first.
pub(super) fn refuse_unless_open(desk: &Desk) -> Result<(), Failure> {
    match &desk.stage {
        Stage::Submitted => Err(Refusal::ResponseIsSubmitted.into()),
        Stage::Locked(_) | Stage::Decided(..) => Err(Refusal::ResponseIsLocked.into()),
        Stage::Open if desk.waits_for_first => Err(Refusal::FirstResponseIsMissing.into()),
        Stage::Open => Ok(()),
    }
}

async fn page(visit: &mut Passage, desk: &Desk, text: &str, version: i32, faults: &Faults, other: Vec<Compared>) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (t, words) = (Texts::from(frame.lang), visit.words());
    let facts = store::letter_facts(visit.conn(), desk.round.audit).await?;
    let saved = &desk.summary_saved;
    Ok(Page {
        head: Head::of(&desk.round, visit),
        summary: faults.summary(frame.lang),
        version,
        field: Field::area(frame.lang, "text", t.summary_label(), text, faults).hint(t.summary_hint()).class("tall"),
        overall: facts.overall_assessment,
        instruction: if is_follow_up(desk.round.name.kind) { facts.instruction_follow_up } else { facts.instruction_first },
        saved: saved.at.map(|at| t.saved_line(&words.instant(at), &saved.by)).unwrap_or_else(|| t.not_saved_yet().to_owned()),
        other,
        versions_url: format!("{}/versioner", part_url(&desk.round, SUMMARY)),
        unreadable: desk.summary_unreadable.as_ref().map(|unreadable| unreadable.texts.clone()).unwrap_or_default(),
        locked: !matches!(desk.stage, desk::Stage::Open),
        t,
        frame,
    })
}
