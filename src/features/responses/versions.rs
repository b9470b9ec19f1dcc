//! Every version of a part that was ever saved: who and when, read as it was, and brought back as the newest one.

use askama::Template;

use super::desk::{Desk, SUMMARY, Stage};
use super::handed_in;
use super::item::{RoundItem, find};
use super::show_desk::{Head, part_url};
use super::store::{self, ItemPath, MOST_VERSIONS, Round};
use super::texts::Texts;
use super::two_writers;
use crate::domain::ids::ItemId;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::texts::Apart;

crate::action!(
    /// The versions of an item's answer.
    ShowItemVersions, ReadDesk, ItemPath => RoundItem, find
);
crate::action!(
    /// The versions of the summary.
    ShowSummaryVersions, ReadDesk, RoundPath => Round, store::round
);

/// A version in the list.
struct Line {
    said: String,
    url: String,
    current: bool,
}

/// The version that is being read.
struct Read {
    heading: String,
    lines: Vec<(String, String)>,
    /// Where it is brought back, on top of which version.
    restore: Option<(i32, i32)>,
}

#[derive(Template)]
#[template(path = "responses/versions.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    heading: String,
    part_url: String,
    read: Option<Read>,
    lines: Vec<Line>,
    older: Option<String>,
}

pub(super) async fn of_item(gate: Gate<ShowItemVersions>) -> Result<Html, Failure> {
    let (mut look, subject) = gate.look().await?;
    if subject.round.submission.is_some() {
        return handed_in::page(&mut look, &subject.round).await;
    }
    let desk = Desk::load(&mut look, subject.round).await?;
    let item = desk.item(&subject.code).ok_or(Failure::NotFound)?;
    let (code, id, newest) = (item.item.code.clone(), item.item.id, item.saved.version);
    let heading = format!("{code} {}", Apart(&item.item.heading));
    page(&mut look, &desk, (Some(id), &code, newest), heading).await
}

pub(super) async fn of_summary(gate: Gate<ShowSummaryVersions>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    let heading = Texts::from(look.lang()).summary().to_owned();
    let desk = Desk::load(&mut look, round).await?;
    page(&mut look, &desk, (None, SUMMARY, desk.summary_saved.version), heading).await
}

async fn page(visit: &mut Passage, desk: &Desk, (item, part, newest): (Option<ItemId>, &str, i32), heading: String) -> Result<Html, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let asked = |name: &str| visit.asked_for(name).and_then(|value| value.parse::<i32>().ok());
    let (before, chosen) = (asked("fore").unwrap_or(i32::MAX), asked("version"));
    let part_url = part_url(&desk.round, part);
    let mut rows = store::versions(visit.conn(), &desk.round, item, before).await?;
    let more = rows.len() > usize::try_from(MOST_VERSIONS).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(MOST_VERSIONS).unwrap_or(usize::MAX));
    let read = match chosen {
        None => None,
        Some(version) => {
            let content = store::version(visit.conn(), &desk.round, item, version).await?.ok_or(Failure::NotFound)?;
            let restore = (version != newest && matches!(desk.stage, Stage::Open) && !desk.waits_for_first).then_some((version, newest));
            Some(Read { heading: t.version_n(version), lines: two_writers::lines(&content, t), restore })
        }
    };
    Html::page(&Page {
        head: Head::of(&desk.round, visit),
        older: rows.last().filter(|_| more).map(|row| format!("{part_url}/versioner?fore={}", row.version)),
        lines: rows
            .into_iter()
            .map(|row| Line {
                said: t.version_line_of(row.version, &words.instant(row.saved_at), &row.saved_by),
                url: format!("{part_url}/versioner?version={}", row.version),
                current: row.version == newest,
            })
            .collect(),
        heading,
        part_url,
        read,
        t,
        frame,
    })
}
