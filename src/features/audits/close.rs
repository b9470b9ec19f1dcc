//! Closing an audit once every response has been judged; or without a response that never came, with a reason and on
//! purpose (avslutas utan svar).

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::CloseAudit;
use super::store::{self, OwnAudit, StillOpen, Unjudged};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;
use crate::platform::words::Words;

crate::action!(
    /// The check before closing.
    ShowClose, CloseAudit, String => OwnAudit, find
);
crate::action!(
    impl CloseAudit, CloseAudit, String => OwnAudit, find, holding store::hold_rounds
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    store::own_audit(conn, key).await
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    motive: String,
    /// A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    without_answer: String,
}

#[derive(Template)]
#[template(path = "audits/close.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    /// Who never answered, and the box that says: close without.
    missing: Option<(Vec<String>, Choices)>,
    /// What is not solved: said, and where it is decided what becomes of it.
    left: Vec<(String, String)>,
    motive: Field,
}

pub(super) async fn show(gate: Gate<ShowClose>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    let missing = may_be_closed(&mut look, &audit).await?;
    Html::page(&page(&mut look, &audit, &missing, &Form::default(), &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<CloseAudit>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    let closing = store::newest_closing(change.conn(), audit.id).await?;
    if closing.is_some_and(|closing| closing.reopening.is_none() && closing.motive == text::tidy(&form.motive)) {
        // Clicked twice: it is closed, for this reason.
        return Ok(SeeOther::unchanged(&change, address::audit(&audit.key)));
    }
    let missing = may_be_closed(&mut change, &audit).await?;
    let (words, t) = (change.words(), Texts::from(change.lang()));
    let mut faults = Faults::none();
    if !missing.is_empty() && form.without_answer != "yes" {
        faults.add("without_answer", t.tick_without_answer());
    }
    let motive = faults.take("motive", text::required(&form.motive, 2000), |f| words.text_fault(f, t.motive_needed()));
    match motive.filter(|_| faults.is_empty()) {
        None => Html::redraw(&page(&mut change, &audit, &missing, &form, &faults).await?),
        Some(motive) => {
            store::close(&mut change, audit.id, &motive, !missing.is_empty()).await?;
            let done = change.commit(Event::AuditClosed { audit: audit.id, without_answer: missing.iter().map(|one| one.id).collect() }).await?;
            Ok(SeeOther::to(done, address::audit(&audit.key)).saying(Confirmed::AuditClosed))
        }
    }
}

/// The responses that never came and whose last day has passed; everything else must have its verdict.
async fn may_be_closed(visit: &mut Passage, audit: &OwnAudit) -> Result<Vec<Unjudged>, Failure> {
    if store::is_closed(visit.conn(), audit.id).await? {
        return Err(Refusal::AuditIsClosed.into());
    }
    let today = visit.today();
    let unjudged = store::unjudged(visit.conn(), audit.id).await?;
    if unjudged.iter().any(|one| one.asked) {
        return Err(Refusal::RequestIsOpen.into());
    }
    if !audit.sent || unjudged.iter().any(|one| one.received || one.due_on >= today) {
        return Err(Refusal::RoundsAreOpen.into());
    }
    Ok(unjudged)
}

fn line(one: &StillOpen, audit: &OwnAudit, words: Words) -> (String, String) {
    let grade = one.grade.map(|grade| words.grade_of(one.kind, grade)).unwrap_or_default();
    let said = format!("{}: {} {}, {grade}", Apart(&one.board), one.code, Apart(&one.heading));
    (said, format!("{}/uppfoljning", address::recommendation(&audit.key, &one.code, &one.board_slug)))
}

async fn page(visit: &mut Passage, audit: &OwnAudit, missing: &[Unjudged], form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let left = store::still_open(visit.conn(), audit.id).await?;
    Ok(Page {
        summary: faults.summary(frame.lang),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        left: left.iter().map(|one| line(one, audit, words)).collect(),
        missing: (!missing.is_empty()).then(|| {
            let who = |one: &Unjudged| {
                format!("{}: {}, {} {}", Apart(&one.board), words.round(one.kind, one.ordinal), t.due().to_lowercase(), words.date(one.due_on))
            };
            let tick = vec![Choice::new("yes", t.close_without_answer(), form.without_answer == "yes")];
            (missing.iter().map(who).collect(), Choices::boxes(frame.lang, "without_answer", t.never_came(), tick, faults))
        }),
        motive: Field::area(frame.lang, "motive", t.motive(), &form.motive, faults),
        t,
        frame,
    })
}
