//! What the council did with an audit.

use sqlx::ConnectOptions;

use crate::database;
use crate::plural::{NOTHING, auditors};
use crate::world::{World, look, sees, sees_none};

const AUDIT: &str = "/granskningar/rev-2025-1";
const ENTER: &str = "/granskningar/rev-2025-1/fullmaktige";
const CORRECT: &str = "/granskningar/rev-2025-1/fullmaktige/1/ratta";
const READERS: [&str; 5] = ["Rut Revisor", "Lars Läsare", "Sara Service", "Kim Kommun", "Fia Fullmäktig"];

fn entry<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("held_on", "2025-04-24"),
        ("section", "§ 45"),
        ("handling", "arende"),
        ("asked", "Nämnden återkommer i juni."),
        ("minutes", "https://kommun.example/kf/45"),
        ("seen", "0"),
    ];
    for (name, value) in changed {
        match fields.iter_mut().find(|(field, _)| field == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    fields
}

async fn sent() -> World {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-05-02 10:00");
    world
}

#[tokio::test]
async fn what_the_council_did_is_written_down_by_the_auditors_and_read_by_everybody() {
    let world = sent().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, AUDIT).await, &[&format!("href=\"{ENTER}\"")]);
    for (changed, said) in [
        (("held_on", "2025-05-03"), "Sammanträdet kan inte ligga i framtiden."),
        (("held_on", "2024-04-24"), "Sammanträdet kan inte vara före granskningen, som är från 30 januari 2025."),
        (("held_on", "2025-01-29"), "Sammanträdet kan inte vara före granskningen"),
        (("held_on", "2025-02-30"), "2025-02-30"),
        (("section", " § "), "Skriv paragrafens nummer, till exempel 45."),
        (("handling", "annat"), "Välj hur granskningen togs upp."),
        (("minutes", "javascript:alert(1)"), "Skriv en adress som börjar med https://"),
    ] {
        let told = rut.post(ENTER, &entry(&[changed])).await.unwrap();
        assert_eq!(told.status, 422, "{changed:?}");
        sees(&told, &[said, "Nämnden återkommer i juni."]);
    }
    assert_eq!(world.count("select count(*) from council_act").await, 0);
    assert_eq!(rut.post(ENTER, &entry(&[])).await.unwrap().done().unwrap(), AUDIT);
    assert_eq!(rut.post(ENTER, &entry(&[])).await.unwrap().done().unwrap(), AUDIT, "clicked twice");
    assert_eq!(rut.post(ENTER, &entry(&[("section", "46")])).await.unwrap().status, 409, "somebody else has written one down meanwhile");
    assert_eq!(world.count("select count(*) from council_act").await, 1);
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, AUDIT).await;
        sees(
            &page,
            &["24 april 2025, §\u{a0}45: togs upp som ett ärende.", "Nämnden återkommer i juni.", "href=\"https://kommun.example/kf/45\" rel=\"noreferrer\""],
        );
        let overview = look(&mut reader, "/oversikt").await;
        sees(&overview, &["Fullmäktige tog senast upp", "24 april 2025, §\u{a0}45, som ett ärende.", "/granskningar/rev-2025-1#fullmaktige"]);
        if name != "Rut Revisor" {
            sees_none(&page, &["Skriv in fullmäktiges behandling", "/fullmaktige/1/ratta"]);
        }
    }
    for (name, status) in [("Lars Läsare", 403), ("Sara Service", 404), ("Fia Fullmäktig", 404), ("Ada Admin", 404)] {
        let mut other = world.signed_in(name).await;
        assert_eq!(other.post(ENTER, &entry(&[("seen", "1")])).await.unwrap().status, status, "{name}");
        assert_eq!(other.post(CORRECT, &entry(&[("seen", "1"), ("reason", "Fel.")])).await.unwrap().status, status, "{name}");
    }
    sees(&look(&mut rut, "/handelser").await, &["Skrev in att fullmäktige tog upp granskningen 24 april 2025"]);
}

