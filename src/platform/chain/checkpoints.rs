//! Checkpoints in a folder outside of the database, and the key that signs them.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context as _, anyhow, bail};
use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::checkpoint::{Checkpoint, SigningKey, VerifyingKey};
use crate::platform::failure::Failure;
use crate::platform::worker::Worker;

/// The secret half, for whoever runs the service alone.
const KEY: &str = "signing-key";
/// The other half, for everybody.
const VERIFYING: &str = "verifying-key.txt";
/// What a checkpoint is called at its end: a file each, so that none is ever half there.
const NOTE: &str = "note";
/// A log that has grown gets a checkpoint at latest after so many minutes; one in which somebody handed in, at once.
const AT_LATEST: TimeDelta = TimeDelta::minutes(10);

/// Writes checkpoints.
pub struct Keeper {
    folder: PathBuf,
    key: SigningKey,
    /// How long each log was at its last checkpoint, and when that was, if it was made by this program.
    kept: Mutex<BTreeMap<String, (i64, Option<DateTime<Utc>>)>>,
}

impl Keeper {
    /// On a folder, which is made with a new key when it is not there.
    ///
    /// # Errors
    /// When it cannot be written, or its key is none.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder of checkpoints {}", folder.display()))?;
        let path = folder.join(KEY);
        if !path.exists() {
            let seed: [u8; 32] = rand::random();
            written(&path, &seed, 0o600).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let seed = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let key = SigningKey::from_seed(&seed).ok_or_else(|| anyhow!("{} is no key: it has 32 bytes", path.display()))?;
        let verifying = key.verifying().ok_or_else(|| anyhow!("{} is no key", path.display()))?;
        let public = folder.join(VERIFYING);
        if !public.exists() {
            written(&public, format!("{}\n", verifying.written()).as_bytes(), 0o644).with_context(|| format!("cannot write {}", public.display()))?;
        }
        let mut kept: BTreeMap<String, (i64, Option<DateTime<Utc>>)> = BTreeMap::new();
        for one in read_with(folder, &verifying)? {
            let (most, _) = kept.entry(one.authority).or_default();
            *most = one.number.max(*most);
        }
        Ok(Self { folder: folder.to_owned(), key, kept: Mutex::new(kept) })
    }

    /// Writes a checkpoint of each log in which somebody has handed in, and of each that has grown for ten minutes. Says of how many.
    ///
    /// # Errors
    /// When the database or the folder cannot be reached.
    pub async fn keep(&self, worker: &Worker) -> Result<u32, Failure> {
        let mut job = worker.look().await?;
        let now = job.now();
        let heads = sqlx::query_as!(Head, r#"select authority as "authority!", seq as "number!", hash as "hash!", arrived as "arrived!" from log_heads()"#)
            .fetch_all(job.conn())
            .await?;
        let mut done = 0;
        for head in heads.into_iter().filter(|head| self.is_due(head, now)) {
            self.write(&head).map_err(Failure::Broken)?;
            if let Ok(mut kept) = self.kept.lock() {
                kept.insert(head.authority, (head.number, Some(now)));
            }
            done += 1;
        }
        Ok(done)
    }

    fn is_due(&self, head: &Head, now: DateTime<Utc>) -> bool {
        let (number, at) = self.kept.lock().ok().and_then(|kept| kept.get(&head.authority).copied()).unwrap_or_default();
        head.number > number && (head.arrived > number || at.is_none_or(|at| now - at >= AT_LATEST))
    }

    /// Beside first, and then in its place: a checkpoint is there as a whole or not at all.
    fn write(&self, head: &Head) -> anyhow::Result<()> {
        let hash = head.hash.as_slice().try_into().context("a hash of another length")?;
        let checkpoint = Checkpoint { authority: head.authority.clone(), number: head.number, hash };
        let note = checkpoint.signed(&self.key).context("a checkpoint cannot be signed")?;
        let path = self.folder.join(format!("{}-{:09}.{NOTE}", head.authority.replace(':', "-"), head.number));
        if path.exists() {
            // Another instance was first.
            return Ok(());
        }
        let beside = path.with_extension(format!("{}.new", std::process::id()));
        written(&beside, note.as_bytes(), 0o644).and_then(|()| fs::rename(&beside, &path)).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// The key in a folder of checkpoints; none where nobody has written any yet.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn signing_key(folder: &Path) -> anyhow::Result<Option<SigningKey>> {
    let path = folder.join(KEY);
    if !path.exists() {
        return Ok(None);
    }
    let seed = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    SigningKey::from_seed(&seed).map(Some).ok_or_else(|| anyhow!("{} is no key: it has 32 bytes", path.display()))
}

/// How long a log is.
struct Head {
    authority: String,
    number: i64,
    hash: Vec<u8>,
    /// The number of the newest event by which something was handed in or taken back; 0 when there is none.
    arrived: i64,
}

fn written(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let mut file = OpenOptions::new().create_new(true).write(true).mode(mode).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// All checkpoints in a folder, by the key that stands beside them.
///
/// # Errors
/// When there are none, or one of them was not signed with that key.
pub fn read(folder: &Path) -> anyhow::Result<Vec<Checkpoint>> {
    let known = read_with(folder, &verifying_key(folder)?)?;
    if known.is_empty() {
        bail!("there are no checkpoints in {}", folder.display());
    }
    Ok(known)
}

/// The key that stands beside the checkpoints in a folder.
///
/// # Errors
/// When there is none.
pub fn verifying_key(folder: &Path) -> anyhow::Result<VerifyingKey> {
    let path = folder.join(VERIFYING);
    let written = fs::read_to_string(&path).with_context(|| format!("cannot read {}: these are no checkpoints", path.display()))?;
    VerifyingKey::read(&written).ok_or_else(|| anyhow!("{} is no key", path.display()))
}

fn read_with(folder: &Path, key: &VerifyingKey) -> anyhow::Result<Vec<Checkpoint>> {
    let mut known = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != NOTE) {
            continue;
        }
        let note = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let one = Checkpoint::read(&note, key)
            .ok_or_else(|| anyhow!("{} is no checkpoint that was signed with the key beside it: it has been changed", path.display()))?;
        known.push(one);
    }
    Ok(known)
}
