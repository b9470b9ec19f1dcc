//! Signing in: with address and password. An unknown address, a wrong password and an ended account answer the same,
//! byte for byte and after the same work.

use askama::Template;
use chrono::TimeDelta;
use serde::Deserialize;

use super::actions::SignIn;
use super::store;
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::session;

crate::action!(
    /// The form.
    ShowSignIn, Visit
);
crate::action!(impl SignIn, Visit);
// A failed attempt is counted, and that count must survive the refusal.
impl WithoutEvent for SignIn {}

/// So many attempts within [`WINDOW`] are let through.
const ATTEMPTS: i32 = 10;
const WINDOW: TimeDelta = TimeDelta::minutes(15);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    email: String,
    password: String,
    till: String,
}

#[derive(Template)]
#[template(path = "sign_in/sign_in.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    email: Field,
    password: Field,
    till: String,
    no_account: String,
}

pub(super) async fn show(gate: Gate<ShowSignIn>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let till = look.asked_for("till").unwrap_or_default();
    Html::page(&page(&mut look, "", address::own(&till), &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<SignIn>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let place = gate.hasher().place().await?;
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let account = session::hash(&form.email.trim().to_lowercase());
    let failures = store::count_attempt(&mut change, &account, WINDOW).await?;
    if failures.count > ATTEMPTS {
        let wait = WINDOW - (change.now() - failures.first);
        let first_over = failures.count == ATTEMPTS + 1;
        if first_over {
            change.commit(Event::SignInThrottled).await?
        } else {
            change.keep().await?
        };
        return Err(Failure::TooMany(wait.num_minutes() + 1));
    }
    let candidate = store::candidate(&mut change, &text::tidy_line(&form.email)).await?;
    let stored = candidate.as_ref().and_then(|person| person.password_hash.as_deref());
    let right = place.matches(&form.password, stored).await?;
    match candidate.filter(|_| right) {
        Some(person) => {
            store::forget_attempts(&mut change, &account).await?;
            change.sign_as(person.id).await?;
            let cookie = change.start_session(person.id).await?;
            let done = change.commit(Event::SignedIn { person: person.id }).await?;
            Ok(SeeOther::to(done, address::own(&form.till)).with_cookie(Some(cookie)))
        }
        None => refuse(change, &form).await,
    }
}

async fn refuse(mut change: Change<SignIn>, form: &Form) -> Result<SeeOther, Failure> {
    let mut faults = Faults::none();
    faults.add("email", Texts::from(change.lang()).wrong());
    let page = page(&mut change, &form.email, address::own(&form.till), &faults).await?;
    change.keep().await?;
    Html::redraw(&page)
}

async fn page(visit: &mut Passage, email: &str, till: String, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let email = text::tidy_line(email);
    let no_account = if frame.contact.is_empty() { t.no_account_plain().to_owned() } else { t.no_account(&frame.contact) };
    Ok(Page {
        t,
        summary: faults.summary(lang),
        email: Field::email(lang, "email", t.email(), email, faults).autocomplete("username"),
        password: Field::password(lang, "password", t.password(), faults).autocomplete("current-password"),
        till,
        no_account,
        frame,
    })
}
