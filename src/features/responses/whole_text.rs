//! A whole response at once, pasted or as a file, as officials write it in Word: split per item, shown beside what stands, and
//! taken in where the writer says so.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::TakeInText;
use super::copy_text;
use super::desk::{Desk, DeskItem, ItemDraft, SUMMARY, is_follow_up};
use super::handed_in;
use super::saving::{self, Pen};
use super::set_aside::{self, Why};
use super::show_desk::Head;
use super::store::{self, NewPart, Round};
use super::summary::refuse_unless_open;
use super::texts::Texts;
use super::unasked;
use crate::domain::refusal::Refusal;
use crate::domain::response::whole_text::{
    self, Line, WholeText, as_text, first_answer, first_beside, first_fields, follow_up_answer, follow_up_beside, follow_up_fields,
};
use crate::domain::response::{ANSWER_LIMIT, AskedItem, DraftSummary, Unreadable, read_draft, signs};
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT, has_visible_text};
use crate::platform::failure::Failure;
use crate::platform::files::{self, Upload};
use crate::platform::gate::{Change, Gate, Passage, WithoutEvent};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;

/// The longest text that is split at once, in characters: every field of a large audit may be full.
const WHOLE_LIMIT: usize = whole_text::PLACED_LIMIT;

crate::action!(
    /// The page for pasting and uploading.
    ShowWholeText, ReadDesk, RoundPath => Round, store::round
);
crate::action!(
    /// A pasted text is split and shown; nothing is saved.
    SplitText, DraftResponse, RoundPath => Round, store::round
);
crate::action!(
    /// A file is read, split and shown; nothing is saved, and the file is not kept.
    SplitFile, DraftResponse, RoundPath => Round, store::round
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
    /// The draft that each becomes: what was shown is what is taken in, however it was read.
    #[serde(default)]
    content: Vec<String>,
    #[serde(default)]
    rest: Vec<String>,
    #[serde(default)]
    take: Vec<String>,
    #[serde(default)]
    leftover: Vec<String>,
}

/// A part of the text, beside what stands.
struct Part {
    id: String,
    name: String,
    version: i32,
    /// The draft, for taking it in.
    content: serde_json::Value,
    /// The same for people, field by field.
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
    /// Why nothing is taken in now.
    closed: Option<&'static str>,
    url: String,
    docx_url: String,
    field: Field,
    error: Option<String>,
    parts: Vec<Part>,
    leftover: Vec<String>,
    /// The items that the text says nothing of.
    without: String,
    /// The parts that stand so already.
    unchanged: String,
}

/// What the page shows of a text.
#[derive(Default)]
struct Shown {
    parts: Vec<Part>,
    leftover: Vec<String>,
    /// What the text says nothing of, and what it says as it stands, by their codes. Known while it is split, and not said
    /// again beside what is wrong.
    without: Vec<String>,
    unchanged: Vec<String>,
}

pub(super) async fn show(gate: Gate<ShowWholeText>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let desk = Desk::load(&mut look, round).await?;
    let frame = look.frame().await?;
    Html::page(&page(&look, frame, &desk, "", Shown::default(), &Faults::none()))
}

pub(super) async fn split(gate: Gate<SplitText>, posted: Posted<Pasted>) -> Result<AfterPost, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let desk = Desk::load(&mut change, round).await?;
    refuse_unless_open(&desk)?;
    let (t, words) = (Texts::from(change.lang()), change.words());
    let mut faults = Faults::none();
    let text = faults.take("text", text::required(&form.text, WHOLE_LIMIT), |fault| words.text_fault(fault, t.whole_text_needed())).unwrap_or_default();
    let shown = if faults.is_empty() { placed(&desk, &whole_text::lines(&text), "text", t, &mut faults)? } else { None };
    let frame = change.frame().await?;
    let Some(shown) = shown else {
        return Html::redraw::<SeeOther>(&page(&change, frame, &desk, &form.text, Shown::default(), &faults)).map(AfterPost::from);
    };
    let page = page(&change, frame, &desk, "", shown, &faults);
    Ok(AfterPost::preview(&change, Html::page(&page)?))
}

