//! The outbox with a real mail server: what arrives, what does not, and what the administrators see of it.

use sqlx::ConnectOptions as _;
use yttrande::platform::mail::{Handover, Stage};

use crate::database;
use crate::post::{self, Basket, instance, round};
use crate::sink::Sink;
use crate::world::{World, audit_form};

/// An audit whose title is full of tricks, sent through the pages.
async fn tricky_audit(world: &World) {
    let title = "Städavtal\r\nBcc: ond@kommun.example\r\n\r\n=?utf-8?q?Hej?= <script>alert(1)</script>";
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/ny/sjalv", &audit_form(&[("title", title)])).await.unwrap().done().unwrap();
    let page = rut.get("/granskningar/rev-2025-1/punkter").await.unwrap().shown().unwrap();
    let (service, executive) = (page.choice("boards", "Servicenämnden").unwrap(), page.choice("boards", "Kommunstyrelsen").unwrap());
    let item = [("kind", "assessment"), ("heading", "Uppföljningen brister"), ("body", "Se över."), ("boards", &service), ("boards", &executive)];
    rut.post("/granskningar/rev-2025-1/punkter", &item).await.unwrap().done().unwrap();
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
}

#[tokio::test]
async fn mails_arrive_each_at_one_person_and_no_title_adds_another() {
    let Some(mut sink) = Sink::open().await else { return };
    let world = World::at("2025-02-03 09:00").await;
    tricky_audit(&world).await;
    let jobs = instance(&world, sink.mailer()).await;
    let sent = round(&jobs).await.delivered.unwrap().sent;
    // Those who work for the boards, and the council, which has it for information.
    assert_eq!(sent, 5);
    let mut to = Vec::new();
    for _ in 0..sent {
        let mail = sink.mail().await;
        assert_eq!(mail.to.len(), 1);
        let names: Vec<&str> = mail.heads.iter().map(|(name, _)| name.as_str()).collect();
        assert!(!names.contains(&"Bcc") && !names.contains(&"Cc"), "{names:?}");
        let (what, title) = mail.head("Subject").split_once(": ").unwrap();
        assert_eq!(what, if mail.to[0].starts_with("fia.") { "Granskning att ta del av" } else { "Yttrande begärt" });
        assert!(title.starts_with("Städavtal Bcc: ond@kommun.example = ?utf-8?q?Hej?= <script>"), "{title}");
        assert!(!mail.html.contains("<script>"));
        assert!(mail.head("Message-ID").ends_with("@uppfoljning.kommun.example>"));
        to.push(mail.to[0].clone());
    }
    to.sort();
    let all = ["fia.fullmaktig", "kim.kommun", "olle.ordforande", "sara.service", "siv.handlaggare"];
    assert_eq!(to, all.map(|name| format!("{name}@kommun.example")));
    let ids = world.text("select string_agg(id::text, ' ') from mail where state = 'sent'").await;
    assert_eq!(ids.split(' ').count(), 5);
}

#[tokio::test]
async fn a_mail_server_that_refuses_one_person_serves_the_others() {
    let Some(mut sink) = Sink::open().await else { return };
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    let people = "Nej Nejsson; refuse550@kommun.example; nämndsekreterare; Miljönämnden\nSen Senare; once451@kommun.example; nämndsekreterare; Miljönämnden\nAv Bruten; drop-after-data@kommun.example; nämndsekreterare; Miljönämnden";
    ada.post("/admin/personer/lagg-till", &[("people", people)]).await.unwrap().shown().unwrap();
    let form = audit_form(&[]);
    let form: Vec<(&str, &str)> =
        form.into_iter().map(|(name, value)| if value == "servicenamnden" { (name, "miljonamnden") } else { (name, value) }).collect();
    let mut rut = world.signed_in("Rut Revisor").await;
    rut.post("/granskningar/ny/sjalv", &form).await.unwrap().done().unwrap();
    let page = rut.get("/granskningar/rev-2025-1/punkter").await.unwrap().shown().unwrap();
    let (environment, executive) = (page.choice("boards", "Miljönämnden").unwrap(), page.choice("boards", "Kommunstyrelsen").unwrap());
    let item = [("kind", "assessment"), ("heading", "Uppföljningen brister"), ("body", "Se över."), ("boards", &environment), ("boards", &executive)];
    rut.post("/granskningar/rev-2025-1/punkter", &item).await.unwrap().done().unwrap();
    rut.post("/granskningar/rev-2025-1/skicka", &[("message", "")]).await.unwrap().done().unwrap();
    let jobs = instance(&world, sink.mailer()).await;
    let first = round(&jobs).await.delivered.unwrap();
    assert_eq!((first.sent, first.failed, first.postponed), (2, 1, 2));
    world.move_to("2025-02-03 09:01");
    let second = round(&jobs).await.delivered.unwrap();
    assert_eq!((second.sent, second.postponed), (1, 1), "greylisted the first time; cut off again and again");
    let mut seen = Vec::new();
    for _ in 0..5 {
        let mail = sink.mail().await;
        seen.push((mail.to[0].clone(), mail.head("Message-ID").to_owned()));
    }
    let cut: Vec<_> = seen.iter().filter(|(to, _)| to.starts_with("drop-after-data")).collect();
    assert!(cut.len() == 2 && cut[0] == cut[1], "the same letter twice, with the same Message-ID: {seen:?}");
}

