//! Many at once on one round of one board, in two programs on one database: whatever they do, there is an order of what they did, one
//! after the other, in which everybody would have been answered as she was and all would stand as it does; and nothing contradicts.
//!
//! `./dev race ROUNDS` runs as many as there is patience for; a short form is one of the tests. The programs are the routers themselves,
//! each with connections of its own: what two of them share is the database, which is where they meet.

mod order;
mod seats;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use futures_util::future::join_all;
use sqlx::types::{Json, Uuid};
use sqlx::{ConnectOptions as _, PgConnection};
use yttrande::demo::player::Player;
use yttrande::domain::calendar;

use crate::a_simulated_year::chance::Chance;
use crate::database;
use crate::spoil::spoiled;
use crate::world::{PASSWORD, World, email};
use order::{Act, Happened, Standing, Who};
use seats::{Begins, Place, Seat};

/// So many rounds in one database: then everybody sits down in a new one, as small as the first.
const TOGETHER: u32 = 400;
/// The day of the letter is five days ahead, or so many over.
const DUE_IN: [i64; 2] = [5, -5];

/// A municipality in which everybody sits at a browser, some in two.
struct Track {
    world: World,
    conn: PgConnection,
    seats: Vec<Seat>,
    chance: Chance,
}

/// What has been seen.
#[derive(Default)]
struct Seen {
    rounds: u32,
    acts: BTreeMap<String, u32>,
    wrong: Vec<String>,
}

impl Track {
    async fn new(seed: u64) -> Self {
        let world = World::at("2025-03-10 08:00").await;
        world.sent_audit().await;
        world.drafted_response().await;
        let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
        sqlx::raw_sql(concat!("set jit = off;", include_str!("open.sql"))).execute(&mut conn).await.unwrap();
        sqlx::query("select set_config('app.person', (select id::text from person where name = 'Rut Revisor'), false)").execute(&mut conn).await.unwrap();
        if spoiled("race") {
            sqlx::raw_sql(HOLDS_NOTHING).execute(&mut conn).await.unwrap();
        }
        let programs = [world.router(), world.another_program().await];
        let mut seats = Vec::new();
        for (who, name, program) in [
            (Who::Sara, "Sara Service", 0),
            (Who::Sara, "Sara Service", 1),
            (Who::Olle, "Olle Ordförande", 0),
            (Who::Siv, "Siv Handläggare", 1),
            (Who::Rut, "Rut Revisor", 0),
            (Who::Rut, "Rut Revisor", 1),
            (Who::Ada, "Ada Admin", 1),
        ] {
            let mut player = Player::new(programs[program].clone());
            player.sign_in(&email(name), PASSWORD).await.unwrap();
            seats.push(Seat { who, player });
        }
        Self { world, conn, seats, chance: Chance::new(seed) }
    }

    /// One round: it is brought to where it begins, then everybody acts at once, and then it is looked at.
    async fn round(&mut self, seen: &mut Seen) {
        self.world.clock.move_to(self.world.clock.now() + TimeDelta::seconds(10));
        let mut place = self.open().await;
        let begins = self.begins(&mut place).await;
        let from = self.stands(&place).await;
        // Not 0: the words that were typed before the race began must not be typed in it again, which would be clicking twice.
        let turn = AtomicU64::new(1);
        let mut all = Vec::new();
        for seat in &mut self.seats {
            let acts = seat.draw(begins, &place, &mut self.chance);
            let (place, turn) = (&place, &turn);
            all.push(async move { seat.acts(place, &acts, turn).await });
        }
        let mut acts: Vec<Happened> = join_all(all).await.into_iter().flatten().collect();
        acts.extend(self.finishes(&place, &turn).await);
        let to = self.stands(&place).await;
        for act in &acts {
            *seen.acts.entry(format!("{:?} {:?}", act.act, act.answer)).or_default() += 1;
        }
        if !order::some_order_explains(&acts, &from, &to) {
            seen.wrong.push(format!("no order explains round {}: {acts:#?}\nfrom {from:?}\nto   {to:?}", place.key));
        }
        let wrong: Vec<String> = sqlx::query_scalar("select race.wrong($1, $2)").bind(place.audit).bind(place.round).fetch_all(&mut self.conn).await.unwrap();
        seen.wrong.extend(wrong.into_iter().map(|wrong| format!("{wrong}, in round {}: {acts:#?}\nfrom {from:?}\nto   {to:?}", place.key)));
        seen.rounds += 1;
        if !to.everybody_works() {
            sqlx::query("select race.give_roles_again($1)").bind(self.world.clock.now()).execute(&mut self.conn).await.unwrap();
        }
    }

    async fn open(&mut self) -> Place {
        let now = self.world.clock.now();
        let due = calendar::day_of(now) + TimeDelta::days(DUE_IN[usize::from(self.chance.one_in(2))]);
        let (number, audit, round): (i64, Uuid, Uuid) =
            sqlx::query_as("select number, audit, round from race.open($1, $2)").bind(due).bind(now).fetch_one(&mut self.conn).await.unwrap();
        let roles: Vec<String> = sqlx::query_scalar(
            "select '/admin/personer/' || p.id || '/roller/' || g.id || '/avsluta' from role_grant g join person p on p.id = g.person_id
             where p.name in ('Siv Handläggare', 'Olle Ordförande') order by p.name desc",
        )
        .fetch_all(&mut self.conn)
        .await
        .unwrap();
        let siv = sqlx::query_scalar("select id::text from person where name = 'Siv Handläggare'").fetch_one(&mut self.conn).await.unwrap();
        let today = calendar::day_of(now);
        Place { key: format!("k-{number}"), audit, round, request: String::new(), files: String::new(), file: String::new(), siv, roles, today }
    }

