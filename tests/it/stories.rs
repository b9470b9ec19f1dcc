//! What people do with the product, and what they see.

use sha2::{Digest as _, Sha256};

use crate::spoil::spoiled;
use crate::world::{DESK, RESPONSE, World, audit_form, decision, planned, saves, tells_of};

const LETTER: &str = "Provköpings kommun
Revisorskollegiet
2025-01-30
Diarienummer: REV-2025-9

Till
Servicenämnden
Kommunstyrelsen

Granskning av städavtal

Revisorskollegiet beslutade 2025-01-29 att översända rapporten till servicenämnden och kommunstyrelsen för yttrande samt till kommunfullmäktige för kännedom.

Sammanfattande bedömning

Den samlade bedömningen är att styrningen av avtalen inte är tillräcklig.

Yttranden

Det första yttrandet ska inkomma senast 2025-03-31 (servicenämnden) respektive 2025-04-04 (kommunstyrelsen). Det uppföljande yttrandet ska inkomma senast 2026-01-30 (servicenämnden) respektive 2026-02-27 (kommunstyrelsen). Svaren skickas till registrator@provköping.example.

Berit Bok
Ordförande
";

#[tokio::test]
async fn a_pasted_letter_fills_in_the_form_and_is_kept_with_the_phrase_behind_every_date() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let pasted = rut.post("/granskningar/ny", &[("letter", LETTER)]).await.unwrap();
    let address = pasted.done().unwrap().to_owned();
    let check = rut.get(&address).await.unwrap().shown().unwrap();
    for seen in ["value=\"REV-2025-9\"", "value=\"2025-03-31\"", "value=\"2026-02-27\"", "value=\"registrator@provköping.example\"", "<mark>"] {
        assert!(check.body.contains(seen), "the check page lacks {seen}");
    }
    assert_eq!(world.count("select count(*) from audit").await, 0, "nothing is recorded before a person has checked");
    let form: Vec<(String, String)> = fields_of(&check.body);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    rut.post(&address, &form).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from intake").await, 0);
    assert_eq!(world.count("select count(*) from letter").await, 1);
    assert_eq!(world.count("select count(*) from planned_round where phrase like '%respektive%'").await, 4);
    assert_eq!(world.count("select count(*) from letter_phrase where field = 'first' and certainty = 'found'").await, 2);
}

/// The fields of a page's main form, as a browser would send them untouched.
fn fields_of(body: &str) -> Vec<(String, String)> {
    let page = scraper::Html::parse_document(body);
    let fields = scraper::Selector::parse("main form input, main form textarea, main form select").unwrap();
    let chosen = scraper::Selector::parse("option[selected]").unwrap();
    page.select(&fields)
        .map(|field| {
            let value = match field.value().name() {
                "textarea" => field.text().collect::<String>().trim_start_matches('\n').to_owned(),
                "select" => field.select(&chosen).next().and_then(|option| option.attr("value")).unwrap_or("").to_owned(),
                _ => field.attr("value").unwrap_or("").to_owned(),
            };
            (field.attr("name").unwrap().to_owned(), value)
        })
        .collect()
}

#[tokio::test]
async fn an_audit_is_sent_with_a_ledger_that_begins_with_the_date_of_the_letter() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    assert_eq!(world.count("select count(*) from deadline_entry where n = 1 and kind = 'original'").await, 3);
    assert_eq!(world.events().await, ["audit_recorded", "audit_changed", "audit_changed", "audit_changed", "audit_sent"]);
    let mut rut = world.signed_in("Rut Revisor").await;
    let refused = rut.post("/granskningar/rev-2025-1/punkter", &[("kind", "assessment"), ("heading", ""), ("body", "Sent")]).await.unwrap();
    assert_eq!(refused.status, 409, "what has been sent stands");
}

#[tokio::test]
async fn the_secretary_sees_what_to_do_with_the_last_day_in_words_and_the_instruction_of_the_letter() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-22 09:00");
    let mut sara = world.signed_in("Sara Service").await;
    let start = sara.get("/att-gora").await.unwrap().shown().unwrap();
    assert!(start.body.contains("Servicenämnden har två yttranden att lämna. Det närmaste ska vara inne senast måndag 31 mars 2025."));
    assert!(start.body.contains("9 dagar kvar"));
    let desk = sara.get(DESK).await.unwrap().shown().unwrap();
    for seen in ["Skriv vad ni tänker göra.", "Utkast – syns bara för Servicenämnden.", "0 av 4 svar är klara", "R2 Utbilda beställarna"] {
        assert!(desk.body.contains(seen), "the desk lacks {seen}");
    }
}

