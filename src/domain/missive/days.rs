//! What the dates of a sentence are: last days for responses, or days of meetings, of earlier letters, of measures.

use chrono::NaiveDate;

use super::clauses::{relative_clause, says_why};
use super::dates::{DateMention, Day, dates};
use super::kinds::{about_responses, is_response, kinds, says_what_it_holds};
use super::limits::{LIMITS, is_limit, names_the_limit};
use super::linking::{goes_on_to_another_day, is_weekday, links_days};
use super::spans::spans;
use super::tense::{asks, auditors_promise, only_tells, tells, wants};
use super::words::{Token, at, before};

/// A sentence with more dates than this is a list of something else.
const MOST: usize = 100;

/// What a date in a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The last day for a response.
    Last,
    /// It may be: a response is asked for, and no word says that the day is the last.
    Loose,
    /// A last day that the text tells of, and does not give.
    Told,
    /// A last day for something else: a measure, a request for more time, remarks on facts.
    Other,
    /// The day of a meeting, a decision, a document.
    Event,
    /// What a correction takes back ("inte den 16 maj").
    TakenBack,
    /// More time than others have, or than was said first.
    Moved,
    /// A date after a word of limit of which nothing was understood.
    Unclear,
    /// A date of which the words around it say nothing.
    Unsaid,
}

/// A date with what it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayUse {
    pub date: DateMention,
    pub meant: Use,
}

/// What else than a response may have a last day, even where responses are spoken of.
pub(super) const OTHER_ERRANDS: [&str; 11] =
    ["revisionsberattelse", "anstand", "sakfel", "faktagransk", "faktakontroll", "sakgransk", "forlangd", "forlangning", "fragor", "betal", "utkast"];
/// Measures: words that stand next to a limit when it is theirs.
pub(super) const MEASURES: [&str; 18] = [
    "genomford",
    "genomfora",
    "genomfors",
    "utford",
    "utfort",
    "utfora",
    "klar",
    "vidta",
    "atgardad",
    "atgarda",
    "infor",
    "fardig",
    "uppratta",
    "beslutad",
    "igang",
    "implementera",
    "avslutad",
    "plats",
];
/// Days of meetings and decisions.
pub(super) const EVENTS: [&str; 23] = [
    "upphor",
    "bildas",
    "inratta",
    "tilltrad",
    "kallas",
    "konferens",
    "sammantrad",
    "mote",
    "beslut",
    "behandla",
    "daterad",
    "dagtecknad",
    "antog",
    "antagit",
    "faststall",
    "publicer",
    "godkan",
    "traff",
    "presentera",
    "oversand",
    "meeting",
    "decided",
    "traffa",
];
/// What an earlier document is called, before "den".
const DOCUMENTS: [&str; 12] =
    ["utskicket", "mejlet", "mailet", "yttrandet", "rapporten", "skrivelsen", "brevet", "svaret", "granskningen", "missivet", "protokollet", "fran"];
/// How the sentence around the dates is to be taken.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// The sentence goes on with a request: it speaks of "det" or "den", or stands under a heading for last days.
    pub continues: bool,
    /// The sentence is one in which auditors ask for something.
    pub demands: bool,
    /// There are two responses: with each day of the sentence one is due.
    pub twice: bool,
    /// The day of the letter, as far as it is known.
    pub letter: Option<NaiveDate>,
    /// The day of an answer has been given before.
    pub day_given: bool,
}

