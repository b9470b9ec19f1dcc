//! All sizes, both builds and the bare program side by side, page by page in turns of a tenth of a second, so that what else the
//! machine does meets all of them alike: where others share it, it is twice as quick in one second as in the next.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use yttrande::demo::{PASSWORD, story};

use super::bare::{Plan, Running, Sheet};
use super::client::{Client, Pace, Taken};
use super::options::Options;
use super::program::{self, Program};
use super::statements::{Heard, Listening};
use super::subjects::Subjects;
use super::visits::{self, Visit};
use super::{say, writes};

/// One client is measured in so many turns; and then so many clients at once.
const TURNS: u32 = 10;
const CROWDS: [usize; 2] = [8, 32];
/// With more audits the build before takes minutes for a page.
const BEFORE_UP_TO: u32 = 1_000;

/// What one program did with one page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measured {
    /// With one client, eight and thirty-two.
    pub(crate) paces: Vec<Pace>,
    pub(crate) bytes: usize,
    pub(crate) compressed: usize,
    pub(crate) statements: usize,
}

pub(crate) struct PageFigures {
    pub(crate) name: &'static str,
    pub(crate) now: Measured,
    pub(crate) before: Option<Measured>,
    pub(crate) bare: Measured,
}

/// What one build does besides pages.
#[derive(Default)]
pub(crate) struct Build {
    pub(crate) writes: Vec<(&'static str, Pace)>,
    pub(crate) ready: f64,
    pub(crate) fresh: f64,
    pub(crate) after_sign_ins: f64,
    pub(crate) after_all: f64,
}

pub(crate) struct SizeFigures {
    pub(crate) audits: u32,
    pub(crate) pages: Vec<PageFigures>,
    pub(crate) now: Build,
    pub(crate) before: Option<Build>,
}

/// A running build, and who is signed in there.
struct Side {
    program: Program,
    people: BTreeMap<String, Client>,
    heard: Vec<Heard>,
    visits: Vec<Visit>,
    subjects: Subjects,
    build: Build,
}

/// What one page has taken so far, turn by turn.
struct Turns {
    now: Taken,
    before: Option<(Visit, Taken)>,
    bare: Taken,
    bare_bytes: usize,
}

/// One size, ready to be visited.
struct Round {
    audits: u32,
    now: Side,
    before: Option<Side>,
    bare: Running,
    pages: Vec<PageFigures>,
}

pub(crate) async fn measure(options: &Options) -> anyhow::Result<Vec<SizeFigures>> {
    let mut rounds = Vec::new();
    for audits in options.sizes.clone() {
        rounds.push(Round::start(options, audits).await?);
    }
    let pages = rounds.first().map_or(0, |round| round.now.visits.len());
    for at in 0..pages {
        let mut turns = Vec::new();
        for round in &rounds {
            turns.push(round.begin(options, at).await?);
        }
        for _ in 0..TURNS {
            for (round, turns) in rounds.iter().zip(&mut turns) {
                round.turn(options, at, turns).await?;
            }
        }
        for (round, turns) in rounds.iter_mut().zip(turns) {
            round.finish(options, at, turns).await?;
        }
    }
    let mut figures = Vec::new();
    for round in rounds {
        figures.push(round.end(options).await?);
    }
    if !options.keeps {
        std::fs::remove_dir_all(&options.scratch)?;
    }
    Ok(figures)
}

impl Round {
    async fn start(options: &Options, audits: u32) -> anyhow::Result<Self> {
        say(&format!("{audits} audits"));
        let now = Side::start(options, &options.program, "now", audits, Knows::Everything).await?;
        let before = match &options.before {
            Some(program) if audits <= BEFORE_UP_TO => Some(Side::start(options, program, "before", audits, Knows::Some).await?),
            Some(_) | None => None,
        };
        let plan = Plan { socket: now.program.socket(), pages: now.heard.iter().map(Sheet::of).enumerate().collect() };
        let bare = Running::start(&plan, &options.scratch.join(format!("bare-{audits}.json"))).await?;
        Ok(Self { audits, now, before, bare, pages: Vec::new() })
    }

    fn visit_of(&self, at: usize) -> anyhow::Result<&Visit> {
        self.now.visits.get(at).context("the sizes have different pages")
    }

