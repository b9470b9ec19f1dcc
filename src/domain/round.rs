//! A board's duty to answer once. A round has no stored state: what it is follows from facts.

use chrono::NaiveDate;

use super::address;
use super::calendar::{self, Standing};

/// Which time in order a board answers an audit. Rounds are a list; the first two have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "round_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// What the board plans.
    First,
    /// What was done and what it led to.
    FollowUp,
    /// A later round that the auditors asked for.
    Further,
}

impl RoundKind {
    /// The kind of the round with this ordinal, as the letter asks for it.
    #[must_use]
    pub fn of(ordinal: i16) -> Self {
        match ordinal {
            1 => Self::First,
            2 => Self::FollowUp,
            _ => Self::Further,
        }
    }
}

impl RoundKind {
    /// The kind of a further round of a board: its first response, where no round asks for that any more.
    #[must_use]
    pub fn further(ordinal: i16, asked_for_the_first: bool) -> Self {
        if asked_for_the_first { Self::of(ordinal) } else { Self::First }
    }
}

/// Why a day cannot be the last day of a further round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FurtherFault {
    /// Today or earlier: nobody could keep it.
    Over,
    /// Not after the last day of the round before it.
    NotAfter(NaiveDate),
    /// More than five years away: a slip of the pen.
    TooFar,
}

