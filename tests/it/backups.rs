//! Everything in one file, and back again: what was written stands there as it was, and a file that is not whole is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sqlx::postgres::PgPool;
use sqlx::{ConnectOptions as _, Connection as _};
use yttrande::app;
use yttrande::demo::player::Player;
use yttrande::domain::age::Identity;
use yttrande::domain::checkpoint::SigningKey;
use yttrande::platform::backup::{self, Manifest, Order, Server, Taken};
use yttrande::platform::chain;
use yttrande::platform::database::Database;
use yttrande::platform::session::Cookies;

use crate::database;
use crate::world::{PASSWORD, RESPONSE, World, email};

/// A folder of the test's own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn of(world: &World) -> Self {
        let path = std::env::temp_dir().join(format!("yttrande-backups-{}-{}", std::process::id(), world.database));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        fs::read_dir(&self.0).unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

async fn taken(world: &World, file: &Path, key: &Identity) -> anyhow::Result<Taken> {
    let signing = SigningKey::from_seed(&[7; 32]);
    let order = Order { file, to: &[key.recipient()], signing: signing.as_ref(), now: world.clock.now() };
    backup::take(&database::superuser(&world.database).await, &order, |_| Ok(())).await
}

async fn restored(name: &str, file: &Path, key: &Identity, manifest: &Manifest) -> anyhow::Result<backup::Restored> {
    let administrator = database::superuser("postgres").await;
    let server = Server { administrator: &administrator, login: None, password: None };
    backup::restore(&server, name, (&fs::File::open(file).unwrap(), key), manifest, &[], |_, _, _| ()).await
}

fn check(file: &Path, key: &Identity) -> anyhow::Result<Manifest> {
    backup::check(&fs::File::open(file)?, key, |_| ())
}

async fn runs(name: &str, statement: &'static str) {
    let mut conn = database::superuser(name).await.connect().await.unwrap();
    sqlx::raw_sql(statement).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}

/// Every row of every table that is taken, as a digest by table; but for the numbers of transactions, which are another server's.
async fn rows(name: &str) -> Vec<(String, i64, String)> {
    let pool = PgPool::connect_with(database::superuser(name).await).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and relname not in ('_sqlx_migrations', 'backup') order by 1",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let mut found = Vec::new();
    for table in tables {
        let ask = format!("select count(*), coalesce(md5(string_agg((to_jsonb(t) - 'tx')::text, '|' order by (to_jsonb(t) - 'tx')::text)), '') from {table} t");
        let (count, digest) = sqlx::query_as(sqlx::AssertSqlSafe(ask)).fetch_one(&pool).await.unwrap();
        found.push((table, count, digest));
    }
    pool.close().await;
    found
}

/// An audit that was sent, a response with a draft behind it, handed in and attached files, registered.
async fn lived() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-10 09:00");
    world.submitted_response().await;
    world
}

