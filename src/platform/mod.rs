//! Floor 1: the machine. Database, gate, sessions, pages, words. Knows the domain, knows no feature.

pub mod answer;
mod aside;
pub mod assets;
pub mod clock;
#[macro_use]
pub mod confirmation;
mod cookie;
pub mod database;
pub mod embedded_postgres;
pub mod error_page;
pub mod failure;
pub mod files;
pub mod frame;
pub mod gate;
pub mod html;
pub mod ical;
mod journal;
pub mod language;
pub mod listing;
pub mod mail;
pub mod page;
pub mod parts;
pub mod password;
mod places;
pub mod posted;
pub mod program;
pub mod projections;
pub mod protection;
pub mod register;
pub mod routes;
pub mod sender;
pub mod session;
pub mod slice;
pub mod telling;
#[macro_use]
pub mod texts;
pub mod upkeep;
pub mod words;
pub mod worker;
