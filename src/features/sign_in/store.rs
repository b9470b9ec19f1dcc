//! The SQL of signing in. Writes `session`, `credential`, and for the first administrator
//! `person`, `role_grant` and `organisation`.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::actions::{AskNewPassword, ChoosePassword, ComeBack, EnterCode, SetUp, SignIn, SignOut, UsePasskey};
use super::founding::Founding;
use crate::domain::email::EmailAddress;
use crate::domain::ids::{GrantId, PasskeyId, PersonId, ProposalId};
use crate::domain::passkey::KeptPasskey;
use crate::platform::device::Device;
use crate::platform::failure::Failure;
use crate::platform::gate::Change;
use crate::platform::passkey;
use crate::platform::session;
use crate::platform::sign_on;
use crate::platform::two_step::HalfWay;

/// Somebody who might be signing in.
pub(super) struct Candidate {
    pub(super) id: PersonId,
    pub(super) password_hash: Option<String>,
    /// Whether the device that was shown is remembered as one of hers.
    pub(super) device_is_known: bool,
}

pub(super) async fn candidate(change: &mut Change<SignIn>, email: &str, device: Option<&[u8]>) -> sqlx::Result<Option<Candidate>> {
    sqlx::query_as!(
        Candidate,
        r#"select p.id, c.password_hash as "password_hash?",
             exists (select 1 from known_device d where d.token_hash = $2 and d.person_id = p.id) as "device_is_known!"
           from person p
           left join credential c on c.person_id = p.id
           where p.email = $1
             and p.ended_at is null"#,
        email,
        device
    )
    .fetch_optional(change.conn())
    .await
}

/// Whether she may still sign in with the password that was looked at. Holds her row, so that it stays so until the commit.
pub(super) async fn is_still(change: &mut Change<SignIn>, person: &Candidate) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select true as "still!"
           from person p
           join credential c on c.person_id = p.id
           where p.id = $1::person_id and p.ended_at is null and c.password_hash = $2
           for share of p, c"#,
        person.id as PersonId,
        person.password_hash
    )
    .fetch_optional(change.conn())
    .await
    .map(|still| still.is_some())
}

/// Whether a device is remembered as hers.
pub(super) async fn knows(change: &mut Change<EnterCode>, half: &HalfWay, device: &Device) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select 1 from known_device where token_hash = $1 and person_id = $2::person_id) as "known!""#,
        device.hash(),
        half.person as PersonId
    )
    .fetch_one(change.conn())
    .await
}

/// Whether she is still who has shown her password: the account has not ended, and has that address and that password. Holds them, so that it
/// stays so until the commit.
pub(super) async fn is_still_half_way(change: &mut Change<EnterCode>, half: &HalfWay, email: &EmailAddress) -> sqlx::Result<bool> {
    let hash = sqlx::query_scalar!(
        "select c.password_hash
         from person p
         join credential c on c.person_id = p.id
         where p.id = $1::person_id and p.ended_at is null and p.email = $2
         for share of p, c",
        half.person as PersonId,
        email.as_str()
    )
    .fetch_optional(change.conn())
    .await?;
    Ok(hash.is_some_and(|hash| half.is_of(&hash)))
}

/// Uses an answer of the identity provider up. Says whether it had not been used before.
pub(super) async fn use_answer(change: &mut Change<ComeBack>, state_hash: &[u8]) -> sqlx::Result<bool> {
    let now = change.now();
    let used = sqlx::query!("insert into sign_on_answer (state_hash, came_at) values ($1, $2) on conflict do nothing", state_hash, now);
    Ok(used.execute(change.conn()).await?.rows_affected() == 1)
}

/// Whoever is bound to who somebody is for the identity provider.
pub(super) struct SignedOn {
    pub(super) id: PersonId,
    pub(super) email: String,
    pub(super) password_hash: Option<String>,
}