    /// A look at the page by every program, so that nothing is measured that is done once.
    async fn begin(&self, options: &Options, at: usize) -> anyhow::Result<Turns> {
        let (visit, warm) = (self.visit_of(at)?, options.time() / 5);
        self.now.client(visit)?.pace(&visit.path, 2, warm).await.with_context(|| format!("{}, {}, {} audits", visit.name, visit.path, self.audits))?;
        let before = match &self.before {
            Some(side) => side.visit_named(visit.name).map(|(_, visit)| visit.clone()),
            None => None,
        };
        if let (Some(side), Some(visit)) = (&self.before, &before) {
            side.client(visit)?.pace(&visit.path, 2, warm).await.context("before")?;
        }
        let answer = Client::new(&self.bare.base).get(&format!("/{at}")).await?;
        if answer.status != axum::http::StatusCode::OK {
            anyhow::bail!("the bare program cannot: {}", answer.text());
        }
        self.bare_client().pace(&format!("/{at}"), 2, warm).await?;
        Ok(Turns { now: Taken::default(), before: before.map(|visit| (visit, Taken::default())), bare: Taken::default(), bare_bytes: answer.body.len() })
    }

    fn bare_client(&self) -> Client {
        Client::new(&self.bare.base)
    }

    /// One client in front of every program, for a short while each.
    async fn turn(&self, options: &Options, at: usize, turns: &mut Turns) -> anyhow::Result<()> {
        let (visit, time) = (self.visit_of(at)?, options.time() / TURNS);
        turns.now.and(self.now.client(visit)?.taken(&visit.path, 1, time).await?);
        if let (Some(side), Some((visit, taken))) = (&self.before, &mut turns.before) {
            taken.and(side.client(visit)?.taken(&visit.path, 1, time).await.context("before")?);
        }
        turns.bare.and(self.bare_client().taken(&format!("/{at}"), 1, time).await?);
        Ok(())
    }

    /// What the turns have shown; and how the page carries many at once.
    async fn finish(&mut self, options: &Options, at: usize, turns: Turns) -> anyhow::Result<()> {
        let visit = self.visit_of(at)?;
        let mut now = self.now.page(visit, turns.now.pace()).await?;
        for clients in CROWDS {
            now.paces.push(self.now.client(visit)?.pace(&visit.path, clients, options.crowded()).await?);
        }
        let before = match (&self.before, turns.before) {
            (Some(side), Some((visit, taken))) => Some(side.page(&visit, taken.pace()).await.context("before")?),
            (Some(_) | None, _) => None,
        };
        let bare = Measured { paces: vec![turns.bare.pace()], bytes: turns.bare_bytes, compressed: 0, statements: now.statements };
        let figures = PageFigures { name: visit.name, now, before, bare };
        say(&line(self.audits, &figures));
        self.pages.push(figures);
        Ok(())
    }

    async fn end(self, options: &Options) -> anyhow::Result<SizeFigures> {
        let Self { audits, now, before, bare, pages } = self;
        drop(bare);
        let now = now.end(options, &options.program, audits).await?;
        let before = match (before, &options.before) {
            (Some(side), Some(program)) => Some(side.end(options, program, audits).await?),
            (Some(_) | None, _) => None,
        };
        Ok(SizeFigures { audits, pages, now, before })
    }
}

/// Whether a build has every page.
enum Knows {
    Everything,
    /// An earlier build lacks what has come since: such pages are left out.
    Some,
}

impl Side {
    async fn start(options: &Options, program: &Path, name: &str, audits: u32, knows: Knows) -> anyhow::Result<Self> {
        let program = Program::start(program, &options.scratch.join(format!("{name}-{audits}")), audits).await?;
        let mut conn = program.look_inside().await?;
        let subjects = Subjects::find(&mut conn).await?;
        let visits: Vec<Visit> = visits::all(&subjects).into_iter().filter(|visit| visit.name.contains(&options.only)).collect();
        let mut people = BTreeMap::new();
        for visit in &visits {
            if !people.contains_key(&visit.who) {
                people.insert(visit.who.clone(), Client::signed_in(&program.base, &visit.who, PASSWORD).await?);
            }
        }
        let mut side = Self { program, people, heard: Vec::new(), visits, subjects, build: Build::default() };
        side.program.settle().await?;
        if matches!(knows, Knows::Some) {
            side.leave_out_what_is_not_there().await?;
        }
        side.listen().await?;
        Ok(side)
    }

