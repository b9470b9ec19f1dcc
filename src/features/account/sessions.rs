//! Where one is signed in: each session with its browser, when and roughly from where, and an end to it.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{EndEverySession, EndSession};
use super::store::{self, OwnSession};
use super::texts::Texts;
use crate::domain::device::Browser;
use crate::domain::event::{Event, SessionsEnd};
use crate::domain::ids::SessionId;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::posted::Posted;

crate::action!(
    /// The list.
    ShowSessions, KeepSignIn
);
crate::action!(impl EndSession, KeepSignIn);
crate::action!(impl EndEverySession, KeepSignIn);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    session: SessionId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Everywhere {}

/// One session, as its owner sees it.
struct Line {
    id: SessionId,
    browser: String,
    here: bool,
    /// Since when, when last, and roughly from where.
    times: String,
}

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct Page {
    frame: Frame,
    t: Texts,
    lines: Vec<Line>,
}

pub(super) async fn show(gate: Gate<ShowSessions>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let (frame, words, now) = (look.frame().await?, look.words(), look.now());
    let here = look.token_hash().unwrap_or_default().to_vec();
    let t = Texts::from(frame.lang);
    let line = |session: OwnSession| Line {
        id: session.id,
        browser: browser(&session.browser, t),
        here: session.token_hash == here,
        times: {
            let (begun, seen) = (words.instant(session.created_at), words.instant(session.seen_at));
            session.network.map_or_else(|| t.times(&begun, &seen), |network| t.times_from(&begun, &seen, &network))
        },
    };
    let lines = store::sessions(look.conn(), now).await?.into_iter().map(line).collect();
    Html::page(&Page { frame, t, lines })
}

/// "Firefox på Windows".
pub(super) fn browser(said: &str, t: Texts) -> String {
    match Browser::of(said) {
        Browser { name: Some(name), system: Some(system) } => t.browser_on(name, system),
        Browser { name: Some(one), system: None } | Browser { name: None, system: Some(one) } => one.to_owned(),
        Browser { name: None, system: None } => t.unknown_browser().to_owned(),
    }
}

pub(super) async fn end(gate: Gate<EndSession>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let Form { session } = posted.read(&change)?;
    let person = change.person_id()?;
    // Another's is none. One that has ended meanwhile has, which is what was wanted.
    if !store::is_own_session(&mut change, session).await? {
        return Err(Failure::NotFound);
    }
    if !store::end_session(&mut change, session).await? {
        return Ok(SeeOther::unchanged(&change, "/konto/inloggningar").saying(Confirmed::SessionEnded));
    }
    let done = change.commit(Event::SessionsEnded { person, sessions: 1, why: SessionsEnd::Chosen }).await?;
    Ok(SeeOther::to(done, "/konto/inloggningar").saying(Confirmed::SessionEnded))
}

/// Everywhere, here too; and no browser is known any more.
pub(super) async fn end_all(gate: Gate<EndEverySession>, posted: Posted<Everywhere>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let Everywhere {} = posted.read(&change)?;
    let person = change.person_id()?;
    let sessions = store::end_every_session(&mut change, person).await?;
    change.forget_devices(person).await?;
    let cookie = change.ended_cookie();
    let done = change.commit(Event::SessionsEnded { person, sessions, why: SessionsEnd::Everywhere }).await?;
    Ok(SeeOther::to(done, "/logga-in").saying(Confirmed::SignedOutEverywhere).with_cookies(cookie).leaving())
}
