//! A passkey that was made a moment ago: its owner gives it a name and shows that it is she, by her password, and by a code where she has a
//! second step. Only then is it kept (ADR 0097).

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::AddPasskey;
use super::passkeys::PATH;
use super::proof::{self, Both};
use super::sessions;
use super::store;
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::ids::PersonId;
use crate::domain::outbox::MailKind;
use crate::domain::passkey::{LONGEST_NAME, MOST};
use crate::domain::password::Password;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::passkey::{self, Made};
use crate::platform::posted::Posted;
use crate::platform::two_step;

crate::action!(impl AddPasskey, KeepSignIn);
// An attempt at the password is counted beforehand, and that count must survive the refusal. What is done is an event all the same: the
// database asks for one.
impl WithoutEvent for AddPasskey {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The key, sealed.
    made: String,
    passkey_name: String,
    password: Password,
    /// Typed as a password is: it stands in no log. Only whoever has a second step is asked for it.
    #[serde(default)]
    code: Password,
}

#[derive(Template)]
#[template(path = "account/passkey_made.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    lead: String,
    made: String,
    name: Field,
    password: Field,
    code: Option<Field>,
}

/// The page on which she is asked for name and password.
pub(super) async fn asked(visit: &mut Passage, person: PersonId, made: String) -> Result<Html, Failure> {
    let (frame, two_step) = (visit.frame().await?, two_step::is_on(visit.conn(), person).await?);
    let name = sessions::browser(visit.browser(), Texts::from(frame.lang));
    Html::page(&page(frame, made, &name, two_step, &Faults::none()))
}

pub(super) async fn add(gate: Gate<AddPasskey>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (person, t, words) = (change.person_id()?, Texts::from(change.lang()), change.words());
    let made = change.made(&form.made, person).await?;
    // A second click, or it took her too long.
    let is_new = match &made {
        Some(made) => store::is_new_passkey(&mut change, &made.passkey().id).await?,
        None => false,
    };
    let Some(made) = made.filter(|_| is_new) else { return Ok(SeeOther::unchanged(&change, PATH)) };
    let two_step = two_step::is_on(change.conn(), person).await?;
    let mut faults = Faults::none();
    let name = text::required(&text::tidy_line(&form.passkey_name), LONGEST_NAME);
    let Some(name) = faults.take("passkey_name", name, |fault| words.text_fault(fault, t.passkey_name_needed())) else {
        let frame = change.frame().await?;
        return Html::redraw(&page(frame, form.made, &form.passkey_name, two_step, &faults));
    };
    match proof::of_both(change, &form.password, &form.code).await? {
        Both::Right(mut change, used) => {
            // Counted once her attempts are forgotten, whose row she holds: of two windows the second finds what the first has added.
            if passkey::how_many(change.conn(), person).await? >= i64::try_from(MOST).unwrap_or(i64::MAX) {
                return Ok(SeeOther::unchanged(&change, PATH));
            }
            keep(*change, used, &made, &name).await
        }
        Both::Wrong(frame, faults) => Html::redraw(&page(frame, form.made, &name, two_step, &faults)),
        Both::Wait(frame, faults, wait) => Html::come_back(&page(frame, form.made, &name, two_step, &faults), wait),
    }
}

async fn keep(mut change: crate::platform::gate::Change<AddPasskey>, used: Option<Event>, made: &Made, name: &str) -> Result<SeeOther, Failure> {
    let person = change.person_id()?;
    let Some(passkey) = store::add_passkey(&mut change, person, &made.passkey(), name).await? else {
        return Ok(SeeOther::unchanged(&change, PATH));
    };
    change.tell_owner(MailKind::PasskeyAdded).await?;
    change.has_shown_more().await?;
    let done = change.commit(proof::facts(used, Event::PasskeyAdded { person, passkey })).await?;
    Ok(SeeOther::to(done, PATH).saying(Confirmed::PasskeyAdded))
}

fn page(frame: Frame, made: String, name: &str, two_step: bool, faults: &Faults) -> Page {
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let code = || Field::line(lang, "code", t.code(), "", faults).hint(t.any_code_hint()).autocomplete("one-time-code");
    Page {
        summary: faults.summary(lang),
        lead: [t.passkey_made_lead(), if frame.mails { t.mail_follows() } else { "" }].join(" ").trim().to_owned(),
        made,
        name: Field::line(lang, "passkey_name", t.passkey_name(), name, faults).hint(t.passkey_name_hint()),
        password: Field::password(lang, "password", t.current(), faults).autocomplete("current-password"),
        code: two_step.then(code),
        frame,
        t,
    }
}
