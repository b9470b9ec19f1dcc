//! What changes something here. Each stands before the gate in the file of its use case, and each function of `store.rs` that
//! writes names the ones it writes for.

use crate::platform::gate::Action;

/// People are invited and given roles.
pub(crate) struct AddPeople;

/// A person is ended.
pub(crate) struct EndPerson;

/// A name or an address is put right.
pub(crate) struct CorrectPerson;

/// A person who had been ended goes on.
pub(crate) struct ReopenPerson;

/// A new one-time link is shown.
pub(crate) struct NewLink;

/// A new link is mailed to somebody who has not come in yet.
pub(crate) struct MailLink;

/// A new link is mailed to everybody who has not come in yet.
pub(crate) struct InviteAgain;

/// An account ends, and another one of the same person goes on.
pub(crate) struct JoinPeople;

/// A role is ended.
pub(crate) struct EndRole;

/// A role is given.
pub(crate) struct GiveRole;

/// A role gets another last day: an earlier one ends it, a later one gives it.
pub(crate) struct SetLastDay;

/// A second administrator agrees to what another proposed.
pub(crate) struct AgreeAccess;

/// A second administrator refuses it.
pub(crate) struct RefuseAccess;

/// Whoever proposed it takes it back.
pub(crate) struct WithdrawAccess;

/// Decides about what waits.
pub(crate) trait DecidesAccess: Action {}
impl DecidesAccess for AgreeAccess {}
impl DecidesAccess for RefuseAccess {}
impl DecidesAccess for WithdrawAccess {}

/// Proposes what may have to wait.
pub(crate) trait Proposes: Action {}
impl Proposes for AddPeople {}
impl Proposes for GiveRole {}
impl Proposes for NewLink {}
impl Proposes for SetLastDay {}

/// Gives somebody a role.
pub(crate) trait GivesRoles: Action {}
impl GivesRoles for AddPeople {}
impl GivesRoles for GiveRole {}
impl GivesRoles for EndPerson {}
impl GivesRoles for JoinPeople {}
impl GivesRoles for SetLastDay {}

/// Makes a one-time link.
pub(crate) trait Invites: Action {}
impl Invites for AddPeople {}
impl Invites for NewLink {}

/// Has a one-time link mailed.
pub(crate) trait MailsLinks: Action {}
impl MailsLinks for AddPeople {}
impl MailsLinks for MailLink {}
impl MailsLinks for InviteAgain {}

/// Ends a role, or all of somebody's.
pub(crate) trait EndsRoles: Action {}
impl EndsRoles for EndRole {}
impl EndsRoles for EndPerson {}
impl EndsRoles for JoinPeople {}
impl EndsRoles for SetLastDay {}

/// Changes what stands of somebody in the register, and says why.
pub(crate) trait PutsRight: Action {}
impl PutsRight for CorrectPerson {}
impl PutsRight for EndPerson {}
impl PutsRight for JoinPeople {}
impl PutsRight for ReopenPerson {}