#[tokio::test]
async fn an_administrator_sees_what_failed_and_sends_it_again() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    let full = "552 5.2.2 Mailbox full \"<b>\"";
    basket.answers(Some(Handover::Refused(post::reply(Stage::Recipient, None, full))));
    round(&jobs).await;
    let mut ada = world.signed_in("Ada Admin").await;
    let to_do = ada.get("/att-gora").await.unwrap().shown().unwrap();
    assert!(to_do.body.contains("5 mejl kunde inte skickas"));
    let log = ada.get("/admin/utskick?visa=misslyckade").await.unwrap().shown().unwrap();
    for seen in ["Sara Service", "Kunde inte skickas", "552 5.2.2 Mailbox full &#34;&#60;b&#62;&#34;", "Försök igen"] {
        assert!(log.body.contains(seen), "{seen}");
    }
    assert!(!log.body.contains("Städavtal"), "administrators see no content");
    let again = log.addresses("/admin/utskick/").into_iter().find(|address| address.ends_with("/igen")).unwrap();
    ada.post(&again, &[]).await.unwrap().done().unwrap();
    assert_eq!(world.events().await.last().unwrap(), "mail_resent");
    // A second click finds nothing to do.
    ada.post(&again, &[]).await.unwrap();
    assert_eq!(world.count("select count(*) from event where kind = 'mail_resent'").await, 1);
    basket.answers(None);
    let before = basket.letters();
    round(&jobs).await;
    let letters = basket.letters();
    assert_eq!(letters.len(), 1);
    assert!(before.iter().any(|letter| letter.message_id == letters[0].message_id));
    assert!(ada.get("/att-gora").await.unwrap().shown().unwrap().body.contains("4 mejl kunde inte skickas"));
}

