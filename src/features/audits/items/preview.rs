//! What may become items, each with a tick, its kind and its boards: looked at before anything is added.

use askama::Template;
use serde::Deserialize;

use super::super::Confirmed;
use super::super::actions::AddItems;
use super::super::store::{self, NewItem, OwnAudit, OwnFile, Unsent};
use super::super::texts::Texts;
use super::reshape::{Shape, reshaped};
use crate::domain::address;
use crate::domain::audit::{ItemKind, proposed_heading};
use crate::domain::demands::demands;
use crate::domain::event::Event;
use crate::domain::file_text;
use crate::domain::ids::{BoardId, FileId};
use crate::domain::missive::{Proposal, pasted_items, proposed_items};
use crate::domain::refusal::Refusal;
use crate::domain::text::{self, FIELD_LIMIT};
use crate::platform::failure::Failure;
use crate::platform::files;
use crate::platform::gate::{Change, Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// What was pasted, item by item.
    ShowPasted, RecordAudit, String => OwnAudit, find
);
crate::action!(
    /// What the letter may hold.
    ShowFromLetter, RecordAudit, String => OwnAudit, find
);
crate::action!(
    /// What an attached report may hold.
    ShowFromFile, RecordAudit, (String, FileId) => OwnFile, store::own_file
);
crate::action!(
    impl AddItems, RecordAudit, String => OwnAudit, find, holding store::hold_audit
);

async fn find(conn: &mut sqlx::PgConnection, key: &str) -> sqlx::Result<Option<OwnAudit>> {
    super::own_audit(conn, key).await
}

/// With more boxes than this on one page, boards are chosen once for all of its items.
const BOXES: usize = 200;

/// The rows as they were sent: kinds and texts of all, ticks by number, boards as "number:board", or for all.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    #[serde(default)]
    pub(super) tick: Vec<String>,
    #[serde(default)]
    pub(super) kind: Vec<String>,
    #[serde(default)]
    pub(super) body: Vec<String>,
    #[serde(default)]
    pub(super) boards: Vec<String>,
    /// The rows are only to be arranged anew: which, and how.
    #[serde(default)]
    pub(super) shape: Option<String>,
}

/// An item as drawn.
struct Row {
    n: usize,
    ticked: bool,
    take: String,
    kind: Choices,
    body: Field,
    boards: Option<Choices>,
}

#[derive(Template)]
#[template(path = "audits/preview.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    audit_title: String,
    audit_url: String,
    lead: String,
    rows: Vec<Row>,
    boards: Option<Choices>,
}

pub(crate) async fn show_pasted(gate: Gate<ShowPasted>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    if audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    let t = Texts::from(look.lang());
    let Some(paste) = store::pasted(look.conn(), audit.id).await? else {
        return Html::page(&page(&mut look, &audit, &Form::default(), t.nothing_pasted().to_owned(), &Faults::none()).await?);
    };
    let boards: Vec<String> = paste.boards.iter().map(ToString::to_string).collect();
    let mut form = proposed(pasted_items(&paste.body), &boards, paste.kind);
    form.tick = (0..form.body.len()).map(|n| n.to_string()).collect();
    let lead = t.preview_lead(form.body.len());
    Html::page(&page(&mut look, &audit, &form, lead, &Faults::none()).await?)
}

pub(crate) async fn show_from_letter(gate: Gate<ShowFromLetter>) -> Result<Html, Failure> {
    let (mut look, audit) = gate.look().await?;
    if audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    let letter = store::letter_body(look.conn(), audit.id).await?.unwrap_or_default();
    let gate = look.step_out();
    let found = gate.aside(move || proposed_items(&letter)).await?;
    let (mut look, audit) = gate.look().await?;
    let lead = Texts::from(look.lang()).found_in_letter(found.len());
    Html::page(&page(&mut look, &audit, &proposed(found, &[], None), lead, &Faults::none()).await?)
}

