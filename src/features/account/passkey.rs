//! One of one's own passkeys, and taking it away: by the password, and by a code where she has a second step (ADR 0097).

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::RemovePasskey;
use super::passkeys::{PATH, times};
use super::proof::{self, Both};
use super::store::{self, OwnPasskey};
use super::texts::Texts;
use crate::domain::event::{Event, PasskeyEnd};
use crate::domain::ids::PasskeyId;
use crate::domain::outbox::MailKind;
use crate::domain::password::Password;
use crate::domain::policy::Scope;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Scoped, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::two_step;

crate::action!(
    /// One of them.
    ShowPasskey, KeepSignIn, PasskeyId => OwnPasskey, find
);
crate::action!(impl RemovePasskey, KeepSignIn);
// An attempt at the password is counted beforehand, and that count must survive the refusal. What is done is an event all the same: the
// database asks for one.
impl WithoutEvent for RemovePasskey {}

impl Scoped for OwnPasskey {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

async fn find(conn: &mut sqlx::PgConnection, id: &PasskeyId) -> sqlx::Result<Option<OwnPasskey>> {
    store::own_passkey(conn, *id).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    passkey: PasskeyId,
    password: Password,
    /// Typed as a password is: it stands in no log. Only whoever has a second step is asked for it.
    #[serde(default)]
    code: Password,
}

#[derive(Template)]
#[template(path = "account/passkey.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    id: PasskeyId,
    name: String,
    times: String,
    password: Field,
    code: Option<Field>,
}

pub(super) async fn show(gate: Gate<ShowPasskey>) -> Result<Html, Failure> {
    let (mut look, own) = gate.look().await?;
    let Some(person) = look.person().map(|person| person.id) else { return Err(Failure::NotFound) };
    let two_step = two_step::is_on(look.conn(), person).await?;
    Html::page(&page(look.frame().await?, &own, two_step, &Faults::none()))
}

pub(super) async fn remove(gate: Gate<RemovePasskey>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let person = change.person_id()?;
    // A second click. Another's is none.
    let Some(own) = store::own_passkey(change.conn(), form.passkey).await? else { return Ok(SeeOther::unchanged(&change, PATH)) };
    let two_step = two_step::is_on(change.conn(), person).await?;
    let (mut change, used) = match proof::of_both(change, &form.password, &form.code).await? {
        Both::Right(change, used) => (*change, used),
        Both::Wrong(frame, faults) => return Html::redraw(&page(frame, &own, two_step, &faults)),
        Both::Wait(frame, faults, wait) => return Html::come_back(&page(frame, &own, two_step, &faults), wait),
    };
    if !store::remove_passkey(&mut change, own.id).await? {
        return Ok(SeeOther::unchanged(&change, PATH));
    }
    change.tell_owner(MailKind::PasskeyRemoved).await?;
    let removed = Event::PasskeyRemoved { person, passkey: own.id, why: PasskeyEnd::Chosen };
    let done = change.commit(proof::facts(used, removed)).await?;
    Ok(SeeOther::to(done, PATH).saying(Confirmed::PasskeyRemoved))
}

fn page(frame: Frame, own: &OwnPasskey, two_step: bool, faults: &Faults) -> Page {
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let code = || Field::line(lang, "code", t.code(), "", faults).hint(t.any_code_hint()).autocomplete("one-time-code");
    Page {
        summary: faults.summary(lang),
        id: own.id,
        name: own.name.clone(),
        times: times(own, t, crate::platform::words::Words::new(lang)),
        password: Field::password(lang, "password", t.current(), faults).autocomplete("current-password"),
        code: two_step.then(code),
        frame,
        t,
    }
}
