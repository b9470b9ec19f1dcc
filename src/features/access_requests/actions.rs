//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

use crate::platform::gate::Action;

/// A stranger asks to work for a board.
pub(crate) struct AskAccess;

/// The address of whoever asked is confirmed.
pub(crate) struct ConfirmRequest;

/// Somebody who is signed in asks.
pub(crate) struct RequestAccess;

/// Whoever answers for the board says yes.
pub(crate) struct ProposeColleague;

/// She says no, and why.
pub(crate) struct DeclineRequest;

/// Says what becomes of a request.
pub(crate) trait AnswersRequest: Action {}
impl AnswersRequest for ProposeColleague {}
impl AnswersRequest for DeclineRequest {}
