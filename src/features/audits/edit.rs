//! Changing what was recorded, as long as the audit has not been sent.

use super::Confirmed;
use super::actions::EditAudit;
use super::form::{self, Form, Source};
use super::form_page::{self, Surroundings};
use super::store::{self, KnownBoard, OwnAudit, Unsent};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::event::Event;
use crate::domain::ids::AuditId;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;

crate::action!(
    /// The form with what is recorded.
    ShowEdit, RecordAudit, String => OwnAudit, find
);
crate::action!(
    impl EditAudit, RecordAudit, String => OwnAudit, find, holding store::hold_audit
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    store::own_audit(conn, key).await
}

pub(super) async fn show(gate: Gate<ShowEdit>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    if audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    let today = look.today();
    let boards = store::living_boards(look.conn(), today).await?;
    let recorded = recorded(&mut look, audit.id, &boards).await?;
    let phrases = store::phrases(look.conn(), audit.id).await?;
    let around = around(&mut look, &audit).await?;
    Html::page(&form_page::page(&mut look, &recorded, &boards, Source { phrases: &phrases, reading: None }, &Faults::none(), around).await?)
}

pub(super) async fn act(gate: Gate<EditAudit>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let typed = posted.read(&change)?;
    let audit = Unsent::checked(&change, audit)?;
    let today = change.today();
    let boards = store::living_boards(change.conn(), today).await?;
    let phrases = store::phrases(change.conn(), audit.id).await?;
    let around = around(&mut change, &audit).await?;
    let mut faults = Faults::none();
    let source = Source { phrases: &phrases, reading: None };
    let now = recorded(&mut change, audit.id, &boards).await?;
    if typed.seen != now.seen {
        // Nobody's save is lost without a word: what somebody else has saved stands at its place, and saving again replaces it.
        note_other_changes(&typed, &now, Texts::from(change.lang()), &mut faults);
        let typed = Form { seen: now.seen, ..typed };
        return Html::redraw(&form_page::page(&mut change, &typed, &boards, source, &faults, around).await?);
    }
    if let Some(facts) = form::read(&typed, &boards, source, &change, &mut faults) {
        if store::change_facts(&mut change, &audit, &facts).await? {
            let done = change.commit(Event::AuditChanged { audit: audit.id }).await?;
            return Ok(SeeOther::to(done, address::audit(&facts.reference_key)).saying(Confirmed::AuditChanged));
        }
        faults.add("reference", Texts::from(change.lang()).reference_taken(&facts.reference));
    } else if faults.is_empty() {
        return Err(Refusal::BadForm.into());
    }
    Html::redraw(&form_page::page(&mut change, &typed, &boards, source, &faults, around).await?)
}

/// What is recorded now, at each field in which it differs from what was typed.
fn note_other_changes(typed: &Form, now: &Form, t: Texts, faults: &mut Faults) {
    for ((field, own), (_, saved)) in typed.single().into_iter().zip(now.single()) {
        if own != saved {
            faults.add(field, t.saved_meanwhile(saved));
        }
    }
    for [board, ..] in typed.addressed().into_iter().filter(|row| !now.addressed().contains(row)) {
        faults.add(format!("role-{board}"), t.row_saved_meanwhile());
    }
    for [board, ..] in now.addressed().into_iter().filter(|row| !typed.addressed().contains(row)) {
        faults.add(format!("role-{board}"), t.row_saved_meanwhile());
    }
    if faults.is_empty() {
        faults.add("title", t.same_saved_meanwhile());
    }
}

async fn around(visit: &mut Passage, audit: &OwnAudit) -> Result<Surroundings, Failure> {
    let t = Texts::from(visit.lang());
    let letter = store::letter_body(visit.conn(), audit.id).await?;
    Ok(Surroundings {
        heading: t.edit_heading(),
        lead: audit.called(),
        warnings: Vec::new(),
        letter: letter.unwrap_or_default(),
        button: t.save(),
        back: address::audit(&audit.key),
        whole: String::new(),
    })
}

async fn recorded(visit: &mut Passage, id: AuditId, boards: &[KnownBoard]) -> Result<Form, Failure> {
    let facts = store::recorded_facts(visit.conn(), id).await?;
    let planned = store::planned_addressees(visit.conn(), id).await?;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut form = Form {
        title: facts.title,
        reference: facts.reference,
        decided_by: facts.decided_by,
        decided_on: day(facts.decided_on),
        letter_date: day(facts.letter_date),
        chair: facts.chair,
        overall_assessment: facts.overall_assessment,
        reply_to: facts.reply_to,
        follow_up_period: facts.follow_up_period,
        instruction_first: facts.instruction_first,
        instruction_follow_up: facts.instruction_follow_up,
        ..Form::default()
    };
    for board in boards {
        let mut rows = planned.iter().filter(|row| row.board == board.id).peekable();
        if let Some(row) = rows.peek() {
            form.role.push(form::role_key(row.role).to_owned());
            form.board.push(board.slug.clone());
            let due = |ordinal: i16| planned.iter().find(|row| row.board == board.id && row.ordinal == Some(ordinal)).and_then(|row| row.due_on);
            form.first.push(day(due(1)));
            form.follow_up.push(day(due(2)));
        }
    }
    form.seen = form.fingerprint();
    Ok(form)
}
