//! Secret calendar addresses, and what is found behind one.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;
use sqlx::types::Uuid;

use super::super::actions::{EndsAddress, MakeAddress};
use crate::domain::ids::PersonId;
use crate::domain::policy::Scope;
use crate::domain::round::{LastDay, RoundName};
use crate::platform::gate::{Change, Scoped};
use crate::platform::session::{self, Secret};

/// When the living address of somebody was made.
pub(in super::super) async fn living_address(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!("select made_at from calendar_address where person_id = $1::person_id and ended_at is null", person as PersonId)
        .fetch_optional(conn)
        .await
}

/// A new address. Only its hash is kept, so nobody can be shown it again.
pub(in super::super) async fn make_address(change: &mut Change<MakeAddress>, person: PersonId) -> sqlx::Result<Secret> {
    let (secret, now, lang) = (Secret::new(), change.now(), change.lang().code());
    sqlx::query!(
        "insert into calendar_address (token_hash, person_id, lang, made_at) values ($1, $2::person_id, $3, $4)",
        secret.hash(),
        person as PersonId,
        lang,
        now
    )
    .execute(change.conn())
    .await?;
    Ok(secret)
}

/// Stops somebody's address; `false` when there was none.
pub(in super::super) async fn end_address<A: EndsAddress>(change: &mut Change<A>, person: PersonId) -> sqlx::Result<bool> {
    let now = change.now();
    let done = sqlx::query!("update calendar_address set ended_at = $2 where person_id = $1::person_id and ended_at is null", person as PersonId, now)
        .execute(change.conn())
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Whoever subscribes under an address.
pub(crate) struct Reader {
    /// The code of the language that the address was made in.
    pub(in super::super) lang: String,
    pub(in super::super) token_hash: Vec<u8>,
}

impl Scoped for Reader {
    fn scope(&self) -> Scope {
        Scope::Common
    }
}

pub(in super::super) async fn reader(conn: &mut PgConnection, secret: &str) -> sqlx::Result<Option<Reader>> {
    let token_hash = session::hash(secret);
    let lang = sqlx::query_scalar!(r#"select lang as "lang!" from reader_of_calendar($1)"#, token_hash).fetch_optional(conn).await?;
    Ok(lang.map(|lang| Reader { lang, token_hash }))
}

/// A last day in somebody's own calendar.
pub(in super::super) struct FeedRound {
    pub(in super::super) id: Uuid,
    pub(in super::super) last_day: LastDay,
    pub(in super::super) name: RoundName,
    /// How often the day has been changed.
    pub(in super::super) changes: i16,
    pub(in super::super) changed_at: DateTime<Utc>,
    pub(in super::super) received_on: Option<NaiveDate>,
    /// Whether the reader works for the board.
    pub(in super::super) at_board: bool,
}

pub(in super::super) async fn feed_rounds(conn: &mut PgConnection, reader: &Reader, today: NaiveDate, since: NaiveDate) -> sqlx::Result<Vec<FeedRound>> {
    sqlx::query_as!(
        FeedRound,
        r#"select id as "id!", row(due_on, original_due_on, due_kind, false, moved_after, undecided, false)::last_day as "last_day!: LastDay",
             row(reference, reference_key, title, board_name, board_slug, kind, ordinal)::round_name as "name!: RoundName",
             changes as "changes!", changed_at as "changed_at!", received_on, coalesce(at_board, false) as "at_board!"
           from last_days_of_calendar($1, $2, $3)
           order by due_on, id"#,
        reader.token_hash,
        today,
        since
    )
    .fetch_all(conn)
    .await
}

/// A supplement that was asked for, in somebody's own calendar.
pub(in super::super) struct FeedSupplement {
    pub(in super::super) round: Uuid,
    pub(in super::super) n: i16,
    pub(in super::super) due_on: NaiveDate,
    pub(in super::super) name: RoundName,
    pub(in super::super) changed_at: DateTime<Utc>,
    pub(in super::super) answered_on: Option<NaiveDate>,
    pub(in super::super) withdrawn: bool,
    /// Whether the reader works for the board.
    pub(in super::super) at_board: bool,
}

pub(in super::super) async fn feed_supplements(
    conn: &mut PgConnection,
    reader: &Reader,
    today: NaiveDate,
    since: NaiveDate,
) -> sqlx::Result<Vec<FeedSupplement>> {
    sqlx::query_as!(
        FeedSupplement,
        r#"select round_id as "round!", n as "n!", due_on as "due_on!",
             row(reference, reference_key, title, board_name, board_slug, kind, ordinal)::round_name as "name!: RoundName",
             changed_at as "changed_at!", answered_on, coalesce(withdrawn, false) as "withdrawn!", coalesce(at_board, false) as "at_board!"
           from supplements_of_calendar($1, $2, $3)
           order by due_on, round_id, n"#,
        reader.token_hash,
        today,
        since
    )
    .fetch_all(conn)
    .await
}

/// A meeting in somebody's own calendar.
pub(in super::super) struct FeedMeeting {
    pub(in super::super) id: Uuid,
    pub(in super::super) held_on: NaiveDate,
    pub(in super::super) papers_by: Option<NaiveDate>,
    /// None: the auditors' own.
    pub(in super::super) board_name: Option<String>,
    pub(in super::super) changed_at: DateTime<Utc>,
    pub(in super::super) cancelled: bool,
}

pub(in super::super) async fn feed_meetings(conn: &mut PgConnection, reader: &Reader, today: NaiveDate, since: NaiveDate) -> sqlx::Result<Vec<FeedMeeting>> {
    sqlx::query_as!(
        FeedMeeting,
        r#"select id as "id!", held_on as "held_on!", papers_by, board_name as "board_name?", changed_at as "changed_at!", cancelled as "cancelled!"
           from meetings_of_calendar($1, $2, $3)
           order by held_on, id"#,
        reader.token_hash,
        today,
        since
    )
    .fetch_all(conn)
    .await
}
