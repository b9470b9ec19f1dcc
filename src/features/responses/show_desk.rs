//! The desk: what is to be answered, how far the board is, what is missing, and the one next step.

use askama::Template;

use super::attachments;
use super::corrected;
use super::decision;
use super::desk::{Desk, Progress, SUMMARY, Saved, Stage, is_follow_up};
use super::handed_in;
use super::meetings::{self, Advice};
use super::received::{self, Line};
use super::set_aside;
use super::share;
use super::store::{self, Assigned, Beside, LetterFacts, LockRow, Round};
use super::supplement;
use super::texts::Texts;
use crate::domain::calendar::{self, Standing};
use crate::domain::ids::{ItemId, PersonId};
use crate::domain::policy::{Scope, Verb};
use crate::domain::round::{RoundKey, RoundKind, RoundPath, RoundState};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::Chip;
use crate::platform::texts::Apart;
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
    /// The items that the auditors have corrected, each with where it is answered.
    corrected: Vec<(String, String)>,
    ct: corrected::Texts,
    done: usize,
    all: usize,
    progress: String,
    missing: Vec<(String, String)>,
    more: Option<String>,
    /// When the board can decide, as far as it has noted its meetings.
    meetings: Advice,
    /// What has been handed in before and was taken back.
    taken_back: Vec<Line>,
    /// That a supplement had been begun to it, and where it stands.
    supplement: Option<(supplement::OwnTexts, String)>,
    primary: Option<(String, String)>,
    /// Where the reader has words that could not be taken in.
    asides: Vec<(String, String)>,
    first_url: Option<String>,
    answers: Vec<Task>,
    anchoring: Vec<Task>,
    handing_in: Vec<Task>,
    /// Why the round was opened after the dispatch.
    opening: Option<(&'static str, String)>,
    instruction: String,
    facts: LetterFacts,
    period: Option<String>,
    audit_url: String,
    pack_url: String,
    /// Where a whole text is taken in, while the desk is open.
    bring_url: Option<String>,
    /// Where the work is divided, by whoever writes.
    share: Option<(share::Texts, String)>,
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
    /// That the last day has passed, or that the audit was closed meanwhile, and what it means to hand in all the same.
    pub(super) late: Option<String>,
    /// That the auditors have withdrawn what they asked, and why.
    pub(super) withdrawn: Option<String>,
    pub(super) desk_url: String,
}

