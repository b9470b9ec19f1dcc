//! What a board has to do: what is late, what is near, what comes later.

use super::store::{self, OwnRound};
use super::texts::Texts;
use super::to_do::{Group, List, Row};
use crate::domain::address;
use crate::domain::calendar::{self, Standing};
use crate::domain::round::RoundKey;
use crate::platform::failure::Failure;
use crate::platform::gate::Visit;
use crate::platform::parts::{Chip, Due};
use crate::platform::words::Words;

pub(super) async fn list(visit: &mut Visit, t: Texts) -> Result<List, Failure> {
    let boards = visit.person().map(crate::domain::actor::Person::boards).unwrap_or_default();
    let (words, today) = (visit.words(), visit.today());
    let rounds = store::own_rounds(visit.conn(), boards).await?;
    let (mut late, mut near, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for round in &rounds {
        let standing = calendar::standing(round.due_on, today);
        let group = match standing {
            Standing::DaysLate(_) => &mut late,
            Standing::LastDay => &mut near,
            Standing::DaysLeft(n) if n <= 14 => &mut near,
            Standing::DaysLeft(_) => &mut later,
        };
        group.push(row(round, standing, t, words));
    }
    Ok(List {
        sentence: sentence(&rounds, t, words),
        warning: None,
        groups: vec![
            Group::new(t, t.overdue(), late, "/yttranden?status=forsenat"),
            Group::new(t, t.soon(), near, "/yttranden?status=vantar"),
            Group::new(t, t.later(), later, "/yttranden?status=vantar"),
        ],
        more: vec![("/yttranden", t.earlier())],
    })
}

fn sentence(rounds: &[OwnRound], t: Texts, words: Words) -> String {
    let Some(first) = rounds.first() else { return t.nothing().to_owned() };
    let mut names: Vec<&str> = rounds.iter().map(|round| round.board_name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let names = match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {} {last}", rest.join(", "), t.lang.pick("och", "and")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    };
    t.board_sentence(&names, i64::try_from(rounds.len()).unwrap_or(0), &words.weekday_date(first.due_on))
}

fn row(round: &OwnRound, standing: Standing, t: Texts, words: Words) -> Row {
    let stage = match round {
        OwnRound { decided: true, .. } => t.stage_decided(),
        OwnRound { locked: true, .. } => t.stage_locked(),
        OwnRound { waits_for_first: true, .. } => t.waits_for_first(),
        OwnRound { begun: 1.., .. } => t.stage_begun(),
        _ => t.stage_not_begun(),
    };
    let mut meta = vec![round.reference.clone(), round.board_name.clone(), stage.to_owned()];
    if round.begun > 0 && !round.locked {
        meta.push(t.answers_done(round.complete, round.items));
    }
    if let (Some(at), Some(by)) = (round.saved_at, &round.saved_by) {
        meta.push(t.changed(&words.date(calendar::day_of(at)), by));
    }
    Row {
        url: address::desk(&round.key, &round.board_slug, RoundKey::new(round.ordinal)),
        name: format!("{}: {}", words.round_title(round.kind, round.ordinal), round.title),
        meta: meta.join(" · "),
        chip: Chip::of_deadline(words, standing),
        due: Some(Due::with_weekday(words, round.last_day(), &address::response(&round.key, &round.board_slug, RoundKey::new(round.ordinal)))),
        diary: None,
    }
}
