//! An audit's page: what was found, who must answer, where it stands, today or at the end of a day that is over. For the auditors also
//! while it is a draft.

use askama::Template;

use super::council;
use super::put_right;
use super::store::{self, AuditPage, Found, OtherAddressee, PublishedItem, RoundRow, ShownAudit, TakenUp, VerdictRow};
use super::texts::Texts;
use super::timeline::{BoardLine, Drawing, FileLine};
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::ids::BoardId;
use crate::domain::policy::{Scope, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Look};
use crate::platform::listing::{AsOf, Filters, OtherDay, Query, ShownDay};
use crate::platform::page::{Frame, Html};
use crate::platform::texts::{Apart, together};
use crate::platform::words::Words;

crate::action!(
    /// One audit.
    ShowAudit, ReadPublished, String => ShownAudit, find
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<ShownAudit>> {
    store::shown_audit(conn, key).await
}

struct ItemLine {
    code: String,
    heading: String,
    body: String,
    boards: String,
    verdicts: Vec<String>,
    /// That it was corrected, when and why; the newest first.
    corrected: Vec<String>,
    /// Its earlier wordings: until when, heading and text.
    before: Vec<(String, String, String)>,
    /// Which items of earlier audits it takes up, and which later ones take it up: where they are, and what they are called.
    takes_up: Vec<(String, String)>,
    taken_up: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "audits/show.html")]
struct SentPage {
    frame: Frame,
    /// What was asked for in vain, which day is shown, and the form that asks for another.
    asked: Filters,
    shown: ShownDay,
    other_day: OtherDay,
    t: Texts,
    p: put_right::Texts,
    a: AuditPage,
    past: Past,
    sentence: Option<String>,
    decided: String,
    closed: Option<String>,
    boards: Vec<BoardLine>,
    items: Vec<ItemLine>,
    files: Vec<FileLine>,
    sent: String,
    respondents: String,
    others: Vec<String>,
    responsible: Responsible,
    council: Vec<council::Act>,
    /// Where it is written down that the council took it up.
    enter_council: Option<String>,
    desks: Vec<(String, String)>,
    /// Where a board is asked once more.
    ask_again: Option<String>,
    close: Option<String>,
    /// What has happened with it, for the auditors.
    log: Option<String>,
    put_right: Option<String>,
    reopen: Option<String>,
}

#[derive(Template)]
#[template(path = "audits/draft.html")]
struct DraftPage {
    frame: Frame,
    t: Texts,
    title: String,
    reference: String,
    assessment: String,
    boards: Vec<String>,
    items: Vec<(String, String)>,
    files: Vec<String>,
    key: String,
    may_record: bool,
    responsible: Option<String>,
    /// That she is no auditor any more.
    left: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowAudit>, query: Query) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    if audit.sent { sent(&mut look, &audit, query).await } else { draft(&mut look, &audit).await }
}

async fn draft(look: &mut Look<ShowAudit>, audit: &ShownAudit) -> Result<Html, Failure> {
    let (frame, words) = (look.frame().await?, look.words());
    let t = Texts::from(frame.lang);
    let facts = store::recorded_facts(look.conn(), audit.id).await?;
    let planned = store::planned_addressees(look.conn(), audit.id).await?;
    let items = store::own_items(look.conn(), audit.id).await?;
    let files = store::own_files(look.conn(), audit.id).await?;
    let letter = store::own_letter(look.conn(), audit.id).await?.map(|letter| t.letter_document(letter.name.as_deref()));
    let today = look.today();
    let responsible = store::responsible(look.conn(), audit.id, today).await?;
    let left = responsible.as_ref().filter(|one| !one.audits).map(|one| t.responsible_left(&one.name));
    let boards = planned.chunk_by(|a, b| a.board == b.board).filter_map(|rows| {
        let first = rows.first()?;
        let days: Vec<String> = rows.iter().filter_map(|row| row.due_on).map(|day| words.date(day)).collect();
        Some(format!("{} – {} {}", Apart(&first.name), words.addressee_role(first.role), days.join(", ")).trim_end().to_owned())
    });
    Html::page(&DraftPage {
        t,
        title: facts.title,
        reference: facts.reference,
        assessment: facts.overall_assessment,
        boards: boards.collect(),
        items: items.into_iter().map(|item| (item.code, item.heading)).collect(),
        files: letter.into_iter().chain(files.into_iter().map(|file| file.name)).collect(),
        key: audit.key.clone(),
        responsible: responsible.map(|one| one.name),
        left,
        may_record: look.may(Verb::RecordAudit, Scope::Common),
        frame,
    })
}

