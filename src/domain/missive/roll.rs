//! The roll of bodies that a letter is for, as its address block and its sentences give it.

use std::collections::HashMap;

use super::bodies::Mention;
use super::doubts::Doubts;
use super::found::Phrase;
use super::letter::Role;

/// More bodies than any municipality has; what goes beyond is not a letter.
const MOST_BODIES: usize = 100;

/// One body on the roll.
#[derive(Debug)]
pub(super) struct Entry {
    pub key: String,
    pub name: String,
    /// The words that put it on the roll.
    pub phrase: Phrase,
    /// How the letter writes the name, when it only comes near a known one.
    pub written: Option<String>,
    /// What is doubtful about its name.
    pub doubts: Doubts,
    /// Whether the letter is addressed to it, and does not only speak of it.
    pub addressed: bool,
    /// What the heading that it stands under asks of it.
    pub heading: Option<Role>,
    /// What the running text says of it, with the words; this wins.
    pub text: Option<(Role, Phrase)>,
    /// Whether the text says two things of it.
    pub contradicted: bool,
    /// A sentence that asks names it, and nothing was understood of what it is asked: whether the words around it say that it is
    /// the one who is asked.
    pub touched: Option<bool>,
}

impl Entry {
    /// What the letter says of the body, apart from last days.
    pub(super) fn role(&self) -> Option<Role> {
        self.text.as_ref().map(|(role, _)| *role).or(self.heading)
    }

    /// Whether a response may be wanted of it: nothing else is said, and it is not the assembly, which does not answer.
    pub(super) fn may_answer(&self) -> bool {
        match self.role() {
            Some(role) => role == Role::Respond,
            None => !is_assembly(&self.key),
        }
    }
}

/// The bodies, in the order in which the letter names them.
#[derive(Debug, Default)]
pub(super) struct Roll {
    pub entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
}

impl Roll {
    /// Puts a body on the roll as one that the letter is addressed to; a role that a heading gave stays.
    pub(super) fn address(&mut self, mention: &Mention, heading: Option<Role>, phrase: &Phrase) {
        // The assembly does not answer, under whatever heading it stands.
        let heading = heading.filter(|role| *role != Role::Respond || !is_assembly(&mention.key));
        if let Some(entry) = self.entry(mention, phrase) {
            entry.heading = entry.heading.or(heading);
            entry.addressed = true;
        }
    }

    /// Notes what the text says of a body. That a body is to respond is not taken back by a second sentence.
    pub(super) fn say(&mut self, mention: &Mention, role: Role, phrase: &Phrase) {
        let Some(entry) = self.entry(mention, phrase) else { return };
        match &entry.text {
            None => entry.text = Some((role, phrase.clone())),
            Some((said, _)) if *said == role => {}
            Some((said, _)) => {
                entry.contradicted = *said == Role::Respond || role == Role::Respond;
                if role == Role::Respond {
                    entry.text = Some((role, phrase.clone()));
                }
            }
        }
    }

    /// The place of a body on the roll, put there when it is not.
    pub(super) fn place(&mut self, mention: &Mention, phrase: &Phrase) -> Option<usize> {
        if let Some(place) = self.by_key.get(&mention.key).copied() {
            if let (None, Some(entry)) = (&mention.written, self.entries.get_mut(place)) {
                // The name stands elsewhere in the letter as it is known.
                entry.written = None;
                entry.doubts = mention.doubts;
            }
            return Some(place);
        }
        if self.entries.len() >= MOST_BODIES || mention.group.is_some() {
            return None;
        }
        let place = self.entries.len();
        self.by_key.insert(mention.key.clone(), place);
        self.entries.push(Entry {
            key: mention.key.clone(),
            name: mention.name.clone(),
            phrase: phrase.clone(),
            written: mention.written.clone(),
            doubts: mention.doubts,
            addressed: false,
            heading: None,
            text: None,
            contradicted: false,
            touched: None,
        });
        Some(place)
    }

    /// The place of a body that is on the roll.
    pub(super) fn at(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    fn entry(&mut self, mention: &Mention, phrase: &Phrase) -> Option<&mut Entry> {
        self.place(mention, phrase).and_then(|place| self.entries.get_mut(place))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.at(key).is_some()
    }

    pub(super) fn role_of(&self, key: &str) -> Option<Role> {
        self.at(key).and_then(|place| self.entries.get(place)).and_then(Entry::role)
    }

    /// "Socialnämnden i Hamnstad" is called by its own name, unless there is one of another place beside it.
    pub(super) fn without_places(&mut self) {
        let base = |key: &str| key.split_once(" i ").map(|(base, _)| base.to_owned());
        let bases: Vec<Option<String>> = self.entries.iter().map(|entry| base(&entry.key)).collect();
        for (place, base) in bases.iter().enumerate() {
            let Some(base) = base else { continue };
            let shared = bases.iter().enumerate().any(|(other, of)| other != place && of.as_ref() == Some(base)) || self.by_key.contains_key(base);
            if let Some(entry) = self.entries.get_mut(place)
                && !shared
                && !entry.key.split_once(" i ").is_some_and(|(_, places)| places.contains(" och "))
                && !matches!(base.as_str(), "styrelse" | "direktion" | "namnd")
                && !base.starts_with("gemensam")
            {
                self.by_key.remove(&entry.key);
                entry.key.clone_from(base);
                entry.name = entry.name.split(" i ").next().unwrap_or_default().to_owned();
                self.by_key.insert(base.clone(), place);
            }
        }
    }
}

/// Whether the body is the assembly, which is told but does not answer.
pub(super) fn is_assembly(key: &str) -> bool {
    key.contains("fullmaktige") || key.ends_with("council") || key.ends_with("assembly")
}

/// Whether the body is the executive board.
pub(super) fn is_executive(key: &str) -> bool {
    ["kommunstyrelse", "regionstyrelse", "stadsstyrelse", "executive board"].iter().any(|name| key.starts_with(name))
}

/// Whether the body is one of several for parts of the municipality.
pub(super) fn is_district(key: &str) -> bool {
    ["stadsdelsnamnd", "kommundelsnamnd", "omradesnamnd", "distriktsnamnd", "lokalnamnd"].iter().any(|name| key.contains(name))
}

/// Whether the name is an English one.
pub(super) fn is_english(key: &str) -> bool {
    // "Board of Education", "Social Welfare Board".
    key.split(' ').any(|word| ["board", "committee", "council", "assembly", "executive"].contains(&word))
}

/// Whether the body is a company or a foundation.
pub(super) fn is_company(key: &str) -> bool {
    key.split(' ').any(|word| word == "ab") || key.ends_with("bolag") || key.contains("stiftelse")
}
