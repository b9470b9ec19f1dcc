//! A page as of a day that is over is the page as it was that evening, over random histories.

use yttrande::demo::player::Player;

use super::{Batch, Stage};
use crate::world::look;

/// What a page says, without what says which day it is and how to come to another. Today's own words are those of a past day.
pub(crate) fn said(body: &str) -> String {
    let page = scraper::Html::parse_document(body);
    let main = scraper::Selector::parse("main").unwrap();
    let left_out = scraper::Selector::parse(".noprint, .printonly, .note[role=status]").unwrap();
    let gone: std::collections::BTreeSet<_> = page.select(&left_out).flat_map(|part| part.descendants().map(|node| node.id())).collect();
    let main = page.select(&main).next().unwrap();
    let text = main.descendants().filter(|node| !gone.contains(&node.id())).filter_map(|node| node.value().as_text().map(|text| text.to_string()));
    let text = text.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("yttrande just nu", "yttrande den dagen").replace("yttranden just nu", "yttranden den dagen")
}

/// The years by their numbers.
fn by_number(text: &str, year: i32) -> String {
    text.replace("med sista dag i år", &format!("med sista dag {year}"))
        .replace("i tid, i fjol", &format!("i tid, {}", year - 1))
        .replace("än i fjol.", &format!("än {}.", year - 1))
        .replace("Som i fjol.", &format!("Som {}.", year - 1))
}

async fn reads(reader: &mut Player, path: &str) -> String {
    said(&look(reader, path).await.body)
}

/// What can be read as of a day: the overview, the register, and two of the audits.
async fn pages_of_days(stage: &mut Stage) -> Vec<String> {
    let keys: Vec<String> =
        sqlx::query_scalar("select a.reference_key from audit a join dispatch d on d.audit_id = a.id where a.reference_key like 'p-%' order by a.id limit 2")
            .fetch_all(&mut stage.conn)
            .await
            .unwrap();
    let audits = keys.into_iter().map(|key| format!("/granskningar/{key}?"));
    ["/oversikt?", "/rekommendationer?visa=bedomningar", "/rekommendationer?status=oppna"].map(str::to_owned).into_iter().chain(audits).collect()
}

/// What each of those pages said at the end of each day.
async fn lives_through_evenings(stage: &mut Stage, batch: &Batch) -> Vec<(chrono::NaiveDate, Vec<String>)> {
    stage.begin(batch).await;
    let pages = pages_of_days(stage).await;
    let mut evenings = Vec::new();
    for (place, day) in batch.days.iter().enumerate() {
        stage.act(batch, place, *day).await;
        stage.world.move_to_the_end_of(&day.to_string());
        let year = chrono::Datelike::year(day);
        let mut fia = stage.world.signed_in("Fia Fullmäktig").await;
        let mut evening = Vec::new();
        for page in &pages {
            evening.push(by_number(&reads(&mut fia, page).await, year));
        }
        evenings.push((*day, evening));
    }
    evenings
}

#[tokio::test]
async fn over_random_histories_the_pages_of_a_day_are_what_they_were_that_evening() {
    let mut stage = Stage::new(8).await;
    let batch = stage.batch_from("2025-02-03", 40).await;
    let evenings = lives_through_evenings(&mut stage, &batch).await;
    let pages = pages_of_days(&mut stage).await;
    // The last of them is over, too.
    let after = evenings.last().unwrap().0.succ_opt().unwrap();
    stage.world.move_to(&format!("{after} 09:00"));
    let mut different = std::collections::BTreeSet::new();
    for name in ["Fia Fullmäktig", "Rut Revisor", "Sara Service"] {
        let mut reader = stage.world.signed_in(name).await;
        for (day, evening) in &evenings {
            different.extend(evening.iter().cloned());
            for (page, evening) in pages.iter().zip(evening) {
                // Of an audit and in the filters of the register, others read some things that only they may.
                if name == "Fia Fullmäktig" || page.starts_with("/oversikt") {
                    assert_eq!(&reads(&mut reader, &format!("{page}&per={day}")).await, evening, "{page} as of {day}, for {name}");
                }
            }
        }
    }
    let whole = |words: &str| evenings.iter().any(|(_, evening)| evening[0].contains(words));
    assert!(different.len() > 40 && (whole("försenade den dagen") || whole("dagar sent")), "{}", different.len());
}

/// Of each cell of the table of years that leads somewhere: what it says, how many it says there are, and where it leads.
pub(super) fn counted_in_years(body: &str) -> Vec<(String, usize, String)> {
    let page = scraper::Html::parse_document(body);
    let cell = scraper::Selector::parse("td.n a[href*='skulle-ha-kommit'], td.n a[href*='omdomesar']").unwrap();
    page.select(&cell)
        .map(|link| {
            let said = link.text().collect::<String>();
            let of = said.split(" av ").nth(1).unwrap().split([' ', ';', '\u{a0}']).next().unwrap().parse().unwrap();
            (said, of, link.attr("href").unwrap().to_owned())
        })
        .collect()
}

