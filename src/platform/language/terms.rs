//! The city's words in the service's sentences. Sentences are written with the usual word; where the city has chosen another, it
//! takes its place in what the service says, and never in what people have written.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::{Lang, VerdictWord};
use crate::domain::text::capital;

/// Stands within a word that somebody has written, for as long as a sentence around it is made. No text has it: it is no
/// character (U+FFFE).
const KEPT: char = '\u{fffe}';

/// The word that sentences are written with, and the city's own. Nothing where they are the same.
fn exchange(lang: Lang) -> Option<(&'static str, &'static str)> {
    let word = |word: VerdictWord| lang.pick(word.swedish(), word.english());
    (lang.verdict != VerdictWord::Omdome).then(|| (word(VerdictWord::Omdome), word(lang.verdict)))
}

/// A sentence without anything in it, in the city's words. Each is made once and kept: there are some dozens.
pub(super) fn fixed(text: &'static str, lang: Lang) -> &'static str {
    static MADE: LazyLock<Mutex<HashMap<(VerdictWord, &'static str), &'static str>>> = LazyLock::new(Mutex::default);
    let Some((usual, own)) = exchange(lang).filter(|(usual, _)| holds(text, usual)) else { return text };
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry((lang.verdict, text)).or_insert_with(|| exchanged(text, usual, own).leak())
}

/// A sentence into which something was put, in the city's words. What people wrote had been [`kept`] before.
#[must_use]
pub fn spoken(sentence: String, lang: Lang) -> String {
    match exchange(lang) {
        None => sentence,
        Some((usual, own)) => exchanged(&sentence, usual, own).replace(KEPT, ""),
    }
}

/// What is put into a sentence, so that its words stay as they are.
#[must_use]
pub fn kept(text: &str, lang: Lang) -> Cow<'_, str> {
    match exchange(lang) {
        Some((usual, _)) if holds(text, usual) => {
            let tail = tail(usual);
            Cow::Owned(text.replace(tail, &format!("{KEPT}{tail}")))
        }
        _ => Cow::Borrowed(text),
    }
}

/// The word without its first letter, which may be a capital.
fn tail(word: &str) -> &str {
    word.char_indices().nth(1).map_or("", |(at, _)| &word[at..])
}

fn holds(text: &str, usual: &str) -> bool {
    text.contains(tail(usual))
}

fn exchanged(text: &str, usual: &str, own: &str) -> String {
    text.replace(usual, own).replace(&capital(usual), &capital(own))
}

#[cfg(test)]
mod tests {
    use crate::domain::terms::VerdictWord;
    use crate::platform::language::Lang;

    crate::texts! {
        published { sv: "Omdömet är publicerat. Läs de tidigare omdömena.", en: "The verdict is published. Read the earlier verdicts." }
        judged(title: &str, n: i64) { sv: "{n} omdömen om {title}", en: "{n} verdicts on {title}" }
        whose(board: Option<&str>) { sv: format!("Omdöme om {}", board.unwrap_or("alla")), en: format!("Verdict on {}", board.unwrap_or("all")) }
    }

    #[test]
    fn a_city_reads_its_own_word_in_every_form() {
        let utlatande = Texts::from(Lang::SV.calling(VerdictWord::Utlatande));
        assert_eq!(utlatande.published(), "Utlåtandet är publicerat. Läs de tidigare utlåtandena.");
        assert_eq!(utlatande.judged("Inköp", 2), "2 utlåtanden om Inköp");
        let position = Texts::from(Lang::EN.calling(VerdictWord::Stallningstagande));
        assert_eq!(position.published(), "The position is published. Read the earlier positions.");
        assert_eq!(position.judged("Inköp", 2), "2 positions on Inköp");
    }

    #[test]
    fn what_people_have_written_stays_as_they_wrote_it() {
        let utlatande = Texts::from(Lang::SV.calling(VerdictWord::Utlatande));
        assert_eq!(utlatande.judged("Omdömen om chefer: ett gott omdöme", 2), "2 utlåtanden om Omdömen om chefer: ett gott omdöme");
        assert_eq!(utlatande.whose(Some("Omdömesnämnden")), "Utlåtande om Omdömesnämnden");
        assert_eq!(Texts::from(Lang::EN.calling(VerdictWord::Utlatande)).judged("The verdict", 1), "1 statements on The verdict");
    }

    #[test]
    fn where_nothing_was_chosen_everything_reads_as_it_is_written() {
        let usual = Texts::from(Lang::SV);
        assert_eq!(usual.published(), "Omdömet är publicerat. Läs de tidigare omdömena.");
        assert_eq!(usual.judged("ett omdöme", 1), "1 omdömen om ett omdöme");
    }
}
