//! A board tells how measures go whose day has come: of each that it is done, that it goes on until a new day, or that it will not be
//! done. Any of them can be answered. What was told stands, and another report can follow it.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::TellStatus;
use super::store::{self, Measure, NewStatus, Round};
use super::texts::Texts;
use crate::domain::event::{Event, Facts};
use crate::domain::ids::MeasureId;
use crate::domain::measure_status::{Status, StatusFault, TOLD, TypedStatus};
use crate::domain::refusal::Refusal;
use crate::domain::response::{Days, Outcome, WrongDay};
use crate::domain::round::RoundPath;
use crate::platform::at_once::AtOnce;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;
use crate::platform::words::Words;

crate::action!(
    /// The form for it.
    ShowTellStatus, SubmitResponse, RoundPath => Round, store::round
);
crate::action!(
    impl TellStatus, SubmitResponse, RoundPath => Round, store::round, holding store::hold
);

/// Columns of equal length: a row for each measure.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    #[serde(default)]
    measure: Vec<MeasureId>,
    /// How often it had been told of when the page was drawn.
    #[serde(default)]
    seen: Vec<i16>,
    #[serde(default)]
    outcome: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    date: Vec<String>,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

/// What was typed of one measure, and how often it had been told of then.
struct Row {
    measure: MeasureId,
    seen: i16,
    typed: TypedStatus,
}

impl Form {
    fn rows(&self) -> Result<Vec<Row>, Failure> {
        let lengths = [self.seen.len(), self.outcome.len(), self.words.len(), self.date.len()];
        if lengths.iter().any(|length| *length != self.measure.len()) {
            return Err(Refusal::BadForm.into());
        }
        let columns = self.measure.iter().zip(&self.seen).zip(self.outcome.iter().zip(&self.words).zip(&self.date));
        let row = |((measure, seen), ((outcome, words), date)): ((&MeasureId, &i16), ((&String, &String), &String))| Row {
            measure: *measure,
            seen: *seen,
            typed: TypedStatus { outcome: TOLD.into_iter().find(|told| told.key() == outcome), words: words.clone(), date: date.clone() },
        };
        Ok(columns.map(row).collect())
    }

    fn at_once(&self) -> AtOnce {
        AtOnce::of(self.words.iter().map(String::as_str), &self.broken)
    }
}

/// A measure, under what was planned.
struct Line {
    id: MeasureId,
    seen: i16,
    legend: String,
    action: String,
    goes_by: Option<String>,
    told: Option<String>,
    outcome: Choices,
    words: Field,
    date: Field,
}

#[derive(Template)]
#[template(path = "statuses/tell.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    heading: String,
    board: String,
    reference: String,
    response_url: String,
    lines: Vec<Line>,
    broken: Option<Choices>,
    /// Other responses of whose measures the day has come: said, and where.
    others: Vec<(String, String)>,
}

pub(super) async fn show(gate: Gate<ShowTellStatus>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let measures = listed(&mut look, &round).await?;
    Html::page(&page(&mut look, &round, &measures, &[], &Form::default(), &Faults::none()).await?)
}

/// Those whose day has come, and those of which the board has told already.
async fn listed(visit: &mut Passage, round: &Round) -> Result<Vec<Measure>, Failure> {
    let today = visit.today();
    let all = store::measures(visit.conn(), round).await?;
    Ok(all.into_iter().filter(|measure| measure.status.is_some() || measure.between().day().is_some_and(|day| day <= today)).collect())
}

pub(super) async fn act(gate: Gate<TellStatus>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    if round.closed {
        return Err(Refusal::AuditIsClosed.into());
    }
    let (rows, measures) = (form.rows()?, listed(&mut change, &round).await?);
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let (days, at_once) = (Days { letter: round.letter, today: change.today() }, form.at_once());
    let (mut faults, mut told, mut again) = (Faults::none(), Vec::new(), false);
    for row in &rows {
        let found = measures.iter().enumerate().find(|(_, measure)| measure.id == row.measure);
        let status = match row.typed.read(days) {
            Ok(None) => continue,
            Ok(Some(status)) => Status { words: at_once.settled(status.words), ..status },
            Err(wrong) => {
                // What is not asked about any more is said to be so, whatever was typed of it.
                let (n, _) = found.ok_or(Refusal::SomebodyWasFirst)?;
                note(n, &wrong, t, words, &mut faults);
                continue;
            }
        };
        let (_, measure) = found.ok_or(Refusal::SomebodyWasFirst)?;
        match measure.told.checked_sub(row.seen) {
            Some(0) => told.push(NewStatus { measure, n: row.seen + 1, status }),
            // Clicked twice: it stands already.
            Some(1) if says(measure, &status) => again = true,
            _ => return Err(Refusal::SomebodyWasFirst.into()),
        }
    }
    if told.is_empty() && !again && faults.is_empty() {
        faults.add("outcome-0", t.answer_one());
    }
    at_once.ask(t.lang, &mut faults);
    if !faults.is_empty() {
        return Html::redraw(&page(&mut change, &round, &measures, &rows, &form, &faults).await?);
    }
    let Some(entry) = told.first().map(|first| first.n) else {
        return Ok(SeeOther::unchanged(&change, round.name.response_url()));
    };
    for new in &told {
        store::tell(&mut change, new).await?;
    }
    let measures: Vec<MeasureId> = told.iter().map(|new| new.measure.id).collect();
    let (audit, board, id) = (round.audit, round.board, round.id);
    let sent = Event::StatusTold { board, round: id, measures: measures.clone(), entry };
    let done = change.commit(Facts::of(sent, vec![Event::StatusReceived { audit, round: id, measures, entry }])).await?;
    Ok(SeeOther::to(done, round.name.response_url()).saying(Confirmed::StatusTold))
}

