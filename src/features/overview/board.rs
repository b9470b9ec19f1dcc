//! One board's page: a sentence that says how it stands, and all that it has been asked to answer.

use askama::Template;
use chrono::NaiveDate;
use sqlx::PgConnection;

use super::day::Day;
use super::store::{self, Board, Round};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::policy::Scope;
use crate::domain::round::{RoundKey, RoundState};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Scoped};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Chip, Due};
use crate::platform::words::{Words, capital};

crate::action!(
    /// A board's page.
    ShowBoard, ReadPublished, String => Board, find
);

impl Scoped for Board {
    fn scope(&self) -> Scope {
        Scope::Board(self.id)
    }
}

async fn find(conn: &mut PgConnection, slug: &str) -> sqlx::Result<Option<Board>> {
    store::board(conn, slug).await
}

#[derive(Template)]
#[template(path = "overview/board.html")]
struct Page {
    frame: Frame,
    t: Texts,
    name: String,
    /// How it stands, continuing its name.
    stands: String,
    tone: &'static str,
    ended: Option<String>,
    overdue: Vec<Line>,
    coming: Vec<Line>,
    submitted: Vec<Line>,
}

/// One response, due or submitted.
struct Line {
    url: String,
    title: String,
    reference: String,
    round: String,
    due: Due,
    arrival: Option<Arrival>,
    chips: Vec<Chip>,
}

/// When a response came, and what the auditors said.
struct Arrival {
    day: Day,
    /// "i tid", "3 dagar sent".
    lateness: String,
    receipt: String,
    assessed: Option<Day>,
}

pub(super) async fn show(gate: Gate<ShowBoard>) -> Result<Html, Failure> {
    let (mut look, board) = gate.look().await?;
    let frame = look.frame().await?;
    let (t, words, today) = (Texts::from(frame.lang), look.words(), look.today());
    let rounds = store::rounds(look.conn(), board.id).await?;
    let (mut overdue, mut coming, mut submitted) = (Vec::new(), Vec::new(), Vec::new());
    for round in &rounds {
        let state = state(round, today);
        let line = line(words, &board.slug, round, state, today);
        match state {
            RoundState::Awaited(calendar::Standing::DaysLate(_)) => overdue.push(line),
            RoundState::Awaited(calendar::Standing::LastDay | calendar::Standing::DaysLeft(_)) => coming.push(line),
            RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Unanswered => submitted.push(line),
        }
    }
    // What came last is what the reader looks for.
    submitted.reverse();
    let ended = board.valid_to.filter(|day| *day < today).map(|day| t.board_ended(&words.date(day)));
    let (stands, tone) = stands(t, overdue.len(), rounds.len());
    Html::page(&Page { frame, t, name: board.name, stands, tone, ended, overdue, coming, submitted })
}

/// How a board stands, and the tone of the note that says so.
fn stands(t: Texts, overdue: usize, rounds: usize) -> (String, &'static str) {
    match (overdue, rounds) {
        (_, 0) => (t.board_unasked().to_owned(), ""),
        (0, _) => (t.board_on_track().to_owned(), "ok"),
        (overdue, _) => (t.board_overdue(i64::try_from(overdue).unwrap_or(i64::MAX)), "bad"),
    }
}

fn state(round: &Round, today: NaiveDate) -> RoundState {
    RoundState::of(round.due_on, round.received_on, round.assessed_at.is_some(), today).closed(round.closed)
}

fn line(words: Words, slug: &str, round: &Round, state: RoundState, today: NaiveDate) -> Line {
    let standing = calendar::standing(round.due_on, today);
    let (url, nearness) = match state {
        RoundState::Awaited(_) => (address::audit(&round.key), Chip::of_deadline(words, standing)),
        RoundState::Unanswered => (address::audit(&round.key), None),
        RoundState::Received { .. } | RoundState::Assessed { .. } => (address::response(&round.key, slug, RoundKey::new(round.ordinal)), None),
    };
    Line {
        url,
        title: round.title.clone(),
        reference: round.reference.clone(),
        round: capital(&words.round(round.kind, round.ordinal)),
        due: Due::with_weekday(words, round.last_day(), &address::response(&round.key, slug, RoundKey::new(round.ordinal))),
        arrival: round.received_on.map(|day| arrival(words, round, day)),
        chips: std::iter::once(Chip::of_round(words, state)).chain(nearness).collect(),
    }
}

fn arrival(words: Words, round: &Round, received_on: NaiveDate) -> Arrival {
    Arrival {
        day: Day::in_text(words, received_on),
        lateness: words.lateness(calendar::days_late(round.due_on, received_on)),
        receipt: round.receipt.clone().unwrap_or_default(),
        assessed: round.assessed_at.map(|at| Day::in_text(words, calendar::day_of(at))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::round::RoundKind;
    use crate::platform::language::Lang;

    fn round(received: Option<&str>, assessed: bool) -> Round {
        Round {
            key: "sr-2024-38".into(),
            reference: "SR-2024-38".into(),
            title: "IT-säkerhet".into(),
            kind: RoundKind::First,
            ordinal: 1,
            original_due_on: "2025-03-31".parse().unwrap(),
            due_on: "2025-04-25".parse().unwrap(),
            due_kind: crate::domain::round::DeadlineKind::Extension,
            extension_asked: false,
            received_on: received.map(|day| day.parse().unwrap()),
            assessed_at: assessed.then(|| "2025-06-01T10:00:00Z".parse().unwrap()),
            closed: false,
            receipt: received.map(|_| "Y2025-0001".into()),
        }
    }
    fn drawn(round: &Round, today: &str) -> Line {
        let (words, today) = (Words::new(Lang::Sv), today.parse().unwrap());
        line(words, "servicenamnden", round, state(round, today), today)
    }

    #[test]
    fn a_board_is_told_in_one_sentence_how_it_stands() {
        let t = Texts::from(Lang::Sv);
        for (overdue, rounds, sentence) in [
            (0, 0, "har inte fått någon granskning att svara på."),
            (0, 3, "har inget försenat yttrande."),
            (1, 3, "har ett försenat yttrande."),
            (3, 3, "har tre försenade yttranden."),
        ] {
            assert_eq!(stands(t, overdue, rounds).0, sentence);
        }
    }

    #[test]
    fn what_has_not_come_leads_to_the_audit_and_what_has_come_to_the_response() {
        assert_eq!(drawn(&round(None, false), "2025-04-20").url, "/granskningar/sr-2024-38");
        assert_eq!(drawn(&round(Some("2025-04-28"), false), "2025-05-01").url, "/yttranden/sr-2024-38/servicenamnden/forsta");
    }

    #[test]
    fn lateness_counts_from_the_last_day_in_force() {
        let late = drawn(&round(Some("2025-04-28"), true), "2025-07-01");
        let arrival = late.arrival.unwrap();
        assert_eq!((arrival.lateness.as_str(), arrival.receipt.as_str()), ("3 dagar sent", "Y2025-0001"));
        assert_eq!(arrival.assessed, Some(Day::in_text(Words::new(Lang::Sv), "2025-06-01".parse().unwrap())));
        assert_eq!(drawn(&round(Some("2025-04-25"), false), "2025-07-01").arrival.unwrap().lateness, "i tid");
        assert!(late.due.to_string().contains("Anstånd till 25 april 2025 (tidigare 31 mars 2025)"), "{}", late.due);
    }
}
