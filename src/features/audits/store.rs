//! The SQL of audits. Writes `intake`, `intake_file`, `audit`, `letter`, `letter_file`, `letter_phrase`, `addressee`, `planned_round`, `item`,
//! `item_board`, `item_taken_up`, `item_paste`, `audit_file`, `audit_file_content`, `dispatch`, `round`, `deadline_entry`, `audit_closing`,
//! `audit_reopening`, `audit_version`, `audit_reply_to`, `item_version`, `round_withdrawal` and `audit_responsible`.

mod alike;
mod drafts;
mod files;
mod intakes;
mod items;
mod letters;
mod lists;
mod put_right;
mod reached;
mod responsible;
mod sending;
mod shown;
mod taken_up;
mod then;
mod unsent;

pub(super) use alike::*;
pub(super) use drafts::*;
pub(super) use files::*;
pub(super) use intakes::*;
pub(super) use items::*;
pub(super) use letters::*;
pub(super) use lists::*;
pub(super) use put_right::*;
pub(super) use reached::*;
pub(super) use responsible::*;
pub(super) use sending::*;
pub(super) use shown::*;
pub(super) use taken_up::*;
pub(super) use then::*;
pub(super) use unsent::*;
