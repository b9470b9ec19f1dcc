//! Adding boards: many at once, one per line, all or none.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::AddBoards;
use super::rows::{self, RowFault};
use super::store;
use super::texts::Texts;
use crate::domain::event::{Event, Facts};
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Choice, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;

crate::action!(
    /// The form.
    ShowAddBoards, Administer
);
crate::action!(impl AddBoards, Administer);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    boards: String,
    /// That a board with the name of one that has ceased is another. A browser sends nothing for a box that is not ticked.
    #[serde(default)]
    others: String,
}

#[derive(Template)]
#[template(path = "boards/add.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    boards: Field,
    /// Asked only when a board of that name has ceased.
    others: Option<Choices>,
}

pub(super) async fn show(gate: Gate<ShowAddBoards>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(&mut look, "", None, &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<AddBoards>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let t = Texts::from(change.lang());
    let existing = store::boards(change.conn()).await?;
    let names: Vec<String> = existing.iter().filter(|board| board.valid_to.is_none()).map(|board| board.name.clone()).collect();
    let ceased: Vec<String> = existing.iter().filter(|board| board.valid_to.is_some()).map(|board| board.name.clone()).collect();
    let others = form.others == "yes";
    let (rows, wrong) = rows::read(&text::tidy(&form.boards), &names, if others { &[] } else { &ceased });
    let mut faults = Faults::none();
    for fault in &wrong {
        faults.add("boards", say(fault, t));
    }
    if rows.is_empty() && wrong.is_empty() {
        faults.add("boards", t.needed());
    }
    let mut slugs: Vec<String> = existing.into_iter().map(|board| board.slug).collect();
    let mut events = Vec::new();
    if faults.is_empty() {
        for row in &rows {
            events.push(Event::BoardAdded { board: store::add(&mut change, row, &mut slugs).await? });
        }
    }
    let mut events = events.into_iter();
    match events.next() {
        None => Html::redraw(
            &page(&mut change, &form.boards, (others || wrong.iter().any(|fault| matches!(fault, RowFault::HasEnded(..)))).then_some(others), &faults).await?,
        ),
        Some(first) => {
            let done = change.commit(Facts::of(first, events.collect())).await?;
            Ok(SeeOther::to(done, "/admin/namnder").saying(Confirmed::BoardsAdded))
        }
    }
}

fn say(fault: &RowFault, t: Texts) -> String {
    match fault {
        RowFault::NoName(row) => t.no_name(*row),
        RowFault::TooLong(row) => t.too_long(*row),
        RowFault::UnknownKind(row, kind) => t.unknown_kind(*row, kind),
        RowFault::Twice(row, name) => t.twice(*row, name),
        RowFault::HasEnded(row, name) => t.has_ended(*row, name),
    }
}

async fn page(visit: &mut Passage, typed: &str, others: Option<bool>, faults: &Faults) -> Result<Page, Failure> {
    let frame = visit.frame().await?;
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    Ok(Page {
        summary: faults.summary(lang),
        boards: Field::area(lang, "boards", t.label(), typed, faults).class("tall"),
        others: others.map(|ticked| Choices::boxes(lang, "others", t.same_name(), vec![Choice::new("yes", t.others(), ticked)], faults)),
        t,
        frame,
    })
}
