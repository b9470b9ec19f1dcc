//! Holds a private PostgreSQL until it is interrupted or killed: the tests of `platform::embedded_postgres` need an
//! owner that they may kill. `hold_postgres SUPERVISOR ROOT [--throwaway]`, where SUPERVISOR is the program itself.

use std::path::PathBuf;

use yttrande::platform::embedded_postgres::{Cluster, Durability};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let words: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [supervisor, root, rest @ ..] = words.as_slice() else { anyhow::bail!("hold_postgres SUPERVISOR ROOT [--throwaway]") };
    let durability = if rest.is_empty() { Durability::Lasting } else { Durability::Throwaway };
    let cluster = Cluster::start(root, supervisor, durability).await?;
    println!("{}", cluster.socket_dir().display());
    tokio::signal::ctrl_c().await?;
    cluster.stop().await?;
    Ok(())
}
