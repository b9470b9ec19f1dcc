//! Files that a board attaches to its response, as its locked text, its document and its readers know them.

use serde::Deserialize;

use crate::domain::ids::{FileId, ItemId};
use crate::domain::text::{self, TextFault};

/// The longest provision, in characters.
const LONGEST_GROUND: usize = 100;

/// A file of a response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AttachedFile {
    /// Which file: one on the desk, another once it has been handed in.
    pub id: FileId,
    /// What it is called; empty for whoever may not know.
    pub name: String,
    /// Its length in bytes; 0 for whoever may not know.
    pub byte_count: i64,
    /// SHA-256 of its bytes, in 64 hexadecimal digits; empty for whoever may not know.
    pub fingerprint: String,
    /// The item that it belongs to; none: the response as a whole.
    pub item: Option<ItemId>,
    /// That item's code, R4.
    pub code: Option<String>,
    /// The provision by which it is secret (OSL), told to everybody; empty: it is open.
    pub ground: String,
}

impl AttachedFile {
    /// Whether only the auditors and the board itself open it.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        !self.ground.is_empty()
    }

    /// Whether the reader knows what it is called, and may open it.
    #[must_use]
    pub fn is_open_to_reader(&self) -> bool {
        !self.fingerprint.is_empty()
    }
}

/// Why a provision was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroundFault {
    /// It is needed, or it is too long.
    Text(TextFault),
    /// It names no chapter: there is no number in it.
    NoChapter,
}

/// Reads the provision by which a file is secret, such as "OSL 25 kap. 1 §". Everybody reads it, so it is short and has the
/// number of a chapter: whoever writes why in her own words would tell what is to be kept.
///
/// # Errors
/// [`GroundFault`].
pub fn ground(raw: &str) -> Result<String, GroundFault> {
    let line = text::required(&text::tidy_line(raw), LONGEST_GROUND).map_err(GroundFault::Text)?;
    if line.chars().any(|c| c.is_ascii_digit()) { Ok(line) } else { Err(GroundFault::NoChapter) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::response::{Backing, BoardDecision, Decider, Document, SettledResponse, render};

    fn id(n: u8) -> String {
        format!("0195b1f0-0000-7000-8000-0000000000{n:02}")
    }

    fn file(n: u8, name: &str, of_item: bool, ground: &str) -> AttachedFile {
        AttachedFile {
            id: serde_json::from_value(id(n).into()).unwrap(),
            name: name.into(),
            byte_count: 1_234_567,
            fingerprint: format!("{n:02}").repeat(32),
            item: of_item.then(|| serde_json::from_value(id(9).into()).unwrap()),
            code: of_item.then(|| "R4".into()),
            ground: ground.into(),
        }
    }

    fn locked(files: Vec<AttachedFile>) -> SettledResponse {
        SettledResponse { summary: "Nämnden delar bilden.".into(), answers: Vec::new(), stands: Vec::new(), files }
    }

    /// Texts are locked for weeks, and handed in by a newer release.
    #[test]
    fn the_bytes_of_a_locked_text_with_files_are_the_same_for_ever_whatever_their_order_and_ids() {
        let (plan, minutes) = (file(2, "Plan å.pdf", true, ""), file(1, "Journal.pdf", false, "OSL 25 kap. 1 §"));
        let pinned = format!(
            "yttrande, locked text, 1\nsummary 22:Nämnden delar bilden.\nfile 64:{}\nname 11:Journal.pdf\nground 16:OSL 25 kap. 1 §\nfile 64:{}\nname 11:Plan å.pdf\nabout 36:{}\n",
            "01".repeat(32),
            "02".repeat(32),
            id(9)
        );
        for files in [vec![plan.clone(), minutes.clone()], vec![minutes, AttachedFile { id: file(7, "", false, "").id, ..plan }]] {
            assert_eq!(String::from_utf8(locked(files).canonical_bytes()).unwrap(), pinned);
        }
        assert_eq!(locked(Vec::new()).canonical_bytes(), "yttrande, locked text, 1\nsummary 22:Nämnden delar bilden.\n".as_bytes());
    }

    #[test]
    fn whatever_is_said_of_a_file_is_part_of_the_locked_text() {
        let one = file(1, "Plan.pdf", false, "");
        let digest = |file: &AttachedFile| locked(vec![file.clone()]).digest();
        for other in [file(2, "Plan.pdf", false, ""), file(1, "Plan 2.pdf", false, ""), file(1, "Plan.pdf", true, ""), file(1, "Plan.pdf", false, "OSL 25:1")] {
            assert_ne!(digest(&other), digest(&one), "{other:?}");
        }
        assert_ne!(locked(vec![one.clone(), one.clone()]).digest(), digest(&one));
        assert_ne!(locked(Vec::new()).digest(), digest(&one));
    }

    #[test]
    fn the_document_names_open_files_with_their_fingerprints_and_of_secret_ones_only_the_provision() {
        let day: chrono::NaiveDate = "2025-03-31".parse().unwrap();
        let decision = BoardDecision {
            decider: Decider::Board,
            decided_on: day,
            section: "45".into(),
            board_reference: String::new(),
            immediately_adjusted: false,
            predates: String::new(),
            amended: String::new(),
            reservations: String::new(),
            minutes_later: false,
        };
        let document = Document {
            board: "Servicenämnden".into(),
            auditors: "Revisorskollegiet".into(),
            reference: "REV-2025-1".into(),
            title: "Städavtal".into(),
            round: "Första yttrande".into(),
            due_on: day,
            received: "2025-03-28 kl. 14.32".into(),
            receipt_number: "Y2025-0001".into(),
            locked: String::new(),
            backing: Backing::Decided(decision),
            summary: "Nämnden delar bilden.".into(),
            items: Vec::new(),
            files: vec![file(2, "Plan å.pdf", true, ""), file(1, "Journal.pdf", false, "OSL 25 kap. 1 §")],
        };
        let text = render(&document);
        let (_, files) = text.split_once("\nBilagor\n-------\n").unwrap();
        let pinned = format!(
            "Bilaga 1 till R4: Plan å.pdf (1234567 byte)\nSHA-256: {}\nBilaga 2: omfattas av sekretess, OSL 25 kap. 1 §. Lämnad för sig.\n",
            "02".repeat(32)
        );
        assert_eq!(files, pinned);
        assert!(!render(&Document { files: Vec::new(), ..document }).contains("Bilagor"));
    }

    #[test]
    fn a_provision_is_a_short_line_with_the_number_of_a_chapter() {
        for (raw, read) in [
            ("OSL 25 kap. 1 §", Ok("OSL 25 kap. 1 §")),
            ("  25:1\r\n", Ok("25:1")),
            ("OSL 25 kap.\n1 §", Ok("OSL 25 kap. 1 §")),
            ("", Err(GroundFault::Text(TextFault::Empty))),
            (" \u{200b} ", Err(GroundFault::Text(TextFault::Empty))),
            ("sekretess", Err(GroundFault::NoChapter)),
            (&"1".repeat(101), Err(GroundFault::Text(TextFault::TooLong(100, 101)))),
        ] {
            assert_eq!(ground(raw).as_deref(), read.as_ref().copied(), "{raw:?}");
        }
    }
}
