//! A packed archive as office documents are made of, read by its directory. Only archives that every program reads alike
//! are taken: one member after the other from the first byte on, the directory, the end, and nothing else.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder, ZipLocator};

use super::looks_of_parts::{self, HEAD};
use super::markup::Markup;
use super::parts::Role;
use super::{Fault, Kind, PACKED_END, Rejected, Whole, office, pdf};

/// More members than office documents have.
const MOST_MEMBERS: u64 = 10_000;
/// The longest name of a member, in bytes.
const LONGEST_NAME: usize = 300;
/// How much larger a document may be unpacked, and how large at most.
const MOST_RATIO: u64 = 100;
const MOST_UNPACKED: u64 = 300 * 1024 * 1024;
/// What may stand between two members: a description of the one before.
const DESCRIPTION: u64 = 24;
/// What is unpacked at a time.
const STEP: usize = 64 * 1024;
/// The most that documents within the document may take, one inside of the other: they are held whole while they are judged.
const MOST_HELD: usize = 10 * 1024 * 1024;
/// A document in a document in a document.
const DEEPEST: usize = 2;
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

    /// Unpacks every member without keeping it: it must be as long as it says, its checksum right, and it must be what
    /// its document takes it for.
    pub(super) fn judge_contents(&self, room: &mut Room, role: impl Fn(&Member) -> Option<Role>) -> Result<(), Rejected> {
        room.unpack(self.members.iter().fold(0, |sum, member| sum.saturating_add(member.unpacked)))?;
        for member in &self.members {
            self.judge_content(member, role(member), room)?;
        }
        Ok(())
    }

    fn judge_content(&self, member: &Member, role: Option<Role>, room: &mut Room) -> Result<(), Rejected> {
        let mut content = self.unpack(member)?;
        let mut piece = vec![0; STEP];
        let (mut length, mut markup, mut whole) = (0u64, None, Vec::new());
        loop {
            let n = filled(&mut content, &mut piece)?;
            let read = piece.get(..n).unwrap_or_default();
            if length == 0 {
                looks_of_parts::judge(role, read.get(..HEAD).unwrap_or(read), &member.name)?;
                // A picture may be made of markup.
                markup = (role == Some(Role::Markup) || looks_of_parts::is_drawing(read.get(..HEAD).unwrap_or(read))).then(Markup::new);
            }
            if n == 0 {
                break;
            }
            length += u64::try_from(n).unwrap_or(u64::MAX);
            if length > member.unpacked {
                return Err(Fault::Bomb.into());
            }
            if let Some(markup) = &mut markup {
                markup.read(read)?;
            }
            if let Some(Role::Document(_)) = role {
                room.hold(n)?;
                whole.extend_from_slice(read);
            }
        }
        if let Some(markup) = markup {
            markup.end()?;
        }
        if let Some(Role::Document(kind)) = role {
            judge_within(kind, &whole, room)?;
            room.let_go(whole.len());
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

/// Reads until the piece is full or nothing more comes.
fn filled(content: &mut impl Read, piece: &mut [u8]) -> Result<usize, Fault> {
    let mut filled = 0;
    while let Some(rest) = piece.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match content.read(rest).map_err(|_| Fault::Damaged)? {
            0 => break,
            n => filled += n,
        }
    }
    Ok(filled)
}

/// A document inside of a document is held to the same: what would be refused by itself is refused within another one.
fn judge_within(kind: Kind, whole: &[u8], room: &mut Room) -> Result<(), Rejected> {
    if whole.is_empty() {
        return Ok(());
    }
    let file = Whole { bytes: &whole, len: u64::try_from(whole.len()).unwrap_or(u64::MAX) };
    let judged = room.deeper().and_then(|()| if kind == Kind::Pdf { pdf::judge_drawn(file) } else { office::judge_in(kind, file, room) });
    room.up();
    judged.map_err(|rejected| match rejected {
        Rejected::Fault(Fault::Macros | Fault::OfficeActs | Fault::Bomb) | Rejected::Io(_) => rejected,
        Rejected::Fault(_) => Fault::Embedded.into(),
    })
}

/// What one file may take, with all that lies within it.
pub(super) struct Room {
    unpacked: u64,
    held: usize,
    depth: usize,
}

impl Room {
    pub(super) fn of_a_file() -> Self {
        Self { unpacked: MOST_UNPACKED, held: MOST_HELD, depth: 0 }
    }

    fn unpack(&mut self, bytes: u64) -> Result<(), Fault> {
        self.unpacked = self.unpacked.checked_sub(bytes).ok_or(Fault::Bomb)?;
        Ok(())
    }

    fn hold(&mut self, bytes: usize) -> Result<(), Fault> {
        self.held = self.held.checked_sub(bytes).ok_or(Fault::Embedded)?;
        Ok(())
    }

    fn let_go(&mut self, bytes: usize) {
        self.held += bytes;
    }

    fn deeper(&mut self) -> Result<(), Rejected> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(Fault::Embedded.into()) } else { Ok(()) }
    }

    fn up(&mut self) {
        self.depth = self.depth.saturating_sub(1);
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
