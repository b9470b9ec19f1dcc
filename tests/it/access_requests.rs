//! A colleague asks to work for a board: her address is confirmed, whoever answers for the board says yes or no, and an administrator
//! agrees. Nobody learns who has an account, and nobody lets herself in.

use yttrande::app;
use yttrande::demo::player::{Page, Player};
use yttrande::platform::chain;
use yttrande::platform::database::Database;
use yttrande::platform::mail::Letter;
use yttrande::platform::session::Cookies;

use crate::database;
use crate::post::{Basket, SERVICE, address, instance, round};
use crate::put_right::page_of;
use crate::two_administrators::world_with;
use crate::walls::refused as refused_by;
use crate::world::{PASSWORD, World, email, look, sees, sees_none};

const ASK: &str = "/begar-atkomst";
const OWN: &str = "/konto/atkomst";
const BOARD: &str = "/atkomst/servicenamnden";
const DESK: &str = "/yttranden/rev-2025-1/servicenamnden/forsta/arbete";
const CONFIRM: &str = "Bekräfta din begäran om åtkomst till Revisionsuppföljning";
const WHY: &str = "Ska skriva svaret om städavtalen";

const MAILED: Option<&str> = Some("/logga-in?klart=begaran-mejlad");
const SENT: Option<&str> = Some("/logga-in?klart=begaran-skickad");

async fn asks(world: &World, name: &str, address: &str) -> Page {
    let fields = [("ask_name", name), ("ask_email", address), ("ask_board", "servicenamnden"), ("ask_why", WHY)];
    world.visitor().post(ASK, &fields).await.unwrap()
}

/// The way that the link of a letter leads, within the service.
fn way(letter: &Letter) -> String {
    letter.link.address.strip_prefix(SERVICE).unwrap().to_owned()
}

fn of_subject(basket: &Basket, subject: &str) -> Vec<Letter> {
    basket.letters().into_iter().filter(|letter| letter.subject == subject).collect()
}

/// Per asks and confirms.
async fn per_has_asked(world: &World, basket: &Basket) {
    assert_eq!(asks(world, "Per Person", "per.person@kommun.example").await.location.as_deref(), MAILED);
    let jobs = instance(world, basket.clone()).await;
    round(&jobs).await;
    let link = way(&of_subject(basket, CONFIRM)[0]);
    assert_eq!(world.visitor().post(&link, &[]).await.unwrap().location.as_deref(), SENT);
}

async fn says(player: &mut Player, what: &str, fields: &[(&str, &str)]) -> Page {
    let page = look(player, BOARD).await;
    let to = page.body.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).find(|to| to.ends_with(what)).unwrap().to_owned();
    player.post(&to, fields).await.unwrap()
}

/// Everything in the database fits, as `yttrande verify` sees it.
async fn is_whole(world: &World) {
    let report = chain::verify(&database::superuser(&world.database).await, &[], |_| ()).await.unwrap();
    assert!(report.faults.is_empty(), "{:?}", report.faults);
}

