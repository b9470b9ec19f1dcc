//! A role may have a last day, which is included: it ends by itself at midnight in Stockholm, nobody has to run for that, and it is told
//! two weeks before. A later last day is given as a role is given; an earlier one ends it, as any end.

use sqlx::ConnectOptions as _;
use yttrande::demo::player::Player;

use crate::database;
use crate::post::{Basket, instance, round};
use crate::put_right::page_of;
use crate::two_administrators::{signs_in, world_with};
use crate::walls::refused;
use crate::world::{DESK, PASSWORD, World, look, sees, sees_none};

const ADD: &str = "/admin/personer/lagg-till";

/// Where somebody's only role that is in force gets another last day.
async fn last_day_of(ada: &mut Player, name: &str) -> String {
    let page = page_of(ada, name).await;
    let forms = look(ada, &page).await.addresses(&format!("{page}/roller/"));
    forms.into_iter().find(|address| address.ends_with("/sista-dag")).unwrap()
}

/// What is read in each role, and by nobody without it.
const READS: [(&str, &str, &str); 5] = [
    ("vik.sekreterare", "nämndsekreterare; Servicenämnden", DESK),
    ("vik.handlaggare", "handläggare; Servicenämnden", DESK),
    ("vik.revisor", "revisor; ", "/granskningar/ny"),
    ("vik.ledamot", "fullmäktigeledamot; ", "/oversikt"),
    ("vik.administrator", "administratör; ", "/admin/personer"),
];

