//! That pages stay quick, without a clock: how many statements a page sends, how many bytes it answers, and how many rows
//! its plans read, with few audits and with many. See ADR 0023.

#[path = "../../benches/pages/subjects.rs"]
mod subjects;
#[path = "../../benches/pages/visits.rs"]
mod visits;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Seek as _, SeekFrom};

use serde_json::Value;
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnection;
use yttrande::demo::PASSWORD;
use yttrande::demo::player::Player;
use yttrande::demo::scale::{self, Rules};

use crate::{database, demo};
use subjects::Subjects;
use visits::Visit;

const FEW: u32 = 20;
const MANY: u32 = 400;
const MOST_BYTES: usize = 60_000;
/// A table with at least so many rows is large here.
const LARGE: i64 = 400;
/// Counters, a row per board and year, or a row a day: read whole by the overview, and as long with ten thousand audits as with
/// a thousand.
const COUNTERS: &[&str] = &["tally_now", "owed_now"];
/// With so few rows the planner may rightly prefer to read a table whole. What is asked is whether it must.
const RELUCTANT: &str = "enable_seqscan = off";

/// How many statements a page may send besides begin and end: four of its own, and the gate's.
const MOST_STATEMENTS: usize = 5;

/// Pages that ask one thing more: whom no mail reached, and what resembles what is being written.
const ONE_MORE: &[&str] = &["audit, late", "audit, being written"];

/// Rows are looked at until a hundred have the words; of what is searched for everywhere, until a hundred of a kind.
const SEARCH_BY_WORDS: &[&str] = &["audits, words", "search", "search, council"];

/// What there is to do at one's own boards: fewer rounds are read than are open in the whole city.
const OF_OWN_BOARDS: &[&str] = &["start, secretary", "start, contributor", "start, approver", "start, executive's secretary"];

/// Pages that count rounds or put them in order by what an index holds of them. Of the rounds themselves they read what they show.
const COUNTED_IN_AN_INDEX: &[&str] = &["boards", "coming reminders"];
const SHOWN: i64 = 75;

/// What one look at a page took.
#[derive(Clone, Debug, Default)]
struct Seen {
    statements: usize,
    bytes: usize,
    /// Rows read, by table.
    read: BTreeMap<String, i64>,
    /// The same without what an index alone answered.
    fetched: BTreeMap<String, i64>,
    /// Statements whose plan was made for their values, and will be made again.
    planned: Vec<String>,
}

impl Seen {
    fn rows(&self) -> i64 {
        self.read.values().sum()
    }
}

/// A demo with so many generated audits, in front of which PostgreSQL tells everything.
struct Place {
    name: String,
    players: BTreeMap<String, Player>,
    visits: Vec<Visit>,
    conn: PgConnection,
}

impl Place {
    async fn with(audits: u32, settings: &str) -> Self {
        let name = demo::played().await;
        scale::add(&database::superuser(&name).await, audits, Rules::Known, |_, _| {}).await.unwrap();
        Self::at(&name, settings).await
    }

