//! Plays the story through the program's own pages, with a clock that stands where the story says.

mod audits;
mod council;
mod deadlines;
mod founding;
mod letter;
mod meetings;
mod responses;
mod scenes;
mod supplements;
mod verdicts;

use std::collections::BTreeMap;

use anyhow::Context as _;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::PASSWORD;
use super::player::Player;
use super::story::{self, Audit, Person, Role};
use crate::domain::round::RoundKey;
use crate::domain::{address, calendar, text};
use crate::platform::clock::Clock;
use crate::platform::database::Database;
use crate::platform::session::Cookies;
use scenes::{Act, Scene};

/// A session is used this long after the last request; the program itself ends it after 45 minutes.
const IDLE: TimeDelta = TimeDelta::minutes(40);
/// And this long in all; the program itself ends it after ten hours.
const WHOLE: TimeDelta = TimeDelta::hours(9);

/// The instant of the story's last act: no clock may begin before it.
///
/// # Errors
/// When an instant of the story cannot be read.
pub fn last_act() -> anyhow::Result<DateTime<Utc>> {
    let scenes = scenes::all(story::AUDITS)?;
    scenes.last().map(|scene| scene.at).context("the story is empty")
}

/// Plays the whole story on a database without people. `progress` hears how many acts of how many are done.
///
/// # Errors
/// The first act that the program answers in another way than the story expects.
pub async fn play(database: &Database, progress: impl Fn(usize, usize)) -> anyhow::Result<()> {
    let scenes = scenes::all(story::AUDITS)?;
    let beginning = scenes.first().map(|scene| scene.at).context("the story is empty")? - TimeDelta::days(3);
    let clock = Clock::stopped_at(beginning);
    let app = crate::app::program(database.clone(), clock.clone(), Cookies::Plain)?;
    let mut cast = Cast { clock, first: Player::new(crate::app::router(app, Cookies::Plain)), seats: BTreeMap::new() };
    let all = scenes.len() + 1;
    progress(0, all);
    founding::play(&mut cast, database).await.context("founding the organisation")?;
    for (done, scene) in (1..).zip(&scenes) {
        progress(done, all);
        cast.clock.move_to(scene.at);
        act(&mut cast, scene).await.with_context(|| format!("{}, at {}: {}", scene.audit.reference, scene.at, scene.act))?;
    }
    meetings::play(&mut cast).await.context("noting the meetings")?;
    progress(all, all);
    Ok(())
}

async fn act(cast: &mut Cast, scene: &Scene) -> anyhow::Result<()> {
    let audit = scene.audit;
    let player = cast.seat(scene.who).await?;
    match scene.act {
        Act::Record => audits::record(player, audit).await,
        Act::AddItem(item) => audits::add_item(player, audit, item).await,
        Act::Attach => audits::attach(player, audit).await,
        Act::Send => audits::send(player, audit).await,
        Act::Summarise(response) => responses::summarise(player, audit, response).await,
        Act::Answer(response, answer) => responses::answer(player, audit, response, answer).await,
        Act::Lock(response) => responses::lock(player, audit, response).await,
        Act::Decide(response, decision) => responses::decide(player, audit, response, decision).await,
        Act::Submit(response) => responses::submit(player, audit, response).await,
        Act::Register(response, number) => verdicts::register(player, audit, response, number).await,
        Act::Judge(response, verdict) => verdicts::judge(player, audit, response, verdict).await,
        Act::Publish(response, overall) => verdicts::publish(player, audit, response, overall).await,
        Act::AskExtension(extension) => deadlines::ask(player, audit, extension).await,
        Act::DecideExtension(extension) => deadlines::decide(player, audit, extension).await,
        Act::AskSupplement(supplement) => supplements::ask(player, audit, supplement).await,
        Act::HandInSupplement(supplement) => supplements::hand_in(player, audit, supplement).await,
        Act::EnterCouncil(entered) => council::enter(player, audit, entered).await,
        Act::Close(motive) => audits::close(player, audit, motive).await,
    }
}

/// Everybody who plays, each in front of a browser of her own.
struct Cast {
    clock: Clock,
    first: Player,
    seats: BTreeMap<&'static str, Seat>,
}

struct Seat {
    player: Player,
    since: DateTime<Utc>,
    last: DateTime<Utc>,
}

impl Cast {
    /// The browser of this person, signed in.
    async fn seat(&mut self, email: &'static str) -> anyhow::Result<&mut Player> {
        let now = self.clock.now();
        let fresh = self.first.another();
        let seat = self.seats.entry(email).or_insert(Seat { player: fresh, since: DateTime::UNIX_EPOCH, last: DateTime::UNIX_EPOCH });
        if now - seat.last > IDLE || now - seat.since > WHOLE {
            seat.player.sign_in(email, PASSWORD).await.with_context(|| format!("signing in {email}"))?;
            seat.since = now;
        }
        seat.last = now;
        Ok(&mut seat.player)
    }
}

/// An instant of the story: wall time in Stockholm.
fn instant(written: &str) -> anyhow::Result<DateTime<Utc>> {
    let wall = NaiveDateTime::parse_from_str(written, "%Y-%m-%d %H:%M").with_context(|| format!("the story says {written:?} for an instant"))?;
    Ok(calendar::instant(wall.date(), wall.time()))
}

/// The address of a page below a response.
fn below_response(audit: &Audit, board: &str, round: u8, page: &str) -> String {
    address::below_response(&key(audit), &text::slug(board), RoundKey::new(i16::from(round)), page)
}

/// The address of an audit, without `/granskningar/`.
fn key(audit: &Audit) -> String {
    text::reference_key(audit.reference)
}

/// The first person of the story with this role.
fn holder(role: Role, board: Option<&str>) -> Option<&'static Person> {
    story::PEOPLE.iter().find(|person| person.roles.iter().any(|(held, of)| *held == role && *of == board))
}