/// Checks the last day of a further round: after the day on which it is opened, and after the last day of the round before it,
/// `before`, where one stands.
///
/// # Errors
/// See [`FurtherFault`].
pub fn further_due_on(day: NaiveDate, before: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, FurtherFault> {
    if day <= today {
        Err(FurtherFault::Over)
    } else if let Some(before) = before.filter(|before| day <= *before) {
        Err(FurtherFault::NotAfter(before))
    } else if (day - today).num_days() > 5 * 366 {
        Err(FurtherFault::TooFar)
    } else {
        Ok(day)
    }
}

/// A round as it stands in addresses: `forsta`, `uppfoljande`, `omgang-3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(transparent)]
pub struct RoundKey(i16);

/// What an address says of a round: the audit's reference as it stands there, the board's slug, and which round.
pub type RoundPath = (String, String, RoundKey);

/// What a round is called, and where everything about it is: the audit, the board, and which time in order. It is read
/// from the database as one value, and nothing else puts a round's heading or address together.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "round_name")]
pub struct RoundName {
    /// The audit's reference, as the auditors write it.
    pub reference: String,
    /// The same as it stands in addresses.
    pub reference_key: String,
    /// The audit's title.
    pub title: String,
    /// The board that answers.
    pub board_name: String,
    /// The same as it stands in addresses.
    pub board_slug: String,
    /// First, follow-up or a further one.
    pub kind: RoundKind,
    /// Which time in order.
    pub key: RoundKey,
}

impl RoundName {
    /// The ordinal, counted from 1.
    #[must_use]
    pub fn ordinal(&self) -> i16 {
        self.key.ordinal()
    }

    /// What the addresses of this round say of it.
    #[must_use]
    pub fn path(&self) -> RoundPath {
        (self.reference_key.clone(), self.board_slug.clone(), self.key)
    }

    /// The same board's round of the same audit with another key.
    #[must_use]
    pub fn sibling(&self, kind: RoundKind, key: RoundKey) -> Self {
        Self { kind, key, ..self.clone() }
    }

    /// The audit's page.
    #[must_use]
    pub fn audit_url(&self) -> String {
        address::audit(&self.reference_key)
    }

    /// The received response, or that it has not come: what everybody may read.
    #[must_use]
    pub fn response_url(&self) -> String {
        address::response(&self.reference_key, &self.board_slug, self.key)
    }

    /// The board's own desk, where it writes.
    #[must_use]
    pub fn desk_url(&self) -> String {
        self.below("arbete")
    }

    /// A page of the desk, such as `utskrift`.
    #[must_use]
    pub fn below_desk(&self, page: &str) -> String {
        self.below(&format!("arbete/{page}"))
    }

    /// The receipt.
    #[must_use]
    pub fn receipt_url(&self) -> String {
        self.below("kvitto")
    }

    /// The document that was handed in.
    #[must_use]
    pub fn document_url(&self) -> String {
        self.below("dokument")
    }

    /// Something that came in for it, by its number: also what was taken back, and what was added.
    #[must_use]
    pub fn submission_url(&self, number: i16) -> String {
        self.below(&format!("inkommet/{number}"))
    }

    /// The receipt of it, or its document: `kvitto`, `dokument`.
    #[must_use]
    pub fn below_submission(&self, number: i16, page: &str) -> String {
        self.below(&format!("inkommet/{number}/{page}"))
    }

    /// Where the board adds to what it has handed in.
    #[must_use]
    pub fn supplement_url(&self) -> String {
        self.below_desk("komplettering")
    }

    /// Where the auditors ask for that.
    #[must_use]
    pub fn supplement_request_url(&self) -> String {
        self.below("komplettering")
    }

    /// Where they take the so many-th request back.
    #[must_use]
    pub fn supplement_request_withdrawal_url(&self, n: i16) -> String {
        self.below(&format!("komplettering/{n}/aterta"))
    }

    /// Where the auditors write in what came another way.
    #[must_use]
    pub fn write_in_url(&self) -> String {
        self.below("skriv-in")
    }

    /// Where they write in what was added to it another way.
    #[must_use]
    pub fn write_in_supplement_url(&self) -> String {
        self.below("skriv-in/komplettering")
    }

    /// Where the board tells how the measures go that it planned in it.
    #[must_use]
    pub fn status_url(&self) -> String {
        self.below("lagesbesked")
    }

    /// Where the board takes it back.
    #[must_use]
    pub fn withdrawal_url(&self, number: i16) -> String {
        self.below_desk(&format!("aterta/{number}"))
    }

    /// Why its last day is what it is.
    #[must_use]
    pub fn ledger_url(&self) -> String {
        self.below("sista-dag")
    }

    /// Where the auditors put a wrong last day right.
    #[must_use]
    pub fn correction_url(&self) -> String {
        self.below("sista-dag/ratta")
    }

    /// Where the board asks for an extension.
    #[must_use]
    pub fn extension_url(&self) -> String {
        self.below("anstand")
    }

    /// Where the board takes its request back.
    #[must_use]
    pub fn extension_withdrawal_url(&self) -> String {
        self.below("anstand/aterkalla")
    }

    /// Where the auditors decide on it.
    #[must_use]
    pub fn extension_decision_url(&self) -> String {
        self.below("anstand/beslut")
    }

    /// Where the auditors remind the board in their own words.
    #[must_use]
    pub fn prompt_url(&self) -> String {
        self.below("paminn")
    }

    /// The letter that reminds of a missing response.
    #[must_use]
    pub fn reminder_letter_url(&self) -> String {
        self.below("paminnelsebrev")
    }

    /// Where the auditors note their diary number of the response.
    #[must_use]
    pub fn registration_url(&self) -> String {
        self.below("diarienummer")
    }

    /// Where the auditors judge the response.
    #[must_use]
    pub fn verdict_url(&self) -> String {
        self.below("omdome")
    }

    /// A page of the judging: an item's code, or `publicera`.
    #[must_use]
    pub fn below_verdict(&self, page: &str) -> String {
        self.below(&format!("omdome/{page}"))
    }

    fn below(&self, page: &str) -> String {
        address::below_response(&self.reference_key, &self.board_slug, self.key, page)
    }
}

impl RoundKey {
    /// The key of the round with this ordinal, counted from 1.
    #[must_use]
    pub fn new(ordinal: i16) -> Self {
        Self(ordinal)
    }

    /// The ordinal, counted from 1.
    #[must_use]
    pub fn ordinal(self) -> i16 {
        self.0
    }
}

impl std::fmt::Display for RoundKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            1 => f.write_str("forsta"),
            2 => f.write_str("uppfoljande"),
            n => write!(f, "omgang-{n}"),
        }
    }
}

impl std::str::FromStr for RoundKey {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "forsta" => Ok(Self(1)),
            "uppfoljande" => Ok(Self(2)),
            other => {
                let n = other.strip_prefix("omgang-").and_then(|n| n.parse().ok()).filter(|n| (3..=20).contains(n));
                n.map(Self).ok_or(())
            }
        }
    }
}

