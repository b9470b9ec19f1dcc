//! Every figure that the council reads, on the overview, on the boards' pages and as so many rows of a list, is what a count of its own
//! says (`figures.sql`), over random histories: that evening, and again as of that day when years have passed.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};
use yttrande::demo::player::Player;
use yttrande::domain::calendar;

use super::{Batch, Stage};
use crate::spoil::spoiled;
use crate::world::look;

/// So many audits live side by side, for four boards.
const TOGETHER: usize = 40;
/// So many live in one city, some after the others; its overview shows all its boards on one page.
const CITY: usize = 120;
/// How often it is looked: after every so many acts.
const EVERY: usize = 5;
/// It is looked on a day on which nothing has happened, so many days later where nothing happens before.
const LATER: u64 = 9;
/// Too few for a percentage.
const FEW: i64 = 5;
/// What is said in percent, too: the part and the whole.
const SHARES: [[&str; 2]; 3] = [["in_time", "due"], ["in_time_by_letter", "due_by_letter"], ["implemented", "judged"]];

/// Figures by what they are of (all, a year, a board, a board's year) and by what they count. What is not there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Figures(BTreeMap<(String, String), i64>);

impl Figures {
    fn of(&self, of: &str, figure: &str) -> i64 {
        // No percentage is another thing than none of a hundred.
        let none = if figure.ends_with("percent") { -1 } else { 0 };
        self.0.get(&(of.to_owned(), figure.to_owned())).copied().unwrap_or(none)
    }

    fn say(&mut self, of: &str, figure: &str, n: i64) {
        let before = self.0.insert((of.to_owned(), figure.to_owned()), n);
        // What a page says twice it says alike.
        assert!(before.is_none_or(|before| before == n), "{figure} of “{of}” is said to be {before:?} and {n}");
    }

    fn all(&self) -> BTreeSet<String> {
        self.0.keys().map(|(of, _)| of.clone()).collect()
    }

    /// Adds the percentages, half up, but that only all is a hundred and only none is nothing.
    fn with_percentages(mut self) -> Self {
        for of in self.all() {
            for [part, whole] in SHARES {
                let (counted, of_all) = (self.of(&of, part), self.of(&of, whole));
                if of_all >= FEW {
                    let half_up = (counted * 100 + of_all / 2) / of_all;
                    let between = if counted == 0 || counted == of_all { half_up } else { half_up.clamp(1, 99) };
                    self.say(&of, &format!("{part}_percent"), between);
                }
            }
        }
        self
    }

    /// What this page says that the count does not, and what it should have said something of and does not.
    fn differing_from(&self, counted: &Self, page: &str, must: impl Fn(&str) -> bool) -> Vec<String> {
        let differ = |((of, figure), said): (&(String, String), &i64)| {
            let counted = counted.of(of, figure);
            (counted != *said).then(|| format!("{page}: {figure} of “{of}” is said to be {said} and counted as {counted}"))
        };
        let shown = self.all();
        let missing = counted.all().into_iter().filter(|of| must(of) && !shown.contains(of));
        let told = |of: &String| counted.of(of, "due") + counted.of(of, "judged") > 0;
        self.0.iter().filter_map(differ).chain(missing.filter(told).map(|of| format!("{page} says nothing of “{of}”"))).collect()
    }
}

/// The count from the facts, as everything stood when the day was over.
async fn counted(stage: &mut Stage, day: NaiveDate) -> Figures {
    let end = calendar::instant(day.succ_opt().unwrap(), NaiveTime::MIN);
    let statement = include_str!("figures.sql");
    // What comes on its last day is in time; a count that calls it late must differ.
    let statement = if spoiled("counted figures") { statement.replace("r.received_on > r.due_on", "r.received_on >= r.due_on") } else { statement.to_owned() };
    let rows: Vec<(String, String, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(statement)).bind(end).bind(day).fetch_all(&mut stage.conn).await.unwrap();
    let mut figures = Figures::default();
    for (of, figure, n) in rows {
        figures.say(&of, &figure, n);
    }
    figures.with_percentages()
}

/// What was seen and what differed.
#[derive(Default)]
struct Seen {
    /// What the overview said on an evening.
    evenings: BTreeMap<NaiveDate, Figures>,
    differing: Vec<String>,
    /// How many figures were held against a count, and which of them were ever more than none.
    held: usize,
    ever: BTreeSet<String>,
}

