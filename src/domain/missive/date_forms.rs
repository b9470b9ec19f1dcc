//! The forms in which dates are written, one function for each.

use chrono::{Datelike, NaiveDate};

use super::dates::{DateMention, Day};
use super::doubt::Doubt;
use super::months::{month_and_year, number, year_at};
use super::parts_of_years::part_of_year;
use super::words::{Token, at, before, touch};

/// The date that begins at a place, in whatever form.
pub(super) fn date_at(tokens: &[Token], place: usize) -> Option<DateMention> {
    let word = tokens.get(place)?;
    if word.is_any(&["sista", "utgangen", "slutet", "manadsskiftet", "end"]) {
        return last_of_month(tokens, place).or_else(|| part_of_year(tokens, place));
    }
    if word.is_any(&["vecka", "v", "week", "veckan"]) {
        return week(tokens, place);
    }
    if word.is("senast") {
        return some_time_in_month(tokens, place).or_else(|| part_of_year(tokens, place));
    }
    if word.is_any(&["under", "loppet"]) {
        return in_month(tokens, place);
    }
    if let Some(mention) = part_of_year(tokens, place).or_else(|| end_of_month(tokens, place)) {
        return Some(mention);
    }
    if let Some(mention) = english(tokens, place).or_else(|| in_words(tokens, place)) {
        return Some(mention);
    }
    if !word.plain.starts_with(|first: char| first.is_ascii_digit() || matches!(first, 'o' | 'l' | 'i')) {
        return None;
    }
    // A number that hangs on another by a hyphen or a stroke is part of a reference.
    if before(tokens, place, &["-", "/", "–", "."]) && touch(tokens, place.checked_sub(1)?, place) {
        let hung = place.checked_sub(2).is_some_and(|earlier| touch(tokens, earlier, earlier + 1));
        if hung {
            return None;
        }
    }
    iso(tokens, place)
        .or_else(|| compact(tokens, place))
        .or_else(|| with_slash(tokens, place))
        .or_else(|| with_month(tokens, place))
        .or_else(|| day_of_next(tokens, place))
}

/// "Senast under maj 2025", "senast maj 2025": the month ends the time, and a person must look.
fn some_time_in_month(tokens: &[Token], place: usize) -> Option<DateMention> {
    let mut next = place + 1;
    while at(tokens, next, &["i", "under", "loppet", "av", "in"]) && next < place + 4 {
        next += 1;
    }
    let found = month_and_year(tokens, next)?;
    let day = match found.year {
        Some(year) => last_day(year, found.month).map_or(Day::Impossible, Day::Exact),
        None => Day::Yearless { month: found.month, day: last_day(2025, found.month)?.day() },
    };
    let mut mention = DateMention::new(day, place, found.end);
    mention.doubts = mention.doubts.and(Doubt::Computed);
    Some(mention)
}

/// "Under maj 2025", where a year stands: the month ends the time, if anything does.
fn in_month(tokens: &[Token], place: usize) -> Option<DateMention> {
    let found = some_time_in_month(tokens, place)?;
    matches!(found.day, Day::Exact(_)).then_some(found)
}

/// "Maj månads utgång 2025", "maj månads slut 2025".
fn end_of_month(tokens: &[Token], place: usize) -> Option<DateMention> {
    let month = super::months::month(&tokens.get(place)?.plain)?;
    let exact = at(tokens, place + 2, &["utgang"]);
    if !at(tokens, place + 1, &["manads"]) || !(exact || at(tokens, place + 2, &["slut"])) {
        return None;
    }
    let (day, end) = match year_at(tokens, place + 3) {
        Some((year, _)) => (last_day(year, month).map_or(Day::Impossible, Day::Exact), place + 4),
        None => (Day::Yearless { month, day: last_day(2025, month)?.day() }, place + 3),
    };
    let mut mention = DateMention::new(day, place, end);
    mention.doubts = mention.doubts.and_if(!exact, Doubt::Computed);
    Some(mention)
}

pub(super) fn last_day(year: u32, month: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year).ok()?;
    (28..=31).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}

/// "Nionde maj 2025", "den förste mars tvåtusentjugosex".
fn in_words(tokens: &[Token], place: usize) -> Option<DateMention> {
    let day = super::spelled::day(&tokens.get(place)?.plain)?;
    let found = month_and_year(tokens, place + 1)?;
    // "Första mars" may be the first of several meetings in March; with a year or an article it is a day.
    if found.year.is_none() && !before(tokens, place, &["den"]) {
        return None;
    }
    let day = found.year.map_or_else(|| yearless(found.month, day), |year| exact(year, found.month, day));
    Some(DateMention::new(day, place, found.end))
}

fn damaged(mut mention: DateMention, damaged: bool) -> DateMention {
    mention.doubts = mention.doubts.and_if(damaged, Doubt::Damaged);
    mention
}

