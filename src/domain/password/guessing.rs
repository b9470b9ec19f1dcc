//! How somebody who knows people would guess: not letter by letter, but word by word, year by year, along the keyboard.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use super::{Guessable, PasswordFault};

/// Words that passwords are made of, without å, ä and ö: see the head of the file.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common.txt").lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect());

/// Whole passwords that stand in public lists of stolen ones, as they are compared, in their order: see [`is_stolen`].
static STOLEN: &str = include_str!("stolen.txt");

/// Keys in the order in which they lie, Swedish and American, along and across; and letters and digits in their own order.
const ROWS: [&str; 12] = [
    "1234567890+",
    "qwertyuiopå",
    "asdfghjklöä",
    "zxcvbnm,.-",
    "qwertyuiop[]",
    "abcdefghijklmnopqrstuvwxyzåäö",
    "0123456789",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "zaq1xsw2cde3vfr4bgt5",
    "qazwsxedcrfvtgbyhnujm",
    "zxcvbnm,./",
];
/// So many keys in a row are one choice.
const SHORTEST_ROW: usize = 4;
const SHORTEST_WORD: usize = 3;
const LONGEST_WORD: usize = 24;

/// A sign of the password, as it was typed and as it is meant.
#[derive(Clone, Copy)]
struct Sign {
    small: char,
    /// Without dots and rings, and with a letter where a digit or sign stands for one.
    meant: char,
    /// The other letter that it may stand for.
    other: char,
}

/// Whether it stands as a whole in public lists of stolen passwords, also with other digits at its end.
pub(super) fn is_stolen(password: &str) -> bool {
    let signs = signs(password);
    let digits = signs.iter().rev().take_while(|sign| sign.small.is_ascii_digit()).count();
    [signs.len(), signs.len() - digits].into_iter().any(|length| {
        let of = |sign: fn(&Sign) -> char| signs.iter().take(length).map(sign).collect::<String>();
        stands_among_stolen(&of(|sign| sign.meant)) || stands_among_stolen(&of(|sign| sign.other))
    })
}

/// Halves the list until one line is left: no memory is taken for it.
fn stands_among_stolen(wanted: &str) -> bool {
    let mut rest = STOLEN;
    while !rest.is_empty() {
        let middle = rest.len() / 2;
        let from = rest.as_bytes().iter().take(middle).rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let line = rest.get(from..).and_then(|line| line.split('\n').next()).unwrap_or_default();
        match wanted.cmp(line) {
            std::cmp::Ordering::Equal => return !wanted.is_empty(),
            std::cmp::Ordering::Less => rest = rest.get(..from).unwrap_or_default(),
            std::cmp::Ordering::Greater => rest = rest.get(from + line.len() + 1..).unwrap_or_default(),
        }
    }
    false
}

/// What a password consists of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pieces {
    /// How much of it is left to be guessed: each word, row and year counts as one.
    pub(super) left: usize,
    repeated: usize,
    keys: usize,
    house: usize,
    own: usize,
    common: usize,
}

/// How a password goes on from some place at the least cost: the cost, the length of the next piece, and what that is.
#[derive(Clone, Copy)]
struct Step {
    cost: usize,
    length: usize,
    kind: Option<PasswordFault>,
}

impl Pieces {
    pub(super) fn of(password: &str, around: Guessable<'_>) -> Self {
        let signs = signs(password);
        // The same again and again is guessed once.
        let period = period(&signs);
        let once = signs.get(..period).unwrap_or(&signs);
        let words = Words::of(around);
        let mut pieces = taken_apart(once, &words);
        if period < signs.len() {
            pieces.repeated += 2 * (signs.len() - period);
        }
        pieces
    }

