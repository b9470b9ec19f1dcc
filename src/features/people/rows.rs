//! Pasted people: name, address, role, board. All lines right, or nothing is saved.

use chrono::NaiveDate;

use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::email::EmailAddress;
use crate::domain::ids::{BoardId, PersonId};

/// A line that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Which line it is, from 1.
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) email: EmailAddress,
    pub(super) role: Role,
    pub(super) board: Option<BoardId>,
    /// When the role ends by itself, if it does.
    pub(super) last_day: Option<NaiveDate>,
}

/// What is wrong with a line. Lines count from 1, as the reader sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowFault {
    NoName(usize),
    NoAt(usize),
    BadEmail(usize, String),
    NoRole(usize),
    UnknownRole(usize, String),
    BoardNeeded(usize),
    BoardNotNeeded(usize),
    UnknownBoard(usize, String, Option<String>),
    Twice(usize),
    HasIt(usize),
    OtherName(usize, String),
    Conflict(usize),
    IsEnded(usize),
    /// What stands there as last day.
    NoLastDay(usize, String),
    LastDayIsOver(usize),
    /// The instant from which it can apply.
    LastDayTooEarly(usize, String),
    /// Somebody else is called the same: her name and address.
    Namesake(usize, String, String),
}

/// Somebody who is known already, with the roles in force.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) id: PersonId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) ended: bool,
    pub(super) roles: Vec<(Role, Option<BoardId>)>,
}

/// The addresses that the lines name: whoever has one of them may be known already.
pub(super) fn emails(pasted: &str) -> Vec<String> {
    pasted.split([';', '\t', '\n']).filter_map(EmailAddress::parse).map(|address| address.to_string()).collect()
}

/// The names on the lines, in small letters: somebody may be called the same already.
pub(super) fn names(pasted: &str) -> Vec<String> {
    pasted.lines().filter_map(|line| line.split([';', '\t']).next()).map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()).collect()
}

