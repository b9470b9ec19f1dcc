//! The municipality's identity provider, from the settings, and whether it answers. One that does not is no reason not to start: people sign in
//! with their passwords meanwhile.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::bail;
use tokio::task::AbortHandle;
use tokio::time::interval;
use yttrande::app::BACK_FROM_PROVIDER;
use yttrande::platform::sign_on::{CA, CLIENT, ISSUER, NAME, Provider, SECOND_STEP, SECRET, Said, Settings};

use super::secrets::secret;
use super::tell;

/// So often it is asked whether it answers.
const AGAIN: Duration = Duration::from_secs(300);

/// Reads the settings. `None` when nobody signs in with a provider.
pub(super) fn given(public_url: Option<&str>) -> anyhow::Result<Option<Provider>> {
    let value = |name: &str| std::env::var(name).ok();
    let (issuer, client, name, second_step) = (value(ISSUER), value(CLIENT), value(NAME), value(SECOND_STEP));
    let (secret, ca) = (secret(SECRET)?, value(CA).map(PathBuf::from));
    let said = Said {
        issuer: issuer.as_deref(),
        client: client.as_deref(),
        secret: secret.as_deref(),
        name: name.as_deref(),
        ca: ca.as_deref(),
        second_step: second_step.as_deref(),
    };
    let Some(settings) = Settings::read(said)? else { return Ok(None) };
    if public_url.is_none_or(|url| url.trim().is_empty()) {
        bail!(
            "The identity provider sends people back to the service, so YTTRANDE_PUBLIC_URL must be set: the address that people type, such as https://uppfoljning.kommun.se"
        );
    }
    Ok(Some(Provider::new(settings)))
}

/// What is known of whether it answers. Dropped, nobody asks any more.
pub(super) struct Watched {
    said: Arc<Mutex<Option<&'static str>>>,
    watching: AbortHandle,
}

impl Watched {
    /// Asks now and again from now on, and says when that it answers has changed.
    pub(super) fn begin(provider: Provider, public_url: &str) -> Self {
        tell(&format!(
            "People sign in with {} as well; it must know {public_url}{BACK_FROM_PROVIDER} as an address to send people back to.",
            provider.issuer()
        ));
        let said = Arc::new(Mutex::new(None));
        let noted = Arc::clone(&said);
        let task = tokio::spawn(async move {
            let mut turns = interval(AGAIN);
            loop {
                turns.tick().await;
                let (now, told) = match provider.look().await {
                    Ok(()) => ("ok", format!("The identity provider {} answers.", provider.issuer())),
                    Err(trouble) => (
                        "does not answer",
                        format!(
                            "Nobody can sign in with the identity provider {}: {trouble}.\nWhat to do: see that this machine reaches it. People sign in with their passwords meanwhile.",
                            provider.issuer()
                        ),
                    ),
                };
                if noted.lock().unwrap_or_else(PoisonError::into_inner).replace(now) != Some(now) {
                    tell(&told);
                }
            }
        });
        Self { said, watching: task.abort_handle() }
    }

    /// As it stands in `/readyz`.
    pub(super) fn said(&self) -> impl Fn() -> String + Send + Sync + 'static {
        let said = Arc::clone(&self.said);
        move || said.lock().unwrap_or_else(PoisonError::into_inner).unwrap_or("not asked yet").to_owned()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.watching.abort();
    }
}
