//! Where mail is handed in, from the settings. Refused at the start when it cannot be right.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use url::Url;
use yttrande::platform::mail::{CA, FROM, Mailer, Settings, URL};

use super::secrets::secret;

/// A mail server, and the address of the service that mails lead to.
pub(super) struct Mail {
    settings: Settings,
    service: Url,
}

impl Mail {
    pub(super) fn into_parts(self) -> (Mailer, Url) {
        (Mailer::new(self.settings), self.service)
    }
}

/// Reads the settings. `None` when no mail is to be sent.
pub(super) fn given(public_url: Option<&str>) -> anyhow::Result<Option<Mail>> {
    let value = |name: &str| std::env::var(name).ok();
    let certificates = value(CA).filter(|path| !path.trim().is_empty()).map(PathBuf::from);
    let Some(settings) = Settings::read(secret(URL)?.as_deref(), value(FROM).as_deref(), certificates.as_deref())? else {
        return Ok(None);
    };
    let Some(public_url) = public_url.map(str::trim).filter(|url| !url.is_empty()) else {
        bail!("Mails lead to the service, so YTTRANDE_PUBLIC_URL must be set: the address that people type, such as https://uppfoljning.kommun.se");
    };
    Ok(Some(Mail { settings, service: service(public_url)? }))
}

/// The address of the service, with a slash at its end so that pages are found below it.
fn service(public_url: &str) -> anyhow::Result<Url> {
    let url = Url::parse(&format!("{}/", public_url.trim_end_matches('/')))
        .with_context(|| format!("YTTRANDE_PUBLIC_URL is no address: {public_url:?}. It looks like https://uppfoljning.kommun.se"))?;
    if !matches!(url.scheme(), "https" | "http") || !url.has_host() {
        bail!("YTTRANDE_PUBLIC_URL is no address of a web site: {public_url:?}. It looks like https://uppfoljning.kommun.se");
    }
    Ok(url)
}

/// What happens with mail, for whoever starts the service.
pub(super) fn said(mail: Option<&Mail>) -> String {
    match mail {
        Some(Mail { settings, .. }) => format!("Mail is handed in at {}, from {}.", settings.server(), settings.from()),
        None => {
            format!("No mail is sent, because {URL} is not set. Reminders are made and shown in the service; mails wait for five days in case it is set.")
        }
    }
}
