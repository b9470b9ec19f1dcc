//! The SQL of the boards' side. Writes `desk_part`, `desk_version`, `desk_aside`, `desk_file`, `desk_supplement_draft`,
//! `desk_supplement_file`, `desk_assignment`, `desk_lock`, `desk_reopening`, `board_decision`, `submission`, `submission_withdrawal`,
//! `arrival_file`, `submitted_answer`, `submitted_measure` and `submitted_file`.

mod asides;
mod assigned;
mod decision_words;
mod desk;
mod desks;
mod files;
mod history;
mod letters;
mod listed;
mod receipts;
mod requested;
mod room;
mod saving;
mod submissions;
mod submitted;
mod supplements;
mod versions;
mod wordings;
mod written_in;

pub(super) use asides::*;
pub(super) use assigned::*;
pub(super) use decision_words::*;
pub(super) use desk::*;
pub(super) use desks::*;
pub(super) use files::*;
pub(super) use history::*;
pub(super) use letters::*;
pub(super) use listed::*;
pub(super) use receipts::*;
pub(super) use requested::*;
pub(super) use room::*;
pub(super) use saving::*;
pub(super) use submissions::*;
pub(super) use submitted::*;
pub(super) use supplements::*;
pub(super) use versions::*;
pub(super) use wordings::*;
pub(super) use written_in::*;
