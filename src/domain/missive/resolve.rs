//! The second pass: what was collected over the whole letter becomes who must answer what by when.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;

use super::accounts;
use super::asked_for::{Collected, Request, Statement, Target};
use super::beside::{self, Surroundings};
use super::doubt::{Doubt, Leftover, LeftoverReason};
use super::doubts::Doubts;
use super::found::Phrase;
use super::groups::Group;
use super::ledger::Ledger;
use super::letter::{Addressee, Role, RoundKind};
use super::roll::{Entry, Roll, is_assembly, is_company, is_district, is_english, is_executive};
use super::sense;
use super::settled::{Closed, Owed};

/// A phrase is there for a person to find the place, and need not be longer.
const LONGEST_PHRASE: usize = 1_500;

/// What the letter says of responses as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wish {
    /// It asks for responses in so many words.
    pub wanted: bool,
    /// A role that it gives to no body by name.
    pub lone: Option<Role>,
    /// It says that no response is asked for.
    pub refused: bool,
    /// Letters of the text are lost.
    pub damaged: bool,
    /// The day of the letter.
    pub letter: Option<NaiveDate>,
}

/// The addressees, and what was left over.
pub(super) struct Resolved {
    pub addressees: Vec<Addressee>,
    pub leftover: Vec<Leftover>,
}

/// How directly a request names the body that it was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Unsaid,
    Group,
    Name,
}

pub(super) struct Claim<'c> {
    pub place: usize,
    /// The place of the request among all.
    pub number: usize,
    pub request: &'c Request,
    doubts: Doubts,
    strength: Strength,
}

