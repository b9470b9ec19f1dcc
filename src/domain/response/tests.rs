//! What must hold of every answer that anybody can hand in, and of everything that lies on a desk.

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use super::*;
use crate::domain::ids::{ItemId, MeasureId};
use crate::domain::text::hex;

// ---- any answer that can be handed in --------------------------------------------------------------------------------

/// Texts that people write, and some that nobody would think of: quotes, line breaks, lines that look like ours.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zåäö0-9 \"\\\\{}:,.\n–]{1,24}",
        Just("action 3:abc\nitem 36:0195b1f0-0000-7000-8000-000000000000".to_owned()),
        Just("\u{1f4a7}\u{301}\u{200d}".to_owned()),
    ]
    .prop_map(|text| if text.trim().is_empty() { "x".to_owned() } else { text })
}

fn perhaps() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), text()]
}

fn day() -> impl Strategy<Value = String> {
    prop_oneof![Just("2025-09-30"), Just(" september 2025 "), Just("kvartal 3 2025"), Just("Q4 2026"), Just("31 mars 2026")].prop_map(str::to_owned)
}

fn measure() -> impl Strategy<Value = DraftMeasure> {
    (text(), text(), day(), perhaps()).prop_map(|(action, effect, due, responsible)| DraftMeasure {
        action,
        effect,
        due,
        responsible,
        ..DraftMeasure::default()
    })
}

fn measure_id() -> impl Strategy<Value = MeasureId> {
    (0_i64..4_000_000_000).prop_map(|second| MeasureId::new(chrono::DateTime::from_timestamp(second, 0).unwrap()))
}

fn item_id() -> impl Strategy<Value = ItemId> {
    (0_i64..4_000_000_000).prop_map(|second| ItemId::new(chrono::DateTime::from_timestamp(second, 0).unwrap()))
}

prop_compose! {
    fn first()(
        stance in proptest::sample::select(&Stance::ALL[..]),
        measures in proptest::collection::vec(measure(), 1..4),
        reason in text(),
        elsewhere_reference in text(),
        same_as in text(),
    ) -> DraftAnswer {
        DraftAnswer { stance: Some(stance), measures, reason, elsewhere_reference, same_as, ..DraftAnswer::default() }
    }
}

prop_compose! {
    fn outcome()(
        planned in measure_id(),
        outcome in prop_oneof![Just(Outcome::Done), Just(Outcome::UnderWay), Just(Outcome::NotDone), Just(Outcome::Replaced), Just(Outcome::Dropped)],
        action in text(),
        effect in text(),
        date in day(),
    ) -> DraftOutcome {
        DraftOutcome { planned, outcome: Some(outcome), action, effect, date }
    }
}

prop_compose! {
    fn follow_up()(
        outcomes in proptest::collection::vec(outcome(), 0..4),
        unplanned in proptest::collection::vec(measure(), 0..3),
        elsewhere in proptest::bool::weighted(0.2),
        elsewhere_reference in text(),
    ) -> DraftFollowUp {
        DraftFollowUp { outcomes, unplanned, elsewhere, elsewhere_reference, ..DraftFollowUp::default() }
    }
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![first().prop_map(|draft| draft.settle().unwrap()), follow_up().prop_map(|draft| draft.settle().unwrap())]
}

prop_compose! {
    fn response()(summary in text(), answers in proptest::collection::vec((item_id(), answer()), 0..5)) -> SettledResponse {
        SettledResponse { summary, answers, stands: Vec::new(), files: Vec::new() }
    }
}

/// The promises that an answer reports on, as the first response would have stored them.
fn promises_of(answer: &Answer) -> Vec<Promise> {
    let due = crate::domain::calendar::latest_date("september 2025").unwrap();
    let measure = Measure { action: "Ta fram en rutin.".into(), effect: "Alla vet".into(), due, responsible: String::new() };
    match answer {
        Answer::FollowUp(reports, _) => reports.iter().map(|report| Promise { id: report.planned, measure: measure.clone(), since: None }).collect(),
        Answer::Planned(_) | Answer::Done(_) | Answer::None(_) | Answer::Elsewhere(_) | Answer::Covered(_) | Answer::Same(_) | Answer::InDocument => Vec::new(),
    }
}

