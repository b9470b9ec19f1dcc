//! One board in the register: what it is called, who hands in for it, and what was put right. What it has submitted stays.

use askama::Template;

use super::store::{self, BoardRow, LeftToDo, Noted, Waiting};
use super::texts::Texts;
use crate::domain::access::Standing;
use crate::domain::ids::PersonId;
use crate::domain::register::RegisterChange;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::texts::together;
use crate::platform::words::Words;

crate::action!(
    /// A board.
    ShowBoard, Administer, String => BoardRow, find
);

pub(super) async fn find(conn: &mut sqlx::PgConnection, slug: &str) -> sqlx::Result<Option<BoardRow>> {
    store::board(conn, slug).await
}

/// What was typed into one of the page's forms; the others are as if untouched.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) name: Option<String>,
    pub(super) rename_reason: String,
    pub(super) mailbox: Option<String>,
    pub(super) on: Option<String>,
    pub(super) end_reason: String,
    pub(super) heir: String,
    pub(super) alone: bool,
    pub(super) reopen_reason: String,
    pub(super) refuse_reason: String,
}

/// What waits, and what this administrator can do about it.
struct WaitingLine {
    said: String,
    /// By whom and when it was proposed, and what happens next.
    next: String,
    means: Option<String>,
    why: String,
    url: String,
    /// Another one proposed it: she agrees or refuses, with a reason.
    decides: Option<Field>,
}

/// The form that ends it.
struct Ending {
    /// What it has left, and who may answer for that.
    left: Option<(String, Choices)>,
    heir: Choices,
    /// Another board is waited for.
    waits: bool,
    on: Field,
    reason: Field,
}

/// The form that opens it again.
struct Reopening {
    reason: Field,
    waits: bool,
}

#[derive(Template)]
#[template(path = "boards/board.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    title: String,
    slug: String,
    kind: String,
    since: String,
    secretaries: String,
    ended: Option<String>,
    heirs: Option<String>,
    waiting: Option<WaitingLine>,
    name: Field,
    rename_reason: Field,
    mailbox: Field,
    ending: Option<Ending>,
    reopening: Option<Reopening>,
    history: Vec<String>,
}

pub(super) async fn show(gate: Gate<ShowBoard>) -> Result<Html, Failure> {
    let (mut look, board) = gate.look().await?;
    Html::page(&page(&mut look, &board, &Typed::default(), &Faults::none()).await?)
}

/// The page, with what was typed in one of its forms.
pub(super) async fn page(visit: &mut Passage, board: &BoardRow, typed: &Typed, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today, now) = (visit.frame().await?, visit.words(), visit.today(), visit.now());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let work = store::work(visit.conn(), board.id, today).await?;
    let living = store::living(visit.conn(), today).await?;
    let noted = store::noted(visit.conn(), board.id).await?;
    let waiting = store::waiting(visit.conn(), board.id, now).await?;
    let reader = visit.person().map(|own| own.id);
    Ok(Page {
        summary: faults.summary(lang),
        title: board.name.clone(),
        slug: board.slug.clone(),
        kind: words.board_kind(board.kind).to_owned(),
        since: t.since(&words.date(board.valid_from)),
        secretaries: Some(board.secretaries_on(today, t, words)).filter(|said| !said.is_empty()).unwrap_or_else(|| t.no_secretary().to_owned()),
        ended: board.valid_to.map(|day| t.ended(&words.date(day))),
        heirs: board.valid_to.map(|_| if work.heirs.is_empty() { t.its_own_answer().to_owned() } else { t.heirs_answer(&together(&work.heirs)) }),
        waiting: waiting.as_ref().map(|one| waits(one, board, (reader, now), (t, words), typed, faults)),
        name: Field::line(lang, "name", t.name(), typed.name.as_ref().unwrap_or(&board.name), faults),
        rename_reason: Field::line(lang, "rename_reason", t.reason(), &typed.rename_reason, faults),
        mailbox: Field::email(lang, "mailbox", t.mailbox(), typed.mailbox.as_ref().unwrap_or(&board.mailbox), faults).hint(t.mailbox_hint()),
        ending: (board.valid_to.is_none() && waiting.is_none()).then(|| {
            let mut heirs = vec![Choice::new("", t.no_heir(), typed.heir.is_empty())];
            let others = living.into_iter().filter(|other| other.slug != board.slug);
            heirs.extend(others.map(|other| Choice::new(other.slug.clone(), other.name, other.slug == typed.heir)));
            Ending {
                left: left(&work, t, words)
                    .map(|said| (said, Choices::boxes(lang, "alone", t.without_heir(), vec![Choice::new("yes", t.leave_alone(), typed.alone)], faults))),
                heir: Choices::list(lang, "heir", t.heir(), heirs, faults).hint(t.heir_hint()),
                waits: work.guarded,
                on: Field::date(lang, "on", t.end_on(), typed.on.clone().unwrap_or_else(|| today.to_string()), faults),
                reason: Field::line(lang, "end_reason", t.reason(), &typed.end_reason, faults),
            }
        }),
        reopening: (board.valid_to.is_some() && waiting.is_none())
            .then(|| Reopening { reason: Field::line(lang, "reopen_reason", t.reason(), &typed.reopen_reason, faults), waits: work.guarded && work.followed }),
        history: noted.iter().map(|one| told(one, t, words)).collect(),
        t,
        frame,
    })
}

