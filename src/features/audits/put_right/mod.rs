//! What was wrong in an audit that has been sent is put right in the open: by a further version with its reason, told to those whom
//! it concerns, and with what stood before kept and readable (ADR 0050). This page says what can be put right.

pub(super) mod document;
pub(super) mod item;
pub(super) mod recipient;
pub(super) mod reopen;
pub(super) mod reply_to;
pub(super) mod tells;
mod texts;
pub(super) mod title;
pub(super) mod withdraw;

use askama::Template;

use super::store::{self, SentAudit};
use super::texts::Texts as AuditTexts;
use crate::domain::address;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Choices, Faults, Field, Summary};
use crate::platform::texts::Apart;
pub(super) use texts::Texts;

crate::action!(
    /// What can be put right.
    ShowPutRight, SendAudit, String => SentAudit, find
);

/// A sent audit by its address.
pub(super) async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<SentAudit>> {
    store::sent_audit(conn, key).await
}

/// The longest reason, in characters.
const REASON_LIMIT: usize = 2000;

#[derive(Template)]
#[template(path = "audits/put_right.html")]
struct Page {
    frame: Frame,
    t: Texts,
    audit_title: String,
    audit_url: String,
    below: String,
    closed: bool,
    /// The code, and the heading of each item.
    items: Vec<(String, String)>,
}

pub(super) async fn show(gate: Gate<ShowPutRight>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    let frame = look.frame().await?;
    let items = store::published_items(look.conn(), audit.id).await?;
    Html::page(&Page {
        t: Texts::from(frame.lang),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        below: hub(&audit),
        closed: audit.closed,
        items: items.into_iter().map(|item| (item.code, item.heading)).collect(),
        frame,
    })
}

/// The address of this page.
fn hub(audit: &SentAudit) -> String {
    address::below_audit(&audit.key, "ratta")
}

/// While an audit is closed, what it says stands.
fn refuse_closed(audit: &SentAudit) -> Result<(), Refusal> {
    if audit.closed { Err(Refusal::AuditIsClosed) } else { Ok(()) }
}

/// A form by which something is put right.
#[derive(Template)]
#[template(path = "audits/put_right_form.html")]
struct FormPage {
    frame: Frame,
    t: Texts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    back: String,
    heading: String,
    lead: &'static str,
    /// What stands there now: a heading and a text, in the auditors' words.
    now: Option<(String, String)>,
    /// Which version the form follows on.
    seen: Option<i16>,
    choices: Vec<Choices>,
    fields: Vec<Field>,
    button: &'static str,
}

/// What is particular to one of these forms.
struct Parts {
    heading: String,
    lead: &'static str,
    now: Option<(String, String)>,
    seen: Option<i16>,
    choices: Vec<Choices>,
    fields: Vec<Field>,
}

async fn form_page(visit: &mut Passage, audit: &SentAudit, parts: Parts, reason: Field, faults: &Faults) -> Result<FormPage, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    let Parts { heading, lead, now, seen, choices, mut fields } = parts;
    fields.push(reason);
    Ok(FormPage {
        summary: faults.summary(frame.lang),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        back: hub(audit),
        heading,
        lead,
        now,
        seen,
        choices,
        fields,
        button: t.save_correction(),
        t,
        frame,
    })
}

/// The field of the reason.
fn reason_field(t: Texts, typed: &str, faults: &Faults) -> Field {
    Field::area(t.lang, "reason", t.reason(), typed, faults).hint(t.reason_hint())
}

/// A reason is there.
fn read_reason(typed: &str, visit: &Passage, faults: &mut Faults) -> Option<String> {
    let (words, t) = (visit.words(), Texts::from(visit.lang()));
    faults.take("reason", text::required(typed, REASON_LIMIT), |fault| words.text_fault(fault, t.reason_needed()))
}

impl SentAudit {
    /// "SR-2024-38 Städavtal".
    pub(super) fn called(&self) -> String {
        format!("{} {}", Apart(&self.reference), Apart(&self.title))
    }
}

/// The words of unsent audits, where a field is called as before sending.
fn audit_texts(t: Texts) -> AuditTexts {
    AuditTexts::from(t.lang)
}
