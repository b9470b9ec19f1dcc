//! A board takes its request back. The last day stays as it was, and so does the request, marked as withdrawn.

use serde::Deserialize;

use super::Confirmed;
use super::actions::WithdrawRequest;
use super::store::{self, Request, Round};
use crate::domain::event::{Event, Facts};
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::SeeOther;
use crate::platform::posted::Posted;

crate::action!(
    impl WithdrawRequest, AskExtension, RoundPath => Round, store::round, holding store::hold_own
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The request that the reader saw. A page of the release before does not say which.
    #[serde(default)]
    request: String,
}

pub(super) async fn act(gate: Gate<WithdrawRequest>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let Form { request: seen } = posted.read(&change)?;
    let requests = store::requests(change.conn(), round.id).await?;
    let is_seen = |request: &Request| seen.is_empty() || request.id.to_string() == seen;
    let open = requests.iter().find(|request| request.open && is_seen(request));
    // Clicked twice: it is taken back already, and what a colleague has asked for since stands.
    if open.is_none() && requests.iter().rfind(|request| is_seen(request)).is_some_and(|seen| seen.withdrawn_at.is_some()) {
        return Ok(SeeOther::unchanged(&change, round.name.ledger_url()));
    }
    let extension = open.ok_or(Refusal::NoOpenRequest)?.id;
    store::withdraw(&mut change, &round, extension).await?;
    let own = Event::ExtensionWithdrawn { board: round.board, round: round.id, extension };
    let arrived = Event::ExtensionRequestWithdrawn { audit: round.audit, round: round.id, extension };
    let done = change.commit(Facts::of(own, vec![arrived])).await?;
    Ok(SeeOther::to(done, round.name.ledger_url()).saying(Confirmed::ExtensionWithdrawn))
}
