//! On what the figures were measured.

use std::process::Command;

pub(crate) fn described() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).map_or("unknown processor", |rest| rest.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kib: u64 =
        memory.lines().find_map(|line| line.strip_prefix("MemTotal:")).and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
    let postgres = first_line("postgres", &["--version"]).unwrap_or_else(|| "PostgreSQL".to_owned());
    format!("{model}, {cores} cores, {} GiB, {postgres}; programs, PostgreSQL and the one who asks share it", kib / 1_048_576)
}

pub(crate) fn commit() -> String {
    let commit = first_line("git", &["rev-parse", "--short", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    let changed = first_line("git", &["status", "--porcelain", "--untracked-files=no"]).is_some_and(|line| !line.is_empty());
    if changed { format!("{commit} with changes") } else { commit }
}

pub(crate) fn day() -> String {
    first_line("date", &["+%Y-%m-%d"]).unwrap_or_default()
}

fn first_line(program: &str, words: &[&str]) -> Option<String> {
    let output = Command::new(program).args(words).output().ok()?;
    String::from_utf8(output.stdout).ok()?.lines().next().map(ToOwned::to_owned)
}
