//! Two machines with PostgreSQL, of which one follows the other, set up by `docs/deploy/postgresql-standby.conf`; and the line between
//! them, which can be held.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use yttrande::platform::embedded_postgres::SUPERUSER;

use crate::harness::{Server, processes_in, signal};

/// A port on which nobody listens.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub(crate) fn here(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let asked = Instant::now();
    while !holds() {
        assert!(asked.elapsed() < Duration::from_secs(40), "{what}: not within 40 seconds");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Under which account programs run that refuse to be root: PostgreSQL's, or our own.
fn account() -> Option<(u32, u32)> {
    let of = |option: &str, who: &[&str]| -> u32 {
        let output = Command::new("id").arg(option).args(who).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().parse().expect("there is no account called postgres")
    };
    (of("-u", &[]) == 0).then(|| (of("-u", &["postgres"]), of("-g", &["postgres"])))
}

/// A folder that this account owns.
pub(crate) fn folder_for_it(path: &Path, mode: u32) {
    fs::create_dir_all(path).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    if let Some((user, group)) = account() {
        chown(path, Some(user), Some(group)).unwrap();
    }
}

/// A program that gets this signal when we end, however we end.
pub(crate) fn tied_to_us(signal: &str, program: &Path) -> Command {
    let mut command = as_it(Path::new("setpriv"));
    command.args(["--pdeathsig", signal, "--"]).arg(program);
    command
}

pub(crate) fn as_it(program: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = account() {
        command.uid(user).gid(group);
    }
    command.current_dir("/").env("LC_ALL", "C").env("TZ", "UTC").stdin(Stdio::null());
    command
}

pub(crate) fn postgres_program(name: &str) -> PathBuf {
    let folder = std::env::var("POSTGRES_FOLDER").expect("POSTGRES_FOLDER does not say where PostgreSQL's programs are: ./dev promises standby does");
    Path::new(&folder).join(name)
}

pub(crate) fn done(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A file of `docs/deploy`, with what differs here. What is to be replaced must be there.
pub(crate) fn deployed(file: &str, replacements: &[(&str, &str)]) -> String {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/deploy").join(file)).unwrap();
    replacements.iter().fold(text, |text, (from, to)| {
        assert!(text.contains(from), "docs/deploy/{file} does not say {from}");
        text.replace(from, to)
    })
}

/// A machine with PostgreSQL on it.
pub(crate) struct Machine {
    pub(crate) data: PathBuf,
    port: u16,
    child: Option<Child>,
}

impl Machine {
    pub(crate) fn new(data: PathBuf) -> Self {
        Self { data, port: free_port(), child: None }
    }

    pub(crate) fn server(&self) -> Server {
        Server::at(here(self.port))
    }

    /// An empty database, with these settings.
    pub(crate) fn is_founded(&self, settings: &str) {
        done(as_it(&postgres_program("initdb")).args(["-A", "trust", "-E", "UTF8", "--locale=C", "--data-checksums", "-U", SUPERUSER, "-D"]).arg(&self.data));
        self.is_told(settings);
    }

    /// Settings for the next start.
    pub(crate) fn is_told(&self, settings: &str) {
        let file = self.data.join("postgresql.conf");
        fs::write(&file, format!("{}\n{settings}\n", fs::read_to_string(&file).unwrap())).unwrap();
    }

    /// As a primary, or as a standby if its folder says so.
    pub(crate) fn starts(&mut self) {
        let log = fs::File::options().create(true).append(true).open(self.data.with_extension("log")).unwrap();
        let own = [format!("port={}", self.port), "listen_addresses=127.0.0.1".to_owned(), "unix_socket_directories=".to_owned()];
        let mut command = tied_to_us("KILL", &postgres_program("postgres"));
        command.arg("-D").arg(&self.data).args(own.iter().flat_map(|setting| ["-c", setting.as_str()]));
        self.child = Some(command.stdout(Stdio::null()).stderr(log).spawn().unwrap());
        let server = self.server();
        until("PostgreSQL starts", || server.tries("postgres", "select 1"));
    }

    /// As if its power went.
    pub(crate) fn is_killed(&mut self) {
        while let left @ [_, ..] = processes_in(&self.data).as_slice() {
            signal("KILL", left);
        }
        if let Some(mut child) = self.child.take() {
            let _killed = (child.kill(), child.wait());
        }
    }
}

/// The line on which the standby hears of what the primary writes.
pub(crate) struct Line {
    port: u16,
    to: Arc<AtomicU16>,
    held: Arc<AtomicBool>,
    /// A line that was cut is another one afterwards.
    number: Arc<AtomicU32>,
}

impl Line {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let line = Self { port: listener.local_addr().unwrap().port(), to: Arc::default(), held: Arc::default(), number: Arc::default() };
        let (to, held, number) = (Arc::clone(&line.to), Arc::clone(&line.held), Arc::clone(&line.number));
        std::thread::spawn(move || {
            for coming in listener.incoming().map_while(Result::ok) {
                // Nobody there: whoever came sees it closed.
                let Ok(going) = TcpStream::connect(here(to.load(Ordering::SeqCst))) else { continue };
                for (from, into) in [(&coming, &going), (&going, &coming)] {
                    let (from, into) = (from.try_clone().unwrap(), into.try_clone().unwrap());
                    let (held, number) = (Arc::clone(&held), Arc::clone(&number));
                    std::thread::spawn(move || carries(from, into, &held, &number));
                }
            }
        });
        line
    }

    /// Nothing comes through from here on; both ends think that it will.
    pub(crate) fn hold(&self) {
        self.held.store(true, Ordering::SeqCst);
    }

    /// What was held back is lost, and another line is there, to this port.
    fn cut(&self, to: u16) {
        self.to.store(to, Ordering::SeqCst);
        self.number.fetch_add(1, Ordering::SeqCst);
        self.held.store(false, Ordering::SeqCst);
    }
}

fn carries(mut from: TcpStream, mut into: TcpStream, held: &AtomicBool, number: &AtomicU32) {
    let mine = number.load(Ordering::SeqCst);
    from.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let mut piece = [0; 16 * 1024];
    while mine == number.load(Ordering::SeqCst) {
        if held.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(10));
            continue;
        }
        match from.read(&mut piece) {
            // Between the read and here it may have been held, or cut.
            Ok(length) if length > 0 => {
                while held.load(Ordering::SeqCst) && mine == number.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(10));
                }
                if mine != number.load(Ordering::SeqCst) || into.write_all(&piece[..length]).is_err() {
                    break;
                }
            }
            Err(error) if [std::io::ErrorKind::WouldBlock, std::io::ErrorKind::TimedOut].contains(&error.kind()) => {}
            _ => break,
        }
    }
    let _both = (from.shutdown(std::net::Shutdown::Both), into.shutdown(std::net::Shutdown::Both));
}

