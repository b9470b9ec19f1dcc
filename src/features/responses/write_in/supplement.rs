//! Writing in a supplement that came another way, beside a response that is there: with its true day, its files, whether the auditors
//! had asked for it, and who decided on it, if that stands in it.

use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::files::Beside;
use super::form::{self, Drawn};
use super::texts::Texts;
use super::{Filled, Page, draw};
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::ids::SubmissionId;
use crate::domain::refusal::Refusal;
use crate::domain::response::{Arrival, Arrived, AttachedFile, BoardDecision, render_arrival};
use crate::domain::round::RoundPath;
use crate::domain::submission::{Channel, Received, SubmissionKind};
use crate::domain::supplement_request::SupplementRequest;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::features::responses::Confirmed;
use crate::features::responses::actions::WriteInSupplement;
use crate::features::responses::decision_fields::{Optional, OptionalFields};
use crate::features::responses::requested;
use crate::features::responses::store::{self, PublishedRound, Round, SubmissionPage, Which, WrittenIn};
use crate::features::responses::supplement::{REQUEST, on_request, seen_files, why};
use crate::features::responses::texts::Texts as Slice;
use crate::platform::at_once::AtOnce;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::language::Lang;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form for it.
    ShowWriteInSupplement, RegisterArrival, RoundPath => PublishedRound, store::published_round
);
crate::action!(
    impl WriteInSupplement, RegisterArrival, RoundPath => PublishedRound, store::published_round, holding store::hold_any
);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::features::responses) struct Form {
    /// Which files the reader saw, which response it is added to, and which request was open.
    files: String,
    submission: i16,
    /// The newest of all that had come in: whoever clicks twice says the same of it as before.
    newest: i16,
    request: String,
    channel: String,
    received_on: String,
    why: String,
    decider: String,
    decided_on: String,
    section: String,
    board_reference: String,
    summary: String,
    /// What is to become of words that lines break in two.
    broken: String,
}

/// What the form says.
struct Read {
    channel: Channel,
    received_on: NaiveDate,
    on_request: bool,
    decision: Option<BoardDecision>,
    summary: String,
}

/// What it is held against.
struct Standing {
    files: Vec<AttachedFile>,
    page: SubmissionPage,
    requests: Vec<SupplementRequest>,
}

impl Standing {
    async fn of(visit: &mut Passage, round: &Round) -> Result<Self, Failure> {
        if round.submission.is_none() {
            return Err(Refusal::NothingToSupplement.into());
        }
        Ok(Self {
            files: store::arrival_files(visit.conn(), round.id).await?,
            page: store::submission(visit.conn(), round, Which::Newest).await?.ok_or(Failure::NotFound)?,
            requests: store::requests(visit.conn(), round.id).await?,
        })
    }

    fn asked(&self) -> Option<&SupplementRequest> {
        requested::open(&self.requests)
    }

    fn newest(&self) -> i16 {
        self.page.received.last().map_or(self.page.number, |newest| newest.number)
    }

    /// Clicked twice: what has come in since the form was drawn says what it says.
    fn has(&self, form: &Form) -> bool {
        let newest = self.page.received.last().filter(|newest| newest.kind == SubmissionKind::Supplement);
        // A page that does not say what had come in before it, knows nothing of what has come in since.
        form.newest != 0 && form.newest != self.newest() && form.submission == self.page.number && newest.is_some_and(|newest| form.says(newest))
    }

    fn request(&self) -> String {
        self.asked().map_or_else(String::new, |asked| asked.n.to_string())
    }

    fn fresh(&self) -> Form {
        Form {
            files: seen_files(&self.files),
            submission: self.page.number,
            newest: self.newest(),
            request: self.request(),
            why: self.asked().map_or_else(String::new, |_| REQUEST.to_owned()),
            ..Form::default()
        }
    }
}

