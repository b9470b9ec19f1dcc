//! A letterhead that stands beside the text, at its left, as it comes out of a page in two columns: it is put above the text.

use std::collections::BTreeMap;

use super::columns::cells;
use super::layout::names_a_body;
use super::traced::Traced;

/// Fewer lines with something at the right are a head, or a table.
const LEAST: usize = 5;
/// A narrower column holds no letterhead.
const LEAST_LEFT: usize = 16;
/// A line of text is no shorter than this where it goes on below.
const TEXT: usize = 30;

/// The lines, with what stands at the left of the text put above it.
pub(super) fn with_letterhead_above(lines: Vec<Traced>) -> Vec<Traced> {
    let Some((side, first, last)) = beside(&lines) else { return lines };
    let mut found: Vec<Traced> = Vec::with_capacity(lines.len() * 2);
    let (mut text, mut below): (Vec<Traced>, Vec<Traced>) = (Vec::new(), Vec::new());
    for (place, line) in lines.into_iter().enumerate() {
        if place < first {
            found.push(line);
        } else if place > last {
            below.push(line);
        } else {
            let cut = line.char_indices().nth(side).map_or(line.len(), |(cut, _)| cut);
            found.push(line.part(0..cut).trimmed_end());
            text.push(line.part(cut..line.len()).trimmed_end());
        }
    }
    found.push(Traced::default());
    found.extend(text);
    found.extend(below);
    found
}

/// Where the text begins in its lines, and the first and the last of these lines, where a letterhead stands beside a text.
fn beside(lines: &[Traced]) -> Option<(usize, usize, usize)> {
    let parts: Vec<Vec<(usize, Traced)>> = lines.iter().map(cells).collect();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let columns = parts.iter().filter_map(|cells| cells.iter().map(|(column, _)| *column).find(|column| *column >= LEAST_LEFT));
    columns.for_each(|column| *counts.entry(column).or_default() += 1);
    let side = counts.into_iter().find(|(_, count)| *count >= LEAST).map(|(column, _)| column)?;
    let right = |cells: &[(usize, Traced)]| cells.iter().find(|(column, _)| *column == side).map(|(_, cell)| cell.to_string());
    let texts: Vec<Option<String>> = parts.iter().map(|cells| right(cells)).collect();
    let (first, last) = (texts.iter().position(Option::is_some)?, texts.iter().rposition(Option::is_some)?);
    let rows = parts.get(first..=last)?;
    let left: Vec<&str> = rows.iter().flatten().filter(|(column, _)| *column < side).map(|(_, cell)| &**cell).collect();
    let apart = rows.iter().flatten().all(|(column, cell)| *column >= side || column + cell.chars().count() < side);
    // What stands at the right of a name is said of it: a table.
    let of_a_letterhead = left.len() >= 3 && left.iter().any(|cell| is_contact(cell)) && !left.iter().any(|cell| names_a_body(cell));
    (apart && of_a_letterhead && goes_on(texts.get(first..=last)?)).then_some((side, first, last))
}

/// An address of mail, a box, a telephone.
fn is_contact(cell: &str) -> bool {
    let opens = cell.split_whitespace().next().map(str::to_lowercase).unwrap_or_default();
    cell.contains('@') || ["box", "tel", "tel:", "tfn", "telefon", "telefon:"].contains(&opens.as_str()) || opens.starts_with("www.")
}

/// Whether the text goes on from line to line, as rows of a table do not.
fn goes_on(texts: &[Option<String>]) -> bool {
    let on = |pair: &[Option<String>]| match pair {
        [Some(line), Some(next)] => line.chars().count() >= TEXT && !line.ends_with('.') && next.starts_with(char::is_lowercase),
        _ => false,
    };
    texts.windows(2).filter(|pair| on(pair)).count() >= 2
}
