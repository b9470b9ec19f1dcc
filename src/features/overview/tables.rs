//! The rows of the overview's tables, ready to be drawn.

use std::collections::BTreeMap;

use super::bar::Bar;
use super::day::Day;
use super::figures::{Share, Tally, shortened, sum};
use super::linked::Linked;
use super::sentences;
use super::store::{Ages, AskedBoard, Missing, Passed};
use super::texts::Texts;
use crate::domain::address;
use crate::domain::calendar;
use crate::platform::listing::{AsOf, Years};
use crate::platform::parts::{Chip, Due};
use crate::platform::words::{Words, capital};

/// What a list shows of a measure's text, in characters.
const MEASURE_SHOWN: usize = 160;

/// Where numbers and names lead: to the same day, where another page can show it, and nowhere else.
#[derive(Clone, Copy)]
pub(super) struct Links {
    pub(super) as_of: AsOf,
    /// What has the register show the rows of all boards.
    pub(super) everybodys: &'static str,
}

impl Links {
    /// The list of responses, narrowed to this: today's, and for whoever sees those of all boards there.
    pub(super) fn responses(self, rest: &str) -> Option<String> {
        self.as_of.only_today(format!("/yttranden?{rest}")).filter(|_| self.everybodys.is_empty())
    }

    /// Where the years lead.
    pub(super) fn years(self) -> YearLinks {
        let everybodys = self.everybodys.trim_start_matches('&');
        let and = if everybodys.is_empty() { "" } else { "&" };
        YearLinks {
            responses: self.responses("status=skulle-ha-kommit&ar="),
            recommendations: Some(format!("/rekommendationer?{everybodys}{and}omdomesar=")),
            as_of: Some(self.as_of),
        }
    }

    /// The register, narrowed to this, of all boards.
    pub(super) fn register(self, rest: &str) -> String {
        self.as_of.url(&format!("/rekommendationer?{rest}{}", self.everybodys))
    }
}

/// How many have been implemented, each number leading to its rows.
pub(super) fn implementation(t: Texts, tally: Tally, waiting: i64, links: Links) -> Linked {
    let url = |n: i64, verdict: &str| (n > 0).then(|| links.register(&format!("omdome={verdict}")));
    let urls = vec![url(tally.implemented, "genomford"), url(tally.partly, "delvis"), url(tally.not_implemented, "inte-genomford")];
    Linked::new(sentences::implementation(t, tally, waiting), urls)
}

/// One of the four figures.
pub(super) struct Figure {
    /// None where nothing lists what it counts.
    pub(super) url: Option<String>,
    pub(super) value: String,
    pub(super) label: String,
    pub(super) bad: bool,
}

pub(super) fn figures(t: Texts, all: Tally, audits: i64, links: Links) -> Vec<Figure> {
    let figure = |url: Option<String>, value: String, label: &str| Figure { url, value, label: label.to_owned(), bad: false };
    let overdue = if links.as_of.past().is_some() { t.figure_overdue_then(all.overdue) } else { t.figure_overdue(all.overdue) };
    vec![
        figure(
            Some(links.responses("status=i-tid").unwrap_or_else(|| "#namnder".to_owned())),
            all.on_time().figure(t.lang),
            &with_letter(t, t.figure_on_time(), all),
        ),
        Figure { bad: all.overdue > 0, ..figure((all.overdue > 0).then(|| "#forsenade".to_owned()), all.overdue.to_string(), &overdue) },
        figure(Some(links.register("omdome=genomford")), all.implementation().figure(t.lang), t.figure_implemented()),
        figure(links.as_of.only_today("/granskningar?status=oppna"), audits.to_string(), &t.figure_audits(audits)),
    ]
}

/// How old what is open has become: what the register has of each age, and when the oldest was sent.
pub(super) struct AgesLine {
    pub(super) before: &'static str,
    pub(super) older: Vec<(String, String)>,
    pub(super) after: String,
}

