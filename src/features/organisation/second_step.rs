//! For which roles a second step of signing in is demanded, and from which day: whoever has none has until then to add one (ADR 0084).

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::Confirmed;
use super::actions::DemandSecondStep;
use super::store::{self, Demanded};
use super::texts::Texts;
use crate::domain::actor::Role;
use crate::domain::calendar;
use crate::domain::event::{Event, Facts};
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::capital;

/// Where it is chosen.
const PATH: &str = "/admin/andra-steg";

crate::action!(
    /// Of whom it is demanded.
    ShowSecondStep, Administer
);
crate::action!(impl DemandSecondStep, Administer);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// What the page showed, by how often it had been changed.
    seen: i64,
    auditor: String,
    audit_reader: String,
    secretary: String,
    contributor: String,
    approver: String,
    council: String,
    administrator: String,
}

impl Form {
    fn of(role: Role, form: &Self) -> &str {
        match role {
            Role::Auditor => &form.auditor,
            Role::AuditReader => &form.audit_reader,
            Role::Secretary => &form.secretary,
            Role::Contributor => &form.contributor,
            Role::Approver => &form.approver,
            Role::Council => &form.council,
            Role::Administrator => &form.administrator,
        }
    }
}

/// The field of a role.
fn field(role: Role) -> &'static str {
    match role {
        Role::Auditor => "auditor",
        Role::AuditReader => "audit_reader",
        Role::Secretary => "secretary",
        Role::Contributor => "contributor",
        Role::Approver => "approver",
        Role::Council => "council",
        Role::Administrator => "administrator",
    }
}

#[derive(Template)]
#[template(path = "organisation/second_step.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    seen: i64,
    /// There is a second step that people can add.
    offered: bool,
    fields: Vec<Field>,
}

pub(super) async fn show(gate: Gate<ShowSecondStep>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let today = look.today();
    let now = store::demanded(look.conn(), today).await?;
    let typed: Vec<String> = now.roles.iter().map(|one| one.from.map(|day| day.to_string()).unwrap_or_default()).collect();
    Html::page(&page(&mut look, &now, &typed, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<DemandSecondStep>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let today = change.today();
    let now = store::demanded(change.conn(), today).await?;
    let mut faults = Faults::none();
    let mut changes: Vec<(Role, Option<NaiveDate>)> = Vec::new();
    for one in &now.roles {
        if let Some(wanted) = wanted(one, Form::of(one.role, &form), &change, &mut faults)
            && wanted != one.from
        {
            changes.push((one.role, wanted));
        }
    }
    if !faults.is_empty() {
        let typed: Vec<String> = now.roles.iter().map(|one| Form::of(one.role, &form).to_owned()).collect();
        return Html::redraw(&page(&mut change, &Demanded { seen: form.seen, ..now }, &typed, &faults).await?);
    }
    let mut facts = changes.iter().map(|(role, from)| Event::SecondStepDemanded { role: *role, from: *from });
    let Some(first) = facts.next() else { return Ok(SeeOther::unchanged(&change, PATH)) };
    let facts = Facts::of(first, facts.collect());
    if form.seen != now.seen {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    for (role, from) in changes {
        store::demand(&mut change, role, from).await?;
    }
    let done = change.commit(facts).await?;
    Ok(SeeOther::to(done, PATH).saying(Confirmed::SecondStepSaved))
}

/// From which day it is to be demanded, or not at all; nothing when what was typed is no such day. A day that stands already may stay.
fn wanted(one: &store::OfRole, typed: &str, visit: &Passage, faults: &mut Faults) -> Option<Option<NaiveDate>> {
    let t = Texts::from(visit.lang());
    if typed.trim().is_empty() {
        return Some(None);
    }
    let day = faults.take(field(one.role), calendar::date(typed), |fault| visit.words().date_fault(&fault))?;
    let fault = if one.from == Some(day) {
        None
    } else if !visit.offers_second_step() {
        Some(t.none_offered())
    } else if day <= visit.today() {
        Some(t.not_before_tomorrow())
    } else {
        None
    };
    if let Some(fault) = fault {
        faults.add(field(one.role), fault);
        return None;
    }
    Some(Some(day))
}

async fn page(visit: &mut Passage, now: &Demanded, typed: &[String], faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let fields = now
        .roles
        .iter()
        .zip(typed)
        .map(|(one, typed)| Field::date(lang, field(one.role), capital(words.role(one.role)), typed, faults).hint(t.lacking(one.people, one.lacking)));
    Ok(Page { summary: faults.summary(lang), seen: now.seen, offered: visit.offers_second_step(), fields: fields.collect(), t, frame })
}
