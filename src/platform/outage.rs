//! When the database cannot do its work: what kind of trouble it is, and what is known of the change that was under way.
//! One rule for everything that PostgreSQL, the network and the pools can say, so that no page guesses.

use std::cell::Cell;

use sqlx::postgres::{PgDatabaseError, PgSeverity};

/// Why nothing could be done just now, and what may be said of what was under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// It cannot be reached, is starting or stopping, or there are more who wait for it than there is room for.
    Away,
    /// No room left on its disk, in its memory, or for connections.
    Full,
    /// Somebody else holds what this change needs, and did not let go in time.
    Held,
    /// The connection was lost while the change was being committed: it may have happened, or not.
    OutcomeUnknown,
    /// The request took longer than there is time for.
    TooSlow,
    /// The clock of this machine is behind what has already happened: nothing may be written with such a time.
    ClockBehind,
}

/// What the functions of ours raise when the clock is behind the log.
const CLOCK_BEHIND: &str = "YT003";

/// Whether an error means that the database is in trouble, rather than that something is wrong with what was asked.
#[must_use]
pub fn of(error: &sqlx::Error) -> Option<Outage> {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        // What comes over a connection that broke in the middle of a message.
        | sqlx::Error::Protocol(_) => Some(Outage::Away),
        sqlx::Error::Database(error) => error.code().as_deref().and_then(of_state),
        _ => None,
    }
}

/// SQLSTATE, appendix A of PostgreSQL's manual.
fn of_state(code: &str) -> Option<Outage> {
    match code {
        CLOCK_BEHIND => Some(Outage::ClockBehind),
        // A lock that was not given in time, a statement that took too long, a transaction that rested too long.
        "55P03" | "57014" | "25P03" => Some(Outage::Held),
        // 58: errors of the system below PostgreSQL, such as a disk that cannot be written.
        _ if code.starts_with("53") || code.starts_with("58") => Some(Outage::Full),
        // 08: the connection. 57P: stopping, crashed, starting. 28, 3D: whoever runs it has changed login or database.
        // 25006: this server has become a standby, which cannot be written to.
        _ if ["08", "57P", "28", "3D"].iter().any(|class| code.starts_with(class)) || code == "25006" => Some(Outage::Away),
        _ => None,
    }
}

/// The same for an error that a commit ended with: unless PostgreSQL itself said no, nobody knows whether it happened. Also
/// when it was told to stop at that moment: it may have written the commit already.
#[must_use]
pub fn of_commit(error: &sqlx::Error) -> Option<Outage> {
    let refused = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
    match refused {
        Some(refused) if refused.severity() == PgSeverity::Error && !refused.code().starts_with("08") && refused.code() != "40003" => of(error),
        Some(_) => Some(Outage::OutcomeUnknown),
        None => of(error).map(|_| Outage::OutcomeUnknown),
    }
}

/// How far a request has come with what it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing has been committed; whatever has been written is taken back.
    Before,
    /// A commit has been sent; from here on it may have happened.
    Committing,
}

tokio::task_local! {
    static STAGE: Cell<Stage>;
}

/// Does the work of one request, and gives up when `trouble` comes: says then what is known of its change.
///
/// # Errors
/// The outage, when it came first.
pub async fn watched<T>(work: impl Future<Output = T>, trouble: impl Future<Output = Outage>) -> Result<T, Outage> {
    let race = async {
        tokio::select! {
            biased;
            done = work => Ok(done),
            outage = trouble => Err(match STAGE.with(Cell::get) {
                Stage::Before => outage,
                Stage::Committing => Outage::OutcomeUnknown,
            }),
        }
    };
    STAGE.scope(Cell::new(Stage::Before), race).await
}

/// From here on the outcome of this request's change is in the hands of the database.
pub(super) fn committing() {
    // Outside of a request nobody asks.
    let _outside = STAGE.try_with(|stage| stage.set(Stage::Committing));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_in_which_a_database_can_be_away_full_or_held_is_told_apart_from_a_mistake() {
        for (codes, outage) in [
            (["57P01", "57P02", "57P03", "57P05", "08000", "08006", "28P01", "3D000", "25006"].as_slice(), Some(Outage::Away)),
            (&["53000", "53100", "53200", "53300", "53400", "58030"], Some(Outage::Full)),
            (&["55P03", "57014", "25P03"], Some(Outage::Held)),
            (&["YT003"], Some(Outage::ClockBehind)),
            (&["23505", "23514", "40P01", "42501", "42P01", "22021", "YT001", "YT002"], None),
        ] {
            for code in codes {
                assert_eq!(of_state(code), outage, "{code}");
            }
        }
        assert_eq!(of(&sqlx::Error::PoolTimedOut), Some(Outage::Away));
        assert_eq!(of(&sqlx::Error::Io(std::io::ErrorKind::UnexpectedEof.into())), Some(Outage::Away));
        assert_eq!(of(&sqlx::Error::RowNotFound), None);
    }

    #[test]
    fn a_commit_that_nobody_answered_has_no_known_outcome() {
        assert_eq!(of_commit(&sqlx::Error::Io(std::io::ErrorKind::UnexpectedEof.into())), Some(Outage::OutcomeUnknown));
        assert_eq!(of_commit(&sqlx::Error::RowNotFound), None);
    }

    #[tokio::test]
    async fn whoever_is_interrupted_is_told_what_is_known() {
        let never = std::future::pending::<()>;
        let lost = || std::future::ready(Outage::Away);
        assert_eq!(watched(never(), lost()).await, Err(Outage::Away));
        let in_commit = async {
            committing();
            never().await;
        };
        assert_eq!(
            watched(in_commit, async {
                tokio::task::yield_now().await;
                Outage::Away
            })
            .await,
            Err(Outage::OutcomeUnknown)
        );
        assert_eq!(watched(async { 7 }, lost()).await, Ok(7), "what is done is answered");
    }
}
