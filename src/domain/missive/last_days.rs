//! Which of a sentence's dates are last days, and for which response each is.

use super::dates::DateMention;
use super::days::{DayUse, Use};
use super::doubt::Doubt;
use super::doubts::Doubts;
use super::kinds::{is_response, kinds};
use super::letter::RoundKind;
use super::pairing::LastDay;
use super::words::{Token, at};

/// The last days of a sentence, each with the response that it is for.
pub(super) fn last_days(words: &[Token], uses: &[DayUse], kind: Option<RoundKind>) -> Vec<LastDay> {
    let named = kinds(words);
    let within = |from: usize, to: usize| named.iter().filter(move |(place, _)| (from..to).contains(place)).map(|(_, kind)| *kind);
    let days: Vec<&DayUse> = uses.iter().filter(|day| matches!(day.meant, Use::Last | Use::Loose | Use::Moved)).collect();
    let mut found: Vec<LastDay> = Vec::with_capacity(days.len());
    let (mut current, mut from) = (None, 0);
    let first_day = days.first().map_or(0, |day| day.date.first);
    let led = (0..first_day).any(|place| is_response(words, place)) || named.iter().any(|(place, _)| *place < first_day);
    for (count, day) in days.iter().enumerate() {
        let next = days.get(count + 1).map_or(words.len(), |next| next.date.first);
        let answers = (from..day.date.first).any(|place| is_response(words, place));
        // In a sentence that begins with a day, what stands between two days belongs to the first of them.
        let before = within(from, day.date.first).next_back().filter(|_| led || count == 0);
        let bracketed = in_brackets_after(words, day.date.end).and_then(|end| within(day.date.end, end).next_back());
        // "Senast den 9 maj lämnas det första yttrandet och senast …": the response stands after its day.
        let breaks_off = at(words, day.date.end, &[",", ";", "och", "samt", "(", "respektive", "resp", "and"]);
        let follows = !(breaks_off || answers && led);
        let after = if follows { within(day.date.end, next).next() } else { None };
        current = before.or(bracketed).or(after).or(if answers || !led { None } else { current });
        let doubts = Doubts::NONE
            .and_if(excludes_apart(words, &day.date), Doubt::Computed)
            .and_if(day.meant == Use::Loose, Doubt::RequestAssumed)
            .and_if(day.meant == Use::Moved, Doubt::Contradicted);
        found.push(LastDay { date: day.date, kind: current.or(kind), doubts });
        from = if bracketed.is_some() { in_brackets_after(words, day.date.end).unwrap_or(day.date.end) } else { day.date.end };
    }
    // "Nämnden ska därefter, senast den 9 maj, lämna ett uppföljande yttrande": one day, and one response.
    if let ([only], [(_, kind)]) = (found.as_mut_slice(), named.as_slice()) {
        only.kind = Some(*kind);
    }
    // "Senast den 3 respektive den 9 maj lämnas de uppföljande yttrandena": both days wait for the word.
    if let Some(last) = found.last().copied().filter(|last| last.kind.is_some()) {
        let bare = |from: usize| !(from..last.date.first).any(|place| is_response(words, place));
        let unsaid = found.iter_mut().filter(|day| !led && day.kind.is_none() && bare(day.date.end));
        unsaid.for_each(|day| day.kind = last.kind);
    }
    found
}

/// "Före helgen den 1 maj": whether the day itself is the last is not said, for "före" does not stand by it.
fn excludes_apart(words: &[Token], date: &DateMention) -> bool {
    const NEAR: usize = 4;
    let from = date.first.saturating_sub(NEAR);
    let before = (from..date.first).rev().find(|place| at(words, *place, &["fore", "innan", "before", "senast", "by"]));
    let apart = before.is_some_and(|place| at(words, place, &["fore", "innan", "before"]) && !at(words, place.wrapping_sub(1), &["eller", "or"]));
    apart && !date.day_before && !at(words, date.first, &["utgangen", "slutet", "end", "fore", "innan"]) && !at(words, date.first + 1, &["manads"])
}

/// The end of brackets that open after a date and hold a word for the response: "9 maj 2025 (första yttrandet)".
fn in_brackets_after(words: &[Token], end: usize) -> Option<usize> {
    if !at(words, end, &["("]) {
        return None;
    }
    words.iter().skip(end).take(8).position(|word| word.is(")")).map(|length| end + length)
}
