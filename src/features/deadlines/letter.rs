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

const MAY_ASK: &str = "Vill nämnden ha mer tid kan den begära anstånd och skriva varför.";
const ASKED: &str = "Nämnden har begärt anstånd, och begäran är inte avgjord.";

fn letter(round: &Round, facts: &store::LetterFacts, days: i64, today: chrono::NaiveDate, frame: &Frame) -> Letter {
    let (words, last) = (Words::new(Lang::Sv), round.last_day);
    let name = words.round(round.name.kind, round.name.ordinal());
    let sent = facts.letter_date.unwrap_or_else(|| calendar::day_of(round.sent_at));
    let day_word = if days == 1 { "dag" } else { "dagar" };
    let mut paragraphs = vec![
        format!(
            "{} skickade den {} granskningen ”{}” ({}) till {} och bad om ett {name}. Det skulle ha kommit in senast den {}.",
            frame.auditors,
            words.date(sent),
            round.name.title,
            round.name.reference,
            round.name.board_name,
            words.date(last.due_on)
        ),
        match facts.withdrawn {
            // What came in has come in, and a letter of the auditors does not deny it.
            Some((came, back)) => format!(
                "Ett yttrande kom in den {} och återtogs av nämnden den {}. I dag, {days} {day_word} efter sista dagen, har inget annat kommit in.",
                words.date(came),
                words.date(calendar::day_of(back))
            ),
            None => format!("I dag, {days} {day_word} senare, har yttrandet inte kommit in."),
        },
        format!("Nämnden ombeds lämna yttrandet snarast. Det ska besvara {}.", items(facts.items)),
        format!("{} Ett yttrande som kommer in nu tas emot och märks som försenat.", if last.extension_asked { ASKED } else { MAY_ASK }),
        // KL 12:9: why a reminder is more than a courtesy.
        "Nämnden är enligt 12 kap. 9 § kommunallagen skyldig att lämna revisorerna de upplysningar som behövs för granskningen.".to_owned(),
    ];
    if let Some(moved) = words.moved(last) {
        paragraphs.insert(1, format!("{moved}."));
    }
    if !facts.reply_to.is_empty() {
        paragraphs.push(format!("Yttrandet lämnas i tjänsten för revisionsuppföljning eller till {}.", facts.reply_to));
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

fn items(count: i64) -> String {
    if count == 1 { "en bedömning eller rekommendation".to_owned() } else { format!("{count} bedömningar och rekommendationer, var för sig") }
}
