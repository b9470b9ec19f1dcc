//! All sizes, both builds and the bare program side by side, page by page in turns, so that what else the machine does meets
//! all of them alike: a page is measured at every size within seconds.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use yttrande::demo::{PASSWORD, story};

use super::bare::{Plan, Running, Sheet};
use super::client::{Client, Pace};
use super::options::Options;
use super::program::{self, Program};
use super::statements::{Heard, Listening};
use super::subjects::Subjects;
use super::visits::{self, Visit};
use super::{say, writes};

const CLIENTS: [usize; 3] = [1, 8, 32];
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
        for round in &mut rounds {
            round.visit(options, at).await?;
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

    async fn visit(&mut self, options: &Options, at: usize) -> anyhow::Result<()> {
        let visit = self.now.visits.get(at).context("the sizes have different pages")?;
        let measured = page(options, at, visit, &self.now, self.before.as_ref(), &self.bare).await;
        let figures = measured.with_context(|| format!("{}, {}, {} audits", visit.name, visit.path, self.audits))?;
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

    /// `None` when this build does not have the page.
    async fn page(&self, options: &Options, name: &str, clients: &[usize]) -> anyhow::Result<Option<Measured>> {
        let Some((at, visit)) = self.visits.iter().enumerate().find(|(_, visit)| visit.name == name) else { return Ok(None) };
        let client = self.client(visit)?;
        let bytes = client.get(&visit.path).await?.body.len();
        let compressed = client.get_compressed(&visit.path).await?.body.len();
        let paces = paces(options, client, &visit.path, clients).await?;
        Ok(Some(Measured { paces, bytes, compressed, statements: self.heard.get(at).map_or(0, |heard| heard.statements.len()) }))
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

async fn page(options: &Options, at: usize, visit: &Visit, now: &Side, before: Option<&Side>, bare: &Running) -> anyhow::Result<PageFigures> {
    let own = now.page(options, visit.name, &CLIENTS).await?.context("the page is not there")?;
    let before = match before {
        Some(side) => side.page(options, visit.name, &[1]).await.context("before")?,
        None => None,
    };
    let (client, path) = (Client::new(&bare.base), format!("/{at}"));
    let answer = client.get(&path).await?;
    if answer.status != axum::http::StatusCode::OK {
        anyhow::bail!("the bare program cannot: {}", answer.text());
    }
    let bare = Measured { paces: paces(options, &client, &path, &[1]).await?, bytes: answer.body.len(), compressed: 0, statements: own.statements };
    Ok(PageFigures { name: visit.name, now: own, before, bare })
}

async fn paces(options: &Options, client: &Client, path: &str, clients: &[usize]) -> anyhow::Result<Vec<Pace>> {
    client.pace(path, 2, options.time() / 5).await?;
    let mut paces = Vec::new();
    for clients in clients {
        let time = if *clients == 1 { options.time() } else { options.crowded() };
        paces.push(client.pace(path, *clients, time).await?);
    }
    Ok(paces)
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
