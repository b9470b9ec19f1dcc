//! The desk: what is to be answered, how far the board is, what is missing, and the one next step.

use askama::Template;

use super::desk::{Desk, Progress, SUMMARY, Saved, Stage, is_follow_up};
use super::store::{self, BoardMeeting, LetterFacts, Round};
use super::texts::Texts;
use crate::domain::calendar::{self, Standing};
use crate::domain::policy::{Scope, Verb};
use crate::domain::response::Missing;
use crate::domain::round::{RoundKey, RoundKind, RoundPath};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::words::Words;

crate::action!(
    /// A board's desk for one round.
    ShowDesk, ReadDesk, RoundPath => Round, store::round
);

/// A task of the list. Without an address it cannot begin yet, and says why.
struct Task {
    name: String,
    /// Named in the auditors' own words, which are Swedish.
    is_item: bool,
    url: Option<String>,
    status: String,
    note: String,
}

#[derive(Template)]
#[template(path = "responses/desk.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    visibility: String,
    stage: Option<String>,
    done: usize,
    all: usize,
    progress: String,
    missing: Vec<(String, String)>,
    more: Option<String>,
    /// When the board meets for the last time before its last day.
    meeting: Option<String>,
    primary: Option<(String, String)>,
    first_url: Option<String>,
    answers: Vec<Task>,
    anchoring: Vec<Task>,
    handing_in: Vec<Task>,
    instruction: String,
    facts: LetterFacts,
    period: Option<String>,
    audit_url: String,
    pack_url: String,
}

