//! Somebody who is signed in asks to work for a board: who she is, is known. She sees what has become of what she asked for.

use askama::Template;
use serde::Deserialize;

use super::Confirmed;
use super::actions::RequestAccess;
use super::ask::{self, LONGEST_WHY};
use super::confirm;
use super::store::{self, Own};
use super::texts::Texts;
use crate::domain::access::{AccessStep, RequestStep};
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::{Gate, Passage};
use crate::platform::page::{Frame, Html, SeeOther};
use crate::platform::parts::{Chip, Choices, Faults, Field, Summary};
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    /// The form, and what was asked before.
    ShowOwnRequests, KeepOwnAccount
);
crate::action!(impl RequestAccess, KeepOwnAccount);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    #[serde(default)]
    ask_board: String,
    ask_why: String,
}

struct Row {
    board: String,
    meta: String,
    chip: Chip,
}

#[derive(Template)]
#[template(path = "access_requests/own.html")]
struct Page {
    frame: Frame,
    t: Texts,
    summary: Summary,
    board: Choices,
    why: Field,
    /// No board can be asked.
    nobody: bool,
    rows: Vec<Row>,
}

pub(super) async fn show(gate: Gate<ShowOwnRequests>) -> Result<Html, Failure> {
    let (mut look, _) = gate.look().await?;
    Html::page(&page(&mut look, &Form::default(), &Faults::none()).await?)
}

pub(super) async fn act(gate: Gate<RequestAccess>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, _) = gate.open().await?;
    let form = posted.read(&change)?;
    let (words, today) = (change.words(), change.today());
    let t = Texts::from(words.lang());
    let boards = store::boards_to_ask(change.conn(), today).await?;
    let mut faults = Faults::none();
    let board = ask::chosen(&form.ask_board, &boards, t, &mut faults);
    let why = faults.take("ask_why", text::required(&form.ask_why, LONGEST_WHY), |fault| words.text_fault(fault, t.why_needed()));
    let (Some(board), Some(why)) = (board, why) else {
        return Html::redraw(&page(&mut change, &form, &faults).await?);
    };
    let entered = store::request(&mut change, board, &text::tidy_line(&why)).await?;
    if let Some(hindrance) = entered.hindrance {
        faults.add("ask_board", t.hindrance(hindrance));
        return Html::redraw(&page(&mut change, &form, &faults).await?);
    }
    let done = change.commit(confirm::asked(&entered)).await?;
    Ok(SeeOther::to(done, "/konto/atkomst").saying(Confirmed::Requested))
}

async fn page(visit: &mut Passage, form: &Form, faults: &Faults) -> Result<Page, Failure> {
    let (frame, words, today) = (visit.frame().await?, visit.words(), visit.today());
    let (lang, t) = (frame.lang, Texts::from(frame.lang));
    let boards = store::boards_to_ask(visit.conn(), today).await?;
    let rows = store::own(visit.conn()).await?.into_iter().map(|own| row(own, t, words)).collect();
    Ok(Page {
        t,
        summary: faults.summary(lang),
        board: ask::choices(&form.ask_board, &boards, t, faults),
        why: Field::line(lang, "ask_why", t.why(), &form.ask_why, faults).hint(t.why_hint()),
        nobody: boards.is_empty(),
        rows,
        frame,
    })
}

fn row(own: Own, t: Texts, words: Words) -> Row {
    let (chip, next) = match (own.step, own.decided) {
        (RequestStep::Asked, _) => (Chip::info(t.waits()), t.waits_for_the_board().to_owned()),
        (RequestStep::Proposed, None | Some(AccessStep::Proposed)) => (Chip::info(t.waits()), t.waits_for_an_administrator().to_owned()),
        (RequestStep::Proposed, Some(AccessStep::Agreed | AccessStep::AfterADay | AccessStep::AtOnce)) => (Chip::ok(t.agreed()), String::new()),
        (RequestStep::Proposed, Some(AccessStep::Refused | AccessStep::Withdrawn)) => (Chip::plain(t.declined()), own.decided_why),
        (RequestStep::Declined | RequestStep::Removed, _) => (Chip::plain(t.declined()), own.reason),
        (RequestStep::Lapsed, _) => (Chip::plain(t.lapsed()), t.nobody_has_answered().to_owned()),
    };
    let asked = t.asked_on(&words.instant(own.asked_at));
    let meta = if next.is_empty() { asked } else { format!("{asked} · {next}") };
    Row { board: own.board, meta, chip }
}
