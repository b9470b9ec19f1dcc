//! The form of a backup: a tar of small files, packed by gzip, encrypted in the format of age. Each step is one that common programs
//! undo: `age -d -i KEY FILE | tar xz`.

use std::io::{self, BufRead, Read, Write};

use anyhow::{Context as _, bail};
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use crate::domain::age::{self, Identity, Opening, Recipient, Sealing};

/// A block of a tar.
const BLOCK: usize = 512;
/// No entry is larger: a table is written in pieces, so that no more than one of them is ever in memory.
const LARGEST: usize = 64 * 1024 * 1024;

/// Is written into.
pub(super) struct Writing<W: Write> {
    out: GzEncoder<Sealing<W>>,
}

impl<W: Write> Writing<W> {
    pub(super) fn new(out: W, to: &[Recipient]) -> io::Result<Self> {
        Ok(Self { out: GzEncoder::new(age::seal(out, to)?, Compression::new(4)) })
    }

    pub(super) fn entry(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.out.write_all(&head(name, content.len()))?;
        self.out.write_all(content)?;
        self.out.write_all(&vec![0; filling(content.len())])
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&[0; 2 * BLOCK])?;
        self.out.finish()?.finish()
    }
}

fn filling(length: usize) -> usize {
    length.next_multiple_of(BLOCK) - length
}

/// The head of an entry, as POSIX says.
fn head(name: &str, length: usize) -> [u8; BLOCK] {
    let mut head = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| head.iter_mut().skip(at).zip(bytes).for_each(|(to, from)| *to = *from);
    put(0, name.as_bytes());
    put(100, b"0000600\x000000000\x000000000\x00");
    put(124, format!("{length:011o}\0").as_bytes());
    put(136, b"00000000000\0");
    // The sum is that of a head in which blanks stand in its place.
    put(148, b"        0");
    put(257, b"ustar\x0000");
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    head.iter_mut().skip(148).zip(format!("{sum:06o}\0 ").bytes()).for_each(|(to, from)| *to = from);
    head
}

/// One file in it.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) content: Vec<u8>,
}

/// Is read from.
pub(super) struct Reading<R: BufRead> {
    from: GzDecoder<io::BufReader<Opening<R>>>,
    ahead: Option<Entry>,
}

impl<R: BufRead> Reading<R> {
    pub(super) fn new(from: R, key: &Identity) -> anyhow::Result<Self> {
        Ok(Self { from: GzDecoder::new(io::BufReader::with_capacity(64 * 1024, age::open(from, key)?)), ahead: None })
    }

    /// The next one; none at the end.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Entry>> {
        if let Some(entry) = self.ahead.take() {
            return Ok(Some(entry));
        }
        let mut head = [0; BLOCK];
        self.from.read_exact(&mut head).context("the backup cannot be read to its end")?;
        if head.iter().all(|byte| *byte == 0) {
            // To the very end, where it is seen that nothing was cut off.
            io::copy(&mut self.from, &mut io::sink()).context("the backup cannot be read to its end")?;
            return Ok(None);
        }
        let text = |from: usize, length: usize| -> String {
            head.iter().skip(from).take(length).take_while(|byte| **byte != 0).map(|byte| char::from(*byte)).collect()
        };
        let length = usize::from_str_radix(&text(124, 12), 8).ok().filter(|length| *length <= LARGEST);
        let Some(length) = length else { bail!("the backup has a part whose length cannot be read") };
        let mut content = vec![0; length];
        self.from
            .read_exact(&mut content)
            .and_then(|()| self.from.read_exact(&mut vec![0; filling(length)]))
            .context("the backup cannot be read to its end")?;
        Ok(Some(Entry { name: text(0, 100), content }))
    }

    /// The next one if it stands in this folder.
    pub(super) fn next_in(&mut self, folder: &str) -> anyhow::Result<Option<Entry>> {
        match self.next()? {
            Some(entry) if entry.name.starts_with(folder) => Ok(Some(entry)),
            other => {
                self.ahead = other;
                Ok(None)
            }
        }
    }
}
