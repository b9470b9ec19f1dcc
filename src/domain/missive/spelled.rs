//! Days and years in words: "den nionde maj tvåtusentjugofem".

const ORDINALS: [(&str, u32); 34] = [
    ("forsta", 1),
    ("forste", 1),
    ("andra", 2),
    ("andre", 2),
    ("tredje", 3),
    ("fjarde", 4),
    ("femte", 5),
    ("sjatte", 6),
    ("sjunde", 7),
    ("attonde", 8),
    ("nionde", 9),
    ("tionde", 10),
    ("elfte", 11),
    ("tolfte", 12),
    ("trettonde", 13),
    ("fjortonde", 14),
    ("femtonde", 15),
    ("sextonde", 16),
    ("sjuttonde", 17),
    ("artonde", 18),
    ("nittonde", 19),
    ("tjugonde", 20),
    ("tjugoforsta", 21),
    ("tjugoandra", 22),
    ("tjugotredje", 23),
    ("tjugofjarde", 24),
    ("tjugofemte", 25),
    ("tjugosjatte", 26),
    ("tjugosjunde", 27),
    ("tjugoattonde", 28),
    ("tjugonionde", 29),
    ("trettionde", 30),
    ("trettioforsta", 31),
    ("trettioforste", 31),
];
const ONES: [(&str, u32); 20] = [
    ("en", 1),
    ("ett", 1),
    ("tva", 2),
    ("tre", 3),
    ("fyra", 4),
    ("fem", 5),
    ("sex", 6),
    ("sju", 7),
    ("atta", 8),
    ("nio", 9),
    ("tio", 10),
    ("elva", 11),
    ("tolv", 12),
    ("tretton", 13),
    ("fjorton", 14),
    ("femton", 15),
    ("sexton", 16),
    ("sjutton", 17),
    ("arton", 18),
    ("nitton", 19),
];
const TENS: [(&str, u32); 8] = [("tjugo", 20), ("trettio", 30), ("fyrtio", 40), ("femtio", 50), ("sextio", 60), ("sjuttio", 70), ("attio", 80), ("nittio", 90)];

/// The day of a month: "nionde", "trettioförsta".
pub(super) fn day(word: &str) -> Option<u32> {
    named(&ORDINALS, word)
}

/// A number up to 99: "tretton", "nittio", "trettiofem".
pub(super) fn number(word: &str) -> Option<u32> {
    named(&ONES, word).or_else(|| TENS.iter().find_map(|(ten, value)| rest(word, ten).map(|ones| value + ones)))
}

/// A year of this century: "tvåtusentjugofem", "tjugohundratjugofem".
pub(super) fn year(word: &str) -> Option<u32> {
    let rest = word.strip_prefix("tvatusen").or_else(|| word.strip_prefix("tjugohundra"))?;
    let rest = rest.strip_prefix("och").unwrap_or(rest);
    number(rest).map(|rest| 2000 + rest)
}

fn rest(word: &str, ten: &str) -> Option<u32> {
    match word.strip_prefix(ten)? {
        "" => Some(0),
        ones => named(&ONES, ones).filter(|ones| *ones < 10),
    }
}

fn named(names: &[(&str, u32)], word: &str) -> Option<u32> {
    names.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::{day, number, year};

    #[test]
    fn days_and_years_in_words() {
        assert_eq!((day("nionde"), day("trettioforsta"), day("manad")), (Some(9), Some(31), None));
        assert_eq!((number("trettio"), number("nittionio"), number("fjorton"), number("trettiotolv")), (Some(30), Some(99), Some(14), None));
        assert_eq!((year("tvatusentjugofem"), year("tjugohundratjugosex"), year("tvatusen")), (Some(2025), Some(2026), None));
    }
}