    fn client(&self, visit: &Visit) -> anyhow::Result<&Client> {
        self.people.get(&visit.who).context("nobody is signed in")
    }

    async fn leave_out_what_is_not_there(&mut self) -> anyhow::Result<()> {
        let mut there = Vec::new();
        for visit in &self.visits {
            if self.client(visit)?.get(&visit.path).await?.status != axum::http::StatusCode::NOT_FOUND {
                there.push(visit.clone());
            }
        }
        self.visits = there;
        Ok(())
    }

    /// Counts the statements of every page, once all connections are warm.
    async fn listen(&mut self) -> anyhow::Result<()> {
        for visit in &self.visits {
            let client = self.client(visit)?;
            client.pace(&visit.path, 8, std::time::Duration::from_millis(50)).await.with_context(|| format!("{} {}", visit.name, visit.path))?;
        }
        let listening = Listening::begin(&self.program).await?;
        let mut all = Vec::new();
        for visit in &self.visits {
            all.push(listening.of(&self.program, self.client(visit)?, &visit.path).await?);
        }
        listening.end().await?;
        self.heard = all;
        Ok(())
    }

    /// A page by its name; none when this build does not have it.
    fn visit_named(&self, name: &str) -> Option<(usize, &Visit)> {
        self.visits.iter().enumerate().find(|(_, visit)| visit.name == name)
    }

    /// What a page is besides its time.
    async fn page(&self, visit: &Visit, pace: Pace) -> anyhow::Result<Measured> {
        let (client, at) = (self.client(visit)?, self.visit_named(visit.name).map(|(at, _)| at));
        let bytes = client.get(&visit.path).await?.body.len();
        let compressed = client.get_compressed(&visit.path).await?.body.len();
        let heard = at.and_then(|at| self.heard.get(at));
        Ok(Measured { paces: vec![pace], bytes, compressed, statements: heard.map_or(0, |heard| heard.statements.len()) })
    }

    /// Writes, and what is measured once: memory and time to ready.
    async fn end(mut self, options: &Options, program: &Path, audits: u32) -> anyhow::Result<Build> {
        let (base, time) = (self.program.base.clone(), options.time());
        self.build.after_all = self.program.memory()?;
        if options.only.is_empty() {
            self.build.writes = vec![
                ("save an item", writes::save_item(&base, &self.subjects, time).await?),
                ("save a verdict", writes::save_verdict(&base, &self.subjects, time).await?),
                ("mark as read", writes::mark_read(&base, time).await?),
                ("sign in", writes::sign_in(&base, time).await?),
            ];
        }
        let data = self.program.data().to_owned();
        self.program.stop().await?;
        if options.sizes.first() == Some(&audits) {
            self.build.alone(options, program, &data, audits).await?;
        }
        Ok(self.build)
    }
}

impl Build {
    /// The memory of a fresh process, and of the same one after many sign-ins; and how long `serve` takes to its first answer.
    async fn alone(&mut self, options: &Options, program: &Path, data: &Path, audits: u32) -> anyhow::Result<()> {
        let running = Program::start(program, data, audits).await?;
        running.settle().await?;
        self.fresh = running.memory()?;
        for _ in 0..options.sign_ins() {
            Client::signed_in(&running.base, story::SECRETARY, PASSWORD).await?;
        }
        self.after_sign_ins = running.memory()?;
        self.ready = program::time_to_ready(program, &running).await?;
        running.stop().await
    }
}

fn line(audits: u32, figures: &PageFigures) -> String {
    let pace = |measured: &Measured| measured.paces.first().cloned().unwrap_or_default();
    let before = figures.before.as_ref().map_or(String::new(), |before| format!("  before {:>9.2} ms", pace(before).p50));
    format!(
        "  {:<28} {audits:>6} {:>9.2} ms {:>7.0}/s {:>8} B {:>3} statements  bare {:>9.2} ms{before}",
        figures.name,
        pace(&figures.now).p50,
        pace(&figures.now).rate,
        figures.now.bytes,
        figures.now.statements,
        pace(&figures.bare).p50
    )
}
