//! The roll of bodies that a letter is for, as it is put together.

use std::collections::HashMap;

use super::bodies::Mention;
use super::doubt::Doubt;
use super::found::{Certainty, Phrase};
use super::letter::{Addressee, Due, Role, Round, RoundKind};

/// More bodies than any municipality has; what goes beyond is not a letter.
const MOST_BODIES: usize = 100;
/// A phrase is there for a person to find the place, and need not be longer.
const LONGEST_PHRASE: usize = 1_500;

/// One body on the roll.
#[derive(Debug)]
pub(super) struct Entry {
    pub key: String,
    pub name: String,
    /// Nothing when the letter is only addressed to it.
    pub role: Option<Role>,
    /// The words that put it on the roll.
    pub phrase: Phrase,
    pub rounds: Vec<Round>,
}

/// The bodies, in the order in which the letter names them.
#[derive(Debug, Default)]
pub(super) struct Roll {
    pub entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
}

impl Roll {
    /// Puts a body on the roll; a role that is already known stays.
    pub(super) fn add(&mut self, mention: &Mention, role: Option<Role>, phrase: &Phrase) {
        if let Some(place) = self.place(mention, phrase)
            && let Some(entry) = self.entries.get_mut(place)
        {
            if entry.role.is_none() && role.is_some() {
                entry.phrase.clone_from(phrase);
            }
            entry.role = entry.role.or(role);
        }
    }

    fn place(&mut self, mention: &Mention, phrase: &Phrase) -> Option<usize> {
        if let Some(place) = self.by_key.get(&mention.key) {
            return Some(*place);
        }
        if self.entries.len() >= MOST_BODIES {
            return None;
        }
        let place = self.entries.len();
        self.by_key.insert(mention.key.clone(), place);
        let (key, name) = (mention.key.clone(), mention.name.clone());
        self.entries.push(Entry { key, name, role: None, phrase: phrase.clone(), rounds: Vec::new() });
        Some(place)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.by_key.contains_key(key)
    }

    pub(super) fn role_of(&self, key: &str) -> Option<Role> {
        self.by_key.get(key).and_then(|place| self.entries.get(*place)).and_then(|entry| entry.role)
    }

    /// The bodies that "nämnden" or "nämnderna" means in a sentence about responses.
    pub(super) fn respondents(&self) -> Vec<Mention> {
        let asked: Vec<&Entry> = self.entries.iter().filter(|entry| entry.role == Some(Role::Respond)).collect();
        let addressed: Vec<&Entry> = self.entries.iter().filter(|entry| entry.role.is_none()).collect();
        let boards: Vec<&Entry> = addressed.iter().copied().filter(|entry| !is_assembly(&entry.key)).collect();
        let meant = if !asked.is_empty() {
            asked
        } else if boards.is_empty() {
            addressed
        } else {
            boards
        };
        meant.into_iter().map(mention_of).collect()
    }

    /// Notes when a body is to answer. A second word on the same response only confirms or questions the first.
    pub(super) fn note(&mut self, mention: &Mention, kind: RoundKind, due: Due, phrase: &Phrase) {
        let Some(entry) = self.place(mention, phrase).and_then(|place| self.entries.get_mut(place)) else { return };
        if entry.role.is_none() {
            entry.phrase.clone_from(phrase);
        }
        entry.role = entry.role.or(Some(Role::Respond));
        match entry.rounds.iter_mut().find(|round| round.kind == kind) {
            Some(round) if round.due.day().is_none() && due.day().is_some() => {
                round.due = due.doubted();
                round.phrase = phrase_of(phrase);
            }
            Some(round) if round.due.day() == due.day() || due.day().is_none() => {}
            Some(round) => round.due = round.due.doubted(),
            None => entry.rounds.push(Round { kind, due, phrase: phrase_of(phrase), doubts: doubts_of(due) }),
        }
    }

    /// The addressees, when everything is on the roll. `lone` is a role that the letter gives to no body by name.
    pub(super) fn into_addressees(self, lone: Option<Role>, answers_wanted: bool) -> Vec<Addressee> {
        let some_asked = self.entries.iter().any(|entry| !entry.rounds.is_empty());
        let fallback = |entry: &Entry| match (some_asked, answers_wanted, lone) {
            (false, true, _) | (false, false, None) if !is_assembly(&entry.key) => Role::Respond,
            (false, false, Some(role)) => role,
            _ => Role::Information,
        };
        self.entries.into_iter().map(|entry| addressee(fallback(&entry), entry)).collect()
    }
}

fn addressee(fallback: Role, mut entry: Entry) -> Addressee {
    entry.rounds.sort_by_key(|round| round.kind);
    let first = entry.rounds.iter().find(|round| round.kind == RoundKind::First).and_then(|round| round.due.day());
    for round in &mut entry.rounds {
        let too_early = round.kind == RoundKind::FollowUp && first.is_some() && round.due.day() <= first;
        if too_early {
            round.due = round.due.doubted();
        }
    }
    for round in &mut entry.rounds {
        round.doubts = doubts_of(round.due);
    }
    let (certainty, doubts) = if entry.role.is_some() { (Certainty::Found, Vec::new()) } else { (Certainty::Check, vec![Doubt::RequestAssumed]) };
    Addressee { body: entry.name, meant: None, role: entry.role.unwrap_or(fallback), certainty, doubts, phrase: entry.phrase, rounds: entry.rounds }
}

/// Whether the body is the assembly, which is told but does not answer.
pub(super) fn is_assembly(key: &str) -> bool {
    key.contains("fullmaktige")
}

fn mention_of(entry: &Entry) -> Mention {
    Mention { name: entry.name.clone(), key: entry.key.clone(), first: 0, end: 0, genitive: false }
}

fn doubts_of(due: Due) -> Vec<Doubt> {
    match due {
        Due::On(_) => Vec::new(),
        Due::Perhaps(_) => vec![Doubt::RequestAssumed],
        Due::Unknown => vec![Doubt::NoDay],
    }
}

fn phrase_of(sentence: &Phrase) -> Phrase {
    let mut phrase = sentence.clone();
    if let Some((end, _)) = phrase.text.char_indices().nth(LONGEST_PHRASE) {
        phrase.text.truncate(end);
    }
    phrase
}
