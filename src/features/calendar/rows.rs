//! Pasted meetings: a day on each line, and the last day for papers if there is one. All lines right, or nothing is
//! saved.

use chrono::NaiveDate;

use crate::domain::calendar::{self, DateFault};

/// More lines than this are no plan of meetings.
pub(super) const MOST: usize = 200;
/// A meeting further away than this, back or ahead, is a slip of the pen.
const YEARS: i64 = 5;

/// A meeting as pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) held_on: NaiveDate,
    pub(super) papers_by: Option<NaiveDate>,
}

/// What is wrong with a line. Lines count from 1, as the reader sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowFault {
    NoDate(usize, DateFault),
    NoPapersDate(usize, DateFault),
    PapersAfter(usize),
    TooFar(usize, NaiveDate),
    Twice(usize, NaiveDate),
    Exists(usize, NaiveDate),
    TooMany,
}

/// Reads the lines; blank ones are skipped. `taken` are the days on which this body meets already.
pub(super) fn read(pasted: &str, taken: &[NaiveDate], today: NaiveDate) -> (Vec<Row>, Vec<RowFault>) {
    let (mut rows, mut faults): (Vec<Row>, Vec<RowFault>) = (Vec::new(), Vec::new());
    let lines = pasted.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (place, (number, line)) in lines.enumerate() {
        if place >= MOST {
            faults.push(RowFault::TooMany);
            break;
        }
        match line_of(number + 1, line).and_then(|row| judge(number + 1, row, &rows, taken, today)) {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    (rows, faults)
}

fn line_of(number: usize, line: &str) -> Result<Row, RowFault> {
    let (day, papers) = line.split_once([';', '\t']).unwrap_or((line, ""));
    let held_on = calendar::date(day).map_err(|fault| RowFault::NoDate(number, fault))?;
    let papers = after_the_words(papers);
    let papers_by = if papers.is_empty() { None } else { Some(calendar::date(papers).map_err(|fault| RowFault::NoPapersDate(number, fault))?) };
    Ok(Row { held_on, papers_by })
}

/// The date in "handlingar senast 2025-03-07", however much of the words is written.
fn after_the_words(papers: &str) -> &str {
    let is_date = |letter: char| letter.is_ascii_digit();
    let words = papers.find(is_date).map_or("", |at| papers.get(..at).unwrap_or(""));
    let known = |word: &str| ["handlingar", "papers", "senast", "by", "den", ":"].contains(&word.to_lowercase().trim_end_matches(':'));
    let all_known = words.split_whitespace().all(|word| word == ":" || known(word));
    if all_known { papers.get(words.len()..).unwrap_or(papers).trim() } else { papers.trim() }
}

fn judge(number: usize, row: Row, rows: &[Row], taken: &[NaiveDate], today: NaiveDate) -> Result<Row, RowFault> {
    if (row.held_on - today).num_days().abs() > YEARS * 366 {
        return Err(RowFault::TooFar(number, row.held_on));
    }
    if row.papers_by.is_some_and(|day| day > row.held_on) {
        return Err(RowFault::PapersAfter(number));
    }
    if rows.iter().any(|other| other.held_on == row.held_on) {
        return Err(RowFault::Twice(number, row.held_on));
    }
    if taken.contains(&row.held_on) {
        return Err(RowFault::Exists(number, row.held_on));
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(day: &str) -> NaiveDate {
        day.parse().unwrap()
    }
    fn reads(pasted: &str) -> (Vec<Row>, Vec<RowFault>) {
        read(pasted, &[d("2025-05-14")], d("2025-03-01"))
    }

    #[test]
    fn a_meeting_on_each_line_with_its_papers_where_they_are_given() {
        let (rows, faults) = reads(
            "2025-03-19\r\n\n2025-04-16; handlingar senast 2025-04-04\n18 juni 2025\t6 juni 2025\n2025-08-20; Handlingar: 2025-08-08\n2025-09-17; papers by 2025-09-05",
        );
        assert_eq!(faults, []);
        let papers: Vec<Option<NaiveDate>> = rows.iter().map(|row| row.papers_by).collect();
        assert_eq!(papers, [None, Some(d("2025-04-04")), Some(d("2025-06-06")), Some(d("2025-08-08")), Some(d("2025-09-05"))]);
    }

    #[test]
    fn every_wrong_line_is_named() {
        let (_, faults) =
            reads("i vår\n2025-02-30\n2025-03-19; snart\n2025-03-19; 2025-03-20\n2025-06-01\n2025-06-01\n2025-05-14\n2052-05-14\n2025-07-01; stopp 2025-06-20");
        assert_eq!(
            faults,
            [
                RowFault::NoDate(1, DateFault::NotADate),
                RowFault::NoDate(2, DateFault::Impossible("2025-02-30".to_owned())),
                RowFault::NoPapersDate(3, DateFault::NotADate),
                RowFault::PapersAfter(4),
                RowFault::Twice(6, d("2025-06-01")),
                RowFault::Exists(7, d("2025-05-14")),
                RowFault::TooFar(8, d("2052-05-14")),
                RowFault::NoPapersDate(9, DateFault::NotADate),
            ]
        );
    }

    #[test]
    fn a_whole_register_is_no_plan_of_meetings() {
        let (_, faults) = reads(&"2025-06-01\n".repeat(100_000));
        assert_eq!(faults.last(), Some(&RowFault::TooMany));
        assert!(faults.len() <= MOST + 1);
    }
}