    /// In front of a database that is there, with settings of its own for whoever connects from now on.
    async fn at(name: &str, settings: &str) -> Self {
        let mut conn = database::superuser(name).await.connect().await.unwrap();
        let telling = "session_preload_libraries = 'auto_explain'; log_statement = 'all'; auto_explain.log_min_duration = 0;
          auto_explain.log_analyze = on; auto_explain.log_timing = off; auto_explain.log_nested_statements = on; auto_explain.log_format = 'json'";
        for setting in telling.split(';').chain(settings.split(';').filter(|setting| !setting.is_empty())) {
            let statement = format!("alter database {name} set {}", setting.trim());
            sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut conn).await.unwrap();
        }
        let visits = visits::all(&Subjects::find(&mut conn).await.unwrap());
        let first = Player::new(demo::router(name).await);
        let mut players = BTreeMap::new();
        for visit in &visits {
            if !players.contains_key(&visit.who) {
                let mut player = first.another();
                player.sign_in(&visit.who, PASSWORD).await.unwrap();
                players.insert(visit.who.clone(), player);
            }
        }
        Self { name: name.to_owned(), players, visits, conn }
    }

    /// The least of several looks: the library asks about types once for each connection.
    async fn look(&mut self, visit: &Visit) -> Seen {
        let mut looks = Vec::new();
        for _ in 0..5 {
            looks.push(self.look_once(visit).await);
        }
        looks.into_iter().min_by_key(|seen| (seen.statements, seen.read.values().sum::<i64>())).unwrap()
    }

    async fn look_once(&mut self, visit: &Visit) -> Seen {
        let mut log = std::fs::File::open(database::log()).unwrap();
        log.seek(SeekFrom::End(0)).unwrap();
        let player = self.players.get_mut(&visit.who).unwrap();
        let page = player.get(&visit.path).await.unwrap();
        assert_eq!(page.status, 200, "{}, {}: {}", visit.name, visit.path, page.sentence());
        let mut bytes = Vec::new();
        log.read_to_end(&mut bytes).unwrap();
        let pids: Vec<i32> = sqlx::query_scalar("select pid from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()")
            .bind(&self.name)
            .fetch_all(&mut self.conn)
            .await
            .unwrap();
        let marks: BTreeSet<String> = pids.iter().map(|pid| format!("[{pid}]")).collect();
        Seen { bytes: page.content.len(), ..heard(&String::from_utf8_lossy(&bytes), &marks) }
    }

    /// The rows of each large table.
    async fn sizes(&mut self) -> BTreeMap<String, i64> {
        let sizes: Vec<(String, f32)> = sqlx::query_as(
            "select c.relname, c.reltuples from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind = 'r' and c.reltuples >= $1",
        )
        .bind(LARGE as f32)
        .fetch_all(&mut self.conn)
        .await
        .unwrap();
        sizes.into_iter().filter(|(table, _)| !COUNTERS.contains(&table.as_str())).map(|(table, rows)| (table, rows as i64)).collect()
    }
}

/// Reads what these processes logged: a line each, further lines behind a tab.
fn heard(log: &str, marks: &BTreeSet<String>) -> Seen {
    let mut entries: Vec<String> = Vec::new();
    for line in log.lines() {
        match (line.strip_prefix('\t'), entries.last_mut()) {
            (Some(more), Some(entry)) => entry.extend(["\n", more]),
            (Some(_), None) => {}
            (None, _) => entries.push(line.to_owned()),
        }
    }
    let mut seen = Seen::default();
    for entry in entries.iter().filter(|entry| marks.iter().any(|mark| entry.contains(mark.as_str()))) {
        let statement = entry.split_once("LOG:  execute ").or_else(|| entry.split_once("LOG:  statement: ")).map(|(_, text)| text);
        if let Some(statement) = statement {
            let text = statement.split_once(": ").map_or(statement, |(_, text)| text).trim_start().to_lowercase();
            let frame = ["begin", "commit", "rollback", "deallocate", "discard", "reset"].iter().any(|word| text.starts_with(word));
            seen.statements += usize::from(!frame);
        } else if let Some((_, plan)) = entry.split_once(" plan:\n") {
            let plan: Value = serde_json::from_str(plan).unwrap_or_else(|error| panic!("a plan that cannot be read, {error}: {plan}"));
            add_read(&plan["Plan"], &mut seen.read, &|_| true);
            add_read(&plan["Plan"], &mut seen.fetched, &|node| node["Node Type"] != "Index Only Scan");
            seen.planned.extend(plan["Query Text"].as_str().filter(|text| is_for_its_values(text, &plan["Plan"])).map(ToOwned::to_owned));
        }
    }
    seen
}

