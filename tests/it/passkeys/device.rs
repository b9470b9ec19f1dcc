//! A telephone or computer with passkeys, in software: it makes keys and signs as the standard says (WebAuthn Level 3), and lies on command.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RsaKeyPair};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// An RSA key for tests: ring makes none.
const RSA: &[u8] = include_bytes!("rsa-2048.der");

/// Which kind of key it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    P256,
    Ed25519,
    Rsa,
    /// Which nobody takes.
    P384,
}

enum Pair {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(RsaKeyPair),
}

/// A key in it.
struct Key {
    id: Vec<u8>,
    handle: Vec<u8>,
    pair: Pair,
    signed: u32,
}

/// What it says that is not so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lies {
    pub(crate) purpose: Option<&'static str>,
    pub(crate) challenge: Option<Vec<u8>>,
    pub(crate) origin: Option<&'static str>,
    pub(crate) site: Option<&'static str>,
    pub(crate) inside_another: bool,
    /// Flags that are not set, and such that are.
    pub(crate) without: u8,
    pub(crate) with: u8,
    pub(crate) handle: Option<Vec<u8>>,
    pub(crate) counter: Option<u32>,
    pub(crate) id: Option<Vec<u8>>,
    pub(crate) signature: bool,
    /// What stands behind everything, and is signed with it.
    pub(crate) behind: &'static [u8],
}

pub(crate) struct Device {
    pub(crate) kind: Kind,
    pub(crate) lies: Lies,
    /// Whether it counts what it signs.
    pub(crate) counts: bool,
    /// Which flags it sets: somebody was there, and it was she.
    pub(crate) flags: u8,
    keys: Vec<Key>,
}

impl Device {
    pub(crate) fn new() -> Self {
        Self::of(Kind::P256)
    }

    pub(crate) fn of(kind: Kind) -> Self {
        Self { kind, lies: Lies::default(), counts: true, flags: 0x05, keys: Vec::new() }
    }

    /// From now on it says so.
    pub(crate) fn says(&mut self, lies: Lies) {
        self.lies = lies;
    }

    /// Makes a key, as the page of an account asks. Nothing, where it has one already that the page names.
    pub(crate) fn makes(&mut self, request: &Value) -> Option<String> {
        assert_eq!(request["authenticatorSelection"], json!({"residentKey": "required", "requireResidentKey": true, "userVerification": "required"}));
        assert_eq!(request["attestation"], "none");
        let known: Vec<Vec<u8>> = request["excludeCredentials"].as_array().unwrap().iter().map(|id| unwritten(id.as_str().unwrap())).collect();
        if self.keys.iter().any(|key| known.contains(&key.id)) {
            return None;
        }
        let (pair, cose) = made(self.kind);
        let key = Key { id: rand::random::<[u8; 32]>().to_vec(), handle: unwritten(request["user"]["id"].as_str().unwrap()), pair, signed: 0 };
        // One for each person: a new one takes the place of the one before.
        self.keys.retain(|other| other.handle != key.handle);
        let id = self.lies.id.clone().unwrap_or_else(|| key.id.clone());
        let attested = [[7; 16].as_slice(), &u16::try_from(id.len()).unwrap().to_be_bytes(), &id, &cose].concat();
        let data = self.data(request["rp"]["id"].as_str().unwrap(), 0x40, key.signed, &attested);
        let object = [[0xa3].as_slice(), &text("fmt"), &text("none"), &text("attStmt"), &[0xa0], &text("authData"), &bytes(&data)].concat();
        let client = self.client(request, "webauthn.create");
        let answer = json!({"id": written(&id), "response": {"clientDataJSON": written(&client), "attestationObject": written(&object)}});
        self.keys.push(key);
        Some(answer.to_string())
    }

    /// Signs, with the key that it made last, what the page asks of whoever signs in.
    pub(crate) fn signs(&mut self, request: &Value) -> String {
        assert_eq!(request["userVerification"], "required");
        let counts = self.counts;
        let key = self.keys.last_mut().unwrap();
        key.signed += u32::from(counts);
        let (signed, id, handle) = (key.signed, key.id.clone(), key.handle.clone());
        let data = self.data(request["rpId"].as_str().unwrap(), 0, signed, &[]);
        let client = self.client(request, "webauthn.get");
        let mut signature = self.keys.last().unwrap().pair.sign(&[data.as_slice(), &Sha256::digest(&client)].concat());
        if self.lies.signature {
            *signature.last_mut().unwrap() ^= 1;
        }
        let (id, handle) = (self.lies.id.clone().unwrap_or(id), self.lies.handle.clone().unwrap_or(handle));
        let response = json!({
            "clientDataJSON": written(&client), "authenticatorData": written(&data), "signature": written(&signature), "userHandle": written(&handle),
        });
        json!({"id": written(&id), "response": response}).to_string()
    }

