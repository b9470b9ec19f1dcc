//! Letters with what a careful person reads from each, written before the reader was made to read them
//! (docs/adr/0034): `=== name`, the letter, `---`, and a line for each fact.

use super::super::{Addressee, Due, Letter, Recognised, Round};
use super::{json, known, read};

const SETS: [&str; 34] = [
    include_str!("../letters/sets/unseen.txt"),
    include_str!("../letters/sets/unseen-again.txt"),
    include_str!("../letters/sets/unseen-thrice.txt"),
    include_str!("../letters/sets/unseen-fourth.txt"),
    include_str!("../letters/sets/unseen-fifth.txt"),
    include_str!("../letters/sets/unseen-sixth.txt"),
    include_str!("../letters/sets/heads.txt"),
    include_str!("../letters/sets/senders.txt"),
    include_str!("../letters/sets/unseen-seventh.txt"),
    include_str!("../letters/sets/unseen-eighth.txt"),
    include_str!("../letters/sets/unseen-ninth.txt"),
    include_str!("../letters/sets/unseen-tenth.txt"),
    include_str!("../letters/sets/unseen-eleventh.txt"),
    include_str!("../letters/sets/unseen-twelfth.txt"),
    include_str!("../letters/sets/unseen-thirteenth.txt"),
    include_str!("../letters/sets/unseen-fourteenth.txt"),
    include_str!("../letters/sets/unseen-fifteenth.txt"),
    include_str!("../letters/sets/unseen-sixteenth.txt"),
    include_str!("../letters/sets/unseen-seventeenth.txt"),
    include_str!("../letters/sets/unseen-eighteenth.txt"),
    include_str!("../letters/sets/unseen-nineteenth.txt"),
    include_str!("../letters/sets/unseen-twentieth.txt"),
    include_str!("../letters/sets/unseen-twenty-first.txt"),
    include_str!("../letters/sets/unseen-twenty-second.txt"),
    include_str!("../letters/sets/unseen-twenty-third.txt"),
    include_str!("../letters/sets/unseen-twenty-fourth.txt"),
    include_str!("../letters/sets/unseen-twenty-fifth.txt"),
    include_str!("../letters/sets/unseen-twenty-sixth.txt"),
    include_str!("../letters/sets/unseen-twenty-seventh.txt"),
    include_str!("../letters/sets/unseen-twenty-eighth.txt"),
    include_str!("../letters/sets/unseen-twenty-ninth.txt"),
    include_str!("../letters/sets/unseen-thirtieth.txt"),
    include_str!("../letters/sets/unseen-thirty-first.txt"),
    include_str!("../letters/sets/unseen-thirty-second.txt"),
];

/// Letters in which something is not read yet as a careful person reads it.
const NOT_YET: &str = include_str!("../letters/sets/not-yet.txt");

/// Name, letter and expectations.
pub(super) fn letters() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    SETS.iter().flat_map(|set| of_set(set))
}

fn of_set(set: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let parts = set.split("\n=== ").map(|part| part.trim_start_matches("=== "));
    parts.map(|part| {
        let (name, rest) = part.split_once('\n').expect("a name");
        let (letter, expected) = rest.rsplit_once("\n---\n").expect("expectations");
        (name, letter, expected)
    })
}

/// What is wrong with a reading: nothing, or a sentence for each fault.
fn faults(letter: &Letter, expected: &str) -> Vec<String> {
    if expected.trim() == "not a letter" {
        return if letter.is_letter { vec!["taken for a letter".to_owned()] } else { Vec::new() };
    }
    let mut faults = Vec::new();
    let fields = json(letter);
    let wanted = if expected.starts_with("recognised: perhaps") { Recognised::Perhaps } else { Recognised::Yes };
    if letter.recognised != wanted {
        faults.push(format!("recognised: {:?}", letter.recognised));
    }
    for line in expected.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("recognised")) {
        let (name, wanted) = line.split_once(": ").expect("a fact");
        if name.starts_with(char::is_lowercase) {
            let read = fields[name]["value"].as_str().unwrap_or("nothing");
            if read != wanted {
                faults.push(format!("{name}: {read}, not {wanted}"));
            }
            continue;
        }
        match letter.addressees.iter().find(|addressee| addressee.body == name) {
            None => faults.push(format!("{name} is lost")),
            Some(addressee) => faults.extend(wrong(addressee, wanted)),
        }
    }
    faults
}