#[tokio::test]
async fn what_was_wrong_of_it_is_corrected_in_the_open_or_struck() {
    let world = sent().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(ENTER, &entry(&[])).await.unwrap().done().unwrap();
    let form = look(&mut rut, CORRECT).await;
    sees(&form, &["value=\"2025-04-24\"", "value=\"45\"", "Nämnden återkommer i juni."]);
    let right = |more: &[(&'static str, &'static str)]| entry(&[&[("section", "54"), ("seen", "1"), ("reason", "Siffrorna var omkastade.")], more].concat());
    let told = rut.post(CORRECT, &entry(&[("section", "45"), ("seen", "1"), ("reason", "Siffror.")])).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Det står likadant nu."]);
    let told = rut.post(CORRECT, &right(&[("reason", " ")])).await.unwrap();
    sees(&told, &["Skriv varför det rättas."]);
    rut.post(CORRECT, &right(&[])).await.unwrap().done().unwrap();
    rut.post(CORRECT, &right(&[])).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from council_act").await, 2, "clicked twice");
    let stale = rut.post(CORRECT, &right(&[("section", "55")])).await.unwrap();
    assert_eq!(stale.status, 422);
    sees(&stale, &["Någon annan har rättat medan sidan var öppen.", "value=\"55\"", "name=\"seen\" value=\"2\""]);
    for name in READERS {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, AUDIT).await;
        sees(
            &page,
            &[
                "24 april 2025, §\u{a0}54: togs upp",
                "Rättat 2 maj 2025: Siffrorna var omkastade.",
                "Vad som stod förut",
                "§\u{a0}45: togs upp som ett ärende. Nämnden återkommer i juni.",
            ],
        );
        sees(&look(&mut reader, "/oversikt").await, &["§\u{a0}54"]);
    }
    // It did not happen at all.
    rut.post(CORRECT, &right(&[("section", "54"), ("seen", "2"), ("struck", "ja"), ("reason", "Det var en annan granskning.")])).await.unwrap().done().unwrap();
    // Clicked twice: it has been done, and nothing more can be done to it.
    rut.post(CORRECT, &right(&[("section", "54"), ("seen", "2"), ("struck", "ja"), ("reason", "Det var en annan granskning.")])).await.unwrap().done().unwrap();
    assert_eq!(rut.post(CORRECT, &right(&[("section", "55"), ("seen", "3"), ("reason", "Fel paragraf.")])).await.unwrap().status, 404);
    let page = look(&mut rut, AUDIT).await;
    sees(&page, &["Struken uppgift:", "Struket 2 maj 2025: Det var en annan granskning."]);
    sees_none(&page, &["/fullmaktige/1/ratta"]);
    assert_eq!(rut.get(CORRECT).await.unwrap().status, 404);
    sees_none(&look(&mut rut, "/oversikt").await, &["Fullmäktige tog senast upp"]);
    rut.post(ENTER, &entry(&[("seen", "1"), ("handling", "anmalan"), ("asked", ""), ("minutes", "")])).await.unwrap().done().unwrap();
    sees(&look(&mut rut, "/oversikt").await, &["24 april 2025, §\u{a0}45, för kännedom."]);
    let events = world.events().await;
    assert_eq!(events.iter().filter(|kind| kind.starts_with("council_act")).count(), 4, "{events:?}");
}

