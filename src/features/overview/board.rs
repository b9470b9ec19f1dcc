//! One board's page: a sentence that says how it stands, what has come of its answers so far, and all that it has been asked to answer.

use askama::Template;
use chrono::{Datelike as _, NaiveDate};
use sqlx::PgConnection;

use super::board_so_far::{self, SoFar};
use super::day::Day;
use super::sentences;
use super::store::{self, BEFORE_ALL, Board, Owing, Round};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::policy::{Scope, Side};
use crate::domain::round::RoundState;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Scoped};
use crate::platform::listing::{Cell, Filters, Head, ListPage, Query, Sheet};
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
    /// How it stands, continuing its name.
    stands: String,
    tone: &'static str,
    /// What it was called, and that it has ended.
    story: Vec<String>,
    /// The boards that have ended and for which it answers, each with what is left.
    answers_for: Vec<(String, String, String)>,
    /// This year and the last one on a sheet.
    years: Vec<(i32, String)>,
    /// In all; on the first page of its responses.
    so_far: Option<SoFar>,
    list: ListPage,
    groups: Vec<Group>,
}

/// Responses that stand alike.
struct Group {
    heading: &'static str,
    lines: Vec<Line>,
}

/// One response, due or submitted.
pub(super) struct Line {
    pub(super) url: String,
    pub(super) title: String,
    pub(super) reference: String,
    pub(super) round: String,
    pub(super) due: Due,
    pub(super) arrival: Option<Arrival>,
    pub(super) chips: Vec<Chip>,
}

/// When a response came, and what the auditors said.
pub(super) struct Arrival {
    pub(super) day: Day,
    /// "i tid", "3 dagar sent".
    pub(super) lateness: String,
    pub(super) receipt: String,
    pub(super) assessed: Option<Day>,
}

pub(super) async fn show(gate: Gate<ShowBoard>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, board) = gate.look().await?;
    let mut frame = look.frame().await?;
    let (t, words, today) = (Texts::from(frame.lang), look.words(), look.today());
    let window = query.window();
    let (rounds, counted) = store::rounds(look.conn(), board.id, &window, today).await?;
    let cut = window.cut(rounds, |round| (round.place, round.id.uuid()));
    let (count, owing) = match counted {
        Some(counted) => counted,
        None => store::count_rounds(look.conn(), board.id, cut.begins(BEFORE_ALL), today).await?,
    };
    let pages = cut.pages(&query, frame.lang, count);
    let sees_responses = look.side() != Side::Board || look.person().is_some_and(|person| person.boards().contains(&board.id));
    let so_far = if window.is_first() { board_so_far::of(look.conn(), &board, sees_responses, today, (t, words)).await? } else { None };
    let answers_for = board.story.answers_for(today).map(|one| (address::board(&one.slug), one.name.clone(), t.has_left(one.left))).collect();
    let (stands, tone) = stands(t, owing, count.is_none());
    frame.here = query.here();
    Html::page(&Page {
        list: ListPage::new(
            board.name,
            Filters::new(&query, frame.lang),
            Head::new(&query, &pages, |n| t.found_responses(n), t.no_responses(), &format!("{}/yttranden.csv", address::board(&board.slug))),
            pages,
        ),
        years: [today.year(), today.year() - 1].into_iter().map(|year| (year, address::board_year(&board.slug, year))).collect(),
        groups: groups(&cut.rows, t, words, today),
        so_far,
        stands,
        tone,
        story: words.board_story(&board.story, today),
        answers_for,
        t,
        frame,
    })
}

