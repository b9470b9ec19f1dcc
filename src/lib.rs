//! Yttrande: from the auditors' covering letter to the boards' submitted responses, with every last day kept.
//! Read `ARCHITECTURE.md` first: three floors, slices by use case, one gate.

pub mod app;
pub mod demo;
pub mod domain;
mod features;
pub mod jobs;
#[macro_use]
pub mod platform;