    fn data(&self, site: &str, flags: u8, signed: u32, rest: &[u8]) -> Vec<u8> {
        let flags = (self.flags | flags | self.lies.with) & !self.lies.without;
        let site = Sha256::digest(self.lies.site.unwrap_or(site));
        [site.as_slice(), &[flags], &self.lies.counter.unwrap_or(signed).to_be_bytes(), rest, self.lies.behind].concat()
    }

    fn client(&self, request: &Value, purpose: &str) -> Vec<u8> {
        let challenge = self.lies.challenge.as_ref().map_or_else(|| request["challenge"].as_str().unwrap().to_owned(), |bytes| written(bytes));
        let (purpose, origin) = (self.lies.purpose.unwrap_or(purpose), self.lies.origin.unwrap_or(super::ORIGIN));
        json!({"type": purpose, "challenge": challenge, "origin": origin, "crossOrigin": self.lies.inside_another}).to_string().into_bytes()
    }
}

impl Pair {
    fn sign(&self, what: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(pair) => pair.sign(&SystemRandom::new(), what).unwrap().as_ref().to_vec(),
            Self::Ed25519(pair) => pair.sign(what).as_ref().to_vec(),
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&signature::RSA_PKCS1_SHA256, &SystemRandom::new(), what, &mut signature).unwrap();
                signature
            }
        }
    }
}

/// A key, and its public half as devices write it (COSE_Key).
fn made(kind: Kind) -> (Pair, Vec<u8>) {
    let random = SystemRandom::new();
    match kind {
        Kind::P256 | Kind::P384 => {
            let way = &signature::ECDSA_P256_SHA256_ASN1_SIGNING;
            let pair = EcdsaKeyPair::from_pkcs8(way, EcdsaKeyPair::generate_pkcs8(way, &random).unwrap().as_ref(), &random).unwrap();
            let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
            // kty 2, alg -7, crv 1; of the kind that nobody takes alg -35, crv 2.
            let head: &[u8] = if kind == Kind::P256 { &[0xa5, 1, 2, 3, 0x26, 0x20, 1] } else { &[0xa5, 1, 2, 3, 0x38, 0x22, 0x20, 2] };
            let cose = [head, &[0x21], &bytes(x), &[0x22], &bytes(y)].concat();
            (Pair::P256(pair), cose)
        }
        Kind::Ed25519 => {
            let pair = Ed25519KeyPair::from_pkcs8(Ed25519KeyPair::generate_pkcs8(&random).unwrap().as_ref()).unwrap();
            let cose = [[0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21].as_slice(), &bytes(pair.public_key().as_ref())].concat();
            (Pair::Ed25519(pair), cose)
        }
        Kind::Rsa => {
            let pair = RsaKeyPair::from_der(RSA).unwrap();
            // Two numbers in DER, the first behind nine bytes of heads and a nought, the second 65537.
            let n = &pair.public().as_ref()[9..265];
            let cose = [[0xa4, 1, 3, 3, 0x39, 1, 0, 0x20].as_slice(), &bytes(n), &[0x21], &bytes(&[1, 0, 1])].concat();
            (Pair::Rsa(pair), cose)
        }
    }
}

/// Bytes in CBOR.
fn bytes(bytes: &[u8]) -> Vec<u8> {
    headed(0x40, bytes)
}

/// A text in CBOR.
fn text(text: &str) -> Vec<u8> {
    headed(0x60, text.as_bytes())
}

fn headed(kind: u8, bytes: &[u8]) -> Vec<u8> {
    let head = match u16::try_from(bytes.len()).unwrap() {
        short @ 0..24 => vec![kind | u8::try_from(short).unwrap()],
        one @ 24..256 => vec![kind | 24, u8::try_from(one).unwrap()],
        two => [[kind | 25].as_slice(), &two.to_be_bytes()].concat(),
    };
    [head.as_slice(), bytes].concat()
}

pub(crate) fn written(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn unwritten(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}
