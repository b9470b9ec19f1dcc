//! A checkpoint: so long was a log, and this was the hash of its last event, signed. Written as a C2SP checkpoint in a signed note
//! (<https://c2sp.org/tlog-checkpoint>, <https://c2sp.org/signed-note>); where that has the root of a tree, this has the last hash of a
//! chain (ADR 0056).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::{Digest as _, Sha256};

use super::chain::Hash;
use super::text::hex;

/// By this name the service signs.
const SIGNER: &str = "yttrande";
/// Ed25519, as signed notes number it.
const ALGORITHM: u8 = 1;

/// So long is a signature with the id of its key, as it is written.
const SIGNATURE: usize = 92;

/// So long was the log of an authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// In whose log.
    pub authority: String,
    /// How many events there were.
    pub number: i64,
    /// The hash of the last of them.
    pub hash: Hash,
}

/// Whoever has it can say that a checkpoint is the service's.
pub struct SigningKey(Ed25519KeyPair);

/// By it anybody can see whether one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifyingKey([u8; 32]);

impl SigningKey {
    /// From the 32 bytes of a key file.
    #[must_use]
    pub fn from_seed(seed: &[u8]) -> Option<Self> {
        Ed25519KeyPair::from_seed_unchecked(seed).ok().map(Self)
    }

    /// The other half.
    #[must_use]
    pub fn verifying(&self) -> Option<VerifyingKey> {
        self.0.public_key().as_ref().try_into().ok().map(VerifyingKey)
    }
}

impl VerifyingKey {
    /// `yttrande+KEYID+KEY`, as tools for signed notes read it.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{SIGNER}+{}+{}", hex(&self.id()), STANDARD.encode([[ALGORITHM].as_slice(), &self.0].concat()))
    }

    /// What [`written`](Self::written) wrote.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let key = STANDARD.decode(written.trim().splitn(3, '+').nth(2)?).ok()?;
        let key = Self(key.strip_prefix(&[ALGORITHM])?.try_into().ok()?);
        (key.written() == written.trim()).then_some(key)
    }

    /// The one that stands in a text that came another way, a mail for example.
    #[must_use]
    pub fn in_text(text: &str) -> Option<Self> {
        text.split_whitespace().filter(|word| word.starts_with(SIGNER)).find_map(Self::read)
    }

    fn id(&self) -> [u8; 4] {
        let digest = Sha256::digest([SIGNER.as_bytes(), b"\n", &[ALGORITHM], &self.0].concat());
        let mut id = [0; 4];
        id.iter_mut().zip(digest).for_each(|(byte, from)| *byte = from);
        id
    }
}

impl Checkpoint {
    fn text(&self) -> String {
        format!("yttrande/{}\n{}\n{}\n", self.authority, self.number, STANDARD.encode(self.hash))
    }

    /// As a signed note.
    #[must_use]
    pub fn signed(&self, key: &SigningKey) -> Option<String> {
        let text = self.text();
        let signature = [key.verifying()?.id().as_slice(), key.0.sign(text.as_bytes()).as_ref()].concat();
        Some(format!("{text}\n— {SIGNER} {}\n", STANDARD.encode(signature)))
    }

    /// Reads a note. `None` when it is none, or was not signed with this key.
    #[must_use]
    pub fn read(note: &str, key: &VerifyingKey) -> Option<Self> {
        let (text, signature) = note.split_once("\n\n")?;
        let signature = STANDARD.decode(signature.trim_end().strip_prefix(&format!("— {SIGNER} "))?).ok()?;
        let signature = signature.strip_prefix(&key.id())?;
        UnparsedPublicKey::new(&ED25519, key.0).verify(format!("{text}\n").as_bytes(), signature).ok()?;
        let mut lines = text.lines();
        let authority = lines.next()?.strip_prefix("yttrande/")?.to_owned();
        let number = lines.next()?.parse().ok()?;
        let hash = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        Some(Self { authority, number, hash })
    }

