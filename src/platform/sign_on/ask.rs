//! Asks the provider: one question on one connection, an answer of bounded size within a bounded time, and no way to anywhere else. Nobody
//! who visits the service says what is asked: the addresses are the provider's own.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;
use url::Url;

use super::settings::may_be_asked;

/// How long a question may take, from connecting to the last byte.
const PATIENCE: Duration = Duration::from_secs(8);
/// More than any provider has to say.
const MOST: usize = 512 * 1024;

/// What is asked.
pub(super) enum Question<'a> {
    /// What the provider publishes.
    Published,
    /// A form, with or without the word by which we are known.
    Form { fields: &'a [(&'a str, &'a str)], authorization: Option<String> },
}

/// What was answered.
pub(super) struct Answer {
    pub(super) good: bool,
    pub(super) body: Vec<u8>,
}

/// Asks. What went wrong is said as it is, for the log.
pub(super) async fn ask(tls: &Arc<ClientConfig>, url: &Url, question: Question<'_>) -> Result<Answer, String> {
    match timeout(PATIENCE, asked(tls, url, question)).await {
        Ok(answer) => answer.map_err(|error| format!("{}: {error}", url.host_str().unwrap_or_default())),
        Err(_) => Err(format!("{}: no answer within {} seconds", url.host_str().unwrap_or_default(), PATIENCE.as_secs())),
    }
}

async fn asked(tls: &Arc<ClientConfig>, url: &Url, question: Question<'_>) -> anyhow::Result<Answer> {
    anyhow::ensure!(may_be_asked(url), "it is not asked without TLS");
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
    let stream = TcpStream::connect((host.as_str(), url.port_or_known_default().unwrap_or(443))).await?;
    let request = request(url, question)?;
    if url.scheme() == "http" {
        return exchanged(stream, request).await;
    }
    let stream = TlsConnector::from(Arc::clone(tls)).connect(ServerName::try_from(host)?, stream).await?;
    exchanged(stream, request).await
}

fn request(url: &Url, question: Question<'_>) -> anyhow::Result<Request<Full<Bytes>>> {
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let host = url.host_str().unwrap_or_default();
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let request = Request::builder().uri(path).header(HOST, host).header(ACCEPT, "application/json").header(USER_AGENT, "yttrande");
    Ok(match question {
        Question::Published => request.method(Method::GET).body(Full::default())?,
        Question::Form { fields, authorization } => {
            let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            let request = request.method(Method::POST).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            let request = authorization.into_iter().fold(request, |request, word| request.header(AUTHORIZATION, word));
            request.body(Full::from(form))?
        }
    })
}

async fn exchanged(stream: impl AsyncRead + AsyncWrite + Unpin, request: Request<Full<Bytes>>) -> anyhow::Result<Answer> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let answer = async {
        let response = sender.send_request(request).await?;
        let good = response.status() == StatusCode::OK;
        let body = Limited::new(response.into_body(), MOST).collect().await.map_err(|error| anyhow::anyhow!(error))?;
        Ok(Answer { good, body: body.to_bytes().to_vec() })
    };
    // The connection has to be driven while the answer is waited for. That it ends well ends nothing: the answer may have been read already.
    tokio::select! {
        answer = answer => answer,
        Err(error) = connection => Err(error.into()),
    }
}
