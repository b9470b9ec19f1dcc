//! What the service does by itself, round after round: remind, gather, deliver, tidy up behind the door, look at the log, and write checkpoints. Any number of instances can do it at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};
use url::Url;

use crate::domain::email::EmailAddress;
use crate::features::access_requests;
use crate::features::boards;
use crate::features::outbox::{self, Office};
use crate::features::people;
use crate::features::reminders;
use crate::features::scans;
use crate::features::sign_in;
use crate::features::statuses;
use crate::features::supplements;
use crate::platform::chain::checkpoints::Keeper;
use crate::platform::chain::{self, Builder};
use crate::platform::clamd::Scanner;
use crate::platform::failure::Failure;
use crate::platform::mail::Post;
use crate::platform::outage::Outage;
use crate::platform::worker::Worker;

pub use crate::features::outbox::Delivered;
pub use crate::features::reminders::{Made, Planned};

/// How often the service looks whether there is something to do.
const PULSE: Duration = Duration::from_secs(30);
/// How long the mail in hand may take when the service is to stop. Beyond that its lease gives it to another worker.
const FINISH: Duration = Duration::from_secs(6);

/// The jobs of one instance.
pub struct Jobs<P> {
    worker: Worker,
    /// Where mail is handed in. Without it, mails wait.
    office: Option<Office<P>>,
    /// Who writes checkpoints of the log, if anybody does.
    keeper: Option<Arc<Keeper>>,
    /// Who looks whether the database is still built as it was.
    builder: Builder,
    /// Who scans files, if anybody does.
    scanner: Option<Scanner>,
    /// Which files it gave no answer to.
    passed: scans::Passed,
}

/// What one round has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Roles, and ends of boards, that had waited their day.
    pub settled: u32,
    /// Requests to work for a board that lapsed.
    pub requests: u32,
    /// Roles of which it was told that they will end.
    pub ending: u32,
    /// Reminders that were made.
    pub made: Made,
    /// Responses of which the council's presidium was told.
    pub presidium: u32,
    /// Reminders of supplements that are waited for.
    pub supplements: u32,
    /// Boards that were asked how their measures go.
    pub statuses: u32,
    /// Digests that were gathered.
    pub digests: u32,
    /// What became of the mails that waited; `None` when there is nowhere to hand them in.
    pub delivered: Option<Delivered>,
}

