//! Checkpoints in a folder outside of the database, and the key that signs them.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, anyhow, bail};
use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::checkpoint::{Checkpoint, SigningKey, VerifyingKey};
use crate::platform::chain::saved;
use crate::platform::failure::Failure;
use crate::platform::worker::{Job, Worker};

/// The secret half, for whoever runs the service alone, where it lay at first: in the folder, which is copied away.
const KEY: &str = "signing-key";
/// Now it lies beside the folder, and is called as that is, with this at its end.
const BESIDE: &str = "-key";
/// The other half, for everybody.
const VERIFYING: &str = "verifying-key.txt";
/// What a checkpoint is called at its end: a file each, so that none is ever half there.
const NOTE: &str = "note";
/// A log that has grown gets a checkpoint at latest after so many minutes; one in which somebody handed in, at once.
const AT_LATEST: TimeDelta = TimeDelta::minutes(10);

/// Writes checkpoints.
pub struct Keeper {
    folder: PathBuf,
    /// None as long as the folder cannot be used: it is tried again each time.
    opened: Mutex<Option<Opened>>,
    state: State,
}

/// A folder that can be used.
struct Opened {
    key: SigningKey,
    /// How long each log was at its last checkpoint, and when that was, if it was made by this program.
    kept: BTreeMap<String, (i64, Option<DateTime<Utc>>)>,
}

/// How it is with the checkpoints, for whatever looks after the service. Clones say the same.
#[derive(Clone, Debug, Default)]
pub struct State(Arc<Mutex<Said>>);

#[derive(Clone, Debug, Default)]
struct Said {
    newest: Option<DateTime<Utc>>,
    failed: bool,
    strange: usize,
    /// What became of the mails with checkpoints, where any are to go.
    mailed: Option<Mailed>,
}

/// What has become of the mails that carry checkpoints away.
#[derive(Clone, Copy, Debug)]
pub struct Mailed {
    /// When the last one went.
    pub sent_at: Option<DateTime<Utc>>,
    /// The newest could not be sent, or not yet.
    pub stuck: bool,
}

impl State {
    /// When the newest was written; none when there is none yet.
    #[must_use]
    pub fn newest(&self) -> Option<DateTime<Utc>> {
        self.now().newest
    }

    /// In a few words, and how old the newest checkpoint is. That it is old says nothing by itself: none is written as long as
    /// nothing happens.
    #[must_use]
    pub fn said(&self, now: DateTime<Utc>) -> String {
        let Said { newest, failed, strange, mailed } = self.now();
        let age = newest.map_or_else(|| "none written yet".to_owned(), |at| format!("newest {} minutes old", (now - at).num_minutes().max(0)));
        let age = mailed.map_or_else(|| age.clone(), |mailed| format!("{age}; {}", mailed.said(now)));
        match (failed, strange) {
            (true, _) => format!("cannot be written, see what the service logs; {age}"),
            (false, 0) => age,
            (false, strange) => format!("{strange} in the folder are not of this service's key, see what the service logs; {age}"),
        }
    }

    fn now(&self) -> Said {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, change: impl FnOnce(&mut Said)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Mailed {
    fn said(self, now: DateTime<Utc>) -> String {
        let last = self.sent_at.map_or_else(|| "none mailed yet".to_owned(), |at| format!("last mailed {} hours ago", (now - at).num_hours().max(0)));
        if self.stuck { format!("cannot be mailed, see the mail log; {last}") } else { last }
    }
}

impl Keeper {
    /// On a folder, which is made with a new key when it is not there. What is wrong with it keeps nobody from working: it is said
    /// each time that a checkpoint cannot be written.
    #[must_use]
    pub fn on(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), opened: Mutex::new(None), state: State::default() }
    }