fn document(answers: Vec<(ItemId, Answer)>) -> String {
    let items = answers.into_iter().map(|(id, answer)| AnsweredItem {
        item: AskedItem {
            id, version: 1, kind: ItemKind::Recommendation, code: "R1".into(), heading: "Följ upp avtalen".into(), body: "Nämnden bör.".into()
        },
        promises: promises_of(&answer),
        earlier: Earlier::Nothing,
        stand: Stand::default(),
        answer,
    });
    whole(items.collect(), Backing::Decided(decision("")), Vec::new())
}

pub(super) fn decision(predates: &str) -> BoardDecision {
    BoardDecision {
        decider: Decider::Board,
        decided_on: "2025-03-20".parse().unwrap(),
        section: "45".into(),
        board_reference: String::new(),
        immediately_adjusted: true,
        predates: predates.into(),
        amended: String::new(),
        reservations: String::new(),
        minutes_later: false,
    }
}

pub(super) fn whole(items: Vec<AnsweredItem>, backing: Backing, files: Vec<AttachedFile>) -> String {
    render(&Document {
        board: "Servicenämnden".into(),
        auditors: "Revisorskollegiet".into(),
        reference: "REV-2025-1".into(),
        title: "Städavtal".into(),
        round: "Första yttrande".into(),
        due_on: "2025-03-31".parse().unwrap(),
        received: "2025-03-28 kl. 14.32".into(),
        receipt_number: "Y2025-0001".into(),
        locked: "2025-04-02 kl. 09.14".into(),
        backing,
        summary: "Nämnden delar bilden.".into(),
        items,
        files,
    })
}

proptest! {
    #[test]
    fn an_answer_that_is_stored_is_the_answer_that_is_read_again(answer in answer()) {
        prop_assert_eq!(Answer::try_from(StoredAnswer::from(&answer)), Ok(answer));
    }

    #[test]
    fn the_document_drawn_from_what_is_stored_is_the_document_that_was_handed_in(response in response()) {
        let stored = response.answers.iter().map(|(item, answer)| (*item, Answer::try_from(StoredAnswer::from(answer)).unwrap())).collect();
        prop_assert_eq!(document(stored), document(response.answers));
    }

    #[test]
    fn a_draft_is_read_as_it_was_saved_whatever_the_order_of_its_fields(answer in first(), follow_up in follow_up(), turn in 0_usize..24) {
        let answer_again: DraftAnswer = read_draft(&shuffled(&answer, turn)).unwrap();
        let follow_up_again: DraftFollowUp = read_draft(&shuffled(&follow_up, turn)).unwrap();
        let item = ItemId::new(chrono::DateTime::UNIX_EPOCH);
        let digest = |answer: Answer| SettledResponse { summary: "s".into(), answers: vec![(item, answer)], stands: vec![], files: vec![] }.digest();
        prop_assert_eq!(digest(answer.settle().unwrap()), digest(answer_again.settle().unwrap()));
        prop_assert_eq!(digest(follow_up.settle().unwrap()), digest(follow_up_again.settle().unwrap()));
    }

    #[test]
    fn the_digest_does_not_depend_on_the_order_of_the_items(response in response()) {
        let mut turned = response.clone();
        turned.answers.reverse();
        let mut ids: Vec<ItemId> = response.answers.iter().map(|(item, _)| *item).collect();
        ids.sort();
        ids.dedup();
        prop_assume!(ids.len() == response.answers.len());
        prop_assert_eq!(turned.digest(), response.digest());
    }

    #[test]
    fn two_responses_have_one_digest_only_if_they_say_the_same(one in response(), other in response()) {
        prop_assert_eq!(one.digest() == other.digest(), said(&one) == said(&other));
    }

    #[test]
    fn any_change_of_a_word_changes_the_digest(response in response(), at in 0_usize..64) {
        let mut texts = 0;
        let mut changed = response.clone();
        each_text(&mut changed, &mut |_| texts += 1);
        let chosen = at % texts;
        let mut seen = 0;
        each_text(&mut changed, &mut |text| {
            if seen == chosen {
                text.push('!');
            }
            seen += 1;
        });
        prop_assert_ne!(changed.digest(), response.digest());
    }
}

