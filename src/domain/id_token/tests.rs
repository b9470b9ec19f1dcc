use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

use super::*;

const ISSUER: &str = "https://idp.example";
/// A key that was made for these tests and thrown away, and what it signed: by RS256 and by PS256.
const N: &str = "rgscs_98ONBQ_CKNP8SP6h3KdLyyY8mYvDnoXRahdIpmbqSNWysRTGE3G4XUfdGw3W_DCrz22XdGtCDXtJcXTPa0lybBfN2hI1EZSWtpE8Pw6aV9mc8smlMJmfsn6f2bIJMbb7p8wW1dJzmkMcHR4YjrMHblkFdSYYiB8WwRRvNFXtUFGs9T_cH-UhGL6vs8bPK9NZwln2I5ewDsWhQScR0EoTjQ-aKMY1tMj9oJDwEJL2kZnC_V1Eu8u3DxGOYh7foRFsr88aivCp0fIYULO-wUX7-DI1eS1zZydK8E-OkVQC4cmyY1ysF7WJy-iJHLxZTtUDiLAo-1EqGIoqqbzQ";
const RS256: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6InIxIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlIiwic3ViIjoiYW5uYSIsImF1ZCI6Inl0dHJhbmRlIiwibm9uY2UiOiJuIiwiaWF0IjoxNzM4NTY5NjAwLCJleHAiOjE3Mzg1Njk5MDB9.TandoNXDsA6EFWpSB4BJih1zHaiNvInrp1paScxzIYTTgWkOPcOyLlzg2_tyeeV2Z6O3abU9v_nFV8Pi1DnUJREZQuOhBE0RHcX_9rkZ9QcZ5fFAZbT999ZuM3-6x5UAvmF7wlowhMLC03V9ig9LOyVjVZYK_XEhLoqBcPUFEBwVO_VAIFot7MO-HJwxvuO22vpeVsWzaJunVt-QGtcH19zsONlK1oXcOnepizFidGL11nQq2B3Pb6odzukt-ypB09ZaigsMOR-Nsq8_RQ9zM6LTmSkqDN6zgxjx0kVA6JLyk70Hb7uwbCBRJnP8s_Rdg4PVeEyJudSarTQwsXhl2A";
const PS256: &str = "eyJhbGciOiJQUzI1NiIsImtpZCI6InIxIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlIiwic3ViIjoiYW5uYSIsImF1ZCI6Inl0dHJhbmRlIiwibm9uY2UiOiJuIiwiaWF0IjoxNzM4NTY5NjAwLCJleHAiOjE3Mzg1Njk5MDB9.SfN49Bh2OBxKPOVUD9wBz0OX_oE4kkcSdyBJXiFqTg1VGDH78YS3kBmzFBULHfBo9VssjoKhur71yrXpi5D6-Uua6CMrjFrR91Ced6fxREo3ZuPcKAzKEzYbsV-vrlXixYa_uOq_efE5R90WalinF6uTLpDbml7lX6pUYNk2vBV9rGqJsbESyy2KhDhcvRV-zhQ2ID-voEH9445ItAZFkJ1zSdyI2ZDh1fFyOtfCMt_QlKacoC4kFDw7tRM1Y3DF_qDirN4fmg3Y0Tw-ItV5u8qz39ufsOoyMTlAGnwaLLwM3ShF5ec3JUp90-Zr_J8gq_-tsr8ntxSTvt0xLrbd5A";

fn at() -> DateTime<Utc> {
    "2025-02-03T08:00:00Z".parse().unwrap()
}

fn expected() -> Expected<'static> {
    Expected { issuer: ISSUER, client: "yttrande", nonce: "n", at: at() }
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// A provider with a key on the curve.
struct Curve(EcdsaKeyPair);