/// The head that all pages of a desk share.
pub(super) struct Head {
    pub(super) board: String,
    pub(super) reference: String,
    pub(super) heading: String,
    pub(super) deadline: String,
    pub(super) moved: Option<String>,
    pub(super) chip: Option<Chip>,
    pub(super) why_url: String,
    /// Where an extension is asked for, for whoever may.
    pub(super) ask: Option<(String, &'static str)>,
    pub(super) late: bool,
    pub(super) desk_url: String,
}

impl Head {
    pub(super) fn of(round: &Round, visit: &Passage) -> Self {
        let (words, t) = (visit.words(), Texts::from(visit.lang()));
        let (name, last) = (&round.name, round.last_day);
        let standing = calendar::standing(last.due_on, visit.today());
        let may_ask = round.submission.is_none() && !round.closed && visit.may(Verb::AskExtension, Scope::Board(round.board));
        Self {
            board: name.board_name.clone(),
            reference: name.reference.clone(),
            heading: words.round_heading(name),
            deadline: t.must_be_in(&words.weekday_date(last.due_on)),
            moved: words.moved(last),
            chip: if last.extension_asked { Some(Chip::hold(words.extension_asked())) } else { Chip::of_deadline(words, standing) },
            why_url: name.ledger_url(),
            ask: may_ask.then(|| (name.extension_url(), if last.extension_asked { t.your_request() } else { t.ask_extension() })),
            late: matches!(standing, Standing::DaysLate(_)),
            desk_url: name.desk_url(),
        }
    }
}

/// Where a part is written.
pub(super) fn part_url(round: &Round, part: &str) -> String {
    if part == SUMMARY { round.name.below_desk(SUMMARY) } else { round.name.below_desk(&format!("punkter/{part}")) }
}

pub(super) async fn show(gate: Gate<ShowDesk>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let today = look.today();
    let (facts, meeting) = store::letter_and_meeting(look.conn(), &round, today).await?;
    let desk = Desk::load(&mut look, round).await?;
    let frame = look.frame().await?;
    let meeting = said_of_meeting(&desk, desk.round.last_day.due_on < today, &meeting, Texts::from(frame.lang), look.words());
    Html::page(&Page { meeting, ..page(&look, frame, desk, facts) })
}

fn page(look: &Look<ShowDesk>, frame: Frame, desk: Desk, facts: LetterFacts) -> Page {
    let (words, t) = (look.words(), Texts::from(frame.lang));
    let (done, all) = desk.done_of_all();
    let may_lock = look.may(Verb::LockResponse, Scope::Board(desk.round.board));
    let mut missing = missing(&desk, t);
    let more = missing.len().saturating_sub(5);
    missing.truncate(5);
    let follow_up = is_follow_up(desk.round.name.kind);
    let open = matches!(desk.stage, Stage::Open) && !desk.waits_for_first;
    Page {
        head: Head::of(&desk.round, look),
        visibility: t.draft_of(&desk.round.name.board_name),
        stage: stage(&desk.stage, t, words),
        done,
        all,
        progress: t.progress(done, all),
        missing: if open { missing } else { Vec::new() },
        more: (more > 0).then(|| t.and_more(more)),
        meeting: None,
        primary: primary(&desk, t, may_lock),
        first_url: desk.waits_for_first.then(|| desk.round.name.sibling(RoundKind::First, RoundKey::new(1)).desk_url()),
        answers: answers(&desk, t, words),
        anchoring: anchoring(&desk, t, words, may_lock),
        handing_in: handing_in(&desk, t, may_lock),
        instruction: if follow_up { facts.instruction_follow_up.clone() } else { facts.instruction_first.clone() },
        period: (follow_up && !facts.follow_up_period.is_empty()).then(|| t.answer_period(&facts.follow_up_period)),
        audit_url: desk.round.name.audit_url(),
        pack_url: desk.round.name.below_desk("utskrift"),
        facts,
        t,
        frame,
    }
}

/// When the board can decide in time: its last meeting before the last day, or that there is none.
fn said_of_meeting(desk: &Desk, late: bool, meeting: &BoardMeeting, t: Texts, words: Words) -> Option<String> {
    if late || !matches!(desk.stage, Stage::Open | Stage::Locked(_)) {
        return None;
    }
    match (meeting.held_on, meeting.papers_by) {
        (Some(day), Some(papers)) => Some(t.last_meeting_with_papers(&words.weekday_date(day), &words.date(papers))),
        (Some(day), None) => Some(t.last_meeting(&words.weekday_date(day))),
        (None, _) => meeting.planned.then(|| t.no_meeting_in_time().to_owned()),
    }
}

/// Where the board stands after writing, in a sentence.
pub(super) fn stage(stage: &Stage, t: Texts, words: Words) -> Option<String> {
    match stage {
        Stage::Open | Stage::Submitted => None,
        Stage::Locked(lock) => Some(format!("{} {}", t.is_locked(), t.locked_state(&words.instant(lock.locked_at)))),
        Stage::Decided(_, decision) => {
            Some(format!("{} {}", t.is_locked(), t.decided_line(words.decider(decision.decider), &words.date(decision.decided_on), &decision.section)))
        }
    }
}

/// Everything that is missing, with the page where it is written.
pub(super) fn missing(desk: &Desk, t: Texts) -> Vec<(String, String)> {
    let mut missing = Vec::new();
    if !desk.summary_progress().is_done() {
        let gap = if desk.summary_unreadable.is_some() { Missing::Unreadable } else { Missing::Untouched };
        missing.push((format!("{}: {}", t.summary(), t.gap(&gap, "").trim_end_matches('.').to_lowercase()), part_url(&desk.round, SUMMARY)));
    }
    for item in &desk.items {
        if let Some(gap) = item.gaps().first() {
            let url = part_url(&desk.round, &item.item.code);
            missing.push((format!("{}: {}", item.item.code, t.gap(&gap.what, "").trim_end_matches('.').to_lowercase()), url));
        }
    }
    missing
}

fn primary(desk: &Desk, t: Texts, may_lock: bool) -> Option<(String, String)> {
    let url = |page: &str| desk.round.name.below_desk(page);
    match &desk.stage {
        _ if desk.waits_for_first => None,
        Stage::Submitted => Some((t.receipt().to_owned(), desk.round.name.receipt_url())),
        Stage::Open => match desk.next_after("") {
            Some(part) => Some((t.continue_with(if part == SUMMARY { t.the_summary() } else { part }), part_url(&desk.round, part))),
            None => Some((t.preview().to_owned(), url("forhandsgranska"))),
        },
        Stage::Locked(_) => may_lock.then(|| (t.decision().to_owned(), url("beslut"))),
        Stage::Decided(..) => may_lock.then(|| (t.submit().to_owned(), url("skicka"))),
    }
}

fn answers(desk: &Desk, t: Texts, words: Words) -> Vec<Task> {
    let link = |part: &str| (!desk.waits_for_first).then(|| part_url(&desk.round, part));
    let mut tasks = vec![Task {
        name: t.summary().to_owned(),
        is_item: false,
        url: link(SUMMARY),
        status: progress(desk.summary_progress(), t).to_owned(),
        note: saved_line(&desk.summary_saved, t, words),
    }];
    tasks.extend(desk.items.iter().map(|item| Task {
        name: format!("{} {}", item.item.code, item.item.heading),
        is_item: true,
        url: link(&item.item.code),
        status: progress(item.progress(), t).to_owned(),
        note: saved_line(&item.saved, t, words),
    }));
    tasks
}

/// How far a part has come, in words.
pub(super) fn progress(progress: Progress, t: Texts) -> &'static str {
    match progress {
        Progress::NotBegun => t.not_begun(),
        Progress::Begun => t.begun(),
        Progress::Complete => t.complete(),
        Progress::Covered => t.covered(),
    }
}