/// Whether the values of a statement stand in its plan, where one for all values would have their numbers.
fn is_for_its_values(text: &str, plan: &Value) -> bool {
    let mut conditions = Vec::new();
    add_conditions(plan, &mut conditions);
    text.contains("$1") && !conditions.iter().any(|condition| condition.contains('$')) && conditions.iter().any(|condition| condition.contains("'::"))
}

fn add_conditions(node: &Value, conditions: &mut Vec<String>) {
    for (name, value) in node.as_object().into_iter().flatten() {
        if name.ends_with("Cond") || name.ends_with("Filter") {
            conditions.extend(value.as_str().map(ToOwned::to_owned));
        }
        // What is put in order by a value shows its number as well, and no more is to be learnt from it.
        if name == "Sort Key" {
            conditions.extend(value.as_array().into_iter().flatten().filter_map(Value::as_str).filter(|key| key.contains('$')).map(ToOwned::to_owned));
        }
    }
    for below in node["Plans"].as_array().into_iter().flatten() {
        add_conditions(below, conditions);
    }
}

/// The rows that every node of a plan took from a table, those that it threw away with them. Where places were first gathered from indexes it
/// is what these gave, if that is more: an index can be read whole for the few rows that another one has, too.
fn add_read(node: &Value, read: &mut BTreeMap<String, i64>, counts: &dyn Fn(&Value) -> bool) {
    if let Some(table) = node["Relation Name"].as_str().filter(|_| counts(node)) {
        let number = |name: &str| node[name].as_f64().unwrap_or(0.0);
        let rows = (number("Actual Rows") + number("Rows Removed by Filter") + number("Rows Removed by Index Recheck")) * number("Actual Loops");
        *read.entry(table.to_owned()).or_default() += (rows as i64).max(gathered(node));
    }
    for below in node["Plans"].as_array().into_iter().flatten() {
        add_read(below, read, counts);
    }
}

/// The places that indexes gave to the nodes below, before any row was looked at.
fn gathered(node: &Value) -> i64 {
    let below = node["Plans"].as_array().into_iter().flatten().filter(|below| below["Node Type"].as_str().is_some_and(|kind| kind.starts_with("Bitmap")));
    let own = |below: &Value| (below["Actual Rows"].as_f64().unwrap_or(0.0) * below["Actual Loops"].as_f64().unwrap_or(0.0)) as i64;
    below.map(|below| if below["Node Type"] == "Bitmap Index Scan" { own(below) } else { gathered(below) }).sum()
}

/// What is wrong with a page.
fn faults(name: &str, few: &Seen, many: &Seen, sizes: &BTreeMap<String, i64>) -> Vec<String> {
    let mut faults = Vec::new();
    if many.statements > few.statements {
        faults.push(format!("{name}: {} statements grow to {}", few.statements, many.statements));
    }
    let most = MOST_STATEMENTS + usize::from(ONE_MORE.iter().any(|page| name.starts_with(page)));
    if many.statements > most {
        faults.push(format!("{name}: {} statements, at most {most} are allowed", many.statements));
    }
    for seen in [few, many] {
        if seen.bytes > MOST_BYTES {
            faults.push(format!("{name}: {} bytes", seen.bytes));
        }
    }
    for (table, size) in sizes {
        let read = many.read.get(table).copied().unwrap_or(0);
        if read * 2 > *size && !SEARCH_BY_WORDS.iter().any(|page| name.starts_with(page)) {
            faults.push(format!("{name}: reads {read} rows of {table}, which has {size}"));
        }
    }
    faults.extend(many.planned.iter().map(|text| format!("{name}: is planned at each execution: {text}")));
    faults
}

