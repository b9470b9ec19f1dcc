//! Saving while somebody writes: what the page saves by itself, what cannot be taken in, and what stays of all that.

use serde_json::Value;
use yttrande::demo::player::{Page, Player};

use crate::world::{DESK, RESPONSE, World, decision, planned, saves};

/// Pages that somebody has open.
const PAGE: &str = "67e55044-10b1-426f-9247-bb680e5fe0c8";
const OTHER: &str = "a1b2c3d4-10b1-426f-9247-bb680e5fe0c8";

async fn look(player: &mut Player, path: &str) -> String {
    player.get(path).await.unwrap().shown().unwrap().body
}

/// What a page that saves the summary by itself is told.
async fn writes(player: &mut Player, text: &str, version: i64, page: &str, step: u32) -> (u16, Value) {
    let (version, op) = (version.to_string(), format!("{page}_{step}"));
    told(player.tell(&format!("{DESK}/sammanfattning/spara"), &[("version", &version), ("text", text), ("op", &op), ("do", "save")]).await.unwrap())
}

fn told(page: Page) -> (u16, Value) {
    let facts = serde_json::from_str(&page.body).unwrap_or_else(|error| panic!("{error}: {} {}", page.status, page.body));
    (page.status.as_u16(), facts)
}

async fn summary(world: &World) -> String {
    world.text("select content ->> 'text' from desk_part where item_id is null").await
}

/// The planned answer with some of its values changed, as a page sends it.
fn answer<'a>(version: &'a str, op: &'a str, values: &[(&str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut form = planned("save");
    for (name, value) in values {
        form.iter_mut().find(|(field, _)| field == name).unwrap().1 = value;
    }
    form.extend([("version", version), ("op", op)]);
    form
}

/// A world in which Sara and Siv write for Servicenämnden.
async fn two_at_the_desk() -> (World, Player, Player) {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let (sara, siv) = (world.signed_in("Sara Service").await, world.signed_in("Siv Handläggare").await);
    (world, sara, siv)
}

// ---- by itself --------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_page_saves_by_itself_and_is_told_the_time_and_makes_no_version_of_what_is_saved_already() {
    let (world, mut sara, _) = two_at_the_desk().await;
    assert_eq!(writes(&mut sara, "", 0, PAGE, 1).await.1["version"], 0, "nothing has been written");
    let (status, facts) = writes(&mut sara, "Nämnden", 0, PAGE, 2).await;
    assert_eq!((status, &facts["said"], &facts["version"], &facts["kept"]), (200, &"Sparat kl. 09.00.".into(), &1.into(), &true.into()));
    assert!(look(&mut sara, &format!("{DESK}/sammanfattning")).await.contains("\nNämnden</textarea>"));
    assert_eq!(writes(&mut sara, "Nämnden", 1, PAGE, 3).await.1["version"], 1);
    assert_eq!(world.count("select count(*) from desk_version").await, 1);
}

#[tokio::test]
async fn a_save_that_is_sent_again_counts_once_and_one_that_comes_late_undoes_nothing() {
    let (world, mut sara, mut siv) = two_at_the_desk().await;
    // The answers are lost on their way: the page still believes to be on top of nothing.
    for _ in 0..2 {
        assert_eq!(writes(&mut sara, "Nämnden", 0, PAGE, 1).await, (200, told_saved(1)));
    }
    assert_eq!(writes(&mut sara, "Nämnden delar", 0, PAGE, 2).await, (200, told_saved(2)));
    // The first one arrives once more, when the second has been saved.
    assert_eq!(writes(&mut sara, "Nämnden", 0, PAGE, 1).await, (200, told_saved(2)));
    assert_eq!(summary(&world).await, "Nämnden delar");
    assert_eq!(world.count("select count(*) from desk_version").await, 2);
    // Somebody else who sends the same id of a page has not seen it by that.
    assert_eq!(writes(&mut siv, "Nej", 0, PAGE, 9).await.0, 409);
    // What is no id is none of ours.
    let broken = [("version", "2"), ("text", "x"), ("op", "page"), ("do", "save")];
    assert_eq!(sara.tell(&format!("{DESK}/sammanfattning/spara"), &broken).await.unwrap().status, 422);
}