impl Head {
    pub(super) fn of(round: &Round, visit: &Passage) -> Self {
        let (words, t) = (visit.words(), Texts::from(visit.lang()));
        let (name, last) = (&round.name, round.last_day);
        let may_ask = round.submission.is_none() && round.closed_at.is_none() && visit.may(Verb::AskExtension, Scope::Board(round.board));
        Self {
            board: name.board_name.clone(),
            reference: name.reference.clone(),
            heading: words.round_heading(name),
            deadline: if last.withdrawn { corrected::Texts::from(t.lang).need_not_be_in().to_owned() } else { t.must_be_in(&words.weekday_date(last.due_on)) },
            moved: words.moved(last).filter(|_| !last.withdrawn),
            chip: match round.state(visit.today()) {
                RoundState::Awaited(_) if last.extension_asked => Some(Chip::hold(words.extension_asked())),
                RoundState::Awaited(standing) => Chip::of_deadline(words, standing),
                state @ (RoundState::Received { .. } | RoundState::Unanswered | RoundState::Withdrawn | RoundState::Assessed { .. }) => {
                    Some(Chip::of_round(words, state))
                }
            },
            why_url: name.ledger_url(),
            ask: may_ask.then(|| (name.extension_url(), if last.extension_asked { t.your_request() } else { t.ask_extension() })),
            late: match round.state(visit.today()) {
                RoundState::Unanswered => round.closed_at.map(|at| t.closed_without_yours(&words.date(calendar::day_of(at)))),
                RoundState::Awaited(Standing::DaysLate(_)) => Some(t.late_is_taken().to_owned()),
                RoundState::Awaited(_) | RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Withdrawn => None,
            },
            withdrawn: round
                .withdrawal
                .as_ref()
                .zip(round.closed_at)
                .map(|(why, at)| corrected::Texts::from(t.lang).yours_withdrawn(&words.date(calendar::day_of(at)), why)),
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
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let today = look.today();
    let Beside { facts, meetings: noted, came, assigned } = store::beside(look.conn(), &round, today).await?;
    let desk = Desk::load(&mut look, round).await?;
    let frame = look.frame().await?;
    let may_ask = look.may(Verb::AskExtension, Scope::Board(desk.round.board));
    let advice = match desk.stage {
        Stage::Open | Stage::Locked(_) => meetings::advice(&desk.round, noted, may_ask, today, Texts::from(frame.lang), look.words()),
        Stage::Decided(..) | Stage::Submitted | Stage::Withdrawn => Advice::default(),
    };
    let taken_back = received::lines(&desk.round, &came, None, Texts::from(frame.lang), look.words());
    // Seldom there: asked for where something was taken back.
    let begun = !came.is_empty() && store::supplement_begun(look.conn(), desk.round.id).await?;
    let supplement = begun.then(|| (supplement::OwnTexts::from(frame.lang), desk.round.name.supplement_url()));
    Html::page(&Page { meetings: advice, taken_back, supplement, ..page(&look, frame, desk, &assigned, facts) })
}

fn page(look: &Look<ShowDesk>, frame: Frame, desk: Desk, assigned: &[Assigned], facts: LetterFacts) -> Page {
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
        visibility: visibility(&desk.round, t),
        stage: stage(&desk, t, words),
        corrected: corrected::on_desk(&desk, corrected::Texts::from(t.lang), words),
        ct: corrected::Texts::from(t.lang),
        done,
        all,
        progress: t.progress(done, all),
        missing: if open { missing } else { Vec::new() },
        more: (more > 0).then(|| t.and_more(more)),
        meetings: Advice::default(),
        taken_back: Vec::new(),
        supplement: None,
        primary: primary(&desk, t, may_lock),
        asides: set_aside::links(&desk, t),
        first_url: (desk.waits_for_first && !desk.round.last_day.withdrawn).then(|| desk.round.name.sibling(RoundKind::First, RoundKey::new(1)).desk_url()),
        answers: answers(&desk, assigned, look.person().map(|person| person.id), t, words),
        share: (!desk.round.last_day.withdrawn && look.may(Verb::DraftResponse, Scope::Board(desk.round.board)))
            .then(|| (share::Texts::from(t.lang), desk.round.name.below_desk("fordelning"))),
        anchoring: anchoring(&desk, t, words, may_lock),
        handing_in: handing_in(&desk, t, may_lock),
        opening: (!desk.opening.is_empty()).then(|| (t.asked_once_more(), desk.opening.clone())),
        instruction: instruction(&desk, &facts).to_owned(),
        period: (follow_up && !desk.follow_up_period.is_empty()).then(|| t.answer_period(&desk.follow_up_period)),
        audit_url: desk.round.name.audit_url(),
        pack_url: desk.round.name.below_desk("utskrift"),
        bring_url: open.then(|| desk.round.name.below_desk("hela-svaret")),
        facts,
        t,
        frame,
    }
}

/// What the letter says of how to answer this round. Of one that was opened later it says nothing, unless it asks for the first
/// response anew: what is wanted then stands in why it was opened.
pub(super) fn instruction<'a>(desk: &Desk, facts: &'a LetterFacts) -> &'a str {
    match (is_follow_up(desk.round.name.kind), desk.opening.is_empty()) {
        (false, _) => &facts.instruction_first,
        (true, true) => &facts.instruction_follow_up,
        (true, false) => "",
    }
}

/// Who reads what lies on the desk.
pub(super) fn visibility(round: &Round, t: Texts) -> String {
    if round.last_day.withdrawn { t.withdrawn_draft_of(&round.name.board_name) } else { t.draft_of(&round.name.board_name) }
}

