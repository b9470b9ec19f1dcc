//! Bytes that are sealed: whoever does not have the key neither reads nor changes them, and what is sealed for one purpose is nothing
//! for another.

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;

/// Seals them for a purpose, with a key that serves no other.
pub(super) fn seal(key: &[u8], what: &[u8], mut plain: Vec<u8>) -> Option<Vec<u8>> {
    let nonce: [u8; NONCE_LEN] = rand::random();
    cipher(key, what)?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(what), &mut plain).ok()?;
    Some([nonce.as_slice(), &plain].concat())
}

/// Opens them; nothing when they were not sealed with this key, for this purpose, as they are.
pub(super) fn open(key: &[u8], what: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN)?;
    let mut sealed = sealed.to_vec();
    let opened = cipher(key, what)?.open_in_place(Nonce::try_assume_unique_for_key(nonce).ok()?, Aad::from(what), &mut sealed).ok()?;
    Some(opened.to_vec())
}

fn cipher(key: &[u8], what: &[u8]) -> Option<LessSafeKey> {
    let own = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), what);
    UnboundKey::new(&CHACHA20_POLY1305, own.as_ref()).ok().map(LessSafeKey::new)
}
