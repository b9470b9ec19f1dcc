//! What has come in for a round: of which kind, by which way, and whether it can still be taken back.

use chrono::{DateTime, NaiveDate, Utc};

use super::calendar;
use super::response::{AttachedFile, BoardDecision};

/// What was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "submission_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum SubmissionKind {
    /// A response, with the decision behind it.
    Response,
    /// A response whose decision comes later.
    Preliminary,
    /// Something that is added to what was handed in before (komplettering).
    Supplement,
}

/// The way by which it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "channel", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Handed in here.
    Service,
    /// By e-mail, and written in by the auditors.
    Email,
    /// On paper, and written in by the auditors.
    Paper,
    /// Another way, and written in by the auditors.
    Other,
}

/// Something that has come in for a round, whatever has become of it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Received {
    /// Counted per round, whatever its kind.
    pub number: i16,
    /// Of which kind.
    pub kind: SubmissionKind,
    /// By which way.
    pub channel: Channel,
    /// Y2025-0001.
    pub receipt_number: String,
    /// When it had arrived in full. None: only its day is known.
    pub received_at: Option<DateTime<Utc>>,
    /// Its day in Stockholm.
    pub received_on: NaiveDate,
    /// When it was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Why.
    pub withdrawal_reason: Option<String>,
    /// The auditors have noted their diary number of it.
    pub registered: bool,
    /// Their verdict on it has been published.
    pub judged: bool,
    /// A supplement to it stands.
    pub supplemented: bool,
    /// An answer of a later round stands, which reports on what was promised in it.
    pub followed: bool,
    /// Of a supplement: whether the auditors asked for it.
    pub on_request: Option<bool>,
    /// The day on which it was entered here: later than it came, when the auditors have written it in.
    pub entered_on: NaiveDate,
    /// The auditors have asked for a supplement to it, and that stands.
    #[serde(default)]
    pub asked: bool,
    /// How many supplements they have asked for in its round, with those that were taken back.
    #[serde(default)]
    pub requests: i64,
    /// Of a supplement that answers a request: the last day of that.
    #[serde(default)]
    pub request_due_on: Option<NaiveDate>,
    /// What a supplement adds, in the board's words; empty of everything else.
    pub added: String,
    /// Who decided on a supplement, where it says so.
    #[serde(default)]
    pub decision: Option<BoardDecision>,
    /// The files of a supplement, as far as the reader may know them.
    #[serde(default)]
    pub files: Vec<AttachedFile>,
}

/// Why what was handed in cannot be taken back, or not any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// It has been taken back already.
    Withdrawn,
    /// It did not come through the service.
    WrittenIn,
    /// It is a supplement: a further one says what was wrong with it.
    Supplement,
    /// The auditors have registered it: it is a record of theirs (OSL 5:1).
    Registered,
    /// They have judged it.
    Judged,
    /// It has been supplemented, and supplements stand.
    Supplemented,
    /// The auditors have asked for a supplement to it.
    Asked,
    /// A later answer rests on it.
    Followed,
    /// So does what the board has begun to write for a later one: it is kept by what was promised here.
    FollowUpBegun,
    /// The audit is closed.
    Closed,
}

impl Received {
    /// How many days after the last day of its request a supplement came; nothing of what nobody asked for with a day.
    #[must_use]
    pub fn days_late(&self) -> Option<i64> {
        self.request_due_on.and_then(|due_on| calendar::days_late(due_on, self.received_on))
    }

    /// What hinders that it is taken back, if anything does; `closed`: the audit is; `follow_up_begun`: something is saved on the
    /// board's desk for a later round.
    #[must_use]
    pub fn hindrance(&self, closed: bool, follow_up_begun: bool) -> Option<Hindrance> {
        [
            (self.withdrawn_at.is_some(), Hindrance::Withdrawn),
            (self.channel != Channel::Service, Hindrance::WrittenIn),
            (self.kind == SubmissionKind::Supplement, Hindrance::Supplement),
            (self.registered, Hindrance::Registered),
            (self.judged, Hindrance::Judged),
            (self.supplemented, Hindrance::Supplemented),
            (self.asked, Hindrance::Asked),
            (self.followed, Hindrance::Followed),
            (follow_up_begun, Hindrance::FollowUpBegun),
            (closed, Hindrance::Closed),
        ]
        .into_iter()
        .find_map(|(is_so, hindrance)| is_so.then_some(hindrance))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh() -> Received {
        Received {
            number: 1,
            kind: SubmissionKind::Response,
            channel: Channel::Service,
            receipt_number: "Y2025-0001".into(),
            received_at: Some("2025-03-10T09:00:00Z".parse().unwrap()),
            received_on: "2025-03-10".parse().unwrap(),
            withdrawn_at: None,
            withdrawal_reason: None,
            registered: false,
            judged: false,
            supplemented: false,
            followed: false,
            on_request: None,
            entered_on: "2025-03-10".parse().unwrap(),
            asked: false,
            requests: 0,
            request_due_on: None,
            added: String::new(),
            decision: None,
            files: Vec::new(),
        }
    }

    #[test]
    fn what_nobody_has_registered_or_judged_and_nothing_rests_on_is_taken_back() {
        assert_eq!(fresh().hindrance(false, false), None);
        assert_eq!(fresh().hindrance(false, true), Some(Hindrance::FollowUpBegun));
        assert_eq!(Received { followed: true, ..fresh() }.hindrance(true, true), Some(Hindrance::Followed));
        for (received, closed, hindrance) in [
            (Received { withdrawn_at: fresh().received_at, ..fresh() }, false, Hindrance::Withdrawn),
            (Received { channel: Channel::Paper, ..fresh() }, false, Hindrance::WrittenIn),
            (Received { channel: Channel::Email, registered: true, ..fresh() }, false, Hindrance::WrittenIn),
            (Received { kind: SubmissionKind::Supplement, ..fresh() }, false, Hindrance::Supplement),
            (Received { registered: true, judged: true, ..fresh() }, true, Hindrance::Registered),
            (Received { judged: true, ..fresh() }, false, Hindrance::Judged),
            (Received { supplemented: true, ..fresh() }, false, Hindrance::Supplemented),
            (Received { asked: true, ..fresh() }, false, Hindrance::Asked),
            (Received { followed: true, ..fresh() }, false, Hindrance::Followed),
            (fresh(), true, Hindrance::Closed),
        ] {
            assert_eq!(received.hindrance(closed, false), Some(hindrance), "{received:?}");
        }
    }
}
