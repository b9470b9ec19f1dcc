//! One item: the auditors' words above, the board's answer below, and one button to the next.

use askama::Template;

use super::Confirmed;
use super::actions::SaveItem;
use super::desk::{Head, part_url, progress};
use super::item_fields::{self, Button, Fields, Form};
use super::store::{self, ItemPath, NewPart, Round};
use super::summary::{after, refuse_unless_open};
use super::texts::Texts;
use super::work::{ItemDraft, SUMMARY, Stage, Work, WorkItem};
use crate::domain::policy::Scope;
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
    round: Round,
    code: String,
}

impl Scoped for RoundItem {
    fn scope(&self) -> Scope {
        self.round.scope()
    }
}

async fn find(conn: &mut sqlx::PgConnection, (key, board, round, code): &ItemPath) -> sqlx::Result<Option<RoundItem>> {
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
    other: Vec<String>,
    /// Every text of what is saved and cannot be read.
    unreadable: Vec<String>,
    locked: bool,
}

pub(super) async fn show(gate: Gate<ShowItem>) -> Result<Html, Failure> {
    let (mut look, subject) = gate.look().await?;
    let extra = look.asked_for("fler").is_some();
    let work = Work::load(&mut look, subject.round).await?;
    let item = work.item(&subject.code).ok_or(Failure::NotFound)?;
    let typed = Typed { draft: &item.draft, version: item.saved.version, extra, other: Vec::new() };
    Html::page(&page(&mut look, &work, item, typed, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SaveItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, subject) = gate.open().await?;
    let form = posted.read(&change)?;
    let work = Work::load(&mut change, subject.round).await?;
    refuse_unless_open(&work)?;
    let item = work.item(&subject.code).ok_or(Failure::NotFound)?;
    let (t, words, button) = (Texts::from(change.lang()), change.words(), form.button()?);
    let mut faults = Faults::none();
    let draft = form.draft(item, words, &mut faults)?;
    let settled = draft.settle();
    if let (Button::Next, true, Err(gaps)) = (button, faults.is_empty(), &settled) {
        item_fields::note_gaps(gaps, &draft, t, &mut faults);
    }
    if !faults.is_empty() {
        let typed = Typed { draft: &draft, version: form.version, extra: false, other: Vec::new() };
        return Html::redraw(&page(&mut change, &work, item, typed, &faults).await?);
    }
    save(change, &work, item, &draft, form.version, settled.is_ok(), button).await
}

async fn save(
    mut change: Change<SaveItem>,
    work: &Work,
    item: &WorkItem,
    draft: &ItemDraft,
    seen_version: i32,
    complete: bool,
    button: Button,
) -> Result<SeeOther, Failure> {
    let code = item.item.code.as_str();
    let new = NewPart { item: Some(item.item.id), seen_version, content: draft.content()?, complete };
    if !store::save_part(&mut change, &work.round, &new).await? {
        let t = Texts::from(change.lang());
        let mut faults = Faults::none();
        faults.add(if matches!(draft, ItemDraft::First(_)) { "stance" } else { "outcome-0" }, t.conflict_short());
        let typed = Typed { draft, version: item.saved.version, extra: false, other: told(&item.draft) };
        return Html::redraw(&page(&mut change, work, item, typed, &faults).await?);
    }
    let next = work.next_after(code).map(|part| part_url(&work.round, part));
    let done = change.keep().await?;
    let here = part_url(&work.round, code);
    let rows = measure_count(draft);
    Ok(match button {
        Button::Save | Button::Remove(_) => SeeOther::to(done, here).saying(Confirmed::DraftSaved),
        Button::Add => SeeOther::to(done, format!("{here}?fler=1#action-{rows}")),
        Button::Next => after(done, work, next),
    })
}

fn measure_count(draft: &ItemDraft) -> usize {
    match draft {
        ItemDraft::First(answer) => answer.measures.len(),
        ItemDraft::FollowUp(answer) => answer.unplanned.len(),
    }
}

/// The saved text, for comparing when two people have written.
fn told(draft: &ItemDraft) -> Vec<String> {
    let (mut lines, measures) = match draft {
        ItemDraft::First(answer) => (vec![answer.reason.clone(), answer.elsewhere_reference.clone()], &answer.measures),
        ItemDraft::FollowUp(answer) => {
            (answer.outcomes.iter().map(|row| [row.action.as_str(), &row.effect, &row.date].join(" · ")).collect(), &answer.unplanned)
        }
    };
    lines.extend(measures.iter().map(|m| [m.action.as_str(), &m.effect, &m.due, &m.responsible].join(" · ")));
    lines.retain(|line| !line.trim_matches([' ', '·']).is_empty());
    lines
}

/// What the form shows.
struct Typed<'a> {
    draft: &'a ItemDraft,
    version: i32,
    extra: bool,
    other: Vec<String>,
}

async fn page(visit: &mut Passage, work: &Work, item: &WorkItem, typed: Typed<'_>, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (t, words) = (Texts::from(frame.lang), visit.words());
    let facts = store::letter_facts(visit.conn(), work.round.audit).await?;
    let (done, all) = work.done_of_all();
    let saved = &item.saved;
    Ok(Page {
        head: Head::of(&work.round, visit),
        summary: faults.summary(frame.lang),
        place: t.item_place(words.item_kind(item.item.kind), &item.item.code),
        heading: item.item.heading.clone(),
        body: item.item.body.clone(),
        version: typed.version,
        fields: item_fields::draw(item, typed.draft, typed.extra, &facts.follow_up_period, t, faults),
        verdict: item.verdict.as_ref().map(|v| (t.their_verdict(words.grade(v.grade)), v.comment.clone())),
        rail: rail(work, &item.item.code, t),
        done,
        all,
        progress: t.progress(done, all),
        saved: saved.at.map(|at| t.saved_line(&words.instant(at), &saved.by)).unwrap_or_else(|| t.not_saved_yet().to_owned()),
        other: typed.other,
        unreadable: item.unreadable.as_ref().map(|unreadable| unreadable.texts.clone()).unwrap_or_default(),
        locked: !matches!(work.stage, Stage::Open),
        t,
        frame,
    })
}

fn rail(work: &Work, here: &str, t: Texts) -> Vec<Part> {
    let mut parts =
        vec![Part { name: t.summary().to_owned(), url: part_url(&work.round, SUMMARY), status: progress(work.summary_progress(), t), current: false }];
    parts.extend(work.items.iter().map(|item| Part {
        name: format!("{} {}", item.item.code, item.item.heading),
        url: part_url(&work.round, &item.item.code),
        status: progress(item.progress(), t),
        current: item.item.code == here,
    }));
    parts
}