    /// All that stand in a text that came another way: a mail that was saved, with whatever ends of lines, marks of a quotation, blank lines
    /// or broken lines that did to it. And how many begin there and are none that was signed with this key.
    #[must_use]
    pub fn all_in(text: &str, key: &VerifyingKey) -> (Vec<Self>, usize) {
        let lines: Vec<&str> = text.lines().map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '>')).filter(|line| !line.is_empty()).collect();
        let (mut good, mut broken) = (Vec::new(), 0);
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with(&format!("{SIGNER}/"))) {
            let mut after = lines.iter().skip(at + 1);
            // Whoever only speaks of a log has no number behind it.
            let Some(number) = after.next().filter(|number| number.bytes().all(|sign| sign.is_ascii_digit())) else { continue };
            let hash = after.next().copied().unwrap_or_default();
            let signature = after.next().and_then(|line| line.split_once(&format!("{SIGNER} "))).map_or("", |(_, signature)| signature);
            // As long as it is, a mail program may have broken it.
            let missing = SIGNATURE.saturating_sub(signature.len());
            let signature: String = signature.chars().chain(after.flat_map(|line| line.chars()).take(missing)).collect();
            match Self::read(&format!("{line}\n{number}\n{hash}\n\n— {SIGNER} {signature}\n"), key) {
                Some(one) => good.push(one),
                None => broken += 1,
            }
        }
        (good, broken)
    }

    /// As it stands on a receipt, unsigned: whoever has the receipt knows herself whence she has it.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {} {}", self.authority, self.number, hex(&self.hash))
    }

    /// What [`line`](Self::line) wrote, as somebody has copied it: with whatever blanks, and in capitals too.
    #[must_use]
    pub fn of_line(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let (authority, number) = (words.next()?.to_lowercase(), words.next()?.parse().ok()?);
        let hash = words.collect::<String>().to_lowercase();
        let pairs = hash.as_bytes().chunks_exact(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        let hash: Hash = pairs.collect::<Option<Vec<u8>>>().filter(|_| hash.len().is_multiple_of(2))?.try_into().ok()?;
        Some(Self { authority, number, hash })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_seed(&[7; 32]).unwrap()
    }

    fn two() -> [Checkpoint; 2] {
        [Checkpoint { authority: "audit".into(), number: 12, hash: [3; 32] }, Checkpoint { authority: "board:x".into(), number: 1, hash: [0xff; 32] }]
    }

    #[test]
    fn what_is_signed_is_read_again() {
        for one in two() {
            let note = one.signed(&key()).unwrap();
            assert_eq!(Checkpoint::read(&note, &key().verifying().unwrap()), Some(one));
        }
        let note = two()[0].signed(&key()).unwrap();
        assert!(note.starts_with("yttrande/audit\n12\nAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n\n— yttrande ") && note.ends_with("=\n"), "{note}");
    }

    #[test]
    fn what_stands_on_a_receipt_is_read_again_however_it_was_copied() {
        for one in two() {
            let line = one.line();
            for copied in [
                line.clone(),
                line.to_uppercase(),
                format!("  {} \n", line.replace(' ', "\n")),
                format!("{} {}", &line[..line.len() - 9], &line[line.len() - 9..]),
            ] {
                assert_eq!(Checkpoint::of_line(&copied), Some(one.clone()), "{copied}");
            }
            for none in ["", "audit", "audit 12", "audit tolv 00", &line[..line.len() - 1], &format!("{line}00"), &line.replace(['3', 'f'], "g")] {
                assert_eq!(Checkpoint::of_line(none), None, "{none}");
            }
        }
    }

    #[test]
    fn what_came_by_mail_is_read_again_however_it_was_saved() {
        let own = key().verifying().unwrap();
        let notes = two().map(|one| one.signed(&key()).unwrap()).join("\n");
        let mail = format!("Hej!\n\nyttrande/audit är vår logg.\n\n{notes}\nNyckeln: {}\n\n-- \nRevisionen\n", own.written());
        let quoted: String = mail.lines().map(|line| format!("> {line}\n")).collect();
        let wrapped: String =
            mail.lines().map(|line| line.chars().collect::<Vec<_>>().chunks(72).map(String::from_iter).collect::<Vec<_>>().join("\n") + "\n").collect();
        for saved in
            [mail.clone(), mail.replace('\n', "\r\n"), mail.replace('\n', "\n\n"), quoted, wrapped, mail.replace('—', "-"), mail.replace('—', "\u{fffd}")]
        {
            assert_eq!(Checkpoint::all_in(&saved, &own), (two().to_vec(), 0), "{saved}");
        }
        assert_eq!(VerifyingKey::in_text(&mail), Some(own));
        assert_eq!(Checkpoint::all_in(&mail.replace("\n12\n", "\n11\n"), &own).1, 1, "what was changed is not passed over");
        assert_eq!(Checkpoint::all_in("", &own), (Vec::new(), 0));
    }

    #[test]
    fn what_was_changed_or_signed_by_somebody_else_is_none() {
        let note = two()[0].signed(&key()).unwrap();
        let own = key().verifying().unwrap();
        for changed in
            [note.replace("\n12\n", "\n11\n"), note.replace("audit", "system"), note.replace("AwMD", "AwMC"), note[..note.len() - 9].to_owned(), String::new()]
        {
            assert_eq!(Checkpoint::read(&changed, &own), None, "{changed}");
        }
        let others = SigningKey::from_seed(&[8; 32]).unwrap().verifying().unwrap();
        assert_eq!(Checkpoint::read(&note, &others), None);
    }

    #[test]
    fn the_key_is_written_so_that_other_tools_read_it() {
        let own = key().verifying().unwrap();
        assert_eq!(VerifyingKey::read(&format!("{}\n", own.written())), Some(own));
        assert_eq!(VerifyingKey::read(&own.written().replace('+', "-")), None);
        assert_eq!(VerifyingKey::read(""), None);
    }
}