fn told_saved(version: i64) -> Value {
    serde_json::json!({ "said": "Sparat kl. 09.00.", "version": version, "kept": true })
}

#[tokio::test]
async fn a_page_that_stays_open_is_put_together_with_what_a_colleague_saves_and_takes_nothing_back() {
    let (world, mut sara, mut siv) = two_at_the_desk().await;
    world.drafted_response().await;
    let (path, auto) = (format!("{DESK}/punkter/R1"), format!("{DESK}/punkter/R1/spara"));
    siv.post(&path, &answer("1", "", &[("due", "maj 2025")])).await.unwrap().done().unwrap();
    let op = |step: u32| format!("{PAGE}_{step}");
    let (status, first) = told(sara.tell(&auto, &answer("1", &op(1), &[("effect", "Fel")])).await.unwrap());
    assert_eq!((status, first["said"].as_str().unwrap()), (200, "Sparat kl. 09.00. Siv Handläggare har sparat i andra fält. Båda ändringarna finns med."));
    // The page goes on as it is, with the day as it was before.
    let version = first["version"].to_string();
    let (status, second) = told(sara.tell(&auto, &answer(&version, &op(2), &[("effect", "Fel upptäcks")])).await.unwrap());
    assert_eq!(status, 200, "{second}");
    // And once more without having heard of that.
    let (status, third) = told(sara.tell(&auto, &answer(&version, &op(3), &[("effect", "Fel upptäcks genast.")])).await.unwrap());
    assert_eq!(status, 200, "{third}");
    let now = world.text("select concat(content #>> '{measures,0,due}', ' ', content #>> '{measures,0,effect}') from desk_part where item_id = (select id from item where code = 'R1')").await;
    assert_eq!(now, "maj 2025 Fel upptäcks genast.");
}

#[tokio::test]
async fn writing_keeps_the_session_alive_until_its_absolute_end_and_says_when_it_is_over() {
    let (world, mut sara, _) = two_at_the_desk().await;
    let mut version = 0;
    for (n, at) in
        ["09:40", "10:20", "11:00", "11:40", "12:20", "13:00", "13:40", "14:20", "15:00", "15:40", "16:20", "17:00", "17:40", "18:20"].iter().enumerate()
    {
        world.move_to(&format!("2025-02-03 {at}"));
        let (status, facts) = writes(&mut sara, &"Ord. ".repeat(n + 1), version, PAGE, u32::try_from(n).unwrap()).await;
        assert_eq!(status, 200, "{at}: {facts}");
        version = facts["version"].as_i64().unwrap();
    }
    world.move_to("2025-02-03 19:01");
    let (status, facts) = writes(&mut sara, "För sent.", version, PAGE, 99).await;
    assert_eq!((status, &facts["unsaved"]), (401, &true.into()));
    // She signs in in another tab, and the page sends the same save again.
    sara.sign_in("sara.service@kommun.example", crate::world::PASSWORD).await.unwrap();
    assert_eq!(writes(&mut sara, "För sent.", version, PAGE, 99).await.0, 200);
    assert_eq!(summary(&world).await, "För sent.");
}

