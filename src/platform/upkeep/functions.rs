//! What the functions of the database say: its folds, what keeps the stored rows, and the rules that hold whoever writes. Each
//! stands once, in `platform/functions`, and is read again when one of these files or a migration is another (ADR 0042).

use sha2::{Digest as _, Sha256};
use sqlx::migrate::{Migration, Migrator};
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::domain::text::hex;

/// Rules, and what everything asks for by name.
const RULES: [&str; 16] = [
    include_str!("../functions/shared.sql"),
    include_str!("../functions/log.sql"),
    include_str!("../functions/chain.sql"),
    include_str!("../functions/audits.sql"),
    include_str!("../functions/rounds.sql"),
    include_str!("../functions/submissions.sql"),
    include_str!("../functions/supplements.sql"),
    include_str!("../functions/statuses.sql"),
    include_str!("../functions/access_requests.sql"),
    include_str!("../functions/substitutes.sql"),
    include_str!("../functions/access.sql"),
    include_str!("../functions/board_ends.sql"),
    include_str!("../functions/auditors.sql"),
    include_str!("../functions/own_account.sql"),
    include_str!("../functions/alike.sql"),
    include_str!("../functions/scans.sql"),
];

/// What is stored of how everything stands follows from these: when they are another, it is folded anew.
const FOLDS: [&str; 4] = [
    include_str!("../functions/folds.sql"),
    include_str!("../functions/projections.sql"),
    include_str!("../functions/then.sql"),
    include_str!("../functions/days.sql"),
];

/// All of them. What is called need not stand before what calls it, nor need PostgreSQL know a value of an enum that the same
/// transaction has added: whether each is right is looked at when all are there.
fn taken_on_trust() -> String {
    format!("set local check_function_bodies = off;\n{};\n", all())
}

fn all() -> String {
    RULES.iter().chain(&FOLDS).copied().collect::<Vec<_>>().join("\n")
}

/// Migrations of which the newest has the functions in its own transaction, so that no service that runs meets new tables with
/// functions of before. What sqlx remembers of a migration is its own text alone.
pub(super) fn with(migrations: &Migrator) -> Migrator {
    let mut all: Vec<Migration> = migrations.iter().cloned().collect();
    if let Some(newest) = all.iter_mut().max_by_key(|migration| migration.version) {
        newest.sql = AssertSqlSafe(format!("{}\n{}", newest.sql.as_str(), taken_on_trust())).into_sql_str();
    }
    Migrator::with_migrations(all)
}

/// Reads all of them again, in the transaction that is open.
///
/// # Errors
/// When PostgreSQL does not take one.
pub(super) async fn define(conn: &mut PgConnection) -> sqlx::Result<()> {
    let twice = format!("{}set local check_function_bodies = on;\n{}", taken_on_trust(), all());
    sqlx::raw_sql(AssertSqlSafe(twice)).execute(conn).await?;
    Ok(())
}

/// Tells all of them from any others.
pub(super) fn digest_into(digest: &mut Sha256) {
    digest.update(all());
}

/// Tells the folds from any others.
pub(super) fn digest_of_folds() -> String {
    let digest = Sha256::digest(FOLDS.concat());
    hex(digest.iter().take(8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_migration_brings_the_functions_with_it_and_is_remembered_by_its_own_text() {
        let of_before = Migrator::with_migrations(
            [(1, "create table a ()"), (3, "create table c ()"), (2, "create table b ()")]
                .map(|(version, sql)| Migration::new(version, "one".into(), sqlx::migrate::MigrationType::Simple, AssertSqlSafe(sql).into_sql_str(), false))
                .to_vec(),
        );
        let with_functions = with(&of_before);
        for (was, is) in of_before.iter().zip(with_functions.iter()) {
            assert_eq!(was.checksum, is.checksum);
            assert_eq!(is.sql.as_str().contains("create or replace function round_as_of"), is.version == 3, "{}", is.version);
            assert!(is.sql.as_str().starts_with(was.sql.as_str()));
        }
    }
}
