//! The sentences that carry figures, in both languages: pure, so that every case is tested.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use super::figures::{Share, Tally};
use super::linked;
use super::store::{CouncilAct, Passed, Promise};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::council::Handling;
use crate::domain::response::Outcome;
use crate::platform::listing::AsOf;
use crate::platform::texts::plural;
use crate::platform::words::Words;

/// A sentence with its most important words set in bold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    pub(super) before: &'static str,
    pub(super) strong: String,
    pub(super) after: String,
}

/// "Nämnderna har lämnat **41 av 44 yttranden i tid** (93 %)."
pub(super) fn on_time(t: Texts, tally: Tally) -> Lead {
    let share = tally.on_time();
    if share.of == 0 {
        return Lead { before: t.none_due_yet(), strong: String::new(), after: String::new() };
    }
    let counts = share.counts(t.lang);
    let strong = if share.of == 1 { t.one_in_time(&counts) } else { t.so_many_in_time(&counts) };
    let mut after = share.percent().map_or_else(String::new, |_| format!(" ({})", share.figure(t.lang)));
    if let Some(letter) = tally.on_time_by_letter() {
        after.push_str("; ");
        after.push_str(&t.by_letter(&letter.in_full(t.lang)));
    }
    after.push('.');
    let more = [(tally.extended > 0).then(|| t.had_extensions(tally.extended)), (tally.moved_after > 0).then(|| t.had_moved_after(tally.moved_after))];
    for sentence in more.into_iter().flatten() {
        after.push(' ');
        after.push_str(&sentence);
    }
    Lead { before: t.boards_have_submitted(), strong, after }
}

/// "**Bättre än i fjol.** Av yttrandena med sista dag i år kom 84 % i tid, i fjol 79 %." Better and worse are said only where
/// both years have enough for a percentage, and only if it is so by the letter's dates too, which are told where they say something
/// else; nothing is said without a last year.
pub(super) fn trend(t: Texts, years: &BTreeMap<i32, Tally>, year: i32, past: bool) -> Option<Lead> {
    let tally = |year: i32| years.get(&year).copied().filter(|tally| tally.on_time().of > 0);
    let (now, before) = (tally(year)?, tally(year - 1)?);
    let order = |share: fn(Tally) -> Share| Some(share(now).percent()?.cmp(&share(before).percent()?));
    let strong = order(Tally::on_time).filter(|said| order(by_letter) == Some(*said));
    let named = past.then_some(year);
    let last_year = t.the_year_before(named);
    let mut after = t.year_and_before(&t.the_year(named), &last_year, &now.on_time().in_full(t.lang), &before.on_time().in_full(t.lang));
    if now.on_time_by_letter().or(before.on_time_by_letter()).is_some() {
        after.push(' ');
        after.push_str(&t.both_years_by_letter(&last_year, &by_letter(now).in_full(t.lang), &by_letter(before).in_full(t.lang)));
    }
    Some(Lead { before: "", strong: strong.map_or_else(String::new, |order| t.beside_last_year(order, &last_year)), after })
}

fn by_letter(tally: Tally) -> Share {
    tally.on_time_by_letter().unwrap_or(tally.on_time())
}

/// "Revisionen har följt upp 48 rekommendationer, räknade en gång för varje nämnd: 33 genomförda (69 %), 9 delvis …" Empty when there
/// are none at all. Its numbers are those of a [`Linked`](linked::Linked) sentence. `waiting`: how many recommendations wait, whatever number of boards each is for.
pub(super) fn implementation(t: Texts, tally: Tally, waiting: i64) -> String {
    let judged = tally.judged();
    if judged == 0 {
        return if tally.waiting == 0 { String::new() } else { t.none_followed_up(tally.waiting, waiting) };
    }
    let share = tally.implementation();
    let percent = share.percent().map_or_else(String::new, |_| format!(" ({})", share.figure(t.lang)));
    let implemented = format!("{}{percent}", linked::number(&t.implemented_ones(tally.implemented)));
    let (partly, not) = (linked::number(&t.partly_ones(tally.partly)), linked::number(&t.not_implemented_ones(tally.not_implemented)));
    let mut sentence = t.followed_up(judged, &implemented, &partly, &not);
    if tally.waiting > 0 {
        sentence.push(' ');
        sentence.push_str(&t.more_wait(tally.waiting, waiting));
    }
    sentence
}

