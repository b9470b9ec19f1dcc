//! Signing in with the municipality's identity provider (OpenID Connect: authorization code with PKCE, state and nonce; ADR 0092). What is
//! asked of it is who somebody is, and nothing else; what it says is believed as `domain::id_token` believes it.

mod ask;
mod pending;
mod settings;

use std::sync::Arc;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use sqlx::PgConnection;
use tokio::sync::{Mutex, Semaphore};
use url::Url;

use crate::domain::id_token::{Expected, Identity, SigningKeys, TokenFault};
use crate::domain::ids::PersonId;
use ask::Question;
pub(super) use pending::ended;
pub use pending::{Errand, LASTS, Pending, Shown};
pub use settings::{CA, CLIENT, ISSUER, NAME, SECOND_STEP, SECRET, Said, Settings, SignOnFault};

/// What the provider publishes of itself is asked again after this time.
const KNOWN_FOR: Duration = Duration::from_secs(3_600);
/// After a question in vain nothing is asked for so long, however many come.
const REST: Duration = Duration::from_secs(5);
/// A key that is not known may be a new one: asked about no oftener than this.
const NEW_KEYS: Duration = Duration::from_secs(30);
/// So many codes are exchanged at once.
const AT_ONCE: usize = 16;

/// Why nobody can be signed in. For the log.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It does not answer, or not as a provider does.
    #[error("the identity provider does not answer as one: {0}")]
    Away(String),
    /// It does not know the code.
    #[error("the identity provider takes the code for none of its own: {0}")]
    Code(String),
    /// What it says is not believed.
    #[error("the identity provider's token is not believed: {0}")]
    Token(#[from] TokenFault),
}

/// What the provider publishes of itself.
#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    #[serde(deserialize_with = "address")]
    authorization_endpoint: Url,
    #[serde(deserialize_with = "address")]
    token_endpoint: Url,
    #[serde(deserialize_with = "address")]
    jwks_uri: Url,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

fn address<'de, D: Deserializer<'de>>(from: D) -> Result<Url, D::Error> {
    Url::parse(&String::deserialize(from)?).map_err(D::Error::custom)
}

struct Known {
    metadata: Metadata,
    keys: SigningKeys,
}

/// What is known of the provider, and when it is asked again.
#[derive(Default)]
struct Memory {
    known: Option<Arc<Known>>,
    /// What was said last, when it was in vain.
    trouble: Option<String>,
    until: Option<Instant>,
    keys_asked: Option<Instant>,
}

/// The municipality's identity provider. Clones know the same.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    settings: Settings,
    memory: Mutex<Memory>,
    places: Semaphore,
}

/// What came back with somebody.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// What is exchanged for a token.
    pub code: &'a str,
    /// Who says so, where the provider says it (RFC 9207).
    pub issuer: Option<&'a str>,
}

