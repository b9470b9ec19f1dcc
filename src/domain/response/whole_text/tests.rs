use proptest::prelude::*;

use super::*;
use crate::domain::audit::ItemKind;
use crate::domain::ids::{ItemId, MeasureId};
use crate::domain::response::{DraftAnswer, DraftFollowUp, DraftMeasure, Outcome, Stance};

fn item(kind: ItemKind, code: &str, heading: &str) -> AskedItem {
    let id = ItemId::new("2025-03-01T00:00:00Z".parse().unwrap());
    AskedItem { id, version: 1, kind, code: code.into(), heading: heading.into(), body: format!("Revisionens ord om {heading}.") }
}

fn items() -> Vec<AskedItem> {
    vec![
        item(ItemKind::Assessment, "B1", "Underlaget var inte fullständigt"),
        item(ItemKind::Assessment, "B2", "Städningens kvalitet mäts inte"),
        item(ItemKind::Recommendation, "R1", "Kontrollera ytor före nästa upphandling"),
        item(ItemKind::Recommendation, "R2", "Mät kvaliteten regelbundet"),
        item(ItemKind::Recommendation, "R12", "Följ upp avtalet"),
    ]
}

fn placed(text: &str) -> Vec<(usize, String)> {
    split(text, &items()).items.into_iter().map(|placed| (placed.at, placed.text)).collect()
}

#[test]
fn every_usual_way_of_writing_a_heading_finds_its_item() {
    for (heading, at) in [
        ("B1", 0),
        ("B 1.", 0),
        ("b1:", 0),
        ("Bedömning B1 – Underlaget var inte fullständigt", 0),
        ("Bedömning 2", 1),
        ("Svar på rekommendation 1", 2),
        ("**R2**", 3),
        ("# R12 Följ upp avtalet", 4),
        ("Rekommendation 12:", 4),
        ("Mät kvaliteten regelbundet.", 3),
        ("Response to recommendation R2", 3),
    ] {
        assert_eq!(placed(&format!("{heading}\nNämndens text.")), [(at, "Nämndens text.".to_owned())], "{heading}");
    }
}

#[test]
fn a_line_that_only_looks_like_a_heading_is_text() {
    for line in ["R1-lokalerna städas", "B12b", "25 mars", "1. Först", "Rekommendationen är bra", "R2D2"] {
        let text = format!("B2\nInledning.\n{line}");
        assert_eq!(placed(&text), [(1, format!("Inledning.\n{line}"))], "{line}");
    }
}

#[test]
fn a_sentence_behind_the_code_belongs_to_the_item_and_is_kept() {
    assert_eq!(placed("R1 kräver mer tid.\nVi återkommer."), [(2, "kräver mer tid.\nVi återkommer.".to_owned())]);
}

#[test]
fn a_heading_of_several_items_gives_its_text_to_each() {
    let same = |at: usize| (at, "Samma åtgärd.".to_owned());
    assert_eq!(placed("R1 och R2\nSamma åtgärd."), [same(2), same(3)]);
    assert_eq!(placed("R1–R12\nSamma åtgärd."), [same(2), same(3), same(4)]);
    assert_eq!(placed("Bedömningarna B1, B2\nSamma åtgärd."), [same(0), same(1)]);
}

#[test]
fn what_cannot_be_placed_is_handed_back_with_its_heading() {
    let whole = split("Till revisorerna\nVi tackar.\n\nSammanfattande svar\nVi delar bilden.\n\nR7 Något annat\nText om R7.\n\nB1\nSvar.", &items());
    assert_eq!(whole.summary, "Vi delar bilden.");
    assert_eq!(whole.leftover, ["Till revisorerna\nVi tackar.", "R7 Något annat\nText om R7."]);
    assert_eq!(whole.items, [Placed { at: 0, text: "Svar.".into() }]);
    assert!(split("Bara löpande text.", &items()).is_unplaced());
}

#[test]
fn labels_make_measures_and_text_without_labels_is_a_measure_to_complete() {
    let text = "Åtgärd 1: Ta fram en rutin\ni två steg.\nFörväntad effekt: Färre fel\nKlart senast: september 2025\nÅtgärd 2:\nUtbilda\nAnsvarig: Lokalchefen";
    let read = first_answer(text, &items()[0]);
    assert_eq!(read.rest, "");
    assert_eq!(read.draft.stance, Some(Stance::Planned));
    let measure = |action: &str, effect: &str, due: &str, responsible: &str| DraftMeasure {
        action: action.into(),
        effect: effect.into(),
        due: due.into(),
        responsible: responsible.into(),
    };
    assert_eq!(read.draft.measures, [measure("Ta fram en rutin\ni två steg.", "Färre fel", "september 2025", ""), measure("Utbilda", "", "", "Lokalchefen")]);
    let plain = first_answer("Vi tar fram en rutin.", &items()[0]);
    assert_eq!(plain.draft.measures, [measure("Vi tar fram en rutin.", "", "", "")]);
}

