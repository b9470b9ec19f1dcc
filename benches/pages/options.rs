//! What can be said to `./dev bench`.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Parser;

/// How quick the program is, at several sizes of the archive, beside a bare program that renders the same rows.
#[derive(Debug, Parser)]
#[command(name = "./dev bench")]
pub(crate) struct CommandLine {
    /// Generated audits; 10 are a municipality's year
    #[arg(long, value_name = "N,N", value_delimiter = ',', default_values_t = [10, 1_000, 10_000])]
    sizes: Vec<u32>,
    /// A fifth of the time for each figure: to see that it works
    #[arg(long)]
    quick: bool,
    /// Another build of the program, measured in turns with this one, up to 1,000 audits
    #[arg(long, value_name = "PROGRAM")]
    before: Option<PathBuf>,
    /// Only pages whose name contains this
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Where the databases lie. Those of an earlier run are used again, which saves five minutes of making 10,000 audits
    /// [default: a new folder, removed at the end]
    #[arg(long, value_name = "FOLDER")]
    scratch: Option<PathBuf>,
    /// Write the figures into docs/performance.md
    #[arg(long)]
    document: bool,
    /// The program that is measured
    #[arg(long, value_name = "PROGRAM", hide = true)]
    program: Option<PathBuf>,
    /// Serve what this plan says, as the bare program
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) bare: Option<PathBuf>,
    /// `cargo bench` says this
    #[arg(long, hide = true)]
    bench: bool,
}

/// The same, ready to be used.
pub(crate) struct Options {
    pub(crate) sizes: Vec<u32>,
    pub(crate) quick: bool,
    pub(crate) before: Option<PathBuf>,
    pub(crate) only: String,
    pub(crate) scratch: PathBuf,
    /// Whether the folder was asked for by name, and stays.
    pub(crate) keeps: bool,
    pub(crate) document: bool,
    pub(crate) program: PathBuf,
}

impl Options {
    pub(crate) fn of(line: CommandLine) -> anyhow::Result<Self> {
        let program = line.program.unwrap_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_yttrande")));
        if line.sizes.is_empty() || line.sizes.contains(&0) {
            bail!("--sizes needs numbers of audits, such as 10,1000");
        }
        let keeps = line.scratch.is_some();
        let scratch = line.scratch.unwrap_or_else(|| std::env::temp_dir().join(format!("yttrande-bench-{}", std::process::id())));
        std::fs::create_dir_all(&scratch).with_context(|| format!("cannot make {}", scratch.display()))?;
        let scratch = scratch.canonicalize()?;
        let mut sizes = line.sizes;
        sizes.sort_unstable();
        sizes.dedup();
        let before = line.before.map(|path| path.canonicalize().with_context(|| format!("there is no {}", path.display()))).transpose()?;
        Ok(Self { sizes, quick: line.quick, before, only: line.only, scratch, keeps, document: line.document, program })
    }

    /// How long one figure is measured with one client, from which the aims are judged.
    pub(crate) fn time(&self) -> Duration {
        Duration::from_millis(if self.quick { 250 } else { 1_000 })
    }

    /// And with many at once, which only says how it carries.
    pub(crate) fn crowded(&self) -> Duration {
        self.time() * 3 / 5
    }

    pub(crate) fn sign_ins(&self) -> usize {
        if self.quick { 40 } else { 1_000 }
    }
}
