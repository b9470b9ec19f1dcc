//! Choosing a password by a one-time link. It works once and for a limited time; every older session ends.

use askama::Template;
use serde::Deserialize;

use super::actions::ChoosePassword;
use super::store::{self, Invited};
use super::texts::Texts;
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, Facts};
use crate::domain::outbox::MailKind;
use crate::domain::password::{self, Guessable, Password};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, Scoped};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::password::Lane;
use crate::platform::posted::Posted;
use crate::platform::session;

crate::action!(
    /// The form behind the link.
    ShowInvitation, Visit, String => Invited, find
);
crate::action!(
    impl ChoosePassword, Visit, String => Invited, find
);

impl Scoped for Invited {
    fn scope(&self) -> crate::domain::policy::Scope {
        crate::domain::policy::Scope::Common
    }
}

async fn find(conn: &mut sqlx::PgConnection, token: &str) -> sqlx::Result<Option<Invited>> {
    store::invited(conn, token).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    password: Password,
    again: Password,
}

#[derive(Template)]
#[template(path = "sign_in/choose_password.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    lead: String,
    /// Why it cannot be used yet, instead of the form.
    waits: Option<String>,
    password: Field,
    again: Field,
}

pub(super) async fn show(gate: Gate<ShowInvitation>) -> Result<Html, Failure> {
    let (mut look, invited) = gate.look().await?;
    refuse_old(&invited, &look)?;
    Html::page(&page(&mut look, &invited, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<ChoosePassword>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let token = gate.path().clone();
    let (mut change, invited) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse_old(&invited, &change)?;
    if waits(&mut change, &invited).await?.is_some() {
        return Html::redraw(&page(&mut change, &invited, &Faults::none()).await?);
    }
    let house = change.house().await?;
    let around = Guessable { name: &invited.name, email: &invited.email, house: &house };
    if let Err(fault) = password::judge(&form.password, &form.again, around) {
        let mut faults = Faults::none();
        faults.add("password", change.words().password_fault(fault));
        return Html::redraw(&page(&mut change, &invited, &faults).await?);
    }
    // Only whoever has a link waits for a turn to be hashed, and holds no connection while she does.
    let gate = change.step_out();
    let hash = gate.hasher().place(Lane::Known(session::hash(&token))).await?.hash(&form.password).await?;
    let (mut change, invited) = gate.open().await?;
    refuse_old(&invited, &change)?;
    let email = EmailAddress::parse(&invited.email).ok_or_else(|| Failure::broken("an address of another spelling"))?;
    store::use_invitation(&mut change, &token).await?;
    change.sign_as(invited.person).await?;
    change.tell_owner(MailKind::Password).await?;
    store::set_password(&mut change, invited.person, &hash).await?;
    change.forget_devices(invited.person).await?;
    let started = change.start_session(invited.person, &email).await?;
    let done = change.commit(Facts::of(Event::PasswordChosen { person: invited.person }, started.ended)).await?;
    Ok(SeeOther::to(done, "/").with_cookies(started.cookies))
}

fn refuse_old(invited: &Invited, visit: &Passage) -> Result<(), Failure> {
    if invited.used || invited.expires_at <= visit.now() { Err(Failure::LinkIsOver) } else { Ok(()) }
}

/// What to say while the link waits for a second administrator, or for its day.
async fn waits(visit: &mut Passage, invited: &Invited) -> Result<Option<String>, Failure> {
    let Some(proposal) = invited.proposal else { return Ok(None) };
    let (now, words, t) = (visit.now(), visit.words(), Texts::from(visit.lang()));
    let waits = store::waits(visit.conn(), proposal, now).await?;
    Ok(waits.map(|link| match link.opens_at {
        Some(at) => t.link_opens_at(&words.instant(at)),
        None => t.link_waits().to_owned(),
    }))
}

async fn page(visit: &mut Passage, invited: &Invited, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let waits = waits(visit, invited).await?;
    Ok(Page {
        waits,
        frame,
        t,
        summary: faults.summary(lang),
        lead: if invited.by_mail { t.choose_again_for(&invited.name, &invited.email) } else { t.choose_for(&invited.name, &invited.email) },
        password: Field::password(lang, "password", t.password(), faults).hint(t.password_hint()).autocomplete("new-password"),
        again: Field::password(lang, "again", t.again(), faults).autocomplete("new-password"),
    })
}
