//! Everything in one file, encrypted to those who may open it, without stopping the service; and back again, into a database that gets
//! its name only when all has been found whole (ADR 0067).

mod archive;
mod manifest;
mod owned;
mod restore;
#[cfg(test)]
mod tests;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::upkeep;
use crate::domain::age::{Identity, Recipient};
use crate::domain::checkpoint::{Checkpoint, SigningKey};
use crate::domain::text::hex;
use archive::Writing;
use manifest::{Counted, FORM, MANIFEST, READ_ME, folder};

pub use manifest::{LogEnd, Manifest, Sequence, Table, check, opened_by};
pub use restore::{Restored, Server, discard, hindrance, left_over as left_over_databases, name_beside, put_in_place, restore, vouched};

/// So much of a table is written at a time.
const PIECE: usize = 4 * 1024 * 1024;
/// Everything is read in one unchanging picture, and written in forms that no setting of the server changes.
const PICTURE: &str = "begin isolation level repeatable read read only; set local row_security = off; set local search_path = pg_catalog;
    set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex';
    set local extra_float_digits = 1; set local client_encoding = 'UTF8'; set local statement_timeout = 0; set local lock_timeout = '5s'; set local idle_in_transaction_session_timeout = 0";
/// Of a counter that may not be read PostgreSQL says that it has given no number.
const COUNTERS: &str = "do $$ begin
      if exists (select 1 from pg_sequences s where s.schemaname = 'public' and s.sequenceowner = 'yttrande_owner'
        and not has_sequence_privilege(format('%I.%I', s.schemaname, s.sequencename), 'select, usage')) then
        raise insufficient_privilege using message = 'counters may not be read';
      end if;
    end $$";
const READ_ME_TEXT: &str =
    "A backup of Yttrande. `yttrande restore` reads it. Each file below tables/ is a part of a table, in the text form of PostgreSQL's COPY;
its columns and digests stand in manifest.json.\n";

/// What a backup is made with.
pub struct Order<'a> {
    /// The finished file.
    pub file: &'a Path,
    /// Who can open it.
    pub to: &'a [Recipient],
    /// What signs checkpoints of the logs.
    pub signing: Option<&'a SigningKey>,
    /// What time it is.
    pub now: DateTime<Utc>,
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// This table, of so many, after so many bytes.
    Table(&'a str, usize, usize, u64),
    /// So many bytes of the finished file were read back.
    ReadBack(u64),
}

/// A backup that was made, and read back.
#[derive(Debug)]
pub struct Taken {
    /// What stands in it.
    pub manifest: Manifest,
    /// The length of the file.
    pub bytes: u64,
    /// Its digest (SHA-256).
    pub sha256: String,
    /// Tables and counters beside the program's, which are not in it.
    pub left_out: Vec<String>,
    /// Whether the database could be told of it; otherwise why not.
    pub noted: Result<(), String>,
}

/// Makes one. The file has its name only when it has been read back from the disk, opened and found to hold what was read from the
/// database: a further key, which nobody else ever sees and which is forgotten then, opens it for that.
///
/// # Errors
/// When the database cannot be read whole, the file cannot be written, or what is read back differs.
pub async fn take(login: &PgConnectOptions, order: &Order<'_>, mut progress: impl FnMut(Step<'_>) -> anyhow::Result<()>) -> anyhow::Result<Taken> {
    if order.to.is_empty() {
        bail!("nobody is named who can open it");
    }
    if order.file.exists() {
        bail!("{} is there already. What to do: choose another name", order.file.display());
    }
    let mut conn = login.connect().await.context("cannot reach PostgreSQL")?;
    let once = Identity::new();
    let to = [order.to, &[once.recipient()]].concat();
    let beside = Beside::make(order.file)?;
    let manifest = write(&mut conn, &beside, &to, order, &mut progress).await.map_err(explained)?;
    let left_out = owned::left_out(&mut conn).await?;
    upkeep::let_go(&mut conn).await?;
    let back = manifest::opened(&beside.path)?;
    let mut is_stopped = false;
    let mut said = |bytes| progress(Step::ReadBack(bytes)).inspect_err(|_| is_stopped = true);
    let read = manifest::checked(manifest::from_start(&back)?, &once, &mut said);
    let read = if is_stopped { read? } else { read.context("the finished file was read back, and is damaged")? };
    if read != manifest {
        bail!("the finished file was read back, and is not what was written.\nWhat to do: look after the disk, and try another one");
    }
    let (bytes, sha256) = digest(&beside.path)?;
    // Whoever was asked to stop meanwhile does so before it has its name.
    tokio::task::yield_now().await;
    beside.rename(order.file)?;
    let noted = note(&mut conn, order.now, bytes, &sha256).await.map_err(|error| error.to_string());
    conn.close().await?;
    Ok(Taken { manifest, bytes, sha256: hex(&sha256), left_out, noted })
}