/// Of each board in the table whose responses lead somewhere: how many have come, are overdue, or never came; and where they lead.
fn counted_of_boards(body: &str) -> Vec<(usize, String)> {
    let page = scraper::Html::parse_document(body);
    let cell = scraper::Selector::parse("table.parts td[data-l]").unwrap();
    let link = scraper::Selector::parse("a[href*='skulle-ha-kommit']").unwrap();
    let all = |cell: scraper::ElementRef<'_>| {
        let said = cell.text().collect::<Vec<_>>().join(" ").replace(',', " ");
        let words: Vec<&str> = said.split_whitespace().collect();
        let counted = |pair: &&[&str]| matches!(pair[1], "lämnat" | "lämnade" | "försenat" | "försenade" | "avslutat" | "avslutade");
        words.windows(2).filter(counted).map(|pair| pair[0].parse::<usize>().unwrap()).sum()
    };
    page.select(&cell).filter_map(|cell| Some((all(cell), cell.select(&link).next()?.attr("href")?.to_owned()))).collect()
}

#[tokio::test]
async fn over_random_histories_the_years_of_the_overview_lead_to_exactly_the_rows_that_they_count() {
    let mut stage = Stage::new(11).await;
    let batch = stage.batch_from("2025-02-03", 60).await;
    let evenings = lives_through_evenings(&mut stage, &batch).await;
    let last = evenings.last().unwrap().0;
    let middle = evenings[evenings.len() * 4 / 5].0;
    let mut fia = stage.world.signed_in("Fia Fullmäktig").await;
    let mut seen = std::collections::BTreeSet::new();
    for page in ["/oversikt".to_owned(), format!("/oversikt?per={middle}"), "/namnder/servicenamnden".to_owned()] {
        for (said, of, url) in counted_in_years(&look(&mut fia, &page).await.body) {
            let (path, query) = url.split_once('?').unwrap();
            let file = look(&mut fia, &format!("{path}.csv?{query}")).await.body;
            assert_eq!(file.lines().count() - 1, of, "{last}: {page} says {said} and leads to {url}:\n{file}");
            seen.insert((path.to_owned(), url.contains("per=")));
        }
    }
    let expected = [("/rekommendationer", false), ("/rekommendationer", true), ("/yttranden", false)];
    assert_eq!(seen, expected.map(|(path, past)| (path.to_owned(), past)).into());
    let boards = counted_of_boards(&look(&mut fia, "/oversikt").await.body);
    assert!(boards.len() > 3, "{boards:?}");
    for (of, url) in boards {
        assert_eq!(file_of(&mut fia, &url).await.len(), of, "{last}: {url}");
    }
}

/// The rows of the file of a list, below its heads.
pub(super) async fn file_of(reader: &mut Player, url: &str) -> Vec<String> {
    let (path, query) = url.split_once('?').unwrap();
    let file = look(reader, &format!("{path}.csv?{query}")).await;
    assert_eq!(file.status, 200, "{url}");
    file.body.lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_list_before_a_year_has_the_rows_of_all_years_before_it_and_no_others() {
    let mut stage = Stage::new(13).await;
    let batch = stage.batch_from("2025-02-03", 60).await;
    let evenings = lives_through_evenings(&mut stage, &batch).await;
    let middle = evenings[evenings.len() * 4 / 5].0;
    let mut fia = stage.world.signed_in("Fia Fullmäktig").await;
    for begins in [
        "/yttranden?status=skulle-ha-kommit&ar=",
        "/granskningar?ar=",
        "/rekommendationer?ar=",
        "/rekommendationer?omdomesar=",
        &format!("/rekommendationer?per={middle}&omdomesar="),
    ] {
        let mut sizes = std::collections::BTreeSet::new();
        let mut before = Vec::new();
        for year in 2024..=2027 {
            let mut said = file_of(&mut fia, &format!("{begins}fore-{year}")).await;
            said.sort();
            before.sort();
            assert_eq!(said, before, "{begins}fore-{year}");
            sizes.insert(said.len());
            before.extend(file_of(&mut fia, &format!("{begins}{year}")).await);
        }
        assert!(sizes.len() > 1, "{begins}: {sizes:?}");
        // It stands in the form and among the filters in use, in words.
        let page = look(&mut fia, &format!("{begins}fore-2026")).await;
        assert!(page.body.contains("Ta bort Före 2026") && page.body.contains("<option value=\"fore-2026\" selected>Före 2026"), "{}", page.sentence());
    }
    for odd in ["fore-", "fore-16", "före-2026", "fore-2101", "2026-fore"] {
        assert!(look(&mut fia, &format!("/yttranden?ar={odd}")).await.body.contains("har inte använts"), "{odd}");
    }
}

#[tokio::test]
async fn what_came_in_time_and_what_did_not_are_together_all_that_was_due() {
    let mut stage = Stage::new(12).await;
    let batch = stage.batch_from("2025-02-03", 60).await;
    lives_through_evenings(&mut stage, &batch).await;
    let mut rut = stage.world.signed_in("Rut Revisor").await;
    let mut rows = Vec::new();
    for status in ["skulle-ha-kommit", "i-tid", "inte-i-tid", "forsenat"] {
        let file = look(&mut rut, &format!("/yttranden.csv?status={status}")).await.body;
        rows.push(file.lines().skip(1).map(str::to_owned).collect::<std::collections::BTreeSet<_>>());
    }
    let [due, in_time, not_in_time, late] = rows.try_into().unwrap();
    assert!(!in_time.is_empty() && !not_in_time.is_empty() && in_time.is_disjoint(&not_in_time) && not_in_time.is_superset(&late));
    assert_eq!(in_time.union(&not_in_time).cloned().collect::<std::collections::BTreeSet<_>>(), due);
}
