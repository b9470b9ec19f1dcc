//! A whole response pasted at once, as officials write it in Word: split per item, shown beside what stands, and taken in
//! where the writer says so. And the other way: the response so far as one text.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::TakeInText;
use super::desk::{Desk, DeskItem, ItemDraft, SUMMARY, is_follow_up};
use super::handed_in;
use super::show_desk::Head;
use super::store::{self, NewPart, Round};
use super::summary::refuse_unless_open;
use super::texts::Texts;
use crate::domain::refusal::Refusal;
use crate::domain::response::whole_text::{self, first_answer, first_fields, first_written, follow_up_answer, follow_up_fields, follow_up_written};
use crate::domain::response::{AskedItem, DraftFollowUp, DraftSummary};
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, WithoutEvent};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

/// The longest text that is split at once: every field of a large audit may be full. In characters.
const WHOLE_LIMIT: usize = 400_000;

crate::action!(
    /// The page for pasting, with the response so far as one text.
    ShowWholeText, ReadDesk, RoundPath => Round, store::round
);
crate::action!(
    /// A pasted text is split and shown; nothing is saved.
    SplitText, DraftResponse, RoundPath => Round, store::round
);
crate::action!(
    impl TakeInText, DraftResponse, RoundPath => Round, store::round, holding store::hold
);
// Drafts are working material: their version rows are their record (HFD 2011:52).
impl WithoutEvent for TakeInText {}

/// What was pasted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pasted {
    text: String,
}

/// The parts as they were shown. Columns of equal length; `take` names those that are ticked.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    #[serde(default)]
    part: Vec<String>,
    #[serde(default)]
    version: Vec<i32>,
    #[serde(default)]
    text: Vec<String>,
    #[serde(default)]
    take: Vec<String>,
    #[serde(default)]
    leftover: Vec<String>,
}

/// A part of the pasted text, beside what stands.
struct Part {
    id: String,
    name: String,
    version: i32,
    text: String,
    /// What would be saved, field by field.
    read: String,
    /// What has no field.
    rest: String,
    /// What stands now; empty when nothing has been written.
    now: String,
    ticked: bool,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "responses/whole_text.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    open: bool,
    url: String,
    field: Field,
    parts: Vec<Part>,
    leftover: Vec<String>,
    /// The items that the text says nothing of.
    without: String,
    /// The response so far, as one text.
    so_far: String,
}

pub(super) async fn show(gate: Gate<ShowWholeText>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let desk = Desk::load(&mut look, round).await?;
    let frame = look.frame().await?;
    Html::page(&page(&look, frame, &desk, "", Vec::new(), Vec::new(), &Faults::none()))
}

pub(super) async fn split(gate: Gate<SplitText>, posted: Posted<Pasted>) -> Result<AfterPost, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let desk = Desk::load(&mut change, round).await?;
    refuse_unless_open(&desk)?;
    let (t, words) = (Texts::from(change.lang()), change.words());
    let mut faults = Faults::none();
    let text = faults.take("text", text::required(&form.text, WHOLE_LIMIT), |fault| words.text_fault(fault, t.whole_text_needed())).unwrap_or_default();
    let items: Vec<AskedItem> = desk.items.iter().map(|item| item.item.clone()).collect();
    let whole = whole_text::split(&text, &items);
    if faults.is_empty() && whole.is_unplaced() {
        faults.add("text", t.no_headings());
    }
    let frame = change.frame().await?;
    if !faults.is_empty() {
        return Html::redraw::<SeeOther>(&page(&change, frame, &desk, &form.text, Vec::new(), Vec::new(), &faults)).map(AfterPost::from);
    }
    let parts = parts_of(&desk, whole.summary, whole.items.into_iter().map(|placed| (placed.at, placed.text)), t);
    let page = page(&change, frame, &desk, &text, parts, whole.leftover, &faults);
    Ok(AfterPost::preview(&change, Html::page(&page)?))
}

pub(super) async fn take_in(gate: Gate<TakeInText>, posted: Posted<Chosen>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    if form.part.len() != form.text.len() || form.part.len() != form.version.len() {
        return Err(Refusal::BadForm.into());
    }
    let desk = Desk::load(&mut change, round).await?;
    refuse_unless_open(&desk)?;
    let t = Texts::from(change.lang());
    let mut faults = Faults::none();
    let mut parts = Vec::new();
    for ((id, text), seen) in form.part.iter().zip(&form.text).zip(&form.version) {
        let mut part = part(&desk, id, text::tidy(text), t).ok_or(Refusal::BadForm)?;
        part.ticked = form.take.contains(id);
        let fits = part.text.chars().count() <= FIELD_LIMIT;
        if part.ticked && !fits {
            faults.add(format!("take-{id}"), t.part_too_long(&part.name));
        } else if part.ticked && !save(&mut change, &desk, &part, *seen).await? {
            faults.add(format!("take-{id}"), t.part_was_changed(&part.name));
        }
        parts.push(part);
    }
    if form.take.is_empty() {
        faults.add("parts", t.nothing_ticked());
    }
    if !faults.is_empty() {
        // What was saved above is rolled back with the change: all that is ticked is taken in, or nothing.
        let frame = change.frame().await?;
        parts.iter_mut().for_each(|part| part.error = faults.at(&format!("take-{}", part.id)));
        return Html::redraw(&page(&change, frame, &desk, "", parts, form.leftover, &faults));
    }
    let done = change.keep().await?;
    Ok(SeeOther::to(done, desk.round.name.desk_url()).saying(Confirmed::TextTakenIn))
}

