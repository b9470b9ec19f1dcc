//! The auditors withdraw what they asked of a board, or of all: it is awaited nowhere any more, everybody reads that it was asked and
//! why it is not, and what the board has written stays with it.

use yttrande::demo::player::Player;

use crate::post::{self, Basket};
use crate::walls::{ROUND, refused};
use crate::world::{DESK, RESPONSE, World, look, planned, sees, sees_none};

const AUDIT: &str = "/granskningar/rev-2025-1";
const WITHDRAW: &str = "/granskningar/rev-2025-1/ratta/aterkalla";
const FURTHER: &str = "/granskningar/rev-2025-1/ny-omgang";
const THIRD: &str = "/yttranden/rev-2025-1/servicenamnden/omgang-3";
const WHY: &str = "Avtalen ligger hos kommunstyrelsen.";
const SERVICE: [(&str, &str); 2] = [("boards", "servicenamnden"), ("reason", WHY)];
const ALL: [(&str, &str); 2] = [("boards", "alla"), ("reason", WHY)];

async fn reads(world: &World, name: &str, path: &str) -> String {
    look(&mut world.signed_in(name).await, path).await.body
}

async fn withdrawn(world: &World, form: &[(&str, &str)]) {
    let mut rut = world.signed_in("Rut Revisor").await;
    let (status, location) = {
        let page = rut.post(WITHDRAW, form).await.unwrap();
        (page.status, page.location)
    };
    assert_eq!((status.as_u16(), location.as_deref()), (303, Some("/granskningar/rev-2025-1?klart=aterkallad")));
}

async fn stored_is_folded(world: &World) {
    let differing = "select (select c.rounds + c.items + c.audits from compare_audits(array(select audit_id::uuid from dispatch)) c) + compare_counts()";
    assert_eq!(world.count(differing).await, 0);
}

#[tokio::test]
async fn what_is_withdrawn_is_awaited_nowhere_and_everybody_reads_that_it_was_asked_and_why_it_is_not() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-10 09:00");
    let lists = [
        ("Rut Revisor", "/att-gora"),
        ("Rut Revisor", "/yttranden?status=forsenat"),
        ("Sara Service", "/att-gora"),
        ("Fia Fullmäktig", "/oversikt"),
        ("Sara Service", "/kalender"),
        ("Rut Revisor", "/rekommendationer?status=svar-vantas"),
    ];
    let mut before = Vec::new();
    for (name, path) in lists {
        let body = reads(&world, name, path).await;
        before.push((name, path, body.contains("Servicenämnden")));
    }
    assert!(before.iter().all(|(.., seen)| *seen), "each of these speaks of the board while it is waited for: {before:?}");
    withdrawn(&world, &SERVICE).await;
    for (name, path) in lists {
        let body = reads(&world, name, path).await;
        let rows = body.split("<main").nth(1).unwrap_or_default();
        assert!(
            !["servicenamnden/forsta", "servicenamnden/uppfoljande", "R1/servicenamnden"].iter().any(|seen| rows.contains(seen)),
            "{name} still finds it at {path}: {rows}"
        );
    }
    assert_eq!(
        world
            .count("select count(*) from published.tally t join board b on b.id = t.board_id where b.slug = 'servicenamnden' and t.awaited + t.waiting > 0")
            .await,
        0
    );
    // Both facts are read by everybody: that it was asked, and that it is not any more.
    for name in ["Fia Fullmäktig", "Sara Service", "Kim Kommun", "Lars Läsare"] {
        for (path, said) in [(AUDIT, "Återkallat av revisionen 10 april 2025. Skäl:"), (RESPONSE, "Revisionen återkallade sin begäran 10 april 2025. Skäl:")]
        {
            let body = reads(&world, name, path).await;
            assert!(body.contains(said) && body.contains(WHY) && body.contains("Återkallat"), "{name} does not read it at {path}: {body}");
        }
    }
    let listed = reads(&world, "Fia Fullmäktig", "/yttranden?status=aterkallat").await;
    assert!(listed.contains("servicenamnden/forsta") && listed.contains("servicenamnden/uppfoljande"), "{listed}");
    let register = reads(&world, "Fia Fullmäktig", "/rekommendationer?status=aterkallad").await;
    assert!(register.contains("Utbilda beställarna") && register.contains("Återkallad av revisionen"), "{register}");
    assert!(world.events().await.contains(&"rounds_withdrawn".to_owned()));
    let log = reads(&world, "Rut Revisor", "/handelser?granskning=rev-2025-1").await;
    assert!(log.contains("Återkallade begäran om 2 yttranden"), "{log}");
    stored_is_folded(&world).await;
    // The other board is asked as before, and nothing was told to it.
    assert!(reads(&world, "Kim Kommun", "/att-gora").await.contains("kommunstyrelsen/forsta"));
    assert!(!reads(&world, "Kim Kommun", "/aviseringar").await.contains("återkallat sin begäran"));
}

