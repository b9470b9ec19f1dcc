//! The response as a document: plain text in Swedish, the same for everybody, for ever. Its SHA-256 stands on the
//! receipt, so nothing here may depend on language settings, on the reader or on the day it is read.

use std::fmt::Write as _;

use super::{Answer, BoardDecision, Decider, Measure, Outcome};
use crate::domain::audit::ItemKind;

/// Everything that goes into the document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Who answers.
    pub board: String,
    /// To whom: the auditors' body.
    pub auditors: String,
    /// The auditors' reference.
    pub reference: String,
    /// What was audited.
    pub title: String,
    /// "Första yttrande", "Uppföljande yttrande".
    pub round: String,
    /// The last day in force when it was handed in.
    pub due_on: chrono::NaiveDate,
    /// When it arrived, in Stockholm: "2025-03-28 kl. 14.32".
    pub received: String,
    /// The receipt number.
    pub receipt_number: String,
    /// What the board decided.
    pub decision: BoardDecision,
    /// The summary.
    pub summary: String,
    /// Every item with its answer, in order.
    pub items: Vec<ItemText>,
    /// Names and SHA-256 digests of attached files.
    pub files: Vec<(String, String)>,
}

/// An item and its answer.
#[derive(Clone, Debug)]
pub struct ItemText {
    /// B1, R1 …
    pub code: String,
    /// Assessment or recommendation.
    pub kind: ItemKind,
    /// The short heading.
    pub heading: String,
    /// The auditors' wording.
    pub body: String,
    /// The board's answer.
    pub answer: Answer,
    /// Follow-up: each promise as it stood in the first response, in the order of the reports.
    pub promises: Vec<OutcomeText>,
}

/// A promise as it stood in the first response.
#[derive(Clone, Debug)]
pub struct OutcomeText {
    /// What was promised.
    pub action: String,
    /// The latest date, in the board's words.
    pub due: String,
}

/// Writes the document. UTF-8, line feeds, no trailing blanks.
#[must_use]
pub fn render(document: &Document) -> String {
    let mut out = String::new();
    head(&mut out, document);
    section(&mut out, "Sammanfattande svar");
    paragraph(&mut out, &document.summary);
    for item in &document.items {
        let kind = match item.kind {
            ItemKind::Assessment => "Bedömning",
            ItemKind::Recommendation => "Rekommendation",
        };
        section(&mut out, &format!("{} {} – {}", kind, item.code, item.heading));
        paragraph(&mut out, &format!("Revisionens text: {}", item.body));
        answer(&mut out, item);
    }
    if !document.files.is_empty() {
        section(&mut out, "Bilagor");
        for (name, digest) in &document.files {
            line(&mut out, &format!("{name} (SHA-256 {digest})"));
        }
    }
    out
}

fn head(out: &mut String, document: &Document) {
    let decision = &document.decision;
    line(out, &format!("{}: {}", document.round, document.title));
    line(out, "");
    line(out, &format!("Från: {}", document.board));
    line(out, &format!("Till: {}", document.auditors));
    line(out, &format!("Revisionens diarienummer: {}", document.reference));
    if !decision.board_reference.is_empty() {
        line(out, &format!("Nämndens diarienummer: {}", decision.board_reference));
    }
    line(out, &format!("Sista dag: {}", document.due_on));
    line(out, &format!("Inkom: {}", document.received));
    line(out, &format!("Kvitto: {}", document.receipt_number));
    let by = match decision.decider {
        Decider::Board => "nämnden",
        Decider::Committee => "arbetsutskottet",
        Decider::Chair => "ordföranden",
        Decider::Other => "annan med delegation",
    };
    let adjusted = if decision.immediately_adjusted { ", omedelbart justerad" } else { "" };
    line(out, &format!("Beslutat av {by} {}, § {}{adjusted}", decision.decided_on, decision.section));
}

fn answer(out: &mut String, item: &ItemText) {
    match &item.answer {
        Answer::Planned(measures) => each(measures, |n, m| measure(out, &format!("Planerad åtgärd {n}"), "Förväntad effekt", "Senast genomförd", m)),
        Answer::Done(measures) => each(measures, |n, m| measure(out, &format!("Genomförd åtgärd {n}"), "Effekt", "Genomförd", m)),
        Answer::None(reason) => paragraph(out, &format!("Inga åtgärder planeras. Skäl: {reason}")),
        Answer::Elsewhere(reference) => paragraph(out, &format!("Svaret lämnas i särskild ordning, diarienummer {reference}.")),
        Answer::FollowUp(reports, unplanned) => {
            for (report, promise) in reports.iter().zip(&item.promises) {
                paragraph(out, &format!("Planerat: {} Senast {}.", promise.action, promise.due));
                let outcome = match report.outcome {
                    Outcome::Done => "Genomförd",
                    Outcome::UnderWay => "Pågår",
                    Outcome::NotDone => "Inte genomförd",
                    Outcome::Replaced => "Ersatt av annan åtgärd",
                };
                paragraph(out, &format!("Utfall: {outcome}. {}", report.action));
                if !report.effect.is_empty() {
                    paragraph(out, &format!("Effekt: {}", report.effect));
                }
                if let Some(date) = &report.date {
                    let label = if report.outcome == Outcome::Done { "Genomförd" } else { "Ny sista dag" };
                    paragraph(out, &format!("{label}: {}", date.text));
                }
            }
            each(unplanned, |n, m| measure(out, &format!("Åtgärd som inte var planerad {n}"), "Effekt", "Genomförd", m));
        }
        Answer::Covered(unplanned) => {
            paragraph(out, "I det första yttrandet redovisades inga planerade åtgärder här.");
            each(unplanned, |n, m| measure(out, &format!("Åtgärd som inte var planerad {n}"), "Effekt", "Genomförd", m));
        }
    }
}

fn each(measures: &[Measure], mut write: impl FnMut(usize, &Measure)) {
    for (n, measure) in measures.iter().enumerate() {
        write(n + 1, measure);
    }
}

fn measure(out: &mut String, label: &str, effect: &str, date: &str, measure: &Measure) {
    paragraph(out, &format!("{label}: {}", measure.action));
    paragraph(out, &format!("{effect}: {}", measure.effect));
    paragraph(out, &format!("{date}: {}", measure.due.text));
    if !measure.responsible.is_empty() {
        paragraph(out, &format!("Ansvarig: {}", measure.responsible));
    }
}

fn section(out: &mut String, heading: &str) {
    line(out, "");
    line(out, heading);
    line(out, &"-".repeat(heading.chars().count()));
}

fn paragraph(out: &mut String, text: &str) {
    line(out, text.trim_end());
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _written = writeln!(out, "{text}");
}
