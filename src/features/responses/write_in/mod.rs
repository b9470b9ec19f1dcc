//! Writing in a response that came another way, by e-mail or on paper: with its true day, by which it counts (FL 22 §), and the
//! files that came, which are what was handed in. The board's people are told, and every page says how it came.

mod files;
mod form;
mod supplement;
mod texts;

use askama::Template;
use chrono::Datelike as _;
use sha2::{Digest as _, Sha256};

use super::Confirmed;
use super::actions::WriteIn;
use super::attachments::{self, ShownFile};
use super::store::{self, PublishedRound, Round, Which, WrittenIn};
use super::supplement::seen_files;
use super::texts::Texts as Slice;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::ids::SubmissionId;
use crate::domain::refusal::Refusal;
use crate::domain::response::{Arrival, Arrived, AttachedFile, render_arrival};
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::files as taken_in;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::language::Lang;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;
use files::Beside;
pub(super) use files::{bring, open, remove};
use form::{Drawn, Form, Read};
pub(super) use supplement::{act as act_supplement, show as show_supplement};
pub(super) use texts::Texts;

crate::action!(
    /// The form for it.
    ShowWriteIn, RegisterArrival, RoundPath => PublishedRound, store::published_round
);
crate::action!(
    impl WriteIn, RegisterArrival, RoundPath => PublishedRound, store::published_round, holding store::hold_any
);

