//! A small identity provider that says what it is told to say, true or not.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;
use yttrande::app::BACK_FROM_PROVIDER as BACK;
use yttrande::platform::clock::Clock;

use crate::post::SERVICE;

pub(crate) const CLIENT: &str = "yttrande";
/// With signs that are written otherwise on their way.
pub(crate) const SECRET: &str = "hemligt: å/ä";

/// The provider. Clones tell the same.
#[derive(Clone)]
pub(crate) struct Tale {
    pub(crate) issuer: String,
    told: Arc<Mutex<Told>>,
}

struct Told {
    clock: Clock,
    key: EcdsaKeyPair,
    published: Value,
    lies: Vec<(&'static str, Value)>,
    header: Value,
    away: bool,
    /// Codes are used once, unless it forgets nothing.
    forgetful: bool,
    /// What was asked with each code: the digest of the verifier, the nonce, and by whom it was answered.
    codes: BTreeMap<String, (String, String, String)>,
}

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap()
}

fn jwk(key: &EcdsaKeyPair, name: &str) -> Value {
    let point = key.public_key().as_ref();
    json!({"kty": "EC", "crv": "P-256", "use": "sig", "kid": name, "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..])})
}

impl Tale {
    pub(crate) async fn begin(clock: Clock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let tale = Self::called(format!("http://{}/kommun", listener.local_addr().unwrap()), clock);
        let router = tale.router();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        tale
    }

    /// The same over TLS, with the certificate of an authority that is written there.
    pub(crate) async fn behind_tls(clock: Clock, authority: &Path) -> Self {
        let mut listener = Encrypted::bind(authority).await;
        let tale = Self::called(format!("https://localhost:{}/kommun", listener.tcp.local_addr().unwrap().port()), clock);
        let router = tale.router();
        tokio::spawn(async move {
            loop {
                let stream = listener.accept().await;
                let served = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
                tokio::spawn(async move { drop(served.await) });
            }
        });
        tale
    }

    fn called(issuer: String, clock: Clock) -> Self {
        let key = new_key();
        let published = json!({"keys": [jwk(&key, "1")]});
        let told = Told { clock, key, published, lies: Vec::new(), header: truth("1"), away: false, forgetful: true, codes: BTreeMap::new() };
        Self { issuer, told: Arc::new(Mutex::new(told)) }
    }

    fn router(&self) -> Router {
        Router::new()
            .route("/kommun/.well-known/openid-configuration", get(metadata))
            .route("/kommun/keys", get(keys))
            .route("/kommun/token", post(token))
            .with_state(self.clone())
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap()
    }

    /// From now on its tokens say this instead; `null` for nothing.
    pub(crate) fn lies(&self, name: &'static str, value: Value) {
        let mut told = self.told();
        told.lies.retain(|(other, _)| *other == "email");
        told.lies.push((name, value));
    }

    pub(crate) fn tells_the_truth(&self) {
        let mut told = self.told();
        told.lies.clear();
        told.header = truth("1");
    }

    pub(crate) fn signs_as(&self, header: Value) {
        self.told().header = header;
    }

    pub(crate) fn signs_with_anothers_key(&self) {
        self.told().key = new_key();
    }

    pub(crate) fn publishes_that_key(&self) {
        let mut told = self.told();
        told.published = json!({"keys": [jwk(&told.key, "2")]});
        told.header = truth("2");
    }

    pub(crate) fn goes_away(&self, away: bool) {
        self.told().away = away;
    }

    /// Codes work again and again, as they must not.
    pub(crate) fn forgets_nothing(&self) {
        self.told().forgetful = false;
    }

    /// Somebody shows who she is: looks at what was asked, and says where she is sent back to.
    pub(crate) fn shown(&self, there: &str, subject: &str) -> String {
        let url = url::Url::parse(there).unwrap();
        assert!(there.starts_with(&format!("{}/authorize?", self.issuer)), "{there}");
        let asked: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        let fixed = [("response_type", "code"), ("client_id", CLIENT), ("scope", "openid profile"), ("code_challenge_method", "S256")];
        assert!(fixed.iter().all(|(name, value)| asked[*name] == *value), "{asked:?}");
        assert_eq!(asked["redirect_uri"], format!("{SERVICE}{BACK}"));
        assert!(asked["state"].len() >= 43 && asked["nonce"].len() >= 43 && asked["code_challenge"].len() == 43, "{asked:?}");
        let code = format!("code-{}", self.told().codes.len());
        self.told().codes.insert(code.clone(), (asked["code_challenge"].clone(), asked["nonce"].clone(), subject.to_owned()));
        format!("{BACK}?code={code}&state={}", asked["state"])
    }
}

fn truth(key: &str) -> Value {
    json!({"alg": "ES256", "kid": key, "typ": "JWT"})
}

async fn metadata(State(tale): State<Tale>) -> (StatusCode, String) {
    let issuer = &tale.issuer;
    let said = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "something_else": {"that": ["nobody", "reads"]},
    });
    answered(&tale, StatusCode::OK, said)
}