pub(crate) async fn show_from_file(gate: Gate<ShowFromFile>) -> Result<Html, Failure> {
    // The whole file is held while it is read: no more of them at once than the machine has room for.
    let turn = gate.turn().await?;
    let (mut look, file) = gate.look().await?;
    if file.audit.sent {
        return Err(Refusal::AuditIsSent.into());
    }
    let side = look.side();
    let content = store::whole(look.conn(), side, file.audit.id, file.id).await?.ok_or(Failure::NotFound)?;
    let gate = look.step_out();
    let name = content.name.clone();
    let found = gate.aside(move || file_text::read(&content.content).map(|read| proposed_items(&read.text))).await?;
    drop(turn);
    let (mut look, file) = gate.look().await?;
    let t = Texts::from(look.lang());
    let (lead, found) = match found {
        Ok(found) => (t.found_in_file(&name, found.len()), found),
        Err(why) => (files::no_text(why, look.lang()).to_owned(), Vec::new()),
    };
    Html::page(&page(&mut look, &file.audit, &proposed(found, &[], None), lead, &Faults::none()).await?)
}

/// The rows of what was found, none of them ticked.
fn proposed(found: Vec<Proposal>, boards: &[String], kind: Option<ItemKind>) -> Form {
    let mut form = Form::default();
    for (n, proposal) in found.into_iter().enumerate() {
        form.kind.push(kind.or(proposal.kind).map(super::kind_key).unwrap_or_default().to_owned());
        form.body.push(proposal.text);
        form.boards.extend(boards.iter().map(|board| format!("{n}:{board}")));
    }
    form
}

pub(crate) async fn act(gate: Gate<AddItems>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, audit) = gate.open().await?;
    let form = posted.read(&change)?;
    if form.kind.len() != form.body.len() {
        return Err(Refusal::BadForm.into());
    }
    let audit = Unsent::checked(&change, audit)?;
    if let Some(shape) = &form.shape {
        let shape = Shape::parse(shape).ok_or(Refusal::BadForm)?;
        return rearranged(&mut change, &audit, &form, shape).await;
    }
    let respondents = store::respondents(change.conn(), audit.id).await?;
    let mut faults = Faults::none();
    if let Some(items) = read(&form, &respondents, &change, &mut faults) {
        if save(&mut change, &audit, &items).await? {
            store::forget_paste(&mut change, &audit).await?;
            let done = change.commit(Event::AuditChanged { audit: audit.id }).await?;
            return Ok(SeeOther::to(done, address::below_audit(&audit.key, "punkter")).saying(Confirmed::ItemsAdded));
        }
        faults.add("rows", Texts::from(change.lang()).too_many());
    }
    let lead = Texts::from(change.lang()).preview_lead(form.body.len());
    Html::redraw(&page(&mut change, &audit, &form, lead, &faults).await?)
}

/// The page with its rows put together or taken apart: nothing is added.
async fn rearranged(change: &mut Change<AddItems>, audit: &OwnAudit, form: &Form, shape: Shape) -> Result<SeeOther, Failure> {
    let t = Texts::from(change.lang());
    if let Some(form) = reshaped(form, shape) {
        let lead = t.preview_lead(form.body.len());
        return Html::rearranged(&page(change, audit, &form, lead, &Faults::none()).await?);
    }
    let mut faults = Faults::none();
    if let Shape::Split(row) = shape {
        faults.add(format!("body-{row}"), t.nothing_to_split(row + 1));
    }
    Html::redraw(&page(change, audit, form, t.preview_lead(form.body.len()), &faults).await?)
}

fn read(form: &Form, respondents: &[(BoardId, String)], visit: &Passage, faults: &mut Faults) -> Option<Vec<NewItem>> {
    let (t, words) = (Texts::from(visit.lang()), visit.words());
    let mut items = Vec::new();
    for (n, (kind, body)) in form.kind.iter().zip(&form.body).enumerate().filter(|(n, _)| form.tick.contains(&n.to_string())) {
        let kind = faults.take(&format!("kind-{n}"), super::kind_of(kind).ok_or(()), |()| t.kind_needed_of(n + 1));
        let body = faults.take(&format!("body-{n}"), text::required(body, FIELD_LIMIT), |f| words.text_fault(f, t.body_needed()));
        let boards: Vec<BoardId> = respondents.iter().filter(|(id, _)| answers(form, n, id)).map(|(id, _)| *id).collect();
        if boards.is_empty() {
            faults.add(if chosen_once(form.body.len(), respondents.len()) { "boards".to_owned() } else { format!("boards-{n}") }, t.board_needed_of(n + 1));
        }
        if let (Some(kind), Some(body)) = (kind, body) {
            items.push(NewItem { kind, heading: proposed_heading(&body), body, boards });
        }
    }
    if faults.is_empty() && items.is_empty() {
        faults.add("rows", t.tick_needed());
    }
    faults.is_empty().then_some(items)
}

