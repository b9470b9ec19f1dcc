//! What the council did with an audit, as the auditors write it down.

use super::super::player::Player;
use super::super::story::{Audit, CouncilAct};
use super::key;
use crate::domain::address;
use crate::domain::council::Handling;

pub(super) async fn enter(player: &mut Player, audit: &Audit, act: &CouncilAct) -> anyhow::Result<()> {
    let path = format!("{}/fullmaktige", address::audit(&key(audit)));
    let seen = player.get(&path).await?.shown()?.hidden("seen")?;
    let handling = if act.asked.is_empty() { Handling::Information } else { Handling::Matter };
    let fields =
        [("held_on", act.held_on), ("section", act.section), ("handling", handling.key()), ("asked", act.asked), ("minutes", ""), ("seen", seen.as_str())];
    player.post(&path, &fields).await?.done()?;
    Ok(())
}