fn saved_line(saved: &Saved, t: Texts, words: Words) -> String {
    saved.at.map(|at| t.saved_line(&words.instant(at), &saved.by)).unwrap_or_default()
}

fn anchoring(desk: &Desk, t: Texts, words: Words, may_lock: bool) -> Vec<Task> {
    let url = |page: &str| Some(desk.round.name.below_desk(page));
    let complete = desk.is_complete();
    let preview = Task {
        name: t.preview().to_owned(),
        is_item: false,
        url: url("forhandsgranska").filter(|_| !desk.waits_for_first),
        status: String::new(),
        note: String::new(),
    };
    let (lock_status, decided) = match &desk.stage {
        Stage::Open => (None, None),
        Stage::Locked(lock) => (Some(lock.locked_at), None),
        Stage::Decided(lock, decision) => (Some(lock.locked_at), Some(decision)),
        Stage::Submitted => (None, None),
    };
    let locked = lock_status.is_some();
    let lock = Task {
        name: t.lock().to_owned(),
        is_item: false,
        url: url("klart-for-namnden").filter(|_| may_lock && (complete || locked) && !matches!(desk.stage, Stage::Submitted)),
        status: match lock_status {
            Some(at) => t.locked_state(&words.instant(at)),
            None if complete => t.not_begun().to_owned(),
            None => t.cannot_begin().to_owned(),
        },
        note: if complete || locked { String::new() } else { t.when_complete().to_owned() },
    };
    let decision = Task {
        name: t.decision().to_owned(),
        is_item: false,
        url: url("beslut").filter(|_| may_lock && locked),
        status: match decided {
            Some(decision) => t.decided_line(words.decider(decision.decider), &words.date(decision.decided_on), &decision.section),
            None if locked => t.not_begun().to_owned(),
            None => t.cannot_begin().to_owned(),
        },
        note: if locked { String::new() } else { t.when_locked().to_owned() },
    };
    vec![preview, lock, decision]
}

fn handing_in(desk: &Desk, t: Texts, may_submit: bool) -> Vec<Task> {
    let ready = matches!(desk.stage, Stage::Decided(..));
    vec![Task {
        name: t.submit().to_owned(),
        is_item: false,
        url: Some(desk.round.name.below_desk("skicka")).filter(|_| ready && may_submit),
        status: if ready { t.not_begun().to_owned() } else { t.cannot_begin().to_owned() },
        note: if ready { String::new() } else { t.when_decided().to_owned() },
    }]
}