/// Days with 23, 24 and 25 hours, and the last of a year and of a leap February.
#[tokio::test]
async fn the_last_day_counts_to_its_last_instant_and_the_day_after_does_not_whatever_the_role() {
    for (last, after) in
        [("2025-03-30", "2025-03-31 00:00"), ("2025-10-26", "2025-10-27 00:00"), ("2025-12-31", "2026-01-01 00:00"), ("2028-02-29", "2028-03-01 00:00")]
    {
        let world = World::at("2025-02-03 09:00").await;
        let mut ada = world.signed_in("Ada Admin").await;
        let lines: Vec<String> = READS.iter().map(|(who, role, _)| format!("Vik {who}; {who}@kommun.example; {role}; {last}")).collect();
        let links = ada.post(ADD, &[("people", &lines.join("\n"))]).await.unwrap().shown().unwrap();
        for (who, ..) in READS {
            let link = links.address_after(&format!("{who}@"), "/inbjudan/").unwrap();
            world.visitor().post(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.unwrap().done().unwrap();
        }
        world.sent_audit().await;
        world.move_to(&format!("{last} 23:50"));
        let mut there = Vec::new();
        for (who, _, path) in READS {
            there.push((signs_in(&world, &format!("{who}@kommun.example")).await, who, path));
        }
        world.move_to_the_end_of(last);
        for (vik, who, path) in &mut there {
            assert_eq!(vik.get(path).await.unwrap().status, 200, "{who} on {last}");
            sees(&look(vik, "/konto").await, &["till och med"]);
        }
        // No job runs here, and nobody signs in anew.
        world.move_to(after);
        for (vik, who, path) in &mut there {
            assert_ne!(vik.get(path).await.unwrap().status, 200, "{who} after {last}");
            sees(&look(vik, "/konto").await, &["Inga roller i dag."]);
        }
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a role from one last day to the next")]
async fn a_later_last_day_is_given_by_two_and_an_earlier_one_by_one_alone() {
    let world = world_with(2).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    round(&jobs).await;
    basket.letters();
    let mut ada = world.signed_in("Ada Admin").await;
    let (siv, set) = (page_of(&mut ada, "Siv Handläggare").await, last_day_of(&mut ada, "Siv Handläggare").await);
    for (typed, said) in [
        ("2025-02-30", "2025-02-30"),
        ("2025-03-02", "Sista dagen kan tidigast vara i dag."),
        ("", "Rollen har redan den sista dagen."),
        ("i vår", "value=\"i vår\""),
    ] {
        let told = ada.post(&set, &[("last_day", typed)]).await.unwrap();
        assert_eq!(told.status, 422, "{typed}");
        sees(&told, &[said, "<details open>"]);
    }
    // An earlier one: at once.
    ada.post(&set, &[("last_day", "31 mars 2025")]).await.unwrap().done().unwrap();
    assert_eq!(world.events().await.last().unwrap(), "role_shortened");
    sees(&look(&mut ada, &siv).await, &["7 januari 2025 till och med 31 mars 2025"]);
    sees(&look(&mut ada, "/admin/personer").await, &["Handläggare, Servicenämnden, till och med 31 mars 2025"]);
    sees(&look(&mut ada, "/handelser").await, &["Gav en roll för Siv Handläggare en tidigare sista dag: 31 mars 2025"]);
    let mut own = world.signed_in("Siv Handläggare").await;
    sees(&look(&mut own, "/konto").await, &["Handläggare, Servicenämnden, till och med 31 mars 2025"]);
    // A later one: when another administrator has agreed; and told with its day.
    let done = ada.post(&set, &[("last_day", "2025-06-30")]).await.unwrap();
    sees(
        &ada.follow(done).await.unwrap().shown().unwrap(),
        &["Rollen väntar på en annan administratör.", "Handläggare, Servicenämnden, till och med 30 juni 2025"],
    );
    let again = ada.post(&set, &[("last_day", "2025-07-31")]).await.unwrap();
    sees(&again, &["Rollen är redan föreslagen och väntar."]);
    assert_eq!(world.count("select count(*) from role_grant where valid_to > '2025-03-31'").await, 0);
    round(&jobs).await;
    let letters = basket.letters();
    assert!(!letters.is_empty());
    for letter in &letters {
        assert!(letter.lines.contains(&"Rollen gäller till och med måndag 30 juni 2025 och upphör sedan av sig själv.".to_owned()), "{letter:?}");
    }
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/att-gora").await, &["Siv Handläggare som handläggare i Servicenämnden, till och med 30 juni 2025"]);
    sees(&look(&mut sara, "/handelser").await, &["Behörighet väntar: Siv Handläggare, handläggare i Servicenämnden (till och med 30 juni 2025)"]);
    let mut bo = signs_in(&world, "bo.admin@kommun.example").await;
    let waits = look(&mut bo, &siv).await.addresses(&format!("{siv}/vantar/"))[0].replace("/godkann", "");
    bo.post(&format!("{waits}/godkann"), &[]).await.unwrap().done().unwrap();
    assert_eq!(
        world.text("select string_agg(valid_from || ' ' || valid_to, ', ' order by valid_from) from role_grant where valid_to is not null").await,
        "2025-01-07 2025-03-31, 2025-04-01 2025-06-30",
        "it goes on where the first one ends"
    );
    sees(&look(&mut bo, "/handelser").await, &["Gav Siv Handläggare rollen handläggare i Servicenämnden, till och med 30 juni 2025"]);
    for (at, status) in [("2025-03-31 12:00", 200), ("2025-04-01 00:01", 200), ("2025-06-30 23:30", 200), ("2025-07-01 00:01", 404)] {
        world.move_to(at);
        let mut siv = world.signed_in("Siv Handläggare").await;
        assert_eq!(siv.get(DESK).await.unwrap().status, status, "{at}");
    }
    // It has ended: nothing makes it longer.
    let mut ada = world.signed_in("Ada Admin").await;
    assert_eq!(ada.post(&set, &[("last_day", "2025-08-31")]).await.unwrap().status, 409);
}

#[tokio::test]
async fn a_role_that_nobody_agreed_to_by_its_last_day_is_none() {
    let world = world_with(2).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let kim = page_of(&mut ada, "Kim Kommun").await;
    let service = world.text("select id::text from board where name = 'Servicenämnden'").await;
    let role = |day: &'static str| [("role", "contributor"), ("board", service.as_str()), ("last_day", day)].map(|(name, value)| (name, value.to_owned()));
    let fields = |day| role(day).into_iter().collect::<Vec<_>>();
    let wrong = fields("2025-03-02");
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let told = ada.post(&format!("{kim}/roller"), &wrong).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Sista dagen kan tidigast vara i dag.", "value=\"2025-03-02\""]);
    let right = fields("2025-03-10");
    let right: Vec<(&str, &str)> = right.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ada.post(&format!("{kim}/roller"), &right).await.unwrap().done().unwrap();
    let waits = world.text("select id::text from access_proposal").await;
    world.move_to("2025-03-11 00:00");
    let mut bo = signs_in(&world, "bo.admin@kommun.example").await;
    assert_eq!(bo.post(&format!("{kim}/vantar/{waits}/godkann"), &[]).await.unwrap().status, 409, "its last day is over");
    let jobs = instance(&world, Basket::default()).await;
    assert_eq!(round(&jobs).await.settled, 1);
    assert_eq!(world.text("select step::text from access_decision").await, "refused");
    assert_eq!(world.count("select count(*) from role_grant where valid_to is not null").await, 0);
}

#[tokio::test]
async fn the_database_gives_no_other_days_than_were_agreed_to() {
    let world = world_with(2).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let set = last_day_of(&mut ada, "Siv Handläggare").await;
    ada.post(&set, &[("last_day", "2025-03-31")]).await.unwrap().done().unwrap();
    for longer in ["valid_to = '2025-04-01'", "valid_to = null"] {
        let longer = format!("update role_grant set {longer} where valid_to is not null");
        assert_eq!(refused(&world, "app_admin", "Ada Admin", &longer).await, "roles_are_agreed");
    }
    let now = "'2025-03-03T10:00:00Z', '2025-03-03'";
    let same = format!(
        "select propose_role(gen_random_uuid(), id, 'contributor', (select id from board where slug = 'servicenamnden'), {now}, '2025-03-31') from person where name = 'Siv Handläggare'"
    );
    assert_eq!(refused(&world, "app_admin", "Ada Admin", &same).await, "roles_have_days");
    for side in ["app_admin", "app_board", "app_audit", "app_council", "app_auth"] {
        assert_eq!(refused(&world, side, "Ada Admin", "select warn_of_ending_roles('2025-03-03T10:00:00Z', '2025-03-03')").await, "42501", "{side}");
    }
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "who is told what, and who sees what")]
async fn that_a_role_ends_is_told_two_weeks_before_once_and_in_one_mail() {
    let world = world_with(1).await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let (kim, siv) = (last_day_of(&mut ada, "Kim Kommun").await, last_day_of(&mut ada, "Siv Handläggare").await);
    // Nobody else hands in for Kommunstyrelsen: that is asked as with every end.
    let asked = ada.post(&kim, &[("last_day", "2025-03-31")]).await.unwrap();
    assert_eq!(asked.status, 422);
    sees(&asked, &["Ingen annan kan lämna in för nämnden.", "value=\"2025-03-31\""]);
    ada.post(&kim, &[("last_day", "2025-03-31"), ("alone", "yes")]).await.unwrap().done().unwrap();
    ada.post(&siv, &[("last_day", "2025-03-31")]).await.unwrap().done().unwrap();
    for early in ["2025-03-16 12:00", "2025-03-17 06:59"] {
        world.move_to(early);
        assert_eq!(round(&jobs).await.ending, 0, "{early}");
    }
    basket.letters();
    world.move_to("2025-03-17 07:00");
    assert_eq!(round(&jobs).await.ending, 2);
    let subjects: Vec<String> = basket.subjects_of("upphör");
    assert_eq!(
        subjects,
        [
            "ada.admin: 2 roller upphör snart",
            "kim.kommun: Roll upphör efter 31 mars 2025: Kim Kommun som nämndsekreterare i Kommunstyrelsen",
            "olle.ordforande: Roll upphör efter 31 mars 2025: Siv Handläggare som handläggare i Servicenämnden",
            "sara.service: Roll upphör efter 31 mars 2025: Siv Handläggare som handläggare i Servicenämnden",
            "siv.handlaggare: Roll upphör efter 31 mars 2025: Siv Handläggare som handläggare i Servicenämnden",
        ]
    );
    let letters = basket.letters();
    let to = |who: &str| letters.iter().find(|letter| crate::post::address(letter) == who && letter.subject.contains("upphör")).unwrap().lines.join(" ");
    for (who, said) in [
        ("kim.kommun", "Din roll som nämndsekreterare i Kommunstyrelsen gäller till och med måndag 31 mars 2025."),
        ("kim.kommun", "Efter den dagen kan ingen lämna in för Kommunstyrelsen."),
        ("ada.admin", "Kim Kommun är nämndsekreterare i Kommunstyrelsen till och med måndag 31 mars 2025."),
        ("ada.admin", "Ge den en senare sista dag på personens sida."),
        ("sara.service", "Siv Handläggare är handläggare i Servicenämnden till och med måndag 31 mars 2025."),
    ] {
        assert!(to(who).contains(said), "{who}: {}", to(who));
    }
    assert_eq!(round(&jobs).await.ending, 0, "told once");
    world.move_to("2025-03-18 07:00");
    assert_eq!(round(&jobs).await.ending, 0, "told once");
    assert_eq!(world.count("select count(*) from event where kind = 'role_ending_told'").await, 2);
    let mut ada = world.signed_in("Ada Admin").await;
    sees(
        &look(&mut ada, "/att-gora").await,
        &[
            "Roller som snart upphör",
            "Kim Kommun som nämndsekreterare i Kommunstyrelsen",
            "Upphör av sig själv efter måndag 31 mars 2025. Sedan kan ingen lämna in för Kommunstyrelsen.",
        ],
    );
    sees(&look(&mut ada, "/admin/namnder").await, &["Kim Kommun (till och med 31 mars 2025)"]);
    let mut kim = world.signed_in("Kim Kommun").await;
    sees(
        &look(&mut kim, "/att-gora").await,
        &["Din roll som nämndsekreterare i Kommunstyrelsen upphör efter 31 mars 2025. Sedan kan ingen lämna in för Kommunstyrelsen."],
    );
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/att-gora").await, &["Siv Handläggare är handläggare i Servicenämnden till och med 31 mars 2025."]);
    world.move_to("2025-04-01 09:00");
    sees_none(&look(&mut world.signed_in("Ada Admin").await, "/admin/namnder").await, &["Kim Kommun"]);
}