/// The same responses as a file, all of them.
pub(super) async fn file(gate: Gate<ShowBoard>, mut query: Query) -> Result<Sheet, Failure> {
    let (mut look, board) = gate.look().await?;
    let (t, words, today) = (Texts::from(look.lang()), look.words(), look.today());
    let window = query.window();
    let (rounds, _) = store::rounds(look.conn(), board.id, &window, today).await?;
    let cut = window.cut(rounds, |round| (round.place, round.id.uuid()));
    let header = vec![t.reference(), t.audit(), t.board(), t.response(), t.last_day(), t.first_last_day(), t.came_in(), t.receipt(), t.assessed(), t.status()];
    let header = header.into_iter().chain(words.lateness_heads()).collect();
    Sheet::new(&query, t.lang.pick("yttranden", "responses"), header, cut, |round| {
        let said = words.round_state(state(&round, today));
        let [in_force, by_letter, moved_after, preliminary] = words.lateness_cells(round.last_day, round.received_on);
        vec![
            round.name.reference.as_str().into(),
            round.name.title.as_str().into(),
            round.name.board_name.as_str().into(),
            words.round(round.name.kind, round.name.ordinal()).into(),
            Cell::Day(Some(round.last_day.due_on)),
            Cell::Day(Some(round.last_day.original_due_on)),
            Cell::Day(round.received_on),
            round.receipt.unwrap_or_default().into(),
            Cell::Day(round.assessed_at.map(calendar::day_of)),
            said.into(),
            in_force.into(),
            by_letter.into(),
            moved_after.into(),
            preliminary.into(),
        ]
    })
}

/// The responses in their order, under a heading for each way to stand.
fn groups(rounds: &[Round], t: Texts, words: Words, today: NaiveDate) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for round in rounds {
        let state = state(round, today);
        let heading = match state {
            RoundState::Awaited(calendar::Standing::DaysLate(_)) => t.group_overdue(),
            RoundState::Awaited(calendar::Standing::LastDay | calendar::Standing::DaysLeft(_)) => t.group_coming(),
            RoundState::Received { .. } | RoundState::Assessed { .. } | RoundState::Unanswered | RoundState::Withdrawn => t.group_submitted(),
        };
        let line = line(words, round, state, today);
        match groups.last_mut() {
            Some(group) if group.heading == heading => group.lines.push(line),
            Some(_) | None => groups.push(Group { heading, lines: vec![line] }),
        }
    }
    groups
}

/// How a board stands, and the tone of the note that says so.
fn stands(t: Texts, owing: Owing, unasked: bool) -> (String, &'static str) {
    match (owing.overdue, unasked) {
        (_, true) => (t.board_unasked().to_owned(), ""),
        (0, false) => match sentences::by_the_letter(t, owing.overdue_by_letter, owing.moved_after) {
            // Not green: it is on time only by a day that was moved.
            Some(more) => (format!("{} {more}", t.board_on_track()), ""),
            None => (t.board_on_track().to_owned(), "ok"),
        },
        (overdue, false) => (t.board_overdue(overdue), "bad"),
    }
}

pub(super) fn state(round: &Round, today: NaiveDate) -> RoundState {
    RoundState::of(round.last_day, round.received_on, round.assessed_at.is_some(), today).closed(round.closed)
}

pub(super) fn line(words: Words, round: &Round, state: RoundState, today: NaiveDate) -> Line {
    let standing = calendar::standing(round.last_day.due_on, today);
    let (url, nearness) = match state {
        RoundState::Awaited(_) => (round.name.audit_url(), Chip::of_deadline(words, standing)),
        RoundState::Unanswered | RoundState::Withdrawn => (round.name.audit_url(), None),
        RoundState::Received { .. } | RoundState::Assessed { .. } => (round.name.response_url(), None),
    };
    Line {
        url,
        title: round.name.title.clone(),
        reference: round.name.reference.clone(),
        round: capital(&words.round(round.name.kind, round.name.ordinal())),
        due: Due::with_weekday(words, round.last_day, &round.name),
        arrival: round.received_on.map(|day| arrival(words, round, day)),
        chips: std::iter::once(Chip::of_round(words, state)).chain(nearness).collect(),
    }
}