/// The same JSON with its fields in another order, more space between them, and a field that nobody knows.
fn shuffled(draft: &impl serde::Serialize, turn: usize) -> serde_json::Value {
    fn write(value: &serde_json::Value, turn: usize) -> String {
        match value {
            serde_json::Value::Object(fields) => {
                let mut fields: Vec<String> = fields.iter().map(|(name, value)| format!(" {:?} :\n {}", name, write(value, turn))).collect();
                let by = turn % fields.len().max(1);
                fields.rotate_left(by);
                if turn % 2 == 1 {
                    fields.reverse();
                }
                format!("{{\"later\":[1],{}}}", fields.join(" ,"))
            }
            serde_json::Value::Array(values) => format!("[ {} ]", values.iter().map(|value| write(value, turn)).collect::<Vec<_>>().join(",\t")),
            plain => plain.to_string(),
        }
    }
    serde_json::from_str(&write(&serde_json::to_value(draft).unwrap(), turn)).unwrap()
}

/// What a response says, for comparing: items in order, dates as written.
fn said(response: &SettledResponse) -> String {
    let mut answers = response.answers.clone();
    answers.sort_by_key(|(item, _)| *item);
    format!("{:?} {answers:?}", response.summary)
}

fn each_text(response: &mut SettledResponse, act: &mut impl FnMut(&mut String)) {
    act(&mut response.summary);
    let measures = |measures: &mut Vec<Measure>, act: &mut dyn FnMut(&mut String)| {
        for measure in measures {
            [&mut measure.action, &mut measure.effect, &mut measure.due.text, &mut measure.responsible].into_iter().for_each(&mut *act);
        }
    };
    for (_, answer) in &mut response.answers {
        match answer {
            Answer::Planned(list) | Answer::Done(list) | Answer::Covered(list) => measures(list, act),
            Answer::None(text) | Answer::Elsewhere(text) | Answer::Same(text) => act(text),
            Answer::InDocument => {}
            Answer::FollowUp(reports, unplanned) => {
                for report in reports {
                    [&mut report.action, &mut report.effect].into_iter().for_each(&mut *act);
                    if let Some(date) = &mut report.date {
                        act(&mut date.text);
                    }
                }
                measures(unplanned, act);
            }
        }
    }
}

// ---- rows that no answer could have been ------------------------------------------------------------------------------

