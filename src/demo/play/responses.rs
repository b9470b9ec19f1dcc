//! A board: writing its response, locking it, recording the decision, handing it in.

use super::super::player::{Page, Player};
use super::super::story::{Answer, AnswerKind, Audit, Decider, Decision, Done, OutcomeKind, PlanOutcome, Planned, Response, Stage};
use super::key;
use crate::domain::text;

/// The address of the response: what the auditors and the receipt stand under.
pub(super) fn base(audit: &Audit, response: &Response) -> String {
    let round = if response.round == 1 { "forsta" } else { "uppfoljande" };
    format!("/yttranden/{}/{}/{round}", key(audit), text::slug(response.board))
}

fn desk(audit: &Audit, response: &Response) -> String {
    format!("{}/arbete", base(audit, response))
}

/// What is complete is said to be done. In a response that is still being written the rest is saved as it is.
async fn save(player: &mut Player, path: &str, fields: &[(&str, &str)], response: &Response) -> anyhow::Result<()> {
    let with = |button| [fields, &[("do", button)]].concat();
    let done = player.post(path, &with("next")).await?;
    if done.status == 422 && response.stage == Stage::Drafting {
        player.post(path, &with("save")).await?.done()?;
    } else {
        done.done()?;
    }
    Ok(())
}

pub(super) async fn summarise(player: &mut Player, audit: &Audit, response: &Response) -> anyhow::Result<()> {
    let path = format!("{}/sammanfattning", desk(audit, response));
    let version = player.get(&path).await?.shown()?.hidden("version")?;
    save(player, &path, &[("version", &version), ("text", response.summary)], response).await
}

pub(super) async fn answer(player: &mut Player, audit: &Audit, response: &Response, answer: &Answer) -> anyhow::Result<()> {
    let path = format!("{}/punkter/{}", desk(audit, response), answer.code);
    let page = player.get(&path).await?.shown()?;
    let version = page.hidden("version")?;
    let mut fields = vec![("version", version.as_str())];
    fields.extend(answered(answer, &page));
    let promises = page.hiddens("promise");
    fields.extend(promises.iter().map(|promise| ("promise", promise.as_str())));
    save(player, &path, &fields, response).await
}

fn answered(answer: &Answer, page: &Page) -> Vec<(&'static str, &'static str)> {
    match answer.kind {
        AnswerKind::Planned(measures) => std::iter::once(("stance", "planned")).chain(measures.iter().flat_map(planned)).collect(),
        AnswerKind::Done(measures) => std::iter::once(("stance", "done")).chain(measures.iter().flat_map(done)).collect(),
        AnswerKind::None { reason } => vec![("stance", "none"), ("reason", reason)],
        AnswerKind::Elsewhere { reason, reference } => vec![("stance", "elsewhere"), ("reason", reason), ("elsewhere_reference", reference)],
        AnswerKind::FollowUp { outcomes, unplanned } => {
            // The page has a row for every promise, also for those about which nothing has been written yet.
            let rows = (0..page.fields("outcome")).map(|n| outcomes.iter().find(|outcome| outcome.planned_index == n));
            rows.flat_map(outcome).chain(unplanned.iter().flat_map(done)).collect()
        }
    }
}

fn planned(measure: &Planned) -> [(&'static str, &'static str); 4] {
    [("action", measure.action), ("effect", measure.effect), ("due", measure.due), ("responsible", measure.responsible)]
}

fn done(measure: &Done) -> [(&'static str, &'static str); 4] {
    [("action", measure.action), ("effect", measure.effect), ("due", measure.done_on), ("responsible", "")]
}

fn outcome(outcome: Option<&PlanOutcome>) -> [(&'static str, &'static str); 4] {
    let Some(outcome) = outcome else {
        return [("outcome", ""), ("outcome_action", ""), ("outcome_effect", ""), ("outcome_date", "")];
    };
    let went = match outcome.outcome {
        OutcomeKind::Done => "done",
        OutcomeKind::UnderWay => "under_way",
        OutcomeKind::NotDone => "not_done",
        OutcomeKind::Replaced => "replaced",
    };
    [("outcome", went), ("outcome_action", outcome.action), ("outcome_effect", outcome.effect), ("outcome_date", outcome.date)]
}

pub(super) async fn lock(player: &mut Player, audit: &Audit, response: &Response) -> anyhow::Result<()> {
    confirm(player, &format!("{}/klart-for-namnden", desk(audit, response)), &[]).await
}

pub(super) async fn decide(player: &mut Player, audit: &Audit, response: &Response, decision: Decision) -> anyhow::Result<()> {
    let decider = match decision.decider {
        Decider::Board => "board",
        Decider::Committee => "committee",
        Decider::Chair => "chair",
        Decider::Other => "other",
    };
    let path = format!("{}/beslut", desk(audit, response));
    let lock = player.get(&path).await?.shown()?.hidden("lock")?;
    let fields = [
        ("lock", lock.as_str()),
        ("decider", decider),
        ("decided_on", decision.decided_on),
        ("section", decision.section),
        ("board_reference", decision.board_reference),
    ];
    confirm(player, &path, &fields).await
}

pub(super) async fn submit(player: &mut Player, audit: &Audit, response: &Response) -> anyhow::Result<()> {
    confirm(player, &format!("{}/skicka", desk(audit, response)), &[]).await
}

async fn confirm(player: &mut Player, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<()> {
    player.get(path).await?.shown()?;
    player.post(path, fields).await?.done()?;
    Ok(())
}
