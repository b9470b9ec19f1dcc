//! The accounts of a letter: every day that a request gives comes to be somebody's last day or is reported, and whoever stands
//! in a sentence that asks is asked, or reported. What the rules of the first pass do not understand is not lost here.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::asked_for::{Request, Touch};
use super::beside::Surroundings;
use super::bodies::Mention;
use super::doubt::{Doubt, Leftover, LeftoverReason};
use super::letter::{Role, RoundKind};
use super::resolve::Claim;
use super::roll::{Entry, Roll, is_assembly};
use super::settled::Owed;

/// The requests whose day nobody has got in the end.
pub(super) fn unused_requests(requests: &[Request], claims: &[Claim<'_>], owed: &[Vec<Owed>], letter: Option<NaiveDate>) -> Vec<Leftover> {
    let got = |claim: &Claim<'_>| owed.get(claim.place).into_iter().flatten().any(|owed| owed.day == claim.request.due);
    let mut used: HashSet<usize> = HashSet::new();
    let mut claimed: HashSet<usize> = HashSet::new();
    for claim in claims {
        claimed.insert(claim.number);
        if got(claim) {
            used.insert(claim.number);
        }
    }
    // Looked for once: a text may repeat its requests by the thousand.
    let last_of = |kind: RoundKind| requests.iter().rposition(|other| other.corrects && other.due.is_some() && other.kind == kind);
    let (first, follow_up) = (last_of(RoundKind::First), last_of(RoundKind::FollowUp));
    let last_correction = |request: &Request| if request.kind == RoundKind::First { first } else { follow_up };
    let unused = requests.iter().enumerate().filter(|(number, request)| request.due.is_some() && claimed.contains(number) && !used.contains(number));
    unused
        .map(|(number, request)| {
            let over = request.due.zip(letter).is_some_and(|(due, letter)| due <= letter);
            let corrected = last_correction(request).is_some_and(|correction| correction > number);
            let reason = match (over || corrected, request.doubts.has(Doubt::RequestAssumed)) {
                (true, _) => LeftoverReason::Earlier,
                // What only may be a request has given way to what is one.
                (false, true) => LeftoverReason::Other,
                (false, false) => LeftoverReason::Date,
            };
            Leftover { phrase: request.phrase.clone(), reason }
        })
        .collect()
}

/// The bodies on the roll that stand in a sentence with days to come, none of which they have got: what they have got
/// instead must be looked at; and those who have more time. What a correction says replaces what was said before.
pub(super) fn with_another_day(touches: &[Touch], more_time: &[Mention], roll: &Roll, claims: &[Claim<'_>], owed: &[Vec<Owed>]) -> HashSet<usize> {
    let corrected: HashSet<usize> = claims.iter().filter(|claim| claim.request.corrects).map(|claim| claim.place).collect();
    let told_otherwise = |place: &usize, touch: &Touch| {
        let mut own = owed.get(*place).into_iter().flatten();
        !touch.days.is_empty() && !corrected.contains(place) && !own.any(|owed| owed.day.is_none_or(|day| touch.days.contains(&day)))
    };
    let otherwise = touches.iter().filter_map(|touch| roll.at(&touch.body.key).filter(|place| told_otherwise(place, touch)));
    otherwise.chain(with_more_time(more_time, roll)).collect()
}

/// The bodies that have more time than the letter says, without a day; all of them, where words for several say who.
fn with_more_time<'r>(more_time: &'r [Mention], roll: &'r Roll) -> impl Iterator<Item = usize> + 'r {
    let all = more_time.iter().any(|mention| mention.group.is_some());
    let meant = move |entry: &Entry| all || more_time.iter().any(|mention| mention.key == entry.key);
    roll.entries.iter().enumerate().filter(move |(_, entry)| meant(entry)).map(|(place, _)| place)
}

/// Bodies in sentences that ask, and who are not asked.
#[derive(Debug, Default)]
pub(super) struct Unasked {
    /// Bodies that stand nowhere else in the letter, where the words around them ask, or a day to come stands by them.
    pub unknown: Vec<Leftover>,
    /// Bodies that the letter gives another role.
    pub seen: Vec<Leftover>,
}

/// Looks for them, and notes on the roll that they were touched.
pub(super) fn unasked(touches: &[Touch], roll: &mut Roll, owed: &[Vec<Owed>]) -> Unasked {
    let mut found = Unasked::default();
    for touch in touches {
        let leftover = || Leftover { phrase: touch.phrase.clone(), reason: LeftoverReason::Body };
        let Some(place) = roll.at(&touch.body.key) else {
            let grave = touch.strong || !touch.days.is_empty();
            if grave {
                found.unknown.push(leftover())
            } else {
                found.seen.push(leftover())
            }
            continue;
        };
        let asked = owed.get(place).is_some_and(|owed| !owed.is_empty());
        let Some(entry) = roll.entries.get_mut(place).filter(|entry| !asked && entry.role() != Some(Role::Respond)) else { continue };
        entry.touched = Some(touch.strong || entry.touched == Some(true));
        found.seen.push(leftover());
    }
    found.seen.dedup();
    found
}

/// The bodies that the letter names anywhere and that nobody put on the roll: an answer is asked for, and of whom was not understood.
pub(super) fn named_anywhere(around: Surroundings<'_>, roll: &Roll) -> Vec<Leftover> {
    /// No letter asks more.
    const MOST: usize = 100;
    let mut seen: HashSet<String> = HashSet::new();
    let sentences = around.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
    let unknown = sentences.filter(|sentence| {
        let mentions = around.vocabulary.mentions(sentence).into_iter();
        let fresh = mentions.filter(|mention| mention.group.is_none() && !is_assembly(&mention.key) && !roll.has(&mention.key));
        fresh.filter(|mention| seen.insert(mention.key.clone())).count() > 0
    });
    unknown.take(MOST).map(|sentence| Leftover { phrase: sentence.phrase(), reason: LeftoverReason::Body }).collect()
}

/// "Till miljö- och byggnadsnämnden", and below: "byggnadsnämnden ska svara". Whoever is addressed and asked for nothing may be the one whom
/// the text calls by a part of its name: it is proposed beside the other, and a person looks.
pub(super) fn asked_by_a_near_name(roll: &Roll, owed: &mut Vec<Vec<Owed>>) {
    /// "Nämnden" is a part of every name.
    const LEAST: usize = 9;
    owed.resize_with(owed.len().max(roll.entries.len()), Vec::new);
    let part = |one: &str, other: &str| other.len() >= LEAST && one != other && one.ends_with(other);
    for (place, entry) in roll.entries.iter().enumerate() {
        let waits = entry.addressed && entry.role().is_none() && !is_assembly(&entry.key) && owed.get(place).is_some_and(Vec::is_empty);
        let near = |other: &Entry| !other.addressed && (part(&entry.key, &other.key) || part(&other.key, &entry.key));
        let asked = roll.entries.iter().zip(owed.iter()).position(|(other, own)| waits && near(other) && !own.is_empty());
        let Some(other) = asked else { continue };
        let named = owed.get_mut(other).into_iter().flatten();
        named.for_each(|owed| owed.doubts = owed.doubts.and(Doubt::BodyAssumed));
        let assumed: Vec<Owed> = owed.get(other).into_iter().flatten().map(|owed| Owed { named: false, ..owed.clone() }).collect();
        owed.get_mut(place).into_iter().for_each(|slot| slot.clone_from(&assumed));
    }
}
