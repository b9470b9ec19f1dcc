//! Words as a scanning program leaves them: a nought for an o, a capital I or a one for an l, letters set apart.

use super::traced::Traced;

/// Fewer single letters in a row are abbreviations and lists ("a b c").
const LEAST_SPACED: usize = 4;
/// Shorter words may be anything.
const SHORTEST: usize = 4;

/// Whether words of the text are damaged in a way that only scanning leaves: "K0mmunstyrelsen", "skaII", "ti11".
pub(super) fn is_scanned(text: &str) -> bool {
    words(text).any(|(start, end)| text.get(start..end).is_some_and(is_surely_damaged))
}

/// The line with letters for the signs that a scanning program took for others.
pub(super) fn mended(line: Traced) -> Traced {
    let mut changes: Vec<(usize, u8)> = Vec::new();
    for (start, end) in words(&line) {
        let Some(word) = line.get(start..end).filter(|word| is_word(word)) else { continue };
        let mut earlier = ' ';
        for (place, sign) in word.char_indices() {
            let letter = match sign {
                '0' => b'o',
                '1' => b'l',
                'I' if earlier.is_lowercase() => b'l',
                _ => {
                    earlier = sign;
                    continue;
                }
            };
            // What follows a mended letter follows a small one.
            earlier = 'l';
            changes.push((start + place, letter));
        }
    }
    line.with_signs(&changes)
}

/// "Socialnämn den": a word that a space parts, known by what it ends in.
pub(super) fn put_together(line: Traced) -> Traced {
    const PARTED: [(&str, &str); 8] =
        [("nämn", "den"), ("nämnd", "en"), ("näm", "nden"), ("styrel", "sen"), ("styrelse", "n"), ("full", "mäktige"), ("utskot", "tet"), ("nämn", "dens")];
    let mut drop: Vec<usize> = Vec::new();
    for (gap, _) in line.match_indices(' ') {
        let ahead = line.get(..gap).and_then(|ahead| ahead.rsplit(' ').next()).unwrap_or_default();
        let behind = line.get(gap + 1..).and_then(|behind| behind.split(|sign: char| !sign.is_alphanumeric()).next()).unwrap_or_default();
        // "Plan- och bygg nämnden": what the hyphen waits for is one word.
        let mut earlier = line.get(..gap).unwrap_or_default().rsplit(' ').skip(1);
        let waits = earlier.next() == Some("och") && earlier.next().is_some_and(|word| word.ends_with('-')) && matches!(behind, "nämnden" | "nämndens");
        // "Nämn den" by itself is a phrase.
        let by_then = ahead == "sena" && behind == "st";
        if waits || by_then || PARTED.iter().any(|(one, other)| behind == *other && ahead.len() > one.len() + 2 && ahead.ends_with(one)) {
            drop.push(gap);
        }
    }
    if drop.is_empty() { line } else { line.without(&drop) }
}

/// "S e n a s t": letters that stand apart are one word, and wider gaps part the words.
pub(super) fn closed_up(line: Traced) -> Traced {
    let signs: Vec<(usize, char)> = line.char_indices().collect();
    let is_letter = |place: usize| signs.get(place).is_some_and(|(_, sign)| sign.is_alphanumeric());
    let is_space = |place: usize| signs.get(place).is_none_or(|(_, sign)| *sign == ' ');
    // A letter alone, between spaces.
    let alone = |place: usize| is_letter(place) && (place == 0 || is_space(place - 1)) && is_space(place + 1);
    let mut drop: Vec<usize> = Vec::new();
    let mut place = 0;
    while place < signs.len() {
        let mut gaps: Vec<usize> = Vec::new();
        let mut last = place;
        while alone(last) && last + 2 < signs.len() && alone(last + 2) {
            gaps.push(last + 1);
            last += 2;
        }
        if gaps.len() + 1 >= LEAST_SPACED {
            drop.extend(gaps.iter().filter_map(|gap| signs.get(*gap)).map(|(at, _)| *at));
        }
        place = last + 1;
    }
    if drop.is_empty() { line } else { line.without(&drop) }
}

/// Where the runs of letters and digits stand.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut signs = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = signs.find(|(_, sign)| sign.is_alphanumeric())?;
        let mut end = start;
        while let Some((place, sign)) = signs.next_if(|(_, sign)| sign.is_alphanumeric()) {
            end = place + sign.len_utf8();
        }
        let first = text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        Some((start, end.max(start + first)))
    })
}

/// Whether it is a word, with at most a nought or a one in it, and with no capitals but its first and what may be an l.
fn is_word(word: &str) -> bool {
    let small = word.chars().filter(|sign| sign.is_lowercase()).count();
    let fits = |(place, sign): (usize, char)| sign.is_lowercase() || matches!(sign, '0' | '1' | 'I') || (place == 0 && sign.is_uppercase());
    small * 2 >= word.chars().count() && word.chars().count() >= SHORTEST && word.char_indices().all(fits) && word.starts_with(char::is_alphabetic)
}

/// Whether a word is damaged for certain: a digit between small letters, or a capital I at its end.
fn is_surely_damaged(word: &str) -> bool {
    let signs: Vec<char> = word.chars().collect();
    let between = |place: usize| {
        let small = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(|sign| sign.is_alphabetic());
        small(place.checked_sub(1)) && small(Some(place + 1))
    };
    let digit = signs.iter().enumerate().any(|(place, sign)| matches!(sign, '0' | '1') && between(place));
    let ends = signs.len() > 2 && signs.last() == Some(&'I') && signs.iter().filter(|sign| sign.is_lowercase()).count() >= 2;
    is_word(word) && (digit || ends)
}
