//! Files that only the holder of a key can open, in the format of age, version 1 (<https://c2sp.org/age>), for keys of X25519: what is
//! written here `age -d` opens as well, in twenty years too (ADR 0067). The format alone is ours; its primitives are those of ring and
//! curve25519-dalek.

mod bech32;
mod payload;

use std::io::{self, BufRead, Write};
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use curve25519_dalek::montgomery::MontgomeryPoint;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::{hkdf, hmac};

pub use payload::{Opening, Sealing};

const VERSION: &str = "age-encryption.org/v1";
const STANZA: &str = "X25519";
const INFO: &[u8] = b"age-encryption.org/v1/X25519";
/// What a key is called when it is written.
const PUBLIC: &str = "age";
const SECRET: &str = "age-secret-key-";
/// A line of a header is never longer than this, and a header has no more lines.
const LONGEST: u64 = 1024;
const LINES: usize = 400;

/// To whom a file is sealed: everybody may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient([u8; 32]);

/// Who can open what was sealed to her. Nothing prints it by accident.
pub struct Identity([u8; 32]);

/// Why something cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum Closed {
    /// It is no such file, or its beginning is damaged.
    #[error("this is no file that was encrypted with age, or its beginning is damaged")]
    NotOurs,
    /// It was sealed to others.
    #[error("this file was encrypted for another key than this one")]
    OtherKey,
    /// Its head was changed.
    #[error("the head of this file has been changed since it was written")]
    Changed,
    /// It cannot be read.
    #[error("this file cannot be read: {0}")]
    Io(#[from] io::Error),
}

impl Identity {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        Self(rand::random())
    }

    /// The other half.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        Recipient(MontgomeryPoint::mul_base_clamped(self.0).0)
    }

    /// `AGE-SECRET-KEY-1…`, as it stands in the file of a key.
    #[must_use]
    pub fn reveal(&self) -> String {
        bech32::encode(SECRET, &self.0).to_uppercase()
    }

    /// Those in the text of a key file; lines that begin with `#` are comments, and keys of other kinds are not ours to read.
    #[must_use]
    pub fn all(text: &str) -> Vec<Self> {
        // One case throughout, as the format asks.
        let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#') && line.to_uppercase() == *line);
        lines.filter_map(|line| bech32::decode(SECRET, &line.to_lowercase()).map(Self)).collect()
    }

    /// The first of them.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::all(text).into_iter().next()
    }
}

impl Default for Identity {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Display for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&bech32::encode(PUBLIC, &self.0))
    }
}

impl FromStr for Recipient {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        bech32::decode(PUBLIC, text.trim()).map(Self).ok_or("this is no public key of age. It begins with age1 and has 62 letters and digits")
    }
}

/// Writes the head of a file that each of these can open, and gives what takes its content.
///
/// # Errors
/// When it cannot be written.
pub fn seal<W: Write>(mut out: W, to: &[Recipient]) -> io::Result<Sealing<W>> {
    let file_key: [u8; 16] = rand::random();
    let mut head = format!("{VERSION}\n");
    for recipient in to {
        let once = Identity::new();
        let share = once.recipient().0;
        let wrapped = wrapping_key(&once.0, &recipient.0, &share, &recipient.0).and_then(|key| encrypted(&key, &file_key)).ok_or_else(odd)?;
        head.push_str(&format!("-> {STANZA} {}\n{}\n", STANDARD_NO_PAD.encode(share), STANDARD_NO_PAD.encode(wrapped)));
    }
    head.push_str("---");
    let mac = mac(&file_key, head.as_bytes()).ok_or_else(odd)?;
    out.write_all(format!("{head} {}\n", STANDARD_NO_PAD.encode(mac)).as_bytes())?;
    let nonce: [u8; 16] = rand::random();
    out.write_all(&nonce)?;
    Ok(Sealing::new(out, cipher(&derived(&file_key, &nonce, b"payload").ok_or_else(odd)?).ok_or_else(odd)?))
}

