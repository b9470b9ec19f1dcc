//! Work on a PostgreSQL server that somebody else runs: its roles, the database, the tables.

use std::net::IpAddr;

use anyhow::{Context as _, anyhow, bail};
use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use yttrande::platform::upkeep;

use super::local::DATABASE;
use super::secrets::secret;
use super::{print, tell};

/// The setting with the program's own login.
pub(super) const LOGIN_URL: &str = "DATABASE_URL";
/// The setting with the administrator's login.
pub(super) const ADMIN_URL: &str = "YTTRANDE_ADMIN_URL";

const NOT_AS_ADMINISTRATOR: &str = "the database could not be prepared. Check that the server runs, and what the login in YTTRANDE_ADMIN_URL may do";

/// A login from the settings; empty is as good as none.
pub(super) struct Login {
    pub(super) options: PgConnectOptions,
    pub(super) password: Option<String>,
}

impl Login {
    /// Reads a URL from the settings.
    pub(super) fn given(name: &'static str) -> anyhow::Result<Option<Self>> {
        let Some(url) = secret(name)? else { return Ok(None) };
        // What the reader says of a wrong one may repeat a part of it, and so of the password.
        let options: PgConnectOptions = url.trim().parse().map_err(|_| {
            anyhow!(
                "{name} is no address of a database. It looks like postgres://USER:PASSWORD@HOST/{DATABASE}?sslmode=verify-full. \
                 In user and password, signs such as @ : / ? # are written as %40 %3A %2F %3F %23"
            )
        })?;
        // A log of statements would have the login's password in it when that is set.
        let options = options.disable_statement_logging();
        Ok(Some(Self { options, password: password(&url) }))
    }

    /// The database that the program uses.
    pub(super) fn database(&self) -> String {
        self.options.get_database().unwrap_or(DATABASE).to_owned()
    }
}

/// `yttrande migrate`
pub(super) async fn migrate() -> anyhow::Result<()> {
    let administrator = administrator()?;
    let database = match Login::given(LOGIN_URL)? {
        Some(login) => login.database(),
        None => DATABASE.to_owned(),
    };
    make_tables(&administrator, &database).await?;
    tell(&format!("The database {database} is up to date."));
    Ok(())
}

/// `yttrande roles`
pub(super) async fn roles(only_print: bool) -> anyhow::Result<()> {
    if only_print {
        return print(upkeep::ROLES_SQL);
    }
    let administrator = administrator()?;
    let login = Login::given(LOGIN_URL)?;
    let password = login.as_ref().and_then(|login| login.password.as_deref());
    upkeep::make_roles(&administrator.options, login.as_ref().map(|login| &login.options), password).await.context(NOT_AS_ADMINISTRATOR)?;
    tell(match password {
        Some(_) => "The roles are there, and yttrande_app has the password of DATABASE_URL.",
        None => "The roles are there. yttrande_app got no password, because DATABASE_URL has none.",
    });
    Ok(())
}

/// Makes everything that is not there yet: roles, password, database and tables. Several may do so at once.
pub(super) async fn prepare(administrator: &Login, login: &Login) -> anyhow::Result<()> {
    upkeep::prepare(&administrator.options, Some(&login.options), login.password.as_deref(), &login.database()).await
}

/// Makes the database and its tables, or brings them up to date.
async fn make_tables(administrator: &Login, database: &str) -> anyhow::Result<()> {
    upkeep::create_database(&administrator.options, database).await.context(NOT_AS_ADMINISTRATOR)?;
    // What hinders a migration it says itself, with what to do.
    upkeep::migrate(&administrator.options.clone().database(database)).await
}

/// Whoever reads or makes a whole database: the administrator of the server, or nobody where there is only the private PostgreSQL. With
/// a server and no administrator, another database than the one that is meant would be taken.
pub(super) fn administrator_or_private() -> anyhow::Result<Option<Login>> {
    let administrator = Login::given(ADMIN_URL)?;
    if administrator.is_none() && Login::given(LOGIN_URL)?.is_some() {
        bail!(
            "{LOGIN_URL} names a server, and {ADMIN_URL} is not set.\n\
             What to do: set it to a superuser of the server: postgres://postgres:PASSWORD@HOST/postgres"
        );
    }
    if let Some(said) = administrator.as_ref().and_then(|login| in_the_clear(&login.options, ADMIN_URL)) {
        tell(&said);
    }
    Ok(administrator)
}

/// The database on the server: that of the program's own login.
pub(super) fn database_of_login() -> anyhow::Result<String> {
    Ok(Login::given(LOGIN_URL)?.map_or_else(|| DATABASE.to_owned(), |login| login.database()))
}

pub(super) fn administrator() -> anyhow::Result<Login> {
    match Login::given(ADMIN_URL)? {
        Some(login) => Ok(login),
        None => bail!("{ADMIN_URL} is not set. Set it to a login that may create roles and databases: postgres://postgres:PASSWORD@HOST/postgres"),
    }
}

/// What to say at the start when the way to the database is not protected: on another machine, and nobody's certificate is asked for.
pub(super) fn in_the_clear(login: &PgConnectOptions, variable: &str) -> Option<String> {
    let host = login.get_host();
    let is_here = login.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    let how = match login.get_ssl_mode() {
        _ if is_here => return None,
        PgSslMode::VerifyFull | PgSslMode::VerifyCa => return None,
        PgSslMode::Disable => "is not encrypted",
        PgSslMode::Allow | PgSslMode::Prefer => "may be unencrypted: it is tried, and given up without a word",
        PgSslMode::Require => "is encrypted, but not to anybody who has shown who she is",
    };
    Some(format!(
        "The way to the database on {host} {how}. Whoever is on it can read and change everything.\n\
         What to do: write ?sslmode=verify-full at the end of {variable}, with &sslrootcert=FILE for an authority of your own"
    ))
}

/// The password in `postgres://user:password@host/…`. The library that reads the rest does not show it.
fn password(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user_info, _) = authority.rsplit_once('@')?;
    let (_, password) = user_info.split_once(':')?;
    Some(percent_decoded(password)).filter(|password| !password.is_empty())
}

fn percent_decoded(raw: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = raw.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{in_the_clear, password};

    #[test]
    fn a_way_to_the_database_that_others_can_read_is_said() {
        for (url, said) in [
            ("postgres://app@db.example/x", Some("may be unencrypted")),
            ("postgres://app@10.0.0.4/x?sslmode=disable", Some("is not encrypted")),
            ("postgres://app@db.example/x?sslmode=require", Some("is encrypted, but not to anybody")),
            ("postgres://app@db.example/x?sslmode=verify-full", None),
            ("postgres://app@localhost/x", None),
            ("postgres://app@127.0.0.1:5433/x?sslmode=disable", None),
            ("postgres://app@[::1]/x", None),
            ("postgres:///x?host=/run/postgresql&user=app", None),
        ] {
            let found = in_the_clear(&url.parse().unwrap(), super::ADMIN_URL);
            assert_eq!(found.is_some(), said.is_some(), "{url}: {found:?}");
            assert!(said.is_none_or(|said| found.is_some_and(|found| found.contains(said) && found.contains("What to do: "))), "{url}");
        }
    }

    #[test]
    fn the_password_is_read_as_it_was_meant() {
        assert_eq!(password("postgres://app:s%40f%C3%A5@db:5432/x?a=b@c"), Some("s@få".to_owned()));
        assert_eq!(password("postgres://app@db/x"), None);
        assert_eq!(password("postgres:///x?host=/run"), None);
        assert_eq!(password("postgres://app:100%@db/x"), Some("100%".to_owned()));
    }
}