#[tokio::test]
async fn a_colleague_without_an_account_gets_in_when_the_secretary_and_an_administrator_say_yes() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    assert!(look(&mut world.visitor(), "/logga-in").await.body.contains("href=\"/begar-atkomst\""));
    sees(&look(&mut world.visitor(), ASK).await, &["Servicenämnden", "Kommunstyrelsen"]);
    assert_eq!(asks(&world, "Per Person", " Per.Person@Kommun.example ").await.location.as_deref(), MAILED);
    round(&jobs).await;
    let letters = basket.letters();
    let [letter] = letters.as_slice() else { panic!("nobody else is bothered: {letters:?}") };
    assert_eq!((address(letter).as_str(), letter.subject.as_str()), ("per.person", CONFIRM));
    let said = letter.lines.join("\n");
    assert!(!said.contains("Per Person") && !said.contains(WHY), "no mail carries a stranger's words: {said}");
    let link = way(letter);
    let mut per = world.visitor();
    sees(&look(&mut per, &link).await, &["Per Person", "per.person@kommun.example", "Servicenämnden", WHY]);
    assert_eq!(world.count("select count(*) from access_request").await, 0, "a machine that follows links sends nothing");
    assert_eq!(per.post(&link, &[]).await.unwrap().location.as_deref(), SENT);
    assert_eq!(per.post(&link, &[]).await.unwrap().status, 410, "it works once");
    round(&jobs).await;
    let mut told = basket.subjects();
    told.retain(|one| one.contains("Begäran"));
    assert_eq!(told, ["olle.ordforande: Begäran om åtkomst till Servicenämnden", "sara.service: Begäran om åtkomst till Servicenämnden"]);
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/att-gora").await, &["Begäran om åtkomst", "Per Person", "per.person@kommun.example"]);
    sees(&look(&mut sara, BOARD).await, &["Per Person", WHY, "Utan svar förfaller det efter 2 april 2025"]);
    sees_none(&look(&mut sara, BOARD).await, &["Kontrollera"]);
    assert_eq!(says(&mut sara, "/ja", &[]).await.location.as_deref(), Some("/atkomst/servicenamnden?klart=begaran-ja"));
    sees(&look(&mut sara, BOARD).await, &["Ingen begäran väntar", "Sara Service sa ja"]);
    sees(&look(&mut sara, "/handelser").await, &["Sa ja till begäran om åtkomst av Per Person till Servicenämnden"]);
    let mut ada = world.signed_in("Ada Admin").await;
    sees(&look(&mut ada, "/att-gora").await, &["Behörighet som väntar", "Per Person som handläggare i Servicenämnden"]);
    let page = page_of(&mut ada, "Per Person").await;
    sees(&look(&mut ada, &page).await, &["Sara Service föreslog", "Har själv begärt åtkomsten", WHY, "Godkänn"]);
    let waits = look(&mut ada, &page).await.addresses(&format!("{page}/vantar/"))[0].replace("/avsla", "").replace("/godkann", "");
    ada.post(&format!("{waits}/godkann"), &[]).await.unwrap().done().unwrap();
    round(&jobs).await;
    let invited = of_subject(&basket, "Du är inbjuden till Revisionsuppföljning");
    let link = way(&invited[0]);
    per.post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
    assert_eq!(per.get(DESK).await.unwrap().status, 200);
    is_whole(&world).await;
}

#[tokio::test]
async fn with_one_administrator_a_day_that_goes_by_lets_nobody_in_whom_only_a_secretary_wants() {
    let world = world_with(1).await;
    let basket = Basket::default();
    per_has_asked(&world, &basket).await;
    says(&mut world.signed_in("Sara Service").await, "/ja", &[]).await.done().unwrap();
    let jobs = instance(&world, basket.clone()).await;
    for day in ["2025-03-04 10:01", "2025-03-20 10:00", "2025-04-20 10:00"] {
        world.move_to(day);
        assert_eq!(round(&jobs).await.settled, 0, "{day}");
    }
    let held = "select count(*) from role_grant g join person p on p.id = g.person_id where p.name = 'Per Person'";
    assert_eq!(world.count(held).await, 0);
    let mut ada = world.signed_in("Ada Admin").await;
    let page = page_of(&mut ada, "Per Person").await;
    sees(&look(&mut ada, &page).await, &["Gäller när du eller en annan administratör har godkänt", "Godkänn"]);
    is_whole(&world).await;
}

#[tokio::test]
async fn whoever_asks_learns_nothing_of_whose_an_address_is() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let mut answers = Vec::new();
    for address in [email("Sara Service").as_str(), &email("Rut Revisor"), &email("Fia Fullmäktig"), "ingen@kommun.example", "ingen@annanstans.example"] {
        let page = asks(&world, "Någon", address).await;
        answers.push((page.status, page.location, page.body));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    round(&jobs).await;
    let letters = of_subject(&basket, CONFIRM);
    assert_eq!(letters.len(), 5);
    // Whoever reads the mailbox is told what is so, and nobody else is told anything.
    for (whose, said) in [("sara.service", "Du arbetar redan för nämnden"), ("rut.revisor", "Du har en roll som inte går ihop")] {
        let letter = letters.iter().find(|letter| address(letter) == whose).unwrap();
        let refused = world.visitor().post(&way(letter), &[]).await.unwrap();
        assert_eq!(refused.status, 422, "{whose}");
        sees(&refused, &[said]);
    }
    assert_eq!(world.count("select count(*) from access_request").await, 0);
    // Fia has an account: it is she who asks, by her own name.
    let fia = letters.iter().find(|letter| address(letter) == "fia.fullmaktig").unwrap();
    assert_eq!(world.visitor().post(&way(fia), &[]).await.unwrap().location.as_deref(), SENT);
    let page = look(&mut world.signed_in("Sara Service").await, BOARD).await;
    sees(&page, &["Fia Fullmäktig", "har ett konto här, och namnet är kontots"]);
    sees_none(&page, &["Någon<"]);
}

