//! Addressees that stand side by side: "Till:      För kännedom:" with names below each.

use std::collections::HashMap;

use super::layout::names_a_body;
use super::letterhead::with_letterhead_above;
use super::traced::Traced;
use super::words::tokens;

/// So many lines the head of a letter has.
const TOP: usize = 20;
/// So many spaces part two columns.
const GAP: &str = "   ";
/// Lines below such a head that can belong to it.
const MOST_LINES: usize = 25;

/// The lines, with what stands beside the text below it.
fn with_sidebar_below(lines: Vec<Traced>) -> Vec<Traced> {
    /// Fewer lines with something beside them are a head, or a table.
    const LEAST: usize = 5;
    let last_cells: Vec<Option<usize>> = lines.iter().map(|line| cells(line).pop().map(|(column, _)| column)).collect();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    last_cells.iter().flatten().filter(|column| **column >= LEAST_LEFT).for_each(|column| *counts.entry(*column).or_default() += 1);
    let Some((side, _)) = counts.into_iter().filter(|(_, count)| *count >= LEAST).max_by_key(|(column, count)| (*count, usize::MAX - column)) else {
        return lines;
    };
    let beside = |place: usize| last_cells.get(place).copied().flatten() == Some(side);
    let left = |place: usize| lines.get(place).map(cells).filter(|cells| cells.len() > 1).and_then(|cells| cells.into_iter().next()).map(|(_, cell)| cell);
    // Text goes on from line to line at the left; rows of a table do not.
    let goes_on = (1..lines.len()).filter(|place| {
        let long = left(place - 1).is_some_and(|above| above.chars().count() >= LEAST_LEFT * 3 / 4 && !above.ends_with('.'));
        long && (beside(place - 1)
            && lines.get(*place).is_some_and(|line| line.trim_start().starts_with(|sign: char| sign.is_lowercase() || sign.is_ascii_digit())))
    });
    if goes_on.count() < 2 {
        return lines;
    }
    let (first, last) = ((0..lines.len()).find(|place| beside(*place)).unwrap_or_default(), (0..lines.len()).rfind(|place| beside(*place)).unwrap_or_default());
    let mut found: Vec<Traced> = Vec::with_capacity(lines.len() + last - first);
    let mut aside: Vec<Traced> = Vec::new();
    for (place, line) in lines.into_iter().enumerate() {
        let parts = cells(&line);
        let split = (first..=last).contains(&place) && parts.last().is_some_and(|(column, _)| *column == side);
        if split {
            let text = parts.last().map(|(_, cell)| cell.clone()).unwrap_or_default();
            let start = line.rfind(&*text).unwrap_or(line.len());
            found.push(line.part(0..start).trimmed_end());
            aside.push(text);
        } else {
            if (first..=last).contains(&place) && line.trim().is_empty() {
                aside.push(Traced::default());
            }
            found.push(line);
        }
    }
    found.push(Traced::default());
    found.extend(aside);
    found
}

/// A column that begins further to the left stands in the text.
const LEAST_LEFT: usize = 36;