impl<P: Post + 'static> Jobs<P> {
    /// Jobs on a database, by a clock; with somebody who takes letters, and the service's address for the links in them.
    ///
    /// # Errors
    /// When the slices do not fit together.
    pub fn new(worker: Worker, post: Option<(P, Url)>) -> anyhow::Result<Self> {
        let office = match post {
            Some((post, service)) => Some(Office { post, service, register: crate::app::register()?, keeper: None, registrar: None }),
            None => None,
        };
        let passed = scans::Passed::since(worker.now());
        Ok(Self { worker, office, keeper: None, builder: Builder::default(), scanner: None, passed })
    }

    /// Checkpoints of the log are written, too.
    #[must_use]
    pub fn keeping(self, keeper: Option<Keeper>) -> Self {
        let keeper = keeper.map(Arc::new);
        let office = self.office.map(|office| Office { keeper: keeper.clone(), ..office });
        Self { keeper, office, ..self }
    }

    /// The newest of each log goes by mail to this address, where anything is signed.
    #[must_use]
    pub fn vouching_to(self, registrar: Option<EmailAddress>) -> Self {
        let office = self.office.map(|office| Office { registrar, ..office });
        Self { office, ..self }
    }

    /// Files are scanned, too: beside the rounds, so that a slow scanner holds up no mail.
    #[must_use]
    pub fn scanning(self, scanner: Option<Scanner>) -> Self {
        Self { scanner, ..self }
    }

    /// Has all scanned that waits, as far as the scanner answers, and tells of what is in quarantine. Says how many files were.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses.
    pub async fn scan(&self) -> anyhow::Result<usize> {
        let Some(scanner) = &self.scanner else { return Ok(0) };
        let scanned = scans::scan(&self.worker, scanner, &self.passed).await;
        scans::tell(&self.worker).await.map_err(broken)?;
        scanned.map_err(broken)
    }

    /// How it was found that the database is built, from now on.
    #[must_use]
    pub fn builder(&self) -> Builder {
        self.builder.clone()
    }

    /// One round. The order matters: what is reminded of this morning is in this morning's digest, and goes out at once.
    /// Before each mail it is asked whether to stop.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses.
    pub async fn round(&self, stop: impl FnMut() -> bool) -> anyhow::Result<Done> {
        // A step that fails keeps no other from being done: mail that waits goes out even if nothing new can be made.
        let kept = match &self.keeper {
            Some(keeper) => keeper.keep(&self.worker).await,
            None => Ok(0),
        };
        let watched = chain::watch(&self.worker).await;
        let built = self.builder.look(&self.worker).await;
        let tidied = sign_in::tidy(&self.worker).await;
        // Before reminders: whoever is a secretary from now on is reminded like the others.
        let settled = people::settle(&self.worker).await;
        let followed = boards::settle(&self.worker).await;
        let requests = access_requests::settle(&self.worker).await;
        let ending = people::warn(&self.worker).await;
        let made = reminders::remind(&self.worker).await;
        let presidium = reminders::tell_presidium(&self.worker).await;
        let supplements = supplements::remind(&self.worker).await;
        let statuses = statuses::ask(&self.worker).await;
        let digests = outbox::gather(&self.worker).await;
        let vouched = self.vouch().await;
        let delivered = match &self.office {
            Some(office) => outbox::deliver(&self.worker, office, stop).await.map(Some),
            None => outbox::expire(&self.worker).await.map(|()| None),
        };
        // First of all, and each round anew, so that nobody can miss it, whatever else does not go.
        for (log, number) in watched.map_err(broken)? {
            tracing::error!(%log, number, "the log of events does not fit from this event on; run `yttrande verify`");
        }
        for fault in built.map_err(broken)? {
            tracing::error!("{fault} The database is not built as it was; run `yttrande verify`");
        }
        kept.map_err(broken)?;
        vouched.map_err(broken)?;
        self.look_what_was_mailed().await.map_err(broken)?;
        let delivered = delivered.map_err(broken)?;
        tidied.map_err(broken)?;
        let settled = settled.map_err(broken)?.saturating_add(followed.map_err(broken)?);
        let (requests, ending) = (requests.map_err(broken)?, ending.map_err(broken)?);
        let (made, supplements, statuses) = (made.map_err(broken)?, supplements.map_err(broken)?, statuses.map_err(broken)?);
        let presidium = presidium.map_err(broken)?;
        let done = Done { settled, requests, ending, made, presidium, supplements, statuses, digests: digests.map_err(broken)?, delivered };
        // Last: jobs of which one fails each time do not run, as whoever waits for them sees it.
        outbox::ran(&self.worker).await.map_err(broken)?;
        Ok(done)
    }

    /// Has checkpoints mailed, where somebody keeps them.
    async fn vouch(&self) -> Result<(), Failure> {
        match self.office.as_ref().and_then(|office| office.registrar.as_ref().filter(|_| office.keeper.is_some())) {
            Some(registrar) => outbox::vouch(&self.worker, registrar).await,
            None => Ok(()),
        }
    }

    async fn look_what_was_mailed(&self) -> Result<(), Failure> {
        match (&self.keeper, self.office.as_ref().and_then(|office| office.registrar.as_ref())) {
            (Some(keeper), Some(_)) => outbox::vouched(&self.worker, keeper).await,
            _ => Ok(()),
        }
    }

    /// Starts to do rounds until told to stop.
    #[must_use]
    pub fn start(self) -> Running {
        let (stop, stopped) = watch::channel(false);
        let jobs = Arc::new(self);
        // Two tasks: what befalls one does not end the other.
        let scanning = tokio::spawn({
            let (jobs, stopped) = (Arc::clone(&jobs), stopped.clone());
            async move { jobs.scans(stopped).await }
        });
        let task = tokio::spawn(async move {
            jobs.run(stopped).await;
            drop(scanning.await);
        });
        Running { stop, task }
    }

    /// Again and again what waits, until told to stop; at once when there is more.
    async fn scans(&self, mut stopped: watch::Receiver<bool>) {
        if self.scanner.is_none() {
            return;
        }
        let mut pulse = interval(PULSE / 6);
        pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = pulse.tick() => {}
                _ = stopped.changed() => break,
            }
            let scanned = tokio::select! {
                scanned = self.scan() => scanned,
                _ = stopped.changed() => break,
            };
            match scanned {
                Ok(0) => {}
                Ok(_) => pulse.reset_immediately(),
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "files could not be scanned; they are tried again");
                }
            }
        }
    }

    async fn run(&self, mut stopped: watch::Receiver<bool>) {
        let mut pulse = interval(PULSE);
        // After a long round or a laptop's sleep there is one round to catch up with, not a hundred.
        pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = pulse.tick() => {}
                // An error says that nobody can tell us any more, which also means: stop.
                _ = stopped.changed() => break,
            }
            let asked_to_stop = || *stopped.borrow();
            match self.round(asked_to_stop).await {
                Ok(done) if done != self.nothing() => tracing::info!(?done, "jobs"),
                Ok(_) => {}
                Err(error) => tracing::error!(error = format!("{error:#}"), "the jobs could not be done; they are tried again in half a minute"),
            }
        }
        // What has happened since the last checkpoint would have nobody outside of the database to vouch for it as long as the service is down.
        if let Some(keeper) = &self.keeper
            && let Err(error) = keeper.close(&self.worker).await.map_err(broken)
        {
            tracing::error!(error = format!("{error:#}"), "no last checkpoint of the log was written");
        }
    }

    fn nothing(&self) -> Done {
        Done { delivered: self.office.as_ref().map(|_| Delivered::default()), ..Done::default() }
    }
}

/// Jobs that are being done beside the service.
pub struct Running {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    /// Asks them to stop, and waits for the mail in hand.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        if timeout(FINISH, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

/// What will be told to whom in the coming days, if nothing changes.
///
/// # Errors
/// When the database cannot be reached or refuses.
pub async fn ahead(worker: &Worker, days: usize) -> anyhow::Result<Vec<Planned>> {
    let mut look = worker.look().await.map_err(broken)?;
    let today = look.today();
    Ok(reminders::plan(look.conn(), today, days).await?)
}

fn broken(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Broken(cause) => cause,
        Failure::Unavailable => anyhow::anyhow!("there is too much to do"),
        Failure::Down(Outage::ClockBehind) => anyhow::anyhow!("the clock of this machine is behind what has already happened; set it right"),
        Failure::Down(_) => anyhow::anyhow!("the database cannot do its work"),
        other => anyhow::anyhow!("{other:?}"),
    }
}
