//! Codes that a telephone makes of a shared secret and the time (RFC 6238), as every authenticator makes them: SHA-1, thirty seconds,
//! six figures. And the codes that somebody keeps for the day on which she has no telephone.

use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use ring::hmac;
use sha2::{Digest as _, Sha256};

use super::ids::PersonId;

/// So many codes are kept for the day without a telephone.
pub const RECOVERY_CODES: usize = 10;
/// How long a code lasts, in seconds.
const PERIOD: i64 = 30;
/// A code of so many steps before or after is taken: clocks are never quite together, and people type slowly.
const STEPS_ASIDE: i64 = 1;
/// Figures of a code.
const FIGURES: usize = 6;
/// Without figures that can be taken for letters: that of RFC 4648.
const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// What a telephone shares with the service: as long as the digest, as RFC 4226 recommends.
#[derive(Clone, PartialEq, Eq)]
pub struct Shared([u8; 20]);

impl Shared {
    /// A new one: 160 random bits.
    #[must_use]
    pub fn new() -> Self {
        Self(rand::random())
    }

    /// One that was kept.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// What is kept, sealed.
    #[must_use]
    pub fn reveal(&self) -> &[u8] {
        &self.0
    }

    /// As people type it into a telephone that cannot see: in groups of four.
    #[must_use]
    pub fn typed(&self) -> String {
        in_fours(&base32(&self.0)).to_uppercase().replace('-', " ")
    }

    /// What the picture says to a telephone: whose account where, and the secret.
    #[must_use]
    pub fn address(&self, issuer: &str, account: &str) -> String {
        let [issuer, account] = [issuer, account].map(|text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string());
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits={FIGURES}&period={PERIOD}", base32(&self.0).to_uppercase())
    }

    /// Which step of time what was typed is the code of, if it is one: near this instant, and after the step whose code was used last, so
    /// that no code is used twice. Of several the last one.
    #[must_use]
    pub fn step_of(&self, typed: &str, at: DateTime<Utc>, after: i64) -> Option<i64> {
        let typed: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
        if typed.len() != FIGURES || !typed.bytes().all(|figure| figure.is_ascii_digit()) {
            return None;
        }
        let now = at.timestamp().div_euclid(PERIOD);
        (now - STEPS_ASIDE..=now + STEPS_ASIDE).rev().filter(|step| *step > after).find(|step| is_same(&self.code(*step), &typed))
    }

    /// The code at an instant, as a telephone shows it.
    #[must_use]
    pub fn code_at(&self, at: DateTime<Utc>) -> String {
        self.code(at.timestamp().div_euclid(PERIOD))
    }

    fn code(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let digest = hmac::sign(&key, &step.to_be_bytes());
        let offset = usize::from(digest.as_ref().last().copied().unwrap_or(0) & 0x0f);
        let four = digest.as_ref().get(offset..offset + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes);
        format!("{:06}", (four & 0x7fff_ffff) % 1_000_000)
    }
}

impl Default for Shared {
    fn default() -> Self {
        Self::new()
    }
}

/// In a time that does not say how much of it was right.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |different, (a, b)| different | (a ^ b)) == 0
}

/// A code for the day without a telephone: 120 random bits, used once.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        Self(base32(&rand::random::<[u8; 15]>()))
    }

    /// What somebody typed off her paper, with or without what stands between the groups. What stands in none of them is taken for the
    /// letter that it looks like.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|sign| !sign.is_whitespace() && !"-–".contains(*sign)).map(|sign| match sign.to_ascii_lowercase() {
            '0' => 'o',
            '1' => 'l',
            '8' => 'b',
            other => other,
        });
        let code: String = letters.take(25).collect();
        (code.len() == 24 && code.bytes().all(|letter| BASE32.contains(&letter))).then_some(Self(code))
    }

    /// As it is shown, once.
    #[must_use]
    pub fn reveal(&self) -> String {
        in_fours(&self.0)
    }

    /// What is kept of it. Nobody tries 2¹²⁰ of them: a plain digest is enough.
    #[must_use]
    pub fn hash(&self, person: PersonId) -> Vec<u8> {
        Sha256::digest(format!("recovery code {person} {}", self.0)).to_vec()
    }
}