/// Two machines, one of which follows the other.
pub(crate) struct Pair {
    machines: [Machine; 2],
    primary: usize,
    pub(crate) line: Line,
    /// Whether the primary waits for the standby before it acknowledges.
    synchronous: bool,
}

impl Pair {
    /// In this folder.
    pub(crate) fn start(folder: &Path, synchronous: bool) -> Self {
        folder_for_it(folder, 0o755);
        let machines = ["one", "two"].map(|name| Machine::new(folder.join(name)));
        let mut pair = Self { machines, primary: 0, line: Line::new(), synchronous };
        let first = &mut pair.machines[0];
        first.is_founded(&deployed("postgresql-standby.conf", &[]));
        first.starts();
        first.server().run("postgres", "create role yttrande_balancer login; create role yttrande_standby login replication");
        pair.follows();
        pair
    }

    /// The ports of both, as HAProxy is told them.
    pub(crate) fn ports(&self) -> [u16; 2] {
        [self.machines[0].port, self.machines[1].port]
    }

    fn standby(&self) -> usize {
        1 - self.primary
    }

    /// The other machine becomes a standby of the primary, from nothing, and is waited for from then on.
    pub(crate) fn follows(&mut self) {
        let (primary, standby) = (self.primary, self.standby());
        self.line.cut(self.machines[primary].port);
        let data = self.machines[standby].data.clone();
        let _former = fs::remove_dir_all(&data);
        let from = format!("host=127.0.0.1 port={} user=yttrande_standby", self.line.port);
        done(as_it(&postgres_program("pg_basebackup")).args(["--checkpoint=fast", "--write-recovery-conf", "-d", &from, "-D"]).arg(&data));
        self.machines[standby].starts();
        let server = self.machines[primary].server();
        until("the standby follows", || server.tries("postgres", &unless("select from pg_stat_replication where state = 'streaming'")));
        if self.synchronous {
            server.run("postgres", "alter system set synchronous_standby_names = '*'");
            server.run("postgres", "select pg_reload_conf()");
            until("the standby is waited for", || server.tries("postgres", &unless("select from pg_stat_replication where sync_state = 'sync'")));
        }
    }

    /// The primary is gone, with all that it had not sent.
    pub(crate) fn primary_is_killed(&mut self) {
        self.machines[self.primary].is_killed();
        self.line.cut(0);
    }

    /// Both are gone.
    pub(crate) fn is_killed(&mut self) {
        for machine in &mut self.machines {
            machine.is_killed();
        }
    }

    /// The standby becomes the primary, and waits for nobody as long as nobody follows it.
    pub(crate) fn promoted(&mut self) {
        self.primary = self.standby();
        let server = self.machines[self.primary].server();
        server.run("postgres", "select pg_promote()");
        server.run("postgres", "alter system set synchronous_standby_names = ''");
        server.run("postgres", "select pg_reload_conf()");
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.is_killed();
    }
}

pub(crate) fn is_a_primary(server: &Server) -> bool {
    server.tries("postgres", &unless("select where not pg_is_in_recovery()"))
}

/// A statement that fails unless a query finds something.
fn unless(query: &str) -> String {
    format!("do $$ begin if not exists ({query}) then raise exception 'not yet'; end if; end $$")
}
