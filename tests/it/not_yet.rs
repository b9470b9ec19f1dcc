//! What somebody typed is kept although it cannot be taken for done, and what two write in rows at once never comes to stand in
//! the wrong one.

use yttrande::demo::player::{Page, Player};

use crate::world::{DESK, World, planned, saves};

/// Presses a button of the form as it stands on a page, with what she typed in its rows: action, effect, last day, responsible.
async fn writes(player: &mut Player, seen: &Page, rows: &[[&str; 4]], button: &str) -> Page {
    let version = seen.hidden("version").unwrap();
    let names = seen.hiddens("row");
    let mut fields = vec![("version", version.as_str()), ("stance", "planned"), ("do", button)];
    for (row, [action, effect, due, responsible]) in names.iter().zip(rows) {
        fields.extend([("row", row.as_str()), ("action", action), ("effect", effect), ("due", due), ("responsible", responsible)]);
    }
    player.post(&format!("{DESK}/punkter/R1"), &fields).await.unwrap()
}

async fn r1(player: &mut Player, query: &str) -> Page {
    player.get(&format!("{DESK}/punkter/R1{query}")).await.unwrap().shown().unwrap()
}

async fn saved_rows(world: &World) -> String {
    world.text("select string_agg(concat_ws('|', m->>'action', m->>'effect', m->>'due', m->>'responsible'), '; ' order by n) from desk_part, jsonb_array_elements(content->'measures') with ordinality r(m, n)").await
}

#[tokio::test]
async fn whoever_says_done_too_early_has_her_words_saved_all_the_same() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let seen = r1(&mut sara, "").await;
    let refused = writes(&mut sara, &seen, &[["Öva tre dygn.", "", "2025-13-45", ""]], "next").await;
    assert_eq!(refused.status, 422);
    for said in ["Skriv vilken effekt", "Det finns inget datum 2025-13-45.", "Öva tre dygn.", "Ändrat 10 februari 2025 kl. 09.00 av Sara Service", "Påbörjat"]
    {
        assert!(refused.body.contains(said), "“{said}”: {}", refused.sentence());
    }
    assert!(!refused.body.contains(">Inte sparat än<"), "the line beside the buttons says that it is saved");
    assert_eq!(saved_rows(&world).await, "Öva tre dygn.||2025-13-45|");
    assert_eq!(world.count("select count(*) from desk_part where complete").await, 0, "nobody takes it for done");
    // The page goes on from what was saved, and pressing again saves nothing twice.
    let again = writes(&mut sara, &refused, &[["Öva tre dygn.", "", "2025-13-45", ""]], "next").await;
    assert_eq!(again.status, 422);
    assert_eq!(world.count("select count(*) from desk_version").await, 1);
    let done = writes(&mut sara, &again, &[["Öva tre dygn.", "Alla kan.", "maj 2025", ""]], "next").await;
    done.done().unwrap();
    assert_eq!(world.count("select count(*) from desk_part where complete").await, 1);
}

#[tokio::test]
async fn a_text_that_is_too_long_for_an_answer_is_put_aside_without_a_script_too() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let long = format!("Början. {} Slutet.", "ord ".repeat(6_000));
    let mut answer = planned("save");
    answer[1].1 = &long;
    for (part, fields) in [("punkter/R1", answer), ("sammanfattning", vec![("text", long.as_str()), ("do", "save")])] {
        let refused = saves(&mut sara, part, &fields).await;
        assert!(refused.status == 422 && refused.body.contains("Slutet."), "{part}: {}", refused.sentence());
        assert!(refused.body.contains("Det du skrev är sparat vid sidan av svaret."), "{part}: {}", refused.sentence());
        let aside = sara.get(&format!("{DESK}/{part}/undanlagt")).await.unwrap().shown().unwrap();
        assert!(aside.body.contains("Början.") && aside.body.contains("Slutet."));
    }
    assert_eq!(world.count("select count(*) from desk_part").await, 0);
}

#[tokio::test]
async fn two_who_begin_the_same_item_write_in_different_fields_of_one_measure() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let (mut sara, mut siv) = (world.signed_in("Sara Service").await, world.signed_in("Siv Handläggare").await);
    let (saras, sivs) = (r1(&mut sara, "").await, r1(&mut siv, "").await);
    writes(&mut sara, &saras, &[["Se över avtalen.", "", "", ""]], "save").await.done().unwrap();
    writes(&mut siv, &sivs, &[["", "Fel upptäcks.", "", ""]], "save").await.done().unwrap();
    assert_eq!(saved_rows(&world).await, "Se över avtalen.|Fel upptäcks.||");
}