async fn write(
    conn: &mut PgConnection,
    beside: &Beside,
    to: &[Recipient],
    order: &Order<'_>,
    progress: &mut impl FnMut(Step<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<Manifest> {
    let wanted = picture(conn).await?;
    sqlx::raw_sql(COUNTERS).execute(&mut *conn).await?;
    let (schema, folds) = upkeep::built(conn).await?;
    let mut out = Writing::new(BufWriter::with_capacity(1024 * 1024, beside.file.try_clone()?), to)?;
    out.entry(READ_ME, READ_ME_TEXT.as_bytes())?;
    let (mut tables, mut all, mut bytes) = (Vec::new(), Sha256::new(), 0);
    for (n, (name, columns)) in wanted.iter().enumerate() {
        progress(Step::Table(name, n + 1, wanted.len(), bytes))?;
        let table = copied(conn, name, columns, &mut out, &mut all).await.with_context(|| format!("the table {name} cannot be read"))?;
        bytes += table.bytes;
        tables.push(table);
    }
    let logs = logs(conn).await?;
    let checkpoints = logs.iter().filter_map(|log| signed(log, order.signing?)).collect();
    let manifest = Manifest {
        form: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema,
        folds,
        postgresql: sqlx::query_scalar!(r#"select current_setting('server_version') as "version!""#).fetch_one(&mut *conn).await?,
        organisation: sqlx::query_scalar!("select name from public.organisation").fetch_optional(&mut *conn).await?,
        taken_at: order.now,
        bytes,
        sha256: hex(&all.finalize()),
        tables,
        sequences: owned::sequences(conn).await?,
        logs,
        checkpoints,
        signed_by: order.signing.and_then(SigningKey::verifying).map(|key| key.written()),
    };
    sqlx::raw_sql("commit").execute(&mut *conn).await?;
    out.entry(MANIFEST, &serde_json::to_vec_pretty(&manifest)?)?;
    out.finish()?.flush()?;
    beside.file.sync_all()?;
    // So that it is read back from the disk. Where that cannot be asked for, from wherever it is.
    let _asked = rustix::fs::fadvise(&beside.file, 0, None, rustix::fs::Advice::DontNeed);
    Ok(manifest)
}

/// From here on nothing changes of what is read. The picture is that of the first question, and a table that is written anew by a
/// migration is empty in any picture of before: so migrations are kept waiting, and every table is held before that question.
/// `lock table` takes no picture.
async fn picture(conn: &mut PgConnection) -> anyhow::Result<owned::Tables> {
    upkeep::keep_as_it_is(conn).await?;
    upkeep::built(conn).await?;
    let listed = owned::tables(conn).await?;
    owned::are_ours(&listed)?;
    let all = listed.keys().map(|name| table(name)).collect::<Vec<_>>().join(", ");
    sqlx::raw_sql(AssertSqlSafe(format!("{PICTURE}; lock table {all} in access share mode"))).execute(&mut *conn).await?;
    if owned::tables(conn).await? != listed {
        bail!("tables were changed at the moment in which the backup was begun.\nWhat to do: try again when nobody changes them");
    }
    Ok(listed)
}

async fn logs(conn: &mut PgConnection) -> sqlx::Result<Vec<LogEnd>> {
    sqlx::query_as!(
        LogEnd,
        r#"select h.authority as "authority!", h.seq as "number!", encode(l.hash, 'hex') as "hash?"
           from public.chain_head h
           left join public.link l on l.authority = h.authority and l.seq = h.seq
           order by h.authority"#
    )
    .fetch_all(conn)
    .await
}

fn signed(log: &LogEnd, key: &SigningKey) -> Option<String> {
    let hash = log.hash.as_deref().and_then(unhex)?;
    Checkpoint { authority: log.authority.clone(), number: log.number, hash }.signed(key)
}

fn unhex(hex: &str) -> Option<[u8; 32]> {
    let bytes: Option<Vec<u8>> = (0..hex.len() / 2).map(|n| u8::from_str_radix(hex.get(2 * n..2 * n + 2)?, 16).ok()).collect();
    bytes?.try_into().ok()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A table, as statements name it.
fn table(name: &str) -> String {
    format!("public.{}", quoted(name))
}

fn columns(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")
}

async fn copied<W: Write>(conn: &mut PgConnection, name: &str, wanted: &[String], out: &mut Writing<W>, all: &mut Sha256) -> anyhow::Result<Table> {
    let statement = format!("copy {} ({}) to stdout", table(name), columns(wanted));
    let (mut counted, mut piece, mut number) = (Counted::default(), Vec::with_capacity(PIECE), 0);
    let mut put = |piece: &mut Vec<u8>| -> io::Result<()> {
        number += 1;
        counted.add(piece);
        all.update(&piece);
        out.entry(&format!("{}{number:06}", folder(name)), piece)?;
        piece.clear();
        Ok(())
    };
    let mut rows = conn.copy_out_raw(&statement).await?;
    while let Some(row) = rows.try_next().await? {
        piece.extend_from_slice(&row);
        if piece.len() >= PIECE {
            put(&mut piece)?;
        }
    }
    if !piece.is_empty() {
        put(&mut piece)?;
    }
    Ok(counted.table(name.to_owned(), wanted.to_vec()))
}

/// So that the service can say when a backup was made last. What was read was read before: it is not in the backup itself.
async fn note(conn: &mut PgConnection, taken_at: DateTime<Utc>, bytes: u64, sha256: &[u8]) -> sqlx::Result<()> {
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    sqlx::query!("insert into public.backup (taken_at, bytes, sha256) values ($1, $2, $3) on conflict do nothing", taken_at, bytes, sha256)
        .execute(conn)
        .await?;
    Ok(())
}

fn digest(path: &Path) -> anyhow::Result<(u64, Vec<u8>)> {
    let file = manifest::opened(path)?;
    let (mut file, mut digest, mut bytes) = (manifest::from_start(&file)?, Sha256::new(), 0);
    loop {
        let there = file.fill_buf()?;
        if there.is_empty() {
            return Ok((bytes, digest.finalize().to_vec()));
        }
        digest.update(there);
        let length = there.len();
        bytes += u64::try_from(length).unwrap_or_default();
        file.consume(length);
    }
}

/// What hinders most often, and what to do about it.
fn explained(error: anyhow::Error) -> anyhow::Error {
    let is_full = |kind: io::ErrorKind| matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge);
    if error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| is_full(error.kind()))) {
        return error.context(
            "there is no room for the backup where it shall stand; what was begun has been removed.\nWhat to do: make room, or name a file on another disk",
        );
    }
    if has_code(&error, "55P03") {
        return error.context("the tables of the database are being changed, as by a migration.\nWhat to do: try again when that is done");
    }
    if has_code(&error, "42501") {
        return error.context(
            "the login may not read everything.\nWhat to do: name a superuser, or a role that may read all tables and has BYPASSRLS, in YTTRANDE_ADMIN_URL",
        );
    }
    error
}

/// Whether PostgreSQL said this.
fn has_code(error: &anyhow::Error, wanted: &str) -> bool {
    let said = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<sqlx::Error>().and_then(sqlx::Error::as_database_error).is_some_and(|error| error.code().as_deref() == Some(wanted))
    };
    error.chain().any(said)
}

