//! What is aimed at, and whether it is met: a line each, so that nobody has to read the tables.

use std::fmt::Write as _;

use super::options::Options;
use super::round::{Measured, PageFigures, SizeFigures};

/// One aim, and what was found.
struct Aim {
    what: &'static str,
    found: Found,
}

enum Found {
    Met(String),
    Missed(Vec<String>),
    NotMeasured,
}

/// The aims as a table.
pub(crate) fn table(options: &Options, figures: &[SizeFigures]) -> String {
    let mut out = String::from("## Aims\n\n| aim | | |\n| --- | --- | --- |\n");
    for Aim { what, found } in all(options, figures) {
        let (verdict, said) = match found {
            Found::Met(said) => ("met", said),
            Found::Missed(pages) => ("**not met**", pages.join("; ")),
            Found::NotMeasured => ("not measured", String::new()),
        };
        let _written = writeln!(out, "| {what} | {verdict} | {said} |");
    }
    out.push('\n');
    out
}

fn all(options: &Options, figures: &[SizeFigures]) -> Vec<Aim> {
    let pages = || figures.iter().flat_map(|size| size.pages.iter().map(move |page| (size.audits, page)));
    vec![
        Aim { what: "from 1,000 to 10,000 audits at most 1.2 times the time", found: growth(figures, 1_000, 10_000, 1.2) },
        Aim { what: "from 10 to 10,000 audits at most 1.5 times the time", found: growth(figures, 10, 10_000, 1.5) },
        Aim { what: "a page at most 60 kB", found: at_most(pages(), |page| page.now.bytes as f64 / 1_000.0, 60.0, "kB") },
        Aim {
            what: "a page at least half the rate of the bare program",
            found: at_least(pages(), |page| rate(&page.now) / rate(&page.bare).max(f64::EPSILON), 0.5),
        },
        Aim { what: "at most 4 statements a page beside the gate's", found: at_most(pages(), |page| page.now.statements as f64 - 1.0, 4.0, "statements") },
        Aim { what: "an item's page at most 0.8 ms, or half of the build before", found: item(figures) },
        Aim { what: "a save at most 1.2 ms, or half of the build before", found: save(figures) },
        Aim { what: "under 40 MiB after 1,000 sign-ins", found: alone(figures, options.sign_ins() >= 1_000, |size| size.now.after_sign_ins, 40.0, "MiB") },
        Aim { what: "`serve` answers in 0.2 s", found: alone(figures, true, |size| size.now.ready, 0.2, "s") },
    ]
}

fn median(measured: &Measured) -> f64 {
    measured.paces.first().map_or(0.0, |pace| pace.p50)
}

fn rate(measured: &Measured) -> f64 {
    measured.paces.first().map_or(0.0, |pace| pace.rate)
}

/// The pages that miss an aim, or the one that came nearest to missing it.
fn judged(mut found: Vec<(f64, String)>, misses: impl Fn(f64) -> bool, worst_first: bool) -> Found {
    found.sort_by(|(a, _), (b, _)| if worst_first { b.total_cmp(a) } else { a.total_cmp(b) });
    let missed: Vec<String> = found.iter().filter(|(value, _)| misses(*value)).map(|(_, said)| said.clone()).collect();
    match (found.first(), missed.is_empty()) {
        (None, _) => Found::NotMeasured,
        (Some((_, worst)), true) => Found::Met(format!("at worst {worst}")),
        (Some(_), false) => Found::Missed(missed),
    }
}

fn growth(figures: &[SizeFigures], from: u32, to: u32, limit: f64) -> Found {
    let of = |audits| figures.iter().find(|size| size.audits == audits);
    let (Some(from), Some(to)) = (of(from), of(to)) else { return Found::NotMeasured };
    let grown = from.pages.iter().zip(&to.pages).map(|(small, large)| {
        let times = median(&large.now) / median(&small.now).max(f64::EPSILON);
        (times, format!("{} {times:.2}", small.name))
    });
    judged(grown.collect(), |times| times > limit, true)
}

fn at_most<'a>(pages: impl Iterator<Item = (u32, &'a PageFigures)>, value: impl Fn(&PageFigures) -> f64, limit: f64, unit: &str) -> Found {
    let found = pages.map(|(audits, page)| (value(page), format!("{} {:.1} {unit} at {audits}", page.name, value(page))));
    judged(found.collect(), |value| value > limit, true)
}

fn at_least<'a>(pages: impl Iterator<Item = (u32, &'a PageFigures)>, value: impl Fn(&PageFigures) -> f64, limit: f64) -> Found {
    let found = pages.map(|(audits, page)| (value(page), format!("{} {:.0} % at {audits}", page.name, 100.0 * value(page))));
    judged(found.collect(), |value| value < limit, false)
}

fn item(figures: &[SizeFigures]) -> Found {
    let pages = figures.iter().filter_map(|size| Some((size.audits, size.pages.iter().find(|page| page.name == "desk, item")?)));
    or_half(pages.map(|(audits, page)| (audits, median(&page.now), page.before.as_ref().map(median))), 0.8)
}

fn save(figures: &[SizeFigures]) -> Found {
    let first = |writes: &[(&'static str, super::client::Pace)]| writes.first().map(|(_, pace)| pace.p50);
    let saves = figures.iter().filter_map(|size| Some((size.audits, first(&size.now.writes)?, size.before.as_ref().and_then(|before| first(&before.writes)))));
    or_half(saves, 1.2)
}

/// So many milliseconds, or half of what the build before took in the same run.
fn or_half(found: impl Iterator<Item = (u32, f64, Option<f64>)>, limit: f64) -> Found {
    let share = |now: f64, before: Option<f64>| (now / limit).min(before.map_or(f64::INFINITY, |before| now / (before / 2.0).max(f64::EPSILON)));
    let said = |audits, now: f64, before: Option<f64>| {
        let before = before.map_or(String::new(), |before| format!(", before {before:.2}"));
        format!("{now:.2} ms at {audits}{before}")
    };
    judged(found.map(|(audits, now, before)| (share(now, before), said(audits, now, before))).collect(), |share| share > 1.0, true)
}

fn alone(figures: &[SizeFigures], measured: bool, value: impl Fn(&SizeFigures) -> f64, limit: f64, unit: &str) -> Found {
    let first = figures.first().filter(|_| measured).map(value).filter(|value| *value > 0.0);
    judged(first.map(|value| (value, format!("{value:.2} {unit}"))).into_iter().collect(), |value| value > limit, true)
}
