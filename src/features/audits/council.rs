//! What the council did with an audit, as its page shows it: what stands, and what stood before.

use super::store::{AuditPage, CouncilRow};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::domain::council::Handling;
use crate::platform::words::Words;

/// One time that the council took it up.
pub(super) struct Act {
    pub(super) said: String,
    pub(super) asked: String,
    pub(super) minutes: String,
    /// That it was corrected, or struck, and why; the newest first.
    pub(super) corrected: Vec<String>,
    /// What stood before.
    pub(super) before: Vec<String>,
    /// Where it is corrected.
    pub(super) correct: Option<String>,
}

/// All of them, in their order.
pub(super) fn acts(audit: &AuditPage, key: &str, may_correct: bool, t: Texts, words: Words) -> Vec<Act> {
    audit.council.chunk_by(|a, b| a.n == b.n).filter_map(|versions| act(versions, key, may_correct, t, words)).collect()
}

fn act(versions: &[CouncilRow], key: &str, may_correct: bool, t: Texts, words: Words) -> Option<Act> {
    let (now, before) = versions.split_last()?;
    let corrected = versions.iter().skip(1).rev().map(|one| {
        let day = words.date(calendar::day_of(one.entered_at));
        if one.struck { t.council_struck(&day, &one.reason) } else { t.council_corrected(&day, &one.reason) }
    });
    // What was struck says what stood, and is not corrected any more.
    let correct = (may_correct && !now.struck).then(|| address::below_audit(key, &format!("fullmaktige/{}/ratta", now.n)));
    Some(Act {
        said: if now.struck { t.council_did_not(&said(now, t, words)) } else { said(now, t, words) },
        asked: if now.struck { String::new() } else { now.asked.clone() },
        minutes: if now.struck { String::new() } else { now.minutes.clone() },
        corrected: corrected.collect(),
        before: before.iter().map(|one| whole(one, t, words)).collect(),
        correct,
    })
}

fn said(one: &CouncilRow, t: Texts, words: Words) -> String {
    let day = words.date(one.held_on);
    match one.handling {
        Handling::Information => t.council_information(&day, &one.section),
        Handling::Matter => t.council_matter(&day, &one.section),
    }
}

fn whole(one: &CouncilRow, t: Texts, words: Words) -> String {
    [said(one, t, words), one.asked.clone(), one.minutes.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
