//! Whoever reads the mailbox confirms what was asked, by a link that works once and for a day. She sees what was asked before she does: a
//! mail may be opened by a machine that follows its links.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::ConfirmRequest;
use super::store::{self, Asking, Entered};
use super::texts::Texts;
use crate::domain::access::{CONFIRMED_WITHIN, RequestHindrance, RequestStep};
use crate::domain::event::{Event, Facts};
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// What was asked, behind the link.
    ShowAsking, Visit, String => Asking, find
);
crate::action!(
    impl ConfirmRequest, Visit, String => Asking, find
);

async fn find(conn: &mut sqlx::PgConnection, token: &str) -> sqlx::Result<Option<Asking>> {
    store::asking(conn, token).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {}

#[derive(Template)]
#[template(path = "access_requests/confirm.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    asking: Asking,
    /// Why it cannot be sent.
    hindrance: Option<String>,
}

pub(super) async fn show(gate: Gate<ShowAsking>) -> Result<Html, Failure> {
    let (mut look, asking) = gate.look().await?;
    refuse_old(&asking, &look)?;
    Html::page(&page(&mut look, asking, None).await?)
}

pub(super) async fn act(gate: Gate<ConfirmRequest>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let token = gate.path().clone();
    let (mut change, asking) = gate.open().await?;
    let Form {} = posted.read(&change)?;
    refuse_old(&asking, &change)?;
    let entered = store::confirm(&mut change, &token).await?;
    if let Some(hindrance) = entered.hindrance {
        return Html::redraw(&page(&mut change, asking, Some(hindrance)).await?);
    }
    let done = change.commit(asked(&entered)).await?;
    Ok(SeeOther::to(done, "/logga-in").saying(Confirmed::Requested))
}

fn refuse_old(asking: &Asking, visit: &Passage) -> Result<(), Failure> {
    if asking.confirmed || visit.now() - asking.asked_at >= CONFIRMED_WITHIN { Err(Failure::LinkIsOver) } else { Ok(()) }
}

/// That somebody has asked: in the administrators' log and in the board's.
pub(super) fn asked(entered: &Entered) -> Facts {
    let Entered { request, board, person, .. } = *entered;
    let step = RequestStep::Asked;
    Facts::of(Event::AccessRequestChanged { request, board, step, person }, vec![Event::BoardAccessRequestChanged { request, board, step, person }])
}

async fn page(visit: &mut Passage, asking: Asking, hindrance: Option<RequestHindrance>) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    let mut faults = Faults::none();
    let hindrance = hindrance.map(|hindrance| t.hindrance(hindrance));
    if let Some(said) = &hindrance {
        faults.add("request", said);
    }
    Ok(Page { summary: faults.summary(frame.lang), asking, hindrance, t, frame })
}
