//! A small municipality in which people act through the pages, and see what the pages answer.

use std::collections::BTreeMap;

use axum::Router;
use chrono::{NaiveDateTime, NaiveTime};
use sqlx::postgres::PgPool;
use tokio::sync::OnceCell;
use yttrande::app;
use yttrande::demo::player::{Page, Player};
use yttrande::domain::calendar;
use yttrande::platform::clock::Clock;
use yttrande::platform::database::Database;
use yttrande::platform::session::Cookies;
use yttrande::platform::two_step::Keys;
use yttrande::platform::upkeep;

use crate::database;

pub(crate) const PASSWORD: &str = "fyra gröna ord i rad";
const TEMPLATE: &str = "it_template";
/// In which browser each of them has chosen a password: the cookies by which it is known again.
static FOUNDED: OnceCell<BTreeMap<String, String>> = OnceCell::const_new();

/// Who lives here. Everybody's address is the name with dots, at kommun.example.
pub(crate) const PEOPLE: [(&str, &str); 8] = [
    ("Ada Admin", "administratör"),
    ("Rut Revisor", "revisor"),
    ("Lars Läsare", "läsare"),
    ("Sara Service", "nämndsekreterare; Servicenämnden"),
    ("Siv Handläggare", "handläggare; Servicenämnden"),
    ("Olle Ordförande", "ordförande; Servicenämnden"),
    ("Kim Kommun", "nämndsekreterare; Kommunstyrelsen"),
    ("Fia Fullmäktig", "fullmäktigeledamot"),
];

pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) database: String,
    router: Router,
}

/// A page that is to be there.
pub(crate) async fn look(player: &mut Player, path: &str) -> Page {
    player.get(path).await.unwrap().shown().unwrap()
}

pub(crate) fn sees(page: &Page, what: &[&str]) {
    for seen in what {
        assert!(page.body.contains(seen), "the page lacks “{seen}”: {}", page.body);
    }
}

pub(crate) fn sees_none(page: &Page, what: &[&str]) {
    for seen in what {
        assert!(!page.body.contains(seen), "the page says “{seen}”: {}", page.body);
    }
}

fn instant(wall: &str) -> chrono::DateTime<chrono::Utc> {
    let wall = NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M").unwrap();
    calendar::instant(wall.date(), wall.time())
}

pub(crate) fn email(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            ' ' => '.',
            other => other,
        })
        .collect();
    format!("{plain}@kommun.example")
}

async fn start(name: &str, clock: &Clock) -> Router {
    let database = Database::connect(database::login(name).await).await.unwrap();
    let app = app::program(database, clock.clone(), Cookies::Plain).unwrap().two_step(Keys::read(yttrande::demo::TWO_STEP_KEY).ok());
    app::router(app, Cookies::Plain)
}

/// Founds the municipality once, through the pages, in a database that every test then gets a clone of.
async fn found() -> BTreeMap<String, String> {
    database::empty(TEMPLATE).await;
    let clock = Clock::stopped_at(instant("2025-01-07 08:00"));
    let pool = Database::connect(database::login(TEMPLATE).await).await.unwrap();
    let link = upkeep::first_link(&pool, &clock).await.unwrap().unwrap();
    let router = app::router(app::program(pool.clone(), clock, Cookies::Plain).unwrap(), Cookies::Plain);
    let mut ada = Player::new(router);
    let own = [("organisation", "Provköpings kommun"), ("auditors", "Revisorskollegiet"), ("name", "Ada Admin"), ("email", &email("Ada Admin"))];
    let fields = [own.as_slice(), &[("password", PASSWORD), ("again", PASSWORD)]].concat();
    ada.post(&format!("/kom-igang/{}", link.reveal()), &fields).await.unwrap().done().unwrap();
    let boards = "Kommunstyrelsen\nServicenämnden\nMiljönämnden\nKommunfullmäktige";
    ada.post("/admin/namnder/lagg-till", &[("boards", boards)]).await.unwrap().done().unwrap();
    let others = &PEOPLE[1..];
    let lines: Vec<String> = others.iter().map(|(name, role)| format!("{name}; {}; {role}", email(name))).collect();
    let links = ada.post("/admin/personer/lagg-till", &[("people", &lines.join("\n"))]).await.unwrap().shown().unwrap();
    let mut browsers = BTreeMap::from([(email("Ada Admin"), ada.cookie())]);
    for (name, _) in others {
        let link = links.address_after(&email(name), "/inbjudan/").unwrap();
        let mut own = ada.another();
        own.post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
        browsers.insert(email(name), own.cookie());
    }
    pool.close().await;
    browsers
}

impl World {
    /// The municipality at a moment, in Stockholm: "2025-03-02 09:00".
    pub(crate) async fn at(wall: &str) -> Self {
        FOUNDED.get_or_init(found).await;
        let database = database::clone_of(TEMPLATE).await;
        let clock = Clock::stopped_at(instant(wall));
        let router = start(&database, &clock).await;
        Self { clock, database, router }
    }

    /// A moment later on the same day or another.
    pub(crate) fn move_to(&self, wall: &str) {
        self.clock.move_to(instant(wall));
    }