impl Seen {
    fn hold(&mut self, page: &str, said: &Figures, counted: &Figures, must: impl Fn(&str) -> bool) {
        self.held += said.0.len();
        self.ever.extend(said.0.iter().filter(|(_, n)| **n > 0).map(|((_, figure), _)| figure.clone()));
        self.differing.extend(said.differing_from(counted, page, must));
    }
}

/// A list has so many rows.
async fn rows(reader: &mut Player, url: &str) -> i64 {
    let file = look(reader, url).await.body;
    i64::try_from(file.lines().count() - 1).unwrap()
}

/// The lists to which figures lead, and what each of them counts.
const RESPONSES: [(&str, &str); 4] = [("forsenat", "overdue"), ("i-tid", "in_time"), ("skulle-ha-kommit", "due"), ("avslutat-utan-svar", "unanswered")];
const VERDICTS: [(&str, &str); 4] = [("genomford", "implemented"), ("delvis", "partly"), ("inte-genomford", "not_implemented"), ("vantar", "waiting")];

/// Those of a board, or of all; today's, or those of a day.
async fn lists(reader: &mut Player, (of, narrowed): (&str, &str), years: &[i32], per: Option<NaiveDate>) -> Figures {
    let mut said = Figures::default();
    let per = per.map(|day| format!("&per={day}")).unwrap_or_default();
    let of_year = |year: &i32| format!("{of} {year}").trim_start().to_owned();
    if per.is_empty() {
        for (status, figure) in RESPONSES {
            said.say(of, figure, rows(reader, &format!("/yttranden.csv?status={status}{narrowed}")).await);
        }
        for year in years {
            said.say(&of_year(year), "due", rows(reader, &format!("/yttranden.csv?status=skulle-ha-kommit&ar={year}{narrowed}")).await);
        }
    }
    for (verdict, figure) in VERDICTS {
        said.say(of, figure, rows(reader, &format!("/rekommendationer.csv?omdome={verdict}{narrowed}{per}")).await);
    }
    for year in years {
        said.say(&of_year(year), "judged", rows(reader, &format!("/rekommendationer.csv?omdomesar={year}{narrowed}{per}")).await);
    }
    if of.is_empty() {
        said.say(of, "promised_items", rows(reader, &format!("/rekommendationer.csv?datum=passerat&visa=bedomningar{per}")).await);
    }
    said
}

fn is_year(of: &str) -> bool {
    of.parse::<i32>().is_ok()
}

/// A board, which has two numbers; its years have three.
fn is_board(of: &str) -> bool {
    of.split(' ').count() == 3
}

/// Looks at all pages that tell of a day, on its evening.
async fn look_at(stage: &mut Stage, day: NaiveDate, seen: &mut Seen) {
    stage.world.move_to_the_end_of(&day.to_string());
    let mut fia = stage.world.signed_in("Fia Fullmäktig").await;
    let counted = counted(stage, day).await;
    let said = read::overview(&look(&mut fia, "/oversikt").await.body);
    seen.hold(&format!("the overview on {day}"), &said, &counted, |of| is_year(of) || is_board(of));
    seen.evenings.insert(day, said);
    let years = [day.year() - 1, day.year()];
    seen.hold(&format!("the lists on {day}"), &lists(&mut fia, ("", ""), &years, None).await, &counted, |_| false);
    seen.hold(&format!("the list of boards on {day}"), &read::list_of_boards(&look(&mut fia, "/namnder.csv").await.body), &counted, |_| false);
    for (batch, place) in (1..=stage.batches).flat_map(|batch| (0..4).map(move |place| (batch, place))) {
        let (slug, name) = (format!("spel-{batch}-{place}"), format!("Spelnämnd {batch} {place}"));
        let said = read::board(&name, &look(&mut fia, &format!("/namnder/{slug}")).await.body);
        seen.hold(&format!("/namnder/{slug} on {day}"), &said, &counted, |of| of.starts_with(&format!("{name} ")));
        if batch == stage.batches {
            let said = lists(&mut fia, (&name, &format!("&namnd={slug}")), &years, None).await;
            seen.hold(&format!("the lists of {slug} on {day}"), &said, &counted, |_| false);
        }
    }
}

