//! The main writes, one after the other, as one person would.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use axum::http::StatusCode;
use yttrande::demo::{PASSWORD, story};

use super::client::{Client, Pace};
use super::subjects::Subjects;

/// Saves again and again, each time on top of the version before.
pub(crate) async fn save_item(base: &str, subjects: &Subjects, time: Duration) -> anyhow::Result<Pace> {
    let client = Client::signed_in(base, &subjects.begun.secretary, PASSWORD).await?;
    let path = format!("{}/arbete/punkter/{}", subjects.begun.path, subjects.begun.code);
    let fields = [
        ("stance", "planned"),
        ("action", "Förvaltningen följer upp avtalen varje kvartal och redovisar läget för nämnden."),
        ("effect", "Fel upptäcks inom tre månader."),
        ("due", "september 2025"),
        ("responsible", "Inköpschefen"),
        ("reason", ""),
        ("elsewhere_reference", ""),
        ("do", "save"),
    ];
    versions(&client, &path, &fields, time).await
}

pub(crate) async fn save_verdict(base: &str, subjects: &Subjects, time: Duration) -> anyhow::Result<Pace> {
    let client = Client::signed_in(base, story::AUDITOR, PASSWORD).await?;
    let path = format!("{}/omdome/{}", subjects.unjudged.path, subjects.unjudged.code);
    let follow_up = subjects.unjudged.path.ends_with("/uppfoljande");
    let grade = if follow_up { "partly_implemented" } else { "partly_sufficient" };
    // Earlier builds do not ask which arrival is judged.
    let submission = client.get(&path).await?.hidden("submission").ok();
    let mut fields = vec![("grade", grade), ("comment", "Svaret går att följa upp."), ("note", ""), ("do", "save")];
    fields.extend(submission.as_deref().map(|submission| ("submission", submission)));
    versions(&client, &path, &fields, time).await
}

async fn versions(client: &Client, path: &str, fields: &[(&str, &str)], time: Duration) -> anyhow::Result<Pace> {
    let mut version: i64 = client.get(path).await?.hidden("version")?.parse().context("a version is a number")?;
    repeat(time, async || {
        let number = version.to_string();
        version += 1;
        done(client, path, &[fields, &[("version", number.as_str())]].concat()).await
    })
    .await
}

pub(crate) async fn mark_read(base: &str, time: Duration) -> anyhow::Result<Pace> {
    let client = Client::signed_in(base, story::SECRETARY, PASSWORD).await?;
    repeat(time, async || done(&client, "/aviseringar/lasta", &[("until", "2025-03-21T12:00:00Z")]).await).await
}

pub(crate) async fn sign_in(base: &str, time: Duration) -> anyhow::Result<Pace> {
    repeat(time, async || Client::signed_in(base, story::SECRETARY, PASSWORD).await.map(drop)).await
}

async fn done(client: &Client, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<()> {
    let answer = client.post(path, fields).await?;
    match answer.location.as_deref() {
        Some(to) if answer.status == StatusCode::SEE_OTHER && to != "/logga-in" => Ok(()),
        Some(_) | None => bail!("POST {path} answers {}", answer.status),
    }
}

async fn repeat(time: Duration, mut act: impl AsyncFnMut() -> anyhow::Result<()>) -> anyhow::Result<Pace> {
    for _ in 0..5 {
        act().await?;
    }
    let begun = Instant::now();
    let mut taken = Vec::new();
    while begun.elapsed() < time || taken.len() < 5 {
        let asked = Instant::now();
        act().await?;
        taken.push(asked.elapsed());
    }
    Ok(Pace::of(taken, begun.elapsed()))
}
