//! Sending an audit to its boards. The check page is the confirmation; from here on the audit stands.

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::Confirmed;
use super::actions::SendAudit;
use super::store::{self, OwnAudit, PlannedAddressee, Unsent};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::audit::{AddresseeRole, Obstacle, PlannedRound, Question, Respondent, obstacles, questions};
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::language::Lang;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::{Apart, together};
use crate::platform::words::Words;

crate::action!(
    /// The check before sending.
    ShowSend, RecordAudit, String => OwnAudit, find
);
crate::action!(
    impl SendAudit, SendAudit, String => OwnAudit, find, holding store::hold_audit
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    store::own_audit(conn, key).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    message: String,
    /// That what was asked about is meant.
    #[serde(default)]
    sure: Option<Sure>,
}

/// The one value of the box.
#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Sure {
    Ja,
}

/// A board that must respond, as the check page shows it.
struct BoardCard {
    name: String,
    days: Vec<(String, String)>,
    items: String,
    recipients: String,
    warning: Option<String>,
    meets_too_late: Option<String>,
}

/// What is going to be sent, and what hinders it.
struct Outline {
    planned: Vec<PlannedAddressee>,
    cards: Vec<BoardCard>,
    others: Vec<String>,
    obstacles: Vec<(String, String)>,
    questions: Vec<String>,
    files: Vec<String>,
    without_letter: bool,
}

#[derive(Template)]
#[template(path = "audits/send.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    cards: Vec<BoardCard>,
    others: Vec<String>,
    obstacles: Vec<(String, String)>,
    files: Vec<String>,
    without_letter: bool,
    message: Field,
    /// What is asked before it is sent; the box answers all of it.
    questions: Vec<String>,
    sure: Choices,
    button: String,
}

pub(super) async fn show(gate: Gate<ShowSend>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    if audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    let outline = outline(&mut look, &audit).await?;
    let nothing = Form { message: String::new(), sure: None };
    Html::page(&page(&mut look, &audit, outline, &nothing, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SendAudit>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    // Clicked twice: it is sent, with this greeting.
    if audit.sent && store::sent_with(change.conn(), audit.id).await? == Some(text::tidy(&form.message)) {
        return Ok(SeeOther::unchanged(&change, address::audit(&audit.key)));
    }
    let audit = Unsent::checked(&change, audit)?;
    let outline = outline(&mut change, &audit).await?;
    let mut faults = Faults::none();
    let words = change.words();
    let message = faults.take("message", text::optional(&form.message, FIELD_LIMIT), |f| words.text_fault(f, ""));
    if outline.obstacles.is_empty() && !outline.questions.is_empty() && form.sure.is_none() {
        faults.add("sure", Texts::from(change.lang()).sure_needed());
    }
    match message.filter(|_| outline.obstacles.is_empty() && faults.is_empty()) {
        None => Html::redraw(&page(&mut change, &audit, outline, &form, &faults).await?),
        Some(message) => {
            let rounds = store::send(&mut change, &audit, &outline.planned, &message).await?;
            let done = change.commit(Event::AuditSent { audit: audit.id, rounds }).await?;
            Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::AuditSent))
        }
    }
}

async fn outline(visit: &mut Passage, audit: &OwnAudit) -> Result<Outline, Failure> {
    let (today, words) = (visit.today(), visit.words());
    let t = Texts::from(visit.lang());
    let planned = store::planned_addressees(visit.conn(), audit.id).await?;
    let counts = store::items_per_board(visit.conn(), audit.id).await?;
    let items = store::own_items(visit.conn(), audit.id).await?;
    let secretaries = store::secretaries(visit.conn(), today).await?;
    let files = store::own_files(visit.conn(), audit.id).await?;
    let letter = store::own_letter(visit.conn(), audit.id).await?;
    let moving = store::moves_to_weekday(visit.conn()).await?;
    let too_late = store::boards_that_meet_too_late(visit.conn(), audit.id, today).await?;
    let mut cards = Vec::new();
    let mut respondents: Vec<Respondent> = Vec::new();
    let mut others = Vec::new();
    for chunk in planned.chunk_by(|a, b| a.board == b.board) {
        let Some(first) = chunk.first() else { continue };
        if first.role != AddresseeRole::Respond {
            others.push(format!("{} ({})", Apart(&first.name), words.addressee_role(first.role)));
            continue;
        }
        let count = counts.iter().find(|(board, _)| *board == first.board).map_or(0, |(_, n)| *n);
        let people: Vec<&str> = secretaries.iter().filter(|(board, _)| *board == first.board).map(|(_, name)| name.as_str()).collect();
        let (written, rounds) = (planned_rounds(chunk, false), planned_rounds(chunk, moving));
        cards.push(BoardCard {
            name: first.name.clone(),
            days: written.iter().map(|round| (words.round_title(round.kind(), round.ordinal), day_with_warning(round.due_on, moving, t, words))).collect(),
            items: t.item_count(count),
            recipients: together(&people),
            warning: people.is_empty().then(|| t.no_secretary(&first.name)),
            meets_too_late: too_late.contains(&first.board).then(|| t.meets_too_late(&first.name)),
        });
        respondents.push(Respondent { board: first.name.clone(), rounds, items: count });
    }
    let boardless: Vec<String> = items.iter().filter(|item| item.boards.is_empty()).map(|item| item.code.clone()).collect();
    let hindered = obstacles(&respondents, &boardless, !items.is_empty(), today);
    let asked = questions(&respondents, today);
    Ok(Outline {
        questions: asked.iter().map(|question| ask(question, t, words)).collect(),
        obstacles: hindered.iter().map(|obstacle| say(obstacle, audit, t, words)).collect(),
        without_letter: letter.is_none(),
        files: letter.iter().map(|letter| t.letter_document(letter.name.as_deref())).chain(files.into_iter().map(|file| file.name)).collect(),
        planned,
        cards,
        others,
    })
}