/// Resolves what was collected.
pub(super) fn resolve(mut roll: Roll, collected: Collected, ledger: &Ledger, around: Surroundings<'_>, wish: Wish) -> Resolved {
    let Collected { mut requests, statements, mut leftover, unexplained, twice, touches, stamped, aside, answered_before, more_time, .. } = collected;
    // A last day that nobody understood is more likely one for an answer than none, where nobody is asked for one.
    if requests.iter().all(|request| request.due.is_none()) {
        requests.extend(unexplained);
    }
    as_first_without_another(&mut requests, wish.letter);
    if twice {
        second_as_follow_up(&mut requests, wish.letter);
    }
    second_report(&mut requests, answered_before);
    name_all(&mut roll, &requests, &statements);
    let (asked, dated) = (asked_anywhere(&roll, &requests), dated_by_name(&requests));
    let (mut claims, mut orphaned): (Vec<Claim<'_>>, bool) = (Vec::new(), false);
    for (number, request) in requests.iter().enumerate() {
        let targets = targets(&mut roll, request, &dated, &asked);
        if targets.is_empty() && request.dated {
            leftover.push(Leftover { phrase: request.phrase.clone(), reason: LeftoverReason::Request });
            orphaned = true;
        }
        claims.extend(targets.into_iter().map(|(place, doubts, strength)| Claim { place, number, request, doubts, strength }));
    }
    let mut owed = owed_by_each(&claims, roll.entries.len(), wish.letter);
    leftover.extend(accounts::unused_requests(&requests, &claims, &owed, wish.letter));
    leftover.extend(beside::open_days(ledger, &stamped, around, (&mut roll, &mut owed), wish.refused));
    accounts::asked_by_a_near_name(&roll, &mut owed);
    if orphaned {
        leftover.extend(orphans(&mut roll, around));
    }
    let otherwise = accounts::with_another_day(&touches, &more_time, &roll, &claims, &owed);
    let unasked = accounts::unasked(&touches, &mut roll, &owed);
    leftover.extend(unasked.unknown);
    leftover.dedup();
    let closed = Closed::with(&leftover);
    leftover.extend(aside.into_iter().chain(unasked.seen));
    let some_asked = !claims.is_empty() || roll.entries.iter().any(|entry| entry.role() == Some(Role::Respond));
    let languages =
        roll.entries.iter().any(|entry| is_english(&entry.key)) && roll.entries.iter().any(|entry| !is_english(&entry.key) && !is_company(&entry.key));
    // Who is addressed and not asked may be the one that the text calls by another name.
    let unanswered =
        |place: usize, entry: &Entry| entry.addressed && entry.role().is_none() && !is_assembly(&entry.key) && owed.get(place).is_none_or(Vec::is_empty);
    let any_unanswered = roll.entries.iter().enumerate().any(|(place, entry)| unanswered(place, entry));
    let mut addressees = Vec::with_capacity(roll.entries.len());
    let entries = roll.entries.into_iter().zip(owed.into_iter().chain(std::iter::repeat_with(Vec::new)));
    for (place, (entry, owed)) in entries.enumerate() {
        let contradicted = (entry.contradicted && entry.text.is_some()) || otherwise.contains(&place);
        // In a letter in two languages the same body may have two names. What may be half a name is so, whatever a sentence calls it.
        let near = languages && is_english(&entry.key) || entry.doubts.has(Doubt::NearName) && !is_company(&entry.key);
        let other_name = any_unanswered && !entry.addressed || is_assembly(&entry.key);
        let further = |doubts: Doubts| doubts.and_if(other_name, Doubt::BodyAssumed).and_if(contradicted, Doubt::Contradicted).and_if(near, Doubt::NearName);
        let owed = owed.into_iter().map(|owed| Owed { doubts: further(owed.doubts), named: owed.named && entry.addressed, ..owed }).collect();
        addressees.push(addressee(entry, sense::checked(owed, wish), wish, some_asked, &closed));
    }
    Resolved { addressees, leftover }
}

/// An answer is asked for, and nobody is left to give it: what headings say of others may be wrong, and whom the letter names besides is
/// reported.
fn orphans(roll: &mut Roll, around: Surroundings<'_>) -> Vec<Leftover> {
    let by_heading = roll.entries.iter_mut().filter(|entry| entry.text.is_none() && !is_assembly(&entry.key) && entry.heading != Some(Role::Respond));
    by_heading.for_each(|entry| entry.touched = Some(false));
    accounts::named_anywhere(around, roll)
}

/// "Ett förnyat svar" is the second only where there is a first: what was asked of an earlier audit is no first response now.
fn as_first_without_another(requests: &mut [Request], letter: Option<NaiveDate>) {
    let is_over = |request: &Request| request.due.zip(letter).is_some_and(|(due, letter)| due <= letter);
    let first = requests.iter().any(|request| request.kind == RoundKind::First && request.dated && !is_over(request));
    for request in requests.iter_mut().filter(|request| !first && request.renews && request.kind == RoundKind::FollowUp) {
        request.kind = RoundKind::First;
    }
}

/// "Vid två tillfällen", and then two days with a sentence each: the later one is for the follow-up.
fn second_as_follow_up(requests: &mut [Request], letter: Option<NaiveDate>) {
    let to_come = |request: &Request| request.due.filter(|due| letter.is_none_or(|letter| *due > letter));
    if requests.iter().any(|request| request.kind == RoundKind::FollowUp || request.corrects) {
        return;
    }
    let mut days: Vec<NaiveDate> = requests.iter().filter_map(to_come).collect();
    days.sort_unstable();
    days.dedup();
    let [_, second] = days.as_slice() else { return };
    let by_name = requests.iter().filter(|request| matches!(request.target, Target::Body(_)) && request.due.is_some()).count();
    if by_name < 2 || requests.iter().all(|request| matches!(&request.target, Target::Body(_))) && same_body(requests) {
        requests.iter_mut().filter(|request| request.due == Some(*second)).for_each(|request| request.kind = RoundKind::FollowUp);
    }
}

/// "Nämnden svarade den 29 februari. Vi vill nu ha en lägesrapport": whether it is a first answer or a follow-up, the letter does not say.
fn second_report(requests: &mut [Request], answered_before: bool) {
    let of_progress = |request: &Request| answered_before && request.phrase.text.to_lowercase().contains("lägesr");
    requests.iter_mut().filter(|request| request.kind == RoundKind::First && of_progress(request)).for_each(|request| {
        request.doubts = request.doubts.and(Doubt::RequestAssumed);
    });
}

/// Whether all requests are for one body.
fn same_body(requests: &[Request]) -> bool {
    let key = |request: &Request| if let Target::Body(mention) = &request.target { Some(mention.key.clone()) } else { None };
    let first = requests.first().and_then(key);
    requests.iter().all(|request| key(request) == first)
}

/// What each body owes, each response with its doubts.
fn owed_by_each(claims: &[Claim<'_>], bodies: usize, letter: Option<NaiveDate>) -> Vec<Vec<Owed>> {
    let mut by_place: Vec<Vec<&Claim<'_>>> = vec![Vec::new(); bodies];
    for claim in claims {
        by_place.get_mut(claim.place).into_iter().for_each(|own| own.push(claim));
    }
    let owed_by = |own: Vec<&Claim<'_>>| {
        let of = |kind| own.iter().copied().filter(|claim| claim.request.kind == kind).collect::<Vec<_>>();
        if let Some(two) = one_after_the_other(&own, letter) {
            return two;
        }
        [RoundKind::First, RoundKind::FollowUp].into_iter().filter_map(|kind| settled(&of(kind), kind, letter)).collect()
    };
    by_place.into_iter().map(owed_by).collect()
}

/// Two sentences that ask the same body as directly, for days that lie most of a year apart, and no word says which response is which: the
/// later may be the second one, and a person looks.
fn one_after_the_other(own: &[&Claim<'_>], letter: Option<NaiveDate>) -> Option<Vec<Owed>> {
    const APART: i64 = 270;
    let sure = |claim: &&&Claim<'_>| !claim.request.doubts.has(Doubt::RequestAssumed) && claim.request.due.zip(letter).is_none_or(|(due, letter)| due > letter);
    let strongest = own.iter().filter(sure).filter(|claim| claim.request.due.is_some()).map(|claim| claim.strength).max()?;
    let dated: Vec<&&Claim<'_>> = own.iter().filter(sure).filter(|claim| claim.strength == strongest && claim.request.due.is_some()).collect();
    let days: BTreeSet<NaiveDate> = dated.iter().filter_map(|claim| claim.request.due).collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let said = own.iter().any(|claim| claim.request.kind == RoundKind::FollowUp || claim.request.corrects);
    if said || days.len() != 2 || (last - first).num_days() < APART {
        return None;
    }
    let round = |kind: RoundKind, day: NaiveDate| {
        let claims: Vec<&Claim<'_>> = dated.iter().filter(|claim| claim.request.due == Some(day)).map(|claim| **claim).collect();
        settled(&claims, kind, letter).map(|owed| Owed { doubts: owed.doubts.and(Doubt::RequestAssumed), ..owed })
    };
    Some([(RoundKind::First, first), (RoundKind::FollowUp, last)].into_iter().filter_map(|(kind, day)| round(kind, day)).collect())
}

/// Who is asked by name for which response, with a day: what is asked of "övriga" is not asked of them.
fn dated_by_name(requests: &[Request]) -> HashSet<(RoundKind, String)> {
    let by_name = |request: &Request| match &request.target {
        Target::Body(mention) if request.dated => Some((request.kind, mention.key.clone())),
        Target::Body(_) | Target::Group { .. } | Target::Unsaid => None,
    };
    requests.iter().filter_map(by_name).collect()
}

/// Puts everybody that requests and statements name on the roll, and notes what statements say.
fn name_all(roll: &mut Roll, requests: &[Request], statements: &[Statement]) {
    for statement in statements.iter().filter(|statement| statement.mark.body.group.is_none()) {
        roll.say(&statement.mark.body, statement.mark.role, &statement.phrase);
    }
    for request in requests {
        if let Target::Body(mention) = &request.target {
            roll.place(mention, &request.phrase);
        }
    }
    let asked: HashSet<&str> =
        requests.iter().filter_map(|request| if let Target::Body(mention) = &request.target { Some(mention.key.as_str()) } else { None }).collect();
    for statement in statements {
        let Some(group) = statement.mark.body.group else { continue };
        for entry in &mut roll.entries {
            let named = statement.besides.contains(&entry.key) || asked.contains(entry.key.as_str());
            let meant = match group {
                Group::Others => !named,
                Group::Executives => is_executive(&entry.key),
                Group::Line => !is_assembly(&entry.key) && !is_company(&entry.key) && !is_executive(&entry.key),
                Group::Districts => is_district(&entry.key),
                Group::Companies | Group::Company => is_company(&entry.key),
                Group::All => !is_assembly(&entry.key) || statement.mark.role != Role::Respond,
                Group::Boards | Group::Every | Group::Board => !is_assembly(&entry.key) && !is_company(&entry.key),
            };
            // "Nämnden får rapporten för kännedom" is about one; which, is said by the section or not at all.
            if meant && entry.role().is_none() && !group.is_one() && !(named && statement.mark.role != Role::Respond) {
                entry.text = Some((statement.mark.role, statement.phrase.clone()));
            }
        }
    }
}

/// The places on the roll that a request is for, with the doubts about each.
fn targets(roll: &mut Roll, request: &Request, dated: &HashSet<(RoundKind, String)>, asked: &HashSet<usize>) -> Vec<(usize, Doubts, Strength)> {
    match &request.target {
        Target::Body(mention) => roll.place(mention, &request.phrase).map(|place| (place, mention.doubts, Strength::Name)).into_iter().collect(),
        Target::Unsaid => unsaid(&roll.entries, asked, request.kind).into_iter().map(|(place, doubts)| (place, doubts, Strength::Unsaid)).collect(),
        Target::Group { group, count, excepted, besides } => {
            let named = |key: &String| dated.contains(&(request.kind, key.clone()));
            let members = members(&roll.entries, *group);
            let meant = members.into_iter().filter(|(place, _)| {
                let Some(entry) = roll.entries.get(*place) else { return false };
                let other = *group == Group::Others && (besides.contains(&entry.key) || named(&entry.key));
                !excepted.contains(&entry.key) && !other
            });
            let meant: Vec<(usize, Doubts)> = meant.collect();
            // "De båda nämnderna", and three of them: which two is not said.
            let sure = meant.iter().filter(|(_, doubts)| doubts.is_none()).count();
            let miscounted = count.is_some_and(|count| ![sure, meant.len(), sure + excepted.len()].contains(&count));
            meant.into_iter().map(|(place, doubts)| (place, doubts.and_if(miscounted, Doubt::Counts), Strength::Group)).collect()
        }
    }
}

fn answering(entries: &[Entry]) -> Vec<(usize, &Entry)> {
    entries.iter().enumerate().filter(|(_, entry)| entry.may_answer()).collect()
}

/// The bodies that some sentence asks by name or in a group, whether it gives a day or not.
fn asked_anywhere(roll: &Roll, requests: &[Request]) -> HashSet<usize> {
    let place = |key: &str| roll.entries.iter().position(|entry| entry.key == key);
    let mut found = HashSet::new();
    for request in requests {
        match &request.target {
            Target::Body(mention) => found.extend(place(&mention.key)),
            Target::Group { group, excepted, .. } if *group != Group::Others => {
                let sure = members(&roll.entries, *group).into_iter().filter(|(_, doubts)| doubts.is_none());
                found.extend(sure.map(|(place, _)| place).filter(|place| roll.entries.get(*place).is_some_and(|entry| !excepted.contains(&entry.key))));
            }
            Target::Group { .. } | Target::Unsaid => {}
        }
    }
    found
}

/// Whom a sentence means that names nobody: those who are asked elsewhere, when the letter says who they are; otherwise
/// all who may answer, and a person must look unless there is only one.
fn unsaid(entries: &[Entry], asked: &HashSet<usize>, kind: RoundKind) -> Vec<(usize, Doubts)> {
    let candidates = answering(entries);
    let explicit = |place: usize, entry: &Entry| entry.role() == Some(Role::Respond) || asked.contains(&place);
    let any_explicit = candidates.iter().any(|(place, entry)| explicit(*place, entry));
    let alone = candidates.len() == 1;
    let meant = candidates.into_iter().filter(|(place, entry)| kind == RoundKind::First || !any_explicit || explicit(*place, entry));
    meant.map(|(place, entry)| (place, Doubts::NONE.and_if(!alone && !explicit(place, entry), Doubt::BodyAssumed))).collect()
}

/// The bodies of a group, with the doubts about each.
fn members(entries: &[Entry], group: Group) -> Vec<(usize, Doubts)> {
    let candidates = answering(entries);
    let boards = candidates.iter().filter(|(_, entry)| !is_executive(&entry.key) && !is_company(&entry.key)).count();
    let sure = |entries: Vec<(usize, &Entry)>| entries.into_iter().map(|(place, _)| (place, Doubts::NONE)).collect::<Vec<_>>();
    match group {
        Group::Others => sure(candidates),
        Group::Companies => sure(candidates.into_iter().filter(|(_, entry)| is_company(&entry.key)).collect()),
        Group::Executives => sure(candidates.into_iter().filter(|(_, entry)| is_executive(&entry.key)).collect()),
        Group::Line => sure(candidates.into_iter().filter(|(_, entry)| !is_executive(&entry.key) && !is_company(&entry.key)).collect()),
        Group::Districts => sure(candidates.into_iter().filter(|(_, entry)| is_district(&entry.key)).collect()),
        Group::All | Group::Every | Group::Boards => {
            // The executive board is a board in law; where several others are there, "nämnderna" may leave it out.
            let left_out = |entry: &Entry| is_company(&entry.key) || is_executive(&entry.key);
            let doubtful = |entry: &Entry| group != Group::All && boards >= 2 && left_out(entry);
            let explicit = |entry: &Entry| entry.role() == Some(Role::Respond);
            candidates.into_iter().map(|(place, entry)| (place, Doubts::NONE.and_if(doubtful(entry) && !explicit(entry), Doubt::BodyAssumed))).collect()
        }
        Group::Board | Group::Company => {
            let fits = |entry: &Entry| (group == Group::Company) == is_company(&entry.key);
            let mut meant: Vec<(usize, &Entry)> = candidates.iter().copied().filter(|(_, entry)| fits(entry)).collect();
            let without_executive: Vec<(usize, &Entry)> = meant.iter().copied().filter(|(_, entry)| !is_executive(&entry.key)).collect();
            if without_executive.len() == 1 {
                meant = without_executive;
            } else if meant.is_empty() {
                meant = candidates;
            }
            let several = meant.len() > 1;
            meant.into_iter().map(|(place, _)| (place, Doubts::NONE.and_if(several, Doubt::BodyAssumed))).collect()
        }
    }
}

/// What all claims on one body for one response come to.
fn settled(claims: &[&Claim<'_>], kind: RoundKind, letter: Option<NaiveDate>) -> Option<Owed> {
    let after_correction = claims.iter().rposition(|claim| claim.request.corrects && claim.request.due.is_some()).unwrap_or_default();
    let corrected = claims.iter().any(|claim| claim.request.corrects && claim.request.due.is_some());
    let mut left: Vec<&&Claim<'_>> = claims.iter().skip(if corrected { after_correction } else { 0 }).collect();
    // A day that is over was asked for earlier, where there is one to come.
    let to_come = |claim: &Claim<'_>| claim.request.due.zip(letter).is_none_or(|(due, letter)| due > letter);
    if left.iter().any(|claim| claim.request.due.is_some() && to_come(claim)) {
        left.retain(|claim| to_come(claim));
    }
    // A day beats a request without one, and a name beats a group: what is said of all has its exceptions.
    if left.iter().any(|claim| claim.request.dated) {
        left.retain(|claim| claim.request.dated);
    }
    if left.iter().any(|claim| claim.request.due.is_some()) {
        left.retain(|claim| claim.request.due.is_some());
    }
    // What may be a request gives way to what is one; but a name with another day is not outdone by a sentence without it.
    let by_name: Vec<Option<NaiveDate>> = left.iter().filter(|claim| claim.strength == Strength::Name).map(|claim| claim.request.due).collect();
    if left.iter().any(|claim| !claim.request.doubts.has(Doubt::RequestAssumed)) {
        left.retain(|claim| !claim.request.doubts.has(Doubt::RequestAssumed));
    }
    let strongest = left.iter().map(|claim| claim.strength).max()?;
    let weaker = left.iter().any(|claim| claim.strength < strongest && claim.strength == Strength::Unsaid);
    left.retain(|claim| claim.strength == strongest || (weaker && claim.strength == Strength::Group));
    let doubts_of = |claim: &Claim<'_>| claim.request.doubts.with(claim.doubts);
    let best = left.iter().min_by_key(|claim| doubts_of(claim).listed().len())?;
    let outdone = best.strength < Strength::Name && by_name.iter().any(|due| *due != best.request.due);
    // A day by name that only may be meant still speaks against another.
    let outdone = outdone || by_name.iter().flatten().any(|due| Some(*due) != best.request.due);
    let disagrees = outdone || left.iter().any(|claim| claim.request.due != best.request.due);
    let doubts = doubts_of(best).and_if(disagrees, Doubt::Contradicted).and_if(best.request.due.is_none(), Doubt::NoDay);
    Some(Owed { kind, day: best.request.due, phrase: shortened(&best.request.phrase), doubts, named: best.strength == Strength::Name })
}

fn addressee(entry: Entry, mut owed: Vec<Owed>, wish: Wish, some_asked: bool, closed: &Closed) -> Addressee {
    let said = entry.role();
    let mut doubts = entry.doubts;
    doubts = doubts.and_if(entry.contradicted, Doubt::Contradicted);
    let asked = !owed.is_empty();
    let (role, assumed) = match (asked, said) {
        (true, Some(Role::Respond)) => (Role::Respond, false),
        (true, None) => (Role::Respond, false),
        (true, Some(_)) => {
            doubts = doubts.and(Doubt::Contradicted);
            (Role::Respond, false)
        }
        // The words around its name ask it, and no request was understood: that it must answer is more likely.
        (false, role) if entry.touched == Some(true) && !wish.refused && role != Some(Role::Respond) => (Role::Respond, true),
        (false, Some(role)) => (role, false),
        (false, None) if is_assembly(&entry.key) => (Role::Information, !matches!(wish.lone, Some(Role::Information)) || some_asked),
        (false, None) => match (some_asked, wish.wanted, wish.lone) {
            (false, true, _) if !wish.refused => (Role::Respond, true),
            (false, false, Some(role)) => (role, closed.is_open()),
            // "Sänds till er för svar": whoever is addressed is asked, also where another has a day and this one has none.
            (true, _, Some(Role::Respond)) if entry.addressed && !wish.refused => (Role::Respond, true),
            // Nobody says what it gets the letter for: that it need not answer is a guess, and is shown as one.
            _ => (Role::Information, true),
        },
    };
    doubts = doubts.and_if(entry.touched.is_some() && !asked, Doubt::RequestAssumed);
    let about_body = |owed: &Owed| owed.doubts.has(Doubt::BodyAssumed) || owed.doubts.has(Doubt::NearName);
    let body_doubted = owed.iter().all(about_body) && asked;
    let only_perhaps = asked && owed.iter().all(|owed| owed.doubts.has(Doubt::RequestAssumed));
    doubts = doubts.and_if(only_perhaps && said != Some(Role::Respond), Doubt::RequestAssumed);
    doubts = doubts.and_if(assumed, Doubt::RequestAssumed).and_if(body_doubted && said != Some(Role::Respond), Doubt::BodyAssumed);
    let phrase = match (&entry.text, owed.first()) {
        (Some((said, phrase)), _) if *said == role => phrase.clone(),
        (_, Some(first)) if entry.heading != Some(role) => first.phrase.clone(),
        _ => entry.phrase.clone(),
    };
    if role == Role::Respond && owed.is_empty() {
        owed.push(Owed { kind: RoundKind::First, day: None, phrase: phrase.clone(), doubts: Doubts::of(Doubt::NoDay), named: false });
    }
    let rounds = owed.into_iter().map(|owed| closed.round(owed)).collect();
    let certainty = closed.certainty(doubts);
    let (body, meant) = match entry.written {
        Some(written) => (written, Some(entry.name)),
        None => (entry.name, None),
    };
    Addressee { body, meant, role, certainty, doubts: doubts.listed(), phrase: shortened(&phrase), rounds }
}

fn shortened(phrase: &Phrase) -> Phrase {
    let mut phrase = phrase.clone();
    if let Some((end, _)) = phrase.text.char_indices().nth(LONGEST_PHRASE) {
        phrase.text.truncate(end);
    }
    phrase
}