#[expect(clippy::too_many_lines, reason = "one page, and what it is made of line by line")]
async fn sent(look: &mut Look<ShowAudit>, audit: &ShownAudit, mut query: Query) -> Result<Html, Failure> {
    let (mut frame, words) = (look.frame().await?, look.words());
    let (t, p) = (Texts::from(frame.lang), put_right::Texts::from(frame.lang));
    let asked_for = query.as_of(look.today());
    let mut a = store::audit_page(look.conn(), audit.id, asked_for.day()).await?;
    let as_of = query.not_before_sent(asked_for, calendar::day_of(a.sent_at), look.today());
    query.end();
    frame.here = query.here();
    let now = as_of.past().is_none();
    if let Some(day) = as_of.past() {
        a.until(calendar::end_of(day));
    }
    let (others, files) = (std::mem::take(&mut a.others.0), std::mem::take(&mut a.files.0));
    let letter = a.letter.take().map(|letter| FileLine {
        name: t.letter_document(letter.0.name.as_deref()),
        size: Some(words.file_size(letter.0.byte_count)),
        url: Some(address::below_audit(&audit.key, "missiv")),
        chip: None,
        added: None,
    });
    let (rounds, items) = rounds_and_items(look, audit, as_of).await?;
    // What can be done is done today.
    let may_send = now && look.may(Verb::SendAudit, Scope::Common);
    let today = as_of.day();
    let late = may_send && rounds.iter().any(|round| round.received_on.is_none() && round.last_day.due_on < today);
    let not_reached = if late { store::not_reached(look.conn(), audit.id, today).await? } else { Vec::new() };
    let drawing = Drawing { closed: a.closed_at.is_some(), may_send, mails: frame.mails, t, words, as_of, key: &audit.key, not_reached };
    let overdue = rounds.chunk_by(|x, y| x.board == y.board).filter(|rows| drawing.is_overdue(rows)).count();
    let own: Vec<BoardId> = look.person().map(crate::domain::actor::Person::boards).unwrap_or_default();
    // What stands in the way of closing: an answer without a verdict, or one that may still come in time.
    let open =
        rounds.iter().any(|round| round.assessed_at.is_none() && !round.last_day.withdrawn && (round.received_on.is_some() || round.last_day.due_on >= today));
    let close = now && !open && a.closed_at.is_none() && look.may(Verb::CloseAudit, Scope::Common);
    let change_responsible = (now && look.may(Verb::RecordAudit, Scope::Common)).then(|| address::below_audit(&audit.key, "ansvarig"));
    let (put_right, reopen) = if now { ways_to_put_right(look, audit, a.closed_at.is_some()) } else { (None, None) };
    let mut respondents: Vec<String> = rounds.iter().map(|round| round.name.board_name.clone()).collect();
    respondents.dedup();
    let respondents = answering(&respondents, &rounds, p);
    Html::page(&SentPage {
        log: (now && look.may(Verb::ReadLog, Scope::Auditors)).then(|| format!("/handelser?granskning={}", audit.key)),
        sentence: (overdue > 0).then(|| t.late_sentence(i64::try_from(overdue).unwrap_or(0))),
        decided: a.decided_on.map(|day| t.decided_line(&a.decided_by, &words.date(day))).unwrap_or_else(|| a.decided_by.clone()),
        closed: a.closed_at.map(|at| t.closed_line(&words.date(calendar::day_of(at)))),
        boards: rounds.chunk_by(|x, y| x.board == y.board).filter_map(|rows| drawing.board(rows, &a)).collect(),
        items: items.into_iter().map(|item| item_line(item, &rounds, p, words, as_of)).collect(),
        files: letter.into_iter().chain(drawing.files(files, look.side(), &rounds, &own)).collect(),
        sent: words.instant(a.sent_at),
        respondents: together(&respondents),
        others: others.iter().map(|other| other_line(other, p, words)).collect(),
        desks: rounds
            .iter()
            .filter(|round| {
                now && own.contains(&round.board)
                    && round.received_on.is_none()
                    && !round.last_day.withdrawn
                    && look.may(Verb::ReadDesk, Scope::Board(round.board))
            })
            .map(|round| (round.name.desk_url(), words.round_title(round.name.kind, round.name.ordinal())))
            .collect(),
        ask_again: way_to_ask_again(look, audit, &rounds, a.closed_at.is_some()).filter(|_| now),
        close: close.then(|| address::below_audit(&audit.key, "avsluta")),
        put_right,
        reopen,
        council: council::acts(&a, &audit.key, may_send, t, words),
        enter_council: may_send.then(|| address::below_audit(&audit.key, "fullmaktige")),
        asked: Filters::new(&query, frame.lang),
        shown: ShownDay::new(&query, as_of, frame.lang),
        other_day: OtherDay::new(&query, as_of, frame.lang),
        past: Past::of(&a, p, words),
        responsible: Responsible::of(&a, (now, change_responsible), t, words),
        a,
        p,
        t,
        frame,
    })
}

