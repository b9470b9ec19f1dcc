//! Changing one's password. Whoever does not know the old one changes nothing, and may guess at it no oftener than at the door.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::ChangePassword;
use super::texts::Texts;
use super::{proof, store};
use crate::domain::email::EmailAddress;
use crate::domain::event::Event;
use crate::domain::outbox::MailKind;
use crate::domain::password::{self, Guessable, Password};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::password::Lane;
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowPassword, KeepSignIn
);
crate::action!(impl ChangePassword, KeepSignIn);
// An attempt is counted beforehand, and that count must survive the refusal. A change of the password is an event all the same:
// the database asks for one.
impl WithoutEvent for ChangePassword {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    current: Password,
    password: Password,
    again: Password,
}

#[derive(Template)]
#[template(path = "account/password.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    fields: Vec<Field>,
}

pub(super) async fn show(gate: Gate<ShowPassword>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(look.frame().await?, &Faults::none()))
}

pub(super) async fn act(gate: Gate<ChangePassword>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (person, t, words) = (change.person_id()?, Texts::from(change.lang()), change.words());
    let own = store::own(change.conn(), person).await?;
    let frame = change.frame().await?;
    let mut faults = Faults::none();
    // The new one is judged first: whoever looks for one that is fit uses up no attempts at the old one.
    let house = change.house().await?;
    let around = Guessable { name: &own.name, email: &own.email, house: &house };
    faults.take("password", password::judge(&form.password, &form.again, around), |fault| words.password_fault(fault).to_owned());
    if !faults.is_empty() {
        return Html::redraw(&page(frame, &faults));
    }
    let wait = proof::count_attempt(&mut change, person).await?;
    let gate = change.keep_and_step_out().await?;
    if let Some(wait) = wait {
        faults.wait("current", words.wait(wait));
        return Html::come_back(&page(frame, &faults), wait);
    }
    let place = gate.hasher().place(Lane::Known(person.uuid().as_bytes().to_vec())).await?;
    if !place.matches(&form.current, own.password_hash.as_deref()).await? {
        faults.add("current", t.wrong());
        return Html::redraw(&page(frame, &faults));
    }
    let hash = place.hash(&form.password).await?;
    drop(place);
    save(gate, &own, &hash).await
}

async fn save(gate: Gate<ChangePassword>, own: &store::Own, hash: &str) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let person = change.person_id()?;
    change.tell_owner(MailKind::Password).await?;
    store::set_password(&mut change, person, own, hash).await?;
    proof::accepted(&mut change, person).await?;
    // Whoever knew the old password may have been remembered somewhere with it.
    change.forget_devices(person).await?;
    let device = match EmailAddress::parse(&own.email) {
        Some(email) => change.remember_device(person, &email).await?,
        None => None,
    };
    let session = change.renew_session().await?;
    let done = change.commit(Event::PasswordChosen { person }).await?;
    Ok(SeeOther::to(done, "/konto").saying(Confirmed::PasswordChosen).with_cookies([session].into_iter().chain(device)))
}

fn page(frame: Frame, faults: &Faults) -> Page {
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let fields = vec![
        Field::password(lang, "current", t.current(), faults).autocomplete("current-password"),
        Field::password(lang, "password", t.new(), faults).hint(t.hint()).autocomplete("new-password"),
        Field::password(lang, "again", t.again(), faults).autocomplete("new-password"),
    ];
    Page { frame, t, summary: faults.summary(lang), fields }
}