#[tokio::test]
async fn the_page_of_the_audit_no_longer_says_that_the_board_answers() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-10 09:00");
    withdrawn(&world, &SERVICE).await;
    let (now, then) = (reads(&world, "Fia Fullmäktig", AUDIT).await, reads(&world, "Fia Fullmäktig", &format!("{AUDIT}?per=2025-04-09")).await);
    assert!(now.contains("Servicenämnden (tillfrågas inte längre)") && !now.contains("Kommunstyrelsen (tillfrågas"), "{now}");
    assert!(!then.contains("tillfrågas inte längre"), "as of the day before it did: {then}");
}

#[tokio::test]
async fn the_people_of_the_board_are_told_at_once_and_reminded_no_more() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = post::instance(&world, basket.clone()).await;
    post::round(&jobs).await;
    basket.letters();
    withdrawn(&world, &SERVICE).await;
    post::round(&jobs).await;
    let letters = basket.letters();
    for name in ["sara.service", "olle.ordforande"] {
        let mine: Vec<_> = letters.iter().filter(|letter| post::address(letter) == name).collect();
        assert!(!mine.is_empty() && mine.iter().all(|letter| letter.subject == "Ni behöver inte svara: Städavtal"), "{name}: {letters:?}");
        let text = mine[0].lines.join(" ");
        assert!(text.contains("Skälet står på granskningens sida") && !text.contains(WHY), "{text}");
    }
    assert!(letters.iter().all(|letter| post::address(letter) != "kim.kommun"), "{letters:?}");
    for day in ["2025-03-03 09:00", "2025-03-17 09:00", "2025-03-31 09:00", "2025-04-01 09:00", "2025-04-15 09:00"] {
        world.move_to(day);
        post::round(&jobs).await;
    }
    let subjects = basket.subjects();
    assert!(!subjects.iter().any(|subject| subject.starts_with("sara.service") || subject.contains("Servicenämnden")), "{subjects:?}");
}

#[tokio::test]
async fn what_the_board_was_writing_is_read_and_copied_and_what_is_typed_on_an_open_page_is_kept() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let open = look(&mut sara, &format!("{DESK}/punkter/R1")).await;
    let version = open.hidden("version").unwrap();
    withdrawn(&world, &SERVICE).await;
    for path in [DESK.to_owned(), format!("{DESK}/punkter/R1"), format!("{DESK}/sammanfattning"), format!("{DESK}/forhandsgranska")] {
        let page = look(&mut sara, &path).await;
        assert!(page.body.contains("Ni behöver inte svara.") && page.body.contains(WHY), "{path}: {}", page.body);
        for offered in ["Spara utkastet", "/arbete/skicka\"", "klart-for-namnden\"", "/anstand\""] {
            assert!(!page.body.contains(offered), "{path} offers {offered}");
        }
    }
    let pack = look(&mut sara, &format!("{DESK}/utskrift")).await;
    sees(&pack, &["Återkallat", "har återkallat sin begäran", "Ska inte lämnas in.", "Nämnden delar bilden."]);
    sees_none(&pack, &["kan ändras", "Ska vara inne", "föreslås besluta"]);
    for path in [DESK.to_owned(), format!("{DESK}/forhandsgranska"), format!("{DESK}/kopiera"), format!("{DESK}/bilagor")] {
        sees_none(&look(&mut sara, &path).await, &["förrän ni skickar in"]);
    }
    for path in ["klart-for-namnden", "fordelning"] {
        let page = sara.get(&format!("{DESK}/{path}")).await.unwrap();
        assert!(page.status.as_u16() == 409 && page.body.contains("har återkallat sin begäran"), "{path}: {}", page.sentence());
    }
    assert!(look(&mut sara, &format!("{DESK}/punkter/R1")).await.body.contains("Avtalen följs upp varje kvartal."));
    assert!(look(&mut sara, &format!("{DESK}/kopiera")).await.body.contains("Nämnden delar bilden."), "all of it can be copied as text");
    // What she had typed meanwhile is given back, and lies aside for her.
    let mut typed = planned("next");
    typed.retain(|(name, _)| *name != "action");
    typed.extend([("action", "Ett nytt avtal skrivs."), ("version", version.as_str())]);
    let refused = sara.post(&format!("{DESK}/punkter/R1"), &typed).await.unwrap();
    assert_eq!(refused.status.as_u16(), 409);
    assert!(refused.body.contains("Ett nytt avtal skrivs.") && refused.body.contains("har återkallat sin begäran"), "{}", refused.body);
    assert!(look(&mut sara, &format!("{DESK}/punkter/R1/undanlagt")).await.body.contains("Ett nytt avtal skrivs."));
    // Nothing else goes through, either; and nothing is stored.
    for (path, fields) in [
        (format!("{DESK}/klart-for-namnden"), vec![]),
        (format!("{DESK}/skicka"), vec![]),
        (format!("{RESPONSE}/anstand"), vec![("wished_on", "2025-04-30"), ("reason", "Mer tid.")]),
    ] {
        let page = sara.post(&path, &fields).await.unwrap();
        assert_eq!(page.status.as_u16(), 409, "{path}: {}", page.sentence());
        assert!(page.body.contains("har återkallat sin begäran"), "{path}: {}", page.sentence());
    }
    let mut rut = world.signed_in("Rut Revisor").await;
    for path in [format!("{RESPONSE}/skriv-in"), format!("{RESPONSE}/sista-dag/ratta")] {
        assert_eq!(rut.get(&path).await.unwrap().status.as_u16(), 409, "{path}");
    }
    assert_eq!(world.count("select count(*) from submission").await + world.count("select count(*) from desk_lock").await, 0);
}