#[tokio::test]
async fn nobodys_day_comes_to_bind_another_measure() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let (mut sara, mut siv) = (world.signed_in("Sara Service").await, world.signed_in("Siv Handläggare").await);
    let seen = r1(&mut sara, "").await;
    writes(&mut sara, &seen, &[["Åtgärd A", "Effekt A", "", ""]], "save").await.done().unwrap();
    let saras = r1(&mut sara, "").await;
    // Siv puts another measure in the place of Sara's.
    let sivs = r1(&mut siv, "?fler=1").await;
    writes(&mut siv, &sivs, &[["Åtgärd A", "Effekt A", "", ""], ["Åtgärd B", "Effekt B", "", ""]], "save").await.done().unwrap();
    let sivs = r1(&mut siv, "").await;
    writes(&mut siv, &sivs, &[["Åtgärd A", "Effekt A", "", ""], ["Åtgärd B", "Effekt B", "", ""]], "remove-0").await.done().unwrap();
    assert_eq!(saved_rows(&world).await, "Åtgärd B|Effekt B||");
    let both = writes(&mut sara, &saras, &[["Åtgärd A", "Effekt A", "maj 2025", ""]], "save").await;
    assert_eq!(both.status, 422);
    // The words that stand in one text only are marked.
    let text = both.body.replace("<mark>", "").replace("</mark>", "");
    for said in ["Siv Handläggare sparade", "Åtgärd A · Effekt A · maj 2025", "Åtgärd B · Effekt B"] {
        assert!(text.contains(said), "“{said}”: {}", both.sentence());
    }
    assert_eq!(saved_rows(&world).await, "Åtgärd B|Effekt B||", "a person decides");
    // Two who each add one have two.
    let (saras, sivs) = (r1(&mut sara, "?fler=1").await, r1(&mut siv, "").await);
    writes(&mut siv, &sivs, &[["Åtgärd B", "Effekt B", "juni 2025", ""]], "save").await.done().unwrap();
    writes(&mut sara, &saras, &[["Åtgärd B", "Effekt B", "", ""], ["Åtgärd C", "", "", ""]], "save").await.done().unwrap();
    assert_eq!(saved_rows(&world).await, "Åtgärd B|Effekt B|juni 2025|; Åtgärd C|||");
}

#[tokio::test]
async fn the_board_pack_of_an_unfinished_answer_has_what_is_written_and_says_what_is_missing() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let seen = r1(&mut sara, "").await;
    writes(&mut sara, &seen, &[["Öva tre dygn.", "Alla kan det.", "2025-13-45", ""]], "save").await.done().unwrap();
    for page in ["utskrift", "forhandsgranska"] {
        let shown = sara.get(&format!("{DESK}/{page}")).await.unwrap().shown().unwrap();
        for said in ["Öva tre dygn.", "Alla kan det.", "Det finns inget datum 2025-13-45."] {
            assert!(shown.body.contains(said), "{page} lacks “{said}”");
        }
    }
}

/// What a page saves by itself in the summary, and how many versions are listed then.
async fn saves_by_itself(player: &mut Player, page: &str, step: u32, version: usize, text: &str) -> usize {
    let (op, version) = (format!("{page}_{step}"), version.to_string());
    let saved =
        player.tell(&format!("{DESK}/sammanfattning/spara"), &[("version", version.as_str()), ("text", text), ("op", &op), ("do", "save")]).await.unwrap();
    assert_eq!(saved.status, 200, "{}", saved.body);
    player.get(&format!("{DESK}/sammanfattning/versioner")).await.unwrap().shown().unwrap().body.matches("?version=").count()
}

#[tokio::test]
async fn whoever_types_over_everything_within_ten_minutes_finds_what_stood_there() {
    const FIRST: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    const NEXT: &str = "77e55044-10b1-426f-9247-bb680e5fe0c8";
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut sara = world.signed_in("Sara Service").await;
    let long = "Nämnden delar revisorernas bild och går igenom avtalen före sommaren.";
    saves_by_itself(&mut sara, FIRST, 1, 0, "Nämnden delar revisorernas bild").await;
    let listed = saves_by_itself(&mut sara, FIRST, 2, 1, long).await;
    // Selecting all and typing a letter; and the same words in a page that was opened anew.
    assert_eq!(saves_by_itself(&mut sara, FIRST, 3, 2, "x").await, listed + 1, "what stood there is listed");
    assert_eq!(saves_by_itself(&mut sara, FIRST, 4, 3, "xy").await, listed + 1, "what only went on is not");
    assert_eq!(saves_by_itself(&mut sara, NEXT, 1, 4, "yx").await, listed + 2, "another page has not gone on from it");
}

#[tokio::test]
async fn what_was_not_taken_in_of_a_whole_text_is_put_aside_for_whoever_pasted_it() {
    let world = World::at("2025-02-10 09:00").await;
    world.sent_audit().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    let text = "B1 Uppföljningen\nSvar: Nämnden planerar inga åtgärder.\nSkäl: Det räcker.\n\nR2 Utbilda\nSvar: Nämnden planerar inga åtgärder.\nSkäl: Alla är redan utbildade.\n\nR9 En annan\nVi återkommer om stugan.\n";
    let shown = siv.post(crate::whole_text::WHOLE, &[("text", text)]).await.unwrap();
    let form = crate::whole_text::chosen(&shown, &["B1"]);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let to = siv.post(&format!("{}/ta-in", crate::whole_text::WHOLE), &form).await.unwrap();
    let desk = siv.follow(to).await.unwrap();
    assert!(desk.body.contains("Resten av texten ligger undanlagd för dig"), "{}", desk.sentence());
    let aside = siv.get(&format!("{DESK}/sammanfattning/undanlagt")).await.unwrap().shown().unwrap();
    for kept in ["Alla är redan utbildade.", "Vi återkommer om stugan.", "men togs inte in"] {
        assert!(aside.body.contains(kept), "“{kept}” is not kept");
    }
    assert!(!aside.body.contains("Det räcker.") && !aside.body.contains("take-"));
    assert_eq!(world.count("select count(*) from desk_part").await, 1);
}
