//! Whether the database answers, asked twice a second on a connection of its own. A server that has been frozen, or cut off
//! without a word, sends no error: whoever waits for it would wait until the network gives up, which is a quarter of an hour.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// How often it is asked.
const BEAT: Duration = Duration::from_millis(500);
/// How long it may take to answer. With the beat before, nobody waits longer than a second and a half.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is known of the database. It is taken to answer until it has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Answers,
    Lost,
}

/// Says whether the database answers. Clones say the same.
#[derive(Clone, Debug)]
pub struct Pulse(watch::Sender<State>);

impl Pulse {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(State::Answers))
    }

    /// Whether it has stopped answering.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        *self.0.borrow() == State::Lost
    }

    /// Returns when it has stopped answering.
    pub async fn lost(&self) {
        // The sender is ours: there is no end but this one.
        drop(self.0.subscribe().wait_for(|state| *state == State::Lost).await);
    }

    /// Asks for ever. `renewed` is called when the database answers on a new connection, because the one before was lost:
    /// others are lost then, too.
    pub(super) fn start(&self, options: PgConnectOptions, renewed: impl Fn() + Send + 'static) -> JoinHandle<()> {
        let pulse = self.clone();
        tokio::spawn(async move {
            let mut beat = interval(BEAT);
            // After a pause of the whole machine there is one question to ask, not a thousand.
            beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let (mut conn, mut first) = (None, true);
            loop {
                beat.tick().await;
                // A connection that has not answered in time is not asked again: it may be dead for good.
                let answer = timeout(PATIENCE, asked(conn.take(), &options)).await.ok().flatten();
                let now = if answer.is_some() { State::Answers } else { State::Lost };
                if pulse.0.send_replace(now) != now {
                    tracing::warn!(state = ?now, "the database");
                }
                if let Some((answering, new)) = answer {
                    if new && !first {
                        renewed();
                    }
                    (conn, first) = (Some(answering), false);
                }
            }
        })
    }
}

/// The connection on which the database has answered, and whether it is a new one.
async fn asked(conn: Option<PgConnection>, options: &PgConnectOptions) -> Option<(PgConnection, bool)> {
    if let Some(mut conn) = conn
        && conn.ping().await.is_ok()
    {
        return Some((conn, false));
    }
    // It may only be this one connection that was ended.
    let mut conn = options.connect().await.ok()?;
    conn.ping().await.ok()?;
    Some((conn, true))
}
