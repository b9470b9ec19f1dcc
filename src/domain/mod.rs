//! Floor 0: the rules of the field. Pure values and functions; no database, no web, no clock of its own.

pub mod actor;
pub mod address;
pub mod attachment;
pub mod audit;
pub mod calendar;
pub mod compared;
pub mod device;
pub mod email;
pub mod event;
pub mod extension;
pub mod file_text;
pub mod ids;
pub mod missive;
pub mod notice;
pub mod outbox;
pub mod password;
pub mod policy;
pub mod refusal;
pub mod reminder;
pub mod response;
pub mod round;
pub mod standing;
pub mod submission;
pub mod text;
pub mod verdict;
pub mod word_file;
