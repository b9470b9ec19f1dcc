//! Floor 1: the machine. Database, gate, sessions, pages, words. Knows the domain, knows no feature.

pub mod answer;
mod aside;
pub mod assets;
pub mod clock;
#[macro_use]
pub mod condition;
pub mod confirmation;
mod cookie;
pub mod database;
pub mod embedded_postgres;
pub mod error_page;
pub mod failure;
pub mod files;
pub mod frame;
pub mod gate;
pub mod health;
pub mod hosts;
pub mod html;
pub mod ical;
mod journal;
pub mod language;
pub mod listing;
pub mod mail;
pub mod outage;
pub mod page;
pub mod parts;
pub mod password;
pub mod patience;
pub mod posted;
pub mod program;
pub mod projections;
pub mod protection;
pub mod pulse;
pub mod register;
pub mod routes;
pub mod server;
pub mod session;
pub mod slice;
pub mod telling;
#[macro_use]
pub mod texts;
mod typed;
pub mod upkeep;
pub mod words;
pub mod worker;
