//! `yttrande health`: asks a running service, without any other program. Made for containers.

use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn run(url: &str) -> anyhow::Result<()> {
    let Some((authority, path)) = parts(url) else {
        bail!("{url:?} is no plain HTTP address. Write it like http://127.0.0.1:8080/readyz.");
    };
    let asked = tokio::time::timeout(PATIENCE, ask(&authority, &path)).await;
    let status = asked.with_context(|| format!("{url} did not answer within {} seconds", PATIENCE.as_secs()))??;
    match status.split(' ').nth(1) {
        Some("200") => Ok(()),
        _ => bail!("{url} answered {status:?}. Its log says why."),
    }
}

async fn ask(authority: &str, path: &str) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(authority).await.with_context(|| format!("nothing answers at {authority}. Is the service running?"))?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).lines().next().unwrap_or("").to_owned())
}

/// Host with port, and path.
fn parts(url: &str) -> Option<(String, String)> {
    let rest = url.strip_prefix("http://")?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    if authority.is_empty() || url.contains(char::is_whitespace) {
        return None;
    }
    let port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let authority = if port { authority.to_owned() } else { format!("{authority}:80") };
    Some((authority, format!("/{path}")))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn an_address_is_taken_apart() {
        let owned = |host: &str, path: &str| Some((host.to_owned(), path.to_owned()));
        assert_eq!(parts("http://127.0.0.1:8080/halsa"), owned("127.0.0.1:8080", "/halsa"));
        assert_eq!(parts("http://yttrande"), owned("yttrande:80", "/"));
        assert_eq!(parts("https://yttrande/halsa"), None);
        assert_eq!(parts("http://a/ b"), None);
    }
}
