//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

use crate::platform::gate::Action;

/// A coming meeting is cancelled.
pub(crate) struct CancelMeeting;

/// Meetings are planned for a board, or for the auditors.
pub(crate) struct PlanMeetings;

/// The address is stopped.
pub(crate) struct EndAddress;

/// A new address is made; an older one stops.
pub(crate) struct MakeAddress;

/// Ends a calendar address, for good or for a new one.
pub(crate) trait EndsAddress: Action {}
impl EndsAddress for MakeAddress {}
impl EndsAddress for EndAddress {}
