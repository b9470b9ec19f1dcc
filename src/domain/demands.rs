//! How many things one recommendation asks for. Each item gets one verdict and is planned as one: where it holds several demands, one that
//! is done and one that is not end as "delvis". A guess by the words, for a hint and for nothing else.

/// What boards are asked to do, as recommendations say it. Verbs of two words by their first one.
const VERBS: &[&str] = &[
    "analysera",
    "anpassa",
    "arbeta",
    "avsätta",
    "begära",
    "besluta",
    "bedöma",
    "dokumentera",
    "etablera",
    "fastställa",
    "formalisera",
    "följa",
    "föra",
    "förbättra",
    "fördela",
    "förstärka",
    "förtydliga",
    "ge",
    "genomföra",
    "göra",
    "implementera",
    "informera",
    "inrätta",
    "införa",
    "intensifiera",
    "inventera",
    "kartlägga",
    "kommunicera",
    "komplettera",
    "kontrollera",
    "prioritera",
    "pröva",
    "rapportera",
    "redovisa",
    "revidera",
    "samordna",
    "se",
    "skapa",
    "stärka",
    "säkerställa",
    "säkra",
    "ta",
    "tillse",
    "tydliggöra",
    "uppdatera",
    "upprätta",
    "utarbeta",
    "utbilda",
    "utreda",
    "utse",
    "utveckla",
    "utvärdera",
    "verka",
    "vidta",
    "återrapportera",
    "åtgärda",
    "överväga",
];

/// Before "att": what follows says why or how, and asks for nothing more.
const LEADS_TO_A_PURPOSE: &[&str] = &[
    "för",
    "genom",
    "syfte",
    "med",
    "till",
    "av",
    "utan",
    "på",
    "om",
    "efter",
    "från",
    "ansvar",
    "ansvaret",
    "arbetet",
    "förmåga",
    "förmågan",
    "förutsättningar",
    "möjlighet",
    "möjligheten",
    "möjligheter",
    "rutin",
    "rutiner",
    "uppdrag",
    "uppdraget",
];

/// So many demands as the text seems to hold: the entries of a list in it, or the verbs that ask for something of their own. "för att
/// stärka", "utveckla och stärka" and what stands after "säkerställa att" are none.
#[must_use]
pub fn demands(text: &str) -> usize {
    let entries = text.lines().filter(|line| is_entry(line.trim_start())).count();
    if entries >= 2 { entries } else { sentences(text).map(demands_of).sum() }
}

/// "- …", "• …", "a) …", "2. …": a line of a list.
fn is_entry(line: &str) -> bool {
    let Some((mark, rest)) = line.split_once(char::is_whitespace) else { return false };
    let numbered = || mark.strip_suffix([')', '.']).is_some_and(|n| !n.is_empty() && (n.chars().all(|c| c.is_ascii_digit()) || n.chars().count() == 1));
    !rest.trim().is_empty() && (matches!(mark, "-" | "–" | "•" | "*" | "·") || numbered())
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', ';', '\n']).filter(|sentence| !sentence.trim().is_empty())
}

fn demands_of(sentence: &str) -> usize {
    let words: Vec<String> = sentence.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect();
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", String::as_str);
    let is_verb = |word: &str| VERBS.contains(&word);
    let (mut found, mut in_purpose) = (0, false);
    for (at, _) in words.iter().enumerate().filter(|(_, own)| is_verb(own)) {
        let (before, earlier) = (word(at.checked_sub(1)), word(at.checked_sub(2)));
        match before {
            "att" => {
                in_purpose = LEADS_TO_A_PURPOSE.contains(&earlier);
                found += usize::from(!in_purpose);
            }
            // Two verbs side by side ask for one thing, and what goes on a purpose is of the purpose.
            "och" | "samt" => found += usize::from(!in_purpose && !is_verb(earlier)),
            "" | "ska" | "skall" | "bör" | "måste" | "behöver" | "dels" => {
                in_purpose = false;
                found += 1;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_demand_is_one_however_much_is_said_of_it() {
        for text in [
            "Upprätta en plan.",
            "Säkerställa att det finns rutiner som följs och är kända.",
            "Nämnden rekommenderas att utveckla och stärka uppföljningen av avtal.",
            "Vi rekommenderar nämnden att se över avtalen för att stärka kontrollen och förtydliga ansvaret.",
            "Att genom att utbilda beställarna, och med att följa upp dem, förbättra inköpen.",
            "Nämnden bör införa en rutin för att följa upp kontroller.",
            "Systemet saknar stöd, vilket gör det svårt att följa upp.",
        ] {
            assert!(demands(text) <= 1, "{} in {text}", demands(text));
        }
    }

    #[test]
    fn demands_that_stand_beside_each_other_are_counted() {
        for (text, expected) in [
            ("Nämnden rekommenderas att upprätta en plan för underhåll samt att följa upp den varje år.", 2),
            ("Upprätta en plan för underhåll, besluta om ansvar och utbilda alla chefer.", 2),
            ("Säkerställa att avtal följs upp och upprätta en rutin för larm.", 2),
            ("Nämnden bör se över avtalen. Den bör utbilda beställarna.", 2),
            ("Att dels utreda kostnaderna, dels redovisa dem för fullmäktige.", 2),
            ("Nämnden rekommenderas att:\n- anta en policy\n- utse en ansvarig\n- följa upp den", 3),
            ("1. Policyn revideras\n2. En ansvarig utses", 2),
            ("a) policyn revideras\nb) en ansvarig utses", 2),
        ] {
            assert_eq!(demands(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_text_holds_no_demand() {
        for text in ["", " \n ", "–", "att", "§ 5."] {
            assert_eq!(demands(text), 0, "{text:?}");
        }
    }
}
