//! Which of the bodies that a sentence names are the ones to answer.

use super::beside_each_other::{goes_on_with_another, is_read_by_another, reads_and_answers, receives_with_a_wish};
use super::bodies::Mention;
use super::clauses::relative_clause;
use super::dates::dates;
use super::doubt::Doubt;
use super::groups::Group;
use super::kinds::{about_responses, kinds};
use super::letter::{Role, RoundKind};
use super::limits;
use super::roles::Mark;
use super::roll::{Roll, is_assembly};
use super::tense::only_tells;
use super::words::{Token, at, before, has_run};

/// How far after a genitive the answer it owns can stand.
const GENITIVE_REACH: usize = 12;
/// What may stand between a genitive and the answer.
const BEFORE_ANSWERS: [&str; 12] = ["och", "samt", ",", "respektive", "forsta", "uppfoljande", "skriftliga", "slutliga", "resp", "andra", "egna", "samlade"];
/// Words before a body that make it somebody who is spoken of, and not asked.
const SPOKEN_OF: [&str; 16] =
    ["i", "vid", "hos", "enligt", "via", "om", "med", "mot", "inom", "avseende", "gallande", "rorande", "pa", "efter", "over", "trots"];
/// What stands before "av" where the body behind it is no sender: "med anledning av", "granskningen av".
const SPOKEN_OF_BY: [&str; 12] =
    ["beaktande", "ledning", "utgangspunkt", "granskning", "revision", "tillsyn", "uppfoljning", "kontroll", "anledning", "stod", "hjalp", "grund"];

/// The bodies of a sentence that are asked, and those that the request excepts.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub bodies: Vec<Mention>,
    /// Whether the sentence says of a body that it need not answer.
    pub lets_off: bool,
    pub excepted: Vec<Mention>,
}

/// Sorts the bodies of a sentence about responses.
pub(super) fn asked(words: &[Token], mentions: &[Mention], marks: &[Mark], roll: &Roll) -> Asked {
    let mut found = Asked::default();
    let mut excepting = false;
    let mut receiving = false;
    let mut end = 0;
    let mut receivers = Vec::new();
    let owners = owners(words, mentions);
    let bound = bound(words, mentions);
    for ((mention, owns), bound) in mentions.iter().zip(owners).zip(bound) {
        let between = words.get(end..mention.first).unwrap_or_default();
        let linked = end > 0 && between.iter().all(|word| word.is_any(&["och", ",", "samt", "respektive", "the", "and"]));
        end = mention.end;
        excepting = between.iter().any(|word| word.is_any(&["utom", "forutom", "undantag", "undantaget", "undantagna", "except", "exklusive"]))
            || between.windows(2).any(does_not_apply)
            || (linked && excepting);
        receiving = directly_after(words, mention.first, &["till", "to"]) || (linked && receiving);
        if is_let_off(words, mention, mentions) && about_responses(words) {
            found.lets_off = true;
            found.excepted.push(mention.clone());
        } else if excepting {
            found.excepted.push(mention.clone());
        } else if !owns || is_told(words, mention, marks, roll, bound) {
        } else if together_with(words, mention) {
            found.bodies.push(Mention { doubts: mention.doubts.and(Doubt::BodyAssumed), ..mention.clone() });
        } else if spoken_of(words, mention) {
        } else if receiving
            && !goes_on_to_answer(words, mention)
            && !receives_with_a_wish(words, mentions, mention)
            && !marks.iter().any(|mark| mark.role == Role::Respond && mark.body.first == mention.first)
        {
            receivers.push(mention.clone());
        } else {
            // A heading that gives it for information, and a sentence that asks: a person must look.
            let against = mention.group.is_none() && roll.role_of(&mention.key).is_some_and(|role| role != Role::Respond);
            found.bodies.push(Mention { doubts: mention.doubts.and_if(against, Doubt::Contradicted), ..mention.clone() });
        }
    }
    // "Kommunstyrelsen har uppsikt, och vi begär att parknämnden svarar": what one has done is no request, if another is asked.
    if found.bodies.iter().any(|body| !tells_of(words, body)) {
        found.bodies.retain(|body| !tells_of(words, body));
    }
    doubt_before_a_clause(words, &mut found.bodies);
    let boards = found.bodies.iter().any(|body| !is_assembly(&body.key));
    if boards {
        found.bodies.retain(|body| !is_assembly(&body.key));
    }
    if runs_into_a_name(words, mentions) {
        found.bodies.iter_mut().for_each(|body| body.doubts = body.doubts.and(Doubt::BodyAssumed));
    }
    found
}

