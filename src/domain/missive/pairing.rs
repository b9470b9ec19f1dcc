//! Which of a sentence's bodies go with which of its last days.

use super::bodies::Mention;
use super::dates::DateMention;
use super::doubt::Doubt;
use super::doubts::Doubts;
use super::letter::RoundKind;
use super::words::{Token, at};

/// A last day of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct LastDay {
    pub date: DateMention,
    /// The response that the sentence says it is for, if it says.
    pub kind: Option<RoundKind>,
    /// Doubts that do not come from the date itself.
    pub doubts: Doubts,
}

/// Bodies with one last day. No bodies means that the sentence names none.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub bodies: Vec<Mention>,
    pub kind: Option<RoundKind>,
    pub day: LastDay,
    pub doubts: Doubts,
}

/// What the words say about how bodies and days go together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    /// "respektive": the first day is for the first body.
    pub respectively: bool,
    /// There are two responses, so that two days of one body are for the first and the follow-up.
    pub twice: bool,
}

/// Pairs the bodies and the days of one sentence, in the order of the text.
pub(super) fn pairs(words: &[Token], bodies: &[Mention], days: &[LastDay], manner: Manner) -> Vec<Pair> {
    let bracketed = bracketed(words, bodies, days);
    if !bracketed.is_empty() {
        return bracketed;
    }
    let mut found = Vec::new();
    let mut earlier: Vec<Mention> = Vec::new();
    for group in groups(without_heralds(words, bodies, days), days) {
        let late = group.days.is_empty();
        let named = if group.bodies.is_empty() { earlier.clone() } else { group.bodies };
        if late {
            follow(&mut found, words, &named);
            continue;
        }
        hand_out(&named, &group.days, manner, &mut found);
        earlier = named;
    }
    found
}

/// Bodies after the last day of a sentence: "… senast den 9 maj, liksom hamnnämnden". They get what was said last.
/// "… och hamnnämnden senast samma dag" says it.
fn follow(found: &mut Vec<Pair>, words: &[Token], bodies: &[Mention]) {
    let Some(last) = found.last().cloned() else { return };
    let behind = bodies.last().map_or(words.len(), |body| body.end);
    let same = words.iter().skip(behind).take(3).any(|word| word.is("samma"));
    let doubts = last.doubts.and_if(!same, Doubt::BodyAssumed);
    found.push(Pair { bodies: bodies.to_vec(), doubts, ..last });
}

/// "senast 3 maj (valnämnden) respektive 9 maj (miljönämnden)", and "valnämnden (3 maj)".
fn bracketed(words: &[Token], bodies: &[Mention], days: &[LastDay]) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    let mut free: Vec<&LastDay> = Vec::new();
    for day in days {
        let pair = |bodies: Vec<Mention>| Pair { bodies, kind: day.kind, day: *day, doubts: Doubts::NONE };
        let opens = at(words, day.date.end, &["("]);
        let close = if opens { words.iter().skip(day.date.end).position(|word| word.is(")")).map_or(words.len(), |n| day.date.end + n) } else { day.date.end };
        // "30 maj (hamnnämnden: 13 juni)": what stands in the brackets has its own day.
        let own_day = days.iter().any(|other| other.date.first > day.date.end && other.date.first < close);
        let inside: Vec<Mention> =
            if opens && !own_day { bodies.iter().filter(|body| body.first > day.date.end && body.first < close).cloned().collect() } else { Vec::new() };
        if !inside.is_empty() {
            found.push(pair(inside));
            continue;
        }
        let opening = bodies.iter().rfind(|body| {
            let inside = body.first > 0 && at(words, body.first - 1, &["("]) && days.iter().any(|other| other.date.end + 1 == body.first);
            body.end < day.date.first && (at(words, body.end, &["("]) || inside) && open(words, body.end, day.date.first)
        });
        match opening {
            Some(body) => found.push(pair(vec![body.clone()])),
            None => free.push(day),
        }
    }
    if found.is_empty() {
        return found;
    }
    // A day without brackets is for the bodies that no brackets hold.
    for day in free {
        let taken = |body: &&Mention| !found.iter().any(|pair| pair.kind == day.kind && pair.bodies.iter().any(|other| other.key == body.key));
        let left: Vec<Mention> = bodies.iter().filter(taken).cloned().collect();
        found.push(Pair { bodies: left, kind: day.kind, day: *day, doubts: Doubts::of(Doubt::Counts) });
    }
    let named: Vec<&Mention> = bodies.iter().filter(|body| !found.iter().any(|pair| pair.bodies.iter().any(|other| other.key == body.key))).collect();
    if !named.is_empty() {
        found.iter_mut().for_each(|pair| pair.doubts = pair.doubts.and(Doubt::Counts));
    }
    found
}

/// Whether brackets that open at a place have not closed before another.
fn open(words: &[Token], from: usize, to: usize) -> bool {
    words.get(from..to).is_some_and(|between| !between.iter().any(|word| word.is(")")))
}

