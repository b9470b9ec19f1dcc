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
    Ok(SeeOther::unchanged(
        &look,
        if look.person().is_none() {
            "/logga-in"
        } else if look.may(Verb::SeeToDo, Scope::Common) {
            "/att-gora"
        } else if look.may(Verb::ReadPublished, Scope::Common) {
            "/oversikt"
        } else {
            "/konto"
        },
    ))
}
