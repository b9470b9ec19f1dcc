//! A name or an address is put right. Whoever was called otherwise is still the same person: pages call her by her name of today,
//! documents that were handed in are not touched, and the register keeps what stood before.

use serde::Deserialize;

use super::Confirmed;
use super::actions::CorrectPerson;
use super::person::{self, Typed};
use super::store::{self, PersonRow};
use super::texts::Texts;
use crate::domain::email::EmailAddress;
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    impl CorrectPerson, Administer, PersonId => PersonRow, store::person
);

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    name: String,
    email: String,
    correct_reason: String,
}

pub(super) async fn act(gate: Gate<CorrectPerson>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, person) = gate.open().await?;
    let form = posted.read(&change)?;
    let mut faults = Faults::none();
    match read(&mut change, &person, &form, &mut faults).await? {
        None => {
            let typed = Typed { name: Some(form.name), email: Some(form.email), correct_reason: form.correct_reason, ..Typed::default() };
            Html::redraw(&person::page(&mut change, &person, &typed, &faults).await?)
        }
        Some((name, email, reason)) => {
            store::correct(&mut change, &person, &name, &email, &reason).await?;
            if email.as_str() != person.email {
                store::tell_former_address(&mut change, person.id, &person.email).await?;
            }
            let done = change.commit(Event::PersonCorrected { person: person.id }).await?;
            Ok(SeeOther::to(done, format!("/admin/personer/{}", person.id)).saying(Confirmed::PersonCorrected))
        }
    }
}

async fn read(
    change: &mut Change<CorrectPerson>,
    person: &PersonRow,
    form: &Form,
    faults: &mut Faults,
) -> Result<Option<(String, EmailAddress, String)>, Failure> {
    let (words, t, today) = (change.words(), Texts::from(change.lang()), change.today());
    let name = faults.take("name", text::required(&text::tidy_line(&form.name), 200), |f| words.text_fault(f, t.name_needed()));
    let email = faults.take("email", EmailAddress::parse(&form.email).ok_or(()), |()| t.no_address().to_owned());
    let reason = faults.take("correct_reason", text::required(&form.correct_reason, 500), |f| words.text_fault(f, t.reason_needed()));
    if let Some(email) = &email {
        let known = store::known(change.conn(), &[email.to_string()], today).await?;
        if let Some(other) = known.iter().find(|other| other.id != person.id) {
            faults.add("email", t.address_is_taken(&other.name));
        }
    }
    if name.as_deref() == Some(person.name.as_str()) && email.as_ref().is_some_and(|email| email.as_str() == person.email) {
        faults.add("name", t.nothing_changed());
    }
    Ok(match (name, email, reason) {
        (Some(name), Some(email), Some(reason)) if faults.is_empty() => Some((name, email, reason)),
        _ => None,
    })
}
