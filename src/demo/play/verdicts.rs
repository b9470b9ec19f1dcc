//! The auditors' side of a received response: its diary number, and the verdict.

use super::super::player::Player;
use super::super::story::{Audit, Grade, Response};
use super::responses::base;

pub(super) async fn register(player: &mut Player, audit: &Audit, response: &Response, number: &str) -> anyhow::Result<()> {
    let submission = player.get(&format!("{}/omdome", base(audit, response))).await?.shown()?.hidden("submission")?;
    player.post(&format!("{}/diarienummer", base(audit, response)), &[("submission", submission.as_str()), ("diary_number", number)]).await?.done()?;
    Ok(())
}

pub(super) async fn judge(player: &mut Player, audit: &Audit, response: &Response, verdict: (&str, Grade, &str)) -> anyhow::Result<()> {
    let (code, grade, comment) = verdict;
    let path = format!("{}/omdome/{code}", base(audit, response));
    let form = player.get(&path).await?.shown()?;
    let (submission, version) = (form.hidden("submission")?, form.hidden("version")?);
    let fields =
        [("submission", submission.as_str()), ("version", version.as_str()), ("grade", key(grade)), ("comment", comment), ("note", ""), ("do", "next")];
    player.post(&path, &fields).await?.done()?;
    Ok(())
}

pub(super) async fn publish(player: &mut Player, audit: &Audit, response: &Response, overall: &str) -> anyhow::Result<()> {
    let path = format!("{}/omdome/publicera", base(audit, response));
    let submission = player.get(&path).await?.shown()?.hidden("submission")?;
    player.post(&path, &[("submission", submission.as_str()), ("overall", overall)]).await?.done()?;
    Ok(())
}

fn key(grade: Grade) -> &'static str {
    match grade {
        Grade::Sufficient => "sufficient",
        Grade::PartlySufficient => "partly_sufficient",
        Grade::Insufficient => "insufficient",
        Grade::Implemented => "implemented",
        Grade::PartlyImplemented => "partly_implemented",
        Grade::NotImplemented => "not_implemented",
        Grade::NoLongerRelevant => "no_longer_relevant",
    }
}
