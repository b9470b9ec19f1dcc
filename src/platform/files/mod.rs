//! Files that people send: taken in while they come, known by what they are and not by what they call themselves, and handed
//! on in pieces. A file is never whole in memory (ADR 0032).

mod form_parts;
mod spool;
mod texts;

use axum::body::Body;
use rawzip::FileReader;
use serde::de::value::{Error, MapDeserializer};
use serde::{Deserialize, de::DeserializeOwned};
use tokio::io::AsyncReadExt as _;

use super::failure::Failure;
use super::gate::{Action, Change, Gate};
use super::sender::Patience;
use crate::domain::attachment::{self, Fault, Kind, Rejected, Whole};
use crate::domain::refusal::Refusal;
use form_parts::FormParts;
use spool::{Spool, Spooled, no_room};
pub use texts::{accept, no_text, said, taken, unread};

/// What a request with a file may hold. Beyond the largest file, so that whoever sends one that is too large is told so on
/// the page, at its field, and not by a broken line.
const UPLOAD_LIMIT: usize = 64 * 1024 * 1024;
/// So much of a file is stored and sent at a time, in bytes.
pub const PIECE: usize = 128 * 1024;

/// A file that was sent, with its cleaned name and its true type.
#[derive(Debug)]
pub struct File {
    /// For showing and for saving; no path, no control characters.
    pub name: String,
    /// From its content.
    pub kind: Kind,
    /// Its length in bytes.
    pub byte_count: i64,
    /// SHA-256 of its bytes.
    pub sha256: Vec<u8>,
    content: tokio::fs::File,
}

impl File {
    /// The next piece of its content, [`PIECE`] bytes or the rest; `None` when all have been given.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when it cannot be read where it waits.
    pub async fn piece(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let mut piece = Vec::with_capacity(PIECE);
        let most = u64::try_from(PIECE).map_err(Failure::broken)?;
        (&mut self.content).take(most).read_to_end(&mut piece).await.map_err(|error| no_room(&error))?;
        Ok((!piece.is_empty()).then_some(piece))
    }
}

/// A small file whose bytes are to be read as one, such as a letter.
#[derive(Debug)]
pub struct WholeFile {
    /// For showing and for saving.
    pub name: String,
    /// What it is sent as.
    pub media_type: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl File {
    /// All of it at once: for whoever must read it, and has a turn for that.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when it cannot be read where it waits.
    pub async fn whole(mut self) -> Result<WholeFile, Failure> {
        let mut content = Vec::with_capacity(usize::try_from(self.byte_count).unwrap_or(0));
        self.content.read_to_end(&mut content).await.map_err(|error| no_room(&error))?;
        Ok(WholeFile { name: self.name, media_type: self.kind.media_type(), content })
    }
}

/// What came with an upload.
#[derive(Debug)]
pub struct Uploaded {
    /// The file, or why it was not taken.
    pub file: Result<File, Fault>,
    /// Marked as secret.
    pub secret: bool,
    /// A file that is not taken, and may be read all the same by whoever wants nothing but its text.
    pub readable: Option<Readable>,
}

/// A file of a kind that is not kept. Its text may be read.
#[derive(Debug)]
pub struct Readable {
    content: tokio::fs::File,
    byte_count: u64,
}

impl Readable {
    /// All of its bytes.
    ///
    /// # Errors
    /// [`Failure::Unavailable`] when it cannot be read where it waits.
    pub async fn whole(mut self) -> Result<Vec<u8>, Failure> {
        let mut content = Vec::with_capacity(usize::try_from(self.byte_count).unwrap_or(0));
        self.content.read_to_end(&mut content).await.map_err(|error| no_room(&error))?;
        Ok(content)
    }
}

/// A request with a file that has arrived. Sealed until the gate is open.
pub struct Upload {
    uploaded: Uploaded,
    others: Vec<(String, String)>,
}

/// No further fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoOthers {}

impl Upload {
    /// Opens it, once the gate is open.
    ///
    /// # Errors
    /// [`Refusal::BadForm`] when there are further fields.
    pub fn read<A: Action>(self, open: &Change<A>) -> Result<Uploaded, Failure> {
        self.read_with(open).map(|(uploaded, NoOthers {})| uploaded)
    }

