//! What authenticators say, damaged in every way that a generator thinks of: nothing of it stops the program, and nothing of it is believed.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::{collection, sample};
use serde_json::{Value, json};
use yttrande::domain::ids::PersonId;
use yttrande::domain::passkey::{Assertion, Expected, KeptPasskey, NewPasskey, PasskeyFault, handle};

use super::ORIGIN;
use super::device::{Device, Kind, unwritten, written};

const CHALLENGE: [u8; 32] = [9; 32];
const EXPECTED: Expected = Expected { challenge: &CHALLENGE, origin: ORIGIN, site: "localhost" };

fn somebody() -> PersonId {
    PersonId::made_up("2025-02-03T08:00:00Z".parse().unwrap(), [1; 10])
}

/// What a device of this kind says when it makes a key, and when it signs with it.
fn honest(kind: Kind) -> (String, String) {
    let mut device = Device::of(kind);
    let to_make = json!({
        "challenge": written(&CHALLENGE), "rp": {"id": "localhost"}, "user": {"id": written(&handle(somebody()))}, "excludeCredentials": [], "attestation": "none",
        "authenticatorSelection": {"residentKey": "required", "requireResidentKey": true, "userVerification": "required"},
    });
    let made = device.makes(&to_make).unwrap();
    let signed = device.signs(&json!({"challenge": written(&CHALLENGE), "rpId": "localhost", "userVerification": "required"}));
    (made, signed)
}

fn kept(made: &NewPasskey) -> KeptPasskey {
    KeptPasskey { key: made.key.clone(), counter: made.counter, may_be_copied: made.may_be_copied }
}

fn believed(raw: &str, kept: &KeptPasskey) -> Result<u32, PasskeyFault> {
    Assertion::read(raw)?.believed(kept, somebody(), &EXPECTED)
}

/// One part of an answer in other bytes.
fn with(raw: &str, part: &str, change: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut answer: Value = serde_json::from_str(raw).unwrap();
    let mut bytes = unwritten(answer["response"][part].as_str().unwrap());
    change(&mut bytes);
    answer["response"][part] = json!(written(&bytes));
    answer.to_string()
}

/// A damage: bits that are turned, an end that is missing, bytes that are too many.
fn damage() -> impl proptest::strategy::Strategy<Value = (sample::Index, u8, usize, Vec<u8>)> {
    (any::<sample::Index>(), 1..=255_u8, 0..3_usize, collection::vec(any::<u8>(), 1..40))
}

fn damaged(bytes: &mut Vec<u8>, (at, bits, how, more): &(sample::Index, u8, usize, Vec<u8>)) {
    let at = at.index(bytes.len());
    match how {
        0 => bytes[at] ^= bits,
        1 => bytes.truncate(at),
        _ => bytes.splice(at..at, more.iter().copied()).for_each(drop),
    }
}

#[test]
fn what_each_kind_of_key_says_is_believed_while_nobody_has_touched_it() {
    for kind in [Kind::P256, Kind::Ed25519, Kind::Rsa] {
        let (made, signed) = honest(kind);
        let made = NewPasskey::read(&made, &EXPECTED).unwrap();
        assert_eq!(believed(&signed, &kept(&made)), Ok(1), "{kind:?}");
    }
    assert_eq!(NewPasskey::read(&honest(Kind::P384).0, &EXPECTED), Err(PasskeyFault::Algorithm));
}

proptest! {
    #[test]
    fn a_signature_holds_for_no_other_byte_than_it_was_made_of(damage in damage(), part in sample::select(vec!["authenticatorData", "clientDataJSON", "signature", "userHandle"])) {
        let (made, signed) = honest(Kind::Ed25519);
        let made = NewPasskey::read(&made, &EXPECTED).unwrap();
        let other = with(&signed, part, |bytes| damaged(bytes, &damage));
        prop_assert!(other == signed || believed(&other, &kept(&made)).is_err(), "{part}: {other}");
    }

    /// Nothing is signed when a key is made: what can be told is that all of it is read, to the last byte, and nothing else is kept than what was said.
    #[test]
    fn a_new_key_is_read_to_its_last_byte_or_not_at_all(damage in damage()) {
        let (made, _) = honest(Kind::P256);
        let honest = NewPasskey::read(&made, &EXPECTED).unwrap();
        let other = with(&made, "attestationObject", |bytes| damaged(bytes, &damage));
        if let Ok(read) = NewPasskey::read(&other, &EXPECTED) {
            prop_assert_eq!(&read.id, &honest.id);
            // Without a statement that is believed, one about another model, another count or another point is as good.
            prop_assert_eq!(read.key.len(), honest.key.len());
        }
        let other = with(&made, "clientDataJSON", |bytes| damaged(bytes, &damage));
        let same = NewPasskey::read(&other, &EXPECTED);
        prop_assert!(same.is_err() || same == Ok(honest));
    }

    #[test]
    fn bytes_that_say_nothing_are_read_as_nothing(bytes in collection::vec(any::<u8>(), 0..600), text in ".{0,300}") {
        let (made, signed) = honest(Kind::Ed25519);
        let made_of = with(&made, "attestationObject", |own| own.clone_from(&bytes));
        prop_assert!(NewPasskey::read(&made_of, &EXPECTED).is_err());
        let kept = KeptPasskey { key: bytes.clone(), counter: 0, may_be_copied: false };
        prop_assert!(believed(&signed, &kept).is_err());
        prop_assert!(NewPasskey::read(&text, &EXPECTED).is_err() && Assertion::read(&text).is_err());
    }

    /// A map within a map within a map: nothing goes down with it.
    #[test]
    fn however_deep_it_is_nested_it_ends(depth in 1..9_000_usize, opener in sample::select(vec![0x81_u8, 0xa1, 0x9f, 0xbf, 0xc0, 0xd8])) {
        let (made, _) = honest(Kind::P256);
        let deep = with(&made, "attestationObject", |own| {
            let nested = vec![opener; depth.min(8_000)];
            *own = [[0xa3].as_slice(), &[0x67], b"attStmt", &nested, own.get(1..).unwrap()].concat();
        });
        prop_assert!(NewPasskey::read(&deep, &EXPECTED).is_err());
    }
}