pub(super) fn ages(t: Texts, words: Words, ages: &Ages, links: Links) -> Option<AgesLine> {
    let oldest = words.date(ages.oldest_on?);
    if ages.two == 0 {
        return Some(AgesLine { before: t.none_older(), older: Vec::new(), after: t.oldest_sent(&oldest) });
    }
    let said = |n: i64, years: i32| (links.register(&format!("status=oppna&alder={years}")), t.older_than(n, i64::from(years)));
    // Those older than four years are among those older than two: where both are counted only so far, the older say more.
    let two = if ages.four < Ages::LIMIT { ages.two } else { 0 };
    let older = [(two, 2), (ages.four, 4)].into_iter().filter(|(n, _)| *n > 0).map(|(n, years)| said(n, years)).collect();
    Some(AgesLine { before: t.of_the_open(), older, after: t.oldest_sent(&oldest) })
}

/// What is said of both days: nothing more where they say the same.
pub(super) fn with_letter(t: Texts, said: &str, tally: Tally) -> String {
    match tally.on_time_by_letter() {
        Some(letter) => format!("{said}; {}", t.by_letter(&letter.in_full(t.lang))),
        None => said.to_owned(),
    }
}

/// A board in the table of recommendations.
pub(super) struct BoardRow {
    /// Its page, which only shows today.
    pub(super) url: Option<String>,
    pub(super) name: String,
    pub(super) bar: Bar,
    /// Its recommendations: the mark in the key, how many, and where the register has exactly those rows.
    pub(super) parts: [Part; 4],
    pub(super) responses: String,
    /// Where the responses are that have come or should have come, where there are such.
    pub(super) responses_url: Option<String>,
    pub(super) chip: Option<Chip>,
}

/// So many recommendations has the board with the most.
pub(super) fn most(boards: &[AskedBoard]) -> i64 {
    boards.iter().map(|board| board.tally.recommendations()).max().unwrap_or_default()
}

/// `most`: how many recommendations the board with the most has, so that bars can be compared from one page to the next.
pub(super) fn board_rows(t: Texts, boards: &[AskedBoard], most: i64, links: Links) -> Vec<BoardRow> {
    let row = |board: &AskedBoard| BoardRow {
        url: links.as_of.only_today(address::board(&board.slug)),
        name: board.name.clone(),
        bar: Bar::of_tally(board.tally, most),
        parts: parts(board, links.as_of),
        responses: sentences::responses(t, board.tally),
        responses_url: links.responses(&format!("status=skulle-ha-kommit&namnd={}", board.slug)).filter(|_| board.tally.on_time().of > 0),
        chip: responses_chip(t, board.tally),
    };
    boards.iter().map(row).collect()
}

/// A number of recommendations.
pub(super) struct Part {
    pub(super) key: &'static str,
    pub(super) n: i64,
    /// None where there are none to see.
    pub(super) url: Option<String>,
}

fn parts(board: &AskedBoard, as_of: AsOf) -> [Part; 4] {
    let url = |verdict: &str| as_of.url(&format!("/rekommendationer?namnd={}&omdome={verdict}", board.slug));
    let part = |key, n: i64, verdict: &str| Part { key, n, url: (n > 0).then(|| url(verdict)) };
    let Tally { implemented, partly, not_implemented, waiting, .. } = board.tally;
    [part("k1", implemented, "genomford"), part("k2", partly, "delvis"), part("k3", not_implemented, "inte-genomford"), part("k4", waiting, "vantar")]
}

fn responses_chip(t: Texts, tally: Tally) -> Option<Chip> {
    let in_doubt = tally.unanswered + tally.late_by_letter + tally.overdue_by_letter + tally.moved_after;
    match (tally.overdue, tally.submitted, tally.late) {
        (0, 1.., 0) if in_doubt == 0 => Some(Chip::plain(t.all_in_time())),
        (0, _, _) => None,
        (overdue, _, _) => Some(Chip::bad(t.overdue_chip(overdue))),
    }
}

/// A year in the table of years.
pub(super) struct YearRow {
    /// A sheet of the year, where there is one.
    pub(super) url: Option<String>,
    pub(super) years: Years,
    pub(super) year: String,
    pub(super) on_time: LinkedShare,
    pub(super) on_time_bar: Bar,
    pub(super) implemented: LinkedShare,
    pub(super) implemented_bar: Bar,
}