#[tokio::test]
async fn a_response_goes_from_draft_to_receipt_and_its_document_has_the_fingerprint_of_the_receipt() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-03-28 14:32");
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let receipt = sara.get(&format!("{RESPONSE}/kvitto")).await.unwrap().shown().unwrap();
    for seen in ["Y2025-0001", "28 mars 2025 kl. 14.32", "I tid", "registrator@provköping.example"] {
        assert!(receipt.body.contains(seen), "the receipt lacks {seen}");
    }
    let document = sara.get(&format!("{RESPONSE}/dokument")).await.unwrap().shown().unwrap();
    let digest = yttrande::domain::text::hex(&Sha256::digest(&document.content));
    assert!(receipt.body.contains(&digest));
    assert!(document.body.contains("Beslutat av nämnden 2025-03-28, § 45, omedelbart justerad"));
    let events = world.events().await;
    assert_eq!(events[5..], ["response_locked", "decision_recorded", "response_received", "response_sent"]);
}

#[tokio::test]
async fn nobody_outside_the_board_learns_anything_of_a_draft_not_even_that_it_has_begun() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut before = Vec::new();
    let strangers = ["Rut Revisor", "Lars Läsare", "Kim Kommun", "Fia Fullmäktig", "Ada Admin"];
    let pages = [
        "/att-gora",
        "/granskningar",
        "/granskningar/rev-2025-1",
        "/yttranden",
        RESPONSE,
        DESK,
        "/namnder/servicenamnden",
        "/oversikt",
        "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/utskrift",
    ];
    for round in 0..2 {
        if round == 1 {
            let mut sara = world.signed_in("Sara Service").await;
            saves(&mut sara, "sammanfattning", &[("text", "Kanariefågeln sjunger."), ("do", "save")]).await.done().unwrap();
            let mut canary = planned("save");
            canary[1].1 = "Kanariefågeln lyfter.";
            saves(&mut sara, "punkter/R1", &canary).await.done().unwrap();
            assert!(sara.get(DESK).await.unwrap().body.contains("Påbörjat") || sara.get(DESK).await.unwrap().body.contains("Klart"));
        }
        let mut seen = Vec::new();
        for name in strangers {
            let mut stranger = world.signed_in(name).await;
            for page in pages {
                let answer = stranger.get(page).await.unwrap();
                assert!(!answer.body.contains("Kanarie"), "{name} reads the draft on {page}");
                seen.push((name, page, answer.status, answer.body));
            }
        }
        if round == 0 {
            before = seen;
        } else {
            for (now, then) in seen.iter().zip(&before) {
                assert_eq!(now, then, "{} sees on {} that something has changed", now.0, now.1);
            }
        }
    }
}

#[tokio::test]
async fn a_contributor_writes_but_only_the_secretary_and_the_chair_lock_decide_and_hand_in() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    saves(&mut siv, "sammanfattning", &[("text", "Sivs text."), ("do", "next")]).await.done().unwrap();
    for act in ["klart-for-namnden", "skicka"] {
        assert_eq!(siv.post(&format!("{DESK}/{act}"), &[]).await.unwrap().status, 403, "{act}");
    }
    let mut olle = world.signed_in("Olle Ordförande").await;
    olle.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let locked = siv.post(&format!("{DESK}/sammanfattning"), &[("version", "2"), ("text", "För sent."), ("do", "save")]).await.unwrap();
    assert_eq!(locked.status, 409, "what the board decides on does not change under its hands");
}