#[tokio::test]
async fn nothing_is_saved_in_the_name_of_somebody_else_who_has_signed_in_in_the_same_browser() {
    let (world, mut sara, mut siv) = two_at_the_desk().await;
    let page = sara.get(&format!("{DESK}/sammanfattning")).await.unwrap();
    let by = page.hidden("by").unwrap();
    let form = [("version", "0"), ("text", "Saras ord"), ("by", by.as_str()), ("do", "save")];
    let (status, facts) = told(siv.tell(&format!("{DESK}/sammanfattning/spara"), &form).await.unwrap());
    assert_eq!((status, facts["said"].as_str().unwrap().contains("Någon annan är inloggad")), (409, true), "{facts}");
    let refused = siv.post(&format!("{DESK}/sammanfattning"), &form).await.unwrap();
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("Någon annan är inloggad") && !refused.body.contains("Saras ord"), "{}", refused.sentence());
    assert_eq!(world.count("select count(*) from desk_version").await + world.count("select count(*) from desk_aside").await, 0);
    sara.post(&format!("{DESK}/sammanfattning"), &form).await.unwrap().done().unwrap();
}

// ---- what cannot be taken in ------------------------------------------------------------------------------------------

#[tokio::test]
async fn words_in_a_field_in_which_a_colleague_has_written_are_put_aside_for_their_writer_alone() {
    let (world, mut sara, mut siv) = two_at_the_desk().await;
    writes(&mut siv, "Sivs text", 0, OTHER, 1).await;
    let aside = format!("{DESK}/sammanfattning/undanlagt");
    for (step, text) in [(1, "Saras"), (2, "Saras text")] {
        let (status, facts) = writes(&mut sara, text, 0, PAGE, step).await;
        assert_eq!((status, &facts["kept"], &facts["link"][0]), (409, &true.into(), &Value::from(aside.as_str())), "{facts}");
        assert!(facts["said"].as_str().unwrap().starts_with("Siv Handläggare har sparat i samma fält medan du skrev."), "{facts}");
    }
    let shown = look(&mut sara, &aside).await;
    assert!(shown.contains("Saras text") && shown.contains("Någon hade sparat en annan text i samma fält."), "{shown}");
    assert_eq!(world.count("select count(*) from desk_aside").await, 1, "one for each page, with its latest words");
    for page in [DESK.to_owned(), format!("{DESK}/sammanfattning")] {
        assert!(look(&mut sara, &page).await.contains("Du har text som inte kom med i svaret."), "{page}");
        assert!(!look(&mut siv, &page).await.contains("Du har text som inte kom med"), "{page}");
    }
    assert!(!look(&mut siv, &aside).await.contains("Saras text"));
    let mut kim = world.signed_in("Kim Kommun").await;
    assert_eq!(kim.get(&aside).await.unwrap().status, 404, "another board's desk");
    assert_eq!(summary(&world).await, "Sivs text");
    // She takes it in; what stood there remains among the versions.
    let page = sara.get(&aside).await.unwrap();
    let take = page.body.split("value=\"take-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (take, drop, version) = (format!("take-{take}"), format!("drop-{take}"), page.hidden("version").unwrap());
    siv.post(&format!("{DESK}/sammanfattning"), &[("version", &version), ("do", &drop)]).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/sammanfattning"), &[("version", &version), ("do", &take)]).await.unwrap().done().unwrap();
    assert_eq!(summary(&world).await, "Saras text");
    assert!(!look(&mut sara, DESK).await.contains("Du har text som inte kom med"));
    assert!(look(&mut siv, &format!("{DESK}/sammanfattning/versioner?version=1")).await.contains("Sivs text"));
}

#[tokio::test]
async fn whoever_chooses_between_two_texts_has_nothing_put_aside_any_more() {
    let (world, mut sara, mut siv) = two_at_the_desk().await;
    writes(&mut siv, "Sivs text", 0, OTHER, 1).await;
    writes(&mut sara, "Saras text", 0, PAGE, 1).await;
    let op = format!("{PAGE}_2");
    let path = format!("{DESK}/sammanfattning");
    let both = sara.post(&path, &[("version", "0"), ("text", "Saras text"), ("op", &op), ("do", "save")]).await.unwrap();
    assert_eq!(both.status, 422);
    assert_eq!(world.count("select count(*) from desk_aside").await, 1);
    let (version, aside) = (both.hidden("version").unwrap(), both.hidden("aside").unwrap());
    sara.post(&path, &[("version", &version), ("text", "Sivs och Saras text"), ("aside", &aside), ("do", "save")]).await.unwrap().done().unwrap();
    assert_eq!((summary(&world).await.as_str(), world.count("select count(*) from desk_aside").await), ("Sivs och Saras text", 0));
    // Siv is told where she wrote, until she goes on there; Sara is not told of herself.
    let told = "Sara Service och du har skrivit i samma fält. Sara Service valde 3 februari 2025 kl. 09.00 vad som gäller.";
    let page = look(&mut siv, &path).await;
    assert!(page.contains(told) && page.contains("/sammanfattning/versioner?version=1"), "{page}");
    assert!(!look(&mut sara, &path).await.contains("skrivit i samma fält"));
    saves(&mut siv, "sammanfattning", &[("text", "Vår text"), ("do", "save")]).await.done().unwrap();
    assert!(!look(&mut siv, &path).await.contains(told));
}

#[tokio::test]
async fn what_is_written_on_a_text_that_was_locked_or_handed_in_meanwhile_is_kept_and_shown() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut siv = world.signed_in("Siv Handläggare").await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    let form = [("version", "1"), ("text", "Ett ord till."), ("do", "save")];
    let refused = siv.post(&format!("{DESK}/sammanfattning"), &form).await.unwrap();
    assert_eq!(refused.status, 409);
    for said in
        ["Texten kom inte med i svaret", "Yttrandet är markerat som klart för nämnden.", "Ett ord till.", "Bara du ser det.", "/sammanfattning/undanlagt"]
    {
        assert!(refused.body.contains(said), "{said}: {}", refused.body);
    }
    // Nothing is put aside that says what is saved already, or nothing.
    for text in ["Nämnden delar bilden.", " "] {
        assert_eq!(siv.post(&format!("{DESK}/sammanfattning"), &[("version", "1"), ("text", text), ("do", "save")]).await.unwrap().status, 409);
    }
    assert_eq!(writes(&mut siv, "Två ord till.", 1, PAGE, 1).await.0, 409);
    let item = told(siv.tell(&format!("{DESK}/punkter/R1/spara"), &answer("1", "", &[("effect", "Ord i R1.")])).await.unwrap());
    assert_eq!((item.0, item.1["said"].as_str().unwrap().starts_with("Yttrandet är markerat som klart")), (409, true), "{item:?}");
    assert_eq!(world.count("select count(*) from desk_aside").await, 3);
    sara.post(&format!("{DESK}/beslut"), &decision("2025-02-03")).await.unwrap().done().unwrap();
    sara.post(&format!("{DESK}/skicka"), &[]).await.unwrap().done().unwrap();
    assert_eq!(writes(&mut siv, "Tre ord till.", 1, OTHER, 1).await.0, 409);
    let desk = look(&mut siv, DESK).await;
    for link in ["/sammanfattning/undanlagt", "/punkter/R1/undanlagt"] {
        assert!(desk.contains(link), "{link}: {desk}");
    }
    let shown = look(&mut siv, &format!("{DESK}/sammanfattning/undanlagt")).await;
    for seen in ["Ett ord till.", "Två ord till.", "Tre ord till.", "Texten var låst för nämnden.", "Yttrandet var redan inskickat."] {
        assert!(shown.contains(seen), "{seen}: {shown}");
    }
    assert!(!shown.contains("value=\"take-"), "what has been handed in stands");
    let drop = shown.split("value=\"drop-").nth(1).unwrap().split('"').next().unwrap();
    let drop = format!("drop-{drop}");
    siv.post(&format!("{DESK}/sammanfattning"), &[("version", "1"), ("do", &drop)]).await.unwrap().done().unwrap();
    assert_eq!(world.count("select count(*) from desk_aside").await, 3);
    // Nobody else learns of it.
    let mut rut = world.signed_in("Rut Revisor").await;
    assert_eq!(rut.get(&format!("{DESK}/sammanfattning/undanlagt")).await.unwrap().status, 404);
    assert!(!look(&mut rut, RESPONSE).await.contains("ord till"));
}

