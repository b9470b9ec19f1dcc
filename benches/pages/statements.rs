//! What a page says to the database, heard in PostgreSQL's own log. Never while something is timed.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;
use sqlx::postgres::PgConnection;

use super::client::Client;
use super::program::Program;

/// A statement with its values put in, as it could be typed.
pub(crate) type Statement = String;

/// What a page says: its statements besides begin and end, and as whom it asks, as settings for a connection.
#[derive(Clone, Default)]
pub(crate) struct Heard {
    pub(crate) statements: Vec<Statement>,
    pub(crate) settings: String,
}

/// PostgreSQL logs every statement, until it is told to stop.
pub(crate) struct Listening {
    conn: PgConnection,
}

impl Listening {
    pub(crate) async fn begin(program: &Program) -> anyhow::Result<Self> {
        let mut conn = program.look_inside().await?;
        sqlx::raw_sql("alter system set log_statement = 'all'").execute(&mut conn).await?;
        Self::reload(&mut conn).await?;
        Ok(Self { conn })
    }

    pub(crate) async fn end(mut self) -> anyhow::Result<()> {
        sqlx::raw_sql("alter system reset log_statement").execute(&mut self.conn).await?;
        Self::reload(&mut self.conn).await
    }

    async fn reload(conn: &mut PgConnection) -> anyhow::Result<()> {
        sqlx::raw_sql("select pg_reload_conf()").execute(conn).await?;
        // The server's processes look at their settings between two statements, a moment later.
        tokio::time::sleep(Duration::from_millis(300)).await;
        Ok(())
    }

    /// The statements of one page, besides begin and end. Asked for several times: the least is what the page needs, since
    /// the jobs and the library's own questions about types may fall into one of them.
    pub(crate) async fn of(&self, program: &Program, client: &Client, path: &str) -> anyhow::Result<Heard> {
        let mut least: Option<Heard> = None;
        for _ in 0..4 {
            let mut log = Log::at_end(&program.postgres_log())?;
            client.get(path).await?;
            tokio::time::sleep(Duration::from_millis(20)).await;
            let (frame, statements): (Vec<Statement>, Vec<Statement>) = statements(&log.new_text()?).into_iter().partition(|statement| is_frame(statement));
            if least.as_ref().is_none_or(|least| statements.len() < least.statements.len()) {
                least = Some(Heard { statements, settings: frame.iter().map(|begin| settings(begin)).max_by_key(String::len).unwrap_or_default() });
            }
        }
        Ok(least.unwrap_or_default())
    }
}

/// What only opens or ends a transaction.
fn is_frame(statement: &str) -> bool {
    let first = statement.trim_start().split([' ', ';', '\n']).next().unwrap_or_default().to_ascii_lowercase();
    matches!(first.as_str(), "begin" | "commit" | "rollback" | "start" | "" | "deallocate" | "discard" | "reset")
}

/// As whom a transaction begins: what holds for it, for a whole connection. Without it one's own rows would be nobody's.
fn settings(begin: &str) -> String {
    let set = begin.split(';').filter_map(|part| part.trim().strip_prefix("set local app."));
    set.filter(|setting| !setting.starts_with("clock")).map(|setting| format!("set app.{setting};")).collect()
}

struct Log {
    file: std::fs::File,
}

impl Log {
    fn at_end(path: &Path) -> anyhow::Result<Self> {
        let mut file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        file.seek(SeekFrom::End(0))?;
        Ok(Self { file })
    }

    fn new_text(&mut self) -> anyhow::Result<String> {
        let mut bytes = Vec::new();
        self.file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// Reads the log: one entry a line, its further lines begin with a tab; the values of a statement follow as its detail.
fn statements(log: &str) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    for entry in entries(log) {
        if let Some((_, text)) = entry.split_once("LOG:  execute ") {
            let statement = text.split_once(": ").map_or(text, |(_, statement)| statement);
            found.push(statement.to_owned());
        } else if let Some((_, text)) = entry.split_once("LOG:  statement: ") {
            found.push(text.to_owned());
        } else if let Some((_, values)) = entry.split_once("DETAIL:  ").and_then(|(_, text)| text.split_once("arameters: "))
            && let Some(last) = found.last_mut()
        {
            *last = with_values(last, values);
        }
    }
    found
}

fn entries(log: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in log.lines() {
        match (line.strip_prefix('\t'), all.last_mut()) {
            (Some(more), Some(entry)) => {
                entry.push('\n');
                entry.push_str(more);
            }
            (Some(_), None) => {}
            (None, _) => all.push(line.to_owned()),
        }
    }
    all
}

/// `$1 = 'a', $2 = NULL`, put into the statement as literals.
fn with_values(statement: &str, values: &str) -> String {
    let mut literals: Vec<(String, String)> = Vec::new();
    let mut rest = values;
    while let Some((name, after)) = rest.split_once(" = ") {
        let end = if after.starts_with('\'') { end_of_literal(after) } else { after.find(", ").unwrap_or(after.len()) };
        let (literal, next) = after.split_at(end);
        literals.push((name.trim_start_matches([',', ' ']).to_owned(), typed(literal)));
        rest = next;
    }
    // From the last one: $1 is the beginning of $10.
    literals.iter().rev().fold(statement.to_owned(), |text, (name, literal)| text.replace(name.as_str(), literal))
}

/// A day is said to be one: `'2025-03-22' + 14` would be taken for the sum of two numbers.
fn typed(literal: &str) -> String {
    let day = literal.trim_matches('\'');
    let is_day = chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok();
    if is_day && day.len() != literal.len() { format!("{literal}::date") } else { literal.to_owned() }
}

fn end_of_literal(text: &str) -> usize {
    let mut quotes = text.char_indices().filter(|(_, c)| *c == '\'').map(|(at, _)| at).skip(1).peekable();
    while let Some(at) = quotes.next() {
        if quotes.peek() == Some(&(at + 1)) {
            quotes.next();
        } else {
            return at + 1;
        }
    }
    text.len()
}
