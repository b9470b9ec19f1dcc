//! Requests that give no day of their own: "vid två tillfällen", "inom samma tid", "respektive" of what was said before.

use super::super::asked_for::{Request, Target};
use super::super::askers::Asked;
use super::super::bodies::Mention;
use super::super::doubt::Doubt;
use super::super::doubts::Doubts;
use super::super::kinds::{kinds, only_renews};
use super::super::layout::Sentence;
use super::super::letter::{Role, RoundKind};
use super::super::limits::has_limit;
use super::super::pairing::Manner;
use super::super::roles::Mark;
use super::super::roll::Entry;
use super::super::tense::{asks, auditors_promise, only_tells};
use super::super::wanted::does_so_too;
use super::super::wording::{refuses, same_applies, tells_contents, the_day_applies};
use super::super::words::{Token, has_run};
use super::Collector;

impl Collector<'_> {
    /// "Svaren ska lämnas senast …", below sections with a heading each: those of all of them, not only of the last.
    pub(super) fn of_all_sections(&self, words: &[Token]) -> Vec<Mention> {
        let plural = words.iter().any(|word| word.is_any(&["svaren", "yttrandena", "redovisningarna"]));
        // Where every body that may answer has its section, these are they.
        let all = self.roll.entries.iter().filter(|entry| entry.may_answer()).all(|entry| self.sections.iter().any(|body| body.key == entry.key));
        let assumed = |body: &Mention| Mention { first: 0, end: 0, doubts: body.doubts.and_if(!all, Doubt::BodyAssumed), ..body.clone() };
        if plural && self.sections.len() > 1 { self.sections.iter().map(assumed).collect() } else { Vec::new() }
    }

    /// The bodies that "respektive" speaks of when the sentence names none: those asked before, or all that the letter
    /// is addressed to, in the order of their names there.
    pub(super) fn in_their_order(&self) -> Vec<Mention> {
        let asked: Vec<Mention> = self
            .thread
            .asked
            .iter()
            .filter_map(|target| if let Target::Body(body) = target { Some(Mention { first: 0, end: 0, ..body.clone() }) } else { None })
            .collect();
        if asked.len() > 1 {
            return asked;
        }
        let candidates = self.roll.entries.iter().filter(|entry| entry.may_answer());
        let assumed = |entry: &Entry| Mention { doubts: Doubts::of(Doubt::BodyAssumed), ..Mention::body(entry.name.clone(), entry.key.clone(), 0, 0, false) };
        candidates.map(assumed).collect()
    }

    /// The bodies of a sentence, or those whom "respektive" speaks of without naming them.
    pub(super) fn each_in_order(&self, words: &[Token], bodies: Vec<Mention>, days: usize, (manner, each): (Manner, bool)) -> Vec<Mention> {
        let listed = manner.respectively && !manner.twice && days > 1 && bodies.len() == 1;
        match bodies.is_empty() {
            true if manner.respectively || each => self.in_their_order(),
            false if listed => self.one_by_one(words, bodies, days),
            _ => bodies,
        }
    }

    /// "De tre nämnderna … den 30 juni respektive den 31 augusti och den 15 september, i den ordning som de står ovan".
    fn one_by_one(&self, words: &[Token], bodies: Vec<Mention>, days: usize) -> Vec<Mention> {
        let several = bodies.iter().all(|body| body.group.is_some_and(|group| !group.is_one()));
        let all = if several { self.in_their_order() } else { Vec::new() };
        if all.len() != days {
            return bodies;
        }
        let in_order = words.iter().any(|word| word.is_any(&["ordning", "ordningen", "order"]));
        all.into_iter().map(|body| Mention { doubts: if in_order { Doubts::NONE } else { body.doubts }, ..body }).collect()
    }

    /// A request without a day: "Nämnden ska yttra sig vid två tillfällen", "inom samma tid".
    pub(super) fn without_a_day(&mut self, sentence: &Sentence, asked: &Asked, kind: Option<RoundKind>, marks: &[Mark]) {
        let words = &sentence.tokens;
        let marked = marks.iter().any(|mark| mark.role == Role::Respond);
        let too = self.thread.asks && does_so_too(words);
        let same_applies = same_applies(words) || too && self.thread.due.is_some();
        let named = kinds(words);
        // "Nämnden ska lämna två svar. … I ett uppföljande svar redovisas effekterna": it is asked for, and has no day.
        let second = self.thread.twice && named.iter().any(|(_, kind)| *kind == RoundKind::FollowUp) && !auditors_promise(words);
        let told = only_tells(words) || tells_contents(words) && !second;
        if !(asks(words) || same_applies || second) || told || refuses(words) || marked {
            return;
        }
        let own = named.first().map(|(_, kind)| *kind);
        let same = has_run(words, &["samma", "ti"]) || has_run(words, &["samma", "dat"]) || has_run(words, &["samma", "dag"]);
        let due = self.last_due.filter(|_| same || same_applies);
        let limited = has_limit(words) && !words.iter().any(|word| word.starts_any(&["atgard", "genomfor", "klar"]));
        if asked.bodies.is_empty() && !limited && !second && due.is_none() {
            return;
        }
        // "Datumet gäller …": that day, and no other.
        let itself = self.thread.due.is_some() && the_day_applies(words);
        let doubts = due.map_or(Doubts::NONE, |(_, doubts)| doubts.and_if(!itself, Doubt::Computed));
        let targets: Vec<Target> = self.targets(&asked.bodies, &[], &[]);
        for target in &targets {
            self.found.requests.push(Request {
                target: target.clone(),
                kind: own.or(kind).unwrap_or(RoundKind::First),
                due: due.map(|(day, _)| day),
                doubts,
                phrase: sentence.phrase(),
                corrects: false,
                dated: due.is_some() || limited,
                renews: only_renews(words),
            });
        }
        if due.is_none() {
            self.thread.waiting(targets);
        } else {
            self.thread.asked(targets);
        }
    }
}
