//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

use crate::platform::gate::Holding;

/// A decision is recorded.
pub(crate) struct RecordDecision;

/// An answer is saved.
pub(crate) struct SaveItem;

/// What is typed of a decision is kept.
pub(crate) struct KeepDecisionWords;

/// It is thrown away.
pub(crate) struct DropDecisionWords;

/// A file is attached to what is being written.
pub(crate) struct AttachToResponse;

/// A file is taken away while the text is a draft.
pub(crate) struct RemoveAttachment;

/// Work is divided.
pub(crate) struct ShareWork;

/// The text is locked.
pub(crate) struct LockResponse;

/// The text is opened again.
pub(crate) struct ReopenResponse;

/// The response is handed in.
pub(crate) struct SubmitResponse;

/// A preliminary response is handed in.
pub(crate) struct SubmitPreliminary;

/// The decision on what was handed in is recorded.
pub(crate) struct AddDecision;

/// Something is added to what was handed in.
pub(crate) struct HandInSupplement;

/// What somebody has written of a supplement is saved.
pub(crate) struct SaveSupplement;

/// A file is attached to a supplement that is being written.
pub(crate) struct AttachToSupplement;

/// It is taken away again.
pub(crate) struct RemoveSupplementFile;

/// A file of a response that came another way is brought.
pub(crate) struct BringArrival;

/// It is taken away again.
pub(crate) struct RemoveArrival;

/// A response that came another way is written in.
pub(crate) struct WriteIn;

/// A supplement that came another way is written in.
pub(crate) struct WriteInSupplement;

/// What was handed in is taken back.
pub(crate) struct WithdrawResponse;

/// The summary is saved.
pub(crate) struct SaveSummary;

/// Parts of a pasted or uploaded text are taken in.
pub(crate) struct TakeInText;

/// Writes a part of the desk, and holds its round meanwhile.
pub(crate) trait WritesParts: Holding {}
impl WritesParts for SaveItem {}
impl WritesParts for SaveSummary {}
impl WritesParts for TakeInText {}

/// Attaches a file to what is being written.
pub(crate) trait Attaches: Holding {}
impl Attaches for AttachToResponse {}
impl Attaches for AttachToSupplement {}

/// Locks the text: for the board, or with the decision that it has made already.
pub(crate) trait LocksText: Holding {}
impl LocksText for LockResponse {}
impl LocksText for RecordDecision {}

/// Records a decision or throws away what was typed of one: the words that were kept of it are not needed any more.
pub(crate) trait SettlesDecisionWords: Holding {}
impl SettlesDecisionWords for RecordDecision {}
impl SettlesDecisionWords for AddDecision {}
impl SettlesDecisionWords for KeepDecisionWords {}
impl SettlesDecisionWords for DropDecisionWords {}

/// Hands in what gets a receipt: a response, decided on or not, a supplement, or what came another way.
pub(crate) trait HandsIn: Holding {}
impl HandsIn for SubmitResponse {}
impl HandsIn for SubmitPreliminary {}
impl HandsIn for HandInSupplement {}
impl HandsIn for WriteIn {}
impl HandsIn for WriteInSupplement {}

/// Writes in what came another way, a response or a supplement.
pub(crate) trait WritesIn: HandsIn {}
impl WritesIn for WriteIn {}
impl WritesIn for WriteInSupplement {}
