//! One of the things that came in for a round, by its number: also what was taken back, which counts no more and stays readable.

use super::read;
use super::store::{self, Round, Which};
use crate::domain::policy::Scope;
use crate::domain::round::RoundKey;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Scoped};
use crate::platform::page::Html;

/// The address of something that came in for a round.
pub(super) type NumberedPath = (String, String, RoundKey, i16);

/// Something that came in for a round: published, and nobody's own.
pub(crate) struct OneReceived {
    pub(super) round: Round,
    pub(super) number: i16,
}

impl Scoped for OneReceived {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

/// The round; whether it has something of that number its page finds.
pub(super) async fn find(conn: &mut sqlx::PgConnection, (key, board, round, number): &NumberedPath) -> sqlx::Result<Option<OneReceived>> {
    let round = store::round(conn, &(key.clone(), board.clone(), *round)).await?;
    Ok(round.map(|round| OneReceived { round, number: *number }))
}

crate::action!(
    /// Something that came in.
    ReadOneReceived, ReadPublished, NumberedPath => OneReceived, find
);

pub(super) async fn show(gate: Gate<ReadOneReceived>) -> Result<Html, Failure> {
    let (mut look, OneReceived { round, number }) = gate.look().await?;
    let page = store::submission(look.conn(), &round, Which::Numbered(number)).await?.ok_or(Failure::NotFound)?;
    read::arrived(&mut look, &round, page).await
}