    /// Opens it with the short fields beside the file. They name what they take and refuse others (`deny_unknown_fields`).
    ///
    /// # Errors
    /// [`Refusal::BadForm`] for unknown, repeated or missing fields.
    pub fn read_with<A: Action, F: DeserializeOwned>(self, _open: &Change<A>) -> Result<(Uploaded, F), Failure> {
        let others = F::deserialize(MapDeserializer::<_, Error>::new(self.others.into_iter()));
        Ok((self.uploaded, others.map_err(|_| Failure::Refused(Refusal::BadForm))?))
    }
}

/// The most fields beside the file, and the longest of them in bytes.
const OTHERS: usize = 8;
const LONGEST_OTHER: usize = 20_000;

/// A form with a file that has come in whole, and has not been judged.
pub(super) struct Arrived {
    file: Option<Sent>,
    secret: bool,
    others: Vec<(String, String)>,
}

struct Sent {
    name: String,
    declared: String,
    content: Spooled,
}

impl Arrived {
    pub(super) async fn receive(content_type: &str, body: Body, patience: Patience) -> Result<Self, Failure> {
        let mut parts = FormParts::of(content_type, body, UPLOAD_LIMIT, patience)?;
        let mut arrived = Self { file: None, secret: false, others: Vec::new() };
        while let Some(head) = parts.next().await? {
            match (head.name.as_str(), head.file_name) {
                ("file", Some(name)) if arrived.file.is_none() => {
                    let mut spool = Spool::new().await?;
                    while let Some(piece) = parts.piece().await? {
                        spool.take(&piece).await?;
                    }
                    arrived.file = Some(Sent { name, declared: head.declared, content: spool.end().await? });
                }
                // Whatever else stands there must not make a secret file an open one.
                ("secret", None) if !arrived.secret && parts.short(10).await? == "ja" => arrived.secret = true,
                (name, None) if !matches!(name, "file" | "secret") && arrived.others.len() < OTHERS => {
                    let name = name.to_owned();
                    arrived.others.push((name, parts.short(LONGEST_OTHER).await?));
                }
                _ => return Err(Failure::Refused(Refusal::BadForm)),
            }
        }
        Ok(arrived)
    }

    /// Judges the file, aside from what serves others: a few at a time.
    pub(super) async fn judged<A: Action>(self, gate: &Gate<A>) -> Result<Upload, Failure> {
        let (secret, others) = (self.secret, self.others);
        let Some(sent) = self.file else {
            return Ok(Upload { uploaded: Uploaded { file: Err(Fault::None), secret, readable: None }, others });
        };
        let (sent, judgement) = gate
            .aside(move || {
                let judgement = sent.judge();
                (sent, judgement)
            })
            .await?;
        let (file, readable) = match judgement {
            Ok(kind) => (Ok(sent.file(kind)?), None),
            Err(Rejected::Fault(fault)) => (Err(fault), sent.readable()),
            Err(Rejected::Io(error)) => return Err(no_room(&error)),
        };
        Ok(Upload { uploaded: Uploaded { file, secret, readable }, others })
    }
}

impl Sent {
    fn judge(&self) -> Result<Kind, Rejected> {
        let name = if self.name.is_empty() { String::new() } else { attachment::clean_name(&self.name) };
        attachment::judge(&name, &self.declared, Whole::<FileReader> { bytes: &self.content.content, len: self.content.len })
    }

    fn readable(self) -> Option<Readable> {
        let byte_count = self.content.len;
        let fits = attachment::may_be_read(&attachment::clean_name(&self.name)) && (1..=attachment::FILE_LIMIT).contains(&byte_count);
        fits.then(|| Readable { content: tokio::fs::File::from_std(self.content.content.into_inner()), byte_count })
    }

    fn file(self, kind: Kind) -> Result<File, Failure> {
        let byte_count = i64::try_from(self.content.len).map_err(Failure::broken)?;
        let content = tokio::fs::File::from_std(self.content.content.into_inner());
        Ok(File { name: attachment::clean_name(&self.name), kind, byte_count, sha256: self.content.sha256, content })
    }
}
