//! What a board has to do: what is late, what is near, what comes later.

use chrono::{Days, NaiveDate};

use super::access;
use super::store::{self, AccessRequest, OwnCount, OwnMeasure, OwnPart, OwnRound, Undecided};
use super::texts::Texts;
use super::to_do::{Group, List, Row, SHOWN};
use crate::domain::address;
use crate::domain::calendar::{self, Standing};
use crate::domain::policy::{Scope, Verb};
use crate::domain::round::{RoundKey, RoundState};
use crate::platform::failure::Failure;
use crate::platform::gate::Passage;
use crate::platform::parts::{Chip, Due};
use crate::platform::texts::Apart;
use crate::platform::theirs::{their_round, theirs};
use crate::platform::words::Words;

/// What is due within so many days is near.
const NEAR: u64 = 14;

#[expect(clippy::too_many_lines, reason = "a page, group by group")]
pub(super) async fn list(visit: &mut Passage, t: Texts) -> Result<List, Failure> {
    let boards = visit.person().map(crate::domain::actor::Person::boards).unwrap_or_default();
    let (words, today) = (visit.words(), visit.today());
    let last_near = today.checked_add_days(Days::new(NEAR)).unwrap_or(today);
    let rounds = store::own_rounds(visit.conn(), boards.clone(), (today, last_near), SHOWN).await?;
    let undecided = store::own_undecided(visit.conn(), boards.clone(), SHOWN).await?;
    let own = match visit.person().map(|person| person.id) {
        Some(person) => store::own_parts(visit.conn(), person, boards.clone(), SHOWN).await?,
        None => Vec::new(),
    };
    let since = access::since(visit);
    let count = store::own_count(visit.conn(), boards, last_near, &since).await?;
    let told = access::group(&count.access.0, visit, t);
    let asking = asking(&count.requests.0, visit, t);
    let (mut late, mut near, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for round in &rounds {
        let standing = calendar::standing(round.last_day.due_on, today);
        let group = match standing {
            Standing::DaysLate(_) => &mut late,
            Standing::LastDay => &mut near,
            Standing::DaysLeft(_) if round.last_day.due_on <= last_near => &mut near,
            Standing::DaysLeft(_) => &mut later,
        };
        let may_decide = visit.may(Verb::RecordDecision, Scope::Board(round.board));
        group.push(row(round, standing, may_decide, t, words));
    }
    let all_undecided = undecided.first().map_or(0, |round| round.of_all);
    let all_asked = undecided.first().map_or(0, |round| round.of_all_asked);
    let asked: Vec<Row> = undecided.iter().filter_map(|round| Some(to_supplement(round, round.supplement_due_on?, visit, t))).collect();
    let undecided = undecided.iter().filter(|round| round.last_day.undecided).map(|round| {
        let may_decide = visit.may(Verb::RecordDecision, Scope::Board(round.board));
        to_decide(round, may_decide, t, words)
    });
    let undecided = undecided.collect();
    let measures = measures(&count.measures, visit, t);
    let all_own = own.first().map_or(0, |round| round.of_all);
    let own = own.iter().map(|round| yours(round, today, t, words)).collect();
    Ok(List {
        health: Vec::new(),
        sentence: match (count.first_due_on, asked.is_empty(), measures.is_empty()) {
            (None, false, _) => t.only_supplements().to_owned(),
            (None, true, false) => t.only_measures().to_owned(),
            (Some(_), ..) | (None, true, true) => sentence(&count, t, words),
        },
        warning: warning(&count, t, words),
        whose: None,
        groups: vec![
            Group::new(t, t.yours(), own, all_own, "/yttranden?status=vantar"),
            Group::new(t, t.supplements(), asked, all_asked, "/yttranden?status=inkommet"),
            Group::new(t, t.undecided(), undecided, all_undecided, "/yttranden?status=inkommet"),
            Group::new(t, t.overdue(), late, count.late, "/yttranden?status=forsenat"),
            Group::new(t, t.soon(), near, count.near, "/yttranden?status=vantar"),
            Group::of(t, t.measures_due(), measures, "/yttranden?status=inkommet"),
            asking,
            Group::new(t, t.later(), later, count.later, "/yttranden?status=vantar"),
            told,
        ],
        more: std::iter::once(("/yttranden".to_owned(), t.earlier().to_owned())).chain(substitutes(&count, visit, t)).collect(),
    })
}

fn sentence(count: &OwnCount, t: Texts, words: Words) -> String {
    let Some(first) = count.first_due_on else { return t.nothing().to_owned() };
    let boards: Vec<String> = count.boards.iter().map(|board| Apart(board).to_string()).collect();
    let names = match boards.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {} {last}", rest.join(", "), t.lang.pick("och", "and")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    };
    t.board_sentence(&names, count.awaited, &words.weekday_date(first))
}

/// In whose place she answers, and whose roles end before long.
fn warning(count: &OwnCount, t: Texts, words: Words) -> Option<String> {
    let standing_in = count.standing_in.0.iter().map(|one| t.you_stand_in(&one.name, &one.board, &words.date(one.to)));
    let ending = count.ending.0.iter().flat_map(|one| {
        let (role, day) = (words.role(one.role), words.date(one.to));
        let said = if one.own { t.yours_ends(role, &one.board, &day) } else { t.somebodys_ends(&one.name, role, &one.board, &day) };
        [Some(said), one.leaves_nobody.then(|| t.then_nobody(&one.board))]
    });
    let said: Vec<String> = standing_in.chain(ending.flatten()).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// Where she names who stands in for her, at each board that she answers for.
fn substitutes(count: &OwnCount, visit: &Passage, t: Texts) -> Vec<(String, String)> {
    let answers = count.own.0.iter().filter(|board| visit.may(Verb::SubmitResponse, Scope::Board(board.id)));
    answers.map(|board| (format!("/ersattare/{}", board.slug), t.substitutes(&board.name))).collect()
}

/// What the reader is to write of a response.
fn yours(round: &OwnPart, today: NaiveDate, t: Texts, words: Words) -> Row {
    let parts: Vec<&str> = round.parts.iter().map(|code| if code.is_empty() { t.the_summary() } else { code.as_str() }).collect();
    Row {
        url: round.name.desk_url(),
        name: words.round_heading(&their_round(words.lang(), &round.name)),
        meta: [round.name.reference.clone(), theirs(words.lang(), &round.name.board_name), t.your_parts(&parts.join(", "))].join(" · "),
        chip: Chip::of_deadline(words, calendar::standing(round.last_day.due_on, today)),
        due: Some(Due::with_weekday(words, round.last_day, &round.name)),
        diary: None,
        prompt: None,
    }
}

/// What was handed in before the board decided: the decision is to be recorded.
fn to_decide(round: &Undecided, may_decide: bool, t: Texts, words: Words) -> Row {
    let late = round.last_day.lateness(round.received_on);
    Row {
        url: if may_decide { round.name.below_desk("beslut-efterat") } else { round.name.response_url() },
        name: words.round_heading(&their_round(words.lang(), &round.name)),
        meta: [round.name.reference.clone(), theirs(words.lang(), &round.name.board_name), t.received(&words.date(round.received_on), &words.lateness(late))]
            .join(" · "),
        chip: Some(Chip::of_round(words, RoundState::Received { late })),
        due: None,
        diary: None,
        prompt: None,
    }
}

/// What the auditors want added to what was handed in, by its own day.
fn to_supplement(round: &Undecided, day: NaiveDate, visit: &Passage, t: Texts) -> Row {
    let (words, may) = (visit.words(), visit.may(Verb::DraftResponse, Scope::Board(round.board)));
    Row {
        url: if may { round.name.supplement_url() } else { round.name.response_url() },
        name: words.round_heading(&their_round(words.lang(), &round.name)),
        meta: [round.name.reference.clone(), theirs(words.lang(), &round.name.board_name), t.supplement_by(&words.weekday_date(day))].join(" · "),
        chip: Chip::of_deadline(words, calendar::standing(day, visit.today())),
        due: None,
        diary: None,
        prompt: None,
    }
}

/// Measures whose day has come: a row for each response in which they were planned. Nothing of it is late.
fn measures(all: &[OwnMeasure], visit: &Passage, t: Texts) -> Vec<Row> {
    let mine = |measure: &&OwnMeasure| measure.between.is_asked(visit.today()) && visit.may(Verb::SubmitResponse, Scope::Board(measure.board));
    let mut rounds: Vec<(&OwnMeasure, i64)> = Vec::new();
    for measure in all.iter().filter(mine) {
        match rounds.iter_mut().find(|(first, _)| (first.board, &first.key) == (measure.board, &measure.key)) {
            Some((_, count)) => *count += 1,
            None => rounds.push((measure, 1)),
        }
    }
    let row = |(measure, count): (&OwnMeasure, i64)| Row {
        url: format!("{}/lagesbesked", address::response(&measure.key, &measure.board_slug, RoundKey::new(1))),
        name: theirs(t.lang, &measure.title),
        meta: [Apart(&measure.reference).to_string(), theirs(t.lang, &measure.board_name), t.measures_to_tell(count)].join(" · "),
        chip: None,
        due: None,
        diary: None,
        prompt: None,
    };
    rounds.into_iter().map(row).collect()
}

/// Who asks to work for a board that she answers for. They wait for a month at most, and twenty for a board.
fn asking(all: &[AccessRequest], visit: &Passage, t: Texts) -> Group {
    let mine: Vec<&AccessRequest> = all.iter().filter(|one| visit.may(Verb::SubmitResponse, Scope::Board(one.board))).collect();
    let list = mine.first().map_or_else(String::new, |one| format!("/atkomst/{}", one.board_slug));
    let row = |one: &&AccessRequest| Row {
        url: format!("/atkomst/{}#begaran-{}", one.board_slug, one.id),
        name: one.name.clone(),
        meta: [one.address.clone(), theirs(t.lang, &one.board_name), t.asked_on(&visit.words().instant(one.asked_at))].join(" · "),
        chip: Some(Chip::info(t.waits())),
        due: None,
        diary: None,
        prompt: None,
    };
    Group::of(t, t.access_requests(), mine.iter().map(row).collect(), list)
}

/// Where the next step is taken: once the text is locked, what remains is to record the decision and to hand in.
fn next_step(round: &OwnRound, may_decide: bool) -> String {
    match round {
        OwnRound { decided: true, .. } if may_decide => round.name.below_desk("skicka"),
        OwnRound { locked: true, .. } if may_decide => round.name.below_desk("beslut"),
        _ => round.name.desk_url(),
    }
}

fn row(round: &OwnRound, standing: Standing, may_decide: bool, t: Texts, words: Words) -> Row {
    let stage = match round {
        OwnRound { decided: true, .. } => t.stage_decided(),
        OwnRound { locked: true, .. } => t.stage_locked(),
        OwnRound { waits_for_first: true, .. } => t.waits_for_first(),
        OwnRound { begun: 1.., .. } => t.stage_begun(),
        _ => t.stage_not_begun(),
    };
    let mut meta = vec![round.name.reference.clone(), theirs(words.lang(), &round.name.board_name), stage.to_owned()];
    if round.begun > 0 && !round.locked {
        meta.push(t.answers_done(round.complete, round.items));
    }
    if let (Some(at), Some(by)) = (round.saved_at, &round.saved_by) {
        meta.push(t.changed(&words.date(calendar::day_of(at)), by));
    }
    Row {
        url: next_step(round, may_decide),
        name: words.round_heading(&their_round(words.lang(), &round.name)),
        meta: meta.join(" · "),
        chip: Chip::of_deadline(words, standing),
        due: Some(Due::with_weekday(words, round.last_day, &round.name)),
        diary: None,
        prompt: None,
    }
}
