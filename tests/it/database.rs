//! A database for each test: clones of one template, on a throwaway PostgreSQL that lives as long as this process.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;

use sqlx::ConnectOptions as _;
use sqlx::postgres::PgConnectOptions;
use tokio::sync::OnceCell;
use yttrande::platform::embedded_postgres::{Cluster, Durability, SUPERUSER};
use yttrande::platform::upkeep;

static SOCKET: OnceCell<PathBuf> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// How to reach a database of the cluster as its superuser. Only for making databases and for reading what happened.
pub(crate) async fn superuser(database: &str) -> PgConnectOptions {
    let socket = SOCKET.get_or_init(start_cluster).await;
    PgConnectOptions::new().socket(socket).username(SUPERUSER).database(database)
}

/// The same as the program's own login, which owns nothing.
pub(crate) async fn login(database: &str) -> PgConnectOptions {
    superuser(database).await.username(upkeep::LOGIN)
}

/// An empty database with the schema.
pub(crate) async fn empty(name: &str) {
    let administrator = superuser("postgres").await;
    upkeep::make_roles(&administrator, None, None).await.unwrap();
    upkeep::create_database(&administrator, name).await.unwrap();
    upkeep::migrate(&superuser(name).await).await.unwrap();
}

/// A clone of a database that nobody is connected to.
pub(crate) async fn clone_of(template: &str) -> String {
    let name = format!("it_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut conn = superuser("postgres").await.connect().await.unwrap();
    let statement = format!("create database {name} owner yttrande_owner template {template} strategy file_copy");
    sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut conn).await.unwrap();
    name
}

/// Removes a database that is not needed any more, with whoever is connected to it.
pub(crate) async fn drop(name: &str) {
    let mut conn = superuser("postgres").await.connect().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("drop database {name} with (force)"))).execute(&mut conn).await.unwrap();
}

/// Starts the cluster on a thread of its own, since every test has a runtime of its own that ends with it.
async fn start_cluster() -> PathBuf {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let root = fresh_root();
            let cluster = Cluster::start(&root, Path::new(env!("CARGO_BIN_EXE_yttrande")), Durability::Throwaway).await.unwrap();
            tell.send(cluster.socket_dir().to_owned()).unwrap();
            // PostgreSQL goes when this process goes: the supervisor notices.
            std::future::pending::<()>().await;
        });
    });
    told.recv().expect("the cluster could not be started; see the panic above")
}

/// Where the server of these tests logs.
pub(crate) fn log() -> PathBuf {
    root().join("postgres.log")
}

fn root() -> PathBuf {
    std::env::temp_dir().join(format!("yttrande-it-{}", std::process::id()))
}

/// A folder for this process; those of processes that are gone are removed.
fn fresh_root() -> PathBuf {
    let all = std::env::temp_dir();
    for entry in std::fs::read_dir(&all).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let pid = name.strip_prefix("yttrande-it-").and_then(|pid| pid.parse::<u32>().ok());
        if pid.is_some_and(|pid| !Path::new(&format!("/proc/{pid}")).exists()) {
            // Somebody else may remove it at the same time.
            let _gone = std::fs::remove_dir_all(entry.path());
        }
    }
    root()
}
