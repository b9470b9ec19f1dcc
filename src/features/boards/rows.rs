//! Pasted boards: one per line, all right or none.

use crate::domain::audit::BoardKind;

/// A board as pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) kind: BoardKind,
}

/// What is wrong with a line. Lines count from 1, as the reader sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowFault {
    NoName(usize),
    TooLong(usize),
    UnknownKind(usize, String),
    Twice(usize, String),
    /// A board of that name has ended: perhaps it is the same.
    HasEnded(usize, String),
}

/// Reads the lines; blank ones are skipped. `taken` are the names that exist, `ended` those of boards that have ceased, in any case
/// of letters.
pub(super) fn read(text: &str, taken: &[String], ended: &[String]) -> (Vec<Row>, Vec<RowFault>) {
    let (mut rows, mut faults): (Vec<Row>, Vec<RowFault>) = (Vec::new(), Vec::new());
    let mut names: Vec<String> = taken.iter().map(|name| name.to_lowercase()).collect();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = number + 1;
        let (name, kind) = line.split_once([';', '\t']).unwrap_or((line, ""));
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = kind.trim();
        let folded = name.to_lowercase();
        if name.is_empty() {
            faults.push(RowFault::NoName(number));
        } else if name.chars().count() > 200 {
            faults.push(RowFault::TooLong(number));
        } else if names.contains(&folded) {
            faults.push(RowFault::Twice(number, name));
        } else if ended.iter().any(|name| name.to_lowercase() == folded) {
            faults.push(RowFault::HasEnded(number, name));
        } else if let Some(kind) = kind_of(kind, &folded) {
            names.push(folded);
            rows.push(Row { name, kind });
        } else {
            faults.push(RowFault::UnknownKind(number, kind.to_owned()));
        }
    }
    (rows, faults)
}

/// The kind that was written, or the one that the name gives away.
fn kind_of(written: &str, name: &str) -> Option<BoardKind> {
    Some(match written.to_lowercase().as_str() {
        "" if name.ends_with("fullmäktige") => BoardKind::Council,
        "" if name.ends_with("kommunstyrelsen") || name.ends_with("regionstyrelsen") => BoardKind::Executive,
        "" if name.ends_with(" ab") => BoardKind::Company,
        "" | "nämnd" | "nämnden" | "board" => BoardKind::Board,
        "styrelse" | "kommunstyrelse" | "kommunstyrelsen" | "executive board" | "executive" => BoardKind::Executive,
        "bolag" | "company" => BoardKind::Company,
        "fullmäktige" | "kommunfullmäktige" | "council" => BoardKind::Council,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_board_per_line_and_its_kind_is_guessed() {
        let (rows, faults) = read("Kommunstyrelsen\r\n\nServicenämnden ; nämnd\nStrandbostäder AB\nKommunfullmäktige", &[], &[]);
        assert!(faults.is_empty());
        let kinds: Vec<BoardKind> = rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, [BoardKind::Executive, BoardKind::Board, BoardKind::Company, BoardKind::Council]);
    }

    #[test]
    fn every_wrong_line_is_named() {
        let (_, faults) = read("servicenämnden\n; nämnd\nMiljönämnden; utskott\nMiljönämnden\nmiljönämnden", &["Servicenämnden".to_owned()], &[]);
        assert_eq!(
            faults,
            [
                RowFault::Twice(1, "servicenämnden".to_owned()),
                RowFault::NoName(2),
                RowFault::UnknownKind(3, "utskott".to_owned()),
                RowFault::Twice(5, "miljönämnden".to_owned())
            ]
        );
    }
}
