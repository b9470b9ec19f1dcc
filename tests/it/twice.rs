//! Whoever clicks twice, because nothing seemed to happen, has done it once, and is led to where the first click leads: in every form
//! of an audit's year that does something once. (Whoever records an audit twice is told that its number is taken, and by which.)

use yttrande::demo::player::{Page, Player};

use crate::world::{DESK, RESPONSE, World, decision, planned, saves};

const AUDIT: &str = "/granskningar/rev-2025-1";
const ASK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/anstand";
const OTHERS: &str = "/yttranden/rev-2025-1/kommunstyrelsen/forsta";

/// A world in which every form is sent twice.
struct Clicks {
    world: World,
    wrong: Vec<String>,
    forms: usize,
}

impl Clicks {
    async fn events(&self) -> i64 {
        self.world.count("select count(*) from event where kind not in ('signed_in')").await
    }

    /// Sends a form, and the same once more.
    async fn twice(&mut self, player: &mut Player, path: &str, form: &[(&str, &str)]) -> Page {
        let first = player.post(path, form).await.unwrap();
        let to = first.done().unwrap_or_else(|error| panic!("{path}: {error}")).to_owned();
        let events = self.events().await;
        let second = player.post(path, form).await.unwrap();
        self.forms += 1;
        match second.done() {
            Ok(again) if again == to => {}
            Ok(again) => self.wrong.push(format!("{path} leads to {to}, and the second time to {again}")),
            Err(_) => self.wrong.push(format!("{path} answers the second click with {}: {}", second.status, second.sentence())),
        }
        if self.events().await != events {
            self.wrong.push(format!("{path} is done twice"));
        }
        first
    }

