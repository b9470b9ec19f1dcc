//! The auditors: recording an audit from its letter or by hand, its items, its report, sending it, closing it.

use anyhow::Context as _;

use super::super::player::Player;
use super::super::report;
use super::super::story::{AddresseeRole, Audit, Item, ItemKind};
use super::{key, letter};
use crate::domain::text;

/// What has been sent came with a letter; what is still a draft somebody typed.
pub(super) async fn record(player: &mut Player, audit: &Audit) -> anyhow::Result<()> {
    let path = match audit.sent_at {
        Some(_) => {
            let pasted = player.post("/granskningar/ny", &[("letter", &letter::of(audit))]).await?;
            pasted.done().context("pasting the letter")?.to_owned()
        }
        None => "/granskningar/ny/sjalv".to_owned(),
    };
    player.get(&path).await?.shown()?;
    let fields = fields(audit);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    player.post(&path, &fields).await?.done()?;
    Ok(())
}

fn fields(audit: &Audit) -> Vec<(&'static str, String)> {
    let own = |value: &str| value.to_owned();
    let mut fields = vec![
        ("title", own(audit.title)),
        ("reference", own(audit.reference)),
        ("decided_by", own(audit.decided_by)),
        ("decided_on", own(audit.decided_on)),
        ("letter_date", own(audit.letter_date)),
        ("chair", own(audit.chair)),
        ("overall_assessment", own(audit.overall_assessment)),
        ("reply_to", own(audit.reply_to)),
        ("follow_up_period", own(audit.follow_up_period)),
        ("instruction_first", own(audit.instruction_first)),
        ("instruction_follow_up", own(audit.instruction_follow_up)),
    ];
    for addressee in audit.addressees {
        let day = |round: usize| addressee.rounds.get(round).map_or("", |(day, _)| *day);
        fields.push(("board", text::slug(addressee.board)));
        fields.push(("role", own(role(addressee.role))));
        fields.push(("first", own(day(0))));
        fields.push(("follow_up", own(day(1))));
    }
    fields
}

fn role(role: AddresseeRole) -> &'static str {
    match role {
        AddresseeRole::Respond => "respond",
        AddresseeRole::Information => "information",
        AddresseeRole::Action => "action",
        AddresseeRole::Consideration => "consideration",
    }
}

pub(super) async fn add_item(player: &mut Player, audit: &Audit, item: &Item) -> anyhow::Result<()> {
    let path = format!("/granskningar/{}/punkter", key(audit));
    let page = player.get(&path).await?.shown()?;
    let kind = match item.kind {
        ItemKind::Assessment => "assessment",
        ItemKind::Recommendation => "recommendation",
    };
    let boards = item.boards.iter().map(|board| page.choice("boards", board)).collect::<Result<Vec<_>, _>>()?;
    let mut fields = vec![("kind", kind), ("heading", item.heading), ("body", item.body)];
    fields.extend(boards.iter().map(|board| ("boards", board.as_str())));
    player.post(&path, &fields).await?.done()?;
    Ok(())
}

pub(super) async fn attach(player: &mut Player, audit: &Audit) -> anyhow::Result<()> {
    let path = format!("/granskningar/{}/filer", key(audit));
    let lines = ["Granskningsrapport", audit.title, audit.reference, audit.decided_on, "", "Rapporten hör till en påhittad stad och har inget innehåll."];
    let name = format!("Rapport {}.pdf", audit.reference);
    player.upload(&path, &name, "application/pdf", &report::pdf(&lines), false).await?.done()?;
    Ok(())
}

pub(super) async fn send(player: &mut Player, audit: &Audit) -> anyhow::Result<()> {
    let path = format!("/granskningar/{}/skicka", key(audit));
    player.get(&path).await?.shown()?;
    // Some of its days are Saturdays: asked about, they are meant.
    player.post(&path, &[("message", audit.message), ("sure", "ja")]).await?.done()?;
    Ok(())
}

pub(super) async fn close(player: &mut Player, audit: &Audit, motive: &str) -> anyhow::Result<()> {
    let path = format!("/granskningar/{}/avsluta", key(audit));
    player.get(&path).await?.shown()?;
    player.post(&path, &[("motive", motive)]).await?.done()?;
    Ok(())
}
