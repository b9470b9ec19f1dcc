//! What of CBOR (RFC 8949) authenticators write: maps of definite length, read with minicbor, which nothing can make recurse.

use minicbor::Decoder;
use minicbor::data::Type;

/// No map of theirs has more entries.
const MOST: u64 = 16;

/// What an attestation object is about (`authData`). Its statement is passed over: what it attests is not asked for.
pub(super) fn authenticator_data(object: &[u8]) -> Option<&[u8]> {
    let mut from = Decoder::new(object);
    let (mut data, mut format) = (None, None);
    for _ in 0..entries(&mut from)? {
        match from.str().ok()? {
            "authData" if data.is_none() => data = Some(from.bytes().ok()?),
            "fmt" if format.is_none() => format = Some(from.str().ok()?),
            "authData" | "fmt" => return None,
            _ => from.skip().ok()?,
        }
    }
    format?;
    data.filter(|_| from.position() == object.len())
}

/// How many bytes the map takes with which these begin.
pub(super) fn length_of_map(bytes: &[u8]) -> Option<usize> {
    let mut from = Decoder::new(bytes);
    if from.datatype().ok()? != Type::Map {
        return None;
    }
    from.skip().ok()?;
    Some(from.position())
}

fn entries(from: &mut Decoder) -> Option<u64> {
    from.map().ok()?.filter(|entries| *entries <= MOST)
}

/// The parts of a COSE_Key (RFC 9053, 7).
#[derive(Default)]
pub(super) struct Cose<'a> {
    pub(super) kind: i64,
    pub(super) algorithm: i64,
    pub(super) curve: Option<i64>,
    /// Of RSA, where the others say which curve.
    pub(super) n: Option<&'a [u8]>,
    pub(super) x: Option<&'a [u8]>,
    pub(super) y: Option<&'a [u8]>,
}

impl<'a> Cose<'a> {
    /// All of it, and nothing behind it. What stands there twice is none.
    pub(super) fn read(key: &'a [u8]) -> Option<Self> {
        let mut from = Decoder::new(key);
        let (mut read, mut labels) = (Self::default(), Vec::new());
        for _ in 0..entries(&mut from)? {
            let label = from.i64().ok()?;
            if labels.contains(&label) {
                return None;
            }
            labels.push(label);
            match label {
                1 => read.kind = from.i64().ok()?,
                3 => read.algorithm = from.i64().ok()?,
                -1 if from.datatype().ok()? == Type::Bytes => read.n = Some(from.bytes().ok()?),
                -1 => read.curve = Some(from.i64().ok()?),
                -2 => read.x = Some(from.bytes().ok()?),
                -3 => read.y = Some(from.bytes().ok()?),
                _ => from.skip().ok()?,
            }
        }
        (from.position() == key.len()).then_some(read)
    }
}