pub(super) async fn split_file(gate: Gate<SplitFile>, upload: Upload) -> Result<AfterPost, Failure> {
    let (change, _) = gate.open().await?;
    let uploaded = upload.read(&change)?;
    let (lang, t) = (change.lang(), Texts::from(change.lang()));
    let gate = change.step_out();
    let file = match uploaded.file {
        Ok(file) => Ok(file.whole().await?),
        Err(fault) => Err(files::unread(&fault, lang)),
    };
    let read = gate
        .aside(move || {
            let lines = whole_text::read_docx(&file?.content).map_err(|why| files::no_text(why, lang).to_owned())?;
            let length: usize = lines.iter().map(|line| line.text.chars().count()).sum();
            if length > WHOLE_LIMIT { Err(t.whole_text_too_long().to_owned()) } else { Ok(lines) }
        })
        .await?;
    let (mut change, round) = gate.open().await?;
    let desk = Desk::load(&mut change, round).await?;
    refuse_unless_open(&desk)?;
    let frame = change.frame().await?;
    let mut faults = Faults::none();
    let shown = match faults.take("file", read, |why| why) {
        Some(lines) => placed(&desk, &lines, "file", t, &mut faults)?,
        None => None,
    };
    let Some(shown) = shown else {
        return Html::redraw::<SeeOther>(&page(&change, frame, &desk, "", Shown::default(), &faults)).map(AfterPost::from);
    };
    let page = page(&change, frame, &desk, "", shown, &faults);
    Ok(AfterPost::preview(&change, Html::page(&page)?))
}

