//! What matters most, and what it is about: the auditors sort items, and everybody finds them by it.

use crate::walls::refused;
use crate::world::{World, look, sees, sees_none};

const R1: &str = "/rekommendationer/rev-2025-1/R1/servicenamnden";
const SORT: &str = "/rekommendationer/rev-2025-1/R1/servicenamnden/etiketter";

#[tokio::test]
async fn an_item_is_sorted_by_the_auditors_and_found_by_everybody() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, R1).await, &["Prioritet och etiketter", SORT]);
    let fields = [("seen", "0"), ("priority", "yes"), ("tags", "Avtal, intern  kontroll, avtal")];
    let answer = rut.post(SORT, &fields).await.unwrap();
    sees(&rut.follow(answer).await.unwrap(), &["Prioritet och etiketter är sparade.", "Prioriterad", "avtal", "intern kontroll"]);
    // Clicked twice, nothing happens twice.
    rut.post(SORT, &fields).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from item_tagging").await, 1);

    for name in ["Fia Fullmäktig", "Sara Service", "Lars Läsare"] {
        let mut reader = world.signed_in(name).await;
        // It holds for all boards of the item.
        for item in [R1, "/rekommendationer/rev-2025-1/R1/kommunstyrelsen"] {
            sees(&look(&mut reader, item).await, &["Prioriterad", "/rekommendationer?etikett=intern+kontroll&#38;visa=bedomningar"]);
        }
        sees_none(&look(&mut reader, R1).await, &[SORT]);
        assert!(reader.get(SORT).await.unwrap().status.is_client_error(), "{name}");
        for filter in ["etikett=intern+kontroll", "prioritet=prioriterade", "etikett=avtal&prioritet=prioriterade"] {
            let page = look(&mut reader, &format!("/rekommendationer?namnd=servicenamnden&{filter}")).await;
            sees(&page, &["1 rekommendation<", "Följ upp avtalen", "avtal, intern kontroll"]);
            sees_none(&page, &["Utbilda beställarna"]);
        }
        let rows = reader.get("/rekommendationer.csv?namnd=servicenamnden").await.unwrap().body;
        assert!(rows.contains("Prioriterad") && rows.contains("avtal, intern kontroll"), "{rows}");
    }
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    sees(&look(&mut fia, "/rekommendationer?etikett=finns-inte").await, &["Filtret"]);
}

#[tokio::test]
async fn a_later_sorting_counts_and_a_day_that_is_over_has_its_own() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(SORT, &[("seen", "0"), ("priority", "yes"), ("tags", "avtal")]).await.unwrap().done().unwrap();
    world.move_to("2025-02-10 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(SORT, &[("seen", "1"), ("tags", "inköp")]).await.unwrap().done().unwrap();
    sees_none(&look(&mut rut, R1).await, &["Prioriterad", "avtal</a>"]);
    let before = |filter: &str| format!("/rekommendationer?namnd=servicenamnden&per=2025-02-05&{filter}");
    for filter in ["etikett=avtal", "prioritet=prioriterade"] {
        sees(&look(&mut rut, &before(filter)).await, &["Följ upp avtalen"]);
        sees_none(&look(&mut rut, &format!("/rekommendationer?namnd=servicenamnden&{filter}")).await, &["Följ upp avtalen"]);
    }
    sees_none(&look(&mut rut, &before("etikett=ink%C3%B6p")).await, &["Följ upp avtalen"]);
    world.move_to("2025-02-11 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    // Somebody who had the page open from before is told so.
    assert_eq!(rut.post(SORT, &[("seen", "1"), ("tags", "annat")]).await.unwrap().status, 409);
}

#[tokio::test]
async fn too_many_tags_and_too_long_ones_are_refused_and_kept() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let long = "å".repeat(41);
    for (tags, fault) in [("a,b,c,d,e,f,g,h,i", "Välj högst 8 etiketter."), (long.as_str(), "är för lång. Den får ha högst 40 tecken.")] {
        let refused = rut.post(SORT, &[("seen", "0"), ("priority", "yes"), ("tags", tags)]).await.unwrap();
        assert_eq!(refused.status, 422);
        sees(&refused, &[fault, &format!("value=\"{tags}\""), "checked"]);
    }
    assert_eq!(world.count("select count(*) from item_tagging").await, 0);
    // Nor does the database take them.
    let tagging = |tags: &str| {
        format!(
            "insert into item_tagging (item_id, n, prioritised, tags, tagged_at, tagged_by)
             values ((select id from published.item where code = 'R1'), 1, false, {tags}, '2025-02-03T08:00:00Z', {{me}})"
        )
    };
    for tags in ["array['a','b','c','d','e','f','g','h','i']", "array['']", "array[null::text]", "array[repeat('a', 321)]"] {
        assert_eq!(refused(&world, "app_audit", "Rut Revisor", &tagging(tags)).await, "tags_are_few_and_short", "{tags}");
    }
    let sara = refused(&world, "app_board", "Sara Service", &tagging("array['a']")).await;
    assert_eq!(sara, "42501");
}
