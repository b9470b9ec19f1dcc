//! What is said of many years is what a count of its own says (`years.sql`), over a city that has been audited for twelve years: how old open
//! recommendations are, in how many days boards answer, what the council took up last, and whether it is better than last year.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnection;
use yttrande::demo::player::Player;
use yttrande::demo::scale::{self, Rules};
use yttrande::demo::{PASSWORD, story};
use yttrande::domain::calendar;
use yttrande::platform::language::Lang;
use yttrande::platform::words::Words;

use super::pages::{counted_in_years, file_of};
use crate::spoil::spoiled;
use crate::world::look;
use crate::{database, demo};

/// Twelve years: ten audits a year.
const AUDITS: u32 = 120;

/// Figures by what they are of, and by what they count.
type Counted = BTreeMap<(String, String), i64>;

async fn counted(conn: &mut PgConnection, statement: &str, day: NaiveDate) -> Counted {
    let end = calendar::instant(day.succ_opt().unwrap(), NaiveTime::MIN);
    let rows: Vec<(String, String, Option<i64>)> = sqlx::query_as(sqlx::AssertSqlSafe(statement.to_owned())).bind(end).bind(day).fetch_all(conn).await.unwrap();
    rows.into_iter().filter_map(|(of, figure, n)| Some(((of, figure), n?))).collect()
}

fn count(counted: &Counted, of: &str, figure: &str) -> i64 {
    counted.get(&(of.to_owned(), figure.to_owned())).copied().unwrap_or_default()
}

/// A day that was counted as a number, such as 20250331, in words.
fn date(number: i64) -> String {
    Words::new(Lang::SV).date(NaiveDate::parse_from_str(&number.to_string(), "%Y%m%d").unwrap()).replace('\u{a0}', " ")
}

/// The words of a page on one line.
async fn said(reader: &mut Player, url: &str) -> String {
    let page = look(reader, url).await;
    let document = scraper::Html::parse_document(&page.body);
    let main = document.select(&scraper::Selector::parse("main").unwrap()).next().unwrap();
    let words = main.text().collect::<Vec<_>>().join(" ").replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    // What was a link or strong stood apart from the sign behind it.
    [" .", " ,", " ;"].into_iter().fold(words, |words, sign| words.replace(sign, sign.trim()))
}

/// "Av de öppna rekommendationerna är 31 äldre än två år och 12 äldre än fyra år; den äldsta skickades 3 mars 2016."
fn ages(counted: &Counted) -> String {
    let of = |figure| count(counted, "", figure);
    let older = match (of("older than two years"), of("older than four years")) {
        (0, _) => "Ingen öppen rekommendation är äldre än två år".to_owned(),
        (two, 0) => format!("Av de öppna rekommendationerna är {two} äldre än två år"),
        (two, four) => format!("Av de öppna rekommendationerna är {two} äldre än två år och {four} äldre än fyra år"),
    };
    format!("{older}; den äldsta skickades {}.", date(of("oldest sent on")))
}

/// "41 av 44 (93 %)", and nothing in percent of few.
fn share(part: i64, of: i64) -> (String, Option<i64>) {
    let half_up = (part * 100 + of / 2) / of;
    let percent = if part == 0 || part == of { half_up } else { half_up.clamp(1, 99) };
    if of < 5 { (format!("{part} av {of}"), None) } else { (format!("{part} av {of} ({percent} %)"), Some(percent)) }
}

/// "Av yttrandena med sista dag i år kom 22 av 26 (85 %) i tid, i fjol 65 av 82 (79 %)." and which word stands before it.
fn trend(figures: &Counted, day: NaiveDate, past: bool) -> (String, Option<&'static str>) {
    let of = |year: i32, part: &str, whole: &str| share(count(figures, &year.to_string(), part), count(figures, &year.to_string(), whole));
    let (year, before) = (day.year(), day.year() - 1);
    let (now, then) = (of(year, "in_time", "due"), of(before, "in_time", "due"));
    let (letter, letter_then) = (of(year, "in_time_by_letter", "due_by_letter"), of(before, "in_time_by_letter", "due_by_letter"));
    let (this, last) = if past { (year.to_string(), before.to_string()) } else { ("i år".to_owned(), "i fjol".to_owned()) };
    let mut sentence = format!("Av yttrandena med sista dag {this} kom {} i tid, {last} {}.", now.0, then.0);
    if letter != now || letter_then != then {
        sentence.push_str(&format!(" Mot missivets dag kom {} i tid, {last} {}.", letter.0, letter_then.0));
    }
    let order = |now: Option<i64>, then: Option<i64>| Some(now?.cmp(&then?));
    let word = order(now.1, then.1).filter(|word| order(letter.1, letter_then.1) == Some(*word)).map(|word| match word {
        std::cmp::Ordering::Greater => "Bättre än",
        std::cmp::Ordering::Equal => "Som",
        std::cmp::Ordering::Less => "Sämre än",
    });
    (sentence, word)
}

