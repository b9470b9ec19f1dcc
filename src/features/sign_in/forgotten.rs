//! A forgotten password: whoever says so gets the same answer whether the address is somebody's or not, after the same work. Whose it
//! is a job looks up, and mails a link there (ADR 0065).

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::AskNewPassword;
use super::store;
use super::texts::Texts;
use crate::domain::email::EmailAddress;
use crate::domain::password::LONGEST;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, ReadFirst, WithoutEvent};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form.
    ShowForgotten, Visit
);
crate::action!(impl AskNewPassword, Visit);
// That somebody asks is no event: anybody can ask, for any address. That a link was made is one.
impl WithoutEvent for AskNewPassword {}
impl ReadFirst for AskNewPassword {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    email: String,
}

#[derive(Template)]
#[template(path = "sign_in/forgotten.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    email: Field,
    no_mail: String,
}

pub(super) async fn show(gate: Gate<ShowForgotten>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(look.frame().await?, "", &Faults::none()))
}

pub(super) async fn act(gate: Gate<AskNewPassword>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let form = posted.read_first(&gate)?;
    let mut faults = Faults::none();
    let Some(email) = EmailAddress::parse(&form.email) else {
        let frame = gate.bare_frame();
        faults.add("email", Texts::from(frame.lang).email_needed());
        return Html::redraw(&page(frame, &form.email, &faults));
    };
    // Strangers are held up as at the door; nobody else for what they do.
    if gate.known_device(&email).await?.is_none()
        && let Err(wait) = gate.stranger().await
    {
        let frame = gate.bare_frame();
        faults.wait("email", Words::new(frame.lang).wait(wait));
        return Html::come_back(&page(frame, &form.email, &faults), wait);
    }
    let (mut change, _) = gate.open().await?;
    store::put_forgotten(&mut change, &email).await?;
    let done = change.keep().await?;
    Ok(SeeOther::to(done, "/logga-in").saying(Confirmed::LinkIsMailed))
}

fn page(frame: Frame, email: &str, faults: &Faults) -> Page {
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let email: String = text::tidy_line(email).chars().take(LONGEST).collect();
    Page {
        t,
        summary: faults.summary(lang),
        email: Field::email(lang, "email", t.email(), email, faults).autocomplete("username"),
        no_mail: match (frame.mails, frame.contact.as_str()) {
            (true, "") => t.no_mail_plain().to_owned(),
            (true, contact) => t.no_mail(contact),
            (false, "") => t.no_link_plain().to_owned(),
            (false, contact) => t.no_link(contact),
        },
        frame,
    }
}
