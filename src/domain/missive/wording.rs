//! Turns of phrase that change what a sentence about responses means.

use super::kinds::is_response;
use super::limits::has_limit;
use super::words::{Token, any_starts, at, has_run};

/// "Rättelse", "ändras till", "inte den 16 maj": the sentence replaces what was said before.
pub(super) fn corrects(words: &[Token]) -> bool {
    let opens = words.iter().take(3).any(|word| word.starts_any(&["rattels", "rattning", "korriger", "andring"]));
    let moved = has_run(words, &["andrat", "svars"])
        || has_run(words, &["ny", "svars"])
        || has_run(words, &["nytt", "svarsdat"])
        || has_run(words, &["flyttat", "svars"])
        || has_run(words, &["andras", "till"])
        || has_run(words, &["flyttas", "till"])
        || has_run(words, &["ersatter"])
        || words.iter().any(|word| word.is_any(&["ersatts", "ersattas", "ersatt"])) && any_starts(words, &["datum", "dag", "tid", "svars"])
        || has_run(words, &["ratt", "datum"])
        // "Ny sista dag är", "svarstiden förlängs till", "det nya datumet".
        || has_run(words, &["ny", "sista"])
        || has_run(words, &["nya", "sista"])
        || has_run(words, &["nya", "datum"])
        || has_run(words, &["nytt", "datum"])
        || has_run(words, &["ny", "tid"])
        || has_run(words, &["ny", "dag"])
        || has_run(words, &["svarstiden", "forlang"])
        || has_run(words, &["svarstid", "forlang"])
        || has_run(words, &["flyttas", "fram"])
        || has_run(words, &["flyttats", "till"])
        || has_run(words, &["senarelaggs"])
        || has_run(words, &["tidigarelaggs"]);
    // "Rättad version (ersätter missiv 2025-05-12)" is about the letter, and gives no day.
    let of_the_letter = words.iter().any(|word| word.is_any(&["ersatter", "ersatts", "rattad", "rattat"]))
        && any_starts(words, &["missiv", "brev", "skrivelse", "version", "utskick"])
        && !has_limit(words)
        && !(0..words.len()).any(|place| is_response(words, place));
    (opens || moved) && !of_the_letter
}

/// "Motsvarande gäller för fritidsnämnden".
pub(super) fn same_applies(words: &[Token]) -> bool {
    the_day_applies(words) || words.iter().any(|word| word.is_any(&["motsvarande", "detsamma", "samma"])) && any_starts(words, &["galler"])
}

/// "Datumet gäller både parknämnden och hamnnämnden": the day that was given last, whoever it was given for.
pub(super) fn the_day_applies(words: &[Token]) -> bool {
    at(words, 0, &["datumet", "dagen", "svarsdagen", "svarstiden", "tiden", "fristen"])
        && words.iter().skip(1).take(2).any(|word| word.is("galler"))
        && !words.iter().any(|word| word.is_any(&["inte", "ej"]))
}

/// "…, vilket även gäller kommunstyrelsen", "det gäller också för hamnnämnden": what is said of others is said of that one, too.
pub(super) fn applies_to_it_too(words: &[Token], name: usize) -> bool {
    const NEAR: usize = 4;
    let ahead = words.get(name.saturating_sub(NEAR)..name).unwrap_or_default();
    let ends = ahead.last().is_some_and(|word| word.is_any(&["galler", "aven", "ocksa", "for", "likasa"]));
    ends && ahead.iter().any(|word| word.is("galler")) && ahead.iter().any(|word| word.is_any(&["aven", "ocksa", "likasa"]))
}

/// What a response is to contain: "I yttrandet ska nämnden redovisa …".
pub(super) fn tells_contents(words: &[Token]) -> bool {
    let opens = at(words, 0, &["i", "av", "ur"]) && words.iter().take(5).any(|word| word.starts_any(&["yttrande", "svar", "redovisning"]));
    let contents = any_starts(words, &["framga", "innehall", "struktur", "folja", "omfatta"]);
    let asks_itself = (0..words.len())
        .any(|place| is_response(words, place) && words.get(place).is_some_and(|word| word.starts_any(&["yttra", "svara", "inkom", "besvara"])));
    opens || (contents && !asks_itself)
}

/// "Något svar begärs inte", "nämnden behöver inte yttra sig".
pub(super) fn refuses(words: &[Token]) -> bool {
    let negated = words.iter().any(|word| word.is_any(&["inte", "ej", "utan", "not"]) || word.is_none());
    negated && !any_starts(words, &["senast"])
}

/// "… om den så önskar", "den som vill": an answer is welcome, and nobody is asked for it.
pub(super) fn leaves_it_to_them(words: &[Token]) -> bool {
    has_run(words, &["sa", "onska"]) && words.iter().any(|word| word.is("om"))
        || words.iter().any(|word| word.is_any(&["frivilligt", "valkommen", "valkomna", "optional"]))
}

/// "… att samma dag redovisa": what was said of the day before holds.
pub(super) fn names_the_same_day(words: &[Token]) -> bool {
    words.windows(2).any(|pair| matches!(pair, [same, day] if same.is("samma") && day.is_any(&["dag", "datum", "tid"])))
}

/// "Hamnnämnden har fått två veckor till", "parknämndens svarstid har förlängts": somebody has more time than the letter says,
/// and no day stands by it.
pub(super) fn grants_more_time(words: &[Token]) -> bool {
    const GRANTS: [&str; 14] =
        ["fatt", "far", "beviljats", "beviljas", "beviljar", "medgetts", "medgivits", "medges", "medger", "getts", "ges", "gett", "forlangts", "forlangs"];
    const LEFT_OPEN: [&str; 8] = ["inte", "ej", "ingen", "inget", "kan", "skulle", "om", "vid"];
    let unit = |word: &Token| word.is_any(&["vecka", "veckor", "dag", "dagar", "manad", "manader", "tid", "respit"]);
    let more = |pair: &[Token]| {
        matches!(pair, [one, other] if unit(one) && other.is_any(&["till", "extra", "ytterligare", "langre"])
            || unit(other) && one.is_any(&["extra", "ytterligare", "mer", "langre"]))
    };
    let counted = words.windows(3).any(|three| matches!(three, [one, _, unit_of] if one.is_any(&["ytterligare", "extra"]) && unit(unit_of)));
    // "Har fått två veckor": whatever the word behind them is.
    let got = words
        .windows(3)
        .any(|three| matches!(three, [got, _, unit_of] if got.is_any(&["fatt", "beviljats", "medgetts", "medgivits", "getts"]) && unit(unit_of)));
    let longer = words.windows(2).any(more) || counted || got || words.iter().any(|word| word.starts_any(&["anstand", "uppskov", "forlang"]));
    longer && words.iter().any(|word| word.is_any(&GRANTS)) && !words.iter().any(|word| word.is_any(&LEFT_OPEN))
}
