//! Passkeys: keys that lie in somebody's telephone or computer, and sign when she has shown there that it is she (WebAuthn Level 3). What one
//! says is believed only when every part of it is what was asked for: what it is for, in answer to what, on which site, and by which key
//! (ADR 0097).

mod cbor;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{self, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::{Deserialize, Deserializer};
use sha2::{Digest as _, Sha256};

use super::ids::PersonId;

/// Longer than any honest answer.
const LONGEST: usize = 16 * 1024;
/// The longest name that a key can have for its authenticator (WebAuthn Level 3, 5.8.3).
const LONGEST_ID: usize = 1_023;
/// So many keys one person has at most.
pub const MOST: usize = 10;
/// So long is what she calls one of them.
pub const LONGEST_NAME: usize = 60;

/// Which ways of signing are taken, the one that is liked best first (COSE, RFC 9053 and RFC 8812).
pub const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];
const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;

/// Somebody was there.
const PRESENT: u8 = 0x01;
/// It was she: by her finger, her face or a code of the device.
const VERIFIED: u8 = 0x04;
/// Copies of the key may lie elsewhere.
const MAY_BE_COPIED: u8 = 0x08;
/// They do.
const IS_COPIED: u8 = 0x10;
/// The key itself follows.
const KEY_FOLLOWS: u8 = 0x40;
/// What nobody has asked for follows.
const MORE_FOLLOWS: u8 = 0x80;

/// Why a passkey is not believed. For the log: whoever reads the page learns only that it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyFault {
    /// It is no answer of an authenticator.
    #[error("it is no answer of an authenticator")]
    Unreadable,
    /// Made for something else.
    #[error("it is an answer to something else: type is not what was asked for")]
    Purpose,
    /// In answer to another question.
    #[error("it answers another question, or one that nobody asked here: challenge is not the one that was sent")]
    Challenge,
    /// Made on another site.
    #[error("it was made on another site, or inside of one: origin is not the public address")]
    Origin,
    /// The key is for another site.
    #[error("the key is another site's: rpIdHash is not that of the public address")]
    Site,
    /// Nobody has shown the device who she is.
    #[error("nobody has shown the device who she is (UP, UV)")]
    Unverified,
    /// What it says of copies cannot be.
    #[error("what it says of copies of the key cannot be, or is not what it said before (BE, BS)")]
    Copies,
    /// Signs in a way that is not taken.
    #[error("it signs in another way than ES256, EdDSA or RS256, or its key is none")]
    Algorithm,
    /// Belongs to somebody else.
    #[error("it names another person than the one whose key it is (userHandle)")]
    Owner,
    /// The signature is not of this.
    #[error("its signature is false")]
    Signature,
    /// It has signed less often than before.
    #[error("its counter has gone back: there may be a copy of the key")]
    Counter,
}

/// What an answer must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The random bytes that were sent.
    pub challenge: &'a [u8],
    /// Where the page stands, sign for sign: scheme, host and port.
    pub origin: &'a str,
    /// The host for which the key is.
    pub site: &'a str,
}

/// How somebody is called towards her authenticator: no name, and nobody else's. A digest of her id, so that a new key of hers takes the place
/// of one that was made and never kept.
#[must_use]
pub fn handle(person: PersonId) -> Vec<u8> {
    Sha256::digest(format!("passkeys are for {person}")).to_vec()
}

/// A key that was made just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPasskey {
    /// The authenticator's own name for it.
    pub id: Vec<u8>,
    /// As it came (COSE_Key).
    pub key: Vec<u8>,
    /// How often it has signed, where it counts.
    pub counter: u32,
    /// Copies of it may lie elsewhere.
    pub may_be_copied: bool,
}

/// A key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPasskey {
    /// As it came (COSE_Key).
    pub key: Vec<u8>,
    /// How often it had signed when it was used last.
    pub counter: u32,
    /// Copies of it may lie elsewhere.
    pub may_be_copied: bool,
}

/// What an authenticator has signed in order to let somebody in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// Which key.
    pub id: Vec<u8>,
    client: Vec<u8>,
    data: Vec<u8>,
    signature: Vec<u8>,
    handle: Vec<u8>,
}