fn wrong(addressee: &Addressee, wanted: &str) -> Vec<String> {
    let mut parts = wanted.split(", ");
    let role = parts.next().expect("a role");
    let mut faults = Vec::new();
    let read = serde_json::to_value(addressee.role).expect("a role");
    if read != role {
        faults.push(format!("{}: {read}, not {role}", addressee.body));
    }
    let parts: Vec<&str> = parts.collect();
    if role == "respond" && parts.len() != addressee.rounds.len() {
        faults.push(format!("{}: {} rounds, not {}", addressee.body, addressee.rounds.len(), parts.len()));
    }
    for (round, part) in addressee.rounds.iter().zip(parts) {
        if !agrees(round, part) {
            faults.push(format!("{}: {:?} {:?}, not {part}", addressee.body, round.due, round.doubts));
        }
    }
    faults
}

/// "first 2025-03-31 found"; a bar parts what may be read as well, and "any" leaves the day open.
fn agrees(round: &Round, wanted: &str) -> bool {
    let mut words = wanted.split(' ');
    let kind = serde_json::to_value(round.kind).expect("a kind");
    let day = round.due.day().map_or("missing".to_owned(), |day| day.to_string());
    let certainty = match round.due {
        Due::On(_) => "found",
        Due::Perhaps(_) => "check",
        Due::Unknown => "missing",
    };
    let is = |wanted: Option<&str>, read: &str| wanted.is_some_and(|wanted| wanted.split('|').any(|one| one == read || one == "any"));
    is(words.next(), kind.as_str().unwrap_or_default()) && is(words.next(), &day) && is(words.next(), certainty)
}

#[test]
fn letters_are_read_as_a_careful_person_reads_them() {
    let mut faulty = Vec::new();
    let mut count = 0;
    for (name, letter, expected) in letters() {
        count += 1;
        let faults = faults(&read(letter, &[]), expected);
        if !faults.is_empty() {
            faulty.push(format!("{name}: {}", faults.join("; ")));
        }
    }
    assert!(count >= 80, "{count} letters");
    assert!(faulty.is_empty(), "\n{}", faulty.join("\n"));
}

/// A register only makes names surer: the same letters, read beside one.
#[test]
fn letters_are_read_the_same_beside_a_register() {
    let register = known(&[
        "Kommunstyrelsen",
        "Kommunfullmäktige",
        "Parknämnden",
        "Hamnnämnden",
        "Socialnämnden",
        "Skolnämnden",
        "Barn- och utbildningsnämnden",
        "Kultur- och fritidsnämnden",
        "Tekniska nämnden",
        "Omsorgsnämnden",
        "Valnämnden",
    ]);
    let faulty: Vec<String> = letters()
        .map(|(name, letter, expected)| (name, faults(&read(letter, &register), expected)))
        .filter(|(_, faults)| !faults.is_empty())
        .map(|(name, faults)| format!("{name}: {}", faults.join("; ")))
        .collect();
    assert!(faulty.is_empty(), "\n{}", faulty.join("\n"));
}

/// What is not read right yet is doubtful or missing, and never a wrong day that is called found.
#[test]
fn a_letter_that_is_not_read_right_yet_has_no_wrong_day_that_is_found() {
    let mut wrong = Vec::new();
    for (name, letter, expected) in of_set(NOT_YET) {
        for addressee in read(letter, &[]).addressees {
            let wanted = expected.lines().find_map(|line| line.strip_prefix(&format!("{}: ", addressee.body)));
            for round in &addressee.rounds {
                if let (Due::On(settled), Some(wanted)) = (&round.due, wanted)
                    && !wanted.contains(&settled.day().to_string())
                {
                    wrong.push(format!("{name}: {} {}, not {wanted}", addressee.body, settled.day()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
