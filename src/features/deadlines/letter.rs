//! The letter of reminder: prepared, to be printed and signed by an auditor. The service never sends it; that an
//! answer is missing is for people to act on.

use askama::Template;

use super::ledger::Head;
use super::store::{self, Round};
use super::texts::Texts;
use crate::domain::audit::BoardKind;
use crate::domain::calendar::{self, Standing};
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::language::Lang;
use crate::platform::page::{Frame, Html};
use crate::platform::texts::Apart;
use crate::platform::words::Words;

crate::action!(
    /// The prepared letter.
    ShowLetter, ReadAuditWork, RoundPath => Round, store::round
);

/// The letter itself. It goes from one authority to another, so it is in Swedish whatever language its reader has.
struct Letter {
    place_and_day: String,
    to: String,
    reference: String,
    paragraphs: Vec<String>,
    signed: String,
    auditors: String,
}

#[derive(Template)]
#[template(path = "deadlines/letter.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    letter: Option<Letter>,
}

pub(super) async fn show(gate: Gate<ShowLetter>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let (frame, words, today) = (look.frame().await?, look.words(), look.today());
    let letter = match calendar::standing(round.last_day.due_on, today) {
        Standing::DaysLate(days) if round.is_open() => {
            let facts = store::letter_facts(look.conn(), &round).await?;
            Some(letter(&round, &facts, days, today, &frame))
        }
        Standing::DaysLate(_) | Standing::LastDay | Standing::DaysLeft(_) => None,
    };
    Html::page(&Page { head: Head::of(&round, words, today), letter, t: Texts::from(frame.lang), frame })
}

fn letter(round: &Round, facts: &store::LetterFacts, days: i64, today: chrono::NaiveDate, frame: &Frame) -> Letter {
    let (words, last) = (Words::new(Lang::Sv), round.last_day);
    let name = words.round(round.name.kind, round.name.ordinal());
    let day_word = if days == 1 { "dag" } else { "dagar" };
    let mut paragraphs = vec![
        format!("{} Det skulle ha kommit in senast den {}.", asked(round, facts, &name, frame, words), words.date(last.due_on)),
        format!("I dag, {days} {day_word} senare, har yttrandet inte kommit in."),
        format!("{} ombeds lämna yttrandet snarast. Det ska besvara {}.", Apart(&round.name.board_name), items(facts.items)),
        more_time(facts, words),
    ];
    match facts.board_kind {
        // KL 12:9: why a reminder is more than a courtesy. It speaks of boards, and not of companies.
        BoardKind::Board | BoardKind::Executive => paragraphs
            .push("Nämnder är enligt 12 kap. 9 § kommunallagen skyldiga att lämna revisorerna de upplysningar som behövs för revisionsarbetet.".to_owned()),
        BoardKind::Company | BoardKind::Council => {}
    }
    if let Some(moved) = words.moved(last) {
        paragraphs.insert(1, format!("{moved}."));
    }
    if !facts.reply_to.is_empty() {
        paragraphs.push(format!("Yttrandet lämnas i tjänsten för revisionsuppföljning eller till {}.", Apart(&facts.reply_to)));
    }
    Letter {
        place_and_day: format!("{}, {}", Apart(&frame.organisation), words.date(today)),
        to: round.name.board_name.clone(),
        reference: round.name.reference.clone(),
        paragraphs,
        signed: facts.chair.clone(),
        auditors: frame.auditors.clone(),
    }
}

/// What was asked for, and when. The date of the letter is what it is dated, and not the day on which anything was sent: the
/// service knows that only of what it sent itself.
fn asked(round: &Round, facts: &store::LetterFacts, name: &str, frame: &Frame, words: Words) -> String {
    let (auditors, board) = (Apart(&frame.auditors), Apart(&round.name.board_name));
    let (title, reference) = (Apart(&round.name.title), Apart(&round.name.reference));
    match facts.letter_date {
        Some(dated) => {
            format!("I ett missiv som är daterat den {} bad {auditors} {board} om ett {name} över granskningen ”{title}” ({reference}).", words.date(dated))
        }
        None => {
            let sent = words.date(calendar::day_of(round.sent_at));
            format!("Den {sent} skickade {auditors} granskningen ”{title}” ({reference}) till {board} och bad om ett {name}.")
        }
    }
}

/// Whoever has asked for more time is not invited to ask: she waits for an answer of ours.
fn more_time(facts: &store::LetterFacts, words: Words) -> String {
    let late = "Ett yttrande som kommer in nu tas emot och märks som försenat.";
    match facts.wished_on {
        Some(day) => {
            format!("Begäran om anstånd till den {} har kommit in och är inte avgjord. Tills den är avgjord gäller sista dagen. {late}", words.date(day))
        }
        None => format!("Den som behöver mer tid kan begära anstånd och skriva varför. {late}"),
    }
}

fn items(count: i64) -> String {
    if count == 1 { "en bedömning eller rekommendation".to_owned() } else { format!("{count} bedömningar och rekommendationer, var för sig") }
}