#[derive(Deserialize)]
struct Answer<R> {
    id: Bytes,
    response: R,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Made {
    #[serde(rename = "clientDataJSON")]
    client: Bytes,
    attestation_object: Bytes,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asserted {
    #[serde(rename = "clientDataJSON")]
    client: Bytes,
    authenticator_data: Bytes,
    signature: Bytes,
    /// Always there: nobody has said whose key it shall be.
    user_handle: Bytes,
}

/// Written in base64, for addresses and without padding.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = String::deserialize(from)?;
        URL_SAFE_NO_PAD.decode(raw).map(Self).map_err(serde::de::Error::custom)
    }
}

fn answer<'a, R: Deserialize<'a>>(raw: &'a str) -> Result<Answer<R>, PasskeyFault> {
    if raw.len() > LONGEST {
        return Err(PasskeyFault::Unreadable);
    }
    serde_json::from_str(raw).map_err(|_| PasskeyFault::Unreadable)
}

impl NewPasskey {
    /// Reads what an authenticator says that has made a key, and believes it if all of it is as expected. Who made the authenticator is not
    /// asked, and not believed where one says it: an attestation is not read.
    ///
    /// # Errors
    /// [`PasskeyFault`], the first that is found.
    pub fn read(raw: &str, expected: &Expected) -> Result<Self, PasskeyFault> {
        let Answer { id, response: made } = answer::<Made>(raw)?;
        believe_client(&made.client.0, "webauthn.create", expected)?;
        let data = cbor::authenticator_data(&made.attestation_object.0).ok_or(PasskeyFault::Unreadable)?;
        let said = Said::read(data)?;
        said.believe(expected)?;
        let (own_id, key) = said.key.ok_or(PasskeyFault::Unreadable)?;
        if own_id != id.0 || own_id.is_empty() || own_id.len() > LONGEST_ID {
            return Err(PasskeyFault::Unreadable);
        }
        Numbers::of(key).ok_or(PasskeyFault::Algorithm)?;
        Ok(Self { id: own_id.to_vec(), key: key.to_vec(), counter: said.counter, may_be_copied: said.is(MAY_BE_COPIED) })
    }
}

impl Assertion {
    /// Reads what an authenticator has signed. Nothing of it is believed yet.
    ///
    /// # Errors
    /// [`PasskeyFault::Unreadable`]
    pub fn read(raw: &str) -> Result<Self, PasskeyFault> {
        let Answer { id, response } = answer::<Asserted>(raw)?;
        let Asserted { client, authenticator_data, signature, user_handle } = response;
        Ok(Self { id: id.0, client: client.0, data: authenticator_data.0, signature: signature.0, handle: user_handle.0 })
    }

    /// Believes it, if all of it is as expected, of this key and of its owner. Says how often the key has signed by now. That it has signed less
    /// often than before is found last: only who has the key can cause it.
    ///
    /// # Errors
    /// [`PasskeyFault`], the first that is found.
    pub fn believed(&self, kept: &KeptPasskey, owner: PersonId, expected: &Expected) -> Result<u32, PasskeyFault> {
        believe_client(&self.client, "webauthn.get", expected)?;
        let said = Said::read(&self.data)?;
        said.believe(expected)?;
        if said.key.is_some() {
            return Err(PasskeyFault::Unreadable);
        }
        if self.handle != handle(owner) {
            return Err(PasskeyFault::Owner);
        }
        if said.is(MAY_BE_COPIED) != kept.may_be_copied {
            return Err(PasskeyFault::Copies);
        }
        let signed = [self.data.as_slice(), &Sha256::digest(&self.client)].concat();
        if !Numbers::of(&kept.key).ok_or(PasskeyFault::Algorithm)?.have_signed(&signed, &self.signature) {
            return Err(PasskeyFault::Signature);
        }
        // Whoever does not count says nought, and always has.
        let counts = said.counter != 0 || kept.counter != 0;
        if counts && said.counter <= kept.counter { Err(PasskeyFault::Counter) } else { Ok(said.counter) }
    }
}

/// What the browser says of the page on which it was.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    r#type: String,
    challenge: Bytes,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<serde_json::Value>,
}

