//! The council's presidium is told of what has been late for long: once, and only where the municipality has said so.

use crate::post::{self, Basket, instance, round};
use crate::walls::refused;
use crate::world::{World, look, sees, sees_none};

const RULES: &str = "/admin/sista-dagar";

/// Rules with an address and a number of days; both may be empty.
async fn rules(world: &World, address: &str, days: &str) -> yttrande::demo::player::Page {
    let mut ada = world.signed_in("Ada Admin").await;
    let fields = [
        ("before", "7"),
        ("after", "1"),
        ("letter_after", "14"),
        ("extension_limit", ""),
        ("weekday", "keep"),
        ("presidium_address", address),
        ("presidium_after", days),
    ];
    ada.post(RULES, &fields).await.unwrap()
}

async fn morning(world: &World, jobs: &yttrande::jobs::Jobs<Basket>, day: &str) -> u32 {
    world.move_to(&format!("{day} 07:00"));
    round(jobs).await.presidium
}

/// What has come to the presidium since it was last asked.
fn to_the_presidium(basket: &Basket) -> Vec<yttrande::platform::mail::Letter> {
    basket.letters().into_iter().filter(|letter| post::address(letter) == "presidiet").collect()
}

#[tokio::test]
async fn the_presidium_is_told_once_of_each_response_that_has_been_late_for_long() {
    let world = World::at("2025-02-03 09:00").await;
    rules(&world, "Presidiet@Staden.Example", "30").await.done().unwrap();
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    // Servicenämnden answers by the last of March: thirty days later is the last of April. Kommunstyrelsen has four days more.
    assert_eq!(morning(&world, &jobs, "2025-04-29").await, 0);
    world.move_to("2025-04-30 06:59");
    assert_eq!(round(&jobs).await.presidium, 0, "nobody's telephone wakes her at night");
    assert!(to_the_presidium(&basket).is_empty());
    assert_eq!(morning(&world, &jobs, "2025-04-30").await, 1);
    let letters = to_the_presidium(&basket);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "Ett yttrande till revisionen är sent sedan länge");
    let said = letters[0].lines.join("\n");
    let line = "• Servicenämnden: första yttrande om Städavtal (REV-2025-1), sista dag 31 mars 2025, 30 dagar sent";
    assert!(said.contains(line) && !said.contains("Kommunstyrelsen"), "{said}");
    assert!(letters[0].link.address.ends_with("/oversikt"));
    for (day, told) in [("2025-04-30", 0), ("2025-05-03", 0), ("2025-05-04", 1), ("2025-05-05", 0), ("2025-06-30", 0)] {
        assert_eq!(morning(&world, &jobs, day).await, told, "{day}: each is told once");
    }
    // The auditors read in their log that it was told, and the administrators that a mail went.
    let mut rut = world.signed_in("Rut Revisor").await;
    sees(&look(&mut rut, "/handelser").await, &["Meddelade fullmäktiges presidium att yttrandet saknas. Sista dagen var 31 mars 2025, 30 dagar tidigare"]);
    let mut ada = world.signed_in("Ada Admin").await;
    sees(&look(&mut ada, "/admin/utskick").await, &["Till fullmäktiges presidium", "presidiet@staden.example"]);
}

#[tokio::test]
async fn what_is_late_when_the_rule_is_made_is_told_in_one_mail() {
    let world = World::at("2025-02-03 09:00").await;
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    assert_eq!(morning(&world, &jobs, "2025-06-02").await, 0);
    rules(&world, "presidiet@staden.example", "30").await.done().unwrap();
    assert_eq!(morning(&world, &jobs, "2025-06-03").await, 2);
    let letters = to_the_presidium(&basket);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "2 yttranden till revisionen är sena sedan länge");
    let said = letters[0].lines.join("\n");
    assert!(said.contains("• Servicenämnden: ") && said.contains("• Kommunstyrelsen: "), "{said}");
}

#[tokio::test]
async fn what_has_come_before_the_mail_goes_is_not_told() {
    let world = World::at("2025-02-03 09:00").await;
    rules(&world, "presidiet@staden.example", "7").await.done().unwrap();
    world.sent_audit().await;
    world.move_to("2025-04-02 09:00");
    world.submitted_response().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    assert_eq!(morning(&world, &jobs, "2025-04-11").await, 1, "Servicenämnden has answered");
    let letters = to_the_presidium(&basket);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "Ett yttrande till revisionen är sent sedan länge");
    let said = letters[0].lines.join("\n");
    assert!(said.contains("Kommunstyrelsen") && !said.contains("Servicenämnden"), "{said}");
}

#[tokio::test]
async fn without_an_address_nobody_is_told_and_half_a_rule_is_refused() {
    let world = World::at("2025-02-03 09:00").await;
    for (address, days, fault) in [
        ("presidiet@staden.example", "", "Skriv ett tal mellan 1 och 365."),
        ("", "30", "Skriv presidiets e-postadress"),
        ("presidiet", "30", "Skriv presidiets e-postadress"),
        ("presidiet@staden.example", "0", "Skriv ett tal mellan 1 och 365."),
    ] {
        let refused = rules(&world, address, days).await;
        assert_eq!(refused.status, 422, "{address} {days}");
        sees(&refused, &[fault, &format!("value=\"{days}\"")]);
    }
    rules(&world, "presidiet@staden.example", "30").await.done().unwrap();
    rules(&world, "", "").await.done().unwrap();
    let mut ada = world.signed_in("Ada Admin").await;
    sees_none(&look(&mut ada, RULES).await, &["presidiet@staden.example\""]);
    world.sent_audit().await;
    let basket = Basket::default();
    let jobs = instance(&world, basket.clone()).await;
    assert_eq!(morning(&world, &jobs, "2025-06-30").await, 0);
    assert!(to_the_presidium(&basket).is_empty());
    // The database takes no half of a rule either.
    let half = "update deadline_rules set presidium_after = 30";
    assert_eq!(refused(&world, "app_admin", "Ada Admin", half).await, "who_is_told_and_when");
}
