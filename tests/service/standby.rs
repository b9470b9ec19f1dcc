//! The primary of two PostgreSQL is killed under people who write, its standby is promoted, and HAProxy leads the service to it: as
//! `docs/deploy` has it, with two instances behind nginx. `./dev promises standby` fetches what that takes.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::crash::{Asked, PARTS, Told, a_desk, nothing_is_twice_or_out_of_order, recovered, there, writes};
use crate::harness::{Browser, Program, Server, rounds, signal, spoiled};
use crate::pair::{Pair, deployed, folder_for_it, free_port, here, is_a_primary, tied_to_us, until};

/// What people type.
const NAME: &str = "uppfoljning.example.se";
/// Longer than a statement may take in the service, and than the primary waits for a word of the standby.
const HELD: Duration = Duration::from_secs(12);

/// A program that serves until the test is over.
struct Served(Child);

impl Served {
    fn by(program: &str, arguments: &[&str], folder: &Path) -> Self {
        let log = fs::File::create(folder.join(format!("{program}.log"))).unwrap();
        let found = ["/usr/sbin", "/usr/local/sbin", "/usr/bin"].iter().map(|folder| Path::new(folder).join(program)).find(|path| path.exists());
        let path = found.expect(program);
        Self(tied_to_us("TERM", &path).args(arguments).stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // nginx ends its workers itself, if it is asked.
        signal("TERM", &[self.0.id()]);
        let _ended = self.0.wait();
    }
}

/// Where everything listens.
struct Ports {
    instances: [u16; 2],
    database: u16,
    https: u16,
    people: u16,
}

/// HAProxy before the two PostgreSQL. The browsers of the test speak no HTTPS: it does that for them, too.
fn balancer(folder: &Path, ports: &Ports, pair: &Pair) -> Served {
    let [one, two] = pair.ports().map(|port| here(port).to_string());
    let database = format!("bind {}", here(ports.database));
    let replacements = [
        ("    user haproxy\n    group haproxy\n", ""),
        ("    log /dev/log local0\n", ""),
        ("    log global\n", ""),
        ("    option tcplog\n", ""),
        ("bind 127.0.0.1:5433", &database),
        ("10.0.0.11:5432", &one),
        ("10.0.0.12:5432", &two),
    ];
    let people = format!(
        "\nlisten people\n    bind {}\n    server web {} ssl verify required ca-file {} verifyhost {NAME} sni str({NAME}) alpn http/1.1\n",
        here(ports.people),
        here(ports.https),
        folder.join("fullchain.pem").display()
    );
    let file = folder.join("haproxy.cfg");
    fs::write(&file, deployed("haproxy.conf", &replacements) + &people).unwrap();
    Served::by("haproxy", &["-db", "-f", file.to_str().unwrap()], folder)
}

/// nginx before the two instances, with a certificate that nobody has signed. All people here come from one address and type faster
/// than people do, so its limits are higher.
fn web_server(folder: &Path, ports: &Ports) -> Served {
    let certified = rcgen::generate_simple_self_signed([NAME.to_owned()]).unwrap();
    let (certificate, key, log) = (folder.join("fullchain.pem"), folder.join("key.pem"), folder.join("access.log"));
    fs::write(&certificate, certified.cert.pem()).unwrap();
    fs::write(&key, certified.signing_key.serialize_pem()).unwrap();
    let [one, two] = ports.instances.map(|port| format!("server {};", here(port)));
    let (https, http) = (format!("listen {} ssl http2;", here(ports.https)), format!("listen {};", here(free_port())));
    let site = deployed(
        "nginx.conf",
        &[
            ("    server 127.0.0.1:8080;\n", &format!("    {one}\n    {two}\n")),
            ("    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n", &format!("    {https}\n")),
            ("    listen 80;\n    listen [::]:80;\n", &format!("    {http}\n")),
            ("/etc/ssl/yttrande/fullchain.pem", certificate.to_str().unwrap()),
            ("/etc/ssl/yttrande/key.pem", key.to_str().unwrap()),
            ("/var/log/nginx/yttrande.log", log.to_str().unwrap()),
            ("rate=5r/s", "rate=500r/s"),
            ("rate=50r/s", "rate=5000r/s"),
        ],
    );
    let at = folder.display();
    let places: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].iter().map(|kind| format!("{kind}_temp_path {at}/{kind};\n")).collect();
    let whole = format!("daemon off;\npid {at}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{places}{site}\n}}\n");
    let file = folder.join("nginx.conf");
    fs::write(&file, whole).unwrap();
    Served::by("nginx", &["-e", "stderr", "-c", file.to_str().unwrap()], folder)
}

/// All that stands between people and their records.
struct House {
    pair: Pair,
    database: Server,
    programs: [Option<Program>; 2],
    ports: Ports,
    folder: PathBuf,
    _fronts: [Served; 2],
}

