//! The municipality's identity provider, from the settings. Refused at the start when it cannot be right.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use url::Url;

/// The setting with the issuer's address.
pub const ISSUER: &str = "YTTRANDE_OIDC_ISSUER";
/// The setting with what the provider calls this service.
pub const CLIENT: &str = "YTTRANDE_OIDC_CLIENT";
/// The setting with the secret that both share.
pub const SECRET: &str = "YTTRANDE_OIDC_SECRET";
/// The setting with what people call the provider.
pub const NAME: &str = "YTTRANDE_OIDC_NAME";
/// The setting with a file of certificates to trust.
pub const CA: &str = "YTTRANDE_OIDC_CA";
/// The setting with what the provider says of somebody who has shown two things there.
pub const SECOND_STEP: &str = "YTTRANDE_OIDC_SECOND_STEP";

/// What is wrong with the settings, and what to do. Never says the secret.
#[derive(Debug, thiserror::Error)]
pub enum SignOnFault {
    /// One of the three without the others.
    #[error("{ISSUER}, {CLIENT} and {SECRET} belong together, and {0} is not set. Set all three, or none")]
    Half(&'static str),
    /// No address that may be asked.
    #[error(
        "{ISSUER} is no address of an identity provider: {0:?}. It is what the provider itself calls its issuer, sign for sign, such as https://login.kommun.se/realms/kommun; without TLS only on this machine (http://localhost)"
    )]
    NoIssuer(String),
    /// The file of certificates.
    #[error("{CA}: {} cannot be read as certificates in PEM form ({reason}). Give the certificate of the authority that has signed the identity provider's", path.display())]
    BadCertificates {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
}

/// What the operator has said. Empty is as good as none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    /// [`ISSUER`]
    pub issuer: Option<&'a str>,
    /// [`CLIENT`]
    pub client: Option<&'a str>,
    /// [`SECRET`]
    pub secret: Option<&'a str>,
    /// [`NAME`]
    pub name: Option<&'a str>,
    /// [`CA`]
    pub ca: Option<&'a Path>,
    /// [`SECOND_STEP`]
    pub second_step: Option<&'a str>,
}

/// Who the provider is, and by what it knows us.
pub struct Settings {
    /// Sign for sign as it stands in its tokens.
    pub(super) issuer: String,
    pub(super) client: String,
    pub(super) secret: String,
    pub(super) name: String,
    /// By any of these the provider says that somebody has shown two things there.
    pub(super) second_step: Vec<String>,
    pub(super) tls: Arc<ClientConfig>,
}

impl Settings {
    /// Reads the settings. `None` when nobody signs in with a provider.
    ///
    /// # Errors
    /// [`SignOnFault`], which says what to do.
    pub fn read(said: Said) -> Result<Option<Self>, SignOnFault> {
        let given = |value: Option<&str>| value.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned);
        let (issuer, client, secret) = match (given(said.issuer), given(said.client), said.secret.filter(|secret| !secret.is_empty())) {
            (None, None, None) => return Ok(None),
            (Some(issuer), Some(client), Some(secret)) => (issuer, client, secret.to_owned()),
            (None, ..) => return Err(SignOnFault::Half(ISSUER)),
            (_, None, _) => return Err(SignOnFault::Half(CLIENT)),
            (.., None) => return Err(SignOnFault::Half(SECRET)),
        };
        let fits = Url::parse(&issuer).is_ok_and(|url| may_be_asked(&url) && url.query().is_none() && url.fragment().is_none());
        if !fits {
            return Err(SignOnFault::NoIssuer(issuer));
        }
        let second_step = given(said.second_step).unwrap_or_default();
        Ok(Some(Self {
            issuer,
            client,
            secret,
            name: given(said.name).unwrap_or_default(),
            second_step: second_step.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect(),
            tls: tls(said.ca.filter(|path| !path.as_os_str().is_empty()))?,
        }))
    }
}

/// Over TLS; without it only on this machine. A name and a password in an address would stand in logs.
pub(super) fn may_be_asked(url: &Url) -> bool {
    let bare = url.username().is_empty() && url.password().is_none();
    bare && match (url.scheme(), url.host_str()) {
        ("https", Some(_)) => true,
        ("http", Some(host)) => {
            let host = host.trim_start_matches('[').trim_end_matches(']');
            host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        _ => false,
    }
}

fn tls(ca: Option<&Path>) -> Result<Arc<ClientConfig>, SignOnFault> {
    let mut roots = RootCertStore::empty();
    match ca {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => certificates(path, &mut roots).map_err(|reason| SignOnFault::BadCertificates { path: path.to_owned(), reason })?,
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider())).with_safe_default_protocol_versions();
    // ring knows both versions of TLS that are asked for.
    let builder = builder.map_err(|error| SignOnFault::BadCertificates { path: PathBuf::new(), reason: error.to_string() })?;
    Ok(Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
}

fn certificates(path: &Path, roots: &mut RootCertStore) -> Result<(), String> {
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| error.to_string())? {
        roots.add(certificate.map_err(|error| error.to_string())?).map_err(|error| error.to_string())?;
    }
    // A file without any certificate would silently trust nobody.
    if roots.is_empty() { Err("there is no certificate in it".to_owned()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Said<'static> = Said {
        issuer: Some("https://login.kommun.se/realms/kommun"),
        client: Some("yttrande"),
        secret: Some("hemligt"),
        name: None,
        ca: None,
        second_step: None,
    };

    fn fault(said: Said) -> String {
        Settings::read(said).err().map(|fault| fault.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_three_that_belong_together_are_all_set_or_none() {
        assert!(Settings::read(Said::default()).unwrap().is_none() && Settings::read(Said { issuer: Some(" "), ..Said::default() }).unwrap().is_none());
        let settings = Settings::read(Said { second_step: Some("mfa, urn:two"), ..ALL }).unwrap().unwrap();
        assert_eq!((settings.issuer.as_str(), settings.second_step), ("https://login.kommun.se/realms/kommun", vec!["mfa".to_owned(), "urn:two".to_owned()]));
        assert!(fault(Said { issuer: None, ..ALL }).contains("YTTRANDE_OIDC_ISSUER is not set"));
        assert!(fault(Said { client: None, ..ALL }).contains("YTTRANDE_OIDC_CLIENT is not set"));
        assert!(fault(Said { secret: Some(""), ..ALL }).contains("YTTRANDE_OIDC_SECRET is not set"));
    }

    #[test]
    fn a_provider_is_asked_over_tls_and_without_only_on_this_machine() {
        for good in ["https://login.kommun.se", "http://localhost:3998", "http://127.0.0.1:3998/x", "http://[::1]:1"] {
            assert!(Settings::read(Said { issuer: Some(good), ..ALL }).is_ok(), "{good}");
        }
        for bad in [
            "http://login.kommun.se",
            "http://127.0.0.1.evil.example",
            "https://",
            "login.kommun.se",
            "ftp://localhost",
            "https://a:b@login.kommun.se",
            "https://a.se?x",
        ] {
            let said = fault(Said { issuer: Some(bad), ..ALL });
            assert!(said.contains("is no address of an identity provider") && !said.contains("hemligt"), "{bad}: {said}");
        }
    }

    #[test]
    fn a_file_without_certificates_is_refused() {
        for path in ["/nowhere/at/all", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")] {
            assert!(fault(Said { ca: Some(Path::new(path)), ..ALL }).contains("cannot be read as certificates"), "{path}");
        }
    }
}