/// "…, vilket inte gäller hamnnämnden": the day is not that one's.
pub(super) fn does_not_apply(pair: &[Token]) -> bool {
    matches!(pair, [one, other] if one.is_any(&["inte", "ej"]) && other.is("galler") || one.is("galler") && other.is_any(&["inte", "ej"]))
}

/// "Kommunstyrelsen verkar för att parknämnden svarar": whoever stands before the clause in which another answers may not be asked.
/// "… så att fullmäktige kan behandla svaret" only says what for.
fn doubt_before_a_clause(words: &[Token], bodies: &mut [Mention]) {
    let answers = |body: &&Mention| {
        let rest = words.get(body.end..).unwrap_or_default();
        let in_clause = directly_after(words, body.first, &["att"]) && !is_assembly(&body.key) && !at(words, body.first.wrapping_sub(2), &["sa", "for"]);
        // "… med hänsyn till att nämnden sammanträder först i juni": nobody answers there.
        in_clause && (about_responses(rest) || !dates(rest).is_empty()) && !goes_on_with_another(words, bodies, body)
    };
    let clause = bodies.iter().filter(answers).map(|body| body.first).max().unwrap_or_default();
    let before = bodies.iter_mut().filter(|body| body.end < clause && !linked_to(words, body.end, clause));
    before.for_each(|body| body.doubts = body.doubts.and(Doubt::BodyAssumed));
}

/// "Samtliga nämnder X valnämnden ska svara": a word that nobody knows, or none, between all of them and one of them may except it.
fn runs_into_a_name(words: &[Token], mentions: &[Mention]) -> bool {
    const PARTS: [&str; 22] = [
        "och",
        "samt",
        ",",
        ":",
        "(",
        "utom",
        "forutom",
        "med",
        "men",
        "inklusive",
        "exklusive",
        "inkl",
        "exkl",
        "i",
        "av",
        "till",
        "fran",
        "dar",
        ";",
        "–",
        "-",
        "ska",
    ];
    let all = |mention: &Mention| matches!(mention.group, Some(Group::All | Group::Every | Group::Others));
    mentions.windows(2).any(|pair| match pair {
        [group, name] if all(group) && name.group.is_none() => match words.get(group.end..name.first) {
            Some([]) => true,
            Some([word]) => !word.is_any(&PARTS),
            _ => false,
        },
        _ => false,
    })
}

/// "… till kommunstyrelsen, som ska yttra sig senast …": who receives one answer is to give another; "… till parknämnden med
/// begäran om yttrande": who receives the report is to answer.
fn goes_on_to_answer(words: &[Token], mention: &Mention) -> bool {
    let with_a_wish = at(words, mention.end, &["med", "och"])
        && words.iter().skip(mention.end + 1).take(2).any(|word| word.starts_any(&["begar", "onskem", "anmod", "uppman", "hemstall", "anhall"]));
    if with_a_wish {
        return true;
    }
    let next = if at(words, mention.end, &[","]) { mention.end + 1 } else { mention.end };
    let clause = words.get(next + 1..).unwrap_or_default();
    let clause = clause.split(|word| word.is(",")).next().unwrap_or_default();
    let asked =
        clause.iter().take(5).any(|word| word.is_any(&["ska", "skall", "bor", "ombeds", "anmodas", "uppmanas", "forvantas"])) && about_responses(clause);
    at(words, next, &["som", "vilken", "which"]) && (at(words, next + 1, &["ska", "skall", "i", "darefter", "sedan"]) || asked)
}