#[tokio::test]
async fn whoever_was_removed_from_the_board_while_writing_keeps_her_words_on_the_page_and_leaves_none_behind() {
    let (world, _, mut siv) = two_at_the_desk().await;
    writes(&mut siv, "Nämnden", 0, PAGE, 1).await;
    let pool = sqlx::postgres::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
    let ended = "set session_replication_role = replica; update role_grant set valid_to = '2025-02-02' where person_id = (select id from person where name = 'Siv Handläggare')";
    sqlx::raw_sql(ended).execute(&pool).await.unwrap();
    pool.close().await;
    let (status, facts) = writes(&mut siv, "Nämnden delar", 1, PAGE, 2).await;
    assert_eq!((status, &facts["unsaved"]), (404, &true.into()), "{facts}");
    let page = siv.post(&format!("{DESK}/sammanfattning"), &[("version", "1"), ("text", "Nämnden delar bilden."), ("do", "save")]).await.unwrap();
    assert!(page.status == 404 && page.body.contains("Nämnden delar bilden."), "{}", page.body);
    assert_eq!((summary(&world).await.as_str(), world.count("select count(*) from desk_aside").await), ("Nämnden", 0));
}

#[tokio::test]
async fn a_text_that_is_too_long_is_kept_as_it_was_typed() {
    let (world, mut sara, _) = two_at_the_desk().await;
    let long = "å".repeat(20_001);
    let (status, facts) = writes(&mut sara, &long, 0, PAGE, 1).await;
    assert_eq!((status, facts["said"].as_str().unwrap().starts_with("Texten är för lång för ett svar.")), (409, true), "{facts}");
    let shown = look(&mut sara, &format!("{DESK}/sammanfattning/undanlagt")).await;
    assert!(shown.contains(&long) && !shown.contains("value=\"take-"));
    // Once it is short enough and saved, nothing lies aside any more.
    assert_eq!(writes(&mut sara, "Kort.", 0, PAGE, 2).await.0, 200);
    assert_eq!(world.count("select count(*) from desk_aside").await, 0);
    let much = "å".repeat(500_001);
    assert_eq!(writes(&mut sara, &much, 1, PAGE, 3).await.0, 413);
    assert_eq!(world.count("select count(*) from desk_aside").await, 0);
}

