//! Whom a sentence means that names nobody, or a group, and what is left over of its days.

use chrono::NaiveDate;

use super::super::asked_for::{Request, Target};
use super::super::bodies::Mention;
use super::super::days::{Context, DayUse, Use, day_uses};
use super::super::doubt::{Doubt, Leftover, LeftoverReason};
use super::super::doubts::Doubts;
use super::super::groups::Group;
use super::super::layout::Sentence;
use super::super::letter::{Role, RoundKind};
use super::super::limits::{has_limit, names_the_limit};
use super::super::pairing::Pair;
use super::super::roles::Mark;
use super::super::roll::{Entry, is_company, is_executive};
use super::super::wording::applies_to_it_too;
use super::super::words::any_starts;
use super::{Besides, Collector};

impl Collector<'_> {
    /// Asks what the pairs of a sentence ask. "…, vilket även gäller kommunstyrelsen": and those who were asked before, too.
    pub(super) fn ask_each(&mut self, sentence: &Sentence, pairs: Vec<Pair>, beside: Besides<'_>) -> Vec<Target> {
        let mut targets = Vec::new();
        for pair in pairs {
            let too = !pair.bodies.is_empty() && pair.bodies.iter().all(|body| applies_to_it_too(&sentence.tokens, body.first));
            targets.extend(self.ask_with(&pair, &sentence.phrase(), beside));
            if too && !self.thread.asked.is_empty() {
                targets.extend(self.ask_with(&Pair { bodies: Vec::new(), ..pair }, &sentence.phrase(), beside));
            }
        }
        targets
    }

    /// Whom bodies of a sentence mean; when it names none, those asked before, or those of the section.
    pub(super) fn targets(&self, bodies: &[Mention], besides: &[String], excepted: &[String]) -> Vec<Target> {
        if bodies.is_empty() {
            let before = if self.thread.asked.is_empty() { self.section.iter().cloned().map(Target::Body).collect() } else { self.thread.asked.clone() };
            return if before.is_empty() { vec![Target::Unsaid] } else { before };
        }
        let target = |body: &Mention| match body.group {
            None => Target::Body(body.clone()),
            Some(group) => Target::Group { group, count: body.count, excepted: excepted.to_vec(), besides: besides.to_vec() },
        };
        bodies.iter().map(target).collect()
    }

    /// "Nämnden" is the board that the paragraph or the section speaks of, where it speaks of one.
    pub(super) fn name_spoken_of(&self, bodies: &mut [Mention]) {
        // "Parknämndens svar …, om nämnden …": the board that the sentence itself has named.
        let named: Vec<Mention> = bodies.iter().filter(|body| body.group.is_none()).cloned().collect();
        if let [one] = named.as_slice() {
            for body in bodies.iter_mut().filter(|body| body.group == Some(Group::Board) && body.first > one.first) {
                *body = Mention { first: body.first, end: body.end, genitive: body.genitive, ..one.clone() };
            }
        }
        for body in bodies.iter_mut().filter(|body| body.group == Some(Group::Board)) {
            let asked: Vec<&Mention> = self.thread.asked.iter().filter_map(|target| if let Target::Body(body) = target { Some(body) } else { None }).collect();
            let distinct = self.thread.boards.iter().all(|board| Some(&board.key) == self.thread.boards.first().map(|first| &first.key));
            let meant = match (asked.as_slice(), self.section.as_slice(), self.thread.boards.last()) {
                ([one], _, _) => Some(((*one).clone(), false)),
                (_, [one], _) => Some((one.clone(), false)),
                // "Redovisa den för kommunstyrelsen. Nämnden ska svara …", to one board: it is that one.
                (_, _, Some(last)) if is_executive(&last.key) && self.one_board_is_addressed() => None,
                (_, _, Some(last)) => Some((last.clone(), !distinct)),
                _ => None,
            };
            if let Some((mut meant, doubtful)) = meant {
                meant.doubts = meant.doubts.and_if(doubtful, Doubt::BodyAssumed);
                *body = Mention { first: body.first, end: body.end, genitive: body.genitive, ..meant };
            }
        }
    }

    /// The letter is addressed to one board, besides the executive board.
    fn one_board_is_addressed(&self) -> bool {
        let is_board = |entry: &&Entry| entry.addressed && entry.may_answer() && !is_executive(&entry.key) && !is_company(&entry.key);
        self.roll.entries.iter().filter(is_board).count() == 1
    }

    pub(super) fn remember(&mut self, mentions: &[Mention], marks: &[Mark]) {
        self.thread.names(mentions);
        let respond: Vec<Mention> = marks.iter().filter(|mark| mark.role == Role::Respond).map(|mark| mark.body.clone()).collect();
        if !respond.is_empty() {
            if self.thread.asked.is_empty() {
                self.thread.asked = self.targets(&respond, &[], &[]);
            }
            self.thread.asks = true;
        }
    }

    /// Every date after a word of limit that is no last day for a response is reported.
    pub(super) fn account(&mut self, sentence: &Sentence, uses: &[DayUse]) {
        let place = sentence.phrase().place;
        for day in uses {
            if !matches!(day.meant, Use::Unsaid | Use::Unclear) {
                self.found.stamped.extend(place.map(|place| (place.start, day.date.first)));
            }
            let reason = match day.meant {
                Use::Unclear => LeftoverReason::Date,
                Use::Told | Use::TakenBack => LeftoverReason::Earlier,
                Use::Other => LeftoverReason::Other,
                Use::Last | Use::Loose | Use::Moved | Use::Event | Use::Unsaid => continue,
            };
            self.found.leftover.push(Leftover { phrase: sentence.phrase(), reason });
        }
        self.found.leftover.dedup();
    }

    /// Dates after a word of limit in a sentence that is not about responses.
    pub(super) fn other_days(&mut self, sentence: &Sentence, mentions: &[Mention]) {
        let words = &sentence.tokens;
        if !has_limit(words) || !(any_starts(words, &["senast", "fore", "innan"]) || names_the_limit(words)) {
            return;
        }
        let uses = day_uses(words, Context { letter: self.letter, ..Context::default() }, |_| false);
        if self.may_give_a_day(words, mentions) {
            let other = uses.iter().filter(|day| day.meant == Use::Other).map(|day| day.date.due_after(self.letter));
            // Whoever heads the section, if anybody does.
            let target = self.targets(&[], &[], &[]).into_iter().next().unwrap_or(Target::Unsaid);
            let request = |(due, doubts): (Option<NaiveDate>, Doubts)| Request {
                target: target.clone(),
                kind: RoundKind::First,
                due,
                doubts: doubts.and(Doubt::RequestAssumed),
                phrase: sentence.phrase(),
                corrects: false,
                dated: true,
                renews: false,
            };
            self.found.unexplained.extend(other.map(request));
            // It counts where there is no other; and where there is, it is left open in the ledger.
            let understood: Vec<DayUse> = uses.into_iter().filter(|day| day.meant != Use::Other).collect();
            self.account(sentence, &understood);
            return;
        }
        self.account(sentence, &uses);
    }
}