/// The dates and counted times of a sentence, in order, each with what it is. `passes` tells which tokens say nothing
/// about it: names of bodies.
pub(super) fn day_uses(words: &[Token], around: Context, passes: impl Fn(usize) -> bool) -> Vec<DayUse> {
    let mut all = dates(words);
    all.extend(spans(words).into_iter().filter(|span| !all_covers(words, span)));
    all.sort_by_key(|date| date.first);
    all.truncate(MOST);
    let starts: Vec<usize> = all.iter().map(|date| date.first).collect();
    // "Ett år senare, den 28 april 2026": the day says it.
    all.retain(|date| !matches!(date.day, Day::Later(_)) || !starts.iter().any(|start| (date.end..date.end + 4).contains(start)));
    // "Inom tre månader, det vill säga senast den 10 maj 2025": the day says it, too.
    let that_is = |from: usize| words.iter().skip(from).take(5).any(|word| word.is_any(&["dvs", "alltsa", "saga", "ie"]));
    all.retain(|date| !(matches!(date.day, Day::Within(_)) && that_is(date.end) && starts.iter().any(|start| (date.end..date.end + 10).contains(start))));
    // "Den femtonde augusti (2025-08-15)": said twice.
    all.dedup_by(|later, earlier| {
        later.first <= earlier.end + 1 && before(words, later.first, &["("]) && later.whole().is_some() && later.whole() == earlier.whole()
    });
    all.dedup_by(|later, earlier| later.first < earlier.end);
    let mut found: Vec<DayUse> = Vec::with_capacity(all.len());
    let starts: Vec<usize> = all.iter().map(|date| date.first).collect();
    for (place, date) in all.into_iter().enumerate() {
        let from = found.last().map_or(0, |previous| previous.date.end);
        let next = starts.get(place + 1).copied().unwrap_or(words.len());
        let links = (from..date.first).all(|at| passes(at) || words.get(at).is_some_and(|word| links_days(word) || is_kind_word(word)));
        let inherited = found.last().filter(|_| links && place > 0).map(|previous| if previous.meant == Use::Unsaid { Use::Event } else { previous.meant });
        let meant = match use_of(words, &date, from, next, inherited, around) {
            // "I stället för den 10 januari … lämnas senast den 21 februari": the one before is taken back, and this one holds.
            Use::Unclear
                if found.last().is_some_and(|earlier| matches!(earlier.meant, Use::TakenBack | Use::Told))
                    && about_responses(words.get(..date.first).unwrap_or_default())
                    && wants(words) =>
            {
                Use::Last
            }
            // A counted time in another part of the sentence is that of what is to be done.
            Use::Unclear if matches!(date.day, Day::Within(_)) => Use::Other,
            meant => meant,
        };
        found.push(DayUse { date, meant });
    }
    perhaps_the_answers(words, &mut found, around);
    // A body between two days, and a word of limit before the second: it is more likely that body's than nobody's.
    for place in 1..found.len() {
        let from = found.get(place - 1).map_or(0, |earlier| earlier.date.end);
        // "…, medan kommunstyrelsen får till den 14 mars på sig": what is left out has been said of the others.
        let goes_on = |day: &DayUse| goes_on_to_another_day(words, from..day.date.first, &passes);
        let last = found.get(place - 1).is_some_and(|earlier| earlier.meant == Use::Last);
        let unclear = found.get_mut(place).filter(|day| day.meant == Use::Unclear && (from..day.date.first).any(&passes));
        unclear.into_iter().for_each(|day| day.meant = if last && goes_on(day) { Use::Last } else { Use::Loose });
    }
    // "A (senast den 3 maj) och B (senast den 9 maj) ska yttra sig": what the last day is, those before it are.
    for place in (1..found.len()).rev() {
        let (Some(earlier), Some(later)) = (found.get(place - 1).copied(), found.get(place).copied()) else { continue };
        let links = (earlier.date.end..later.date.first).all(|at| passes(at) || words.get(at).is_some_and(links_days));
        if earlier.meant == Use::Unclear && later.meant == Use::Last && links {
            found.get_mut(place - 1).into_iter().for_each(|day| day.meant = Use::Last);
        }
    }
    found
}

/// "Svar på vilka åtgärder som vidtas senast den 14 januari": the only day of a sentence that asks for an answer may be
/// the answer's, although it stands by the measures.
fn perhaps_the_answers(words: &[Token], found: &mut [DayUse], around: Context) {
    let others = found.iter().filter(|day| day.meant == Use::Other).count();
    if others != 1 || found.iter().any(|day| matches!(day.meant, Use::Last | Use::Loose)) {
        return;
    }
    // "Svaret ska innehålla en tidplan för de åtgärder som ska vara genomförda senast …", behind the day of the answer.
    if around.day_given && says_what_it_holds(words) {
        return;
    }
    for day in found.iter_mut().filter(|day| day.meant == Use::Other) {
        let ahead = words.get(..day.date.first).unwrap_or_default();
        let past = around.letter.zip(day.date.whole()).is_some_and(|(letter, day)| day <= letter);
        let errand = words.iter().any(|word| word.starts_any(&OTHER_ERRANDS));
        if about_responses(ahead) && asks(ahead) && !past && !errand && !matches!(day.date.day, Day::Within(_)) {
            day.meant = Use::Loose;
        }
    }
}

