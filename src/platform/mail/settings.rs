//! Where mail is handed in and who it is from: two settings, and a third for a mail server with a certificate of its own.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use percent_encoding::percent_decode_str;
use url::Url;

use super::address::Mailbox;

/// The setting with the address of the mail server.
pub const URL: &str = "YTTRANDE_SMTP_URL";
/// The setting with the sender.
pub const FROM: &str = "YTTRANDE_MAIL_FROM";
/// The setting with a file of certificates to trust.
pub const CA: &str = "YTTRANDE_SMTP_CA";

/// The word that allows mail without encryption to another machine. It is long on purpose.
const UNENCRYPTED_ANYWAY: &str = "none-on-a-protected-network";

/// What is wrong with the settings, and what to do. Never says what the setting was: it may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum SettingsFault {
    /// Not of the form of an address.
    #[error(
        "{URL} is no address of a mail server. It looks like smtps://USER:PASSWORD@HOST:465 (TLS from the first byte) or smtp://USER:PASSWORD@HOST:587 (STARTTLS). In user and password, signs such as @ : / # are written as %40 %3A %2F %23"
    )]
    NoAddress,
    /// Something behind the host that we do not know.
    #[error("{URL} has something behind the host that is not understood. Only ?tls=none can stand there, and only for a mail server on this machine")]
    UnknownRest,
    /// Mail in the clear to another machine.
    #[error(
        "{URL} asks for mail without encryption to {0}, which is another machine. Use smtps:// or smtp:// without ?tls=none. If the network in between is protected in another way, write ?tls={UNENCRYPTED_ANYWAY}"
    )]
    Unencrypted(String),
    /// A password in the clear to another machine.
    #[error("{URL} would send a password without encryption to {0}. Use smtps:// or smtp:// without ?tls=")]
    UnencryptedPassword(String),
    /// A name without password, or the other way around.
    #[error("{URL} has a user without a password, or a password without a user. Write both, or neither")]
    HalfALogin,
    /// A server, but no sender.
    #[error("{FROM} is not set. Set it to the sender of the mail, for example: Stadsrevisionen <revision@kommun.se>")]
    NoSender,
    /// A sender that is no mailbox.
    #[error("{FROM} is no sender of mail. It looks like: Stadsrevisionen <revision@kommun.se>")]
    BadSender,
    /// A sender, but no server.
    #[error("{FROM} is set, but {URL} is not, so no mail could be sent. Set both, or neither")]
    NoServer,
    /// The file of certificates.
    #[error("{CA}: {} cannot be read as certificates in PEM form ({reason}). Give the certificate of the authority that has signed the mail server's", path.display())]
    BadCertificates {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
    /// The host's name cannot stand in a certificate.
    #[error("{URL}: no certificate can be checked for {0}. Write the name of the mail server as it stands in its certificate")]
    NoTls(String),
}

/// How the connection is protected.
#[derive(Clone)]
pub(super) enum Protection {
    /// TLS from the first byte.
    Implicit(TlsParameters),
    /// Plain at first, then TLS or nothing.
    StartTls(TlsParameters),
    /// None.
    Open,
}

/// Where mail is handed in and who it is from.
#[derive(Clone)]
pub struct Settings {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) protection: Protection,
    pub(super) login: Option<Credentials>,
    pub(super) from: Mailbox,
}

impl Settings {
    /// Reads the settings; empty is as good as none. `None` when no mail is to be sent.
    ///
    /// # Errors
    /// [`SettingsFault`], which says what to do.
    pub fn read(url: Option<&str>, from: Option<&str>, ca: Option<&Path>) -> Result<Option<Self>, SettingsFault> {
        let given = |value: Option<&'_ str>| value.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned);
        match (given(url), given(from)) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(SettingsFault::NoServer),
            (Some(_), None) => Err(SettingsFault::NoSender),
            (Some(url), Some(from)) => {
                let from = Mailbox::read(&from).ok_or(SettingsFault::BadSender)?;
                Self::of(&url, from, ca.filter(|path| !path.as_os_str().is_empty())).map(Some)
            }
        }
    }

    fn of(url: &str, from: Mailbox, ca: Option<&Path>) -> Result<Self, SettingsFault> {
        let url = Url::parse(url).map_err(|_| SettingsFault::NoAddress)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(SettingsFault::NoAddress)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(SettingsFault::UnknownRest);
        }
        let login = login(&url)?;
        let (protection, port) = match (url.scheme(), url.query()) {
            ("smtps", None) => (Protection::Implicit(tls(&host, ca)?), 465),
            ("smtp", None) => (Protection::StartTls(tls(&host, ca)?), 587),
            ("smtp", Some(query)) => {
                may_be_open(&host, query, login.is_some())?;
                (Protection::Open, 25)
            }
            ("smtps", Some(_)) => return Err(SettingsFault::UnknownRest),
            _ => return Err(SettingsFault::NoAddress),
        };
        let port = url.port().unwrap_or(port);
        Ok(Self { host, port, protection, login, from })
    }

    /// Who mail is from.
    #[must_use]
    pub fn from(&self) -> &Mailbox {
        &self.from
    }

    /// The server and how it is spoken to, without user and password.
    #[must_use]
    pub fn server(&self) -> String {
        let how = match self.protection {
            Protection::Implicit(_) => "TLS",
            Protection::StartTls(_) => "STARTTLS",
            Protection::Open => "not encrypted",
        };
        format!("{}, port {} ({how})", self.host, self.port)
    }
}