    /// What most of it is.
    pub(super) fn most(&self) -> PasswordFault {
        let reasons = [
            (self.repeated, PasswordFault::Repeated),
            (self.house, PasswordFault::OfTheHouse),
            (self.own, PasswordFault::OfOneself),
            (self.keys, PasswordFault::KeysInARow),
            (self.common, PasswordFault::Common),
        ];
        // The first of several with the same weight.
        let heaviest = reasons.iter().map(|(weight, _)| *weight).max().unwrap_or(0);
        reasons.iter().find(|(weight, _)| *weight == heaviest && heaviest > 0).map_or(PasswordFault::Repeated, |(_, reason)| *reason)
    }

    fn add(&mut self, length: usize, kind: PasswordFault) {
        match kind {
            PasswordFault::Repeated => self.repeated += length,
            PasswordFault::KeysInARow => self.keys += length,
            PasswordFault::OfTheHouse => self.house += length,
            PasswordFault::OfOneself => self.own += length,
            PasswordFault::Common => self.common += length,
            PasswordFault::TooShort | PasswordFault::TooLong | PasswordFault::NotTheSame => {}
        }
    }
}

/// The words that lie near, for this person in this house.
struct Words {
    own: HashSet<String>,
    house: HashSet<String>,
}

impl Words {
    fn of(around: Guessable<'_>) -> Self {
        let (local, domain) = around.email.rsplit_once('@').unwrap_or((around.email, ""));
        let mut own = words_in(around.name);
        own.extend(words_in(local));
        let mut house: HashSet<String> = around.house.iter().flat_map(|name| words_in(name)).collect();
        house.extend(words_in(domain.rsplit_once('.').map_or("", |(before, _)| before)));
        house.insert(signs(domain).iter().map(|sign| sign.meant).collect());
        Self { own: both_ways(own), house: both_ways(house) }
    }

    fn kind(&self, word: &str) -> Option<PasswordFault> {
        if self.house.contains(word) {
            Some(PasswordFault::OfTheHouse)
        } else if self.own.contains(word) {
            Some(PasswordFault::OfOneself)
        } else {
            COMMON.contains(word).then_some(PasswordFault::Common)
        }
    }
}

/// Forwards and backwards.
fn both_ways(words: HashSet<String>) -> HashSet<String> {
    let backwards: Vec<String> = words.iter().map(|word| word.chars().rev().collect()).collect();
    words.into_iter().chain(backwards).collect()
}

/// The words of a name, each also without the s of "Strandköpings", and all of them as one.
fn words_in(name: &str) -> HashSet<String> {
    let meant: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).map(|word| signs(word).iter().map(|sign| sign.meant).collect()).collect();
    let whole = meant.concat();
    let without_s: Vec<String> = meant.iter().filter_map(|word| word.strip_suffix('s').map(str::to_owned)).collect();
    meant.into_iter().chain(without_s).chain([whole]).filter(|word| (SHORTEST_WORD..=LONGEST_WORD).contains(&word.chars().count())).collect()
}

/// What counts of a text: letters, digits and signs, without what people put between words.
fn signs(text: &str) -> Vec<Sign> {
    text.nfc().filter(|c| !c.is_whitespace() && !c.is_control() && !"-_.,!?".contains(*c)).flat_map(char::to_lowercase).map(Sign::of).collect()
}

impl Sign {
    fn of(small: char) -> Self {
        let plain = small.nfd().next().unwrap_or(small);
        let meant = match plain {
            '0' => 'o',
            '1' => 'i',
            '3' | '€' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' | '+' => 't',
            '8' => 'b',
            letter => letter,
        };
        Self { small, meant, other: if plain == '1' { 'l' } else { meant } }
    }
}

/// After how many signs it begins again from the start; its length if it does not.
fn period(signs: &[Sign]) -> usize {
    let repeats = |after: &usize| signs.iter().skip(*after).zip(signs).all(|(later, earlier)| later.meant == earlier.meant);
    (1..=signs.len() / 2).find(repeats).unwrap_or(signs.len())
}

