//! The program as a process, on a PostgreSQL of its own: starting, stopping, and what it says when the database is in trouble.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails loudly; and processes give no sign of their own, so they are looked at again and again"
)]

mod browser;
mod crash;
mod crowd;
mod disk;
mod full;
mod harness;
mod headers;
mod health;
mod instant;
mod pair;
mod power;
mod restore;
mod secrets;
mod standby;
mod start;
mod stop;
mod trouble;
mod trust;