#[tokio::test]
async fn a_form_that_is_not_right_keeps_what_was_typed_and_a_board_that_is_none_is_said() {
    let world = world_with(1).await;
    let wrong = [("ask_name", "Per Person"), ("ask_email", "per"), ("ask_board", "finns-inte"), ("ask_why", " ")];
    let page = world.visitor().post(ASK, &wrong).await.unwrap();
    assert_eq!(page.status, 422);
    sees(&page, &["Skriv en e-postadress", "Välj vilken nämnd", "Skriv varför", "value=\"Per Person\"", "value=\"per\""]);
    assert_eq!(world.count("select count(*) from access_asking").await + world.count("select count(*) from mail where kind = 'access_confirm'").await, 0);
}

#[tokio::test]
async fn where_no_mail_is_sent_a_stranger_is_sent_to_the_administrator() {
    let world = world_with(1).await;
    let database = Database::connect(database::login(&world.database).await).await.unwrap();
    let program = app::program(database, world.clock.clone(), Cookies::Plain).unwrap().mailing(false);
    let mut anybody = Player::new(app::router(program, Cookies::Plain));
    sees_none(&look(&mut anybody, "/logga-in").await, &[ASK]);
    let page = look(&mut anybody, ASK).await;
    sees(&page, &["Tjänsten skickar inga mejl", "Åtkomst begärs hos den som administrerar tjänsten"]);
    sees_none(&page, &["<form method=\"post\" action=\"/begar-atkomst\""]);
    let fields = [("ask_name", "Per"), ("ask_email", "per@kommun.example"), ("ask_board", "servicenamnden"), ("ask_why", WHY)];
    assert_eq!(anybody.post(ASK, &fields).await.unwrap().status, 422);
    assert_eq!(world.count("select count(*) from access_asking").await, 0);
}

#[tokio::test]
async fn somebody_with_an_account_asks_from_there_and_is_told_no_and_why() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    assert!(look(&mut fia, "/konto").await.body.contains("href=\"/konto/atkomst\""));
    sees_none(&look(&mut world.signed_in("Rut Revisor").await, "/konto").await, &[OWN]);
    fia.post(OWN, &[("ask_board", "servicenamnden"), ("ask_why", WHY)]).await.unwrap().done().unwrap();
    sees(&look(&mut fia, OWN).await, &["Väntar", "väntar på den som svarar för nämnden"]);
    let again = fia.post(OWN, &[("ask_board", "servicenamnden"), ("ask_why", WHY)]).await.unwrap();
    assert_eq!(again.status, 422);
    sees(&again, &["väntar redan", WHY]);
    let mut sara = world.signed_in("Sara Service").await;
    let silent = says(&mut sara, "/nej", &[("decline_reason", " ")]).await;
    assert_eq!(silent.status, 422);
    sees(&silent, &["Skriv varför.", "Den som frågade får läsa det"]);
    says(&mut sara, "/nej", &[("decline_reason", "Du sitter i fullmäktige")]).await.done().unwrap();
    round(&jobs).await;
    let letters = of_subject(&basket, "Din begäran om åtkomst till Servicenämnden är avslagen");
    assert_eq!(address(&letters[0]), "fia.fullmaktig");
    assert!(letters[0].lines.concat().contains("Skäl: Du sitter i fullmäktige"));
    sees(&look(&mut fia, OWN).await, &["Avslagen", "Du sitter i fullmäktige"]);
    is_whole(&world).await;
}