#[tokio::test]
async fn nothing_is_handed_in_before_it_is_complete_locked_and_decided() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let act = |page: &str| format!("{DESK}/{page}");
    assert_eq!(sara.post(&act("klart-for-namnden"), &[]).await.unwrap().status, 409);
    assert_eq!(sara.post(&act("skicka"), &[]).await.unwrap().status, 409);
    world.drafted_response().await;
    assert_eq!(sara.post(&act("beslut"), &decision("2025-02-03")).await.unwrap().status, 409);
    sara.post(&act("klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    assert_eq!(sara.post(&act("skicka"), &[]).await.unwrap().status, 409);
    // Opened again, an earlier decision does not count for the new text.
    sara.post(&act("beslut"), &decision("2025-02-03")).await.unwrap().done().unwrap();
    sara.post(&act("oppna"), &[("reason", "Svaret på R1 ska ändras.")]).await.unwrap().done().unwrap();
    sara.post(&act("klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    assert_eq!(sara.post(&act("skicka"), &[]).await.unwrap().status, 409);
    assert_eq!(world.count("select count(*) from submission").await, 0);
}

#[tokio::test]
async fn a_decision_is_about_the_text_that_was_locked_when_the_form_was_opened_and_not_older_than_the_audit() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let act = |page: &str| format!("{DESK}/{page}");
    sara.post(&act("klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let early = sara.post(&act("beslut"), &decision("2025-01-29")).await.unwrap();
    assert_eq!(early.status, 422);
    assert!(early.body.contains("äldre än revisionens missiv, 30 januari 2025"), "{}", early.sentence());
    sara.post(&act("oppna"), &[("reason", "Svaret på R1 ska ändras.")]).await.unwrap().done().unwrap();
    saves(&mut sara, "sammanfattning", &[("text", "En annan text."), ("do", "next")]).await.done().unwrap();
    sara.post(&act("klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let stale = sara.post(&act("beslut"), &decision("2025-02-03")).await.unwrap();
    assert_eq!(stale.status, 409, "the form was opened on the older text");
}

#[tokio::test]
async fn two_who_do_the_same_at_once_get_an_answer_and_not_an_error() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let seen = rut.get("/granskningar/rev-2025-1/punkter/R1").await.unwrap().hidden("seen").unwrap();
    let many = |path: &'static str, fields: Vec<(&'static str, &str)>| {
        let (rut, fields) = (rut.clone(), fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect::<Vec<_>>());
        async move {
            let asked: Vec<_> = (0..8)
                .map(|_| {
                    let (mut rut, fields) = (rut.clone(), fields.clone());
                    tokio::spawn(async move {
                        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                        rut.post(path, &fields).await.unwrap().status.as_u16()
                    })
                })
                .collect();
            for answer in asked {
                let status = answer.await.unwrap();
                assert!(status < 500, "{path}: {status}");
            }
        }
    };
    many("/granskningar/rev-2025-1/punkter/R1/ta-bort", vec![("seen", &seen)]).await;
    assert_eq!(world.count("select count(*) from item").await, 2, "one item is gone, and not the one that took its number");
    many("/granskningar/ny/sjalv", audit_form(&[])).await;
    assert_eq!(world.count("select count(*) from audit").await, 1);
    assert!(world.visitor().get("/granskningar/%00").await.unwrap().status == 404);
}

#[tokio::test]
async fn the_whole_last_day_counts_and_the_first_instant_after_it_is_late() {
    for (late, expected) in [(false, "I tid"), (true, "1 dag sent")] {
        let world = World::at("2025-02-03 09:00").await;
        world.sent_audit().await;
        world.move_to("2025-03-31 23:40");
        world.decided_response().await;
        let mut sara = world.signed_in("Sara Service").await;
        if late || spoiled("last day") {
            world.move_to("2025-04-01 00:00")
        } else {
            world.move_to_the_end_of("2025-03-31")
        }
        let sent = sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap();
        let receipt = sara.follow(sent).await.unwrap().shown().unwrap();
        assert!(receipt.body.contains(expected), "{expected}");
    }
}

#[tokio::test]
async fn a_late_board_is_shown_late_everywhere_and_its_answer_is_still_accepted() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.move_to("2025-04-05 09:00");
    for (name, page, sign) in [
        ("Sara Service", "/att-gora", "5 dagar sent"),
        ("Rut Revisor", "/att-gora", "Försenade yttranden"),
        ("Rut Revisor", "/granskningar", "Försenat yttrande"),
        ("Fia Fullmäktig", "/granskningar/rev-2025-1", "Två yttranden är försenade."),
        ("Fia Fullmäktig", "/namnder/servicenamnden", "5 dagar sent"),
        ("Fia Fullmäktig", "/oversikt", "försenade"),
        ("Sara Service", DESK, "Yttrandet tas emot ändå och märks som sent."),
    ] {
        let mut player = world.signed_in(name).await;
        let page_body = player.get(page).await.unwrap().shown().unwrap().body;
        assert!(page_body.contains(sign), "{name} does not see “{sign}” on {page}");
    }
    world.submitted_response().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    assert!(fia.get(RESPONSE).await.unwrap().shown().unwrap().body.contains("5 dagar sent"));
    assert!(fia.get(&format!("{RESPONSE}/kvitto")).await.unwrap().shown().unwrap().body.contains("5 dagar sent"));
}

#[tokio::test]
async fn handing_in_many_times_at_once_gives_one_submission_and_one_receipt() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.decided_response().await;
    let sara = world.signed_in("Sara Service").await;
    let clicks = (0..20).map(|_| {
        let mut sara = sara.clone();
        tokio::spawn(async move { sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().map(ToOwned::to_owned) })
    });
    for click in clicks.collect::<Vec<_>>() {
        assert_eq!(click.await.unwrap().unwrap(), format!("{RESPONSE}/kvitto"));
    }
    assert_eq!(world.count("select count(*) from submission").await, 1);
    assert_eq!(world.count("select count(*) from event where kind = 'response_received'").await, 1);
}

#[tokio::test]
async fn two_who_write_at_once_lose_nothing() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let (mut sara, mut siv) = (world.signed_in("Sara Service").await, world.signed_in("Siv Handläggare").await);
    let path = format!("{DESK}/sammanfattning");
    siv.post(&path, &[("version", "0"), ("text", "Sivs text."), ("do", "save")]).await.unwrap().done().unwrap();
    let conflict = sara.post(&path, &[("version", "0"), ("text", "Saras text."), ("do", "save")]).await.unwrap();
    assert_eq!(conflict.status, 422);
    assert!(conflict.body.contains("\nSaras text.</textarea>") && conflict.body.contains("<mark>Sivs </mark>text."));
    let version = conflict.hidden("version").unwrap();
    sara.post(&path, &[("version", &version), ("text", "Båda."), ("do", "save")]).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from desk_version").await, 2);
}

#[tokio::test]
async fn the_auditors_register_judge_and_publish_and_only_then_do_others_read_the_verdict() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let start = rut.get("/att-gora").await.unwrap().body;
    assert!(start.contains("inte diariefört") && start.contains(&format!("action=\"{RESPONSE}/diarienummer\"")), "the arrival has its field on the start page");
    rut.post(&format!("{RESPONSE}/diarienummer"), &[("submission", "1"), ("diary_number", "REV-2025-1-4")]).await.unwrap().done().unwrap();
    for (code, grade, comment) in [("B1", "sufficient", ""), ("R1", "insufficient", "Säg vem som ansvarar."), ("R2", "partly_sufficient", "")] {
        let fields = [("submission", "1"), ("version", "0"), ("grade", grade), ("comment", comment), ("note", "Kanariefågel hos revisionen"), ("do", "next")];
        rut.post(&format!("{RESPONSE}/omdome/{code}"), &fields).await.unwrap().done().unwrap();
    }
    let mut sara = world.signed_in("Sara Service").await;
    assert!(!sara.get(RESPONSE).await.unwrap().body.contains("Säg vem som ansvarar."), "a verdict is the auditors' own until published");
    assert_eq!(sara.get(&format!("{RESPONSE}/omdome/R1")).await.unwrap().status, 404);
    rut.post(&format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "Ett steg på vägen.")]).await.unwrap().done().unwrap();
    for name in ["Sara Service", "Kim Kommun", "Fia Fullmäktig"] {
        let page = world.signed_in(name).await.get(RESPONSE).await.unwrap().shown().unwrap();
        assert!(page.body.contains("Inte tillräckligt") && page.body.contains("Säg vem som ansvarar."), "{name}");
        assert!(!page.body.contains("Kanariefågel"), "{name} reads an internal note");
    }
    let again = rut
        .post(
            &format!("{RESPONSE}/omdome/R1"),
            &[("submission", "1"), ("version", "1"), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "save")],
        )
        .await
        .unwrap();
    assert_eq!(again.status, 409, "a published verdict stands");
}

