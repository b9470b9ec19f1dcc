//! The letter of reminder: prepared, to be printed and signed by an auditor. The service never sends it; that an
//! answer is missing is for people to act on.

use askama::Template;

use super::ledger::Head;
use super::store::{self, Round};
use super::texts::Texts;
use crate::domain::calendar::{self, Standing};
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::language::Lang;
use crate::platform::page::{Frame, Html};
use crate::platform::texts::Apart;
use crate::platform::words::{Reminding, Words};

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
    let (words, last) = (Words::new(Lang::SV), round.last_day);
    let name = words.round(round.name.kind, round.name.ordinal());
    let day_word = if days == 1 { "dag" } else { "dagar" };
    let mut paragraphs = vec![
        format!("{} Det skulle ha kommit in senast den {}.", asked(round, facts, &name, frame, words), words.date(last.due_on)),
        match facts.withdrawn() {
            // What came in has come in, and a letter of the auditors does not deny it.
            Some((came, back)) => format!(
                "Ett yttrande kom in den {} och återtogs den {}. I dag, {days} {day_word} efter sista dagen, har inget annat kommit in.",
                words.date(came),
                words.date(calendar::day_of(back))
            ),
            None => format!("I dag, {days} {day_word} senare, har yttrandet inte kommit in."),
        },
    ];
    let reminding =
        Reminding { board: &round.name.board_name, kind: facts.board_kind, items: facts.items, wished_on: facts.wished_on, reply_to: &facts.reply_to };
    paragraphs.extend(reminding.paragraphs());
    if let Some(moved) = words.moved(last) {
        paragraphs.insert(1, format!("{moved}."));
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
