//! The tests that speak of people: real PostgreSQL, real router, one binary.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails loudly, and reads what happened with plain SQL"
)]

// First by its name: tests are begun in the order of their names, and this one takes minutes, in which the others are told.
mod a_simulated_year;
mod access;
mod access_requests;
mod addressed;
mod alike;
mod amended;
mod as_of;
mod asked_for;
mod asvs;
mod attachments;
mod backups;
mod bad_input;
mod begun;
mod between_rounds;
mod board_mailbox;
mod board_year;
mod calendar;
mod closed_days;
mod council;
mod database;
mod deadlines;
mod decided;
mod demanded;
mod demo;
mod dependencies;
mod deploy;
mod desk;
mod documents;
mod door;
mod event_log;
mod excel;
mod faults;
mod files;
mod floors;
mod followed;
mod forty;
mod functions;
mod further;
mod gate;
mod headers;
mod house;
mod how_old;
mod informed;
mod intake;
mod invited;
mod joined;
mod kept;
mod leaving;
mod ledger;
mod lists;
mod mail;
mod metrics;
mod migrations;
mod not_yet;
mod numbers;
mod office;
mod older;
mod out_of_order;
mod outbox;
mod own_account;
mod pace;
mod pack;
mod passkeys;
mod pasted;
mod plural;
mod post;
mod presidium;
mod projections;
mod promised;
mod prompts;
mod put_right;
mod race;
mod redefined;
mod register;
mod reminders;
mod responsible;
mod roles_that_end;
mod said;
mod saving;
mod scale;
mod scans;
mod sealed;
mod search;
mod second_clicks;
mod server;
mod shared;
mod sign_on;
mod signing_in;
mod silent;
mod since;
mod sink;
mod slices;
mod spoil;
mod stories;
mod substitutes;
mod succession;
mod surface;
mod tags;
mod taken_up;
mod tampered;
mod together;
mod transfers;
mod twice;
mod two_administrators;
mod two_dates;
mod two_step;
mod upgrades;
mod upkeep;
mod vouched;
mod walls;
mod watched;
mod whole_supplements;
mod whole_text;
mod withdrawn;
mod world;
mod written_in;