#[tokio::test]
async fn an_answer_that_has_come_is_never_withdrawn_and_a_reason_is_needed() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let form = look(&mut rut, WITHDRAW).await;
    assert!(form.body.contains("Servicenämnden: uppföljande yttrande") && form.body.contains("Kommunstyrelsen: första yttrande"), "{}", form.body);
    for (form, said) in [
        (vec![("boards", "kommunstyrelsen"), ("reason", " \u{3164}")], "varför"),
        (vec![("reason", WHY)], "Välj minst en nämnd, eller hela granskningen."),
        (vec![("boards", "finns-inte"), ("reason", WHY)], "Välj minst en nämnd, eller hela granskningen."),
    ] {
        let page = rut.post(WITHDRAW, &form).await.unwrap();
        assert_eq!(page.status.as_u16(), 422);
        assert!(page.body.contains(said), "{}", page.body);
    }
    assert_eq!(world.count("select count(*) from round_withdrawal").await, 0);
    // Of the board that has answered only the follow-up is withdrawn; its response is judged as ever.
    withdrawn(&world, &SERVICE).await;
    assert_eq!(world.count("select count(*) from round_withdrawal w join round r on r.id = w.round_id where r.ordinal = 2").await, 1);
    let response = reads(&world, "Rut Revisor", RESPONSE).await;
    assert!(response.contains("Nämnden delar bilden.") && response.contains("/omdome\""), "{response}");
    for (name, status) in [("Lars Läsare", 403), ("Fia Fullmäktig", 404), ("Kim Kommun", 404), ("Ada Admin", 404)] {
        assert_eq!(world.signed_in(name).await.post(WITHDRAW, &ALL).await.unwrap().status.as_u16(), status, "{name}");
    }
    stored_is_folded(&world).await;
}

