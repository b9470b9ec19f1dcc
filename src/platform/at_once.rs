//! What is sent with one click and stands then has no form beside which words could be put together that lines break in two: whoever
//! sends it is asked before, as about a closed day.

use sha2::{Digest as _, Sha256};

use super::broken::{Texts, shown};
use super::language::Lang;
use super::parts::{Choice, Choices, Faults};
use crate::domain::text::{Broken, broken_words, hex, tidy, with_words_joined};

/// The field of a form that answers what is to become of such words.
const FIELD: &str = "broken";

/// The texts of a form that is sent at once. What has been sent has no form beside which words could be put together, so whoever sends
/// it is asked before, and only where there is something to ask.
pub(crate) struct AtOnce {
    words: Vec<Broken>,
    joins: bool,
    is_answered: bool,
}

impl AtOnce {
    /// As they were typed. An answer holds for the words that were asked about, and for no others.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>, answered: &str) -> Self {
        let words: Vec<Broken> = texts.into_iter().flat_map(|text| broken_words(&tidy(text))).collect();
        let (join, keep) = keys(&words);
        Self { joins: answered == join, is_answered: answered == join || answered == keep, words }
    }

    /// Notes that nobody has said what is to become of them.
    pub(crate) fn ask(&self, lang: Lang, faults: &mut Faults) {
        if !self.words.is_empty() && !self.is_answered {
            faults.add(FIELD, Texts::from(lang).say_what_to_do());
        }
    }

    /// The question, where there is something to ask.
    pub(crate) fn question(&self, lang: Lang, faults: &Faults) -> Option<Choices> {
        if self.words.is_empty() {
            return None;
        }
        let (t, (join, keep)) = (Texts::from(lang), keys(&self.words));
        let label = format!("{} {}.", t.words_are_broken(), shown(&self.words, t));
        let choices = vec![Choice::new(join, t.join_words(), self.joins), Choice::new(keep, t.keep_words(), self.is_answered && !self.joins)];
        Some(Choices::radios(lang, FIELD, label, choices, faults))
    }

    /// A text as it is to be sent.
    pub(crate) fn settled(&self, text: String) -> String {
        if self.joins && !self.words.is_empty() { with_words_joined(&text) } else { text }
    }
}

/// What answers for just these words: put together, and left as they are.
fn keys(words: &[Broken]) -> (String, String) {
    let all: Vec<&str> = words.iter().map(|word| word.before.as_str()).collect();
    let digest = Sha256::digest(all.join("\n").as_bytes());
    let mark = hex(digest.iter().take(4));
    (format!("foga-{mark}"), format!("lat-{mark}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_holds_for_the_words_that_were_asked_about_and_no_others() {
        let (typed, other) = ("En reko-\nmendation.", "En gransk-\nning.");
        let (join, keep) = keys(&broken_words(typed));
        for (text, answered, asks, sent) in [
            ("Inget.", "", false, "Inget."),
            ("In-\noch utbetalningar", join.as_str(), false, "In-\noch utbetalningar"),
            (typed, "", true, typed),
            (typed, keep.as_str(), false, typed),
            (typed, join.as_str(), false, "En rekomendation."),
            (other, join.as_str(), true, other),
        ] {
            let (at_once, mut faults) = (AtOnce::of([text], answered), Faults::none());
            at_once.ask(Lang::SV, &mut faults);
            assert_eq!(faults.at(FIELD).is_some(), asks, "{text}, {answered}");
            assert_eq!(at_once.settled(text.to_owned()), sent, "{text}, {answered}");
            assert_eq!(at_once.question(Lang::SV, &faults).is_some(), !broken_words(text).is_empty());
        }
    }
}
