//! The private PostgreSQL of `demo` and `serve`, with the roles that the program needs.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{ConnectOptions as _, Connection as _};
use yttrande::platform::embedded_postgres::{Cluster, Durability, PORT, SUPERUSER, reachable_root, socket_of};
use yttrande::platform::upkeep;

use super::tell;

/// The name of the database.
pub(super) const DATABASE: &str = "yttrande";

/// A running private PostgreSQL.
pub(super) struct Local {
    cluster: Cluster,
    root: PathBuf,
}

impl Local {
    /// Starts it in the folder that was chosen, or else in the usual one or near it.
    pub(super) async fn start(chosen: Option<&Path>, usual: &str) -> anyhow::Result<Self> {
        let root = match chosen {
            Some(folder) => folder.to_owned(),
            None => usual_root(usual).await?,
        };
        tell(&format!("Starting PostgreSQL in {} …", root.display()));
        let program = std::env::current_exe().context("cannot find this program's own file")?;
        let cluster = Cluster::start(&root, &program, Durability::Lasting).await?;
        let local = Self { cluster, root };
        if let Err(error) = upkeep::make_roles(&local.administrator("postgres"), None, None).await {
            // What went wrong first is what is said.
            drop(local.stop().await);
            return Err(error);
        }
        Ok(local)
    }

    /// Starts one that is there already; nothing is made by whoever only reads.
    pub(super) async fn start_what_is_there(chosen: Option<&Path>, usual: &str) -> anyhow::Result<Self> {
        let root = match chosen {
            Some(folder) => folder.to_owned(),
            None => usual_root(usual).await?,
        };
        if !root.join("data").join("PG_VERSION").exists() {
            bail!(
                "there is no database in {}.\n\
                 What to do: name the folder of the private PostgreSQL with --data, or the server with DATABASE_URL and YTTRANDE_ADMIN_URL",
                root.display()
            );
        }
        Self::start(Some(&root), usual).await
    }

    /// The superuser's way in.
    pub(super) fn administrator(&self, database: &str) -> PgConnectOptions {
        self.options(SUPERUSER, database)
    }

    /// The program's own way in.
    pub(super) fn login(&self, database: &str) -> PgConnectOptions {
        self.options(upkeep::LOGIN, database)
    }

    fn options(&self, user: &str, database: &str) -> PgConnectOptions {
        at(self.cluster.socket_dir(), user, database)
    }

    /// The superuser's way into one that runs already, as under `serve`.
    pub(super) async fn running(chosen: Option<&Path>, usual: &str, database: &str) -> Option<PgConnectOptions> {
        let root = match chosen {
            Some(folder) => folder.to_owned(),
            None => usual_root(usual).await.ok()?,
        };
        let options = at(&socket_of(&root)?, SUPERUSER, database);
        options.connect().await.ok()?.close().await.ok()?;
        Some(options)
    }

    /// Makes the database and its tables where they are not there yet.
    pub(super) async fn prepare(&self, database: &str) -> anyhow::Result<()> {
        upkeep::prepare(&self.administrator("postgres"), None, None, database).await
    }

    /// The folder in which it keeps its data.
    pub(super) fn folder(&self) -> PathBuf {
        self.root.clone()
    }

    pub(super) async fn stop(self) -> anyhow::Result<()> {
        Ok(self.cluster.stop().await?)
    }
}

fn at(socket: &Path, user: &str, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass().socket(socket).port(PORT).ssl_mode(PgSslMode::Disable).username(user).database(database)
}

/// Root lends PostgreSQL another account, which cannot get into every folder.
async fn usual_root(usual: &str) -> anyhow::Result<PathBuf> {
    let wanted = std::path::absolute(usual).with_context(|| format!("cannot find {usual}"))?;
    let root = reachable_root(&wanted).await?;
    if root != wanted {
        tell(&format!("The account that runs PostgreSQL cannot get to {}; using {} instead.", wanted.display(), root.display()));
        return Ok(root);
    }
    Ok(PathBuf::from(usual))
}
