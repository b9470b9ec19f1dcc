//! What is asked of a log: whose, of which kind, done by whom, about which audit, from which day to which.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::groups::Group;
use super::store::{self, Wanted};
use super::texts::Texts;
use crate::domain::calendar;
use crate::domain::event::Authority;
use crate::domain::ids::BoardId;
use crate::domain::policy::Side;
use crate::platform::failure::Failure;
use crate::platform::listing::{Filters, Query, Value};

/// What is asked, and what the page must say of it.
pub(super) struct Asked {
    pub(super) wanted: Wanted,
    /// The boards whose logs the reader may choose among, and whose this is.
    boards: Vec<(String, String)>,
    board: Option<String>,
    group: Option<Group>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    actor: Option<Uuid>,
    audit: String,
}

impl Asked {
    /// Reads the address. A board's people with several boards read one log at a time.
    pub(super) async fn of(query: &mut Query, conn: &mut PgConnection, side: Side, own: &[BoardId]) -> Result<Self, Failure> {
        let boards = if side == Side::Board { store::boards(&mut *conn, own).await? } else { Vec::new() };
        let chosen = query.among("namnd", &boards, |(_, slug, _)| slug).or(boards.first());
        let authority = match (side, chosen) {
            (Side::Audit, _) => Authority::Audit,
            (Side::Admin, _) => Authority::System,
            (Side::Board, Some((board, ..))) => Authority::Board(*board),
            (Side::Board | Side::Council | Side::Auth, _) => return Err(Failure::NotFound),
        };
        let group = query.one_of::<Group>("vad", |group| group.side() == side);
        let (from, to) = (query.day("fran"), query.day("till"));
        let actor = query.number::<Uuid>("vem");
        let audit = if side == Side::Audit { query.text("granskning") } else { String::new() };
        // Of an audit that is not there nothing has happened.
        let about = if audit.is_empty() { None } else { Some(store::audit(conn, &audit).await?.unwrap_or(Uuid::nil())) };
        Ok(Self {
            wanted: Wanted {
                authority: authority.to_string(),
                kinds: group.map(|group| group.kinds().iter().map(|kind| (*kind).to_owned()).collect()).unwrap_or_default(),
                actor,
                audit: about,
                from: from.map_or_else(store::oldest, begins),
                until: to.and_then(|day| day.succ_opt()).map_or_else(|| store::before_all().0, begins),
            },
            board: chosen.map(|(_, slug, _)| slug.clone()),
            boards: boards.into_iter().map(|(_, slug, name)| (slug, name)).collect(),
            group,
            from,
            to,
            actor,
            audit,
        })
    }

    /// The form. `name`: what she is called whose doings alone are shown.
    pub(super) fn filters(&self, query: &Query, t: Texts, side: Side, name: Option<&str>) -> Filters {
        let groups: Vec<(String, String)> =
            Group::ALL.iter().filter(|group| group.side() == side).map(|group| (group.key().to_owned(), t.group(*group).to_owned())).collect();
        let mut filters = Filters::new(query, t.lang);
        if self.boards.len() > 1 {
            filters = filters.list_or(query, "namnd", t.whose(), t.first_board(), &self.boards, self.board.as_deref());
        }
        filters = filters.list(query, "vad", t.what(), &groups, self.group.map(Value::key));
        if side == Side::Audit {
            filters = filters.text(query, "granskning", t.audit_reference(), &self.audit);
        }
        filters = filters.day(query, "fran", t.from_day(), self.from).day(query, "till", t.to_day(), self.to);
        if let Some(actor) = self.actor {
            filters = filters.fixed(query, "vem", &actor.to_string(), name.unwrap_or(t.somebody()));
        }
        filters
    }
}

fn begins(day: NaiveDate) -> DateTime<Utc> {
    calendar::instant(day, NaiveTime::MIN)
}