    /// Sends a form as its page draws it, with what is typed.
    async fn from_page(&mut self, player: &mut Player, path: &str, hidden: &[&str], typed: &[(&str, &str)]) {
        let page = player.get(path).await.unwrap().shown().unwrap();
        let hidden: Vec<(&str, String)> = hidden.iter().map(|name| (*name, page.hidden(name).unwrap_or_else(|error| panic!("{path}: {error}")))).collect();
        let form: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).chain(typed.iter().copied()).collect();
        self.twice(player, path, &form).await;
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one year, every form twice")]
async fn whoever_clicks_twice_has_done_it_once_and_is_told_so_kindly() {
    let world = World::at("2025-02-03 09:00").await;
    world.unsent_audit().await;
    let mut all = Clicks { world, wrong: Vec::new(), forms: 0 };
    let mut rut = all.world.signed_in("Rut Revisor").await;
    all.twice(&mut rut, &format!("{AUDIT}/skicka"), &[("message", "Välkomna att svara."), ("sure", "ja")]).await;
    all.from_page(&mut rut, &format!("{AUDIT}/ratta/titel"), &["seen"], &[("title", "Städavtal och tvätt"), ("reason", "Tvätten granskades också.")]).await;
    let reply_to = [("reply_to", "diariet@kommun.example"), ("reason", "Fel adress.")];
    all.from_page(&mut rut, &format!("{AUDIT}/ratta/svarsadress"), &["seen"], &reply_to).await;
    all.from_page(
        &mut rut,
        &format!("{AUDIT}/ratta/punkter/R2"),
        &["seen"],
        &[("heading", "Utbilda alla"), ("body", "Nämnden bör utbilda alla."), ("reason", "Otydligt.")],
    )
    .await;
    // The board.
    let mut sara = all.world.signed_in("Sara Service").await;
    all.twice(&mut sara, ASK, &[("wished_on", "2025-04-15"), ("reason", "Nämnden möts i april.")]).await;
    all.from_page(&mut rut, &format!("{ASK}/beslut"), &["request"], &[("outcome", "granted"), ("next", "keep")]).await;
    all.twice(&mut sara, ASK, &[("wished_on", "2025-04-29"), ("reason", "Nämnden möts ändå inte.")]).await;
    all.twice(&mut sara, &format!("{ASK}/aterkalla"), &[]).await;
    let right = [("due_on", "2025-04-16"), ("reason", "Rätt dag är den 16 april.")];
    all.twice(&mut rut, "/yttranden/rev-2025-1/servicenamnden/forsta/sista-dag/ratta", &right).await;
    all.twice(&mut sara, &format!("{DESK}/sammanfattning"), &[("version", "0"), ("text", "Nämnden delar bilden."), ("do", "next")]).await;
    for code in ["B1", "R1", "R2"] {
        all.twice(&mut sara, &format!("{DESK}/punkter/{code}"), &[planned("next").as_slice(), &[("version", "0")]].concat()).await;
    }
    all.twice(&mut sara, &format!("{DESK}/klart-for-namnden"), &[]).await;
    all.twice(&mut sara, &format!("{DESK}/oppna"), &[("reason", "Ett ord till.")]).await;
    saves(&mut sara, "sammanfattning", &[("text", "Nämnden delar hela bilden."), ("do", "next")]).await.done().unwrap();
    all.twice(&mut sara, &format!("{DESK}/klart-for-namnden"), &[]).await;
    let decided: Vec<(&str, &str)> = decision("2025-02-03").into_iter().map(|(name, value)| (name, if name == "lock" { "2" } else { value })).collect();
    all.twice(&mut sara, &format!("{DESK}/beslut"), &decided).await;
    all.twice(&mut sara, &format!("{DESK}/skicka"), &[]).await;
    // What has come.
    all.twice(&mut rut, &format!("{RESPONSE}/diarienummer"), &[("submission", "1"), ("was", ""), ("diary_number", "REV 7")]).await;
    all.twice(&mut rut, &format!("{RESPONSE}/komplettering"), &[("wanted", "När gäller rutinen?"), ("due_on", "2025-03-12")]).await;
    all.twice(&mut rut, &format!("{RESPONSE}/komplettering/1/aterta"), &[("reason", "Det stod i bilagan.")]).await;
    all.from_page(
        &mut sara,
        &format!("{DESK}/komplettering"),
        &["submission", "newest", "request", "version", "files"],
        &[("why", "eget"), ("text", "R1: rutinen gäller från den 1 juni.")],
    )
    .await;
    for code in ["B1", "R1", "R2"] {
        let verdict = [("submission", "1"), ("version", "0"), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "next")];
        all.twice(&mut rut, &format!("{RESPONSE}/omdome/{code}"), &verdict).await;
    }
    all.twice(&mut rut, &format!("{RESPONSE}/omdome/publicera"), &[("submission", "1"), ("overall", "Tydliga planer.")]).await;
    // Whoever is late.
    all.world.move_to("2025-04-08 09:00");
    rut = all.world.signed_in("Rut Revisor").await;
    let mut kim = all.world.signed_in("Kim Kommun").await;
    all.from_page(&mut rut, &format!("{OTHERS}/paminn"), &["seen"], &[("words", "Ni svarade inte i tid.")]).await;
    rut.upload_with(&format!("{OTHERS}/skriv-in/fil"), "Svar.pdf", "application/pdf", b"%PDF-1.7 svaret %%EOF", &[("ground", "")])
        .await
        .unwrap()
        .done()
        .unwrap();
    let came = [("channel", "paper"), ("received_on", "2025-04-07"), ("decided", "saknas"), ("decided_on", ""), ("section", ""), ("board_reference", "")];
    all.from_page(&mut rut, &format!("{OTHERS}/skriv-in"), &["files"], &[came.as_slice(), &[("summary", "Styrelsen delar bilden.")]].concat()).await;
    let later = [("submission", "1"), ("entry", "0"), ("decider", "board"), ("decided_on", "2025-04-07"), ("section", "9"), ("board_reference", "")];
    all.twice(&mut kim, &format!("{OTHERS}/arbete/beslut-efterat"), &later).await;
    for code in ["B1", "R1"] {
        let verdict = [("submission", "1"), ("version", "0"), ("grade", "sufficient"), ("comment", ""), ("note", ""), ("do", "next")];
        all.twice(&mut rut, &format!("{OTHERS}/omdome/{code}"), &verdict).await;
    }
    all.twice(&mut rut, &format!("{OTHERS}/omdome/publicera"), &[("submission", "1"), ("overall", "")]).await;
    all.twice(&mut rut, &format!("{AUDIT}/ny-omgang"), &[("board", "kommunstyrelsen"), ("due_on", "2025-09-30"), ("why", "När gäller rutinen?")]).await;
    let council = [("held_on", "2025-04-07"), ("section", "45"), ("handling", "arende"), ("asked", ""), ("minutes", "")];
    all.from_page(&mut rut, &format!("{AUDIT}/fullmaktige"), &["seen"], &council).await;
    all.twice(&mut rut, &format!("{AUDIT}/ratta/aterkalla"), &[("boards", "servicenamnden"), ("boards", "kommunstyrelsen"), ("reason", "Räcker så.")]).await;
    all.twice(&mut rut, &format!("{AUDIT}/avsluta"), &[("motive", "Allt är besvarat."), ("without_answer", "yes")]).await;
    all.twice(&mut rut, &format!("{AUDIT}/oppna-igen"), &[("reason", "Mer har kommit.")]).await;
    assert!(all.wrong.is_empty(), "{} of {} forms:\n{}", all.wrong.len(), all.forms, all.wrong.join("\n"));
}