/// Lives through a batch, and looks now and then.
async fn live(stage: &mut Stage, batch: &Batch, seen: &mut Seen) {
    stage.begin(batch).await;
    for (place, day) in batch.days.iter().enumerate() {
        stage.act(batch, place, *day).await;
        if place % EVERY == EVERY - 1 || place + 1 == batch.days.len() {
            let later = *day + Days::new(LATER);
            let quiet = batch.days.get(place + 1).map_or(later, |next| later.min(next.pred_opt().unwrap()));
            look_at(stage, quiet, seen).await;
        }
        if let Some(next) = batch.days.get(place + 1) {
            answer_on_the_last_day(stage, (*day, *next)).await;
        }
    }
    // This PostgreSQL keeps no statistics by itself; without them pages read whole tables for a row.
    sqlx::raw_sql("analyze").execute(&mut stage.conn).await.unwrap();
}

/// Some boards answer on the last day itself, which chance alone hardly ever hits: it counts as in time. Of all that fall due before
/// the next act, one in three does.
async fn answer_on_the_last_day(stage: &mut Stage, (day, next): (NaiveDate, NaiveDate)) {
    let due: Vec<(String, String, NaiveDate)> = sqlx::query_as(
        "select r.audit_id::text, r.board_id::text, d.due_on
         from round r
         cross join lateral (select e.due_on from deadline_entry e where e.round_id = r.id order by e.n desc limit 1) d
         where d.due_on > $1 and d.due_on < $2 and not is_answered(r.id)
         order by d.due_on, r.id",
    )
    .bind(day + Days::new(LATER))
    .bind(next)
    .fetch_all(&mut stage.conn)
    .await
    .unwrap();
    for (audit, board, due_on) in due.into_iter().step_by(3) {
        let at = super::history::morning(due_on).to_rfc3339();
        stage.does(&format!("select play.submit('{audit}', '{board}', 'response', 0, 0, 7, '{at}')")).await;
    }
}

/// The overview as of each of the evenings is what it was, and what is counted as of then.
async fn look_back(stage: &mut Stage, seen: &mut Seen) {
    let evenings = std::mem::take(&mut seen.evenings);
    let after = evenings.keys().last().unwrap().succ_opt().unwrap();
    stage.world.move_to(&format!("{after} 09:00"));
    let mut fia = stage.world.signed_in("Fia Fullmäktig").await;
    for (day, evening) in evenings {
        let counted = counted(stage, day).await;
        let said = read::overview(&look(&mut fia, &format!("/oversikt?per={day}")).await.body);
        seen.hold(&format!("the overview as of {day}"), &said, &counted, |of| is_year(of) || is_board(of));
        assert_eq!(said, evening, "as of {day}");
        let lists = lists(&mut fia, ("", ""), &[day.year() - 1, day.year()], Some(day)).await;
        seen.hold(&format!("the lists as of {day}"), &lists, &counted, |_| false);
    }
}

#[tokio::test]
async fn over_random_histories_every_figure_of_the_overview_is_what_an_independent_count_of_the_facts_says() {
    let begun = std::time::Instant::now();
    let histories = std::env::var("YTTRANDE_HISTORIES").map_or(CITY, |so_many| so_many.parse().unwrap());
    let mut seen = Seen::default();
    for city in 0..histories.div_ceil(CITY) {
        let mut stage = Stage::new(u8::try_from(60 + city).unwrap()).await;
        let mut first: NaiveDate = "2025-02-03".parse().unwrap();
        for _ in 0..CITY / TOGETHER {
            let batch = stage.batch_from(&first.to_string(), TOGETHER).await;
            live(&mut stage, &batch, &mut seen).await;
            first = *batch.days.last().unwrap() + Days::new(LATER + 1);
        }
        look_back(&mut stage, &mut seen).await;
        crate::database::drop(&stage.world.database).await;
        println!("{} histories, {} figures, {} differ, {:.0} s", (city + 1) * CITY, seen.held, seen.differing.len(), begun.elapsed().as_secs_f64());
    }
    assert!(
        seen.differing.is_empty(),
        "{} of {} figures differ:\n{}",
        seen.differing.len(),
        seen.held,
        seen.differing[..seen.differing.len().min(60)].join("\n")
    );
    // Whatever is never more than none is not shown to be counted.
    assert_eq!(seen.ever.len(), 25, "{:?}", seen.ever);
}
