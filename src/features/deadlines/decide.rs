//! The auditors decide on a request: grant it, grant another day, or refuse. The next round's day is asked about and
//! never shifted by itself.

use askama::Template;
use chrono::{Months, NaiveDate};
use serde::Deserialize;

use super::Confirmed;
use super::actions::DecideExtension;
use super::ask::say;
use super::ledger::Head;
use super::store::{self, Decision, Keeping, Request, Round};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::extension::{self, Between, ExtensionOutcome};
use crate::domain::ids::{ExtensionId, RoundId};
use crate::domain::refusal::Refusal;
use crate::domain::round::{RoundKind, RoundPath};
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::at_once::AtOnce;
use crate::platform::closed_day::LastDays;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form for deciding.
    ShowDecide, DecideDeadline, RoundPath => Round, store::round
);
crate::action!(
    impl DecideExtension, DecideDeadline, RoundPath => Round, store::round, holding store::hold
);

/// A browser sends nothing for radio buttons that nobody has chosen.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The request that the reader saw: another one may have taken its place.
    request: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    other_day: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    next_day: String,
    #[serde(default)]
    closed_day: String,
    /// What is to become of words that lines break in two.
    #[serde(default)]
    broken: String,
}

/// What the form says, once it has been understood.
struct Verdict {
    decision: Decision,
    moved: Option<(RoundId, NaiveDate)>,
}

#[derive(Template)]
#[template(path = "deadlines/decide.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    head: Head,
    request: String,
    asked: String,
    reason: String,
    /// The answer has come meanwhile: when, and whether it is late as things stand.
    answered: Option<String>,
    /// The wished day on a weekend or a holiday, in words.
    closed: Option<String>,
    /// How late the answer is now, where it is.
    late: Option<String>,
    /// When the board meets, and how it has kept its last days.
    meetings: Vec<String>,
    history: Vec<String>,
    others: Vec<(String, String)>,
    outcome: Choices,
    other_day: Field,
    motive: Field,
    next: Option<(Choices, Field)>,
    closed_days: Option<Choices>,
    broken: Option<Choices>,
}