/// "senast 2025-03-31" is a date; only what is no date is a counted time.
fn all_covers(words: &[Token], span: &DateMention) -> bool {
    !dates(words.get(span.first..span.end).unwrap_or_default()).is_empty()
}

fn is_kind_word(word: &Token) -> bool {
    word.starts_any(&["forsta", "uppfoljande", "yttrande", "svar", "andra", "det", "ett", "uppfolj", "ska", "skall"])
        || word.is_any(&["de", "en", "vad", "galler"])
}

fn use_of(words: &[Token], date: &DateMention, from: usize, next: usize, inherited: Option<Use>, around: Context) -> Use {
    let ahead = words.get(from..date.first).unwrap_or_default();
    let behind = words.get(date.end..next).unwrap_or_default();
    let limit = limit_before(words, from, date);
    let past = around.letter.zip(date.whole()).is_some_and(|(letter, day)| day <= letter);
    // "Utskicket den 4 april", without a year and without a word of limit: the one before the letter.
    let earlier = limit.is_none()
        && around.letter.is_some_and(|letter| date.whole().is_none() && date.latest_until(letter).is_some_and(|day| (letter - day).num_days() <= 60));
    let past = past || earlier;
    if let Some(explained) = explained(words, date, from, limit, past, around) {
        return explained;
    }
    // "Svar på följande frågor senast …": the questions are what is answered.
    let answers_questions = words.windows(3).any(|window| matches!(window, [pa, what, _] if pa.is("pa") && (what.is_any(&["foljande", "nedanstaende", "vara", "dessa"]) || what.starts_any(&["fragor"]))));
    let answers_questions = answers_questions || words.iter().any(|word| word.is("fragorna")) && words.iter().any(|word| word.starts_any(&["besvar"]));
    let errand = |word: &Token| word.starts_any(&OTHER_ERRANDS) && !(answers_questions && word.starts_any(&["fragor"]));
    // "… för att kunna beakta dem i revisionsberättelsen" says what for.
    let why = (date.end..next).find(|place| says_why(words, *place)).unwrap_or(next);
    let behind = words.get(date.end..why).unwrap_or(behind);
    if ahead.iter().chain(behind).any(errand) && !around.continues {
        return if limit.is_some() { Use::Other } else { Use::Event };
    }
    if limit.is_some_and(|limit| of_a_measure(words, limit)) {
        return Use::Other;
    }
    let does_so = ahead.windows(2).any(|pair| matches!(pair, [one, other] if one.is_any(&["do", "gora"]) && other.is_any(&["so", "det", "detsamma"])));
    let does_so = does_so && about_responses(words.get(..from).unwrap_or_default());
    let behind_it = limit.is_some_and(|limit| limit >= date.end) && about_responses(behind);
    let asks =
        about_responses(ahead) || does_so || behind_it || !kinds(ahead).is_empty() || !recommends(words, date.first) && answers_after(words, date.end, next);
    if limit.is_none() && !past && is_row_of_a_plan(date, behind) {
        return Use::Last;
    }
    match (limit, inherited) {
        (_, Some(Use::Last | Use::Loose)) => inherited.unwrap_or(Use::Last),
        (Some(_), _) if asks || around.continues || around.twice => Use::Last,
        (Some(_), Some(Use::Event)) if about_responses(words.get(..date.first).unwrap_or_default()) => Use::Last,
        // A day of an event before it explains no last day.
        (Some(_), Some(Use::Event)) if past => Use::Told,
        (Some(_), Some(Use::Event)) => Use::Unclear,
        // "I stället för den 10 januari … senast den 21 februari".
        (Some(_), Some(Use::TakenBack | Use::Told)) if !past && about_responses(words.get(..date.first).unwrap_or_default()) => Use::Last,
        (Some(_), Some(other)) => other,
        (Some(_), None) if about_responses(words) && !is_measure_clause(ahead, behind) => Use::Unclear,
        // Auditors want something by then, in words that were not foreseen: it may be an answer.
        (Some(_), None) if around.demands && !is_measure_clause(ahead, behind) => Use::Loose,
        (Some(_), None) => Use::Other,
        (None, Some(Use::Event)) if !asks => Use::Event,
        (None, _) if past => Use::Event,
        (None, _) if around.continues => Use::Last,
        (None, _) if asks && before(words, date.first, &["den", "till", "dag"]) && near_answer(words, date.first) && is_led(words, date.first) => Use::Last,
        (None, _) if asks && arrives_on(words, ahead, behind) && is_led(words, date.first) => Use::Last,
        (None, _) if asks => Use::Loose,
        (None, _) => Use::Unsaid,
    }
}

