//! Lists as people paste them, and what must come out.

use proptest::prelude::*;

use super::{pasted_items, proposed_items};
use crate::domain::audit::ItemKind;

fn texts(text: &str) -> Vec<String> {
    pasted_items(text).into_iter().map(|item| item.text).collect()
}

#[test]
fn every_kind_of_point_begins_an_item_and_is_taken_off() {
    for mark in [
        "– ",
        "—\t",
        "•",
        "• ",
        "•\t",
        "- ",
        "* ",
        "·\u{a0}",
        "▪ ",
        "\u{f0b7}",
        "\u{f0a7}\t",
        "\u{f0d8} ",
        "§\t",
        "§ ",
        "o\t",
        "Ø\t",
        "ü\t",
        "1. ",
        "2)\t",
        "(3) ",
        "2.1 ",
        "2.1.\t",
        "10.12 ",
        "7\t",
        "a) ",
        "B)\t",
        "(c) ",
        "iv) ",
        "R1: ",
        "R2\t",
        "B3. ",
        "1.\u{a0}",
    ] {
        let text = format!("{mark}Se över avtalen.\n{mark}Utbilda alla som beställer.");
        assert_eq!(texts(&text), ["Se över avtalen.", "Utbilda alla som beställer."], "{mark:?}");
    }
}

#[test]
fn a_capital_after_the_number_begins_an_item_whatever_the_word_is() {
    for first in ["Maj månad är för sen.", "Kap. 3 i planen saknas.", "Mkr ska skrivas ut."] {
        assert_eq!(texts(&format!("1. {first}\n2. Utbilda alla.\n2.1 {first}")), [first, "Utbilda alla.", first]);
    }
}

#[test]
fn numbers_and_words_stay_as_they_are() {
    for text in [
        "Minska kostnaden med 2.1 miljoner kronor till den 31.12.2025.",
        "2.1 miljoner kronor ska sparas.",
        "31 mars är sista dagen.",
        "-10 % är målet.",
        "§ 12 i reglementet ska följas.",
        "2025. Året då planen antas.",
        "12.5 % av avtalen saknar ägare.",
        "1 kap. 3 § kommunallagen ska följas.",
        "A och B ska svara.",
        "o. s. v. är inget svar",
        "Fördela 3 000 kr per e-tjänst i kommun- och regionledet.",
    ] {
        assert_eq!(texts(text), [text]);
    }
    // A line that happens to begin with a number goes on.
    assert_eq!(
        texts("Kostnaden har ökat med\n2.1 miljoner kronor sedan\n10. Ny budget krävs."),
        ["Kostnaden har ökat med 2.1 miljoner kronor sedan 10. Ny budget krävs."]
    );
    assert_eq!(texts("Se över riktlinjerna för infor-\nmation, kultur- \noch fritid."), ["Se över riktlinjerna för information, kultur- och fritid."]);
}

#[test]
fn what_leads_in_is_no_item_and_says_what_the_items_are() {
    for (lead, kind) in [
        ("Utifrån granskningen rekommenderas nämnden att:", Some(ItemKind::Recommendation)),
        ("Vi rekommenderar kommunstyrelsen att", Some(ItemKind::Recommendation)),
        ("Rekommendationer", Some(ItemKind::Recommendation)),
        ("Våra iakttagelser är följande:", Some(ItemKind::Assessment)),
        ("Bedömning per revisionsfråga", Some(ItemKind::Assessment)),
        ("Nämnden bör:", None),
    ] {
        for gap in ["\n", "\n\n"] {
            let items = pasted_items(&format!("{lead}{gap}• ta fram en plan,\n• följa upp planen."));
            assert_eq!(
                items.iter().map(|item| (item.text.as_str(), item.kind)).collect::<Vec<_>>(),
                [("ta fram en plan,", kind), ("följa upp planen.", kind)],
                "{lead}"
            );
        }
    }
    assert_eq!(texts("1. Nämnden bör:\n  a) se över avtalen\n  b) utbilda"), ["se över avtalen", "utbilda"]);
}

