//! One item: the auditors' words above, the board's answer below, and one button to the next.

use askama::Template;

use super::Confirmed;
use super::actions::SaveItem;
use super::desk::{Desk, DeskItem, ItemDraft, SUMMARY, Stage};
use super::handed_in;
use super::item_fields::{self, Button, Fields, Form};
use super::show_desk::{Head, part_url, progress};
use super::store::{self, ItemPath, NewPart, Round};
use super::summary::{after, refuse_unless_open};
use super::texts::Texts;
use super::two_writers::{self, Compared, Over};
use crate::domain::policy::Scope;
use crate::domain::refusal::Refusal;
use crate::domain::response::{ANSWER_LIMIT, signs};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, Scoped, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// An item as answered so far.
    ShowItem, ReadDesk, ItemPath => RoundItem, find
);
crate::action!(
    impl SaveItem, DraftResponse, ItemPath => RoundItem, find, holding hold
);
// Drafts are working material: their version rows are their record (HFD 2011:52).
impl WithoutEvent for SaveItem {}

/// An item of a round that the board is to answer.
pub(crate) struct RoundItem {
    pub(super) round: Round,
    pub(super) code: String,
}

impl Scoped for RoundItem {
    fn scope(&self) -> Scope {
        self.round.scope()
    }
}

pub(super) async fn find(conn: &mut sqlx::PgConnection, (key, board, round, code): &ItemPath) -> sqlx::Result<Option<RoundItem>> {
    let round = store::asked_round(conn, &(key.clone(), board.clone(), *round), Some(code)).await?;
    Ok(round.map(|round| RoundItem { round, code: code.clone() }))
}

async fn hold(conn: &mut sqlx::PgConnection, (key, board, round, _): &ItemPath) -> sqlx::Result<()> {
    store::hold(conn, &(key.clone(), board.clone(), *round)).await
}

/// A part in the rail beside the form.
struct Part {
    name: String,
    url: String,
    status: &'static str,
    current: bool,
}

#[derive(Template)]
#[template(path = "responses/item.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    place: String,
    heading: String,
    body: String,
    version: i32,
    fields: Fields,
    verdict: Option<(String, String)>,
    rail: Vec<Part>,
    done: usize,
    all: usize,
    progress: String,
    saved: String,
    /// What somebody saved meanwhile in the same fields.
    other: Vec<Compared>,
    /// After a measure was taken away: the version that has it, for bringing it back.
    undo: Option<i32>,
    versions_url: String,
    /// Every text of what is saved and cannot be read.
    unreadable: Vec<String>,
    locked: bool,
}

