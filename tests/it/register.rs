//! The register: one row for each recommendation and board, from the letter until it is solved, and its whole life on one page.

use yttrande::demo::player::Player;

use crate::world::{RESPONSE, World, decision, look, sees, sees_none, tells_of};

const FOLLOW_UP: &str = "/yttranden/rev-2025-1/servicenamnden/uppfoljande";
const R1: &str = "/rekommendationer/rev-2025-1/R1/servicenamnden";

/// The rows of the register as somebody sees them: code, board, status and what is said beside it.
async fn rows(player: &mut Player, query: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(&look(player, &format!("/rekommendationer{query}")).await.body);
    let rows = scraper::Selector::parse("main table tbody tr").unwrap();
    page.select(&rows).map(|row| row.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Rut judges everything that Servicenämnden has answered in a round.
async fn judges(world: &World, round: &str, grades: [(&str, &str); 3]) {
    let mut rut = world.signed_in("Rut Revisor").await;
    drafts(&mut rut, round, grades).await;
    publishes(&mut rut, round).await;
}

async fn drafts(rut: &mut Player, round: &str, grades: [(&str, &str); 3]) {
    for (code, grade) in grades {
        let fields = [("submission", "1"), ("version", "0"), ("grade", grade), ("comment", "Se rapporten."), ("note", ""), ("do", "next")];
        rut.post(&format!("{round}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
}

async fn publishes(rut: &mut Player, round: &str) {
    rut.post(&format!("{round}/omdome/publicera"), &[("submission", "1"), ("overall", "")]).await.unwrap().done().unwrap();
}

/// Sara reports: what was to be done by September 2025 is done, moved to May 2026, and dropped.
async fn reports(world: &World) {
    let mut sara = world.signed_in("Sara Service").await;
    for (code, outcome, date) in [("B1", "done", "2025-11-15"), ("R1", "under_way", "maj 2026"), ("R2", "done", "2025-11-15")] {
        let fields = [
            ("version", "0"),
            ("outcome", outcome),
            ("outcome_action", "Leverantören dröjde."),
            ("outcome_effect", "Färre fel."),
            ("outcome_date", date),
            ("do", "next"),
        ];
        tells_of(&mut sara, &format!("{FOLLOW_UP}/arbete/punkter/{code}"), &fields).await.done().unwrap();
    }
    let desk = format!("{FOLLOW_UP}/arbete");
    sara.post(&format!("{desk}/sammanfattning"), &[("version", "0"), ("text", "Det mesta är gjort."), ("do", "next")]).await.unwrap().done().unwrap();
    sara.post(&format!("{desk}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{desk}/beslut"), &decision("2025-11-20")).await.unwrap().done().unwrap();
    sara.post(&format!("{desk}/skicka"), &[]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn each_recommendation_stands_once_for_each_board_and_says_how_it_stands() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let all = rows(&mut fia, "").await;
    assert_eq!(all.len(), 3, "two for Servicenämnden, one for Kommunstyrelsen: {all:?}");
    assert!(all.iter().all(|row| row.contains("Svar väntas") && !row.contains("B1")), "{all:?}");
    assert_eq!(rows(&mut fia, "?visa=bedomningar").await.len(), 5);
    assert_eq!(rows(&mut fia, "?namnd=kommunstyrelsen").await.len(), 1);
    // A board sees its own, and others when it asks for them.
    let mut kim = world.signed_in("Kim Kommun").await;
    assert_eq!((rows(&mut kim, "").await.len(), rows(&mut kim, "?namnd=alla").await.len()), (1, 3));

    world.submitted_response().await;
    assert_eq!(rows(&mut fia, "?status=vantar-pa-omdome").await.len(), 2);
    judges(&world, RESPONSE, [("B1", "sufficient"), ("R1", "insufficient"), ("R2", "sufficient")]).await;
    let planned = rows(&mut fia, "?status=atgarder-planerade").await;
    assert!(planned.len() == 2 && planned.iter().all(|row| row.contains("30 september 2025")), "{planned:?}");

    world.move_to("2025-11-20 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let passed = rows(&mut fia, "?datum=passerat").await;
    assert!(passed.len() == 2 && passed.iter().all(|row| row.contains("51 dagar sedan det lovade datumet")), "{passed:?}");
    reports(&world).await;
    let done = rows(&mut fia, "?status=redovisad-genomford").await;
    assert!(done.len() == 1 && done[0].contains("R2") && done[0].contains("Redovisad som genomförd, väntar på revisionen"), "{done:?}");
    let moved = rows(&mut fia, "?datum=flyttat").await;
    assert!(moved.len() == 1 && moved[0].contains("R1") && moved[0].contains("datumet flyttat en gång"), "what is done late is not moved: {moved:?}");
    assert!(moved[0].contains("31 maj 2026") && moved[0].contains("först 30 september 2025"), "{moved:?}");

    judges(&world, FOLLOW_UP, [("B1", "implemented"), ("R1", "partly_implemented"), ("R2", "implemented")]).await;
    for (query, code) in [("?status=delvis", "R1"), ("?omdome=delvis", "R1"), ("?status=genomford", "R2"), ("?omdome=genomford&namnd=servicenamnden", "R2")] {
        let found = rows(&mut fia, query).await;
        assert!(found.len() == 1 && found[0].contains(code), "{query}: {found:?}");
    }
    // What is carried out in part stays open, whatever becomes of the audit.
    let mut rut = world.signed_in("Rut Revisor").await;
    world.move_to("2026-02-20 09:00");
    rut = {
        drop(rut);
        world.signed_in("Rut Revisor").await
    };
    rut.post("/granskningar/rev-2025-1/avsluta", &[("motive", "Klart."), ("without_answer", "yes")]).await.unwrap().done().unwrap();
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let open = rows(&mut fia, "?status=oppna").await;
    assert!(open.len() == 1 && open[0].contains("R1") && open[0].contains("Delvis genomförd"), "{open:?}");
    assert_eq!(rows(&mut fia, "?status=utan-svar").await.len(), 1, "Kommunstyrelsen never answered");
    assert_eq!(
        world.count("select (select c.rounds + c.items + c.audits from compare_audits(array(select audit_id::uuid from dispatch)) c) + compare_counts()").await,
        0
    );
}

#[tokio::test]
async fn an_item_tells_its_whole_life_to_everybody_who_reads_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    judges(&world, RESPONSE, [("B1", "sufficient"), ("R1", "insufficient"), ("R2", "sufficient")]).await;
    world.move_to("2025-11-20 09:00");
    reports(&world).await;
    for name in ["Fia Fullmäktig", "Rut Revisor", "Lars Läsare", "Sara Service", "Kim Kommun"] {
        let mut reader = world.signed_in(name).await;
        let page = look(&mut reader, R1).await;
        for said in [
            "Nämnden bör se över detta.",
            "Skickad till nämnden 3 februari 2025",
            "Första yttrande: Svar inkom 3 februari 2025",
            "Avtalen följs upp varje kvartal.",
            "Revisionens omdöme 3 februari 2025: Inte tillräckligt",
            "Se rapporten.",
            "Uppföljande yttrande: Svar inkom 20 november 2025",
            "Leverantören dröjde.",
            "datumet flyttat en gång: först 30 september 2025, nu 31 maj 2026",
            "51 dagar sedan det först lovade datumet",
            "Väntar på omdöme",
        ] {
            assert!(page.body.contains(said), "{name} does not read “{said}”: {}", page.sentence());
        }
        let order: Vec<usize> = ["Skickad till", "Första yttrande: Svar", "omdöme 3 februari", "Uppföljande yttrande: Svar"]
            .iter()
            .map(|said| page.body.find(said).unwrap())
            .collect();
        assert!(order.is_sorted(), "{order:?}");
        let done = look(&mut reader, "/rekommendationer/rev-2025-1/R2/servicenamnden").await;
        assert!(done.body.contains("46 dagar efter planen"), "{}", done.sentence());
    }
    // The ways to the next ones keep what the reader had chosen.
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let page = look(&mut fia, &format!("{R1}?namnd=servicenamnden")).await;
    assert!(page.body.contains("/R2/servicenamnden?namnd=servicenamnden\" rel="), "{}", page.body);
    assert!(!page.body.contains("/kommunstyrelsen?namnd"), "the other board is not among those");
    assert!(page.body.contains("Samma punkt hos andra nämnder"));
    for unknown in
        ["/rekommendationer/rev-2025-1/R2/kommunstyrelsen", "/rekommendationer/rev-2025-9/R1/servicenamnden", "/rekommendationer/rev-2025-1/R9/servicenamnden"]
    {
        assert_eq!(fia.get(unknown).await.unwrap().status, 404, "{unknown}");
    }
}

#[tokio::test]
async fn what_is_not_sent_stands_in_no_register() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    for name in ["Fia Fullmäktig", "Sara Service", "Rut Revisor"] {
        let mut reader = world.signed_in(name).await;
        assert_eq!(rows(&mut reader, "?visa=bedomningar").await, Vec::<String>::new(), "{name}");
        assert_eq!(reader.get(R1).await.unwrap().status, 404, "{name}");
    }
}

#[tokio::test]
async fn the_numbers_of_the_overview_lead_to_exactly_their_rows() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    judges(&world, RESPONSE, [("B1", "sufficient"), ("R1", "sufficient"), ("R2", "sufficient")]).await;
    world.move_to("2025-11-20 09:00");
    reports(&world).await;
    judges(&world, FOLLOW_UP, [("B1", "implemented"), ("R1", "partly_implemented"), ("R2", "implemented")]).await;
    for name in ["Fia Fullmäktig", "Kim Kommun"] {
        let mut reader = world.signed_in(name).await;
        let overview = scraper::Html::parse_document(&look(&mut reader, "/oversikt").await.body);
        let numbers = scraper::Selector::parse("table.parts td.n a").unwrap();
        let linked: Vec<(i64, String)> = overview
            .select(&numbers)
            .map(|link| (link.text().collect::<String>().trim().parse().unwrap(), link.value().attr("href").unwrap().to_owned()))
            .collect();
        assert_eq!(linked.iter().map(|(n, _)| n).sum::<i64>(), 3, "{linked:?}");
        for (n, address) in linked {
            let found = rows(&mut reader, address.strip_prefix("/rekommendationer").unwrap()).await;
            assert_eq!(found.len() as i64, n, "{name}, {address}: {found:?}");
        }
    }
}

#[tokio::test]
async fn what_is_judged_once_and_asked_no_more_waits_for_no_follow_up() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit_of(&crate::world::audit_form(&[("follow_up-servicenamnden", "")])).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", ""), ("sure", "ja")]).await.unwrap().done().unwrap();
    world.submitted_response().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    assert!(look(&mut fia, "/oversikt").await.body.contains("Alla 2 rekommendationer väntar på uppföljning. Räknade en gång för varje nämnd är de 3."));
    judges(&world, RESPONSE, [("B1", "sufficient"), ("R1", "sufficient"), ("R2", "sufficient")]).await;
    let judged = rows(&mut fia, "?namnd=servicenamnden").await;
    assert!(judged.len() == 2 && judged.iter().all(|row| row.contains("Bedömd, ingen uppföljning planerad")), "{judged:?}");
    assert!(look(&mut fia, "/oversikt").await.body.contains("Den enda rekommendationen väntar på uppföljning."), "Kommunstyrelsen has not answered");
}

#[tokio::test]
async fn a_board_that_is_silent_is_overdue_once_however_often_it_was_asked() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    // Both days of Servicenämnden are over, and so is the only one of Kommunstyrelsen.
    world.move_to("2026-02-10 09:00");
    for name in ["Fia Fullmäktig", "Rut Revisor"] {
        let overview = look(&mut world.signed_in(name).await, "/oversikt").await;
        assert!(overview.body.contains("Två yttranden är försenade") && overview.body.contains("0 av 2 yttranden i tid"), "{}", overview.sentence());
        let board = look(&mut world.signed_in(name).await, "/namnder/servicenamnden").await;
        assert!(board.body.contains("har ett försenat yttrande."), "{}", board.sentence());
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    let start = look(&mut rut, "/att-gora").await;
    assert_eq!(start.body.matches("/yttranden/rev-2025-1/servicenamnden/uppfoljande").count(), 0, "{}", start.body);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn what_is_not_solved_after_its_rounds_is_followed_up_until_it_is_or_is_let_go() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    judges(&world, RESPONSE, [("B1", "sufficient"), ("R1", "sufficient"), ("R2", "sufficient")]).await;
    let page = format!("{R1}/uppfoljning");
    let decides = |found: &'static str, look_on: &'static str, reason: &'static str, seen: &'static str| {
        [("seen", seen), ("found", found), ("look_on", look_on), ("reason", reason)]
    };
    // While the board is asked, or its answer waits, it is judged there.
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(rut.get(&page).await.unwrap().status, 409);
    assert!(!look(&mut rut, R1).await.body.contains("/uppfoljning"));
    world.move_to("2025-11-20 09:00");
    reports(&world).await;
    assert_eq!(world.signed_in("Rut Revisor").await.get(&page).await.unwrap().status, 409);
    judges(&world, FOLLOW_UP, [("B1", "implemented"), ("R1", "partly_implemented"), ("R2", "implemented")]).await;

    let mut rut = world.signed_in("Rut Revisor").await;
    assert!(look(&mut rut, R1).await.body.contains(&format!("href=\"{page}\"")));
    for name in ["Lars Läsare", "Sara Service", "Fia Fullmäktig"] {
        let mut reader = world.signed_in(name).await;
        assert!(!look(&mut reader, R1).await.body.contains("/uppfoljning"), "{name}");
        assert!([403, 404].contains(&reader.get(&page).await.unwrap().status.as_u16()), "{name}");
    }
    // What is wrong is said at its field, and what was typed is kept.
    for (typed, said) in [
        (decides("look", "", "", "0"), "Skriv dagen då revisionen tittar igen"),
        (decides("look", "2025-11-20", "", "0"), "Skriv en dag som kommer efter i dag."),
        (decides("implemented", "2026-06-01", "Klart nu.", "0"), "Ta bort dagen"),
        (decides("give_up", "", "", "0"), "Skriv varför."),
        (decides("partly_implemented", "i vår", "", "0"), "Skriv ett datum, till exempel 2025-03-31."),
        (decides("partly_implemented", "2999-01-01", "", "0"), "Året ska vara mellan 1990 och 2100. Du skrev 2999-01-01."),
    ] {
        let again = rut.post(&page, &typed).await.unwrap();
        assert!(again.status == 422 && again.body.contains(said), "{typed:?}: {}", again.sentence());
        assert!(again.body.contains(typed[2].1) && again.body.contains(typed[3].1), "{typed:?}");
    }
    for click in ["once", "twice"] {
        rut.post(&page, &decides("look", "2026-06-01", "", "0")).await.unwrap().done().unwrap_or_else(|error| panic!("{click}: {error}"));
    }
    let looks = format!("href=\"{R1}\"");
    assert!(!look(&mut rut, "/att-gora").await.body.contains(&looks), "the day has not come");
    // Whoever saw less than there is decides nothing.
    assert_eq!(rut.post(&page, &decides("give_up", "", "Nej.", "0")).await.unwrap().status, 409);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    let open = rows(&mut fia, "?status=delvis").await;
    assert!(open.len() == 1 && open[0].contains("Revisionen tittar igen 1 juni 2026."), "{open:?}");
    assert_eq!(rows(&mut fia, "?datum=revisionen-tittar").await, Vec::<String>::new());

    world.move_to("2026-06-02 09:00");
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    assert_eq!(rows(&mut fia, "?datum=revisionen-tittar").await.len(), 1);
    let mut rut = world.signed_in("Rut Revisor").await;
    for said in ["Att granska igen", "skulle granskas igen 1 juni 2026", looks.as_str()] {
        assert!(look(&mut rut, "/att-gora").await.body.contains(said), "the start page lacks {said}");
    }
    rut.post(&page, &decides("not_implemented", "2026-12-01", "Inget har hänt.", "1")).await.unwrap().done().unwrap();
    assert!(!look(&mut rut, "/att-gora").await.body.contains(&looks), "it has been looked at");
    assert_eq!((rows(&mut fia, "?omdome=inte-genomford").await.len(), rows(&mut fia, "?status=inte-genomford").await.len()), (1, 1));
    world.move_to("2026-12-02 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post(&page, &decides("give_up", "", "Lagen har ändrats utan att frågan är löst.", "2")).await.unwrap().done().unwrap();
    let mut sara = world.signed_in("Sara Service").await;
    let life = look(&mut sara, R1).await;
    for said in
        ["Följs inte upp längre", "Revisionen tittade igen 2 juni 2026: Inte genomförd", "Inget har hänt.", "Revisionen slutade följa upp 2 december 2026"]
    {
        assert!(life.body.contains(said), "Sara does not read “{said}”: {}", life.sentence());
    }
    let audit = look(&mut sara, "/granskningar/rev-2025-1").await;
    assert!(audit.body.contains("Servicenämnden, revisionens egen uppföljning 2 juni 2026: Inte genomförd"), "{}", audit.sentence());
    let told = look(&mut sara, "/aviseringar").await;
    assert_eq!(told.body.matches("Revisionen har följt upp en rekommendation till Servicenämnden: Städavtal.").count(), 3, "{}", told.sentence());
    assert_eq!(world.events().await.iter().filter(|kind| *kind == "item_followed_up").count(), 3);
    assert_eq!(
        world.count("select (select c.rounds + c.items + c.audits from compare_audits(array(select audit_id::uuid from dispatch)) c) + compare_counts()").await,
        0
    );
}

const LEFT: &str = "Kvar att bestämma: ingen ny titt planerad";

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told to its end")]
async fn what_is_left_after_the_last_verdict_has_a_place_until_somebody_decides() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    drafts(&mut rut, RESPONSE, [("B1", "sufficient"), ("R1", "insufficient"), ("R2", "sufficient")]).await;
    // A follow-up is to come: nothing is left to nobody.
    sees_none(&look(&mut rut, &format!("{RESPONSE}/omdome/publicera")).await, &["ingen ny titt är planerad"]);
    publishes(&mut rut, RESPONSE).await;
    sees_none(&look(&mut rut, "/att-gora").await, &[LEFT]);
    world.move_to("2025-11-20 09:00");
    reports(&world).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    drafts(&mut rut, FOLLOW_UP, [("B1", "implemented"), ("R1", "partly_implemented"), ("R2", "not_implemented")]).await;
    // The page that publishes says what it leaves, and what can be done about it.
    let check = look(&mut rut, &format!("{FOLLOW_UP}/omdome/publicera")).await;
    sees(
        &check,
        &["ingen ny titt är planerad", "R1 Följ upp avtalen: Delvis genomförd", "R2 Utbilda beställarna: Inte genomförd", "/granskningar/rev-2025-1/ny-omgang"],
    );
    sees_none(&check, &["B1 Uppföljningen brister: "]);
    publishes(&mut rut, FOLLOW_UP).await;

    // The start page asks, and leads to where it is decided; whoever only reads is led to the item.
    let start = look(&mut rut, "/att-gora").await;
    sees(
        &start,
        &[LEFT, "Servicenämnden: R1 Följ upp avtalen", "omdöme: Delvis genomförd", &format!("href=\"{R1}/uppfoljning\""), "R2/servicenamnden/uppfoljning\""],
    );
    let mut lars = world.signed_in("Lars Läsare").await;
    let start = look(&mut lars, "/att-gora").await;
    sees(&start, &[LEFT, &format!("href=\"{R1}\"")]);
    sees_none(&start, &["/uppfoljning\""]);
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    assert_eq!(rows(&mut fia, "?datum=kvar-att-bestamma").await.len(), 2);
    assert_eq!(rows(&mut fia, "?datum=nasta-titt").await, Vec::<String>::new());
    assert!(look(&mut fia, "/rekommendationer").await.body.contains("Nästa titt planerad"), "the filter is offered");

    // One has a day now, and stands among what is planned; the other is still left.
    rut.post(&format!("{R1}/uppfoljning"), &[("seen", "0"), ("found", "look"), ("look_on", "2026-06-01"), ("reason", "")]).await.unwrap().done().unwrap();
    let start = look(&mut rut, "/att-gora").await;
    sees(&start, &[LEFT, "R2/servicenamnden/uppfoljning\""]);
    sees_none(&start, &[R1]);
    let planned = rows(&mut fia, "?datum=nasta-titt").await;
    assert!(planned.len() == 1 && planned[0].contains("Revisionen tittar igen 1 juni 2026."), "{planned:?}");
    assert_eq!(rows(&mut fia, "?datum=kvar-att-bestamma").await.len(), 1);

    // Closing says what would be left, each with its way; closed without, it stays on the start page.
    world.move_to("2026-02-20 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let close = look(&mut rut, "/granskningar/rev-2025-1/avsluta").await;
    sees(&close, &["ingen ny titt är planerad", "Servicenämnden: R2 Utbilda beställarna, Inte genomförd", "R2/servicenamnden/uppfoljning\""]);
    sees_none(&close, &[R1]);
    rut.post("/granskningar/rev-2025-1/avsluta", &[("motive", "Klart."), ("without_answer", "yes")]).await.unwrap().done().unwrap();
    sees(&look(&mut rut, "/att-gora").await, &[LEFT, "R2/servicenamnden/uppfoljning\""]);
    let give_up = [("seen", "0"), ("found", "give_up"), ("look_on", ""), ("reason", "Nämnden upphör.")];
    rut.post("/rekommendationer/rev-2025-1/R2/servicenamnden/uppfoljning", &give_up).await.unwrap().done().unwrap();
    sees_none(&look(&mut rut, "/att-gora").await, &[LEFT]);
    // As of a day that is over it stands as it stood then.
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for (day, left) in [("2025-11-19", 0), ("2025-12-24", 1), ("2026-02-19", 1)] {
        assert_eq!(rows(&mut fia, &format!("?datum=kvar-att-bestamma&per={day}")).await.len(), left, "{day}");
    }
    assert_eq!(rows(&mut fia, "?datum=nasta-titt&per=2025-12-24").await.len(), 1);
}

#[tokio::test]
async fn what_was_asked_once_more_and_withdrawn_is_left_to_decide_again() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    judges(&world, RESPONSE, [("B1", "sufficient"), ("R1", "sufficient"), ("R2", "sufficient")]).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let withdrawn = [("boards", "servicenamnden"), ("reason", "Behövs inte.")];
    rut.post("/granskningar/rev-2025-1/ratta/aterkalla", &withdrawn).await.unwrap().done().unwrap();
    // Judged once, and nobody will ask again: that is for the auditors to decide, and they can.
    let start = look(&mut rut, "/att-gora").await;
    sees(&start, &[LEFT, &format!("href=\"{R1}/uppfoljning\""), "omdöme: Tillräckligt"]);
    sees_none(&start, &["B1"]);
    rut.post(&format!("{R1}/uppfoljning"), &[("seen", "0"), ("found", "look"), ("look_on", "2025-06-01"), ("reason", "")]).await.unwrap().done().unwrap();
    sees_none(&look(&mut rut, "/att-gora").await, &[R1]);
}

#[tokio::test]
async fn whoever_lets_go_of_a_recommendation_says_why() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    judges(&world, RESPONSE, [("B1", "sufficient"), ("R1", "insufficient"), ("R2", "sufficient")]).await;
    world.move_to("2025-11-20 09:00");
    reports(&world).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let judged = |comment: &'static str, button: &'static str| {
        [("submission", "1"), ("version", "0"), ("grade", "no_longer_relevant"), ("comment", comment), ("note", ""), ("do", button)]
    };
    let told = rut.post(&format!("{FOLLOW_UP}/omdome/R1"), &judged(" ", "next")).await.unwrap();
    assert_eq!(told.status, 422, "{}", told.sentence());
    sees(&told, &["Skriv varför punkten inte längre är aktuell."]);
    // Saved as a draft all the same, it is missed before it is published.
    rut.post(&format!("{FOLLOW_UP}/omdome/R1"), &judged("", "save")).await.unwrap().done().unwrap();
    sees(&look(&mut rut, &format!("{FOLLOW_UP}/omdome")).await, &["Kommentar saknas"]);
    sees(&look(&mut rut, &format!("{FOLLOW_UP}/omdome/publicera")).await, &["R1: omdömet behöver en kommentar."]);
}

#[tokio::test]
async fn whoever_judges_reads_how_the_plan_was_kept_and_what_was_attached() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    judges(&world, RESPONSE, [("B1", "sufficient"), ("R1", "insufficient"), ("R2", "sufficient")]).await;
    world.move_to("2025-11-20 09:00");
    reports(&world).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, &format!("{FOLLOW_UP}/omdome/R1")).await, &["datumet flyttat en gång", "51 dagar efter planerat datum när svaret kom"]);
    sees(&look(&mut rut, &format!("{FOLLOW_UP}/omdome/R2")).await, &["46 dagar efter planen"]);
    sees_none(&look(&mut rut, &format!("{FOLLOW_UP}/omdome/R2")).await, &["datumet flyttat"]);
    // An assessment is not carried out: what it found is put right or not.
    let assessment = look(&mut rut, &format!("{FOLLOW_UP}/omdome/B1")).await;
    sees(&assessment, &["Åtgärdad", "Delvis åtgärdad", "Inte åtgärdad"]);
    sees_none(&assessment, &["Genomförd<", "Delvis genomförd"]);
    judges(&world, FOLLOW_UP, [("B1", "partly_implemented"), ("R1", "implemented"), ("R2", "implemented")]).await;
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/rekommendationer/rev-2025-1/B1/servicenamnden").await, &["Delvis åtgärdad"]);
}
