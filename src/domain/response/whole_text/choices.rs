//! What was chosen, in words: as it is written out, and as it is understood.

use super::headings::folded;
use crate::domain::response::{Agreement, Outcome, Stance};

/// What the board chose, as it is written out.
pub(super) fn stance_words(stance: Stance) -> &'static str {
    match stance {
        Stance::Planned => "Nämnden planerar åtgärder.",
        Stance::Done => "Åtgärden är redan genomförd.",
        Stance::None => "Nämnden planerar inga åtgärder.",
        Stance::Elsewhere => "Svaret lämnas i särskild ordning.",
        Stance::Same => "Samma åtgärd som en annan punkt.",
    }
}

/// Whether the board agrees, as it is written out.
pub(super) fn agreement_words(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Agrees => "Ja",
        Agreement::InPart => "Delvis",
        Agreement::Disagrees => "Nej",
    }
}

/// Whether the board agrees, where its first word says so, and what follows that word.
pub(super) fn agreement(text: &str) -> (Option<Agreement>, &str) {
    let words = [
        ("nämnden instämmer delvis", Agreement::InPart),
        ("nämnden instämmer inte", Agreement::Disagrees),
        ("nämnden instämmer", Agreement::Agrees),
        ("instämmer delvis", Agreement::InPart),
        ("instämmer inte", Agreement::Disagrees),
        ("instämmer", Agreement::Agrees),
        ("delvis", Agreement::InPart),
        ("nej", Agreement::Disagrees),
        ("ja", Agreement::Agrees),
        ("in part", Agreement::InPart),
        ("no", Agreement::Disagrees),
        ("yes", Agreement::Agrees),
    ];
    begins_with(text, &words).map_or((None, text), |(agreement, rest)| (Some(agreement), rest))
}

/// The choice that a text begins with, and what follows it.
fn begins_with<'a, T: Copy>(text: &'a str, words: &[(&str, T)]) -> Option<(T, &'a str)> {
    let lower = text.to_lowercase();
    words.iter().find_map(|(word, meant)| {
        let rest = lower.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphabetic))?;
        let from = text.len().saturating_sub(rest.len());
        Some((*meant, text.get(from..).unwrap_or(text).trim_start_matches(['.', ',', ':', ' ', '–', '-', '\n'])))
    })
}

/// What became of a promise, as it is written out.
pub(super) fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "Genomförd",
        Outcome::UnderWay => "Pågår",
        Outcome::NotDone => "Inte genomförd",
        Outcome::Replaced => "Ersatt av annan åtgärd",
        Outcome::Dropped => "Genomförs inte",
    }
}

/// What the board chose, where its words say so.
pub(super) fn stance(text: &str) -> Option<Stance> {
    let text = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["inga åtgärder", "ingen åtgärd", "no measures"]) {
        Some(Stance::None)
    } else if text.trim_start().starts_with("samma åtgärd som") || text.trim_start().starts_with("the same measure as") {
        Some(Stance::Same)
    } else if says(&["särskild ordning", "given separately"]) {
        Some(Stance::Elsewhere)
    } else if says(&["redan genomförd", "already done", "already completed"]) {
        Some(Stance::Done)
    } else if says(&["planerar åtgärder", "plans measures", "plan measures"]) {
        Some(Stance::Planned)
    } else {
        None
    }
}

/// Whether nothing but a choice is said, so that no word is lost when only the choice is kept.
pub(super) fn is_choice_alone(text: &str) -> bool {
    const WHO: [&str; 7] = ["nämnden", "styrelsen", "kommunstyrelsen", "vi", "the board", "we", "svaret lämnas i"];
    const WHAT: [&str; 14] = [
        "samma åtgärd som en annan punkt",
        "planerar åtgärder",
        "planerar inga åtgärder",
        "inga åtgärder",
        "inga åtgärder planeras",
        "åtgärden är redan genomförd",
        "redan genomförd",
        "särskild ordning",
        "i särskild ordning",
        "plans measures",
        "plan measures",
        "plans no measures",
        "no measures",
        "already done",
    ];
    let text = folded(text);
    text.is_empty() || WHAT.contains(&text.as_str()) || WHO.iter().any(|who| text.strip_prefix(who).is_some_and(|rest| WHAT.contains(&rest.trim_start())))
}

/// "Genomförd. Rutinen antogs i maj." is an outcome and what was done.
pub(super) fn outcome(value: &str) -> (Option<Outcome>, &str) {
    let words = [
        ("inte genomförd", Outcome::NotDone),
        ("ej genomförd", Outcome::NotDone),
        ("not done", Outcome::NotDone),
        ("genomförs inte", Outcome::Dropped),
        ("will not be done", Outcome::Dropped),
        ("genomförd", Outcome::Done),
        ("done", Outcome::Done),
        ("pågår", Outcome::UnderWay),
        ("under way", Outcome::UnderWay),
        ("ersatt av annan åtgärd", Outcome::Replaced),
        ("ersatt", Outcome::Replaced),
        ("replaced by another measure", Outcome::Replaced),
        ("replaced", Outcome::Replaced),
    ];
    begins_with(value, &words).map_or((None, value), |(outcome, rest)| (Some(outcome), rest))
}
