//! Finding and starting Chromium without a window.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

use crate::web;

const START: Duration = Duration::from_secs(60);

/// The two programs that the tests need.
pub(crate) struct Programs {
    chromium: PathBuf,
    chromedriver: PathBuf,
}

impl Programs {
    /// `None` when somebody has decided to go without; a test that nobody decided to leave out must not pass unseen.
    pub(crate) fn find() -> Option<Self> {
        let chromium = program("CHROMIUM", &["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"]);
        let chromedriver = program("CHROMEDRIVER", &["chromedriver"]);
        if let (Some(chromium), Some(chromedriver)) = (chromium, chromedriver) {
            return Some(Self { chromium, chromedriver });
        }
        assert!(
            std::env::var_os("YTTRANDE_WITHOUT_BROWSER").is_some_and(|value| value == "1"),
            "Chromium and chromedriver are needed for this test. Install them (Debian: apt-get install chromium chromium-driver), or set CHROMIUM \
             and CHROMEDRIVER to where they are. To do without the tests in the browser, set YTTRANDE_WITHOUT_BROWSER=1."
        );
        println!("Skipped: there is no Chromium with chromedriver, and YTTRANDE_WITHOUT_BROWSER=1 is set.");
        None
    }
}

fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(variable) {
        return Some(PathBuf::from(named)).filter(|path| path.is_file());
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = names.iter().flat_map(|name| std::env::split_paths(&folders).map(move |folder| folder.join(name)));
    found.into_iter().find(|path| path.is_file())
}

/// A running Chromium and the program that leads it.
pub(crate) struct Chromium {
    driver: Child,
    /// Kept so that the program can go on writing.
    _out: Lines<BufReader<ChildStdout>>,
    pub(crate) client: Client,
    session: String,
}

impl Chromium {
    pub(crate) async fn start(programs: &Programs, scripts: bool) -> Self {
        let (driver, out, port) = driver(programs).await;
        let url = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = timeout(START, builder.capabilities(capabilities(programs, scripts)).connect(&url)).await.expect("Chromium did not start").unwrap();
        let session = format!("{url}/session/{}", client.session_id().await.unwrap().unwrap());
        Self { driver, _out: out, client, session }
    }

    /// The way to the browser's own protocol.
    pub(crate) fn inside(&self) -> Inside {
        Inside { url: format!("{}/goog/cdp/execute", self.session) }
    }

    pub(crate) async fn stop(mut self) {
        // When Chromium has fallen, there is nothing left to close.
        drop(self.client.close().await);
        self.driver.kill().await.unwrap();
    }
}

/// The program that leads a Chromium, and its port. It picks one that is free and gives up when somebody else has taken it before it
/// does, as stories side by side do now and then: then it is started again.
async fn driver(programs: &Programs) -> (Child, Lines<BufReader<ChildStdout>>, u16) {
    for _ in 0..5 {
        let mut command = Command::new(&programs.chromedriver);
        let mut driver = command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true).spawn().unwrap();
        let mut out = BufReader::new(driver.stdout.take().unwrap()).lines();
        if let Some(port) = timeout(START, port(&mut out)).await.expect("chromedriver did not start") {
            return (driver, out, port);
        }
    }
    panic!("chromedriver was started five times and ended each time")
}

/// The browser's own protocol, for what WebDriver has no word for.
#[derive(Clone)]
pub(crate) struct Inside {
    url: String,
}

impl Inside {
    pub(crate) async fn call(&self, command: &str, parameters: Value) -> Value {
        web::post_json(&self.url, &json!({"cmd": command, "params": parameters})).await["value"].clone()
    }
}

fn capabilities(programs: &Programs, scripts: bool) -> Capabilities {
    // No sandbox: containers and root have none to give, and only our own pages are opened.
    let arguments = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,900", "--lang=sv"];
    let mut preferences = json!({"intl.accept_languages": "sv", "credentials_enable_service": false, "profile.password_manager_leak_detection": false});
    if !scripts {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    let options = json!({"binary": programs.chromium, "args": arguments, "prefs": preferences});
    let mut capabilities = Capabilities::new();
    capabilities.insert("browserName".to_owned(), json!("chrome"));
    capabilities.insert("goog:chromeOptions".to_owned(), options);
    capabilities
}

async fn port(out: &mut Lines<BufReader<ChildStdout>>) -> Option<u16> {
    while let Some(line) = out.next_line().await.unwrap() {
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return port.trim_end_matches('.').parse().ok();
        }
    }
    None
}