/// What is wrong with a page that shows a few of the rounds that are open.
fn faults_of_open(name: &str, seen: &Seen, open: i64) -> Vec<String> {
    let of = |read: &BTreeMap<String, i64>| read.get("round_now").copied().unwrap_or(0);
    let is = |pages: &[&str]| pages.iter().any(|page| name == *page || name.starts_with(&format!("{page}, as planned")));
    let own = (is(OF_OWN_BOARDS) && of(&seen.read) >= open).then(|| format!("{name}: reads {} rounds, in the whole city {open} are open", of(&seen.read)));
    let whole = (is(COUNTED_IN_AN_INDEX) && of(&seen.fetched) > SHOWN).then(|| format!("{name}: fetches {} rounds that it does not show", of(&seen.fetched)));
    own.into_iter().chain(whole).collect()
}

#[tokio::test]
async fn no_page_sends_more_answers_more_or_reads_more_when_there_are_more_audits() {
    let _alone = demo::YEARS.lock().await;
    let (mut few, mut many) = (Place::with(FEW, RELUCTANT).await, Place::with(MANY, RELUCTANT).await);
    let mut free = Place::at(&many.name, "enable_seqscan = on").await;
    let sizes = many.sizes().await;
    assert!(sizes.contains_key("round") && sizes.contains_key("submitted_answer"), "{sizes:?}");
    let open: i64 =
        sqlx::query_scalar("select count(*) from round_now where submission_id is null and closed_at is null").fetch_one(&mut many.conn).await.unwrap();
    let mut found = Vec::new();
    for (small, large) in few.visits.clone().iter().zip(many.visits.clone()) {
        assert_eq!((small.name, &small.path), (large.name, &large.path), "the same page is looked at twice");
        let (small_seen, large_seen, free_seen) = (few.look(small).await, many.look(&large).await, free.look(&large).await);
        println!(
            "{:<30} {:>3} {:>3} statements {:>7} {:>7} bytes {:>6} {:>6} {:>6} rows",
            large.name,
            small_seen.statements,
            large_seen.statements,
            small_seen.bytes,
            large_seen.bytes,
            small_seen.rows(),
            large_seen.rows(),
            free_seen.rows()
        );
        found.extend(faults(large.name, &small_seen, &large_seen, &sizes));
        found.extend(faults(&format!("{}, as planned", large.name), &small_seen, &free_seen, &sizes));
        found.extend(faults_of_open(large.name, &large_seen, open));
        found.extend(faults_of_open(&format!("{}, as planned", large.name), &free_seen, open));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[tokio::test]
async fn a_page_that_reads_whole_tables_is_seen() {
    // Without indexes every look-up reads everything.
    let mut place = Place::with(MANY, "enable_indexscan = off; enable_bitmapscan = off; enable_indexonlyscan = off").await;
    let sizes = place.sizes().await;
    let visit = place.visits.iter().find(|visit| visit.name == "response").unwrap().clone();
    let seen = place.look(&visit).await;
    let found = faults(visit.name, &seen, &seen, &sizes);
    assert!(found.iter().any(|fault| fault.contains("submitted_answer")), "{found:?}");
    let grown = Seen { statements: seen.statements + 1, bytes: MOST_BYTES + 1, ..seen.clone() };
    let found = faults(visit.name, &seen, &grown, &BTreeMap::new());
    assert!(found.iter().any(|fault| fault.contains("grow to")) && found.iter().any(|fault| fault.ends_with("60001 bytes")), "{found:?}");
}

#[test]
fn an_index_that_is_read_whole_beside_another_is_seen() {
    let index = |rows: i64| serde_json::json!({ "Node Type": "Bitmap Index Scan", "Actual Rows": rows, "Actual Loops": 1 });
    let both = serde_json::json!({ "Node Type": "BitmapAnd", "Actual Rows": 0, "Actual Loops": 1, "Plans": [index(20), index(103_525)] });
    let heap = serde_json::json!({
        "Node Type": "Bitmap Heap Scan", "Relation Name": "item_now", "Actual Rows": 12, "Actual Loops": 1, "Rows Removed by Filter": 0, "Plans": [both]
    });
    let mut read = BTreeMap::new();
    add_read(&heap, &mut read, &|_| true);
    assert_eq!(read["item_now"], 103_545);
}
