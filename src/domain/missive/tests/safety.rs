//! Whatever form a letter takes, known or not: a wrong day is never called found, and nobody who must answer is lost without a
//! report. Letters are put together from sentences that the rules know and from sentences that they were not made for, in any
//! order, with noise between them; what is not understood may only be *check*.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::super::{Certainty, Due, Letter, Role, RoundKind};
use super::grammar::{BOARDS, ONE, OWN_DAYS, SAME_DAY, TWICE, small, written};
use super::read;

/// One board, one day, in words that nobody has foreseen.
const ODD_ONE: [&str; 30] = [
    "Även {a} ska yttra sig, senast {1}.",
    "Svarsdag för {a} är {1}.",
    "Sista dag för {a} att höra av sig är {1}.",
    "{A} har {1} som sista svarsdag.",
    "{1} är sista dagen för {a} att svara.",
    "Det åligger {a} att till {1} inkomma med en skrivelse.",
    "{A} får i uppdrag att svara. Tiden går ut {1}.",
    "Vi tackar {a} för gott samarbete och ser fram emot ett svar {1}.",
    "Frist för {a}: {1}",
    "Skrivelse från {a} väntas {1}.",
    "Vi vill höra från {a} i frågan, och det senast {1}.",
    "{A}: yttrande, {1}",
    "{A} – {1}",
    "Svar {1}: {A}",
    "Därutöver begärs ett yttrande av {a}, att lämnas {1}.",
    "Rapporten går till {a}, som har att svara senast {1}.",
    "Till {a} riktas frågorna 1 till 4, med svar senast {1}.",
    "{A} torde kunna lämna sitt svar till {1}.",
    "Ansvaret ligger på {a}. Svar därifrån väntas senast {1}.",
    "Som framgår ovan är {a} granskad och svarar på rapporten, vilket bör ske senast {1}.",
    "Utan dröjsmål, dock senast {1}, ska {a} ha tagit ställning till rapporten.",
    "Yttrande senast {1}\n{A}",
    "FÖR YTTRANDE SENAST {1}\n\n{A}",
    "{A}\nSvar: {1}",
    "Nämnd   Svar begärs   Senast\n{A}   Ja   {1}",
    "Inkom med svar, {a}, före utgången av den dag som anges här: {1}.",
    "Vi räknar med att höra {a}s mening senast {1}.",
    "{A} yttrar sig ({1}).",
    "Revisorernas begäran om svar gäller {a} och dagen är {1}.",
    "Tidpunkten för yttrandet från {a} har bestämts till {1}.",
];

/// Two boards with one day or with a day each, in the same way. Where only one day stands, both have it.
const ODD_TWO: [&str; 18] = [
    "{A} ska yttra sig senast {1}. Även {b} ska yttra sig, senast samma dag.",
    "Yttrande lämnas av {a} senast {1}, och av {b} något senare ({2}).",
    "{A} senast {1}, {b} senast {2}: då vill vi ha yttrandena.",
    "FÖR YTTRANDE SENAST {1}\n{A}\n\nFÖR YTTRANDE SENAST {2}\n{B}",
    "Svar senast {1}:\n- {A}\n- {B}",
    "Nämnd   Svar begärs   Senast\n{A}   Ja   {1}\n{B}   Ja   {2}",
    "Svar ska lämnas {1} ({a}) och {2} ({b}).",
    "Medan {a} har till {1} på sig att svara ska {b} vara klar med sitt svar {2}.",
    "{A} och, med längre svarstid, {b} ska yttra sig: {1} respektive {2}.",
    "Vi vill ha svar {1} från {a}. Från {b} räcker det med {2}.",
    "{B} har längre tid, {2}, än {a}, som ska svara senast {1}.",
    "{A} ska svara senast {1}. {B} har till {2} på sig.",
    "{A} ska svara senast {1}.\n\nFör {b} gäller i stället {2}.",
    "Svar senast {1} gäller för {a}, svar senast {2} för {b}.",
    "{A} ({1}) och {b} ({2}) är de som ska yttra sig.",
    "Från {a} önskas svar senast {1}; {b} ges tid till {2}.",
    "{A} svarar {1}, {b} svarar {2}.",
    "{A} och {b} bör svara. Senaste dagar: {1} och {2}.",
];

/// Sentences that ask nobody for anything, with days around which nothing may be built.
const NOISE: [&str; 9] = [
    "Vid granskningen 2011 bad vi om svar senast den 3 maj 2011.",
    "Bristerna ska vara åtgärdade senast {m}.",
    "Frågor om rapporten ställs till Eva Lind före {m}.",
    "Begäran om anstånd ska ha kommit in senast {m}.",
    "Rapporten läggs fram vid fullmäktiges sammanträde {m}.",
    "Kommunfullmäktige får rapporten för kännedom.",
    "Förvaltningen lämnade synpunkter på ett utkast den 4 januari 2012.",
    "Rutinen antogs den 5 juni 2010 och skulle ha följts upp senast den 1 juni 2011.",
    "Granskningen har gjorts av ett konsultbolag under våren.",
];

