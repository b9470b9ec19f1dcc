//! A PostgreSQL of one's own, and the program as a process.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _};
use tokio::runtime::Runtime;
use yttrande::platform::embedded_postgres::{Cluster, Durability, SUPERUSER};
use yttrande::platform::failure::form_encoded;

pub(crate) use crate::browser::{Answer, Browser};

const EXE: &str = env!("CARGO_BIN_EXE_yttrande");
pub(crate) const PASSWORD: &str = "fyra gröna ord i rad";
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// How many rounds: a few, or as many as somebody asks for.
pub(crate) fn rounds(usual: u32) -> u32 {
    std::env::var("YTTRANDE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(usual)
}

/// Whether this is the control that spoils one thing: `./dev promises` looks that it turns red.
pub(crate) fn spoiled(what: &str) -> bool {
    std::env::var("YTTRANDE_SPOIL").is_ok_and(|spoiled| spoiled == what)
}

/// Lets this process, and those that it starts, have so many files and connections open.
pub(crate) fn more_files(wanted: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < wanted) {
        assert!(limit.maximum.is_none_or(|most| most >= wanted), "the system allows {:?} open files, and this takes {wanted}", limit.maximum);
        setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum }).unwrap();
    }
}

/// A PostgreSQL server for one test. It goes with the value.
pub(crate) struct Server {
    root: PathBuf,
    cluster: Option<Cluster>,
    runtime: Runtime,
    /// Where it is asked, if it is not one of our own: behind this address there may be one server or another.
    address: Option<SocketAddr>,
}

impl Server {
    pub(crate) fn start(durability: Durability) -> Self {
        Self::start_in(Self::folder(), durability)
    }