/// The cheapest way to put it together, from the end to the beginning.
fn taken_apart(signs: &[Sign], words: &Words) -> Pieces {
    let mut steps: Vec<Step> = vec![Step { cost: 0, length: 0, kind: None }];
    for at in (0..signs.len()).rev() {
        // `steps` is built backwards: what comes `length` signs later lies so many before its end.
        let after = |length: usize| steps.len().checked_sub(length).and_then(|place| steps.get(place)).map_or(0, |step| step.cost);
        let rest = signs.get(at..).unwrap_or_default();
        let one = Step { cost: 1 + after(1), length: 1, kind: None };
        let best = pieces_at(rest, words)
            .into_iter()
            .map(|(length, cost, kind)| Step { cost: cost + after(length), length, kind: Some(kind) })
            .fold(one, |best, step| if step.cost < best.cost { step } else { best });
        steps.push(best);
    }
    let mut pieces = Pieces { left: steps.last().map_or(0, |step| step.cost), ..Pieces::default() };
    let mut place = steps.len() - 1;
    while let Some(step) = steps.get(place).filter(|step| step.length > 0) {
        if let Some(kind) = step.kind {
            pieces.add(step.length, kind);
        }
        place -= step.length;
    }
    pieces
}

/// What can begin here: length, cost, kind.
fn pieces_at(rest: &[Sign], words: &Words) -> Vec<(usize, usize, PasswordFault)> {
    let mut found = Vec::new();
    let digits = rest.iter().take_while(|sign| sign.small.is_ascii_digit()).count();
    // Years, days and numbers of telephones: four digits are one choice.
    found.extend((2..=digits).map(|length| (length, length.div_ceil(4), PasswordFault::Common)));
    let same = rest.iter().take_while(|sign| rest.first().is_some_and(|first| first.small == sign.small)).count();
    if same >= 3 {
        found.push((same, 1, PasswordFault::Repeated));
    }
    found.extend((SHORTEST_ROW..=in_a_row(rest)).map(|length| (length, 1, PasswordFault::KeysInARow)));
    for other in [false, true] {
        let mut word = String::new();
        for (before, sign) in rest.iter().take(LONGEST_WORD).enumerate() {
            word.push(if other { sign.other } else { sign.meant });
            if before + 1 >= SHORTEST_WORD
                && let Some(kind) = words.kind(&word)
            {
                found.push((before + 1, 1, kind));
            }
        }
    }
    found
}

/// How many signs from here lie beside each other, in either direction.
fn in_a_row(rest: &[Sign]) -> usize {
    let along = |row: Vec<char>| {
        let starts = row.iter().enumerate().filter(|(_, key)| rest.first().is_some_and(|first| first.small == **key)).map(|(at, _)| at);
        starts.map(|at| row.iter().skip(at).zip(rest).take_while(|(key, sign)| **key == sign.small).count()).max().unwrap_or(0)
    };
    ROWS.iter().map(|row| along(row.chars().collect()).max(along(row.chars().rev().collect()))).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stolen_is_written_as_it_is_compared_and_in_its_order() {
        let lines: Vec<&str> = STOLEN.lines().collect();
        assert!(lines.len() > 4_000, "{}", lines.len());
        for line in &lines {
            assert_eq!(signs(line).iter().map(|sign| sign.meant).collect::<String>(), *line);
            assert!(stands_among_stolen(line), "{line}");
        }
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "in their order, none twice");
        assert!(!stands_among_stolen("") && !stands_among_stolen("fyraordpaenrad") && !stands_among_stolen(&format!("{}a", lines[lines.len() - 1])));
    }

    #[test]
    fn the_words_are_written_as_they_are_compared_and_none_twice() {
        let all: Vec<&str> = include_str!("common.txt").lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
        assert!(all.len() > 700, "{}", all.len());
        for word in &all {
            assert!(word.chars().all(|c| c.is_ascii_lowercase()) && (SHORTEST_WORD..=LONGEST_WORD).contains(&word.len()), "{word}");
        }
        let mut sorted = all.clone();
        sorted.sort_unstable();
        let twice: Vec<_> = sorted.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
