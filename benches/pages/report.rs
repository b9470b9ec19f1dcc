//! The figures as a table on the terminal, and as Markdown for docs/performance.md.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::client::Pace;
use super::machine;
use super::options::Options;
use super::round::{Build, Measured, PageFigures, SizeFigures};
use super::{aims, say};

/// Everything after this line of docs/performance.md is written by this program.
const MARK: &str = "<!-- Below this line: ./dev bench --document -->";

pub(crate) fn publish(options: &Options, figures: &[SizeFigures]) -> anyhow::Result<()> {
    let text = markdown(options, figures);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = if options.document { root.join("docs/performance.md") } else { target().join("bench.md") };
    let kept = if options.document { std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))? } else { String::new() };
    let head = kept.split_once(MARK).map_or(String::new(), |(head, _)| format!("{head}{MARK}\n\n"));
    std::fs::write(&file, format!("{head}{text}")).with_context(|| format!("cannot write {}", file.display()))?;
    say(&text);
    say(&aims::table(options, figures));
    say(&format!("Written to {}", file.display()));
    Ok(())
}

fn target() -> PathBuf {
    // Beside this program: target/release/deps/pages-…
    std::env::current_exe().ok().and_then(|exe| exe.ancestors().nth(3).map(Path::to_owned)).unwrap_or_else(std::env::temp_dir)
}

fn markdown(options: &Options, figures: &[SizeFigures]) -> String {
    let mut out = String::new();
    let _written = writeln!(out, "Measured on {}, commit {}.\n\nMachine: {}.\n", machine::day(), machine::commit(), machine::described());
    if options.quick {
        out.push_str("A quick run: only to see that everything works.\n\n");
    }
    out.push_str(&aims::table(options, figures));
    growth(&mut out, figures);
    for size in figures {
        pages(&mut out, size);
        writes(&mut out, size);
    }
    alone(&mut out, options, figures);
    out
}

fn median(measured: &Measured) -> f64 {
    measured.paces.first().map_or(0.0, |pace| pace.p50)
}

fn rate(measured: &Measured, clients: usize) -> f64 {
    measured.paces.get(clients).map_or(0.0, |pace| pace.rate)
}

fn times(one: f64, other: f64) -> String {
    if other > 0.0 { format!("{:.2}", one / other) } else { "–".to_owned() }
}

/// A page at every size: the median of one client, and by how much it grows.
fn growth(out: &mut String, figures: &[SizeFigures]) {
    let sizes: Vec<String> = figures.iter().map(|size| size.audits.to_string()).collect();
    let _written = writeln!(out, "## Growth\n\nMedian in ms of one client, by the number of audits; how many times the smaller size it is.\n");
    let mut head = vec!["page".to_owned()];
    head.extend(sizes.iter().cloned());
    head.extend(sizes.windows(2).map(|pair| pair.join(" → ")));
    head.extend(figures.iter().filter(|size| size.before.is_some()).map(|size| format!("before, {}", size.audits)));
    row(out, &head);
    rule(out, head.len());
    let Some(first) = figures.first() else { return };
    for (at, page) in first.pages.iter().enumerate() {
        let of_size: Vec<&PageFigures> = figures.iter().filter_map(|size| size.pages.get(at)).collect();
        let mut cells = vec![page.name.to_owned()];
        cells.extend(of_size.iter().map(|page| format!("{:.2}", median(&page.now))));
        cells.extend(of_size.windows(2).filter_map(|pair| Some(times(median(&pair.get(1)?.now), median(&pair.first()?.now)))));
        let before = figures.iter().filter(|size| size.before.is_some()).filter_map(|size| size.pages.get(at));
        cells.extend(before.map(|page| page.before.as_ref().map_or_else(|| "–".to_owned(), |before| format!("{:.2}", median(before)))));
        row(out, &cells);
    }
    out.push('\n');
}

