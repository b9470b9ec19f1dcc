//! Who answers when: the bodies and the dates of one sentence put together.

use super::bodies::Mention;
use super::letter::{Due, RoundKind};
use super::words::{Token, at, before, has_run};

/// A last day that a sentence gives.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline {
    pub due: Due,
    /// Its first token.
    pub first: usize,
    /// The token after it.
    pub end: usize,
    /// The response that the sentence says it is for, if it says.
    pub kind: Option<RoundKind>,
}

/// What a sentence is read against.
pub(super) struct Setting<'s> {
    /// The bodies that are meant when the sentence names none.
    pub respondents: &'s [Mention],
    /// The response meant when the sentence does not say.
    pub kind: Option<RoundKind>,
    /// Whether two dates without more words are for a first and a follow-up response.
    pub both_kinds: bool,
}

/// One body, one response and its last day.
pub(super) type Duty = (Mention, RoundKind, Due);

/// The duties that a sentence lays down, from its bodies and its last days in the order of the text.
pub(super) fn duties(words: &[Token], bodies: &[Mention], days: &[Deadline], setting: &Setting<'_>) -> Vec<Duty> {
    if days.iter().any(|day| at(words, day.end, &["("])) {
        let bracketed = bracketed(words, bodies, days, setting);
        if !bracketed.is_empty() {
            return bracketed;
        }
    }
    let mut setting = Setting { ..*setting };
    let respective = words.iter().any(|word| word.is_any(&["respektive", "resp"]));
    setting.both_kinds |= !respective && has_run(words, &["tva", "tillfallen"]);
    let mut found = Vec::new();
    let mut earlier: Vec<Mention> = Vec::new();
    for group in groups(without_heralds(words, bodies, days), days) {
        let named = if group.bodies.is_empty() { &earlier } else { &group.bodies };
        let meant = if named.is_empty() { setting.respondents } else { named };
        hand_out(meant, &group.days, named.is_empty(), &setting, &mut found);
        let kinds = |kind| group.days.iter().filter(|day| day.kind == Some(kind)).count();
        setting.both_kinds |= kinds(RoundKind::First) == 1 && kinds(RoundKind::FollowUp) == 1;
        if !group.bodies.is_empty() {
            earlier = group.bodies;
        }
    }
    found
}

/// "senast 3 maj (valnämnden) respektive 9 maj (miljönämnden)".
fn bracketed(words: &[Token], bodies: &[Mention], days: &[Deadline], setting: &Setting<'_>) -> Vec<Duty> {
    let mut found = Vec::new();
    let mut left = bodies.iter().peekable();
    let mut unclaimed: Vec<&Deadline> = Vec::new();
    let mut named_before: Vec<&Mention> = Vec::new();
    for day in days {
        while let Some(body) = left.next_if(|body| body.first < day.end) {
            named_before.push(body);
        }
        if !at(words, day.end, &["("]) {
            unclaimed.push(day);
            continue;
        }
        let close = words.iter().skip(day.end).position(|word| word.is(")")).map_or(words.len(), |n| day.end + n);
        let before = found.len();
        while let Some(body) = left.next_if(|body| body.first < close) {
            found.push((body.clone(), kind_of(day, setting), day.due));
        }
        if found.len() == before {
            unclaimed.push(day);
        }
    }
    if found.is_empty() {
        return found;
    }
    // A day without brackets is for the bodies that no brackets hold.
    for day in unclaimed {
        let kind = kind_of(day, setting);
        let others = named_before.iter().filter(|body| !body.genitive).copied();
        let free: Vec<Duty> = others
            .filter(|body| !found.iter().any(|(other, of, _)| other.key == body.key && *of == kind))
            .map(|body| (body.clone(), kind, day.due.doubted()))
            .collect();
        found.extend(free.into_iter().take(1));
    }
    found
}

/// The bodies without those that only herald a list in which each is named again with its day.
fn without_heralds(words: &[Token], bodies: &[Mention], days: &[Deadline]) -> Vec<Mention> {
    let first_day = days.first().map_or(usize::MAX, |day| day.first);
    let (early, late): (Vec<&Mention>, Vec<&Mention>) = bodies.iter().partition(|body| body.first < first_day);
    let again = late.iter().any(|body| before(words, body.first, &["for", "fran"]) && early.iter().any(|herald| herald.key == body.key));
    if again { late.into_iter().cloned().collect() } else { bodies.to_vec() }
}

#[derive(Default)]
struct Group {
    bodies: Vec<Mention>,
    days: Vec<Deadline>,
}

/// Bodies with the days that go with them: those after them, or before them when the sentence begins with a day.
fn groups(bodies: Vec<Mention>, days: &[Deadline]) -> Vec<Group> {
    let bodies_lead = match (bodies.first(), days.first()) {
        (Some(body), Some(day)) => body.first < day.first,
        _ => true,
    };
    let mut found = Vec::new();
    let mut group = Group::default();
    let mut bodies = bodies.into_iter().peekable();
    let mut days = days.iter().peekable();
    loop {
        let next_day = days.peek().map(|day| day.first);
        let body_first = bodies.peek().is_some_and(|body| next_day.is_none_or(|day| body.first < day));
        let complete = if body_first { bodies_lead && !group.days.is_empty() } else { !bodies_lead && !group.bodies.is_empty() };
        if complete {
            found.push(std::mem::take(&mut group));
        }
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
        && previous.bodies.len() > 1
        && previous.days.last().map(|day| day.kind) == group.days.first().map(|day| day.kind)
    {
        group.bodies.extend(previous.bodies.pop());
        group.days.iter_mut().for_each(|day| day.due = day.due.doubted());
    }
    found.push(group);
    found.retain(|group| !group.days.is_empty());
    found
}

/// Gives the days of a group to its bodies.
fn hand_out(bodies: &[Mention], days: &[Deadline], guessed: bool, setting: &Setting<'_>, found: &mut Vec<Duty>) {
    if let (Some(first), Some(second), true) = (days.first(), days.get(1), days.len() == 2)
        && (bodies.len() == 1 || setting.both_kinds)
        && first.kind == second.kind
    {
        let certain = |due: Due| if setting.both_kinds { due } else { due.doubted() };
        for body in bodies {
            found.push((body.clone(), RoundKind::First, certain(first.due)));
            found.push((body.clone(), RoundKind::FollowUp, certain(second.due)));
        }
        return;
    }
    for kind in [RoundKind::First, RoundKind::FollowUp] {
        let dues: Vec<Due> = days.iter().filter(|day| kind_of(day, setting) == kind).map(|day| day.due).collect();
        let in_order = dues.len() == bodies.len();
        for (place, body) in bodies.iter().enumerate() {
            let due = match dues.as_slice() {
                [] => break,
                [due] => *due,
                many if in_order => many.get(place).copied().unwrap_or(Due::Unknown),
                // Days and bodies do not add up: one is proposed, and a person looks.
                [first, ..] => first.doubted(),
            };
            let unsure = guessed && dues.len() > 1;
            found.push((body.clone(), kind, if unsure { due.doubted() } else { due }));
        }
    }
}

fn kind_of(day: &Deadline, setting: &Setting<'_>) -> RoundKind {
    day.kind.or(setting.kind).unwrap_or(RoundKind::First)
}
