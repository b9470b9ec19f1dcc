//! It is written down that the council took an audit up.

use super::Confirmed;
use super::actions::EnterCouncilAct;
use super::form::{self, Form};
use super::store::{self, Audit};
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowEnterCouncilAct, SendAudit, String => Audit, find
);
crate::action!(
    impl EnterCouncilAct, SendAudit, String => Audit, find, holding hold
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<Audit>> {
    store::audit(conn, key).await
}

async fn hold(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<()> {
    store::hold(conn, key).await
}

pub(super) async fn show(gate: Gate<ShowEnterCouncilAct>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    let form = Form::empty(audit.acts);
    Html::page(&form::page(&mut look, &audit, &form, false, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<EnterCouncilAct>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    let mut faults = Faults::none();
    let Some(act) = form.read(&change, &audit, &mut faults).filter(|_| faults.is_empty()) else {
        return Html::redraw(&form::page(&mut change, &audit, &form, false, &faults).await?);
    };
    if form.seen != audit.acts {
        // Clicked twice: it stands already. Otherwise somebody else has written something down meanwhile.
        let newest = store::standing(change.conn(), &(audit.key.clone(), audit.acts)).await?;
        return match newest {
            Some(newest) if newest.act == act => Ok(SeeOther::unchanged(&change, address::audit(&audit.key))),
            Some(_) | None => Err(Refusal::SomebodyWasFirst.into()),
        };
    }
    let entry = audit.acts + 1;
    form::ask_about_twice(&mut change, &form, (audit.id, entry), &act, &mut faults).await?;
    if !faults.is_empty() {
        return Html::redraw(&form::page(&mut change, &audit, &form, false, &faults).await?);
    }
    store::write(&mut change, audit.id, (entry, 1), &act, "").await?;
    let done = change.commit(Event::CouncilActEntered { audit: audit.id, entry, held_on: act.held_on }).await?;
    Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::CouncilActEntered))
}
