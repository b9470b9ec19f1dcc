//! Adding to what was handed in (komplettering): on request of the auditors or by the board's own choice. What was handed in stays
//! as it came; the supplement stands beside it, with a receipt and a document of its own, and with attachments and a decision where
//! it has them.

mod draft;
mod files;
mod form;
mod kept;
mod texts;

use askama::Template;
use chrono::Datelike as _;
use sha2::{Digest as _, Sha256};

use super::Confirmed;
use super::actions::HandInSupplement;
use super::attachments::{self, ShownFile};
use super::autosave::Saving;
use super::requested::{self, Requested};
use super::show_desk::Head;
use super::store::{self, NewSupplement, Round, SubmissionPage, SupplementDesk, Which};
use super::submit;
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::SubmissionId;
use crate::domain::policy::{Scope, Verb};
use crate::domain::refusal::Refusal;
use crate::domain::response::{AttachedFile, Supplement, render_supplement};
use crate::domain::round::RoundPath;
use crate::domain::supplement_request::SupplementRequest;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::language::Lang;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choices, Faults, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;
pub(super) use draft::{save as save_draft, save_by_itself};
pub(super) use files::{attach, remove, show as show_files};
use form::{Fields, Form, Read, seen};
pub(super) use form::{REQUEST, on_request, seen as seen_files, why};
pub(super) use texts::Texts as OwnTexts;

crate::action!(
    /// The form for it.
    ShowSupplement, ReadDesk, RoundPath => Round, store::round
);
crate::action!(
    impl HandInSupplement, SubmitResponse, RoundPath => Round, store::round, holding store::hold
);

#[derive(Template)]
#[template(path = "responses/supplement.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    summary: Summary,
    /// What it is added to.
    what: String,
    response_url: String,
    draft_url: String,
    submission: i16,
    newest: i16,
    request: String,
    version: i32,
    seen: String,
    saving: Saving,
    q: requested::Texts,
    a: attachments::Texts,
    /// What the auditors have asked for, while it is waited for.
    requested: Vec<Requested>,
    /// That its day is over.
    late: Option<String>,
    lead: String,
    o: OwnTexts,
    heading: &'static str,
    /// Whoever only writes saves, and leaves handing in to others.
    hands_in: bool,
    broken: Option<Choices>,
    f: Fields,
    files: Vec<ShownFile>,
}

pub(super) async fn show(gate: Gate<ShowSupplement>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_none() {
        return kept::page(&mut look, &round).await;
    }
    let page = standing(&mut look, &round).await?;
    let requests = store::requests(look.conn(), round.id).await?;
    let desk = store::supplement_desk(look.conn(), &round).await?;
    let asked = requested::open(&requests);
    // What is asked for is what most come to answer.
    let fresh = || Form::answering(asked.is_some());
    let form = desk.draft.as_ref().map_or_else(fresh, |draft| Form::of(draft.0.clone()));
    Html::page(&draw(&mut look, (&round, &page, &desk), asked, &form, &Faults::none()).await?)
}

/// Where a reader who writes for the board adds to what has come, and what that is called for her.
pub(super) fn way(round: &Round, visit: &Passage) -> Option<(String, &'static str)> {
    let own = Scope::Board(round.board);
    let name =
        if visit.may(Verb::SubmitResponse, own) { Texts::from(visit.lang()).hand_in_supplement() } else { OwnTexts::from(visit.lang()).write_supplement() };
    visit.may(Verb::DraftResponse, own).then(|| (round.name.supplement_url(), name))
}

/// What it is added to; without it there is nothing to add to.
async fn standing(visit: &mut Passage, round: &Round) -> Result<SubmissionPage, Failure> {
    if round.submission.is_none() {
        return Err(Refusal::NothingIsHandedIn.into());
    }
    store::submission(visit.conn(), round, Which::Newest).await?.ok_or(Failure::NotFound)
}