impl<'de> serde::Deserialize<'de> for RoundKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|()| serde::de::Error::custom("no such round"))
    }
}

/// Where a date in the ledger comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, sqlx::Type)]
#[sqlx(type_name = "deadline_kind", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// The date of the letter.
    Original,
    /// Granted by the auditors.
    Extension,
    /// A mistake put right.
    Correction,
    /// Moved from a weekend or a holiday at dispatch, where the municipality has chosen so.
    Weekday,
}

/// A last day with what it was before, and whether another one is asked for. Read from the database as one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "last_day")]
pub struct LastDay {
    /// The date in force.
    pub due_on: NaiveDate,
    /// The date of the letter.
    pub original_due_on: NaiveDate,
    /// Why the date in force is what it is.
    pub kind: DeadlineKind,
    /// Whether the board waits for a decision on an extension.
    pub extension_asked: bool,
    /// What moved the day when the one then in force was over already, if anything did. It is told wherever the day stands.
    pub moved_after: Option<DeadlineKind>,
    /// Whether what has come is preliminary, and the board's decision on it is awaited.
    pub undecided: bool,
    /// Whether the auditors have withdrawn the round: it is the last day of nothing any more.
    pub withdrawn: bool,
}

impl LastDay {
    /// How an answer that came on a day stands.
    #[must_use]
    pub fn lateness(self, received_on: NaiveDate) -> Lateness {
        Lateness {
            in_force: calendar::days_late(self.due_on, received_on),
            by_letter: calendar::days_late(self.original_due_on, received_on),
            moved_after: self.moved_after,
            undecided: self.undecided,
        }
    }
}

/// How an answer stands: how late it came, by both days, since a date that was moved makes nobody punctual; and whether the
/// board has decided on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lateness {
    /// Days late against the date in force; `None` in time.
    pub in_force: Option<i64>,
    /// Days late against the date of the letter; `None` in time.
    pub by_letter: Option<i64>,
    /// What moved the day when it was over already.
    pub moved_after: Option<DeadlineKind>,
    /// It is preliminary: the board's decision on it is awaited.
    pub undecided: bool,
}

impl Lateness {
    /// In time by both days, no day had to be moved when it was over, and decided on.
    #[must_use]
    pub fn is_beyond_doubt(self) -> bool {
        self == Self::default()
    }
}

/// What auditors and council may know of a round: has the answer come, and was it in time?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundState {
    /// Nothing has come; so it stands against the date in force.
    Awaited(Standing),
    /// It has come, so many days late or in time.
    Received {
        /// By both days.
        late: Lateness,
    },
    /// It never came, and the audit was closed without it.
    Unanswered,
    /// The auditors have withdrawn what they asked.
    Withdrawn,
    /// It has come and the auditors have published their verdict.
    Assessed {
        /// By both days.
        late: Lateness,
    },
}

impl RoundState {
    /// Folds the facts of a round into its state on a given day.
    #[must_use]
    pub fn of(last_day: LastDay, received_on: Option<NaiveDate>, assessed: bool, today: NaiveDate) -> Self {
        match received_on {
            None if last_day.withdrawn => Self::Withdrawn,
            None => Self::Awaited(calendar::standing(last_day.due_on, today)),
            Some(day) if assessed => Self::Assessed { late: last_day.lateness(day) },
            Some(day) => Self::Received { late: last_day.lateness(day) },
        }
    }

    /// The same once the audit is closed: what has not come is not awaited any more.
    #[must_use]
    pub fn closed(self, closed: bool) -> Self {
        match self {
            Self::Awaited(_) if closed => Self::Unanswered,
            Self::Awaited(_) | Self::Received { .. } | Self::Unanswered | Self::Withdrawn | Self::Assessed { .. } => self,
        }
    }

