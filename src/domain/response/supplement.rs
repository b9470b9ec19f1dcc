//! A supplement as a document, beside that of the response and by the same rule: plain text in Swedish, for ever.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::document::{attached, decided, line, section};
use super::{AttachedFile, BoardDecision};

/// A supplement as somebody has written it so far: what was typed, as it was typed. The oldest that was stored is read for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftSupplement {
    /// Whether the auditors asked for it.
    pub why: String,
    /// What is added.
    pub text: String,
    /// Who decided on it, if anybody is said to have.
    pub decider: String,
    /// When.
    pub decided_on: String,
    /// Under which section of the minutes.
    pub section: String,
    /// The board's own diary number.
    pub board_reference: String,
}

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
    /// Who decided on it, where the board says so.
    pub decision: Option<BoardDecision>,
    /// What is added.
    pub text: String,
    /// Its files, in order.
    pub files: Vec<AttachedFile>,
}

/// Writes the document. UTF-8, line feeds, no trailing blanks.
#[must_use]
pub fn render_supplement(supplement: &Supplement) -> String {
    let Supplement { board, auditors, reference, title, round, added_to, received, receipt_number, .. } = supplement;
    let mut out = String::new();
    line(&mut out, &format!("Komplettering till {}: {title}", lowered(round)));
    line(&mut out, "");
    line(&mut out, &format!("Från: {board}"));
    line(&mut out, &format!("Till: {auditors}"));
    line(&mut out, &format!("Revisionens diarienummer: {reference}"));
    if let Some(reference) = supplement.decision.as_ref().map(|decision| &decision.board_reference).filter(|reference| !reference.is_empty()) {
        line(&mut out, &format!("Nämndens diarienummer: {reference}"));
    }
    line(&mut out, &format!("Kompletterar: kvitto {added_to}"));
    line(&mut out, &format!("Inkom: {received}"));
    line(&mut out, &format!("Kvitto: {receipt_number}"));
    line(&mut out, &format!("Lämnas {}.", why(supplement.on_request, supplement.asked)));
    if let Some(decision) = &supplement.decision {
        decided(&mut out, decision, "");
    }
    line(&mut out, "");
    line(&mut out, supplement.text.trim_end());
    if !supplement.files.is_empty() {
        section(&mut out, "Bilagor");
        for (n, file) in (1..).zip(&supplement.files) {
            attached(&mut out, &format!("Bilaga {n}"), file);
        }
    }
    out
}

/// On whose initiative it is handed in.
pub(super) fn why(on_request: bool, asked: Option<(NaiveDate, NaiveDate)>) -> String {
    match (on_request, asked) {
        (true, Some((day, due_on))) => format!("på begäran av revisionen {day}, med sista dag {due_on}"),
        (true, None) => "på begäran av revisionen".to_owned(),
        (false, _) => "på nämndens eget initiativ".to_owned(),
    }
}

pub(super) fn lowered(round: &str) -> String {
    let mut chars = round.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::response::Decider;

    fn plain() -> Supplement {
        Supplement {
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
            decision: None,
            text: "R1: rutinen gäller från den 1 juni.\nDen bifogas inte.\n".into(),
            files: Vec::new(),
        }
    }

    fn file(name: &str, code: Option<&str>, ground: &str) -> AttachedFile {
        AttachedFile {
            id: serde_json::from_value("0195b1f0-0000-7000-8000-000000000001".into()).unwrap(),
            name: name.into(),
            byte_count: 1234,
            fingerprint: "01".repeat(32),
            item: None,
            code: code.map(str::to_owned),
            ground: ground.into(),
        }
    }

    #[test]
    fn the_document_of_a_supplement_is_the_same_byte_for_byte_for_ever() {
        assert_eq!(render_supplement(&plain()), include_str!("../../../tests/fixtures/document_supplement.txt"));
    }

    #[test]
    fn so_is_that_of_one_with_a_decision_and_files_and_of_a_secret_file_it_says_only_the_provision() {
        let decision = BoardDecision {
            decider: Decider::Chair,
            decided_on: "2025-04-10".parse().unwrap(),
            section: String::new(),
            board_reference: "SN 2025/7".into(),
            immediately_adjusted: false,
            predates: String::new(),
            amended: String::new(),
            reservations: String::new(),
            minutes_later: false,
        };
        let files = vec![file("Rutin å.pdf", Some("R1"), ""), file("Journal.pdf", None, "OSL 25 kap. 1 §")];
        let asked = Some(("2025-04-01".parse().unwrap(), "2025-04-30".parse().unwrap()));
        let whole = Supplement { asked, decision: Some(decision), files, ..plain() };
        assert_eq!(render_supplement(&whole), include_str!("../../../tests/fixtures/document_supplement_whole.txt"));
    }

    #[test]
    fn the_oldest_draft_that_was_stored_is_read() {
        let oldest = serde_json::json!({"why": "eget", "text": "R1", "decider": "board", "decided_on": "igår", "section": "7", "board_reference": ""});
        let read: DraftSupplement = serde_json::from_value(oldest).unwrap();
        assert_eq!((read.why.as_str(), read.text.as_str(), read.decided_on.as_str()), ("eget", "R1", "igår"));
        assert_eq!(serde_json::from_value::<DraftSupplement>(serde_json::json!({})).unwrap(), DraftSupplement::default());
    }
}