fn arrival(words: Words, round: &Round, received_on: NaiveDate) -> Arrival {
    Arrival {
        day: Day::in_text(words, received_on),
        lateness: words.lateness(round.last_day.lateness(received_on)),
        receipt: round.receipt.clone().unwrap_or_default(),
        assessed: round.assessed_at.map(|at| Day::in_text(words, calendar::day_of(at))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::RoundId;
    use crate::domain::round::{DeadlineKind, LastDay, RoundKey, RoundKind, RoundName};
    use crate::platform::language::Lang;

    fn round(received: Option<&str>, assessed: bool) -> Round {
        Round {
            id: RoundId::new("2025-01-30T10:00:00Z".parse().unwrap()),
            place: 0,
            name: RoundName {
                reference: "SR-2024-38".into(),
                reference_key: "sr-2024-38".into(),
                title: "IT-säkerhet".into(),
                board_name: "Servicenämnden".into(),
                board_slug: "servicenamnden".into(),
                kind: RoundKind::First,
                key: RoundKey::new(1),
            },
            last_day: LastDay {
                due_on: "2025-04-25".parse().unwrap(),
                original_due_on: "2025-03-31".parse().unwrap(),
                kind: DeadlineKind::Extension,
                extension_asked: false,
                moved_after: None,
                undecided: false,
                withdrawn: false,
            },
            received_on: received.map(|day| day.parse().unwrap()),
            assessed_at: assessed.then(|| "2025-06-01T10:00:00Z".parse().unwrap()),
            closed: false,
            receipt: received.map(|_| "Y2025-0001".into()),
        }
    }
    fn line_on(round: &Round, today: &str) -> Line {
        let (words, today) = (Words::new(Lang::SV), today.parse().unwrap());
        line(words, round, state(round, today), today)
    }

    #[test]
    fn a_board_is_told_in_one_sentence_how_it_stands() {
        let t = Texts::from(Lang::SV);
        for (overdue, overdue_by_letter, moved_after, unasked, sentence, tone) in [
            (0, 0, 0, true, "har inte fått någon granskning att svara på.", ""),
            (0, 0, 0, false, "har inget försenat yttrande.", "ok"),
            (1, 1, 0, false, "har ett försenat yttrande.", "bad"),
            (3, 3, 0, false, "har tre försenade yttranden.", "bad"),
            (0, 2, 0, false, "har inget försenat yttrande. Mot missivets dag är två försenade.", ""),
            (0, 0, 1, false, "har inget försenat yttrande. För ett flyttades sista dagen när den hade passerat.", ""),
        ] {
            let owing = Owing { overdue, overdue_by_letter, moved_after };
            assert_eq!(stands(t, owing, unasked), (sentence.to_owned(), tone));
        }
    }

    #[test]
    fn what_has_not_come_leads_to_the_audit_and_what_has_come_to_the_response() {
        assert_eq!(line_on(&round(None, false), "2025-04-20").url, "/granskningar/sr-2024-38");
        assert_eq!(line_on(&round(Some("2025-04-28"), false), "2025-05-01").url, "/yttranden/sr-2024-38/servicenamnden/forsta");
    }

    #[test]
    fn lateness_counts_from_the_last_day_in_force() {
        let late = line_on(&round(Some("2025-04-28"), true), "2025-07-01");
        let arrival = late.arrival.unwrap();
        assert_eq!((arrival.lateness.as_str(), arrival.receipt.as_str()), ("3 dagar sent; 28 dagar sent mot missivets dag", "Y2025-0001"));
        assert_eq!(arrival.assessed, Some(Day::in_text(Words::new(Lang::SV), "2025-06-01".parse().unwrap())));
        assert_eq!(line_on(&round(Some("2025-04-25"), false), "2025-07-01").arrival.unwrap().lateness, "i tid; 25 dagar sent mot missivets dag");
        assert!(late.due.to_string().contains("Anstånd till 25 april 2025 (tidigare 31 mars 2025)"), "{}", late.due);
    }
}
