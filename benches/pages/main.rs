//! `./dev bench`: how quick the program is, measured from outside as a browser would, at several sizes of the archive,
//! beside a bare program that renders the same rows. ADR 0023 says what is measured and why.

#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "measuring asks the machine's clock, waits, and sends recorded statements")]

mod bare;
mod client;
mod machine;
mod options;
mod program;
mod report;
mod round;
mod statements;
mod subjects;
mod visits;
mod writes;

use clap::Parser as _;

use options::{CommandLine, Options};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let line = CommandLine::parse();
    if let Some(plan) = line.bare {
        return bare::serve(&plan).await;
    }
    let options = Options::of(line)?;
    let mut figures = Vec::new();
    for size in options.sizes.clone() {
        figures.push(round::measure(&options, size).await?);
    }
    report::publish(&options, &figures)
}

/// Says to the person at the terminal what is going on.
fn say(line: &str) {
    eprintln!("{line}");
}
