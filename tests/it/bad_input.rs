//! Bad input: the same page, what was typed kept, a sentence at its place, nothing changed.

use crate::world::{DESK, RESPONSE, World, audit_form, planned, saves};

#[tokio::test]
async fn a_form_of_an_audit_names_every_fault_at_its_place_and_keeps_what_was_typed() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for (changed, sentence) in [
        (("title", "   "), "Skriv en titel."),
        (("title", "\u{200b}\u{feff}"), "Skriv en titel."),
        (("reference", ""), "Skriv diarienumret."),
        (("reference", ".."), "Diarienumret måste innehålla minst en bokstav eller siffra"),
        (("reference", "///"), "Diarienumret måste innehålla minst en bokstav eller siffra"),
        (("decided_on", "2025-02-30"), "Det finns inget datum 2025-02-30."),
        (("decided_on", "i går"), "Skriv ett datum, till exempel 2025-03-31."),
        (("decided_on", "٢٠٢٥-٠٣-٣١"), "Skriv ett datum, till exempel 2025-03-31."),
        (("reply_to", "registrator"), "Skriv en e-postadress"),
        (("first-servicenamnden", ""), "Skriv sista dag för första yttrandet från Servicenämnden."),
        (("first-servicenamnden", "2025-13-01"), "Det finns inget datum 2025-13-01."),
        (("first-servicenamnden", "0000-00-00"), "Skriv ett datum, till exempel 2025-03-31."),
        (("follow_up-servicenamnden", "2025-03-31"), "måste vara efter 31 mars 2025"),
        (("role-kommunstyrelsen", ""), "Välj vad Kommunstyrelsen ska göra, eller ta bort datumet."),
    ] {
        let answer = rut.post("/granskningar/ny/sjalv", &audit_form(&[changed])).await.unwrap();
        assert_eq!(answer.status, 422, "{changed:?}");
        assert!(answer.body.contains(sentence), "{changed:?}: {}", answer.sentence());
        assert!(answer.body.contains("Styrningen är inte tillräcklig."), "what was typed is gone");
        assert!(answer.body.contains("autofocus"), "the summary is not in focus");
        assert!(answer.body.contains("<title>Fel: "), "the title does not say that something is wrong");
    }
    assert_eq!(world.count("select count(*) from audit").await, 0);
}

#[tokio::test]
async fn a_reference_that_is_taken_is_said_to_be() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let answer = rut.post("/granskningar/ny/sjalv", &audit_form(&[("reference", "rev/2025/1")])).await.unwrap();
    assert_eq!(answer.status, 422);
    assert!(answer.sentence().contains("Diarienumret rev/2025/1 finns redan."), "{}", answer.sentence());
}

#[tokio::test]
async fn unknown_repeated_and_missing_fields_are_refused_and_change_nothing() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let path = format!("{DESK}/sammanfattning");
    for fields in [
        vec![("version", "0"), ("text", "a"), ("do", "save"), ("board_id", "1")],
        vec![("version", "0"), ("text", "a"), ("text", "b"), ("do", "save")],
        vec![("version", "0"), ("do", "save")],
        vec![("version", "noll"), ("text", "a"), ("do", "save")],
        vec![("version", "0"), ("text", "a"), ("do", "delete")],
    ] {
        assert_eq!(sara.post(&path, &fields).await.unwrap().status, 422, "{fields:?}");
    }
    assert_eq!(world.count("select count(*) from desk_version").await, 0);
}

#[tokio::test]
async fn a_version_that_nobody_can_have_seen_overwrites_nothing() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let path = format!("{DESK}/sammanfattning");
    for version in ["-1", "-2147483648", "2147483647", "7"] {
        assert_eq!(sara.post(&path, &[("version", version), ("text", "a"), ("do", "save")]).await.unwrap().status, 422, "{version}");
    }
    assert_eq!(world.count("select count(*) from desk_part").await, 0);
    world.submitted_response().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for version in ["-1", "2147483647", "7"] {
        let fields = [("submission", "1"), ("version", version), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "save")];
        assert_eq!(rut.post(&format!("{RESPONSE}/omdome/R1"), &fields).await.unwrap().status, 422, "{version}");
    }
}

#[tokio::test]
async fn what_is_missing_in_an_answer_is_said_and_what_was_typed_is_kept() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    for (at, value, sentence) in [
        (1, "", "Skriv vilken åtgärden är."),
        (2, " ", "Skriv vilken effekt åtgärden ger."),
        (3, "", "Skriv när åtgärden senast ska vara genomförd"),
        (3, "löpande", "”löpande” är inget datum."),
        (3, "2025-02-30", "Det finns inget datum 2025-02-30."),
    ] {
        let mut fields = planned("next");
        fields[at].1 = value;
        let answer = saves(&mut sara, "punkter/R1", &fields).await;
        assert_eq!(answer.status, 422, "{value:?}");
        assert!(answer.body.contains(sentence), "{value:?}: {}", answer.sentence());
        assert!(answer.body.contains("Inköpschefen"), "what was typed is gone");
    }
    let long = "å".repeat(20_001);
    let answer = saves(&mut sara, "sammanfattning", &[("text", &long), ("do", "save")]).await;
    assert!(answer.body.contains("Texten får ha högst 20000 tecken. Den har 20001."), "{}", answer.sentence());
    assert_eq!(world.count("select count(*) from desk_version where complete").await, 0, "nothing is taken for done");
}

