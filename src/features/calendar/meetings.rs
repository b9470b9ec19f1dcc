//! When one's boards meet, or when the auditors do: the list, and the form for pasting a plan.

use askama::Template;
use chrono::{Months, NaiveDate};

use super::store::{self, Body, Meeting};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::policy::Verb;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, Scoped as _};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::words::Words;

crate::action!(
    /// The meetings of one's own bodies.
    ShowMeetings, SeeCalendar
);

/// How long back and ahead meetings are shown.
const YEARS: Months = Months::new(6 * 12);

/// A meeting in the list.
struct Line {
    id: String,
    iso: String,
    day: String,
    /// "Handlingar senast …", and what there is to say of a closed day.
    remarks: Vec<String>,
}

/// A body that meets.
struct Section {
    name: String,
    slug: String,
    coming: Vec<Line>,
    past: Vec<Line>,
    /// The form, where the reader may plan.
    form: Option<Form>,
}

struct Form {
    url: String,
    cancel_url: String,
    days: Field,
}

/// The page with all of one's bodies.
#[derive(Template)]
#[template(path = "calendar/meetings.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    sections: Vec<Section>,
}

/// What somebody has typed for a body, and what is wrong with it.
pub(super) struct Typed<'a> {
    pub(super) body: &'a Body,
    pub(super) days: &'a str,
}

pub(super) async fn show(gate: Gate<ShowMeetings>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(&mut look, None, &Faults::none()).await?)
}

/// The name of the field for a body: each stands on the page once.
pub(super) fn field_of(body: &Body) -> String {
    format!("dagar-{}", body.slug)
}

pub(super) async fn page(visit: &mut Passage, typed: Option<Typed<'_>>, faults: &Faults) -> Result<Page, Failure> {
    let (words, today) = (visit.words(), visit.today());
    let boards = visit.person().map(crate::domain::actor::Person::boards).unwrap_or_default();
    let bodies = store::bodies(visit.conn(), boards).await?;
    let (from, to) = (today.checked_sub_months(YEARS).unwrap_or(today), today.checked_add_months(YEARS).unwrap_or(today));
    let meetings = store::own_meetings(visit.conn(), from, to).await?;
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    let sections = bodies
        .iter()
        .map(|body| {
            let own = meetings.iter().filter(|meeting| meeting.board == body.board);
            let (coming, past): (Vec<&Meeting>, Vec<&Meeting>) = own.partition(|meeting| meeting.held_on >= today);
            let days = typed.as_ref().filter(|typed| typed.body == body).map_or("", |typed| typed.days);
            Section {
                name: body.name.clone(),
                slug: body.slug.clone(),
                coming: coming.into_iter().map(|meeting| line(meeting, t, words)).collect(),
                // What was last is what one looks for.
                past: past.into_iter().rev().map(|meeting| line(meeting, t, words)).collect(),
                form: visit.may(Verb::PlanMeetings, body.scope()).then(|| Form {
                    url: address::meetings(&body.slug),
                    cancel_url: format!("{}/avboka", address::meetings(&body.slug)),
                    days: Field::area(frame.lang, field_of(body), t.paste_days(), days, faults).named("days").hint(t.paste_days_hint()),
                }),
            }
        })
        .collect();
    Ok(Page { summary: faults.summary(frame.lang), sections, t, frame })
}

fn line(meeting: &Meeting, t: Texts, words: Words) -> Line {
    let papers = meeting.papers_by.map(|day| t.papers_by(&words.weekday_date(day)));
    let closed = |day: NaiveDate| words.closed_day(day);
    Line {
        id: meeting.id.to_string(),
        iso: meeting.held_on.to_string(),
        day: words.weekday_date(meeting.held_on),
        remarks: papers.into_iter().chain(closed(meeting.held_on)).chain(meeting.papers_by.and_then(closed)).collect(),
    }
}
