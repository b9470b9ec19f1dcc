//! Noting when everybody meets.

use anyhow::Context as _;

use super::super::story::{self, Role};
use super::{Cast, holder};
use crate::domain::{address, text};

pub(super) async fn play(cast: &mut Cast) -> anyhow::Result<()> {
    for meetings in story::MEETINGS {
        let (who, body) = match meetings.board {
            None => (Some(story::AUDITOR), address::AUDITORS.to_owned()),
            Some(board) => (holder(Role::Secretary, Some(board)).map(|person| person.email), text::slug(board)),
        };
        let who = who.with_context(|| format!("{body} has no secretary"))?;
        cast.seat(who).await?.post(&address::meetings(&body), &[("days", meetings.days)]).await?.done().with_context(|| format!("the meetings of {body}"))?;
    }
    Ok(())
}