/// The lines, with columns of addressees one below the other.
pub(super) fn one_below_the_other(lines: Vec<Traced>) -> Vec<Traced> {
    let lines = with_sidebar_below(with_letterhead_above(lines));
    let mut found = Vec::with_capacity(lines.len());
    // One such line at the top is an addressee beside the day of the letter; several are a table.
    let lone = lines.iter().filter(|line| is_body_and_day(&cells(line))).count() == 1;
    let mut place = 0;
    while let Some(line) = lines.get(place) {
        let head = cells(line);
        if is_mixed(&head) || is_beside_a_field(&head) || lone && place < TOP && is_body_and_day(&head) {
            found.extend(head.into_iter().map(|(_, cell)| cell));
            place += 1;
            continue;
        }
        if let Some(fields) = fields(&head, lines.get(place + 1), lines.get(place + 2)) {
            found.extend(fields);
            place += 2;
            continue;
        }
        if !is_head(&head) {
            found.push(line.clone());
            place += 1;
            continue;
        }
        let starts: Vec<usize> = head.iter().map(|(column, _)| *column).collect();
        let mut columns: Vec<Vec<Traced>> = head.into_iter().map(|(_, cell)| vec![cell]).collect();
        place += 1;
        let below = lines.iter().skip(place).take(MOST_LINES).take_while(|line| !line.trim().is_empty());
        for line in below {
            place += 1;
            for (column, cell) in cells(line) {
                let nearest = starts.iter().enumerate().min_by_key(|(_, start)| start.abs_diff(column));
                if let Some(cells) = nearest.and_then(|(nearest, _)| columns.get_mut(nearest)) {
                    cells.push(cell);
                }
            }
        }
        for column in columns {
            found.extend(column);
            found.push(Traced::default());
        }
    }
    found
}

/// The parts of a line that wide gaps part, each with the column where it begins.
pub(super) fn cells(line: &Traced) -> Vec<(usize, Traced)> {
    let mut found = Vec::new();
    let (mut from, mut column) = (0, 0);
    while let Some(rest) = line.get(from..).filter(|rest| !rest.trim_start().is_empty()) {
        let start = from + rest.len() - rest.trim_start().len();
        let length = line.get(start..).and_then(|cell| cell.find(GAP)).unwrap_or(line.len() - start);
        // Counted on from the cell before: a line may have thousands of them.
        let signs = |from: usize, to: usize| line.get(from..to).map_or(0, |part| part.chars().count());
        column += signs(from, start);
        found.push((column, line.part(start..start + length).trimmed()));
        column += signs(start, start + length);
        from = start + length;
    }
    found
}

/// "Datum   Vår beteckning   Svar senast", and below it one line with the values: a line for each label with its value.
fn fields(head: &[(usize, Traced)], below: Option<&Traced>, next: Option<&Traced>) -> Option<Vec<Traced>> {
    let labels = |cell: &Traced, stems: &[&str]| tokens(cell).iter().any(|word| word.starts_any(stems));
    let answer =
        |cell: &Traced| labels(cell, &["svar", "yttrande"]) && super::limits::has_limit(&tokens(cell)) && super::dates::dates(&tokens(cell)).is_empty();
    let of_a_letter = head.iter().any(|(_, cell)| labels(cell, &["datum", "beteckning", "dnr", "diarie", "ref", "handlagg"]));
    // "Ert dnr   Vårt dnr": whose the numbers below are.
    let whose =
        |cell: &Traced, words: &[&str]| labels(cell, &["beteckning", "dnr", "diarie", "ref"]) && tokens(cell).first().is_some_and(|word| word.is_any(words));
    let both = head.iter().any(|(_, cell)| whose(cell, &["er", "ert", "eder"])) && head.iter().any(|(_, cell)| whose(cell, &["var", "vart"]));
    if !(2..=5).contains(&head.len()) || !of_a_letter || !(both || head.iter().any(|(_, cell)| answer(cell))) {
        return None;
    }
    let values = cells(below?);
    // More such lines below are the rows of a table.
    let alone = next.is_none_or(|next| cells(next).len() != values.len());
    let fits = values.len() == head.len()
        && alone
        && head.iter().zip(&values).all(|((_, label), (_, value))| !answer(label) || !super::dates::dates(&tokens(value)).is_empty());
    fits.then(|| {
        let joined = head.iter().zip(&values).map(|((_, label), (_, value))| {
            let mut line = label.clone();
            line.push_space();
            line.append(value);
            line
        });
        joined.flat_map(|line| [line, Traced::default()]).collect()
    })
}