/// How the letter says to whom it goes.
const BLOCKS: [&str; 5] = [
    "Till\n{lines}",
    "Till: {row}",
    "För yttrande\n{lines}\n\nFör kännedom\nKommunfullmäktige",
    "Mottagare: {row}\nKopia: Kommunfullmäktige",
    "Till: Kommunfullmäktige\nFör kännedom: {row}",
];

/// What a letter asks in truth: of each board, for which response, by when.
type Truth = Vec<(usize, RoundKind, NaiveDate)>;

#[derive(Debug)]
struct Part {
    text: String,
    truth: Truth,
}

fn filled(form: &str, boards: [usize; 2], days: [NaiveDate; 2], style: usize) -> String {
    let mut text = form.replace("{1}", &written(days[0], style)).replace("{2}", &written(days[1], style));
    for (board, (large, low)) in boards.iter().zip([("{A}", "{a}"), ("{B}", "{b}")]) {
        text = text.replace(large, BOARDS[*board]).replace(low, &small(BOARDS[*board]));
    }
    text
}

/// A part from a number: which list of forms, and which form of it.
fn part(form: usize, boards: [usize; 2], days: [NaiveDate; 2], style: usize) -> Part {
    let (first, second) = (RoundKind::First, RoundKind::FollowUp);
    let [one, other] = boards;
    let lists: [(&[&str], Truth); 6] = [
        (&ONE, vec![(one, first, days[0])]),
        (&SAME_DAY, vec![(one, first, days[0]), (other, first, days[0])]),
        (&OWN_DAYS, vec![(one, first, days[0]), (other, first, days[1])]),
        (&TWICE, vec![(one, first, days[0]), (one, second, days[1])]),
        (&ODD_ONE, vec![(one, first, days[0])]),
        (&ODD_TWO, vec![(one, first, days[0]), (other, first, days[1])]),
    ];
    let mut form = form % lists.iter().map(|(forms, _)| forms.len()).sum::<usize>();
    for (forms, truth) in lists {
        if let Some(text) = forms.get(form) {
            let same = truth.len() == 2 && truth[0].0 != truth[1].0 && !text.contains("{2}");
            let truth = if same { truth.iter().map(|(board, kind, _)| (*board, *kind, days[0])).collect() } else { truth };
            return Part { text: filled(text, boards, days, style), truth };
        }
        form -= forms.len();
    }
    unreachable!()
}

fn put_together(block: usize, sent: NaiveDate, parts: &[String], boards: &[usize]) -> String {
    let names: Vec<&str> = boards.iter().map(|board| BOARDS[*board]).collect();
    let block = BLOCKS[block % BLOCKS.len()].replace("{lines}", &names.join("\n")).replace("{row}", &names.join(", "));
    format!(
        "Revisorerna i Granby\n{sent}\nDnr REV 2025/4\n\n{block}\n\nGranskning av vägar\n\nRevisorerna har granskat hur vägar sköts.\n\n{}\n\nEva Lind\nOrdförande\n",
        parts.join("\n\n")
    )
}

/// What is wrong in a way that nobody would see.
fn unseen(letter: &Letter, truth: &Truth) -> Vec<String> {
    let mut faults = Vec::new();
    if !letter.is_letter {
        return vec!["no letter".to_owned()];
    }
    let left: String = letter.leftover.iter().map(|left| left.phrase.text.to_lowercase() + "\n").collect();
    for (board, ..) in truth {
        let name = BOARDS[*board];
        let addressee = letter.addressees.iter().find(|addressee| addressee.body == name);
        match addressee {
            None if left.contains(&small(name)) => {}
            None => faults.push(format!("{name} is lost")),
            Some(addressee) if addressee.role == Role::Respond || addressee.certainty != Certainty::Found => {}
            Some(addressee) => faults.push(format!("{name} is {:?}", addressee.role)),
        }
    }
    for addressee in &letter.addressees {
        for round in &addressee.rounds {
            let Due::On(settled) = round.due else { continue };
            let day = settled.day();
            let right = truth.iter().any(|(board, kind, true_day)| BOARDS[*board] == addressee.body && *kind == round.kind && *true_day == day);
            if !right {
                faults.push(format!("{} {:?} {day}", addressee.body, round.kind));
            }
        }
    }
    faults
}

/// How many last days there are, and how many were found.
fn counted(letter: &Letter, truth: &Truth) -> (usize, usize) {
    let rounds = || letter.addressees.iter().flat_map(|addressee| addressee.rounds.iter().map(move |round| (addressee, round)));
    let is_found = |(board, kind, day): &&(usize, RoundKind, NaiveDate)| {
        rounds()
            .any(|(addressee, round)| addressee.body == BOARDS[*board] && round.kind == *kind && matches!(round.due, Due::On(settled) if settled.day() == *day))
    };
    (truth.len(), truth.iter().filter(is_found).count())
}

prop_compose! {
    fn days()(sent in 736_000_i32..743_000, wait in 20_u64..200, more in 8_u64..400) -> [NaiveDate; 3] {
        let sent = NaiveDate::from_num_days_from_ce_opt(sent).expect("a day");
        let first = sent + Days::new(wait);
        [sent, first, first + Days::new(more)]
    }
}

