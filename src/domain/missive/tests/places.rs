//! Every phrase can be found again in the letter as it was pasted.

use super::super::{Found, Phrase};
use super::{LETTERS, Letter, read};

/// What remains of words when it does not matter how lines were broken.
fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

fn phrases(letter: &Letter) -> Vec<Phrase> {
    fn of<T>(fact: &Found<T>) -> Option<Phrase> {
        fact.phrase().map(|text| Phrase { text: text.to_owned(), place: fact.place() })
    }
    let facts = [&letter.reference, &letter.title, &letter.decided_by, &letter.chair, &letter.reply_to, &letter.overall_assessment];
    let mut found: Vec<Phrase> = facts.into_iter().filter_map(of).chain(of(&letter.decided_on)).chain(of(&letter.letter_date)).collect();
    for addressee in &letter.addressees {
        found.push(addressee.phrase.clone());
        found.extend(addressee.rounds.iter().map(|round| round.phrase.clone()));
    }
    found
}

#[test]
fn a_phrase_stands_where_its_place_says() {
    for text in LETTERS {
        for broken in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('ä', "a\u{308}").replace("nämnd", "näm\u{AD}nd")] {
            for phrase in phrases(&read(&broken, &[])) {
                let place = phrase.place.unwrap_or_else(|| panic!("no place for {phrase:?}"));
                let there = bare(&broken[place.start..place.end].replace('\u{308}', "").replace('a', "ä"));
                let said = bare(&phrase.text.replace('a', "ä"));
                // A page break, or the line of a signature, may stand in between.
                let first: String = said.chars().take(12).collect();
                assert!(there.starts_with(&first), "{phrase:?} is not at {place:?}: {there}");
            }
        }
    }
}
