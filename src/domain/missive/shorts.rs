//! Letters that stand for a name, wherever the letter says so: "barn- och utbildningsnämnden (BUN)", "BUN = …", and the initials of
//! every name that it writes out.

use std::collections::HashSet;

use super::KnownBody;
use super::bodies::{Mention, Vocabulary};
use super::clean::plain_word;
use super::layout::Sentence;
use super::words::at;

/// No more names than these are remembered.
const MOST: usize = 200;

/// The names that are known beforehand, with the letters that a letter gives them.
pub(super) fn vocabulary(known: &[KnownBody], sentences: &[&Sentence]) -> Vocabulary {
    let mut vocabulary = Vocabulary::new(known);
    learn(&mut vocabulary, sentences);
    vocabulary
}

fn learn(vocabulary: &mut Vocabulary, sentences: &[&Sentence]) {
    let (mut names, mut seen): (Vec<Mention>, HashSet<String>) = (Vec::new(), HashSet::new());
    let mut defined: Vec<(String, Mention)> = Vec::new();
    for sentence in sentences {
        for mention in vocabulary.mentions(sentence).into_iter().filter(|mention| mention.group.is_none() && mention.doubts.is_none()) {
            if names.len() >= MOST || defined.len() >= MOST {
                break;
            }
            defined.extend(beside(sentence, &mention).map(|short| (short, mention.clone())));
            if seen.insert(mention.key.clone()) {
                names.push(mention);
            }
        }
    }
    for (short, mention) in &defined {
        vocabulary.abbreviate(short, mention);
    }
    names.iter().for_each(|mention| vocabulary.add_initials(&mention.name, &mention.key));
}

/// The letters that stand beside a name, in brackets behind it or before them.
fn beside(sentence: &Sentence, mention: &Mention) -> Option<String> {
    let words = &sentence.tokens;
    let behind = (at(words, mention.end, &["("]) && at(words, mention.end + 2, &[")"])).then_some(mention.end + 1);
    let ahead = mention.first.checked_sub(2).filter(|_| mention.first.checked_sub(1).is_some_and(|mark| at(words, mark, &["(", "=", "–", ":"])));
    let place = behind.into_iter().chain(ahead).find(|place| {
        let written = sentence.between(*place, place + 1);
        (2..=6).contains(&written.chars().count()) && written.chars().all(char::is_uppercase) && stands_for(written, &mention.name)
    })?;
    words.get(place).map(|word| word.plain.clone())
}

/// Whether the letters stand in the name, in their order.
fn stands_for(short: &str, name: &str) -> bool {
    let name = plain_word(name);
    let mut left = name.chars();
    let short = plain_word(short);
    short.chars().next() == name.chars().next() && short.chars().all(|letter| left.any(|other| other == letter))
}
