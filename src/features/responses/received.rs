//! Everything that has come in for a round, as pages list it: nothing that came disappears, and each says what became of it.

use super::attachments::{self, ShownFile};
use super::decision;
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
    /// Whose words those are, where they are not the board's.
    pub(super) whose: Option<&'static str>,
    /// Who decided on it, where it says so.
    pub(super) decision: Option<String>,
    pub(super) files: Vec<ShownFile>,
}

/// The list, without the one that is being read.
pub(super) fn lines(round: &Round, received: &[Received], but: Option<i16>, t: Texts, words: Words) -> Vec<Line> {
    received.iter().filter(|one| Some(one.number) != but).map(|one| line(round, one, t, words)).collect()
}

/// What was added to it and stands, as it is read on paper, which goes anywhere: a secret file without its name.
pub(super) fn on_paper(round: &Round, received: &[Received], t: Texts, words: Words) -> Vec<Line> {
    let stands = received.iter().filter(|one| one.kind == SubmissionKind::Supplement && one.withdrawn_at.is_none());
    stands.map(|one| Line { files: attachments::printed(&one.files, words), ..line(round, one, t, words) }).collect()
}

fn line(round: &Round, one: &Received, t: Texts, words: Words) -> Line {
    Line {
        url: round.name.submission_url(one.number),
        name: t.kind_with_receipt(t.kind(one.kind), &one.receipt_number),
        came: written_in(one, words).unwrap_or_else(|| format!("{} {}", t.arrived(), words.received(one.received_at, one.received_on))),
        chip: one.withdrawn_at.map(|_| Chip::plain(t.taken_back())),
        withdrawn: withdrawn(one, t, words),
        added: words.initiative(one).map(|why| (why, one.added.clone())),
        whose: (one.channel != Channel::Service).then(|| write_in::Texts::from(words.lang()).summary()),
        decision: one.decision.as_ref().map(|decision| decision::in_full(decision, None, t, words)),
        files: attachments::received(round, &one.files, words),
    }
}

/// That it was taken back, when and why.
pub(super) fn withdrawn(one: &Received, t: Texts, words: Words) -> Option<String> {
    let at = one.withdrawn_at?;
    Some(t.was_taken_back(&words.instant(at), one.withdrawal_reason.as_deref().unwrap_or_default()))
}

/// That it came another way, and when the auditors wrote it in.
pub(super) fn written_in(one: &Received, words: Words) -> Option<String> {
    let t = write_in::Texts::from(words.lang());
    let adds = one.kind == SubmissionKind::Supplement;
    let how = match (one.channel, adds) {
        (Channel::Service, _) => return None,
        (Channel::Email, false) => t.came_by_email(),
        (Channel::Paper, false) => t.came_on_paper(),
        (Channel::Other, false) => t.came_some_other_way(),
        (Channel::Email, true) => t.supplement_came_by_email(),
        (Channel::Paper, true) => t.supplement_came_on_paper(),
        (Channel::Other, true) => t.supplement_came_some_other_way(),
    };
    let (came, entered) = (words.date(one.received_on), words.date(one.entered_on));
    let when = if adds { t.supplement_was_written_in(&came, &entered) } else { t.was_written_in(&came, &entered) };
    Some(format!("{how} {when}"))
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