/// "Parknämnden ska tillsammans med kommunstyrelsen lämna …".
fn together_with(words: &[Token], mention: &Mention) -> bool {
    before(words, mention.first, &["med"]) && mention.first >= 2 && at(words, mention.first - 2, &["tillsammans", "gemensamt"])
}

/// Whether the body is the subject of something that has been, and not of a request.
fn tells_of(words: &[Token], mention: &Mention) -> bool {
    let done = at(words, mention.end, &["har", "hade", "saknar", "bedoms", "ansvarar", "beslutade", "antog", "angav", "uppgav", "fick", "ar", "brister"]);
    let asked = at(words, mention.end, &["har", "ar"])
        && at(words, mention.end + 1, &["till", "att", "tom", "mojlighet", "ombedd", "skyldig", "senast", "langre", "tid"]);
    // "För parknämnden är sista dag den 9 maj".
    let last_day = || at(words, mention.end + 1, &["sista", "senaste"]) || limits::names_the_limit(words.get(..mention.first).unwrap_or_default());
    let asked = asked || before(words, mention.first, &["for"]) && at(words, mention.end, &["ar"]) && last_day();
    // "Kommunstyrelsen ska se till att parknämnden svarar": it is the other who answers.
    let sees_to_it = at(words, mention.end, &["ska", "skall", "bor", "behover"])
        && words.get(mention.end + 1).is_some_and(|word| word.is_any(&["se", "tillse", "sakerstalla", "bevaka", "verka"]));
    !mention.genitive && (done && !asked || sees_to_it)
}

/// Whether a body ends where another begins, but for what binds two names.
fn linked_to(words: &[Token], end: usize, first: usize) -> bool {
    words.get(end..first).is_some_and(|between| between.len() <= 2 && between.iter().all(|word| word.is_any(&["och", "samt", ",", "att"])))
}

/// Whether one of the words stands before a place; an article may stand between.
pub(super) fn directly_after(words: &[Token], place: usize, wanted: &[&str]) -> bool {
    let before_article = before(words, place, &["the", "den", "de"]) && place >= 2 && at(words, place - 2, wanted);
    before(words, place, wanted) || before_article
}

/// Whether the sentence, or a heading, gives the body something else than the task to respond. Where the sentence asks it in
/// so many words, that beats the heading.
fn is_told(words: &[Token], mention: &Mention, marks: &[Mark], roll: &Roll, bound: bool) -> bool {
    let other = |role: Role| role != Role::Respond;
    match marks.iter().find(|mark| mark.body.first == mention.first) {
        Some(mark) => other(mark.role),
        None if gets_to_know(words, mention) => true,
        None => mention.group.is_none() && roll.role_of(&mention.key).is_some_and(other) && !bound,
    }
}

/// Verbs by which a body that stands before them is asked.
const SUBJECT_VERBS: [&str; 26] = [
    "ska",
    "skall",
    "bor",
    "ombeds",
    "anmodas",
    "uppmanas",
    "forvantas",
    "behover",
    "maste",
    "svarar",
    "yttrar",
    "lamnar",
    "inkommer",
    "redovisar",
    "aterkommer",
    "ges",
    "bereds",
    "skulle",
    "shall",
    "must",
    "should",
    "will",
    "is",
    "are",
    "ocksa",
    "aven",
];
/// Words by which a body that stands behind them is asked.
const ASKING_BEFORE: [&str; 24] = [
    "fran",
    "av",
    "ombeds",
    "anmodas",
    "uppmanas",
    "uppmanar",
    "anmodar",
    "ber",
    "ska",
    "skall",
    "bor",
    "begars",
    "forvantas",
    "behover",
    "att",
    "aven",
    "ocksa",
    "likasa",
    "liksom",
    "from",
    "must",
    "shall",
    "that",
    "samma",
];

/// Whether the words around a body say that it is the one who is asked.
fn binds(words: &[Token], mention: &Mention) -> bool {
    if mention.genitive {
        return owns_answer(words, mention);
    }
    let after_clause = behind_clause(words, mention).and_then(|place| words.get(place)).is_some_and(|word| word.is_any(&SUBJECT_VERBS));
    let follows = after_clause
        || words.get(mention.end).is_some_and(|word| word.is_any(&SUBJECT_VERBS))
        || (at(words, mention.end, &["har"]) && at(words, mention.end + 1, &["till", "att", "mojlighet", "tom"]));
    follows || directly_after(words, mention.first, &ASKING_BEFORE) || (before(words, mention.first, &["for"]) && limits::has_limit(words))
}

