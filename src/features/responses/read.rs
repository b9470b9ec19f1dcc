//! A received response, as auditors, council and boards read it. Before it has come there is nothing to see but its
//! last day: not whether it has been begun.

use askama::Template;

use super::attachments::{self, ShownFile};
use super::corrected::{self, CorrectedVerdict};
use super::decision;
use super::items::{self, ShownItem};
use super::received::{self, Line};
use super::requested::{self, Requested};
use super::statuses;
use super::store::{self, PublishedRound, Round, SubmissionPage, Which};
use super::supplement;
use super::taken_back;
use super::texts::Texts;
use super::write_in;
use crate::domain::calendar;
use crate::domain::policy::{Scope, Verb};
use crate::domain::round::{Lateness, RoundPath, RoundState};
use crate::domain::submission::{Channel, SubmissionKind};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};
use crate::platform::words::Words;

crate::action!(
    /// A received response.
    ReadResponse, ReadPublished, RoundPath => PublishedRound, store::published_round
);

#[derive(Template)]
#[template(path = "responses/read.html")]
struct Page {
    frame: Frame,
    t: Texts,
    board: String,
    reference: String,
    heading: String,
    audit_url: String,
    chip: Chip,
    arrival: String,
    /// Of a supplement: none, because nothing says when it should have come.
    last_day: Option<Due>,
    decision: String,
    /// What else has to be known about when it came and what the board decided on.
    remarks: Vec<String>,
    visible: String,
    summary_heading: &'static str,
    summary: String,
    items: Vec<ShownItem>,
    files: Vec<ShownFile>,
    overall_verdict: Option<String>,
    ct: corrected::Texts,
    /// What became of a verdict that was published.
    corrected: Option<CorrectedVerdict>,
    /// Where the auditors correct it.
    correct_url: Option<String>,
    receipt_url: String,
    verdict_url: Option<String>,
    /// Where the board takes it back, while it can.
    withdrawal_url: Option<String>,
    /// Where the board adds to it.
    supplement: Option<(String, &'static str)>,
    q: requested::Texts,
    /// What the auditors have asked for beside it; of a supplement, nothing.
    requested: Vec<Requested>,
    /// Where they ask for more.
    ask_url: Option<String>,
    /// Where they write in what was added another way.
    write_in_url: Option<String>,
    w: write_in::Texts,
    /// What the board has told of its measures since, and where it does.
    st: statuses::Texts,
    statuses: Vec<statuses::Shown>,
    status_url: Option<String>,
    /// What else has come in for the round.
    others: Vec<Line>,
}

#[derive(Template)]
#[template(path = "responses/not_arrived.html")]
struct NotArrived {
    frame: Frame,
    t: Texts,
    /// That none stands.
    none: &'static str,
    board: String,
    reference: String,
    heading: String,
    audit_url: String,
    last_day: Due,
    chip: Option<Chip>,
    closed: Option<String>,
    desk_url: Option<String>,
    /// Where the auditors write in what came another way.
    write_in: Option<(write_in::Texts, String)>,
    /// What has come in and was taken back.
    received: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ReadResponse>) -> Result<Html, Failure> {
    let (mut look, PublishedRound(round)) = gate.look().await?;
    match round.submission {
        None => not_arrived(&mut look, &round).await,
        Some(_) => {
            let page = store::submission(look.conn(), &round, Which::Newest).await?.ok_or(Failure::NotFound)?;
            arrived(&mut look, &round, page).await
        }
    }
}

async fn not_arrived(look: &mut Look<ReadResponse>, round: &Round) -> Result<Html, Failure> {
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let own = look.may(Verb::ReadDesk, Scope::Board(round.board));
    let came = store::received(look.conn(), round.id).await?;
    Html::page(&NotArrived {
        none: if came.is_empty() { t.not_arrived() } else { taken_back::Texts::from(frame.lang).none_stands() },
        write_in: (!round.last_day.withdrawn && look.may(Verb::RegisterArrival, Scope::Common))
            .then(|| (write_in::Texts::from(t.lang), round.name.write_in_url())),
        received: received::lines(round, &came, None, t, words),
        board: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        heading: words.round_heading(&round.name),
        audit_url: round.name.audit_url(),
        last_day: Due::with_weekday(words, round.last_day, &round.name),
        chip: match round.state(look.today()) {
            RoundState::Awaited(standing) => Chip::of_deadline(words, standing),
            state @ (RoundState::Received { .. } | RoundState::Unanswered | RoundState::Withdrawn | RoundState::Assessed { .. }) => {
                Some(Chip::of_round(words, state))
            }
        },
        closed: round.closed_at.map(|at| (words.date(calendar::day_of(at)), &round.withdrawal)).map(|(day, why)| match why {
            Some(why) => corrected::Texts::from(t.lang).round_withdrawn(&day, why),
            None => t.closed_without(&day),
        }),
        desk_url: own.then(|| round.name.desk_url()),
        t,
        frame,
    })
}

/// What has come in, as everybody reads it: what decides the round, or one of the others, by its number.
pub(super) async fn arrived(visit: &mut Passage, round: &Round, page: SubmissionPage) -> Result<Html, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let answers = store::answers(visit.conn(), page.id).await?;
    // Seldom there: asked for where it is.
    let asks = round.submission == Some(page.id) && page.own().is_some_and(|own| own.requests > 0);
    let requests = if asks { store::requests(visit.conn(), round.id).await? } else { Vec::new() };
    let late = lateness(round, &page);
    let decides = round.submission == Some(page.id);
    // Whether the follow-up has been begun, the page on which it is taken back asks and says.
    let may_take_back = visit.may(Verb::SubmitResponse, Scope::Board(round.board))
        && page.own().is_some_and(|received| received.hindrance(round.closed_at.is_some(), false).is_none());
    Html::page(&Page {
        board: words.called_then(&page.board_called, &round.name.board_name),
        reference: round.name.reference.clone(),
        heading: heading(round, &page, t, words),
        audit_url: round.name.audit_url(),
        chip: chip(round, &page, visit.today(), t, words),
        last_day: late.map(|_| Due::new(words, round.last_day, &round.name)),
        arrival: arrival(late, &page, t, words),
        decision: decided(&page, t, words),
        remarks: remarks(round, &page, t, words),
        visible: visible(&page, t, words),
        items: items::submitted(&answers, &page.verdicts, words),
        files: attachments::received(round, &page.files, words),
        others: received::lines(round, &page.received, Some(page.number), t, words),
        q: requested::Texts::from(t.lang),
        requested: requested::lines(round, &requests, visit),
        write_in_url: (decides && visit.may(Verb::RegisterArrival, Scope::Common)).then(|| round.name.write_in_supplement_url()),
        w: write_in::Texts::from(t.lang),
        st: statuses::Texts::from(t.lang),
        statuses: statuses::lines(&page.statuses, visit),
        status_url: statuses::url(round, visit).filter(|_| decides),
        ask_url: requested::ask_url(round, &requests, visit).filter(|_| decides),
        summary_heading: summary_heading(&page, t),
        summary: page.summary,
        overall_verdict: page.overall_verdict,
        ct: corrected::Texts::from(t.lang),
        corrected: corrected::of_verdict(&page.publications, round, corrected::Texts::from(t.lang), words),
        correct_url: (decides && round.closed_at.is_none() && round.assessed_at.is_some() && visit.may(Verb::PublishVerdict, Scope::Common))
            .then(|| round.name.verdict_url()),
        receipt_url: if decides { round.name.receipt_url() } else { round.name.below_submission(page.number, "kvitto") },
        verdict_url: (decides && round.closed_at.is_none() && round.assessed_at.is_none() && visit.may(Verb::DraftVerdict, Scope::Common))
            .then(|| round.name.verdict_url()),
        supplement: supplement::way(round, visit).filter(|_| decides),
        withdrawal_url: may_take_back.then(|| round.name.withdrawal_url(page.number)),
        t,
        frame,
    })
}

