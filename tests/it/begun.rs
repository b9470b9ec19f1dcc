//! What somebody has begun stays within reach and where it belongs, whatever others do meanwhile: a supplement whose response is
//! taken back, promises that are not asked about any more, a form that is clicked twice.

use yttrande::demo::player::{Page, Player};

use crate::world::{DESK, RESPONSE, World, decision, look, saves, sees, sees_none};

const ADD: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering";
const DRAFT: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering/utkast";
const FILES: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/komplettering/bilagor";
const BACK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete/aterta/1";
const LATER: &str = "/yttranden/rev-2025-1/servicenamnden/uppfoljande/arbete";
const ADDED: &str = "R1: rutinen gäller från den 1 juni.";

async fn handed_in() -> World {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    world.move_to("2025-03-12 09:30");
    world
}

/// The supplement's form as its page gives it, with what is typed over it.
async fn writes(player: &mut Player, path: &str, typed: &[(&str, &str)]) -> Page {
    let page = look(player, ADD).await;
    let hidden = ["submission", "newest", "request", "version", "files"].map(|name| (name, page.hidden(name).unwrap_or_default()));
    let form: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).chain(typed.iter().copied()).collect();
    player.post(path, &form).await.unwrap()
}

// ---- a supplement ----------------------------------------------------------------------------------------------------

