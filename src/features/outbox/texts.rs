//! The words of letters, and of the pages about them.

use crate::platform::texts::plural;

crate::texts! {
    // Subjects: what, and when.
    subject_requested(title: &str, day: &str) { sv: "Yttrande begärt: {title} – senast {day}", en: "Response requested: {title} – by {day}" }
    subject_left(n: i64, title: &str, day: &str) {
        sv: format!("{} kvar: yttrande om {title} ({day})", plural(n, "1 dag", "dagar")),
        en: format!("{} left: response on {title} ({day})", plural(n, "1 day", "days"))
    }
    subject_last_day(title: &str, day: &str) { sv: "Sista dagen i dag: yttrande om {title} ({day})", en: "Last day today: response on {title} ({day})" }
    subject_overdue(title: &str, day: &str) { sv: "Försenat: yttrande om {title} skulle ha kommit {day}", en: "Overdue: response on {title} was due on {day}" }
    subject_missing(title: &str, board: &str, day: &str) { sv: "Uteblivet yttrande: {title} – {board}, sista dag {day}", en: "Missing response: {title} – {board}, last day {day}" }
    subject_unstaffed(board: &str, day: &str) { sv: "{board} har ingen att påminna – sista dag {day}", en: "{board} has nobody to remind – last day {day}" }
    subject_receipt(board: &str, title: &str) { sv: "Kvitto: {board} yttrande om {title} är inskickat", en: "Receipt: {board} response on {title} has been submitted" }
    subject_received(title: &str, board: &str) { sv: "Yttrande inkommet: {title} – {board}", en: "Response received: {title} – {board}" }
    subject_extension_asked(title: &str, board: &str) { sv: "Anstånd begärt: {title} – {board}", en: "Extension requested: {title} – {board}" }
    subject_extension_withdrawn(title: &str, board: &str) { sv: "Begäran om anstånd återtagen: {title} – {board}", en: "Extension request withdrawn: {title} – {board}" }
    subject_granted(title: &str, day: &str) { sv: "Anstånd beviljat till {day}: {title}", en: "Extension granted to {day}: {title}" }
    subject_refused(title: &str, day: &str) { sv: "Anstånd avslaget: {title} – sista dag är {day}", en: "Extension not granted: {title} – the last day is {day}" }
    subject_closed(title: &str) { sv: "Granskningen är avslutad utan svar: {title}", en: "The audit is closed without an answer: {title}" }
    closed_without_answer(board: &str, round: &str, title: &str, reference: &str) {
        sv: "Revisorerna har avslutat granskningen ”{title}” ({reference}) utan {round} från {board}.",
        en: "The auditors have closed the audit “{title}” ({reference}) without the {round} of {board}."
    }
    subject_moved(title: &str, day: &str) { sv: "Ny sista dag {day}: {title}", en: "New last day {day}: {title}" }
    subject_verdict(title: &str) { sv: "Revisionen har lämnat omdöme: {title}", en: "The auditors have published a verdict: {title}" }
    subject_digest(n: i64, day: &str) {
        sv: format!("{} om granskningar, {day}", plural(n, "1 nyhet", "nyheter")),
        en: format!("{} about audits, {day}", plural(n, "1 piece of news", "pieces of news"))
    }
    subject_test { sv: "Testmejl från Revisionsuppföljning", en: "Test mail from Audit follow-up" }

    // What they say.
    hello(name: &str) { sv: "Hej {name}!", en: "Hello {name}," }
    requested(auditors: &str, board: &str, title: &str, reference: &str) {
        sv: "{auditors} har skickat granskningen {title} ({reference}) och ber {board} att yttra sig.",
        en: "{auditors} has sent the audit {title} ({reference}) and asks {board} to respond."
    }
    due(board: &str, round: &str, title: &str, reference: &str, day: &str) {
        sv: "{board} ska lämna sitt {round} över {title} ({reference}) senast {day}. Hela den dagen räknas.",
        en: "{board} is to submit its {round} on {title} ({reference}) no later than {day}. That whole day counts."
    }
    requested_due(round: &str, day: &str) { sv: "Sista dag för {round} är {day}. Hela den dagen räknas.", en: "The last day for the {round} is {day}. That whole day counts." }
    late(board: &str, round: &str, title: &str, reference: &str, day: &str) {
        sv: "{board} har inte lämnat sitt {round} över {title} ({reference}). Sista dag var {day}.",
        en: "{board} has not submitted its {round} on {title} ({reference}). The last day was {day}."
    }
    late_by(n: i64) {
        sv: format!("Yttrandet är {} försenat.", plural(n, "1 dag", "dagar")),
        en: format!("The response is {} late.", plural(n, "1 day", "days"))
    }
    still_possible { sv: "Det går fortfarande att lämna det. Det märks som försenat.", en: "It can still be submitted. It is marked as late." }
    ask_for_time { sv: "Räcker inte tiden kan nämnden begära anstånd hos revisorerna.", en: "If there is not enough time, the board can ask the auditors for an extension." }
    taken_up { sv: "Det står nu som uteblivet yttrande till revisorernas nästa sammanträde.", en: "It now stands as a missing response for the auditors' next meeting." }
    unstaffed(board: &str) {
        sv: "{board} har ingen nämndsekreterare, ordförande eller handläggare i tjänsten. Påminnelsen om sista dagen har därför inte gått till någon på nämnden.",
        en: "{board} has no secretary, chair or contributor in the service. The reminder of the last day has therefore reached nobody at the board."
    }
    unstaffed_day(day: &str) { sv: "Sista dagen är {day}.", en: "The last day is {day}." }
    unstaffed_day_was(day: &str) { sv: "Sista dagen var {day}.", en: "The last day was {day}." }
    add_secretary { sv: "Lägg till en nämndsekreterare, eller ta kontakt med nämnden på annat sätt.", en: "Add a secretary, or contact the board in another way." }
    contact_board { sv: "Ta kontakt med nämnden på annat sätt. Administratörerna har också fått veta det.", en: "Contact the board in another way. The administrators have been told too." }
    received(board: &str, round: &str, title: &str, reference: &str, at: &str) {
        sv: "{board} lämnade sitt {round} över {title} ({reference}) {at}.",
        en: "{board} submitted its {round} on {title} ({reference}) on {at}."
    }
    in_time(day: &str) { sv: "Det kom i tid. Sista dag var {day}.", en: "It came in time. The last day was {day}." }
    came_late(n: i64, day: &str) {
        sv: format!("Det kom {} efter sista dagen, {day}.", plural(n, "1 dag", "dagar")),
        en: format!("It came {} after the last day, {day}.", plural(n, "1 day", "days"))
    }
    extension_asked(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} ber om en senare sista dag för sitt {round} över {title} ({reference}).",
        en: "{board} asks for a later last day for its {round} on {title} ({reference})."
    }
    extension_withdrawn(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har återtagit sin begäran om en senare sista dag för sitt {round} över {title} ({reference}).",
        en: "{board} has withdrawn its request for a later last day for its {round} on {title} ({reference})."
    }
    until_decided(day: &str) { sv: "Tills revisorerna har beslutat gäller {day}.", en: "Until the auditors have decided, {day} applies." }
    granted(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har fått anstånd med sitt {round} över {title} ({reference}).",
        en: "{board} has been granted an extension of its {round} on {title} ({reference})."
    }
    refused(board: &str, round: &str, title: &str, reference: &str) {
        sv: "{board} har inte fått anstånd med sitt {round} över {title} ({reference}). Skälen står i tjänsten.",
        en: "{board} has not been granted an extension of its {round} on {title} ({reference}). The reasons stand in the service."
    }
    moved(board: &str, round: &str, title: &str, reference: &str) {
        sv: "Sista dagen är ändrad för {round} från {board} över {title} ({reference}).",
        en: "The last day has been changed for the {round} from {board} on {title} ({reference})."
    }
    last_day_is(day: &str) { sv: "Sista dag är {day}.", en: "The last day is {day}." }
    verdict(round: &str, board: &str, title: &str, reference: &str) {
        sv: "Revisorerna har lämnat omdöme om {round} från {board} över {title} ({reference}).",
        en: "The auditors have published a verdict on the {round} from {board} on {title} ({reference})."
    }
    digest { sv: "Det här har hänt sedan det förra samlade mejlet:", en: "This has happened since the last daily mail:" }
    receipt_number(number: &str) { sv: "Kvittonummer: {number}", en: "Receipt number: {number}" }
    fingerprint(sum: &str) { sv: "Handlingens kontrollsumma (SHA-256): {sum}", en: "Checksum of the document (SHA-256): {sum}" }
    test { sv: "Det här är ett testmejl. När du läser det fungerar utskicken.", en: "This is a test mail. When you read it, sending mail works." }

    // Where they lead.
    open_desk { sv: "Öppna yttrandet", en: "Open the response" }
    open_audit { sv: "Öppna granskningen", en: "Open the audit" }
    open_response { sv: "Läs yttrandet", en: "Read the response" }
    open_receipt { sv: "Öppna kvittot", en: "Open the receipt" }
    open_request { sv: "Läs begäran", en: "Read the request" }
    open_ledger { sv: "Se sista dagen och besluten", en: "See the last day and the decisions" }
    open_reminder_letter { sv: "Öppna förslaget till påminnelsebrev", en: "Open the proposed letter of reminder" }
    open_board { sv: "Öppna nämnden", en: "Open the board" }
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
    why_not_hers { sv: "Personen hade inte längre den rollen.", en: "The person no longer had that role." }
    why_no_server { sv: "Ingen e-postserver var inställd.", en: "No mail server was set." }
    try_again { sv: "Försök igen", en: "Try again" }
    try_again_for(who: &str) { sv: "Försök igen: {who}", en: "Try again: {who}" }
    send_test { sv: "Skicka testmejl till mig", en: "Send a test mail to me" }
    send_test_hint { sv: "Det läggs sist i kön och går inom en halv minut om e-postservern svarar.", en: "It is put last in the queue and goes within half a minute if the mail server answers." }

    // Below.
    questions(contact: &str) { sv: "Frågor: {contact}", en: "Questions: {contact}" }
    settings(address: &str) { sv: "Välj vad du får mejl om: {address}", en: "Choose what you are mailed about: {address}" }
}
