//! The days to come of a sentence, and whether anything else than a response explains them.

use chrono::NaiveDate;

use super::super::askers::does_not_apply;
use super::super::bodies::Mention;
use super::super::clauses::in_clauses;
use super::super::dates::{DateMention, dates};
use super::super::days::{Context, EVENTS, MEASURES, OTHER_ERRANDS, Use, day_uses, gives_more_time};
use super::super::groups::Group;
use super::super::kinds::about_responses;
use super::super::spans::spans;
use super::super::wanted::is_for_another_end;
use super::super::wording::grants_more_time;
use super::super::words::Token;
use super::Collector;

/// More bodies than these have no more time than the letter says.
const MOST_GRANTED: usize = 1_000;

impl Collector<'_> {
    /// Whether a day to come stands in the sentence that no event, measure or other errand explains.
    pub(super) fn may_give_a_day(&self, words: &[Token], mentions: &[Mention]) -> bool {
        // "Plan- och byggnadsnämnden" speaks of no plan.
        let in_name = |place: usize| mentions.iter().any(|mention| (mention.first..mention.end).contains(&place));
        let errand = |word: &Token| {
            word.starts_any(&OTHER_ERRANDS)
                || word.starts_any(&MEASURES)
                || word.starts_any(&EVENTS)
                || word.starts_any(&["rekommender", "rutin", "riktlinje"])
                || word.is_any(&["plan", "planen"])
        };
        let aside = in_clauses(words);
        let explains = |place: usize, word: &Token| errand(word) && !in_name(place) && !aside.get(place).copied().unwrap_or_default();
        self.gives_a_day_to_come(words)
            && !is_for_another_end(words)
            && (!words.iter().enumerate().any(|(place, word)| explains(place, word)) || gives_more_time(words))
    }

    /// Notes who has more time, where no day says how much. "Revisorerna beviljar anstånd. Yttrandet ska ha kommit senast …" says it.
    pub(super) fn more_time(&mut self, words: &[Token], mentions: &[Mention]) {
        let dated = !dates(words).is_empty();
        let before = self.found.more_time.len().saturating_sub(self.thread.granted);
        // "Revisorerna medger anstånd. Parknämndens svar ska lämnas senast …": to nobody by name, or to the same one.
        let only = self.roll.entries.iter().filter(|entry| entry.may_answer()).count() == 1;
        let same = |granted: &Mention| only && granted.end == 0 || mentions.iter().any(|mention| mention.key == granted.key);
        let to_them = self.found.more_time.get(before..).unwrap_or_default().iter().all(same);
        if dated && (mentions.is_empty() || to_them && about_responses(words)) {
            self.found.more_time.truncate(before);
        }
        self.thread.granted = 0;
        // "Datumet gäller inte hamnnämnden": which day does, is not said.
        if words.windows(2).any(does_not_apply) && self.found.more_time.len() < MOST_GRANTED {
            self.found.more_time.extend(mentions.iter().filter(|mention| mention.group.is_none()).cloned());
        }
        if !grants_more_time(words) || dated || self.found.more_time.len() >= MOST_GRANTED {
            return;
        }
        let whole = Mention { group: Some(Group::All), ..Mention::body(String::new(), String::new(), 0, 0, false) };
        let meant = if mentions.is_empty() { vec![whole] } else { mentions.to_vec() };
        // So many weeks are counted from a day that others have, and the next sentence does not say which.
        let counted = words.iter().any(|word| word.is_any(&["vecka", "veckor", "dag", "dagar", "manad", "manader"]));
        self.thread.granted = if counted { 0 } else { meant.len() };
        self.found.more_time.extend(meant);
    }

    /// The days to come of a sentence, but for those that stand by events, measures and what is told.
    pub(super) fn days_asked(&self, words: &[Token]) -> Vec<NaiveDate> {
        let uses = day_uses(words, Context { letter: self.letter, continues: true, ..Context::default() }, |_| false);
        let explained: Vec<NaiveDate> = uses
            .iter()
            .filter(|day| matches!(day.meant, Use::Event | Use::Unsaid | Use::Told | Use::Other | Use::TakenBack))
            .filter_map(|day| day.date.due_after(self.letter).0)
            .collect();
        self.days_to_come(words).into_iter().filter(|day| !explained.contains(day)).collect()
    }

    pub(super) fn days_to_come(&self, words: &[Token]) -> Vec<NaiveDate> {
        let due = dates(words).into_iter().filter_map(|day| day.due_after(self.letter).0);
        due.filter(|day| self.letter.is_none_or(|letter| *day > letter)).collect()
    }

    pub(super) fn gives_a_day_to_come(&self, words: &[Token]) -> bool {
        let to_come = |day: &DateMention| day.due_after(self.letter).0.is_some_and(|day| self.letter.is_none_or(|letter| day > letter));
        dates(words).iter().any(to_come) || !spans(words).is_empty()
    }
}
