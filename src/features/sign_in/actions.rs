//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

/// A password has been forgotten.
pub(crate) struct AskNewPassword;

/// A passkey is asked for.
pub(crate) struct AskPasskey;

/// A password is chosen.
pub(crate) struct ChoosePassword;

/// Back from the municipality's identity provider.
pub(crate) struct ComeBack;

/// The second step of signing in.
pub(crate) struct EnterCode;

/// The service gets its first administrator.
pub(crate) struct SetUp;

/// The attempt.
pub(crate) struct SignIn;

/// Ends one's own session.
pub(crate) struct SignOut;

/// The attempt with a passkey.
pub(crate) struct UsePasskey;
