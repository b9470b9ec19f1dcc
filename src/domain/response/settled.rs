//! A complete response, and the bytes of its own by which a locked text is recognised.
//!
//! What the board decides on is what is handed in, weeks later and perhaps by a newer release. The digest that proves it
//! is therefore taken of nothing that a library may write otherwise one day: no JSON, no order of keys, no type's name.
//! These are the bytes, version 1, which never change (`tests/fixtures/locked_text_1.txt`):
//!
//! ```text
//! yttrande, locked text, 1⏎
//! summary 22:Nämnden delar bilden.⏎
//! item 36:0195b1f0-…⏎        then, below their item, in this order:
//! answer 7:planned⏎          planned, done, none, elsewhere, follow_up, covered, same
//! reason 3:…⏎                of none; `reference` of elsewhere; `same_as` of same
//! measure 7:planned⏎         planned, done, outcome, unplanned; and below their measure:
//! promise 36:0195b1f0-…⏎     of an outcome
//! outcome 4:done⏎            done, under_way, not_done, replaced, dropped
//! action 3:…⏎  effect 3:…⏎  date 14:september 2025⏎  responsible 3:…⏎
//! agreement 7:in_part⏎       beside the answer: agrees, in_part, disagrees
//! why 3:…⏎  again 14:september 2025⏎  looked_again 3:…⏎
//! file 64:9f86d0…⏎           after the items, by their fingerprints; and below its file:
//! name 11:Rapport.pdf⏎  about 36:0195b1f0-…⏎ (an item)  ground 16:OSL 25 kap. 1 §⏎
//! ```
//!
//! Every value is preceded by its length in bytes, so that no text can pretend to be another line. Items stand in the
//! order of their ids. Only what the board chose and wrote is in it, not what was worked out from it (the last day of
//! "september 2025"), and an empty text has no line. So a later release may read more out of the text, and may give an
//! answer a further part, and still finds the same digest for every text that does not use it.

use sha2::{Digest as _, Sha256};

use super::{Agreement, Answer, AnswerKind, AttachedFile, Measure, MeasureKind, Report, Stand};
use crate::domain::ids::ItemId;

/// A complete response, ready to be locked, decided on and handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledResponse {
    /// The board's answer to the overall assessment.
    pub summary: String,
    /// The answer to each item.
    pub answers: Vec<(ItemId, Answer)>,
    /// What is said beside them, of the items of which anything is said.
    pub stands: Vec<(ItemId, Stand)>,
    /// The files that belong to it. They are in the digest by their fingerprints, names, items and provisions.
    pub files: Vec<AttachedFile>,
}

impl SettledResponse {
    /// The digest that is kept with the lock.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.canonical_bytes()).to_vec()
    }

    /// The bytes that the digest is taken of.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut bytes = Bytes(b"yttrande, locked text, 1\n".to_vec());
        bytes.line("summary", &self.summary);
        let mut answers: Vec<&(ItemId, Answer)> = self.answers.iter().collect();
        answers.sort_by_key(|(item, _)| *item);
        for (item, answer) in answers {
            bytes.line("item", &item.to_string());
            bytes.answer(answer);
            if let Some((_, stand)) = self.stands.iter().find(|(of, _)| of == item) {
                bytes.stand(stand);
            }
        }
        let mut files: Vec<Vec<u8>> = self.files.iter().map(file).collect();
        files.sort();
        bytes.0.extend(files.concat());
        bytes.0
    }
}

/// What is said of a file. By itself, so that files are sorted by what stands there and not by an id that changes when they
/// are handed in.
fn file(file: &AttachedFile) -> Vec<u8> {
    let mut bytes = Bytes(Vec::new());
    bytes.line("file", &file.fingerprint);
    bytes.line("name", &file.name);
    bytes.line("about", &file.item.map_or_else(String::new, |item| item.to_string()));
    bytes.line("ground", &file.ground);
    bytes.0
}

struct Bytes(Vec<u8>);

impl Bytes {
    fn line(&mut self, tag: &str, value: &str) {
        if !value.is_empty() {
            self.0.extend_from_slice(format!("{tag} {}:{value}\n", value.len()).as_bytes());
        }
    }

    fn answer(&mut self, answer: &Answer) {
        self.line(
            "answer",
            match answer.kind() {
                AnswerKind::Planned => "planned",
                AnswerKind::Done => "done",
                AnswerKind::None => "none",
                AnswerKind::Elsewhere => "elsewhere",
                AnswerKind::FollowUp => "follow_up",
                AnswerKind::Covered => "covered",
                AnswerKind::Same => "same",
                AnswerKind::InDocument => "in_document",
            },
        );
        match answer {
            Answer::Planned(measures) => self.measures(MeasureKind::Planned, measures),
            Answer::Done(measures) => self.measures(MeasureKind::Done, measures),
            Answer::None(reason) => self.line("reason", reason),
            Answer::Elsewhere(reference) => self.line("reference", reference),
            Answer::Same(code) => self.line("same_as", code),
            Answer::FollowUp(reports, unplanned) => {
                for report in reports {
                    self.report(report);
                }
                self.measures(MeasureKind::Unplanned, unplanned);
            }
            Answer::Covered(unplanned) => self.measures(MeasureKind::Unplanned, unplanned),
            Answer::InDocument => {}
        }
    }

    fn stand(&mut self, stand: &Stand) {
        self.line("agreement", stand.agreement.map_or("", Agreement::key));
        self.line("why", &stand.why);
        self.line("again", stand.again.as_ref().map_or("", |again| &again.text));
        self.line("looked_again", &stand.looked_again);
    }

    fn measures(&mut self, kind: MeasureKind, measures: &[Measure]) {
        for measure in measures {
            self.measure(kind);
            self.texts(&measure.action, &measure.effect, &measure.due.text, &measure.responsible);
        }
    }

    fn report(&mut self, report: &Report) {
        self.measure(MeasureKind::Outcome);
        self.line("promise", &report.planned.to_string());
        self.line("outcome", report.outcome.key());
        self.texts(&report.action, &report.effect, report.date.as_ref().map_or("", |date| &date.text), "");
    }

    fn measure(&mut self, kind: MeasureKind) {
        self.line(
            "measure",
            match kind {
                MeasureKind::Planned => "planned",
                MeasureKind::Done => "done",
                MeasureKind::Outcome => "outcome",
                MeasureKind::Unplanned => "unplanned",
            },
        );
    }

    fn texts(&mut self, action: &str, effect: &str, date: &str, responsible: &str) {
        self.line("action", action);
        self.line("effect", effect);
        self.line("date", date);
        self.line("responsible", responsible);
    }
}