// ---- versions ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn of_what_a_page_saves_by_itself_one_version_of_ten_minutes_is_listed_and_all_that_was_saved_by_hand() {
    let (world, mut sara, mut siv) = two_at_the_desk().await;
    let mut version = 0;
    for step in 1..=3 {
        version = writes(&mut sara, &"Ord. ".repeat(step), version, PAGE, u32::try_from(step).unwrap()).await.1["version"].as_i64().unwrap();
    }
    saves(&mut sara, "sammanfattning", &[("text", "För hand."), ("do", "save")]).await.done().unwrap();
    writes(&mut siv, "Siv skriver.", 4, OTHER, 1).await;
    world.move_to("2025-02-03 09:15");
    for (step, text) in [(11, "Sara igen."), (12, "Sara igen, och mer.")] {
        writes(&mut sara, text, i64::from(step) - 6, PAGE, step).await;
    }
    let list = look(&mut sara, &format!("{DESK}/sammanfattning/versioner")).await;
    // What was saved by hand in a page without a script has not gone on from the page before it.
    for (n, listed) in [(1, false), (2, false), (3, true), (4, true), (5, true), (6, false), (7, true)] {
        assert_eq!(list.contains(&format!("versioner?version={n}\"")), listed, "version {n}: {list}");
    }
    // Whatever is listed or not can be read, as long as it is kept.
    assert!(look(&mut sara, &format!("{DESK}/sammanfattning/versioner?version=2")).await.contains("Ord. Ord."));
}

