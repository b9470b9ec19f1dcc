//! What is said of a supplement, and of a decision, wherever they stand: with the response, on its receipt, where it is judged, on
//! paper.

use super::Words;
use crate::domain::response::BoardDecision;
use crate::domain::submission::Received;
use crate::platform::texts::Apart;

impl Words {
    /// "Nämnden beslutade 26 mars 2025, § 31. Paragrafen är omedelbart justerad.": who decided, when and under which section.
    #[must_use]
    pub fn decided(self, decision: &BoardDecision) -> String {
        let (who, day) = (self.decider(decision.decider), self.date(decision.decided_on));
        let mut said = self.lang.pick(format!("{who} beslutade {day}"), format!("{who} decided on {day}"));
        if !decision.section.is_empty() {
            said.push_str(&format!(", § {}", Apart(&decision.section)));
        }
        said.push('.');
        if decision.immediately_adjusted {
            said.push_str(self.lang.pick(" Paragrafen är omedelbart justerad.", " The section was confirmed immediately."));
        }
        said
    }

    /// "Lämnad på begäran av revisionen, med sista dag 30 april 2025: i tid.": on whose initiative a supplement was handed in, and
    /// how late against the day of the request that it answers. Nothing of anything else.
    #[must_use]
    pub fn initiative(self, one: &Received) -> Option<String> {
        let requested = one.on_request?;
        Some(match (requested, one.request_due_on) {
            (true, Some(due_on)) => {
                let (day, late) = (self.date(due_on), self.lateness_by_day(one.days_late()));
                self.lang.pick(
                    format!("Lämnad på begäran av revisionen, med sista dag {day}: {late}."),
                    format!("Submitted on request of the auditors, with the last day {day}: {late}."),
                )
            }
            (true, None) => self.lang.pick("Lämnad på begäran av revisionen.", "Submitted on request of the auditors.").to_owned(),
            (false, _) => self.lang.pick("Lämnad på nämndens eget initiativ.", "Submitted on the board’s own initiative.").to_owned(),
        })
    }
}
