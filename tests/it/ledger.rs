//! The ledger under random histories: boards ask, take back and hand in, auditors decide and correct, days pass. A model
//! of a few lines says what must happen; the date in force must be the model's, and the first entry must never change.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::{Strategy as _, any};
use proptest::prop_oneof;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sqlx::postgres::PgPool;
use yttrande::demo::player::{Page, PlayError, Player};

use crate::database;
use crate::world::World;

const FIRST: &str = "/yttranden/rev-2025-1/servicenamnden/forsta";
const HISTORIES: u32 = 24;

#[derive(Clone, Debug)]
enum Act {
    /// The board wishes a last day so many days from today.
    Ask(i64),
    Withdraw,
    /// Granted as wished; the follow-up stays or moves so many days from today.
    Grant(Option<i64>),
    GrantOther(i64),
    Refuse,
    Correct(i64),
    Pass(u64),
    HandIn,
}

fn act() -> impl proptest::strategy::Strategy<Value = Act> {
    let day = || -20_i64..400;
    prop_oneof![
        4 => day().prop_map(Act::Ask),
        1 => any::<bool>().prop_map(|_| Act::Withdraw),
        3 => proptest::option::of(200_i64..900).prop_map(Act::Grant),
        2 => day().prop_map(Act::GrantOther),
        1 => any::<bool>().prop_map(|_| Act::Refuse),
        2 => day().prop_map(Act::Correct),
        2 => (1_u64..40).prop_map(Act::Pass),
        1 => any::<bool>().prop_map(|_| Act::HandIn),
    ]
}

/// What must be true, written without looking at the program.
struct Model {
    today: NaiveDate,
    entries: Vec<NaiveDate>,
    follow_up: Vec<NaiveDate>,
    wish: Option<NaiveDate>,
    received: bool,
}

impl Model {
    fn new() -> Self {
        let day = |text: &str| text.parse().unwrap();
        Self { today: day("2025-02-10"), entries: vec![day("2025-03-31")], follow_up: vec![day("2026-01-30")], wish: None, received: false }
    }
    fn due(&self) -> NaiveDate {
        *self.entries.last().unwrap()
    }
    fn next(&self) -> NaiveDate {
        *self.follow_up.last().unwrap()
    }
    fn from_today(&self, days: i64) -> NaiveDate {
        self.today + chrono::TimeDelta::days(days)
    }
    /// Later than the date in force, and not over while somebody has to keep it.
    fn later(&self, day: NaiveDate) -> bool {
        day > self.due() && (self.received || day >= self.today)
    }

    /// Plays an act, and says which status the program must answer.
    fn play(&mut self, act: &Act) -> u16 {
        match *act {
            Act::Pass(days) => {
                self.today = self.today.checked_add_days(Days::new(days)).unwrap();
                303
            }
            Act::HandIn => {
                // What was asked before is decided, or taken back, afterwards as well.
                self.received = true;
                303
            }
            Act::Ask(_) if self.received || self.wish.is_some() => 409,
            Act::Ask(days) => {
                let day = self.from_today(days);
                if !self.later(day) {
                    return 422;
                }
                self.wish = Some(day);
                303
            }
            Act::Correct(_) if self.received || self.wish.is_some() => 409,
            Act::Correct(days) => {
                let day = self.from_today(days);
                let too_soon = day < self.due() && day < self.from_today(7);
                if day == self.due() || day < self.today || too_soon || day >= self.next() {
                    return 422;
                }
                self.entries.push(day);
                303
            }
            Act::Withdraw => self.settle(None, None),
            Act::Refuse => self.settle(None, None),
            Act::Grant(follow_up) => {
                let Some(day) = self.wish else { return 409 };
                self.grant(day, follow_up.map(|days| self.from_today(days)))
            }
            Act::GrantOther(days) => {
                if self.wish.is_none() {
                    return 409;
                }
                self.grant(self.from_today(days), None)
            }
        }
    }

    fn grant(&mut self, day: NaiveDate, follow_up: Option<NaiveDate>) -> u16 {
        let moves = follow_up.is_none_or(|next| next > self.next() && next >= self.today);
        if !self.later(day) || !moves || day >= follow_up.unwrap_or(self.next()) {
            return 422;
        }
        self.settle(Some(day), follow_up)
    }

    fn settle(&mut self, day: Option<NaiveDate>, follow_up: Option<NaiveDate>) -> u16 {
        if self.wish.take().is_none() {
            return 409;
        }
        self.entries.extend(day);
        self.follow_up.extend(follow_up);
        303
    }
}

/// The two people at their browsers. A session ends when days pass, so they sign in anew.
struct Stage {
    world: World,
    sara: Player,
    rut: Player,
    minute: u32,
}

impl Stage {
    async fn new() -> Self {
        let world = World::at("2025-02-10 09:00").await;
        world.sent_audit().await;
        world.decided_response().await;
        let (sara, rut) = (world.signed_in("Sara Service").await, world.signed_in("Rut Revisor").await);
        Self { world, sara, rut, minute: 0 }
    }

