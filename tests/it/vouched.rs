//! Checkpoints of the log that go by mail to the registrar, where neither the service nor whoever runs it can reach them.

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sqlx::ConnectOptions as _;
use yttrande::domain::email::EmailAddress;
use yttrande::jobs::Jobs;
use yttrande::platform::chain;
use yttrande::platform::chain::checkpoints::{self, Keeper};
use yttrande::platform::mail::{Letter, Post};

use crate::database;
use crate::post::{Basket, SERVICE, address, down, round, worker};
use crate::sink::Sink;
use crate::world::{World, look, sees};

const SUBJECT: &str = "Kontrollpunkter för loggen";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("vouched-{name}"));
    let _gone = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// An instance that mails checkpoints to the registrar, and how it says they fare.
async fn vouching<P: Post + 'static>(world: &World, post: P, name: &str) -> (Jobs<P>, checkpoints::State) {
    let keeper = Keeper::open(&folder(name).join("checkpoints")).unwrap();
    let state = keeper.state();
    let jobs = Jobs::new(worker(world).await, Some((post, SERVICE.parse().unwrap()))).unwrap();
    (jobs.keeping(Some(keeper)).vouching_to(EmailAddress::parse("registrator@kommun.example")), state)
}

fn of_log(basket: &Basket) -> Vec<Letter> {
    basket.letters().into_iter().filter(|letter| letter.subject.starts_with(SUBJECT)).collect()
}

/// A letter's text as a mail program saves it.
fn saved(letter: &Letter) -> String {
    format!("{}\n\n{}\n\n{}\n", letter.lines.join("\n\n"), letter.verbatim, letter.link.address)
}

#[tokio::test]
async fn the_registrar_gets_the_newest_checkpoint_of_each_log_once_a_day_and_only_when_something_has_happened() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let (jobs, state) = vouching(&world, basket.clone(), "daily").await;
    round(&jobs).await;
    let letters = of_log(&basket);
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert_eq!((address(letter).as_str(), letter.subject.as_str()), ("registrator", "Kontrollpunkter för loggen, 3 februari 2025"));
    assert!(letter.verbatim.contains("yttrande/audit\n") && letter.verbatim.contains("yttrande/system\n"), "{}", letter.verbatim);
    assert!(state.said(world.clock.now()).ends_with("last mailed 0 hours ago"), "{}", state.said(world.clock.now()));
    // Each stands there as its file would be.
    let known = Path::new(env!("CARGO_TARGET_TMPDIR")).join("vouched-daily/checkpoints");
    let note = std::fs::read_dir(&known).unwrap().flatten().map(|entry| entry.path()).find(|path| path.to_string_lossy().contains("audit-")).unwrap();
    assert!(letter.verbatim.contains(&std::fs::read_to_string(note).unwrap()));
    world.move_to("2025-02-03 15:00");
    world.signed_in("Sara Service").await;
    round(&jobs).await;
    assert!(of_log(&basket).is_empty(), "once a day");
    world.move_to("2025-02-04 09:00");
    round(&jobs).await;
    assert_eq!(of_log(&basket).len(), 1, "she signed in");
    world.move_to("2025-02-05 09:00");
    round(&jobs).await;
    assert!(of_log(&basket).is_empty(), "nothing has happened");
    // An instance that has no key passes over what it cannot sign.
    world.signed_in("Sara Service").await;
    round(&jobs).await;
    assert_eq!(of_log(&basket).len(), 1);
}

#[tokio::test]
async fn a_mail_with_checkpoints_that_does_not_go_is_said() {
    let world = World::at("2025-02-03 09:00").await;
    let basket = Basket::default();
    let (jobs, state) = vouching(&world, basket.clone(), "stuck").await;
    basket.answers(down());
    round(&jobs).await;
    assert!(state.said(world.clock.now()).contains("cannot be mailed, see the mail log; none mailed yet"), "{}", state.said(world.clock.now()));
    let mut ada = world.signed_in("Ada Admin").await;
    sees(&look(&mut ada, "/att-gora").await, &["Kontrollpunkter: mejlet från 3 februari 2025 kl. 09.00 har inte gått ut"]);
    sees(&look(&mut ada, "/admin/utskick").await, &["Kontrollpunkter", "registrator@kommun.example"]);
    basket.answers(None);
    basket.letters();
    world.move_to("2025-02-03 09:10");
    round(&jobs).await;
    assert_eq!(of_log(&basket).len(), 1);
    assert!(!state.said(world.clock.now()).contains("cannot be mailed"));
    sees(&look(&mut ada, "/att-gora").await, &["Kontrollpunkter: de senaste mejlades 3 februari 2025 kl. 09.00"]);
}