impl Curve {
    fn new() -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap())
    }

    fn jwk(&self) -> Value {
        let point = self.0.public_key().as_ref();
        json!({"kty": "EC", "crv": "P-256", "kid": "e1", "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..])})
    }

    fn keys(&self) -> SigningKeys {
        SigningKeys::read(json!({"keys": [self.jwk()]}).to_string().as_bytes()).unwrap()
    }

    fn token(&self, header: &Value, payload: &Value) -> String {
        let signed = format!("{}.{}", part(header), part(payload));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn payload() -> Value {
    let now = at().timestamp();
    json!({"iss": ISSUER, "sub": "anna", "aud": "yttrande", "nonce": "n", "iat": now, "exp": now + 300})
}

/// The same with something else in it; `null` takes it out.
fn with(name: &str, value: Value) -> Value {
    let mut changed = payload();
    changed[name] = value;
    if changed[name].is_null() {
        changed.as_object_mut().unwrap().remove(name);
    }
    changed
}

fn read(name: &str, value: Value) -> Result<Identity, TokenFault> {
    let curve = Curve::new();
    Identity::read(&curve.token(&json!({"alg": "ES256", "kid": "e1"}), &with(name, value)), &curve.keys(), &expected())
}

#[test]
fn what_is_signed_by_the_providers_key_for_us_and_now_is_believed() {
    let rsa = json!({"keys": [{"kty": "RSA", "kid": "r1", "use": "sig", "n": N, "e": "AQAB"}, {"kty": "oct", "k": "AA"}, {"kty": "RSA", "use": "enc"}, 7]});
    let keys = SigningKeys::read(rsa.to_string().as_bytes()).unwrap();
    for token in [RS256, PS256] {
        assert_eq!(Identity::read(token, &keys, &expected()).unwrap().subject, "anna");
    }
    let identity = read("amr", json!(["pwd", "mfa"])).unwrap();
    assert_eq!(identity, Identity { subject: "anna".into(), called: String::new(), means: vec!["pwd".into(), "mfa".into()] });
    assert_eq!(read("preferred_username", json!("anna@kommun.se")).unwrap().called, "anna@kommun.se");
    assert_eq!(read("acr", json!("two-factor")).unwrap().means, ["two-factor"]);
    assert!(read("aud", json!(["yttrande"])).is_ok() && read("azp", json!("yttrande")).is_ok());
    // Seconds with fractions are seconds, too; and clocks may be a minute apart.
    assert!(read("exp", json!(at().timestamp() as f64 - 58.5)).is_ok() && read("iat", json!(at().timestamp() + 60)).is_ok());
}

#[test]
fn what_is_anothers_or_for_another_or_of_another_time_is_not() {
    let now = at().timestamp();
    for (name, value, fault) in [
        ("iss", json!("https://idp.example/"), TokenFault::Issuer),
        ("iss", json!("https://evil.example"), TokenFault::Issuer),
        ("aud", json!("other"), TokenFault::Audience),
        ("aud", json!(["yttrande", "other"]), TokenFault::Audience),
        ("aud", json!([]), TokenFault::Audience),
        ("azp", json!("other"), TokenFault::Audience),
        ("nonce", json!("m"), TokenFault::Nonce),
        ("nonce", Value::Null, TokenFault::Nonce),
        ("exp", json!(now - 60), TokenFault::Over),
        ("iat", json!(now - 600), TokenFault::Over),
        ("iat", json!(now + 61), TokenFault::Future),
        ("nbf", json!(now + 61), TokenFault::Future),
        ("sub", json!(" "), TokenFault::Subject),
        ("sub", json!("a".repeat(256)), TokenFault::Subject),
        ("sub", Value::Null, TokenFault::Unreadable),
        ("exp", Value::Null, TokenFault::Unreadable),
        ("exp", json!(1e300), TokenFault::Unreadable),
        ("exp", json!("soon"), TokenFault::Unreadable),
    ] {
        assert_eq!(read(name, value.clone()), Err(fault), "{name}: {value}");
    }
}

#[test]
fn what_is_signed_in_another_way_by_another_or_not_at_all_is_not() {
    let (curve, other) = (Curve::new(), Curve::new());
    let (keys, named) = (curve.keys(), json!({"alg": "ES256", "kid": "e1"}));
    let good = curve.token(&named, &payload());
    assert!(Identity::read(&good, &keys, &expected()).is_ok());
    assert!(Identity::read(&curve.token(&json!({"alg": "ES256"}), &payload()), &keys, &expected()).is_ok(), "without a name each key is tried");
    for (header, fault) in [
        (json!({"alg": "none"}), TokenFault::Algorithm),
        (json!({"alg": "HS256", "kid": "e1"}), TokenFault::Algorithm),
        (json!({"alg": "ES256", "kid": "e1", "crit": ["b64"]}), TokenFault::Algorithm),
        (json!({"alg": "ES256", "kid": "e2"}), TokenFault::UnknownKey),
        (json!({"alg": "RS256", "kid": "e1"}), TokenFault::UnknownKey),
        (json!({"kid": "e1"}), TokenFault::Unreadable),
    ] {
        assert_eq!(Identity::read(&curve.token(&header, &payload()), &keys, &expected()), Err(fault), "{header}");
    }
    assert_eq!(Identity::read(&other.token(&named, &payload()), &keys, &expected()), Err(TokenFault::Signature));
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let forged = format!("{}.{}.{signature}", part(&named), part(&with("sub", json!("bo"))));
    assert_eq!(Identity::read(&forged, &keys, &expected()), Err(TokenFault::Signature));
    assert_eq!(Identity::read(&format!("{signed}."), &keys, &expected()), Err(TokenFault::Signature));
    for none in ["", "a", "a.b", "a.b.c", "..", &"a".repeat(40_000)] {
        assert_eq!(Identity::read(none, &keys, &expected()), Err(TokenFault::Unreadable), "{none}");
    }
    assert!(SigningKeys::read(b"[]").is_none() && SigningKeys::read(b"{}").is_none() && SigningKeys::read(b"").is_none());
}
