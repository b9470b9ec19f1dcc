//! Why a last day is what it is: every entry of the ledger with its reason, every request, and what can be done.
//! Open to everybody who may read about the audit, because a date that nobody can explain is not kept.

use askama::Template;
use chrono::NaiveDate;

use super::store::{self, Entry, PublishedRound, Reminded, Request, Round};
use super::texts::Texts;
use crate::domain::calendar::{self, Standing};
use crate::domain::extension::ExtensionOutcome;
use crate::domain::policy::{Scope, Side, Verb};
use crate::domain::round::{DeadlineKind, RoundPath, RoundState};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::words::Words;

crate::action!(
    /// A round's ledger of last days.
    ShowLedger, ReadPublished, RoundPath => PublishedRound, store::published_round
);

/// What every page about a last day begins with.
pub(super) struct Head {
    pub(super) board: String,
    pub(super) reference: String,
    pub(super) heading: String,
    pub(super) audit_url: String,
    pub(super) ledger_url: String,
    pub(super) due: String,
    pub(super) moved: Option<String>,
    pub(super) chip: Option<Chip>,
}

impl Head {
    pub(super) fn of(round: &Round, words: Words, today: NaiveDate) -> Self {
        let (name, last) = (&round.name, round.last_day);
        let chip = match round.is_open() {
            _ if last.withdrawn => Some(Chip::of_round(words, RoundState::Withdrawn)),
            false => None,
            true => Chip::of_deadline(words, calendar::standing(last.due_on, today)),
        };
        Self {
            board: name.board_name.clone(),
            reference: name.reference.clone(),
            heading: words.round_heading(name),
            audit_url: name.audit_url(),
            ledger_url: name.ledger_url(),
            due: words.weekday_date(last.due_on),
            moved: words.moved(last),
            chip: if last.extension_asked { Some(Chip::hold(words.extension_asked())) } else { chip },
        }
    }
}

