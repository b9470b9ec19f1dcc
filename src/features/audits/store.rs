//! The SQL of audits. Writes `intake`, `intake_file`, `audit`, `letter`, `letter_file`, `letter_phrase`, `addressee`, `planned_round`, `item`,
//! `item_board`, `item_paste`, `audit_file`, `audit_file_content`, `dispatch`, `round`, `deadline_entry` and `audit_closing`.

mod drafts;
mod files;
mod intakes;
mod items;
mod letters;
mod lists;
mod sending;
mod unsent;

pub(super) use drafts::*;
pub(super) use files::*;
pub(super) use intakes::*;
pub(super) use items::*;
pub(super) use letters::*;
pub(super) use lists::*;
pub(super) use sending::*;
pub(super) use unsent::*;
