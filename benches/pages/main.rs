//! `./dev bench`: how quick the program is, measured from outside as a browser would, at several sizes of the archive,
//! beside a bare program that renders the same rows. ADR 0023 says what is measured and why.

#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "measuring asks the machine's clock, waits, and sends recorded statements")]

mod aims;
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
    let begun = std::time::Instant::now();
    let figures = round::measure(&options).await?;
    say(&format!("measured in {:.0} minutes", begun.elapsed().as_secs_f64() / 60.0));
    report::publish(&options, &figures)
}

/// Says to the person at the terminal what is going on.
fn say(line: &str) {
    eprintln!("{line}");
}