/// Whether the cells are the heads of two columns of addressees, and not a head with its name beside it.
fn is_head(cells: &[(usize, Traced)]) -> bool {
    (2..=4).contains(&cells.len()) && cells.iter().all(|(_, cell)| is_label(cell)) && cells.len() == cells.iter().filter(|(_, cell)| cell.len() < 40).count()
}

/// Whether an addressee and the date or the reference of the letter stand on one line.
fn is_mixed(cells: &[(usize, Traced)]) -> bool {
    let opens = |cell: &Traced, stems: &[&str]| tokens(cell).first().is_some_and(|word| word.is_any(stems));
    let addressed = cells.first().is_some_and(|(_, cell)| opens(cell, &["till", "mottagare", "adressat", "to"]));
    let dated = cells.last().is_some_and(|(_, cell)| {
        let words = tokens(cell);
        // "2025-03-14", "den 14 mars 2025", "Hamnstad den 14 mars 2025".
        let place = |date: usize| date <= 4 && words.iter().take(date).all(|word| word.capital || word.is_any(&["den", ","]));
        super::dates::dates(&words).first().is_some_and(|date| (date.first <= 1 || place(date.first)) && date.end == words.len())
    });
    let numbered = cells.last().is_some_and(|(_, cell)| opens(cell, &["dnr", "diarienr", "diarienummer", "datum"]) && cell.len() > 8);
    let titled =
        cells.first().is_some_and(|(_, cell)| opens(cell, &["granskning", "missiv", "revisionsrapport", "uppfoljning", "skrivelse", "revisionsskrivelse"]));
    cells.len() == 2 && (numbered || ((addressed || titled) && dated))
}

/// "Socialnämnden          2025-03-14".
fn is_body_and_day(cells: &[(usize, Traced)]) -> bool {
    let [(_, body), (_, day)] = cells else { return false };
    let words = tokens(day);
    let whole = matches!(super::dates::dates(&words).as_slice(), [date] if date.first == 0 && date.end == words.len() && date.whole().is_some());
    whole && names_a_body(body)
}

/// "Socialnämnden          Vår beteckning: SR 2025/4": an addressee beside a field of the letter that is no day for an answer.
fn is_beside_a_field(cells: &[(usize, Traced)]) -> bool {
    let [(_, body), (_, field)] = cells else { return false };
    let (label, value) = field.split_once(':').unwrap_or_default();
    let of_an_answer = tokens(field).iter().any(|word| word.starts_any(&["svar", "yttr", "senast", "sista", "frist", "kannedom"]));
    // "den 10:e augusti 2026" is no field.
    let is_label = (1..=3).contains(&label.split_whitespace().count()) && !label.contains(char::is_numeric);
    let is_field = is_label && !value.trim().is_empty() && !names_a_body(value);
    names_a_body(body) && !body.ends_with('.') && is_field && !of_an_answer
}

/// Words of which the head of a column of addressees is made: "Mottagare för yttrande", "Kopia till", "Delges (för kännedom)".
const LABEL_WORDS: [&str; 30] = [
    "till",
    "mottagare",
    "adressat",
    "adressater",
    "adress",
    "kopia",
    "kannedom",
    "cc",
    "for",
    "yttrande",
    "svar",
    "besvarande",
    "atgard",
    "beaktande",
    "information",
    "to",
    "copy",
    "response",
    "skickas",
    "sands",
    "delges",
    "expedieras",
    "remiss",
    "remissinstanser",
    "instanser",
    "namnder",
    "endast",
    "enbart",
    "skriftligt",
    "the",
];

fn is_label(cell: &Traced) -> bool {
    let words = tokens(cell);
    let mut words = words.iter().filter(|word| word.word);
    // A preposition or a board alone is no head of a column.
    let says = |word: &super::words::Token| word.is_any(&LABEL_WORDS) && !word.is_any(&["namnder", "the", "endast", "enbart", "for"]);
    let some = words.clone().any(says);
    some && words.all(|word| word.is_any(&LABEL_WORDS))
}
