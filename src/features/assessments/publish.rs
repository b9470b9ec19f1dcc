//! Publishing a verdict: from here on the board and the council read it, and it stands.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::PublishVerdict;
use super::overview::{Head, gap};
use super::store::{self, Arrival, JudgedAnswer, Standing};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::domain::verdict::VerdictGap;
use crate::platform::at_once::AtOnce;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;

crate::action!(
    /// The check before publishing.
    ShowPublish, PublishVerdict, RoundPath => Arrival, store::arrival
);
crate::action!(
    impl PublishVerdict, PublishVerdict, RoundPath => Standing, store::standing, holding store::hold
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Which of what has come in was judged.
    #[serde(default)]
    submission: i16,
    overall: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

impl Form {
    fn at_once(&self) -> AtOnce {
        AtOnce::of([self.overall.as_str()], &self.broken)
    }
}

struct Line {
    code: String,
    heading: String,
    grade: String,
    comment: String,
}

#[derive(Template)]
#[template(path = "assessments/publish.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    head: Head,
    lead: String,
    missing: Vec<(String, String)>,
    lines: Vec<Line>,
    /// What is not settled by it, where the board is asked no more: what is to become of it is for the auditors to decide.
    left: Vec<String>,
    open_round_url: String,
    overall: Field,
    broken: Option<Choices>,
}

pub(super) async fn show(gate: Gate<ShowPublish>) -> Result<Html, Failure> {
    let (mut look, arrival) = gate.look().await?;
    if arrival.assessed_at.is_some() {
        return Err(Refusal::VerdictIsPublished.into());
    }
    let answers = store::answers(look.conn(), arrival.submission).await?;
    Html::page(&page(&mut look, &arrival, &answers, &Form::default(), &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<PublishVerdict>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, standing) = gate.open().await?;
    let form = posted.read(&change)?;
    let arrival = standing.seen(form.submission)?;
    if arrival.assessed_at.is_some() {
        // Clicked twice: it is published with these words.
        let published = store::published(change.conn(), arrival.submission).await?;
        return match published {
            Some(first) if first.n == 1 && form.at_once().settled(text::tidy(&form.overall)) == first.overall => {
                Ok(SeeOther::unchanged(&change, arrival.name.response_url()))
            }
            Some(_) | None => Err(Refusal::VerdictIsPublished.into()),
        };
    }
    let answers = store::answers(change.conn(), arrival.submission).await?;
    let words = change.words();
    let mut faults = Faults::none();
    let overall = faults.take("overall", text::optional(&form.overall, FIELD_LIMIT), |f| words.text_fault(f, ""));
    form.at_once().ask(change.lang(), &mut faults);
    let overall = overall.map(|overall| form.at_once().settled(overall));
    match overall.filter(|_| faults.is_empty() && answers.iter().all(|answer| gap(answer).is_none())) {
        None => Html::redraw(&page(&mut change, &arrival, &answers, &form, &faults).await?),
        Some(overall) => {
            store::publish(&mut change, arrival.submission, (1, ""), &overall, &answers).await?;
            let done = change.commit(Event::VerdictPublished { audit: arrival.audit, submission: arrival.submission }).await?;
            let response = arrival.name.response_url();
            Ok(SeeOther::to(done, response).saying(Confirmed::VerdictPublished))
        }
    }
}

/// What stays open when this is published. The same as the database's own rule (`published.item_left`).
fn left(arrival: &Arrival, answers: &[JudgedAnswer], visit: &Passage) -> Vec<String> {
    let words = visit.words();
    let line = |answer: &JudgedAnswer| {
        let item = &answer.answered.item;
        let grade = answer.draft.grade.filter(|grade| grade.leaves_open(item.kind))?;
        Some(format!("{} {}: {}", item.code, Apart(&item.heading), words.grade_of(item.kind, grade)))
    };
    if arrival.asked_again { Vec::new() } else { answers.iter().filter_map(line).collect() }
}

async fn page(visit: &mut Passage, arrival: &Arrival, answers: &[JudgedAnswer], form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let missing = answers.iter().filter_map(|answer| {
        let sentence = match gap(answer)? {
            VerdictGap::NoGrade => t.missing_grade(answer.code()),
            VerdictGap::NoComment => t.missing_comment(answer.code()),
        };
        Some((sentence, arrival.name.below_verdict(answer.code())))
    });
    Ok(Page {
        summary: faults.summary(frame.lang),
        head: Head::of(arrival, visit),
        lead: t.publish_lead(&arrival.name.board_name),
        missing: missing.collect(),
        lines: answers
            .iter()
            .map(|answer| Line {
                code: answer.code().to_owned(),
                heading: answer.answered.item.heading.clone(),
                grade: answer.draft.grade.map(|grade| words.grade_of(answer.answered.item.kind, grade).to_owned()).unwrap_or_else(|| t.no_verdict().to_owned()),
                comment: answer.draft.comment.clone(),
            })
            .collect(),
        left: left(arrival, answers, visit),
        open_round_url: address::below_audit(&arrival.name.reference_key, "ny-omgang"),
        overall: Field::area(frame.lang, "overall", t.overall(), &form.overall, faults).hint(t.optional()),
        broken: form.at_once().question(frame.lang, faults),
        t,
        frame,
    })
}