#[tokio::test]
async fn a_whole_audit_is_withdrawn_and_closed_in_one_act_and_a_request_lapses_with_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{RESPONSE}/anstand"), &[("wished_on", "2025-04-30"), ("reason", "Nämnden möts sent.")]).await.unwrap().done().unwrap();
    let mut rut = world.signed_in("Rut Revisor").await;
    let form = look(&mut rut, WITHDRAW).await;
    assert!(form.body.contains("första och uppföljande yttrande") || form.body.contains("har begärt anstånd"), "{}", form.body);
    withdrawn(&world, &ALL).await;
    assert_eq!(world.count("select count(*) from audit_closing").await, 1, "in the same act");
    let page = reads(&world, "Fia Fullmäktig", AUDIT).await;
    assert!(page.contains("Avslutad 3 februari 2025") && page.contains("Återkallad. Avtalen ligger hos kommunstyrelsen."), "{page}");
    assert!(!page.contains("Avslutat utan svar"), "nobody failed to answer: {page}");
    assert!(!reads(&world, "Rut Revisor", "/att-gora").await.contains("anstånd"), "there is nothing to decide");
    let ledger = reads(&world, "Sara Service", &format!("{RESPONSE}/sista-dag")).await;
    for said in ["Nämnden möts sent.", "Förföll när revisionen återkallade sin begäran om yttrande", "Återkallat"] {
        assert!(ledger.contains(said), "what was asked is read all the same: {said} in {ledger}");
    }
    // The day on which it was withdrawn stays that, also when the audit is opened and closed again on others.
    world.move_to("2025-02-10 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/rev-2025-1/oppna-igen", &[("reason", "En nämnd till.")]).await.unwrap().done().unwrap();
    rut.post("/granskningar/rev-2025-1/avsluta", &[("motive", "Inget mer väntas.")]).await.unwrap().done().unwrap();
    assert!(reads(&world, "Sara Service", RESPONSE).await.contains("Revisionen återkallade sin begäran 3 februari 2025."));
    assert_eq!(rut.get(WITHDRAW).await.unwrap().status.as_u16(), 409);
    assert_eq!(world.count("select coalesce(sum(unanswered), 0) from published.tally").await, 0);
    stored_is_folded(&world).await;
}

#[tokio::test]
async fn whoever_was_asked_by_mistake_is_asked_anew_and_writes_a_first_response() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    withdrawn(&world, &SERVICE).await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let form = look(&mut rut, FURTHER).await;
    assert!(form.body.contains("Servicenämnden: nytt första yttrande"), "{}", form.body);
    // Earlier than the days that were withdrawn: they are waited out no more.
    rut.post(FURTHER, &[("board", "servicenamnden"), ("due_on", "2025-03-14"), ("why", "Avtalen ligger hos er ändå.")]).await.unwrap().done().unwrap();
    // A new first response is late like any other: what was withdrawn does not hide it.
    world.move_to("2025-03-17 09:00");
    for path in ["/att-gora", "/yttranden?status=forsenat"] {
        assert!(reads(&world, "Rut Revisor", path).await.contains("servicenamnden/omgang-3"), "{path}");
    }
    assert!(reads(&world, "Fia Fullmäktig", "/oversikt").await.contains("Servicenämnden"));
    let mut sara = world.signed_in("Sara Service").await;
    assert!(look(&mut sara, "/att-gora").await.body.contains(&format!("{THIRD}/arbete")));
    let save = async |sara: &mut Player, part: &str, fields: &[(&str, &str)]| {
        let version = look(sara, &format!("{THIRD}/arbete/{part}")).await.hidden("version").unwrap();
        sara.post(&format!("{THIRD}/arbete/{part}"), &[&[("version", version.as_str())], fields].concat()).await.unwrap().done().unwrap();
    };
    save(&mut sara, "sammanfattning", &[("text", "Nämnden delar bilden."), ("do", "next")]).await;
    for code in ["B1", "R1", "R2"] {
        save(&mut sara, &format!("punkter/{code}"), &planned("next")).await;
    }
    sara.post(&format!("{THIRD}/arbete/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{THIRD}/arbete/beslut"), &crate::world::decision("2025-03-17")).await.unwrap().done().unwrap();
    sara.post(&format!("{THIRD}/arbete/skicka"), &[]).await.unwrap().done().unwrap();
    let mut rut = world.signed_in("Rut Revisor").await;
    let judged = look(&mut rut, &format!("{THIRD}/omdome/R1")).await;
    assert!(judged.body.contains("Tillräckligt") || judged.body.contains("tillräckligt"), "it is judged as a first response: {}", judged.body);
    assert_eq!(world.count("select count(*) from item_now where code = 'R1' and standing = 'to_judge'").await, 1);
    // The next one is a follow-up of it.
    let form = look(&mut rut, FURTHER).await;
    assert!(form.body.contains("Servicenämnden: yttrande, omgång 4"), "{}", form.body);
    rut.post(FURTHER, &[("board", "servicenamnden"), ("due_on", "2025-09-30"), ("why", "Vad blev gjort?")]).await.unwrap().done().unwrap();
    let fourth = look(&mut sara, "/yttranden/rev-2025-1/servicenamnden/omgang-4/arbete/punkter/R1").await;
    assert!(fourth.body.contains("Avtalen följs upp varje kvartal."), "it reports on what was promised: {}", fourth.body);
    stored_is_folded(&world).await;
}

