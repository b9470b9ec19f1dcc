//! The items of an audit, and the forms that add to them. A sent audit's items are read on its page.

use askama::Template;

use super::super::store::{self, Alike, ItemRow, OwnAudit};
use super::super::texts::Texts;
use super::seen::Seen;
use super::{Fields, Typed};
use crate::domain::address;
use crate::domain::audit::ItemKind;
use crate::domain::demands::demands;
use crate::domain::ids::BoardId;
use crate::domain::refusal::Refusal;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html};
use crate::platform::parts::{Choices, Faults, Field, Summary};
use crate::platform::texts::together;
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
    seen: String,
    kind: &'static str,
    heading: String,
    body: String,
    boards: String,
    /// That it may hold several demands.
    several: bool,
    /// Which items of earlier audits it takes up, and where they are.
    takes_up: Vec<(String, String)>,
    /// Which sent items ask for nearly the same: where each is, and what is said of it.
    alike: Vec<(String, String)>,
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
    /// Where proposals can be had from: the address and what it is.
    sources: Vec<(String, String)>,
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
    let alike = store::alike(visit.conn(), audit.id).await?;
    let sources = store::sources(visit.conn(), audit.id).await?;
    // Where there is but one, there is nothing to choose; where there are several, somebody chooses.
    let only = |id: &BoardId| (respondents.len() == 1).then(|| id.to_string());
    let all: Vec<String> = respondents.iter().filter_map(|(id, _)| only(id)).collect();
    let one = one.unwrap_or_else(|| Typed { boards: all.clone(), ..Typed::default() });
    let many = many.unwrap_or_else(|| Many { boards: all, ..Many::default() });
    Ok(Page {
        summary: faults.summary(frame.lang),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        lines: lines(audit, &items, &alike, t, visit.words()),
        has_respondents: !respondents.is_empty(),
        one: super::fields(t, &one, &respondents, faults, ""),
        many_kind: super::kinds(t, &many.kind, faults, "many-").hint(t.many_kind_hint()),
        many_text: Field::area(frame.lang, "many-text", t.many_text(), &many.text, faults).hint(t.many_hint()).named("text").class("tall"),
        many_boards: super::boards(t, &many.boards, &respondents, faults, "many-"),
        sources: source_links(audit, sources, t),
        t,
        frame,
    })
}

/// The letter, and the documents that may hold items.
fn source_links(audit: &OwnAudit, sources: store::Sources, t: Texts) -> Vec<(String, String)> {
    let letter = sources.has_letter.then(|| (address::below_audit(&audit.key, "punkter/forslag"), t.proposals_from_letter().to_owned()));
    let files =
        sources.files.0.into_iter().map(|file| (address::below_audit(&audit.key, &format!("filer/{}/punkter", file.id)), t.proposals_from_file(&file.name)));
    letter.into_iter().chain(files).collect()
}

fn lines(audit: &OwnAudit, items: &[ItemRow], alike: &[Alike], t: Texts, words: Words) -> Vec<Line> {
    let last = |row: &ItemRow| !items.iter().any(|other| other.kind == row.kind && other.number > row.number);
    items
        .iter()
        .map(|row| Line {
            seen: Seen::from(row).to_string(),
            code: row.code.clone(),
            kind: words.item_kind(row.kind),
            heading: row.heading.clone(),
            body: row.body.clone(),
            boards: together(&row.boards),
            several: row.kind == ItemKind::Recommendation && demands(&row.body) > 1,
            takes_up: row.takes_up.iter().map(|one| (one.url(), t.item_of(&one.code, &one.reference))).collect(),
            alike: alike.iter().filter(|one| one.of == row.id.uuid()).map(|one| alike_link(one, t, words)).collect(),
            url: address::below_audit(&audit.key, &format!("punkter/{}", row.code)),
            first: row.number == 1,
            last: last(row),
        })
        .collect()
}

/// "R3 i REV-2023-4 (Servicenämnden: delvis genomförd)".
fn alike_link(one: &Alike, t: Texts, words: Words) -> (String, String) {
    let verdict = one.grade.map(|grade| words.grade_of(one.kind, grade).to_lowercase());
    let item = t.item_of(&one.code, &one.reference);
    let said = verdict.map_or_else(|| t.alike_at(&item, &one.board_name), |verdict| t.alike_judged(&item, &one.board_name, &verdict));
    (address::recommendation(&one.key, &one.code, &one.board_slug), said)
}