#[tokio::test]
async fn a_backup_is_restored_with_every_row_and_the_service_goes_on_in_it() {
    let world = lived().await;
    let (folder, key) = (Folder::of(&world), Identity::new());
    let file = folder.0.join("a.age");
    let taken = taken(&world, &file, &key).await.unwrap();
    assert_eq!(folder.names(), ["a.age"]);
    assert!(taken.noted.is_ok(), "{:?}", taken.noted);
    assert_eq!(taken.bytes, fs::metadata(&file).unwrap().len());
    let manifest = check(&file, &key).unwrap();
    assert_eq!(manifest, taken.manifest);
    assert_eq!(manifest.organisation.as_deref(), Some("Provköpings kommun"));
    assert_eq!((manifest.logs.len(), manifest.checkpoints.len()), (3, 3), "{:?}", manifest.logs);
    // Whoever carries it reads nothing.
    let bytes = fs::read(&file).unwrap();
    assert!(!bytes.windows(11).any(|window| window == "Provköping".as_bytes()) && bytes.starts_with(b"age-encryption.org/v1\n"));
    let name = format!("{}_back", world.database);
    let back = restored(&name, &file, &key, &manifest).await.unwrap();
    assert!(back.report.is_whole(), "{:?}", back.report.faults);
    // Those in the backup are no proof of it; with a key that was kept elsewhere they are, and with another one they are refused.
    assert_eq!(back.checkpoints, 0);
    let key_of = |seed: u8| SigningKey::from_seed(&[seed; 32]).unwrap().verifying().unwrap();
    assert_eq!(backup::vouched(&manifest, &key_of(7)).unwrap().len(), 3);
    assert!(backup::vouched(&manifest, &key_of(8)).unwrap_err().to_string().contains("signed with another key"));
    let (was, is) = (rows(&world.database).await, rows(&name).await);
    assert!(
        was.iter().any(|(table, count, _)| table == "submitted_answer" && *count == 3)
            && was.iter().any(|(table, count, _)| table == "desk_part" && *count > 0)
    );
    assert_eq!(was, is);
    // Nothing that was written elsewhere passes for something of a transaction of this server.
    let pool = PgPool::connect_with(database::superuser(&name).await).await.unwrap();
    let own = "select (select count(*) from event where tx::text::numeric < 9223372036854775808) + (select count(*) from seal where tx <> '0' and tx::text::numeric < 9223372036854775808)";
    let own: i64 = sqlx::query_scalar(own).fetch_one(&pool).await.unwrap();
    assert_eq!(own, 0);
    // Somebody works in it, and all is chained on.
    let there = Database::connect(database::login(&name).await).await.unwrap();
    let mut rut = Player::new(app::router(app::program(there.clone(), world.clock.clone(), Cookies::Plain).unwrap(), Cookies::Plain));
    rut.sign_in(&email("Rut Revisor"), PASSWORD).await.unwrap();
    rut.post(&format!("{RESPONSE}/diarienummer"), &[("submission", "1"), ("diary_number", "REV-2025-7")]).await.unwrap().done().unwrap();
    let report = chain::verify(&database::superuser(&name).await, &[], |_| ()).await.unwrap();
    assert!(report.is_whole(), "{:?}", report.faults);
    assert!(report.logs["audit"].last > manifest.logs.iter().find(|log| log.authority == "audit").unwrap().number);
    pool.close().await;
    there.close().await;
    database::drop(&name).await;
}

#[tokio::test]
async fn a_file_that_is_not_whole_or_is_somebody_elses_is_refused_before_anything_is_written() {
    let world = lived().await;
    let (folder, key) = (Folder::of(&world), Identity::new());
    let file = folder.0.join("a.age");
    taken(&world, &file, &key).await.unwrap();
    let bytes = fs::read(&file).unwrap();
    for at in [10, 150, bytes.len() / 2, bytes.len() - 1] {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let other = folder.0.join("b.age");
        fs::write(&other, changed).unwrap();
        assert!(check(&other, &key).is_err(), "byte {at}");
        fs::write(&other, &bytes[..at]).unwrap();
        assert!(check(&other, &key).is_err(), "cut off at {at}");
    }
    let refused = check(&file, &Identity::new()).unwrap_err();
    assert!(format!("{refused:#}").contains("encrypted for another key"), "{refused:#}");
    // Nor is one of other tables put into these, and nothing is left of the attempt.
    let manifest = check(&file, &key).unwrap();
    let name = format!("{}_back", world.database);
    let refused = restored(&name, &file, &key, &Manifest { schema: 12, ..manifest.clone() }).await.unwrap_err();
    assert!(refused.to_string().contains("What to do: restore it with that version"), "{refused}");
    let mut fewer = manifest.clone();
    fewer.tables.pop();
    let refused = restored(&name, &file, &key, &fewer).await.unwrap_err();
    assert!(refused.to_string().contains("is missing in one of them"), "{refused}");
    let mut ends_elsewhere = manifest;
    ends_elsewhere.logs[0].number += 1;
    assert!(restored(&name, &file, &key, &ends_elsewhere).await.is_err());
    let administrator = database::superuser("postgres").await;
    assert_eq!(backup::hindrance(&administrator, &name).await.unwrap(), None);
    assert!(database::superuser(&name).await.connect().await.is_err(), "nothing is left");
}

