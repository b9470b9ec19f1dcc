//! How a sentence goes on with what one before it asks for.

use super::super::bodies::Mention;
use super::super::dates::{DateMention, dates};
use super::super::kinds::about_responses;
use super::super::layout::Sentence;
use super::super::letter::RoundKind;
use super::super::limits::{has_limit, names_the_limit};
use super::super::tense::only_tells;
use super::super::wanted::{goes_on_with_a_limit, reports_to_another};
use super::super::words::{Token, at, has_run};
use super::{Collector, MOST_TOLD};

impl Collector<'_> {
    /// "Det ska ske senast …", "Den ska ha kommit in …": the sentence goes on with what the one before asks for.
    pub(super) fn continues(&self, words: &[Token]) -> bool {
        let opens = at(words, 0, &["det", "den", "detta", "dessa", "de", "sista", "senaste", "tiden", "datum", "tidpunkt", "tidsram", "tid", "this", "it"]);
        // "Skicka det senast …", "Sänd in det senast …".
        if self.thread.asks && at(words, 0, &["skicka", "sand", "lamna", "mejla", "atersand", "send"]) && has_limit(words) {
            return true;
        }
        let spoken = self.thread.asks && (at(words, 1, &["ska", "skall", "bor", "ar", "dag", "dagar", "dagen", "must", "should", "onskas", "behover", ":"]));
        // "… har vi bestämt den sista dagen till den 30 maj".
        let last_day = self.thread.asks && (has_run(words, &["sista", "dag"]) || has_run(words, &["sista", "svarsdag"]));
        // "Svar önskas. Senast den 30 maj behöver vi det." Across paragraphs, only what is about the time itself goes on.
        let goes_on = self.thread.asks && goes_on_with_a_limit(words) || self.asked_before && names_the_limit(words) && goes_on_with_a_limit(words);
        (opens && spoken || last_day || self.answers_when) && has_limit(words) || goes_on
    }

    /// "Parknämnden har till den 15 september på sig": the answer is left out, for the sentence before has spoken of it.
    pub(super) fn leaves_the_answer_out(&self, words: &[Token], mentions: &[Mention]) -> bool {
        let named = mentions.iter().any(|mention| mention.group.is_none() && !mention.genitive);
        // "För kommunstyrelsen kvarstår den 6 maj", in a paragraph of its own.
        let asks = self.thread.asks || self.asked_before && at(words, 0, &["for"]) && words.iter().any(|word| word.is_any(&["galler", "kvarstar"]));
        asks && named && !about_responses(words) && !only_tells(words) && self.may_give_a_day(words, mentions)
    }

    /// "Vi begär svar / – från parknämnden senast …": an item that names a body at its beginning, and a limit.
    pub(super) fn is_of_the_list(&self, words: &[Token], mentions: &[Mention]) -> bool {
        let named = |mention: &&Mention| mention.group.is_none() && !mention.genitive && mention.first <= 3;
        // "– från hamnnämnden så snart som möjligt" asks, too.
        let opens = |of: usize| at(words, of, &["fran", "av"]) && words.iter().take(of).all(|word| !word.word);
        let asked = |mention: &Mention| has_limit(words) || mention.first.checked_sub(1).is_some_and(opens);
        self.led && mentions.iter().find(named).is_some_and(asked)
    }

    /// Notes what a sentence that only tells tells of: whom it names, and that an answer came earlier.
    pub(super) fn tells(&mut self, words: &[Token], mentions: &[Mention]) {
        if !only_tells(words) {
            return;
        }
        let over = |date: &DateMention| date.whole().is_some_and(|day| self.letter.is_some_and(|letter| day < letter));
        let came = words.iter().any(|word| word.is_any(&["svarade", "yttrade", "inkom", "lamnade"]));
        self.found.answered_before |= came && dates(words).iter().any(over);
        let room = MOST_TOLD.saturating_sub(self.thread.told.len());
        self.thread.told.extend(mentions.iter().filter(|mention| mention.group.is_none()).take(room).cloned());
    }

    /// "Redovisa inköpen för styrelsen senast …", under a heading for recommendations: the day is that of what is recommended.
    pub(super) fn is_recommended(&mut self, sentence: &Sentence) -> bool {
        let recommended = self.recommending && reports_to_another(&sentence.tokens, &self.vocabulary.mentions(sentence));
        if let Some(place) = sentence.phrase().place.filter(|_| recommended) {
            self.found.stamped.extend(dates(&sentence.tokens).iter().map(|date| (place.start, date.first)));
        }
        recommended
    }

    /// Which response the sentence is about, when it goes on with one before it.
    pub(super) fn kind_of(&self, words: &[Token], continues: bool) -> Option<RoundKind> {
        let opens = at(words, 0, &["det", "den", "detta", "dessa", "de", "yttrandet", "yttrandena", "svaret", "svaren", "redovisningen"]);
        let from_thread = if continues || opens { self.thread.kind } else { None };
        from_thread.or(self.section_kind)
    }
}

/// "För hamnnämnden gäller den 14 februari", "hamnnämnden ska lämna sitt senast …": the answer is left out, and nothing is open.
pub(super) fn leaves_nothing_open(words: &[Token]) -> bool {
    let own = words.iter().any(|word| word.is_any(&["sitt", "detsamma", "likasa"])) && words.iter().any(|word| word.is_any(&["ska", "skall", "lamnar"]));
    // "Hamnnämnden får i stället tid till och med …", "har till … på sig".
    let has_time = words.iter().any(|word| word.is_any(&["far", "har", "ges", "medges", "beviljas"]))
        && (words.iter().any(|word| word.is_any(&["tid", "respit", "anstand", "svarstid"])) || has_run(words, &["pa", "sig"]));
    at(words, 0, &["for"]) && words.iter().any(|word| word.is("galler")) || (own || has_time) && has_limit(words)
}

/// "KS senast den 30 september.": names, days and what binds them. What is left out has been said of the others.
pub(super) fn says_only_who_and_when(words: &[Token], mentions: &[Mention]) -> bool {
    const BINDS: [&str; 12] = ["senast", "den", "och", "samt", ",", ".", ":", ";", "–", "till", "respektive", "for"];
    let days = dates(words);
    let covered = |place: usize| {
        let named = mentions.iter().any(|mention| mention.group.is_none() && (mention.first..mention.end).contains(&place));
        named || days.iter().any(|day| (day.first..day.end).contains(&place))
    };
    days.len() == 1 && (0..words.len()).all(|place| covered(place) || at(words, place, &BINDS))
}