pub(super) async fn act(gate: Gate<HandInSupplement>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let page = standing(&mut change, &round).await?;
    // Clicked twice: what has come since says the same, and both lead to the same receipt.
    let newest = page.received.last().filter(|newest| form.submission == page.number && form.newest < newest.number);
    if let Some(newest) = newest.filter(|newest| form.says(newest)) {
        return Ok(SeeOther::unchanged(&change, round.name.below_submission(newest.number, "kvitto")));
    }
    let requests = store::requests(change.conn(), round.id).await?;
    let desk = store::supplement_desk(change.conn(), &round).await?;
    let asked = requested::open(&requests);
    if form.submission != page.number || (form.version, &form.files) != (desk.version, &seen(&desk.files)) {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    if form.why == REQUEST && form.request != asked.map_or_else(String::new, |asked| asked.n.to_string()) {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let letter = store::letter_day(change.conn(), round.audit).await?;
    let mut faults = Faults::none();
    let read = form.read(letter, &change, &mut faults);
    let Some(read) = read.filter(|_| faults.is_empty()) else {
        return Html::redraw(&draw(&mut change, (&round, &page, &desk), asked, &form, &faults).await?);
    };
    let answers = asked.filter(|_| read.on_request);
    let id = save(&mut change, (&round, &page, &desk.files), answers, &read).await?;
    let number = page.received.last().map_or(1, |newest| newest.number + 1);
    let late = answers.and_then(|asked| calendar::days_late(asked.due_on, change.today()));
    let done = change.commit(facts(&round, id, read.on_request, answers.map(|asked| asked.n), late)).await?;
    Ok(SeeOther::to(done, round.name.below_submission(number, "kvitto")).saying(Confirmed::SupplementSubmitted))
}

async fn save(
    change: &mut Change<HandInSupplement>,
    (round, page, files): (&Round, &SubmissionPage, &[AttachedFile]),
    answers: Option<&SupplementRequest>,
    read: &Read,
) -> Result<SubmissionId, Failure> {
    let auditors = change.frame().await?.auditors;
    let id = SubmissionId::new(change.now());
    store::keep_supplement_files(change, round, id, files).await?;
    let year = change.today().year();
    let receipt_number = store::receipt_number(change, year).await?;
    // Always in Swedish, whatever the reader's language: an official record is one text.
    let words = Words::new(Lang::SV);
    let document = render_supplement(&Supplement {
        board: round.name.board_name.clone(),
        auditors,
        reference: round.name.reference.clone(),
        title: round.name.title.clone(),
        round: words.round_title(round.name.kind, round.name.ordinal()),
        added_to: page.receipt_number.clone(),
        received: format!("{} kl. {}", change.today(), words.time(change.now())),
        receipt_number: receipt_number.clone(),
        on_request: read.on_request,
        asked: answers.map(|asked| (calendar::day_of(asked.asked_at), asked.due_on)),
        decision: read.decision.clone(),
        text: read.text.clone(),
        files: files.to_vec(),
    });
    let document_sha256 = &Sha256::digest(document.as_bytes());
    let new = NewSupplement {
        id,
        receipt_number: &receipt_number,
        text: &read.text,
        on_request: read.on_request,
        answers: answers.map(|asked| asked.n),
        decision: read.decision.as_ref(),
        document: document.as_bytes(),
        document_sha256,
    };
    store::add_supplement(change, round, &new).await?;
    Ok(id)
}

/// One event in the board's log, one in the auditors': two authorities.
fn facts(round: &Round, submission: SubmissionId, on_request: bool, request: Option<i16>, days_late: Option<i64>) -> Facts {
    let own = Event::ResponseSupplemented { board: round.board, round: round.id, submission };
    Facts::of(own, vec![Event::SupplementReceived { audit: round.audit, round: round.id, submission, on_request, request, days_late }])
}

async fn draw(
    visit: &mut Passage,
    (round, page, desk): (&Round, &SubmissionPage, &SupplementDesk),
    asked: Option<&SupplementRequest>,
    form: &Form,
    faults: &Faults,
) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let facts = store::letter_facts(visit.conn(), round.audit).await?;
    let q = requested::Texts::from(lang);
    let on_request =
        asked.map_or_else(|| t.on_request().to_owned(), |asked| q.answers(&words.date(calendar::day_of(asked.asked_at)), &words.weekday_date(asked.due_on)));
    let late = asked.and_then(|asked| calendar::days_late(asked.due_on, visit.today()));
    let (o, hands_in) = (OwnTexts::from(lang), visit.may(Verb::SubmitResponse, Scope::Board(round.board)));
    Ok(Page {
        heading: if hands_in { t.hand_in_supplement() } else { o.write_supplement() },
        o,
        hands_in,
        broken: form.at_once().question(lang, faults),
        head: Head::of(round, visit),
        summary: faults.summary(lang),
        what: t.is_handed_in(&words.received(page.received_at, page.received_on)),
        response_url: round.name.response_url(),
        draft_url: round.name.below_desk("komplettering/utkast"),
        submission: page.number,
        newest: page.received.last().map_or(page.number, |newest| newest.number),
        request: asked.map_or_else(String::new, |asked| asked.n.to_string()),
        version: desk.version,
        seen: seen(&desk.files),
        saving: Saving::at(
            round.name.below_desk("komplettering/spara"),
            desk.saved_at.zip(desk.saved_by.as_ref()).map_or_else(|| t.not_saved_yet().to_owned(), |(at, by)| t.saved_line(&words.instant(at), by)),
            &frame,
            visit,
        ),
        requested: asked.map(|asked| Requested { links: Vec::new(), ..requested::line(round, asked, visit) }).into_iter().collect(),
        late: late.map(|late| q.late_now(&words.days_late(late))),
        q,
        a: attachments::Texts::from(lang),
        lead: submit::supplement_lead(&facts, t),
        f: form.fields(on_request, visit, faults),
        files: attachments::of_supplement(round, &desk.files, words),
        t,
        frame,
    })
}