#[tokio::test]
async fn what_was_begun_of_a_supplement_is_read_and_copied_when_the_response_is_taken_back_and_gone_on_with_afterwards() {
    let world = handed_in().await;
    let mut sara = world.signed_in("Sara Service").await;
    let typed = [("why", "eget"), ("text", ADDED), ("decider", "chair"), ("decided_on", "2025-03-11"), ("do", "utkast")];
    writes(&mut sara, DRAFT, &typed).await.done().unwrap();
    for (name, content) in [("Rutin å.txt", b"Rutinen.".as_slice()), ("Bilaga b.txt", b"Mer.")] {
        sara.upload_with(FILES, name, "text/plain", content, &[]).await.unwrap().done().unwrap();
    }
    sees(&look(&mut sara, BACK).await, &["Ni har en påbörjad komplettering. Den finns kvar att läsa och kopiera om yttrandet återtas."]);
    sara.post(BACK, &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
    sees(&look(&mut sara, DESK).await, &["Ni har en påbörjad komplettering till det som återtogs. Den finns kvar.", &format!("href=\"{ADD}\"")]);
    for (name, path) in [("Sara Service", ADD), ("Sara Service", FILES), ("Siv Handläggare", ADD)] {
        let mut reader = world.signed_in(name).await;
        let kept = look(&mut reader, path).await;
        sees(&kept, &["Påbörjad komplettering", ADDED, "Nämnden lämnar den på eget initiativ", "Ordföranden", "2025-03-11", "Rutin å.txt", "Bilaga b.txt"]);
        let file = kept.address_after("<li>", &format!("{FILES}/")).unwrap();
        assert!([b"Rutinen.".to_vec(), b"Mer.".to_vec()].contains(&reader.get(&file).await.unwrap().content), "{name}");
    }
    for name in ["Kim Kommun", "Rut Revisor", "Fia Fullmäktig"] {
        assert_eq!(world.signed_in(name).await.get(ADD).await.unwrap().status, 404, "{name}");
    }
    // Nothing is handed in or written there, and a file can be taken away.
    assert_eq!(sara.post(ADD, &[("submission", "1"), ("why", "eget"), ("text", ADDED)]).await.unwrap().status, 409);
    let file = look(&mut sara, ADD).await.address_after("Bilaga b.txt", &format!("{FILES}/")).unwrap();
    let file = file.trim_end_matches("/ta-bort");
    assert_eq!(sara.post(&format!("{file}/ta-bort"), &[]).await.unwrap().done().unwrap(), ADD);
    // The same text is handed in anew, and the supplement is where it was.
    world.hands_in().await;
    sees(&look(&mut sara, ADD).await, &["<textarea", ADDED, "Rutin å.txt"]);
    assert_eq!(writes(&mut sara, ADD, &[("why", "eget"), ("text", ADDED)]).await.done().unwrap(), format!("{RESPONSE}/inkommet/3/kvitto"));
}

#[tokio::test]
async fn where_nothing_was_begun_there_is_nothing_to_supplement_once_the_response_is_taken_back() {
    let world = handed_in().await;
    let mut sara = world.signed_in("Sara Service").await;
    sees_none(&look(&mut sara, BACK).await, &["påbörjad komplettering"]);
    sara.post(BACK, &[("reason", "Fel version.")]).await.unwrap().done().unwrap();
    sees_none(&look(&mut sara, DESK).await, &["påbörjad komplettering"]);
    assert_eq!(sara.get(ADD).await.unwrap().status, 409);
    assert_eq!(sara.get(FILES).await.unwrap().status, 409);
}

#[tokio::test]
async fn colleagues_write_a_supplement_and_attach_to_it_and_whoever_may_hand_in_does() {
    let world = handed_in().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let asks = [("wanted", "Svaret på R1 säger inte när rutinen gäller."), ("due_on", "2025-04-30")];
    rut.post("/yttranden/rev-2025-1/servicenamnden/forsta/komplettering", &asks).await.unwrap().done().unwrap();
    let mut siv = world.signed_in("Siv Handläggare").await;
    for page in ["/att-gora", RESPONSE, DESK] {
        sees(&look(&mut siv, page).await, &[&format!("href=\"{ADD}\"")]);
    }
    sees(&look(&mut siv, DESK).await, &["Skriv kompletteringen"]);
    let form = look(&mut siv, ADD).await;
    sees(&form, &["Skriv en komplettering", "Nämndsekreteraren eller ordföranden skickar in."]);
    sees_none(&form, &["Lämna en komplettering"]);
    writes(&mut siv, DRAFT, &[("why", "begaran"), ("text", ADDED), ("do", "bilagor")]).await.done().unwrap();
    siv.upload_with(FILES, "Rutin.txt", "text/plain", b"Rutinen.", &[]).await.unwrap().done().unwrap();
    assert_eq!(writes(&mut siv, ADD, &[("why", "begaran"), ("text", ADDED)]).await.status, 403);
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, ADD).await, &[ADDED, "Rutin.txt", "Ändrat 12 mars 2025 kl. 09.30 av Siv Handläggare"]);
    writes(&mut sara, ADD, &[("why", "begaran"), ("text", ADDED)]).await.done().unwrap();
    sees(&look(&mut rut, RESPONSE).await, &[ADDED, "Rutin.txt", "Kom i tid"]);
}

#[tokio::test]
async fn files_of_a_desk_come_and_go_with_an_event_each_whatever_the_program_says() {
    let world = handed_in().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.upload_with(FILES, "Rutin.txt", "text/plain", b"Rutinen.", &[]).await.unwrap().done().unwrap();
    assert_eq!(crate::walls::refused(&world, "app_board", "Sara Service", "delete from desk_supplement_file").await, "YT001");
}

// ---- promises --------------------------------------------------------------------------------------------------------

/// Two measures for R1, in this order.
async fn promises(player: &mut Player, actions: [&str; 2]) {
    let rows = actions.into_iter().flat_map(|action| [("action", action), ("effect", "Färre fel."), ("due", "2025-06-30"), ("responsible", "")]);
    let form: Vec<(&str, &str)> = std::iter::once(("stance", "planned")).chain(rows).chain([("do", "next")]).collect();
    saves(player, "punkter/R1", &form).await.done().unwrap();
}