/// Writes a new file, which is there as a whole or not at all, and is nobody else's to read.
///
/// # Errors
/// When there is one of this name, or it cannot be written.
pub fn write_new(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let mut beside = Beside::make(path)?;
    beside.file.write_all(content).and_then(|()| beside.file.sync_all()).with_context(|| format!("cannot write {}", path.display()))?;
    beside.rename(path)
}

/// What backups left in this folder that were ended before they could tidy up.
#[must_use]
pub fn left_over(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_part = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') && name.to_string_lossy().ends_with(".part"));
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_part).collect();
    found.sort();
    found
}

/// A file in the making, which goes when it is not finished.
struct Beside {
    path: PathBuf,
    file: File,
}

impl Beside {
    fn make(wanted: &Path) -> anyhow::Result<Self> {
        let Some(name) = wanted.file_name() else { bail!("{} is no name for a file", wanted.display()) };
        let path = wanted.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
        let file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { path, file })
    }

    /// Where there are no links: the name is taken first, by an empty file, and so what is replaced is nobody else's.
    fn taken_by_name(&self, wanted: &Path) -> io::Result<()> {
        OpenOptions::new().create_new(true).write(true).mode(0o600).open(wanted)?;
        fs::rename(&self.path, wanted)
    }

    fn rename(mut self, wanted: &Path) -> anyhow::Result<()> {
        // Refuses to stand in the place of another file, as a plain renaming would.
        fs::hard_link(&self.path, wanted)
            .or_else(|error| if error.kind() == io::ErrorKind::AlreadyExists { Err(error) } else { self.taken_by_name(wanted) })
            .with_context(|| format!("cannot write {}", wanted.display()))?;
        drop(fs::remove_file(&self.path));
        self.path = PathBuf::new();
        let folder = wanted.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).with_context(|| format!("cannot write {} to the disk", folder.display()))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It has its name, or is not wanted.
        drop(fs::remove_file(&self.path));
    }
}