/// The rounds and the items on the day that is shown.
async fn rounds_and_items(look: &mut Look<ShowAudit>, audit: &ShownAudit, as_of: AsOf) -> sqlx::Result<(Vec<RoundRow>, Vec<PublishedItem>)> {
    let conn = look.conn();
    Ok(match as_of.past() {
        None => (store::rounds(conn, audit.id).await?, store::published_items(conn, audit.id).await?),
        Some(day) => (store::rounds_then(conn, audit.id, day).await?, store::published_items_then(conn, audit.id, day).await?),
    })
}

/// Where what has been sent is put right; once it is closed, it is opened again first.
fn ways_to_put_right(look: &Look<ShowAudit>, audit: &ShownAudit, closed: bool) -> (Option<String>, Option<String>) {
    let may = |verb, page| look.may(verb, Scope::Common).then(|| address::below_audit(&audit.key, page));
    if closed { (None, may(Verb::CloseAudit, "oppna-igen")) } else { (may(Verb::SendAudit, "ratta"), None) }
}

/// Who is responsible for it.
struct Responsible {
    name: Option<String>,
    /// Those before, each with the day until which it was she.
    earlier: Vec<String>,
    /// Where another is named.
    change: Option<String>,
    /// That she is no auditor any more, while the audit is not closed: nobody is responsible.
    left: Option<String>,
}

impl Responsible {
    fn of(audit: &AuditPage, (now, change): (bool, Option<String>), t: Texts, words: Words) -> Self {
        let (all, later) = (audit.responsible.iter(), audit.responsible.iter().skip(1));
        let until = |(one, next): (&store::ResponsibleRow, &store::ResponsibleRow)| t.was_responsible(&one.name, &words.date(calendar::day_of(next.named_at)));
        let left = audit.responsible.last().filter(|one| now && !one.audits && audit.closed_at.is_none()).map(|one| t.responsible_left(&one.name));
        Self { left, name: audit.responsible.last().map(|one| one.name.clone()), earlier: all.zip(later).map(until).collect(), change }
    }
}

/// What has become of the audit as a whole since it was sent.
struct Past {
    /// That its title was corrected, and why.
    retitled: Vec<String>,
    /// The titles of before, each with the day until which it had it.
    titles: Vec<(String, String)>,
    /// What has been put right of the address for answers.
    reply_to: Vec<String>,
    /// When it was closed and opened again, and why.
    reopened: Vec<String>,
}

