//! A disk whose power can be cut. The kernel sees a file, through FUSE, and has a file system on it by a loop device; what it writes
//! there lies in the cache of the disk until the kernel asks for it to be kept, which is what `fsync` comes to in the end. A cut takes
//! what lies in that cache, all or some of it, and with it what the kernel had not even written yet. Safe code only: `mount` does
//! what takes a system call of its own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::harness::Server;

/// In bytes. Memory is taken for what is written only.
const SIZE: usize = 1 << 30;
/// What is written as a whole or not at all.
const SECTOR: usize = 4096;
/// How long the disk takes to keep what lies in its cache, as good ones do.
const KEEPING: Duration = Duration::from_millis(2);
/// The longest piece that the kernel hands over at once.
const PIECE: usize = 128 * 1024;

/// What becomes of what has been written and not kept.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cut {
    /// All of it is gone.
    Everything,
    /// Each sector is there or not, as chance will have it: a disk writes in the order that it likes.
    Some(u64),
}

/// What is on the disk for good, and what lies in its cache.
struct Platter {
    kept: Vec<u8>,
    cached: BTreeMap<usize, Vec<u8>>,
    off: bool,
    dropped: usize,
}

impl Platter {
    fn read(&self, from: usize, length: usize) -> Vec<u8> {
        let end = (from + length).min(SIZE);
        let mut bytes = self.kept[from.min(end)..end].to_vec();
        for (sector, written) in self.cached.range(from / SECTOR..end.div_ceil(SECTOR)) {
            let at = sector * SECTOR;
            let (first, last) = (at.max(from), (at + SECTOR).min(end));
            bytes[first - from..last - from].copy_from_slice(&written[first - at..last - at]);
        }
        bytes
    }

    fn write(&mut self, from: usize, bytes: &[u8]) {
        let end = from + bytes.len();
        for sector in from / SECTOR..end.div_ceil(SECTOR) {
            let at = sector * SECTOR;
            let (first, last) = (at.max(from), (at + SECTOR).min(end));
            let kept = &self.kept[at..at + SECTOR];
            let written = self.cached.entry(sector).or_insert_with(|| kept.to_vec());
            written[first - at..last - at].copy_from_slice(&bytes[first - from..last - from]);
        }
    }

    fn keep(&mut self) {
        for (sector, written) in std::mem::take(&mut self.cached) {
            self.kept[sector * SECTOR..(sector + 1) * SECTOR].copy_from_slice(&written);
        }
    }

    fn cut(&mut self, cut: Cut) {
        self.off = true;
        let mut state = match cut {
            Cut::Everything => 0,
            Cut::Some(seed) => seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
        };
        for (sector, written) in std::mem::take(&mut self.cached) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            if state >> 63 == 1 {
                self.kept[sector * SECTOR..(sector + 1) * SECTOR].copy_from_slice(&written);
            } else {
                self.dropped += SECTOR;
            }
        }
    }
}

/// A disk with a file system on it, mounted as long as it has power.
pub(crate) struct Disk {
    platter: Arc<Mutex<Platter>>,
    /// The file that is the disk, and where its file system is mounted.
    device: PathBuf,
    pub(crate) at: PathBuf,
    serves: Option<JoinHandle<()>>,
}

impl Disk {
    /// A new one, with an empty file system.
    pub(crate) fn new() -> Self {
        let platter = Platter { kept: vec![0; SIZE], cached: BTreeMap::new(), off: false, dropped: 0 };
        let at = Server::folder().with_extension("disk");
        let mut disk = Self { platter: Arc::new(Mutex::new(platter)), device: at.with_extension("device"), at, serves: None };
        fs::create_dir_all(&disk.at).unwrap();
        File::create(&disk.device).unwrap();
        disk.attach();
        run("mkfs.ext4", &["-q", "-F", "-E", "nodiscard,lazy_itable_init=1,lazy_journal_init=1"], &[&disk.device]);
        run("mount", &["-o", "loop,nodiscard"], &[&disk.device, &disk.at]);
        disk
    }

    /// Lets the kernel see the disk, as a file.
    fn attach(&mut self) {
        self.platter.lock().unwrap().off = false;
        let fuse = File::options().read(true).write(true).open("/dev/fuse").expect("there is no /dev/fuse");
        // The descriptor goes to the kernel by way of `mount`, which has it as its standard input.
        let handed = Stdio::from(fuse.try_clone().unwrap());
        let options = "fd=0,rootmode=100000,user_id=0,group_id=0";
        let mounted = Command::new("mount").args(["-i", "-t", "fuse", "-o", options, "yttrande-disk"]).arg(&self.device).stdin(handed).status();
        assert!(mounted.unwrap().success(), "a disk of its own cannot be had here: this takes root, FUSE, and the right to mount");
        let platter = Arc::clone(&self.platter);
        self.serves = Some(std::thread::spawn(move || serve(fuse, &platter)));
    }

    /// The power is gone: nothing is kept from here on, whatever is asked.
    pub(crate) fn cut(&self, cut: Cut) {
        self.platter.lock().unwrap().cut(cut);
    }

    /// How many bytes have been lost in all cuts.
    pub(crate) fn dropped(&self) -> usize {
        self.platter.lock().unwrap().dropped
    }

    /// Forgets what the kernel knows of it, when nobody has a file open there any more.
    fn detach(&mut self) {
        unmounted(&self.at);
        // The loop device goes by itself then, a moment later.
        unmounted(&self.device);
        if let Some(serves) = self.serves.take() {
            serves.join().unwrap();
        }
    }

