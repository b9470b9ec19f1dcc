//! The program `yttrande`: reads the command line, does what it says, and says plainly what went wrong.

mod commands;
mod config;

use std::process::ExitCode;

use clap::Parser as _;

/// Exits with 0 when all is well, 1 when something went wrong, 2 when the command line is not understood.
#[tokio::main]
async fn main() -> ExitCode {
    let line = config::CommandLine::parse();
    commands::start_log(&line.command);
    match commands::run(line.command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            commands::complain(&error);
            ExitCode::FAILURE
        }
    }
}