pub(super) async fn show(gate: Gate<ShowDecide>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let request = open_request(&mut look, &round).await?;
    Html::page(&page(&mut look, &round, &request, &Form::default(), &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<DecideExtension>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    if is_so(&mut change, &round, &form).await? {
        return Ok(SeeOther::unchanged(&change, round.name.ledger_url()));
    }
    let request = open_request(&mut change, &round).await?;
    if form.request != request.id.to_string() {
        return Err(Refusal::NoOpenRequest.into());
    }
    let mut faults = Faults::none();
    let (t, words, today) = (Texts::from(change.lang()), change.words(), change.today());
    match understand(&form, &round, &request, today, &mut faults, t, words) {
        None => Html::redraw(&page(&mut change, &round, &request, &form, &faults).await?),
        Some(verdict) => save(change, &round, request.id, verdict).await,
    }
}

/// Clicked twice: the request is decided on as the form decides.
async fn is_so(visit: &mut Passage, round: &Round, form: &Form) -> Result<bool, Failure> {
    let requests = store::requests(visit.conn(), round.id).await?;
    let at_once = AtOnce::of([form.reason.as_str()], &form.broken);
    let reason = at_once.settled(text::tidy(&form.reason));
    let same = requests.iter().find(|request| {
        let day = request.outcome != Some(ExtensionOutcome::GrantedOther) || calendar::date(&form.other_day).ok() == request.granted_on;
        request.id.to_string() == form.request
            && request.outcome.is_some()
            && request.outcome == outcome_of(&form.outcome)
            && day
            && request.decision_reason.as_deref().unwrap_or_default() == reason
    });
    match same {
        Some(request) => moves_the_same(visit, round, request, form).await,
        None => Ok(false),
    }
}

/// Whether a decision moved the next round to where the form moves it. What is refused moves nothing, whatever the form says.
async fn moves_the_same(visit: &mut Passage, round: &Round, request: &Request, form: &Form) -> Result<bool, Failure> {
    let Some(next) = round.next.filter(|_| request.outcome != Some(ExtensionOutcome::Refused)) else { return Ok(true) };
    let entries = store::entries(visit.conn(), next).await?;
    // The first one is the letter's own day.
    let moved = entries.iter().skip(1).rfind(|entry| Some(entry.entered_at) == request.decided_at).map(|entry| entry.due_on);
    let wanted = if form.next == "move" { calendar::date(&form.next_day).ok() } else { None };
    Ok(moved == wanted)
}

async fn open_request(visit: &mut Passage, round: &Round) -> Result<Request, Failure> {
    let requests = store::requests(visit.conn(), round.id).await?;
    requests.into_iter().find(|request| request.open).ok_or_else(|| Refusal::NoOpenRequest.into())
}

/// Reads the form against the round. `None`: something is wrong, and it stands in `faults`.
fn understand(form: &Form, round: &Round, request: &Request, today: NaiveDate, faults: &mut Faults, t: Texts, words: Words) -> Option<Verdict> {
    let outcome = outcome_of(&form.outcome);
    if outcome.is_none() {
        faults.add("outcome", t.choose_decision());
    }
    let granted = match outcome? {
        ExtensionOutcome::Refused => None,
        ExtensionOutcome::Granted => Some(("outcome", request.wished_on)),
        ExtensionOutcome::GrantedOther => {
            faults.take("other_day", calendar::date(&form.other_day), |fault| words.date_fault(&fault)).map(|day| ("other_day", day))
        }
    };
    let moved = granted.and_then(|_| moved(form, round, today, faults, t, words));
    let between = Between { next: moved.map_or(round.next_due_on, |(_, day)| Some(day)), ..round.between() };
    let granted_on = granted.and_then(|(field, day)| {
        let grant = round.received_on.map_or_else(|| extension::grant(between, day, today), |came| extension::grant_afterwards(between, day, came));
        faults.take(field, grant, |fault| say(fault, t, words))
    });
    LastDays::of(granted_on.into_iter().chain(moved.map(|(_, day)| day))).ask(&form.closed_day, words, faults);
    let reason = if outcome == Some(ExtensionOutcome::Granted) {
        faults.take("reason", text::optional(&form.reason, FIELD_LIMIT), |fault| words.text_fault(fault, ""))
    } else {
        faults.take("reason", text::required(&form.reason, FIELD_LIMIT), |fault| words.text_fault(fault, t.motive_needed()))
    };
    let at_once = AtOnce::of([form.reason.as_str()], &form.broken);
    at_once.ask(t.lang, faults);
    let decision = Decision { outcome: outcome?, granted_on, reason: at_once.settled(reason?) };
    faults.is_empty().then_some(Verdict { decision, moved })
}

fn outcome_of(chosen: &str) -> Option<ExtensionOutcome> {
    match chosen {
        "granted" => Some(ExtensionOutcome::Granted),
        "other" => Some(ExtensionOutcome::GrantedOther),
        "refused" => Some(ExtensionOutcome::Refused),
        _ => None,
    }
}

/// Whether the next round moves along, and where to. It is asked, so it must be answered.
fn moved(form: &Form, round: &Round, today: NaiveDate, faults: &mut Faults, t: Texts, words: Words) -> Option<(RoundId, NaiveDate)> {
    let (next, due_on) = round.next.zip(round.next_due_on)?;
    match form.next.as_str() {
        "keep" => None,
        // Its own request was made from the day that stands, and is decided by itself.
        "move" if round.next_asked == Some(true) => {
            faults.add("next", t.next_is_asked());
            None
        }
        "move" => {
            let day = faults.take("next_day", calendar::date(&form.next_day), |fault| words.date_fault(&fault))?;
            let alone = Between { due_on, earlier: None, next: None };
            Some((next, faults.take("next_day", extension::wish(alone, day, today), |fault| say(fault, t, words))?))
        }
        _ => {
            faults.add("next", t.choose_next());
            None
        }
    }
}

async fn save(mut change: Change<DecideExtension>, round: &Round, extension: ExtensionId, verdict: Verdict) -> Result<SeeOther, Failure> {
    let Verdict { decision, moved } = verdict;
    store::decide(&mut change, extension, &decision).await?;
    let mut rest = Vec::new();
    if let Some(day) = decision.granted_on {
        // The later one first: at no moment do the two rounds end in the wrong order.
        if let Some((next, next_day)) = moved {
            // The reason is part of an official record, which is in Swedish whatever language the auditor reads.
            let swedish = Words::new(crate::platform::language::Lang::SV);
            let reason = Texts::from(crate::platform::language::Lang::SV).moved_along(&swedish.round(round.name.kind, round.name.ordinal()));
            let entry = store::extend(&mut change, next, next_day, &reason, None).await?;
            rest.push(Event::RoundMovedAlong { audit: round.audit, round: next, due_on: next_day, entry });
        }
        store::extend(&mut change, round.id, day, &decision.reason, Some(extension)).await?;
    }
    let decided = Event::ExtensionDecided { audit: round.audit, round: round.id, extension, outcome: decision.outcome, granted_on: decision.granted_on };
    let done = change.commit(Facts::of(decided, rest)).await?;
    Ok(SeeOther::to(done, round.name.ledger_url()).saying(Confirmed::ExtensionDecided))
}

async fn page(visit: &mut Passage, round: &Round, request: &Request, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today, now) = (visit.frame().await?, visit.words(), visit.today(), visit.now());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let two_years_ago = now.checked_sub_months(Months::new(24)).unwrap_or(now);
    let keeping = store::keeping(visit.conn(), round.board, two_years_ago, today, request.wished_on).await?;
    let others = store::other_boards(visit.conn(), round).await?;
    let choice = |value: &str, label: String| Choice::new(value, label, form.outcome == value);
    let outcomes = vec![
        choice("granted", t.grant_wish(&words.weekday_date(request.wished_on))),
        choice("other", t.grant_other().to_owned()),
        choice("refused", t.refuse().to_owned()),
    ];
    Ok(Page {
        summary: faults.summary(lang),
        head: Head::of(round, words, today),
        request: request.id.to_string(),
        asked: t.asked_line(&words.instant(request.asked_at), &request.asked_by, &words.weekday_date(request.wished_on)),
        reason: request.reason.clone(),
        answered: round.received_on.map(|day| t.answered_meanwhile(&words.date(day), &words.lateness(round.last_day.lateness(day)))),
        closed: words.closed_day(request.wished_on),
        late: calendar::days_late(round.last_day.due_on, today).filter(|_| round.received_on.is_none()).map(|days| t.late_now(days)),
        meetings: meetings(&keeping, t, words),
        history: vec![
            if keeping.extensions == 0 { t.first_extension().to_owned() } else { t.history(keeping.extensions) },
            t.answers_before(keeping.answered, keeping.in_time),
        ],
        others: others
            .into_iter()
            .map(|(board, due, received)| (board, received.map_or_else(|| t.other_due(&words.date(due)), |day| t.other_received(&words.date(day)))))
            .collect(),
        outcome: Choices::radios(lang, "outcome", t.decision(), outcomes, faults),
        other_day: Field::date(lang, "other_day", t.other_day(), &form.other_day, faults).hint(t.other_day_hint()),
        motive: Field::area(lang, "reason", t.motive(), &form.reason, faults).hint(t.motive_hint()),
        next: next_question(round, form, faults, t, words),
        closed_days: last_days(form, request).question(&form.closed_day, words, faults),
        broken: AtOnce::of([form.reason.as_str()], &form.broken).question(lang, faults),
        t,
        frame,
    })
}

/// The board's next meeting, and those around the day that it wishes for, each said once; and the auditors' own next one.
fn meetings(keeping: &Keeping, t: Texts, words: Words) -> Vec<String> {
    let said = |held_on: NaiveDate, papers: Option<NaiveDate>| match papers {
        None => words.weekday_date(held_on),
        Some(papers) => t.with_papers(&words.weekday_date(held_on), &words.weekday_date(papers)),
    };
    let next = keeping.next_on.map_or_else(|| t.no_meeting_noted().to_owned(), |day| t.next_meeting(&said(day, keeping.next_papers)));
    let until = keeping.until_on.filter(|day| Some(*day) != keeping.next_on).map(|day| t.meeting_until(&said(day, keeping.until_papers)));
    let after = keeping.after_on.filter(|day| Some(*day) != keeping.next_on).map(|day| t.meeting_after(&said(day, keeping.after_papers)));
    let own = keeping.own_on.map(|day| t.own_next_meeting(&words.weekday_date(day)));
    [Some(next), until, after, own].into_iter().flatten().collect()
}

/// The last days that the form would set as it is filled in.
fn last_days(form: &Form, request: &Request) -> LastDays {
    let own = match outcome_of(&form.outcome) {
        Some(ExtensionOutcome::Granted) => Some(request.wished_on),
        Some(ExtensionOutcome::GrantedOther) => calendar::date(&form.other_day).ok(),
        Some(ExtensionOutcome::Refused) | None => None,
    };
    let next = own.and_then(|_| calendar::date(&form.next_day).ok()).filter(|_| form.next == "move");
    LastDays::of(own.into_iter().chain(next))
}

fn next_question(round: &Round, form: &Form, faults: &Faults, t: Texts, words: Words) -> Option<(Choices, Field)> {
    let (ordinal, due_on) = round.next_ordinal.zip(round.next_due_on)?;
    let question = t.next_question(&words.round(RoundKind::of(ordinal), ordinal), &words.date(due_on));
    let choices = vec![Choice::new("keep", t.keep_next(), form.next == "keep"), Choice::new("move", t.move_next(), form.next == "move")];
    Some((
        Choices::radios(t.lang, "next", question, choices, faults),
        Field::date(t.lang, "next_day", t.next_day(), &form.next_day, faults).hint(t.next_day_hint()),
    ))
}
