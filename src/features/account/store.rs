//! The SQL of one's own account. Changes `credential` and `session` as signing in does: one's own rows only.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::actions::{
    AddPasskey, BindSignOn, ChangePassword, EndEverySession, EndSession, MakeRecoveryCodes, MakesCodes, RemovePasskey, RestsOnPassword, TurnOnTwoStep,
};
use crate::domain::actor::Role;
use crate::domain::ids::{BoardId, PasskeyId, PersonId, SessionId};
use crate::domain::passkey::NewPasskey;
use crate::domain::refusal::Refusal;
use crate::domain::totp::RecoveryCode;
use crate::platform::failure::Failure;
use crate::platform::gate::{Action, Change};
use crate::platform::sign_on::Shown;
use crate::platform::two_step::Sealed;

/// Who one is here.
pub(super) struct Own {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) password_hash: Option<String>,
}

pub(super) async fn own(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Own> {
    sqlx::query_as!(
        Own,
        r#"select p.name, p.email, c.password_hash as "password_hash?"
           from person p
           left join credential c on c.person_id = p.id
           where p.id = $1::person_id"#,
        person as PersonId
    )
    .fetch_one(conn)
    .await
}

/// The last day of a role that has one.
pub(super) struct LastDay {
    pub(super) role: Role,
    pub(super) board: Option<BoardId>,
    pub(super) to: NaiveDate,
}

/// The last days of one's own roles that end by themselves, and are not held without an end beside that.
pub(super) async fn last_days(conn: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Vec<LastDay>> {
    sqlx::query_as!(
        LastDay,
        r#"with recursive own as (
             select role, board_id, valid_from, valid_to
             from role_held
             where person_id = myself() and (valid_to is null or valid_to >= greatest(valid_from, $1))
           ), goes_on as (
             select role, board_id, valid_to from own where valid_from <= $1
             union
             -- Not over a gap: between the two she has no role.
             select o.role, o.board_id, o.valid_to
             from goes_on g
             join own o on o.role = g.role and o.board_id is not distinct from g.board_id and o.valid_from <= g.valid_to + 1
           )
           select role as "role!: Role", board_id as "board?: BoardId", max(valid_to) as "to!"
           from goes_on
           group by role, board_id
           having bool_and(valid_to is not null)"#,
        today
    )
    .fetch_all(conn)
    .await
}

/// Names of boards, for saying which roles one has.
pub(super) async fn board_names(conn: &mut PgConnection) -> sqlx::Result<Vec<(BoardId, String)>> {
    let rows = sqlx::query!(r#"select id as "id!", name as "name!" from published.board"#).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Sets the new password, if the old one is still the one that was looked at, and ends every session but this one.
pub(super) async fn set_password(change: &mut Change<ChangePassword>, person: PersonId, own: &Own, hash: &str) -> Result<(), Failure> {
    let (now, token) = (change.now(), change.token_hash().map(<[u8]>::to_vec));
    let set = sqlx::query!(
        "update credential set password_hash = $2, changed_at = $3 where person_id = $1::person_id and password_hash = $4",
        person as PersonId,
        hash,
        now,
        own.password_hash
    )
    .execute(change.conn())
    .await?;
    if set.rows_affected() != 1 {
        return Err(Refusal::SomebodyWasFirst.into());
    }
    sqlx::query!("update session set ended_at = $2 where person_id = $1::person_id and ended_at is null and token_hash <> $3", person as PersonId, now, token)
        .execute(change.conn())
        .await?;
    end_links_by_mail(change.conn(), person, now).await?;
    Ok(())
}

/// Whether the password is still the one that was looked at. Holds it, so that it stays so until the commit.
pub(super) async fn is_still<A: RestsOnPassword>(change: &mut Change<A>, person: PersonId, own: &Own) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select true as "still!" from credential where person_id = $1::person_id and password_hash = $2 for share"#,
        person as PersonId,
        own.password_hash
    )
    .fetch_optional(change.conn())
    .await
    .map(|still| still.is_some())
}

/// How one's second step stands.
pub(super) struct TwoStep {
    pub(super) since: DateTime<Utc>,
    /// How many of the codes that were kept are not used.
    pub(super) left: i32,
}

pub(super) async fn two_step(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Option<TwoStep>> {
    sqlx::query_as!(
        TwoStep,
        r#"select s.since, (select count(*)::int from recovery_code c where c.person_id = s.person_id and c.used_at is null) as "left!"
           from second_step s
           where s.person_id = $1::person_id"#,
        person as PersonId
    )
    .fetch_optional(conn)
    .await
}

/// Keeps what one's telephone has taken in. Says whether there was nothing before.
pub(super) async fn turn_on(change: &mut Change<TurnOnTwoStep>, person: PersonId, sealed: &Sealed, step: i64) -> sqlx::Result<bool> {
    let now = change.now();
    let kept = sqlx::query!(
        "insert into second_step (person_id, key_mark, sealed, since, last_step) values ($1::person_id, $2, $3, $4, $5) on conflict do nothing",
        person as PersonId,
        sealed.key_mark,
        sealed.sealed,
        now,
        step
    );
    Ok(kept.execute(change.conn()).await?.rows_affected() == 1)
}

/// Keeps the digests of codes for the day without a telephone.
pub(super) async fn keep_codes<A: MakesCodes>(change: &mut Change<A>, person: PersonId, codes: &[RecoveryCode]) -> sqlx::Result<()> {
    let now = change.now();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| code.hash(person)).collect();
    sqlx::query!("insert into recovery_code (code_hash, person_id, made_at) select unnest($2::bytea[]), $1::person_id, $3", person as PersonId, &hashes, now)
        .execute(change.conn())
        .await?;
    Ok(())
}

/// Those before are worth nothing any more.
pub(super) async fn forget_codes(change: &mut Change<MakeRecoveryCodes>, person: PersonId) -> sqlx::Result<()> {
    sqlx::query!("delete from recovery_code where person_id = $1::person_id", person as PersonId).execute(change.conn()).await?;
    Ok(())
}

/// Binds the account to who its owner is for the provider, in the place of a provider of before. Says whether that is nobody else's.
pub(super) async fn bind_sign_on(change: &mut Change<BindSignOn>, person: PersonId, shown: &Shown) -> sqlx::Result<bool> {
    let now = change.now();
    let bound = sqlx::query!(
        "insert into sign_on as s (person_id, issuer, subject, since)
         select $1::person_id, $2, $3, $4 where not exists (select 1 from sign_on where issuer = $2 and subject = $3)
         on conflict (person_id) do update set issuer = excluded.issuer, subject = excluded.subject, since = excluded.since where s.issuer <> excluded.issuer",
        person as PersonId,
        shown.issuer,
        shown.subject,
        now
    );
    Ok(bound.execute(change.conn()).await?.rows_affected() == 1)
}

/// A passkey of one's own.
pub(crate) struct OwnPasskey {
    pub(super) id: PasskeyId,
    pub(super) credential: Vec<u8>,
    pub(super) name: String,
    pub(super) added_at: DateTime<Utc>,
    pub(super) used_at: Option<DateTime<Utc>>,
}

/// All of them, in the order in which they were added. There are never more than one may have.
pub(super) async fn passkeys(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<Vec<OwnPasskey>> {
    sqlx::query_as!(
        OwnPasskey,
        "select id, credential, name, added_at, used_at from passkey where person_id = $1::person_id order by added_at, id",
        person as PersonId
    )
    .fetch_all(conn)
    .await
}

pub(super) async fn own_passkey(conn: &mut PgConnection, id: PasskeyId) -> sqlx::Result<Option<OwnPasskey>> {
    sqlx::query_as!(
        OwnPasskey,
        "select id, credential, name, added_at, used_at from passkey where id = $1::passkey_id and person_id = myself()",
        id as PasskeyId
    )
    .fetch_optional(conn)
    .await
}

/// Whether nobody has it, neither herself nor anybody else.
pub(super) async fn is_new_passkey<A: Action>(change: &mut Change<A>, credential: &[u8]) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select not exists (select 1 from passkey where credential = $1) as "new!""#, credential).fetch_one(change.conn()).await
}

/// Keeps it; nothing when somebody was first.
pub(super) async fn add_passkey(change: &mut Change<AddPasskey>, person: PersonId, made: &NewPasskey, name: &str) -> sqlx::Result<Option<PasskeyId>> {
    let (now, id) = (change.now(), PasskeyId::new(change.now()));
    let kept = sqlx::query!(
        "insert into passkey (id, person_id, credential, public_key, counter, may_be_copied, name, added_at)
         values ($1::passkey_id, $2::person_id, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        id as PasskeyId,
        person as PersonId,
        made.id,
        made.key,
        i64::from(made.counter),
        made.may_be_copied,
        name,
        now
    );
    Ok((kept.execute(change.conn()).await?.rows_affected() == 1).then_some(id))
}

/// Takes it away. Says whether it was there.
pub(super) async fn remove_passkey(change: &mut Change<RemovePasskey>, id: PasskeyId) -> sqlx::Result<bool> {
    let gone = sqlx::query!("delete from passkey where id = $1::passkey_id and person_id = myself()", id as PasskeyId);
    Ok(gone.execute(change.conn()).await?.rows_affected() == 1)
}

/// Whoever does something about her account needs no link any more that lies in her mailbox.
async fn end_links_by_mail(conn: &mut PgConnection, person: PersonId, at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!("update invitation set used_at = $2 where person_id = $1::person_id and by_mail and used_at is null", person as PersonId, at)
        .execute(conn)
        .await?;
    Ok(())
}

/// A session of one's own that is going on.
pub(super) struct OwnSession {
    pub(super) id: SessionId,
    pub(super) token_hash: Vec<u8>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) seen_at: DateTime<Utc>,
    pub(super) browser: String,
    pub(super) network: Option<String>,
}

/// One's own sessions that are going on, the last used first. There are never more than the gate lets one have.
pub(super) async fn sessions(conn: &mut PgConnection, at: DateTime<Utc>) -> sqlx::Result<Vec<OwnSession>> {
    sqlx::query_as!(
        OwnSession,
        "select id, token_hash, created_at, seen_at, browser, network
         from session
         where person_id = myself() and ended_at is null and expires_at > $1 and seen_at > $1::timestamptz - interval '45 minutes'
         order by seen_at desc, created_at desc, id",
        at
    )
    .fetch_all(conn)
    .await
}

/// Whether it is one of one's own, ended or not.
pub(super) async fn is_own_session(change: &mut Change<EndSession>, id: SessionId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select 1 from session where id = $1::session_id and person_id = myself()) as "own!""#, id as SessionId)
        .fetch_one(change.conn())
        .await
}

/// Ends it. Says whether it had not ended before.
pub(super) async fn end_session(change: &mut Change<EndSession>, id: SessionId) -> sqlx::Result<bool> {
    let now = change.now();
    let ended = sqlx::query!("update session set ended_at = $2 where id = $1::session_id and ended_at is null", id as SessionId, now);
    Ok(ended.execute(change.conn()).await?.rows_affected() == 1)
}

/// Ends all of a person's, and the links in her mailbox. Says how many sessions were going on.
pub(super) async fn end_every_session(change: &mut Change<EndEverySession>, person: PersonId) -> sqlx::Result<i32> {
    let now = change.now();
    let ended = sqlx::query!(
        "update session set ended_at = $2 where person_id = $1::person_id and ended_at is null and expires_at > $2 and seen_at > $2::timestamptz - interval '45 minutes'",
        person as PersonId,
        now
    );
    let ended = ended.execute(change.conn()).await?.rows_affected();
    end_links_by_mail(change.conn(), person, now).await?;
    Ok(i32::try_from(ended).unwrap_or(i32::MAX))
}