async fn keys(State(tale): State<Tale>) -> (StatusCode, String) {
    let published = tale.told().published.clone();
    answered(&tale, StatusCode::OK, published)
}

fn answered(tale: &Tale, status: StatusCode, said: Value) -> (StatusCode, String) {
    if tale.told().away { (StatusCode::BAD_GATEWAY, "<html>away</html>".to_owned()) } else { (status, said.to_string()) }
}

async fn token(State(tale): State<Tale>, headers: HeaderMap, form: String) -> (StatusCode, String) {
    let form: BTreeMap<String, String> = url::form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let secret: String = url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let word = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{secret}")));
    assert_eq!(headers[header::AUTHORIZATION], word.as_str());
    assert_eq!((form["grant_type"].as_str(), form["redirect_uri"].as_str()), ("authorization_code", format!("{SERVICE}{BACK}").as_str()));
    let known = {
        let mut told = tale.told();
        if told.forgetful { told.codes.remove(&form["code"]) } else { told.codes.get(&form["code"]).cloned() }
    };
    let Some((challenge, nonce, subject)) = known.filter(|(challenge, ..)| *challenge == URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]))) else {
        return answered(&tale, StatusCode::BAD_REQUEST, json!({"error": "invalid_grant"}));
    };
    assert_eq!(challenge.len(), 43);
    let signed = tale.signed(&nonce, &subject);
    answered(&tale, StatusCode::OK, json!({"access_token": "a", "token_type": "Bearer", "id_token": signed}))
}

/// Takes connections over TLS.
struct Encrypted {
    tcp: TcpListener,
    tls: TlsAcceptor,
}

impl Encrypted {
    async fn bind(authority: &Path) -> Self {
        let mut root = rcgen::CertificateParams::new([]).unwrap();
        root.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let root_key = rcgen::KeyPair::generate().unwrap();
        std::fs::write(authority, root.self_signed(&root_key).unwrap().pem()).unwrap();
        let issuer = rcgen::Issuer::new(root, root_key);
        let key = rcgen::KeyPair::generate().unwrap();
        let own = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
        let builder = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider())).with_safe_default_protocol_versions().unwrap();
        let own_key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config = builder.with_no_client_auth().with_single_cert(vec![own.der().clone()], own_key).unwrap();
        Self { tcp: TcpListener::bind("127.0.0.1:0").await.unwrap(), tls: TlsAcceptor::from(Arc::new(config)) }
    }

    /// The next one who believes the certificate.
    async fn accept(&mut self) -> TlsStream<TcpStream> {
        loop {
            let (stream, _) = self.tcp.accept().await.unwrap();
            if let Ok(stream) = self.tls.accept(stream).await {
                return stream;
            }
        }
    }
}

impl Tale {
    fn signed(&self, nonce: &str, subject: &str) -> String {
        let told = self.told();
        let now = told.clock.now().timestamp();
        let mut said = json!({"iss": self.issuer, "sub": subject, "aud": CLIENT, "nonce": nonce, "iat": now, "exp": now + 300});
        said["preferred_username"] = json!(format!("{subject}@kommun.example"));
        for (name, value) in &told.lies {
            said[*name] = value.clone();
        }
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&told.header), part(&said));
        let signature = told.key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}