    /// The same, on a folder that can be used.
    ///
    /// # Errors
    /// When it cannot be written, or its key is none, or is gone.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let keeper = Self::on(folder);
        let opened = keeper.usable()?;
        keeper.opened.lock().unwrap_or_else(PoisonError::into_inner).replace(opened);
        Ok(keeper)
    }

    /// How it is with the checkpoints, from now on.
    #[must_use]
    pub fn state(&self) -> State {
        self.state.clone()
    }

    /// Says what has become of the mails.
    pub fn mailed(&self, mailed: Mailed) {
        self.state.set(|said| said.mailed = Some(mailed));
    }

    /// The newest checkpoint of each log, signed, and the key by which anybody can see that they are: as they stand in a mail. Each is what
    /// its file would be.
    ///
    /// # Errors
    /// When the database or the key cannot be read.
    pub async fn newest(&self, job: &mut Job) -> Result<String, Failure> {
        let mut heads = heads(job).await?;
        heads.sort_by(|one, other| one.authority.cmp(&other.authority));
        self.signed(&heads).map_err(Failure::Broken)
    }

    fn signed(&self, heads: &[Head]) -> anyhow::Result<String> {
        let mut place = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let opened = match &mut *place {
            Some(opened) => opened,
            empty => empty.insert(self.usable()?),
        };
        let mut notes: Vec<String> = heads.iter().map(|head| head.note(&opened.key)).collect::<anyhow::Result<_>>()?;
        notes.push(opened.key.verifying().context("the key is none")?.written());
        Ok(notes.join("\n"))
    }

    /// Looks at what is there. A file that is no checkpoint of ours, or was changed, is counted and said, and keeps no other from
    /// being written.
    fn usable(&self) -> anyhow::Result<Opened> {
        let folder = &self.folder;
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder of checkpoints {}", folder.display()))?;
        let key = own_key(folder)?;
        let verifying = key.verifying().ok_or_else(|| anyhow!("{} is no key", place_of_key(folder).display()))?;
        let mut kept: BTreeMap<String, (i64, Option<DateTime<Utc>>)> = BTreeMap::new();
        let (mut strange, mut newest) = (0, None);
        for path in notes(folder)? {
            match note(&path, &verifying) {
                Ok(one) => {
                    let (most, _) = kept.entry(one.authority).or_default();
                    *most = one.number.max(*most);
                    newest = newest.max(fs::metadata(&path).and_then(|file| file.modified()).ok().map(DateTime::<Utc>::from));
                }
                Err(error) => {
                    strange += 1;
                    tracing::error!(
                        "{error:#}. What to do: keep it, and hold it against a copy of the folder: somebody may have changed what vouches for the log"
                    );
                }
            }
        }
        self.state.set(|said| (said.strange, said.newest) = (strange, newest));
        Ok(Opened { key, kept })
    }

    /// Writes a checkpoint of each log in which somebody has handed in, and of each that has grown for ten minutes. Says of how many.
    ///
    /// # Errors
    /// When the database or the folder cannot be reached.
    pub async fn keep(&self, worker: &Worker) -> Result<u32, Failure> {
        self.keep_those(worker, AT_LATEST).await
    }

    /// Writes one of each log that has grown: the service ends, and what has happened since the last one would have nobody to vouch for
    /// it until it is started again.
    ///
    /// # Errors
    /// When the database or the folder cannot be reached.
    pub async fn close(&self, worker: &Worker) -> Result<u32, Failure> {
        self.keep_those(worker, TimeDelta::zero()).await
    }

    async fn keep_those(&self, worker: &Worker, at_latest: TimeDelta) -> Result<u32, Failure> {
        let mut job = worker.look().await?;
        let now = job.now();
        let heads = heads(&mut job).await?;
        let done = self.write_due(heads, now, at_latest);
        self.state.set(|said| said.failed = done.is_err());
        done.context("no checkpoint of the log can be written, so nothing outside of the database vouches for what happens now. What to do: see that the service may write in the folder, and that its key and a place on the disk are there").map_err(Failure::Broken)
    }

    fn write_due(&self, heads: Vec<Head>, now: DateTime<Utc>, at_latest: TimeDelta) -> anyhow::Result<u32> {
        let mut place = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let opened = match &mut *place {
            Some(opened) => opened,
            empty => empty.insert(self.usable()?),
        };
        let mut done = 0;
        for head in heads {
            let (number, at) = opened.kept.get(&head.authority).copied().unwrap_or_default();
            let is_due = head.number > number && (head.arrived > number || at.is_none_or(|at| now - at >= at_latest));
            if is_due {
                self.write(&head, &opened.key)?;
                self.state.set(|said| said.newest = Some(now));
                opened.kept.insert(head.authority, (head.number, Some(now)));
                done += 1;
            }
        }
        Ok(done)
    }

    fn write(&self, head: &Head, key: &SigningKey) -> anyhow::Result<()> {
        let note = head.note(key)?;
        let path = self.folder.join(format!("{}-{:09}.{NOTE}", head.authority.replace(':', "-"), head.number));
        written(&path, note.as_bytes(), 0o644).with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Where the key of a folder lies from now on: beside it, so that whoever copies the folder away does not copy the key.
fn beside(folder: &Path) -> PathBuf {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    match folder.file_name() {
        Some(name) => folder.with_file_name(format!("{}{BESIDE}", name.to_string_lossy())),
        None => folder.join(KEY),
    }
}

/// Where it lies: beside the folder, or in it, as it did at first and does where a key is handed over alone.
fn place_of_key(folder: &Path) -> PathBuf {
    let (beside, within) = (beside(folder), folder.join(KEY));
    if beside.exists() || !within.exists() { beside } else { within }
}

/// Moves the key out of the folder. Whoever has named its old place somewhere, as a unit of systemd that hands it over, still finds it:
/// a link stands there, which is no key. Where nothing can be written beside, it stays.
fn move_key(folder: &Path) -> anyhow::Result<()> {
    let (within, beside) = (folder.join(KEY), beside(folder));
    if !fs::symlink_metadata(&within).is_ok_and(|file| file.is_file()) || within == beside {
        return Ok(());
    }
    let seed = fs::read(&within).with_context(|| format!("cannot read {}", within.display()))?;
    if let Err(error) = written(&beside, &seed, 0o600) {
        tracing::warn!(%error, "the key of the checkpoints stays in their folder, for {} cannot be written: leave it out when you copy the folder", beside.display());
        return Ok(());
    }
    if fs::read(&beside).with_context(|| format!("cannot read {}", beside.display()))? != seed {
        bail!(
            "{} and {} are two keys, and only one of them is that of these checkpoints.\n\
             What to do: see which of them was kept elsewhere, and take the other one away",
            within.display(),
            beside.display()
        );
    }
    let link = folder.join(format!("{:016x}.new", rand::random::<u64>()));
    let target = Path::new("..").join(beside.file_name().unwrap_or_default());
    std::os::unix::fs::symlink(target, &link).and_then(|()| fs::rename(&link, &within)).with_context(|| format!("cannot replace {}", within.display()))?;
    tracing::info!("the key of the checkpoints lies at {} from now on; a link to it stands at its old place", beside.display());
    Ok(())
}

/// A new key, beside the folder. Where nothing can be written there, in it.
fn new_key(folder: &Path) -> anyhow::Result<()> {
    let seed: [u8; 32] = rand::random();
    let (beside, within) = (beside(folder), folder.join(KEY));
    if let Err(error) = written(&beside, &seed, 0o600) {
        tracing::warn!(%error, "the key of the checkpoints lies in their folder, for {} cannot be written: leave it out when you copy the folder", beside.display());
        written(&within, &seed, 0o600).with_context(|| format!("cannot write {}", within.display()))?;
    }
    Ok(())
}

/// The key of a folder, with its other half in it. A new one is made only where there has never been one: with another, nobody
/// could tell any more which of the checkpoints are the service's.
fn own_key(folder: &Path) -> anyhow::Result<SigningKey> {
    move_key(folder)?;
    let public = folder.join(VERIFYING);
    if !place_of_key(folder).exists() {
        if public.exists() || !notes(folder)?.is_empty() {
            bail!(
                "{} is gone, and checkpoints that were signed with it are there.\n\
                 What to do: put it back from where it was kept. Is it lost, give --checkpoints a new folder, and keep the old one with what it vouches for",
                place_of_key(folder).display()
            );
        }
        new_key(folder)?;
    }
    let path = place_of_key(folder);
    let key = signing_key(folder)?.with_context(|| format!("cannot read {}", path.display()))?;
    let verifying = key.verifying().ok_or_else(|| anyhow!("{} is no key", path.display()))?;
    if !public.exists() {
        written(&public, format!("{}\n", verifying.written()).as_bytes(), 0o644).with_context(|| format!("cannot write {}", public.display()))?;
    }
    if verifying_key(folder)?.written() != verifying.written() {
        bail!("{} is not the other half of {}: one of them was exchanged.\nWhat to do: put back what was kept elsewhere", public.display(), path.display());
    }
    Ok(key)
}

/// The key of a folder of checkpoints; none where nobody has written any yet.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn signing_key(folder: &Path) -> anyhow::Result<Option<SigningKey>> {
    let path = place_of_key(folder);
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

impl Head {
    /// Its checkpoint, signed.
    fn note(&self, key: &SigningKey) -> anyhow::Result<String> {
        let hash = self.hash.as_slice().try_into().context("a hash of another length")?;
        Checkpoint { authority: self.authority.clone(), number: self.number, hash }.signed(key).context("a checkpoint cannot be signed")
    }
}

async fn heads(job: &mut Job) -> sqlx::Result<Vec<Head>> {
    sqlx::query_as!(Head, r#"select authority as "authority!", seq as "number!", hash as "hash!", arrived as "arrived!" from log_heads()"#)
        .fetch_all(job.conn())
        .await
}

/// Beside first, and then in its place: a file is there as a whole or not at all, and none takes the place of another. Where another
/// instance was first, its file stands. Beside, it is called as nothing else is: what a program left that was killed is in nobody's way.
fn written(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let beside = path.with_extension(format!("{:016x}.new", rand::random::<u64>()));
    let write = || {
        let mut file = OpenOptions::new().create_new(true).write(true).mode(mode).open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        match fs::hard_link(&beside, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            // Not every file system that is mounted from elsewhere has them.
            Err(_) if !path.exists() => fs::rename(&beside, path),
            linked => linked,
        }
    };
    let done = write();
    // It may never have come to be.
    drop(fs::remove_file(&beside));
    done
}

/// All checkpoints in a folder, by the key that stands beside them: those that a service wrote there, and those that came by mail and
/// were saved there. Where there is only such mail, by the key that stands in it.
///
/// # Errors
/// When there are none, or one of them was not signed with that key.
pub fn read(folder: &Path) -> anyhow::Result<Vec<Checkpoint>> {
    let saved = saved::all(folder, VERIFYING)?;
    let key = match verifying_key(folder) {
        Ok(key) => key,
        Err(error) if folder.join(VERIFYING).exists() => return Err(error),
        Err(error) => saved::key(&saved)?.ok_or(error)?,
    };
    let known = [read_with(folder, &key)?, saved::checkpoints(&saved, &key)?].concat();
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
    notes(folder)?.iter().map(|path| note(path, key)).collect()
}

/// The files of a folder that are called as checkpoints are.
fn notes(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == NOTE) {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn note(path: &Path, key: &VerifyingKey) -> anyhow::Result<Checkpoint> {
    let note = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Checkpoint::read(&note, key).ok_or_else(|| anyhow!("{} is no checkpoint that was signed with the key beside it: it has been changed", path.display()))
}
