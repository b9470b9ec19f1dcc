//! Signing in with a passkey in a browser that has a device of its own, in software: Chromium's, which others wrote.

use fantoccini::Locator;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::municipality::{AUDITORS, ORGANISATION, PASSWORD, YLVA};
use crate::pages::Inspection;
use crate::product::Product;
use crate::sign_on::free_port;

const KEY: &str = "Min telefon";

/// A service at an address that has a name: keys are for hosts.
pub(crate) async fn with_a_name() -> Product {
    let port = free_port();
    Product::with(&format!("127.0.0.1:{port}"), &[("YTTRANDE_PUBLIC_URL", &format!("http://localhost:{port}"))]).await
}

/// A device that keeps keys and knows its owner.
struct Device {
    b: Browser,
    id: Value,
}

impl Device {
    async fn of(b: &Browser) -> Self {
        b.inside.call("WebAuthn.enable", json!({})).await;
        let options = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true, "isUserVerified": true,
            "automaticPresenceSimulation": true,
        });
        let made = b.inside.call("WebAuthn.addVirtualAuthenticator", json!({"options": options})).await;
        Self { b: b.clone(), id: made["authenticatorId"].clone() }
    }

    /// Whether whoever holds it is its owner.
    async fn is_its_owners(&self, yes: bool) {
        self.b.inside.call("WebAuthn.setUserVerified", json!({"authenticatorId": self.id, "isUserVerified": yes})).await;
    }

    async fn keys(&self) -> usize {
        let kept = self.b.inside.call("WebAuthn.getCredentials", json!({"authenticatorId": self.id})).await;
        kept["credentials"].as_array().unwrap().len()
    }
}

async fn comes_in(b: &Browser, link: &str) {
    b.open(link).await;
    for (field, value) in [("Organisationens namn", ORGANISATION), ("Revisorsorganets namn", AUDITORS), ("Ditt namn", YLVA.name), ("E-postadress", YLVA.email)]
    {
        b.write(field, value).await;
    }
    b.write("Lösenord", PASSWORD).await;
    b.write("Lösenordet en gång till", PASSWORD).await;
    b.press("Spara och logga in").await;
    b.is_at("Att göra").await;
}

pub(crate) async fn ylva_signs_in_with_a_passkey(b: Browser, link: String) {
    let mut inspection = Inspection::begin();
    let device = Device::of(&b).await;
    comes_in(&b, link.strip_prefix(&b.url).unwrap_or(&link)).await;
    adds_a_key(&mut inspection, &b, &device).await;
    signs_in_with_it(&mut inspection, &b, &device).await;
    removes_it(&mut inspection, &b).await;
    inspection.end();
}

async fn adds_a_key(inspection: &mut Inspection, b: &Browser, device: &Device) {
    b.open("/konto").await;
    b.follow("Inloggningsnycklar").await;
    b.reads("Du har ingen inloggningsnyckel.").await;
    inspection.look_at(b, "passkeys-none").await;
    device.is_its_owners(false).await;
    b.press("Lägg till en nyckel").await;
    b.reads("Ingen nyckel skapades. Försök igen.").await;
    inspection.look_at(b, "passkeys-failed").await;
    device.is_its_owners(true).await;
    b.press("Lägg till en nyckel").await;
    b.is_at("Spara din nya nyckel").await;
    inspection.look_at(b, "passkey-made").await;
    b.write("Namn på nyckeln", KEY).await;
    b.write("Nuvarande lösenord", "fel lösenord här nu").await;
    b.press("Spara nyckeln").await;
    b.reads("Det nuvarande lösenordet stämmer inte.").await;
    inspection.look_at(b, "passkey-made-errors").await;
    b.write("Nuvarande lösenord", PASSWORD).await;
    b.press("Spara nyckeln").await;
    b.reads("Inloggningsnyckeln är tillagd.").await;
    inspection.look_at(b, "passkeys").await;
    // A device has one key for an account.
    b.press("Lägg till en nyckel").await;
    b.reads("Den här telefonen eller datorn har redan en nyckel för ditt konto.").await;
    assert_eq!(device.keys().await, 1);
}

async fn signs_in_with_it(inspection: &mut Inspection, b: &Browser, device: &Device) {
    b.sign_out().await;
    b.open("/konto/nycklar").await;
    b.is_at("Logga in").await;
    inspection.look_at(b, "sign-in-with-passkey").await;
    device.is_its_owners(false).await;
    b.press("Logga in med nyckel").await;
    b.reads("Ingen nyckel användes.").await;
    device.is_its_owners(true).await;
    b.press("Logga in med nyckel").await;
    b.is_at("Inloggningsnycklar").await;
    b.reads("senast använd").await;
    b.press("In English").await;
    b.is_at("Passkeys").await;
    inspection.look_at_in(b, "en", "passkeys-english").await;
    b.press("På svenska").await;
    b.is_at("Inloggningsnycklar").await;
}

async fn removes_it(inspection: &mut Inspection, b: &Browser) {
    b.client.find(Locator::Css("main a[href^='/konto/nycklar/']")).await.unwrap().click().await.unwrap();
    b.is_at("Ta bort nyckeln").await;
    inspection.look_at(b, "passkey").await;
    b.write("Nuvarande lösenord", PASSWORD).await;
    b.press("Ta bort nyckeln").await;
    b.reads("Inloggningsnyckeln är borttagen.").await;
    b.sign_out().await;
    b.open("/logga-in").await;
    b.press("Logga in med nyckel").await;
    b.reads("Det gick inte att logga in med nyckeln.").await;
    b.is_at("Logga in").await;
    inspection.look_at(b, "sign-in-passkey-refused").await;
}

pub(crate) async fn nothing_of_it_is_shown(b: Browser, link: String) {
    comes_in(&b, link.strip_prefix(&b.url).unwrap_or(&link)).await;
    b.open("/konto/nycklar").await;
    b.reads("För att lägga till en nyckel behövs en webbläsare som kan skapa den, med JavaScript påslaget.").await;
    assert!(!b.text().await.contains("Lägg till en nyckel"), "{}", b.text().await);
    b.sign_out().await;
    b.open("/logga-in").await;
    b.is_at("Logga in").await;
    assert!(!b.text().await.contains("Logga in med nyckel"), "{}", b.text().await);
}
