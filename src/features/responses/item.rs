//! One item: the auditors' words above, the board's answer below, and one button to the next.

use std::convert::Infallible;

use askama::Template;

use super::Confirmed;
use super::actions::SaveItem;
use super::autosave::Saving;
use super::corrected::{self, Correction};
use super::desk::{Desk, DeskItem, ItemDraft, Progress, SUMMARY, Stage};
use super::handed_in;
use super::item_fields::{self, Blank, Button, Fields, Form};
use super::saving::{self, Over, Part, Written, refuse_unless_open};
use super::set_aside::{self, Why};
use super::show_desk::{Head, part_url, progress};
use super::store::{self, ItemPath, NewPart, Round};
use super::suggested;
use super::summary::after;
use super::texts::Texts;
use super::two_writers::{self, Compared};
use super::unasked;
use crate::domain::ids::AsideId;
use crate::domain::policy::Scope;
use crate::domain::refusal::Refusal;
use crate::domain::response::{ANSWER_LIMIT, Clash, signs};
use crate::platform::broken::{self, Offered};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, Scoped, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;

crate::action!(
    /// An item as answered so far.
    ShowItem, ReadDesk, ItemPath => RoundItem, find
);
crate::action!(
    impl SaveItem, DraftResponse, ItemPath => RoundItem, find, drafting hold
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
struct RailPart {
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
    /// What the auditors have corrected of it, and what that means for what is written.
    corrections: Vec<Correction>,
    meaning: Option<&'static str>,
    ct: corrected::Texts,
    version: i32,
    /// Which wording of the item the form stands under.
    wording: i16,
    fields: Fields,
    verdict: Option<(String, String)>,
    rail: Vec<RailPart>,
    done: usize,
    all: usize,
    progress: String,
    saved: String,
    saving: Saving,
    asides_url: Option<String>,
    /// A text of the reader's that somebody replaced: the sentence, and where it stands.
    replaced: Option<(String, String)>,
    /// That the form begins with what the board has told between rounds.
    suggested: Option<&'static str>,
    /// Where what was typed stands that could not be taken in.
    beside: Option<(&'static str, String)>,
    /// What somebody saved meanwhile in the same fields.
    other: Vec<Compared>,
    /// After a measure was taken away: the version that has it, for bringing it back.
    undo: Option<i32>,
    /// Every text of what is saved and cannot be read.
    unreadable: Vec<String>,
    /// Words that lines break in two.
    broken: Option<Offered>,
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
    let suggested = suggested::of(item).filter(|_| matches!(desk.stage, Stage::Open));
    let draft = suggested.as_ref().unwrap_or(&item.draft);
    let typed = Typed { undo, extra, suggested: suggested.is_some(), ..Typed::of(draft, item.saved.version) };
    Html::page(&page(&mut look, &desk, item, typed, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SaveItem>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, subject) = gate.open().await?;
    let form = posted.read(&change)?;
    let (pen, button) = (form.pen(&change)?, form.button()?);
    let desk = Desk::load(&mut change, subject.round).await?;
    let item = desk.item(&subject.code).ok_or(Failure::NotFound)?;
    let part = Part::Item(&desk, item);
    match button {
        Button::Restore(version) => return restore(change, &desk, item, form.version, version).await,
        Button::Take(id) => return set_aside::take(change, part, form.version, id).await,
        Button::ThrowAway(id) => return set_aside::throw_away(change, part, id).await,
        Button::Save | Button::Next | Button::Join | Button::Add | Button::Remove(_) => {}
    }
    let (t, words) = (Texts::from(change.lang()), change.words());
    let mut faults = Faults::none();
    let (draft, unasked) = form.draft(item, words, &mut faults)?;
    let unasked = unasked.named(change.conn(), &desk.round).await?;
    let content = if button == Button::Join { broken::joined(draft.content()?) } else { draft.content()? };
    if let Some(closed) = set_aside::closed(&desk) {
        return set_aside::refuse(change, part, &unasked.with(content), closed, &pen).await;
    }
    let signs = signs(&content);
    if signs > ANSWER_LIMIT {
        faults.add(first_field(&draft), t.answer_too_long(ANSWER_LIMIT, signs));
    }
    let long = !faults.is_empty();
    let ready = item.ready_with(&draft);
    if let (Button::Next, false, Err(gaps)) = (button, long, &ready) {
        item_fields::note_gaps(gaps, &draft, t, &mut faults);
    }
    // Nobody has said that an answer is done on a wording that she has not seen.
    let unseen = form.wording.filter(|seen| *seen != item.item.version);
    if unseen.is_some() && button == Button::Next && !long {
        faults.add(first_field(&draft), corrected::Texts::from(t.lang).corrected_meanwhile());
    }
    // Done is what somebody says is done, and not what happens to be complete.
    let done = button == Button::Next && faults.is_empty();
    let written = Written { content, unasked, seen: form.version, pen, by_itself: !faults.is_empty(), done };
    if !faults.is_empty() {
        return not_yet(change, part, &draft, written, (long, unseen), &faults).await;
    }
    save(change, part, &draft, written, button).await
}

/// The form again, with what is wrong. What was typed is saved all the same, for nobody knows whether she will go on: as a draft
/// where something is missing, and beside the answer where it is too long for one.
async fn not_yet(
    mut change: Change<SaveItem>,
    part: Part<'_>,
    draft: &ItemDraft,
    written: Written,
    (long, unseen): (bool, Option<i16>),
    faults: &Faults,
) -> Result<SeeOther, Failure> {
    let (desk, t) = (part.desk(), Texts::from(change.lang()));
    let item = desk.item(part.name()).ok_or(Failure::NotFound)?;
    let mut typed = Typed { unasked: !written.unasked.is_empty(), wording: unseen, ..Typed::of(draft, written.seen) };
    if long {
        typed.aside = set_aside::put_long(&mut change, part, &written).await?;
    } else {
        let now = change.words().instant(change.now());
        let by = change.person().map(|person| person.name.clone()).unwrap_or_default();
        (typed.version, typed.saved) = match saving::save(&mut change, part, &written).await? {
            Over::Saved(version) | Over::Before(version) => (version, Some(t.saved_line(&now, &by))),
            Over::Merged(version) if two_writers::is_own(part.saved(), &change) => {
                (version, Some(format!("{} {}", t.saved_line(&now, &by), t.saved_with_own())))
            }
            Over::Merged(version) => (version, Some(format!("{} {}", t.saved_line(&now, &by), t.saved_with(&part.saved().by)))),
            Over::Full => return set_aside::refuse(change, part, &written.whole(), set_aside::FULL, &written.pen).await,
            Over::Clash(content, clashes) => return clash(change, part, &written, &content, &clashes).await,
        };
    }
    let again = Html::redraw::<Infallible>(&page(&mut change, desk, item, typed, faults).await?);
    change.keep().await?;
    again.map(|never| match never {})
}

async fn save(mut change: Change<SaveItem>, part: Part<'_>, draft: &ItemDraft, written: Written, button: Button) -> Result<SeeOther, Failure> {
    let (desk, here) = (part.desk(), part.url());
    let together = match saving::save(&mut change, part, &written).await? {
        Over::Saved(_) | Over::Before(_) => Together::Alone,
        Over::Merged(_) if two_writers::is_own(part.saved(), &change) => Together::WithOneself,
        Over::Merged(_) => Together::WithAnother,
        Over::Full => return set_aside::refuse(change, part, &written.whole(), set_aside::FULL, &written.pen).await,
        Over::Clash(content, clashes) => return clash(change, part, &written, &content, &clashes).await,
    };
    let next = desk.next_after(part.name()).map(|part| part_url(&desk.round, part));
    let done = change.keep().await?;
    let rows = measure_count(draft);
    if !written.unasked.is_empty() {
        return Ok(SeeOther::to(done, here).saying(Confirmed::SavedButUnasked));
    }
    // What was put together is looked at before anything else.
    match together {
        Together::Alone => {}
        Together::WithOneself => return Ok(SeeOther::to(done, here).saying(Confirmed::OwnMerged)),
        Together::WithAnother => return Ok(SeeOther::to(done, here).saying(Confirmed::DraftMerged)),
    }
    Ok(match button {
        Button::Save | Button::Restore(_) | Button::Take(_) | Button::ThrowAway(_) => SeeOther::to(done, here).saying(Confirmed::DraftSaved),
        Button::Join => SeeOther::to(done, here).saying(Confirmed::WordsJoined),
        Button::Remove(_) => SeeOther::to(done, format!("{here}?borttagen={}", written.seen)).saying(Confirmed::DraftSaved),
        Button::Add => SeeOther::to(done, format!("{here}?fler=1#action-{rows}")),
        Button::Next => after(done, desk, next),
    })
}

/// Where what is wrong with the whole answer is said.
fn first_field(draft: &ItemDraft) -> &'static str {
    match draft {
        ItemDraft::First(_) => "stance",
        ItemDraft::FollowUp(_) => "outcome-0",
    }
}

/// Both texts beside each other. What was typed is put aside as well: nobody knows whether she will choose before she leaves.
async fn clash(mut change: Change<SaveItem>, part: Part<'_>, written: &Written, merged: &serde_json::Value, clashes: &[Clash]) -> Result<SeeOther, Failure> {
    let (desk, t) = (part.desk(), Texts::from(change.lang()));
    let item = desk.item(part.name()).ok_or(Failure::NotFound)?;
    let aside = set_aside::put(&mut change, part, &written.whole(), Why::Conflict, &written.pen).await?;
    let draft = item.read(merged);
    let mut faults = Faults::none();
    faults.add(first_field(&draft), two_writers::who(&item.saved, &change, t));
    // What is saved next says nothing of what is not asked about any more, so it is not what was put aside.
    let unasked = !written.unasked.is_empty();
    let typed = Typed { other: two_writers::compared(clashes, t), aside: aside.filter(|_| !unasked), unasked, ..Typed::of(&draft, item.saved.version) };
    let both = Html::redraw::<Infallible>(&page(&mut change, desk, item, typed, &faults).await?);
    change.keep().await?;
    both.map(|never| match never {})
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
    refuse_unless_open(desk)?;
    let content = store::version(change.conn(), &desk.round, Some(item.item.id), version).await?.ok_or(Failure::NotFound)?;
    let new = NewPart { item: Some(item.item.id), seen_version, content, complete: false };
    let room = store::room(&mut change, &desk.round).await?.ok_or(Refusal::VersionsAreMany)?;
    if !store::save_part(&mut change, &desk.round, &new, &room).await? {
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
    /// The wording under which she wrote, where it is another by now.
    wording: Option<i16>,
    undo: Option<i32>,
    other: Vec<Compared>,
    /// What was put aside of it.
    aside: Option<AsideId>,
    /// It begins with what the board has told between rounds.
    suggested: bool,
    /// Something that was typed is not asked about any more, and is put aside.
    unasked: bool,
    /// What has just been saved of it, in words.
    saved: Option<String>,
}

impl<'a> Typed<'a> {
    fn of(draft: &'a ItemDraft, version: i32) -> Self {
        Self { draft, version, extra: false, wording: None, undo: None, other: Vec::new(), aside: None, suggested: false, unasked: false, saved: None }
    }
}

async fn page(visit: &mut Passage, desk: &Desk, item: &DeskItem, typed: Typed<'_>, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (t, words) = (Texts::from(frame.lang), visit.words());
    let (done, all) = desk.done_of_all();
    let saved = &item.saved;
    let before = || saved.at.map(|at| t.saved_line(&words.instant(at), &saved.by)).unwrap_or_else(|| t.not_saved_yet().to_owned());
    let begun = typed.saved.is_some();
    let saved = typed.saved.unwrap_or_else(before);
    let beside = match (typed.unasked, typed.aside, typed.other.is_empty()) {
        (true, ..) => Some(unasked::Texts::from(t.lang).is_aside()),
        // Two texts beside each other say enough.
        (false, Some(_), true) => Some(t.is_put_aside()),
        (false, ..) => None,
    };
    Ok(Page {
        asides_url: Part::Item(desk, item).has_asides().then(|| Part::Item(desk, item).asides_url()),
        replaced: two_writers::replaced(Part::Item(desk, item), words, t),
        suggested: typed.suggested.then(|| suggested::Texts::from(t.lang).begins_with_it()),
        beside: beside.map(|said| (said, Part::Item(desk, item).asides_url())),
        saving: Saving::of(Part::Item(desk, item), saved.clone(), typed.aside, &frame, visit),
        head: Head::of(&desk.round, visit),
        summary: faults.summary(frame.lang),
        place: t.item_place(words.item_kind(item.item.kind), &item.item.code),
        heading: item.item.heading.clone(),
        body: item.item.body.clone(),
        corrections: corrected::of_item(item, typed.wording, corrected::Texts::from(t.lang), words),
        meaning: corrected::meaning(desk, item, corrected::Texts::from(t.lang)),
        ct: corrected::Texts::from(t.lang),
        version: typed.version,
        wording: item.item.version,
        fields: item_fields::draw(item, typed.draft, Blank { extra: typed.extra, version: typed.version }, &desk.follow_up_period, t, faults),
        verdict: item.verdict.as_ref().map(|v| {
            let grade = words.grade_of(item.item.kind, v.grade);
            (if desk.round.name.ordinal() > 2 { t.their_last_verdict(grade) } else { t.their_verdict(grade) }, v.comment.clone())
        }),
        rail: rail(desk, (&item.item.code, begun), t),
        done,
        all,
        progress: t.progress(done, all),
        saved,
        other: typed.other,
        undo: typed.undo,
        unreadable: item.unreadable.as_ref().map(|unreadable| unreadable.texts.clone()).unwrap_or_default(),
        broken: broken::offered(&typed.draft.content()?, t.lang),
        locked: !matches!(desk.stage, Stage::Open),
        t,
        frame,
    })
}

/// `here` is the item that is shown, and whether something of it has been saved just now that the desk does not know yet.
fn rail(desk: &Desk, here: (&str, bool), t: Texts) -> Vec<RailPart> {
    let mut parts =
        vec![RailPart { name: t.summary().to_owned(), url: part_url(&desk.round, SUMMARY), status: progress(desk.summary_progress(), t), current: false }];
    parts.extend(desk.items.iter().map(|item| RailPart {
        name: format!("{} {}", item.item.code, Apart(&item.item.heading)),
        url: part_url(&desk.round, &item.item.code),
        status: progress(if here == (item.item.code.as_str(), true) { Progress::Begun } else { item.progress() }, t),
        current: item.item.code == here.0,
    }));
    parts
}