/// What is said of a year, and where the rows are that it counts.
pub(super) struct LinkedShare {
    pub(super) url: Option<String>,
    pub(super) said: String,
}

/// Where the years lead: the beginnings of the addresses of lists that are narrowed to what is counted, but for the year.
#[derive(Default)]
pub(super) struct YearLinks {
    pub(super) responses: Option<String>,
    pub(super) recommendations: Option<String>,
    /// Of which day, where it is not today's.
    pub(super) as_of: Option<AsOf>,
}

impl YearLinks {
    /// Those of a year; nothing where nothing is counted.
    fn of(&self, begins: Option<&String>, years: Years, share: Share) -> Option<String> {
        let url = format!("{}{}", begins.filter(|_| share.of > 0)?, years.key());
        Some(self.as_of.map_or_else(|| url.clone(), |as_of| as_of.url(&url)))
    }
}

/// So many years have a row of their own; those before share one.
const YEARS: usize = 10;

/// The newest year first; years in which nothing was due and nothing judged say nothing.
pub(super) fn year_rows(t: Texts, by_year: &BTreeMap<i32, Tally>, links: &YearLinks) -> Vec<YearRow> {
    let told: Vec<(i32, Tally)> = by_year
        .iter()
        .rev()
        .filter(|(_, tally)| tally.on_time().of > 0 || tally.on_time_by_letter().is_some() || tally.judged() > 0)
        .map(|(year, tally)| (*year, *tally))
        .collect();
    let (own, before) = told.split_at(told.len().min(YEARS));
    let mut rows: Vec<YearRow> = own.iter().map(|(year, tally)| year_row(t, Years::Year(*year), *tally, links)).collect();
    if let (Some((oldest, _)), false) = (own.last(), before.is_empty()) {
        let before = sum(before.iter().map(|(_, tally)| *tally));
        rows.push(year_row(t, Years::Before(*oldest), before, links));
    }
    rows
}

fn year_row(t: Texts, years: Years, tally: Tally, links: &YearLinks) -> YearRow {
    let (on_time, implemented) = (tally.on_time(), tally.implementation());
    let responses = links.of(links.responses.as_ref(), years, on_time);
    let recommendations = links.of(links.recommendations.as_ref(), years, implemented);
    YearRow {
        url: None,
        years,
        year: match years {
            Years::Year(year) => year.to_string(),
            Years::Before(year) => t.before_year(year),
        },
        on_time: LinkedShare { url: responses, said: with_letter(t, &on_time.in_full(t.lang), tally) },
        on_time_bar: Bar::of_share(on_time),
        implemented: LinkedShare { url: recommendations, said: implemented.in_full(t.lang) },
        implemented_bar: Bar::of_share(implemented),
    }
}

/// A response that is overdue, in the red note.
pub(super) struct OverdueLine {
    pub(super) url: String,
    pub(super) board: String,
    pub(super) title: String,
    pub(super) round: String,
    pub(super) due: Due,
    pub(super) late: String,
}

/// A last day to come.
pub(super) struct ComingLine {
    pub(super) url: String,
    pub(super) title: String,
    pub(super) board: String,
    pub(super) round: String,
    pub(super) due: Due,
    pub(super) chip: Option<Chip>,
}

/// Parts what is missing into what is overdue and what is to come.
pub(super) fn missing(words: Words, missing: &[Missing], links: Links) -> (Vec<OverdueLine>, Vec<ComingLine>) {
    let (mut overdue, mut coming) = (Vec::new(), Vec::new());
    for one in missing {
        let (url, title, board) = (links.as_of.url(&one.name.audit_url()), one.name.title.clone(), one.name.board_name.clone());
        let standing = calendar::standing(one.last_day.due_on, links.as_of.day());
        match standing {
            calendar::Standing::DaysLate(days) => overdue.push(OverdueLine {
                url,
                board,
                title,
                round: words.round(one.name.kind, one.name.ordinal()),
                due: Due::new(words, one.last_day, &one.name),
                late: words.days_late(days),
            }),
            calendar::Standing::LastDay | calendar::Standing::DaysLeft(_) => coming.push(ComingLine {
                url,
                title,
                board,
                round: capital(&words.round(one.name.kind, one.name.ordinal())),
                due: Due::with_weekday(words, one.last_day, &one.name),
                chip: Chip::of_deadline(words, standing),
            }),
        }
    }
    (overdue, coming)
}