pub(in crate::features::responses) async fn show(gate: Gate<ShowWriteInSupplement>) -> Result<Html, Failure> {
    let (mut look, PublishedRound(round)) = gate.look().await?;
    let standing = Standing::of(&mut look, &round).await?;
    let form = standing.fresh();
    Html::page(&page(&mut look, &round, &standing, &form, &Beside::default(), &Faults::none()).await?)
}

/// With a file that was not taken, and nothing typed of the rest.
pub(super) async fn nothing_typed(visit: &mut Passage, round: &Round, files: &[AttachedFile], beside: &Beside, faults: &Faults) -> Result<Page, Failure> {
    let standing = Standing { files: files.to_vec(), ..Standing::of(visit, round).await? };
    let form = standing.fresh();
    page(visit, round, &standing, &form, beside, faults).await
}

pub(in crate::features::responses) async fn act(gate: Gate<WriteInSupplement>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, PublishedRound(round)) = gate.open().await?;
    let form = posted.read(&change)?;
    let standing = Standing::of(&mut change, &round).await?;
    if standing.has(&form) {
        return Ok(SeeOther::unchanged(&change, round.name.response_url()));
    }
    if (&form.files, form.submission, &form.request) != (&seen_files(&standing.files), standing.page.number, &standing.request()) {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    let letter = store::letter_day(change.conn(), round.audit).await?;
    let mut faults = Faults::none();
    if standing.files.is_empty() {
        faults.add("file", Texts::from(change.lang()).supplement_file_needed());
    }
    let read = form.read(letter, &standing, &change, &mut faults);
    let (Some(read), true) = (read, faults.is_empty()) else {
        return Html::redraw(&page(&mut change, &round, &standing, &form, &Beside::default(), &faults).await?);
    };
    let event = save(&mut change, &round, &read, &standing).await?;
    let done = change.commit(event).await?;
    Ok(SeeOther::to(done, round.name.response_url()).saying(Confirmed::SupplementWrittenIn))
}

impl Form {
    /// Whether it says what has come in: how and when, why, what was decided, with which files, and what is in it.
    fn says(&self, added: &Received) -> bool {
        form::channel_of(&self.channel) == Some(added.channel)
            && calendar::date(&self.received_on) == Ok(added.received_on)
            && on_request(&self.why) == added.on_request
            && self.decision().says(added.decision.as_ref())
            && self.files == seen_files(&added.files)
            && text::required(&self.summary, FIELD_LIMIT).is_ok_and(|typed| self.at_once().settled(typed) == added.added)
    }

    fn read(&self, letter: NaiveDate, standing: &Standing, visit: &Passage, faults: &mut Faults) -> Option<Read> {
        let (words, t, s) = (visit.words(), Texts::from(visit.lang()), Slice::from(visit.lang()));
        let channel = form::read_channel(&self.channel, t, faults);
        let on_request = faults.take("why", on_request(&self.why).ok_or(()), |()| s.why_added_needed().to_owned());
        let received_on = faults.take("received_on", calendar::date(&self.received_on), |fault| words.date_fault(&fault));
        // What was asked for comes after it was; what was added, after what it was added to.
        let asked = standing.asked().filter(|_| on_request == Some(true)).map(|asked| calendar::day_of(asked.asked_at));
        match received_on {
            Some(day) if day > visit.today() => faults.add("received_on", t.came_in_future()),
            Some(day) if day < standing.page.received_on => faults.add("received_on", t.came_before_response(&words.date(standing.page.received_on))),
            Some(day) if asked.is_some_and(|asked| day < asked) => {
                faults.add("received_on", t.came_before_asked(&asked.map(|day| words.date(day)).unwrap_or_default()))
            }
            Some(_) | None => {}
        }
        let decision = self.decision().read(letter, visit, faults);
        if let (Some(came), Some(Some(decision))) = (received_on, &decision)
            && decision.decided_on > came
        {
            faults.add("decided_on", t.decided_after_supplement_came(&words.date(came)));
        }
        let summary = faults.take("summary", text::required(&self.summary, FIELD_LIMIT), |fault| words.text_fault(fault, t.supplement_summary_needed()));
        self.at_once().ask(t.lang, faults);
        Some(Read { channel: channel?, received_on: received_on?, on_request: on_request?, decision: decision?, summary: self.at_once().settled(summary?) })
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::of([self.summary.as_str()], &self.broken)
    }

