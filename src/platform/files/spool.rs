//! Where a file waits until it is known for what it is: on disk, without a name. Memory does not hold it, the database has
//! not seen it, and however the program ends, nothing is left of it.

use std::fs::OpenOptions;
use std::io::SeekFrom;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;

use rawzip::FileReader;
use sha2::{Digest as _, Sha256};
use tokio::fs;
use tokio::io::{AsyncSeekExt as _, AsyncWriteExt as _};

use crate::domain::attachment::FILE_LIMIT;
use crate::platform::failure::Failure;

/// So much of it is on its way to the disk at a time, in bytes.
const BUFFER: usize = 64 * 1024;

/// A file that is coming.
pub(super) struct Spool {
    file: fs::File,
    sha256: Sha256,
    len: u64,
}

/// A file that has come.
pub(super) struct Spooled {
    pub(super) content: FileReader,
    pub(super) sha256: Vec<u8>,
    /// How much was sent. More than [`FILE_LIMIT`] has not been kept.
    pub(super) len: u64,
}

/// No room, or no folder: the service is not able to right now, and whoever runs it must know.
pub(super) fn no_room(error: &std::io::Error) -> Failure {
    tracing::error!(%error, folder = %folder().display(), "there is no room for a file that somebody sends");
    Failure::Unavailable
}

/// `TMPDIR` where it is set; else a folder that lies on a disk, since `/tmp` lies in memory on many machines.
fn folder() -> PathBuf {
    let usual = PathBuf::from("/var/tmp");
    match std::env::var_os("TMPDIR") {
        Some(own) if !own.is_empty() => own.into(),
        _ if usual.is_dir() => usual,
        _ => std::env::temp_dir(),
    }
}

impl Spool {
    /// Made and unlinked in one go, which nobody can interrupt: whoever goes away in between leaves nothing behind.
    pub(super) async fn new() -> Result<Self, Failure> {
        let path = folder().join(format!("yttrande-{:032x}", rand::random::<u128>()));
        let made = tokio::task::spawn_blocking(move || {
            let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path)?;
            std::fs::remove_file(&path).map(|()| file)
        });
        let mut file = fs::File::from_std(made.await.map_err(Failure::broken)?.map_err(|error| no_room(&error))?);
        file.set_max_buf_size(BUFFER);
        Ok(Self { file, sha256: Sha256::new(), len: 0 })
    }

    /// Takes a piece. What goes beyond the limit is counted and not kept, so that whoever sends too much can be told so.
    pub(super) async fn take(&mut self, piece: &[u8]) -> Result<(), Failure> {
        self.len += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if self.len > FILE_LIMIT {
            return Ok(());
        }
        self.sha256.update(piece);
        self.file.write_all(piece).await.map_err(|error| no_room(&error))
    }

    pub(super) async fn end(mut self) -> Result<Spooled, Failure> {
        self.file.flush().await.map_err(|error| no_room(&error))?;
        self.file.seek(SeekFrom::Start(0)).await.map_err(|error| no_room(&error))?;
        Ok(Spooled { content: self.file.into_std().await.into(), sha256: self.sha256.finalize().to_vec(), len: self.len })
    }
}
