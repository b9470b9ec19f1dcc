//! What came another way than through the service, as a document: how and when it came, what the auditors have read in it, and
//! by their fingerprints the files that came. Plain text in Swedish, for ever.

use chrono::NaiveDate;

use super::document::{attached, decided, line, paragraph, section};
use super::supplement::{lowered, why};
use super::{AttachedFile, BoardDecision};
use crate::domain::submission::Channel;

/// What came.
#[derive(Clone, Debug)]
pub enum Arrived {
    /// A response: the last day in force when it was written in.
    Response(NaiveDate),
    /// A supplement.
    Supplement {
        /// The receipt of the response that it is added to.
        added_to: String,
        /// Whether the auditors asked for it.
        on_request: bool,
        /// When they did, and by which day they wanted it; nothing of what they did not ask for in the service.
        asked: Option<(NaiveDate, NaiveDate)>,
    },
}

/// Everything that goes into the document of what was written in.
#[derive(Clone, Debug)]
pub struct Arrival {
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
    /// A response, or what is added to one.
    pub what: Arrived,
    /// By which way it came.
    pub channel: Channel,
    /// The day on which it reached the auditors.
    pub received_on: NaiveDate,
    /// The day on which it was written in.
    pub entered_on: NaiveDate,
    /// The receipt number.
    pub receipt_number: String,
    /// What the board decided; none: it has not decided yet.
    pub decision: Option<BoardDecision>,
    /// What the auditors have read in it.
    pub summary: String,
    /// The files that came, in order.
    pub files: Vec<AttachedFile>,
}

/// Writes the document. UTF-8, line feeds, no trailing blanks.
#[must_use]
pub fn render_arrival(arrival: &Arrival) -> String {
    let mut out = String::new();
    match &arrival.what {
        Arrived::Response(_) => line(&mut out, &format!("{}: {}", arrival.round, arrival.title)),
        Arrived::Supplement { .. } => line(&mut out, &format!("Komplettering till {}: {}", lowered(&arrival.round), arrival.title)),
    }
    line(&mut out, "");
    line(&mut out, &format!("Från: {}", arrival.board));
    line(&mut out, &format!("Till: {}", arrival.auditors));
    line(&mut out, &format!("Revisionens diarienummer: {}", arrival.reference));
    if let Some(reference) = arrival.decision.as_ref().map(|decision| &decision.board_reference).filter(|reference| !reference.is_empty()) {
        line(&mut out, &format!("Nämndens diarienummer: {reference}"));
    }
    match &arrival.what {
        Arrived::Response(due_on) => line(&mut out, &format!("Sista dag: {due_on}")),
        Arrived::Supplement { added_to, .. } => line(&mut out, &format!("Kompletterar: kvitto {added_to}")),
    }
    line(&mut out, &format!("Inkom: {}, {}", arrival.received_on, way(arrival.channel)));
    line(&mut out, &format!("Inskrivet av revisionen: {}", arrival.entered_on));
    line(&mut out, &format!("Kvitto: {}", arrival.receipt_number));
    if let Arrived::Supplement { on_request, asked, .. } = arrival.what {
        line(&mut out, &format!("Lämnas {}.", why(on_request, asked)));
    }
    match (&arrival.decision, &arrival.what) {
        (Some(decision), _) => decided(&mut out, decision, ""),
        (None, Arrived::Response(_)) => line(&mut out, "Preliminärt yttrande. Nämndens beslut har inte kommit."),
        (None, Arrived::Supplement { .. }) => {}
    }
    section(&mut out, "Revisionens sammanfattning");
    paragraph(&mut out, &arrival.summary);
    section(&mut out, "Handlingar som kom in");
    for (n, file) in (1..).zip(&arrival.files) {
        attached(&mut out, &format!("Handling {n}"), file);
    }
    out
}

/// The document's own words.
fn way(channel: Channel) -> &'static str {
    match channel {
        Channel::Service => "genom tjänsten",
        Channel::Email => "med e-post",
        Channel::Paper => "på papper",
        Channel::Other => "på annat sätt",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::FileId;
    use crate::domain::response::Decider;

    #[test]
    fn the_document_of_what_came_another_way_is_the_same_byte_for_byte_for_ever() {
        let day = |text: &str| text.parse().unwrap();
        let file = |name: &str, ground: &str| AttachedFile {
            id: FileId::new("2025-04-02T08:00:00Z".parse().unwrap()),
            name: name.into(),
            byte_count: 48_212,
            fingerprint: "0a".repeat(32),
            item: None,
            code: None,
            ground: ground.into(),
        };
        let arrival = Arrival {
            board: "Servicenämnden".into(),
            auditors: "Revisorskollegiet".into(),
            reference: "REV-2025-1".into(),
            title: "Städavtal".into(),
            round: "Första yttrande".into(),
            what: Arrived::Response(day("2025-03-31")),
            channel: Channel::Paper,
            received_on: day("2025-03-28"),
            entered_on: day("2025-04-02"),
            receipt_number: "Y2025-0001".into(),
            decision: Some(BoardDecision {
                decider: Decider::Board,
                decided_on: day("2025-03-26"),
                section: "31".into(),
                board_reference: "SN-2025-17".into(),
                immediately_adjusted: false,
                predates: String::new(),
                amended: String::new(),
                reservations: String::new(),
                minutes_later: false,
            }),
            summary: "Nämnden delar bilden.\nAvtalen följs upp.\n".into(),
            files: vec![file("Yttrande.pdf", ""), file("Lista.pdf", "OSL 25 kap. 1 §")],
        };
        assert_eq!(render_arrival(&arrival), include_str!("../../../tests/fixtures/document_written_in.txt"));
        let waiting = render_arrival(&Arrival { decision: None, ..arrival.clone() });
        assert!(waiting.contains("Preliminärt yttrande. Nämndens beslut har inte kommit.\n") && !waiting.contains("SN-2025-17"), "{waiting}");
        let what = Arrived::Supplement { added_to: "Y2025-0001".into(), on_request: true, asked: Some((day("2025-03-01"), day("2025-03-27"))) };
        let added = render_arrival(&Arrival { what, decision: None, receipt_number: "Y2025-0002".into(), ..arrival });
        assert_eq!(added, include_str!("../../../tests/fixtures/document_supplement_written_in.txt"));
    }
}
