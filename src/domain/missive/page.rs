//! Page furniture: page numbers, and lines that stand at the top or foot of every page.

use std::collections::{HashMap, HashSet};

use super::clean::{NEW_PAGE, fold_spaces};
use super::layout::completes_date;
use super::traced::Traced;
use super::words::{Token, tokens};

/// A repeated line longer than this is text, not furniture.
const LONGEST_FURNITURE: usize = 140;
/// How many lines with words the top of the first page has.
const TOP: usize = 6;
/// A number alone on a line is a page number when it stands so far in.
const FAR_IN: usize = 20;
/// How many lines with words in them may stand between furniture and the page break.
const REACH: usize = 3;

/// The lines without page numbers and without what every page repeats.
pub(super) fn without_furniture(lines: Vec<Traced>) -> Vec<Traced> {
    // A line that is drawn parts nothing from a sentence that goes on below it.
    // The line below the head of a table parts nothing at all.
    let lines =
        lines.into_iter().filter(|line| !(line.trim().starts_with('|') && line.trim().chars().all(|sign| matches!(sign, '|' | '-' | ':' | '+' | '=' | ' '))));
    let lines: Vec<Traced> = lines.map(|line| if is_drawn(&line) { Traced::default() } else { line }).collect();
    let breaks: Vec<bool> = lines.iter().map(|line| ends_page(line)).collect();
    let near = near_breaks(&lines, &breaks);
    let torn: Vec<bool> = below_torn_words(&lines, &breaks).into_iter().zip(between_torn_dates(&lines, &breaks)).map(|(word, date)| word || date).collect();
    let top = top_length(&lines);
    let repeated = repeated(&lines, &breaks, &near);
    let head: Vec<String> = lines.iter().take(top).map(|line| fold_spaces(line)).collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Traced> = Vec::with_capacity(lines.len());
    // What comes first is the top of the letter, also in an extract that begins on page 4.
    let mut marked = false;
    for (place, (((line, ends), near), torn)) in lines.into_iter().zip(breaks).zip(near).zip(torn).enumerate() {
        if torn {
            continue;
        }
        if ends {
            // At the foot of the first page stands its address, which is nobody's to whom it goes.
            if let Some(first_page) = without_page_mark(&line, !marked).filter(|_| place < top) {
                *seen.entry(first_page.to_string()).or_default() += 1;
                kept.push(first_page);
            }
            kept.push(Traced::default());
            marked |= place < top;
            continue;
        }
        let folded = fold_spaces(&line);
        let short = !folded.is_empty() && folded.len() <= LONGEST_FURNITURE && !folded.ends_with(['.', ':']);
        // Of what every page repeats, the letterhead at the top of the first is read; a foot is not, wherever it stands.
        let foot = place >= top && repeated.contains(&folded);
        let times = seen.entry(folded).or_default();
        *times += 1;
        let pieces = place >= top && is_made_of(&line, &head);
        if !(short && near && (*times > 1 || foot || pieces)) {
            kept.push(line);
        }
    }
    kept
}

/// "Ekåsa kommun        EKR/2026:003        2026-01-15": the head of a further page, made of what the first one says in several lines.
fn is_made_of(line: &str, head: &[String]) -> bool {
    const COLUMNS: &str = "   ";
    let cells: Vec<&str> = line.split(COLUMNS).map(str::trim).filter(|cell| !cell.is_empty()).collect();
    cells.len() > 1 && cells.iter().all(|cell| head.iter().any(|line| line.contains(cell)))
}

/// How many lines the top of the first page has.
fn top_length(lines: &[Traced]) -> usize {
    let words = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
    words.map(|(place, _)| place + 1).nth(TOP).unwrap_or(lines.len())
}

/// The lines that stand near more than one page break.
fn repeated(lines: &[Traced], breaks: &[bool], near: &[bool]) -> HashSet<String> {
    let mut once = HashSet::new();
    let mut twice = HashSet::new();
    for ((line, ends), near) in lines.iter().zip(breaks).zip(near) {
        let folded = fold_spaces(line);
        if *near && !ends && !folded.is_empty() && !once.insert(folded.clone()) {
            twice.insert(folded);
        }
    }
    twice
}

/// For every line, whether it stands between a word or a number that the end of a page has torn ("31 okto-") and that end: it is the foot.
fn below_torn_words(lines: &[Traced], breaks: &[bool]) -> Vec<bool> {
    let is_torn = |line: &str| line.trim_end().strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
    let mut foot = vec![false; lines.len()];
    for end in (0..lines.len()).filter(|place| breaks.get(*place) == Some(&true)) {
        let from = end.saturating_sub(REACH * 3);
        let above = lines.iter().enumerate().take(end).skip(from).rfind(|(_, line)| is_torn(line)).map(|(place, _)| place);
        let words = |above: usize| lines.iter().take(end).skip(above + 1).filter(|line| !line.trim().is_empty()).count();
        // What goes on right below is no foot, which stands apart.
        let apart = |above: usize| lines.get(above + 1).is_some_and(|line| line.trim().is_empty());
        if let Some(above) = above.filter(|above| words(*above) <= REACH && apart(*above)) {
            foot.iter_mut().take(end).skip(above + 1).for_each(|line| *line = true);
        }
    }
    foot
}