impl Past {
    fn of(audit: &AuditPage, p: put_right::Texts, words: Words) -> Self {
        let day = |at| words.date(calendar::day_of(at));
        let later = audit.titles.iter().skip(1);
        let closing = |one: &store::ClosingRow| {
            let (reopened_at, why) = (one.reopened_at?, one.reopening_reason.as_deref()?);
            Some([p.was_closed(&day(one.closed_at), &one.motive), p.was_reopened(&day(reopened_at), why)])
        };
        Self {
            retitled: later.clone().map(|one| p.title_was_corrected(&day(one.worded_at), &one.reason)).collect(),
            titles: audit.titles.iter().zip(later).map(|(one, next)| (p.called_until(&day(next.worded_at)), one.title.clone())).collect(),
            reply_to: put_right::reply_to::corrections(&audit.reply_addresses, p, day),
            reopened: audit.closings.iter().filter_map(closing).flatten().collect(),
        }
    }
}

fn other_line(other: &OtherAddressee, p: put_right::Texts, words: Words) -> String {
    let since = other.added_at.map(|at| format!(", {}", p.recipient_since(&words.date(calendar::day_of(at)), &other.added_reason)));
    format!("{} ({}{})", Apart(&other.name), words.addressee_role(other.role), since.unwrap_or_default())
}

/// Where a board is asked once more: while there is one that has answered all that it was asked.
fn way_to_ask_again(look: &Look<ShowAudit>, audit: &ShownAudit, rounds: &[RoundRow], closed: bool) -> Option<String> {
    let waited_for = |board| rounds.iter().any(|round| round.board == board && round.received_on.is_none() && !round.last_day.withdrawn);
    let answered = rounds.iter().any(|round| !waited_for(round.board));
    (answered && !closed && look.may(Verb::SendAudit, Scope::Common)).then(|| address::below_audit(&audit.key, "ny-omgang"))
}

/// Boards as those that answer: of one from which nothing is asked any more it is said so.
fn answering(boards: &[String], rounds: &[RoundRow], p: put_right::Texts) -> Vec<String> {
    let asked = |board: &String| rounds.iter().filter(|round| round.name.board_name == *board).any(|round| !round.last_day.withdrawn);
    boards.iter().map(|board| if asked(board) { board.clone() } else { p.asked_no_more(board) }).collect()
}

fn item_line(item: PublishedItem, rounds: &[RoundRow], p: put_right::Texts, words: Words, as_of: AsOf) -> ItemLine {
    let t = Texts::from(p.lang);
    let link = |one: &TakenUp| (as_of.url(&one.url()), t.item_of(&one.code, &one.reference));
    let (now, then) = (item.wordings.iter().skip(1), item.wordings.iter());
    let until = |at| p.called_until(&words.date(calendar::day_of(at)));
    let before = then.zip(now.clone()).map(|(one, next)| (until(next.worded_at), one.heading.clone(), one.body.clone())).collect();
    let corrected = now.rev().map(|one| p.item_was_corrected(&words.date(calendar::day_of(one.worded_at)), &one.reason)).collect();
    let said = |v: &VerdictRow| {
        let by = match v.found {
            Found::Answer { kind, ordinal } => words.round(kind, ordinal),
            Found::Look { looked_at } => p.looked(&words.date(calendar::day_of(looked_at))),
        };
        format!("{}, {by}: {}", Apart(&v.board_name), words.grade_of(item.kind, v.grade))
    };
    ItemLine {
        verdicts: item.verdicts.iter().map(said).collect(),
        corrected,
        before,
        boards: together(&answering(&item.boards, rounds, p)),
        takes_up: item.takes_up.iter().map(link).collect(),
        taken_up: item.taken_up.iter().map(link).collect(),
        code: item.code,
        heading: item.heading,
        body: item.body,
    }
}
