//! How a last day, and an answer, stand: by the day in force, and by the date of the letter wherever that says something else.

use chrono::NaiveDate;

use super::{Words, capital};
use crate::domain::calendar::Standing;
use crate::domain::refusal::Refusal;
use crate::domain::round::{DeadlineKind, LastDay, Lateness, RoundState};
use crate::platform::language::Lang;
use crate::platform::texts::plural;

impl Words {
    /// "9 dagar kvar", "sista dag i dag", "3 dagar sent". Empty while more than two weeks are left.
    #[must_use]
    pub fn standing(self, standing: Standing) -> String {
        match standing {
            Standing::LastDay => self.lang.pick("Sista dag i dag", "Last day today").to_owned(),
            Standing::DaysLeft(1) => self.lang.pick("Sista dag i morgon", "Last day tomorrow").to_owned(),
            Standing::DaysLeft(n) if n <= 14 => self.days_left(n),
            Standing::DaysLeft(_) => String::new(),
            Standing::DaysLate(n) => self.days_late(n),
        }
    }

    /// "1 dag kvar".
    #[must_use]
    pub fn days_left(self, n: i64) -> String {
        self.lang.pick(plural(n, "1 dag kvar", "dagar kvar"), plural(n, "1 day left", "days left"))
    }

    /// "3 dagar sent".
    #[must_use]
    pub fn days_late(self, n: i64) -> String {
        self.lang.pick(plural(n, "1 dag sent", "dagar sent"), plural(n, "1 day late", "days late"))
    }

    /// From when a board can be reminded.
    #[must_use]
    pub fn not_late_yet(self, due_on: NaiveDate) -> String {
        let day = self.weekday_date(due_on);
        self.lang.pick(
            format!("Yttrandet är inte försenat. Sista dag är {day}. Från och med dagen efter går det att påminna nämnden här."),
            format!("The response is not overdue. The last day is {day}. From the day after it the board can be reminded here."),
        )
    }

    /// A day so far away that it must be a slip.
    pub(super) fn far_away(self, typed: &str) -> String {
        self.lang
            .pick(format!("Året ska vara mellan 1990 och 2100. Du skrev {typed}."), format!("The year must be between 1990 and 2100. You entered {typed}."))
    }

    /// "Anstånd till 25 april 2025 (tidigare 31 mars 2025)": what a last day was before it became what it is; and whether it
    /// was moved when it was over already.
    #[must_use]
    pub fn moved(self, last: LastDay) -> Option<String> {
        let after = last.moved_after.map(|kind| self.moved_after(kind));
        if last.due_on == last.original_due_on {
            return after.map(capital);
        }
        let (day, before) = (self.date(last.due_on), self.date(last.original_due_on));
        let said = match last.kind {
            DeadlineKind::Extension => self.lang.pick(format!("Anstånd till {day} (tidigare {before})"), format!("Extended to {day} (previously {before})")),
            DeadlineKind::Original | DeadlineKind::Correction => {
                self.lang.pick(format!("Rättad till {day} (tidigare {before})"), format!("Corrected to {day} (previously {before})"))
            }
            DeadlineKind::Weekday => self
                .lang
                .pick(format!("Flyttad till vardagen {day} (missivets dag {before})"), format!("Moved to the weekday {day} (the letter says {before})")),
        };
        Some(match after {
            Some(after) => format!("{said}; {after}"),
            None => said,
        })
    }