impl Default for RecoveryCode {
    fn default() -> Self {
        Self::new()
    }
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    for five in bytes.chunks(5) {
        let bits = (0..5).fold(0_u64, |bits, n| bits << 8 | u64::from(five.get(n).copied().unwrap_or(0)));
        for n in (0..8).take((five.len() * 8).div_ceil(5)) {
            let index = usize::try_from(bits >> (35 - 5 * n) & 31).unwrap_or(0);
            text.push(char::from(BASE32.get(index).copied().unwrap_or(b'a')));
        }
    }
    text
}

fn in_fours(text: &str) -> String {
    let mut grouped = String::new();
    for (n, sign) in text.chars().enumerate() {
        if n > 0 && n % 4 == 0 {
            grouped.push('-');
        }
        grouped.push(sign);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    fn of_the_rfc() -> Shared {
        Shared::of(b"12345678901234567890").unwrap()
    }

    #[test]
    fn codes_are_those_of_the_appendix_of_rfc_6238() {
        // Its codes have eight figures; six are the last of them.
        for (second, eight) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(of_the_rfc().code_at(at(second)), eight[2..], "{second}");
        }
    }

    #[test]
    fn a_code_is_taken_a_step_before_and_after_its_own_and_never_again() {
        let (secret, code) = (of_the_rfc(), of_the_rfc().code_at(at(59)));
        let accepted: Vec<i64> = (0..150).filter(|second| secret.step_of(&code, at(*second), 0).is_some()).collect();
        assert_eq!((accepted.first(), accepted.last(), accepted.len()), (Some(&0), Some(&89), 90));
        assert_eq!(secret.step_of(&code, at(59), 0), Some(1));
        assert_eq!(secret.step_of(&code, at(59), 1), None, "it was used");
        assert_eq!(secret.step_of(&secret.code_at(at(89)), at(59), 1), Some(2), "the next one was not");
        assert_eq!(secret.step_of(&code, at(59), 2), None, "an older one is none any more");
    }

    #[test]
    fn a_code_is_six_figures_however_they_are_grouped() {
        let secret = of_the_rfc();
        assert_eq!(secret.step_of(" 287 082 ", at(59), 0), Some(1));
        for none in ["", "28708", "2870821", "28708x", "２８７０８２", "+87082", "287083"] {
            assert_eq!(secret.step_of(none, at(59), 0), None, "{none}");
        }
    }

    #[test]
    fn the_secret_is_said_to_a_telephone_as_it_is_known_elsewhere() {
        // RFC 4648, and the key that is used for examples everywhere.
        assert_eq!(base32(b"foobar"), "mzxw6ytboi");
        assert_eq!(of_the_rfc().typed(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            of_the_rfc().address("Revision i Å", "anna@kommun.se"),
            "otpauth://totp/Revision%20i%20%C3%85:anna%40kommun%2Ese?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Revision%20i%20%C3%85&algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn a_recovery_code_is_read_as_it_was_shown_and_as_people_copy_it() {
        let person = PersonId::new(at(0));
        for _ in 0..200 {
            let code = RecoveryCode::new();
            let shown = code.reveal();
            assert_eq!(shown.len(), 29);
            for typed in [
                shown.clone(),
                shown.to_uppercase(),
                shown.replace('-', " "),
                format!(" {} ", shown.replace('-', "")),
                shown.replace('o', "0").replace('l', "1"),
            ] {
                assert!(RecoveryCode::read(&typed) == Some(code.clone()), "{typed}");
            }
            assert!(RecoveryCode::read(&shown[1..]).is_none() && RecoveryCode::read(&format!("{shown}a")).is_none());
            assert!(RecoveryCode::new().hash(person) != code.hash(person) && code.hash(PersonId::new(at(1))) != code.hash(person));
        }
        assert!(RecoveryCode::read("").is_none() && RecoveryCode::read(&"å".repeat(24)).is_none());
    }
}
