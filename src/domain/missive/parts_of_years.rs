//! Quarters, halves and ends of years: "utgången av första kvartalet 2026", "halvårsskiftet", "årsskiftet 2025/2026".

use super::date_forms::last_day;
use super::dates::{DateMention, Day};
use super::doubt::Doubt;
use super::months::{number, year_at};
use super::words::{Token, at};

/// What makes such a part of a year the end of a time: without it, it is only when something is.
const ENDINGS: [&str; 5] = ["senast", "utgangen", "slutet", "end", "sista"];
/// What may stand between them.
const BETWEEN: [&str; 12] = ["under", "i", "av", "det", "den", "of", "the", "loppet", "dagen", "dag", "och", "med"];
const COUNTS: [(&str, u32); 8] = [("forsta", 1), ("andra", 2), ("tredje", 3), ("fjarde", 4), ("first", 1), ("second", 2), ("third", 3), ("fourth", 4)];

/// The part of a year that ends a time, with the words of limit before it where they have one exact meaning.
pub(super) fn part_of_year(tokens: &[Token], place: usize) -> Option<DateMention> {
    let word = tokens.get(place)?;
    if word.is_any(&["arsskiftet"]) {
        return turn_of_year(tokens, place);
    }
    if word.is_any(&["halvarsskiftet", "halvarskiftet"]) {
        return Some(mention(tokens, place, place + 1, 6, true));
    }
    let exact = word.is_any(&["utgangen", "sista", "end"]);
    if !word.is_any(&ENDINGS) {
        return None;
    }
    let mut next = place + 1;
    while at(tokens, next, &BETWEEN) && next < place + 5 {
        next += 1;
    }
    if exact && let Some((year, _)) = year_at(tokens, next) {
        // "Utgången av 2025", "utgången av år 2025".
        let day = last_day(year, 12).map_or(Day::Impossible, Day::Exact);
        return Some(DateMention::new(day, place, next + 1));
    }
    let (month, end) = quarter(tokens, next)?;
    Some(mention(tokens, place, end, month, !exact))
}

/// The last month of "första kvartalet", "kvartal 1", "Q1", "första halvåret", "andra tertialet", and the token after it.
fn quarter(tokens: &[Token], place: usize) -> Option<(u32, usize)> {
    let word = tokens.get(place)?;
    let count = COUNTS.iter().find(|(name, _)| word.plain == *name).map(|(_, count)| *count);
    let noun = tokens.get(place + 1);
    if let Some((count, noun)) = count.zip(noun) {
        let months = match noun.plain.trim_end_matches("et") {
            "kvartal" | "quarter" => 3,
            "tertial" => 4,
            "halvar" => 6,
            _ => return None,
        };
        return Some((count * months, place + 2)).filter(|(month, _)| *month <= 12);
    }
    let short = word.plain.strip_prefix('q').and_then(|digit| digit.parse::<u32>().ok());
    if let Some(count) = short.filter(|count| (1..=4).contains(count)) {
        return Some((count * 3, place + 1));
    }
    let counted = number(tokens, place + 1, 1, 1).filter(|(count, _)| word.is("kvartal") && (1..=4).contains(count));
    counted.map(|(count, _)| (count * 3, place + 2))
}

fn mention(tokens: &[Token], place: usize, end: usize, month: u32, loose: bool) -> DateMention {
    let after = if at(tokens, end, &["ar", ",", "av", "i"]) { end + 1 } else { end };
    let year = year_at(tokens, after).map(|(year, _)| year);
    let day = match year {
        Some(year) => last_day(year, month).map_or(Day::Impossible, Day::Exact),
        None => Day::Yearless { month, day: if month == 6 || month == 9 || month == 4 { 30 } else { 31 } },
    };
    let mut mention = DateMention::new(day, place, if year.is_some() { after + 1 } else { end });
    mention.doubts = mention.doubts.and_if(loose, Doubt::Computed);
    mention
}

/// "Årsskiftet 2025/2026", "årsskiftet 2025/26": the last day of the first of the two.
fn turn_of_year(tokens: &[Token], place: usize) -> Option<DateMention> {
    let year = year_at(tokens, place + 1);
    let second = at(tokens, place + 2, &["/", "-", "–"]) && tokens.get(place + 3).is_some_and(|year| year.number().is_some());
    let (day, end) = match year {
        Some((year, _)) if second => (last_day(year, 12).map_or(Day::Impossible, Day::Exact), place + 4),
        // "Årsskiftet 2026" may be either end of it.
        Some((year, _)) => (last_day(year, 12).map_or(Day::Impossible, Day::Exact), place + 2),
        None => (Day::Yearless { month: 12, day: 31 }, place + 1),
    };
    let mut mention = DateMention::new(day, place, end);
    mention.doubts = mention.doubts.and(Doubt::Computed);
    Some(mention)
}
