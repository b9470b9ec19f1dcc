//! An audit as the auditors record it: whom it addresses, what it says, and when it may be sent.

use chrono::NaiveDate;

use super::calendar;
use super::round::RoundKind;

/// What a body is asked to do with the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "addressee_role", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AddresseeRole {
    /// Must respond, by a date.
    Respond,
    /// For information (för kännedom).
    Information,
    /// For action (för åtgärd): no answer is asked for.
    Action,
    /// For consideration (för beaktande).
    Consideration,
}

/// How sure the reading of a letter is of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "certainty", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// It stands in the letter.
    Found,
    /// It was concluded, or the letter is ambiguous: a person must check.
    Check,
    /// It is not there.
    Missing,
}

/// What kind of body a board is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "board_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum BoardKind {
    /// A board (nämnd).
    Board,
    /// The municipal executive board (kommunstyrelsen).
    Executive,
    /// A company owned by the municipality.
    Company,
    /// The council (fullmäktige).
    Council,
}

/// An item is an assessment of the audit, or a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "item_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Bedömning: B1, B2 …
    Assessment,
    /// Rekommendation: R1, R2 …
    Recommendation,
}

/// The longest heading of an item, in characters.
pub const HEADING_LIMIT: usize = 120;

/// A heading proposed from the first sentence of an item: as much of it as a heading holds, to the end of a word.
#[must_use]
pub fn proposed_heading(body: &str) -> String {
    let first = body.split_inclusive(['.', ';']).next().unwrap_or(body).trim().trim_end_matches(['.', ';']);
    let first = first.strip_prefix("Att ").or_else(|| first.strip_prefix("att ")).unwrap_or(first);
    let whole = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let heading = if whole.chars().count() <= HEADING_LIMIT { whole } else { format!("{} …", beginning(&whole, HEADING_LIMIT - 2)) };
    let mut letters = heading.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// As many whole words as there is room for. A word that is longer than all the room is cut.
fn beginning(words: &str, room: usize) -> String {
    let with_the_next: String = words.chars().take(room + 1).collect();
    with_the_next.rsplit_once(' ').map_or_else(|| words.chars().take(room).collect(), |(whole, _)| whole.to_owned())
}

/// One last day as planned, before sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRound {
    /// First, follow-up or further, by its ordinal counted from 1.
    pub ordinal: i16,
    /// The last day, in Stockholm.
    pub due_on: NaiveDate,
    /// The phrase of the letter; empty when the date was typed by hand.
    pub phrase: String,
}

impl PlannedRound {
    /// The kind that follows from the ordinal.
    #[must_use]
    pub fn kind(&self) -> RoundKind {
        RoundKind::of(self.ordinal)
    }
}

/// A body that must answer, as far as sending is concerned.
#[derive(Clone, Debug)]
pub struct Respondent {
    /// The board's name.
    pub board: String,
    /// Its last days, by ordinal.
    pub rounds: Vec<PlannedRound>,
    /// How many items are addressed to it.
    pub items: i64,
}

/// Why an audit cannot be sent yet. Each is said at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No body is asked to respond.
    NobodyResponds,
    /// There is nothing to respond to.
    NoItems,
    /// An item is addressed to nobody who must respond: its code.
    ItemWithoutBoard(String),
    /// A body that must respond has no date for its first response.
    NoDate(String),
    /// A first date that is not after the day of sending.
    DateNotAfterSending(String, NaiveDate),
    /// A later date that is not after the one before it.
    DatesInWrongOrder(String, NaiveDate, NaiveDate),
    /// A body must respond, but no item is addressed to it.
    NothingToAnswer(String),
}

/// What hinders sending on a given day (domain rule: dispatch without dates, or with dates in the wrong order,
/// is blocked).
#[must_use]
pub fn obstacles(respondents: &[Respondent], items_without_board: &[String], has_items: bool, today: NaiveDate) -> Vec<Obstacle> {
    let mut found = Vec::new();
    if respondents.is_empty() {
        found.push(Obstacle::NobodyResponds);
    }
    if !has_items {
        found.push(Obstacle::NoItems);
    }
    found.extend(items_without_board.iter().cloned().map(Obstacle::ItemWithoutBoard));
    for respondent in respondents {
        found.extend(date_obstacle(respondent, today));
        if has_items && respondent.items == 0 {
            found.push(Obstacle::NothingToAnswer(respondent.board.clone()));
        }
    }
    found
}

/// Days within which a board can hardly meet and decide: a shorter time is asked about before an audit is sent.
pub const SHORT_NOTICE: i64 = 14;

/// What may be right and is often a slip: asked about before an audit is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// It is sent on a day on which offices are closed, and is received then.
    SentOnClosedDay(NaiveDate),
    /// A board's last day is one on which offices are closed.
    LastDayIsClosed(String, NaiveDate),
    /// A board has so few days for its first response.
    ShortNotice(String, NaiveDate, i64),
}