#[derive(Template)]
#[template(path = "responses/write_in.html")]
struct Page {
    frame: Frame,
    s: Slice,
    t: Texts,
    board: String,
    reference: String,
    heading: String,
    response_url: String,
    title: &'static str,
    lead: &'static str,
    /// Where files are brought.
    files_url: String,
    summary: Summary,
    files: Vec<ShownFile>,
    error: Option<String>,
    secret_error: Option<String>,
    secret: bool,
    ground: Field,
    taken: &'static str,
    accept: String,
    /// What the form carries of what was seen.
    seen: Vec<(&'static str, String)>,
    /// Once there is something to write in.
    fields: Vec<Drawn>,
}

pub(super) async fn show(gate: Gate<ShowWriteIn>) -> Result<Html, Failure> {
    let (mut look, PublishedRound(round)) = gate.look().await?;
    refuse_when_answered(&round)?;
    let files = store::arrival_files(look.conn(), round.id).await?;
    Html::page(&page(&mut look, &round, &files, &Form::empty(&files), &Beside::default(), &Faults::none()).await?)
}

/// There is one answer, whichever way it came.
fn refuse_when_answered(round: &Round) -> Result<(), Failure> {
    match round.submission {
        Some(_) => Err(Refusal::ResponseIsSubmitted.into()),
        None => refuse_when_withdrawn(round),
    }
}

/// Nobody asks for it any more.
fn refuse_when_withdrawn(round: &Round) -> Result<(), Failure> {
    if round.submission.is_none() && round.last_day.withdrawn { Err(Refusal::RoundIsWithdrawn.into()) } else { Ok(()) }
}

/// The page for a round as it stands, with a file that was not taken and nothing typed of the rest.
async fn nothing_typed(visit: &mut Passage, round: &Round, files: &[AttachedFile], beside: &Beside, faults: &Faults) -> Result<Page, Failure> {
    if round.submission.is_some() {
        supplement::nothing_typed(visit, round, files, beside, faults).await
    } else {
        page(visit, round, files, &Form::empty(files), beside, faults).await
    }
}

pub(super) async fn act(gate: Gate<WriteIn>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, PublishedRound(round)) = gate.open().await?;
    let form = posted.read(&change)?;
    if round.submission.is_some() && is_in(&mut change, &round, &form).await? {
        return Ok(SeeOther::unchanged(&change, round.name.response_url()));
    }
    refuse_when_answered(&round)?;
    let files = store::arrival_files(change.conn(), round.id).await?;
    if form.files != seen_files(&files) {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let letter = store::letter_day(change.conn(), round.audit).await?;
    let mut faults = Faults::none();
    if files.is_empty() {
        faults.add("file", Texts::from(change.lang()).file_needed());
    }
    let read = form.read(letter, &change, &mut faults);
    let (Some(read), true) = (read, faults.is_empty()) else {
        return Html::redraw(&page(&mut change, &round, &files, &form, &Beside::default(), &faults).await?);
    };
    let event = save(&mut change, &round, &read, &files).await?;
    let done = change.commit(event).await?;
    Ok(SeeOther::to(done, round.name.response_url()).saying(Confirmed::ResponseWrittenIn))
}

/// Clicked twice: what stands was written in, and says what the form says.
async fn is_in(visit: &mut Passage, round: &Round, form: &Form) -> Result<bool, Failure> {
    let page = store::submission(visit.conn(), round, Which::Newest).await?.ok_or(Failure::NotFound)?;
    Ok(form.says(&page))
}

async fn save(change: &mut Change<WriteIn>, round: &Round, read: &Read, files: &[AttachedFile]) -> Result<Event, Failure> {
    let auditors = change.frame().await?.auditors;
    let id = SubmissionId::new(change.now());
    store::keep_arrivals(change, round.id, id, files).await?;
    let year = change.today().year();
    let receipt_number = store::receipt_number(change, year).await?;
    let document = render_arrival(&Arrival {
        board: round.name.board_name.clone(),
        auditors,
        reference: round.name.reference.clone(),
        title: round.name.title.clone(),
        // Always in Swedish, whatever the reader's language: an official record is one text.
        round: Words::new(Lang::SV).round_title(round.name.kind, round.name.ordinal()),
        what: Arrived::Response(round.last_day.due_on),
        channel: read.channel,
        received_on: read.received_on,
        entered_on: change.today(),
        receipt_number: receipt_number.clone(),
        decision: read.decision.clone(),
        summary: read.summary.clone(),
        files: files.to_vec(),
    });
    let new = WrittenIn {
        id,
        receipt_number: &receipt_number,
        channel: read.channel,
        received_on: read.received_on,
        decision: read.decision.as_ref(),
        summary: &read.summary,
        document: document.as_bytes(),
        document_sha256: &Sha256::digest(document.as_bytes()),
        adds: None,
    };
    store::write_in(change, round, &new).await?;
    Ok(Event::ResponseWrittenIn {
        audit: round.audit,
        round: round.id,
        submission: new.id,
        received_on: new.received_on,
        days_late: calendar::days_late(round.last_day.due_on, new.received_on),
        days_late_against_letter: calendar::days_late(round.last_day.original_due_on, new.received_on),
        preliminary: new.decision.is_none(),
    })
}

async fn page(visit: &mut Passage, round: &Round, files: &[AttachedFile], form: &Form, beside: &Beside, faults: &Faults) -> Result<Page, Failure> {
    let t = Texts::from(visit.lang());
    let fields = if files.is_empty() { Vec::new() } else { form.fields(visit, faults) };
    let form = Filled { title: t.write_in(), lead: t.lead(), seen: vec![("files", form.files.clone())], fields };
    draw(visit, round, files, form, beside, faults).await
}

/// What a response and a supplement are not alike in.
struct Filled {
    title: &'static str,
    lead: &'static str,
    seen: Vec<(&'static str, String)>,
    fields: Vec<Drawn>,
}

async fn draw(visit: &mut Passage, round: &Round, files: &[AttachedFile], form: Filled, beside: &Beside, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    Ok(Page {
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        heading: words.round_heading(&round.name),
        response_url: round.name.response_url(),
        title: form.title,
        lead: form.lead,
        files_url: format!("{}/fil", round.name.write_in_url()),
        summary: faults.summary(frame.lang),
        files: attachments::arrived(round, files, words),
        error: faults.at("file"),
        secret_error: faults.at("secret"),
        secret: beside.secret,
        ground: Field::line(frame.lang, "ground", t.ground(), &beside.ground, faults).hint(t.ground_hint()),
        taken: taken_in::taken(frame.lang),
        accept: taken_in::accept(),
        seen: form.seen,
        fields: form.fields,
        s: Slice::from(frame.lang),
        t,
        frame,
    })
}