#[tokio::test]
async fn an_administrators_start_page_says_how_the_service_is_and_nothing_that_nobody_knows() {
    let world = World::at("2025-02-03 09:00").await;
    let sees = async |what: &[&str], not: &[&str]| {
        let page = world.signed_in("Ada Admin").await.get("/att-gora").await.unwrap().shown().unwrap();
        for seen in what {
            assert!(page.body.contains(seen), "the page lacks “{seen}”: {}", page.body);
        }
        for seen in not {
            assert!(!page.body.contains(seen), "the page says “{seen}”: {}", page.body);
        }
    };
    sees(&["Jobb: har inte körts än", "Jobben körs inte", "Mejl: inget har skickats än", "loggen är inte läst än"], &["Allt är i ordning"]).await;
    let jobs = instance(&world, Basket::default()).await;
    round(&jobs).await;
    sees(
        &[
            "Jobb: kördes senast 3 februari 2025 kl. 09.00",
            "er logg var hel 3 februari 2025 kl. 09.00",
            "Nämnder: 1 utan nämndsekreterare",
            "Inbjudningar: ingen väntar",
        ],
        &["Jobben körs inte"],
    )
    .await;
    world.sent_audit().await;
    world.move_to("2025-02-03 09:08");
    round(&jobs).await;
    sees(&["Mejl: det senaste gick 3 februari 2025 kl. 09.08", "Jobb: kördes senast 3 februari 2025 kl. 09.08"], &["Jobben körs inte"]).await;
    // Nothing happens any more: that is said, and no mail is said to be held up of which nobody knows.
    world.move_to("2025-02-03 09:19");
    sees(&["Jobb: har inte körts sedan 3 februari 2025 kl. 09.08", "Jobben körs inte", "Säg till den som driver tjänsten."], &["Mejl: går inte ut"]).await;
    // Jobs of which one fails each time do not run either.
    let mut conn = database::superuser(&world.database).await.connect().await.unwrap();
    sqlx::raw_sql("alter function settle_access rename to settle_access_no_more").execute(&mut conn).await.unwrap();
    assert!(jobs.round(|| false).await.is_err());
    sees(&["Jobb: har inte körts sedan 3 februari 2025 kl. 09.08", "Jobben körs inte"], &[]).await;
    // A link that has expired is to be made anew, and waits for nobody.
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post("/admin/personer/lagg-till", &[("people", "Vik Vik; vik@kommun.example; revisor")]).await.unwrap().shown().unwrap();
    sees(&["Inbjudningar: 1 har inte använts"], &[]).await;
    world.move_to("2025-02-10 09:20");
    sees(&["Inbjudningar: ingen väntar", "Vik Vik", "En länk har gått ut. Bjud in igen."], &["Inbjudningar: 1"]).await;
    // However many they are, they are one row.
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post("/admin/personer/lagg-till", &[("people", "Vak Vak; vak@kommun.example; revisor\nVok Vok; vok@kommun.example; revisor")])
        .await
        .unwrap()
        .shown()
        .unwrap();
    sees(&["3 personer har inte kommit in än", "En länk har gått ut. Bjud in igen. Den första länken går ut 17 februari 2025."], &[]).await;
}

#[tokio::test]
async fn an_administrator_sends_a_mail_to_herself() {
    let Some(mut sink) = Sink::open().await else { return };
    let world = World::at("2025-02-03 09:00").await;
    let mut ada = world.signed_in("Ada Admin").await;
    ada.post("/admin/utskick/testmejl", &[]).await.unwrap().done().unwrap();
    assert_eq!(world.events().await.last().unwrap(), "test_mail_asked");
    let jobs = instance(&world, sink.mailer()).await;
    round(&jobs).await;
    let mail = sink.mail().await;
    assert_eq!((mail.to.as_slice(), mail.head("Subject")), (["ada.admin@kommun.example".to_owned()].as_slice(), "Testmejl från Revisionsuppföljning"));
    let log = ada.get("/admin/utskick").await.unwrap().shown().unwrap();
    assert!(log.body.contains("Skickat") && log.body.contains("250 OK taken"));
}

#[tokio::test]
async fn without_a_mail_server_mails_wait_for_days_and_not_for_ever() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let jobs = yttrande::jobs::Jobs::<Basket>::new(post::worker(&world).await, None).unwrap();
    assert_eq!(round(&jobs).await.delivered, None);
    assert_eq!(world.count("select count(*) from mail where state = 'waiting'").await, 5);
    world.move_to("2025-02-08 09:01");
    round(&jobs).await;
    assert_eq!(world.count("select count(*) from mail where state = 'dropped' and reply = 'no_server'").await, 5);
}

#[tokio::test]
async fn the_auditors_see_what_will_be_told_to_whom() {
    let world = World::at("2025-03-03 09:00").await;
    world.sent_audit().await;
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = rut.get("/paminnelser").await.unwrap().shown().unwrap();
    for seen in ["Måndag 17 mars 2025", "14 dagar kvar", "Mejl till Olle Ordförande, Sara Service, Siv Handläggare.", "Tisdag 1 april 2025", "1 dag försenat"]
    {
        assert!(page.body.contains(seen), "{seen}: {}", page.body);
    }
    let jobs = instance(&world, Basket::default()).await;
    world.move_to("2025-03-17 07:00");
    round(&jobs).await;
    // What has been told is not ahead any more; the auditors' letter of reminder has come in sight.
    let mut rut = world.signed_in("Rut Revisor").await;
    let page = rut.get("/paminnelser").await.unwrap().shown().unwrap();
    assert!(!page.body.contains("I dag, måndag 17 mars"));
    assert!(page.body.contains("Måndag 14 april 2025") && page.body.contains("uteblivet"), "{}", page.body);
}
