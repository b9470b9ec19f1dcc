//! Judging one item: what was planned beside what was reported, and the verdict below.

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::Confirmed;
use super::actions::SaveVerdict;
use super::overview::{Head, gap, listed};
use super::store::{self, Arrival, ItemPath, JudgedAnswer, Moved, NewVerdict, StandingItem};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::policy::{Scope, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::response::{AttachedFile, DrawnMeasure, MeasureKind, Outcome};
use crate::domain::text::{self, FIELD_LIMIT, with_words_joined};
use crate::domain::verdict::{self, Grade, VerdictGap};
use crate::platform::answer::DrawnAnswer;
use crate::platform::broken::{self, Offered};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, Scoped, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// An item of a received response.
    ShowVerdict, ReadAuditWork, ItemPath => JudgedItem, find
);
crate::action!(
    impl SaveVerdict, DraftVerdict, ItemPath => StandingItem, store::standing_item, holding store::hold_of_item
);
// A verdict is working material until it is published: its version rows are its record.
impl WithoutEvent for SaveVerdict {}

/// An item of a received response.
pub(crate) struct JudgedItem {
    arrival: Arrival,
    code: String,
}

impl Scoped for JudgedItem {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

async fn find(conn: &mut sqlx::PgConnection, (key, board, round, code): &ItemPath) -> sqlx::Result<Option<JudgedItem>> {
    let arrival = store::arrival_about(conn, &(key.clone(), board.clone(), *round), Some(code)).await?;
    Ok(arrival.map(|arrival| JudgedItem { arrival, code: code.clone() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Which of what has come in she judges.
    #[serde(default)]
    submission: i16,
    version: i32,
    #[serde(default)]
    grade: Option<Grade>,
    comment: String,
    note: String,
    #[serde(rename = "do")]
    button: Button,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Button {
    Save,
    Next,
    /// Save, with the words put together that lines break in two.
    Join,
}

/// One measure: planned beside reported.
struct Compared {
    caption: String,
    rows: Vec<(&'static str, String, String)>,
    /// What is worked out about its day: how late it was, and how often it was moved.
    remarks: Vec<String>,
}

#[derive(Template)]
#[template(path = "assessments/judge.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    head: Head,
    place: String,
    code: String,
    heading: String,
    body: String,
    answer: DrawnAnswer,
    /// How often days were moved in all, where that is more than what the measures below say of themselves: of a plan of which nothing
    /// remains nothing is kept but that.
    remarks: Vec<String>,
    /// What is attached to the answer, or to the response as a whole: said, and where it is opened.
    files: Vec<(String, String)>,
    /// Of a follow-up: each measure beside what was planned.
    compared: Vec<Compared>,
    follow_up: bool,
    earlier: Option<(String, String)>,
    editable: bool,
    version: i32,
    grade: Choices,
    comment: Field,
    note: Field,
    /// Words that lines break in two.
    broken: Option<Offered>,
    chosen: String,
    comment_text: String,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
}

pub(super) async fn show(gate: Gate<ShowVerdict>) -> Result<Html, Failure> {
    let (mut look, item) = gate.look().await?;
    let answers = store::answers(look.conn(), item.arrival.submission).await?;
    let answer = answers.iter().find(|answer| answer.code() == item.code).ok_or(Failure::NotFound)?;
    let typed = Typed { version: answer.draft.version, grade: answer.draft.grade, comment: &answer.draft.comment, note: &answer.draft.note };
    Html::page(&page(&mut look, &item.arrival, &answers, answer, typed, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SaveVerdict>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, StandingItem { standing, code }) = gate.open().await?;
    let form = posted.read(&change)?;
    let item = JudgedItem { arrival: standing.seen(form.submission)?, code };
    if item.arrival.assessed_at.is_some() {
        return Err(Refusal::VerdictIsPublished.into());
    }
    let answers = store::answers(change.conn(), item.arrival.submission).await?;
    let answer = answers.iter().find(|answer| answer.code() == item.code).ok_or(Failure::NotFound)?;
    let mut faults = Faults::none();
    let texts = read(&form, &item.arrival, &change, &mut faults)?;
    if let Some((comment, note)) = texts {
        let new = NewVerdict { item: answer.answered.item.id, seen_version: form.version, grade: form.grade, comment: &comment, note: &note };
        let t = Texts::from(change.lang());
        // Clicked twice: it is saved so.
        let stands = (answer.draft.grade, answer.draft.comment.as_str(), answer.draft.note.as_str());
        if form.version.checked_add(1) == Some(answer.draft.version) && stands == (form.grade, comment.as_str(), note.as_str()) {
            return finish(change, &item, &answers, form.button).await;
        }
        if !store::has_room(&mut change, item.arrival.submission).await? {
            faults.add("comment", t.no_room());
        } else if store::save(&mut change, item.arrival.submission, &new).await? {
            return finish(change, &item, &answers, form.button).await;
        } else {
            faults.add("comment", t.conflict());
        }
    }
    // After a conflict the form follows on what is saved now, so that saving again is a decision and not an accident.
    let version = if faults.at("comment").is_some() && answer.draft.version != form.version { answer.draft.version } else { form.version };
    let typed = Typed { version, grade: form.grade, comment: &form.comment, note: &form.note };
    Html::redraw(&page(&mut change, &item.arrival, &answers, answer, typed, &faults).await?)
}

fn read(form: &Form, arrival: &Arrival, visit: &Passage, faults: &mut Faults) -> Result<Option<(String, String)>, Failure> {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    if form.grade.is_some_and(|grade| !Grade::of_round(arrival.name.kind).contains(&grade)) {
        return Err(Refusal::BadForm.into());
    }
    let comment = faults.take("comment", text::optional(&form.comment, FIELD_LIMIT), |f| words.text_fault(f, ""));
    let note = faults.take("note", text::optional(&form.note, FIELD_LIMIT), |f| words.text_fault(f, ""));
    let gap = verdict::gap(form.grade, &form.comment);
    match (form.button, gap) {
        (Button::Next, Some(VerdictGap::NoGrade)) => faults.add("grade", t.grade_needed()),
        (Button::Next, Some(VerdictGap::NoComment)) => faults.add("comment", t.why_comment(form.grade)),
        (Button::Next, None) | (Button::Save | Button::Join, _) => {}
    }
    let typed = comment.zip(note).filter(|_| faults.is_empty());
    let join = |(comment, note): (String, String)| (with_words_joined(&comment), with_words_joined(&note));
    Ok(if form.button == Button::Join { typed.map(join) } else { typed })
}

async fn finish(change: Change<SaveVerdict>, item: &JudgedItem, answers: &[JudgedAnswer], button: Button) -> Result<SeeOther, Failure> {
    let done = change.keep().await?;
    let here = answers.iter().position(|answer| answer.code() == item.code).map_or(0, |at| at + 1);
    let (before, after) = answers.split_at(here.min(answers.len()));
    let next = after.iter().chain(before).find(|answer| gap(answer).is_some() && answer.code() != item.code);
    Ok(match (button, next) {
        (Button::Join, _) => SeeOther::to(done, item.arrival.name.below_verdict(&item.code)).saying(Confirmed::WordsJoined),
        (Button::Save, _) => SeeOther::to(done, item.arrival.name.below_verdict(&item.code)).saying(Confirmed::VerdictSaved),
        (Button::Next, Some(next)) => SeeOther::to(done, item.arrival.name.below_verdict(next.code())).saying(Confirmed::VerdictSaved),
        (Button::Next, None) => SeeOther::to(done, item.arrival.name.below_verdict("publicera")).saying(Confirmed::VerdictSaved),
    })
}

/// What the form shows.
struct Typed<'a> {
    version: i32,
    grade: Option<Grade>,
    comment: &'a str,
    note: &'a str,
}

async fn page(
    visit: &mut Passage,
    arrival: &Arrival,
    answers: &[JudgedAnswer],
    answer: &JudgedAnswer,
    typed: Typed<'_>,
    faults: &Faults,
) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let item = &answer.answered.item;
    let drawing = answer.answered.drawing();
    // Answered in special order there is nothing to compare.
    let follow_up = drawing.measures.iter().any(|measure| matches!(measure.kind, MeasureKind::Outcome | MeasureKind::Unplanned));
    let earlier = arrival.earlier_grade.zip(arrival.earlier_comment.clone());
    let at = answers.iter().position(|other| other.code() == item.code).unwrap_or(0);
    let neighbour = |at: Option<usize>| at.and_then(|at| answers.get(at)).map(|other| (other.code().to_owned(), arrival.name.below_verdict(other.code())));
    let moved = arrival.moved.as_ref().map(|moved| &moved.0);
    let moved_in_all =
        moved.filter(|moved| moved.plans.iter().map(|plan| plan.times).sum::<i16>() < moved.times).and_then(|moved| words.times_moved(moved.times));
    let grades = Grade::of_round(arrival.name.kind)
        .iter()
        .map(|grade| Choice::new(grade.key(), words.grade_of(item.kind, *grade), typed.grade == Some(*grade)))
        .collect();
    Ok(Page {
        summary: faults.summary(lang),
        head: Head::of(arrival, visit),
        place: format!("{} {} · {}", words.item_kind(item.kind), item.code, t.place(at + 1, answers.len())),
        code: item.code.clone(),
        heading: item.heading.clone(),
        body: item.body.clone(),
        answer: if follow_up { DrawnAnswer::statement(words, &drawing) } else { DrawnAnswer::of(words, &drawing) },
        compared: if follow_up {
            drawing.measures.iter().enumerate().map(|(n, measure)| compared(n, measure, (arrival.received_on, moved), t, words)).collect()
        } else {
            Vec::new()
        },
        remarks: moved_in_all.into_iter().collect(),
        files: files(arrival, t, words),
        follow_up,
        earlier: earlier.map(|(grade, comment)| (t.earlier(words.grade_of(item.kind, grade)), comment)),
        editable: arrival.assessed_at.is_none() && visit.may(Verb::DraftVerdict, Scope::Common),
        version: typed.version,
        grade: Choices::radios(lang, "grade", t.our_verdict(), grades, faults),
        comment: Field::area(lang, "comment", t.comment(), typed.comment, faults).hint(t.comment_hint()),
        note: Field::area(lang, "note", t.note(), typed.note, faults).hint(t.note_hint()),
        broken: broken::offered(&serde_json::Value::from(vec![typed.comment, typed.note]), lang),
        chosen: typed.grade.map(|grade| words.grade_of(item.kind, grade).to_owned()).unwrap_or_else(|| t.no_verdict().to_owned()),
        comment_text: typed.comment.to_owned(),
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
        t,
        frame,
    })
}

/// Evidence is opened where the response is read: whoever opens what is secret stands in the log.
fn files(arrival: &Arrival, t: Texts, words: Words) -> Vec<(String, String)> {
    let url = |file: &AttachedFile| format!("{}/bilagor/{}", arrival.name.response_url(), file.id);
    arrival.files.iter().map(|file| (listed(file, t, words), url(file))).collect()
}

/// How many days after its plan a promise was carried out, or by how many it was past when the answer came and nothing was done yet.
fn after_plan(drawn: &DrawnMeasure<'_>, received_on: NaiveDate, t: Texts) -> Option<String> {
    match drawn.outcome {
        Some(Outcome::UnderWay | Outcome::NotDone) => {
            drawn.promise.and_then(|promise| calendar::days_late(promise.measure.due.last_day, received_on)).map(|days| t.days_past(days))
        }
        Some(Outcome::Done | Outcome::Replaced | Outcome::Dropped) | None => drawn.days_after_plan().map(|days| t.days_after(days)),
    }
}

/// Rows of label, planned, reported. Nothing was planned for what is not an outcome.
fn compared(n: usize, drawn: &DrawnMeasure<'_>, (received_on, moved): (NaiveDate, Option<&Moved>), t: Texts, words: Words) -> Compared {
    let outcome = drawn.outcome.map(|outcome| format!("{}. ", words.outcome(outcome))).unwrap_or_default();
    let (action, effect, due, responsible) = match drawn.promise.map(|promise| &promise.measure) {
        None => (t.not_in_first(), "", "", ""),
        Some(planned) => (planned.action.as_str(), planned.effect.as_str(), planned.due.text.as_str(), planned.responsible.as_str()),
    };
    let row = |label: &'static str, planned: &str, reported: &str| (label, planned.to_owned(), reported.to_owned());
    let mut rows = vec![
        (t.measure(), action.to_owned(), format!("{outcome}{}", drawn.action)),
        row(t.effect(), effect, drawn.effect),
        row(t.when(), due, drawn.due_text()),
    ];
    if !(responsible.is_empty() && drawn.responsible.is_empty()) {
        rows.push(row(t.responsible(), responsible, drawn.responsible));
    }
    let times = drawn.promise.zip(moved).map_or(0, |(promise, moved)| moved.of(promise.id));
    let remarks = after_plan(drawn, received_on, t).into_iter().chain(words.times_moved(times)).collect();
    Compared { caption: format!("{} {}", t.measure(), n + 1), rows, remarks }
}
