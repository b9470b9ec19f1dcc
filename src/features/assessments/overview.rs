//! A received response, as something to be judged: how far the auditors are, item by item.

use askama::Template;

use super::store::{self, Arrival, JudgedAnswer};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::policy::{Scope, Verb};
use crate::domain::response::AttachedFile;
use crate::domain::round::RoundPath;
use crate::domain::submission::SubmissionKind;
use crate::domain::verdict::{self, VerdictGap};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Faults, Field, Summary};
use crate::platform::texts::Apart;
use crate::platform::words::Words;

crate::action!(
    /// How far the judging is.
    ShowJudging, ReadAuditWork, RoundPath => Arrival, store::arrival
);

struct Line {
    code: String,
    heading: String,
    url: String,
    chip: Chip,
    /// Where a published verdict is corrected, by whoever may.
    correct: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "assessments/overview.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    head: Head,
    note: String,
    /// The diary number as it stands.
    was: String,
    diary_number: Field,
    diary_url: String,
    answer: String,
    progress: String,
    lines: Vec<Line>,
    primary: Option<(String, String)>,
    may_register: bool,
    /// Where a supplement is asked for.
    ask_url: Option<String>,
}

/// What all pages of the judging show first.
pub(super) struct Head {
    /// Which of what has come in the page is about.
    pub(super) number: i16,
    pub(super) board: String,
    pub(super) reference: String,
    pub(super) heading: String,
    pub(super) arrived: String,
    pub(super) audit_url: String,
    pub(super) response_url: String,
    pub(super) verdict_url: String,
    /// What was added to it.
    pub(super) supplements: Vec<Added>,
}

/// A supplement, as whoever judges reads it.
pub(super) struct Added {
    /// When it came, under which receipt, and its own page.
    pub(super) came: String,
    pub(super) url: String,
    pub(super) text: String,
    /// On whose initiative, in time or not, and who decided on it, where it says so.
    pub(super) said: String,
    /// That it has attachments, which are opened there; and what they are, for paper.
    pub(super) files: Option<String>,
    pub(super) listed: Vec<String>,
}

impl Head {
    pub(super) fn of(arrival: &Arrival, visit: &Passage) -> Self {
        let (words, t) = (visit.words(), Texts::from(visit.lang()));
        let late = arrival.last_day.lateness(arrival.received_on);
        Self {
            number: arrival.number(),
            board: arrival.name.board_name.clone(),
            reference: arrival.name.reference.clone(),
            heading: words.round_heading(&arrival.name),
            arrived: t.arrived(&words.received(arrival.received_at, arrival.received_on), &words.lateness(late)),
            audit_url: arrival.name.audit_url(),
            response_url: arrival.name.response_url(),
            verdict_url: arrival.name.verdict_url(),
            supplements: supplements(arrival, t, words),
        }
    }
}

fn supplements(arrival: &Arrival, t: Texts, words: Words) -> Vec<Added> {
    let added = arrival.received.iter().filter(|one| one.kind == SubmissionKind::Supplement && one.withdrawn_at.is_none());
    added
        .map(|one| Added {
            came: t.supplement_came(&one.receipt_number, &words.received(one.received_at, one.received_on)),
            url: arrival.name.submission_url(one.number),
            text: one.added.clone(),
            said: words.initiative(one).into_iter().chain(one.decision.as_ref().map(|decision| words.decided(decision))).collect::<Vec<_>>().join(" "),
            listed: one.files.iter().map(|file| listed(file, t, words)).collect(),
            files: (!one.files.is_empty()).then(|| t.has_files(one.files.len())),
        })
        .collect()
}

/// "Rutin å.pdf (till R1, 8 byte). SHA-256: …". Paper goes anywhere: of a secret file it says only by which provision it is.
pub(super) fn listed(file: &AttachedFile, t: Texts, words: Words) -> String {
    let about = file.code.as_ref().map(|code| t.about_item(code));
    if file.is_secret() {
        return [Some(t.secret_file(&file.ground)), about].into_iter().flatten().collect::<Vec<_>>().join(", ");
    }
    let details: Vec<String> = about.into_iter().chain([words.file_size(file.byte_count)]).collect();
    format!("{} ({}). SHA-256: {}", Apart(&file.name), details.join(", "), file.fingerprint)
}

pub(super) async fn show(gate: Gate<ShowJudging>) -> Result<Html, Failure> {
    let (mut look, arrival) = gate.look().await?;
    let typed = arrival.diary_number.clone().unwrap_or_default();
    Html::page(&page(&mut look, &arrival, &typed, &Faults::none()).await?)
}

/// The page, with the diary number as typed.
pub(super) async fn page(visit: &mut Passage, arrival: &Arrival, diary_number: &str, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let answers = store::answers(visit.conn(), arrival.submission).await?;
    let done = answers.iter().filter(|answer| gap(answer).is_none()).count();
    let may_judge = visit.may(Verb::DraftVerdict, Scope::Common) && arrival.assessed_at.is_none();
    let may_correct = visit.may(Verb::PublishVerdict, Scope::Common) && arrival.assessed_at.is_some() && !arrival.closed;
    let next = answers.iter().find(|answer| gap(answer).is_some());
    let primary = match next {
        Some(answer) => (t.judge_next(answer.code()), arrival.name.below_verdict(answer.code())),
        None => (t.to_publish().to_owned(), arrival.name.below_verdict("publicera")),
    };
    let chip = |answer: &JudgedAnswer| match gap(answer) {
        Some(VerdictGap::NoGrade) => Chip::plain(t.no_verdict()),
        Some(VerdictGap::NoComment) => Chip::warn(t.comment_missing()),
        None => Chip::info(answer.draft.grade.map(|grade| words.grade_of(answer.answered.item.kind, grade)).unwrap_or_default()),
    };
    Ok(Page {
        summary: faults.summary(frame.lang),
        head: Head::of(arrival, visit),
        note: match arrival.assessed_at {
            Some(at) => t.published_note(&words.date(calendar::day_of(at))),
            None => t.draft_note().to_owned(),
        },
        was: arrival.diary_number.clone().unwrap_or_default(),
        diary_number: Field::line(frame.lang, "diary_number", t.diary_number(), diary_number, faults).class("w20"),
        diary_url: arrival.name.registration_url(),
        answer: arrival.summary.clone(),
        progress: t.progress(done, answers.len()),
        lines: answers
            .iter()
            .map(|answer| Line {
                code: answer.code().to_owned(),
                heading: answer.answered.item.heading.clone(),
                url: arrival.name.below_verdict(answer.code()),
                chip: chip(answer),
                correct: may_correct.then(|| (arrival.name.below_verdict(&format!("{}/ratta", answer.code())), t.correct_verdict(answer.code()))),
            })
            .collect(),
        primary: may_judge.then_some(primary),
        may_register: visit.may(Verb::RegisterArrival, Scope::Common),
        ask_url: (visit.may(Verb::SendAudit, Scope::Common) && !arrival.closed).then(|| arrival.name.supplement_request_url()),
        t,
        frame,
    })
}

/// What is missing in a verdict.
pub(super) fn gap(answer: &JudgedAnswer) -> Option<VerdictGap> {
    verdict::gap(answer.draft.grade, &answer.draft.comment)
}