#[test]
fn an_item_ends_where_the_next_begins_and_not_where_a_line_does() {
    let text = "Att ta fram en plan\nför incidenter.\nAtt utbilda personalen.\n\n– Följ upp avtalen.\n2. Dokumentera besluten\n3) Se över rutinen.\n\nEtt stycke\nmed två rader.";
    assert_eq!(
        texts(text),
        [
            "Att ta fram en plan för incidenter.",
            "Att utbilda personalen.",
            "Följ upp avtalen.",
            "Dokumentera besluten",
            "Se över rutinen.",
            "Ett stycke med två rader."
        ]
    );
    // Out of Word: each paragraph is one line, however long.
    let long = format!("Nämnden har inte {} styrning.", "säkerställt ".repeat(14).trim_end());
    assert_eq!(texts(&format!("{long}\nUtbilda beställarna")), [long.as_str(), "Utbilda beställarna"]);
    // A sentence that ends where a line does is still the same item.
    let wrapped = "Ta fram en gemensam plan för incidenter och öva den varje år.\nDen ska vara känd av alla som arbetar i verksamheten.";
    assert_eq!(texts(wrapped), [wrapped.replace('\n', " ")]);
    // Over a page break.
    assert_eq!(texts("Ta fram en plan för de\n\n\u{c}\nincidenter som kan ske."), ["Ta fram en plan för de incidenter som kan ske."]);
    assert_eq!(texts("Vi rekommenderar nämnden\natt se över avtalen."), ["Vi rekommenderar nämnden att se över avtalen."]);
    assert!(texts(" \n\n • \n –").is_empty());
}

#[test]
fn a_report_gives_its_lists_and_its_sentences_that_assess() {
    let text = "Rekommendationer\n\n- Att ta fram en plan\n- Att följa upp den\n\nÖvrigt\n\nDet regnar. Vi rekommenderar nämnden att bygga tak. \
        Nämnden har inte säkerställt bl.a. Avtal 3. Svar med vad nämnden bedömer önskas senast den 1 maj 2025.\n\nVi bedömer att:\n\n• styrningen brister,\n\nHälsningar";
    let items: Vec<(String, Option<ItemKind>)> = proposed_items(text).into_iter().map(|item| (item.text, item.kind)).collect();
    let expected = [
        ("Att ta fram en plan", ItemKind::Recommendation),
        ("Att följa upp den", ItemKind::Recommendation),
        ("Vi rekommenderar nämnden att bygga tak.", ItemKind::Recommendation),
        ("Nämnden har inte säkerställt bl.a. Avtal 3.", ItemKind::Assessment),
        ("styrningen brister,", ItemKind::Assessment),
    ];
    assert_eq!(items, expected.map(|(text, kind)| (text.to_owned(), Some(kind))));
}

fn item() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-zåäö]{2,9}",
        "[1-9][0-9]{0,3}",
        "[A-ZÅÄÖ]{2,4}",
        Just("2.1".to_owned()),
        Just("§".to_owned()),
        Just("10 %".to_owned()),
        Just("e-post".to_owned())
    ];
    ("[A-ZÅÄÖ][a-zåäö]{2,8}", prop::collection::vec(word, 1..12)).prop_map(|(first, words)| format!("{first} {}.", words.join(" ")))
}

fn mark() -> impl Strategy<Value = String> {
    let drawn = prop::sample::select(vec!["–", "•", "\u{f0b7}", "-", "▪"]).prop_map(str::to_owned);
    let counted = (1_u8..40).prop_flat_map(|n| prop::sample::select(vec![format!("{n}."), format!("{n})"), format!("2.{n}")]));
    (prop_oneof![drawn, counted], prop::sample::select(vec![" ", "\t", "  "])).prop_map(|(mark, space)| format!("{mark}{space}"))
}

proptest! {
    #[test]
    fn whatever_is_listed_comes_out_word_for_word(list in prop::collection::vec((mark(), item()), 1..20), gap in prop::sample::select(vec!["\n", "\n\n", "\r\n"])) {
        let text = list.iter().map(|(mark, item)| format!("{mark}{item}")).collect::<Vec<_>>().join(gap);
        let items: Vec<String> = list.into_iter().map(|(_, item)| item).collect();
        prop_assert_eq!(texts(&text), items);
    }

    #[test]
    fn no_text_makes_it_fail_and_no_word_is_made_up(text in "(?s).{0,300}") {
        for item in pasted_items(&text).into_iter().chain(proposed_items(&text)) {
            for word in item.text.split_whitespace() {
                // Words that were parted over two lines are put together.
                prop_assert!(text.contains(word) || text.contains('-'), "{word}");
            }
        }
    }
}