#[tokio::test]
async fn whoever_administers_last_gets_no_last_day() {
    let world = world_with(1).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let (ada_id, grant) = (
        world.text("select id::text from person where name = 'Ada Admin'").await,
        world.text("select g.id::text from role_grant g join person p on p.id = g.person_id where p.name = 'Ada Admin'").await,
    );
    let set = format!("/admin/personer/{ada_id}/roller/{grant}/sista-dag");
    let told = ada.post(&set, &[("last_day", "2025-03-31")]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Det måste finnas minst en administratör utan sista dag som har valt lösenord.", "value=\"2025-03-31\""]);
    assert_eq!(world.count("select count(*) from role_grant where valid_to is not null").await, 0);
}

#[tokio::test]
async fn who_stands_in_for_somebody_is_called_so_where_roles_are_seen() {
    let world = world_with(1).await;
    let mut sara = world.signed_in("Sara Service").await;
    let form = look(&mut sara, "/ersattare/servicenamnden").await;
    let siv = form.body.split(">Siv Handläggare</option>").next().unwrap().rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    sara.post("/ersattare/servicenamnden", &[("who", siv.as_str()), ("from", "2025-03-03"), ("to", "2025-03-14")]).await.unwrap().done().unwrap();
    let mut ada = world.signed_in("Ada Admin").await;
    let page = page_of(&mut ada, "Siv Handläggare").await;
    let seen = look(&mut ada, &page).await;
    sees(&seen, &["3 mars 2025 till och med 14 mars 2025, ersätter Sara Service"]);
    assert_eq!(seen.body.matches("/sista-dag\"").count(), 1, "her own role, and not the one that is Sara's");
}

