//! What looks like a second click and is not one is never answered as if it were done: somebody else has done something else.

use crate::deadlines;
use crate::world::{DESK, World, decision, saves};

const BOARD: &str = "/yttranden/rev-2025-1/servicenamnden/forsta";
const WITHDRAW: &str = "/granskningar/rev-2025-1/ratta/aterkalla";
const WHY: &str = "Avtalen ligger hos kommunstyrelsen.";

#[tokio::test]
async fn boards_are_withdrawn_from_once_and_no_other_board_is_said_to_be() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for click in ["once", "twice"] {
        rut.post(WITHDRAW, &[("boards", "servicenamnden"), ("reason", WHY)]).await.unwrap().done().unwrap_or_else(|error| panic!("{click}: {error}"));
    }
    for boards in [vec![], vec![("boards", "barnnamnden")], vec![("boards", "servicenamnden"), ("boards", "barnnamnden")]] {
        let told = rut.post(WITHDRAW, &[boards.as_slice(), &[("reason", WHY)]].concat()).await.unwrap();
        assert_eq!(told.status, 422, "{boards:?}");
    }
    for click in ["once", "twice"] {
        rut.post(WITHDRAW, &[("boards", "alla"), ("reason", WHY)]).await.unwrap().done().unwrap_or_else(|error| panic!("{click}: {error}"));
    }
}

#[tokio::test]
async fn a_decision_about_a_text_that_nobody_decided_on_is_not_said_to_be_recorded() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let (mut sara, mut olle) = (world.signed_in("Sara Service").await, world.signed_in("Olle Ordförande").await);
    let decide = format!("{DESK}/beslut");
    let seen = sara.get(&decide).await.unwrap().shown().unwrap().hidden("text").unwrap();
    saves(&mut olle, "sammanfattning", &[("text", "Nämnden delar inte bilden."), ("do", "next")]).await.done().unwrap();
    let newer = olle.get(&decide).await.unwrap().shown().unwrap().hidden("text").unwrap();
    for click in ["once", "twice"] {
        let form = [decision("2025-03-10").as_slice(), &[("text", &newer)]].concat();
        olle.post(&decide, &form).await.unwrap().done().unwrap_or_else(|error| panic!("{click}: {error}"));
    }
    let told = sara.post(&decide, &[decision("2025-03-10").as_slice(), &[("text", &seen)]].concat()).await.unwrap();
    assert_eq!(told.status, 409, "{:?}", told.location);
}

#[tokio::test]
async fn a_decision_that_moves_the_next_round_to_another_day_is_another_decision() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    deadlines::asked(&world, "2025-04-25").await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let path = format!("{BOARD}/anstand/beslut");
    let request = rut.get(&path).await.unwrap().shown().unwrap().hidden("request").unwrap();
    for (next, day, status) in [("move", "2026-03-31", 303), ("move", "2026-03-31", 303), ("move", "2026-04-30", 409), ("keep", "", 409)] {
        let form = [("request", request.as_str()), ("outcome", "granted"), ("reason", ""), ("next", next), ("next_day", day)];
        assert_eq!(rut.post(&path, &form).await.unwrap().status, status, "{next} {day}");
    }
}

#[tokio::test]
async fn whoever_locks_what_somebody_else_has_locked_is_told_so() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    for (name, status) in [("Sara Service", 303), ("Olle Ordförande", 409), ("Sara Service", 303)] {
        assert_eq!(world.signed_in(name).await.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().status, status, "{name}");
    }
}

#[tokio::test]
async fn a_response_is_taken_back_once_and_for_one_reason() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    for (reason, status) in [("Fel version.", 303), ("Fel version.", 303), ("Något annat.", 409)] {
        assert_eq!(sara.post(&format!("{DESK}/aterta/1"), &[("reason", reason)]).await.unwrap().status, status, "{reason}");
    }
}

#[tokio::test]
async fn what_is_corrected_for_another_reason_is_another_correction() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for (path, what) in [
        ("/granskningar/rev-2025-1/ratta/titel", [("title", "Städavtal och tvätt")].as_slice()),
        ("/granskningar/rev-2025-1/ratta/svarsadress", [("reply_to", "diariet@kommun.example")].as_slice()),
        ("/granskningar/rev-2025-1/ratta/punkter/R1", [("heading", "Följ upp"), ("body", "Nämnden bör följa upp.")].as_slice()),
    ] {
        for (reason, status) in [("Otydligt.", 303), ("Otydligt.", 303), ("Fel i protokollet.", 422)] {
            let form = [what, &[("seen", "1"), ("reason", reason)]].concat();
            assert_eq!(rut.post(path, &form).await.unwrap().status, status, "{path}: {reason}");
        }
    }
}