#[test]
fn rows_that_no_answer_could_have_been_are_refused_and_not_drawn() {
    let row = |kind| StoredMeasure {
        kind,
        planned: None,
        outcome: None,
        action: "Ta fram en rutin".into(),
        effect: "Alla vet".into(),
        due_text: "september 2025".into(),
        due_on: Some("2025-09-30".parse().unwrap()),
        responsible: String::new(),
    };
    let answer = |kind, measures| StoredAnswer { kind, reason: String::new(), elsewhere_reference: String::new(), same_as: String::new(), measures };
    let promise = MeasureId::new(chrono::DateTime::UNIX_EPOCH);
    let outcome = |outcome| StoredMeasure { planned: Some(promise), outcome: Some(outcome), ..row(MeasureKind::Outcome) };
    for (wrong, why) in [
        (answer(AnswerKind::Planned, vec![]), Impossible::NoMeasures),
        (answer(AnswerKind::FollowUp, vec![row(MeasureKind::Unplanned)]), Impossible::NoMeasures),
        (answer(AnswerKind::Planned, vec![row(MeasureKind::Done)]), Impossible::ForeignMeasure),
        (answer(AnswerKind::None, vec![row(MeasureKind::Planned)]), Impossible::Text),
        (StoredAnswer { reason: "Skäl".into(), ..answer(AnswerKind::None, vec![row(MeasureKind::Planned)]) }, Impossible::ForeignMeasure),
        (StoredAnswer { reason: "Skäl".into(), ..answer(AnswerKind::Covered, vec![]) }, Impossible::Text),
        (answer(AnswerKind::Elsewhere, vec![]), Impossible::Text),
        (answer(AnswerKind::Covered, vec![outcome(Outcome::Done)]), Impossible::ForeignMeasure),
        (answer(AnswerKind::FollowUp, vec![row(MeasureKind::Outcome)]), Impossible::Promise),
        (answer(AnswerKind::FollowUp, vec![outcome(Outcome::Dropped)]), Impossible::Date),
        (answer(AnswerKind::Done, vec![StoredMeasure { due_on: None, ..row(MeasureKind::Done) }]), Impossible::Date),
        (answer(AnswerKind::Done, vec![StoredMeasure { effect: " ".into(), ..row(MeasureKind::Done) }]), Impossible::Text),
    ] {
        assert_eq!(Answer::try_from(wrong.clone()), Err(why), "{wrong:?}");
    }
}

// ---- what stands for ever ---------------------------------------------------------------------------------------------

/// The response that the pinned bytes and the pinned document were made of.
pub(super) fn pinned() -> SettledResponse {
    let item = |n: &str| serde_json::from_str::<ItemId>(&format!("\"0195b1f0-0000-7000-8000-00000000000{n}\"")).unwrap();
    let promise = serde_json::from_str::<MeasureId>("\"0195b1f0-0000-7000-8000-0000000000aa\"").unwrap();
    let measure = |action: &str, responsible: &str| Measure {
        action: action.into(),
        effect: "Fel upptäcks\ninom tre månader.".into(),
        due: crate::domain::calendar::latest_date("september 2025").unwrap(),
        responsible: responsible.into(),
    };
    let report = |outcome: Outcome| Report {
        planned: promise,
        outcome,
        action: "Rutinen används.".into(),
        effect: if outcome == Outcome::Done { "Färre fel.".into() } else { String::new() },
        date: outcome.has_date().then(|| crate::domain::calendar::latest_date("2025-11-15").unwrap()),
    };
    SettledResponse {
        summary: "Nämnden delar bilden.".into(),
        answers: vec![
            (item("6"), Answer::Covered(vec![])),
            (item("1"), Answer::Planned(vec![measure("Avtalen följs upp.", "Inköpschefen"), measure("Rutinen skrivs ned.", "")])),
            (item("2"), Answer::Done(vec![measure("Alla är utbildade.", "")])),
            (item("3"), Answer::None("Kostnaden står inte i proportion.".into())),
            (item("4"), Answer::Elsewhere("SN 2025/17".into())),
            (
                item("5"),
                Answer::FollowUp(
                    vec![report(Outcome::Done), report(Outcome::UnderWay), report(Outcome::NotDone), report(Outcome::Replaced)],
                    vec![measure("Ett nytt system.", ""), measure("En ny blankett.", "")],
                ),
            ),
        ],
        stands: vec![],
        files: Vec::new(),
    }
}

#[test]
fn the_digest_of_a_locked_text_is_the_same_for_ever() {
    let bytes = pinned().canonical_bytes();
    assert_eq!(String::from_utf8(bytes).unwrap(), include_str!("../../../tests/fixtures/locked_text_1.txt"));
    assert_eq!(hex(&pinned().digest()), "24449513b5241a4352e9c816401ff7e3c233bac7bc3312bb9bad42393357c400");
}

#[test]
fn the_document_of_a_response_is_the_same_byte_for_byte_for_ever() {
    let text = document(pinned().answers);
    assert_eq!(text, include_str!("../../../tests/fixtures/document_1.txt"));
    assert_eq!(hex(&Sha256::digest(text.as_bytes())), "f23aa7cc1ed1f7d595962b82f7751fb5a462325bf0e9e908ea5bd29cebff20fc");
}