/// Siv's role to the end of March, and the proposal that it goes on to the end of June: where it is agreed to.
async fn prolonged(world: &World) -> (Player, String, String, String) {
    let mut ada = world.signed_in("Ada Admin").await;
    let (siv, set) = (page_of(&mut ada, "Siv Handläggare").await, last_day_of(&mut ada, "Siv Handläggare").await);
    ada.post(&set, &[("last_day", "2025-03-31")]).await.unwrap().done().unwrap();
    ada.post(&set, &[("last_day", "2025-06-30")]).await.unwrap().done().unwrap();
    let waits = world.text("select id::text from access_proposal where valid_to = '2025-06-30'").await;
    (ada, siv.clone(), set, format!("{siv}/vantar/{waits}/godkann"))
}

#[tokio::test]
async fn what_goes_on_in_april_is_not_said_to_hold_now_and_can_be_ended_before_it_begins() {
    let world = world_with(2).await;
    let (basket, mut bo) = (Basket::default(), signs_in(&world, "bo.admin@kommun.example").await);
    let jobs = instance(&world, basket.clone()).await;
    let (mut ada, siv, first, agree) = prolonged(&world).await;
    round(&jobs).await;
    basket.letters();
    let done = bo.post(&agree, &[]).await.unwrap();
    let page = bo.follow(done).await.unwrap().shown().unwrap();
    sees(&page, &["Rollen är godkänd.", "1 april 2025 till och med 30 juni 2025"]);
    sees_none(&page, &["gäller nu"]);
    round(&jobs).await;
    let letters = basket.letters();
    assert!(!letters.is_empty());
    for letter in &letters {
        assert!(letter.lines.contains(&"Bo Admin har godkänt det, och det gäller från den 1 april 2025.".to_owned()), "{letter:?}");
    }
    let mut sara = world.signed_in("Sara Service").await;
    sees(&look(&mut sara, "/att-gora").await, &["Godkänt", "godkänt, gäller från den 1 april 2025"]);
    sees(&look(&mut sara, "/handelser").await, &["Godkände behörighet: Siv Handläggare, handläggare i Servicenämnden (till och med 30 juni 2025)"]);
    // Its first part goes on: the last day is that of what it goes on in.
    assert_eq!(ada.post(&first, &[("last_day", "2025-03-15")]).await.unwrap().status, 409);
    assert_eq!(world.count("select count(*) from role_grant where valid_to = '2025-03-31'").await, 1);
    // Ended before it begins: it has no day, and nothing goes on from it.
    let second = world.text("select id::text from role_grant where valid_to = '2025-06-30'").await;
    ada.post(&format!("{siv}/roller/{second}/avsluta"), &[("role_end_reason", "Blev inte av")]).await.unwrap().done().unwrap();
    let seen = look(&mut ada, &siv).await;
    sees(&seen, &["7 januari 2025 till och med 31 mars 2025", "avslutad"]);
    sees_none(&seen, &["30 juni"]);
    for again in [format!("{siv}/roller/{second}/avsluta"), format!("{siv}/roller/{second}/sista-dag")] {
        let form: &[(&str, &str)] = if again.ends_with("dag") { &[("last_day", "2025-05-31")] } else { &[] };
        assert_eq!(ada.post(&again, form).await.unwrap().status, 409, "{again}");
    }
    ada.post(&first, &[("last_day", "2025-05-31")]).await.unwrap().done().unwrap();
    let waits = world.text("select id::text from access_proposal where valid_to = '2025-05-31'").await;
    bo.post(&format!("{siv}/vantar/{waits}/godkann"), &[]).await.unwrap().done().unwrap();
    assert_eq!(world.text("select valid_from::text from role_grant where valid_to = '2025-05-31'").await, "2025-04-01");
    world.move_to("2025-04-01 09:00");
    assert_eq!(world.signed_in("Siv Handläggare").await.get(DESK).await.unwrap().status, 200);
}