#[tokio::test]
async fn in_the_follow_up_every_promise_is_held_against_what_was_done() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to("2025-11-20 09:00");
    let desk = DESK.replace("forsta", "uppfoljande");
    let mut sara = world.signed_in("Sara Service").await;
    let item = sara.get(&format!("{desk}/punkter/R1")).await.unwrap().shown().unwrap();
    assert!(item.body.contains("Avtalen följs upp varje kvartal.") && item.body.contains("Senast september 2025"));
    let report = |outcome: &'static str, date: &'static str| {
        [
            ("version", "0"),
            ("outcome", outcome),
            ("outcome_action", "Två uppföljningar gjorda."),
            ("outcome_effect", "Fel hittades tidigt."),
            ("outcome_date", date),
            ("do", "next"),
        ]
    };
    let silent = tells_of(&mut sara, &format!("{desk}/punkter/R1"), &report("", "")).await;
    assert_eq!(silent.status, 422);
    assert!(silent.body.contains("Välj hur det gick med åtgärden."));
    sara.post(&format!("{desk}/sammanfattning"), &[("version", "0"), ("text", "Det mesta är gjort."), ("do", "next")]).await.unwrap().done().unwrap();
    for (code, outcome, date) in [("B1", "done", "2025-11-15"), ("R1", "under_way", "juni 2026"), ("R2", "dropped", "")] {
        tells_of(&mut sara, &format!("{desk}/punkter/{code}"), &report(outcome, date)).await.done().unwrap();
    }
    sara.post(&format!("{desk}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    sara.post(&format!("{desk}/beslut"), &decision("2025-11-20")).await.unwrap().done().unwrap();
    sara.post(&format!("{desk}/skicka"), &[]).await.unwrap().done().unwrap();
    let mut rut = world.signed_in("Rut Revisor").await;
    let compared = rut.get("/yttranden/rev-2025-1/servicenamnden/uppfoljande/omdome/B1").await.unwrap().shown().unwrap();
    assert!(compared.body.contains("46 dagar efter planen"));
    assert!(compared.body.contains("Avtalen följs upp varje kvartal.") && compared.body.contains("Två uppföljningar gjorda."));
}

#[tokio::test]
async fn a_follow_up_waits_until_the_first_response_has_been_handed_in() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let desk = DESK.replace("forsta", "uppfoljande");
    let mut sara = world.signed_in("Sara Service").await;
    assert!(sara.get(&desk).await.unwrap().shown().unwrap().body.contains("Lämna det första yttrandet innan ni börjar här."));
    let refused = sara.post(&format!("{desk}/sammanfattning"), &[("version", "0"), ("text", "Redan klart."), ("do", "save")]).await.unwrap();
    assert_eq!(refused.status, 409);
}