/// "20 december 2024   Nämndens svar ska ha kommit in": a row of a plan, with the answer behind its day.
fn is_row_of_a_plan(date: &DateMention, behind: &[Token]) -> bool {
    let comes_in = behind.iter().any(|word| word.is_any(&["kommit", "inkommit", "inne", "tillhanda"]));
    date.first <= 1 && comes_in && wants(behind) && about_responses(behind) && !behind.iter().any(|word| word.starts_any(&EVENTS))
}

/// What a date is that the words around it explain: taken back, an event, told of, the auditors' own, or more time.
fn explained(words: &[Token], date: &DateMention, from: usize, limit: Option<usize>, past: bool, around: Context) -> Option<Use> {
    // "Mellan den 1 april och den 9 maj": the first of the two ends nothing.
    const OPENING: [&str; 2] = ["mellan", "tidigast"];
    if taken_back(words, date.first) {
        return Some(Use::TakenBack);
    }
    if is_of_every_year(words, date) {
        return Some(Use::Event);
    }
    // "… att få svara senare än den 30 maj": what somebody wishes is told. "Inte senare än" sets the day.
    if later_than(words, date.first) {
        return Some(Use::Told);
    }
    if told_in_a_clause(words, date.first) {
        return Some(Use::Told);
    }
    if only_says_why(words, date.first) {
        return Some(Use::Event);
    }
    let opens = before(words, date.first, &OPENING) || (before(words, date.first, &["den"]) && before(words, date.first - 1, &OPENING));
    // "11 juni – vi behandlar svaret": a line of a plan.
    let planned = date.first <= 1 && at(words, date.end, &["–", "-", ":"]) && words.iter().skip(date.end).take(4).any(|word| word.starts_any(&EVENTS));
    if opens || (limit.is_none() && (planned || is_event(words, from, date))) {
        return Some(Use::Event);
    }
    let between = words.get(from.saturating_sub(6)..from).is_some_and(|earlier| earlier.iter().any(|word| word.is("mellan")));
    if between && date.first.saturating_sub(from) <= 3 {
        return Some(Use::Loose);
    }
    if tells(words, date.first) {
        // What was asked earlier, of a day that is still to come, may be asked now.
        return Some(if past || around.letter.is_none() || limit.is_none() || date.whole().is_none() { Use::Told } else { Use::Loose });
    }
    if auditors_promise(words) {
        return Some(if limit.is_some() { Use::Other } else { Use::Event });
    }
    more_time(words, date.first).then_some(if past { Use::Told } else { Use::Moved })
}

/// "… ska redovisas senast i april varje år": a day that comes again every year is none for an answer to this letter.
pub(super) fn is_of_every_year(words: &[Token], date: &DateMention) -> bool {
    let each = |place: usize| at(words, place, &["varje", "vart", "each", "every"]) && at(words, place + 1, &["ar", "year"]);
    let told = words.get(..date.first).unwrap_or_default().iter().any(|word| word.is_any(&["anger", "framgar", "enligt", "sager", "foreskriver"]));
    told && date.whole().is_none() && (each(date.end) || at(words, date.end, &["arligen"]) || before(words, date.first, &["arligen"]))
}

/// "Senare än den 30 maj", where nothing denies it.
fn later_than(words: &[Token], date: usize) -> bool {
    let article = if before(words, date, &["den"]) { date - 1 } else { date };
    let than = article.checked_sub(2).filter(|later| at(words, *later, &["senare"]) && at(words, later + 1, &["an"]));
    let denied = |later: usize| words.get(later.saturating_sub(3)..later).is_some_and(|ahead| ahead.iter().any(|word| word.is_any(&["inte", "ej", "icke"])));
    than.is_some_and(|later| !denied(later))
}

