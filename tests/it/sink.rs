//! A real mail server beside the tests (`tests/smtp/sink.py`), and what it was given.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde::Deserialize;
use std::collections::BTreeMap;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;
use yttrande::platform::mail::{Mailer, Patience, Settings};

/// The only login that the sink knows, as it stands in an address.
pub(crate) const LOGIN: &str = "anna:hemligt%2F%C3%A5%C3%A4%C3%B6%3A%40";
pub(crate) const SENDER: &str = "Stadsrevisionen, Åby <revision@aby.example>";

pub(crate) struct Sink {
    lines: Lines<BufReader<ChildStdout>>,
    ports: BTreeMap<String, u16>,
    folder: PathBuf,
    _process: Child,
}

/// A mail as the sink's parser understood it.
#[derive(Debug, Deserialize)]
pub(crate) struct Mail {
    pub(crate) door: String,
    pub(crate) encrypted: bool,
    pub(crate) login: Option<String>,
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) heads: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) html: String,
    /// As it came over the wire, in base64.
    pub(crate) raw: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    Ports(BTreeMap<String, u16>),
    Mail(Mail),
}

impl Mail {
    /// The one head of that name.
    pub(crate) fn head(&self, name: &str) -> &str {
        let found: Vec<&str> = self.heads.iter().filter(|(head, _)| head.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str()).collect();
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        found[0]
    }
}

impl Sink {
    /// A mail server of one's own; `None`, said loudly, where there is no Python for it.
    pub(crate) async fn open() -> Option<Self> {
        let python = python();
        if !python.exists() {
            assert!(std::env::var_os("YTTRANDE_REQUIRE_SMTP").is_none(), "{} is not there: run ./dev test, which makes it", python.display());
            say_loudly("MAIL WAS NOT JUDGED: there is no Python with a mail server for it. ./dev test makes one where it can.");
            return None;
        }
        let folder = folder();
        certify(&folder);
        let mut process = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp/sink.py"))
            .args(["--certificate", folder.join("server.pem").to_str().unwrap(), "--key", folder.join("server.key").to_str().unwrap()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        match next(&mut lines).await {
            Line::Ports(ports) => Some(Self { lines, ports, folder, _process: process }),
            Line::Mail(mail) => panic!("{mail:?}"),
        }
    }

    pub(crate) fn port(&self, door: &str) -> u16 {
        self.ports[door]
    }

    /// The file with the authority that has signed the sink's certificate.
    pub(crate) fn authority(&self) -> PathBuf {
        self.folder.join("authority.pem")
    }

    /// A mailer that hands in at the open door.
    pub(crate) fn mailer(&self) -> Mailer {
        mailer(&format!("smtp://localhost:{}?tls=none", self.port("open")), None)
    }

    /// The next mail that has come in.
    pub(crate) async fn mail(&mut self) -> Mail {
        match next(&mut self.lines).await {
            Line::Mail(mail) => mail,
            Line::Ports(ports) => panic!("{ports:?}"),
        }
    }

    /// Nothing has come in but what was read: a last mail of one's own is the next that is seen.
    pub(crate) async fn has_nothing_more(&mut self, probe: &str) {
        let mail = self.mail().await;
        assert_eq!(mail.to, [probe], "{mail:?}");
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

/// A mailer that does not wait long.
pub(crate) fn mailer(url: &str, authority: Option<&Path>) -> Mailer {
    let settings = Settings::read(Some(url), Some(SENDER), authority).unwrap().unwrap();
    Mailer::new(settings).with_patience(Patience { connect: Duration::from_secs(5), answer: Duration::from_secs(5) })
}

async fn next(lines: &mut Lines<BufReader<ChildStdout>>) -> Line {
    let line = timeout(Duration::from_secs(30), lines.next_line()).await.expect("the sink is silent").unwrap().expect("the sink has ended");
    serde_json::from_str(&line).unwrap()
}

/// Where `tools/install.sh` puts it: beside the folder of the build.
fn python() -> PathBuf {
    let built = Path::new(env!("CARGO_BIN_EXE_yttrande")).ancestors().nth(2).unwrap();
    built.join("python-smtp/bin/python")
}

/// Past the test harness, which keeps what passing tests print.
fn say_loudly(words: &str) {
    use std::io::Write as _;
    let mut terminal = std::io::stderr();
    writeln!(terminal, "{words}").unwrap();
}

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("yttrande-sink-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir(&folder).unwrap();
    folder
}

/// An authority, and a certificate for `localhost` that it has signed.
fn certify(folder: &Path) {
    let mut authority = rcgen::CertificateParams::new([]).unwrap();
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority_key = rcgen::KeyPair::generate().unwrap();
    let authority_certificate = authority.self_signed(&authority_key).unwrap();
    let issuer = rcgen::Issuer::new(authority, authority_key);
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    std::fs::write(folder.join("authority.pem"), authority_certificate.pem()).unwrap();
    std::fs::write(folder.join("server.pem"), certificate.pem()).unwrap();
    std::fs::write(folder.join("server.key"), key.serialize_pem()).unwrap();
}