#[tokio::test]
async fn a_second_click_takes_back_no_request_that_has_been_made_since() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    deadlines::asked(&world, "2025-04-25").await;
    let mut sara = world.signed_in("Sara Service").await;
    let ask = format!("{BOARD}/anstand");
    let request = sara.get(&ask).await.unwrap().shown().unwrap().hidden("request").unwrap();
    sara.post(&format!("{ask}/aterkalla"), &[("request", &request)]).await.unwrap().done().unwrap();
    deadlines::asked(&world, "2025-04-29").await;
    sara.post(&format!("{ask}/aterkalla"), &[("request", &request)]).await.unwrap().done().unwrap();
    let open = "select count(*) from published.extension_request where open";
    assert_eq!(world.count(open).await, 1);
}

#[tokio::test]
async fn a_preliminary_response_that_awaits_its_decision_on_another_day_is_another_one() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.drafted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    sara.post(&format!("{DESK}/klart-for-namnden"), &[]).await.unwrap().done().unwrap();
    for (day, status) in [("2025-04-16", 303), ("2025-04-16", 303), ("2025-04-23", 409)] {
        assert_eq!(sara.post(&format!("{DESK}/preliminart"), &[("expected_on", day)]).await.unwrap().status, status, "{day}");
    }
}

#[tokio::test]
async fn a_supplement_for_another_reason_or_with_another_decision_is_another_one() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    world.submitted_response().await;
    let mut sara = world.signed_in("Sara Service").await;
    let (add, files) = (format!("{DESK}/komplettering"), format!("{DESK}/komplettering/bilagor"));
    sara.upload_with(&files, "Rutin.txt", "text/plain", "Rutinen gäller.".as_bytes(), &[("ground", "")]).await.unwrap().done().unwrap();
    let page = sara.get(&add).await.unwrap().shown().unwrap();
    let hidden = ["submission", "newest", "request", "version", "files"].map(|name| (name, page.hidden(name).unwrap()));
    let nobody = [("decider", ""), ("decided_on", ""), ("section", ""), ("board_reference", "")];
    let board = [("decider", "board"), ("decided_on", "2025-03-10"), ("section", "46"), ("board_reference", "")];
    let text = ("text", "R1: rutinen gäller från den 1 juni.");
    for (why, decided, status) in [("eget", board, 303), ("eget", board, 303), ("begaran", board, 409), ("eget", nobody, 409)] {
        let shown = hidden.iter().map(|(name, value)| (*name, value.as_str()));
        let form: Vec<(&str, &str)> = shown.chain(decided).chain([("why", why), text]).collect();
        assert_eq!(sara.post(&add, &form).await.unwrap().status, status, "{why} {decided:?}");
    }
    // The same words without the file are another supplement.
    let shown = hidden.iter().map(|(name, value)| (*name, if *name == "files" { "" } else { value.as_str() }));
    let form: Vec<(&str, &str)> = shown.chain(board).chain([("why", "eget"), text]).collect();
    let third = sara.post(&add, &form).await.unwrap();
    assert!(third.done().unwrap().ends_with("/inkommet/3/kvitto"), "{:?}", third.location);
}

#[tokio::test]
async fn whoever_withdraws_the_whole_audit_is_not_told_that_it_is_closed_because_its_boards_were_withdrawn_one_by_one() {
    let world = World::at("2025-03-10 10:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    for board in ["servicenamnden", "kommunstyrelsen"] {
        rut.post(WITHDRAW, &[("boards", board), ("reason", WHY)]).await.unwrap().done().unwrap();
    }
    let told = rut.post(WITHDRAW, &[("boards", "alla"), ("reason", WHY)]).await.unwrap();
    assert_eq!(told.status, 422, "{:?}", told.location);
}

#[tokio::test]
async fn an_act_of_the_council_that_was_corrected_for_another_reason_is_not_corrected_once_more() {
    let world = World::at("2025-02-03 10:00").await;
    world.sent_audit().await;
    world.move_to("2025-05-02 10:00");
    let mut rut = world.signed_in("Rut Revisor").await;
    let act = [("held_on", "2025-04-24"), ("section", "45"), ("handling", "arende"), ("asked", ""), ("minutes", "")];
    rut.post("/granskningar/rev-2025-1/fullmaktige", &[act.as_slice(), &[("seen", "0")]].concat()).await.unwrap().done().unwrap();
    let right = [("held_on", "2025-04-24"), ("section", "54"), ("handling", "arende"), ("asked", ""), ("minutes", "")];
    for (seen, reason, status) in [("1", "Omkastat.", 303), ("1", "Omkastat.", 303), ("1", "Fel i protokollet.", 422), ("0", "Omkastat.", 422)] {
        let form = [right.as_slice(), &[("seen", seen), ("reason", reason)]].concat();
        assert_eq!(rut.post("/granskningar/rev-2025-1/fullmaktige/1/ratta", &form).await.unwrap().status, status, "{seen} {reason}");
    }
}
