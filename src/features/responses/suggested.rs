//! What a follow-up begins with where the board has told of its measures between rounds: a suggestion, which is nobody's answer before
//! somebody saves it.

use super::desk::{DeskItem, ItemDraft};

crate::texts! {
    begins_with_it {
        sv: "Fälten är ifyllda efter nämndens lägesbesked. Det är ett förslag: ändra det som inte stämmer. Inget är sparat än.",
        en: "The fields are filled in from the board’s status report. It is a suggestion: change what is not right. Nothing has been saved yet."
    }
}

/// The draft with what was told, while nothing has been saved of it.
pub(super) fn of(item: &DeskItem) -> Option<ItemDraft> {
    let ItemDraft::FollowUp(draft) = &item.draft else { return None };
    if item.saved.version > 0 || item.unreadable.is_some() {
        return None;
    }
    let mut draft = draft.clone();
    let mut filled = false;
    for row in &mut draft.outcomes {
        if let Some((_, told)) = item.statuses.iter().find(|(measure, _)| *measure == row.planned) {
            row.outcome = Some(told.outcome);
            row.action.clone_from(&told.words);
            row.date.clone_from(&told.due_text);
            filled = true;
        }
    }
    filled.then_some(ItemDraft::FollowUp(draft))
}
