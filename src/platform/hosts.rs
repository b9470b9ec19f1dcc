//! Under which names the service is to be found. A browser that was led here under another name is not answered: it would
//! take what is written here for that site's own.

use axum::http::{HeaderMap, Uri, header};

/// The names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosts {
    /// Whatever people type.
    Any,
    /// These only, whatever the port.
    Only(Vec<String>),
}

/// The machine's names for itself.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

impl Hosts {
    /// The name in the address that people type. A machine that speaks of itself has several.
    #[must_use]
    pub fn of(public_url: &str) -> Self {
        let uri = public_url.parse::<Uri>().ok();
        match uri.as_ref().and_then(Uri::host).map(str::to_lowercase) {
            None => Self::Any,
            Some(host) if LOCAL.contains(&host.as_str()) => Self::Only(LOCAL.map(ToOwned::to_owned).to_vec()),
            Some(host) => Self::Only(vec![host]),
        }
    }

    /// Whether a request asks for one of them: every name that it gives, in its first line and in its head.
    #[must_use]
    pub fn know(&self, uri: &Uri, headers: &HeaderMap) -> bool {
        let Self::Only(names) = self else { return true };
        let mut asked = headers.get_all(header::HOST).iter().map(|value| value.to_str().unwrap_or("")).chain(uri.authority().map(|a| a.as_str())).peekable();
        asked.peek().is_some() && asked.all(|asked| names.iter().any(|name| *name == name_of(asked)))
    }
}

/// Without the port, the case of its letters, and the dot that may end it.
fn name_of(authority: &str) -> String {
    let name = match authority.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) | None => authority,
    };
    name.trim_end_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(public_url: &str, first_line: &str, hosts: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, host.parse().unwrap());
        }
        Hosts::of(public_url).know(&first_line.parse().unwrap(), &headers)
    }

    #[test]
    fn only_the_service_s_own_name_is_answered() {
        let url = "https://uppfoljning.kommun.se";
        for host in ["uppfoljning.kommun.se", "uppfoljning.kommun.se:443", "UPPFOLJNING.kommun.se."] {
            assert!(known(url, "/", &[host]), "{host}");
        }
        for host in ["evil.example", "uppfoljning.kommun.se.evil.example", "127.0.0.1", "", "uppfoljning.kommun.se:evil", "uppfoljning.kommun.se@evil.example"]
        {
            assert!(!known(url, "/", &[host]), "{host}");
        }
        assert!(!known(url, "/", &[]), "no name at all");
        assert!(!known(url, "/", &["uppfoljning.kommun.se", "evil.example"]), "two names");
        assert!(!known(url, "http://evil.example/", &["uppfoljning.kommun.se"]), "another name in the first line");
        assert!(known(url, "http://uppfoljning.kommun.se/", &["uppfoljning.kommun.se"]));
    }

    #[test]
    fn a_machine_that_speaks_of_itself_has_several_names() {
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
            assert!(known("http://127.0.0.1:8080", "/", &[host]), "{host}");
        }
        assert!(!known("http://127.0.0.1:8080", "/", &["rebound.example:8080"]));
    }
}
