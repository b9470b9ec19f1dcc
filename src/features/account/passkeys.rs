//! One's own passkeys: which there are, and making one. A telephone or computer makes it when the page asks; it is kept when its owner has shown
//! that it is she (`passkey_made.rs`). Taking one away stands in `passkey.rs` (ADR 0097).

use askama::Template;
use serde::{Deserialize, Serialize};

use super::actions::TakeInPasskey;
use super::passkey_made;
use super::store::{self, OwnPasskey};
use super::texts::Texts;
use crate::domain::ids::{PasskeyId, PersonId};
use crate::domain::passkey::{ALGORITHMS, MOST, NewPasskey, handle};
use crate::platform::assets;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage, WithoutEvent};
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Summary};
use crate::platform::passkey::{self, LASTS, Site};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

/// Where they stand.
pub(super) const PATH: &str = "/konto/nycklar";

crate::action!(
    /// The list.
    ShowPasskeys, KeepSignIn
);
crate::action!(
    /// Back to it, for whoever loads the page again on which she names a new one.
    BackToPasskeys, KeepSignIn
);
crate::action!(impl TakeInPasskey, KeepSignIn);
// Nothing is kept yet but that the question has been answered.
impl WithoutEvent for TakeInPasskey {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// What the page asked, sealed.
    question: String,
    answer: String,
}

/// One of them, as its owner sees it.
struct Line {
    id: PasskeyId,
    name: String,
    times: String,
}

/// What is asked of a telephone or computer, as the standard writes it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    challenge: String,
    rp: Party,
    user: User,
    pub_key_cred_params: Vec<Way>,
    /// Hers that there are: no device shall have two.
    exclude_credentials: Vec<String>,
    authenticator_selection: Selection,
    attestation: &'static str,
    /// In thousandths of a second.
    timeout: i64,
}

#[derive(Serialize)]
struct Party {
    id: String,
    name: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct User {
    id: String,
    name: String,
    display_name: String,
}

#[derive(Serialize)]
struct Way {
    r#type: &'static str,
    alg: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Selection {
    resident_key: &'static str,
    require_resident_key: bool,
    user_verification: &'static str,
}

/// A button that only a script can use, and only a script shows.
struct Adding {
    script: &'static str,
    request: String,
    question: String,
}

#[derive(Template)]
#[template(path = "account/passkeys.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    lines: Vec<Line>,
    adding: Option<Adding>,
    /// Why none can be added.
    none_to_add: Option<String>,
    error: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowPasskeys>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let Some(person) = look.person().map(|person| person.id) else { return Err(Failure::NotFound) };
    Html::page(&page(&mut look, person, &Faults::none()).await?)
}

pub(super) async fn again(gate: Gate<BackToPasskeys>) -> Result<SeeOther, Failure> {
    let (look, _) = gate.look().await?;
    Ok(SeeOther::unchanged(&look, PATH))
}

/// What her device has made, if it is an answer to what her page asked, and the page on which she shows that it is she.
pub(super) async fn take_in(gate: Gate<TakeInPasskey>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (person, now) = (change.person_id()?, change.now());
    let made = match (change.site(), change.asked_for_new_passkey(&form.question, person).await?) {
        (Some(site), Some(question)) if passkey::is_first_answer(change.conn(), &question, now).await? => {
            NewPasskey::read(&form.answer, &question.expected(&site)).map_err(|fault| tracing::warn!(%fault, "a new passkey was not taken in")).ok()
        }
        (Some(_) | None, Some(_) | None) => None,
    };
    let is_another = match &made {
        Some(made) => !store::is_new_passkey(&mut change, &made.id).await?,
        None => false,
    };
    let Some(made) = made.filter(|_| !is_another) else {
        let (mut faults, t) = (Faults::none(), Texts::from(change.lang()));
        faults.add("passkey", if is_another { t.passkey_already() } else { t.passkey_not_made() });
        let page = page(&mut change, person, &faults).await?;
        change.keep().await?;
        return Html::redraw(&page);
    };
    let sealed = change.has_made(person, made).await?;
    let page = passkey_made::asked(&mut change, person, sealed).await?;
    Ok(AfterPost::once(change.keep().await?, page))
}

async fn page(visit: &mut Passage, person: PersonId, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, site) = (visit.frame().await?, visit.words(), visit.site());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let own = store::passkeys(visit.conn(), person).await?;
    let none_to_add = match &site {
        None => Some(t.passkeys_not_offered().to_owned()),
        Some(_) if own.len() >= MOST => Some(t.passkeys_are_many(MOST)),
        Some(_) => None,
    };
    let adding = match &site {
        Some(site) if none_to_add.is_none() => Some(adding(visit, site, person, &own, &frame).await?),
        Some(_) | None => None,
    };
    Ok(Page {
        summary: faults.summary(lang),
        error: faults.at("passkey"),
        lines: own.into_iter().map(|one| Line { id: one.id, times: times(&one, t, words), name: one.name }).collect(),
        frame,
        t,
        adding,
        none_to_add,
    })
}

/// When it was added, and when it was used last.
pub(super) fn times(one: &OwnPasskey, t: Texts, words: Words) -> String {
    let added = words.instant(one.added_at);
    one.used_at.map_or_else(|| t.passkey_unused(&added), |used| t.passkey_times(&added, &words.instant(used)))
}

async fn adding(visit: &mut Passage, site: &Site, person: PersonId, own: &[OwnPasskey], frame: &Frame) -> Result<Adding, Failure> {
    let (question, sealed) = visit.asks_for_new_passkey(person).await?;
    let account = store::own(visit.conn(), person).await?;
    let request = Request {
        challenge: question.challenge(),
        rp: Party { id: site.id.clone(), name: frame.t().service() },
        user: User { id: passkey::written(&handle(person)), name: account.email, display_name: account.name },
        pub_key_cred_params: ALGORITHMS.iter().map(|alg| Way { r#type: "public-key", alg: *alg }).collect(),
        exclude_credentials: own.iter().map(|one| passkey::written(&one.credential)).collect(),
        authenticator_selection: Selection { resident_key: "required", require_resident_key: true, user_verification: "required" },
        attestation: "none",
        timeout: LASTS.num_milliseconds(),
    };
    Ok(Adding { script: assets::passkeys_url(), request: serde_json::to_string(&request).map_err(Failure::broken)?, question: sealed })
}