/// What releases from the second form on can say as well: a decision that is older than the text, what the first response
/// answered where it promised nothing, a new day for what was not done, and what will not be done.
#[test]
fn the_document_of_later_forms_is_the_same_byte_for_byte_for_ever() {
    let promise = serde_json::from_str::<MeasureId>("\"0195b1f0-0000-7000-8000-0000000000aa\"").unwrap();
    let due = |text: &str| crate::domain::calendar::latest_date(text).unwrap();
    let report =
        |outcome, date: Option<&str>| Report { planned: promise, outcome, action: "Leverantören dröjer.".into(), effect: String::new(), date: date.map(due) };
    let item = |code: &str, answer: Answer, earlier: Earlier| AnsweredItem {
        item: AskedItem {
            id: ItemId::new(chrono::DateTime::UNIX_EPOCH),
            version: 1,
            kind: ItemKind::Recommendation,
            code: code.into(),
            heading: "Följ upp avtalen".into(),
            body: "Nämnden bör.".into(),
        },
        promises: promises_of(&answer),
        earlier,
        stand: Stand::default(),
        answer,
    };
    let text = whole(
        vec![
            item("R1", Answer::Covered(vec![]), Earlier::Done),
            item("R2", Answer::Covered(vec![]), Earlier::Elsewhere("SN 2025/17".into())),
            item("R3", Answer::Elsewhere("SN 2026/3".into()), Earlier::Elsewhere("SN 2025/17".into())),
            item("R4", Answer::FollowUp(vec![report(Outcome::NotDone, Some("maj 2026")), report(Outcome::Dropped, None)], vec![]), Earlier::Nothing),
        ],
        Backing::Decided(decision("Nämnden beslutade om samma text på papper.\nInget skiljer.")),
        Vec::new(),
    );
    assert_eq!(text, include_str!("../../../tests/fixtures/document_2.txt"));
}

/// A decision as it happens: by the chair without a section, with changes, reservations, and the extract later; or none yet.
#[test]
fn the_head_of_the_document_says_how_it_was_decided_byte_for_byte_for_ever() {
    let chair = BoardDecision {
        decider: Decider::Chair,
        section: String::new(),
        immediately_adjusted: false,
        amended: "R4 får ett senare datum.".into(),
        reservations: "Anna Ek (X) reserverade sig mot beslutet.\nBo Al (Y) lämnade ett särskilt yttrande.".into(),
        minutes_later: true,
        ..decision("")
    };
    assert_eq!(whole(Vec::new(), Backing::Decided(chair), Vec::new()), include_str!("../../../tests/fixtures/document_decided.txt"));
    let expected = Backing::Expected("2025-04-16".parse().unwrap());
    assert_eq!(whole(Vec::new(), expected, Vec::new()), include_str!("../../../tests/fixtures/document_preliminary.txt"));
}

#[test]
fn what_the_board_changed_cannot_stand_in_a_text_that_was_locked_before() {
    let day = |text: &str| -> chrono::NaiveDate { text.parse().unwrap() };
    let changed = BoardDecision { amended: "R4.".into(), ..decision("") };
    for (decision, locked_on, wrong) in
        [(&changed, "2025-03-19", true), (&changed, "2025-03-20", false), (&changed, "2025-03-21", false), (&decision(""), "2025-03-19", false)]
    {
        assert_eq!(decision.changed_a_text_of_before(day(locked_on)), wrong, "{locked_on}");
    }
    assert!([Decider::Board, Decider::Committee].into_iter().all(Decider::has_minutes));
    assert!(![Decider::Chair, Decider::Other].into_iter().any(Decider::has_minutes));
}