fn waits(
    one: &Waiting,
    board: &BoardRow,
    (reader, now): (Option<PersonId>, chrono::DateTime<chrono::Utc>),
    (t, words): (Texts, Words),
    typed: &Typed,
    faults: &Faults,
) -> WaitingLine {
    let own = reader == Some(one.proposed_by);
    let when = words.instant(one.proposed_at);
    let next = match Standing::of(one.kind, one.step, one.effect_at, now) {
        Standing::Until(at) => t.waits_until(&one.proposer, &when, &words.instant(at)),
        Standing::WaitsForAnother if own => t.waits_for_another(&when),
        Standing::WaitsForAnother | Standing::InEffect | Standing::Dropped => t.waits_for_you(&one.proposer, &when),
    };
    WaitingLine {
        said: words.board_fate(&board.name, one.ends_on, one.heir_name.as_deref()),
        next,
        means: match (one.ends_on, &one.heir_name) {
            (Some(_), heir) => heir.as_deref().map(|heir| t.waiting_means(heir)),
            (None, _) => Some(t.waiting_back_means().to_owned()),
        },
        why: t.because(&one.why),
        url: format!("{}/vantar/{}", one.url(), one.id),
        decides: (!own).then(|| Field::line(t.lang, "refuse_reason", t.refuse_why(), &typed.refuse_reason, faults)),
    }
}

/// What it has left to hand in, and what it answers for since another board has ended.
fn left(work: &LeftToDo, t: Texts, words: Words) -> Option<String> {
    let own = work.next_due_on.map(|day| t.has_left(work.awaited, &words.date(day)));
    let inherited = work.inherited.iter().map(|one| t.has_inherited(&one.name, one.awaited, &words.date(one.next_due_on)));
    let said: Vec<String> = own.into_iter().chain(inherited).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn told(noted: &Noted, t: Texts, words: Words) -> String {
    let when = words.instant(noted.changed_at);
    let by = match &noted.agreed_by {
        Some(other) => t.by_two(&noted.by, other),
        None if noted.waited => t.by_one_and_a_day(&noted.by),
        None => noted.by.clone(),
    };
    match noted.kind {
        RegisterChange::Corrected => t.was_renamed(&when, &noted.by, &noted.name_before, &noted.reason),
        RegisterChange::Ended => t.was_ended(&when, &by, &noted.reason),
        RegisterChange::Reopened => t.was_reopened(&when, &by, &noted.reason),
    }
}