#[tokio::test]
async fn the_council_takes_up_no_audit_before_its_letter_is_dated() {
    let world = sent().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    // The day of the letter itself is taken.
    rut.post(ENTER, &entry(&[("held_on", "2025-01-30")])).await.unwrap().done().unwrap();
    let told = rut.post(CORRECT, &entry(&[("held_on", "2024-04-24"), ("seen", "1"), ("reason", "Fel dag.")])).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Sammanträdet kan inte vara före granskningen, som är från 30 januari 2025.", "value=\"2024-04-24\"", "Fel dag."]);
    rut.post("/sprak", &[("sprak", "en"), ("till", "/")]).await.unwrap();
    let told = rut.post(CORRECT, &entry(&[("held_on", "2024-04-24"), ("seen", "1"), ("reason", "Fel dag.")])).await.unwrap();
    sees(&told, &["The meeting cannot be before the audit, which is of 30 January 2025."]);
    // What was written down with such a day before stays, is put right, or is struck as it stands.
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    sqlx::raw_sql("set session_replication_role = replica; update council_act set held_on = '2024-04-24'").execute(&mut conn).await.unwrap();
    sees(&look(&mut rut, AUDIT).await, &["24 April 2024"]);
    let struck = [("held_on", "2024-04-24"), ("seen", "1"), ("struck", "ja"), ("reason", "Det var en annan.")];
    rut.post(CORRECT, &entry(&struck)).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn the_database_holds_what_the_council_did_whoever_writes() {
    let world = sent().await;
    let insert = |n: u8, version: u8, day: &str, more: &str| {
        format!(
            "insert into council_act (audit_id, n, version, held_on, section, handling, minutes, reason, struck, entered_at, entered_by)
             select id, {n}, {version}, '{day}', '45', 'matter', {more}, '2025-05-02T09:00:00Z', {{me}} from audit;"
        )
    };
    let plain = "'', '', false";
    let unsent = World::at("2025-02-03 09:00").await;
    unsent.unsent_audit().await;
    assert_eq!(auditors(&unsent, &insert(1, 1, "2025-01-24", plain)).await, "council_act_of_what_is_sent");
    assert_eq!(auditors(&world, &insert(2, 1, "2025-04-24", plain)).await, "council_act_pkey");
    assert_eq!(auditors(&world, &insert(1, 2, "2025-04-24", "'', 'Fel.', false")).await, "council_act_pkey");
    assert_eq!(auditors(&world, &insert(1, 1, "2025-05-03", plain)).await, "council_act_is_over");
    assert_eq!(auditors(&world, &insert(1, 1, "2025-01-29", plain)).await, "council_act_after_audit");
    assert_eq!(auditors(&world, &insert(1, 1, "2025-04-24", "'', '', true")).await, "first_is_not_struck");
    assert_eq!(auditors(&world, &insert(1, 1, "2025-04-24", "'ftp://x', '', false")).await, "council_act_minutes_check");
    let first = insert(1, 1, "2025-04-24", plain);
    assert_eq!(auditors(&world, &format!("{first} {}", insert(1, 2, "2025-04-24", plain))).await, "corrections_say_why");
    assert_eq!(auditors(&world, &format!("{first} {}", insert(1, 2, "2025-04-24", "'', 'Fel.', true"))).await, NOTHING);
}

#[tokio::test]
async fn the_same_matter_is_not_written_down_twice_without_a_question() {
    let world = sent().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(ENTER, &entry(&[])).await.unwrap().done().unwrap();
    let told = rut.post(ENTER, &entry(&[("section", "45"), ("asked", "Något annat."), ("seen", "1")])).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Sammanträdet 24 april 2025, §\u{a0}45, är redan inskrivet.", "name=\"twice\"", "Något annat."]);
    assert_eq!(world.count("select count(*) from council_act").await, 1);
    rut.post(ENTER, &entry(&[("section", "46"), ("seen", "1")])).await.unwrap().done().unwrap();
    rut.post(ENTER, &entry(&[("section", "45"), ("asked", "Något annat."), ("seen", "2"), ("twice", "ja")])).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from council_act").await, 3);
    // What was struck does not stand there any more, and corrected to what stands already it is asked about as well.
    let correct = |more: &[(&'static str, &'static str)]| entry(&[&[("section", "45"), ("seen", "1"), ("reason", "Siffrorna var omkastade.")], more].concat());
    let second = "/granskningar/rev-2025-1/fullmaktige/2/ratta";
    let told = rut.post(second, &correct(&[])).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["är redan inskrivet."]);
    rut.post(second, &correct(&[("struck", "ja")])).await.unwrap().done().unwrap();
}