#[tokio::test]
async fn a_council_member_reads_everything_official_and_changes_nothing() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    for page in ["/oversikt", "/granskningar", "/granskningar/rev-2025-1", "/namnder", "/namnder/servicenamnden", RESPONSE, &format!("{RESPONSE}/kvitto")] {
        let body = fia.get(page).await.unwrap().shown().unwrap().body;
        let content = body.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
        assert!(!content.contains("method=\"post\""), "{page} offers a change");
    }
}

#[tokio::test]
async fn a_secret_document_is_listed_for_all_and_opened_only_by_auditors_and_addressed_boards() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for (name, secret) in [("Rapport.pdf", false), ("Hemlig bilaga.pdf", true)] {
        rut.upload("/granskningar/rev-2025-1/filer", name, "application/pdf", b"%PDF-1.7 kanarie %%EOF", secret).await.unwrap().done().unwrap();
    }
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    let files = rut.get("/granskningar/rev-2025-1").await.unwrap().shown().unwrap().addresses("/granskningar/rev-2025-1/filer/");
    assert_eq!(files.len(), 2);
    for (name, opened) in [("Rut Revisor", 2), ("Lars Läsare", 2), ("Sara Service", 2), ("Fia Fullmäktig", 1)] {
        let mut player = world.signed_in(name).await;
        let page = player.get("/granskningar/rev-2025-1").await.unwrap().shown().unwrap();
        let told = if opened == 2 { "Hemlig bilaga.pdf" } else { "1 sekretessbelagd handling" };
        assert!(page.body.contains(told), "{name} does not see that it exists");
        let mut got = 0;
        for file in &files {
            let answer = player.get(file).await.unwrap();
            got += usize::from(answer.status == 200 && answer.body.contains("kanarie"));
        }
        assert_eq!(got, opened, "{name}");
    }
}

#[tokio::test]
async fn an_audit_is_closed_when_every_round_has_its_verdict_and_not_before() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let early = rut.post("/granskningar/rev-2025-1/avsluta", &[("motive", "Klart.")]).await.unwrap();
    assert_eq!(early.status, 409);
    assert_eq!(world.count("select count(*) from audit_closing").await, 0);
}

#[tokio::test]
async fn every_page_speaks_english_to_whoever_chose_it() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post("/sprak", &[("sprak", "en"), ("till", DESK)]).await.unwrap().done().unwrap();
    let desk = sara.get(DESK).await.unwrap().shown().unwrap();
    assert!(desk.body.contains("<html lang=\"en\">") && desk.body.contains("Must be received no later than Monday 31 March 2025."));
}
