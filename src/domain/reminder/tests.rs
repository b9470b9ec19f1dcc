//! A ladder in examples, and then any history: days on which the service stood still, dates that moved, answers.

use proptest::prelude::*;

use super::*;

fn d(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

fn usual() -> Rules {
    Rules { before: vec![30, 14, 7, 1], after: vec![1, 7], letter_after: 14 }
}

/// The last day is 31 March; the audit was sent on 30 January.
fn round() -> Awaited {
    Awaited { due_on: d("2025-03-31"), sent_on: d("2025-01-30"), entered_on: d("2025-01-30"), over: false }
}

fn planned(round: Awaited, from: &str, to: &str) -> Vec<(String, Step)> {
    ahead(&usual(), round, Climbed::default(), d(from), d(to)).into_iter().map(|(day, step)| (day.to_string(), step)).collect()
}

fn ladder(steps: &[(&str, i16)]) -> Vec<(String, Step)> {
    steps.iter().map(|(day, days)| ((*day).to_owned(), Step::Ladder(*days))).collect()
}

#[test]
fn a_last_day_is_told_30_14_7_and_1_days_before_and_1_and_7_after() {
    // 1 March is a Saturday, and 30 March a Sunday: both are told on the Friday before.
    let mut expected = ladder(&[("2025-02-28", -30), ("2025-03-17", -14), ("2025-03-24", -7), ("2025-03-28", -1), ("2025-04-01", 1), ("2025-04-07", 7)]);
    expected.push(("2025-04-14".to_owned(), Step::Missing(14)));
    assert_eq!(planned(round(), "2025-01-30", "2026-12-31"), expected);
}

#[test]
fn whoever_comes_late_takes_the_step_that_was_reached_last() {
    let after_a_stop = step(&usual(), round(), Climbed { step: Some(-30), missing: false }, d("2025-03-26"));
    assert_eq!(after_a_stop, Some(Step::Ladder(-7)));
    assert_eq!(days_from(round().due_on, d("2025-03-26")), -5);
    assert_eq!(step(&usual(), round(), Climbed { step: Some(-7), missing: false }, d("2025-03-26")), None);
}

#[test]
fn what_lay_before_the_dispatch_is_left_out() {
    let late_letter = Awaited { sent_on: d("2025-03-17"), entered_on: d("2025-03-17"), ..round() };
    assert_eq!(planned(late_letter, "2025-03-17", "2025-03-31"), ladder(&[("2025-03-24", -7), ("2025-03-28", -1)]));
}

#[test]
fn nobody_is_reminded_on_a_day_on_which_offices_are_closed_if_there_is_an_open_one_before() {
    // The Tuesday after Easter: from Good Friday to Monday nobody is at work.
    let after_easter = Awaited { due_on: d("2025-04-22"), ..round() };
    assert_eq!(planned(after_easter, "2025-04-10", "2025-04-22"), ladder(&[("2025-04-10", -14), ("2025-04-15", -7), ("2025-04-17", -1)]));
    // The date was set on a Saturday for the Monday after it: better on the Sunday than not at all.
    let hasty = Awaited { entered_on: d("2025-03-29"), ..round() };
    assert_eq!(planned(hasty, "2025-03-29", "2025-03-31"), ladder(&[("2025-03-30", -1)]));
    for due_on in d("2025-01-01").iter_days().take(400) {
        let round = Awaited { due_on, sent_on: d("2024-06-03"), entered_on: d("2024-06-03"), over: false };
        for (day, step) in ahead(&usual(), round, Climbed::default(), d("2024-06-03"), d("2026-12-31")) {
            assert!(step.days() >= 0 || calendar::closed(day).is_none(), "{due_on} is told on {day}");
            assert!(due_on <= usual().reach(day), "{due_on} is out of reach on {day}");
        }
    }
}

#[test]
fn a_new_date_is_a_new_ladder_from_the_day_on_which_it_was_entered() {
    let extended = Awaited { due_on: d("2025-04-25"), entered_on: d("2025-04-11"), ..round() };
    assert_eq!(planned(extended, "2025-04-11", "2025-04-26"), ladder(&[("2025-04-11", -14), ("2025-04-17", -7), ("2025-04-24", -1), ("2025-04-26", 1)]));
    // Granted until tomorrow: there is only today to say so.
    let hasty = Awaited { due_on: d("2025-04-12"), entered_on: d("2025-04-11"), ..round() };
    assert_eq!(planned(hasty, "2025-04-11", "2025-04-11"), ladder(&[("2025-04-11", -1)]));
}

#[test]
fn nothing_is_told_when_there_is_nothing_to_wait_for() {
    assert_eq!(planned(Awaited { over: true, ..round() }, "2025-01-30", "2026-12-31"), []);
}

#[test]
fn a_response_that_is_missing_is_told_beside_the_ladder() {
    // The service stood still over both: the board hears that it is late, and the auditors that they must act.
    assert_eq!(planned(round(), "2025-04-20", "2025-05-31"), [("2025-04-20".to_owned(), Step::Ladder(7)), ("2025-04-20".to_owned(), Step::Missing(14))]);
}

proptest! {
    /// Days on which nothing falls are left out: asked on every day, the rule says the same.
    #[test]
    fn what_is_planned_ahead_is_what_every_day_would_say(
        due in 0u64..90, sent in 0u64..60, entered in 0u64..60, step_told in proptest::option::of(-40i16..10), missing: bool,
        before in proptest::collection::vec(0i16..40, 0..4), after in proptest::collection::vec(0i16..20, 0..3), letter_after in 0i16..30,
    ) {
        let first = d("2025-03-01");
        let day = |n: u64| first + chrono::Days::new(n) - chrono::Days::new(30);
        let round = Awaited { due_on: day(due), sent_on: day(sent), entered_on: day(entered), over: false };
        let (rules, told) = (Rules { before, after, letter_after }, Climbed { step: step_told, missing });
        let (mut climbed, mut every) = (told, Vec::new());
        for day in first.iter_days().take(45) {
            while let Some(step) = step(&rules, round, climbed, day) {
                climbed = climbed.and(step);
                every.push((day, step));
            }
        }
        prop_assert_eq!(&ahead(&rules, round, told, first, first + chrono::Days::new(44)), &every);
        // What the database leaves out has nothing left to be told.
        if missing && step_told.is_some_and(|step| step >= rules.top()) {
            prop_assert_eq!(every, vec![]);
        }
    }
}

#[test]
fn other_rules_do_not_climb_down() {
    let changed = Rules { before: vec![30, 15], ..usual() };
    assert_eq!(step(&changed, round(), Climbed { step: Some(-14), missing: false }, d("2025-03-18")), None);
}

#[test]
fn who_is_told_depends_on_the_step_and_on_who_is_there() {
    let both = Staff { hands_in: true, contributes: true };
    let helpers = Staff { hands_in: false, contributes: true };
    assert_eq!(audience(Step::Ladder(-30), both), (NoticeKind::Reminder, [Role::Secretary, Role::Approver].as_slice()));
    assert_eq!(audience(Step::Ladder(-14), both), (NoticeKind::Reminder, BOARD));
    assert_eq!(audience(Step::Ladder(-30), helpers), (NoticeKind::Reminder, BOARD));
    assert!(audience(Step::Ladder(1), both).1.contains(&Role::Auditor));
    assert_eq!(audience(Step::Missing(14), both), (NoticeKind::ResponseMissing, AUDITORS));
    let nobody = (NoticeKind::BoardWithoutSecretary, [Role::Administrator, Role::Auditor].as_slice());
    assert_eq!((audience(Step::Ladder(-7), Staff::default()), audience(Step::Ladder(7), Staff::default())), (nobody, nobody));
}

/// What happens on a day, before the reminders are made.
#[derive(Clone, Copy, Debug)]
enum Turn {
    Nothing,
    /// The service is down.
    Down,
    /// The last day is moved to so many days from today.
    Moved(u64),
    Answered,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        80 => Just(Turn::Nothing),
        30 => Just(Turn::Down),
        3 => (0u64..90).prop_map(Turn::Moved),
        1 => Just(Turn::Answered),
    ];
    prop::collection::vec(turn, 1..200)
}

