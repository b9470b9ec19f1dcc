//! What earlier audits asked the same boards for and is not settled, to be taken up in a new one: an item with the same words, and
//! each leads to the other.

use askama::Template;
use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::TakeUpItems;
use super::super::store::{self, NewItem, OwnAudit, Unsent, Unsettled};
use super::super::texts::Texts;
use crate::domain::address;
use crate::domain::audit::ItemKind;
use crate::domain::event::Event;
use crate::domain::refusal::Refusal;
use crate::domain::text::reference_key;
use crate::platform::failure::Failure;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::listing::Query;
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::texts::Apart;

crate::action!(
    /// What is not settled.
    ShowUnsettled, RecordAudit, String => OwnAudit, find
);
crate::action!(
    impl TakeUpItems, RecordAudit, String => OwnAudit, find, holding store::hold_audit
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    super::own_audit(conn, key).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    items: Vec<String>,
    /// Which audit was looked for.
    #[serde(default)]
    reference: String,
}

struct Line {
    id: String,
    ticked: bool,
    name: String,
    take: String,
    heading: String,
    body: String,
    /// What was found of each board.
    boards: Vec<String>,
    url: String,
}

#[derive(Template)]
#[template(path = "audits/take_up.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    lines: Vec<Line>,
    /// That there are more.
    more: Option<String>,
    /// Which audit is looked for.
    wanted: Field,
    reference: String,
}

pub(crate) async fn show(gate: Gate<ShowUnsettled>, mut query: Query) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    if audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    let typed = query.text("granskning");
    let found = store::unsettled(look.conn(), audit.id, &reference_key(&typed)).await?;
    Html::page(&page(&mut look, &audit, (&typed, &[]), found, &Faults::none()).await?)
}

pub(crate) async fn act(gate: Gate<TakeUpItems>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    let audit = Unsent::checked(&change, audit)?;
    let t = Texts::from(change.lang());
    let found = store::unsettled(change.conn(), audit.id, &reference_key(&form.reference)).await?;
    let chosen: Vec<&Unsettled> = found.iter().filter(|one| form.items.contains(&one.item.to_string())).collect();
    let mut faults = Faults::none();
    if form.items.is_empty() {
        faults.add("items", t.take_up_needed());
    } else if chosen.len() < form.items.len() {
        // Somebody else took one up, or judged it anew, while the page was open.
        return Err(Refusal::SomebodyWasFirst.into());
    } else if save(&mut change, &audit, &chosen).await? {
        let done = change.commit(Event::AuditChanged { audit: audit.id }).await?;
        return Ok(SeeOther::to(done, address::below_audit(&audit.key, "punkter")).saying(Confirmed::ItemsTakenUp));
    } else {
        faults.add("items", t.too_many());
    }
    Html::redraw(&page(&mut change, &audit, (&form.reference, &form.items), found, &faults).await?)
}

/// `false` when there are not numbers enough.
async fn save(change: &mut Change<TakeUpItems>, audit: &Unsent<OwnAudit>, chosen: &[&Unsettled]) -> Result<bool, Failure> {
    for kind in [ItemKind::Assessment, ItemKind::Recommendation] {
        let of_kind: Vec<&&Unsettled> = chosen.iter().filter(|one| one.kind == kind).collect();
        let mut number = store::highest_number(change.conn(), audit.id, kind).await?;
        if super::is_full(number, of_kind.len()) {
            return Ok(false);
        }
        for one in of_kind {
            number += 1;
            let boards = one.boards.iter().map(|board| board.id).collect();
            let item = NewItem { kind, heading: one.heading.clone(), body: one.body.clone(), boards };
            let id = store::add_item(change, audit, number, &item).await?;
            store::take_up(change, id, one.item).await?;
        }
    }
    Ok(true)
}

async fn page(visit: &mut Passage, audit: &OwnAudit, (typed, ticked): (&str, &[String]), mut found: Vec<Unsettled>, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words) = (visit.frame().await?, visit.words());
    let t = Texts::from(frame.lang);
    let most = usize::try_from(store::MOST).unwrap_or(usize::MAX);
    let more = (found.len() > most).then(|| t.only_the_last(store::MOST));
    found.truncate(most);
    let line = |one: Unsettled| Line {
        ticked: ticked.contains(&one.item.to_string()),
        id: one.item.to_string(),
        name: t.item_of(&one.code, &one.reference),
        take: t.take_up_item(&one.code, &one.reference),
        url: format!("{}#{}", address::audit(&one.key), one.code),
        boards: one.boards.iter().map(|board| format!("{}: {}", Apart(&board.name), words.grade_of(one.kind, board.grade))).collect(),
        heading: one.heading,
        body: one.body,
    };
    Ok(Page {
        summary: faults.summary(frame.lang),
        audit_title: audit.called(),
        audit_url: address::audit(&audit.key),
        lines: found.into_iter().map(line).collect(),
        more,
        wanted: Field::line(frame.lang, "granskning", t.reference(), typed, &Faults::none()),
        reference: typed.to_owned(),
        t,
        frame,
    })
}
