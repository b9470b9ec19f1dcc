//! The program.
use yttrande::platform::embedded_postgres::{self, Durability};
use yttrande::platform::{clock::Clock, database::Database, routes::App, session::Cookies, upkeep};
use sqlx::postgres::PgConnectOptions;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    if args.get(1).map(String::as_str) == Some("supervise-postgres") {
        let throwaway = args.iter().any(|a| a == "--throwaway");
        let root = args.get(3).map(String::as_str).unwrap_or(".");
        embedded_postgres::supervise(std::path::Path::new(root), if throwaway { Durability::Throwaway } else { Durability::Lasting }).await?;
        return Ok(());
    }
    let base = PgConnectOptions::new().socket("/tmp/pgdev/s").database("try");
    let admin = base.clone().username("yttrande_dba");
    upkeep::create_database(&admin, "try").await?;
    upkeep::migrate(&admin).await?;
    let db = Database::connect(base.username(upkeep::LOGIN)).await?;
    let clock = Clock::starting_at("2025-03-22T07:00:00Z".parse()?);
    if let Some(link) = upkeep::first_link(&db, &clock).await? { println!("/kom-igang/{}", link.reveal()); }
    let app = App::new(db, clock, Cookies::Plain)?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8099").await?;
    axum::serve(listener, yttrande::app::router(app, Cookies::Plain)).await?;
    Ok(())
}
