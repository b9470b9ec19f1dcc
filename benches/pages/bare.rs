//! The bare program: axum, sqlx and askama, and nothing of ours. It sends the statements that the program's page sends,
//! without gate, roles, transaction and row security, as the same person, and draws every row that comes. What the program takes beyond this
//! is what gate, walls, words and pages cost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use anyhow::Context as _;
use askama::Template;
use axum::extract::{Path as Asked, State};
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::{Column as _, Row as _, TypeInfo as _, ValueRef as _};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use super::statements::Heard;

/// What it serves: under each name, the rows of these statements, asked by these people.
#[derive(Serialize, Deserialize)]
pub(crate) struct Plan {
    pub(crate) socket: PathBuf,
    pub(crate) pages: BTreeMap<usize, Sheet>,
}

/// A page of it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sheet {
    statements: Vec<String>,
    /// As whom they are asked. Each of these people has connections of her own, so that it costs nothing.
    settings: String,
}

impl Sheet {
    pub(crate) fn of(heard: &Heard) -> Self {
        Self { statements: heard.statements.clone(), settings: heard.settings.clone() }
    }
}

struct Table {
    rows: Vec<Vec<String>>,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{{ title }}</title><link rel="stylesheet" href="/static/app.css"></head>
<body><header><nav><a href="/">Att göra</a> <a href="/granskningar">Granskningar</a> <a href="/oversikt">Översikt</a></nav></header><main><h1>{{ title }}</h1>
{% for table in tables %}<table><tbody>{% for row in table.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table>{% endfor %}</main></body></html>"#
)]
struct Page<'a> {
    title: &'a str,
    tables: Vec<Table>,
}

struct Bare {
    /// By their settings.
    pools: BTreeMap<String, PgPool>,
    plan: Plan,
}

pub(crate) async fn serve(plan: &Path) -> anyhow::Result<()> {
    let plan: Plan = serde_json::from_slice(&std::fs::read(plan)?)?;
    let options = PgConnectOptions::new_without_pgpass().socket(&plan.socket).username("yttrande_dba").database("yttrande");
    // As many connections as the program has.
    let size = 2 * std::thread::available_parallelism().map_or(2, |n| u32::try_from(n.get()).unwrap_or(2));
    let pool = |settings: &str| {
        let settings = settings.to_owned();
        let pool = PgPoolOptions::new().max_connections(size.max(4)).after_connect(move |conn, _| {
            let settings = sqlx::raw_sql(sqlx::AssertSqlSafe(settings.clone()));
            Box::pin(async move { settings.execute(conn).await.map(drop) })
        });
        pool.connect_lazy_with(options.clone().options([("jit", "off")]))
    };
    let pools = plan.pages.values().map(|sheet| (sheet.settings.clone(), pool(&sheet.settings))).collect();
    let router = axum::Router::new().route("/{page}", get(page)).with_state(Arc::new(Bare { pools, plan }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let mut out = std::io::stdout().lock();
    std::io::Write::write_all(&mut out, format!("http://{}\n", listener.local_addr()?).as_bytes())?;
    drop(out);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn page(State(bare): State<Arc<Bare>>, Asked(page): Asked<usize>) -> Result<Html<String>, (StatusCode, String)> {
    draw(&bare, page).await.map(Html).map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")))
}

async fn draw(bare: &Bare, page: usize) -> anyhow::Result<String> {
    let sheet = bare.plan.pages.get(&page).context("there is no such page")?;
    let mut conn = bare.pools.get(&sheet.settings).context("nobody asks")?.acquire().await?;
    let mut tables = Vec::new();
    for statement in &sheet.statements {
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement.clone())).fetch_all(&mut *conn).await.with_context(|| statement.clone())?;
        tables.push(Table { rows: rows.iter().map(cells).collect() });
    }
    drop(conn);
    Ok(Page { title: "Sida", tables }.render()?)
}

fn cells(row: &PgRow) -> Vec<String> {
    row.columns().iter().enumerate().map(|(at, column)| cell(row, at, column.type_info().name())).collect()
}

fn cell(row: &PgRow, at: usize, kind: &str) -> String {
    let read = match kind {
        "UUID" => row.try_get::<uuid::Uuid, _>(at).map(|value| value.to_string()),
        "DATE" => row.try_get::<chrono::NaiveDate, _>(at).map(|value| value.to_string()),
        "TIMESTAMPTZ" => row.try_get::<chrono::DateTime<chrono::Utc>, _>(at).map(|value| value.to_rfc3339()),
        "INT2" => row.try_get::<i16, _>(at).map(|value| value.to_string()),
        "INT4" => row.try_get::<i32, _>(at).map(|value| value.to_string()),
        "INT8" => row.try_get::<i64, _>(at).map(|value| value.to_string()),
        "BOOL" => row.try_get::<bool, _>(at).map(|value| value.to_string()),
        _ => row.try_get_raw(at).map(|value| if value.is_null() { String::new() } else { value.as_str().unwrap_or("…").to_owned() }),
    };
    read.unwrap_or_default()
}

/// The bare program as a process of its own.
pub(crate) struct Running {
    pub(crate) base: String,
    _child: Child,
    file: PathBuf,
}

impl Running {
    pub(crate) async fn start(plan: &Plan, file: &Path) -> anyhow::Result<Self> {
        let file = file.to_owned();
        std::fs::write(&file, serde_json::to_vec(plan)?)?;
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command.arg("--bare").arg(&file).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let out = child.stdout.take().context("the bare program has no output")?;
        let base = BufReader::new(out).lines().next_line().await?.context("the bare program ended before it served")?;
        Ok(Self { base, _child: child, file })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(std::fs::remove_file(&self.file));
    }
}