    /// A folder that nobody else has.
    pub(crate) fn folder() -> PathBuf {
        std::env::temp_dir().join(format!("yttrande-service-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)))
    }

    pub(crate) fn start_in(root: PathBuf, durability: Durability) -> Self {
        let runtime = Self::runtime();
        let cluster = runtime.block_on(Cluster::start(&root, EXE.as_ref(), durability)).unwrap();
        Self { root, cluster: Some(cluster), runtime, address: None }
    }

    /// Whichever answers at this address. Somebody else starts and ends it.
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self { root: PathBuf::new(), cluster: None, runtime: Self::runtime(), address: Some(address) }
    }

    fn runtime() -> Runtime {
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
    }

    fn options(&self, user: &str, database: &str) -> PgConnectOptions {
        let options = PgConnectOptions::new_without_pgpass().username(user).database(database);
        match self.address {
            Some(address) => options.host(&address.ip().to_string()).port(address.port()),
            None => options.socket(self.cluster.as_ref().unwrap().socket_dir()),
        }
    }

    /// Kills it with whoever looks after it, as a power cut does, and gives the folder in which it was.
    pub(crate) fn killed(mut self) -> PathBuf {
        let root = std::mem::take(&mut self.root);
        let looks_after = format!("supervise-postgres\0--root\0{}\0", root.display());
        let ids = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let supervisors: Vec<u32> = ids.filter(|id| fs::read_to_string(format!("/proc/{id}/cmdline")).is_ok_and(|line| line.contains(&looks_after))).collect();
        assert_eq!(supervisors.len(), 1, "who looks after {}", root.display());
        signal("KILL", &supervisors);
        while let left @ [_, ..] = processes_in(&root.join("data")).as_slice() {
            signal("KILL", left);
        }
        if let Some(cluster) = self.cluster.take() {
            let _killed = self.runtime.block_on(cluster.stop());
        }
        root
    }

    pub(crate) fn url(&self, user: &str, database: &str) -> String {
        if let Some(address) = self.address {
            return format!("postgres://{user}@{address}/{database}");
        }
        let socket = self.cluster.as_ref().unwrap().socket_dir().display().to_string();
        format!("postgres:///{database}?host={}&user={user}", form_encoded(&socket))
    }

    /// As soon as there is one to be had: a server that was told to end may still do so, however quickly it answered a moment ago.
    pub(crate) fn connection(&self, database: &str) -> PgConnection {
        let asked = Instant::now();
        loop {
            match self.runtime.block_on(self.options(SUPERUSER, database).connect()) {
                Ok(conn) => return conn,
                Err(error) => assert!(asked.elapsed() < Duration::from_secs(40), "the database does not come back: {error}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub(crate) fn run_on(&self, conn: &mut PgConnection, sql: &str) {
        self.runtime.block_on(sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(conn)).unwrap();
    }

    /// Whether the server did it.
    pub(crate) fn tries(&self, database: &str, sql: &str) -> bool {
        let run = async {
            let mut conn = self.options(SUPERUSER, database).connect().await?;
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut conn).await
        };
        self.runtime.block_on(run).is_ok()
    }

    pub(crate) fn run(&self, database: &str, sql: &str) {
        self.run_on(&mut self.connection(database), sql);
    }

    pub(crate) fn texts(&self, sql: &str) -> Vec<String> {
        let asked = Instant::now();
        loop {
            let mut conn = self.connection("yttrande");
            match self.runtime.block_on(sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&mut conn)) {
                Ok(texts) => return texts,
                // It ended while it was asked.
                Err(error) => assert!(
                    error.as_database_error().is_none_or(|error| error.code().is_some_and(|code| code.starts_with("57")))
                        && asked.elapsed() < Duration::from_secs(40),
                    "{error}"
                ),
            }
        }
    }

    /// All its processes.
    pub(crate) fn processes(&self) -> Vec<u32> {
        processes_in(&self.root.join("data"))
    }

    pub(crate) fn postmaster(&self) -> u32 {
        fs::read_to_string(self.root.join("data/postmaster.pid")).unwrap().lines().next().unwrap().parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        signal("CONT", &self.processes());
        if let Some(cluster) = self.cluster.take() {
            let _ended = self.runtime.block_on(cluster.stop());
        }
        let _gone = fs::remove_dir_all(&self.root);
    }
}

/// Those that work in a folder, as all of PostgreSQL's do in that of their data.
pub(crate) fn processes_in(data: &Path) -> Vec<u32> {
    let ids = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|id: &u32| fs::read_link(format!("/proc/{id}/cwd")).is_ok_and(|at| at == data)).collect()
}

pub(crate) fn signal(name: &str, ids: &[u32]) {
    for id in ids {
        let _gone = Command::new("kill").args([format!("-{name}"), id.to_string()]).stderr(Stdio::null()).status();
    }
}

/// `yttrande serve`, running.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: SocketAddr,
    link: mpsc::Receiver<String>,
    /// What it said before it served.
    pub(crate) said: String,
}

/// `yttrande serve`, being started.
pub(crate) struct Starting {
    child: Child,
    link: mpsc::Receiver<String>,
    said: mpsc::Receiver<String>,
}

impl Program {
    pub(crate) fn start(server: &Server, options: &[&str]) -> Self {
        Self::begin(server, Stdio::null(), &[&["--listen", "127.0.0.1:0"], options].concat()).ready().unwrap()
    }

    /// On a socket that is handed over.
    pub(crate) fn on(server: &Server, listener: &TcpListener) -> Self {
        let handed = Stdio::from(OwnedFd::from(listener.try_clone().unwrap()));
        Self::begin(server, handed, &["--listen", "stdin"]).ready().unwrap()
    }

