//! Subscribing: a secret address for one's own calendar program. It is shown once, and a new one stops the old.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::{EndAddress, MakeAddress};
use super::store;
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::Event;
use crate::domain::policy::{Scope, Verb};
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{AfterPost, Frame, Html, SeeOther};
use crate::platform::posted::Posted;

crate::action!(
    /// Whether one subscribes, and how to.
    ShowSubscription, KeepOwnAccount
);
crate::action!(impl MakeAddress, KeepOwnAccount);
crate::action!(impl EndAddress, KeepOwnAccount);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

#[derive(Template)]
#[template(path = "calendar/subscription.html")]
struct Page {
    frame: Frame,
    t: Texts,
    /// When the address in use was made.
    made: Option<String>,
    /// Whether the reader's roles have any days.
    has_days: bool,
}

#[derive(Template)]
#[template(path = "calendar/address.html")]
struct AddressPage {
    frame: Frame,
    t: Texts,
    address: String,
}

pub(super) async fn show(gate: Gate<ShowSubscription>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    let Some(person) = look.person().map(|person| person.id) else { return Err(Failure::NotFound) };
    let made = store::living_address(look.conn(), person).await?.map(|at| look.words().date(calendar::day_of(at)));
    let frame = look.frame().await?;
    let has_days = look.may(Verb::SeeCalendar, Scope::Common);
    Html::page(&Page { t: Texts::from(frame.lang), made, has_days, frame })
}

pub(super) async fn make(gate: Gate<MakeAddress>, posted: Posted<Form>) -> Result<AfterPost, Failure> {
    let (mut change, _) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let person = change.person_id()?;
    store::end_address(&mut change, person).await?;
    let secret = store::make_address(&mut change, person).await?;
    let address = change.whole_address(&format!("/kalender/{}.ics", secret.reveal()));
    let frame = change.frame().await?;
    let done = change.commit(Event::CalendarAddressMade { person }).await?;
    Ok(AfterPost::once(done, Html::page(&AddressPage { t: Texts::from(frame.lang), address, frame })?))
}

pub(super) async fn end(gate: Gate<EndAddress>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    let person = change.person_id()?;
    if !store::end_address(&mut change, person).await? {
        return Ok(SeeOther::unchanged(&change, "/kalender/prenumeration"));
    }
    let done = change.commit(Event::CalendarAddressEnded { person }).await?;
    Ok(SeeOther::to(done, "/kalender/prenumeration").saying(Confirmed::CalendarAddressEnded))
}