/// A measure whose planned date has passed.
pub(super) struct PassedRow {
    pub(super) url: String,
    /// The day first promised.
    pub(super) due: Day,
    /// What the board has said of it since.
    pub(super) since: String,
    /// What it has told between rounds.
    pub(super) status: Option<String>,
    pub(super) measure: String,
    pub(super) code: String,
    pub(super) heading: String,
    pub(super) board: String,
}

pub(super) fn passed_rows(t: Texts, words: Words, passed: &[Passed], links: Links) -> Vec<PassedRow> {
    let row = |one: &Passed| PassedRow {
        url: links.as_of.url(&address::recommendation(&one.key, &one.code, &one.board_slug)),
        due: Day::in_table(one.first_on),
        since: sentences::since_first(t, words, &one.promise(), links.as_of.day()),
        status: sentences::told_between(t, words, one),
        measure: if one.action.is_empty() { t.to_be_looked_at().to_owned() } else { shortened(&one.action, MEASURE_SHOWN) },
        code: one.code.clone(),
        heading: one.heading.clone(),
        board: one.board.clone(),
    };
    passed.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::language::Lang;

    #[test]
    fn ten_years_have_their_own_row_and_those_before_share_one() {
        let tally = |submitted| Tally { submitted, ..Tally::default() };
        let by_year = |years: std::ops::RangeInclusive<i32>| years.map(|year| (year, tally(7))).collect::<BTreeMap<_, _>>();
        let t = Texts::from(Lang::SV);
        let labels = |rows: Vec<YearRow>| rows.into_iter().map(|row| row.year).collect::<Vec<_>>();
        assert_eq!(labels(year_rows(t, &by_year(2016..=2025), &YearLinks::default())).len(), 10);
        let rows = year_rows(t, &by_year(2001..=2025), &YearLinks::default());
        assert_eq!(rows.last().map(|row| row.on_time.said.clone()), Some(Share { part: 105, of: 105 }.in_full(Lang::SV)));
        assert_eq!(labels(rows).get(9..), Some(["2016".to_owned(), "Före 2016".to_owned()].as_slice()));
        let links = YearLinks { responses: Some("/yttranden?ar=".to_owned()), ..YearLinks::default() };
        let leads = |rows: &[YearRow]| rows.iter().map(|row| row.on_time.url.clone().unwrap_or_default()).collect::<Vec<_>>();
        let rows = year_rows(t, &by_year(2001..=2025), &links);
        assert_eq!(leads(&rows).get(9..), Some(["/yttranden?ar=2016".to_owned(), "/yttranden?ar=fore-2016".to_owned()].as_slice()));
    }

    #[test]
    fn what_is_counted_only_so_far_is_said_once() {
        let (t, words, day) = (Texts::from(Lang::SV), Words::new(Lang::SV), chrono::NaiveDate::MAX);
        let links = Links { as_of: AsOf::today(day), everybodys: "" };
        let said = |two, four| {
            let line = ages(t, words, &Ages { two, four, oldest_on: "2020-01-15".parse().ok() }, links).unwrap();
            line.older.into_iter().map(|(_, said)| said).collect::<Vec<_>>()
        };
        assert_eq!(said(7, 2), ["7 äldre än två år", "2 äldre än fyra år"]);
        assert_eq!(said(Ages::LIMIT, 2), ["minst 1000 äldre än två år", "2 äldre än fyra år"]);
        assert_eq!(said(Ages::LIMIT, Ages::LIMIT), ["minst 1000 äldre än fyra år"]);
    }
}