#[tokio::test]
async fn the_versions_of_a_draft_do_not_grow_with_every_pause_of_its_writer() {
    let (world, mut sara, mut siv) = two_at_the_desk().await;
    let mut version = 0;
    for step in 1..=215_u32 {
        if step == 5 {
            saves(&mut sara, "sammanfattning", &[("text", "För hand."), ("do", "save")]).await.done().unwrap();
            version += 1;
        }
        version = writes(&mut sara, &format!("Ord {step}"), version, PAGE, step).await.1["version"].as_i64().unwrap();
    }
    assert_eq!(version, 216);
    assert_eq!(world.text("select string_agg(version::text, ' ' order by version) from desk_version where version <= 17").await, "4 5 17");
    // Siv had opened one that has gone: what she changed is asked about, and nothing is taken back without a word.
    let (status, facts) = writes(&mut siv, "Sivs ord", 3, OTHER, 1).await;
    assert_eq!(status, 409, "{facts}");
    assert_eq!(summary(&world).await, "Ord 215");
    // Nothing else may go.
    let pool = sqlx::postgres::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
    for kept in ["version = 5", "version = 216"] {
        let refused = sqlx::query(sqlx::AssertSqlSafe(format!("delete from desk_version where {kept}"))).execute(&pool).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("YT002"), "{kept}");
    }
    pool.close().await;
}

// ---- when the database is away ----------------------------------------------------------------------------------------

#[tokio::test]
async fn a_save_that_was_lost_while_it_was_committed_is_not_called_unsaved_and_counts_once_when_it_is_sent_again() {
    let (world, mut sara, _) = two_at_the_desk().await;
    let pool = sqlx::postgres::PgPool::connect_with(crate::database::superuser(&world.database).await).await.unwrap();
    sqlx::raw_sql(
        "create function die() returns trigger language plpgsql security definer as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
         create constraint trigger die after insert on desk_version deferrable initially deferred for each row execute function die()",
    )
    .execute(&pool)
    .await
    .unwrap();
    let (status, facts) = writes(&mut sara, "Nämnden", 0, PAGE, 1).await;
    assert_eq!((status, &facts["unsaved"]), (503, &false.into()), "{facts}");
    sqlx::raw_sql("drop trigger die on desk_version").execute(&pool).await.unwrap();
    pool.close().await;
    assert_eq!(writes(&mut sara, "Nämnden", 0, PAGE, 1).await, (200, told_saved(1)));
}

// ---- when the session is over, without a script -----------------------------------------------------------------------

/// Sara has sent a text an hour after she was last heard of: the page on which she signs in again.
async fn sent_too_late(text: &str) -> (World, Player, Player, Page) {
    let (world, mut sara, siv) = two_at_the_desk().await;
    let form = sara.get(&format!("{DESK}/sammanfattning")).await.unwrap();
    let by = form.hidden("by").unwrap();
    world.move_to("2025-02-03 10:00");
    let fields = [("version", "0"), ("op", ""), ("by", by.as_str()), ("text", text), ("do", "save")];
    let page = sara.post(&format!("{DESK}/sammanfattning"), &fields).await.unwrap();
    assert_eq!(page.status, 401, "{}", page.sentence());
    (world, sara, siv, page)
}

async fn signs_in(player: &mut Player, name: &str, password: &str, page: &Page) -> Page {
    let (carried, till) = (page.hidden("carried").unwrap(), page.hidden("till").unwrap());
    let fields = [("email", crate::world::email(name)), ("password", password.to_owned()), ("till", till), ("carried", carried)];
    player.post("/logga-in", &fields.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>()).await.unwrap()
}