fn believe_client(raw: &[u8], purpose: &str, expected: &Expected) -> Result<(), PasskeyFault> {
    let client: Client = serde_json::from_slice(raw).map_err(|_| PasskeyFault::Unreadable)?;
    if client.r#type != purpose {
        Err(PasskeyFault::Purpose)
    } else if client.challenge.0 != expected.challenge {
        Err(PasskeyFault::Challenge)
    } else if client.origin != expected.origin || client.cross_origin || client.top_origin.is_some() {
        Err(PasskeyFault::Origin)
    } else {
        Ok(())
    }
}

/// What the authenticator says (authenticator data, WebAuthn Level 3, 6.1).
struct Said<'a> {
    site_hash: &'a [u8],
    flags: u8,
    counter: u32,
    /// The key's name and the key, where it was made just now.
    key: Option<(&'a [u8], &'a [u8])>,
}

impl<'a> Said<'a> {
    fn read(data: &'a [u8]) -> Result<Self, PasskeyFault> {
        Self::parted(data).ok_or(PasskeyFault::Unreadable)
    }

    /// To its last byte.
    fn parted(data: &'a [u8]) -> Option<Self> {
        let (site_hash, rest) = data.split_at_checked(32)?;
        let (flags, rest) = rest.split_first()?;
        let (counter, mut rest) = rest.split_first_chunk::<4>()?;
        let mut key = None;
        if flags & KEY_FOLLOWS != 0 {
            // Sixteen bytes say which model it is.
            let (length, behind) = rest.get(16..)?.split_first_chunk::<2>()?;
            let (id, behind) = behind.split_at_checked(u16::from_be_bytes(*length).into())?;
            let (own, behind) = behind.split_at_checked(cbor::length_of_map(behind)?)?;
            (key, rest) = (Some((id, own)), behind);
        }
        if flags & MORE_FOLLOWS != 0 {
            rest = rest.get(cbor::length_of_map(rest)?..)?;
        }
        rest.is_empty().then_some(Self { site_hash, flags: *flags, counter: u32::from_be_bytes(*counter), key })
    }

    fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    fn believe(&self, expected: &Expected) -> Result<(), PasskeyFault> {
        if self.site_hash != Sha256::digest(expected.site).as_slice() {
            Err(PasskeyFault::Site)
        } else if !self.is(PRESENT) || !self.is(VERIFIED) {
            Err(PasskeyFault::Unverified)
        } else if self.is(IS_COPIED) && !self.is(MAY_BE_COPIED) {
            Err(PasskeyFault::Copies)
        } else {
            Ok(())
        }
    }
}

/// What a key is made of.
#[derive(Debug)]
enum Numbers {
    /// A point of P-256, uncompressed.
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
}

impl Numbers {
    /// Of a COSE_Key (RFC 9052, 7), if it is of a kind that is taken.
    fn of(key: &[u8]) -> Option<Self> {
        let cose = cbor::Cose::read(key)?;
        match (cose.kind, cose.algorithm, cose.curve) {
            (2, ES256, Some(1)) => {
                let (x, y) = (cose.x.filter(|x| x.len() == 32)?, cose.y.filter(|y| y.len() == 32)?);
                Some(Self::P256([[4].as_slice(), x, y].concat()))
            }
            (1, EDDSA, Some(6)) => Some(Self::Ed25519(cose.x.filter(|x| x.len() == 32)?.to_vec())),
            (3, RS256, None) => {
                let n: Vec<u8> = cose.n?.iter().copied().skip_while(|byte| *byte == 0).collect();
                // In an RSA key the second number stands where the others have their x.
                (256..=1_024).contains(&n.len()).then_some(Self::Rsa { n, e: cose.x?.to_vec() })
            }
            _ => None,
        }
    }

    fn have_signed(&self, signed: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::P256(point) => UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point).verify(signed, signature).is_ok(),
            Self::Ed25519(point) => UnparsedPublicKey::new(&signature::ED25519, point).verify(signed, signature).is_ok(),
            Self::Rsa { n, e } => RsaPublicKeyComponents { n, e }.verify(&signature::RSA_PKCS1_2048_8192_SHA256, signed, signature).is_ok(),
        }
    }
}