fn rules() -> impl Strategy<Value = Rules> {
    let days = || prop::collection::btree_set(1i16..60, 0..5).prop_map(|days| days.into_iter().collect::<Vec<_>>());
    (days(), days(), 1i16..60).prop_map(|(before, after, letter_after)| Rules { before, after, letter_after })
}

/// What was told, on which day, of which date.
type History = Vec<(NaiveDate, NaiveDate, Step)>;

/// Lives through the days. Returns what was told, and the day of the answer.
fn lived(rules: &Rules, notice: u64, turns: &[Turn]) -> (History, Option<NaiveDate>) {
    let sent_on = d("2025-01-30");
    let mut round = Awaited { due_on: sent_on + Days::new(notice), sent_on, entered_on: sent_on, over: false };
    let (mut told, mut history, mut answered) = (Climbed::default(), Vec::new(), None);
    for (turn, today) in turns.iter().zip(sent_on.iter_days()) {
        match turn {
            Turn::Moved(days) if !round.over => {
                let due_on = today + Days::new(*days);
                if due_on != round.due_on {
                    round = Awaited { due_on, entered_on: today, ..round };
                    // What was told of this date before, should it come back.
                    told = history.iter().filter(|(_, due, _)| *due == due_on).fold(Climbed::default(), |told, (.., step)| told.and(*step));
                }
            }
            Turn::Answered => {
                round.over = true;
                answered = answered.or(Some(today));
            }
            Turn::Nothing | Turn::Down | Turn::Moved(_) => {}
        }
        while let Some(step) = step(rules, round, told, today).filter(|_| !matches!(turn, Turn::Down)) {
            told = told.and(step);
            history.push((today, round.due_on, step));
        }
    }
    (history, answered)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_any_history_each_step_of_a_date_is_told_once_and_in_order(rules in rules(), notice in 1u64..120, turns in turns()) {
        let (history, answered) = lived(&rules, notice, &turns);
        let mut seen = std::collections::BTreeMap::new();
        for (day, due_on, step) in &history {
            prop_assert!(answered.is_none_or(|answered| *day < answered), "told after the answer");
            prop_assert!(*day > d("2025-01-30"), "told on the day of the dispatch");
            let first = moved(*due_on, step.days());
            let first = if step.days() < 0 { calendar::weekday_before(first) } else { first };
            prop_assert!(first <= *day, "told before its day");
            let earlier: &mut Vec<Step> = seen.entry(*due_on).or_default();
            prop_assert!(!earlier.contains(step), "told twice");
            if let Step::Ladder(days) = step {
                prop_assert!(earlier.iter().all(|other| !matches!(other, Step::Ladder(before) if before > days)), "climbed down");
            }
            earlier.push(*step);
        }
    }

    #[test]
    fn on_a_day_without_a_stop_its_own_step_is_told(rules in rules(), notice in 1u64..120) {
        let sent_on = d("2025-01-30");
        let due_on = sent_on + Days::new(notice);
        let (history, _) = lived(&rules, notice, &[Turn::Nothing; 200]);
        let ladder: Vec<i16> = rules.before.iter().rev().map(|n| -n).chain(rules.after.iter().copied()).collect();
        let its_day = |days: i16| {
            let own = moved(due_on, days);
            Some(calendar::weekday_before(own)).filter(|open| days < 0 && *open > sent_on).unwrap_or(own)
        };
        let all = ladder.into_iter().map(|days| (its_day(days), days)).filter(|(day, _)| *day > sent_on && *day < sent_on + Days::new(200));
        // Of two that fall on one day, such as the Friday before, the nearer one is told.
        let expected: std::collections::BTreeMap<NaiveDate, i16> = all.collect();
        let expected: Vec<(NaiveDate, i16)> = expected.into_iter().collect();
        let told: Vec<(NaiveDate, i16)> = history.iter().filter(|(.., step)| matches!(step, Step::Ladder(_))).map(|(day, _, step)| (*day, step.days())).collect();
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn what_is_shown_beforehand_is_what_is_then_told(rules in rules(), notice in 1u64..120, seen_after in 0usize..200) {
        let (history, _) = lived(&rules, notice, &[Turn::Nothing; 200]);
        let sent_on = d("2025-01-30");
        let from = sent_on + Days::new(seen_after as u64);
        let round = Awaited { due_on: sent_on + Days::new(notice), sent_on, entered_on: sent_on, over: false };
        let told = history.iter().filter(|(day, ..)| *day < from).fold(Climbed::default(), |told, (.., step)| told.and(*step));
        let ahead = ahead(&rules, round, told, from, from + Days::new(200 - seen_after as u64 - 1));
        let later: Vec<(NaiveDate, Step)> = history.iter().filter(|(day, ..)| *day >= from).map(|(day, _, step)| (*day, *step)).collect();
        prop_assert_eq!(ahead, later);
    }
}
