//! A day to come that no rule understood, and whoever stands beside it: in the same sentence, the same paragraph, or as the heading
//! over it. It is proposed, and never more than that: the day is open in the ledger, and so nothing of the letter is certain.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use super::addressees::names_only;
use super::bodies::{Mention, Vocabulary};
use super::doubt::{Doubt, Leftover, LeftoverReason};
use super::doubts::Doubts;
use super::layout::{Paragraph, Sentence};
use super::ledger::{Ledger, OpenDay};
use super::letter::{Role, RoundKind};
use super::roll::{Roll, is_assembly};
use super::settled::Owed;

/// So many sentences before and behind it are near a day.
const NEAR: usize = 3;
/// No heading stands further over its day, in paragraphs.
const REACH: usize = 6;

/// The letter around its days.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'p> {
    pub paragraphs: &'p [Paragraph],
    pub is_address: &'p [bool],
    pub vocabulary: &'p Vocabulary,
}

impl Surroundings<'_> {
    /// The bodies beside a day, from near to far: those of its sentence, of its paragraph, of the heading over it.
    fn bodies(&self, open: &OpenDay<'_>) -> Vec<Mention> {
        let (place, count) = open.at;
        let Some(paragraph) = self.paragraphs.get(place) else { return Vec::new() };
        let of = |sentence: &Sentence| -> Vec<Mention> {
            let mentions = self.vocabulary.mentions(sentence).into_iter();
            mentions.filter(|mention| mention.group.is_none() && !is_assembly(&mention.key)).collect()
        };
        let own = paragraph.sentences.get(count).map(of).unwrap_or_default();
        // A day that somebody has already is another's only where it says so itself.
        if !own.is_empty() || open.settled {
            return own;
        }
        let around: Vec<Mention> = paragraph.sentences.iter().skip(count.saturating_sub(NEAR)).take(NEAR * 2).flat_map(of).collect();
        if !around.is_empty() {
            return around;
        }
        self.heading(place)
    }

    /// The names alone on the nearest lines above, where they are no lines of the address block.
    fn heading(&self, place: usize) -> Vec<Mention> {
        let mut found = Vec::new();
        for above in (place.saturating_sub(REACH)..place).rev() {
            let address = self.is_address.get(above).copied().unwrap_or_default();
            let line = self.paragraphs.get(above).filter(|above| !address && above.is_heading()).and_then(|above| match above.sentences.as_slice() {
                [sentence] => names_only(sentence, self.vocabulary).filter(|line| !line.bodies.is_empty()),
                _ => None,
            });
            match line {
                Some(line) => found.extend(line.bodies.into_iter().map(|(body, _)| body)),
                None if found.is_empty() && !address => {}
                None => break,
            }
        }
        found
    }
}

/// Reports the days that are left open, and proposes each, unless the letter asks for no answers.
pub(super) fn open_days(
    ledger: &Ledger,
    stamped: &HashSet<(usize, usize)>,
    around: Surroundings<'_>,
    (roll, owed): (&mut Roll, &mut Vec<Vec<Owed>>),
    refused: bool,
) -> Vec<Leftover> {
    let days = ledger.unexplained(owed.iter().flatten().filter_map(|owed| owed.day), stamped);
    if !refused {
        propose(&days, around, roll, owed);
    }
    days.iter().filter(|day| !day.settled).map(|day| Leftover { phrase: day.phrase.clone(), reason: LeftoverReason::Date }).collect()
}

/// Proposes the open days to whoever stands beside them, and a day beside nobody to those who are asked and have none.
fn propose(open: &[OpenDay<'_>], around: Surroundings<'_>, roll: &mut Roll, owed: &mut Vec<Vec<Owed>>) {
    let mut alone: BTreeSet<NaiveDate> = BTreeSet::new();
    for entry in open.iter().filter(|entry| entry.day != NaiveDate::MAX) {
        let bodies = around.bodies(entry);
        if bodies.is_empty() && !entry.settled {
            alone.insert(entry.day);
        }
        for body in bodies {
            if let Some(place) = roll.place(&body, entry.phrase) {
                owed.resize_with(owed.len().max(roll.entries.len()), Vec::new);
                let informed = roll.entries.get(place).is_some_and(|entry| entry.role().is_some_and(|role| role != Role::Respond));
                owed.get_mut(place).filter(|_| !informed).into_iter().for_each(|own| fill(own, proposal(entry)));
            }
        }
    }
    let Some(entry) = open.iter().find(|entry| alone.first() == Some(&entry.day) && alone.len() == 1) else { return };
    let nobody = owed.iter().flatten().all(|owed| owed.day.is_none());
    for (place, waiting) in roll.entries.iter().enumerate() {
        let asked = owed.get(place).is_some_and(|own| !own.is_empty()) || waiting.role() == Some(Role::Respond);
        if asked || nobody && waiting.addressed && waiting.may_answer() {
            owed.get_mut(place).into_iter().for_each(|own| fill(own, proposal(entry)));
        }
    }
}

fn proposal(open: &OpenDay<'_>) -> Owed {
    let doubts = Doubts::of(Doubt::RequestAssumed).and(Doubt::BodyAssumed);
    Owed { kind: RoundKind::First, day: Some(open.day), phrase: open.phrase.clone(), doubts, named: false }
}

/// Whoever has a day for that response keeps it.
fn fill(own: &mut Vec<Owed>, proposed: Owed) {
    if own.is_empty() {
        own.push(proposed);
    } else if let Some(owed) = own.iter_mut().find(|owed| owed.kind == proposed.kind && owed.day.is_none()) {
        *owed = proposed;
    }
}