    fn decision(&self) -> Optional<'_> {
        Optional { decider: &self.decider, decided_on: &self.decided_on, section: &self.section, board_reference: &self.board_reference }
    }
}

async fn save(change: &mut Change<WriteInSupplement>, round: &Round, read: &Read, standing: &Standing) -> Result<Event, Failure> {
    let auditors = change.frame().await?.auditors;
    let id = SubmissionId::new(change.now());
    store::keep_arrivals(change, round.id, id, &standing.files).await?;
    let year = change.today().year();
    let receipt_number = store::receipt_number(change, year).await?;
    let answers = standing.asked().filter(|_| read.on_request);
    let document = render_arrival(&Arrival {
        board: round.name.board_name.clone(),
        auditors,
        reference: round.name.reference.clone(),
        title: round.name.title.clone(),
        // Always in Swedish, whatever the reader's language: an official record is one text.
        round: Words::new(Lang::SV).round_title(round.name.kind, round.name.ordinal()),
        what: Arrived::Supplement {
            added_to: standing.page.receipt_number.clone(),
            on_request: read.on_request,
            asked: answers.map(|asked| (calendar::day_of(asked.asked_at), asked.due_on)),
        },
        channel: read.channel,
        received_on: read.received_on,
        entered_on: change.today(),
        receipt_number: receipt_number.clone(),
        decision: read.decision.clone(),
        summary: read.summary.clone(),
        files: standing.files.clone(),
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
        adds: Some((read.on_request, answers.map(|asked| asked.n))),
    };
    store::write_in(change, round, &new).await?;
    Ok(Event::SupplementWrittenIn {
        audit: round.audit,
        round: round.id,
        submission: new.id,
        received_on: new.received_on,
        request: answers.map(|asked| asked.n),
        days_late: answers.and_then(|asked| calendar::days_late(asked.due_on, new.received_on)),
    })
}

async fn page(visit: &mut Passage, round: &Round, standing: &Standing, form: &Form, beside: &Beside, faults: &Faults) -> Result<Page, Failure> {
    let (words, t, s, q) = (visit.words(), Texts::from(visit.lang()), Slice::from(visit.lang()), requested::Texts::from(visit.lang()));
    let asked = standing.asked();
    let request =
        asked.map_or_else(|| s.on_request().to_owned(), |asked| q.answers(&words.date(calendar::day_of(asked.asked_at)), &words.weekday_date(asked.due_on)));
    let OptionalFields { decider, decided_on, section, board_reference, .. } = form.decision().fields(visit, faults);
    let fields = vec![
        form::channel(&form.channel, t, faults),
        form::came_on(&form.received_on, t, faults),
        Drawn::Choices(why(&form.why, request, s, faults)),
        Drawn::Choices(decider),
        Drawn::Field(decided_on),
        Drawn::Field(section),
        Drawn::Field(board_reference),
        form::summary(&form.summary, t, faults),
    ];
    let fields: Vec<Drawn> = fields.into_iter().chain(form.at_once().question(t.lang, faults).map(Drawn::Choices)).collect();
    let filled = Filled {
        title: t.write_in_supplement(),
        lead: t.supplement_lead(),
        seen: vec![
            ("files", form.files.clone()),
            ("submission", form.submission.to_string()),
            ("newest", form.newest.to_string()),
            ("request", form.request.clone()),
        ],
        fields: if standing.files.is_empty() { Vec::new() } else { fields },
    };
    draw(visit, round, &standing.files, filled, beside, faults).await
}