/// The bodies of a sentence that asks, or that gives a last day, each with whether it is said to be the one asked. Those are
/// left out of which the sentence says something else: that they get the report, need not answer, or are only spoken of.
pub(super) fn touched(words: &[Token], mentions: &[Mention], marks: &[Mark]) -> Vec<(Mention, bool)> {
    if only_tells(words) {
        return Vec::new();
    }
    let owners = owners(words, mentions);
    let named = || mentions.iter().zip(&owners).filter(|(mention, owns)| mention.group.is_none() && !is_assembly(&mention.key) && **owns);
    let explained = |mention: &Mention| {
        let other = marks.iter().any(|mark| mark.body.first == mention.first && mark.role != Role::Respond);
        other || is_let_off(words, mention, mentions) || after_exception(words, mention) || gets_to_know(words, mention)
    };
    let aside = |mention: &Mention| {
        tells_of(words, mention)
            || spoken_of(words, mention)
            || (directly_after(words, mention.first, &["till", "to"]) && !goes_on_to_answer(words, mention) && !receives_with_a_wish(words, mentions, mention))
    };
    let open: Vec<&Mention> = named().map(|(mention, _)| mention).filter(|mention| !explained(mention)).collect();
    // Where a sentence names nobody else that could be asked, a body that it only seems to speak of may be.
    let alone = open.iter().all(|mention| aside(mention)) && !mentions.iter().any(|mention| mention.group.is_some()) && limits::has_limit(words);
    if open.is_empty() && alone {
        // "Vi räknar med kommunstyrelsens mening senast …": whose something is, may be asked for it.
        let owners = mentions.iter().filter(|mention| mention.genitive && !is_assembly(&mention.key) && !explained(mention) && !spoken_of(words, mention));
        return owners.map(|mention| (mention.clone(), false)).collect();
    }
    let bound = bound(words, mentions);
    let is_bound = |mention: &Mention| mentions.iter().zip(&bound).any(|(other, bound)| other.first == mention.first && *bound);
    open.into_iter().filter(|mention| alone || !aside(mention)).map(|mention| (mention.clone(), !aside(mention) && is_bound(mention))).collect()
}

/// "Byggnadsnämnden, som först bara fick rapporten för kännedom, ska …": where the sentence goes on behind the clause.
fn behind_clause(words: &[Token], mention: &Mention) -> Option<usize> {
    relative_clause(words, mention.end).map(|end| end + 1)
}

/// For each body, whether the words around it, or around one that it is named together with, ask it.
fn bound(words: &[Token], mentions: &[Mention]) -> Vec<bool> {
    let mut found: Vec<bool> = mentions.iter().map(|mention| binds(words, mention)).collect();
    let links = |place: usize| {
        let pair = mentions.get(place).zip(mentions.get(place + 1));
        let between = pair.and_then(|(one, other)| words.get(one.end..other.first));
        between.is_some_and(|between| between.iter().all(|word| word.is_any(&["och", ",", "samt", "respektive", "resp", "the", "and", "/"])))
    };
    let all: Vec<usize> = (0..mentions.len().saturating_sub(1)).filter(|place| links(*place)).collect();
    for (from, to) in all.iter().map(|place| (*place, place + 1)).chain(all.iter().rev().map(|place| (place + 1, *place))) {
        if found.get(from).copied().unwrap_or_default() {
            found.get_mut(to).into_iter().for_each(|bound| *bound = true);
        }
    }
    found
}

