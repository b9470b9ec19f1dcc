//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

use crate::platform::gate::{Action, Holding};

/// A document is attached.
pub(crate) struct AttachFile;

/// The letter is brought to an audit that was typed by hand.
pub(crate) struct AttachLetter;

/// A document is taken away before sending.
pub(crate) struct RemoveFile;

/// An audit is closed.
pub(crate) struct CloseAudit;

/// A board is asked once more.
pub(crate) struct OpenRound;

/// Recorded facts are changed.
pub(crate) struct EditAudit;

/// One item is added.
pub(crate) struct AddItem;

/// A list of items is pasted, to be looked at.
pub(crate) struct PasteItems;

/// Many items are added.
pub(crate) struct AddItems;

/// Items of earlier audits are taken up.
pub(crate) struct TakeUpItems;

/// An item is changed.
pub(crate) struct ChangeItem;

/// An item is taken away.
pub(crate) struct RemoveItem;

/// An item changes places with its neighbour.
pub(crate) struct ShiftItem;

/// A letter is pasted.
pub(crate) struct PasteLetter;

/// A letter comes as a file.
pub(crate) struct ReadLetterFile;

/// A letter that was read and not saved is taken away.
pub(crate) struct RemoveLetter;

/// An audit is typed by hand.
pub(crate) struct RecordByHand;

/// A checked letter becomes an audit.
pub(crate) struct RecordLetter;

/// The audit is sent.
pub(crate) struct SendAudit;

/// Opens rounds of boards.
pub(crate) trait OpensRounds: Holding {}
impl OpensRounds for SendAudit {}
impl OpensRounds for OpenRound {}

/// Somebody is named who is responsible.
pub(crate) struct NameResponsible;

/// The title of a sent audit is put right.
pub(crate) struct CorrectTitle;

/// The address for answers of a sent audit is put right.
pub(crate) struct CorrectReplyTo;

/// An item of a sent audit is put right.
pub(crate) struct CorrectItem;

/// A forgotten document is added to a sent audit.
pub(crate) struct AddDocument;

/// A sent audit goes to another body for information.
pub(crate) struct AddRecipient;

/// What was asked of boards is withdrawn.
pub(crate) struct WithdrawRounds;

/// A closed audit is opened again.
pub(crate) struct ReopenAudit;

/// Closes an audit.
pub(crate) trait Closes: Holding {}
impl Closes for CloseAudit {}
impl Closes for WithdrawRounds {}

/// Brings a document to an audit.
pub(crate) trait Attaches: Action {}
impl Attaches for AttachFile {}
impl Attaches for AddDocument {}

/// Takes in a letter that is to be checked.
pub(crate) trait TakesLetters: Action {}
impl TakesLetters for PasteLetter {}
impl TakesLetters for ReadLetterFile {}

/// Records an audit.
pub(crate) trait Records: Action {}
impl Records for RecordLetter {}
impl Records for RecordByHand {}

/// Adds items.
pub(crate) trait AddsItems: ChangesUnsent {}
impl AddsItems for AddItem {}
impl AddsItems for AddItems {}
impl AddsItems for TakeUpItems {}

/// Changes an audit that has not been sent, or sends it: one at a time.
pub(crate) trait ChangesUnsent: Holding {}
impl ChangesUnsent for EditAudit {}
impl ChangesUnsent for AddItem {}
impl ChangesUnsent for PasteItems {}
impl ChangesUnsent for AddItems {}
impl ChangesUnsent for TakeUpItems {}
impl ChangesUnsent for ChangeItem {}
impl ChangesUnsent for RemoveItem {}
impl ChangesUnsent for ShiftItem {}
impl ChangesUnsent for AttachFile {}
impl ChangesUnsent for RemoveFile {}
impl ChangesUnsent for AttachLetter {}
impl ChangesUnsent for SendAudit {}