    /// Whether the answer is missing after its last day.
    #[must_use]
    pub fn is_overdue(self) -> bool {
        matches!(self, Self::Awaited(Standing::DaysLate(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_rounds_address_reads_back_as_the_same_round() {
        for ordinal in 1..=20 {
            let key = RoundKey::new(ordinal);
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for wrong in ["", "omgang-1", "omgang-2", "omgang-21", "omgang--3", "first", "FORSTA"] {
            assert_eq!(wrong.parse::<RoundKey>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn a_round_has_one_name_and_every_page_about_it_stands_below_one_address() {
        let name = RoundName {
            reference: "SR-2024-38".into(),
            reference_key: "sr-2024-38".into(),
            title: "IT-säkerhet".into(),
            board_name: "Servicenämnden".into(),
            board_slug: "servicenamnden".into(),
            kind: RoundKind::FollowUp,
            key: RoundKey::new(2),
        };
        assert_eq!(name.audit_url(), "/granskningar/sr-2024-38");
        assert_eq!(name.response_url(), "/yttranden/sr-2024-38/servicenamnden/uppfoljande");
        assert_eq!(name.desk_url(), "/yttranden/sr-2024-38/servicenamnden/uppfoljande/arbete");
        assert_eq!(name.extension_decision_url(), "/yttranden/sr-2024-38/servicenamnden/uppfoljande/anstand/beslut");
        assert_eq!(name.sibling(RoundKind::First, RoundKey::new(1)).below_verdict("R1"), "/yttranden/sr-2024-38/servicenamnden/forsta/omdome/R1");
    }

    #[test]
    fn a_further_round_ends_after_today_and_after_the_one_before_it() {
        let asked = |due: &str| further_due_on(day(due), Some(day("2026-01-30")), day("2025-06-10"));
        assert_eq!(asked("2025-06-10"), Err(FurtherFault::Over));
        assert_eq!(asked("2025-06-11"), Err(FurtherFault::NotAfter(day("2026-01-30"))));
        assert_eq!(asked("2026-01-30"), Err(FurtherFault::NotAfter(day("2026-01-30"))));
        assert_eq!(asked("2026-01-31"), Ok(day("2026-01-31")));
        assert_eq!(asked("2031-01-31"), Err(FurtherFault::TooFar));
        // Where every round was withdrawn, none of them is waited out.
        assert_eq!(further_due_on(day("2025-06-11"), None, day("2025-06-10")), Ok(day("2025-06-11")));
    }

    #[test]
    fn a_missing_answer_is_late_the_day_after_its_last_day() {
        let due_on = day("2025-03-31");
        let last = LastDay {
            due_on,
            original_due_on: due_on,
            kind: DeadlineKind::Original,
            extension_asked: false,
            moved_after: None,
            undecided: false,
            withdrawn: false,
        };
        assert!(!RoundState::of(last, None, false, due_on).is_overdue());
        assert!(RoundState::of(last, None, false, day("2025-04-01")).is_overdue());
        let withdrawn = LastDay { withdrawn: true, ..last };
        assert_eq!(RoundState::of(withdrawn, None, false, day("2025-04-01")).closed(true), RoundState::Withdrawn, "nor once the audit is closed");
        let late = Lateness { in_force: Some(2), by_letter: Some(2), ..Lateness::default() };
        assert_eq!(RoundState::of(last, Some(day("2025-04-02")), true, day("2026-01-01")), RoundState::Assessed { late });
    }

    #[test]
    fn a_date_that_was_moved_makes_nobody_punctual() {
        let moved = |moved_after| LastDay {
            due_on: day("2025-04-25"),
            original_due_on: day("2025-03-31"),
            kind: DeadlineKind::Correction,
            extension_asked: false,
            moved_after,
            undecided: false,
            withdrawn: false,
        };
        let late = moved(Some(DeadlineKind::Correction)).lateness(day("2025-04-10"));
        assert_eq!((late.in_force, late.by_letter, late.is_beyond_doubt()), (None, Some(10), false));
        assert!(moved(None).lateness(day("2025-03-31")).is_beyond_doubt());
        assert!(!moved(Some(DeadlineKind::Extension)).lateness(day("2025-03-31")).is_beyond_doubt());
        assert!(!LastDay { undecided: true, ..moved(None) }.lateness(day("2025-03-31")).is_beyond_doubt(), "nor what is preliminary");
    }
}