/// What `verify` says with these checkpoints, and what the program says that shares no code with it.
async fn judged(world: &World, folder: &Path) -> (bool, String) {
    let known = checkpoints::read(folder).unwrap();
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    let report = chain::verify_on(&mut conn, &known, |_| ()).await.unwrap();
    let (mut export, export_file) = (Vec::new(), folder.join("export.jsonl"));
    chain::export(&database::superuser(&world.database).await, &mut export, None).await.unwrap();
    std::fs::write(&export_file, export).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/verify_log.py");
    let done = Command::new("python3").arg(script).arg(&export_file).arg("--checkpoints").arg(folder).output().expect("Python is there");
    let said = String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
    assert_eq!(report.is_whole(), done.status.success(), "{said}");
    assert!(said.contains(&format!("{} checkpoints", known.len())), "{said}");
    (report.is_whole(), said)
}

/// Somebody cuts off the end of the auditors' log.
async fn cut(world: &World) {
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    let cut = "begin; set local session_replication_role = replica; update chain_head set seq = seq - 1 where authority = 'audit'; \
               delete from event e using chain_head h where h.authority = 'audit' and e.authority = 'audit' and e.seq > h.seq; \
               delete from link l using chain_head h where h.authority = 'audit' and l.authority = 'audit' and l.seq > h.seq; commit";
    sqlx::raw_sql(cut).execute(&mut conn).await.unwrap();
}

#[tokio::test]
async fn mails_that_were_saved_as_text_show_that_a_log_was_cut_off() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let (jobs, _) = vouching(&world, basket.clone(), "text").await;
    round(&jobs).await;
    let text = saved(&of_log(&basket)[0]);
    let kept = folder("kept-text");
    for (n, text) in [text.clone(), text.replace('\n', "\r\n"), text.lines().map(|line| format!("> {line}\n")).collect()].iter().enumerate() {
        std::fs::write(kept.join(format!("mejl-{n}.txt")), text).unwrap();
    }
    std::fs::write(kept.join("läs mig.txt"), "Här ligger kontrollpunkter.").unwrap();
    assert!(judged(&world, &kept).await.0, "the key stands in the mails");
    cut(&world).await;
    let (whole, said) = judged(&world, &kept).await;
    assert!(!whole && said.contains("the log ends here, and has been"), "{said}");
    // One that was changed is not passed over, nor one of another key.
    std::fs::write(kept.join("mejl-0.txt"), text.replacen("yttrande/audit\n", "yttrande/audit\n1", 1)).unwrap();
    assert!(checkpoints::read(&kept).unwrap_err().to_string().contains("mejl-0.txt has 1 checkpoints that were not signed"));
    std::fs::write(kept.join("mejl-0.txt"), text.replacen("yttrande+", "yttrande+0", 1)).unwrap();
    checkpoints::read(&kept).unwrap();
    let other = Keeper::open(&folder("other").join("checkpoints"));
    drop(other.unwrap());
    let others = Path::new(env!("CARGO_TARGET_TMPDIR")).join("vouched-other/checkpoints/verifying-key.txt");
    std::fs::copy(others, kept.join("key of another.txt")).unwrap();
    assert!(checkpoints::read(&kept).unwrap_err().to_string().contains("name two keys"));
}

#[tokio::test]
async fn mails_that_were_saved_as_they_came_are_read_too() {
    let Some(mut sink) = Sink::open().await else { return };
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let (jobs, _) = vouching(&world, sink.mailer(), "eml").await;
    round(&jobs).await;
    let mut mail = sink.mail().await;
    while !mail.head("Subject").starts_with(SUBJECT) {
        mail = sink.mail().await;
    }
    let raw = STANDARD.decode(&mail.raw).unwrap();
    assert!(raw.windows(2).any(|two| two == b"\r\n") && String::from_utf8_lossy(&raw).contains("quoted-printable"));
    let kept = folder("kept-eml");
    std::fs::write(kept.join("Kontrollpunkter.EML"), &raw).unwrap();
    std::fs::write(kept.join("text.txt"), &mail.text).unwrap();
    assert!(judged(&world, &kept).await.0);
    cut(&world).await;
    assert!(!judged(&world, &kept).await.0);
}
