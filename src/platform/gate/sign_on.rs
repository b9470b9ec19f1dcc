//! What a use case learns of somebody on her way to the identity provider and back.

use axum::http::HeaderValue;

use super::{Action, Gate, Passage};
use crate::platform::carried;
use crate::platform::device::DeviceKey;
use crate::platform::failure::Failure;
use crate::platform::sign_on::{self, Pending, Provider, Shown};

impl<A: Action> Gate<A> {
    /// The municipality's identity provider, where the operator has named one.
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        self.app.provider().cloned()
    }

    /// The one instant of this visit, before the gate is open.
    #[must_use]
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.asked.at
    }

    /// An address of ours as it is written outside of the program, before the gate is open.
    #[must_use]
    pub fn whole_address(&self, path: &str) -> String {
        format!("{}{path}", self.app.public_url())
    }

    /// What somebody has begun in this browser; nothing when it is none of ours, or too old.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn pending(&self) -> Result<Option<Pending>, Failure> {
        Ok(Pending::of(&self.asked.cookies, self.app.cookies(), &carried::key(&self.app).await?, self.asked.at))
    }
}

impl Passage {
    /// The municipality's identity provider, where the operator has named one.
    #[must_use]
    pub fn provider(&self) -> Option<Provider> {
        self.app.provider().cloned()
    }

    /// Who somebody has shown there that she is, in this browser and not long ago.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn shown(&mut self) -> Result<Option<Shown>, Failure> {
        let (key, cookies, at) = (self.own_key().await?, self.asked.cookies.clone(), self.now());
        Ok(Shown::of(&cookies, self.app.cookies(), &key, at))
    }

    /// The cookie of somebody who sets out.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn sets_out(&mut self, pending: &Pending) -> Result<HeaderValue, Failure> {
        let key = self.own_key().await?;
        pending.cookie(self.app.cookies(), &key).ok_or_else(|| Failure::broken("whoever sets out cannot be sealed"))
    }

    /// The cookie of somebody who has come back, and has not shown yet that she is who she is here.
    ///
    /// # Errors
    /// When the key cannot be read.
    pub async fn comes_back(&mut self, shown: &Shown) -> Result<HeaderValue, Failure> {
        let key = self.own_key().await?;
        shown.cookie(self.app.cookies(), &key).ok_or_else(|| Failure::broken("whoever comes back cannot be sealed"))
    }

    /// The cookie that takes away what she took along.
    #[must_use]
    pub fn arrived(&self) -> Option<HeaderValue> {
        sign_on::ended(self.app.cookies())
    }

    pub(super) async fn own_key(&mut self) -> Result<DeviceKey, Failure> {
        let app = self.app.clone();
        Ok(app.device_key().get_or_try_init(|| DeviceKey::read(self.conn())).await?.clone())
    }
}