pub(super) async fn show(gate: Gate<ShowItem>) -> Result<Html, Failure> {
    let (mut look, subject) = gate.look().await?;
    if subject.round.submission.is_some() {
        return handed_in::page(&mut look, &subject.round).await;
    }
    let extra = look.asked_for("fler").is_some();
    let undo = look.asked_for("borttagen").and_then(|version| version.parse().ok());
    let desk = Desk::load(&mut look, subject.round).await?;
    let item = desk.item(&subject.code).ok_or(Failure::NotFound)?;
    let undo = undo.filter(|version| *version < item.saved.version && matches!(desk.stage, Stage::Open));
    let typed = Typed { undo, extra, ..Typed::of(&item.draft, item.saved.version) };
    Html::page(&page(&mut look, &desk, item, typed, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SaveItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, subject) = gate.open().await?;
    let form = posted.read(&change)?;
    let desk = Desk::load(&mut change, subject.round).await?;
    refuse_unless_open(&desk)?;
    let item = desk.item(&subject.code).ok_or(Failure::NotFound)?;
    let (t, words, button) = (Texts::from(change.lang()), change.words(), form.button()?);
    if let Button::Restore(version) = button {
        return restore(change, &desk, item, form.version, version).await;
    }
    let mut faults = Faults::none();
    let draft = form.draft(item, words, &mut faults)?;
    let signs = signs(&draft.content()?);
    if signs > ANSWER_LIMIT {
        faults.add(if matches!(draft, ItemDraft::First(_)) { "stance" } else { "outcome-0" }, t.answer_too_long(ANSWER_LIMIT, signs));
    }
    let ready = item.ready_with(&draft);
    if let (Button::Next, true, Err(gaps)) = (button, faults.is_empty(), &ready) {
        item_fields::note_gaps(gaps, &draft, t, &mut faults);
    }
    if !faults.is_empty() {
        let typed = Typed::of(&draft, form.version);
        return Html::redraw(&page(&mut change, &desk, item, typed, &faults).await?);
    }
    // Done is what somebody says is done, and not what happens to be complete.
    save(change, &desk, item, &draft, form.version, ready.is_ok() && button == Button::Next, button).await
}

async fn save(
    mut change: Change<SaveItem>,
    desk: &Desk,
    item: &DeskItem,
    draft: &ItemDraft,
    seen_version: i32,
    complete: bool,
    button: Button,
) -> Result<SeeOther, Failure> {
    let code = item.item.code.as_str();
    let new = NewPart { item: Some(item.item.id), seen_version, content: draft.content()?, complete };
    let alike = |content: &serde_json::Value| item.read(content).content();
    let whole = |content: &serde_json::Value| complete && item.ready_with(&item.read(content)).is_ok();
    let here = part_url(&desk.round, code);
    let together = match two_writers::save(&mut change, &desk.round, new, (item.saved.version, &item.draft.content()?), alike, whole).await? {
        Over::Saved => Together::Alone,
        Over::Before => return Ok(SeeOther::unchanged(&change, here)),
        Over::Merged if two_writers::is_own(&item.saved, &change) => Together::WithOneself,
        Over::Merged => Together::WithAnother,
        Over::Clash(content, clashes) => {
            let t = Texts::from(change.lang());
            let mut faults = Faults::none();
            faults.add(if matches!(draft, ItemDraft::First(_)) { "stance" } else { "outcome-0" }, two_writers::who(&item.saved, &change, t));
            let draft = item.read(&content);
            let typed = Typed { other: two_writers::drawn(&clashes, t), ..Typed::of(&draft, item.saved.version) };
            return Html::redraw(&page(&mut change, desk, item, typed, &faults).await?);
        }
    };
    let next = desk.next_after(code).map(|part| part_url(&desk.round, part));
    let done = change.keep().await?;
    let rows = measure_count(draft);
    // What was put together is looked at before anything else.
    match together {
        Together::Alone => {}
        Together::WithOneself => return Ok(SeeOther::to(done, here).saying(Confirmed::OwnMerged)),
        Together::WithAnother => return Ok(SeeOther::to(done, here).saying(Confirmed::DraftMerged)),
    }
    Ok(match button {
        Button::Save | Button::Restore(_) => SeeOther::to(done, here).saying(Confirmed::DraftSaved),
        Button::Remove(_) => SeeOther::to(done, format!("{here}?borttagen={seen_version}")).saying(Confirmed::DraftSaved),
        Button::Add => SeeOther::to(done, format!("{here}?fler=1#action-{rows}")),
        Button::Next => after(done, desk, next),
    })
}

fn measure_count(draft: &ItemDraft) -> usize {
    match draft {
        ItemDraft::First(answer) => answer.measures.len(),
        ItemDraft::FollowUp(answer) => answer.unplanned.len(),
    }
}

/// With whose changes a draft was put together.
enum Together {
    Alone,
    WithOneself,
    WithAnother,
}

/// An earlier version becomes the newest one again; what it replaces stays among the versions.
async fn restore(mut change: Change<SaveItem>, desk: &Desk, item: &DeskItem, seen_version: i32, version: i32) -> Result<SeeOther, Failure> {
    let content = store::version(change.conn(), &desk.round, Some(item.item.id), version).await?.ok_or(Failure::NotFound)?;
    let new = NewPart { item: Some(item.item.id), seen_version, content, complete: false };
    if !store::save_part(&mut change, &desk.round, &new).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let done = change.keep().await?;
    Ok(SeeOther::to(done, part_url(&desk.round, &item.item.code)).saying(Confirmed::VersionRestored))
}

/// What the form shows.
struct Typed<'a> {
    draft: &'a ItemDraft,
    version: i32,
    extra: bool,
    undo: Option<i32>,
    other: Vec<Compared>,
}

impl<'a> Typed<'a> {
    fn of(draft: &'a ItemDraft, version: i32) -> Self {
        Self { draft, version, extra: false, undo: None, other: Vec::new() }
    }
}

async fn page(visit: &mut Passage, desk: &Desk, item: &DeskItem, typed: Typed<'_>, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (t, words) = (Texts::from(frame.lang), visit.words());
    let facts = store::letter_facts(visit.conn(), desk.round.audit).await?;
    let (done, all) = desk.done_of_all();
    let saved = &item.saved;
    Ok(Page {
        head: Head::of(&desk.round, visit),
        summary: faults.summary(frame.lang),
        place: t.item_place(words.item_kind(item.item.kind), &item.item.code),
        heading: item.item.heading.clone(),
        body: item.item.body.clone(),
        version: typed.version,
        fields: item_fields::draw(item, typed.draft, typed.extra, &facts.follow_up_period, t, faults),
        verdict: item.verdict.as_ref().map(|v| (t.their_verdict(words.grade(v.grade)), v.comment.clone())),
        rail: rail(desk, &item.item.code, t),
        done,
        all,
        progress: t.progress(done, all),
        saved: saved.at.map(|at| t.saved_line(&words.instant(at), &saved.by)).unwrap_or_else(|| t.not_saved_yet().to_owned()),
        other: typed.other,
        undo: typed.undo,
        versions_url: format!("{}/versioner", part_url(&desk.round, &item.item.code)),
        unreadable: item.unreadable.as_ref().map(|unreadable| unreadable.texts.clone()).unwrap_or_default(),
        locked: !matches!(desk.stage, Stage::Open),
        t,
        frame,
    })
}

fn rail(desk: &Desk, here: &str, t: Texts) -> Vec<Part> {
    let mut parts =
        vec![Part { name: t.summary().to_owned(), url: part_url(&desk.round, SUMMARY), status: progress(desk.summary_progress(), t), current: false }];
    parts.extend(desk.items.iter().map(|item| Part {
        name: format!("{} {}", item.item.code, item.item.heading),
        url: part_url(&desk.round, &item.item.code),
        status: progress(item.progress(), t),
        current: item.item.code == here,
    }));
    parts
}
