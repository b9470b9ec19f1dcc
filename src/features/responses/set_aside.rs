//! Words that could not be taken in: kept for whoever wrote them, and shown to nobody else. They can be read and copied at any
//! time, taken in while the text is open, and thrown away.

use std::convert::Infallible;

use askama::Template;
use serde_json::Value;

use super::Confirmed;
use super::actions::WritesParts;
use super::desk::{Desk, SUMMARY};
use super::item::{RoundItem, find};
use super::saving::{Part, Pen, Written, refuse_unless_open};
use super::show_desk::Head;
use super::store::{self, Aside, How, ItemPath, NewPart, Round};
use super::texts::Texts;
use super::two_writers;
use super::unasked::{self, has_unasked};
use crate::domain::ids::AsideId;
use crate::domain::refusal::Refusal;
use crate::domain::response::{ANSWER_LIMIT, signs};
use crate::domain::round::RoundPath;
use crate::domain::text::FIELD_LIMIT;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::texts::Apart;
use crate::platform::words::Words;

crate::action!(
    /// One's own words that could not be taken into an item's answer.
    ShowItemAsides, ReadDesk, ItemPath => RoundItem, find
);
crate::action!(
    /// And into the summary.
    ShowSummaryAsides, ReadDesk, RoundPath => Round, store::round
);

/// Why words could not be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Locked,
    Submitted,
    Waits,
    Conflict,
    Long,
    Full,
    Withdrawn,
    /// What it is about is not asked any more.
    Settled,
    /// It stood in a whole text of which other parts were taken in.
    Unplaced,
}

impl Why {
    const ALL: [Self; 9] = [Self::Locked, Self::Submitted, Self::Waits, Self::Conflict, Self::Long, Self::Full, Self::Withdrawn, Self::Settled, Self::Unplaced];

    fn of(refusal: Refusal) -> Option<Self> {
        match refusal {
            Refusal::ResponseIsLocked => Some(Self::Locked),
            Refusal::ResponseIsSubmitted => Some(Self::Submitted),
            Refusal::RoundIsWithdrawn => Some(Self::Withdrawn),
            Refusal::FirstResponseIsMissing => Some(Self::Waits),
            _ => None,
        }
    }

    /// The name in the database.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Submitted => "submitted",
            Self::Waits => "waits",
            Self::Conflict => "conflict",
            Self::Long => "long",
            Self::Full => "full",
            Self::Withdrawn => "withdrawn",
            Self::Settled => "settled",
            Self::Unplaced => "unplaced",
        }
    }

    fn said(self, t: Texts) -> &'static str {
        match self {
            Self::Locked => t.aside_locked(),
            Self::Submitted => t.aside_submitted(),
            Self::Waits => t.aside_waits(),
            Self::Conflict => t.aside_conflict(),
            Self::Long => t.aside_long(),
            Self::Full => Words::new(t.lang).refusal(Refusal::VersionsAreMany),
            Self::Withdrawn => Words::new(t.lang).refusal(Refusal::RoundIsWithdrawn),
            Self::Settled => unasked::Texts::from(t.lang).why(),
            Self::Unplaced => t.aside_unplaced(),
        }
    }
}

/// Why nothing more is saved of somebody who has saved too much.
pub(super) const FULL: (Refusal, Why) = (Refusal::VersionsAreMany, Why::Full);

/// Why nothing is written on this desk just now, where that is so.
pub(super) fn closed(desk: &Desk) -> Option<(Refusal, Why)> {
    let refusal = refuse_unless_open(desk).err()?;
    Some((refusal, Why::of(refusal)?))
}

/// Puts words aside. `false` when there is nothing to lose: they say nothing, or what the newest version says.
pub(super) async fn put<A: WritesParts>(change: &mut Change<A>, part: Part<'_>, content: &Value, why: Why, pen: &Pen) -> Result<Option<AsideId>, Failure> {
    let mine = part.alike(content)?;
    if !has_unasked(content) && (mine == part.newest()? || mine == part.alike(&Value::Null)?) {
        return Ok(None);
    }
    store::keep_aside(change, &part.desk().round, (part.item(), content), why.key(), pen.op).await.map(Some)
}

/// More than this is not put aside either: five times what an answer may have.
pub(super) const MOST_SIGNS: usize = 5 * ANSWER_LIMIT;

/// Puts words aside that are too long to be saved. Nothing where they are too long for that, too.
pub(super) async fn put_long<A: WritesParts>(change: &mut Change<A>, part: Part<'_>, written: &Written) -> Result<Option<AsideId>, Failure> {
    let whole = written.whole();
    if signs(&whole) > MOST_SIGNS {
        return Ok(None);
    }
    put(change, part, &whole, Why::Long, &written.pen).await
}

#[derive(Template)]
#[template(path = "responses/set_aside.html")]
struct Refused {
    frame: Frame,
    t: Texts,
    head: Head,
    sentence: &'static str,
    lines: Vec<(String, String)>,
    asides_url: String,
}

/// A form that cannot be taken in: its words are put aside, and the page says why and shows them.
///
/// # Errors
/// Always: the page is the failure's content. Only the refusal itself where there is nothing to lose.
pub(super) async fn refuse<T, A: WritesParts + WithoutEvent>(
    mut change: Change<A>,
    part: Part<'_>,
    content: &Value,
    (refusal, why): (Refusal, Why),
    pen: &Pen,
) -> Result<T, Failure> {
    if put(&mut change, part, content, why, pen).await?.is_none() {
        return Err(refusal.into());
    }
    let (frame, words) = (change.frame().await?, change.words());
    let t = Texts::from(frame.lang);
    let page = Refused {
        head: Head::of(&part.desk().round, &change),
        sentence: words.refusal(refusal),
        lines: two_writers::lines(content, t),
        asides_url: part.asides_url(),
        t,
        frame,
    };
    let refused = Html::refused::<Infallible>(&page);
    change.keep().await?;
    refused.map(|never| match never {})
}

