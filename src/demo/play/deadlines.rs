//! Boards ask for a later last day, and the auditors decide.

use anyhow::Context as _;

use super::super::player::Player;
use super::super::story::{Audit, Extension};
use super::below_response;

fn url(audit: &Audit, extension: &Extension, page: &str) -> String {
    below_response(audit, extension.board, extension.round, page)
}

pub(super) async fn ask(player: &mut Player, audit: &Audit, extension: &Extension) -> anyhow::Result<()> {
    let path = url(audit, extension, "anstand");
    player.get(&path).await?.shown()?;
    player.post(&path, &[("wished_on", extension.wished_on), ("reason", extension.reason)]).await?.done()?;
    Ok(())
}

pub(super) async fn decide(player: &mut Player, audit: &Audit, extension: &Extension) -> anyhow::Result<()> {
    let (_, day, reason) = extension.granted.context("the story grants nothing here")?;
    let path = url(audit, extension, "anstand/beslut");
    let request = player.get(&path).await?.shown()?.hidden("request")?;
    let fields = [("request", request.as_str()), ("outcome", "other"), ("other_day", day), ("reason", reason), ("next", "keep"), ("next_day", "")];
    player.post(&path, &fields).await?.done()?;
    Ok(())
}
