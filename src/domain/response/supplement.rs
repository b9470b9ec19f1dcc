//! A supplement as a document, beside that of the response and by the same rule: plain text in Swedish, for ever.

use std::fmt::Write as _;

use chrono::NaiveDate;

/// Everything that goes into the document of a supplement.
#[derive(Clone, Debug)]
pub struct Supplement {
    /// Who adds.
    pub board: String,
    /// To whom: the auditors' body.
    pub auditors: String,
    /// The auditors' reference.
    pub reference: String,
    /// What was audited.
    pub title: String,
    /// "Första yttrande", "Uppföljande yttrande".
    pub round: String,
    /// The receipt of the response that it is added to.
    pub added_to: String,
    /// When it arrived, in Stockholm: "2025-04-12 kl. 09.30".
    pub received: String,
    /// Its own receipt number.
    pub receipt_number: String,
    /// Whether the auditors asked for it.
    pub on_request: bool,
    /// When they did, and by which day they wanted it; nothing of what they did not ask for in the service.
    pub asked: Option<(NaiveDate, NaiveDate)>,
    /// What is added.
    pub text: String,
}

/// Writes the document. UTF-8, line feeds, no trailing blanks.
#[must_use]
pub fn render_supplement(supplement: &Supplement) -> String {
    let Supplement { board, auditors, reference, title, round, added_to, received, receipt_number, on_request, asked, text } = supplement;
    let why = match (on_request, asked) {
        (true, Some((day, due_on))) => format!("på begäran av revisionen {day}, med sista dag {due_on}"),
        (true, None) => "på begäran av revisionen".to_owned(),
        (false, _) => "på nämndens eget initiativ".to_owned(),
    };
    let mut out = String::new();
    let lines = [
        format!("Komplettering till {}: {title}", lowered(round)),
        String::new(),
        format!("Från: {board}"),
        format!("Till: {auditors}"),
        format!("Revisionens diarienummer: {reference}"),
        format!("Kompletterar: kvitto {added_to}"),
        format!("Inkom: {received}"),
        format!("Kvitto: {receipt_number}"),
        format!("Lämnas {why}."),
        String::new(),
        text.trim_end().to_owned(),
    ];
    for line in lines {
        // Writing to a string cannot fail.
        let _written = writeln!(out, "{line}");
    }
    out
}

fn lowered(round: &str) -> String {
    let mut chars = round.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_of_a_supplement_is_the_same_byte_for_byte_for_ever() {
        let supplement = Supplement {
            board: "Servicenämnden".into(),
            auditors: "Revisorskollegiet".into(),
            reference: "REV-2025-1".into(),
            title: "Städavtal".into(),
            round: "Första yttrande".into(),
            added_to: "Y2025-0001".into(),
            received: "2025-04-12 kl. 09.30".into(),
            receipt_number: "Y2025-0002".into(),
            on_request: true,
            asked: None,
            text: "R1: rutinen gäller från den 1 juni.\nDen bifogas inte.\n".into(),
        };
        assert_eq!(render_supplement(&supplement), include_str!("../../../tests/fixtures/document_supplement.txt"));
    }
}
