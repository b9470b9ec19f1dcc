//! The running program: the database, the clock, and what the slices have announced.

use std::sync::Arc;

use axum::Router;

use super::aside::Aside;
use super::clock::Clock;
use super::database::Database;
use super::device::DeviceKey;
use super::health::Health;
use super::hosts::Hosts;
use super::metrics::{self, Meters};
use super::network::Proxies;
use super::passkey::Site;
use super::password::Hasher;
use super::places::{Places, Turns};
use super::pulse::Pulse;
use super::register::Register;
use super::sender::Patience;
use super::session::{Cookies, Recent};
use super::sign_on::Provider;
use super::throttle::{HeldDevices, Strangers};
use super::two_step::Keys;

/// The running program: what every gate needs.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    /// What the slices have announced.
    register: Arc<Register>,
    database: Database,
    clock: Clock,
    cookies: Cookies,
    recent: Recent,
    hasher: Hasher,
    aside: Aside,
    strangers: Strangers,
    held_devices: HeldDevices,
    proxies: Proxies,
    /// Read from the database when the first device is asked about.
    device_key: tokio::sync::OnceCell<DeviceKey>,
    patience: Patience,
    /// For those who send a file, who fetch one, and who send a long form.
    uploads: Places,
    downloads: Places,
    long_forms: Places,
    /// To judge a file that has come, and to store it.
    storing: Turns,
    /// What people type before every address, without the last slash.
    public_url: String,
    /// Under which names the service answers.
    hosts: Hosts,
    health: Health,
    /// Whether there is a mail server.
    mails: bool,
    /// Who counts requests, if anybody does.
    meters: Option<Meters>,
    /// By which second steps are sealed; without them nobody is offered one.
    two_step: Option<Keys>,
    /// Where people sign in with the municipality's identity provider.
    provider: Option<Provider>,
    /// Files are handed out only once the scanner has found them clean.
    scans: bool,
}

impl App {
    /// Puts the program together.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn new(register: Register, database: Database, clock: Clock, cookies: Cookies) -> anyhow::Result<Self> {
        Ok(Self(Arc::new(Parts {
            register: Arc::new(register),
            health: Health::new(database.clone(), clock.clone()),
            database,
            clock,
            cookies,
            recent: Recent::default(),
            hasher: Hasher::new()?,
            aside: Aside::new(),
            strangers: Strangers::default(),
            held_devices: HeldDevices::default(),
            proxies: Proxies::default(),
            device_key: tokio::sync::OnceCell::new(),
            patience: Patience::default(),
            uploads: Places::new(3, 32),
            downloads: Places::new(6, 64),
            long_forms: Places::new(4, 16),
            storing: Turns::new(2),
            public_url: "http://localhost".to_owned(),
            hosts: Hosts::Any,
            mails: true,
            meters: None,
            two_step: None,
            provider: None,
            scans: false,
        })))
    }

    /// Says under which address people reach the program, for links that leave it.
    #[must_use]
    pub fn reached_at(mut self, public_url: &str) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            public_url.trim_end_matches('/').clone_into(&mut parts.public_url);
        }
        self
    }

    /// Says which web servers stand in front.
    #[must_use]
    pub fn behind(mut self, proxies: Proxies) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.proxies = proxies;
        }
        self
    }

    /// Waits for slow senders in another way.
    #[must_use]
    pub fn waiting(mut self, patience: Patience) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.patience = patience;
        }
        self
    }

    /// Says whether there is a mail server: nobody is promised a mail that nothing sends.
    #[must_use]
    pub fn mailing(mut self, mails: bool) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.mails = mails;
        }
        self
    }

    /// Offers people a second step of signing in.
    #[must_use]
    pub fn two_step(mut self, keys: Option<Keys>) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.two_step = keys;
        }
        self
    }

    /// Lets people sign in with the municipality's identity provider.
    #[must_use]
    pub fn signing_on(mut self, provider: Option<Provider>) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.provider = provider;
        }
        self
    }

    /// Hands out files only once the scanner has found them clean.
    #[must_use]
    pub fn scanning(mut self, scans: bool) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.scans = scans;
        }
        self
    }

    /// Counts requests from now on.
    #[must_use]
    pub fn measuring(mut self, meters: Meters) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.meters = Some(meters);
        }
        self
    }

    /// Who counts requests.
    #[must_use]
    pub fn meters(&self) -> Option<Meters> {
        self.0.meters.clone()
    }

    /// What is shown to a monitor, on a port of its own; `None` when nobody counts.
    #[must_use]
    pub fn figures(&self) -> Option<Router> {
        Some(metrics::routes(self.meters()?, self.0.database.clone(), self.0.clock.clone()))
    }

    /// Answers only under these names.
    #[must_use]
    pub fn answering(mut self, hosts: Hosts) -> Self {
        if let Some(parts) = Arc::get_mut(&mut self.0) {
            parts.hosts = hosts;
        }
        self
    }

    /// Under which names it answers.
    #[must_use]
    pub fn hosts(&self) -> Hosts {
        self.0.hosts.clone()
    }

    /// What it says of its own state.
    #[must_use]
    pub fn health(&self) -> &Health {
        &self.0.health
    }

    /// Whether its database answers.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        self.0.database.pulse().clone()
    }

    /// What the slices have announced.
    #[must_use]
    pub fn register(&self) -> Arc<Register> {
        Arc::clone(&self.0.register)
    }

    pub(super) fn mails(&self) -> bool {
        self.0.mails
    }

    pub(super) fn two_step_keys(&self) -> Option<&Keys> {
        self.0.two_step.as_ref()
    }

    pub(super) fn scans(&self) -> bool {
        self.0.scans
    }

    pub(super) fn provider(&self) -> Option<&Provider> {
        self.0.provider.as_ref()
    }

    /// For which host people's passkeys are; none where there can be none.
    pub(super) fn site(&self) -> Option<Site> {
        Site::at(&self.0.public_url)
    }

    pub(super) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(super) fn public_url(&self) -> &str {
        &self.0.public_url
    }

    pub(super) fn database(&self) -> &Database {
        &self.0.database
    }

    pub(super) fn cookies(&self) -> Cookies {
        self.0.cookies
    }

    pub(super) fn recent(&self) -> &Recent {
        &self.0.recent
    }

    pub(super) fn aside(&self) -> &Aside {
        &self.0.aside
    }

    pub(super) fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    pub(super) fn held_devices(&self) -> &HeldDevices {
        &self.0.held_devices
    }

    pub(super) fn strangers(&self) -> &Strangers {
        &self.0.strangers
    }

    pub(super) fn proxies(&self) -> &Proxies {
        &self.0.proxies
    }

    pub(super) fn device_key(&self) -> &tokio::sync::OnceCell<DeviceKey> {
        &self.0.device_key
    }

    pub(super) fn patience(&self) -> Patience {
        self.0.patience
    }

    pub(super) fn uploads(&self) -> &Places {
        &self.0.uploads
    }

    pub(super) fn downloads(&self) -> &Places {
        &self.0.downloads
    }

    pub(super) fn long_forms(&self) -> &Places {
        &self.0.long_forms
    }

    pub(super) fn storing(&self) -> &Turns {
        &self.0.storing
    }
}