    /// The last instant of a day: a thousandth of a second before midnight in Stockholm.
    pub(crate) fn move_to_the_end_of(&self, day: &str) {
        let day: chrono::NaiveDate = day.parse().unwrap();
        self.clock.move_to(calendar::instant(day.succ_opt().unwrap(), NaiveTime::MIN) - chrono::TimeDelta::milliseconds(1));
    }

    /// The program itself.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// The program once more, as another process would run it: on the same database, with connections of its own.
    pub(crate) async fn another_program(&self) -> Router {
        start(&self.database, &self.clock).await
    }

    /// A browser that nobody has signed in with.
    pub(crate) fn visitor(&self) -> Player {
        Player::new(self.router.clone())
    }

    /// Somebody's own browser, in which nobody is signed in.
    pub(crate) fn browser_of(&self, name: &str) -> Player {
        let known = FOUNDED.get().and_then(|browsers| browsers.get(&email(name)));
        self.visitor().known(known.map_or("", String::as_str))
    }

    /// Somebody's own browser, and she has signed in.
    pub(crate) async fn signed_in(&self, name: &str) -> Player {
        let mut player = self.browser_of(name);
        player.sign_in(&email(name), PASSWORD).await.unwrap();
        player
    }

    /// The kinds of events so far, in the order in which they happened, from the moment that people were invited.
    pub(crate) async fn events(&self) -> Vec<String> {
        let pool = PgPool::connect_with(database::superuser(&self.database).await).await.unwrap();
        let kinds: Vec<String> = sqlx::query_scalar(
            "select kind from event where kind not in ('signed_in', 'set_up', 'definitions_listed') and at > '2025-01-08' order by at, tx, authority, seq",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        pool.close().await;
        kinds
    }

    /// A number that the database counts.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let pool = PgPool::connect_with(database::superuser(&self.database).await).await.unwrap();
        let n: i64 = sqlx::query_scalar(sql).fetch_one(&pool).await.unwrap();
        pool.close().await;
        n
    }

    /// A text that the database holds.
    pub(crate) async fn text(&self, sql: &'static str) -> String {
        let pool = PgPool::connect_with(database::superuser(&self.database).await).await.unwrap();
        let text: String = sqlx::query_scalar(sql).fetch_one(&pool).await.unwrap();
        pool.close().await;
        text
    }

    /// A text that one of the sides reads for itself, in the name of a board or of none.
    pub(crate) async fn asked_as(&self, role: &str, board: &str, sql: &'static str) -> String {
        let boards: String = match board {
            "" => "{}".to_owned(),
            name => {
                let pool = PgPool::connect_with(database::superuser(&self.database).await).await.unwrap();
                let id = sqlx::query_scalar("select format('{%s}', id) from board where name = $1").bind(name).fetch_one(&pool).await.unwrap();
                pool.close().await;
                id
            }
        };
        let pool = PgPool::connect_with(database::login(&self.database).await).await.unwrap();
        let mut tx = pool.begin().await.unwrap();
        let side = "select set_config('role', $1, true), set_config('app.boards', $2, true)";
        sqlx::query(side).bind(role).bind(boards).execute(&mut *tx).await.unwrap();
        let text = sqlx::query_scalar(sql).fetch_one(&mut *tx).await.unwrap();
        drop(tx);
        pool.close().await;
        text
    }

    /// How somebody wants to be told, as her settings page saves it.
    pub(crate) async fn wants(&self, email: &str, delivery: &str, lang: &str) {
        let pool = PgPool::connect_with(database::superuser(&self.database).await).await.unwrap();
        let setting = "insert into notice_setting (person_id, deadlines, responses, extensions, lang, saved_at)
          select id, $2::text::delivery, $2::text::delivery, $2::text::delivery, $3, '2025-02-01' from person where email = $1";
        sqlx::query(setting).bind(email).bind(delivery).bind(lang).execute(&pool).await.unwrap();
        pool.close().await;
    }

    /// Rut records and sends an audit of cleaning contracts: Servicenämnden by 31 March, Kommunstyrelsen by 4 April,
    /// with one assessment and two recommendations. R2 is for Servicenämnden alone.
    pub(crate) async fn sent_audit(&self) {
        self.unsent_audit().await;
        let mut rut = self.signed_in("Rut Revisor").await;
        rut.post("/granskningar/rev-2025-1/skicka", &[("message", "Välkomna att svara."), ("sure", "ja")]).await.unwrap().done().unwrap();
    }

    pub(crate) async fn unsent_audit(&self) {
        self.unsent_audit_of(&audit_form(&[])).await;
    }