/// What Sara's page sends of two promises, as it was drawn.
fn told<'a>(page: &'a [String], button: &'a str) -> Vec<(&'a str, &'a str)> {
    let rows = [["done", "Rutinen gäller.", "2025-06-01"], ["dropped", "Systemet blev för dyrt.", ""]];
    let rows = rows
        .into_iter()
        .flat_map(|[outcome, action, date]| [("outcome", outcome), ("outcome_action", action), ("outcome_effect", "Färre fel."), ("outcome_date", date)]);
    let promises = page.iter().map(|promise| ("promise", promise.as_str()));
    [("version", "0"), ("do", button)].into_iter().chain(promises).chain(rows).collect()
}

/// Sara has the follow-up's page open, when Olle takes back what promised and hands in the same in another order.
async fn promised_anew() -> (World, Player, Vec<String>) {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    promises(&mut sara, ["Skriva en rutin", "Köpa ett system"]).await;
    world.decides().await;
    world.hands_in().await;
    let page = look(&mut sara, &format!("{LATER}/punkter/R1")).await;
    sees(&page, &["Skriva en rutin", "Köpa ett system"]);
    let drawn = page.hiddens("promise");
    let mut olle = world.signed_in("Olle Ordförande").await;
    olle.post(BACK, &[("reason", "Fel ordning.")]).await.unwrap().done().unwrap();
    olle.post(&format!("{DESK}/oppna"), &[("reason", "Fel ordning.")]).await.unwrap().done().unwrap();
    promises(&mut olle, ["Köpa ett system", "Skriva en rutin"]).await;
    olle.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let decided: Vec<(&str, &str)> = decision("2025-03-10")
        .into_iter()
        .map(|(name, value)| (name, if name == "lock" { "2" } else { value }))
        .chain([("predates", "Samma åtgärder.")])
        .collect();
    olle.post(&format!("{DESK}/beslut"), &decided).await.unwrap().done().unwrap();
    olle.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    (world, sara, drawn)
}

#[tokio::test]
async fn what_is_told_of_a_promise_is_never_written_at_another_one() {
    let (world, mut sara, drawn) = promised_anew().await;
    let path = format!("{LATER}/punkter/R1");
    // What is asked now is empty still; and what she wrote is kept already when that is said.
    let told_of_gaps = sara.post(&path, &told(&drawn, "next")).await.unwrap();
    assert_eq!(told_of_gaps.status, 422);
    sees(&told_of_gaps, &["Välj hur det gick med åtgärden.", "i ett annat yttrande, eller återtagit det", &format!("{path}/undanlagt")]);
    let done = sara.post(&path, &told(&drawn, "save")).await.unwrap();
    assert_eq!(done.done().unwrap(), path);
    let page = sara.follow(done).await.unwrap().shown().unwrap();
    sees(&page, &["Utkastet är sparat, utom det du skrev om ett löfte som inte längre frågas efter här.", "Köpa ett system", "Skriva en rutin"]);
    sees_none(&page, &["Rutinen gäller.", "Systemet blev för dyrt."]);
    let kept = look(&mut sara, &format!("{path}/undanlagt")).await;
    sees(&kept, &["Rutinen gäller.", "Systemet blev för dyrt.", "Löftet frågades inte längre efter när du sparade."]);
    // It stands under what was promised, though the response that promised it was taken back.
    sees(&kept, &["Skriva en rutin", "Köpa ett system"]);
    sees_none(&kept, &["Lägg in i svaret"]);
    // Clicked twice, it is kept once.
    sara.post(&path, &told(&drawn, "save")).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from desk_aside").await, 1);
    // The page of now says which promise each row is about, in whatever order it sends them.
    let mut now = look(&mut sara, &path).await.hiddens("promise");
    now.reverse();
    sara.post(&path, &told(&now, "save").into_iter().map(|(name, value)| (name, if name == "version" { "1" } else { value })).collect::<Vec<_>>())
        .await
        .unwrap()
        .done()
        .unwrap();
    let outcomes = "select string_agg(o ->> 'action', ' | ' order by m.action) from desk_part d, jsonb_array_elements(d.content -> 'outcomes') o
       join submitted_measure m on m.id = (o ->> 'planned')::uuid where d.round_id = (select id from published.round where ordinal = 2)";
    assert_eq!(world.text(outcomes).await, "Systemet blev för dyrt. | Rutinen gäller.");
    // A page of the release before, opened before the upgrade, does not say what its rows are about: what is saved stays.
    let of_before = told(&[], "save").into_iter().map(|(name, value)| (name, if name == "version" { "2" } else { value })).collect::<Vec<_>>();
    sara.post(&path, &of_before).await.unwrap().done().unwrap();
    assert_eq!(world.text(outcomes).await, "Systemet blev för dyrt. | Rutinen gäller.");
}

