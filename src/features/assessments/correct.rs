//! Correcting a verdict that has been published: a further publication with its reason. The one before stays, and is read beside it.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::CorrectVerdict;
use super::overview::Head;
use super::store::{self, Arrival, ItemPath, JudgedAnswer, NewVerdict, Published, StandingItem};
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::domain::verdict::{self, Grade, VerdictGap};
use crate::platform::at_once::AtOnce;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;

crate::action!(
    /// The form.
    ShowCorrectVerdict, PublishVerdict, ItemPath => StandingItem, store::standing_item
);
crate::action!(
    impl CorrectVerdict, PublishVerdict, ItemPath => StandingItem, store::standing_item, holding store::hold_of_item
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Which of what has come in was judged.
    submission: i16,
    /// Which publication the form follows on.
    seen: i16,
    #[serde(default)]
    grade: Option<Grade>,
    comment: String,
    overall: String,
    reason: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

impl Form {
    fn at_once(&self) -> AtOnce {
        AtOnce::of([self.comment.as_str(), self.overall.as_str(), self.reason.as_str()], &self.broken)
    }
}

#[derive(Template)]
#[template(path = "assessments/correct.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    head: Head,
    title: String,
    item: String,
    /// What is published now.
    now: String,
    now_comment: String,
    seen: i16,
    grade: Choices,
    comment: Field,
    overall: Field,
    reason: Field,
    broken: Option<Choices>,
}

/// What stands published, and what of it is to be corrected.
struct Stands {
    arrival: Arrival,
    answers: Vec<JudgedAnswer>,
    published: Published,
    at: usize,
}

impl Stands {
    async fn load(visit: &mut Passage, arrival: Arrival, code: &str) -> Result<Self, Failure> {
        if arrival.closed {
            return Err(Refusal::AuditIsClosed.into());
        }
        let published = store::published(visit.conn(), arrival.submission).await?.ok_or(Refusal::NothingIsPublished)?;
        let answers = store::answers(visit.conn(), arrival.submission).await?;
        let at = answers.iter().position(|answer| answer.code() == code).ok_or(Failure::NotFound)?;
        Ok(Self { arrival, answers, published, at })
    }

    /// Clicked twice: it is corrected as the form corrects it.
    fn says(&self, form: &Form) -> Result<bool, Failure> {
        let (at_once, stands) = (form.at_once(), &self.answer()?.draft);
        let typed = [&form.comment, &form.overall, &form.reason].map(|typed| at_once.settled(text::tidy(typed)));
        let same = typed.each_ref().map(String::as_str) == [stands.comment.as_str(), self.published.overall.as_str(), self.published.reason.as_str()];
        Ok(form.seen.checked_add(1) == Some(self.published.n) && form.grade == stands.grade && same)
    }

    fn answer(&self) -> Result<&JudgedAnswer, Failure> {
        self.answers.get(self.at).ok_or(Failure::NotFound)
    }
}