#[tokio::test]
async fn what_the_overview_says_of_many_years_is_what_a_count_of_its_own_says() {
    let _alone = demo::YEARS.lock().await;
    let name = demo::played().await;
    scale::add(&database::superuser(&name).await, AUDITS, Rules::Known, |_, _| {}).await.unwrap();
    let mut conn = database::superuser(&name).await.connect().await.unwrap();
    let mut fia = Player::new(demo::router(&name).await);
    fia.sign_in("david.ringmar@strandkoping.example", PASSWORD).await.unwrap();
    let today: NaiveDate = story::TODAY.parse().unwrap();
    the_council_takes_up_three(&name, &fia).await;

    let mut seen = std::collections::BTreeSet::new();
    for back in [0, 1, 2, 4, 7, 11] {
        let day = calendar::years_before(today, back).unwrap();
        let statement = include_str!("years.sql");
        // Of what was sent on the very day two years are not over; a count that says so must differ.
        let statement = if spoiled("figures of years") { statement.replace("sent_on < ", "sent_on <= 90 + ") } else { statement.to_owned() };
        let (years, figures) = (counted(&mut conn, &statement, day).await, counted(&mut conn, include_str!("figures.sql"), day).await);
        let overview = said(&mut fia, &if back == 0 { "/oversikt".to_owned() } else { format!("/oversikt?per={day}") }).await;
        assert!(overview.contains(&ages(&years)), "on {day}: not “{}” but {overview}", ages(&years));
        let (sentence, word) = trend(&figures, day, back > 0);
        let strong = ["Bättre än", "Som", "Sämre än"]
            .into_iter()
            .find(|word| overview.contains(&format!("{word} i fjol.")) || overview.contains(&format!("{word} {}.", day.year() - 1)));
        assert!(overview.contains(&sentence), "on {day}: not “{sentence}” but {overview}");
        assert_eq!(strong, word, "on {day}: {overview}");
        let council = years.iter().find(|((_, figure), _)| figure == "council on");
        assert_eq!(overview.contains("Fullmäktige tog senast upp"), council.is_some(), "on {day}: {overview}");
        if let Some(((title, _), held_on)) = council {
            let line = format!("Fullmäktige tog senast upp {title} {}", date(*held_on));
            assert!(overview.contains(&line), "on {day}: not “{line}” but {overview}");
            let of_year = count(&years, "", "council this year");
            assert_eq!(
                overview.contains("har fullmäktige tagit upp") || overview.contains("hade fullmäktige då tagit upp"),
                of_year > 1,
                "on {day}: {overview}"
            );
        }
        seen.extend([format!("two {}", count(&years, "", "older than two years") > 0), format!("four {}", count(&years, "", "older than four years") > 0)]);
        seen.extend([format!("{word:?}"), format!("council {}", council.is_some())]);
        if back == 0 {
            those_before_ten_years_lead_to_their_rows(&mut fia).await;
            in_how_many_days_boards_answer(&mut fia, &years).await;
        }
    }
    assert!(["two true", "two false", "four true", "council true", "council false"].iter().all(|one| seen.contains(*one)) && seen.len() > 6, "{seen:?}");
}

/// Two audits this year and one of them twice, and one last year; all of it written down today.
async fn the_council_takes_up_three(name: &str, reader: &Player) {
    let mut conn = database::superuser(name).await.connect().await.unwrap();
    let keys: Vec<String> = sqlx::query_scalar(
        "select a.reference_key from audit a join dispatch d on d.audit_id = a.id where d.sent_at < '2024-06-01' order by d.sent_at desc limit 2",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    let mut anna = reader.another();
    anna.sign_in(story::AUDITOR, PASSWORD).await.unwrap();
    for (audit, held_on, section, seen) in
        [(0, "2025-02-24", "31", "0"), (1, "2024-11-25", "190", "0"), (1, "2025-01-27", "12", "1"), (0, "2025-01-27", "13", "1")]
    {
        let fields = [("held_on", held_on), ("section", section), ("handling", "arende"), ("asked", ""), ("minutes", ""), ("seen", seen)];
        anna.post(&format!("/granskningar/{}/fullmaktige", keys[audit]), &fields).await.unwrap().done().unwrap();
    }
}

/// The years furthest back share a row.
async fn those_before_ten_years_lead_to_their_rows(reader: &mut Player) {
    let mut led = 0;
    for (said, of, url) in counted_in_years(&look(reader, "/oversikt").await.body).into_iter().filter(|(_, _, url)| url.contains("=fore-")) {
        assert_eq!(file_of(reader, &url).await.len(), of, "{said} leads to {url}");
        led += 1;
    }
    assert_eq!(led, 2, "responses and recommendations");
}

async fn in_how_many_days_boards_answer(reader: &mut Player, years: &Counted) {
    let file = look(reader, "/namnder.csv").await.body;
    let mut answered = 0;
    for row in file.lines().skip(1) {
        let (board, days) = (row.split(';').next().unwrap(), row.rsplit(';').next().unwrap());
        let counted = years.get(&(board.to_owned(), "days to answer".to_owned()));
        assert_eq!(days, counted.map(i64::to_string).unwrap_or_default(), "{row}");
        answered += usize::from(counted.is_some());
    }
    assert!(answered > 5, "{file}");
}
