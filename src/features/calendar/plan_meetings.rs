//! Planning meetings: many at once, one on each line, all or none.

use serde::Deserialize;

use super::Confirmed;
use super::actions::PlanMeetings;
use super::meetings::{Typed, field_of, page};
use super::rows::{self, MOST, RowFault};
use super::store::{self, Body};
use super::texts::Texts;
use crate::domain::event::Event;
use crate::domain::text;
use crate::platform::failure::Failure;
use crate::platform::gate::Gate;
use crate::platform::page::{Html, SeeOther};
use crate::platform::parts::Faults;
use crate::platform::posted::Posted;
use crate::platform::words::Words;

crate::action!(
    impl PlanMeetings, PlanMeetings, String => Body, find
);

pub(super) async fn find(conn: &mut sqlx::PgConnection, slug: &str) -> sqlx::Result<Option<Body>> {
    store::body(conn, slug).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    days: String,
}

pub(super) async fn act(gate: Gate<PlanMeetings>, posted: Posted<Form>) -> Result<SeeOther, Failure> {
    let (mut change, body) = gate.open().await?;
    let form = posted.read(&change)?;
    let (t, words, today) = (Texts::from(change.lang()), change.words(), change.today());
    let taken = store::days_taken(&mut change, &body).await?;
    let (rows, wrong) = rows::read(&text::tidy(&form.days), &taken, today);
    let mut faults = Faults::none();
    for fault in &wrong {
        faults.add(field_of(&body), say(fault, t, words));
    }
    if rows.is_empty() && wrong.is_empty() {
        faults.add(field_of(&body), t.days_needed());
    }
    if !faults.is_empty() {
        return Html::redraw(&page(&mut change, Some(Typed { body: &body, days: &form.days }), &faults).await?);
    }
    let meetings = store::plan(&mut change, &body, &rows).await?;
    let event = match body.board {
        Some(board) => Event::MeetingsPlanned { board, meetings },
        None => Event::AuditorsMeetingsPlanned { meetings },
    };
    let done = change.commit(event).await?;
    Ok(SeeOther::to(done, "/kalender/sammantraden").saying(Confirmed::MeetingsPlanned))
}

fn say(fault: &RowFault, t: Texts, words: Words) -> String {
    match fault {
        RowFault::NoDate(row, fault) => t.row(*row, &words.date_fault(fault)),
        RowFault::NoPapersDate(row, fault) => t.row_papers(*row, &words.date_fault(fault)),
        RowFault::PapersAfter(row) => t.row_papers_after(*row),
        RowFault::TooFar(row, day) => t.row_too_far(*row, &words.date(*day)),
        RowFault::Twice(row, day) => t.row_twice(*row, &words.date(*day)),
        RowFault::Exists(row, day) => t.row_exists(*row, &words.date(*day)),
        RowFault::TooMany => t.too_many_rows(MOST),
    }
}
