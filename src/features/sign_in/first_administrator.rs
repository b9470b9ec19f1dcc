//! The very first start: whoever was given the printed link becomes the first administrator.

use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use super::actions::SetUp;
use super::founding::Founding;
use super::store;
use super::texts::Texts;
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, Facts};
use crate::domain::password::{self, Guessable, Password};
use crate::domain::policy::Scope;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, Scoped, Steps};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::password::Lane;
use crate::platform::posted::Posted;
use crate::platform::session;

crate::action!(
    /// The form behind the printed link.
    ShowSetUp, Visit, String => OpenLink, find
);
crate::action!(
    impl SetUp, Visit, String => OpenLink, find
);

/// A set-up link that has not been used, while there is nobody.
pub(crate) struct OpenLink {
    made_at: DateTime<Utc>,
}

/// How long a set-up link works: whoever starts the program uses it at once, or starts it again.
const LIFETIME: TimeDelta = TimeDelta::days(1);

impl Scoped for OpenLink {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

async fn find(conn: &mut sqlx::PgConnection, token: &str) -> sqlx::Result<Option<OpenLink>> {
    Ok(store::setup_link(conn, token).await?.map(|made_at| OpenLink { made_at }))
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    organisation: String,
    auditors: String,
    name: String,
    email: String,
    password: Password,
    again: Password,
}

#[derive(Template)]
#[template(path = "sign_in/first_administrator.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    fields: Vec<Field>,
}

pub(super) async fn show(gate: Gate<ShowSetUp>) -> Result<Html, Failure> {
    let (mut look, link) = gate.look().await?;
    refuse_old(&link, &look)?;
    Html::page(&page(&mut look, &Form::default(), &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SetUp>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let token = gate.path().clone();
    let (mut change, link) = gate.open().await?;
    refuse_old(&link, &change)?;
    let form = posted.read(&change)?;
    let mut faults = Faults::none();
    let Some(founding) = read(&form, &change, &mut faults) else {
        return Html::redraw(&page(&mut change, &form, &faults).await?);
    };
    // Only whoever has the link waits for a turn to be hashed, and holds no connection while she does.
    let gate = change.step_out();
    let hash = gate.hasher().place(Lane::Known(session::hash(&token))).await?.hash(&form.password).await?;
    let (mut change, link) = gate.open().await?;
    refuse_old(&link, &change)?;
    let person = store::found(&mut change, &token, &founding, &hash).await?;
    change.sign_as(person).await?;
    let started = change.start_session(person, &founding.email, Steps::One).await?;
    let rest = [Event::OrganisationChanged].into_iter().chain(started.ended).collect();
    let done = change.commit(Facts::of(Event::SetUp { person }, rest)).await?;
    Ok(SeeOther::to(done, "/att-gora").with_cookies(started.cookies))
}

fn refuse_old(link: &OpenLink, visit: &Passage) -> Result<(), Failure> {
    if link.made_at + LIFETIME > visit.now() { Ok(()) } else { Err(Failure::LinkIsOver) }
}

fn read(form: &Form, visit: &Passage, faults: &mut Faults) -> Option<Founding> {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    let organisation = faults.take("organisation", text::required(&form.organisation, 200), |f| words.text_fault(f, t.organisation_needed()));
    let auditors = faults.take("auditors", text::required(&form.auditors, 200), |f| words.text_fault(f, t.auditors_needed()));
    let name = faults.take("name", text::required(&form.name, 200), |f| words.text_fault(f, t.name_needed()));
    let email = faults.take("email", EmailAddress::parse(&form.email).ok_or(()), |()| t.email_needed().to_owned());
    let around = Guessable { name: &form.name, email: &form.email, house: &[form.organisation.clone(), form.auditors.clone()] };
    faults.take("password", password::judge(&form.password, &form.again, around), |f| words.password_fault(f).to_owned());
    let founding = Founding { organisation: organisation?, auditors: auditors?, name: name?, email: email? };
    faults.is_empty().then_some(founding)
}

async fn page(visit: &mut Passage, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let fields = vec![
        Field::line(lang, "organisation", t.organisation(), &form.organisation, faults).hint(t.organisation_hint()).autocomplete("organization"),
        Field::line(lang, "auditors", t.auditors(), &form.auditors, faults).hint(t.auditors_hint()),
        Field::line(lang, "name", t.name(), &form.name, faults).autocomplete("name"),
        Field::email(lang, "email", t.email(), &form.email, faults),
        Field::password(lang, "password", t.password(), faults).hint(t.password_hint()).autocomplete("new-password"),
        Field::password(lang, "again", t.again(), faults).autocomplete("new-password"),
    ];
    Ok(Page { frame, t, summary: faults.summary(lang), fields })
}