/// Every version of a draft is kept: one that fills the disk is none of anybody's answers.
#[tokio::test]
async fn an_answer_has_room_for_fifty_pages_and_says_so_when_it_is_longer() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let long = "å".repeat(19_000);
    let measures = |n: usize| {
        let mut fields = vec![("stance", "planned"), ("reason", ""), ("elsewhere_reference", ""), ("do", "save")];
        for _ in 0..n {
            fields.extend([("action", long.as_str()), ("effect", "Fel upptäcks."), ("due", "september 2025"), ("responsible", "Inköpschefen")]);
        }
        fields
    };
    saves(&mut sara, "punkter/R1", &measures(5)).await.done().unwrap();
    let answer = saves(&mut sara, "punkter/R1", &measures(6)).await;
    assert_eq!(answer.status, 422);
    assert!(answer.sentence().contains("Svaret får ha högst 100000 tecken i alla fält tillsammans. Det har 114"), "{}", answer.sentence());
    assert!(answer.body.matches(long.as_str()).count() >= 6, "what was typed is gone");
    assert_eq!(world.count("select count(*) from desk_version").await, 1);
}

#[tokio::test]
async fn markup_and_odd_letters_are_shown_as_the_text_they_are() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let odd = "<script>alert(1)</script> {{7*7}} a\u{30a}\0 \u{202e}baklänges";
    saves(&mut sara, "sammanfattning", &[("text", odd), ("do", "save")]).await.done().unwrap();
    let page = sara.get(&format!("{DESK}/forhandsgranska")).await.unwrap().shown().unwrap();
    assert!(!page.body.contains("<script>alert"), "markup came through");
    assert!(page.body.contains("{{7*7}}") && page.body.contains('å'));
}

#[tokio::test]
async fn an_audit_without_items_or_with_passed_dates_cannot_be_sent() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/ny/sjalv", &audit_form(&[])).await.unwrap().done().unwrap();
    let empty = rut.post("/granskningar/rev-2025-1/skicka", &[("message", "Hej")]).await.unwrap();
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("Granskningen har inga punkter.") && empty.body.contains("Hej"));
    world.move_to("2025-03-31 09:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let passed = rut.get("/granskningar/rev-2025-1/skicka").await.unwrap().shown().unwrap();
    assert!(passed.body.contains("måste vara efter i dag"));
    assert_eq!(world.count("select count(*) from dispatch").await, 0);
}

#[tokio::test]
async fn pasted_people_are_all_taken_or_none_and_every_wrong_row_is_named() {
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let before = world.count("select count(*) from person").await;
    let pasted = "Nina Ny; nina@kommun.example; revisor\nBo Bra; bo.kommun.example; revisor\nEva Ek; eva@kommun.example; sekreterare; Serivcenämnden\nSara Service; sara.service@kommun.example; revisor";
    let answer = ada.post("/admin/personer/lagg-till", &[("people", pasted)]).await.unwrap();
    assert_eq!(answer.status, 422);
    for sentence in ["Rad 2: e-postadressen saknar @.", "Rad 3: nämnden ”Serivcenämnden” finns inte. Menade du Servicenämnden?", "Rad 4: en revisor kan inte"]
    {
        assert!(answer.body.contains(sentence), "{sentence}: {}", answer.sentence());
    }
    assert!(answer.body.contains("nina@kommun.example"));
    assert_eq!(world.count("select count(*) from person").await, before);
}

#[tokio::test]
async fn a_file_that_is_something_else_than_it_says_is_refused() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for (name, content) in [("rapport.pdf", b"MZ program".as_slice()), ("sida.html", b"<script>"), ("bild.svg", b"<svg>"), ("tom.pdf", b"")] {
        let answer = rut.upload("/granskningar/rev-2025-1/filer", name, "application/pdf", content, false).await.unwrap();
        assert_eq!(answer.status, 422, "{name}");
    }
    assert_eq!(world.count("select count(*) from audit_file").await, 0);
}

#[tokio::test]
async fn no_link_makes_a_page_say_that_a_response_was_handed_in() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let page = sara.get(&format!("{DESK}?klart=inskickat")).await.unwrap().shown().unwrap();
    assert!(!page.body.contains("Yttrandet är inskickat."));
}

#[tokio::test]
async fn a_file_from_somebody_who_has_not_signed_in_is_not_received() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let answer = world.visitor().upload("/granskningar/rev-2025-1/filer", "a.pdf", "application/pdf", b"not even looked at", false).await.unwrap();
    assert_eq!(answer.status, 303);
}