#[tokio::test]
async fn whoever_hands_in_and_whoever_withdraws_at_once_are_answered_one_after_the_other() {
    let mut became = std::collections::BTreeSet::new();
    for turn in 0..6 {
        let world = World::at("2025-02-03 09:00").await;
        world.sent_audit().await;
        world.decided_response().await;
        let (mut sara, mut rut) = (world.signed_in("Sara Service").await, world.signed_in("Rut Revisor").await);
        let hands_in = async {
            if turn % 2 == 1 {
                tokio::task::yield_now().await;
            }
            sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().status.as_u16()
        };
        let (handed_in, recalled) = tokio::join!(hands_in, async { rut.post(WITHDRAW, &SERVICE).await.unwrap().status.as_u16() });
        let first = world.count("select count(*) from round_withdrawal w join round r on r.id = w.round_id where r.ordinal = 1").await;
        let answers = world.count("select count(*) from submission").await;
        assert_eq!(first + answers, 1, "{handed_in} {recalled}");
        assert_eq!(recalled, 303, "the follow-up can be withdrawn in either order");
        assert_eq!(handed_in, if answers == 1 { 303 } else { 409 });
        became.insert(answers);
        stored_is_folded(&world).await;
    }
    println!("figure: {became:?}");
}

/// Somebody of the auditors writes, with an event beside it.
async fn auditors(world: &World, statement: &str) -> String {
    let logged = format!("select append_event('audit', '2025-03-10T09:00:00Z', 'rounds_withdrawn', '{{}}'); {statement}");
    refused(world, "app_audit", "Rut Revisor", &logged).await
}

fn withdrawal(of: &str, reason: &str, at: &str) -> String {
    format!(
        "insert into round_withdrawal (round_id, reason, withdrawn_at, withdrawn_by)
         select id, '{reason}', '{at}', {{me}} from published.round where board_slug = 'servicenamnden' and {of} order by ordinal desc"
    )
}

#[tokio::test]
async fn the_database_keeps_what_was_withdrawn_whoever_writes() {
    let world = World::at("2025-03-10 08:00").await;
    world.sent_audit().await;
    let now = "2025-03-10T09:00:00Z";
    for (statement, guard) in [
        (withdrawal("ordinal = 1", "Fel nämnd.", now), "later_rounds_are_withdrawn_too"),
        (withdrawal("true", " ", now), "round_withdrawal_reason_check"),
        (withdrawal("true", "Fel nämnd.", "2025-03-01T09:00:00Z"), "YT003"),
        (withdrawal("true", "Fel nämnd.", now).replace("{me}", "(select id from published.person_name where name = 'Sara Service')"), "signed_in_own_name"),
    ] {
        let guarded = auditors(&world, &statement).await;
        assert!(guarded == guard || (guard == "YT003" && guarded == "follows_its_cause"), "{guarded} instead of {guard}: {statement}");
    }
    assert_eq!(refused(&world, "app_audit", "Rut Revisor", &withdrawal("true", "Fel nämnd.", now)).await, "YT001", "nor without an event");
    assert_eq!(refused(&world, "app_board", "Sara Service", &withdrawal("true", "Fel nämnd.", now)).await, "42501", "a board withdraws no round");
    world.drafted_response().await;
    assert_eq!(auditors(&world, &withdrawal("true", "Fel nämnd.", now)).await, "nothing");
    let entry = format!(
        "insert into deadline_entry (round_id, n, kind, due_on, reason, entered_at, entered_by) values ({ROUND}, 2, 'correction', '2025-04-25', 'x', '{now}', {{me}})"
    );
    assert_eq!(auditors(&world, &entry).await, "round_is_withdrawn");
    assert_eq!(auditors(&world, "delete from round_withdrawal").await, "42501");
    let saved = "update desk_part set version = version + 1";
    assert_eq!(refused(&world, "app_board", "Sara Service", saved).await, "round_is_withdrawn");
    // What has been handed in is withdrawn by nobody.
    let other = World::at("2025-03-10 08:00").await;
    other.sent_audit().await;
    other.submitted_response().await;
    assert_eq!(auditors(&other, &withdrawal("true", "Fel nämnd.", now)).await, "withdrawn_unanswered");
}