/// What is said when nothing is overdue, and in which tone. "Alla i tid" is said only when none has ever been late, by either
/// day; and nothing is green that is in time only because a date was moved.
pub(super) fn all_well(t: Texts, tally: Tally) -> (String, &'static str) {
    let ever_late = tally.late + tally.unanswered + tally.late_by_letter + tally.moved_after;
    let sentence = if tally.submitted > 0 && ever_late == 0 { t.all_came_in_time() } else { t.nothing_overdue() };
    match by_the_letter(t, tally.overdue_by_letter, tally.moved_after_open) {
        Some(more) => (format!("{} {more}", t.nothing_overdue()), ""),
        None => (sentence.to_owned(), "ok"),
    }
}

/// "Mot missivets dag är ett försenat." What the days in force do not say of what has not come; nothing where they say it all.
pub(super) fn by_the_letter(t: Texts, overdue_by_letter: i64, moved_after: i64) -> Option<String> {
    let overdue = (overdue_by_letter > 0).then(|| t.overdue_by_letter(overdue_by_letter));
    let moved = (moved_after > 0).then(|| t.moved_after(moved_after));
    let said: Vec<String> = overdue.into_iter().chain(moved).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// "Flyttat till 31 maj 2026." What the board has said of a promise since its first date.
pub(super) fn since_promised(t: Texts, words: Words, promise: &Promise) -> String {
    match (promise.outcome, promise.now_on) {
        (Some(Outcome::Dropped), _) => t.will_not_be_done().to_owned(),
        (Some(Outcome::NotDone), Some(day)) if promise.moves > 0 => t.not_done_new_day(&words.date(day), promise.moves.into()),
        (Some(Outcome::NotDone), _) => t.not_done().to_owned(),
        (Some(_), Some(day)) if promise.moves > 0 => t.moved_to(&words.date(day), promise.moves.into()),
        (Some(_), _) => t.under_way().to_owned(),
        (None, _) if promise.elsewhere => t.told_elsewhere().to_owned(),
        (None, _) => t.nothing_told().to_owned(),
    }
}

/// The same of what has passed, as it stands on a day: whether the new day is over as well, and how long it is since the first.
pub(super) fn since_first(t: Texts, words: Words, promise: &Promise, day: chrono::NaiveDate) -> String {
    let said = since_promised(t, words, promise);
    let moved_and_over = promise.moves > 0 && promise.outcome != Some(Outcome::Dropped) && promise.now_on.is_some_and(|now| now < day);
    let days = day.signed_duration_since(promise.first_on).num_days();
    if moved_and_over { t.also_over(&said, days) } else { said }
}

/// "Lägesbesked 3 mars 2026: Pågår, till 31 maj 2026." The board's own word between rounds, by which nothing is counted.
pub(super) fn told_between(t: Texts, words: Words, passed: &Passed) -> Option<String> {
    let (status, told_on) = passed.status.zip(passed.status_told_on)?;
    let until = passed.status_on.filter(|_| status == Outcome::UnderWay);
    Some(match until {
        Some(day) => t.told_until(&words.date(told_on), &words.date(day)),
        None => t.told_status(&words.date(told_on), words.outcome(status)),
    })
}

/// "8 lämnade, 1 sent".
pub(super) fn responses(t: Texts, tally: Tally) -> String {
    let mut said = vec![plural(tally.submitted, t.one_submitted(), t.many_submitted())];
    if tally.late > 0 {
        said.push(plural(tally.late, t.one_late(), t.many_late()));
    }
    if tally.late_by_letter != tally.late {
        said.push(t.late_by_letter(tally.late_by_letter));
    }
    if tally.moved_after > 0 {
        said.push(t.with_moved_day(tally.moved_after));
    }
    if tally.unanswered > 0 {
        said.push(plural(tally.unanswered, t.one_unanswered(), t.many_unanswered()));
    }
    said.join(", ")
}

/// What the council took up last: where, what, and when, and how much of it there is this year.
pub(super) fn council(t: Texts, words: Words, act: &CouncilAct, as_of: AsOf) -> (String, String, String) {
    let day = words.date(act.held_on);
    let said = match act.handling {
        Handling::Information => t.council_information(&day, &act.section),
        Handling::Matter => t.council_matter(&day, &act.section),
    };
    let after = if act.this_year > 1 { format!("{said} {}", t.council_this_year(as_of.past().map(|day| day.year()), act.this_year)) } else { said };
    (as_of.url(&format!("{}#fullmaktige", address::audit(&act.key))), act.title.clone(), after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::language::Lang;

    /// No day was moved: by the letter's date it is the same.
    fn tally(submitted: i64, late: i64, overdue: i64) -> Tally {
        Tally { submitted, late, overdue, late_by_letter: late, overdue_by_letter: overdue, ..Tally::default() }
    }
    fn said(lang: Lang, tally: Tally) -> String {
        let lead = on_time(Texts::from(lang), tally);
        format!("{}{}{}", lead.before, lead.strong, lead.after)
    }
    fn judged(implemented: i64, partly: i64, not_implemented: i64, waiting: i64) -> Tally {
        Tally { implemented, partly, not_implemented, waiting, ..Tally::default() }
    }

    #[test]
    fn responses_in_time_are_said_with_share_and_counts() {
        for (tally, sv, en) in [
            (tally(43, 2, 1), "Nämnderna har lämnat 41 av 44 yttranden i tid (93\u{a0}%).", "The boards have submitted 41 of 44 responses on time (93%)."),
            (tally(3, 1, 0), "Nämnderna har lämnat 2 av 3 yttranden i tid.", "The boards have submitted 2 of 3 responses on time."),
            (tally(0, 0, 1), "Nämnderna har lämnat 0 av 1 yttrande i tid.", "The boards have submitted 0 of 1 response on time."),
            (
                Tally { late_by_letter: 3, ..tally(3, 2, 0) },
                "Nämnderna har lämnat 1 av 3 yttranden i tid; mot missivets dag 0 av 3.",
                "The boards have submitted 1 of 3 responses on time; by the letter’s date 0 of 3.",
            ),
            (
                Tally { late_by_letter: 2, moved_after: 1, ..tally(6, 1, 0) },
                "Nämnderna har lämnat 5 av 6 yttranden i tid (83\u{a0}%); mot missivets dag 4 av 6 (67\u{a0}%). För ett yttrande flyttades sista dagen när den hade passerat.",
                "The boards have submitted 5 of 6 responses on time (83%); by the letter’s date 4 of 6 (67%). For one response the last day was moved when it had passed.",
            ),
            (tally(0, 0, 0), "Inget yttrande har haft sin sista dag än.", "No response has been due yet."),
        ] {
            assert_eq!((said(Lang::SV, tally).as_str(), said(Lang::EN, tally).as_str()), (sv, en));
        }
    }

    #[test]
    fn a_year_is_called_better_only_where_both_have_enough_to_say_so() {
        let said = |now: Tally, before: Tally| {
            let years = BTreeMap::from([(2025, now), (2024, before)]);
            trend(Texts::from(Lang::SV), &years, 2025, false).map(|lead| format!("{}|{}", lead.strong, lead.after))
        };
        let of = "Av yttrandena med sista dag i år kom";
        assert_eq!(said(tally(10, 1, 0), tally(10, 2, 0)), Some(format!("Bättre än i fjol.|{of} 9 av 10 (90\u{a0}%) i tid, i fjol 8 av 10 (80\u{a0}%).")));
        assert_eq!(said(tally(10, 3, 0), tally(10, 2, 0)).map(|said| said.starts_with("Sämre än i fjol.|")), Some(true));
        assert_eq!(said(tally(10, 2, 0), tally(10, 2, 0)).map(|said| said.starts_with("Som i fjol.|")), Some(true));
        assert_eq!(said(tally(4, 0, 0), tally(10, 2, 0)), Some(format!("|{of} 4 av 4 i tid, i fjol 8 av 10 (80\u{a0}%).")));
        assert_eq!(said(tally(4, 0, 0), tally(0, 0, 0)), None);
        // By the letter's dates this year is worse: the dates that were moved make it no better.
        assert_eq!(
            said(Tally { late_by_letter: 5, ..tally(10, 1, 0) }, tally(10, 2, 0)),
            Some(format!(
                "|{of} 9 av 10 (90\u{a0}%) i tid, i fjol 8 av 10 (80\u{a0}%). Mot missivets dag kom 5 av 10 (50\u{a0}%) i tid, i fjol 8 av 10 (80\u{a0}%)."
            ))
        );
    }

    #[test]
    fn of_a_day_that_is_over_the_years_are_called_by_their_numbers() {
        let years = BTreeMap::from([(2025, tally(10, 1, 0)), (2024, tally(10, 2, 0))]);
        let said = |lang| trend(Texts::from(lang), &years, 2025, true).map(|lead| format!("{} {}", lead.strong, lead.after)).unwrap_or_default();
        assert_eq!(said(Lang::SV), "Bättre än 2024. Av yttrandena med sista dag 2025 kom 9 av 10 (90\u{a0}%) i tid, 2024 8 av 10 (80\u{a0}%).");
        assert_eq!(said(Lang::EN), "Better than in 2024. Of the responses due in 2025, 9 of 10 (90%) came on time; in 2024 8 of 10 (80%).");
    }

    #[test]
    fn recommendations_are_said_by_the_auditors_verdict() {
        let plain = |said: String| linked::Linked::new(said, Vec::new()).pieces().into_iter().map(|(_, said)| said.to_owned()).collect::<String>();
        let sv = |tally, waiting| plain(implementation(Texts::from(Lang::SV), tally, waiting));
        let en = |tally, waiting| plain(implementation(Texts::from(Lang::EN), tally, waiting));
        assert_eq!(
            sv(judged(33, 9, 6, 0), 0),
            "Revisionen har följt upp 48 rekommendationer, räknade en gång för varje nämnd: 33 genomförda (69\u{a0}%), 9 delvis genomförda och 6 inte genomförda."
        );
        assert_eq!(
            sv(judged(1, 0, 1, 1), 1),
            "Revisionen har följt upp 2 rekommendationer, räknade en gång för varje nämnd: 1 genomförd, 0 delvis genomförda och 1 inte genomförd. Ytterligare 1 väntar på uppföljning."
        );
        assert!(sv(judged(1, 0, 1, 24), 12).ends_with("Ytterligare 24 väntar på uppföljning, räknade en gång för varje nämnd: de gäller 12 rekommendationer."));
        assert_eq!(sv(judged(0, 0, 0, 1), 1), "Den enda rekommendationen väntar på uppföljning.");
        assert_eq!(sv(judged(0, 0, 0, 2), 1), "Den enda rekommendationen väntar på uppföljning hos två nämnder.");
        assert_eq!(sv(judged(0, 0, 0, 12), 12), "Alla 12 rekommendationer väntar på uppföljning.");
        assert_eq!(sv(judged(0, 0, 0, 24), 12), "Alla 12 rekommendationer väntar på uppföljning. Räknade en gång för varje nämnd är de 24.");
        assert_eq!(sv(judged(0, 0, 0, 0), 0), "");
        assert_eq!(
            en(judged(1, 0, 0, 20), 20),
            "The auditors have followed up 1 recommendation at one board: 1 implemented, 0 partly implemented and 0 not implemented. Another 20 await follow-up."
        );
        assert_eq!(en(judged(0, 0, 0, 24), 12), "All 12 recommendations await follow-up. Counted once for each board they are 24.");
    }

    #[test]
    fn the_green_sentence_never_claims_more_than_is_true() {
        let sv = |tally| all_well(Texts::from(Lang::SV), tally);
        assert_eq!(sv(tally(9, 0, 0)), ("Alla yttranden har kommit in i tid.".to_owned(), "ok"));
        assert_eq!(sv(tally(9, 1, 0)), ("Inget yttrande är försenat.".to_owned(), "ok"));
        assert_eq!(sv(tally(0, 0, 0)), ("Inget yttrande är försenat.".to_owned(), "ok"));
        // In time only by a day that was moved: by the letter, by an extension, by a correction afterwards.
        assert_eq!(sv(Tally { late_by_letter: 1, ..tally(9, 0, 0) }).0, "Inget yttrande är försenat.");
        let moved = sv(Tally { overdue_by_letter: 1, moved_after: 1, moved_after_open: 1, ..tally(9, 0, 0) });
        let sentence = "Inget yttrande är försenat. Mot missivets dag är ett försenat. För ett flyttades sista dagen när den hade passerat.";
        assert_eq!(moved, (sentence.to_owned(), ""));
    }

    #[test]
    fn a_boards_responses_are_counted_in_words() {
        let sv = |tally| responses(Texts::from(Lang::SV), tally);
        assert_eq!(sv(tally(8, 1, 0)), "8 lämnade, 1 sent");
        assert_eq!(sv(tally(1, 0, 2)), "1 lämnat");
        assert_eq!(sv(tally(9, 3, 0)), "9 lämnade, 3 sena");
        assert_eq!(sv(Tally { late_by_letter: 2, moved_after: 1, ..tally(3, 0, 0) }), "3 lämnade, 2 sena mot missivets dag, 1 flyttad efter dagen");
        assert_eq!(responses(Texts::from(Lang::EN), tally(1, 1, 0)), "1 submitted, 1 late");
    }

    #[test]
    fn what_is_overdue_is_the_heading() {
        let (sv, en) = (Texts::from(Lang::SV), Texts::from(Lang::EN));
        assert_eq!(sv.overdue_heading(1), "Ett yttrande är försenat");
        assert_eq!(sv.overdue_heading(7), "Sju yttranden är försenade");
        assert_eq!(en.overdue_heading(1), "One response is overdue");
        assert_eq!(en.overdue_heading(13), "13 responses are overdue");
        assert_eq!(sv.board_overdue(1), "har ett försenat yttrande.");
        assert_eq!(sv.board_overdue(2), "har två försenade yttranden.");
    }
}
