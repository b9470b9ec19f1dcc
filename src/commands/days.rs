//! `yttrande days`: what the program makes of every day, one line for each probe, for `tools/oracle/days.py` to hold
//! against another calculation. Everything here is said by the functions that the pages use.

use anyhow::{Context as _, ensure};
use chrono::{DateTime, Datelike as _, Days, Duration, NaiveDate, SecondsFormat, TimeZone as _, Utc};
use yttrande::domain::calendar::{self, Closed, Standing};
use yttrande::platform::language::Lang;
use yttrande::platform::words::Words;

use super::print;

/// What the columns are, in order.
const HEAD: &str = "date\tprobe\tinstant\tday\tend\tstanding\tdays_late\tsv\ten\tlateness_sv\tlateness_en\t\
    closed\tname_sv\tname_en\twarning_sv\twarning_en\tweekday_sv\tweekday_en\tnext_weekday\tmonths_1\tmonths_2\tmonths_3\tmonths_6\tmonths_12\n";

/// How far from each edge a probe is.
const STEPS: [(&str, Duration); 7] = [
    ("-1h", Duration::hours(-1)),
    ("-1s", Duration::seconds(-1)),
    ("-1us", Duration::microseconds(-1)),
    ("+0", Duration::zero()),
    ("+1us", Duration::microseconds(1)),
    ("+1s", Duration::seconds(1)),
    ("+1h", Duration::hours(1)),
];

/// Prints the days from the first to the last, both included.
pub(super) fn run(from: NaiveDate, to: NaiveDate) -> anyhow::Result<()> {
    ensure!(from <= to, "--from is after --to");
    print(HEAD)?;
    for day in from.iter_days().take_while(|day| *day <= to) {
        print(&lines(day).with_context(|| format!("{day} is too far away"))?)?;
    }
    Ok(())
}

/// All lines about a last day: an answer that comes at each of the probes.
fn lines(due_on: NaiveDate) -> Option<String> {
    let about = about(due_on);
    let edges = [
        ("start", calendar::end_of(due_on.checked_sub_days(Days::new(1))?)),
        ("end", calendar::end_of(due_on)),
        ("summer", switch(due_on.year(), 3)?),
        ("winter", switch(due_on.year(), 10)?),
    ];
    let mut text = String::new();
    for (edge, instant) in edges {
        for (name, step) in STEPS {
            text.push_str(&format!("{due_on}\t{edge}{name}\t{}\t{about}\n", arrival(due_on, instant + step)));
        }
    }
    Some(text)
}

/// What is said of an answer that comes at an instant.
fn arrival(due_on: NaiveDate, at: DateTime<Utc>) -> String {
    let today = calendar::day_of(at);
    let standing = calendar::standing(due_on, today);
    let late = calendar::days_late(due_on, today);
    let (sv, en) = (Words::new(Lang::SV), Words::new(Lang::EN));
    [
        written(at),
        today.to_string(),
        written(calendar::end_of(due_on)),
        match standing {
            Standing::DaysLeft(n) => format!("left {n}"),
            Standing::LastDay => "last day".to_owned(),
            Standing::DaysLate(n) => format!("late {n}"),
        },
        late.map_or_else(|| "in time".to_owned(), |n| n.to_string()),
        sv.standing(standing),
        en.standing(standing),
        sv.lateness_by_day(late),
        en.lateness_by_day(late),
    ]
    .join("\t")
}

/// What is said of the day itself.
fn about(day: NaiveDate) -> String {
    let (kind, name_sv, name_en) = match calendar::closed(day) {
        None => ("open", "", ""),
        Some(Closed::Saturday) => ("saturday", "", ""),
        Some(Closed::Sunday) => ("sunday", "", ""),
        Some(Closed::Holiday(sv, en)) => ("holiday", sv, en),
    };
    let (sv, en) = (Words::new(Lang::SV), Words::new(Lang::EN));
    let mut said = [kind, name_sv, name_en].map(str::to_owned).to_vec();
    said.extend([sv, en].map(|words| words.closed_day(day).unwrap_or_default()));
    said.extend([sv, en].map(|words| words.weekday_date(day)));
    said.push(calendar::next_weekday(day).to_string());
    said.extend([1, 2, 3, 6, 12].map(|months| calendar::months_after(day, months).to_string()));
    said.join("\t")
}

/// When the clocks are changed: 01:00 UTC on the last Sunday of the month (directive 2000/84/EC). The pages do not use
/// this; it only says where to look.
fn switch(year: i32, month: u32) -> Option<DateTime<Utc>> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let sunday = last.checked_sub_days(Days::new(last.weekday().num_days_from_sunday().into()))?;
    Some(Utc.from_utc_datetime(&sunday.and_hms_opt(1, 0, 0)?))
}

fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}
