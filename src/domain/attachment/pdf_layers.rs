//! What lies packed in a PDF, unpacked as it comes and looked through: also what is packed twice, in the ways that leave names
//! to be found (ISO 32000-1, 7.4).

use flate2::{Decompress, FlushDecompress, Status};

use super::Fault;
use super::pdf_names::{AHEAD, Name, Packing, judge_name};

/// Packed and packed again, and again; honest pages stop at two.
const DEEPEST: usize = 4;
/// So much shows how something is packed.
const HEAD: usize = 64;
const STEP: usize = 32 * 1024;

/// What is found while looking, and what may still be unpacked.
#[derive(Default)]
pub(super) struct Looking {
    /// So many bytes may still be unpacked.
    pub(super) left: u64,
    /// Something is done when it is opened that is not just a place to begin at.
    pub(super) begins: bool,
    /// Something in it leads to another file or to a printer.
    pub(super) leads: bool,
}

impl Looking {
    /// Judges the names that begin in the first bytes.
    fn judge(&mut self, bytes: &[u8], first: usize) -> Result<(), Fault> {
        for (place, _) in bytes.iter().take(first).enumerate().filter(|(_, byte)| **byte == b'/') {
            let rest = bytes.get(place..).unwrap_or_default();
            self.note(&judge_name(rest.get(..AHEAD).unwrap_or(rest))?);
        }
        Ok(())
    }

    /// Notes what acts only together with something else.
    pub(super) fn note(&mut self, name: &Name) {
        self.begins |= *name == Name::Begins;
        self.leads |= *name == Name::Leads;
    }
}

/// A depth of what is packed: its bytes, and what unpacks them further.
pub(super) struct Layer {
    depth: usize,
    /// How the stream says that it is packed, from here on.
    said: Vec<Packing>,
    /// The first bytes, until they show how it goes on; `None` afterwards.
    head: Option<Vec<u8>>,
    /// The end of what came before: no name is cut in two.
    kept: Vec<u8>,
    inner: Option<Box<(Unpacker, Self)>>,
    /// The first sign that is no blank.
    pub(super) first: Option<u8>,
}

impl Layer {
    /// What stands in the file itself, where its names have been judged already.
    pub(super) fn of(said: Vec<Packing>) -> Self {
        Self::at(0, said)
    }

    fn at(depth: usize, said: Vec<Packing>) -> Self {
        Self { depth, said, head: Some(Vec::new()), kept: Vec::new(), inner: None, first: None }
    }

    /// Takes the next bytes, and says whether more can come of them.
    pub(super) fn take(&mut self, bytes: &[u8], looking: &mut Looking) -> Result<bool, Fault> {
        if self.depth > 0 {
            self.first = self.first.or_else(|| bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace() && *byte != 0));
            self.kept.extend_from_slice(bytes);
            let whole = self.kept.len().saturating_sub(AHEAD);
            looking.judge(&self.kept, whole)?;
            self.kept.drain(..whole);
        }
        match &mut self.head {
            None => self.pass(bytes, looking),
            Some(head) => {
                head.extend_from_slice(bytes);
                if head.len() < HEAD { Ok(true) } else { self.begin(looking) }
            }
        }
    }

    /// Nothing more comes. Says whether what is packed came to its end; what only looks packed once more need not, since
    /// figures can look like anything: `80 0` begins as what is deflated does.
    pub(super) fn end(&mut self, looking: &mut Looking) -> Result<bool, Fault> {
        if self.head.is_some() {
            self.begin(looking)?;
        }
        looking.judge(&self.kept, self.kept.len())?;
        let Some(inner) = &mut self.inner else { return Ok(true) };
        inner.1.end(looking)?;
        Ok(inner.0.ended)
    }

    /// The depth below.
    pub(super) fn inner(&self) -> Option<&Self> {
        self.inner.as_ref().map(|inner| &inner.1)
    }

    fn begin(&mut self, looking: &mut Looking) -> Result<bool, Fault> {
        let head = self.head.take().unwrap_or_default();
        let (next, rest) = self.said.split_first().map_or((None, Vec::new()), |(next, rest)| (Some(*next), rest.to_vec()));
        let packing = match next {
            // What it is decides, and what it says where that cannot be seen.
            _ if is_flate(&head) => Some(Packing::Flate),
            Some(said) if said.is_readable() && said != Packing::Flate => Some(said),
            _ if self.depth > 0 && is_hex(&head) => Some(Packing::Hex),
            _ => None,
        };
        let Some(packing) = packing else { return Ok(true) };
        if self.depth >= DEEPEST {
            return Err(Fault::Damaged);
        }
        self.inner = Some(Box::new((Unpacker::new(packing), Self::at(self.depth + 1, rest))));
        self.pass(&head, looking)
    }

    fn pass(&mut self, bytes: &[u8], looking: &mut Looking) -> Result<bool, Fault> {
        let depth = self.depth;
        let Some(inner) = &mut self.inner else { return Ok(depth > 0) };
        let (unpacker, layer) = &mut **inner;
        unpacker.unpack(bytes, |unpacked| {
            looking.left = looking.left.saturating_sub(u64::try_from(unpacked.len()).unwrap_or(u64::MAX));
            layer.take(unpacked, looking)?;
            Ok(looking.left > 0)
        })
    }
}