/// "Svaret, som skulle ha lämnats senast den 22 april, ska i stället …": a clause that tells of a day gives none.
fn told_in_a_clause(words: &[Token], date: usize) -> bool {
    const LONGEST: usize = 24;
    let mut clauses = (date.saturating_sub(LONGEST)..date).filter_map(|place| Some((place, relative_clause(words, place).filter(|end| *end > date)?)));
    clauses.any(|(place, _)| tells(words.get(place..).unwrap_or_default(), date - place))
}

/// "… till och med den 12 juni, eftersom styrelsen får ny ledning den 21 april": a reason behind a day has no last day of its own.
fn only_says_why(words: &[Token], date: usize) -> bool {
    let why = (1..date).rev().find(|place| says_why(words, *place));
    why.is_some_and(|why| !dates(words.get(..why).unwrap_or_default()).is_empty() && !(why..date).any(|place| is_limit(words, place)))
}

/// Where the word of limit stands that goes with a date: after the date before it.
fn limit_before(words: &[Token], from: usize, date: &DateMention) -> Option<usize> {
    if words.get(date.first).is_some_and(|word| word.is_any(&LIMITS) && !word.is("by")) {
        return Some(date.first);
    }
    if let Some(limit) = limit_behind(words, date) {
        return Some(limit);
    }
    let limit = (from..date.first).rev().find(|place| is_limit(words, *place))?;
    // A meeting or a decision between the two has the date for itself.
    let between = words.get(limit + 1..date.first).unwrap_or_default();
    (!between.iter().any(|word| word.starts_any(&EVENTS))).then_some(limit)
}

/// "Den 30 maj är sista dagen för nämnden att svara", "17 maj – sista dag för nämndens svar", "den 1 mars ska vi senast ha fått …".
fn limit_behind(words: &[Token], date: &DateMention) -> Option<usize> {
    let next = date.end + 1;
    let named = at(words, date.end, &["ar", "blir", "is", "–", "-", ":"])
        && at(words, next, &["sista", "senaste", "slutdatum", "deadline", "dagen", "the", "svarsdag"])
        && names_the_limit(words.get(next..).unwrap_or_default());
    let at_latest = at(words, date.end, &["ska", "skall", "bor", "vill", "behover"]) && at(words, date.end + 2, &["senast"]);
    let gives_no_other = || dates(words.get(next..).unwrap_or_default()).is_empty();
    if named { Some(next) } else { (at_latest && gives_no_other()).then_some(date.end + 2) }
}

/// Whether a sentence gives somebody more time, until a day.
pub(super) fn gives_more_time(words: &[Token]) -> bool {
    dates(words).iter().any(|date| more_time(words, date.first))
}

/// "… ges anstånd till den 25 april": more time is given, and not only spoken of.
fn more_time(words: &[Token], place: usize) -> bool {
    const NEAR: usize = 5;
    let ahead = words.get(place.saturating_sub(NEAR)..place).unwrap_or_default();
    let time = ahead.iter().rposition(|word| word.starts_any(&["anstand", "respit"]) || word.is_any(&["forlangd", "forlangt", "langre"]));
    let until = |from: usize| ahead.iter().skip(from).any(|word| word.is_any(&["till", "tom"]));
    let asked_for = ahead.iter().any(|word| word.is_any(&["om"]) || word.starts_any(&["ansok", "begar"]));
    time.is_some_and(until) && !asked_for
}

fn taken_back(words: &[Token], place: usize) -> bool {
    let from = place.saturating_sub(4);
    let ahead = words.get(from..place).unwrap_or_default();
    let not = ahead.iter().rposition(|word| word.is_any(&["inte", "ej", "stallet", "istallet", "tidigare"]));
    not.is_some_and(|not| {
        let rest = ahead.get(not + 1..).unwrap_or_default();
        let instead = ahead.get(not).is_some_and(|word| word.is_any(&["stallet", "istallet"]));
        rest.iter().all(|word| word.is_any(&["den", "senast", "for", "angivna", "angivet", "datum", "datumet"]) || is_weekday(word))
            && (!instead || rest.first().is_some_and(|word| word.is("for")))
    })
}

fn is_event(words: &[Token], from: usize, date: &DateMention) -> bool {
    let nearby = words.get(from.max(date.first.saturating_sub(4))..date.first).unwrap_or_default();
    nearby.iter().any(|word| word.starts_any(&EVENTS)) || nearby.iter().rev().take(2).any(|word| word.is_any(&DOCUMENTS))
}

