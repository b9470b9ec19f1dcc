//! Which item somebody looked at, and as what. The numbers of items close up and change places, so that an address may have
//! come to mean another item; and two auditors may change the same one.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::super::store::{ItemRow, OwnItem};
use crate::domain::audit::ItemKind;
use crate::domain::ids::BoardId;
use crate::domain::text::hex;

/// As a form carries it: the item, and a fingerprint of all that the form shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Which item.
    pub(crate) item: Uuid,
    as_what: String,
}

impl Seen {
    /// What a form brought; `None` when it says no item.
    pub(crate) fn read(carried: &str) -> Option<Self> {
        let (item, as_what) = carried.split_once('.')?;
        Some(Self { item: item.parse().ok()?, as_what: as_what.to_owned() })
    }

    fn of(item: Uuid, kind: ItemKind, texts: [&str; 2], boards: &[BoardId]) -> Self {
        let mut all = Sha256::new();
        for text in [super::kind_key(kind)].into_iter().chain(texts) {
            all.update(text.len().to_be_bytes());
            all.update(text);
        }
        let mut boards: Vec<String> = boards.iter().map(ToString::to_string).collect();
        boards.sort_unstable();
        all.update(boards.concat());
        Self { item, as_what: hex(&all.finalize()) }
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.item, self.as_what)
    }
}

impl From<&OwnItem> for Seen {
    fn from(item: &OwnItem) -> Self {
        Self::of(item.id.uuid(), item.kind, [&item.heading, &item.body], &item.boards)
    }
}

impl From<&ItemRow> for Seen {
    fn from(item: &ItemRow) -> Self {
        Self::of(item.id.uuid(), item.kind, [&item.heading, &item.body], &item.board_ids)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_an_item_is_what_is_compared() {
        let (item, board) = (Uuid::from_u128(7), BoardId::made_up(chrono::DateTime::UNIX_EPOCH, [1; 10]));
        let of = |kind, texts, boards: &[BoardId]| Seen::of(item, kind, texts, boards);
        let shown = of(ItemKind::Assessment, ["Rubrik", "Text"], &[board]);
        assert_eq!(Seen::read(&shown.to_string()), Some(shown.clone()));
        assert_ne!(shown, of(ItemKind::Recommendation, ["Rubrik", "Text"], &[board]));
        assert_ne!(shown, of(ItemKind::Assessment, ["Rubrik ", "Text"], &[board]));
        assert_ne!(shown, of(ItemKind::Assessment, ["RubrikText", ""], &[board]));
        assert_ne!(shown, of(ItemKind::Assessment, ["Rubrik", "Text"], &[]));
        assert_eq!(Seen::read(""), None);
    }
}