#[tokio::test]
async fn a_database_that_has_something_in_it_is_left_alone_and_kept_aside_when_another_takes_its_place() {
    let world = lived().await;
    let administrator = database::superuser("postgres").await;
    let said = backup::hindrance(&administrator, &world.database).await.unwrap().unwrap();
    assert!(said.contains("events"), "{said}");
    let (folder, key) = (Folder::of(&world), Identity::new());
    let file = folder.0.join("a.age");
    let manifest = taken(&world, &file, &key).await.unwrap().manifest;
    let (made, wanted, aside) = (format!("{}_made", world.database), format!("{}_wanted", world.database), format!("{}_aside", world.database));
    // Where there is nothing at all, nobody has anything to lose; and a function is something.
    let mut conn = administrator.connect().await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {wanted}"))).execute(&mut conn).await.unwrap();
    assert_eq!(backup::hindrance(&administrator, &wanted).await.unwrap(), None);
    runs(&wanted, "create function mine() returns int language sql as 'select 1'").await;
    assert!(backup::hindrance(&administrator, &wanted).await.unwrap().is_some());
    restored(&made, &file, &key, &manifest).await.unwrap();
    let refused = backup::put_in_place(&administrator, &made, &wanted, &aside, false).await.unwrap_err().to_string();
    let statement = format!("begin; alter database {wanted} rename to {aside}; alter database {made} rename to {wanted}; commit");
    assert!(refused.contains(&format!("is called {made}; {wanted} is as it was")) && refused.contains(&statement), "{refused}");
    runs(&wanted, "drop function mine()").await;
    // Even what is empty is kept.
    assert!(backup::put_in_place(&administrator, &made, &wanted, &aside, false).await.unwrap());
    assert!(database::superuser(&aside).await.connect().await.is_ok());
    assert!(backup::hindrance(&administrator, &wanted).await.unwrap().is_some());
    let aside = format!("{aside}_too");
    // While somebody is connected nothing is exchanged, neither of the two.
    restored(&made, &file, &key, &manifest).await.unwrap();
    let somebody = database::superuser(&made).await.connect().await.unwrap();
    let refused = backup::put_in_place(&administrator, &made, &wanted, &aside, true).await.unwrap_err();
    assert!(refused.to_string().contains("What to do: stop the service"), "{refused}");
    assert!(database::superuser(&wanted).await.connect().await.is_ok() && database::superuser(&aside).await.connect().await.is_err());
    drop(somebody);
    let mut tries = 0;
    while let Err(error) = backup::put_in_place(&administrator, &made, &wanted, &aside, true).await {
        tries += 1;
        assert!(tries < 100, "{error:#}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(rows(&wanted).await, rows(&aside).await);
    database::drop(&wanted).await;
    database::drop(&aside).await;
}

#[tokio::test]
async fn a_backup_waits_for_a_migration_and_a_migration_for_the_backup() {
    let world = lived().await;
    let (folder, key) = (Folder::of(&world), Identity::new());
    let mut migration = database::superuser(&world.database).await.connect().await.unwrap();
    sqlx::raw_sql("select pg_advisory_lock(5933202)").execute(&mut migration).await.unwrap();
    let file = folder.0.join("a.age");
    let waits = tokio::time::timeout(std::time::Duration::from_millis(500), taken(&world, &file, &key)).await;
    assert!(waits.is_err(), "it did not wait");
    assert!(folder.names().is_empty(), "{:?}", folder.names());
    migration.close().await.unwrap();
    let login = database::superuser(&world.database).await;
    let (to, mut has_asked) = ([key.recipient()], false);
    let order = Order { file: &file, to: &to, signing: None, now: world.clock.now() };
    let said = |step: backup::Step<'_>| {
        if matches!(step, backup::Step::Table(_, 1, _, _)) {
            let login = login.clone();
            // Somebody else, at the moment in which the first table is read.
            let held = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    let mut conn = login.connect().await.unwrap();
                    let free: bool = sqlx::query_scalar("select pg_try_advisory_lock(5933202)").fetch_one(&mut conn).await.unwrap();
                    // The last of the tables, of which nothing is read yet.
                    let anew = sqlx::raw_sql("set lock_timeout = '100ms'; alter table verdict_part add column anew uuid default gen_random_uuid()")
                        .execute(&mut conn)
                        .await;
                    (free, anew.map_err(|error| error.to_string()))
                })
            });
            let (free, anew) = held.join().unwrap();
            assert!(!free && anew.as_ref().is_err_and(|said| said.contains("lock timeout")), "{free} {anew:?}");
            has_asked = true;
        }
        Ok(())
    };
    backup::take(&login, &order, said).await.unwrap();
    assert!(has_asked);
    // Afterwards it goes on.
    runs(&world.database, "do $$ begin if not pg_try_advisory_lock(5933202) then raise 'still held'; end if; end $$").await;
}

