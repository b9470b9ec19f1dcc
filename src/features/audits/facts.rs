//! The facts of an audit before it is sent: what a form is read into, and what the store writes. Knows neither of them.

use chrono::NaiveDate;

use crate::domain::audit::{AddresseeRole, Certainty, PlannedRound};
use crate::domain::ids::BoardId;

/// The facts of an audit, read from the form.
#[derive(Debug)]
pub(crate) struct AuditFacts {
    pub(crate) title: String,
    pub(crate) reference: String,
    pub(crate) reference_key: String,
    pub(crate) decided_by: String,
    pub(crate) decided_on: Option<NaiveDate>,
    pub(crate) letter_date: Option<NaiveDate>,
    pub(crate) chair: String,
    pub(crate) overall_assessment: String,
    pub(crate) reply_to: String,
    pub(crate) follow_up_period: String,
    pub(crate) instruction_first: String,
    pub(crate) instruction_follow_up: String,
    pub(crate) addressees: Vec<AddresseeFacts>,
}

/// Whom the audit addresses, and when the answers are due.
#[derive(Debug)]
pub(crate) struct AddresseeFacts {
    pub(crate) board: BoardId,
    pub(crate) role: AddresseeRole,
    pub(crate) rounds: Vec<PlannedRound>,
}

/// The phrase of the letter behind a proposed value. `body` names the board for values of one board.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    pub(crate) field: String,
    pub(crate) body: String,
    pub(crate) proposed: Option<String>,
    pub(crate) phrase: Option<String>,
    pub(crate) certainty: Certainty,
}
