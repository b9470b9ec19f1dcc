//! What boards add to their responses, because the auditors asked for it.

use super::super::player::Player;
use super::super::story::{Audit, Supplement};
use super::below_response;

/// What the form carries unseen.
const CARRIED: [&str; 5] = ["submission", "newest", "request", "version", "files"];

fn url(audit: &Audit, supplement: &Supplement, page: &str) -> String {
    below_response(audit, supplement.board, supplement.round, page)
}

pub(super) async fn ask(player: &mut Player, audit: &Audit, supplement: &Supplement) -> anyhow::Result<()> {
    let path = url(audit, supplement, "komplettering");
    player.get(&path).await?.shown()?;
    player.post(&path, &[("wanted", supplement.wanted), ("due_on", supplement.due_on)]).await?.done()?;
    Ok(())
}

pub(super) async fn hand_in(player: &mut Player, audit: &Audit, supplement: &Supplement) -> anyhow::Result<()> {
    let path = url(audit, supplement, "arbete/komplettering");
    let page = player.get(&path).await?.shown()?;
    let mut fields = vec![("why", "begaran".to_owned()), ("text", supplement.text.to_owned())];
    for name in CARRIED {
        fields.push((name, page.hidden(name)?));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    player.post(&path, &fields).await?.done()?;
    Ok(())
}
