//! What stands before an item of a list: points of every program, numbers, letters.

/// The words after the mark of a line, and whether the mark is sure: a number may also be the end of a sentence that goes on.
pub(super) fn without_mark(line: &str) -> Option<(&str, bool)> {
    drawn_mark(line).map(|words| (words, true)).or_else(|| counted(line))
}

/// Points and dashes, also those of fonts of signs, which become private letters or letters of ours.
fn drawn_mark(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    let rest = line.get(first.len_utf8()..)?;
    let words = rest.trim_start();
    let tab = rest.trim_start_matches([' ', '\u{a0}']).starts_with('\t');
    let space = rest.starts_with([' ', '\u{a0}', '\t']);
    let letter = words.starts_with(char::is_alphabetic);
    let is_mark = match first {
        '•' | '·' | '▪' | '▫' | '●' | '○' | '■' | '□' | '◦' | '‣' | '⁃' | '➢' | '→' | '✓' | '✔' | '\u{e000}'..='\u{f8ff}' => true,
        // A number may follow: "– 10 %" is one of several points, "-10 %" a figure.
        '–' | '—' => space || letter,
        '-' | '*' => space,
        // A point of Wingdings; "§ 12" is a paragraph of a law.
        '§' => space && letter,
        // Points of fonts of signs that came over as letters.
        'o' | 'v' | 'q' | 'Ø' | 'ü' | 'n' | 'l' => tab,
        _ => false,
    };
    (is_mark && !words.is_empty()).then_some(words)
}

/// "1.", "2)", "(3)", "2.1", "a)", "iv)", "R1:", and "1" before a tab.
fn counted(line: &str) -> Option<(&str, bool)> {
    let (mark, rest) = line.split_at(line.find([' ', '\u{a0}', '\t'])?);
    let words = rest.trim_start();
    let tab = rest.trim_start_matches([' ', '\u{a0}']).starts_with('\t');
    let bare = mark.trim_start_matches('(').trim_end_matches([')', '.', ':']);
    let ended = mark.len() > bare.len() && !mark.starts_with("((");
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = bare.split('.').collect();
    let numbered = parts.iter().all(|part| digits(part)) && (ended || tab || parts.len() > 1);
    let lettered = ended
        && !mark.ends_with(':')
        && (tab || mark.ends_with(')'))
        && (bare.len() == 1 || bare.len() <= 4 && bare.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
        && bare.bytes().all(|b| b.is_ascii_alphabetic());
    let coded = bare.len() <= 3 && bare.starts_with(['R', 'B']) && bare.get(1..).is_some_and(digits) && (ended || tab);
    let word = words.split([' ', '\t']).next().unwrap_or_default();
    if words.is_empty() || !(numbered || lettered || coded) || !words.starts_with(|c: char| c.is_alphabetic() || matches!(c, '”' | '"' | '(')) || is_unit(word)
    {
        return None;
    }
    Some((words, lettered || coded || tab || (words.starts_with(char::is_uppercase) && (parts.len() > 1 || mark.ends_with(')')))))
}

/// Whether a word goes with the number before it: "2.1 miljoner kronor", "31. mars". A capital begins a sentence: "1. Mars månad …".
fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 36] = [
        "miljoner",
        "miljarder",
        "miljon",
        "miljard",
        "tusen",
        "procent",
        "procentenheter",
        "kronor",
        "kr",
        "mnkr",
        "mkr",
        "tkr",
        "mdkr",
        "gånger",
        "timmar",
        "minuter",
        "dagar",
        "veckor",
        "månader",
        "år",
        "kap",
        "st",
        "km",
        "m",
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    UNITS.contains(&word.trim_end_matches([',', '.', ';', ')']))
}
