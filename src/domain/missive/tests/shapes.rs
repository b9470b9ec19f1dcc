//! The same letter in other characters and line breaks.

use super::{LETTERS, known, read, said};

fn same(changed: impl Fn(&str) -> String) {
    for letter in LETTERS {
        assert_eq!(said(&read(&changed(letter), &[])), said(&read(letter, &[])), "{}", changed(letter));
    }
}

#[test]
fn line_breaks_of_other_systems() {
    same(|letter| letter.replace('\n', "\r\n"));
    same(|letter| letter.replace('\n', "\r"));
    same(|letter| letter.replace('\n', "\u{2028}"));
}

#[test]
fn characters_that_look_the_same() {
    same(|letter| letter.replace("den ", "den\u{A0}"));
    same(|letter| letter.replace("nämnd", "näm\u{AD}nd"));
    same(|letter| letter.replace('å', "a\u{30A}").replace('ä', "a\u{308}").replace('ö', "o\u{308}"));
    same(|letter| format!("\u{FEFF}{letter}"));
}

#[test]
fn empty_lines_more_than_needed() {
    same(|letter| letter.replace("\n\n", "\n\n\n\n"));
}

#[test]
fn a_new_page_between_paragraphs() {
    same(|letter| letter.replace("\n\n", "\n\u{C}\n"));
}

#[test]
fn lines_broken_at_any_width() {
    let letter = "Till:\n\nMiljönämnden\n\nRevisorerna har granskat tillsynen och beslutade den 3 mars 2025 att begära svar \
                  från miljönämnden, som ska yttra sig senast den 31 maj 2025 till adressen rev@ort.example. Ett uppföljande \
                  yttrande ska lämnas senast 2026-05-31 av miljönämnden.";
    let whole = said(&read(letter, &known(&["Miljönämnden"])));
    for width in 60..120 {
        let mut wrapped = String::new();
        for paragraph in letter.split("\n\n") {
            let mut length = 0;
            for word in paragraph.split(' ') {
                if length + word.chars().count() + 1 > width && length > 0 {
                    wrapped.push('\n');
                    length = 0;
                } else if length > 0 {
                    wrapped.push(' ');
                    length += 1;
                }
                wrapped.push_str(word);
                length += word.chars().count();
            }
            wrapped.push_str("\n\n");
        }
        assert_eq!(said(&read(&wrapped, &known(&["Miljönämnden"]))), whole, "{wrapped}");
    }
}