/// The bodies without those that only herald a list in which each is named again with its day.
fn without_heralds(words: &[Token], bodies: &[Mention], days: &[LastDay]) -> Vec<Mention> {
    let first_day = days.first().map_or(usize::MAX, |day| day.date.first);
    let (early, late): (Vec<&Mention>, Vec<&Mention>) = bodies.iter().partition(|body| body.first < first_day);
    let again = late.iter().any(|body| {
        let led = body.first > 0 && at(words, body.first - 1, &["for", "fran", "av"]);
        led && early.iter().any(|herald| herald.key == body.key && herald.group == body.group)
    });
    // "A och B ska svara, A senast den 9 maj och B senast den 23 maj": those before are named again, each with its day.
    if let Some((last, ahead)) = early.split_last()
        && ahead.iter().any(|herald| herald.key == last.key && herald.group == last.group)
        && ahead.iter().all(|herald| herald.key == last.key || late.iter().any(|body| body.key == herald.key))
    {
        return std::iter::once(*last).chain(late.iter().copied()).cloned().collect();
    }
    // "Följande nämnder ska svara senast den 9 maj: parknämnden och hamnnämnden".
    let listed =
        words.iter().enumerate().skip(first_day).any(|(place, word)| word.is(":") && late.iter().any(|body| body.first > place && body.group.is_none()));
    let heralded = listed && !early.is_empty() && early.iter().all(|body| body.group.is_some());
    if again || heralded { late.into_iter().cloned().collect() } else { bodies.to_vec() }
}

#[derive(Debug, Default)]
struct Group {
    bodies: Vec<Mention>,
    days: Vec<LastDay>,
}

/// Bodies with the days that go with them: those after them, or before them when the sentence begins with a day.
fn groups(bodies: Vec<Mention>, days: &[LastDay]) -> Vec<Group> {
    let bodies_lead = match (bodies.first(), days.first()) {
        (Some(body), Some(day)) => body.first < day.date.first,
        _ => true,
    };
    let mut found: Vec<Group> = Vec::new();
    let mut group = Group::default();
    let mut bodies = bodies.into_iter().peekable();
    let mut days = days.iter().peekable();
    loop {
        let next_day = days.peek().map(|day| day.date.first);
        let body_first = bodies.peek().is_some_and(|body| next_day.is_none_or(|day| body.first < day));
        let complete = if body_first { bodies_lead && !group.days.is_empty() } else { !bodies_lead && !group.bodies.is_empty() };
        // "Nämnderna senast den 9 maj, dock senast den 23 maj för hamnnämnden": the last day is the last body's.
        let own =
            complete && bodies_lead && bodies.peek().zip(group.days.last()).is_some_and(|(body, day)| body.first <= day.date.end + 1 && group.days.len() > 1);
        let last = if own { group.days.pop() } else { None };
        if complete {
            found.push(std::mem::take(&mut group));
        }
        group.days.extend(last);
        if body_first {
            group.bodies.extend(bodies.next());
        } else if let Some(day) = days.next() {
            group.days.push(*day);
        } else {
            break;
        }
    }
    // "Senast den 3 maj från A och från B senast den 9 maj": the last body goes with the day after it.
    if let Some(previous) = found.last_mut()
        && !bodies_lead
        && group.bodies.is_empty()
        && !group.days.is_empty()
        && previous.bodies.len() > 1
        && previous.days.last().map(|day| day.kind) == group.days.first().map(|day| day.kind)
    {
        group.bodies.extend(previous.bodies.pop());
        group.days.iter_mut().for_each(|day| day.doubts = day.doubts.and(Doubt::Counts));
    }
    found.push(group);
    found.retain(|group| !group.days.is_empty() || !group.bodies.is_empty());
    found
}

/// Gives the days of a group to its bodies.
fn hand_out(bodies: &[Mention], days: &[LastDay], manner: Manner, found: &mut Vec<Pair>) {
    let one_kind = days.iter().all(|day| day.kind == days.first().and_then(|first| first.kind));
    let single = bodies.len() <= 1;
    if let ([first, second], true) = (days, one_kind)
        && (manner.twice || (single && !manner.respectively))
    {
        // Two days of one body are a first and a follow-up; the sentence ought to say so.
        let doubts = if manner.twice { Doubts::NONE } else { Doubts::of(Doubt::RequestAssumed) };
        for (day, kind) in [(first, RoundKind::First), (second, RoundKind::FollowUp)] {
            found.push(Pair { bodies: bodies.to_vec(), kind: Some(kind), day: *day, doubts });
        }
        return;
    }
    for kind in [None, Some(RoundKind::First), Some(RoundKind::FollowUp)] {
        let own: Vec<&LastDay> = days.iter().filter(|day| day.kind == kind).collect();
        match own.as_slice() {
            [] => {}
            [day] => found.push(Pair { bodies: bodies.to_vec(), kind, day: **day, doubts: Doubts::NONE }),
            many => {
                let fits = many.len() == bodies.len() && bodies.iter().all(|body| body.group.is_none());
                let doubts = if fits && manner.respectively { Doubts::NONE } else { Doubts::of(Doubt::Counts) };
                for (place, body) in bodies.iter().enumerate() {
                    // Days and bodies do not add up: one is proposed for each, and a person looks.
                    let day = many.get(place).or(many.last()).copied();
                    found.extend(day.map(|day| Pair { bodies: vec![body.clone()], kind, day: *day, doubts }));
                }
                if bodies.is_empty() {
                    found.extend(many.iter().map(|day| Pair { bodies: Vec::new(), kind, day: **day, doubts }));
                }
            }
        }
    }
}