    /// The board is brought to where the race begins, through pages: how far it has come decides what people will try.
    async fn begins(&mut self, place: &mut Place) -> Begins {
        let [sara, .., rut, _, _] = self.seats.as_mut_slice() else { unreachable!("seven seats") };
        if self.chance.one_in(3) {
            sara.gets_through(place, Act::Ask).await;
            place.request =
                sqlx::query_scalar("select id::text from extension_request where round_id = $1").bind(place.round).fetch_one(&mut self.conn).await.unwrap();
        }
        if self.chance.one_in(4) {
            place.files = rut.brings_a_file(place).await;
        }
        // Not too often: nobody attaches more than a hundred files a day.
        if self.chance.one_in(6) {
            place.file = sara.attaches(place).await;
        }
        let begins = Begins::ALL[usize::try_from(self.chance.below(Begins::ALL.len() as u64)).unwrap()];
        for act in begins.acts() {
            sara.gets_through(place, *act).await;
        }
        if matches!(begins, Begins::Preliminary | Begins::HandedIn) && self.chance.one_in(2) {
            rut.gets_through(place, Act::AskSupplement).await;
        }
        if matches!(begins, Begins::Preliminary | Begins::HandedIn) && self.chance.one_in(2) {
            rut.gets_through(place, Act::Judge).await;
        }
        begins
    }

    /// What is locked when everybody is done can be decided on and handed in: it is the text that was locked.
    async fn finishes(&mut self, place: &Place, turn: &AtomicU64) -> Vec<Happened> {
        let standing = self.stands(place).await;
        let mut acts = Vec::new();
        if standing.is_locked() {
            acts.extend((standing.decided == 0).then_some(Act::Decide(standing.locks)));
            acts.push(Act::Submit);
        }
        self.seats[0].acts(place, &acts, turn).await
    }

    async fn stands(&mut self, place: &Place) -> Standing {
        let Json(standing): Json<Standing> =
            sqlx::query_scalar("select race.stands($1, $2)").bind(place.round).bind(place.today).fetch_one(&mut self.conn).await.unwrap();
        standing
    }

    async fn gaps(&mut self) -> i64 {
        sqlx::query_scalar("select race.gaps()").fetch_one(&mut self.conn).await.unwrap()
    }

    /// Runs so many rounds. What is wrong stands in `seen`.
    async fn runs(&mut self, rounds: u32, seen: &mut Seen) {
        for round in 1..=rounds {
            self.round(seen).await;
            // This PostgreSQL keeps no statistics by itself.
            if round % 100 == 20 {
                sqlx::raw_sql("analyze").execute(&mut self.conn).await.unwrap();
            }
            if seen.wrong.len() > 3 {
                break;
            }
        }
        let gaps = self.gaps().await;
        if gaps != 0 {
            seen.wrong.push(format!("{gaps} receipt numbers belong to nothing"));
        }
    }
}

/// The control: whoever holds the round holds nothing. A row that a policy hides from updates is passed over by `for update`.
const HOLDS_NOTHING: &str = "alter table round enable row level security;
    create policy seen on round for select using (true);
    create policy added on round for insert with check (true);
    create policy held on round for update to yttrande_bridge using (true)";

/// Two tracks side by side, for the two cores that a small machine has.
fn race(rounds: u32, seed: u64) -> (Seen, Duration) {
    let begun = Instant::now();
    let tracks: Vec<_> = (0..2)
        .map(|track| {
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    let (mut seen, own) = (Seen::default(), rounds.div_ceil(2));
                    while seen.rounds < own && seen.wrong.is_empty() {
                        let mut track = Track::new(seed + track * 1_000_000 + u64::from(seen.rounds)).await;
                        track.runs(TOGETHER.min(own - seen.rounds), &mut seen).await;
                        let database = track.world.database.clone();
                        drop(track);
                        database::drop(&database).await;
                        if own > TOGETHER {
                            println!("{} of {own} rounds after {:.0} s", seen.rounds, begun.elapsed().as_secs_f32());
                        }
                    }
                    seen
                })
            })
        })
        .collect();
    let mut all = Seen::default();
    for track in tracks {
        let seen = track.join().unwrap();
        all.rounds += seen.rounds;
        all.wrong.extend(seen.wrong);
        for (act, n) in seen.acts {
            *all.acts.entry(act).or_default() += n;
        }
    }
    (all, begun.elapsed())
}

#[test]
fn whatever_many_do_at_once_it_is_as_if_they_had_done_it_one_after_the_other() {
    let rounds = std::env::var("YTTRANDE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(120);
    let seed = std::env::var("YTTRANDE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (seen, took) = race(rounds, seed);
    assert!(seen.wrong.is_empty(), "{} things are wrong after {} rounds:\n{}", seen.wrong.len(), seen.rounds, seen.wrong.join("\n\n"));
    let acts: u32 = seen.acts.values().sum();
    for (act, n) in &seen.acts {
        println!("{n:>8} {act}");
    }
    let kinds = seen.acts.keys().filter(|act| act.ends_with("Done")).count();
    assert!(kinds >= 22, "only {kinds} kinds of acts were done: nothing has been tried");
    let busy: u32 = seen.acts.iter().filter(|(act, _)| act.ends_with("Busy")).map(|(_, n)| n).sum();
    assert!(busy * 20 < acts, "{busy} of {acts} acts found something else in their way: nothing has been tried");
    println!(
        "figure: {} rounds, {acts} acts of seven people in two programs: each explained by an order, nothing contradicts; {busy} told that it was busy; {:.0} s",
        seen.rounds,
        took.as_secs_f32()
    );
}