#[tokio::test]
async fn what_is_not_asked_any_more_is_still_there_when_two_texts_have_been_chosen_between() {
    let (world, mut sara, drawn) = promised_anew().await;
    let path = format!("{LATER}/punkter/R1");
    let mut olle = world.signed_in("Olle Ordförande").await;
    olle.post(&path, &[("version", "0"), ("looked_again", "SN 1"), ("do", "save")]).await.unwrap().done().unwrap();
    let both = sara.post(&path, &[told(&drawn, "save").as_slice(), &[("looked_again", "SN 2")]].concat()).await.unwrap();
    assert_eq!(both.status, 422);
    sees(&both, &["Två texter i samma fält", "frågas inte längre efter här", &format!("{path}/undanlagt")]);
    let chosen = ["version", "aside"].map(|name| (name, both.hidden(name)));
    let chosen: Vec<(&str, &str)> = chosen.iter().filter_map(|(name, value)| Some((*name, value.as_deref().ok()?))).collect();
    sara.post(&path, &[chosen.as_slice(), &[("looked_again", "SN 2"), ("do", "save")]].concat()).await.unwrap().done().unwrap();
    sees(&look(&mut sara, &format!("{path}/undanlagt")).await, &["Rutinen gäller.", "Systemet blev för dyrt."]);
}

#[tokio::test]
async fn a_long_text_that_its_page_put_aside_is_not_replaced_by_what_is_not_asked_any_more() {
    let (_world, mut sara, drawn) = promised_anew().await;
    let path = format!("{LATER}/punkter/R1");
    let long = "å".repeat(20_001);
    for (step, by) in [("1", "page"), ("2", "button")] {
        let op = format!("67e55044-10b1-426f-9247-bb680e5fe0c8_{step}");
        let wrong = [told(&drawn, "save").as_slice(), &[("looked_again", &long), ("op", &op)]].concat();
        let answer = if by == "page" { sara.tell(&format!("{path}/spara"), &wrong).await } else { sara.post(&path, &wrong).await };
        assert_eq!(answer.unwrap().status, if by == "page" { 409 } else { 422 }, "{by}");
        sees(&look(&mut sara, &format!("{path}/undanlagt")).await, &["Rutinen gäller.", &long]);
    }
}

#[tokio::test]
async fn a_page_that_saves_by_itself_keeps_what_is_not_asked_any_more_beside_and_says_so() {
    let (world, mut sara, drawn) = promised_anew().await;
    let path = format!("{LATER}/punkter/R1");
    for step in 1..3 {
        let op = format!("67e55044-10b1-426f-9247-bb680e5fe0c8_{step}");
        let page = sara.tell(&format!("{path}/spara"), &[told(&drawn, "save").as_slice(), &[("op", &op)]].concat()).await.unwrap();
        assert_eq!(page.status, 200, "{}", page.body);
        sees(&page, &["frågas inte längre efter här", "undanlagt"]);
    }
    assert_eq!(world.count("select count(*) from desk_aside").await, 1);
    sees(&look(&mut sara, &format!("{path}/undanlagt")).await, &["Rutinen gäller.", "Systemet blev för dyrt."]);
    // What is wrong beside it is said, and nothing of it is lost by that.
    let long = "å".repeat(20_001);
    let wrong = [told(&drawn, "save").as_slice(), &[("looked_again", &long)]].concat();
    let again = sara.post(&path, &wrong).await.unwrap();
    assert_eq!(again.status, 422);
    sees(&again, &["frågas inte längre efter här", &format!("{path}/undanlagt")]);
}