fn arrival(late: Option<Lateness>, page: &SubmissionPage, t: Texts, words: Words) -> String {
    let came = words.received(page.received_at, page.received_on);
    match late {
        Some(late) => format!("{} {came}, {}", t.arrived(), words.lateness(late)),
        None => format!("{} {came}", t.arrived()),
    }
}

/// Who reads it, and since when where it was handed in here.
fn visible(page: &SubmissionPage, t: Texts, words: Words) -> String {
    let in_service = page.own().is_none_or(|own| own.channel == Channel::Service);
    if in_service { t.submitted_visible(&words.date(page.received_on)) } else { write_in::Texts::from(t.lang).visible().to_owned() }
}

/// Whose words stand under it: of what came another way, the auditors' own.
fn summary_heading(page: &SubmissionPage, t: Texts) -> &'static str {
    match page.own() {
        Some(own) if own.channel != Channel::Service => write_in::Texts::from(t.lang).summary(),
        Some(own) if own.kind == SubmissionKind::Supplement => t.added(),
        Some(_) | None => t.summary(),
    }
}

/// How late it came; nothing is said of a supplement, which has no last day. That the decision is awaited is said of what decides
/// the round.
pub(super) fn lateness(round: &Round, page: &SubmissionPage) -> Option<Lateness> {
    let late = round.last_day.lateness(page.received_on);
    (!page.is_supplement()).then(|| Lateness { undecided: late.undecided && round.submission == Some(page.id), ..late })
}

