//! What the auditors have corrected of an item that is being answered: said where it is answered, with what differs. What the board
//! has written stays as it is. A text that is locked answers the item as it was worded when it was locked.

mod texts;

use chrono::{DateTime, Utc};

use super::desk::{Desk, DeskItem};
use super::show_desk::part_url;
use super::store::{Publication, Round, Wording};
use crate::domain::calendar;
use crate::domain::compared::{Piece, compare};
use crate::domain::response::AskedItem;
use crate::platform::words::Words;
pub(super) use texts::Texts;

/// A correction, ready to be drawn: what differs is marked.
pub(super) struct Correction {
    pub(super) said: String,
    /// Whoever writes has not seen it: what differs stands open.
    pub(super) open: bool,
    /// Heading and text, as they were.
    pub(super) before: [Vec<Piece>; 2],
    /// As they became.
    pub(super) after: [Vec<Piece>; 2],
}

/// An item as it was worded at an instant.
pub(super) fn as_worded(item: AskedItem, wordings: &[Wording], at: DateTime<Utc>) -> AskedItem {
    match wordings.iter().rfind(|wording| wording.worded_at <= at) {
        Some(wording) => AskedItem { version: wording.n, heading: wording.heading.clone(), body: wording.body.clone(), ..item },
        None => item,
    }
}

/// The corrections of an item, the newest first. `seen`: the wording that whoever writes has seen, where it is another by now.
pub(super) fn of_item(item: &DeskItem, seen: Option<i16>, t: Texts, words: Words) -> Vec<Correction> {
    let drawn = |one: &Wording, next: &Wording| {
        let (heading, body) = (compare(&one.heading, &next.heading), compare(&one.body, &next.body));
        Correction { said: said(item, next, t, words), open: seen.is_some_and(|seen| seen < next.n), before: [heading.0, body.0], after: [heading.1, body.1] }
    };
    let mut all: Vec<Correction> = item.wordings.iter().zip(item.wordings.iter().skip(1)).map(|(one, next)| drawn(one, next)).collect();
    all.reverse();
    all
}

fn said(item: &DeskItem, wording: &Wording, t: Texts, words: Words) -> String {
    t.corrected(&item.item.code, &words.instant(wording.worded_at), &wording.reason)
}

/// What the newest correction means for what the board has done.
pub(super) fn meaning(desk: &Desk, item: &DeskItem, t: Texts) -> Option<&'static str> {
    let newest = item.wordings.iter().skip(1).next_back()?;
    match desk.stage.locked_at() {
        Some(at) => (newest.worded_at > at).then(|| t.after_lock()),
        None => item.saved.at.is_some_and(|at| at < newest.worded_at).then(|| t.written_before()),
    }
}

/// The items of a desk that were corrected: what is said of each, and where it is answered.
pub(super) fn on_desk(desk: &Desk, t: Texts, words: Words) -> Vec<(String, String)> {
    let line = |item: &DeskItem| {
        let newest = item.wordings.iter().skip(1).next_back()?;
        let said = [Some(said(item, newest, t, words)), meaning(desk, item, t).map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Some((said, part_url(&desk.round, &item.item.code)))
    };
    desk.items.iter().filter_map(line).collect()
}

/// How a published verdict was corrected: why, the overall verdicts of before, and where the others are read.
pub(super) struct CorrectedVerdict {
    pub(super) said: Vec<String>,
    pub(super) before: Vec<(String, String)>,
    pub(super) url: String,
}

/// Nothing of a verdict that stands as it was first published.
pub(super) fn of_verdict(publications: &[Publication], round: &Round, t: Texts, words: Words) -> Option<CorrectedVerdict> {
    let day = |one: &Publication| words.date(calendar::day_of(one.published_at));
    let later = publications.iter().skip(1);
    let before = publications.iter().zip(later.clone()).filter(|(one, next)| !one.overall.is_empty() && one.overall != next.overall);
    (publications.len() > 1).then(|| CorrectedVerdict {
        said: later.map(|one| t.verdict_corrected(&day(one), &one.reason)).collect(),
        before: before.map(|(one, next)| (t.earlier_overall(&day(next)), one.overall.clone())).collect(),
        url: format!("/rekommendationer?granskning={}&namnd={}&visa=bedomningar", round.name.reference_key, round.name.board_slug),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::ItemKind;
    use crate::domain::ids::ItemId;

    #[test]
    fn an_item_is_as_it_was_worded_at_an_instant() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let id = ItemId::new(at("2025-03-01T09:00:00Z"));
        let wording =
            |n, body: &str, worded_at| Wording { item: id, n, heading: "Avtal".into(), body: body.into(), reason: String::new(), worded_at: at(worded_at) };
        let all = [wording(1, "ett", "2025-03-01T09:00:00Z"), wording(2, "två", "2025-03-05T09:00:00Z"), wording(3, "tre", "2025-03-09T09:00:00Z")];
        let now = AskedItem { id, version: 3, kind: ItemKind::Assessment, code: "B1".into(), heading: "Avtal".into(), body: "tre".into() };
        for (when, version, body) in [("2025-03-04T09:00:00Z", 1, "ett"), ("2025-03-05T09:00:00Z", 2, "två"), ("2025-04-01T09:00:00Z", 3, "tre")] {
            let then = as_worded(now.clone(), &all, at(when));
            assert_eq!((then.version, then.body.as_str()), (version, body), "{when}");
        }
        assert_eq!(as_worded(now, &[], at("2025-03-01T09:00:00Z")).version, 3, "what was never corrected is as it is");
    }
}