#[tokio::test]
async fn a_whole_text_about_a_promise_that_is_not_asked_any_more_is_looked_at_before_it_is_taken_in() {
    let (world, mut sara, drawn) = promised_anew().await;
    let outcomes: Vec<String> =
        drawn.iter().map(|id| format!("{{\"planned\":\"{id}\",\"outcome\":\"done\",\"action\":\"Rutinen gäller.\",\"effect\":\"\",\"date\":\"\"}}")).collect();
    let content = format!("{{\"outcomes\":[{}]}}", outcomes.join(","));
    let form = [("part", "R1"), ("version", "0"), ("content", content.as_str()), ("rest", ""), ("take", "R1")];
    let told = sara.post(&format!("{LATER}/hela-svaret/ta-in"), &form).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["har ändrats sedan du delade upp texten", "Rutinen gäller."]);
    assert_eq!(world.count("select count(*) from desk_part where round_id = (select id from published.round where ordinal = 2)").await, 0);
}

// ---- clicked twice ---------------------------------------------------------------------------------------------------

const WRITE: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/skriv-in";

#[tokio::test]
async fn what_came_on_paper_is_written_in_once_however_often_the_button_is_clicked() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let came =
        [("channel", "paper"), ("received_on", "2025-03-10"), ("decider", "board"), ("decided_on", "2025-03-10"), ("section", "31"), ("board_reference", "")];
    for (path, own, files) in [
        (WRITE.to_owned(), [("decided", "star"), ("summary", "Nämnden delar bilden.")], b"%PDF-1.7 svaret %%EOF".as_slice()),
        (format!("{WRITE}/komplettering"), [("why", "eget"), ("summary", "Rutinen gäller.")], b"%PDF-1.7 mer %%EOF"),
        // The same words once more, on purpose, with another file.
        (format!("{WRITE}/komplettering"), [("why", "eget"), ("summary", "Rutinen gäller.")], b"%PDF-1.7 glomt %%EOF"),
    ] {
        rut.upload_with(&format!("{WRITE}/fil"), "Brev.pdf", "application/pdf", files, &[("ground", "")]).await.unwrap().done().unwrap();
        let page = look(&mut rut, &path).await;
        let hidden = ["files", "submission", "newest", "request"].map(|name| (name, page.hidden(name)));
        let hidden: Vec<(&str, &str)> = hidden.iter().filter_map(|(name, value)| Some((*name, value.as_deref().ok()?))).collect();
        let form = [hidden.as_slice(), &came, &own].concat();
        for click in ["once", "twice"] {
            let answer = rut.post(&path, &form).await.unwrap();
            assert_eq!(answer.status, 303, "{path} {click}: {}", answer.sentence());
            assert_eq!(answer.done().unwrap(), RESPONSE, "{path} {click}");
        }
        // What somebody else writes in is something else, and so is a form that does not say what had come before it.
        for (field, differs) in [("summary", "Något annat."), ("channel", "email"), ("section", "32"), ("why", "begaran"), ("files", "aa"), ("newest", "0")] {
            let other: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, if *name == field { differs } else { value })).collect();
            if other != form {
                assert_eq!(rut.post(&path, &other).await.unwrap().status, 409, "{path} {field}");
            }
        }
    }
    assert_eq!(world.count("select count(*) from submission").await, 3);
}

// ---- broken words ----------------------------------------------------------------------------------------------------

const TORN: &str = "En rekommen-\ndation saknas.";
const OTHERS: &str = "/yttranden/rev-2025-1/kommunstyrelsen/forsta";
const AUDIT: &str = "/granskningar/rev-2025-1";

