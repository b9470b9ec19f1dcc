//! The bare address: to whatever start page the reader has.

use crate::domain::policy::{Scope, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::SeeOther;

crate::action!(
    /// Where one begins.
    GoHome, Visit
);

pub(super) async fn act(gate: Gate<GoHome>) -> Result<SeeOther, Failure> {
    let (look, _) = gate.look().await?;
    let has_to_do = look.person().is_some_and(|person| person.grants.iter().any(|grant| !matches!(grant, crate::domain::actor::Grant::Council)));
    Ok(SeeOther::unchanged(
        &look,
        if look.person().is_none() {
            "/logga-in"
        } else if has_to_do {
            "/att-gora"
        } else if look.may(Verb::ReadPublished, Scope::Common) {
            "/oversikt"
        } else {
            "/konto"
        },
    ))
}