    /// "rättad efter dagen": the mark of a last day that was moved when it was over already.
    #[must_use]
    pub fn moved_after(self, kind: DeadlineKind) -> &'static str {
        match kind {
            DeadlineKind::Extension => self.lang.pick("anstånd efter dagen", "extended after the day"),
            DeadlineKind::Correction => self.lang.pick("rättad efter dagen", "corrected after the day"),
            DeadlineKind::Original | DeadlineKind::Weekday => self.lang.pick("flyttad efter dagen", "moved after the day"),
        }
    }

    /// "1 sista dag flyttad efter dagen": the mark of so many of them, where rows are counted.
    #[must_use]
    pub fn days_moved_after(self, n: i64) -> String {
        self.lang.pick(
            plural(n, "1 sista dag flyttad efter dagen", "sista dagar flyttade efter dagen"),
            plural(n, "1 last day moved after the day", "last days moved after the day"),
        )
    }

    /// A board waits for the auditors' decision.
    #[must_use]
    pub fn extension_asked(self) -> &'static str {
        self.lang.pick("Anstånd begärt", "Extension requested")
    }

    /// A follow-up is not late while the first response that it builds on is.
    #[must_use]
    pub fn waits_for_first(self) -> &'static str {
        self.lang.pick("Väntar på det första yttrandet", "Waits for the first response")
    }

    /// For auditors and council: has the answer come?
    #[must_use]
    pub fn round_state(self, state: RoundState) -> &'static str {
        match state {
            RoundState::Awaited(Standing::DaysLate(_)) => self.lang.pick("Försenat", "Overdue"),
            RoundState::Awaited(Standing::LastDay | Standing::DaysLeft(_)) => self.lang.pick("Väntar", "Awaited"),
            RoundState::Unanswered => self.lang.pick("Avslutat utan svar", "Closed without an answer"),
            RoundState::Withdrawn => self.lang.pick("Återkallat", "Withdrawn"),
            RoundState::Received { late: Lateness { undecided: true, in_force: Some(_), .. } } => {
                self.lang.pick("Preliminärt, inkommet sent", "Preliminary, received late")
            }
            RoundState::Received { late: Lateness { undecided: true, .. } } => self.lang.pick("Preliminärt, beslut väntas", "Preliminary, decision awaited"),
            RoundState::Received { late: Lateness { in_force: Some(_), .. } } => self.lang.pick("Inkommet sent", "Received late"),
            RoundState::Received { late: Lateness { by_letter: Some(_), .. } } => {
                self.lang.pick("Inkommet efter missivets dag", "Received after the letter’s date")
            }
            RoundState::Received { late: Lateness { moved_after: Some(_), .. } } => {
                self.lang.pick("Inkommet, dagen flyttad i efterhand", "Received, day moved afterwards")
            }
            RoundState::Received { .. } => self.lang.pick("Inkommet i tid", "Received on time"),
            RoundState::Assessed { late: Lateness { undecided: true, .. } } => self.lang.say("Omdöme lämnat, beslut väntas", "Assessed, decision awaited"),
            RoundState::Assessed { .. } => self.lang.say("Omdöme lämnat", "Assessed"),
        }
    }

    /// "i tid", or "i tid; 10 dagar sent mot missivets dag; rättad efter dagen": by both days where they differ.
    #[must_use]
    pub fn lateness(self, late: Lateness) -> String {
        let mut said = self.lateness_by_day(late.in_force);
        if late.by_letter != late.in_force {
            let by_letter = self.lateness_by_day(late.by_letter);
            said.push_str(&self.lang.pick(format!("; {by_letter} mot missivets dag"), format!("; {by_letter} by the letter’s date")));
        }
        if let Some(kind) = late.moved_after {
            said.push_str("; ");
            said.push_str(self.moved_after(kind));
        }
        if late.undecided {
            said.push_str(self.lang.pick("; preliminärt, beslut väntas", "; preliminary, decision awaited"));
        }
        said
    }

    /// The columns of a file that say how an answer stands by both days, whether its day was moved when it was over, and
    /// whether it is preliminary.
    #[must_use]
    pub fn lateness_heads(self) -> [&'static str; 4] {
        self.lang.pick(
            ["Mot sista dagen som gäller", "Mot missivets dag", "Flyttad efter dagen", "Preliminärt"],
            ["By the last day in force", "By the letter’s date", "Moved after the day", "Preliminary"],
        )
    }

    /// What stands in those columns.
    #[must_use]
    pub fn lateness_cells(self, last: LastDay, received_on: Option<NaiveDate>) -> [String; 4] {
        let late = received_on.map(|day| last.lateness(day));
        let by = |day: fn(Lateness) -> Option<i64>| late.map(|late| self.lateness_by_day(day(late))).unwrap_or_default();
        let moved = last.moved_after.map(|kind| self.moved_after(kind).to_owned()).unwrap_or_default();
        let preliminary = if late.is_some_and(|late| late.undecided) { self.lang.pick("beslut väntas", "decision awaited") } else { "" };
        [by(|late| late.in_force), by(|late| late.by_letter), moved, preliminary.to_owned()]
    }

    /// "i tid" or "3 dagar sent", by one day.
    #[must_use]
    pub fn lateness_by_day(self, late: Option<i64>) -> String {
        match late {
            None => self.lang.pick("i tid", "on time").to_owned(),
            Some(n) => self.lang.pick(plural(n, "1 dag sent", "dagar sent"), plural(n, "1 day late", "days late")),
        }
    }
}

/// Why there is nothing to remind of, where the day is not said: not yet, or at all.
pub(super) fn not_late(lang: Lang, refusal: Refusal) -> &'static str {
    if matches!(refusal, Refusal::NotLateYet(_)) {
        lang.pick(
            "Sista dagen har inte passerat. Dagen efter den går det att påminna.",
            "The last day has not passed. From the day after it a reminder can be sent.",
        )
    } else {
        lang.pick("Yttrandet är inte försenat: inget att påminna om.", "The response is not overdue: nothing to remind about.")
    }
}
