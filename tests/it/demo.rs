//! The demo: a year of a city, played through the pages, and every page of it looked at as every role.

use std::collections::BTreeSet;

use axum::Router;
use scraper::{Html, Selector};
use tokio::sync::OnceCell;
use yttrande::app;
use yttrande::demo::player::Player;
use yttrande::demo::{PASSWORD, play, story};
use yttrande::domain::calendar;
use yttrande::platform::clock::Clock;
use yttrande::platform::database::Database;
use yttrande::platform::session::Cookies;

use crate::database;

const TEMPLATE: &str = "it_demo";
static PLAYED: OnceCell<()> = OnceCell::const_new();

/// A database of its own with the played story in it.
pub(crate) async fn played() -> String {
    PLAYED
        .get_or_init(async || {
            database::empty(TEMPLATE).await;
            let pool = Database::connect(database::login(TEMPLATE).await).await.unwrap();
            play::play(&pool, |_, _| {}).await.unwrap();
            pool.close().await;
        })
        .await;
    database::clone_of(TEMPLATE).await
}

/// Held by whoever fills a demo with years of audits, or looks at the plans that PostgreSQL makes for one: beside others that write
/// much it takes indexes for dearer than they are.
pub(crate) static YEARS: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// The program on such a database, on the morning on which the demo begins.
pub(crate) async fn router(name: &str) -> Router {
    let pool = Database::connect(database::login(name).await).await.unwrap();
    let today = calendar::instant(story::TODAY.parse().unwrap(), "08:00:00".parse().unwrap());
    let keys = yttrande::platform::two_step::Keys::read(yttrande::demo::TWO_STEP_KEY).ok();
    app::router(app::program(pool, Clock::stopped_at(today), Cookies::Plain).unwrap().two_step(keys), Cookies::Plain)
}

/// What a page must be, whoever looks at it and in whatever language.
fn judge(path: &str, body: &str, lang: &str) {
    let page = Html::parse_document(body);
    let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(count("h1"), 1, "{path} has not one h1");
    assert_eq!(count(&format!("html[lang={lang}]")), 1, "{path} is not in {lang}");
    assert_eq!(count("title"), 1, "{path}");
    assert_eq!(count("main"), 1, "{path}");
    let mut ids = BTreeSet::new();
    for element in page.select(&Selector::parse("[id]").unwrap()) {
        assert!(ids.insert(element.attr("id").unwrap().to_owned()), "{path} has two elements with the id {}", element.attr("id").unwrap());
    }
    for field in page.select(&Selector::parse("main input:not([type=hidden]), main textarea, main select").unwrap()) {
        let id = field.attr("id").unwrap_or_else(|| panic!("{path} has a field without id"));
        assert_eq!(count(&format!("label[for=\"{id}\"]")), 1, "{path}: the field {id} has no label");
        for described in field.attr("aria-describedby").unwrap_or("").split_whitespace() {
            assert!(ids.contains(described), "{path}: {id} is described by {described}, which is not there");
        }
    }
    assert!(!body.contains("{{") && !body.contains("Some("), "{path} shows its own making");
}

/// Follows every link of its own, from the start page on, and shows each page and file that is text.
pub(crate) async fn walk(player: &mut Player, look: impl Fn(&str, &str)) -> usize {
    let links = Selector::parse("a[href^='/']").unwrap();
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut waiting = vec!["/".to_owned()];
    let mut pages = 0;
    while let Some(path) = waiting.pop() {
        let mut answer = player.get(&path).await.unwrap();
        while answer.location.is_some() {
            answer = player.follow(answer).await.unwrap();
        }
        assert_eq!(answer.status, 200, "{path}: {}", answer.sentence());
        let is = |kind: &str| answer.headers.get("content-type").is_some_and(|said| said.to_str().unwrap().starts_with(kind));
        if is("text/html") || is("text/csv") {
            look(&path, &answer.body);
        }
        if !is("text/html") {
            continue;
        }
        pages += 1;
        for link in Html::parse_document(&answer.body).select(&links) {
            let to = link.attr("href").unwrap().split('#').next().unwrap().to_owned();
            if seen.insert(to.clone()) {
                waiting.push(to);
            }
        }
    }
    pages
}

#[tokio::test]
async fn the_demo_year_can_be_played_and_every_page_of_it_is_sound_for_every_role_in_both_languages() {
    let router = router(&played().await).await;
    let people = [
        story::AUDITOR,
        story::AUDIT_READER,
        story::SECRETARY,
        story::SECRETARY_OF_EXECUTIVE,
        story::CONTRIBUTOR,
        story::APPROVER,
        story::COUNCIL_MEMBER,
        story::ADMINISTRATOR,
    ];
    for email in people {
        for lang in ["sv", "en"] {
            let mut player = Player::new(router.clone());
            player.sign_in(email, PASSWORD).await.unwrap();
            player.post("/sprak", &[("sprak", lang), ("till", "/")]).await.unwrap().done().unwrap();
            let pages = walk(&mut player, |path, body| {
                if !path.contains(".csv") {
                    judge(path, body, lang);
                }
            })
            .await;
            assert!(pages >= 10, "{email} found only {pages} pages");
        }
    }
}

/// What these cells say in the n-th table of a page.
fn cells(page: &Html, table: usize, which: &str) -> Vec<String> {
    let tables = Selector::parse("table").unwrap();
    let cell = Selector::parse(which).unwrap();
    page.select(&tables).nth(table).unwrap().select(&cell).map(|cell| cell.text().collect()).collect()
}

#[tokio::test]
async fn boards_and_years_add_up_to_the_same_whole() {
    let mut member = Player::new(router(&played().await).await);
    member.sign_in(story::COUNCIL_MEMBER, PASSWORD).await.unwrap();
    let page = Html::parse_document(&member.get("/oversikt").await.unwrap().body);
    let of_boards = |key| cells(&page, 0, key).iter().map(|n| n.parse::<u32>().unwrap()).sum::<u32>();
    let implemented = of_boards("td.k1");
    let judged = implemented + of_boards("td.k2") + of_boards("td.k3");
    // "1 av 2", or "9 av 12 (75 %)", or a dash in a year without verdicts.
    let of_years = |place| {
        let shares = cells(&page, 1, "td[data-l='Rekommendationer genomförda']");
        shares.iter().filter_map(|share| share.split(' ').step_by(2).nth(place)?.parse::<u32>().ok()).sum::<u32>()
    };
    assert!(implemented > 0 && judged > implemented, "{implemented} of {judged}");
    assert_eq!((of_years(0), of_years(1)), (implemented, judged));
}