    /// The power is back: the file system is what was kept, and what its own journal makes of that.
    pub(crate) fn power_returns(&mut self) {
        self.detach();
        self.attach();
        run("mount", &["-o", "loop,nodiscard"], &[&self.device, &self.at]);
    }

    /// Keeps all that has been written so far, by the kernel too.
    pub(crate) fn sync(&self) {
        run("sync", &["-f"], &[&self.at]);
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.detach();
        let _gone = (fs::remove_dir(&self.at), fs::remove_file(&self.device));
    }
}

fn run(program: &str, options: &[&str], paths: &[&Path]) {
    let output = Command::new(program).args(options).args(paths).output().expect(program);
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Whoever has been killed a moment ago may still be going.
fn unmounted(path: &Path) {
    for patience in 0..200 {
        let output = Command::new("umount").arg(path).output().unwrap();
        if output.status.success() || String::from_utf8_lossy(&output.stderr).contains("not mounted") {
            return;
        }
        if patience == 199 {
            let _lazily = Command::new("umount").arg("-l").arg(path).status();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

// ---- what the kernel asks, as linux/fuse.h has it ---------------------------------------------------------------------

const FORGET: u32 = 2;
const GETATTR: u32 = 3;
const SETATTR: u32 = 4;
const OPEN: u32 = 14;
const READ: u32 = 15;
const WRITE: u32 = 16;
const RELEASE: u32 = 18;
const FSYNC: u32 = 20;
const FLUSH: u32 = 25;
const INIT: u32 = 26;
const INTERRUPT: u32 = 36;
const DESTROY: u32 = 38;
const BATCH_FORGET: u32 = 42;
const EIO: i32 = 5;
const ENOSYS: i32 = 38;
/// The head of a question.
const HEAD: usize = 40;

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_ne_bytes(bytes[at..at + 4].try_into().unwrap())
}

fn long(bytes: &[u8], at: usize) -> u64 {
    u64::from_ne_bytes(bytes[at..at + 8].try_into().unwrap())
}

/// Answers until the file is unmounted.
fn serve(mut fuse: File, platter: &Mutex<Platter>) {
    let mut question = vec![0; PIECE + 64 * 1024];
    loop {
        let length = match fuse.read(&mut question) {
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted || error.raw_os_error() == Some(2) => continue,
            Err(_) => return,
        };
        let (kind, number) = (word(&question, 4), long(&question, 8));
        if [FORGET, BATCH_FORGET, INTERRUPT].contains(&kind) {
            continue;
        }
        if kind == FSYNC {
            // The power may go meanwhile.
            std::thread::sleep(KEEPING);
        }
        let (error, body) = match answer(kind, &question[HEAD..length], &mut platter.lock().unwrap()) {
            Ok(body) => (0, body),
            Err(error) => (error, Vec::new()),
        };
        let mut whole = u32::try_from(16 + body.len()).unwrap().to_ne_bytes().to_vec();
        whole.extend((-error).to_ne_bytes());
        whole.extend(number.to_ne_bytes());
        whole.extend(body);
        // Whoever asked may be gone.
        let _gone = fuse.write(&whole);
    }
}

fn answer(kind: u32, asked: &[u8], platter: &mut Platter) -> Result<Vec<u8>, i32> {
    let place = || (usize::try_from(long(asked, 8)).unwrap(), usize::try_from(word(asked, 16)).unwrap());
    match kind {
        INIT => Ok(agreed(asked)),
        GETATTR | SETATTR => Ok(attributes()),
        OPEN => Ok(vec![0; 16]),
        READ | WRITE | FSYNC if platter.off => Err(EIO),
        READ => {
            let (from, length) = place();
            Ok(platter.read(from, length))
        }
        WRITE => {
            let (from, length) = place();
            platter.write(from, &asked[40..40 + length]);
            Ok([word(asked, 16).to_ne_bytes(), [0; 4]].concat())
        }
        FSYNC => {
            platter.keep();
            Ok(Vec::new())
        }
        RELEASE | FLUSH | DESTROY => Ok(Vec::new()),
        _ => Err(ENOSYS),
    }
}

/// Version 7.31, pieces as long as we can take, nothing else: each write comes as it is made.
fn agreed(asked: &[u8]) -> Vec<u8> {
    const BIG_WRITES: u32 = 1 << 5;
    const MAX_PAGES: u32 = 1 << 22;
    let mut words: Vec<u8> = [7, 31, word(asked, 8), (BIG_WRITES | MAX_PAGES) & word(asked, 12)].into_iter().flat_map(u32::to_ne_bytes).collect();
    words.extend([12_u16, 8].into_iter().flat_map(u16::to_ne_bytes));
    words.extend([u32::try_from(PIECE).unwrap(), 1].into_iter().flat_map(u32::to_ne_bytes));
    words.extend(u16::try_from(PIECE / SECTOR).unwrap().to_ne_bytes());
    words.resize(64, 0);
    words
}

/// A file of root's, as long as the disk.
fn attributes() -> Vec<u8> {
    const FILE: u32 = 0o100_600;
    let mut words = vec![0; 16];
    words.extend([1, SIZE as u64, (SIZE / 512) as u64, 0, 0, 0].into_iter().flat_map(u64::to_ne_bytes));
    words.extend([0, 0, 0, FILE, 1, 0, 0, 0, SECTOR as u32, 0].into_iter().flat_map(u32::to_ne_bytes));
    words
}
