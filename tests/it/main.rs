//! The tests that speak of people: real PostgreSQL, real router, one binary.

mod access;
mod bad_input;
mod database;
mod house;
mod signing_in;
mod stories;
mod walls;
mod world;
