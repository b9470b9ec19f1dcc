//! Signing in with a municipality whose identity provider others wrote (the npm package `oidc-provider`): on another site, with its own pages.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

use crate::browser::Browser;
use crate::municipality::{AUDITORS, ORGANISATION, PASSWORD, YLVA};
use crate::pages::{Inspection, fetched};
use crate::product::Product;

const START: Duration = Duration::from_secs(60);
/// What Ylva is called at the municipality.
const SUBJECT: &str = "ylva";

/// A provider, running.
pub(crate) struct Provider {
    _process: Child,
    /// Kept so that it can go on writing.
    _out: Lines<BufReader<ChildStdout>>,
}

impl Provider {
    /// A provider and a service that know each other; `None`, said loudly, where its package is not.
    pub(crate) async fn with_product() -> Option<(Self, Product)> {
        if let Err(why) = fetched("oidc-provider/package.json") {
            assert!(std::env::var_os("YTTRANDE_REQUIRE_AXE").is_none(), "oidc-provider could not be fetched: {why}");
            eprintln!("SIGNING IN WITH A PROVIDER WAS NOT LOOKED AT: npm could not fetch oidc-provider ({}).", why.trim());
            return None;
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
        let (own, service) = (free_port(), free_port());
        let url = format!("http://127.0.0.1:{service}");
        let mut command = Command::new("node");
        let command = command.arg("provider.mjs").arg(own.to_string()).arg(format!("{url}/logga-in/kommunen/svar")).current_dir(folder);
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn().unwrap();
        let mut out = BufReader::new(process.stdout.take().unwrap()).lines();
        let listening = async { while out.next_line().await.unwrap().expect("the provider has ended") != "listening" {} };
        timeout(START, listening).await.expect("the provider did not start");
        let issuer = format!("http://localhost:{own}");
        let settings = [
            ("YTTRANDE_PUBLIC_URL", url.as_str()),
            ("YTTRANDE_OIDC_ISSUER", &issuer),
            ("YTTRANDE_OIDC_CLIENT", "yttrande"),
            ("YTTRANDE_OIDC_SECRET", "hemligt"),
            ("YTTRANDE_OIDC_NAME", ORGANISATION),
        ];
        let product = Product::with(&format!("127.0.0.1:{service}"), &settings).await;
        Some((Self { _process: process, _out: out }, product))
    }
}

/// A port that nobody uses. Somebody may take it before it is used here; then the test fails, and says so.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub(crate) async fn ylva_signs_in_with_the_municipality(b: Browser, link: String) {
    let mut inspection = Inspection::begin();
    b.open(&link).await;
    for (field, value) in [("Organisationens namn", ORGANISATION), ("Revisorsorganets namn", AUDITORS), ("Ditt namn", YLVA.name), ("E-postadress", YLVA.email)]
    {
        b.write(field, value).await;
    }
    b.write("Lösenord", PASSWORD).await;
    b.write("Lösenordet en gång till", PASSWORD).await;
    b.press("Spara och logga in").await;
    b.is_at("Att göra").await;

    b.open("/konto").await;
    b.follow("Kommunens inloggning").await;
    b.is_at("Kommunens inloggning").await;
    look_at(&mut inspection, &b, "sign-on-offered").await;
    b.follow(&format!("Logga in med {ORGANISATION}")).await;
    at_the_municipality(&b).await;
    b.reads(&format!("Du har loggat in hos {ORGANISATION} som {SUBJECT}@lindhaga.example.")).await;
    look_at(&mut inspection, &b, "sign-on-shown").await;
    b.write("Nuvarande lösenord", "fel lösenord här nu").await;
    b.press("Koppla till mitt konto").await;
    b.reads("Det nuvarande lösenordet stämmer inte.").await;
    look_at(&mut inspection, &b, "sign-on-errors").await;
    b.write("Nuvarande lösenord", PASSWORD).await;
    b.press("Koppla till mitt konto").await;
    b.reads("Kommunens inloggning är kopplad till ditt konto.").await;
    look_at(&mut inspection, &b, "sign-on-bound").await;

    b.sign_out().await;
    b.open("/konto").await;
    b.is_at("Logga in").await;
    look_at(&mut inspection, &b, "sign-in-with-provider").await;
    b.follow(&format!("Logga in med {ORGANISATION}")).await;
    // There she is signed in still, and is led on to where she wanted to go.
    b.is_at("Ditt konto").await;
    b.reads(YLVA.name).await;
    // What nobody has asked for answers nothing.
    b.open("/logga-in/kommunen/svar?code=a&state=b").await;
    b.is_at("Du är inte inloggad").await;
    inspection.end();
}

/// The provider's own pages: anybody may be whoever she says.
async fn at_the_municipality(b: &Browser) {
    b.reads("Sign-in").await;
    for (field, value) in [("login", SUBJECT), ("password", "x")] {
        b.client.find(fantoccini::Locator::Css(&format!("input[name='{field}']"))).await.unwrap().send_keys(value).await.unwrap();
    }
    b.press("Sign-in").await;
    b.press("Continue").await;
}

/// Looking takes scripts.
async fn look_at(inspection: &mut Inspection, b: &Browser, name: &str) {
    if b.scripts {
        inspection.look_at(b, name).await;
    }
}