/// RFC 1950: deflate, and a first pair of bytes that can be divided by 31.
pub(super) fn is_flate(content: &[u8]) -> bool {
    let pair = content.first().zip(content.get(1)).map(|(method, check)| (u16::from(*method), u16::from(*check)));
    pair.is_some_and(|(method, check)| method & 0x0f == 8 && method >> 4 <= 7 && (method * 256 + check) % 31 == 0)
}

fn is_hex(head: &[u8]) -> bool {
    head.len() >= 16 && head.iter().all(|byte| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace() || *byte == b'>')
}

struct Unpacker {
    how: How,
    /// Its end has come, or what cannot be unpacked.
    over: bool,
    ended: bool,
}

enum How {
    Flate(Box<Decompress>),
    /// The half of a pair.
    Hex(Option<u8>),
    /// Up to five signs.
    Ascii85(Vec<u8>),
    /// So many bytes as they are, or the next one so many times.
    RunLength(usize, usize),
}

impl Unpacker {
    fn new(packing: Packing) -> Self {
        let how = match packing {
            Packing::Hex => How::Hex(None),
            Packing::Ascii85 => How::Ascii85(Vec::new()),
            Packing::RunLength => How::RunLength(0, 0),
            Packing::Flate | Packing::Lzw | Packing::Other => How::Flate(Box::new(Decompress::new(true))),
        };
        Self { how, over: false, ended: false }
    }

    /// Unpacks and tells; ends when told that it was enough.
    fn unpack(&mut self, bytes: &[u8], mut tell: impl FnMut(&[u8]) -> Result<bool, Fault>) -> Result<bool, Fault> {
        if self.over {
            return Ok(false);
        }
        let mut out = Vec::new();
        let ended = match &mut self.how {
            How::Flate(state) => {
                let (over, ended) = inflate(state, bytes, &mut tell)?;
                (self.over, self.ended) = (over, ended);
                return Ok(!over);
            }
            How::Hex(half) => hex(half, bytes, &mut out),
            How::Ascii85(group) => ascii85(group, bytes, &mut out),
            How::RunLength(plain, times) => run_length(plain, times, bytes, &mut out),
        };
        let more = out.is_empty() || tell(&out)?;
        self.ended = ended;
        self.over = ended || !more;
        Ok(!self.over)
    }
}

/// Says whether it is over, and whether that was its end.
fn inflate(state: &mut Decompress, mut bytes: &[u8], tell: &mut impl FnMut(&[u8]) -> Result<bool, Fault>) -> Result<(bool, bool), Fault> {
    let mut out = vec![0; STEP];
    loop {
        let (read, written) = (state.total_in(), state.total_out());
        let status = state.decompress(bytes, &mut out, FlushDecompress::None);
        let used = usize::try_from(state.total_in() - read).unwrap_or(usize::MAX);
        let made = usize::try_from(state.total_out() - written).unwrap_or(usize::MAX);
        if made > 0 && !tell(out.get(..made).unwrap_or_default())? {
            return Ok((true, false));
        }
        bytes = bytes.get(used..).unwrap_or_default();
        match status {
            Err(_) => return Ok((true, false)),
            Ok(Status::StreamEnd) => return Ok((true, true)),
            Ok(_) if made == 0 && (bytes.is_empty() || used == 0) => return Ok((false, false)),
            Ok(_) => {}
        }
    }
}

fn hex(half: &mut Option<u8>, bytes: &[u8], out: &mut Vec<u8>) -> bool {
    for byte in bytes {
        let Some(digit) = char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else {
            if *byte == b'>' {
                out.extend(half.take().map(|high| high * 16));
                return true;
            }
            continue;
        };
        match half.take() {
            None => *half = Some(digit),
            Some(high) => out.push(high * 16 + digit),
        }
    }
    false
}

fn ascii85(group: &mut Vec<u8>, bytes: &[u8], out: &mut Vec<u8>) -> bool {
    let number = |group: &[u8]| (0..5).fold(0u32, |sum, at| sum.wrapping_mul(85).wrapping_add(u32::from(group.get(at).copied().unwrap_or(84)))).to_be_bytes();
    for byte in bytes {
        match byte {
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            b'~' => {
                out.extend(number(group).iter().take(group.len().saturating_sub(1)));
                group.clear();
                return true;
            }
            _ => {}
        }
        if group.len() == 5 {
            out.extend_from_slice(&number(group));
            group.clear();
        }
    }
    false
}

fn run_length(plain: &mut usize, times: &mut usize, bytes: &[u8], out: &mut Vec<u8>) -> bool {
    for byte in bytes {
        if *plain > 0 {
            *plain -= 1;
            out.push(*byte);
        } else if *times > 0 {
            out.extend(std::iter::repeat_n(*byte, *times));
            *times = 0;
        } else {
            match byte {
                0..=127 => *plain = usize::from(*byte) + 1,
                128 => return true,
                _ => *times = 257 - usize::from(*byte),
            }
        }
    }
    false
}