/// What is asked before sending on a given day. The rounds have the days that will be in force.
#[must_use]
pub fn questions(respondents: &[Respondent], today: NaiveDate) -> Vec<Question> {
    let mut asked = Vec::new();
    if calendar::closed(today).is_some() {
        asked.push(Question::SentOnClosedDay(today));
    }
    for respondent in respondents {
        for round in &respondent.rounds {
            let (board, day, left) = (&respondent.board, round.due_on, (round.due_on - today).num_days());
            if calendar::closed(day).is_some() {
                asked.push(Question::LastDayIsClosed(board.clone(), day));
            }
            if round.ordinal == 1 && left < SHORT_NOTICE {
                asked.push(Question::ShortNotice(board.clone(), day, left));
            }
        }
    }
    asked
}

fn date_obstacle(respondent: &Respondent, today: NaiveDate) -> Option<Obstacle> {
    let board = respondent.board.clone();
    let mut rounds = respondent.rounds.iter();
    let first = match rounds.next() {
        Some(round) if round.ordinal == 1 => round,
        Some(_) | None => return Some(Obstacle::NoDate(board)),
    };
    if first.due_on <= today {
        return Some(Obstacle::DateNotAfterSending(board, first.due_on));
    }
    let mut before = first.due_on;
    for round in rounds {
        if round.due_on <= before {
            return Some(Obstacle::DatesInWrongOrder(board, before, round.due_on));
        }
        before = round.due_on;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_proposed_from_the_first_words() {
        assert_eq!(proposed_heading("att ta fram en plan för incidenter. Den ska övas."), "Ta fram en plan för incidenter");
        let heading = "Ta fram en plan för hur systemen återställs efter en incident och hur verksamheten arbetar medan de är borta, med övning";
        assert_eq!((proposed_heading(&format!("{heading}. Mer.")).as_str(), heading.chars().count()), (heading, 120), "a heading that fits is whole");
        assert_eq!(proposed_heading(&format!("{heading}ar varje år.")), format!("{} …", heading.strip_suffix(" övning").unwrap()));
        for long in ["Säkerställa ".repeat(30), "x".repeat(500)] {
            let proposed = proposed_heading(&long);
            assert!(proposed.chars().count() <= HEADING_LIMIT && proposed.ends_with('…'), "{proposed}");
        }
    }

    fn respondent(dates: &[(i16, &str)], items: i64) -> Respondent {
        let rounds = dates.iter().map(|(ordinal, due)| PlannedRound { ordinal: *ordinal, due_on: due.parse().unwrap(), phrase: String::new() }).collect();
        Respondent { board: "Miljönämnden".into(), rounds, items }
    }

    #[test]
    fn what_is_often_a_slip_is_asked_about_and_nothing_else() {
        let board = || "Miljönämnden".to_owned();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        // 22 March 2025 was a Saturday.
        assert_eq!(
            questions(&[respondent(&[(1, "2025-03-23"), (2, "2026-01-30")], 1)], day("2025-03-22")),
            [
                Question::SentOnClosedDay(day("2025-03-22")),
                Question::LastDayIsClosed(board(), day("2025-03-23")),
                Question::ShortNotice(board(), day("2025-03-23"), 1)
            ]
        );
        assert_eq!(questions(&[respondent(&[(1, "2025-04-07"), (2, "2026-01-30")], 1)], day("2025-03-24")), []);
        assert_eq!(questions(&[respondent(&[(1, "2025-04-04")], 1)], day("2025-03-24")), [Question::ShortNotice(board(), day("2025-04-04"), 11)]);
        assert_eq!(questions(&[respondent(&[(1, "2025-06-20")], 1)], day("2025-03-24")), [Question::LastDayIsClosed(board(), day("2025-06-20"))]);
    }

    #[test]
    fn an_audit_is_sent_only_with_dates_that_can_be_met_in_order() {
        let today = "2025-03-22".parse().unwrap();
        let at = |dates: &[(i16, &str)]| obstacles(&[respondent(dates, 2)], &[], true, today);
        assert_eq!(at(&[(1, "2025-04-04"), (2, "2026-02-27")]), []);
        assert_eq!(at(&[]), [Obstacle::NoDate("Miljönämnden".into())]);
        assert_eq!(at(&[(2, "2026-02-27")]), [Obstacle::NoDate("Miljönämnden".into())]);
        assert!(matches!(at(&[(1, "2025-03-22")]).as_slice(), [Obstacle::DateNotAfterSending(..)]));
        assert!(matches!(at(&[(1, "2025-04-04"), (2, "2025-04-04")]).as_slice(), [Obstacle::DatesInWrongOrder(..)]));
    }

    #[test]
    fn an_audit_without_items_or_recipients_is_not_sent() {
        let today = "2025-03-22".parse().unwrap();
        assert_eq!(obstacles(&[], &[], false, today), [Obstacle::NobodyResponds, Obstacle::NoItems]);
        assert_eq!(
            obstacles(&[respondent(&[(1, "2025-04-04")], 0)], &["R2".into()], true, today),
            [Obstacle::ItemWithoutBoard("R2".into()), Obstacle::NothingToAnswer("Miljönämnden".into())]
        );
    }
}
