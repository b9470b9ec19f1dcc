//! The words of letters, and of the pages about them.

use crate::platform::texts::plural;

crate::texts! {
    // Subjects: what, and when.
    subject_receipt(board: &str, title: &str) { sv: "Kvitto: {board} yttrande om {title} är inskickat", en: "Receipt: {board} response on {title} has been submitted" }
    subject_supplement(board: &str, title: &str) { sv: "Kvitto: {board} komplettering om {title} är inskickad", en: "Receipt: {board} supplement on {title} has been submitted" }
    subject_digest(n: i64, day: &str) {
        sv: format!("{} om granskningar, {day}", plural(n, "1 nyhet", "nyheter")),
        en: format!("{} about audits, {day}", plural(n, "1 piece of news", "pieces of news"))
    }
    subject_test { sv: "Testmejl från Revisionsuppföljning", en: "Test mail from Audit follow-up" }

    // What they say.
    hello(name: &str) { sv: "Hej {name}!", en: "Hello {name}," }
    received(board: &str, round: &str, title: &str, reference: &str, at: &str) {
        sv: "{board} lämnade sitt {round} över {title} ({reference}) {at}.",
        en: "{board} submitted its {round} on {title} ({reference}) on {at}."
    }
    received_supplement(board: &str, round: &str, title: &str, reference: &str, at: &str) {
        sv: "{board} lämnade en komplettering till sitt {round} över {title} ({reference}) {at}.",
        en: "{board} submitted a supplement to its {round} on {title} ({reference}) on {at}."
    }
    digest { sv: "Det här har hänt sedan sist:", en: "This has happened since the last time:" }
    came_as_preliminary { sv: "Yttrandet är preliminärt: det kom in innan nämnden hade beslutat.", en: "The response is preliminary: it was received before the board had decided." }
    withdrawn_since { sv: "Nämnden har återtagit yttrandet sedan dess. Det finns kvar och går att läsa.", en: "The board has withdrawn the response since then. It remains and can be read." }
    receipt_number(number: &str) { sv: "Kvittonummer: {number}", en: "Receipt number: {number}" }
    fingerprint(sum: &str) { sv: "Handlingens kontrollsumma (SHA-256): {sum}", en: "Checksum of the document (SHA-256): {sum}" }
    test { sv: "Det här är ett testmejl. När du läser det fungerar utskicken.", en: "This is a test mail. When you read it, sending mail works." }

    // Where they lead.
    open_receipt { sv: "Öppna kvittot", en: "Open the receipt" }
    open_notices { sv: "Öppna aviseringarna", en: "Open the notices" }
    open_mails { sv: "Öppna utskicken", en: "Open the mail log" }

    // The mail log.
    mails { sv: "Utskick", en: "Mail log" }
    lead { sv: "Mejl som tjänsten har skickat eller ska skicka. Här syns vem och när, inte vad de handlar om.", en: "Mail that the service has sent or will send. You see to whom and when, not what it is about." }
    count(n: i64) { sv: plural(n, "1 mejl", "mejl"), en: plural(n, "1 mail", "mails") }
    none { sv: "Det finns inga mejl att visa.", en: "There are no mails to show." }
    made { sv: "Skrivet", en: "Written" }
    to { sv: "Till", en: "To" }
    what { sv: "Vad", en: "What" }
    state { sv: "Läge", en: "State" }
    settled { sv: "Avgjort", en: "Settled" }
    tries { sv: "Försök", en: "Tries" }
    answer { sv: "Senaste svar", en: "Last answer" }
    notice { sv: "Avisering", en: "Notice" }
    daily { sv: "Samlat mejl", en: "Daily mail" }
    receipt { sv: "Kvitto", en: "Receipt" }
    test_mail { sv: "Testmejl", en: "Test mail" }
    waiting { sv: "Väntar", en: "Waiting" }
    again_at(at: &str) { sv: "Nästa försök {at}", en: "Next try {at}" }
    sent { sv: "Skickat", en: "Sent" }
    failed { sv: "Kunde inte skickas", en: "Could not be sent" }
    dropped { sv: "Skickades inte", en: "Not sent" }
    why_answered { sv: "Yttrandet hade kommit.", en: "The response had come." }
    why_closed { sv: "Granskningen var avslutad.", en: "The audit was closed." }
    why_other_date { sv: "Sista dagen hade ändrats.", en: "The last day had been changed." }
    why_overtaken { sv: "En senare påminnelse tog dess plats.", en: "A later reminder took its place." }
    why_not_awaited { sv: "Kompletteringen väntades inte längre.", en: "The supplement was no longer awaited." }
    why_not_hers { sv: "Personen hade inte längre den rollen.", en: "The person no longer had that role." }
    why_no_server { sv: "Ingen e-postserver var inställd.", en: "No mail server was set." }
    why_gathered { sv: "Samlades med andra i ett mejl.", en: "Put together with others in one mail." }
    try_again { sv: "Försök igen", en: "Try again" }
    try_again_for(who: &str) { sv: "Försök igen: {who}", en: "Try again: {who}" }
    send_test { sv: "Skicka testmejl till mig", en: "Send a test mail to me" }
    send_test_hint { sv: "Det läggs sist i kön och går inom en halv minut om e-postservern svarar.", en: "It is put last in the queue and goes within half a minute if the mail server answers." }

    // Below.
    questions(contact: &str) { sv: "Frågor: {contact}", en: "Questions: {contact}" }
    settings(address: &str) { sv: "Välj vad du får mejl om: {address}", en: "Choose what you are mailed about: {address}" }
}