/// Finds her, unless her account has ended. Holds her row, so that it stays so until the commit.
pub(super) async fn signed_on(change: &mut Change<ComeBack>, issuer: &str, subject: &str) -> sqlx::Result<Option<SignedOn>> {
    sqlx::query_as!(
        SignedOn,
        r#"select p.id, p.email, (select c.password_hash from credential c where c.person_id = p.id) as "password_hash?"
           from sign_on s
           join person p on p.id = s.person_id
           where s.issuer = $1 and s.subject = $2 and p.ended_at is null
           for share of p, s"#,
        issuer,
        subject
    )
    .fetch_optional(change.conn())
    .await
}

/// Whose a passkey is, and how it is kept.
pub(super) struct PasskeyOwner {
    pub(super) id: PasskeyId,
    pub(super) person: PersonId,
    pub(super) email: String,
    public_key: Vec<u8>,
    counter: i64,
    may_be_copied: bool,
}

impl PasskeyOwner {
    pub(super) fn kept(&self) -> KeptPasskey {
        let counter = u32::try_from(self.counter).unwrap_or(u32::MAX);
        KeptPasskey { key: self.public_key.clone(), counter, may_be_copied: self.may_be_copied }
    }
}

/// Finds her, unless her account has ended. Holds the key: of two answers with one count the second is found behind the first.
pub(super) async fn passkey_owner(change: &mut Change<UsePasskey>, credential: &[u8]) -> sqlx::Result<Option<PasskeyOwner>> {
    sqlx::query_as!(
        PasskeyOwner,
        "select k.id, k.person_id as person, p.email, k.public_key, k.counter, k.may_be_copied
         from passkey k
         join person p on p.id = k.person_id
         where k.credential = $1 and p.ended_at is null
         for update of k for share of p",
        credential
    )
    .fetch_optional(change.conn())
    .await
}

pub(super) async fn end_session(change: &mut Change<SignOut>) -> sqlx::Result<()> {
    let (now, token) = (change.now(), change.token_hash().map(<[u8]>::to_vec));
    sqlx::query!("update session set ended_at = $1 where token_hash = $2 and ended_at is null", now, token).execute(change.conn()).await?;
    Ok(())
}

/// So many addresses wait to be looked up at most.
const MOST_FORGOTTEN: i64 = 1_000;

