//! The words of reminders.

use crate::platform::texts::plural;

crate::texts! {
    reminders { sv: "Påminnelser", en: "Reminders" }
    coming { sv: "Kommande påminnelser", en: "Coming reminders" }
    lead(days: i64) {
        sv: format!("Det här skickas de närmaste {days} dagarna, om ingenting ändras. Påminnelser görs kl. 7.00. När ett yttrande har kommit in skickas inga fler om det. Kompletteringar som revisionen har begärt påminns om samma dagar före och efter sin egen dag; de står inte här."),
        en: format!("This is sent in the next {days} days if nothing changes. Reminders are made at 7:00. When a response has come in, no more are sent about it. Supplements that the auditors have asked for are reminded of on the same days before and after their own day; they do not stand here.")
    }
    no_mail_server { sv: "Tjänsten skickar inga mejl: ingen e-postserver är inställd. Påminnelserna syns bara i tjänsten.", en: "The service sends no mail: no mail server is set. The reminders are shown only in the service." }
    none { sv: "Inga påminnelser de närmaste dagarna.", en: "No reminders in the coming days." }
    found(n: i64) { sv: plural(n, "1 påminnelse", "påminnelser"), en: plural(n, "1 reminder", "reminders") }
    day { sv: "Dag", en: "Day" }
    reference { sv: "Diarienummer", en: "Reference" }
    audit { sv: "Granskning", en: "Audit" }
    board { sv: "Nämnd", en: "Board" }
    response { sv: "Yttrande", en: "Response" }
    due { sv: "Sista dag", en: "Last day" }
    what { sv: "Vad", en: "What" }
    to { sv: "Till vem", en: "To whom" }
    today { sv: "I dag", en: "Today" }
    last_day(day: &str) { sv: "sista dag {day}", en: "last day {day}" }
    left(n: i64) { sv: format!("{} kvar", plural(n, "1 dag", "dagar")), en: format!("{} left", plural(n, "1 day", "days")) }
    late(n: i64) { sv: format!("{} försenat", plural(n, "1 dag", "dagar")), en: format!("{} overdue", plural(n, "1 day", "days")) }
    last_day_today { sv: "sista dagen", en: "the last day" }
    missing { sv: "uteblivet", en: "missing" }
    nobody_there { sv: "nämnden har ingen att påminna", en: "the board has nobody to remind" }
    by_mail(names: &str) { sv: "Mejl till {names}.", en: "Mail to {names}." }
    in_digest(names: &str) { sv: "I det samlade mejlet till {names}.", en: "In the daily mail to {names}." }
    in_service(names: &str) { sv: "Bara i tjänsten till {names}.", en: "Only in the service to {names}." }
    to_nobody { sv: "Det finns ingen att skicka till.", en: "There is nobody to send it to." }
}