pub(super) async fn show(gate: Gate<ShowCorrectVerdict>) -> Result<Html, Failure> {
    let (mut look, StandingItem { standing, code }) = gate.look().await?;
    let stands = Stands::load(&mut look, standing.newest()?, &code).await?;
    let (draft, published) = (&stands.answer()?.draft, &stands.published);
    let form = Form {
        submission: stands.arrival.number(),
        seen: published.n,
        grade: draft.grade,
        comment: draft.comment.clone(),
        overall: published.overall.clone(),
        reason: String::new(),
        broken: String::new(),
    };
    Html::page(&page(&mut look, &stands, &form, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<CorrectVerdict>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, StandingItem { standing, code }) = gate.open().await?;
    let form = posted.read(&change)?;
    let mut stands = Stands::load(&mut change, standing.seen(form.submission)?, &code).await?;
    if stands.says(&form)? {
        return Ok(SeeOther::unchanged(&change, stands.arrival.name.response_url()));
    }
    let mut faults = Faults::none();
    match read(&form, &stands, &change, &mut faults)? {
        None => Html::redraw(&page(&mut change, &stands, &form, &faults).await?),
        Some(new) => {
            let submission = stands.arrival.submission;
            let draft = stands.answers.get_mut(stands.at).ok_or(Failure::NotFound)?;
            let saved = NewVerdict {
                item: draft.answered.item.id,
                seen_version: draft.draft.version,
                grade: Some(new.grade),
                comment: &new.comment,
                note: &draft.draft.note,
            };
            store::begin_correction(&mut change, submission, stands.published.n + 1, &new.reason).await?;
            if !store::save(&mut change, submission, &saved).await? {
                return Err(Refusal::SomebodyWasFirst.into());
            }
            draft.draft.grade = Some(new.grade);
            draft.draft.comment = new.comment;
            let entry = stands.published.n + 1;
            store::publish(&mut change, submission, (entry, &new.reason), &new.overall, &stands.answers).await?;
            let done = change.commit(Event::VerdictCorrected { audit: stands.arrival.audit, submission, entry }).await?;
            Ok(SeeOther::to(done, stands.arrival.name.response_url()).saying(Confirmed::VerdictCorrected))
        }
    }
}

/// A correction that can be published.
struct New {
    grade: Grade,
    comment: String,
    overall: String,
    reason: String,
}

fn read(form: &Form, stands: &Stands, visit: &Passage, faults: &mut Faults) -> Result<Option<New>, Failure> {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    let (published, draft) = (&stands.published, &stands.answer()?.draft);
    if form.grade.is_some_and(|grade| !Grade::of_round(stands.arrival.name.kind).contains(&grade)) {
        return Err(Refusal::BadForm.into());
    }
    match verdict::gap(form.grade, &form.comment) {
        Some(VerdictGap::NoGrade) => faults.add("grade", t.grade_needed()),
        Some(VerdictGap::NoComment) => faults.add("comment", t.why_comment(form.grade)),
        None => {}
    }
    let comment = faults.take("comment", text::optional(&form.comment, FIELD_LIMIT), |fault| words.text_fault(fault, ""));
    let overall = faults.take("overall", text::optional(&form.overall, FIELD_LIMIT), |fault| words.text_fault(fault, ""));
    let reason = faults.take("reason", text::required(&form.reason, 2000), |fault| words.text_fault(fault, t.reason_needed()));
    if form.seen != published.n {
        faults.add("comment", t.corrected_meanwhile());
    } else if form.grade == draft.grade && comment.as_ref() == Some(&draft.comment) && overall.as_ref() == Some(&published.overall) {
        faults.add("grade", t.verdict_is_same());
    }
    let at_once = form.at_once();
    at_once.ask(t.lang, faults);
    let (Some(grade), Some(comment), Some(overall), Some(reason)) = (form.grade, comment, overall, reason) else { return Ok(None) };
    let (comment, overall, reason) = (at_once.settled(comment), at_once.settled(overall), at_once.settled(reason));
    Ok(faults.is_empty().then_some(New { grade, comment, overall, reason }))
}

async fn page(visit: &mut Passage, stands: &Stands, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let (arrival, answer) = (&stands.arrival, stands.answer()?);
    let grade = Grade::of_round(arrival.name.kind).iter();
    let grade = grade.map(|grade| Choice::new(grade.key(), words.grade_of(answer.answered.item.kind, *grade), form.grade == Some(*grade))).collect();
    Ok(Page {
        summary: faults.summary(lang),
        head: Head::of(arrival, visit),
        title: t.correct_verdict(answer.code()),
        item: format!("{} {}", answer.code(), Apart(&answer.answered.item.heading)),
        now: answer.draft.grade.map(|grade| words.grade_of(answer.answered.item.kind, grade).to_owned()).unwrap_or_default(),
        now_comment: answer.draft.comment.clone(),
        seen: stands.published.n,
        grade: Choices::radios(lang, "grade", t.right_verdict(), grade, faults),
        comment: Field::area(lang, "comment", t.comment(), &form.comment, faults).hint(t.comment_hint()),
        overall: Field::area(lang, "overall", t.overall(), &form.overall, faults).hint(t.optional()),
        reason: Field::area(lang, "reason", t.correction_reason(), &form.reason, faults).hint(t.correction_hint()),
        broken: form.at_once().question(lang, faults),
        t,
        frame,
    })
}