/// "Hamnnämnden behöver inte yttra sig", in its own part of the sentence.
fn is_let_off(words: &[Token], mention: &Mention, mentions: &[Mention]) -> bool {
    let next = mentions.iter().map(|other| other.first).find(|first| *first > mention.end + 2).unwrap_or(words.len());
    let from = behind_clause(words, mention).filter(|from| *from < next).unwrap_or(mention.end);
    let own = words.get(from..next).unwrap_or_default();
    let own = own.split(|word| word.is_any(&[";", "medan", "men"])).next().unwrap_or_default();
    let led = mention.first.checked_sub(4).and_then(|from| words.get(from..mention.first)).unwrap_or_default();
    // "Inte senare än" sets a day, "inte den 9 maj" takes one back.
    let sets_a_day = |next: &Token| next.is_any(&["senare", "later", "senast", "den", "forran"]) || next.plain.starts_with(|c: char| c.is_ascii_digit());
    // "Har inte svarat" lets nobody off, "behöver inte svara" does.
    const MODAL: [&str; 16] =
        ["behover", "maste", "kravs", "begars", "begar", "onskas", "onskar", "ska", "skall", "avkravs", "omfattas", "berors", "need", "is", "are", "does"];
    let no = |words: &[Token]| {
        let not = words.iter().take(8).position(|word| word.is_any(&["inte", "ej", "not"]) || word.is_none());
        not.is_some_and(|not| {
            let none = words.get(not).is_some_and(Token::is_none);
            let modal = words.get(not.saturating_sub(2)..not).unwrap_or_default().iter().any(|word| word.is_any(&MODAL));
            (none || modal) && !words.get(not + 1).is_some_and(sets_a_day)
        })
    };
    no(own) || no(led)
}

/// "Kommunstyrelsen bör ta del av svaret".
fn gets_to_know(words: &[Token], mention: &Mention) -> bool {
    // "Kommunstyrelsen, som ska ta del av svaren, svarar senast …": the sentence goes on behind the clause.
    let asked = behind_clause(words, mention).filter(|place| words.get(*place).is_some_and(|word| word.is_any(&SUBJECT_VERBS)));
    let from = asked.unwrap_or(mention.end);
    let behind = words.get(from..words.len().min(from + 6)).unwrap_or_default();
    let reads_first = has_run(behind, &["efter", "att", "ha"]) || reads_and_answers(words, mention);
    !reads_first && behind.windows(2).any(|pair| matches!(pair, [one, other] if one.is("del") && other.is("av")))
        || behind.iter().any(|word| word.starts_any(&["informer", "delges", "underratt"]))
}

/// The bodies of which a sentence says, without a day and of no second response alone, that they need not answer.
pub(super) fn let_off<'m>(words: &'m [Token], mentions: &'m [Mention]) -> impl Iterator<Item = Mention> + 'm {
    let first = about_responses(words) && dates(words).is_empty() && kinds(words).iter().all(|(_, kind)| *kind == RoundKind::First);
    let own = mentions.iter().filter(move |mention| first && mention.group.is_none() && !mention.genitive && !is_assembly(&mention.key));
    own.filter(|mention| is_let_off(words, mention, mentions)).cloned()
}

fn after_exception(words: &[Token], mention: &Mention) -> bool {
    // "Med undantag av krisledningsnämnden, som inte har sammanträtt, …".
    let exempt = before(words, mention.first, &["av", "for"]) && mention.first >= 2 && at(words, mention.first - 2, &["undantag"]);
    directly_after(words, mention.first, &["utom", "forutom", "except", "exklusive"]) || exempt && !goes_on_to_answer(words, mention)
}

/// "Eftersom hamnnämnden sammanträder senare får den svara senast …": the sentence begins with a reason, and goes on with whom it is about.
fn is_taken_up(words: &[Token], mention: &Mention) -> bool {
    let opens = mention.first <= 2 && at(words, 0, &["eftersom", "da"]);
    let goes_on = |place: usize| {
        let asked = at(words, place, &["ska", "skall", "far", "bor", "kan", "ombeds", "behover"]);
        asked
            && at(words, place + 1, &["den", "namnden"])
            && words.get(place + 2).is_some_and(|next| next.number().is_none())
            && about_responses(words.get(place + 2..).unwrap_or_default())
    };
    opens && !mention.genitive && (mention.end..words.len()).any(goes_on)
}