#[test]
fn no_measures_and_special_order_are_understood_only_when_they_are_said() {
    let none = first_answer("Nämnden planerar inga åtgärder. Frågan är utredd.", &items()[0]).draft;
    assert_eq!((none.stance, none.reason.as_str()), (Some(Stance::None), "Nämnden planerar inga åtgärder. Frågan är utredd."));
    let labelled = first_answer("Svar: inga åtgärder\nSkäl: Det är dyrt.", &items()[0]).draft;
    assert_eq!((labelled.stance, labelled.reason.as_str()), (Some(Stance::None), "Det är dyrt."));
    let planned = first_answer("Vi ska mäta. Inga åtgärder gjordes förr.", &items()[0]).draft;
    assert_eq!(planned.stance, Some(Stance::Planned));
}

#[test]
fn the_auditors_own_words_are_not_taken_for_the_boards() {
    let read = first_answer("Revisionens text: Revisionens ord om Mät kvaliteten regelbundet.\nÅtgärd: Mäta", &items()[3]);
    assert_eq!((read.draft.measures.len(), read.rest.as_str()), (1, ""));
    let altered = first_answer("Revisionens text: Något helt annat.\nÅtgärd: Mäta", &items()[3]);
    assert_eq!(altered.rest, "Något helt annat.");
}

#[test]
fn a_follow_up_answers_its_promises_in_their_order() {
    let promises: Vec<MeasureId> = (0..2).map(|_| MeasureId::new("2025-03-01T00:00:00Z".parse().unwrap())).collect();
    let text = "Planerades: Rutin (2025)\nUtfall: Genomförd. Antogs i maj.\nEffekt: Färre fel\nDatum: 2025-05-02\nUtfall: Inte genomförd\nSkäl: Överklagad.\nUtfall: Pågår";
    let read = follow_up_answer(text, &items()[2], DraftFollowUp::default().for_promises(&promises));
    let [first, second] = read.draft.outcomes.as_slice() else { panic!("two rows") };
    assert_eq!((first.outcome, first.action.as_str(), first.effect.as_str()), (Some(Outcome::Done), "Antogs i maj.", "Färre fel"));
    assert_eq!((second.outcome, second.action.as_str()), (Some(Outcome::NotDone), "Överklagad."));
    assert_eq!(read.rest, "Pågår", "there is no third promise");
}

/// Words that are no label and no heading.
fn words() -> impl Strategy<Value = String> {
    "[xyzåäö]{1,9}( [xyzåäö]{1,9}){0,6}(\n[xyzåäö]{1,9}){0,2}"
}

fn measures() -> impl Strategy<Value = DraftMeasure> {
    let maybe = || prop_oneof![words(), Just(String::new())];
    (words(), maybe(), maybe(), maybe()).prop_map(|(action, effect, due, responsible)| DraftMeasure { action, effect, due, responsible })
}

fn drafts() -> impl Strategy<Value = DraftAnswer> {
    let with =
        |stance| proptest::collection::vec(measures(), 1..4).prop_map(move |measures| DraftAnswer { stance: Some(stance), measures, ..DraftAnswer::default() });
    prop_oneof![
        with(Stance::Planned),
        with(Stance::Done),
        words().prop_map(|reason| DraftAnswer { stance: Some(Stance::None), reason, ..DraftAnswer::default() }),
        words().prop_map(|reference| DraftAnswer { stance: Some(Stance::Elsewhere), elsewhere_reference: reference, ..DraftAnswer::default() }),
    ]
}

proptest! {
    #[test]
    fn what_is_written_out_comes_in_again_as_it_was(summary in words(), drafts in proptest::collection::vec(drafts(), 5)) {
        let items = items();
        let mut text = summary_written(&summary);
        items.iter().zip(&drafts).for_each(|(item, draft)| text.push_str(&first_written(item, draft)));
        let whole = split(&text, &items);
        prop_assert_eq!(&whole.summary, &summary);
        prop_assert!(whole.leftover.is_empty(), "{:?}", whole.leftover);
        let read: Vec<ReadAnswer<DraftAnswer>> = whole.items.iter().map(|placed| first_answer(&placed.text, &items[placed.at])).collect();
        prop_assert!(read.iter().all(|read| read.rest.is_empty()), "{:?}", read);
        prop_assert_eq!(read.into_iter().map(|read| read.draft).collect::<Vec<_>>(), drafts);
    }

    #[test]
    fn no_word_of_a_pasted_text_is_lost(text in "(\\PC{0,40}\n|B1\n|R2 \\PC{0,20}\n|R9\n|Åtgärd: \\PC{0,20}\n|Effekt:\n|Sammanfattning\n){0,12}") {
        let items = items();
        let whole = split(&text, &items);
        let kept: String = [whole.summary.as_str()].into_iter().chain(whole.leftover.iter().map(String::as_str)).chain(whole.items.iter().map(|placed| placed.text.as_str())).collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let headings = text.lines().filter(|line| headings::heading(line, &items).is_some()).map(letters).sum::<usize>();
        prop_assert!(letters(&kept) + headings >= letters(&text));
        for placed in &whole.items {
            let read = first_answer(&placed.text, &items[placed.at]);
            let draft = format!("{:?}{}", read.draft, read.rest);
            for word in placed.text.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_lowercase()) && word.len() > 3) {
                prop_assert!(draft.contains(word) || ["done", "planned", "outcome", "effect", "measure", "reason", "answer", "responsible"].contains(&word), "{} of {:?} in {}", word, placed.text, draft);
            }
        }
    }
}