#[tokio::test]
async fn tables_of_others_are_left_out_and_named_and_one_among_the_program_s_own_is_refused() {
    let world = lived().await;
    let (folder, key) = (Folder::of(&world), Identity::new());
    runs(&world.database, "create table public.watched (id bigserial primary key, \"odd\"\"name\" text); insert into public.watched values (1)").await;
    let file = folder.0.join("a.age");
    let made = taken(&world, &file, &key).await.unwrap();
    assert_eq!(made.left_out, ["watched", "watched_id_seq"]);
    let name = format!("{}_back", world.database);
    assert!(restored(&name, &file, &key, &made.manifest).await.unwrap().report.is_whole());
    database::drop(&name).await;
    runs(&world.database, "alter table public.watched owner to yttrande_owner").await;
    let refused = taken(&world, &folder.0.join("b.age"), &key).await.unwrap_err().to_string();
    assert!(refused.contains("the table watched, which is none of this program's") && refused.contains("What to do: "), "{refused}");
    assert_eq!(folder.names(), ["a.age"]);
}

#[tokio::test]
async fn a_backup_that_is_stopped_leaves_no_file() {
    let world = lived().await;
    let (folder, key) = (Folder::of(&world), Identity::new());
    let (file, to) = (folder.0.join("a.age"), [key.recipient()]);
    let order = Order { file: &file, to: &to, signing: None, now: world.clock.now() };
    let login = database::superuser(&world.database).await;
    let stopped = backup::take(&login, &order, |step| match step {
        backup::Step::ReadBack(_) => Err(anyhow::anyhow!("stopped")),
        backup::Step::Table(..) => Ok(()),
    });
    assert_eq!(format!("{:#}", stopped.await.unwrap_err()), "stopped");
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

/// The program, as somebody starts it who has set nothing.
fn yttrande(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yttrande"));
    for name in ["DATABASE_URL", "YTTRANDE_ADMIN_URL", "YTTRANDE_DATA", "YTTRANDE_CHECKPOINTS", "YTTRANDE_BACKUP_TO"] {
        command.env_remove(name);
    }
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn whoever_does_not_say_which_database_gets_no_other_one() {
    let folder = Folder(std::env::temp_dir().join(format!("yttrande-backups-{}-none", std::process::id())));
    fs::create_dir_all(&folder.0).unwrap();
    let (data, to) = (folder.0.to_str().unwrap(), Identity::new().recipient().to_string());
    let file = folder.0.join("a.age");
    for arguments in [vec!["backup", file.to_str().unwrap(), "--to", &to], vec!["verify"]] {
        let refused = yttrande(&arguments).env("DATABASE_URL", "postgres://yttrande_app@localhost/yttrande").output().unwrap();
        assert!(!refused.status.success() && said(&refused).contains("YTTRANDE_ADMIN_URL is not set.\nWhat to do: "), "{}", said(&refused));
        let refused = yttrande(&arguments).args(["--data", data]).output().unwrap();
        assert!(!refused.status.success() && said(&refused).contains("there is no database in"), "{}", said(&refused));
    }
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

#[tokio::test]
async fn a_backup_is_tried_in_a_folder_that_goes_also_when_it_is_stopped() {
    let world = lived().await;
    let (folder, key) = (Folder::of(&world), Identity::new());
    let (file, keys) = (folder.0.join("a.age"), folder.0.join("keys"));
    taken(&world, &file, &key).await.unwrap();
    // One of several keys is the right one.
    fs::write(&keys, format!("{}\n{}\n", Identity::new().reveal(), key.reveal())).unwrap();
    let arguments = ["restore", file.to_str().unwrap(), "--key", keys.to_str().unwrap(), "--check", "--data", folder.0.to_str().unwrap()];
    let mut stopped = yttrande(&arguments).spawn().unwrap();
    while folder.names().len() < 3 {
        assert!(stopped.try_wait().unwrap().is_none(), "it ended by itself");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    rustix::process::kill_process(rustix::process::Pid::from_child(&stopped), rustix::process::Signal::TERM).unwrap();
    let stopped = stopped.wait_with_output().unwrap();
    assert!(!stopped.status.success() && said(&stopped).contains("stopped, as was asked"), "{}", said(&stopped));
    assert_eq!(folder.names().len(), 2, "{:?}", folder.names());
    let tried = yttrande(&arguments).output().unwrap();
    assert!(tried.status.success() && said(&tried).contains("can be restored, whole up to event"), "{}", said(&tried));
    assert!(said(&tried).contains("which stands in the backup itself"), "{}", said(&tried));
    assert_eq!(folder.names().len(), 2, "{:?}", folder.names());
}

#[tokio::test]
async fn whoever_may_not_read_everything_makes_no_backup_and_leaves_no_file() {
    let world = lived().await;
    let (folder, key) = (Folder::of(&world), Identity::new());
    let (file, to) = (folder.0.join("a.age"), [key.recipient()]);
    let order = Order { file: &file, to: &to, signing: None, now: world.clock.now() };
    let refused = backup::take(&database::login(&world.database).await, &order, |_| Ok(())).await.unwrap_err();
    assert!(format!("{refused:#}").contains("What to do: name a superuser"), "{refused:#}");
    assert!(folder.names().is_empty(), "{:?}", folder.names());
    let nobody = Order { to: &[], ..order };
    assert!(backup::take(&database::superuser(&world.database).await, &nobody, |_| Ok(())).await.is_err());
    // What is there is not written over.
    fs::write(&file, "a").unwrap();
    assert!(taken(&world, &file, &key).await.unwrap_err().to_string().contains("is there already"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "a");
}

#[tokio::test]
async fn administrators_read_how_old_the_last_backup_is_when_it_is_too_old_or_none_is_known() {
    let world = World::at("2025-02-03 09:00").await;
    let (folder, key) = (Folder::of(&world), Identity::new());
    let mut ada = world.signed_in("Ada Admin").await;
    let says = async |ada: &mut Player, words: &str| ada.get("/att-gora").await.unwrap().shown().unwrap().body.contains(words);
    assert!(says(&mut ada, "Tjänsten känner inte till någon säkerhetskopia.").await);
    taken(&world, &folder.0.join("a.age"), &key).await.unwrap();
    assert!(!says(&mut ada, "säkerhetskopia").await);
    world.move_to("2025-02-05 09:00");
    let mut ada = world.signed_in("Ada Admin").await;
    assert!(says(&mut ada, "Den senaste säkerhetskopian som tjänsten känner till är från den 3 februari 2025.").await);
    // Nobody else reads it.
    let mut rut = world.signed_in("Rut Revisor").await;
    assert!(!says(&mut rut, "säkerhetskopia").await);
}
