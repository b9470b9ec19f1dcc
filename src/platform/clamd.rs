//! The scanner for malware: clamd, spoken to by INSTREAM over TCP or a socket of this machine. It is told the bytes of one file at a time, and
//! nothing of whose they are (ADR 0085).

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

/// The setting that names it.
pub const SETTING: &str = "YTTRANDE_CLAMD";
/// So long it is waited until it is reached.
const REACHED: Duration = Duration::from_secs(3);
/// And for its answer to one file: clamd itself gives up after two minutes (`MaxScanTime`).
const ANSWERED: Duration = Duration::from_secs(150);
/// So much is written at a time: less than any `StreamMaxLength`.
const PIECE: usize = 128 * 1024;
/// What it calls what was too much for it, as if it had found it.
const LIMITS: &str = "Heuristics.Limits.Exceeded";
/// An answer is a line.
const LONGEST: u64 = 1024;

/// The setting names no scanner.
#[derive(Debug, thiserror::Error)]
#[error("{SETTING}: {0:?} names no scanner. Write tcp://HOST:PORT, such as tcp://127.0.0.1:3310, or unix:/PATH, such as unix:/run/clamav/clamd.ctl")]
pub struct NoScanner(String);

/// Where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Address {
    Tcp(String),
    Unix(PathBuf),
}

/// What it said of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing was found.
    Clean,
    /// This was found.
    Infected(String),
    /// It could not look, and why.
    Unscannable(String),
}

/// It gave no answer: what was asked is asked again later.
#[derive(Debug, thiserror::Error)]
pub enum Away {
    /// It is not reached, or the connection broke.
    #[error("it is not reached: {0}")]
    Unreached(#[from] std::io::Error),
    /// It takes too long.
    #[error("it does not answer in time")]
    Slow,
    /// What it answers is no answer.
    #[error("it answers {0:?}, which is no answer of clamd")]
    Foreign(String),
}

/// The scanner. Clones know the same of how it is.
#[derive(Clone, Debug)]
pub struct Scanner {
    address: Address,
    patience: Duration,
    state: Arc<Mutex<&'static str>>,
}

impl Scanner {
    /// Reads the setting.
    ///
    /// # Errors
    /// [`NoScanner`], when it names none.
    pub fn read(setting: &str) -> Result<Self, NoScanner> {
        let typed = setting.trim();
        let wrong = || NoScanner(typed.to_owned());
        let address = match (typed.strip_prefix("tcp://"), typed.strip_prefix("unix:")) {
            (Some(host), _) => {
                let (name, port) = host.rsplit_once(':').ok_or_else(wrong)?;
                port.parse::<u16>().ok().filter(|port| *port > 0 && !name.is_empty()).ok_or_else(wrong)?;
                Address::Tcp(host.to_owned())
            }
            (None, Some(path)) if path.starts_with('/') => Address::Unix(PathBuf::from(path)),
            (None, _) => return Err(wrong()),
        };
        Ok(Self { address, patience: ANSWERED, state: Arc::new(Mutex::new("not asked yet")) })
    }

    /// Waits for an answer in another way.
    #[must_use]
    pub fn waiting(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// As it stands in `/readyz`.
    #[must_use]
    pub fn state(&self) -> &'static str {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has a file scanned. What becomes of it is remembered as how the scanner is, and said when that has changed.
    ///
    /// # Errors
    /// [`Away`], when it gave no answer.
    pub async fn scan(&self, bytes: &[u8]) -> Result<Said, Away> {
        let answer = match timeout(self.patience, self.asked(bytes)).await {
            Ok(answer) => answer.and_then(|answer| judged(&answer)),
            Err(_) => Err(Away::Slow),
        };
        let now = if answer.is_ok() { "ok" } else { "does not answer: files wait" };
        if std::mem::replace(&mut *self.state.lock().unwrap_or_else(PoisonError::into_inner), now) != now {
            match &answer {
                Ok(_) => tracing::info!("the scanner answers"),
                Err(away) => tracing::error!(%away, "the scanner does not answer: files wait, and are received all the same"),
            }
        }
        answer
    }

    async fn asked(&self, bytes: &[u8]) -> Result<String, Away> {
        match &self.address {
            Address::Tcp(host) => instream(timeout(REACHED, TcpStream::connect(host)).await.map_err(|_| Away::Slow)??, bytes).await,
            Address::Unix(path) => instream(timeout(REACHED, UnixStream::connect(path)).await.map_err(|_| Away::Slow)??, bytes).await,
        }
    }
}

/// Sends a file in pieces, each behind its length, and reads the answer. Who is sent more than it takes says so and reads no further: then
/// its answer counts, and not that the rest could not be written.
async fn instream(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> Result<String, Away> {
    let written = async {
        stream.write_all(b"zINSTREAM\0").await?;
        for piece in bytes.chunks(PIECE) {
            stream.write_all(&u32::try_from(piece.len()).map_err(std::io::Error::other)?.to_be_bytes()).await?;
            stream.write_all(piece).await?;
        }
        stream.write_all(&[0; 4]).await?;
        stream.flush().await
    }
    .await;
    let mut answer = Vec::new();
    let read = (&mut stream).take(LONGEST).read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).trim_end_matches(['\0', '\n']).to_owned();
    if answer.is_empty() {
        written?;
        read?;
    }
    Ok(answer)
}

fn judged(answer: &str) -> Result<Said, Away> {
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    if said == "OK" {
        return Ok(Said::Clean);
    }
    if let Some(found) = said.strip_suffix(" FOUND") {
        // It has stopped looking at one of its limits, and says so where it is told to (`AlertExceedsMax`).
        if found.starts_with(LIMITS) {
            return Ok(Said::Unscannable(found.to_owned()));
        }
        return Ok(Said::Infected(found.to_owned()));
    }
    said.strip_suffix(" ERROR").map(|why| Said::Unscannable(why.trim_end_matches('.').to_owned())).ok_or_else(|| Away::Foreign(answer.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanner_is_named_by_host_and_port_or_by_a_path() {
        for named in ["tcp://127.0.0.1:3310", "tcp://clamd.kommun.example:3310", "tcp://[::1]:3310", "unix:/run/clamav/clamd.ctl"] {
            assert!(Scanner::read(named).is_ok(), "{named}");
        }
        for none in ["", "127.0.0.1:3310", "tcp://127.0.0.1", "tcp://:3310", "tcp://a:0", "tcp://a:x", "unix:clamd.ctl", "http://a:1"] {
            assert!(Scanner::read(none).is_err_and(|why| why.to_string().contains("tcp://127.0.0.1:3310")), "{none}");
        }
    }

    #[test]
    fn an_answer_is_one_of_three_or_none() {
        assert_eq!(judged("stream: OK").unwrap(), Said::Clean);
        assert_eq!(judged("stream: Win.Test.EICAR_HDB-1 FOUND").unwrap(), Said::Infected("Win.Test.EICAR_HDB-1".to_owned()));
        assert_eq!(judged("INSTREAM size limit exceeded. ERROR").unwrap(), Said::Unscannable("INSTREAM size limit exceeded".to_owned()));
        let limit = "Heuristics.Limits.Exceeded.MaxFileSize";
        assert_eq!(judged(&format!("stream: {limit} FOUND")).unwrap(), Said::Unscannable(limit.to_owned()), "nothing was found");
        for none in ["", "OKAY", "HTTP/1.1 400 Bad Request", "stream: FOUNDOK"] {
            assert!(judged(none).is_err(), "{none}");
        }
    }
}