/// "… genomförda senast den 1 oktober", "… ska vara avhjälpta senast": what is done by then is a measure.
fn of_a_measure(words: &[Token], limit: usize) -> bool {
    let Some(last) = limit.checked_sub(1).and_then(|last| words.get(last)) else { return false };
    if last.is_any(&["sista", "senaste"]) {
        return false;
    }
    let is_done = before(words, limit - 1, &["vara", "ar", "varit", "blivit"]);
    let handed_in = last.starts_any(&["inkom", "lamna", "insan", "besvara", "tillhanda", "inlamna", "inne", "revis"]);
    let participle = ["da", "ta", "na", "ad", "at", "d"].iter().any(|ending| last.plain.ends_with(ending));
    // "Redovisa vidtagna åtgärder senast" asks for an answer about measures.
    let attribute = last.starts_any(&["vidtagna", "genomforda"]);
    (last.starts_any(&MEASURES) && !attribute) || (is_done && participle && !handed_in)
}

fn is_measure_clause(ahead: &[Token], behind: &[Token]) -> bool {
    ahead.iter().chain(behind).any(|word| word.starts_any(&MEASURES) || word.starts_any(&["rutin", "plan", "riktlinje", "atgard"]))
}

/// "Yttrandet bör ha kommit in den 30 maj 2025", "socialnämndens svar: 30 maj 2025": an answer is wanted, and there is nothing else
/// in its part of the sentence that could be on that day.
fn arrives_on(words: &[Token], ahead: &[Token], behind: &[Token]) -> bool {
    let stated = ahead.last().is_some_and(|word| word.is(":"));
    let own = || ahead.iter().chain(behind);
    let elsewhere = own().any(|word| word.starts_any(&EVENTS) || word.plain.contains("fullmaktige") || word.is_any(&["mellan", "tidigast", "fran", "sedan"]));
    (stated || wants(ahead)) && about_responses(ahead) && !elsewhere && !is_measure_clause(&[], behind) && !only_tells(words)
}

/// "Vi rekommenderar nämnden att 1. ta fram en plan före den 1 oktober, 2. redovisa den": the day is that of what is recommended.
fn recommends(words: &[Token], date: usize) -> bool {
    let ahead = words.get(..date).unwrap_or_default();
    let from = ahead.iter().rposition(|word| word.is_any(&["rekommenderar", "rekommenderas", "rekommendera", "recommend"]));
    from.is_some_and(|from| !wants(ahead.get(from..).unwrap_or_default()))
}

/// Whether an answer is spoken of after a date, before the next word of limit: "Senast den 9 maj ska nämnden svara".
fn answers_after(words: &[Token], end: usize, next: usize) -> bool {
    (end..next).take_while(|place| !is_limit(words, *place)).any(|place| is_response(words, place))
}

/// Whether what stands right before a day without a word of limit is known to say nothing else of it: "omkring den 9 maj" ends nothing.
fn is_led(words: &[Token], date: usize) -> bool {
    const KNOWN: [&str; 28] = [
        "till",
        "in",
        "oss",
        "er",
        "ha",
        "handa",
        "tillhanda",
        "inkommit",
        "kommit",
        "natt",
        "inne",
        "framme",
        "lamnas",
        "lamnats",
        "lamnat",
        "onskas",
        "emotses",
        "vantas",
        "begars",
        "behovs",
        "ar",
        "blir",
        "dag",
        "dagen",
        ":",
        ",",
        "(",
        ")",
    ];
    let article = if before(words, date, &["den", "the"]) { date - 1 } else { date };
    let from = article.checked_sub(1).filter(|place| words.get(*place).is_some_and(is_weekday)).unwrap_or(article);
    let Some(place) = from.checked_sub(1) else { return true };
    let named =
        |word: &Token| ["namnd", "styrelse", "utskott", "direktion", "bolag", "forbund", "revis"].iter().any(|stem| word.plain.contains(stem)) || word.is("ab");
    words.get(place).is_some_and(|word| word.is_any(&KNOWN) || named(word)) || is_response(words, place)
}

/// Whether the answer is named just before the date: "inkomma med yttrande den 28 april".
fn near_answer(words: &[Token], place: usize) -> bool {
    (place.saturating_sub(4)..place).any(|at| is_response(words, at))
        && !words.iter().take(place).skip(place.saturating_sub(4)).any(|word| word.is_any(&["vid", "under"]))
}