/// Where the board stands after writing, in sentences.
pub(super) fn stage(desk: &Desk, t: Texts, words: Words) -> Option<String> {
    let locked = |lock: &LockRow| format!("{} {}.", t.is_locked(), t.locked_state(&words.instant(lock.locked_at)));
    match &desk.stage {
        Stage::Submitted | Stage::Withdrawn => None,
        Stage::Open => desk.reopening.as_ref().map(|again| match again.reason.as_str() {
            "" => t.opened_again(&words.instant(again.at), &again.by),
            reason => t.opened_again_because(&words.instant(again.at), &again.by, reason),
        }),
        Stage::Locked(lock) => Some(locked(lock)),
        Stage::Decided(lock, decision) => {
            let decided: Vec<String> = std::iter::once(words.decided(decision)).chain(decision::notes(decision, t)).collect();
            let decided = decided.join(" ");
            let older = if decision.predates.is_empty() { String::new() } else { format!(" {}", t.older_because(&decision.predates)) };
            Some(format!("{} {decided}{older}", locked(lock)))
        }
    }
}

/// Everything that is missing, with the page where it is written.
pub(super) fn missing(desk: &Desk, t: Texts) -> Vec<(String, String)> {
    let mut missing = Vec::new();
    if !desk.summary_progress().is_done() {
        let gap = desk.summary_gap();
        missing.push((format!("{}: {}", t.summary(), t.gap(&gap, "")), part_url(&desk.round, SUMMARY)));
    }
    for item in &desk.items {
        if let Some(gap) = item.gaps().first() {
            let url = part_url(&desk.round, &item.item.code);
            missing.push((format!("{}: {}", item.item.code, item.say(gap, t)), url));
        }
    }
    missing
}

fn primary(desk: &Desk, t: Texts, may_lock: bool) -> Option<(String, String)> {
    let url = |page: &str| desk.round.name.below_desk(page);
    match &desk.stage {
        Stage::Withdrawn => Some((t.copy_text().to_owned(), url("kopiera"))),
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

fn answers(desk: &Desk, assigned: &[Assigned], reader: Option<PersonId>, t: Texts, words: Words) -> Vec<Task> {
    let note = |item: Option<ItemId>, saved: &Saved| {
        let notes = [share::of_whom(assigned, item, reader, t.lang), saved_line(saved, t, words)];
        notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let link = |part: &str| (!desk.waits_for_first).then(|| part_url(&desk.round, part));
    let mut tasks = vec![Task {
        name: t.summary().to_owned(),
        is_item: false,
        url: link(SUMMARY),
        status: progress(desk.summary_progress(), t).to_owned(),
        note: note(None, &desk.summary_saved),
    }];
    tasks.extend(desk.items.iter().map(|item| Task {
        name: format!("{} {}", item.item.code, Apart(&item.item.heading)),
        is_item: true,
        url: link(&item.item.code),
        status: progress(item.progress(), t).to_owned(),
        note: note(Some(item.item.id), &item.saved),
    }));
    tasks.push(Task {
        name: t.attachments().to_owned(),
        is_item: false,
        url: (!desk.waits_for_first).then(|| desk.round.name.below_desk("bilagor")),
        status: attachments::counted(desk.files.len(), words),
        note: String::new(),
    });
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
        Stage::Submitted | Stage::Withdrawn => (None, None),
    };
    let locked = lock_status.is_some();
    let lock = Task {
        name: t.lock().to_owned(),
        is_item: false,
        url: url("klart-for-namnden").filter(|_| may_lock && (complete || locked) && !matches!(desk.stage, Stage::Submitted | Stage::Withdrawn)),
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
        url: url("beslut").filter(|_| may_lock && (locked || complete) && !matches!(desk.stage, Stage::Withdrawn)),
        status: match decided {
            Some(decision) => words.decided(decision),
            None if locked || complete => t.not_begun().to_owned(),
            None => t.cannot_begin().to_owned(),
        },
        note: match (locked, complete) {
            (true, _) => String::new(),
            (false, true) => t.decided_already().to_owned(),
            (false, false) => t.when_locked().to_owned(),
        },
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
