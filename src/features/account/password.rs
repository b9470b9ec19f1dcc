//! Changing one's password. Whoever does not know the old one changes nothing.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::ChangePassword;
use super::store;
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::password;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowPassword, KeepOwnAccount
);
crate::action!(impl ChangePassword, KeepOwnAccount);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    current: String,
    password: String,
    again: String,
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
    Html::page(&page(&mut look, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<ChangePassword>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let place = gate.hasher().place().await?;
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (person, t, words) = (change.person_id()?, Texts::from(change.lang()), change.words());
    let own = store::own(change.conn(), person).await?;
    let mut faults = Faults::none();
    if !place.matches(&form.current, own.password_hash.as_deref()).await? {
        faults.add("current", t.wrong());
    }
    faults.take("password", password::judge(&form.password, &form.again, &own.email, &own.name), |f| words.password_fault(f).to_owned());
    if !faults.is_empty() {
        return Html::redraw(&page(&mut change, &faults).await?);
    }
    let hash = place.hash(&form.password).await?;
    store::set_password(&mut change, person, &hash).await?;
    let done = change.commit(Event::PasswordChosen { person }).await?;
    Ok(SeeOther::to(done, "/konto").saying(Confirmed::PasswordChosen))
}

async fn page(visit: &mut Passage, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let fields = vec![
        Field::password(lang, "current", t.current(), faults).autocomplete("current-password"),
        Field::password(lang, "password", t.new(), faults).hint(t.hint()).autocomplete("new-password"),
        Field::password(lang, "again", t.again(), faults).autocomplete("new-password"),
    ];
    Ok(Page { frame, t, summary: faults.summary(lang), fields })
}