#[tokio::test]
async fn whoever_stands_in_for_somebody_is_given_the_role_itself_when_that_is_over() {
    let world = world_with(2).await;
    let mut sara = world.signed_in("Sara Service").await;
    let form = look(&mut sara, "/ersattare/servicenamnden").await;
    let siv = form.body.split(">Siv Handläggare</option>").next().unwrap().rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
    sara.post("/ersattare/servicenamnden", &[("who", siv.as_str()), ("from", "2025-03-03"), ("to", "2025-03-14")]).await.unwrap().done().unwrap();
    let mut ada = world.signed_in("Ada Admin").await;
    let service = world.text("select id::text from board where slug = 'servicenamnden'").await;
    let told = ada.post(&format!("/admin/personer/{siv}/roller"), &[("role", "secretary"), ("board", &service)]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Personen ersätter Sara Service i den rollen till och med 14 mars 2025."]);
    let begins = "select role_begins(id, 'secretary', (select id from board where slug = 'servicenamnden'), '2025-03-03')::text from person where name = 'Siv Handläggare'";
    assert_eq!(world.text(begins).await, "2025-03-03", "standing in prolongs nothing");
    world.move_to("2025-03-15 09:00");
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post(&format!("/admin/personer/{siv}/roller"), &[("role", "secretary"), ("board", &service)]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn a_role_goes_on_over_no_gap() {
    let world = world_with(2).await;
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    let gap = "set session_replication_role = replica;
        update role_grant set valid_to = '2025-03-31' where person_id in (select id from person where name in ('Siv Handläggare', 'Sara Service'));
        insert into role_grant (id, person_id, role, board_id, valid_from, valid_to)
        select gen_random_uuid(), g.person_id, g.role, g.board_id, case p.name when 'Sara Service' then date '2025-04-01' else '2025-05-01' end, '2025-06-30'
        from role_grant g join person p on p.id = g.person_id where p.name in ('Siv Handläggare', 'Sara Service')";
    sqlx::raw_sql(gap).execute(&mut conn).await.unwrap();
    let begins = "select string_agg(p.name || ' ' || role_begins(p.id, g.role, g.board_id, '2025-03-03'), ', ' order by p.name)
        from role_grant g join person p on p.id = g.person_id where g.valid_to = '2025-03-31'";
    assert_eq!(world.text(begins).await, "Sara Service 2025-07-01, Siv Handläggare 2025-04-01");
    sees(&look(&mut world.signed_in("Siv Handläggare").await, "/konto").await, &["Handläggare, Servicenämnden, till och med 31 mars 2025"]);
    sees(&look(&mut world.signed_in("Sara Service").await, "/konto").await, &["Nämndsekreterare, Servicenämnden, till och med 30 juni 2025"]);
    let mut ada = world.signed_in("Ada Admin").await;
    for page in ["/admin/namnder", "/admin/namnder/servicenamnden"] {
        let seen = look(&mut ada, page).await;
        sees(&seen, &["Sara Service (till och med 30 juni 2025)"]);
        sees_none(&seen, &["till och med 31 mars"]);
    }
}

#[tokio::test]
async fn where_nobody_else_can_agree_a_role_is_not_over_before_it_begins() {
    let world = world_with(1).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let kim = page_of(&mut ada, "Kim Kommun").await;
    let service = world.text("select id::text from board where slug = 'servicenamnden'").await;
    let told = ada.post(&format!("{kim}/roller"), &[("role", "contributor"), ("board", &service), ("last_day", "2025-03-03")]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Rollen kan gälla tidigast från 4 mars 2025 kl. 10.00. Välj en senare sista dag.", "value=\"2025-03-03\""]);
    let line = "Vik Vik; vik@kommun.example; handläggare; Servicenämnden; 2025-03-03";
    let told = ada.post(ADD, &[("people", line)]).await.unwrap();
    assert_eq!(told.status, 422);
    sees(&told, &["Rad 1: rollen kan gälla tidigast från 4 mars 2025 kl. 10.00.", line]);
    assert_eq!(world.count("select count(*) from access_proposal").await, 0);
    ada.post(&format!("{kim}/roller"), &[("role", "contributor"), ("board", &service), ("last_day", "2025-03-04")]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn the_last_administrator_keeps_the_role_and_what_was_typed() {
    let world = World::at("2025-03-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let own = format!("/admin/personer/{}", world.text("select id::text from person where name = 'Ada Admin'").await);
    let end = look(&mut ada, &own).await.addresses(&format!("{own}/roller/")).into_iter().find(|to| to.ends_with("/avsluta")).unwrap();
    let refused = ada.post(&end, &[("role_end_reason", "Slutar i vår")]).await.unwrap();
    assert_eq!(refused.status, 422);
    sees(&refused, &["Det måste finnas minst en administratör", r#"value="Slutar i vår""#]);
}