/// Puts an address where the job finds it: whose it is, and whether it is anybody's, is not looked up here.
pub(super) async fn put_forgotten(change: &mut Change<AskNewPassword>, address: &EmailAddress) -> sqlx::Result<()> {
    let (now, browser) = (change.now(), change.browser().to_owned());
    sqlx::query!(
        "insert into forgotten (address, asked_at, browser) select $1, $2, $3 where (select count(*) from forgotten) < $4 on conflict do nothing",
        address.as_str(),
        now,
        browser,
        MOST_FORGOTTEN
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Has a link mailed to whoever has forgotten her password, and lets go of sessions that are long over. By a job.
pub(super) async fn tidy(conn: &mut PgConnection, at: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query_scalar!(r#"select answer_forgotten($1) as "told!""#, at).fetch_one(&mut *conn).await?;
    sqlx::query!(r#"select let_sessions_go($1)::text as "gone?""#, at - session::KEPT).fetch_one(&mut *conn).await?;
    // Whoever set out so long ago has been too late for long.
    sqlx::query!("delete from sign_on_answer where came_at < $1", at - sign_on::LASTS * 6).execute(&mut *conn).await?;
    sqlx::query!("delete from passkey_answer where came_at < $1", at - passkey::LASTS * 12).execute(conn).await?;
    Ok(())
}

/// Whoever a one-time link invites.
pub(crate) struct Invited {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) expires_at: DateTime<Utc>,
    pub(super) used: bool,
    /// It went to her mailbox, because she had forgotten her password.
    pub(super) by_mail: bool,
    /// What it waits with, or waited.
    pub(super) proposal: Option<ProposalId>,
}

/// A link that waits for a second administrator, or until then.
pub(super) struct LinkWaits {
    pub(super) opens_at: Option<DateTime<Utc>>,
}

pub(super) async fn invited(conn: &mut PgConnection, token: &str) -> sqlx::Result<Option<Invited>> {
    sqlx::query_as!(
        Invited,
        r#"select i.person_id as person, p.name, p.email, i.expires_at, (i.used_at is not null or p.ended_at is not null) as "used!", i.by_mail,
             i.proposal_id as "proposal?"
           from invitation i
           join person p on p.id = i.person_id
           where i.token_hash = $1"#,
        session::hash(token)
    )
    .fetch_optional(conn)
    .await
}

/// Whether it waits for a second administrator. Where there is none it opens by itself.
pub(super) async fn waits(conn: &mut PgConnection, proposal: ProposalId, at: DateTime<Utc>) -> sqlx::Result<Option<LinkWaits>> {
    let row = sqlx::query!(r#"select waits as "waits!", opens_at as "opens_at?" from link_opens($1, $2)"#, proposal.uuid(), at).fetch_one(conn).await?;
    Ok(row.waits.then_some(LinkWaits { opens_at: row.opens_at }))
}

/// Uses the link up. Two at once: only one of them finds it unused.
pub(super) async fn use_invitation(change: &mut Change<ChoosePassword>, token: &str) -> Result<(), Failure> {
    let now = change.now();
    let used = sqlx::query!(
        "update invitation set used_at = $1, came_in = true
         where token_hash = $2 and used_at is null and expires_at > $1 and not (select o.waits from link_opens(invitation.proposal_id::uuid, $1) o)",
        now,
        session::hash(token)
    )
    .execute(change.conn())
    .await?;
    if used.rows_affected() != 1 {
        return Err(Failure::LinkIsOver);
    }
    // Whoever has chosen a password needs no other link: one that lies in an old message must not work later.
    sqlx::query!(
        "update invitation set used_at = $1 where used_at is null and person_id = (select person_id from invitation where token_hash = $2)",
        now,
        session::hash(token)
    )
    .execute(change.conn())
    .await?;
    Ok(())
}

/// Sets the password and ends every session that the person had.
pub(super) async fn set_password(change: &mut Change<ChoosePassword>, person: PersonId, hash: &str) -> sqlx::Result<()> {
    let now = change.now();
    sqlx::query!(
        "insert into credential (person_id, password_hash, changed_at) values ($1::person_id, $2, $3)
         on conflict (person_id) do update set password_hash = $2, changed_at = $3",
        person as PersonId,
        hash,
        now
    )
    .execute(change.conn())
    .await?;
    sqlx::query!("update session set ended_at = $1 where person_id = $2::person_id and ended_at is null", now, person as PersonId)
        .execute(change.conn())
        .await?;
    Ok(())
}

/// When an unused set-up link was made, while there is nobody.
pub(super) async fn setup_link(conn: &mut PgConnection, token: &str) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select created_at from setup_link where token_hash = $1 and used_at is null and not exists (select 1 from person)",
        session::hash(token)
    )
    .fetch_optional(conn)
    .await
}

/// Makes the first administrator and names the organisation. The link is used up in the same transaction.
pub(super) async fn found(change: &mut Change<SetUp>, token: &str, founding: &Founding, hash: &str) -> Result<PersonId, Failure> {
    let (now, today): (DateTime<Utc>, NaiveDate) = (change.now(), change.today());
    let used =
        sqlx::query!("update setup_link set used_at = $1 where token_hash = $2 and used_at is null", now, session::hash(token)).execute(change.conn()).await?;
    if used.rows_affected() != 1 {
        return Err(Failure::LinkIsOver);
    }
    let person = PersonId::new(now);
    let conn = change.conn();
    sqlx::query!("insert into organisation (name, auditors_name) values ($1, $2)", founding.organisation, founding.auditors).execute(&mut *conn).await?;
    sqlx::query!(
        "insert into person (id, name, email, created_at) values ($1::person_id, $2, $3, $4)",
        person as PersonId,
        founding.name,
        founding.email.as_str(),
        now
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into role_grant (id, person_id, role, valid_from) values ($1::grant_id, $2::person_id, 'administrator', $3)",
        GrantId::new(now) as GrantId,
        person as PersonId,
        today
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("insert into credential (person_id, password_hash, changed_at) values ($1::person_id, $2, $3)", person as PersonId, hash, now)
        .execute(&mut *conn)
        .await?;
    Ok(person)
}