/// Drafts as releases have saved them. A line is added when what is saved changes; none is ever changed or taken away.
#[test]
fn every_draft_that_a_release_has_saved_is_read_for_ever() {
    let parse = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
    for line in include_str!("../../../tests/fixtures/drafts/summary.jsonl").lines() {
        assert!(read_draft::<DraftSummary>(&parse(line)).is_ok_and(|draft| !draft.text.is_empty()), "{line}");
    }
    for line in include_str!("../../../tests/fixtures/drafts/answer.jsonl").lines() {
        assert!(read_draft::<DraftAnswer>(&parse(line)).is_ok_and(|draft| draft != DraftAnswer::default()), "{line}");
    }
    for line in include_str!("../../../tests/fixtures/drafts/follow_up.jsonl").lines() {
        assert!(read_draft::<DraftFollowUp>(&parse(line)).is_ok_and(|draft| draft != DraftFollowUp::default()), "{line}");
    }
}

#[test]
fn the_fixtures_hold_the_drafts_that_this_release_saves() {
    let measure = DraftMeasure {
        action: "Avtalen följs upp.".into(),
        effect: "Färre fel.".into(),
        due: "löpande".into(),
        responsible: "Chefen".into(),
        ..DraftMeasure::default()
    };
    let answers = include_str!("../../../tests/fixtures/drafts/answer.jsonl");
    for (stance, agreement) in Stance::ALL.into_iter().zip(Agreement::ALL.into_iter().cycle()) {
        let draft = DraftAnswer {
            stance: Some(stance),
            measures: vec![measure.clone()],
            reason: "Skäl".into(),
            elsewhere_reference: "SN 2025/17".into(),
            agreement: Some(agreement),
            agreement_reason: "Därför".into(),
            look_again: "december 2026".into(),
            same_as: "R1".into(),
        };
        assert!(answers.lines().any(|line| line == serde_json::to_string(&draft).unwrap()), "{}", serde_json::to_string(&draft).unwrap());
    }
    let follow_ups = include_str!("../../../tests/fixtures/drafts/follow_up.jsonl");
    let planned = serde_json::from_str("\"0195b1f0-0000-7000-8000-0000000000aa\"").unwrap();
    for outcome in Outcome::ALL {
        let row = DraftOutcome { planned, outcome: Some(outcome), action: "Rutinen används.".into(), effect: "Färre fel.".into(), date: "2025-11".into() };
        let draft = DraftFollowUp {
            outcomes: vec![row],
            unplanned: vec![measure.clone()],
            elsewhere: true,
            elsewhere_reference: "SN 2026/3".into(),
            looked_again: "Risken finns kvar.".into(),
        };
        assert!(follow_ups.lines().any(|line| line == serde_json::to_string(&draft).unwrap()), "{}", serde_json::to_string(&draft).unwrap());
    }
    let summary = serde_json::to_string(&DraftSummary { text: "Nämnden delar bilden.".into() }).unwrap();
    assert!(include_str!("../../../tests/fixtures/drafts/summary.jsonl").lines().any(|line| line == summary));
}

#[test]
fn an_old_draft_without_a_field_is_read_with_that_field_empty() {
    let old = serde_json::json!({ "stance": "planned", "measures": [{ "action": "Ta fram en rutin", "due": "september 2025" }], "mood": "glad" });
    let draft: DraftAnswer = read_draft(&old).unwrap();
    assert_eq!(draft.measures, [DraftMeasure { action: "Ta fram en rutin".into(), due: "september 2025".into(), ..DraftMeasure::default() }]);
}

#[test]
fn a_draft_with_a_choice_that_this_release_does_not_know_keeps_every_text_for_copying() {
    let newer = serde_json::json!({ "stance": "shared", "measures": [{ "action": "Ta fram en rutin", "effect": "", "due": "2025-09" }], "reason": "Skäl" });
    let Err(Unreadable { texts }) = read_draft::<DraftAnswer>(&newer) else { panic!("it was read") };
    for text in ["shared", "Ta fram en rutin", "2025-09", "Skäl"] {
        assert!(texts.iter().any(|kept| kept == text), "{text}");
    }
}