impl House {
    fn built(synchronous: bool) -> Self {
        let folder = Server::folder().with_extension("standby");
        folder_for_it(&folder, 0o755);
        let pair = Pair::start(&folder.join("databases"), synchronous);
        let ports = Ports { instances: [free_port(), free_port()], database: free_port(), https: free_port(), people: free_port() };
        let web = web_server(&folder, &ports);
        let balancer = balancer(&folder, &ports, &pair);
        let database = Server::at(here(ports.database));
        // When it has just started it takes both for primaries.
        until("HAProxy leads to the primary", || (0..6).all(|_| is_a_primary(&database)));
        for command in ["roles", "migrate"] {
            let output = Program::command(&database, &[command]).output().unwrap();
            assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        }
        let mut house = Self { pair, database, programs: [None, None], ports, folder, _fronts: [web, balancer] };
        house.instance(0);
        house
    }

    /// One of the two, started anew.
    fn instance(&mut self, which: usize) -> &Program {
        // The former one lets its port go first.
        self.programs[which] = None;
        let listen = here(self.ports.instances[which]).to_string();
        let (address, asked) = (format!("https://{NAME}"), Instant::now());
        let options = ["--listen", &listen, "--public-url", &address, "--trusted-proxies", "127.0.0.1"];
        loop {
            match Program::begin_as_operators_do(&self.database, &options).ready() {
                Ok(program) => return self.programs[which].insert(program),
                Err(said) => assert!(asked.elapsed() < Duration::from_secs(40), "it does not start: {said}"),
            }
        }
    }

    fn people(&self) -> SocketAddr {
        here(self.ports.people)
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.pair.is_killed();
        let _gone = fs::remove_dir_all(&self.folder);
    }
}

/// Kills the primary, and gives what had been acknowledged until then and how long people could not work.
fn fails_over(house: &mut House, told: &[Arc<Told>], reader: &mut [Browser]) -> (Vec<u64>, Duration) {
    house.pair.primary_is_killed();
    let gone = Instant::now();
    let said = told.iter().map(|told| told.acknowledged.load(Ordering::SeqCst)).collect();
    house.pair.promoted();
    until("HAProxy leads to the new primary", || is_a_primary(&house.database));
    recovered(reader);
    (said, gone.elapsed())
}

#[test]
#[ignore = "takes nginx and HAProxy: ./dev promises standby"]
fn a_standby_that_is_promoted_under_load_has_all_that_was_acknowledged() {
    let mut house = House::built(!spoiled("standby"));
    let sara = a_desk(&mut house.programs[0].as_ref().unwrap().founded_by(Browser::of(NAME, house.people())));
    house.instance(1);
    let (asked, told) = (Arc::new(Asked::default()), PARTS.iter().map(|_| Arc::default()).collect::<Vec<Arc<Told>>>());
    let people: Vec<_> = (0..PARTS.len()).map(|part| writes(&sara, part, &told[part], &asked)).collect();
    let (kills, mut slowest) = (rounds(3), Duration::ZERO);
    for kill in 0..kills {
        std::thread::sleep(Duration::from_millis(1_000 + u64::from(kill * 137 % 900)));
        // The line to the standby stands still before the primary is gone: what it says then, nobody else has.
        let held = kill % 3 == 1 || spoiled("standby");
        if held {
            house.pair.line.hold();
            std::thread::sleep(if spoiled("standby") { Duration::from_secs(2) } else { HELD });
        }
        let (said, away) = fails_over(&mut house, &told, &mut [sara.another()]);
        slowest = slowest.max(away);
        let is_there = there(&house.database);
        let lost: Vec<String> = said
            .iter()
            .enumerate()
            .filter(|(part, n)| is_there.get(part).copied().unwrap_or(0) < **n)
            .map(|(part, n)| format!("{} {n}", PARTS[part]))
            .collect();
        assert!(lost.is_empty(), "acknowledged saves are not on the standby that was promoted in kill {kill}: {lost:?}, there is {is_there:?}");
        house.pair.follows();
        if kill % 3 == 2 {
            // An instance is killed as well, while the other one serves.
            house.instance(usize::try_from(kill / 3 % 2).unwrap());
        }
    }
    std::thread::sleep(Duration::from_millis(500));
    asked.stop.store(true, Ordering::Relaxed);
    let odd: Vec<String> = people.into_iter().flat_map(|person| person.join().unwrap()).collect();
    assert!(odd.is_empty(), "{} other answers: {:?}", odd.len(), &odd[..odd.len().min(3)]);
    nothing_is_twice_or_out_of_order(&house.database);
    let verified = Program::command(&house.database, &["verify"]).output().unwrap();
    assert!(verified.status.success(), "{}{}", String::from_utf8_lossy(&verified.stdout), String::from_utf8_lossy(&verified.stderr));
    let saves: u64 = told.iter().map(|told| told.acknowledged.load(Ordering::SeqCst)).sum();
    assert!(saves > 50, "{saves} saves: nothing has been tried");
    println!(
        "figure: {kills} times the primary killed and the standby promoted, two instances behind nginx, PostgreSQL behind HAProxy: 0 of {saves} acknowledged saves lost, none twice or out of order; people work again {:.1} s at most after the primary was killed",
        slowest.as_secs_f32()
    );
}
