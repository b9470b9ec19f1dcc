//! One auditor is responsible for an audit, and finds what is hers.

use crate::plural::{NOTHING, auditors};
use crate::world::{PASSWORD, World, email, look, sees, sees_none};

const AUDIT: &str = "/granskningar/rev-2025-1";
const CHANGE: &str = "/granskningar/rev-2025-1/ansvarig";

/// A second auditor, who signs in with her link.
async fn with_rita(world: &World) {
    let mut ada = world.signed_in("Ada Admin").await;
    let line = format!("Rita Revisor; {}; revisor", email("Rita Revisor"));
    let links = ada.post("/admin/personer/lagg-till", &[("people", &line)]).await.unwrap().shown().unwrap();
    let link = links.address_after(&email("Rita Revisor"), "/inbjudan/").unwrap();
    world.visitor().post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn whoever_records_an_audit_is_responsible_until_another_is_named_and_stays_readable() {
    let world = World::at("2025-02-03 09:00").await;
    with_rita(&world).await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, AUDIT).await, &["Ansvarig: Rut Revisor", &format!("href=\"{CHANGE}\"")]);
    rut.post(&format!("{AUDIT}/skicka"), &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    let form = look(&mut rut, CHANGE).await;
    let (own, rita) = (form.choice("person", "Rut Revisor").unwrap(), form.choice("person", "Rita Revisor").unwrap());
    sees_none(&form, &["Lars Läsare", "Sara Service"]);
    let told = rut.post(CHANGE, &[("seen", "1")]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Välj vem som är ansvarig."]);
    assert_eq!(rut.post(CHANGE, &[("person", &own), ("seen", "1")]).await.unwrap().done().unwrap(), AUDIT, "it is so already");
    assert_eq!(rut.post(CHANGE, &[("person", &rita), ("seen", "1")]).await.unwrap().done().unwrap(), AUDIT);
    assert_eq!(rut.post(CHANGE, &[("person", &rita), ("seen", "1")]).await.unwrap().done().unwrap(), AUDIT, "clicked twice");
    // Whoever had the page open is told that it is another by now.
    let stale = rut.post(CHANGE, &[("person", &own), ("seen", "1")]).await.unwrap();
    assert_eq!(stale.status, 422);
    sees(&stale, &["nu är det Rita Revisor"]);
    for name in ["Rut Revisor", "Rita Revisor", "Lars Läsare", "Sara Service", "Kim Kommun", "Fia Fullmäktig"] {
        let mut reader = world.signed_in(name).await;
        sees(&look(&mut reader, AUDIT).await, &["Rita Revisor", "tidigare Rut Revisor, till 3 februari 2025"]);
    }
    let events = world.events().await;
    assert_eq!(events.iter().filter(|kind| *kind == "responsible_named").count(), 1, "{events:?}");
    sees(&look(&mut rut, "/handelser").await, &["Gjorde Rita Revisor ansvarig för granskningen"]);
    for (name, status) in [("Lars Läsare", 403), ("Sara Service", 404), ("Fia Fullmäktig", 404), ("Ada Admin", 404)] {
        let mut other = world.signed_in(name).await;
        assert_eq!(other.post(CHANGE, &[("person", &rita), ("seen", "2")]).await.unwrap().status, status, "{name}");
    }
    // And the database holds it, whoever writes.
    let insert = |n: u8, who: &str| {
        format!(
            "insert into audit_responsible (audit_id, n, person_id, named_at, named_by) select a.id, {n}, p.id, '2025-03-10T09:00:00Z', {{me}} from audit a, published.person_name p where p.name = '{who}';"
        )
    };
    assert_eq!(auditors(&world, &insert(3, "Sara Service")).await, "responsible_is_an_auditor");
    assert_eq!(auditors(&world, &insert(3, "Rita Revisor")).await, "audit_responsible_pkey");
    assert_eq!(auditors(&world, &insert(4, "Rut Revisor")).await, "audit_responsible_pkey");
    assert_eq!(auditors(&world, &insert(3, "Rut Revisor")).await, NOTHING);
}

#[tokio::test]
async fn what_is_mine_is_found_in_every_list_in_its_files_and_on_the_start_page() {
    let world = World::at("2025-02-03 09:00").await;
    with_rita(&world).await;
    world.sent_audit().await;
    world.move_to("2025-04-09 10:00");
    let lists = ["/granskningar", "/yttranden", "/yttranden?status=forsenat", "/rekommendationer"];
    let mine = |list: &str| format!("{list}{}ansvarig=mina", if list.contains('?') { '&' } else { '?' });
    let (mut rut, mut rita) = (world.signed_in("Rut Revisor").await, world.signed_in("Rita Revisor").await);
    for list in lists {
        sees(&look(&mut rut, &mine(list)).await, &["rev-2025-1", "name=\"ansvarig\""]);
        sees_none(&look(&mut rita, &mine(list)).await, &["/rev-2025-1"]);
        sees(&look(&mut rita, list).await, &["rev-2025-1"]);
        let file = mine(list).replacen(list.split('?').next().unwrap(), &format!("{}.csv", list.split('?').next().unwrap()), 1);
        assert!(rut.get(&file).await.unwrap().body.contains("REV-2025-1"), "{file}");
        assert!(!rita.get(&file).await.unwrap().body.contains("REV-2025-1"), "{file}");
    }
    let start = look(&mut rut, "/att-gora?ansvarig=mina").await;
    sees(&start, &["Här visas bara granskningar som du ansvarar för.", "Försenade yttranden", "/yttranden/paminn?ansvarig=mina"]);
    let start = look(&mut rita, "/att-gora?ansvarig=mina").await;
    sees_none(&start, &["Försenade yttranden"]);
    sees(&look(&mut rita, "/att-gora").await, &["Försenade yttranden", "Visa bara granskningar som jag ansvarar för"]);
    sees(
        &look(&mut rita, "/yttranden/paminn?ansvarig=mina").await,
        &["Inget försenat yttrande kan påminnas om just nu.", "Bara granskningar som du ansvarar för."],
    );
    sees(&look(&mut rut, "/yttranden/paminn?ansvarig=mina").await, &["Servicenämnden, första yttrande"]);
    // Nobody else has anything of her own here, and is told that there is no such filter.
    for name in ["Lars Läsare", "Sara Service", "Fia Fullmäktig"] {
        let mut other = world.signed_in(name).await;
        let page = look(&mut other, &mine("/rekommendationer")).await;
        sees(&page, &["ansvarig=mina"]);
        sees_none(&page, &["name=\"ansvarig\""]);
    }
    // All auditors go on being told of everything.
    world.submitted_response().await;
    assert_eq!(
        world
            .count(
                "select count(distinct p.id) from notice n join person p on p.id = n.person_id where n.kind = 'response_received' and p.name like '%Revisor'"
            )
            .await,
        2
    );
}
