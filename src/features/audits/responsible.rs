//! The auditor who is responsible for an audit: one at a time, and those before her stay readable. All auditors go on being told of
//! everything; this says who looks after it.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::NameResponsible;
use super::store::{self, OwnAudit, Responsible};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowNameResponsible, RecordAudit, String => OwnAudit, find
);
crate::action!(
    impl NameResponsible, RecordAudit, String => OwnAudit, find, holding store::hold_audit
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    store::own_audit(conn, key).await
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    #[serde(default)]
    person: String,
    /// How many had been responsible when the page was drawn.
    seen: i16,
}

#[derive(Template)]
#[template(path = "audits/responsible.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    seen: i16,
    person: Choices,
}

pub(super) async fn show(gate: Gate<ShowNameResponsible>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    let today = look.today();
    let now = store::responsible(look.conn(), audit.id, today).await?;
    let form = Form { person: now.as_ref().map(|one| one.person.to_string()).unwrap_or_default(), seen: number(now.as_ref()) };
    Html::page(&page(&mut look, &audit, now.as_ref(), &form, &Faults::none()).await?)
}

fn number(now: Option<&Responsible>) -> i16 {
    now.map_or(0, |one| one.n)
}

pub(super) async fn act(gate: Gate<NameResponsible>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    let (t, today) = (Texts::from(change.lang()), change.today());
    let now = store::responsible(change.conn(), audit.id, today).await?;
    let auditors = store::auditors(change.conn(), today).await?;
    let mut faults = Faults::none();
    let chosen: Option<PersonId> = auditors.iter().map(|(id, _)| *id).find(|id| id.to_string() == form.person);
    let person = faults.take("person", chosen.ok_or(()), |()| t.responsible_needed().to_owned());
    match (person, now.as_ref()) {
        // It is so already: clicked twice, or somebody else did the same.
        (Some(person), Some(now)) if now.person == person => return Ok(SeeOther::unchanged(&change, address::audit(&audit.key))),
        (Some(_), Some(now)) if now.n != form.seen => faults.add("person", t.responsible_meanwhile(&now.name)),
        (Some(_) | None, Some(_) | None) => {}
    }
    let Some(person) = person.filter(|_| faults.is_empty()) else {
        return Html::redraw(&page(&mut change, &audit, now.as_ref(), &form, &faults).await?);
    };
    let entry = number(now.as_ref()) + 1;
    store::name_responsible(&mut change, audit.id, entry, person).await?;
    let done = change.commit(Event::ResponsibleNamed { audit: audit.id, person, entry }).await?;
    Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::ResponsibleNamed))
}

async fn page(visit: &mut Passage, audit: &OwnAudit, now: Option<&Responsible>, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, today) = (visit.frame().await?, visit.today());
    let t = Texts::from(frame.lang);
    let auditors = store::auditors(visit.conn(), today).await?;
    let choices = auditors.into_iter().map(|(id, name)| Choice::new(id.to_string(), name, id.to_string() == form.person)).collect();
    Ok(Page {
        summary: faults.summary(frame.lang),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        seen: number(now),
        person: Choices::radios(frame.lang, "person", t.who_is_responsible(), choices, faults),
        t,
        frame,
    })
}