#[tokio::test]
async fn what_was_sent_when_the_session_was_over_is_back_in_its_field_once_the_same_person_has_signed_in() {
    let long = format!("Nämnden delar bilden. {}", "Å".repeat(19_000));
    let (world, mut sara, _, page) = sent_too_late(&long).await;
    assert!(page.body.contains("Det du skrev är inte sparat än. Logga in som samma person"), "{}", page.sentence());
    assert!(!page.body.contains("delar bilden"), "whoever sits there reads it");
    assert_eq!(world.count("select count(*) from desk_version").await, 0);
    let wrong = signs_in(&mut sara, "Sara Service", "fel lösenord, helt fel", &page).await;
    assert_eq!(wrong.status, 422);
    let back = signs_in(&mut sara, "Sara Service", crate::world::PASSWORD, &wrong).await;
    assert_eq!(back.status, 200, "{}", back.sentence());
    assert!(back.body.contains("Du är inloggad igen") && back.body.contains(&format!(">\n{long}</textarea>")), "{}", back.sentence());
    assert!(back.body.contains(&format!("Du skrev det på sidan <strong>{DESK}/sammanfattning</strong>")), "which of several pages it was");
    assert!(back.body.contains(&format!("<form method=\"post\" action=\"{DESK}/sammanfattning\">")) && !back.body.contains("readonly"));
    let by = back.hidden("by").unwrap();
    let fields = [("version", back.hidden("version").unwrap()), ("by", by), ("text", format!("{long}!")), ("do", back.hidden("do").unwrap())];
    sara.post(&format!("{DESK}/sammanfattning"), &fields.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
        .await
        .unwrap()
        .done()
        .unwrap();
    assert_eq!(summary(&world).await, format!("{long}!"));
}

#[tokio::test]
async fn nobody_else_sees_what_was_sent_when_the_session_was_over() {
    let (world, mut sara, siv, page) = sent_too_late("Saras ord.").await;
    for (mut browser, name) in [(siv.another(), "Siv Handläggare"), (sara.clone(), "Kim Kommun")] {
        let other = signs_in(&mut browser, name, crate::world::PASSWORD, &page).await;
        assert_eq!((other.status.as_u16(), other.location.as_deref()), (303, Some("/?klart=nagon-annans")), "{name}");
        let start = browser.follow(other).await.unwrap();
        let start = browser.follow(start).await.unwrap();
        assert!(!start.body.contains("Saras ord."), "{name}");
    }
    // What has been changed on its way, or lain for too long, is nothing.
    let carried = page.hidden("carried").unwrap();
    for broken in [format!("{carried}A"), "x".to_owned()] {
        let fields =
            [("email", crate::world::email("Sara Service")), ("password", crate::world::PASSWORD.to_owned()), ("till", DESK.to_owned()), ("carried", broken)];
        let to = sara.post("/logga-in", &fields.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>()).await.unwrap();
        assert_eq!(to.location.as_deref(), Some(DESK));
    }
    world.move_to("2025-02-03 20:01");
    let late = signs_in(&mut sara, "Sara Service", crate::world::PASSWORD, &page).await;
    assert_eq!(late.status, 303, "{}", late.sentence());
}

#[tokio::test]
async fn every_form_of_the_service_carries_what_was_typed_and_no_password() {
    let world = World::at("2025-02-03 09:00").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    world.move_to("2025-02-03 10:00");
    let page = rut.post("/granskningar/ny/sjalv", &crate::world::audit_form(&[])).await.unwrap();
    assert_eq!(page.status, 401, "{}", page.sentence());
    let back = signs_in(&mut rut, "Rut Revisor", crate::world::PASSWORD, &page).await;
    assert!(back.status == 200 && back.body.contains("Styrningen är inte tillräcklig."), "{}", back.sentence());
    assert_eq!(world.count("select count(*) from audit").await, 0);
    world.move_to("2025-02-03 11:00");
    let secret = rut.post("/konto/losenord", &[("current", "hemligt"), ("password", "Ett nytt lösenord"), ("again", "Ett nytt lösenord")]).await.unwrap();
    assert_eq!(secret.status, 303, "{}", secret.sentence());
    let nothing = rut.post("/aviseringar/lasta", &[]).await.unwrap();
    assert!([303, 404].contains(&nothing.status.as_u16()), "{}", nothing.status);
}
