//! The chain of an event log: each event is bound to the one before it and to the records that came with it (ADR 0056). The same
//! bytes are made by the database when it writes (`platform/functions/chain.sql`), and by `tools/verify_log.py`, which shares no
//! code with either.

use sha2::{Digest as _, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// What stands before the first event of a chain.
pub const BEGINNING: Hash = [0; 32];

/// An event, as its log is chained.
#[derive(Clone, Copy, Debug)]
pub struct Chained<'a> {
    /// In whose log it stands, as the log writes it.
    pub authority: &'a str,
    /// From 1 on, without gaps.
    pub number: i64,
    /// When it was written, in microseconds since 1970.
    pub at: i64,
    /// Who did it; empty for the service itself.
    pub actor: &'a str,
    /// What happened.
    pub kind: &'a str,
    /// Ids, enums and dates, in the very signs of the database.
    pub facts: &'a str,
    /// Digest of the records that came with it, if any did.
    pub records: Option<Hash>,
    /// What it says of the logs of others, a line each.
    pub witness: &'a str,
}

impl Chained<'_> {
    /// Its hash, on top of that of the event before it.
    #[must_use]
    pub fn on(&self, previous: &Hash) -> Hash {
        let mut digest = Sha256::new();
        digest.update([0]);
        digest.update(previous);
        sized(&mut digest, self.authority.as_bytes());
        sized(&mut digest, self.number.to_string().as_bytes());
        sized(&mut digest, self.at.to_string().as_bytes());
        for text in [self.actor, self.kind, self.facts] {
            sized(&mut digest, text.as_bytes());
        }
        sized(&mut digest, self.records.as_ref().map_or(&[], Hash::as_slice));
        sized(&mut digest, self.witness.as_bytes());
        digest.finalize().into()
    }
}

/// The digest of all seals that came with an event, in their order.
#[derive(Clone, Debug, Default)]
pub struct Records(Option<Sha256>);

impl Records {
    /// One more: of which table, which row, and its digest; none of a row that was taken away.
    pub fn add(&mut self, table: &str, row: &str, digest: Option<&[u8]>) {
        let all = self.0.get_or_insert_default();
        sized(all, table.as_bytes());
        sized(all, row.as_bytes());
        sized(all, digest.unwrap_or_default());
    }

    /// Of all of them; none when there was none.
    #[must_use]
    pub fn digest(self) -> Option<Hash> {
        self.0.map(|all| all.finalize().into())
    }
}

/// With its length before it, so that no two lists of texts give the same bytes.
fn sized(digest: &mut Sha256, bytes: &[u8]) {
    digest.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    digest.update(bytes);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::text::hex;

    const FIRST: Chained<'_> = Chained {
        authority: "audit",
        number: 1,
        at: 1_741_597_200_000_000,
        actor: "0195a3b0-0000-7000-8000-000000000001",
        kind: "audit_recorded",
        facts: r#"{"audit": "0195a3b0-0000-7000-8000-000000000002"}"#,
        records: None,
        witness: "",
    };

    #[test]
    fn the_bytes_are_those_that_are_written_down() {
        // Worked out by hand from ADR 0056, in Python. Whoever makes this test pass by changing the figure breaks every chain.
        assert_eq!(hex(&FIRST.on(&BEGINNING)), "fcf3ddad6ac12521bc6d3d10b602fb4aeb530805cc4a70d1fb967072c51f3aca");
        let mut records = Records::default();
        records.add("audit", "0195a3b0-0000-7000-8000-000000000002", Some(&[7; 32]));
        records.add("item", "x", None);
        assert_eq!(hex(&records.digest().unwrap()), "9ec1481d56c00b41138ae684cfaeb79f60fb0383e099d3d6b54bc36249502553");
        assert_eq!(Records::default().digest(), None);
    }

    proptest! {
        #[test]
        fn nothing_can_be_moved_from_one_field_into_the_next(kind in "[a-z_]{1,9}", facts in "\\{[a-z]{0,9}\\}", cut in 1_usize..9) {
            let whole = format!("{kind}{facts}");
            let cut = cut.min(whole.len() - 1);
            let moved = Chained { kind: &whole[..cut], facts: &whole[cut..], ..FIRST };
            let plain = Chained { kind: &kind, facts: &facts, ..FIRST };
            prop_assert_eq!(moved.on(&BEGINNING) == plain.on(&BEGINNING), cut == kind.len());
        }

        #[test]
        fn whatever_changes_changes_the_hash(number in 2_i64..1_000_000, at in any::<i64>(), previous in any::<[u8; 32]>()) {
            let was = FIRST.on(&BEGINNING);
            let (renumbered, moved) = (Chained { number, ..FIRST }.on(&BEGINNING), Chained { at, ..FIRST }.on(&BEGINNING));
            prop_assert_ne!(renumbered, was);
            prop_assert_eq!(moved == was, at == FIRST.at);
            prop_assert_eq!(FIRST.on(&previous) == was, previous == BEGINNING);
        }
    }
}