async fn save(change: &mut Change<TakeInText>, desk: &Desk, part: &Part, seen_version: i32) -> Result<bool, Failure> {
    let new = match desk.item(&part.id) {
        Some(item) => {
            let (draft, _) = read(item, &part.text);
            NewPart { item: Some(item.item.id), seen_version, content: draft.content()?, complete: item.ready_with(&draft).is_ok() }
        }
        None => {
            let draft = DraftSummary { text: part.text.clone() };
            NewPart { item: None, seen_version, content: serde_json::to_value(&draft).map_err(Failure::broken)?, complete: draft.settle().is_ok() }
        }
    };
    store::save_part(change, &desk.round, &new).await
}

fn parts_of(desk: &Desk, summary: String, items: impl Iterator<Item = (usize, String)>, t: Texts) -> Vec<Part> {
    let summary = (!summary.is_empty()).then(|| part(desk, SUMMARY, summary, t)).flatten();
    let items = items.filter_map(|(at, text)| part(desk, &desk.items.get(at)?.item.code, text, t));
    summary.into_iter().chain(items).collect()
}

/// None when there is no such part. Ticked where nothing stands that would be replaced.
fn part(desk: &Desk, id: &str, text: String, t: Texts) -> Option<Part> {
    let (name, version, read, rest, now) = if id == SUMMARY {
        (t.summary().to_owned(), desk.summary_saved.version, text.clone(), String::new(), desk.summary.text.clone())
    } else {
        let item = desk.item(id)?;
        let (draft, rest) = read(item, &text);
        let now = if item.saved.version == 0 { String::new() } else { fields(item, &item.draft) };
        (format!("{} {}", item.item.code, item.item.heading), item.saved.version, fields(item, &draft), rest, now)
    };
    let ticked = now.trim().is_empty() && !read.trim().is_empty();
    Some(Part { id: id.to_owned(), name, version, text, read, rest, now, ticked, error: None })
}

/// The draft that a text becomes, and what has no field in it.
fn read(item: &DeskItem, text: &str) -> (ItemDraft, String) {
    match &item.draft {
        ItemDraft::First(_) => {
            let read = first_answer(text, &item.item);
            (ItemDraft::First(read.draft), read.rest)
        }
        ItemDraft::FollowUp(_) => {
            let read = follow_up_answer(text, &item.item, DraftFollowUp::default().for_promises(&item.promise_ids()));
            (ItemDraft::FollowUp(read.draft), read.rest)
        }
    }
}

fn fields(item: &DeskItem, draft: &ItemDraft) -> String {
    match draft {
        ItemDraft::First(draft) => first_fields(draft),
        ItemDraft::FollowUp(draft) => follow_up_fields(draft, &item.promises),
    }
}

/// Everything that has been written, under the headings by which it can be taken in again.
fn so_far(desk: &Desk) -> String {
    let written = |item: &DeskItem| match &item.draft {
        ItemDraft::First(draft) => first_written(&item.item, draft),
        ItemDraft::FollowUp(draft) => follow_up_written(&item.item, draft, &item.promises),
    };
    let summary = whole_text::summary_written(&desk.summary.text);
    std::iter::once(summary).chain(desk.items.iter().map(written)).collect::<Vec<_>>().join("\n")
}

fn page(visit: &Passage, frame: Frame, desk: &Desk, typed: &str, parts: Vec<Part>, leftover: Vec<String>, faults: &Faults) -> Page {
    let t = Texts::from(frame.lang);
    let named = |code: &str| parts.iter().any(|part| part.id == code);
    let without = if parts.is_empty() { Vec::new() } else { desk.items.iter().map(|item| item.item.code.as_str()).filter(|code| !named(code)).collect() };
    let hint = if is_follow_up(desk.round.name.kind) { t.whole_text_hint_follow_up() } else { t.whole_text_hint() };
    Page {
        head: Head::of(&desk.round, visit),
        summary: faults.summary(frame.lang),
        open: refuse_unless_open(desk).is_ok(),
        url: desk.round.name.below_desk("hela-svaret"),
        field: Field::area(frame.lang, "text", t.whole_text_label(), typed, faults).hint(hint).class("tall"),
        without: if without.is_empty() { String::new() } else { t.nothing_about(&without.join(", ")) },
        so_far: so_far(desk),
        parts,
        leftover,
        t,
        frame,
    }
}
