//! The items of an audit, and the forms that add to them. A sent audit's items are read on its page.

use askama::Template;

use super::super::store::{self, ItemRow, OwnAudit};
use super::super::texts::Texts;
use super::{Fields, Typed};
use crate::domain::address;
use crate::domain::ids::BoardId;
use crate::domain::missive;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Choices, Faults, Field, Summary};
use crate::platform::words::Words;

crate::action!(
    /// The items while they are being written.
    ShowItems, ReadAuditWork, String => OwnAudit, find
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    super::own_audit(conn, key).await
}

/// An item as drawn.
pub(super) struct Line {
    code: String,
    kind: &'static str,
    heading: String,
    body: String,
    boards: String,
    url: String,
    first: bool,
    last: bool,
}

/// What was typed into the form for many.
#[derive(Default)]
pub(super) struct Many {
    pub(super) kind: String,
    pub(super) text: String,
    pub(super) boards: Vec<String>,
}

#[derive(Template)]
#[template(path = "audits/items.html")]
pub(super) struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    lines: Vec<Line>,
    has_respondents: bool,
    one: Fields,
    many_kind: Choices,
    many_text: Field,
    many_boards: Choices,
    proposed: Vec<String>,
}

pub(crate) async fn show(gate: Gate<ShowItems>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    if audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    Html::page(&page(&mut look, &audit, None, None, &Faults::none()).await?)
}

/// The page, with what was typed in one of its two forms.
pub(super) async fn page(visit: &mut Passage, audit: &OwnAudit, one: Option<Typed>, many: Option<Many>, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    let respondents = store::respondents(visit.conn(), audit.id).await?;
    let items = store::own_items(visit.conn(), audit.id).await?;
    let letter = if items.is_empty() { store::letter_body(visit.conn(), audit.id).await? } else { None };
    let all: Vec<String> = respondents.iter().map(|(id, _): &(BoardId, String)| id.to_string()).collect();
    let one = one.unwrap_or_else(|| Typed { boards: all.clone(), ..Typed::default() });
    let many = many.unwrap_or_else(|| Many { boards: all, ..Many::default() });
    Ok(Page {
        summary: faults.summary(frame.lang),
        audit_title: format!("{} {}", audit.reference, audit.title),
        audit_url: address::audit(&audit.key),
        lines: lines(audit, &items, visit.words()),
        has_respondents: !respondents.is_empty(),
        one: super::fields(t, &one, &respondents, faults, ""),
        many_kind: super::kinds(t, &many.kind, faults, "many-"),
        many_text: Field::area(frame.lang, "many-text", t.many_text(), &many.text, faults).hint(t.many_hint()).named("text").class("tall"),
        many_boards: super::boards(t, &many.boards, &respondents, faults, "many-"),
        proposed: letter.map(|letter| missive::proposed_assessments(&letter)).unwrap_or_default(),
        t,
        frame,
    })
}

fn lines(audit: &OwnAudit, items: &[ItemRow], words: Words) -> Vec<Line> {
    let last = |row: &ItemRow| !items.iter().any(|other| other.kind == row.kind && other.number > row.number);
    items
        .iter()
        .map(|row| Line {
            code: row.code.clone(),
            kind: words.item_kind(row.kind),
            heading: row.heading.clone(),
            body: row.body.clone(),
            boards: row.boards.join(", "),
            url: address::below_audit(&audit.key, &format!("punkter/{}", row.code)),
            first: row.number == 1,
            last: last(row),
        })
        .collect()
}
