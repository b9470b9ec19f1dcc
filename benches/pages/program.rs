//! A build of the program as a process of its own, with a demo of so many audits.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use super::client::Client;
use super::say;

pub(crate) struct Program {
    pub(crate) base: String,
    data: PathBuf,
    child: Child,
}

impl Program {
    /// Makes the demo with so many audits where it is not there yet, and starts the program on it.
    pub(crate) async fn start(program: &Path, data: &Path, audits: u32) -> anyhow::Result<Self> {
        say(&format!("  {} on {} …", program.display(), data.display()));
        let making = Instant::now();
        Self::run(program, data, Some(audits)).await?.stop().await?;
        say(&format!("  there are {audits} generated audits, after {:.0} s", making.elapsed().as_secs_f64()));
        // A fresh process: what making them left in memory is none of its business.
        Self::run(program, data, None).await
    }

    async fn run(program: &Path, data: &Path, audits: Option<u32>) -> anyhow::Result<Self> {
        let mut command = Command::new(program);
        command.args(["demo", "--listen", "127.0.0.1:0", "--data"]).arg(data).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        if let Some(audits) = audits {
            command.arg("--audits").arg(audits.to_string());
        }
        let mut child = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let out = child.stdout.take().context("the program has no output")?;
        let mut lines = BufReader::new(out).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some(base) = line.trim().strip_prefix("http://") {
                // Whatever else it says goes nowhere, and must not stop it.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Self { base: format!("http://{base}"), data: data.to_owned(), child });
            }
        }
        bail!("{} ended before it served: {}", program.display(), child.wait().await?)
    }

    /// The superuser's way into its database, past the program.
    pub(crate) async fn look_inside(&self) -> anyhow::Result<PgConnection> {
        inside(&self.socket(), "yttrande").await
    }

    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.data.join("socket")
    }

    pub(crate) fn postgres_log(&self) -> PathBuf {
        self.data.join("postgres.log")
    }

    /// Resident memory in MiB.
    pub(crate) fn memory(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id().context("the program has ended")?))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the system does not say how much memory a process has")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib / 1_024.0)
    }

    /// The jobs have their first round when the program starts; what they do then is not measured.
    pub(crate) async fn settle(&self) -> anyhow::Result<()> {
        let mut conn = self.look_inside().await?;
        for _ in 0..240 {
            let busy: i64 = sqlx::query_scalar(
                "select count(*) from pg_stat_activity where datname = 'yttrande' and pid <> pg_backend_pid() and state <> 'idle'
                   or backend_type = 'autovacuum worker'",
            )
            .fetch_one(&mut conn)
            .await?;
            if busy == 0 {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        bail!("the program does not come to rest")
    }

    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        interrupt(&self.child)?;
        self.child.wait().await?;
        Ok(())
    }
}

fn interrupt(child: &Child) -> anyhow::Result<()> {
    let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(rustix::process::Pid::from_raw).context("the program has ended")?;
    rustix::process::kill_process(pid, rustix::process::Signal::INT)?;
    Ok(())
}

pub(crate) async fn inside(socket: &Path, database: &str) -> anyhow::Result<PgConnection> {
    let options = PgConnectOptions::new_without_pgpass().socket(socket).username("yttrande_dba").database(database);
    options.connect().await.context("cannot look into the database")
}

/// Seconds from starting `serve` on a database that is there to its first answer.
pub(crate) async fn time_to_ready(program: &Path, beside: &Program) -> anyhow::Result<f64> {
    let mut conn = inside(&beside.socket(), "postgres").await?;
    sqlx::raw_sql("drop database if exists yttrande_ready with (force)").execute(&mut conn).await?;
    sqlx::raw_sql("create database yttrande_ready owner yttrande_owner").execute(&mut conn).await?;
    let url = |user: &str| format!("postgres://{user}@localhost/yttrande_ready?host={}", beside.socket().display());
    let mut times = Vec::new();
    // The first start makes the tables.
    for start in 0..4 {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?.to_string();
        drop(listener);
        let mut command = Command::new(program);
        command.args(["serve", "--insecure-cookies", "--listen", &address]).env("DATABASE_URL", url("yttrande_app"));
        if start == 0 {
            command.env("YTTRANDE_ADMIN_URL", url("yttrande_dba"));
        }
        let begun = Instant::now();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn()?;
        let client = Client::new(&format!("http://{address}"));
        while client.get("/halsa").await.is_err() {
            if let Some(status) = child.try_wait()? {
                bail!("serve ended before it served: {status}");
            }
            if begun.elapsed() > Duration::from_secs(60) {
                bail!("serve does not get ready");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        times.push(begun.elapsed().as_secs_f64());
        interrupt(&child)?;
        child.wait().await?;
    }
    sqlx::raw_sql("drop database if exists yttrande_ready with (force)").execute(&mut conn).await?;
    let mut later: Vec<f64> = times.into_iter().skip(1).collect();
    later.sort_by(f64::total_cmp);
    later.get(1).copied().context("nothing was measured")
}