/// "2025-03-31", also with strokes or stops, and with a space where a line broke.
fn iso(tokens: &[Token], place: usize) -> Option<DateMention> {
    let (year, one) = number(tokens, place, 4, 4)?;
    let mark = tokens.get(place + 1).filter(|mark| mark.is_any(&["-", "–", "—", "/", "."]))?;
    let (month, two) = number(tokens, place + 2, 1, 2)?;
    tokens.get(place + 3).filter(|other| other.plain == mark.plain)?;
    let (day, three) = number(tokens, place + 4, 1, 2)?;
    let tight = touch(tokens, place, place + 1) && touch(tokens, place + 2, place + 3);
    // "2025 - 06 -13": spaces that scanning has put in, where every part has its digits.
    let full =
        mark.is_any(&["-", "–"]) && number(tokens, place + 2, 2, 2).is_some() && number(tokens, place + 4, 2, 2).is_some() && (2000..2100).contains(&year);
    (tight || full).then(|| damaged(DateMention::new(exact(year, month, day), place, place + 5), one | two | three | !tight))
}

/// "20250331", and "250331" after a word of limit.
fn compact(tokens: &[Token], place: usize) -> Option<DateMention> {
    if let Some((number, broken)) = number(tokens, place, 8, 8) {
        let year = number / 10_000;
        let day = exact(year, number / 100 % 100, number % 100);
        let fits = (2000..2100).contains(&year) && day != Day::Impossible;
        return fits.then(|| damaged(DateMention::new(day, place, place + 1), broken));
    }
    let (number, broken) = number(tokens, place, 6, 6)?;
    let limited = before(tokens, place, &["senast", "den", "tom", "dag", "fore", "till"]) || before(tokens, place, &[":", "("]);
    let day = exact(2000 + number / 10_000, number / 100 % 100, number % 100);
    let fits = limited && (100_000..600_000).contains(&number) && day != Day::Impossible;
    fits.then(|| damaged(DateMention::new(day, place, place + 1), broken))
}

/// "31/3 2025", "31/3-25", "31/3 -25", "31.3.2025" and, without a year, "31/3".
fn with_slash(tokens: &[Token], place: usize) -> Option<DateMention> {
    let (day, one) = number(tokens, place, 1, 2)?;
    let mark = tokens.get(place + 1).filter(|mark| mark.is_any(&["/", "."]))?;
    let (month, two) = number(tokens, place + 2, 1, 2)?;
    if !touch(tokens, place, place + 1) || !touch(tokens, place + 1, place + 2) {
        return None;
    }
    let made = |year, end| Some(damaged(DateMention::new(exact(year, month, day), place, end), one | two));
    if let Some((year, _)) = year_at(tokens, place + 3) {
        return made(year, place + 4);
    }
    if at(tokens, place + 3, &["-", "/", ".", "–", ","]) {
        // "7.1-12/2024" is a reference.
        let tied = touch(tokens, place + 4, place + 5) && at(tokens, place + 5, &["/", "-"]);
        let same = mark.is("/") || at(tokens, place + 3, &["."]);
        let short =
            || number(tokens, place + 4, 2, 2).filter(|_| same && !tied && touch(tokens, place + 3, place + 4)).map(|(year, broken)| (year + 2000, broken));
        if let Some((year, _)) = year_at(tokens, place + 4).or_else(short) {
            return made(year, place + 5);
        }
    }
    let whole = mark.is("/") && exact(2024, month, day) != Day::Impossible;
    whole.then(|| damaged(DateMention::new(Day::Yearless { month, day }, place, place + 3), one | two))
}

/// "31 mars 2025", "31:a mars", "31 mar. 2025", "31st of March 2025".
fn with_month(tokens: &[Token], place: usize) -> Option<DateMention> {
    let written = tokens.get(place)?.plain.as_str();
    let ordinal = ["st", "nd", "rd", "th", "a", "e"].iter().find_map(|ending| written.strip_suffix(ending)).filter(|rest| rest.parse::<u32>().is_ok());
    // "1 9 juni": a space that scanning has put in.
    let split = number(tokens, place, 1, 1).zip(number(tokens, place + 1, 1, 1)).filter(|((ten, _), _)| (1..=3).contains(ten));
    if let Some(((ten, _), (one, _))) = split
        && let Some(found) = month_and_year(tokens, place + 2)
    {
        let day = ten * 10 + one;
        let day = found.year.map_or_else(|| yearless(found.month, day), |year| exact(year, found.month, day));
        return Some(damaged(DateMention::new(day, place, found.end), true));
    }
    let (day, broken) = match ordinal {
        Some(digits) if digits.len() <= 2 => (digits.parse().ok()?, false),
        _ => number(tokens, place, 1, 2)?,
    };
    let mut next = place + 1;
    if at(tokens, next, &[":"]) && at(tokens, next + 1, &["a", "e"]) {
        next += 2;
    } else if at(tokens, next, &[".", "of"]) {
        next += 1;
    }
    let found = month_and_year(tokens, next)?;
    let day = found.year.map_or_else(|| yearless(found.month, day), |year| exact(year, found.month, day));
    Some(damaged(DateMention::new(day, place, found.end), broken))
}