impl Provider {
    /// A provider that is not asked before somebody wants to sign in.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(Inner { settings, memory: Mutex::default(), places: Semaphore::new(AT_ONCE) }))
    }

    /// What people call it; empty where nobody has said.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.settings.name
    }

    /// Sign for sign as it stands in its tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.0.settings.issuer
    }

    /// Whether the provider says that somebody has shown two things there, as the operator has said it is said.
    #[must_use]
    pub fn has_seen_two(&self, identity: &Identity) -> bool {
        identity.means.iter().any(|way| self.0.settings.second_step.contains(way))
    }

    /// Asks whether it is there, also where that is known.
    ///
    /// # Errors
    /// [`Trouble::Away`]
    pub async fn look(&self) -> Result<(), Trouble> {
        self.0.memory.lock().await.until = None;
        self.known().await?;
        self.0.memory.lock().await.trouble.clone().map_or(Ok(()), |said| Err(Trouble::Away(said)))
    }

    /// Where somebody is sent to show who she is.
    ///
    /// # Errors
    /// [`Trouble::Away`]
    pub async fn way_there(&self, pending: &Pending, back: &str) -> Result<String, Trouble> {
        let known = self.known().await?;
        let mut url = known.metadata.authorization_endpoint.clone();
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", self.0.settings.client.as_str()),
            ("redirect_uri", back),
            ("scope", "openid profile"),
            ("state", pending.state.as_str()),
            ("nonce", pending.nonce.as_str()),
            ("code_challenge", pending.challenge().as_str()),
            ("code_challenge_method", "S256"),
        ]);
        Ok(url.to_string())
    }

    /// Who has come back: exchanges the code, and believes the token or not.
    ///
    /// # Errors
    /// [`Trouble`]
    pub async fn who(&self, pending: &Pending, answered: Answered<'_>, back: &str, at: DateTime<Utc>) -> Result<Identity, Trouble> {
        let known = self.known().await?;
        let named = answered.issuer.map(|issuer| issuer == self.issuer());
        if !named.unwrap_or(!known.metadata.authorization_response_iss_parameter_supported) {
            return Err(TokenFault::Issuer.into());
        }
        let token = self.exchanged(&known.metadata, pending, answered.code, back).await?;
        let expected = Expected { issuer: self.issuer(), client: &self.0.settings.client, nonce: &pending.nonce, at };
        match Identity::read(&token, &known.keys, &expected) {
            // It may have a new one since it was asked.
            Err(TokenFault::UnknownKey) => Ok(Identity::read(&token, &self.with_new_keys(&known).await?.keys, &expected)?),
            read => Ok(read?),
        }
    }

    async fn exchanged(&self, metadata: &Metadata, pending: &Pending, code: &str, back: &str) -> Result<String, Trouble> {
        #[derive(Deserialize)]
        struct Tokens {
            id_token: String,
        }
        #[derive(Deserialize)]
        struct Refused {
            error: String,
        }
        let (client, secret) = (self.0.settings.client.as_str(), self.0.settings.secret.as_str());
        let mut fields = vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back), ("code_verifier", pending.verifier.as_str())];
        // Where the provider does not say how, in the head (OpenID Connect Discovery 1.0, 3).
        let in_the_form = metadata.token_endpoint_auth_methods_supported.as_ref().is_some_and(|ways| !ways.iter().any(|way| way == "client_secret_basic"));
        let authorization = if in_the_form {
            fields.extend([("client_id", client), ("client_secret", secret)]);
            None
        } else {
            let encoded = |raw: &str| url::form_urlencoded::byte_serialize(raw.as_bytes()).collect::<String>();
            Some(format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(client), encoded(secret)))))
        };
        let _place = self.0.places.acquire().await.map_err(|error| Trouble::Away(error.to_string()))?;
        let question = Question::Form { fields: &fields, authorization };
        let answer = ask::ask(&self.0.settings.tls, &metadata.token_endpoint, question).await.map_err(Trouble::Away)?;
        if answer.good {
            let tokens = serde_json::from_slice::<Tokens>(&answer.body).map_err(|_| Trouble::Away("it gave no ID token for a code".to_owned()))?;
            return Ok(tokens.id_token);
        }
        Err(match serde_json::from_slice::<Refused>(&answer.body) {
            Ok(refused) => Trouble::Code(word(&refused.error)),
            Err(_) => Trouble::Away("it gave neither a token nor a reason for a code".to_owned()),
        })
    }

    /// What is known of it. One asks, the others wait for her.
    async fn known(&self) -> Result<Arc<Known>, Trouble> {
        let mut memory = self.0.memory.lock().await;
        if memory.until.is_none_or(|until| Instant::now() >= until) {
            match self.published().await {
                Ok(known) => *memory = Memory { known: Some(Arc::new(known)), until: Some(Instant::now() + KNOWN_FOR), ..Memory::default() },
                // What was known before may still be so.
                Err(said) => {
                    tracing::error!(%said, "the identity provider");
                    memory.trouble = Some(said);
                    memory.until = Some(Instant::now() + REST);
                }
            }
        }
        memory.known.clone().ok_or_else(|| Trouble::Away(memory.trouble.clone().unwrap_or_default()))
    }

    async fn with_new_keys(&self, before: &Arc<Known>) -> Result<Arc<Known>, Trouble> {
        let mut memory = self.0.memory.lock().await;
        match &memory.known {
            // Somebody else has asked meanwhile.
            Some(known) if !Arc::ptr_eq(known, before) => return Ok(Arc::clone(known)),
            Some(_) | None => {}
        }
        if memory.keys_asked.is_some_and(|asked| asked.elapsed() < NEW_KEYS) {
            return Ok(Arc::clone(before));
        }
        let known = Arc::new(self.published().await.map_err(Trouble::Away)?);
        memory.known = Some(Arc::clone(&known));
        memory.keys_asked = Some(Instant::now());
        Ok(known)
    }

    async fn published(&self) -> Result<Known, String> {
        let address = format!("{}/.well-known/openid-configuration", self.issuer().trim_end_matches('/'));
        let address = Url::parse(&address).map_err(|error| error.to_string())?;
        let metadata: Metadata = serde_json::from_slice(&self.publication(&address).await?).map_err(|error| format!("{address}: {error}"))?;
        if metadata.issuer != self.issuer() {
            return Err(format!("it calls itself {:?}, and {ISSUER} says {:?}: they must be the same, sign for sign", metadata.issuer, self.issuer()));
        }
        if !settings::may_be_asked(&metadata.authorization_endpoint) {
            return Err("people would be sent there without TLS".to_owned());
        }
        let keys = SigningKeys::read(&self.publication(&metadata.jwks_uri).await?).ok_or_else(|| format!("{}: no keys", metadata.jwks_uri))?;
        Ok(Known { metadata, keys })
    }

    async fn publication(&self, url: &Url) -> Result<Vec<u8>, String> {
        let answer = ask::ask(&self.0.settings.tls, url, Question::Published).await?;
        if answer.good { Ok(answer.body) } else { Err(format!("{url} is not there")) }
    }
}

/// What the provider calls something that went wrong, as it can stand in a log.
#[must_use]
pub fn word(raw: &str) -> String {
    raw.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(60).collect()
}

/// Since when somebody is bound to who she is for this issuer; for any, where there is none.
///
/// # Errors
/// When the database cannot be read.
pub async fn bound_since(conn: &mut PgConnection, person: PersonId, issuer: Option<&str>) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!("select since from sign_on where person_id = $1::person_id and ($2::text is null or issuer = $2)", person as PersonId, issuer)
        .fetch_optional(conn)
        .await
}

/// Nobody is let in any more as somebody by what the provider says. Says whether anybody was.
///
/// # Errors
/// When the database cannot be written.
pub async fn unbound(conn: &mut PgConnection, person: PersonId) -> sqlx::Result<bool> {
    let gone = sqlx::query!("delete from sign_on where person_id = $1::person_id", person as PersonId).execute(conn).await?;
    Ok(gone.rows_affected() == 1)
}