/// Reads the lines; blank ones are skipped.
pub(super) fn read(pasted: &str, boards: &[(BoardId, String)], known: &[Known], today: NaiveDate) -> (Vec<Row>, Vec<RowFault>) {
    let (mut rows, mut faults): (Vec<Row>, Vec<RowFault>) = (Vec::new(), Vec::new());
    for (number, line) in pasted.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let read = row(number + 1, line, boards, today).and_then(|row| judge(number + 1, row, &rows, known));
        match read {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    (rows, faults)
}

fn row(number: usize, line: &str, boards: &[(BoardId, String)], today: NaiveDate) -> Result<Row, RowFault> {
    let mut cells = line.split([';', '\t']).map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut cell = || cells.next().unwrap_or_default();
    let (name, address, role, board, last_day) = (cell(), cell(), cell(), cell(), cell());
    if name.is_empty() || name.chars().count() > 200 {
        return Err(RowFault::NoName(number));
    }
    if !address.contains('@') {
        return Err(RowFault::NoAt(number));
    }
    let email = EmailAddress::parse(&address).ok_or(RowFault::BadEmail(number, address))?;
    if role.is_empty() {
        return Err(RowFault::NoRole(number));
    }
    let role = role_of(&role).ok_or(RowFault::UnknownRole(number, role))?;
    let board = match (role.needs_board(), board.is_empty()) {
        (true, true) => return Err(RowFault::BoardNeeded(number)),
        (false, false) => return Err(RowFault::BoardNotNeeded(number)),
        (false, true) => None,
        (true, false) => Some(find_board(number, &board, boards)?),
    };
    let last_day = match last_day.as_str() {
        "" => None,
        typed => Some(calendar::date(typed).map_err(|_| RowFault::NoLastDay(number, typed.to_owned()))?),
    };
    if last_day.is_some_and(|day| day < today) {
        return Err(RowFault::LastDayIsOver(number));
    }
    Ok(Row { number, name, email, role, board, last_day })
}

fn find_board(number: usize, name: &str, boards: &[(BoardId, String)]) -> Result<BoardId, RowFault> {
    let folded = name.to_lowercase();
    if let Some((id, _)) = boards.iter().find(|(_, other)| other.to_lowercase() == folded) {
        return Ok(*id);
    }
    let near = boards.iter().map(|(_, other)| (distance(&folded, &other.to_lowercase()), other)).min();
    let meant = near.filter(|(distance, _)| *distance <= 3).map(|(_, other)| other.clone());
    Err(RowFault::UnknownBoard(number, name.to_owned(), meant))
}

/// Holds the line against the other lines and against whoever is known.
fn judge(number: usize, row: Row, earlier: &[Row], known: &[Known]) -> Result<Row, RowFault> {
    let same: Vec<&Row> = earlier.iter().filter(|other| other.email == row.email).collect();
    let person = known.iter().find(|person| person.email == row.email.as_str());
    if same.iter().any(|other| other.role == row.role && other.board == row.board) {
        return Err(RowFault::Twice(number));
    }
    let names = same.first().map(|other| &other.name).or(person.map(|person| &person.name));
    if let Some(name) = names.filter(|name| name.to_lowercase() != row.name.to_lowercase()) {
        return Err(RowFault::OtherName(number, name.clone()));
    }
    if person.is_some_and(|person| person.ended) {
        return Err(RowFault::IsEnded(number));
    }
    let mut roles: Vec<(Role, Option<BoardId>)> = same.iter().map(|other| (other.role, other.board)).collect();
    roles.extend(person.map(|person| person.roles.clone()).unwrap_or_default());
    if roles.contains(&(row.role, row.board)) {
        return Err(RowFault::HasIt(number));
    }
    if roles.iter().any(|(role, _)| excludes(*role, row.role)) {
        return Err(RowFault::Conflict(number));
    }
    Ok(row)
}

/// KL 4:4-4:5: an auditor holds nothing of what is audited; an administrator holds no content. The database says the same.
pub(super) fn excludes(one: Role, other: Role) -> bool {
    let audits = |role| matches!(role, Role::Auditor | Role::AuditReader);
    let administers = |role| role == Role::Administrator;
    audits(one) != audits(other) || administers(one) != administers(other)
}

fn role_of(word: &str) -> Option<Role> {
    Some(match word.to_lowercase().as_str() {
        "revisor" | "sakkunnig" | "auditor" => Role::Auditor,
        "läsare" | "läsare hos revisionen" | "audit reader" | "reader" => Role::AuditReader,
        "nämndsekreterare" | "sekreterare" | "board secretary" | "secretary" => Role::Secretary,
        "handläggare" | "contributor" => Role::Contributor,
        "ordförande" | "beslutande" | "approver" | "chair" => Role::Approver,
        "fullmäktigeledamot" | "fullmäktige" | "ledamot" | "council member" | "council" => Role::Council,
        "administratör" | "administrator" => Role::Administrator,
        _ => return None,
    })
}

/// How many letters must be added, removed or changed to come from one word to the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let change = cell(&row, j) + usize::from(a != *b);
            next.push(change.min(cell(&row, j + 1) + 1).min(cell(&next, j) + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boards() -> Vec<(BoardId, String)> {
        vec![(BoardId::new("2025-01-01T00:00:00Z".parse().unwrap()), "Servicenämnden".to_owned())]
    }

    fn today() -> NaiveDate {
        "2025-03-10".parse().unwrap()
    }

    fn faults(pasted: &str) -> Vec<RowFault> {
        read(pasted, &boards(), &[], today()).1
    }

    #[test]
    fn one_person_per_line_and_one_person_may_have_several_roles() {
        let (rows, faults) =
            read("Anna Berg; Anna.Berg@kommun.se; nämndsekreterare; servicenämnden\nAnna Berg\tanna.berg@kommun.se\tledamot", &boards(), &[], today());
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].email, rows[1].email);
    }

    #[test]
    fn a_role_may_have_a_last_day_which_is_today_or_later() {
        let (rows, faults) = read(
            "Anna Berg; anna.berg@kommun.se; nämndsekreterare; Servicenämnden; 30 juni 2025\nBo Ek; bo.ek@kommun.se; revisor; ; 2025-03-10",
            &boards(),
            &[],
            today(),
        );
        assert!(faults.is_empty(), "{faults:?}");
        let days: Vec<Option<NaiveDate>> = rows.iter().map(|row| row.last_day).collect();
        assert_eq!(days, ["2025-06-30".parse().ok(), Some(today())]);
        assert_eq!(self::faults("A; a@b.se; revisor; ; i vår"), [RowFault::NoLastDay(1, "i vår".into())]);
        assert_eq!(self::faults("A; a@b.se; revisor; ; 2025-03-09"), [RowFault::LastDayIsOver(1)]);
    }

    #[test]
    fn every_wrong_line_is_named_with_what_is_wrong() {
        assert_eq!(faults("; a@b.se; revisor"), [RowFault::NoName(1)]);
        assert_eq!(faults("\n\nA; ab.se; revisor"), [RowFault::NoAt(3)]);
        assert_eq!(faults("A; a@b; revisor"), [RowFault::BadEmail(1, "a@b".into())]);
        assert_eq!(faults("A; a@b.se"), [RowFault::NoRole(1)]);
        assert_eq!(faults("A; a@b.se; kung"), [RowFault::UnknownRole(1, "kung".into())]);
        assert_eq!(faults("A; a@b.se; sekreterare"), [RowFault::BoardNeeded(1)]);
        assert_eq!(faults("A; a@b.se; revisor; Servicenämnden"), [RowFault::BoardNotNeeded(1)]);
        assert_eq!(faults("A; a@b.se; sekreterare; Serivcenämnden"), [RowFault::UnknownBoard(1, "Serivcenämnden".into(), Some("Servicenämnden".into()))]);
        assert_eq!(faults("A; a@b.se; revisor\nA; a@b.se; revisor"), [RowFault::Twice(2)]);
        assert_eq!(faults("A; a@b.se; revisor\nB; a@b.se; läsare"), [RowFault::OtherName(2, "A".into())]);
    }

    #[test]
    fn an_auditor_works_for_no_board_and_an_administrator_has_no_content() {
        assert_eq!(faults("A; a@b.se; revisor\nA; a@b.se; sekreterare; Servicenämnden"), [RowFault::Conflict(2)]);
        assert_eq!(faults("A; a@b.se; administratör\nA; a@b.se; ledamot"), [RowFault::Conflict(2)]);
        assert_eq!(faults("A; a@b.se; ledamot\nA; a@b.se; sekreterare; Servicenämnden"), []);
    }
}
