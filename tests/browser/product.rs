//! The program itself, run as people run it: a process of its own, with a private PostgreSQL in a fresh folder.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

/// The demo plays a year before it answers.
const START: Duration = Duration::from_secs(180);
const STOP: Duration = Duration::from_secs(60);

pub(crate) struct Product {
    /// What it was started as.
    verb: Vec<&'static str>,
    child: Child,
    /// Kept so that the program can go on writing.
    _out: Lines<BufReader<ChildStdout>>,
    folder: PathBuf,
    /// Where it can be reached.
    pub(crate) url: String,
    /// The address behind the link that makes the first administrator, of a service that is new.
    pub(crate) first_link: Option<String>,
}

impl Product {
    /// A new and empty service.
    pub(crate) async fn empty() -> Self {
        Self::start(&["serve", "--insecure-cookies"]).await
    }

    /// The demo, with its year played.
    pub(crate) async fn demo() -> Self {
        Self::start(&["demo"]).await
    }

    /// A new and empty service at this address, with settings of its own.
    pub(crate) async fn with(listen: &str, settings: &[(&str, &str)]) -> Self {
        Self::launch(&["serve", "--insecure-cookies"], listen, new_folder(), settings).await
    }

    async fn start(verb: &[&'static str]) -> Self {
        Self::launch(verb, "127.0.0.1:0", new_folder(), &[]).await
    }

    async fn launch(verb: &[&'static str], listen: &str, folder: PathBuf, settings: &[(&str, &str)]) -> Self {
        let log = File::create(folder.join("log")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_yttrande"));
        // Its own settings, whatever is set around the tests; where PostgreSQL's programs are is none of them.
        for name in ["DATABASE_URL", "YTTRANDE_ADMIN_URL", "YTTRANDE_LISTEN", "YTTRANDE_DATA", "YTTRANDE_PUBLIC_URL", "YTTRANDE_LOG"] {
            command.env_remove(name);
        }
        let command = command.envs(settings.iter().copied()).args(verb).args(["--listen", listen, "--data"]).arg(folder.join("data"));
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).kill_on_drop(true).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        let Ok(Some(address)) = timeout(START, address(&mut out)).await else {
            panic!("the program did not start:\n{}", fs::read_to_string(folder.join("log")).unwrap_or_default());
        };
        let (url, path) = address.split_at(address.match_indices('/').nth(2).map_or(address.len(), |(at, _)| at));
        let first_link = path.starts_with("/kom-igang/").then(|| path.to_owned());
        Self { verb: verb.to_vec(), child, _out: out, folder, url: url.to_owned(), first_link }
    }

    /// Kills it, as a power cut would, and starts it again at the same address.
    pub(crate) async fn killed_and_started_again(mut self) -> Self {
        self.child.kill().await.unwrap();
        let listen = self.url.trim_start_matches("http://").to_owned();
        Self::launch(&self.verb, &listen, self.folder.clone(), &[]).await
    }

    /// Stops the processes of its database where they are, or lets them go on.
    pub(crate) fn freeze_database(&self, signal: Signal) {
        let ids = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
        let own = self.child.id().and_then(|id| i32::try_from(id).ok());
        let of_database = |id: &i32| Some(*id) != own && fs::read_link(format!("/proc/{id}/cwd")).is_ok_and(|at| at.starts_with(&self.folder));
        for id in ids.filter(of_database) {
            let _gone = kill_process(Pid::from_raw(id).unwrap(), signal);
        }
    }

    /// What it wrote to its log, for whoever looks for the cause of a failure.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Stops it as a service manager does; its PostgreSQL stops with it, and the folder is removed.
    pub(crate) async fn stop(mut self) {
        let pid = self.child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?)).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        let ended = timeout(STOP, self.child.wait()).await.expect("the program does not stop").unwrap();
        assert!(ended.success(), "the program ended with {ended}:\n{}", self.log());
        fs::remove_dir_all(&self.folder).unwrap();
    }
}

fn new_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("yttrande-browser-{}", uuid::Uuid::now_v7().simple()));
    fs::create_dir(&folder).unwrap();
    folder
}

/// The first address that is printed.
async fn address(out: &mut Lines<BufReader<ChildStdout>>) -> Option<String> {
    while let Some(line) = out.next_line().await.unwrap() {
        if let Some(at) = line.find("http://127.0.0.1:").or_else(|| line.find("http://localhost:")) {
            return Some(line[at..].trim().to_owned());
        }
    }
    None
}