/// Whether it is what the board told last.
fn says(measure: &Measure, status: &Status) -> bool {
    measure.status == Some(status.outcome)
        && measure.words.as_deref() == Some(status.words.as_str())
        && measure.status_due_on == status.date.as_ref().map(|date| date.last_day)
}

fn note(n: usize, wrong: &[StatusFault], t: Texts, words: Words, faults: &mut Faults) {
    for fault in wrong {
        let (field, said) = match fault {
            StatusFault::Outcome => ("outcome", t.choose().to_owned()),
            StatusFault::Words(fault) => ("words", words.text_fault(*fault, t.words_needed())),
            StatusFault::Date(fault) => ("date", words.date_fault(fault)),
            StatusFault::Day(WrongDay::DoneTooEarly(letter)) => ("date", t.done_too_early(&words.date(*letter))),
            StatusFault::Day(WrongDay::DoneInFuture) => ("date", t.done_in_future().to_owned()),
            StatusFault::Day(WrongDay::NewDayIsOver) => ("date", t.new_day_is_over().to_owned()),
        };
        faults.add(format!("{field}-{n}"), said);
    }
}

async fn page(visit: &mut Passage, round: &Round, measures: &[Measure], rows: &[Row], form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today) = (visit.frame().await?, visit.words(), visit.today());
    let t = Texts::from(frame.lang);
    let others = store::others(visit.conn(), round, today).await?;
    let blank = TypedStatus::default();
    let line = |(n, measure): (usize, &Measure)| {
        let typed = rows.iter().find(|row| row.measure == measure.id).map_or(&blank, |row| &row.typed);
        line(n, measure, typed, t, words, faults)
    };
    Ok(Page {
        summary: faults.summary(frame.lang),
        heading: words.round_heading(&round.name),
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        response_url: round.name.response_url(),
        lines: measures.iter().enumerate().map(line).collect(),
        broken: form.at_once().question(frame.lang, faults),
        others: others
            .iter()
            .filter(|other| other.is_asked(today))
            .map(|other| (format!("{} {}", Apart(&other.name.reference), Apart(&other.name.title)), other.name.status_url()))
            .collect(),
        t,
        frame,
    })
}

fn line(n: usize, measure: &Measure, typed: &TypedStatus, t: Texts, words: Words, faults: &Faults) -> Line {
    let choice = |outcome: Outcome| Choice::new(outcome.key(), how(outcome, t, words), typed.outcome == Some(outcome));
    let choices = std::iter::once(Choice::new("", t.no_answer(), typed.outcome.is_none())).chain(TOLD.into_iter().map(choice));
    let told = measure.status.zip(measure.told_at).map(|(status, at)| {
        let day = measure.due_text.as_deref().filter(|day| !day.is_empty()).map(|day| format!(" ({})", Apart(day))).unwrap_or_default();
        let said = format!("{}{day}", Apart(measure.words.as_deref().unwrap_or_default()));
        t.told_before(&words.instant(at), words.outcome(status), &said)
    });
    Line {
        id: measure.id,
        seen: measure.told,
        legend: measure.code.clone(),
        action: measure.action.clone(),
        goes_by: measure.between().day().map(|day| t.goes_by(&words.date(day))),
        told,
        outcome: Choices::list(t.lang, format!("outcome-{n}"), t.how_it_goes(), choices.collect(), faults).named("outcome"),
        words: Field::area(t.lang, format!("words-{n}"), t.in_words(), &typed.words, faults).named("words"),
        date: Field::line(t.lang, format!("date-{n}"), t.day(), &typed.date, faults).named("date").hint(t.day_hint()).class("w20"),
    }
}

fn how(outcome: Outcome, t: Texts, words: Words) -> &'static str {
    match outcome {
        Outcome::Done => t.done(),
        Outcome::UnderWay => t.goes_on(),
        Outcome::Dropped => t.dropped(),
        Outcome::NotDone | Outcome::Replaced => words.outcome(outcome),
    }
}
