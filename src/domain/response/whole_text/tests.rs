use proptest::prelude::*;

use super::*;
use crate::domain::audit::ItemKind;
use crate::domain::calendar::LatestDate;
use crate::domain::ids::{ItemId, MeasureId};
use crate::domain::response::{Agreement, DraftAnswer, DraftFollowUp, DraftMeasure, DraftOutcome, Measure, Outcome, Promise, Stance};
use crate::domain::text::tidy;

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

fn text(placed: &Placed) -> String {
    placed.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn placed(whole: &str) -> Vec<(usize, String)> {
    split(&lines(whole), &items(), &[]).items.iter().map(|placed| (placed.at, text(placed))).collect()
}

fn first(text: &str, item: &AskedItem) -> ReadAnswer<DraftAnswer> {
    first_answer(&lines(text), item)
}

fn promise(action: &str, due: &str) -> Promise {
    let due = LatestDate { text: due.into(), last_day: "2025-12-31".parse().unwrap() };
    let id = MeasureId::new("2025-03-01T00:00:00Z".parse().unwrap());
    Promise { id, measure: Measure { action: action.into(), effect: "Färre fel".into(), due, responsible: String::new() }, since: None }
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
fn a_number_that_a_sentence_goes_on_with_is_no_further_code() {
    for (line, kept) in [
        ("R1 – 3 nya rutiner införs under våren.", "3 nya rutiner införs under våren."),
        ("R1, 2 tjänster tillsätts.", "2 tjänster tillsätts."),
        ("R1 och 2 av nämndens lokaler berörs.", "och 2 av nämndens lokaler berörs."),
        ("R1 – 2-3 tjänster tillsätts.", "2-3 tjänster tillsätts."),
        ("R1, 2,5 tjänster tillsätts.", "2,5 tjänster tillsätts."),
        ("R1, 2025-03-01", "2025-03-01"),
        ("R1 – 2025", "2025"),
    ] {
        assert_eq!(placed(line), [(2, kept.to_owned())], "{line}");
    }
    let same = |at: usize| (at, "Samma åtgärd.".to_owned());
    for heading in ["R1, 2", "R1–2.", "R1 & 2:", "R1 – 2 –", "Rekommendation 1 och 2", "R1, 2 och R2"] {
        assert_eq!(placed(&format!("{heading}\nSamma åtgärd.")), [same(2), same(3)], "{heading}");
    }
    assert_eq!(placed("R1, 2 och 12\nSamma åtgärd."), [same(2), same(3), same(4)]);
}

#[test]
fn what_cannot_be_placed_is_handed_back_with_its_heading() {
    let letter = "Till revisorerna\nVi tackar.\n\nSammanfattande svar\nVi delar bilden.\n\nR7 Något annat\nText om R7.\n\nB1\nSvar.";
    let whole = split(&lines(letter), &items(), &[]);
    assert_eq!(whole.summary, "Vi delar bilden.");
    assert_eq!(whole.leftover, ["Till revisorerna\nVi tackar.", "R7 Något annat\nText om R7."]);
    assert_eq!(placed(letter), [(0, "Svar.".to_owned())]);
    assert!(split(&lines("Bara löpande text."), &items(), &[]).is_unplaced());
}

#[test]
fn labels_make_measures_and_text_without_labels_is_a_measure_to_complete() {
    let text = "Åtgärd 1: Ta fram en rutin\ni två steg.\nFörväntad effekt: Färre fel\nKlart senast: september 2025\nÅtgärd 2:\nUtbilda\nAnsvarig: Lokalchefen";
    let read = first(text, &items()[0]);
    assert_eq!(read.rest, "");
    assert_eq!(read.draft.stance, Some(Stance::Planned));
    let measure = |action: &str, effect: &str, due: &str, responsible: &str| DraftMeasure {
        action: action.into(),
        effect: effect.into(),
        due: due.into(),
        responsible: responsible.into(),
        ..DraftMeasure::default()
    };
    assert_eq!(read.draft.measures, [measure("Ta fram en rutin\ni två steg.", "Färre fel", "september 2025", ""), measure("Utbilda", "", "", "Lokalchefen")]);
    let plain = first("Vi tar fram en rutin.", &items()[0]);
    assert_eq!(plain.draft.measures, [measure("Vi tar fram en rutin.", "", "", "")]);
}

#[test]
fn no_measures_and_special_order_are_understood_only_when_they_are_said() {
    let none = first("Nämnden planerar inga åtgärder. Frågan är utredd.", &items()[0]).draft;
    assert_eq!((none.stance, none.reason.as_str()), (Some(Stance::None), "Nämnden planerar inga åtgärder. Frågan är utredd."));
    let labelled = first("Svar: inga åtgärder\nSkäl: Det är dyrt.", &items()[0]).draft;
    assert_eq!((labelled.stance, labelled.reason.as_str()), (Some(Stance::None), "Det är dyrt."));
    let planned = first("Vi ska mäta. Inga åtgärder gjordes förr.", &items()[0]).draft;
    assert_eq!(planned.stance, Some(Stance::Planned));
}

#[test]
fn no_measures_are_a_choice_only_where_the_board_plans_none() {
    for (text, stance) in [
        ("Nämnden delar inte bilden att inga åtgärder har vidtagits.", None),
        ("Nämnden delar inte revisorernas bild att nämnden planerar inga åtgärder.", None),
        ("Revisorerna skriver att inga åtgärder planeras.", None),
        ("Inga åtgärder vidtogs före 2024.", None),
        ("Svar: Inga åtgärder vidtogs före 2024.", None),
        ("Nämnden vidtar inga åtgärder utöver de beslutade.", None),
        ("Nämnden bedömer att inga åtgärder behövs.", Some(Stance::None)),
        ("Inga åtgärder planeras. Lokalerna rivs.", Some(Stance::None)),
        ("Nämnden vidtar ingen åtgärd eftersom lokalerna rivs.", Some(Stance::None)),
        ("Svar: inga åtgärder", Some(Stance::None)),
        ("The board plans no measures because the premises are closing.", Some(Stance::None)),
    ] {
        let read = first(text, &items()[0]);
        assert_eq!(read.draft.stance, stance, "{text}");
        let kept = first_fields(&read.draft).into_iter().any(|block| matches!(block, Block::Field(_, value) if text.contains(&value) && !value.is_empty()));
        assert!(kept || text == "Svar: inga åtgärder", "{text}");
    }
}

#[test]
fn the_auditors_own_words_are_not_taken_for_the_boards() {
    let read = first("Revisionens text: Revisionens ord om Mät kvaliteten regelbundet.\nÅtgärd: Mäta", &items()[3]);
    assert_eq!((read.draft.measures.len(), read.rest.as_str()), (1, ""));
    let altered = first("Revisionens text: Något helt annat.\nÅtgärd: Mäta", &items()[3]);
    assert_eq!(altered.rest, "Något helt annat.");
}

#[test]
fn a_choice_with_more_behind_it_loses_no_word() {
    let none = first("Svar: Nämnden planerar inga åtgärder eftersom lokalerna rivs.", &items()[0]);
    assert_eq!((none.draft.stance, none.draft.reason.as_str()), (Some(Stance::None), "Nämnden planerar inga åtgärder eftersom lokalerna rivs."));
    let torn = first("Svar: inga åtgärder\nSkäl: Det är dyrt.\nÅtgärd: Mäta", &items()[0]);
    assert_eq!((torn.draft.measures.len(), torn.rest.as_str()), (0, "Mäta"), "what has no place in the answer stands beside it");
    let reason = first("Åtgärd: Mäta\nSkäl: Det behövs.", &items()[0]);
    assert_eq!((reason.draft.stance, reason.rest.as_str()), (Some(Stance::Planned), "Det behövs."));
}

#[test]
fn the_same_measure_as_another_item_is_understood_by_its_words() {
    let read = first("Samma åtgärd som R2. Den gäller båda.", &items()[0]);
    assert_eq!((read.draft.stance, read.draft.same_as.as_str(), read.rest.as_str()), (Some(Stance::Same), "R2", "Den gäller båda."));
}

#[test]
fn a_table_with_labels_beside_their_texts_is_read_like_lines() {
    let read = first("Åtgärd   Ta fram en rutin\nFörväntad effekt   Färre fel\nSenast   maj 2025", &items()[0]);
    assert_eq!((read.draft.measures.len(), read.draft.measures[0].due.as_str(), read.rest.as_str()), (1, "maj 2025", ""));
}

#[test]
fn a_text_below_the_auditors_words_is_the_boards() {
    let read = first("Revisionens text: Revisionens ord om\nMät kvaliteten regelbundet.\nVi mäter redan.", &items()[3]);
    assert_eq!((read.draft.measures[0].action.as_str(), read.rest.as_str()), ("Vi mäter redan.", ""));
}

#[test]
fn a_follow_up_answers_its_promises_by_their_words_or_else_in_their_order() {
    let promises = [promise("Rutin", "2025"), promise("Utbildning", "maj 2025")];
    let text = "Planerades: Rutin (2025)\nUtfall: Genomförd. Antogs i maj.\nEffekt: Färre fel\nDatum: 2025-05-02\nUtfall: Inte genomförd\nSkäl: Överklagad.\nUtfall: Pågår";
    let read = follow_up_answer(&lines(text), &items()[2], &promises);
    let [first, second] = read.draft.outcomes.as_slice() else { panic!("two rows") };
    assert_eq!((first.outcome, first.action.as_str(), first.effect.as_str()), (Some(Outcome::Done), "Antogs i maj.", "Färre fel"));
    assert_eq!((second.outcome, second.action.as_str()), (Some(Outcome::NotDone), "Överklagad."));
    assert_eq!(read.rest, "Pågår", "there is no third promise");
    // Whoever takes out what she has not come to yet moves nothing to another promise.
    let second_only = follow_up_answer(&lines("Planerades: Utbildning (maj 2025)\nUtfall: Genomförs inte\nGjort: Avtalet sades upp."), &items()[2], &promises);
    assert_eq!(second_only.draft.outcomes[0].outcome, None);
    assert_eq!(second_only.draft.outcomes[1].outcome, Some(Outcome::Dropped));
    // A promise that nobody made is shown.
    let other = follow_up_answer(&lines("Planerades: Något annat\nUtfall: Pågår"), &items()[2], &promises);
    assert_eq!((other.draft.outcomes[0].outcome, other.rest.as_str()), (Some(Outcome::UnderWay), "Något annat"));
}

#[test]
fn a_document_of_ours_is_taken_as_an_attachment_and_read_as_a_text_as_well() {
    let blocks: Vec<Block> = [Block::Title("Första yttrande: Städning".into()), Block::Remark("Skriv under rubrikerna.".into())]
        .into_iter()
        .chain(summary("Vi delar bilden & mer <än> det."))
        .chain(first_item(&items()[0], &DraftAnswer { stance: Some(Stance::None), reason: "Det är\n\tutrett.".into(), ..DraftAnswer::default() }))
        .collect();
    let bytes = as_docx("Första yttrande: Städning", &blocks).unwrap();
    let read = crate::domain::file_text::read(&bytes).unwrap().text;
    for line in ["Första yttrande: Städning", "Vi delar bilden & mer <än> det.", "Bedömning B1 – Underlaget var inte fullständigt", "Skäl:", "\tutrett."]
    {
        assert!(read.contains(line), "{line} in {read}");
    }
    // What we write into the document ourselves is no leftover; what somebody adds to it is.
    let own = ["Första yttrande: Städning".to_owned(), "Skriv under rubrikerna.".to_owned()];
    assert!(split(&read_docx(&bytes).unwrap(), &items(), &own).leftover.is_empty());
    assert_eq!(split(&read_docx(&bytes).unwrap(), &items(), &own[..1]).leftover, ["Skriv under rubrikerna."]);
}

/// Words that are no label and no heading.
fn words() -> impl Strategy<Value = String> {
    "[xyzåäö]{1,9}( [xyzåäö]{1,9}){0,6}(\n[xyzåäö]{1,9}){0,2}"
}

fn measures() -> impl Strategy<Value = DraftMeasure> {
    let maybe = || prop_oneof![words(), Just(String::new())];
    (words(), maybe(), maybe(), maybe()).prop_map(|(action, effect, due, responsible)| DraftMeasure {
        action,
        effect,
        due,
        responsible,
        ..DraftMeasure::default()
    })
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

/// Whatever people type, as it is stored: lines that look like labels and headings, blank lines, tabulators, markup.
fn anything() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "\\PC{0,30}",
        Just(String::new()),
        Just("B1".to_owned()),
        Just("Åtgärd: Något annat".to_owned()),
        Just("Rekommendation R2 – Mät".to_owned()),
        Just("\tSvar: inga åtgärder".to_owned()),
        Just("Planerades: a   b".to_owned()),
        Just("• <w:p>&amp;</w:p> ]]>".to_owned()),
    ];
    // The two signs that are no signs have no place in any XML.
    proptest::collection::vec(line, 0..4).prop_map(|lines| tidy(&lines.join("\n")).replace(['\u{fffe}', '\u{ffff}'], ""))
}

fn any_measures(most: usize) -> impl Strategy<Value = Vec<DraftMeasure>> {
    let measure = (anything(), anything(), anything(), anything());
    proptest::collection::vec(measure, 0..most).prop_map(|all| {
        let all = all.into_iter().map(|(action, effect, due, responsible)| DraftMeasure { action, effect, due, responsible, ..DraftMeasure::default() });
        all.filter(|measure| !measure.is_blank()).collect()
    })
}

/// Drafts with what belongs to their choice. Without one there are no measures: those would be read as planned.
fn any_drafts() -> impl Strategy<Value = DraftAnswer> {
    prop_oneof![
        Just(DraftAnswer::default()),
        (any_measures(4), any::<bool>()).prop_map(|(measures, done)| DraftAnswer {
            stance: Some(if done { Stance::Done } else { Stance::Planned }),
            measures,
            ..DraftAnswer::default()
        }),
        (anything(), anything(), anything(), proptest::sample::select(&Agreement::ALL[..])).prop_map(|(reason, look_again, why, agreement)| DraftAnswer {
            stance: Some(Stance::None),
            reason,
            look_again,
            agreement: Some(agreement),
            agreement_reason: why,
            ..DraftAnswer::default()
        }),
        Just(DraftAnswer { stance: Some(Stance::Same), same_as: "R2".into(), ..DraftAnswer::default() }),
        anything().prop_map(|reference| DraftAnswer { stance: Some(Stance::Elsewhere), elsewhere_reference: reference, ..DraftAnswer::default() }),
    ]
}

fn any_follow_up(promises: Vec<Promise>) -> impl Strategy<Value = (Vec<Promise>, DraftFollowUp)> {
    let outcome = prop_oneof![Just(None), proptest::sample::select(&Outcome::ALL[..]).prop_map(Some)];
    let rows = proptest::collection::vec((outcome, anything(), anything(), anything()), promises.len());
    (rows, any_measures(3), anything(), anything(), any::<bool>()).prop_map(move |(rows, unplanned, reference, looked_again, elsewhere)| {
        let rows =
            promises.iter().zip(rows).map(|(promise, (outcome, action, effect, date))| DraftOutcome { planned: promise.id, outcome, action, effect, date });
        let here = DraftFollowUp { outcomes: rows.collect(), unplanned, looked_again, ..DraftFollowUp::default() };
        let there = DraftFollowUp { elsewhere: true, elsewhere_reference: reference, ..DraftFollowUp::default() }
            .for_promises(&promises.iter().map(|promise| promise.id).collect::<Vec<_>>());
        (promises.clone(), if elsewhere { there } else { here })
    })
}

proptest! {
    #[test]
    fn what_is_written_out_comes_in_again_as_it_was(summary in words(), drafts in proptest::collection::vec(drafts(), 5)) {
        let items = items();
        let blocks: Vec<Block> = super::summary(&summary).into_iter().chain(items.iter().zip(&drafts).flat_map(|(item, draft)| first_item(item, draft))).collect();
        let whole = split(&lines(&as_text(&blocks)), &items, &[]);
        prop_assert_eq!(&whole.summary, &summary);
        prop_assert!(whole.leftover.is_empty(), "{:?}", whole.leftover);
        let read: Vec<ReadAnswer<DraftAnswer>> = whole.items.iter().map(|placed| first_answer(&placed.lines, &items[placed.at])).collect();
        prop_assert!(read.iter().all(|read| read.rest.is_empty()), "{:?}", read);
        prop_assert_eq!(read.into_iter().map(|read| read.draft).collect::<Vec<_>>(), drafts);
    }

    #[test]
    fn a_document_of_ours_comes_back_exactly_whatever_stands_in_it(summary in anything(), drafts in proptest::collection::vec(any_drafts(), 5)) {
        let items = items();
        let blocks: Vec<Block> = super::summary(&summary).into_iter().chain(items.iter().zip(&drafts).flat_map(|(item, draft)| first_item(item, draft))).collect();
        let whole = split(&read_docx(&as_docx("Yttrande", &blocks).unwrap()).unwrap(), &items, &[]);
        prop_assert_eq!(&whole.summary, &summary);
        prop_assert!(whole.leftover.is_empty(), "{:?}", whole.leftover);
        let read: Vec<ReadAnswer<DraftAnswer>> = whole.items.iter().map(|placed| first_answer(&placed.lines, &items[placed.at])).collect();
        prop_assert!(read.iter().all(|read| read.rest.is_empty()), "{:?}", read);
        prop_assert_eq!(read.into_iter().map(|read| read.draft).collect::<Vec<_>>(), drafts);
    }

    #[test]
    fn a_follow_up_document_comes_back_exactly_as_well(
        (promises, draft) in prop_oneof![
            any_follow_up(vec![promise("Rutin", "2025"), promise("Utbildning\ni två steg: ett", "maj 2025"), promise("Rutin", "2025")]),
            any_follow_up(Vec::new()),
        ]
    ) {
        let items = items();
        let blocks = follow_up_item(&items[2], &draft, &promises);
        let whole = split(&read_docx(&as_docx("Yttrande", &blocks).unwrap()).unwrap(), &items, &[]);
        prop_assert_eq!(whole.items.len(), 1);
        let read = follow_up_answer(&whole.items[0].lines, &items[2], &promises);
        prop_assert_eq!(read, ReadAnswer { draft, rest: String::new() });
    }

    #[test]
    fn no_word_of_a_pasted_text_is_lost(text in "(\\PC{0,40}\n|B1\n|R2 \\PC{0,20}\n|R9\n|Åtgärd: \\PC{0,20}\n|Effekt:\n|Sammanfattning\n){0,12}") {
        let items = items();
        let whole = split(&lines(&text), &items, &[]);
        let placed: Vec<String> = whole.items.iter().map(super::tests::text).collect();
        let kept: String = [whole.summary.as_str()].into_iter().chain(whole.leftover.iter().map(String::as_str)).chain(placed.iter().map(String::as_str)).collect();
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let headings = text.lines().filter(|line| headings::heading(line, &items).is_some()).map(letters).sum::<usize>();
        prop_assert!(letters(&kept) + headings >= letters(&text));
        for placed in &whole.items {
            let (read, own) = (first_answer(&placed.lines, &items[placed.at]), super::tests::text(placed));
            let draft = format!("{:?}{}", read.draft, read.rest);
            for word in own.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_lowercase()) && word.len() > 3) {
                prop_assert!(draft.contains(word) || ["done", "planned", "outcome", "effect", "measure", "reason", "answer", "responsible"].contains(&word), "{} of {:?} in {}", word, own, draft);
            }
        }
    }
}
