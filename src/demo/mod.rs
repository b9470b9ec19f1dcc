//! The demo: a made-up city with a year and a bit of audits, played through the program's own pages.
//!
//! [`story`] is plain data, [`player`] a browser without a window, [`play`] takes the one through the other. Nothing
//! of the story is written past the program: whatever it shows, somebody could have done by hand. [`scale`] adds
//! generated audits beside it, for trying the program at size.

pub mod play;
pub mod player;
mod report;
pub mod scale;
pub mod story;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "en-stad-att-prova-i";

/// By which the second steps of signing in are sealed in the demo: no secret, as its password is none.
pub const TWO_STEP_KEY: &str = "ZGV0IGhhciBhciBpbmdlbiBoZW1saWcgbnlja2VsIDE=";

/// The name of the city's administration, by which a demo database is recognised.
pub const ORGANISATION: &str = "Strandköpings stad";