/// Whether a board is ticked for a row, or for all.
fn answers(form: &Form, n: usize, board: &BoardId) -> bool {
    let id = board.to_string();
    form.boards.iter().any(|chosen| *chosen == id || chosen.split_once(':').is_some_and(|(row, of_row)| row == n.to_string() && of_row == id))
}

/// Whether the boards are chosen once for all rows.
fn chosen_once(rows: usize, respondents: usize) -> bool {
    rows * respondents > BOXES
}

/// `false` when there are not numbers enough.
async fn save(change: &mut Change<AddItems>, audit: &Unsent<OwnAudit>, items: &[NewItem]) -> Result<bool, Failure> {
    for kind in [ItemKind::Assessment, ItemKind::Recommendation] {
        let of_kind: Vec<&NewItem> = items.iter().filter(|item| item.kind == kind).collect();
        let mut number = store::highest_number(change.conn(), audit.id, kind).await?;
        if super::is_full(number, of_kind.len()) {
            return Ok(false);
        }
        for item in of_kind {
            number += 1;
            store::add_item(change, audit, number, item).await?;
        }
    }
    Ok(true)
}

async fn page(visit: &mut Passage, audit: &OwnAudit, form: &Form, lead: String, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let t = Texts::from(frame.lang);
    let respondents = store::respondents(visit.conn(), audit.id).await?;
    let shared = chosen_once(form.body.len(), respondents.len());
    let all = |prefix: &str| respondents.iter().map(|(id, name)| (format!("{prefix}{id}"), *id, name.clone())).collect::<Vec<_>>();
    let rows = form.kind.iter().zip(&form.body).enumerate().map(|(n, (kind, body))| {
        let boards = all(&format!("{n}:")).into_iter().map(|(value, id, name)| Choice::new(value, name, respondents.len() == 1 || answers(form, n, &id)));
        Row {
            n,
            ticked: form.tick.contains(&n.to_string()),
            take: t.take_item(n + 1),
            kind: kind_list(t, visit.words(), n, kind, faults),
            body: body_field(t, n, kind, body, faults),
            boards: (!shared).then(|| Choices::boxes(t.lang, format!("boards-{n}"), t.which_boards(), boards.collect(), faults).named("boards")),
        }
    });
    let rows = rows.collect();
    let boards = shared.then(|| {
        let choices = all("").into_iter().map(|(value, _, name)| Choice::new(value.clone(), name, form.boards.contains(&value)));
        Choices::boxes(t.lang, "boards", t.which_boards_all(), choices.collect(), faults)
    });
    Ok(Page { summary: faults.summary(frame.lang), audit_title: audit.called(), audit_url: address::audit(&audit.key), lead, rows, boards, t, frame })
}

/// The text of a row. What is said to be an assessment asks for nothing.
fn body_field(t: Texts, n: usize, kind: &str, body: &str, faults: &Faults) -> Field {
    let field = Field::area(t.lang, format!("body-{n}"), t.body(), body, faults).named("body");
    if kind != super::kind_key(ItemKind::Assessment) && demands(body) > 1 { field.hint(t.several_demands()) } else { field }
}

fn kind_list(t: Texts, words: Words, n: usize, chosen: &str, faults: &Faults) -> Choices {
    let kinds = [ItemKind::Assessment, ItemKind::Recommendation];
    let mut choices = vec![Choice::new("", t.choose_kind(), chosen.is_empty())];
    choices.extend(kinds.map(|kind| Choice::new(super::kind_key(kind), words.item_kind(kind), chosen == super::kind_key(kind))));
    Choices::list(t.lang, format!("kind-{n}"), t.kind(), choices, faults).named("kind")
}
