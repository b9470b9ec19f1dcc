//! Choosing a password by a one-time link. It works once and for a limited time; every older session ends.

use askama::Template;
use serde::Deserialize;

use super::actions::ChoosePassword;
use super::store::{self, Invited};
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::password;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, Scoped};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

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
    password: String,
    again: String,
}

#[derive(Template)]
#[template(path = "sign_in/choose_password.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    lead: String,
    password: Field,
    again: Field,
}

pub(super) async fn show(gate: Gate<ShowInvitation>) -> Result<Html, Failure> {
    let (mut look, invited) = gate.look().await?;
    if invited.used || invited.expires_at <= look.now() {
        return Err(Failure::LinkIsOver);
    }
    Html::page(&page(&mut look, &invited, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<ChoosePassword>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (place, token) = (gate.hasher().place().await?, gate.path().clone());
    let (mut change, invited) = gate.open().await?;
    let form = posted.read(&change)?;
    if invited.used || invited.expires_at <= change.now() {
        return Err(Failure::LinkIsOver);
    }
    if let Err(fault) = password::judge(&form.password, &form.again, &invited.email, &invited.name) {
        let mut faults = Faults::none();
        faults.add("password", change.words().password_fault(fault));
        return Html::redraw(&page(&mut change, &invited, &faults).await?);
    }
    let hash = place.hash(&form.password).await?;
    store::use_invitation(&mut change, &token).await?;
    change.sign_as(invited.person).await?;
    store::set_password(&mut change, invited.person, &hash).await?;
    let cookie = change.start_session(invited.person).await?;
    let done = change.commit(Event::PasswordChosen { person: invited.person }).await?;
    Ok(SeeOther::to(done, "/").with_cookie(Some(cookie)))
}

async fn page(visit: &mut Passage, invited: &Invited, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    Ok(Page {
        frame,
        t,
        summary: faults.summary(lang),
        lead: t.choose_for(&invited.name, &invited.email),
        password: Field::password(lang, "password", t.password(), faults).hint(t.password_hint()).autocomplete("new-password"),
        again: Field::password(lang, "again", t.again(), faults).autocomplete("new-password"),
    })
}