    /// The same audit, recorded with this form.
    pub(crate) async fn unsent_audit_of(&self, form: &[(&str, &str)]) {
        let mut rut = self.signed_in("Rut Revisor").await;
        rut.post("/granskningar/ny/sjalv", form).await.unwrap().done().unwrap();
        let page = rut.get("/granskningar/rev-2025-1/punkter").await.unwrap().shown().unwrap();
        let (service, executive) = (page.choice("boards", "Servicenämnden").unwrap(), page.choice("boards", "Kommunstyrelsen").unwrap());
        for (kind, heading, boards) in [
            ("assessment", "Uppföljningen brister", vec![&service, &executive]),
            ("recommendation", "Följ upp avtalen", vec![&service, &executive]),
            ("recommendation", "Utbilda beställarna", vec![&service]),
        ] {
            let mut fields = vec![("kind", kind), ("heading", heading), ("body", "Nämnden bör se över detta.")];
            fields.extend(boards.iter().map(|id| ("boards", id.as_str())));
            rut.post("/granskningar/rev-2025-1/punkter", &fields).await.unwrap().done().unwrap();
        }
    }

    /// Sara answers everything on the first response of Servicenämnden and leaves it ready to be locked.
    pub(crate) async fn drafted_response(&self) {
        let mut sara = self.signed_in("Sara Service").await;
        saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar bilden."), ("do", "next")]).await.done().unwrap();
        for code in ["B1", "R1", "R2"] {
            saves(&mut sara, &format!("punkter/{code}"), &planned("next")).await.done().unwrap();
        }
    }

    /// And the board decides on it.
    pub(crate) async fn decided_response(&self) {
        self.drafted_response().await;
        self.decides().await;
    }

    /// The text on the desk is locked, and the board decides on it today.
    pub(crate) async fn decides(&self) {
        let mut sara = self.signed_in("Sara Service").await;
        sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
        let today = calendar::day_of(self.clock.now()).to_string();
        sara.post(&format!("{DESK}/beslut"), &decision(&today)).await.unwrap().done().unwrap();
    }

    /// And Sara hands it in.
    pub(crate) async fn submitted_response(&self) {
        self.decided_response().await;
        self.hands_in().await;
    }

    /// What the board has decided on is handed in.
    pub(crate) async fn hands_in(&self) {
        let mut sara = self.signed_in("Sara Service").await;
        sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    }
}

/// The desk of Servicenämnden's first response.
pub(crate) const DESK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete";
/// The first response of Servicenämnden as others see it.
pub(crate) const RESPONSE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta";

/// Saves a part of the desk on top of the version that the page shows.
pub(crate) async fn saves(player: &mut Player, part: &str, fields: &[(&str, &str)]) -> Page {
    let path = format!("{DESK}/{part}");
    let version = player.get(&path).await.unwrap().shown().unwrap().hidden("version").unwrap();
    let fields = [&[("version", version.as_str())], fields].concat();
    player.post(&path, &fields).await.unwrap()
}

/// Saves what came of promises, as the page has them: each row with the promise that it is about.
pub(crate) async fn tells_of(player: &mut Player, path: &str, fields: &[(&str, &str)]) -> Page {
    let page = player.get(path).await.unwrap().shown().unwrap();
    let (promises, version) = (page.hiddens("promise"), page.hidden("version").unwrap());
    let fields = fields.iter().map(|(name, value)| if *name == "version" { (*name, version.as_str()) } else { (*name, *value) });
    let fields: Vec<(&str, &str)> = fields.chain(promises.iter().map(|promise| ("promise", promise.as_str()))).collect();
    player.post(path, &fields).await.unwrap()
}

pub(crate) fn planned(button: &str) -> Vec<(&str, &str)> {
    vec![
        ("stance", "planned"),
        ("action", "Avtalen följs upp varje kvartal."),
        ("effect", "Fel upptäcks inom tre månader."),
        ("due", "september 2025"),
        ("responsible", "Inköpschefen"),
        ("reason", ""),
        ("elsewhere_reference", ""),
        ("do", button),
    ]
}

pub(crate) fn decision(day: &str) -> Vec<(&str, &str)> {
    vec![("lock", "1"), ("decider", "board"), ("decided_on", day), ("section", "45"), ("board_reference", "SN-2025-17"), ("immediately_adjusted", "ja")]
}

/// The form of an audit, with some values changed.
pub(crate) fn audit_form<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("title", "Städavtal"),
        ("reference", "REV-2025-1"),
        ("decided_by", "Revisorskollegiet"),
        ("decided_on", "2025-01-29"),
        ("letter_date", "2025-01-30"),
        ("chair", "Berit Bok"),
        ("overall_assessment", "Styrningen är inte tillräcklig."),
        ("reply_to", "registrator@provköping.example"),
        ("follow_up_period", "2025–2026"),
        ("instruction_first", "Skriv vad ni tänker göra."),
        ("instruction_follow_up", "Skriv vad ni har gjort."),
    ];
    for (name, value) in changed {
        if let Some(field) = fields.iter_mut().find(|(field, _)| field == name) {
            field.1 = value;
        }
    }
    for (board, role, first, later) in [
        ("servicenamnden", "respond", "2025-03-31", "2026-01-30"),
        ("kommunstyrelsen", "respond", "2025-04-04", ""),
        ("kommunfullmaktige", "information", "", ""),
    ] {
        let value = |name: &str, own: &'a str| changed.iter().find(|(field, _)| *field == format!("{name}-{board}")).map_or(own, |(_, value)| *value);
        fields.extend([("board", board), ("role", value("role", role)), ("first", value("first", first)), ("follow_up", value("follow_up", later))]);
    }
    fields
}
