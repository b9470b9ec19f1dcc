//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

use crate::platform::gate::Action;

/// The password is changed.
pub(crate) struct ChangePassword;

/// Signs out of one's own session in another browser.
pub(crate) struct EndSession;

/// Signing in takes two steps from now on.
pub(crate) struct TurnOnTwoStep;

/// It takes one step again.
pub(crate) struct TurnOffTwoStep;

/// New codes are made for the day without the telephone.
pub(crate) struct MakeRecoveryCodes;

/// The account is bound to who its owner is for the municipality's identity provider.
pub(crate) struct BindSignOn;

/// It is bound to nothing any more.
pub(crate) struct UnbindSignOn;

/// A passkey has been made, and nobody knows yet whether it is hers.
pub(crate) struct TakeInPasskey;

/// It is kept.
pub(crate) struct AddPasskey;

/// One is taken away.
pub(crate) struct RemovePasskey;

/// What asks for password and code, because signing in takes two steps.
pub(crate) trait TwoStepIsOn: Action {}
impl TwoStepIsOn for TurnOffTwoStep {}
impl TwoStepIsOn for MakeRecoveryCodes {}

/// What makes codes.
pub(crate) trait MakesCodes: Action {}
impl MakesCodes for TurnOnTwoStep {}
impl MakesCodes for MakeRecoveryCodes {}

/// What rests on a password that was looked at without a connection.
pub(crate) trait RestsOnPassword: Action {}
impl RestsOnPassword for TurnOnTwoStep {}
impl RestsOnPassword for BindSignOn {}
impl RestsOnPassword for UnbindSignOn {}
impl RestsOnPassword for AddPasskey {}
impl RestsOnPassword for RemovePasskey {}
impl<A: TwoStepIsOn> RestsOnPassword for A {}

/// Signs out everywhere.
pub(crate) struct EndEverySession;