/// What it is: the round's response, or something that was added to it.
pub(super) fn heading(round: &Round, page: &SubmissionPage, t: Texts, words: Words) -> String {
    match page.own().map(|received| received.kind) {
        Some(SubmissionKind::Supplement) => t.supplement_to(&words.round_heading(&round.name)),
        Some(SubmissionKind::Response | SubmissionKind::Preliminary) | None => words.round_heading(&round.name),
    }
}

/// How it stands; what was taken back says that it was.
pub(super) fn chip(round: &Round, page: &SubmissionPage, today: chrono::NaiveDate, t: Texts, words: Words) -> Chip {
    if page.own().is_some_and(|received| received.withdrawn_at.is_some()) {
        Chip::warn(t.taken_back())
    } else if round.submission == Some(page.id) {
        Chip::of_round(words, round.state(today))
    } else {
        Chip::plain(t.supplement())
    }
}

/// That it was taken back, that it came after the audit had been closed, that more time was granted afterwards, and that the
/// decision is older than the text.
pub(super) fn remarks(round: &Round, page: &SubmissionPage, t: Texts, words: Words) -> Vec<String> {
    let mut remarks = Vec::new();
    remarks.extend(page.own().and_then(|received| received::withdrawn(received, t, words)).map(|said| format!("{said} {}", t.counts_no_more())));
    remarks.extend(page.own().and_then(|received| received::written_in(received, words)));
    if round.submission == Some(page.id) {
        remarks.extend(round.closed_before_it_came().map(|day| t.came_after_closing(&words.date(day))));
        if round.extended_afterwards() {
            remarks.push(t.extended_afterwards(&words.lateness_by_day(round.last_day.lateness(page.received_on).by_letter)));
        }
        if round.last_day.extension_asked {
            remarks.push(t.still_asked().to_owned());
        }
    }
    remarks.extend(told_of_the_decision(page, t, words));
    remarks
}

/// That it came before its decision, that this is older than the text, what it changed, and what was recorded of it before.
fn told_of_the_decision(page: &SubmissionPage, t: Texts, words: Words) -> Vec<String> {
    let mut told = Vec::new();
    let Some(newest) = page.decisions.last() else { return told };
    let decision = newest.decision();
    if let Some(first) = page.decisions.first().filter(|first| page.received_at.is_some_and(|at| first.recorded_at > at)) {
        told.push(t.came_before_its_decision(&words.instant(first.recorded_at)));
    }
    // Nobody locks a supplement: it is written and handed in at once.
    let locked_at = page.locked_at.filter(|_| !page.is_supplement());
    told.extend(decision::older_than_text(&decision, locked_at, t, words));
    told.extend(decision::notes(&decision, t));
    for pair in page.decisions.windows(2) {
        if let [before, after] = pair {
            told.push(t.decision_was_changed(&words.instant(after.recorded_at), &decision::in_full(&before.decision(), locked_at, t, words)));
        }
    }
    told
}

/// Who decided, when and under which section; on whose initiative something was added, and who decided on it, if it says so; or that the decision on what is preliminary has not come.
pub(super) fn decided(page: &SubmissionPage, t: Texts, words: Words) -> String {
    if let Some(why) = page.own().and_then(|received| words.initiative(received)) {
        return page.decision().map_or_else(|| why.clone(), |decision| format!("{why} {}", words.decided(&decision)));
    }
    let stands = page.own().is_none_or(|received| received.withdrawn_at.is_none());
    match (page.decision(), page.decision_expected_on) {
        // Nobody waits for a decision on what was taken back.
        (None, _) if !stands => taken_back::Texts::from(t.lang).undecided().to_owned(),
        (Some(decision), _) => words.decided(&decision),
        (None, Some(day)) => format!("{} {}", t.decision_to_come(), t.expected_then(&words.date(day))),
        (None, None) => t.decision_to_come().to_owned(),
    }
}