/// One of them on the page.
struct Line {
    heading: String,
    why: &'static str,
    lines: Vec<(String, String)>,
    /// What a button sends that takes it in, while that is possible.
    take: Option<String>,
    drop: String,
}

#[derive(Template)]
#[template(path = "responses/asides.html")]
struct Page {
    frame: Frame,
    t: Texts,
    head: Head,
    heading: String,
    part_url: String,
    newest: i32,
    lines: Vec<Line>,
}

pub(super) async fn of_item(gate: Gate<ShowItemAsides>) -> Result<Html, Failure> {
    let (mut look, subject) = gate.look().await?;
    let desk = Desk::load(&mut look, subject.round).await?;
    let item = desk.item(&subject.code).ok_or(Failure::NotFound)?;
    let heading = format!("{} {}", item.item.code, Apart(&item.item.heading));
    page(&mut look, Part::Item(&desk, item), heading).await
}

pub(super) async fn of_summary(gate: Gate<ShowSummaryAsides>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    let heading = Texts::from(look.lang()).summary().to_owned();
    let desk = Desk::load(&mut look, round).await?;
    page(&mut look, Part::Summary(&desk), heading).await
}

async fn page(visit: &mut Passage, part: Part<'_>, heading: String) -> Result<Html, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let person = visit.person().map(|person| person.id).ok_or(Failure::NotFound)?;
    let round = &part.desk().round;
    let open = refuse_unless_open(part.desk()).is_ok();
    let rows = store::asides(visit.conn(), round, part.item(), person).await?;
    let draw = |row: Aside| Line {
        heading: t.aside_from(&words.instant(row.kept_at)),
        why: Why::ALL.into_iter().find(|why| why.key() == row.why).map_or("", |why| why.said(t)),
        take: (open && row.why != Why::Unplaced.key() && fits(&row.content) && !has_unasked(&row.content)).then(|| format!("take-{}", row.id)),
        drop: format!("drop-{}", row.id),
        lines: two_writers::lines(&row.content, t),
    };
    Html::page(&Page {
        head: Head::of(round, visit),
        part_url: part.url(),
        newest: part.saved().version,
        lines: rows.into_iter().map(draw).collect(),
        heading,
        t,
        frame,
    })
}

/// Whether words are short enough for a version.
fn fits(content: &Value) -> bool {
    let texts_fit = match content {
        Value::String(text) => text.chars().count() <= FIELD_LIMIT,
        Value::Array(values) => values.iter().all(fits),
        Value::Object(fields) => fields.values().all(fits),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    };
    texts_fit && signs(content) <= ANSWER_LIMIT
}

/// Words that were put aside become the newest version; what they replace stays among the versions.
pub(super) async fn take<A: WritesParts + WithoutEvent>(mut change: Change<A>, part: Part<'_>, seen_version: i32, id: AsideId) -> Result<SeeOther, Failure> {
    refuse_unless_open(part.desk())?;
    let round = &part.desk().round;
    let content = store::aside(change.conn(), round, part.item(), id).await?.ok_or(Failure::NotFound)?;
    if !fits(&content) || has_unasked(&content) {
        return Err(Refusal::BadForm.into());
    }
    let over = (part.saved().by_id != Some(change.person_id()?)).then_some(seen_version).filter(|version| *version > 0);
    let how = How { over, ..How::default() };
    let room = store::room(&mut change, round).await?.ok_or(Refusal::VersionsAreMany)?;
    if !store::save_version(&mut change, round, &NewPart { item: part.item(), seen_version, content, complete: false }, how, &room).await? {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    store::drop_aside(&mut change, round, part.item(), id).await?;
    let done = change.keep().await?;
    Ok(SeeOther::to(done, part.url()).saying(Confirmed::AsideTaken))
}

/// Words that were put aside are thrown away by whoever wrote them.
pub(super) async fn throw_away<A: WritesParts + WithoutEvent>(mut change: Change<A>, part: Part<'_>, id: AsideId) -> Result<SeeOther, Failure> {
    store::drop_aside(&mut change, &part.desk().round, part.item(), id).await?;
    let url = part.asides_url();
    let done = change.keep().await?;
    Ok(SeeOther::to(done, url).saying(Confirmed::AsideDropped))
}

/// The parts of a desk in which the reader has words that were put aside: their names, and where they stand.
pub(super) fn links(desk: &Desk, t: Texts) -> Vec<(String, String)> {
    let summary = Some((t.summary().to_owned(), Part::Summary(desk))).into_iter();
    let items = desk.items.iter().map(|item| (item.item.code.clone(), Part::Item(desk, item)));
    summary.chain(items).filter(|(_, part)| part.has_asides()).map(|(name, part)| (name, part.asides_url())).collect()
}

/// The same by the address alone, once the desk is closed.
pub(super) fn links_by_code(round: &Round, codes: &[Option<String>], t: Texts) -> Vec<(String, String)> {
    let link = |code: &Option<String>| {
        let part = code.as_deref().unwrap_or(SUMMARY);
        let name = code.clone().unwrap_or_else(|| t.summary().to_owned());
        (name, format!("{}/undanlagt", super::show_desk::part_url(round, part)))
    };
    codes.iter().map(link).collect()
}