/// How many letters are tried, the same ones each time; `LETTERS=100000` tries as many.
fn cases() -> u32 {
    std::env::var("LETTERS").ok().and_then(|count| count.parse().ok()).unwrap_or(200)
}

/// What is asked in truth. The control of the promise moves it by a day, and must be noticed.
fn in_truth(truth: Truth) -> Truth {
    let spoiled = std::env::var("LETTERS_SPOILED").is_ok();
    truth.into_iter().map(|(board, kind, day)| (board, kind, if spoiled { day + Days::new(1) } else { day })).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), rng_seed: RngSeed::Fixed(34), failure_persistence: None, max_global_rejects: 1_000_000, ..ProptestConfig::default() })]

    /// One or two askings of different boards, known or odd, before, between and after noise.
    #[test]
    fn what_is_not_understood_is_seen(
        forms in prop::collection::vec(0_usize..1_000, 1..3), start in 0..BOARDS.len(), days in days(), block in 0..BLOCKS.len(),
        style in 0_usize..8, noise in prop::collection::vec(0..NOISE.len(), 0..3), first in any::<bool>(),
    ) {
        let [sent, one, other] = days;
        let mut parts = Vec::new();
        let mut truth = Truth::new();
        let mut boards = Vec::new();
        for (count, form) in forms.iter().enumerate() {
            let two = [(start + 2 * count) % BOARDS.len(), (start + 2 * count + 1) % BOARDS.len()];
            let made = part(*form, two, [one, other], style);
            parts.push(made.text);
            boards.extend(made.truth.iter().map(|(board, ..)| *board));
            truth.extend(made.truth);
        }
        boards.dedup();
        let noisy = noise.iter().map(|noise| NOISE[*noise].replace("{m}", &written(sent + Days::new(9), style)));
        if first { parts = noisy.chain(parts).collect() } else { parts.extend(noisy) }
        // A form that names nobody asks all whom the letter goes to: it is tried alone, and not where all of them are informed.
        let names_all = truth.iter().all(|(board, ..)| parts.iter().any(|part| part.to_lowercase().contains(&BOARDS[*board].to_lowercase())));
        prop_assume!(names_all || (forms.len() == 1 && block != 4));
        let text = put_together(block, sent, &parts, &boards);
        let letter = read(&text, &[]);
        let faults = unseen(&letter, &in_truth(truth));
        prop_assert!(faults.is_empty(), "{:?}\n{}\n{:#?}", faults, text, letter.leftover);
    }
}

/// Every known form in every block, with each noise before or after it: the days are found, not only proposed, in most.
#[test]
fn noise_makes_few_days_doubtful() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let days = [day(2025, 4, 29), day(2026, 2, 27)];
    let known = ONE.len() + SAME_DAY.len() + OWN_DAYS.len() + TWICE.len();
    let (mut all, mut found) = (0, 0);
    let mut faults = Vec::new();
    for form in 0..known {
        for (count, noise) in NOISE.iter().enumerate() {
            let block = (form + count) % 4;
            let made = part(form, [2, 5], days, form);
            let mut boards: Vec<usize> = made.truth.iter().map(|(board, ..)| *board).collect();
            boards.dedup();
            let noise = noise.replace("{m}", &written(day(2025, 2, 14), form));
            let parts = if count % 2 == 0 { [noise, made.text] } else { [made.text, noise] };
            let text = put_together(block, day(2025, 1, 15), &parts, &boards);
            let letter = read(&text, &[]);
            let (some, sure) = counted(&letter, &made.truth);
            (all, found) = (all + some, found + sure);
            faults.extend(unseen(&letter, &made.truth).into_iter().map(|fault| format!("{fault} in {}", parts.join(" "))));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(found * 100 >= all * 85, "{found} of {all} found");
}

/// Every form alone, in every block and style, with everything that nobody would see at once.
#[test]
fn every_form_alone_is_seen() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day");
    let (sent, days) = (day(2025, 1, 15), [day(2025, 4, 29), day(2026, 2, 27)]);
    let forms = ONE.len() + SAME_DAY.len() + OWN_DAYS.len() + TWICE.len() + ODD_ONE.len() + ODD_TWO.len();
    let mut faults = Vec::new();
    for form in 0..forms {
        for (boards, style) in (0..8).step_by(3).map(|style| ([style, (style + 5) % BOARDS.len()], style)) {
            for block in 0..BLOCKS.len() {
                let made = part(form, boards, days, style);
                let mut all: Vec<usize> = made.truth.iter().map(|(board, ..)| *board).collect();
                all.dedup();
                let named = all.iter().all(|board| made.text.to_lowercase().contains(&BOARDS[*board].to_lowercase()));
                if block == 4 && !named {
                    continue;
                }
                let letter = read(&put_together(block, sent, std::slice::from_ref(&made.text), &all), &[]);
                let wrong = unseen(&letter, &made.truth);
                if !wrong.is_empty() {
                    faults.push(format!("{block} {style} {}\n    {wrong:?}", made.text));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
