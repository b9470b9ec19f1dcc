//! A browser that only counts: connections stay open, nothing is drawn.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

const LIMIT: usize = 64 * 1024 * 1024;

/// Somebody in front of a running program.
#[derive(Clone)]
pub(crate) struct Client {
    hyper: Hyper<HttpConnector, Body>,
    base: String,
    cookie: String,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) body: Vec<u8>,
    cookies: Vec<String>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a hidden field of the page.
    pub(crate) fn hidden(&self, name: &str) -> anyhow::Result<String> {
        let text = self.text();
        let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\"")).with_context(|| format!("the page has no field {name}"))?;
        Ok(rest.split('"').next().unwrap_or_default().replace("&#43;", "+"))
    }
}

/// How it went.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pace {
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    /// Requests a second.
    pub(crate) rate: f64,
}

impl Client {
    pub(crate) fn new(base: &str) -> Self {
        Self { hyper: Hyper::builder(TokioExecutor::new()).build_http(), base: base.to_owned(), cookie: String::new() }
    }

    /// A browser that is signed in.
    pub(crate) async fn signed_in(base: &str, email: &str, password: &str) -> anyhow::Result<Self> {
        let mut client = Self::new(base);
        let answer = client.post("/logga-in", &[("email", email), ("password", password), ("till", "/")]).await?;
        if answer.status != StatusCode::SEE_OTHER || answer.cookies.is_empty() {
            bail!("{email} could not sign in: {}", answer.status);
        }
        client.cookie = answer.cookies.join("; ");
        Ok(client)
    }

    pub(crate) async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.send(self.request(Method::GET, path), Body::empty()).await
    }

    /// As browsers ask, who understand compressed pages.
    pub(crate) async fn get_compressed(&self, path: &str) -> anyhow::Result<Answer> {
        self.send(self.request(Method::GET, path).header(header::ACCEPT_ENCODING, "gzip"), Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let encode = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let request = self.request(Method::POST, path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.header("sec-fetch-site", "same-origin"), Body::from(pairs.join("&"))).await
    }

    fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if self.cookie.is_empty() { request } else { request.header(header::COOKIE, &self.cookie) }
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> anyhow::Result<Answer> {
        let (parts, body) = self.hyper.request(request.body(body)?).await?.into_parts();
        let body = to_bytes(Body::new(body), LIMIT).await?.to_vec();
        let lines = |name| parts.headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
        let cookies = lines(header::SET_COOKIE).filter_map(|line| line.split(';').next()).map(ToOwned::to_owned).collect();
        let location = lines(header::LOCATION).next().map(ToOwned::to_owned);
        Ok(Answer { status: parts.status, location, body, cookies })
    }

    /// Asks for the page again and again, so many at once.
    pub(crate) async fn pace(&self, path: &str, clients: usize, time: Duration) -> anyhow::Result<Pace> {
        Ok(self.taken(path, clients, time).await?.pace())
    }

    /// The same, as a turn of several.
    pub(crate) async fn taken(&self, path: &str, clients: usize, time: Duration) -> anyhow::Result<Taken> {
        let begun = Instant::now();
        let until = begun + time;
        let tasks: Vec<_> = (0..clients)
            .map(|_| {
                let (own, path) = (self.clone(), path.to_owned());
                tokio::spawn(async move {
                    let mut taken = Vec::new();
                    while taken.len() < 5 || Instant::now() < until {
                        let asked = Instant::now();
                        let answer = own.get(&path).await?;
                        taken.push(asked.elapsed());
                        if answer.status != StatusCode::OK {
                            bail!("{path} answers {}", answer.status);
                        }
                    }
                    Ok(taken)
                })
            })
            .collect();
        let mut times = Vec::new();
        for task in tasks {
            times.extend(task.await??);
        }
        Ok(Taken { times, in_all: begun.elapsed() })
    }
}

/// How long each request took, and all of them together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Taken {
    times: Vec<Duration>,
    in_all: Duration,
}

impl Taken {
    /// With those of one more turn.
    pub(crate) fn and(&mut self, turn: Self) {
        self.times.extend(turn.times);
        self.in_all += turn.in_all;
    }

    pub(crate) fn pace(self) -> Pace {
        Pace::of(self.times, self.in_all)
    }
}

impl Pace {
    /// Of what each request took, and all of them together.
    pub(crate) fn of(mut taken: Vec<Duration>, in_all: Duration) -> Self {
        taken.sort_unstable();
        let at = |share: usize| taken.get((taken.len() * share / 100).min(taken.len().saturating_sub(1))).map_or(0.0, |time| time.as_secs_f64() * 1_000.0);
        let count = u32::try_from(taken.len()).unwrap_or(u32::MAX);
        Self { p50: at(50), p95: at(95), p99: at(99), rate: f64::from(count) / in_all.as_secs_f64().max(f64::EPSILON) }
    }
}
