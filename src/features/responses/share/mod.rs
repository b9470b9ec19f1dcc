//! Dividing the work at a desk: who is to answer what. Whoever gets something is told, and finds it on her start page.

mod texts;

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::ShareWork;
use super::desk::{Desk, SUMMARY};
use super::handed_in;
use super::show_desk::Head;
use super::store::{self, Assigned, Colleague, Round};
use super::texts::Texts as Slice;
use crate::domain::event::{Event, SharedPart};
use crate::domain::ids::{ItemId, PersonId};
use crate::domain::refusal::Refusal;
use crate::domain::round::RoundPath;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::language::Lang;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;
pub(super) use texts::Texts;

crate::action!(
    /// Who is to answer what.
    ShowShare, DraftResponse, RoundPath => Round, store::round
);
crate::action!(
    impl ShareWork, DraftResponse, RoundPath => Round, store::round, holding store::hold
);

/// Three columns of equal length, a row for each part.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Form {
    /// The summary, or the code of an item.
    part: Vec<String>,
    /// Who had it when the page was drawn.
    was: Vec<String>,
    /// Who is to have it.
    who: Vec<String>,
}

#[derive(Template)]
#[template(path = "responses/share.html")]
struct Page {
    frame: Frame,
    s: Slice,
    t: Texts,
    head: Head,
    summary: Summary,
    rows: Vec<Row>,
}

struct Row {
    part: String,
    was: String,
    who: Choices,
}

pub(super) async fn show(gate: Gate<ShowShare>) -> Result<Html, Failure> {
    let (mut look, round) = gate.look().await?;
    if round.submission.is_some() {
        return handed_in::page(&mut look, &round).await;
    }
    if round.last_day.withdrawn {
        return Err(Refusal::RoundIsWithdrawn.into());
    }
    let desk = Desk::load(&mut look, round).await?;
    let colleagues = store::colleagues(look.conn(), desk.round.board, desk.days.today).await?;
    let assigned = store::assigned(look.conn(), desk.round.id).await?;
    Html::page(&page(&mut look, &desk, &assigned, &colleagues).await?)
}

pub(super) async fn act(gate: Gate<ShareWork>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, round) = gate.open().await?;
    let form = posted.read(&change)?;
    if round.submission.is_some() {
        return Err(Refusal::ResponseIsSubmitted.into());
    }
    if round.last_day.withdrawn {
        return Err(Refusal::RoundIsWithdrawn.into());
    }
    let desk = Desk::load(&mut change, round).await?;
    let colleagues = store::colleagues(change.conn(), desk.round.board, desk.days.today).await?;
    let assigned = store::assigned(change.conn(), desk.round.id).await?;
    let changed = changed(&form, &desk, &assigned, &colleagues)?;
    if changed.is_empty() {
        return Ok(SeeOther::unchanged(&change, desk.round.name.desk_url()));
    }
    for one in &changed {
        store::assign(&mut change, &desk.round, one.item, one.to).await?;
    }
    let event = Event::WorkShared { board: desk.round.board, round: desk.round.id, shared_at: change.now(), parts: changed };
    let done = change.commit(event).await?;
    Ok(SeeOther::to(done, desk.round.name.desk_url()).saying(Confirmed::WorkShared))
}

/// What the form changes. Whatever somebody else has changed meanwhile is looked at first.
fn changed(form: &Form, desk: &Desk, assigned: &[Assigned], colleagues: &[Colleague]) -> Result<Vec<SharedPart>, Failure> {
    if form.part.len() != form.was.len() || form.part.len() != form.who.len() {
        return Err(Refusal::BadForm.into());
    }
    let mut changed = Vec::new();
    for ((part, was), who) in form.part.iter().zip(&form.was).zip(&form.who) {
        if was == who {
            continue;
        }
        let item = if part == SUMMARY { None } else { Some(desk.item(part).ok_or(Refusal::SomebodyWasFirst)?.item.id) };
        let from = whose(assigned, item).map(|one| one.person);
        let to = match who.as_str() {
            "" => None,
            id => Some(colleagues.iter().find(|colleague| colleague.person.to_string() == id).ok_or(Refusal::BadForm)?.person),
        };
        if from == to {
            continue;
        }
        if from.map(|person| person.to_string()).unwrap_or_default() != *was {
            return Err(Refusal::SomebodyWasFirst.into());
        }
        changed.push(SharedPart { item, from, to });
    }
    Ok(changed)
}

async fn page(visit: &mut Passage, desk: &Desk, assigned: &[Assigned], colleagues: &[Colleague]) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (t, s) = (Texts::from(frame.lang), Slice::from(frame.lang));
    let faults = Faults::none();
    let row = |part: &str, label: String, item: Option<ItemId>| {
        let has = whose(assigned, item);
        Row {
            part: part.to_owned(),
            was: has.map(|one| one.person.to_string()).unwrap_or_default(),
            who: Choices::list(frame.lang, format!("who-{part}"), label, choices(has, colleagues, t), &faults).named("who"),
        }
    };
    let mut rows = vec![row(SUMMARY, s.summary().to_owned(), None)];
    rows.extend(desk.items.iter().map(|item| row(&item.item.code, format!("{} {}", item.item.code, Apart(&item.item.heading)), Some(item.item.id))));
    Ok(Page { head: Head::of(&desk.round, visit), summary: faults.summary(frame.lang), rows, s, t, frame })
}

/// Who is to write a part; none of an item: the summary.
fn whose(assigned: &[Assigned], item: Option<ItemId>) -> Option<&Assigned> {
    assigned.iter().find(|one| one.item == item)
}

/// Everybody who works for the board; and whoever has it, though she does not any more.
fn choices(has: Option<&Assigned>, colleagues: &[Colleague], t: Texts) -> Vec<Choice> {
    let is = |person: PersonId| has.is_some_and(|one| one.person == person);
    let mut choices = vec![Choice::new("", t.nobody(), has.is_none())];
    choices.extend(colleagues.iter().map(|colleague| Choice::new(colleague.person.to_string(), colleague.name.clone(), is(colleague.person))));
    if let Some(one) = has.filter(|one| colleagues.iter().all(|colleague| colleague.person != one.person)) {
        choices.push(Choice::new(one.person.to_string(), t.works_elsewhere(&one.name), true));
    }
    choices
}

/// Whose a part is, as the list of parts says it; empty: nobody's in particular.
pub(super) fn of_whom(assigned: &[Assigned], item: Option<ItemId>, reader: Option<PersonId>, lang: Lang) -> String {
    let t = Texts::from(lang);
    match whose(assigned, item) {
        None => String::new(),
        Some(one) if Some(one.person) == reader => t.yours().to_owned(),
        Some(one) => t.of_another(&one.name),
    }
}