    /// The same, again and again until its database is there, as a service manager does.
    pub(crate) fn on_as_soon_as_possible(server: &Server, listener: &TcpListener) -> Self {
        let asked = Instant::now();
        loop {
            let handed = Stdio::from(OwnedFd::from(listener.try_clone().unwrap()));
            match Self::begin(server, handed, &["--listen", "stdin"]).ready() {
                Ok(program) => return program,
                Err(said) => assert!(asked.elapsed() < Duration::from_secs(40), "it does not start: {said}"),
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    pub(crate) fn begin(server: &Server, stdin: Stdio, options: &[&str]) -> Starting {
        let mut command = Command::new(EXE);
        command.args(["serve", "--insecure-cookies", "--accept", "lost-writes"]).args(options);
        command.env("DATABASE_URL", server.url("yttrande_app", "yttrande")).env("YTTRANDE_ADMIN_URL", server.url(SUPERUSER, "postgres"));
        Starting::spawn(command, stdin)
    }

    /// Behind a web server that speaks HTTPS, where people type this address.
    pub(crate) fn behind_https(server: &Server, address: &str) -> Self {
        let mut command = Command::new(EXE);
        command.args(["serve", "--accept", "lost-writes", "--listen", "127.0.0.1:0", "--public-url", address]);
        command.env("DATABASE_URL", server.url("yttrande_app", "yttrande")).env("YTTRANDE_ADMIN_URL", server.url(SUPERUSER, "postgres"));
        Starting::spawn(command, Stdio::null()).ready().unwrap()
    }

    /// Without accepting anything, and without the administrator.
    pub(crate) fn begin_strictly(server: &Server) -> Starting {
        Self::begin_as_operators_do(server, &["--insecure-cookies", "--listen", "127.0.0.1:0"])
    }

    /// The same, with these options alone.
    pub(crate) fn begin_as_operators_do(server: &Server, options: &[&str]) -> Starting {
        let mut command = Command::new(EXE);
        command.arg("serve").args(options).env("DATABASE_URL", server.url("yttrande_app", "yttrande")).env_remove("YTTRANDE_ADMIN_URL");
        Starting::spawn(command, Stdio::null())
    }

    /// A command of the program, on this server.
    pub(crate) fn command(server: &Server, arguments: &[&str]) -> Command {
        let mut command = Command::new(EXE);
        command.args(arguments).env("DATABASE_URL", server.url("yttrande_app", "yttrande")).env("YTTRANDE_ADMIN_URL", server.url(SUPERUSER, "postgres"));
        command
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it holds, in MiB.
    pub(crate) fn memory(&self) -> u64 {
        let pages = fs::read_to_string(format!("/proc/{}/statm", self.id())).unwrap();
        pages.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 4096 / (1024 * 1024)
    }

    /// Waits until it has ended.
    pub(crate) fn ended(mut self, within: Duration) -> Option<ExitStatus> {
        let asked = Instant::now();
        while asked.elapsed() < within {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }

    /// Founds the municipality by the link that it has printed, and gives its administrator's browser.
    pub(crate) fn founded(&self) -> Browser {
        self.founded_by(Browser::at(self.address))
    }

    /// The same in this browser.
    pub(crate) fn founded_by(&self, mut browser: Browser) -> Browser {
        let link = self.link.recv_timeout(Duration::from_secs(5)).expect("no link was printed");
        let fields = [
            ("organisation", "Provköping"),
            ("auditors", "Revisorskollegiet"),
            ("name", "Ada Admin"),
            ("email", "ada@kommun.example"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        let answer = browser.post(&format!("/kom-igang/{link}"), &fields).unwrap();
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _waited = self.child.wait();
    }
}

impl Starting {
    pub(crate) fn spawn(mut command: Command, stdin: Stdio) -> Self {
        let mut child = command.env_remove("YTTRANDE_ACCEPT").stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (told, link) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if let Some((_, secret)) = line.split_once("/kom-igang/") {
                    let _nobody = told.send(secret.to_owned());
                }
            }
        });
        let (told, said) = mpsc::channel();
        let err = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in err.lines().map_while(Result::ok) {
                let _nobody = told.send(line);
            }
        });
        Self { child, link, said }
    }

    /// Until it serves.
    ///
    /// # Errors
    /// What it said instead.
    pub(crate) fn ready(self) -> Result<Program, String> {
        let Self { mut child, link, said } = self;
        let mut all = Vec::new();
        while let Ok(line) = said.recv_timeout(Duration::from_secs(60)) {
            if let Some(rest) = line.strip_prefix("Serving on http://") {
                let address = rest.split(". ").next().unwrap().parse().unwrap();
                // What it says from here on is taken in by the thread that reads.
                std::thread::spawn(move || while said.recv().is_ok() {});
                return Ok(Program { child, address, link, said: all.join("\n") });
            }
            all.push(line);
        }
        let _gone = child.kill();
        let _waited = child.wait();
        Err(all.join("\n"))
    }
}
