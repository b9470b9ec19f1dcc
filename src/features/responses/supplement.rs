//! Adding to what was handed in (komplettering): on request of the auditors or by the board's own choice. What was handed in stays
//! as it came; the supplement stands beside it, with a receipt and a document of its own.

use askama::Template;
use chrono::Datelike as _;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::Confirmed;
use super::actions::HandInSupplement;
use super::requested::{self, Requested};
use super::show_desk::Head;
use super::store::{self, NewSupplement, Round, SubmissionPage, Which};
use super::submit;
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::SubmissionId;
use crate::domain::refusal::Refusal;
use crate::domain::response::{Supplement, render_supplement};
use crate::domain::round::RoundPath;
use crate::domain::submission::SubmissionKind;
use crate::domain::supplement_request::SupplementRequest;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::language::Lang;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form for it.
    ShowSupplement, SubmitResponse, RoundPath => Round, store::round
);
crate::action!(
    impl HandInSupplement, SubmitResponse, RoundPath => Round, store::round, holding store::hold
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// Which of what has come in it is added to.
    #[serde(default)]
    submission: i16,
    /// Which request it answers, if it answers one: another may have taken its place.
    #[serde(default)]
    request: String,
    #[serde(default)]
    why: String,
    text: String,
}

const REQUEST: &str = "begaran";
const OWN: &str = "eget";

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
    submission: i16,
    request: String,
    q: requested::Texts,
    /// What the auditors have asked for, while it is waited for.
    requested: Vec<Requested>,
    /// That its day is over.
    late: Option<String>,
    lead: String,
    why: Choices,
    text: Field,
}

pub(super) async fn show(gate: Gate<ShowSupplement>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let page = standing(&mut look, &round).await?;
    let requests = store::requests(look.conn(), round.id).await?;
    let asked = requested::open(&requests);
    // What is asked for is what most come to answer.
    let form = Form { why: asked.map_or_else(String::new, |_| REQUEST.to_owned()), ..Form::default() };
    Html::page(&draw(&mut look, &round, &page, asked, &form, &Faults::none()).await?)
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
    let requests = store::requests(change.conn(), round.id).await?;
    let asked = requested::open(&requests);
    let typed = text::required(&form.text, FIELD_LIMIT).ok();
    // Clicked twice: the newest says the same, and both lead to the same receipt.
    let newest = page.received.last().filter(|newest| newest.kind == SubmissionKind::Supplement && Some(&newest.added) == typed.as_ref());
    if let Some(newest) = newest.filter(|_| form.submission == page.number) {
        return Ok(SeeOther::unchanged(&change, round.name.below_submission(newest.number, "kvitto")));
    }
    let seen = asked.map_or_else(String::new, |asked| asked.n.to_string());
    if form.submission != page.number || (form.why == REQUEST && form.request != seen) {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    let why = faults.take("why", read_why(&form.why).ok_or(()), |()| t.why_added_needed().to_owned());
    let text = faults.take("text", text::required(&form.text, FIELD_LIMIT), |fault| words.text_fault(fault, t.added_needed()));
    let Some((on_request, text)) = why.zip(text) else {
        return Html::redraw(&draw(&mut change, &round, &page, asked, &form, &faults).await?);
    };
    let answers = asked.filter(|_| on_request);
    let id = save(&mut change, &round, &page, (on_request, answers), &text).await?;
    let number = page.received.last().map_or(1, |newest| newest.number + 1);
    let late = answers.and_then(|asked| calendar::days_late(asked.due_on, change.today()));
    let done = change.commit(facts(&round, id, on_request, answers.map(|asked| asked.n), late)).await?;
    Ok(SeeOther::to(done, round.name.below_submission(number, "kvitto")).saying(Confirmed::SupplementSubmitted))
}

fn read_why(why: &str) -> Option<bool> {
    match why {
        REQUEST => Some(true),
        OWN => Some(false),
        _ => None,
    }
}

async fn save(
    change: &mut Change<HandInSupplement>,
    round: &Round,
    page: &SubmissionPage,
    (on_request, answers): (bool, Option<&SupplementRequest>),
    text: &str,
) -> Result<SubmissionId, Failure> {
    let auditors = change.frame().await?.auditors;
    let year = change.today().year();
    let receipt_number = store::receipt_number(change, year).await?;
    // Always in Swedish, whatever the reader's language: an official record is one text.
    let words = Words::new(Lang::Sv);
    let document = render_supplement(&Supplement {
        board: round.name.board_name.clone(),
        auditors,
        reference: round.name.reference.clone(),
        title: round.name.title.clone(),
        round: words.round_title(round.name.kind, round.name.ordinal()),
        added_to: page.receipt_number.clone(),
        received: format!("{} kl. {}", change.today(), words.time(change.now())),
        receipt_number: receipt_number.clone(),
        on_request,
        asked: answers.map(|asked| (calendar::day_of(asked.asked_at), asked.due_on)),
        text: text.to_owned(),
    });
    let id = SubmissionId::new(change.now());
    let document_sha256 = &Sha256::digest(document.as_bytes());
    let new = NewSupplement {
        id,
        receipt_number: &receipt_number,
        text,
        on_request,
        answers: answers.map(|asked| asked.n),
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
    round: &Round,
    page: &SubmissionPage,
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
    let choices = [(REQUEST, on_request), (OWN, t.on_own_initiative().to_owned())];
    let choices = choices.into_iter().map(|(key, label)| Choice::new(key, label, form.why == key)).collect();
    let late = asked.and_then(|asked| calendar::days_late(asked.due_on, visit.today()));
    Ok(Page {
        head: Head::of(round, visit),
        summary: faults.summary(lang),
        what: t.is_handed_in(&words.received(page.received_at, page.received_on)),
        response_url: round.name.response_url(),
        submission: page.number,
        request: asked.map_or_else(String::new, |asked| asked.n.to_string()),
        requested: asked.map(|asked| Requested { links: Vec::new(), ..requested::line(round, asked, visit) }).into_iter().collect(),
        late: late.map(|late| q.late_now(&words.days_late(late))),
        q,
        lead: submit::supplement_lead(&facts, t),
        why: Choices::radios(lang, "why", t.why_added(), choices, faults),
        text: Field::area(lang, "text", t.added(), &form.text, faults).hint(t.added_hint()).class("tall"),
        t,
        frame,
    })
}
