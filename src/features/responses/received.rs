//! Everything that has come in for a round, as pages list it: nothing that came disappears, and each says what became of it.

use super::requested;
use super::store::Round;
use super::texts::Texts;
use super::write_in;
use crate::domain::submission::{Channel, Received, SubmissionKind};
use crate::platform::parts::Chip;
use crate::platform::words::Words;

/// A line of the list.
pub(super) struct Line {
    pub(super) url: String,
    pub(super) name: String,
    pub(super) came: String,
    pub(super) chip: Option<Chip>,
    /// That it was taken back, and why.
    pub(super) withdrawn: Option<String>,
    /// On whose initiative something was added, and what.
    pub(super) added: Option<(String, String)>,
}

/// The list, without the one that is being read.
pub(super) fn lines(round: &Round, received: &[Received], but: Option<i16>, t: Texts, words: Words) -> Vec<Line> {
    received.iter().filter(|one| Some(one.number) != but).map(|one| line(round, one, t, words)).collect()
}

fn line(round: &Round, one: &Received, t: Texts, words: Words) -> Line {
    Line {
        url: round.name.submission_url(one.number),
        name: t.kind_with_receipt(t.kind(one.kind), &one.receipt_number),
        came: written_in(one, words).unwrap_or_else(|| format!("{} {}", t.arrived(), words.received(one.received_at, one.received_on))),
        chip: one.withdrawn_at.map(|_| Chip::plain(t.taken_back())),
        withdrawn: withdrawn(one, t, words),
        added: initiative(one, t, words).map(|why| (why, one.added.clone())),
    }
}

/// On whose initiative a supplement was handed in.
pub(super) fn initiative(one: &Received, t: Texts, words: Words) -> Option<String> {
    let requested = one.on_request?;
    let said = if requested { t.was_requested() } else { t.was_own_initiative() };
    Some(requested::was_asked_for(one, words).unwrap_or_else(|| said.to_owned()))
}

/// That it was taken back, when and why.
pub(super) fn withdrawn(one: &Received, t: Texts, words: Words) -> Option<String> {
    let at = one.withdrawn_at?;
    Some(t.was_taken_back(&words.instant(at), one.withdrawal_reason.as_deref().unwrap_or_default()))
}

/// That it came another way, and when the auditors wrote it in.
pub(super) fn written_in(one: &Received, words: Words) -> Option<String> {
    let t = write_in::Texts::from(words.lang());
    let how = match one.channel {
        Channel::Service => return None,
        Channel::Email => t.came_by_email(),
        Channel::Paper => t.came_on_paper(),
        Channel::Other => t.came_some_other_way(),
    };
    Some(format!("{how} {}", t.was_written_in(&words.date(one.received_on), &words.date(one.entered_on))))
}

impl Texts {
    /// What it is called.
    pub(super) fn kind(self, kind: SubmissionKind) -> &'static str {
        match kind {
            SubmissionKind::Response => self.response(),
            SubmissionKind::Preliminary => self.preliminary_response(),
            SubmissionKind::Supplement => self.supplement(),
        }
    }
}