/// "March 31, 2025" and "May 12th 2025".
fn english(tokens: &[Token], place: usize) -> Option<DateMention> {
    let month = super::months::month(&tokens.get(place).filter(|word| word.capital)?.plain)?;
    let digits = tokens.get(place + 1)?.plain.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    let day: u32 = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    let next = if at(tokens, place + 2, &[","]) { place + 3 } else { place + 2 };
    let (year, broken) = year_at(tokens, next)?;
    Some(damaged(DateMention::new(exact(year, month, day), place, next + 1), broken))
}

/// The 3 in "den 3 respektive 10 april 2025": its month and year stand with the next day.
fn day_of_next(tokens: &[Token], place: usize) -> Option<DateMention> {
    /// How many days may share one month.
    const MOST: usize = 8;
    /// Brackets after a day hold the name of a body, and no sentence.
    const LONGEST_BRACKETS: usize = 14;
    let (day, broken) = number(tokens, place, 1, 2).filter(|(day, _)| (1..=31).contains(day))?;
    if counts_something(tokens, place) {
        return None;
    }
    let limited = before(tokens, place, &["den", "senast", "till"]);
    let mut next = place + 1;
    for _ in 0..MOST {
        // "Den 25 (hamnnämnden) och senast den 28 april 2025".
        if limited && at(tokens, next, &["("]) {
            next += tokens.iter().skip(next).take(LONGEST_BRACKETS).position(|word| word.is(")")).map(|length| length + 1)?;
        }
        if !at(tokens, next, &["och", "respektive", "resp", "samt", ",", "and", "–", "eller"]) {
            return None;
        }
        while at(tokens, next, &[".", ",", "den", "och", "respektive", "resp", "samt", "and", "–", "eller"]) || (limited && at(tokens, next, &["senast"])) {
            next += 1;
        }
        number(tokens, next, 1, 2)?;
        if at(tokens, next + 1, &["/"]) {
            return None;
        }
        if let Some(found) = month_and_year(tokens, next + 1) {
            let day = found.year.map_or_else(|| yearless(found.month, day), |year| exact(year, found.month, day));
            return Some(damaged(DateMention::new(day, place, place + 1), broken));
        }
        next += 1;
    }
    None
}

/// The 4 in "rekommendation 1–4, 26 maj 2025" is no day.
fn counts_something(tokens: &[Token], place: usize) -> bool {
    const COUNTED: [&str; 12] =
        ["rekommendation", "punkt", "avsnitt", "kapitel", "fraga", "fragor", "bilag", "iakttagelse", "bedomning", "nummer", "sida", "recommendation"];
    let links = |word: &Token| word.number().is_some_and(|number| number < 100) || word.is_any(&[",", "–", "-", "och", "samt", "till"]);
    tokens.get(..place).unwrap_or_default().iter().rev().take(24).find(|word| !links(word)).is_some_and(|word| word.starts_any(&COUNTED) || word.is("nr"))
}

/// "sista mars 2025", "utgången av mars 2025", "utgången av januari månad 2026", "slutet av maj", "end of May 2025".
fn last_of_month(tokens: &[Token], place: usize) -> Option<DateMention> {
    let mut next = place + 1;
    while at(tokens, next, &["dagen", "dag", "i", "av", "of", "the"]) && next < place + 5 {
        next += 1;
    }
    let found = month_and_year(tokens, next)?;
    let loose = tokens.get(place)?.is_any(&["slutet", "manadsskiftet"]);
    let day = match found.year {
        Some(year) => last_day(year, found.month).map_or(Day::Impossible, Day::Exact),
        None => Day::Yearless { month: found.month, day: last_day(2025, found.month)?.day() },
    };
    let mut mention = DateMention::new(day, place, found.end);
    mention.doubts = mention.doubts.and_if(loose, Doubt::Computed);
    Some(mention)
}

/// "vecka 14", "v. 14 2025", "vecka 14 (2025)", "week 14".
fn week(tokens: &[Token], place: usize) -> Option<DateMention> {
    let next = if at(tokens, place + 1, &["."]) { place + 2 } else { place + 1 };
    let (week, _) = number(tokens, next, 1, 2).filter(|(week, _)| (1..=53).contains(week))?;
    let after = if at(tokens, next + 1, &[",", "ar", "(", "/"]) { next + 2 } else { next + 1 };
    let year = year_at(tokens, after).and_then(|(year, _)| i32::try_from(year).ok());
    let end = if year.is_some() { after + 1 } else { next + 1 };
    Some(DateMention::new(Day::Week { year, week }, place, end))
}

fn exact(year: u32, month: u32, day: u32) -> Day {
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    date.map_or(Day::Impossible, Day::Exact)
}

fn yearless(month: u32, day: u32) -> Day {
    // A leap year, so that 29 February counts as a day.
    if exact(2024, month, day) == Day::Impossible { Day::Impossible } else { Day::Yearless { month, day } }
}