/// For every line, whether it stands between the halves of a date that the end of a page has torn ("… senast den 30 maj", "2025 (…) …"): it
/// is the foot of the one page, or the head of the next.
fn between_torn_dates(lines: &[Traced], breaks: &[bool]) -> Vec<bool> {
    /// A foot and a head have no more lines with words.
    const MOST: usize = 10;
    /// As little as this stands on no line of a text.
    const TEXT: usize = 4;
    let mut furniture = vec![false; lines.len()];
    for (above, line) in lines.iter().enumerate().filter(|(_, line)| line.split_whitespace().count() >= TEXT) {
        let worded = lines.iter().enumerate().skip(above + 1).filter(|(_, line)| !line.trim().is_empty()).take(MOST + 1);
        let Some((below, _)) = worded.clone().find(|(_, next)| completes_date(line, next)) else { continue };
        let ended = breaks.get(above + 1..below).is_some_and(|between| between.contains(&true));
        // What goes on right below is no foot, and what ends in a stop is text.
        let apart = lines.get(above + 1).is_some_and(|line| line.trim().is_empty())
            && lines.get(below - 1).is_some_and(|line| line.trim().is_empty() || ends_page(line));
        let text = lines.get(above + 1..below).is_some_and(|between| between.iter().any(|line| line.trim_end().ends_with(['.', ':', '?', '!'])));
        if ended && apart && !text {
            furniture.iter_mut().zip(lines).take(below).skip(above + 1).for_each(|(flag, line)| *flag = !line.trim().is_empty());
        }
    }
    furniture
}

/// For every line, whether a page ends within reach of it.
fn near_breaks(lines: &[Traced], breaks: &[bool]) -> Vec<bool> {
    let mut near = vec![false; lines.len()];
    let forward: Vec<usize> = (0..lines.len()).collect();
    let backward: Vec<usize> = (0..lines.len()).rev().collect();
    // Where pages end, the text ends with one, too.
    let last = if breaks.contains(&true) { REACH } else { 0 };
    for (order, reach) in [(forward, 0), (backward, last)] {
        let mut left = reach;
        for place in order {
            let ends = breaks.get(place).copied().unwrap_or_default();
            let blank = lines.get(place).is_none_or(|line| line.trim().is_empty());
            if ends {
                left = REACH;
            } else if left > 0 && !blank {
                left -= 1;
                if let Some(flag) = near.get_mut(place) {
                    *flag = true;
                }
            }
        }
    }
    near
}

/// "________": a line across the page.
fn is_drawn(line: &str) -> bool {
    const LEAST: usize = 5;
    let line = line.trim();
    line.len() >= LEAST && line.chars().all(|sign| matches!(sign, '_' | '=' | '-' | '–' | '—' | '─' | '━' | '*' | ' '))
}

fn ends_page(line: &str) -> bool {
    line == NEW_PAGE || is_lone_number(line) || (line.len() <= LONGEST_FURNITURE && page_mark(&tokens(line)).is_some())
}

/// "                       2": the number of the page, in the middle of its foot.
fn is_lone_number(line: &str) -> bool {
    let far = line.len() - line.trim_start().len() >= FAR_IN;
    far && count(line.trim()).is_some()
}

/// What stands beside the page mark on the first page is the letterhead, and is read; on later pages it is not.
fn without_page_mark(line: &Traced, opens: bool) -> Option<Traced> {
    let words = tokens(line);
    let (place, page) = page_mark(&words)?;
    let mark = words.get(place)?.start;
    let beside = line.get(..mark)?.trim_end();
    ((page == 1 || opens) && !beside.is_empty()).then(|| line.part(0..beside.len()))
}

/// Where a page mark ("2 (3)", "Sida 2 av 3", "2/3") ends the line, and the page it gives.
fn page_mark(words: &[Token]) -> Option<(usize, u32)> {
    let named = words.iter().position(|word| word.is_any(&["sida", "sid", "page"]));
    let marks: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    if let Some(place) = named {
        return match marks.get(place + 1..)? {
            [page] | [page, "av" | "of" | "/", _] | [page, "(", _, ")"] | [".", page] => Some((place, count(page)?)),
            _ => None,
        };
    }
    let place = marks.len().checked_sub(4);
    if let Some(place) = place
        && let Some([page, "(", pages, ")"]) = marks.get(place..)
    {
        let (page, pages) = (count(page)?, count(pages)?);
        return (page <= pages).then_some((place, page));
    }
    match marks.as_slice() {
        ["-" | "–", page, "-" | "–"] => Some((0, count(page)?)),
        _ => None,
    }
}

fn count(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|pages| (1..100).contains(pages))
}
