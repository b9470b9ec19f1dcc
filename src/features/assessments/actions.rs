//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

use crate::platform::gate::Holding;

/// A verdict is drafted.
pub(crate) struct SaveVerdict;

/// The verdict is published.
pub(crate) struct PublishVerdict;

/// A published verdict is corrected.
pub(crate) struct CorrectVerdict;

/// The diary number is noted.
pub(crate) struct RegisterArrival;

/// Judges a response, and holds its round meanwhile: nothing is saved while it is being published.
pub(crate) trait Judges: Holding {}
impl Judges for SaveVerdict {}
impl Judges for PublishVerdict {}
impl Judges for CorrectVerdict {}