fn pages(out: &mut String, size: &SizeFigures) {
    let _written = writeln!(
        out,
        "## {} audits\n\nMilliseconds of one client; requests a second of 1, 8 and 32 clients; share of the bare program's rate at one client.\n",
        size.audits
    );
    let mut head: Vec<String> =
        ["page", "p50", "p95", "p99", "1", "8", "32", "bytes", "gzip", "statements", "bare, p50", "share"].map(ToOwned::to_owned).to_vec();
    if size.before.is_some() {
        head.extend(["before, p50", "before, bytes", "before, statements"].map(ToOwned::to_owned));
    }
    row(out, &head);
    rule(out, head.len());
    for page in &size.pages {
        let pace = page.now.paces.first().cloned().unwrap_or_default();
        let mut cells = vec![
            page.name.to_owned(),
            format!("{:.2}", pace.p50),
            format!("{:.2}", pace.p95),
            format!("{:.2}", pace.p99),
            format!("{:.0}", rate(&page.now, 0)),
            format!("{:.0}", rate(&page.now, 1)),
            format!("{:.0}", rate(&page.now, 2)),
            page.now.bytes.to_string(),
            page.now.compressed.to_string(),
            page.now.statements.to_string(),
            format!("{:.2}", median(&page.bare)),
            format!("{} %", percent(rate(&page.now, 0), rate(&page.bare, 0))),
        ];
        match &page.before {
            Some(before) => cells.extend([format!("{:.2}", median(before)), before.bytes.to_string(), before.statements.to_string()]),
            None if size.before.is_some() => cells.extend(["–", "–", "–"].map(ToOwned::to_owned)),
            None => {}
        }
        row(out, &cells);
    }
    out.push('\n');
}

fn percent(one: f64, other: f64) -> String {
    if other > 0.0 { format!("{:.0}", 100.0 * one / other) } else { "–".to_owned() }
}

fn writes(out: &mut String, size: &SizeFigures) {
    let mut head: Vec<String> = ["write", "p50", "p95", "p99"].map(ToOwned::to_owned).to_vec();
    if size.before.is_some() {
        head.push("before, p50".to_owned());
    }
    row(out, &head);
    rule(out, head.len());
    for (at, (name, Pace { p50, p95, p99, .. })) in size.now.writes.iter().enumerate() {
        let mut cells = vec![(*name).to_owned(), format!("{p50:.2}"), format!("{p95:.2}"), format!("{p99:.2}")];
        cells.extend(size.before.as_ref().and_then(|before| before.writes.get(at)).map(|(_, pace)| format!("{:.2}", pace.p50)));
        row(out, &cells);
    }
    out.push('\n');
}

/// What a process takes by itself.
fn alone(out: &mut String, options: &Options, figures: &[SizeFigures]) {
    let Some(first) = figures.first() else { return };
    let _written = writeln!(out, "## The process\n");
    let mut head = vec![String::new(), "now".to_owned()];
    if first.before.is_some() {
        head.push("before".to_owned());
    }
    row(out, &head);
    rule(out, head.len());
    let mut line = |what: String, value: &dyn Fn(&Build) -> f64| {
        let mut cells = vec![what, format!("{:.2}", value(&first.now))];
        cells.extend(first.before.as_ref().map(|before| format!("{:.2}", value(before))));
        row(out, &cells);
    };
    line("seconds until `serve` answers".to_owned(), &|build| build.ready);
    line("MiB, fresh".to_owned(), &|build| build.fresh);
    line(format!("MiB, after {} sign-ins", options.sign_ins()), &|build| build.after_sign_ins);
    line("MiB, after every page was measured".to_owned(), &|build| build.after_all);
}

fn row(out: &mut String, cells: &[String]) {
    let _written = writeln!(out, "| {} |", cells.join(" | "));
}

fn rule(out: &mut String, columns: usize) {
    let _written = writeln!(out, "| --- |{}", " ---: |".repeat(columns.saturating_sub(1)));
}
