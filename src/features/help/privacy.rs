//! Which personal data the service keeps, why, for how long, and what one may ask for.

use askama::Template;

use super::texts::Texts;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html};

crate::action!(
    /// Personal data.
    ShowPrivacy, Visit
);

#[derive(Template)]
#[template(path = "help/privacy.html")]
struct Page {
    frame: Frame,
    t: Texts,
    responsible: String,
    contact: String,
    stored: Vec<(&'static str, &'static str)>,
}

pub(super) async fn show(gate: Gate<ShowPrivacy>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let frame = look.frame().await?;
    let t = Texts::from(frame.lang);
    Html::page(&Page {
        t,
        responsible: t.responsible(&t.organisation(&frame.organisation)),
        contact: t.whom_to_contact(&frame.contact),
        stored: stored(t),
        frame,
    })
}

/// What is kept of a person, and why.
fn stored(t: Texts) -> Vec<(&'static str, &'static str)> {
    vec![
        (t.kept_account(), t.kept_account_why()),
        (t.kept_roles(), t.kept_roles_why()),
        (t.kept_request(), t.kept_request_why()),
        (t.kept_password(), t.kept_password_why()),
        (t.kept_two_step(), t.kept_two_step_why()),
        (t.kept_sign_on(), t.kept_sign_on_why()),
        (t.kept_passkeys(), t.kept_passkeys_why()),
        (t.kept_calendar(), t.kept_calendar_why()),
        (t.kept_sessions(), t.kept_sessions_why()),
        (t.kept_attempts(), t.kept_attempts_why()),
        (t.kept_events(), t.kept_events_why()),
        (t.kept_texts(), t.kept_texts_why()),
        (t.kept_documents(), t.kept_documents_why()),
    ]
}
