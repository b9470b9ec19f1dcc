//! Closing an audit once every response has been judged.

use askama::Template;
use serde::Deserialize;

use super::store::{self, OwnAudit};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Visit};
use crate::platform::notice::Notice;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The check before closing.
    ShowClose, CloseAudit, String => OwnAudit, find
);
crate::action!(
    /// An audit is closed.
    CloseAudit, CloseAudit, String => OwnAudit, find
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    store::own_audit(conn, key).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    motive: String,
}

#[derive(Template)]
#[template(path = "audits/close.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    motive: Field,
}

pub(super) async fn show(gate: Gate<ShowClose>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    may_be_closed(&mut look, &audit).await?;
    Html::page(&page(&mut look, &audit, "", &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<CloseAudit>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read()?;
    may_be_closed(&mut change, &audit).await?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    match faults.take("motive", text::required(&form.motive, 2000), |f| words.text_fault(f, t.motive_needed())) {
        None => Html::redraw(&page(&mut change, &audit, &form.motive, &faults).await?),
        Some(motive) => {
            store::close(&mut change, audit.id, &motive).await?;
            let done = change.commit(Event::AuditClosed { audit: audit.id }).await?;
            Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Notice::AuditClosed))
        }
    }
}

async fn may_be_closed(visit: &mut Visit, audit: &OwnAudit) -> Result<(), Failure> {
    if store::is_closed(visit.conn(), audit.id).await? {
        return Err(Refusal::AuditIsClosed.into());
    }
    if !audit.sent || store::open_rounds(visit.conn(), audit.id).await? > 0 {
        return Err(Refusal::RoundsAreOpen.into());
    }
    Ok(())
}

async fn page(visit: &mut Visit, audit: &OwnAudit, motive: &str, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    Ok(Page {
        summary: faults.summary(frame.lang),
        audit_title: format!("{} {}", audit.reference, audit.title),
        audit_url: address::audit(&audit.key),
        motive: Field::area(frame.lang, "motive", t.motive(), motive, faults),
        t,
        frame,
    })
}
