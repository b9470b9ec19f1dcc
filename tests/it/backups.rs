//! Everything in one file, and back again: what was written stands there as it was, and a file that is not whole is refused.

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::ConnectOptions as _;
use sqlx::postgres::PgPool;
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
    backup::take(&database::superuser(&world.database).await, &order, |_| ()).await
}

async fn restored(name: &str, file: &Path, key: &Identity, manifest: &Manifest) -> anyhow::Result<backup::Restored> {
    let administrator = database::superuser("postgres").await;
    let server = Server { administrator: &administrator, login: None, password: None };
    backup::restore(&server, name, (file, key), manifest, &[], |_, _, _| ()).await
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
    let manifest = backup::check(&file, &key, |_| ()).unwrap();
    assert_eq!(manifest, taken.manifest);
    assert_eq!(manifest.organisation.as_deref(), Some("Provköpings kommun"));
    assert_eq!((manifest.logs.len(), manifest.checkpoints.len()), (3, 3), "{:?}", manifest.logs);
    // Whoever carries it reads nothing.
    let bytes = fs::read(&file).unwrap();
    assert!(!bytes.windows(11).any(|window| window == "Provköping".as_bytes()) && bytes.starts_with(b"age-encryption.org/v1\n"));
    let name = format!("{}_back", world.database);
    let back = restored(&name, &file, &key, &manifest).await.unwrap();
    assert!(back.report.is_whole(), "{:?}", back.report.faults);
    assert_eq!(back.checkpoints, 3);
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
        assert!(backup::check(&other, &key, |_| ()).is_err(), "byte {at}");
        fs::write(&other, &bytes[..at]).unwrap();
        assert!(backup::check(&other, &key, |_| ()).is_err(), "cut off at {at}");
    }
    let refused = backup::check(&file, &Identity::new(), |_| ()).unwrap_err();
    assert!(format!("{refused:#}").contains("encrypted for another key"), "{refused:#}");
    // Nor is one of other tables put into these, and nothing is left of the attempt.
    let manifest = backup::check(&file, &key, |_| ()).unwrap();
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
    // Where there are only empty tables, nobody has anything to lose.
    database::empty(&wanted).await;
    assert_eq!(backup::hindrance(&administrator, &wanted).await.unwrap(), None);
    restored(&made, &file, &key, &manifest).await.unwrap();
    backup::put_in_place(&administrator, &made, &wanted, None).await.unwrap();
    assert!(backup::hindrance(&administrator, &wanted).await.unwrap().is_some());
    // While somebody is connected nothing is exchanged.
    restored(&made, &file, &key, &manifest).await.unwrap();
    let somebody = database::superuser(&wanted).await.connect().await.unwrap();
    let refused = backup::put_in_place(&administrator, &made, &wanted, Some(&aside)).await.unwrap_err();
    assert!(refused.to_string().contains("What to do: stop the service"), "{refused}");
    drop(somebody);
    let mut tries = 0;
    while let Err(error) = backup::put_in_place(&administrator, &made, &wanted, Some(&aside)).await {
        tries += 1;
        assert!(tries < 100, "{error:#}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(rows(&wanted).await, rows(&aside).await);
    database::drop(&wanted).await;
    database::drop(&aside).await;
}

#[tokio::test]
async fn whoever_may_not_read_everything_makes_no_backup_and_leaves_no_file() {
    let world = lived().await;
    let (folder, key) = (Folder::of(&world), Identity::new());
    let (file, to) = (folder.0.join("a.age"), [key.recipient()]);
    let order = Order { file: &file, to: &to, signing: None, now: world.clock.now() };
    let refused = backup::take(&database::login(&world.database).await, &order, |_| ()).await.unwrap_err();
    assert!(format!("{refused:#}").contains("What to do: name a superuser"), "{refused:#}");
    assert!(folder.names().is_empty(), "{:?}", folder.names());
    let nobody = Order { to: &[], ..order };
    assert!(backup::take(&database::superuser(&world.database).await, &nobody, |_| ()).await.is_err());
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