/// The rounds with the days that will be in force once they are sent.
fn planned_rounds(rows: &[PlannedAddressee], moving: bool) -> Vec<PlannedRound> {
    let in_force = |day: NaiveDate| if moving { calendar::next_weekday(day) } else { day };
    rows.iter().filter_map(|row| Some(PlannedRound { ordinal: row.ordinal?, due_on: in_force(row.due_on?), phrase: row.phrase.clone()? })).collect()
}

/// The day in words. A weekend or a holiday is said, and moved only where the municipality has chosen so: KL has no
/// such rule for these days, and lag 1930:173 2 § does not apply to a letter's date.
fn day_with_warning(day: NaiveDate, moving: bool, t: Texts, words: Words) -> String {
    let said = words.weekday_date(day);
    match words.closed_day(day) {
        None => said,
        Some(warning) => format!("{said}. {warning} {}", if moving { t.last_day_moves() } else { t.last_day_stays() }),
    }
}

fn ask(question: &Question, t: Texts, words: Words) -> String {
    match question {
        Question::SentOnClosedDay(day) => t.sent_on_closed_day(&words.closed_day(*day).unwrap_or_default()),
        Question::LastDayIsClosed(board, day) => t.last_day_is_closed(board, &words.closed_day(*day).unwrap_or_default()),
        Question::ShortNotice(board, day, left) => t.short_notice(board, &words.weekday_date(*day), *left),
    }
}

/// The sentence and the page where it is put right.
fn say(obstacle: &Obstacle, audit: &OwnAudit, t: Texts, words: Words) -> (String, String) {
    let (edit, items) = (address::below_audit(&audit.key, "redigera"), address::below_audit(&audit.key, "punkter"));
    match obstacle {
        Obstacle::NobodyResponds => (t.nobody_responds().to_owned(), edit),
        Obstacle::NoItems => (t.no_items_yet().to_owned(), items),
        Obstacle::ItemWithoutBoard(code) => (t.item_without_board(code), format!("{items}/{code}")),
        Obstacle::NoDate(board) => (t.no_date(board), edit),
        Obstacle::DateNotAfterSending(board, day) => (t.date_passed(board, &words.date(*day)), edit),
        Obstacle::DatesInWrongOrder(board, first, second) => (t.dates_in_wrong_order(board, &words.date(*first), &words.date(*second)), edit),
        Obstacle::NothingToAnswer(board) => (t.nothing_to_answer(board), items),
    }
}

async fn page(visit: &mut Passage, audit: &OwnAudit, outline: Outline, typed: &Form, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    Ok(Page {
        summary: faults.summary(frame.lang),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        button: send_button(t.lang, outline.cards.len()),
        cards: outline.cards,
        others: outline.others,
        obstacles: outline.obstacles,
        sure: Choices::boxes(frame.lang, "sure", t.sure_legend(), vec![Choice::new("ja", t.sure(), typed.sure.is_some())], faults),
        questions: outline.questions,
        files: outline.files,
        without_letter: outline.without_letter,
        message: Field::area(frame.lang, "message", t.message(), &typed.message, faults).hint(t.optional()),
        t,
        frame,
    })
}

fn send_button(lang: Lang, boards: usize) -> String {
    match boards {
        1 => lang.pick("Skicka till en nämnd", "Send to one board").to_owned(),
        n => lang.pick(format!("Skicka till {n} nämnder"), format!("Send to {n} boards")),
    }
}