/// Reads the head of a file, and gives what reads its content.
///
/// # Errors
/// When it is none, is damaged, or was sealed to others.
pub fn open<R: BufRead>(mut from: R, identity: &Identity) -> Result<Opening<R>, Closed> {
    let mut head = Vec::new();
    if line(&mut from, &mut head)? != VERSION {
        return Err(Closed::NotOurs);
    }
    let mut found = None;
    for _ in 0..LINES {
        let before = head.len();
        let said = line(&mut from, &mut head)?;
        if let Some(written) = said.strip_prefix("--- ") {
            let file_key: [u8; 16] = found.ok_or(Closed::OtherKey)?;
            head.truncate(before + 3);
            let key = derived(&file_key, &[], b"header").ok_or(Closed::NotOurs)?;
            let mac = STANDARD_NO_PAD.decode(written).map_err(|_| Closed::NotOurs)?;
            hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, &key), &head, &mac).map_err(|_| Closed::Changed)?;
            let mut nonce = [0; 16];
            from.read_exact(&mut nonce)?;
            let cipher = derived(&file_key, &nonce, b"payload").and_then(|key| cipher(&key)).ok_or(Closed::NotOurs)?;
            return Ok(Opening::new(from, cipher));
        }
        let stanza = said.strip_prefix("-> ").ok_or(Closed::NotOurs)?.to_owned();
        let mut body = String::new();
        loop {
            let part = line(&mut from, &mut head)?;
            body.push_str(&part);
            if part.len() < 64 {
                break;
            }
        }
        found = found.or_else(|| unwrapped(&stanza, &body, identity));
    }
    Err(Closed::NotOurs)
}

/// A line of the head, which is also added to what is authenticated.
fn line(from: &mut impl BufRead, head: &mut Vec<u8>) -> Result<String, Closed> {
    let before = head.len();
    io::Read::take(from, LONGEST).read_until(b'\n', head)?;
    let read = head.get(before..).unwrap_or_default();
    let text = read.strip_suffix(b"\n").ok_or(Closed::NotOurs)?;
    String::from_utf8(text.to_vec()).map_err(|_| Closed::NotOurs)
}

/// The key of the file, when the stanza is for this identity.
fn unwrapped(stanza: &str, body: &str, identity: &Identity) -> Option<[u8; 16]> {
    let share: [u8; 32] = STANDARD_NO_PAD.decode(stanza.strip_prefix(STANZA)?.strip_prefix(' ')?).ok()?.try_into().ok()?;
    let mut wrapped = STANDARD_NO_PAD.decode(body).ok()?;
    let own = identity.recipient().0;
    let key = wrapping_key(&identity.0, &share, &share, &own)?;
    cipher(&key)?.open_in_place(Nonce::assume_unique_for_key([0; 12]), Aad::empty(), &mut wrapped).ok()?.try_into().ok()
}

fn wrapping_key(secret: &[u8; 32], point: &[u8; 32], share: &[u8; 32], recipient: &[u8; 32]) -> Option<[u8; 32]> {
    let shared = MontgomeryPoint(*point).mul_clamped(*secret).0;
    // A point of low order would let anybody know what is shared.
    if shared == [0; 32] {
        return None;
    }
    derived(&shared, &[share.as_slice(), recipient].concat(), INFO)
}

fn derived(secret: &[u8], salt: &[u8], info: &[u8]) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(secret).expand(&[info], hkdf::HKDF_SHA256).ok()?.fill(&mut key).ok()?;
    Some(key)
}

fn mac(file_key: &[u8], head: &[u8]) -> Option<hmac::Tag> {
    Some(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &derived(file_key, &[], b"header")?), head))
}

fn cipher(key: &[u8; 32]) -> Option<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, key).ok().map(LessSafeKey::new)
}

/// Each of these keys is used once, so that the nonce can be always the same.
fn encrypted(key: &[u8; 32], plain: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = plain.to_vec();
    cipher(key)?.seal_in_place_append_tag(Nonce::assume_unique_for_key([0; 12]), Aad::empty(), &mut bytes).ok()?;
    Some(bytes)
}

fn odd() -> io::Error {
    io::Error::other("the file could not be encrypted")
}

#[cfg(test)]
mod tests;