    async fn play(&mut self, act: &Act, today: NaiveDate) -> u16 {
        let day = |days: i64| (today + chrono::TimeDelta::days(days)).to_string();
        self.minute += 1;
        match act {
            Act::Pass(_) => {
                self.world.move_to(&format!("{today} 09:{:02}", self.minute % 60));
                self.sara = self.world.signed_in("Sara Service").await;
                self.rut = self.world.signed_in("Rut Revisor").await;
                303
            }
            Act::Ask(days) => insists(&mut self.sara, &format!("{FIRST}/anstand"), &[("wished_on", &day(*days)), ("reason", "Tiden räcker inte.")]).await,
            Act::Withdraw => status(self.sara.post(&format!("{FIRST}/anstand/aterkalla"), &[]).await),
            Act::HandIn => status(self.sara.post(&format!("{FIRST}/arbete/skicka"), &[]).await),
            Act::Correct(days) => insists(&mut self.rut, &format!("{FIRST}/sista-dag/ratta"), &[("due_on", &day(*days)), ("reason", "Fel i missivet.")]).await,
            Act::Grant(None) => self.decide("granted", "", "keep", "").await,
            Act::Grant(Some(days)) => self.decide("granted", "", "move", &day(*days)).await,
            Act::GrantOther(days) => self.decide("other", &day(*days), "keep", "").await,
            Act::Refuse => self.decide("refused", "", "keep", "").await,
        }
    }

    async fn decide(&mut self, outcome: &str, other: &str, next: &str, next_day: &str) -> u16 {
        let path = format!("{FIRST}/anstand/beslut");
        let form = self.rut.get(&path).await.unwrap();
        if form.status != 200 {
            return form.status.as_u16();
        }
        let request = form.hidden("request").unwrap();
        let fields =
            [("request", request.as_str()), ("outcome", outcome), ("other_day", other), ("reason", "Så beslutar vi."), ("next", next), ("next_day", next_day)];
        insists(&mut self.rut, &path, &fields).await
    }

    /// Every entry of Servicenämnden's two rounds, as the database has them.
    async fn ledger(&self) -> BTreeMap<i16, Vec<NaiveDate>> {
        let pool = PgPool::connect_with(database::superuser(&self.world.database).await).await.unwrap();
        let rows: Vec<(i16, NaiveDate)> = sqlx::query_as(
            "select r.ordinal, e.due_on from published.deadline_entry e join published.round r on r.id = e.round_id
             where r.board_slug = 'servicenamnden' order by r.ordinal, e.n",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        let folds: Vec<(i16, NaiveDate, NaiveDate)> =
            sqlx::query_as("select ordinal, due_on, original_due_on from published.round where board_slug = 'servicenamnden'").fetch_all(&pool).await.unwrap();
        pool.close().await;
        let mut ledger: BTreeMap<i16, Vec<NaiveDate>> = BTreeMap::new();
        for (ordinal, day) in rows {
            ledger.entry(ordinal).or_default().push(day);
        }
        for (ordinal, due_on, original) in folds {
            let entries = &ledger[&ordinal];
            assert_eq!((Some(&due_on), Some(&original)), (entries.last(), entries.first()), "the fold of round {ordinal}");
        }
        ledger
    }
}

/// Sends a form, and says yes when it is asked whether a day on which offices are closed is meant.
async fn insists(player: &mut Player, path: &str, fields: &[(&str, &str)]) -> u16 {
    let first = player.post(path, fields).await.unwrap();
    let asked = first.body.split("id=\"closed_day-").find(|rest| rest.starts_with('2')).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    match asked.filter(|_| first.status == 422) {
        Some(days) => status(player.post(path, &[fields, &[("closed_day", days.as_str())]].concat()).await),
        None => status(Ok(first)),
    }
}

fn status(page: Result<Page, PlayError>) -> u16 {
    page.unwrap().status.as_u16()
}

async fn check(acts: &[Act]) {
    let (mut model, mut stage) = (Model::new(), Stage::new().await);
    for act in acts {
        // Handing in twice leads to the same receipt and changes nothing.
        let wanted = model.play(act);
        let found = stage.play(act, model.today).await;
        assert_eq!(found, wanted, "{act:?} on {} in {acts:?}", model.today);
        let ledger = stage.ledger().await;
        assert_eq!((&ledger[&1], &ledger[&2]), (&model.entries, &model.follow_up), "after {act:?} in {acts:?}");
    }
}

#[test]
fn the_date_in_force_is_the_last_entry_and_the_first_entry_never_changes_whatever_happens() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    // The same histories each time: a failure can be looked at again.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config { cases: HISTORIES, failure_persistence: None, max_shrink_iters: 20, ..Config::default() }, rng);
    runner
        .run(&proptest::collection::vec(act(), 4..14), |acts| {
            runtime.block_on(check(&acts));
            Ok(())
        })
        .unwrap();
}
