//! What a backup says of itself, and whether it is so.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::archive::Reading;
use crate::domain::age::{self, Closed, Identity};
use crate::domain::text::hex;

/// By this number a later program knows how to read it.
pub(super) const FORM: u32 = 1;
/// Comes last: without it a backup is none.
pub(super) const MANIFEST: &str = "manifest.json";
/// Comes first, for whoever opens it without this program.
pub(super) const READ_ME: &str = "README.txt";

/// What stands in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// How it is written.
    pub form: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The newest migration of its tables.
    pub schema: i64,
    /// By which folds its rows of how everything stood were stored.
    pub folds: String,
    /// The version of PostgreSQL.
    pub postgresql: String,
    /// Whose it is.
    pub organisation: Option<String>,
    /// Everything that was saved before this instant stands in it.
    pub taken_at: DateTime<Utc>,
    /// The length of the rows of all tables.
    pub bytes: u64,
    /// Their digest (SHA-256), table by table in this order.
    pub sha256: String,
    /// The tables.
    pub tables: Vec<Table>,
    /// The counters.
    pub sequences: Vec<Sequence>,
    /// How long the logs were.
    pub logs: Vec<LogEnd>,
    /// Checkpoints of the logs, if the service signs any: signed notes.
    pub checkpoints: Vec<String>,
    /// By what those are signed.
    pub signed_by: Option<String>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order in which they are written.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: u64,
    /// How long they are.
    pub bytes: u64,
    /// Their digest (SHA-256).
    pub sha256: String,
}

/// A counter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// Its name.
    pub name: String,
    /// The last number that it gave; none when it has given none.
    pub last: Option<i64>,
}

/// The end of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEnd {
    /// Whose it is.
    pub authority: String,
    /// The number of its last event.
    pub number: i64,
    /// Its hash; none of an event that is older than the chain.
    pub hash: Option<String>,
}

/// By which any later form of it can still be told, whatever else stands in it.
#[derive(Deserialize)]
struct Form {
    form: u32,
    program: String,
}

impl Manifest {
    fn read(written: &[u8]) -> anyhow::Result<Self> {
        let Form { form, program } = serde_json::from_slice(written).context("what the backup says of itself cannot be read")?;
        if form != FORM {
            bail!(
                "the backup was written in another form ({form}).\nWhat to do: restore it with the version of the program that made it, {program}, or a newer one"
            );
        }
        serde_json::from_slice(written).context("what the backup says of itself cannot be read")
    }
}

/// The folder of a table.
pub(super) fn folder(table: &str) -> String {
    format!("tables/{table}/")
}

/// Counts and digests what is written of a table.
#[derive(Default)]
pub(super) struct Counted {
    digest: Sha256,
    rows: u64,
    bytes: u64,
}

impl Counted {
    /// In the text form of COPY each row ends with a line feed, and none stands anywhere else.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
        self.bytes += u64::try_from(bytes.len()).unwrap_or_default();
        self.rows += bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
    }

    pub(super) fn table(self, name: String, columns: Vec<String>) -> Table {
        Table { name, columns, rows: self.rows, bytes: self.bytes, sha256: hex(&self.digest.finalize()) }
    }
}

/// Reads a backup from its first byte to its last, and holds what stands in it against what it says of itself. Nothing is believed
/// that has not been read.
///
/// # Errors
/// When it was changed, something is missing, or the key is another.
pub fn check(file: &File, key: &Identity, mut progress: impl FnMut(u64)) -> anyhow::Result<Manifest> {
    let mut said = |bytes| {
        progress(bytes);
        Ok(())
    };
    checked(from_start(file)?, key, &mut said).context("the backup cannot be restored")
}

/// Which of these keys opens it.
///
/// # Errors
/// When none of them does, or it is no backup.
pub fn opened_by<'k>(file: &File, keys: &'k [Identity]) -> anyhow::Result<&'k Identity> {
    for key in keys {
        match age::open(from_start(file)?, key) {
            Err(Closed::OtherKey) => {}
            Ok(_) => return Ok(key),
            Err(other) => return Err(other.into()),
        }
    }
    Err(Closed::OtherKey.into())
}

pub(super) fn opened(file: &Path) -> anyhow::Result<File> {
    File::open(file).with_context(|| format!("cannot read {}", file.display()))
}

/// What was judged and what is restored are read from the same open file: nobody puts another one in its place in between.
pub(super) fn from_start(mut file: &File) -> anyhow::Result<BufReader<&File>> {
    file.rewind().context("the file of the backup cannot be read twice: it must be a file on a disk")?;
    Ok(BufReader::with_capacity(1024 * 1024, file))
}

pub(super) fn checked(from: impl BufRead, key: &Identity, progress: &mut impl FnMut(u64) -> anyhow::Result<()>) -> anyhow::Result<Manifest> {
    let mut reading = Reading::new(from, key)?;
    let (mut found, mut all, mut bytes) = (Vec::<(String, Counted)>::new(), Sha256::new(), 0);
    let mut manifest: Option<Manifest> = None;
    while let Some(entry) = reading.next()? {
        if manifest.is_some() {
            bail!("something stands in the backup after its end");
        }
        if entry.name == MANIFEST {
            manifest = Some(Manifest::read(&entry.content)?);
        } else if let Some((table, _)) = entry.name.strip_prefix("tables/").and_then(|name| name.split_once('/')) {
            if found.last().is_none_or(|(last, _)| last != table) {
                found.push((table.to_owned(), Counted::default()));
            }
            if let Some((_, counted)) = found.last_mut() {
                counted.add(&entry.content);
            }
            all.update(&entry.content);
            bytes += u64::try_from(entry.content.len()).unwrap_or_default();
            progress(bytes)?;
        } else if entry.name != READ_ME {
            bail!("{} stands in the backup, of which it says nothing", entry.name);
        }
    }
    let Some(manifest) = manifest else { bail!("the backup does not say what stands in it: it was never finished") };
    if hex(&all.finalize()) != manifest.sha256 || bytes != manifest.bytes {
        bail!("what stands in the backup is not what it says: {bytes} bytes of {}", manifest.bytes);
    }
    let found: Vec<Table> = found.into_iter().map(|(name, counted)| counted.table(name, Vec::new())).collect();
    let said: Vec<Table> = manifest.tables.iter().filter(|table| table.rows > 0).map(|table| Table { columns: Vec::new(), ..table.clone() }).collect();
    if let Some(table) = said.iter().find(|table| !found.contains(table)) {
        bail!("the table {} is not in the backup as it says: {} rows are missing or are others", table.name, table.rows);
    }
    if found != said {
        bail!("the backup has tables of which it says nothing");
    }
    Ok(manifest)
}