fn login(url: &Url) -> Result<Option<Credentials>, SettingsFault> {
    let decoded = |raw: &str| percent_decode_str(raw).decode_utf8().map(String::from).map_err(|_| SettingsFault::NoAddress);
    match (decoded(url.username())?, decoded(url.password().unwrap_or(""))?) {
        (user, password) if user.is_empty() && password.is_empty() => Ok(None),
        (user, password) if user.is_empty() || password.is_empty() => Err(SettingsFault::HalfALogin),
        (user, password) => Ok(Some(Credentials::new(user, password))),
    }
}

/// Without encryption only within this machine, unless somebody has said outright that the network is protected.
fn may_be_open(host: &str, query: &str, login: bool) -> Result<(), SettingsFault> {
    let allowed = match query {
        "tls=none" => is_this_machine(host),
        _ if query.strip_prefix("tls=") == Some(UNENCRYPTED_ANYWAY) => true,
        _ => return Err(SettingsFault::UnknownRest),
    };
    if !allowed {
        return Err(SettingsFault::Unencrypted(host.to_owned()));
    }
    if login && !is_this_machine(host) {
        return Err(SettingsFault::UnencryptedPassword(host.to_owned()));
    }
    Ok(())
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The authorities that everybody trusts, or only those in the file.
fn tls(host: &str, ca: Option<&Path>) -> Result<TlsParameters, SettingsFault> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(path) = ca {
        builder = builder.certificate_store(CertificateStore::None);
        for certificate in certificates(path)? {
            builder = builder.add_root_certificate(certificate);
        }
    }
    builder.build_rustls().map_err(|_| SettingsFault::NoTls(host.to_owned()))
}

fn certificates(path: &Path) -> Result<[Certificate; 1], SettingsFault> {
    let fault = |reason: String| SettingsFault::BadCertificates { path: path.to_owned(), reason };
    let pem = std::fs::read(path).map_err(|error| fault(error.to_string()))?;
    // A file without any certificate would silently trust nobody.
    if !String::from_utf8_lossy(&pem).contains("BEGIN CERTIFICATE") {
        return Err(fault("there is no certificate in it".to_owned()));
    }
    Ok([Certificate::from_pem(&pem).map_err(|error| fault(error.to_string()))?])
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENDER: &str = "Stadsrevisionen <revision@kommun.se>";

    fn fault(url: &str) -> String {
        Settings::read(Some(url), Some(SENDER), None).err().map(|fault| fault.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_usual_addresses_are_understood() {
        for (url, server) in [
            ("smtps://anna:hemligt@mejl.kommun.se", "mejl.kommun.se, port 465 (TLS)"),
            ("smtp://anna:hemligt@mejl.kommun.se", "mejl.kommun.se, port 587 (STARTTLS)"),
            ("smtp://mejl.kommun.se:2525", "mejl.kommun.se, port 2525 (STARTTLS)"),
            ("smtp://localhost?tls=none", "localhost, port 25 (not encrypted)"),
            ("smtp://[::1]:1025/?tls=none", "::1, port 1025 (not encrypted)"),
            ("smtp://10.0.0.5?tls=none-on-a-protected-network", "10.0.0.5, port 25 (not encrypted)"),
        ] {
            let settings = Settings::read(Some(url), Some(SENDER), None).unwrap().unwrap();
            assert_eq!(settings.server(), server, "{url}");
        }
    }

    #[test]
    fn no_settings_mean_no_mail_and_half_of_them_a_mistake() {
        assert!(Settings::read(None, Some("  "), None).unwrap().is_none());
        let half = |url, from| Settings::read(url, from, None).err().unwrap().to_string();
        assert!(half(None, Some(SENDER)).contains("Set both, or neither"));
        assert!(half(Some("smtps://mejl.kommun.se"), None).contains("YTTRANDE_MAIL_FROM is not set"));
        assert!(half(Some("smtps://mejl.kommun.se"), Some("Revisionen")).contains("It looks like"));
    }

    #[test]
    fn nothing_leaves_the_machine_unencrypted_by_mistake() {
        assert!(fault("smtp://mejl.kommun.se?tls=none").contains("which is another machine"));
        assert!(fault("smtp://localhost.kommun.se?tls=none").contains("which is another machine"));
        assert!(fault("smtp://anna:hemligt@10.0.0.5?tls=none-on-a-protected-network").contains("would send a password"));
        assert!(fault("smtp://mejl.kommun.se?tls=opportunistic").contains("is not understood"));
        assert!(fault("smtps://mejl.kommun.se?tls=none").contains("is not understood"));
    }

    #[test]
    fn a_wrong_address_is_refused_without_showing_the_password() {
        for url in [
            "anna:hemligt@mejl.kommun.se",
            "imap://anna:hemligt@mejl.kommun.se",
            "smtps://anna:hemligt@",
            "smtps://anna:hem/ligt@kommun.se",
            "smtps://:hemligt@kommun.se",
        ] {
            let said = fault(url);
            assert!(said.contains(URL) && !said.contains("hem"), "{url}: {said}");
        }
    }

    #[test]
    fn a_file_without_certificates_is_refused() {
        let nothing = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let missing = nothing.with_file_name("no-such.pem");
        for path in [nothing, missing] {
            let said = Settings::read(Some("smtps://mejl.kommun.se"), Some(SENDER), Some(&path)).err().unwrap().to_string();
            assert!(said.starts_with("YTTRANDE_SMTP_CA"), "{said}");
        }
    }
}
