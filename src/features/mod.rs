//! Floor 2: slices by use case, one file each. A slice never names another slice.

pub(crate) mod access_requests;
pub(crate) mod account;
pub(crate) mod assessments;
pub(crate) mod audits;
pub(crate) mod boards;
pub(crate) mod calendar;
pub(crate) mod council;
pub(crate) mod deadlines;
pub(crate) mod event_log;
pub(crate) mod help;
pub(crate) mod notices;
pub(crate) mod organisation;
pub(crate) mod outbox;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod prompts;
pub(crate) mod register;
pub(crate) mod reminders;
pub(crate) mod responses;
pub(crate) mod scans;
pub(crate) mod search;
pub(crate) mod sign_in;
pub(crate) mod start;
pub(crate) mod statuses;
pub(crate) mod substitutes;
pub(crate) mod supplements;