struct EntryLine {
    day: String,
    kind: &'static str,
    entered: String,
    /// What introduces the reason, and the reason in the words of whoever gave it.
    reason: Option<(&'static str, String)>,
    note: Option<&'static str>,
    in_force: bool,
}

struct RequestLine {
    asked: String,
    reason: String,
    state: String,
    decision_reason: String,
}

#[derive(Template)]
#[template(path = "deadlines/ledger.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    closed: Option<String>,
    received: Option<String>,
    entries: Vec<EntryLine>,
    counted: String,
    requests: Vec<RequestLine>,
    /// None for readers who are not the auditors.
    reminders: Option<Vec<String>>,
    /// The auditors' own reminders: when and by whom, and their words.
    prompts: Vec<(String, String)>,
    actions: Vec<(String, &'static str)>,
}

pub(super) async fn show(gate: Gate<ShowLedger>) -> Result<Html, Failure> {
    let (mut look, PublishedRound(round)) = gate.look().await?;
    let (frame, words, today) = (look.frame().await?, look.words(), look.today());
    let t = Texts::from(frame.lang);
    let mut entries = store::entries(look.conn(), round.id).await?;
    let requests = store::requests(look.conn(), round.id).await?;
    let reminders = match look.side() {
        Side::Audit => Some(store::reminders(look.conn(), round.id).await?.iter().map(|told| reminded(told, t, words)).collect()),
        Side::Board | Side::Council | Side::Admin | Side::Auth => None,
    };
    let prompts = entries.first_mut().and_then(|first| first.prompts.take()).map(|prompts| prompts.0).unwrap_or_default();
    let mut counted = if round.extensions == 0 { t.no_extensions().to_owned() } else { t.counted(i64::from(round.extensions)) };
    if let Some(limit) = entries.first().and_then(|entry| entry.extension_limit) {
        counted = format!("{counted} {}", t.limit(i64::from(limit)));
    }
    Html::page(&Page {
        head: Head::of(&round, words, today),
        closed: words.closed_day(round.last_day.due_on),
        received: round.received_on.map(|day| arrival(&round, day, t, words)),
        entries: entry_lines(&entries, t, words),
        requests: requests.iter().map(|request| request_line(request, round.last_day.withdrawn, t, words)).collect(),
        actions: actions(&look, &round, t),
        prompts: prompts.into_iter().map(|one| (t.prompted(&words.instant(one.prompted_at), &one.prompted_by), one.words)).collect(),
        counted,
        reminders,
        t,
        frame,
    })
}

/// Both latenesses stay visible for ever: against the date in force, and against the date of the letter.
fn arrival(round: &Round, day: NaiveDate, t: Texts, words: Words) -> String {
    let late = round.last_day.lateness(day);
    let against = t.against(&words.lateness_by_day(late.in_force), &words.lateness_by_day(late.by_letter));
    format!("{} {against}", t.received(&words.date(day)))
}

fn entry_lines(entries: &[Entry], t: Texts, words: Words) -> Vec<EntryLine> {
    let last = entries.len().saturating_sub(1);
    let before = std::iter::once(None).chain(entries.iter().map(|entry| Some(entry.due_on)));
    entries.iter().zip(before).enumerate().map(|(at, (entry, before))| entry_line(entry, before, at == last, t, words)).collect()
}

fn entry_line(entry: &Entry, before: Option<NaiveDate>, in_force: bool, t: Texts, words: Words) -> EntryLine {
    let entered_on = calendar::day_of(entry.entered_at);
    let given = |what: &'static str| (!entry.reason.is_empty()).then(|| (what, entry.reason.clone()));
    let (kind, reason) = match entry.kind {
        // No letter asked for it.
        DeadlineKind::Original if !entry.opening.is_empty() => (t.kind_opened(), Some((t.opened_because(), entry.opening.clone()))),
        DeadlineKind::Original => (t.kind_original(), given(t.phrase())),
        DeadlineKind::Extension => (t.kind_extension(), given(t.motive())),
        DeadlineKind::Correction => (t.kind_correction(), given(t.reason())),
        DeadlineKind::Weekday => (t.kind_weekday(), given(t.reason())),
    };
    let note = match (entry.kind, before) {
        (DeadlineKind::Original, _) if entry.reason.is_empty() && entry.opening.is_empty() => Some(t.by_hand()),
        (DeadlineKind::Extension, Some(before)) if entered_on > before => Some(t.afterwards()),
        (DeadlineKind::Correction | DeadlineKind::Weekday, Some(before)) if entered_on > before => Some(t.corrected_afterwards()),
        _ => None,
    };
    EntryLine { day: words.weekday_date(entry.due_on), kind, entered: t.entered(&words.instant(entry.entered_at), &entry.entered_by), reason, note, in_force }
}

fn request_line(request: &Request, round_withdrawn: bool, t: Texts, words: Words) -> RequestLine {
    let who = request.decided_by.as_deref().unwrap_or_default();
    let state = match (request.outcome, request.decided_at, request.granted_on, request.withdrawn_at) {
        (Some(ExtensionOutcome::Refused), Some(at), ..) => t.refused(&words.instant(at), who),
        (Some(_), Some(at), Some(day), _) => t.granted(&words.date(day), &words.instant(at), who),
        (.., Some(at)) => t.withdrawn(&words.instant(at)),
        _ if request.open => t.waits().to_owned(),
        _ if round_withdrawn => t.lapsed_with_the_round().to_owned(),
        _ => t.lapsed().to_owned(),
    };
    RequestLine {
        asked: t.asked_line(&words.instant(request.asked_at), &request.asked_by, &words.date(request.wished_on)),
        reason: request.reason.clone(),
        state,
        decision_reason: request.decision_reason.clone().unwrap_or_default(),
    }
}

fn reminded(told: &Reminded, t: Texts, words: Words) -> String {
    let when = words.date(calendar::day_of(told.made_at));
    let step = match i64::from(told.days) {
        0 => t.on_the_day().to_owned(),
        days if days < 0 => t.days_before(-days),
        days => t.days_after(days),
    };
    t.reminded(&when, &step, &t.people(told.people))
}

fn actions(look: &Look<ShowLedger>, round: &Round, t: Texts) -> Vec<(String, &'static str)> {
    let mut actions = Vec::new();
    let asked = round.last_day.extension_asked;
    // What was asked before the answer came can be decided, and taken back, afterwards.
    if !round.is_open() && !asked {
        return actions;
    }
    let late = round.is_open() && matches!(calendar::standing(round.last_day.due_on, look.today()), Standing::DaysLate(_));
    if look.may(Verb::AskExtension, Scope::Board(round.board)) {
        actions.push((round.name.extension_url(), if asked { t.your_request() } else { t.ask() }));
    }
    if look.may(Verb::DecideDeadline, Scope::Common) {
        // A request is decided before anything else is done about its date.
        actions.push(if asked { (round.name.extension_decision_url(), t.decide()) } else { (round.name.correction_url(), t.correct()) });
    }
    if late && !round.waits_for_first && look.may(Verb::SendAudit, Scope::Common) {
        actions.push((round.name.prompt_url(), t.prompt()));
    }
    if late && look.may(Verb::ReadAuditWork, Scope::Common) {
        actions.push((round.name.reminder_letter_url(), t.to_letter()));
    }
    actions
}
