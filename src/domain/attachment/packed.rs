//! A packed archive as office documents are made of, read by its directory. Only archives that every program reads alike
//! are taken: one member after the other from the first byte on, the directory, the end, and nothing else.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder, ZipLocator};

use super::{Fault, OLE, PACKED_END, Rejected, Whole, is_program};

/// More members than office documents have.
const MOST_MEMBERS: u64 = 10_000;
/// The longest name of a member, in bytes.
const LONGEST_NAME: usize = 300;
/// How much larger a document may be unpacked, and how large at most.
const MOST_RATIO: u64 = 100;
const MOST_UNPACKED: u64 = 300 * 1024 * 1024;
/// What may stand between two members: a description of the one before.
const DESCRIPTION: u64 = 24;
/// The most that is kept of a member that is read.
const READABLE: u64 = 1024 * 1024;

/// What the directory says of one member, and the members hold to.
pub(super) struct Member {
    pub(super) name: String,
    pub(super) stored: bool,
    unpacked: u64,
    at: u64,
    way: ZipArchiveEntryWayfinder,
}

pub(super) struct Packed<'a, R> {
    archive: ZipArchive<&'a R>,
    /// In the order in which they stand in the file.
    pub(super) members: Vec<Member>,
}

fn damaged(_: rawzip::Error) -> Rejected {
    Fault::Damaged.into()
}

impl<'a, R: ReaderAt> Packed<'a, R> {
    /// Reads the directory, and holds it against the members.
    pub(super) fn open(file: Whole<'a, R>) -> Result<Self, Rejected> {
        let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
        let locator = ZipLocator::new().max_search_space(u64::try_from(PACKED_END).unwrap_or(u64::MAX));
        let archive = locator.locate_in_reader(file.bytes, &mut buffer, file.len).map_err(|(_, error)| damaged(error))?;
        // Whoever reads from the end must find what those find who read from the beginning.
        if archive.end_offset() != file.len || archive.comment().remaining() != 0 {
            return Err(Fault::Damaged.into());
        }
        if archive.entries_hint() > MOST_MEMBERS {
            return Err(Fault::Bomb.into());
        }
        let mut members = directory(&archive, &mut buffer, file.len)?;
        members.sort_by_key(|member| member.at);
        let packed = Self { archive, members };
        packed.judge_places(&mut buffer)?;
        Ok(packed)
    }

    /// The members stand one after the other from the first byte to the directory; where each one stands, it calls itself
    /// as the directory calls it.
    fn judge_places(&self, buffer: &mut [u8]) -> Result<(), Rejected> {
        let mut end = 0;
        for member in &self.members {
            let entry = self.archive.get_entry(member.way).map_err(damaged)?;
            let own = entry.local_header(buffer).map_err(damaged)?;
            let described = own.flags().has_data_descriptor();
            let same_size = described || (own.uncompressed_size_hint() == member.unpacked && own.compressed_size_hint() == member.way.compressed_size_hint());
            let stored = own.compression_method() == CompressionMethod::STORE;
            let is_first = end == 0;
            let gap = member.at.checked_sub(end).ok_or(Fault::Damaged)?;
            if own.file_path().as_ref() != member.name.as_bytes() || own.flags().is_encrypted() || stored != member.stored || !same_size {
                return Err(Fault::Damaged.into());
            }
            if gap > if is_first { 0 } else { DESCRIPTION } {
                return Err(Fault::Damaged.into());
            }
            end = entry.compressed_data_range().1;
        }
        let gap = self.archive.directory_offset().checked_sub(end).ok_or(Fault::Damaged)?;
        if self.members.is_empty() || gap > DESCRIPTION { Err(Fault::Damaged.into()) } else { Ok(()) }
    }

    pub(super) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name.eq_ignore_ascii_case(name))
    }

    /// Unpacks every member without keeping it: it must be as long as it says, its checksum right, and nothing that runs.
    pub(super) fn judge_contents(&self) -> Result<(), Rejected> {
        let mut buffer = vec![0; 64 * 1024];
        for member in &self.members {
            let mut content = self.unpack(member)?;
            let (mut length, mut begins) = (0u64, true);
            loop {
                let n = content.read(&mut buffer).map_err(|_| Fault::Damaged)?;
                let head = buffer.get(..n).unwrap_or_default();
                if n == 0 {
                    break;
                }
                if begins && (head.starts_with(OLE) || is_program(head)) {
                    return Err(Fault::Embedded.into());
                }
                begins = false;
                length += u64::try_from(n).unwrap_or(u64::MAX);
                if length > member.unpacked {
                    return Err(Fault::Bomb.into());
                }
            }
        }
        Ok(())
    }

    /// A member's content, when it is as short as lists of parts are.
    pub(super) fn read(&self, member: &Member) -> Result<Vec<u8>, Rejected> {
        if member.unpacked > READABLE {
            return Err(Fault::Bomb.into());
        }
        let mut content = Vec::new();
        self.unpack(member)?.take(READABLE).read_to_end(&mut content).map_err(|_| Fault::Damaged)?;
        Ok(content)
    }

    fn unpack(&self, member: &Member) -> Result<impl Read, Rejected> {
        let entry = self.archive.get_entry(member.way).map_err(damaged)?;
        let packed = BufReader::with_capacity(32 * 1024, entry.reader());
        let unpacked: Box<dyn Read + '_> = if member.stored { Box::new(packed) } else { Box::new(DeflateDecoder::new(packed)) };
        Ok(entry.verifying_reader(unpacked))
    }
}

fn directory<R: ReaderAt>(archive: &ZipArchive<&R>, buffer: &mut [u8], len: u64) -> Result<Vec<Member>, Rejected> {
    let (mut members, mut names, mut unpacked) = (Vec::new(), BTreeSet::new(), 0u64);
    let mut entries = archive.entries(buffer);
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        let path = entry.file_path();
        let name = std::str::from_utf8(path.as_ref()).map_err(|_| Fault::Damaged)?.to_owned();
        let flags = entry.flags();
        if flags.is_encrypted() || flags.has_strong_encryption() {
            return Err(Fault::Locked.into());
        }
        let stored = match entry.compression_method() {
            CompressionMethod::STORE => true,
            CompressionMethod::DEFLATE => false,
            _ => return Err(Fault::Damaged.into()),
        };
        // Windows and Office do not tell capitals from small letters: two names for one part hide one of them.
        if is_trap(&name) || entry.mode().is_symlink() || !names.insert(name.to_lowercase()) {
            return Err(Fault::Damaged.into());
        }
        unpacked = unpacked.saturating_add(entry.uncompressed_size_hint());
        if unpacked > MOST_UNPACKED || unpacked > len.saturating_mul(MOST_RATIO) || names.len() > usize::try_from(MOST_MEMBERS).unwrap_or(usize::MAX) {
            return Err(Fault::Bomb.into());
        }
        members.push(Member { name, stored, unpacked: entry.uncompressed_size_hint(), at: entry.local_header_offset(), way: entry.wayfinder() });
    }
    Ok(members)
}

/// A name that would lead elsewhere when somebody unpacks it, or is none.
fn is_trap(name: &str) -> bool {
    name.is_empty()
        || name.len() > LONGEST_NAME
        || name.starts_with('/')
        || name.contains(['\\', ':'])
        || name.contains(char::is_control)
        || name.split('/').any(|part| part == ".." || part == ".")
}
