//! Saving while somebody writes: the page sends the same form by itself, stays where it is, and is told what became of it. It
//! makes no gaps known and moves nobody on. What cannot be taken in is put aside, so that no word depends on a page that stays
//! open.

use askama::Template;
use askama::filters::HtmlSafe;
use axum::http::StatusCode;
use serde::Serialize;

use super::actions::{SaveItem, SaveSummary, WritesParts};
use super::desk::Desk;
use super::item::RoundItem;
use super::saving::{self, Over, Part, Written};
use super::set_aside::{self, MOST_SIGNS, Why};
use super::summary;
use super::texts::Texts;
use super::unasked::{self, Unasked};
use super::{item_fields, two_writers};
use crate::domain::ids::AsideId;
use crate::domain::refusal::Refusal;
use crate::domain::response::{ANSWER_LIMIT, signs};
use crate::domain::text::FIELD_LIMIT;
use crate::platform::assets;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, WithoutEvent};
use crate::platform::page::ToScript;
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;
use crate::platform::session::IDLE;

/// What the page is told.
#[derive(Default, Serialize)]
pub(super) struct Facts {
    /// In a sentence.
    pub(super) said: String,
    /// On top of which version the page is from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<i32>,
    /// Where more about it stands, and what the link says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) link: Option<(String, &'static str)>,
    /// Nothing would be lost if the page were closed now.
    pub(super) kept: bool,
}

/// An answer is saved by its page.
pub(super) async fn item(gate: Gate<SaveItem>, posted: Posted<item_fields::Form>) -> Result<ToScript, Failure> {
    let (mut change, RoundItem { round, code }) = gate.open().await?;
    let form = posted.read(&change)?;
    let pen = form.pen(&change)?;
    let desk = Desk::load(&mut change, round).await?;
    let item = desk.item(&code).ok_or(Failure::NotFound)?;
    let mut faults = Faults::none();
    let (draft, unasked) = form.draft(item, change.words(), &mut faults)?;
    let unasked = unasked.named(change.conn(), &desk.round).await?;
    let content = draft.content()?;
    let long = !faults.is_empty() || signs(&content) > ANSWER_LIMIT;
    let written = Written { content, unasked, seen: form.version, pen, by_itself: true, done: false };
    keep(change, Part::Item(&desk, item), written, long).await
}

/// The summary is saved by its page.
pub(super) async fn summary(gate: Gate<SaveSummary>, posted: Posted<summary::Form>) -> Result<ToScript, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    let pen = form.pen(&change)?;
    let desk = Desk::load(&mut change, round).await?;
    let (content, long) = form.content()?;
    let written = Written { content, unasked: Unasked::default(), seen: form.version, pen, by_itself: true, done: false };
    keep(change, Part::Summary(&desk), written, long).await
}

async fn keep<A: WritesParts + WithoutEvent>(mut change: Change<A>, part: Part<'_>, written: Written, long: bool) -> Result<ToScript, Failure> {
    let t = Texts::from(change.lang());
    let closed = set_aside::closed(part.desk());
    if let Some((refusal, why)) = closed {
        let said = change.words().refusal(refusal);
        return put_aside(change, part, &written, why, said.to_owned()).await;
    }
    if long {
        return put_aside(change, part, &written, Why::Long, t.save_too_long().to_owned()).await;
    }
    let at = change.words().time(change.now());
    let beside = (!written.unasked.is_empty()).then(|| (part.asides_url(), t.show_asides()));
    let also = if beside.is_some() { format!(" {}", unasked::Texts::from(t.lang).is_aside()) } else { String::new() };
    let saved = |version| Facts { said: format!("{}{also}", t.saved_at(&at)), version: Some(version), link: beside, kept: true };
    match saving::save(&mut change, part, &written).await? {
        Over::Saved(version) | Over::Before(version) => ToScript::done(change.keep().await?, StatusCode::OK, &saved(version)),
        Over::Merged(version) => {
            let who = if two_writers::is_own(part.saved(), &change) { t.saved_with_own().to_owned() } else { t.saved_with(&part.saved().by) };
            let facts = Facts { said: format!("{} {who}{also}", t.saved_at(&at)), link: Some((part.url(), t.show_newest())), ..saved(version) };
            ToScript::done(change.keep().await?, StatusCode::OK, &facts)
        }
        Over::Full => {
            let said = change.words().refusal(Refusal::VersionsAreMany);
            put_aside(change, part, &written, Why::Full, said.to_owned()).await
        }
        Over::Clash(..) => {
            let said = if two_writers::is_own(part.saved(), &change) { t.save_clashes_with_own().to_owned() } else { t.save_clashes(&part.saved().by) };
            put_aside(change, part, &written, Why::Conflict, said).await
        }
    }
}

async fn put_aside<A: WritesParts + WithoutEvent>(
    mut change: Change<A>,
    part: Part<'_>,
    written: &Written,
    why: Why,
    said: String,
) -> Result<ToScript, Failure> {
    let t = Texts::from(change.lang());
    let whole = written.whole();
    if signs(&whole) > MOST_SIGNS {
        let facts = Facts { said: t.save_much_too_long().to_owned(), ..Facts::default() };
        return ToScript::done(change.keep().await?, StatusCode::PAYLOAD_TOO_LARGE, &facts);
    }
    let aside = set_aside::put(&mut change, part, &whole, why, &written.pen).await?;
    let link = aside.map(|_| (part.asides_url(), t.show_asides()));
    let said = if link.is_some() { format!("{said} {}", t.is_put_aside()) } else { said };
    ToScript::done(change.keep().await?, StatusCode::CONFLICT, &Facts { said, version: None, link, kept: true })
}

/// What stands in a form that its page saves: who opened it, the line that says how it stands, and the words that the script says.
#[derive(Template)]
#[template(path = "responses/saving.html")]
pub(super) struct Saving {
    t: Texts,
    /// Where the page saves.
    url: String,
    person: String,
    aside: Option<AsideId>,
    saved: String,
    /// Where its earlier versions stand, if they are kept.
    versions_url: Option<String>,
    /// Where one's own words stand that could not be taken in, if there are any.
    asides_url: Option<String>,
    sign_in_url: &'static str,
    sign_in: &'static str,
    /// Seconds.
    idle: i64,
    /// Signs in a field.
    limit: usize,
    script: &'static str,
}
impl HtmlSafe for Saving {}

impl Saving {
    /// For a part as it is shown. `aside`: what was put aside of the words that stand in the form.
    pub(super) fn of(part: Part<'_>, saved: String, aside: Option<AsideId>, frame: &crate::platform::page::Frame, visit: &Passage) -> Self {
        Self {
            aside,
            versions_url: Some(format!("{}/versioner", part.url())),
            asides_url: part.has_asides().then(|| part.asides_url()),
            ..Self::at(format!("{}/spara", part.url()), saved, frame, visit)
        }
    }

    /// For a form of which only the newest text is kept.
    pub(super) fn at(url: String, saved: String, frame: &crate::platform::page::Frame, visit: &Passage) -> Self {
        let t = Texts::from(visit.lang());
        Self {
            t,
            url,
            person: visit.person().map(|person| person.id.to_string()).unwrap_or_default(),
            aside: None,
            saved,
            versions_url: None,
            asides_url: None,
            sign_in_url: frame.sign_in.url,
            sign_in: t.sign_in_elsewhere(),
            idle: IDLE.num_seconds(),
            limit: FIELD_LIMIT,
            script: assets::saving_url(),
        }
    }
}
