//! The running program: the database, the clock, and what the slices have announced.

use std::sync::Arc;

use super::aside::Aside;
use super::clock::Clock;
use super::database::Database;
use super::device::DeviceKey;
use super::network::Proxies;
use super::password::Hasher;
use super::register::Register;
use super::session::Cookies;
use super::throttle::Strangers;

/// The running program: what every gate needs.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    /// What the slices have announced.
    register: Arc<Register>,
    database: Database,
    clock: Clock,
    cookies: Cookies,
    hasher: Hasher,
    aside: Aside,
    strangers: Strangers,
    proxies: Proxies,
    /// Read from the database when the first device is asked about.
    device_key: tokio::sync::OnceCell<DeviceKey>,
    /// What people type before every address, without the last slash.
    public_url: String,
}

impl App {
    /// Puts the program together.
    ///
    /// # Errors
    /// When the machine has no randomness.
    pub fn new(register: Register, database: Database, clock: Clock, cookies: Cookies) -> anyhow::Result<Self> {
        Ok(Self(Arc::new(Parts {
            register: Arc::new(register),
            database,
            clock,
            cookies,
            hasher: Hasher::new()?,
            aside: Aside::new(),
            strangers: Strangers::default(),
            proxies: Proxies::default(),
            device_key: tokio::sync::OnceCell::new(),
            public_url: "http://localhost".to_owned(),
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

    /// What the slices have announced.
    #[must_use]
    pub fn register(&self) -> Arc<Register> {
        Arc::clone(&self.0.register)
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

    pub(super) fn aside(&self) -> &Aside {
        &self.0.aside
    }

    pub(super) fn hasher(&self) -> &Hasher {
        &self.0.hasher
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
}
