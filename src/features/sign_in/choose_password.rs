//! Choosing a password by a one-time link. It works once and for a limited time; every older session ends.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::ChoosePassword;
use super::store::{self, Invited};
use super::texts::Texts;
use crate::domain::email::EmailAddress;
use crate::domain::event::{Event, Facts, PasskeyEnd, SignOnEnd, TwoStepEnd};
use crate::domain::ids::PersonId;
use crate::domain::outbox::MailKind;
use crate::domain::password::{self, Guessable, Password};
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage, Scoped, Steps};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::passkey;
use crate::platform::password::Lane;
use crate::platform::posted::Posted;
use crate::platform::session;
use crate::platform::sign_on;
use crate::platform::two_step;

crate::action!(
    /// The form behind the link.
    ShowInvitation, Visit, String => Invited, find
);
crate::action!(
    impl ChoosePassword, Visit, String => Invited, find
);

impl Scoped for Invited {
    fn scope(&self) -> crate::domain::policy::Scope {
        crate::domain::policy::Scope::Common
    }
}

async fn find(conn: &mut sqlx::PgConnection, token: &str) -> sqlx::Result<Option<Invited>> {
    store::invited(conn, token).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    password: Password,
    again: Password,
}

#[derive(Template)]
#[template(path = "sign_in/choose_password.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    lead: String,
    /// Why it cannot be used yet, instead of the form.
    waits: Option<String>,
    /// What becomes of the second step of signing in, if she has one.
    two_step: Option<&'static str>,
    /// And of the municipality's sign-in.
    sign_on: Option<&'static str>,
    /// And of her passkeys.
    passkeys: Option<&'static str>,
    password: Field,
    again: Field,
}

pub(super) async fn show(gate: Gate<ShowInvitation>) -> Result<Html, Failure> {
    let (mut look, invited) = gate.look().await?;
    refuse_old(&invited, &look)?;
    Html::page(&page(&mut look, &invited, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<ChoosePassword>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let token = gate.path().clone();
    let (mut change, invited) = gate.open().await?;
    let form = posted.read(&change)?;
    refuse_old(&invited, &change)?;
    if waits(&mut change, &invited).await?.is_some() {
        return Html::redraw(&page(&mut change, &invited, &Faults::none()).await?);
    }
    let house = change.house().await?;
    let around = Guessable { name: &invited.name, email: &invited.email, house: &house };
    if let Err(fault) = password::judge(&form.password, &form.again, around) {
        let mut faults = Faults::none();
        faults.add("password", change.words().password_fault(fault));
        return Html::redraw(&page(&mut change, &invited, &faults).await?);
    }
    // Only whoever has a link waits for a turn to be hashed, and holds no connection while she does.
    let gate = change.step_out();
    let hash = gate.hasher().place(Lane::Known(session::hash(&token))).await?.hash(&form.password).await?;
    let (mut change, invited) = gate.open().await?;
    refuse_old(&invited, &change)?;
    let email = EmailAddress::parse(&invited.email).ok_or_else(|| Failure::broken("an address of another spelling"))?;
    store::use_invitation(&mut change, &token).await?;
    change.sign_as(invited.person).await?;
    change.tell_owner(MailKind::Password).await?;
    let person = invited.person;
    let two_step = if invited.by_mail { None } else { turned_off(&mut change, person).await? };
    let mut unbound: Vec<Event> = unbound(&mut change, person).await?.into_iter().collect();
    unbound.extend(without_passkeys(&mut change, person).await?);
    store::set_password(&mut change, person, &hash).await?;
    change.forget_devices(person).await?;
    // Her mailbox alone lets nobody in who has a second step.
    if invited.by_mail && two_step::is_on(change.conn(), person).await? {
        let done = change.commit(Facts::of(Event::PasswordChosen { person }, unbound)).await?;
        return Ok(SeeOther::to(done, "/logga-in").saying(Confirmed::ChosenByMail));
    }
    let started = change.start_session(person, &email, Steps::One).await?;
    let done = change.commit(Facts::of(Event::PasswordChosen { person }, two_step.into_iter().chain(unbound).chain(started.ended).collect())).await?;
    Ok(SeeOther::to(done, "/").with_cookies(started.cookies))
}

/// Two administrators have agreed on the link, or a day went by, and it was told: it is also for whoever has lost her telephone.
async fn turned_off(change: &mut Change<ChoosePassword>, person: PersonId) -> Result<Option<Event>, Failure> {
    if !two_step::is_on(change.conn(), person).await? {
        return Ok(None);
    }
    change.tell_owner(MailKind::TwoStepOff).await?;
    two_step::taken_away(change.conn(), person).await?;
    Ok(Some(Event::TwoStepTurnedOff { person, why: TwoStepEnd::Link }))
}

/// Whoever had her password before may have bound the account to somebody else's name: a link begins anew.
async fn unbound(change: &mut Change<ChoosePassword>, person: PersonId) -> Result<Option<Event>, Failure> {
    if !sign_on::unbound(change.conn(), person).await? {
        return Ok(None);
    }
    change.tell_owner(MailKind::SignOnUnbound).await?;
    Ok(Some(Event::SignOnUnbound { person, why: SignOnEnd::Link }))
}

/// Nor does she get in by a passkey any more that somebody else may have added.
async fn without_passkeys(change: &mut Change<ChoosePassword>, person: PersonId) -> Result<Vec<Event>, Failure> {
    let gone = passkey::taken_away(change.conn(), person).await?;
    if !gone.is_empty() {
        change.tell_owner(MailKind::PasskeyRemoved).await?;
    }
    Ok(gone.into_iter().map(|passkey| Event::PasskeyRemoved { person, passkey, why: PasskeyEnd::Link }).collect())
}

fn refuse_old(invited: &Invited, visit: &Passage) -> Result<(), Failure> {
    if invited.used || invited.expires_at <= visit.now() { Err(Failure::LinkIsOver) } else { Ok(()) }
}

/// What to say while the link waits for a second administrator, or for its day.
async fn waits(visit: &mut Passage, invited: &Invited) -> Result<Option<String>, Failure> {
    let Some(proposal) = invited.proposal else { return Ok(None) };
    let (now, words, t) = (visit.now(), visit.words(), Texts::from(visit.lang()));
    let waits = store::waits(visit.conn(), proposal, now).await?;
    Ok(waits.map(|link| match link.opens_at {
        Some(at) => t.link_opens_at(&words.instant(at)),
        None => t.link_waits().to_owned(),
    }))
}

async fn page(visit: &mut Passage, invited: &Invited, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let waits = waits(visit, invited).await?;
    let two_step = two_step::is_on(visit.conn(), invited.person).await?.then(|| if invited.by_mail { t.code_follows() } else { t.ends_two_step() });
    let sign_on = sign_on::bound_since(visit.conn(), invited.person, None).await?.map(|_| t.ends_sign_on());
    let passkeys = (passkey::how_many(visit.conn(), invited.person).await? > 0).then(|| t.ends_passkeys());
    Ok(Page {
        waits,
        two_step,
        sign_on,
        passkeys,
        frame,
        t,
        summary: faults.summary(lang),
        lead: if invited.by_mail { t.choose_again_for(&invited.name, &invited.email) } else { t.choose_for(&invited.name, &invited.email) },
        password: Field::password(lang, "password", t.password(), faults).hint(t.password_hint()).autocomplete("new-password"),
        again: Field::password(lang, "again", t.again(), faults).autocomplete("new-password"),
    })
}