/// Sends a form as its page draws it: it asks about the words, and they are joined.
async fn asked(player: &mut Player, path: &str, hidden: &[&str], typed: &[(&str, &str)]) {
    let page = look(player, path).await;
    let hidden: Vec<(&str, String)> = hidden.iter().map(|name| (*name, page.hidden(name).unwrap())).collect();
    let form: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).chain(typed.iter().copied()).collect();
    let told = player.post(path, &form).await.unwrap();
    assert_eq!(told.status, 422, "{path}: {}", told.sentence());
    sees(&told, &["Välj vad som ska göras med de avstavade orden.", "rekommen-dation (blir rekommendation)", "Låt texten stå som den är"]);
    let join = told.choice("broken", "Foga ihop orden").unwrap();
    let answer = player.post(path, &[form.as_slice(), &[("broken", join.as_str())]].concat()).await.unwrap();
    assert_eq!(answer.status, 303, "{path}: {}", answer.sentence());
    // Clicked twice, here as well.
    let again = player.post(path, &[form.as_slice(), &[("broken", join.as_str())]].concat()).await.unwrap();
    assert_eq!(again.status, 303, "{path} twice: {}", again.sentence());
}

#[tokio::test]
async fn words_that_lines_break_are_asked_about_before_what_is_sent_at_once() {
    let world = handed_in().await;
    let (mut rut, mut kim, mut sara) = (world.signed_in("Rut Revisor").await, world.signed_in("Kim Kommun").await, world.signed_in("Sara Service").await);
    asked(&mut kim, &format!("{OTHERS}/anstand"), &[], &[("wished_on", "2025-04-29"), ("reason", TORN)]).await;
    asked(&mut rut, &format!("{OTHERS}/anstand/beslut"), &["request"], &[("outcome", "refused"), ("reason", TORN)]).await;
    asked(&mut rut, &format!("{OTHERS}/sista-dag/ratta"), &[], &[("due_on", "2025-04-16"), ("reason", TORN)]).await;
    asked(&mut rut, &format!("{RESPONSE}/komplettering"), &[], &[("wanted", TORN), ("due_on", "2025-04-30")]).await;
    let seen = ["submission", "newest", "request", "version", "files"];
    let recorded = [("decider", "board"), ("decided_on", "2025-03-10"), ("section", "45"), ("board_reference", ""), ("amended", TORN)];
    asked(&mut sara, &format!("{DESK}/beslut-efterat"), &["submission", "entry"], &recorded).await;
    asked(&mut sara, ADD, &seen, &[("why", "begaran"), ("text", TORN)]).await;
    asked(&mut rut, &format!("{AUDIT}/ratta/punkter/R1"), &["seen"], &[("heading", "Följ upp"), ("body", TORN), ("reason", "Otydligt.")]).await;
    let council = [("held_on", "2025-03-10"), ("section", "45"), ("handling", "arende"), ("asked", TORN), ("minutes", "")];
    asked(&mut rut, &format!("{AUDIT}/fullmaktige"), &["seen"], &council).await;
    let joined = "select count(*) from (
        select reason from extension_request union all select reason from extension_decision union all select reason from deadline_entry
        union all select wanted from supplement_request union all select summary from submission union all select body from item_version
        union all select asked from council_act union all select amended from submission_decision
      ) t (words) where words = 'En rekommendation saknas.'";
    assert_eq!(world.count(joined).await, 8);
}

#[tokio::test]
async fn whoever_only_saves_a_supplement_has_said_once_what_is_to_become_of_broken_words() {
    let world = handed_in().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    writes(&mut siv, DRAFT, &[("why", "eget"), ("text", TORN), ("do", "utkast")]).await.done().unwrap();
    let join = look(&mut siv, ADD).await.choice("broken", "Foga ihop orden").unwrap();
    writes(&mut siv, DRAFT, &[("why", "eget"), ("text", TORN), ("broken", &join), ("do", "utkast")]).await.done().unwrap();
    let page = look(&mut siv, ADD).await;
    sees(&page, &["En rekommendation saknas."]);
    sees_none(&page, &["Foga ihop orden"]);
}