#[tokio::test]
async fn a_strange_domain_and_a_name_that_is_taken_are_doubts_and_no_wall() {
    let world = world_with(1).await;
    let basket = Basket::default();
    assert_eq!(asks(&world, "Siv Handläggare", "siv.handlaggare@post.example").await.location.as_deref(), MAILED);
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    assert_eq!(world.visitor().post(&way(&of_subject(&basket, CONFIRM)[0]), &[]).await.unwrap().location.as_deref(), SENT);
    let mut sara = world.signed_in("Sara Service").await;
    let doubts = ["Kontrollera", "Adressen slutar på post.example", "de flesta har kommun.example", "Någon annan som heter Siv Handläggare finns redan här"];
    sees(&look(&mut sara, BOARD).await, &doubts);
    says(&mut sara, "/ja", &[]).await.done().unwrap();
    let mut ada = world.signed_in("Ada Admin").await;
    let waiting = look(&mut ada, "/att-gora").await;
    let page = waiting.addresses("/admin/personer/").into_iter().find(|to| !to.contains('?')).unwrap();
    sees(&look(&mut ada, &page).await, &["den slutar på post.example", "Någon annan med samma namn finns redan här"]);
}

#[tokio::test]
async fn what_an_administrator_refuses_ends_the_account_that_was_made_for_it_and_says_why() {
    let world = world_with(1).await;
    let basket = Basket::default();
    per_has_asked(&world, &basket).await;
    says(&mut world.signed_in("Sara Service").await, "/ja", &[]).await.done().unwrap();
    world.move_to("2025-03-03 10:05");
    let mut ada = world.signed_in("Ada Admin").await;
    let page = page_of(&mut ada, "Per Person").await;
    let waits = look(&mut ada, &page).await.addresses(&format!("{page}/vantar/"))[0].replace("/avsla", "").replace("/godkann", "");
    ada.post(&format!("{waits}/avsla"), &[("refuse_reason", "Okänd för oss")]).await.unwrap().done().unwrap();
    let jobs = instance(&world, basket.clone()).await;
    basket.letters();
    round(&jobs).await;
    let letters = of_subject(&basket, "Din begäran om åtkomst till Servicenämnden är avslagen");
    assert_eq!(address(&letters[0]), "per.person");
    assert!(letters[0].lines.concat().contains("Okänd för oss"));
    assert_eq!(world.count("select count(*) from person where name = 'Per Person' and ended_at is null").await, 0);
    // Asked again, she is told whose matter it is.
    assert_eq!(asks(&world, "Per Person", "per.person@kommun.example").await.location.as_deref(), MAILED);
    round(&jobs).await;
    let refused = world.visitor().post(&way(&of_subject(&basket, CONFIRM)[0]), &[]).await.unwrap();
    sees(&refused, &["Kontot med den här adressen är avslutat"]);
    is_whole(&world).await;
}

#[tokio::test]
async fn what_nobody_answers_lapses_after_thirty_days_and_goes_away_after_thirty_more() {
    let world = world_with(1).await;
    let basket = Basket::default();
    per_has_asked(&world, &basket).await;
    let jobs = instance(&world, basket.clone()).await;
    world.move_to("2025-04-02 10:59");
    assert_eq!(round(&jobs).await.requests, 0);
    // In summer time by then.
    world.move_to("2025-04-02 11:00");
    basket.letters();
    assert_eq!(round(&jobs).await.requests, 1);
    let letters = of_subject(&basket, "Din begäran om åtkomst till Servicenämnden har förfallit");
    assert_eq!(address(&letters[0]), "per.person");
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, BOARD).await, &["Förföll", "Ingen begäran väntar"]);
    sees(&look(&mut sara, "/handelser").await, &["Begäran om åtkomst av någon utan konto till Servicenämnden förföll"]);
    world.move_to("2025-05-02 11:00");
    round(&jobs).await;
    assert_eq!(world.count("select count(*) from access_request").await, 0);
    let left = "select count(*) from mail where position('per.person' in mail::text) > 0";
    assert_eq!(world.count(left).await, 0, "nothing is left of her but that somebody asked");
    is_whole(&world).await;
}