pub(super) async fn take_in(gate: Gate<TakeInText>, posted: Posted<Chosen>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    if [form.version.len(), form.content.len(), form.rest.len()].iter().any(|length| *length != form.part.len()) {
        return Err(Refusal::BadForm.into());
    }
    let desk = Desk::load(&mut change, round).await?;
    refuse_unless_open(&desk)?;
    let t = Texts::from(change.lang());
    let mut faults = Faults::none();
    let mut parts = Vec::new();
    for ((id, content), (rest, seen)) in form.part.iter().zip(&form.content).zip(form.rest.iter().zip(&form.version)) {
        let content = tidied(serde_json::from_str(content).map_err(|_| Refusal::BadForm)?);
        // What is not asked about any more has no field: it stands with the rest, and is looked at before anything is taken in.
        let unasked = match desk.item(id) {
            Some(item) => unasked::in_words(change.conn(), &desk.round, item, &content, t).await?,
            None => String::new(),
        };
        let rest = [rest.trim_end(), unasked.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
        let mut part = part(&desk, id, &content, rest, t)?.ok_or(Refusal::BadForm)?;
        part.ticked = form.take.contains(id);
        let error = match part.ticked {
            true if !unasked.is_empty() => Some(t.part_was_changed(&part.name)),
            true => save(&mut change, &desk, &part, *seen, t).await?,
            false => None,
        };
        if let Some(error) = error {
            faults.add(format!("take-{id}"), error);
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
        let shown = Shown { parts, leftover: form.leftover, ..Shown::default() };
        return Html::redraw(&page(&change, frame, &desk, "", shown, &faults));
    }
    let rest = not_taken(&parts, &form.leftover, t);
    let is_all = rest.is_empty();
    if !is_all {
        // Nobody knows whether she still has the text that she pasted.
        set_aside::put(&mut change, saving::Part::Summary(&desk), &serde_json::json!({ "text": rest }), Why::Unplaced, &Pen::default()).await?;
    }
    let seen = SeeOther::to(change.keep().await?, desk.round.name.desk_url());
    Ok(if is_all { seen.saying(Confirmed::TextTakenIn) } else { seen.saying(Confirmed::PartsTakenIn) })
}

/// What of a text was not taken in: parts that are not ticked, what has no field in a part, and what belongs to no part.
fn not_taken(parts: &[Part], leftover: &[String], t: Texts) -> String {
    let unticked = parts.iter().filter(|part| !part.ticked).map(|part| format!("{}\n{}", t.not_taken(&part.name), part.read));
    let rest = parts.iter().filter(|part| !part.rest.trim().is_empty()).map(|part| format!("{}:\n{}", part.name, part.rest));
    let all: Vec<String> = unticked.chain(rest).chain(leftover.iter().filter(|text| has_visible_text(text)).cloned()).collect();
    all.join("\n\n").trim().to_owned()
}

/// Saves a part over the version that was shown beside it, or says why not.
async fn save(change: &mut Change<TakeInText>, desk: &Desk, part: &Part, seen_version: i32, t: Texts) -> Result<Option<String>, Failure> {
    let signs = signs(&part.content);
    if longest(&part.content) > FIELD_LIMIT {
        return Ok(Some(t.part_too_long(&part.name)));
    }
    if signs > ANSWER_LIMIT {
        return Ok(Some(t.answer_too_long(ANSWER_LIMIT, signs)));
    }
    let item = desk.item(&part.id).map(|item| item.item.id);
    // What was taken in is read through on its page, and marked as done there.
    let new = NewPart { item, seen_version, content: part.content.clone(), complete: false };
    let Some(room) = store::room(change, &desk.round).await? else {
        return Ok(Some(change.words().refusal(Refusal::VersionsAreMany).to_owned()));
    };
    let is_saved = store::save_part(change, &desk.round, &new, &room).await?;
    Ok((!is_saved).then(|| t.part_was_changed(&part.name)))
}

/// The parts of a text; or None, with what is wrong with it at the field that it came from. What could not be taken in
/// afterwards is not shown: everything would come back, and be sent again.
fn placed(desk: &Desk, lines: &[Line], field: &'static str, t: Texts, faults: &mut Faults) -> Result<Option<Shown>, Failure> {
    let whole = whole(desk, lines);
    if whole.is_unplaced() && !whole.is_too_much {
        faults.add(field, t.no_headings());
        return Ok(None);
    }
    if whole.is_too_much {
        faults.add(field, t.parts_too_long());
        return Ok(None);
    }
    let shown = shown(desk, whole, t)?;
    let over = shown.parts.iter().find(|part| signs(&part.content) + part.rest.chars().count() > ANSWER_LIMIT);
    if let Some(part) = over {
        faults.add(field, t.answer_in_text_too_long(&part.name, ANSWER_LIMIT));
        return Ok(None);
    }
    Ok(Some(shown))
}

fn whole(desk: &Desk, lines: &[Line]) -> WholeText {
    let items: Vec<AskedItem> = desk.items.iter().map(|item| item.item.clone()).collect();
    whole_text::split(lines, &items, &copy_text::remarks(&desk.round.name))
}

fn shown(desk: &Desk, whole: WholeText, t: Texts) -> Result<Shown, Failure> {
    let mut shown = Shown { leftover: whole.leftover, ..Shown::default() };
    if !whole.summary.is_empty() {
        let content = serde_json::to_value(DraftSummary { text: text::tidy(&whole.summary) }).map_err(Failure::broken)?;
        shown.put(part(desk, SUMMARY, &content, String::new(), t)?, t.summary());
    }
    for (at, item) in desk.items.iter().enumerate() {
        let code = item.item.code.as_str();
        match whole.items.iter().find(|placed| placed.at == at).map(|placed| read(item, &placed.lines)) {
            Some((draft, rest)) => shown.put(part(desk, code, &draft.content()?, rest, t)?, code),
            None => shown.without.push(code.to_owned()),
        }
    }
    Ok(shown)
}

impl Shown {
    /// What stands so already, and what is still empty, asks for nothing.
    fn put(&mut self, part: Option<Part>, code: &str) {
        match part {
            Some(part) if !part.rest.is_empty() || part.read != part.now => self.parts.push(part),
            Some(part) if part.now.is_empty() => self.without.push(code.to_owned()),
            Some(_) => self.unchanged.push(code.to_owned()),
            None => {}
        }
    }
}

/// None when there is no such part. Ticked where nothing stands that would be replaced.
fn part(desk: &Desk, id: &str, content: &serde_json::Value, rest: String, t: Texts) -> Result<Option<Part>, Failure> {
    let (name, version, content, read, now) = if id == SUMMARY {
        let draft: DraftSummary = read_draft(content).map_err(|_| Refusal::BadForm)?;
        let content = serde_json::to_value(&draft).map_err(Failure::broken)?;
        let now = with_unread(desk.summary.text.clone(), desk.summary_unreadable.as_ref());
        (t.summary().to_owned(), desk.summary_saved.version, content, draft.text, now)
    } else {
        let Some(item) = desk.item(id) else { return Ok(None) };
        let draft = item.read(content).with_rows_named(&format!("t{}", item.saved.version));
        let now = with_unread(fields(item, &item.draft), item.unreadable.as_ref());
        (format!("{} {}", item.item.code, Apart(&item.item.heading)), item.saved.version, draft.content()?, fields(item, &draft), now)
    };
    let ticked = now.trim().is_empty() && !read.trim().is_empty();
    Ok(Some(Part { id: id.to_owned(), name, version, content, read, rest, now, ticked, error: None }))
}

/// The draft that lines become, and what has no field in it.
fn read(item: &DeskItem, lines: &[Line]) -> (ItemDraft, String) {
    match &item.draft {
        ItemDraft::First(_) => {
            let read = first_answer(lines, &item.item);
            (ItemDraft::First(read.draft), read.rest)
        }
        ItemDraft::FollowUp(_) => {
            let read = follow_up_answer(lines, &item.item, &item.promises);
            (ItemDraft::FollowUp(read.draft), read.rest)
        }
    }
}

/// An answer for people, field by field, also of what does not belong to what was chosen: whoever replaces it sees all that
/// she replaces. Nothing where nothing has been written.
fn fields(item: &DeskItem, draft: &ItemDraft) -> String {
    let beside = match draft {
        ItemDraft::First(draft) => as_text(&first_beside(draft)),
        ItemDraft::FollowUp(draft) => as_text(&follow_up_beside(draft, &item.promises)),
    };
    let written = |draft: &ItemDraft| match draft {
        ItemDraft::First(draft) => as_text(&first_fields(draft)),
        ItemDraft::FollowUp(draft) => as_text(&follow_up_fields(draft, &item.promises)),
    };
    let empty = item.read(&serde_json::Value::Object(serde_json::Map::new()));
    let fields = written(draft);
    let fields = if fields == written(&empty) { String::new() } else { fields };
    format!("{fields}{beside}").trim_end().to_owned()
}

/// What stands and cannot be read as fields would be replaced all the same: it is shown as well.
fn with_unread(read: String, unreadable: Option<&Unreadable>) -> String {
    let texts = unreadable.map(|unreadable| unreadable.texts.join("\n")).unwrap_or_default();
    format!("{read}\n{texts}").trim().to_owned()
}

/// Every text as it would be taken from a field.
fn tidied(content: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match content {
        Value::String(text) => Value::String(text::tidy(&text)),
        Value::Array(values) => Value::Array(values.into_iter().map(tidied).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, value)| (name, tidied(value))).collect()),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

/// How long the longest text of a draft is, in characters.
fn longest(content: &serde_json::Value) -> usize {
    use serde_json::Value;
    match content {
        Value::String(text) => text.chars().count(),
        Value::Array(values) => values.iter().map(longest).max().unwrap_or(0),
        Value::Object(fields) => fields.values().map(longest).max().unwrap_or(0),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn page(visit: &Passage, frame: Frame, desk: &Desk, typed: &str, shown: Shown, faults: &Faults) -> Page {
    let t = Texts::from(frame.lang);
    let Shown { parts, leftover, without, unchanged } = shown;
    let hint = if is_follow_up(desk.round.name.kind) { t.whole_text_hint_follow_up() } else { t.whole_text_hint() };
    Page {
        head: Head::of(&desk.round, visit),
        summary: faults.summary(frame.lang),
        closed: match refuse_unless_open(desk) {
            Err(refusal @ Refusal::RoundIsWithdrawn) => Some(visit.words().refusal(refusal)),
            _ if desk.waits_for_first => Some(t.waits_for_first()),
            refused => refused.is_err().then(|| t.is_locked()),
        },
        url: desk.round.name.below_desk("hela-svaret"),
        docx_url: desk.round.name.below_desk("hela-svaret.docx"),
        field: Field::area(frame.lang, "text", t.whole_text_label(), typed, faults).hint(hint).class("tall"),
        error: faults.at("file"),
        without: if without.is_empty() { String::new() } else { t.nothing_about(&without.join(", ")) },
        unchanged: if unchanged.is_empty() { String::new() } else { t.unchanged(&unchanged.join(", ")) },
        parts,
        leftover,
        t,
        frame,
    }
}
