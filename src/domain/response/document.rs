//! The response as a document: plain text in Swedish, the same for everybody, for ever. Its SHA-256 stands on the
//! receipt, so nothing here may depend on language settings, on the reader or on the day it is read.

use std::fmt::Write as _;

use super::{Agreement, AnsweredItem, AttachedFile, Backing, BoardDecision, Decider, DrawnMeasure, Label, Outcome, Statement};
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
    /// When the text was locked, in Stockholm: said where the decision is older.
    pub locked: String,
    /// What the board decided, or when it will.
    pub backing: Backing,
    /// The summary.
    pub summary: String,
    /// Every item with its answer, in order.
    pub items: Vec<AnsweredItem>,
    /// The attached files, in order.
    pub files: Vec<AttachedFile>,
}

/// Writes the document. UTF-8, line feeds, no trailing blanks.
#[must_use]
pub fn render(document: &Document) -> String {
    let mut out = String::new();
    head(&mut out, document);
    section(&mut out, "Sammanfattande svar");
    paragraph(&mut out, &document.summary);
    for answered in &document.items {
        let item = &answered.item;
        let kind = match item.kind {
            ItemKind::Assessment => "Bedömning",
            ItemKind::Recommendation => "Rekommendation",
        };
        section(&mut out, &format!("{} {} – {}", kind, item.code, item.heading));
        paragraph(&mut out, &format!("Revisionens text: {}", item.body));
        answer(&mut out, answered);
    }
    if !document.files.is_empty() {
        section(&mut out, "Bilagor");
        for (n, file) in (1..).zip(&document.files) {
            attached(&mut out, &format!("Bilaga {n}"), file);
        }
    }
    out
}

fn head(out: &mut String, document: &Document) {
    line(out, &format!("{}: {}", document.round, document.title));
    line(out, "");
    line(out, &format!("Från: {}", document.board));
    line(out, &format!("Till: {}", document.auditors));
    line(out, &format!("Revisionens diarienummer: {}", document.reference));
    if let Backing::Decided(BoardDecision { board_reference, .. }) = &document.backing
        && !board_reference.is_empty()
    {
        line(out, &format!("Nämndens diarienummer: {board_reference}"));
    }
    line(out, &format!("Sista dag: {}", document.due_on));
    line(out, &format!("Inkom: {}", document.received));
    line(out, &format!("Kvitto: {}", document.receipt_number));
    match &document.backing {
        Backing::Decided(decision) => decided(out, decision, &document.locked),
        Backing::Expected(day) => line(out, &format!("Preliminärt yttrande. Nämndens beslut har inte fattats. Det väntas {day}.")),
    }
}

/// The decision; what most decisions have nothing of has a line only where there is something.
pub(super) fn decided(out: &mut String, decision: &BoardDecision, locked: &str) {
    let by = match decision.decider {
        Decider::Board => "nämnden",
        Decider::Committee => "arbetsutskottet",
        Decider::Chair => "ordföranden",
        Decider::Other => "annan med delegation",
    };
    let adjusted = if decision.immediately_adjusted { ", omedelbart justerad" } else { "" };
    let section = if decision.section.is_empty() { String::new() } else { format!(", § {}", decision.section) };
    line(out, &format!("Beslutat av {by} {}{section}{adjusted}", decision.decided_on));
    if !decision.predates.is_empty() {
        line(out, &format!("Texten låstes {locked}, efter beslutet. Skäl, och vad som skiljer: {}", decision.predates));
    }
    if !decision.amended.is_empty() {
        line(out, &format!("Beslutat med ändringar av förslaget: {}", decision.amended));
    }
    if !decision.reservations.is_empty() {
        line(out, &format!("Reservationer och särskilda yttranden: {}", decision.reservations));
    }
    if decision.minutes_later {
        line(out, "Protokollsutdraget lämnas senare.");
    }
}

