//! The content: pieces of 64 KiB, each sealed by itself and with its place, the last one as the last. What is cut off, swapped or
//! changed is noticed before a byte of that piece is given out.

use std::io::{self, Read, Write};

use ring::aead::{Aad, LessSafeKey, Nonce};

const PIECE: usize = 64 * 1024;
const TAG: usize = 16;

/// Takes the content.
pub struct Sealing<W> {
    out: W,
    key: LessSafeKey,
    number: u64,
    waiting: Vec<u8>,
}

impl<W: Write> Sealing<W> {
    pub(super) fn new(out: W, key: LessSafeKey) -> Self {
        Self { out, key, number: 0, waiting: Vec::with_capacity(PIECE + TAG) }
    }

    /// There is no more. A file that was not finished cannot be opened to its end.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.piece(true)?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn piece(&mut self, last: bool) -> io::Result<()> {
        let nonce = nonce(self.number, last);
        self.key.seal_in_place_append_tag(nonce, Aad::empty(), &mut self.waiting).map_err(|_| io::Error::other("the file could not be encrypted"))?;
        self.out.write_all(&self.waiting)?;
        self.waiting.clear();
        self.number += 1;
        Ok(())
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        // A full piece goes out when it is known that it is not the last.
        if self.waiting.len() == PIECE {
            self.piece(false)?;
        }
        let (now, _) = bytes.split_at(bytes.len().min(PIECE - self.waiting.len()));
        self.waiting.extend_from_slice(now);
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Gives the content.
pub struct Opening<R> {
    from: R,
    key: LessSafeKey,
    number: u64,
    ahead: Vec<u8>,
    piece: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Opening<R> {
    pub(super) fn new(from: R, key: LessSafeKey) -> Self {
        Self { from, key, number: 0, ahead: Vec::new(), piece: Vec::new(), given: 0, ended: false }
    }

    fn next(&mut self) -> io::Result<()> {
        // One byte more than a piece says whether it is the last.
        let wanted = PIECE + TAG + 1;
        let missing = u64::try_from(wanted - self.ahead.len()).unwrap_or_default();
        self.from.by_ref().take(missing).read_to_end(&mut self.ahead)?;
        let last = self.ahead.len() < wanted;
        let rest = if last { Vec::new() } else { self.ahead.split_off(PIECE + TAG) };
        self.piece = std::mem::replace(&mut self.ahead, rest);
        let opened = self.key.open_in_place(nonce(self.number, last), Aad::empty(), &mut self.piece);
        let length =
            opened.map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the file has been changed since it was written, or its end is missing"))?.len();
        if last && length == 0 && self.number > 0 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the file ends as no such file does"));
        }
        self.piece.truncate(length);
        self.given = 0;
        self.number += 1;
        self.ended = last;
        Ok(())
    }
}

impl<R: Read> Read for Opening<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.piece.len() && !self.ended {
            self.next()?;
        }
        let there = self.piece.get(self.given..).unwrap_or_default();
        let given = there.len().min(into.len());
        if let (Some(into), Some(there)) = (into.get_mut(..given), there.get(..given)) {
            into.copy_from_slice(there);
        }
        self.given += given;
        Ok(given)
    }
}

/// The number of the piece, in eleven bytes, and whether it is the last.
fn nonce(number: u64, last: bool) -> Nonce {
    let mut bytes = [0; 12];
    bytes.iter_mut().skip(3).zip(number.to_be_bytes()).for_each(|(byte, from)| *byte = from);
    bytes.iter_mut().skip(11).for_each(|byte| *byte = u8::from(last));
    Nonce::assume_unique_for_key(bytes)
}
