//! What goes over from one sentence of a paragraph to the next.

use chrono::NaiveDate;

use super::asked_for::Target;
use super::bodies::Mention;
use super::doubts::Doubts;
use super::kinds::{kinds, says_twice};
use super::letter::{Role, RoundKind};
use super::roles::Mark;
use super::roll::is_assembly;
use super::tense::only_tells;
use super::words::Token;

/// More bodies than this are not remembered from one sentence to the next.
const MOST_REMEMBERED: usize = 100;

/// What goes over from one sentence to the next.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// Who was asked last in the paragraph.
    pub asked: Vec<Target>,
    /// The boards that the paragraph has named.
    pub boards: Vec<Mention>,
    /// The board that the sentence before is about.
    pub latest: Option<Mention>,
    /// The boards of which the paragraph has told that they were asked earlier.
    pub told: Vec<Mention>,
    /// The response spoken of last.
    pub kind: Option<RoundKind>,
    /// A response has been spoken of.
    pub asks: bool,
    /// How many bodies the sentence before gives more time, without a count.
    pub granted: usize,
    /// There are two responses.
    pub twice: bool,
    /// Those who were asked last have no day yet.
    pub waits: bool,
    /// The last day given last, with its doubts.
    pub due: Option<(NaiveDate, Doubts)>,
}

impl Thread {
    /// Whether there are two responses, as the sentence says or one before it.
    pub(super) fn says_twice(&self, words: &[Token]) -> bool {
        says_twice(words) || (self.twice && kinds(words).is_empty())
    }

    /// The boards that the paragraph has named, for "övriga".
    pub(super) fn named(&self) -> impl Iterator<Item = String> {
        self.boards.iter().map(|mention| mention.key.clone())
    }

    /// Remembers who has a day now.
    pub(super) fn asked(&mut self, mut targets: Vec<Target>) {
        targets.truncate(MOST_REMEMBERED);
        self.asked = targets;
        self.waits = false;
    }

    /// Remembers who is asked and has no day yet: they wait for the next one together with those before them.
    pub(super) fn waiting(&mut self, targets: Vec<Target>) {
        if !self.waits {
            self.asked.clear();
        }
        self.asked.extend(targets);
        self.asked.truncate(MOST_REMEMBERED);
        self.waits = true;
    }

    /// Remembers the boards that a sentence names.
    pub(super) fn names(&mut self, mentions: &[Mention]) {
        self.boards.truncate(MOST_REMEMBERED);
        self.boards.extend(mentions.iter().filter(|mention| mention.group.is_none() && !is_assembly(&mention.key)).cloned());
    }
}

/// The only board of a sentence, when the sentence begins with it and gives it no other role.
pub(super) fn subject(words: &[Token], mentions: &[Mention], marks: &[Mark]) -> Option<Mention> {
    let mut named = mentions.iter().filter(|mention| mention.group.is_none());
    let (only, more) = (named.next()?, named.next());
    let told = marks.iter().any(|mark| mark.role != Role::Respond) || is_assembly(&only.key) || only_tells(words);
    (more.is_none() && only.first <= 1 && !only.genitive && !told).then(|| only.clone())
}