/// "granskning av parknämnden", "samråd med parknämnden", "behandlas i parknämnden". "Av" and "från" and "för" give the
/// one who answers.
fn spoken_of(words: &[Token], mention: &Mention) -> bool {
    let audited = directly_after(words, mention.first, &["av"]) && mention.first >= 2 && {
        let earlier = words.get(mention.first - 2);
        earlier.is_some_and(|word| word.starts_any(&SPOKEN_OF_BY))
    };
    // "…, eftersom nämnden redan har tagit fram en analys": a reason asks nobody.
    let reason = directly_after(words, mention.first, &["eftersom", "darfor", "emedan", "ty", "da", "because", "since", "vilka", "vars"])
        && !is_taken_up(words, mention);
    // "Redovisa resultatet för kommunstyrelsen": it is told.
    let reported_to = directly_after(words, mention.first, &["for", "infor"])
        && words
            .get(..mention.first)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(5)
            .any(|word| word.starts_any(&["redovis", "rapporter", "aterrapporter", "presenter"]))
        && !limits::has_limit(words.get(..mention.first).unwrap_or_default());
    // "… bereda parknämndens svar", "… svara kommunstyrelsen": what another board does with it, or to whom.
    let handled = mention.genitive
        && directly_after(words, mention.first, &["bereda", "samordna", "sammanstalla", "invanta", "bifoga", "beakta", "vidarebefordra", "behandla"]);
    let receives = directly_after(words, mention.first, &["svara", "besvara"]) && mention.first > 2;
    if reason || reported_to || handled || receives {
        return true;
    }
    // "Efter att parknämnden har yttrat sig ska kommunstyrelsen …"
    let earlier = directly_after(words, mention.first, &["sedan", "nar", "innan"]);
    let after = directly_after(words, mention.first, &["att"]) && mention.first >= 2 && at(words, mention.first - 2, &["efter"]);
    // "Styrelsen i Vatten AB" is the company.
    let its_board = mention.first >= 2 && at(words, mention.first - 2, &["styrelsen", "styrelserna", "bolagsstyrelsen", "direktionen"]);
    audited || earlier || after || (directly_after(words, mention.first, &SPOKEN_OF) && !its_board)
}

/// For each body, whether it is named as such, or owns the answer. In "A:s och B:s svar" both own it.
fn owners(words: &[Token], mentions: &[Mention]) -> Vec<bool> {
    let mut found = vec![true; mentions.len()];
    let mut next: Option<(usize, bool)> = None;
    for (place, mention) in mentions.iter().enumerate().rev() {
        let linked = next.filter(|(first, _)| words.get(mention.end..*first).is_some_and(|between| between.iter().all(|word| word.is_any(&BEFORE_ANSWERS))));
        let owns = if mention.genitive { linked.map_or_else(|| owns_answer(words, mention), |(_, owns)| owns) } else { true };
        let owns = owns && !is_read_by_another(words, mentions, mention);
        next = mention.genitive.then_some((mention.first, owns));
        if let Some(slot) = found.get_mut(place) {
            *slot = owns;
        }
    }
    found
}

/// Whether the body is named as such, or in the genitive as the one whose answer is meant ("nämndens yttrande").
fn owns_answer(words: &[Token], body: &Mention) -> bool {
    let mut after = words.iter().skip(body.end).take(GENITIVE_REACH);
    let passed = |word: &&Token| word.is_any(&BEFORE_ANSWERS) || (word.word && word.plain.ends_with('s'));
    !body.genitive
        || after.find(|word| !passed(word)).is_some_and(|word| {
            // "… och hamnnämndens den 23 maj": the answer has been named before.
            word.is("den") && about_responses(words.get(..body.first).unwrap_or_default())
                || word.starts_any(&["yttrand", "svar", "senast", "respon", "lages", "reply", "synpunkt", "besked", "kommentar", "redovis"])
                || word.is_any(&["syn", "uppfattning", "installning"])
                // "För socialnämndens del gäller …".
                || (word.is_any(&["del", "rakning", "vidkommande"]) && before(words, body.first, &["for"]))
        })
}