#[tokio::test]
async fn what_is_not_confirmed_bothers_nobody_and_goes_away_within_a_day() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    for _ in 0..5 {
        assert_eq!(asks(&world, "Per Person", "per.person@kommun.example").await.location.as_deref(), MAILED);
    }
    round(&jobs).await;
    let letters = of_subject(&basket, CONFIRM);
    assert_eq!(letters.len(), 3, "nobody's mailbox is filled");
    let link = way(&letters[0]);
    world.move_to("2025-03-04 09:59");
    sees(&look(&mut world.visitor(), &link).await, &["Per Person"]);
    world.move_to("2025-03-04 10:00");
    assert_eq!(world.visitor().post(&link, &[]).await.unwrap().status, 410);
    world.move_to("2025-03-04 10:01");
    round(&jobs).await;
    assert_eq!(world.count("select count(*) from access_asking").await, 0);
    assert_eq!(world.count("select count(*) from mail where kind in ('access_confirm', 'access_asked')").await, 0);
}

#[tokio::test]
async fn no_side_says_yes_in_another_way() {
    let world = world_with(1).await;
    let basket = Basket::default();
    per_has_asked(&world, &basket).await;
    // A contributor and another board's secretary do not reach it.
    for (who, status) in [("Siv Handläggare", 403), ("Kim Kommun", 404), ("Rut Revisor", 404), ("Ada Admin", 404)] {
        assert_eq!(world.signed_in(who).await.get(BOARD).await.unwrap().status, status, "{who}");
    }
    // And what the boards' side could run is refused by the database: she answers for nobody, and nobody writes there by herself.
    let yes = "select answer_access_request((select q.id from jsonb_to_recordset(access_requests_waiting()) q (id uuid)),
      (select id from published.board where slug = 'servicenamnden'), gen_random_uuid(), gen_random_uuid(), '', now(), '2025-03-03')";
    assert_eq!(refused_by(&world, "app_board", "Siv Handläggare", yes).await, "requests_are_the_boards");
    // What is answered is answered once, whoever clicks or runs what.
    let (mut sara, mut olle) = (world.signed_in("Sara Service").await, world.signed_in("Olle Ordförande").await);
    let page = look(&mut olle, BOARD).await;
    let to = page.body.split("action=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).find(|to| to.ends_with("/nej")).unwrap().to_owned();
    says(&mut sara, "/ja", &[]).await.done().unwrap();
    assert_eq!(olle.post(&to, &[("decline_reason", "Okänd")]).await.unwrap().status, 409);
    let again = format!(
        "select answer_access_request('{}', (select id from published.board where slug = 'servicenamnden'), null, gen_random_uuid(), 'x', now(), '2025-03-03')",
        to.split('/').nth(3).unwrap()
    );
    assert_eq!(refused_by(&world, "app_board", "Sara Service", &again).await, "requests_are_answered_once");
    for statement in ["select name from access_request", "update access_request set name = 'X'", "delete from access_request_answer"] {
        assert_eq!(refused_by(&world, "app_board", "Sara Service", statement).await, "42501", "{statement}");
    }
}

#[tokio::test]
async fn whose_account_has_ended_since_she_asked_is_proposed_by_nobody() {
    let world = world_with(1).await;
    let mut fia = world.signed_in("Fia Fullmäktig").await;
    fia.post(OWN, &[("ask_board", "servicenamnden"), ("ask_why", WHY)]).await.unwrap().done().unwrap();
    let mut ada = world.signed_in("Ada Admin").await;
    let page = page_of(&mut ada, "Fia Fullmäktig").await;
    ada.post(&format!("{page}/avsluta"), &[("end_reason", "Slutat")]).await.unwrap().done().unwrap();
    let refused = says(&mut world.signed_in("Sara Service").await, "/ja", &[]).await;
    assert_eq!(refused.status, 409);
    sees(&refused, &["Den som frågar har ett konto som är avslutat. Be administratören öppna det igen"]);
    let yes = "select answer_access_request((select q.id from jsonb_to_recordset(access_requests_waiting()) q (id uuid)),
      (select id from published.board where slug = 'servicenamnden'), gen_random_uuid(), gen_random_uuid(), '', now(), '2025-03-03')";
    assert_eq!(refused_by(&world, "app_board", "Sara Service", yes).await, "askers_have_no_ended_account");
}