fn answer(out: &mut String, answered: &AnsweredItem) {
    let drawing = answered.drawing();
    if let Some((agreement, why)) = drawing.agreement {
        let reason = if why.is_empty() { String::new() } else { format!(" Skäl: {why}") };
        paragraph(out, &format!("Ställningstagande: {}.{reason}", stands(agreement)));
    }
    match drawing.statement {
        Some(Statement::NoMeasures(reason)) => paragraph(out, &format!("Inga åtgärder planeras. Skäl: {reason}")),
        Some(Statement::Elsewhere(reference)) => paragraph(out, &format!("Svaret lämnas i särskild ordning, diarienummer {reference}.")),
        Some(Statement::InDocument) => paragraph(out, "Svaret står i det som kom in."),
        Some(Statement::WasInDocument) => paragraph(out, "Det första yttrandet kom in på annat sätt än genom tjänsten, och svaret står där."),
        Some(Statement::NothingPromised) => paragraph(out, "I det första yttrandet redovisades inga planerade åtgärder här."),
        Some(Statement::WasDone) => paragraph(out, "I det första yttrandet redovisades att åtgärden redan var genomförd."),
        Some(Statement::WasElsewhere(reference)) => {
            paragraph(out, &format!("Det första svaret lämnades i särskild ordning, diarienummer {reference}."));
        }
        Some(Statement::WasToBeLookedAt(day)) => {
            paragraph(out, &format!("I det första yttrandet planerades inga åtgärder här, och frågan skulle ses över igen. Senast: {day}."));
        }
        Some(Statement::Settled) => paragraph(out, "Det som nämnden hade lovat här är redovisat sedan tidigare."),
        Some(Statement::SameAs(code)) => paragraph(out, &format!("Samma åtgärd som {code}.")),
        Some(Statement::ToldUnder(code)) => paragraph(out, &format!("Åtgärden är densamma som för {code} och redovisas där.")),
        None => {}
    }
    if let Some(day) = drawing.again {
        paragraph(out, &format!("Frågan ses över igen. Senast: {day}."));
    }
    if let Some(text) = drawing.looked_again {
        paragraph(out, &format!("Det nämnden kom fram till: {text}"));
    }
    // Measures are counted by what they are: the first unplanned one is number 1, however many were promised.
    let mut number = 0;
    let mut counted = None;
    for drawn in &drawing.measures {
        number = if counted == Some(drawn.kind) { number + 1 } else { 1 };
        counted = Some(drawn.kind);
        measure(out, drawn, number);
    }
}

fn measure(out: &mut String, drawn: &DrawnMeasure<'_>, number: usize) {
    if let Some(promise) = drawn.promise {
        paragraph(out, &format!("Planerat: {} Senast {}.", promise.measure.action, promise.measure.due.text));
        if let Some(since) = &promise.since {
            let day = if since.due_text.is_empty() { String::new() } else { format!(" Senast {}.", since.due_text) };
            paragraph(out, &format!("Redovisat {}: {}. {}{day}", since.told_on, said(since.outcome), since.action));
        }
    }
    for (label, text) in drawn.lines() {
        let line = match label {
            Label::PlannedMeasure => format!("Planerad åtgärd {number}: {text}"),
            Label::DoneMeasure => format!("Genomförd åtgärd {number}: {text}"),
            Label::UnplannedMeasure => format!("Åtgärd som inte var planerad {number}: {text}"),
            Label::Outcome(outcome) => format!("Utfall: {}. {text}", said(outcome)),
            Label::ExpectedEffect => format!("Förväntad effekt: {text}"),
            Label::Effect => format!("Effekt: {text}"),
            Label::LatestDate => format!("Senast genomförd: {text}"),
            Label::DoneOn => format!("Genomförd: {text}"),
            // Documents of before say so of a measure that was replaced as well, and are put together again byte for byte.
            Label::NewLatestDate | Label::ReplacementDate => format!("Ny sista dag: {text}"),
            Label::Responsible => format!("Ansvarig: {text}"),
        };
        paragraph(out, &line);
    }
}

/// The document is read by everybody: of a secret file it says that there is one, and by which provision.
pub(super) fn attached(out: &mut String, what: &str, file: &AttachedFile) {
    let about = file.code.as_ref().map_or_else(String::new, |code| format!(" till {code}"));
    if file.is_secret() {
        line(out, &format!("{what}{about}: omfattas av sekretess, {}. Lämnad för sig.", file.ground));
    } else {
        line(out, &format!("{what}{about}: {} ({} byte)", file.name, file.byte_count));
        line(out, &format!("SHA-256: {}", file.fingerprint));
    }
}

/// The document's own words, which do not follow when the pages find better ones.
fn said(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "Genomförd",
        Outcome::UnderWay => "Pågår",
        Outcome::NotDone => "Inte genomförd",
        Outcome::Replaced => "Ersatt av annan åtgärd",
        Outcome::Dropped => "Genomförs inte",
    }
}

fn stands(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Agrees => "Nämnden instämmer",
        Agreement::InPart => "Nämnden instämmer delvis",
        Agreement::Disagrees => "Nämnden instämmer inte",
    }
}

pub(super) fn section(out: &mut String, heading: &str) {
    line(out, "");
    line(out, heading);
    line(out, &"-".repeat(heading.chars().count()));
}

pub(super) fn paragraph(out: &mut String, text: &str) {
    line(out, text.trim_end());
}

pub(super) fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _written = writeln!(out, "{text}");
}
