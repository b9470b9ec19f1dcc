//! The words of the event log. What was done stands without whoever did it: she stands in a column of her own.

use super::groups::Group;
use crate::platform::texts::plural;

crate::texts! {
    menu { sv: "Händelser", en: "Event log" }
    lead_audit { sv: "Det som har hänt på revisorernas sida, det senaste först. Loggen skrivs av tjänsten samtidigt med ändringen, och ingen sida ändrar i den.", en: "What has happened on the auditors’ side, the newest first. The service writes the log together with the change, and no page alters it." }
    lead_board { sv: "Det som har hänt i nämndens arbete, det senaste först. Bara nämndens egna läser den här loggen. Den skrivs av tjänsten samtidigt med ändringen, och ingen sida ändrar i den.", en: "What has happened in the board’s work, the newest first. Only the board’s own people read this log. The service writes it together with the change, and no page alters it." }
    lead_system { sv: "Det som har hänt med personer, nämnder, inloggningar och inställningar, det senaste först. Vad granskningar och yttranden innehåller syns inte här.", en: "What has happened to people, boards, sign-ins and settings, the newest first. What audits and responses contain is not shown here." }
    is_whole(n: i64, at: &str, from: &str) { sv: "Loggen är hel till och med händelse {n}, kontrollerad {at}. Tjänsten läser den från den första händelsen varje dygn, senast {from}. Kontrollen gäller händelserna och deras ordning.", en: "The log is intact up to event {n}, checked {at}. The service reads it from the first event each day, most recently {from}. What is checked are the events and their order." }
    not_read_yet { sv: "Tjänsten har inte läst hela loggen än, så ingenting är sagt om ifall den är hel.", en: "The service has not read all of the log yet, so nothing is said about whether it is intact." }
    is_broken(n: i64) { sv: "Loggen stämmer inte från händelse {n}: något har ändrats, tagits bort eller lagts till vid sidan av tjänsten. Säg det till den som driver tjänsten.", en: "The log does not fit from event {n} on: something has been changed, removed or added past the service. Tell whoever runs the service." }
    when { sv: "Tid", en: "Time" }
    who { sv: "Vem", en: "Who" }
    happened { sv: "Händelse", en: "Event" }
    about { sv: "Gäller", en: "About" }
    what { sv: "Vad", en: "What" }
    whose { sv: "Nämnd", en: "Board" }
    first_board { sv: "Den första", en: "The first" }
    from_day { sv: "Från", en: "From" }
    to_day { sv: "Till", en: "To" }
    audit_reference { sv: "Granskningens diarienummer", en: "Reference of the audit" }
    somebody { sv: "En person", en: "One person" }
    the_service { sv: "Tjänsten", en: "The service" }
    only_hers(name: &str) { sv: "Visa bara det {name} har gjort", en: "Show only what {name} has done" }
    count(n: i64) { sv: plural(n, "1 händelse", "händelser"), en: plural(n, "1 event", "events") }
    none { sv: "Inga händelser.", en: "No events." }
    unknown(kind: &str) { sv: "En händelse som den här versionen inte känner: {kind}", en: "An event that this version does not know: {kind}" }
    group(group: Group) { sv: group_sv(group).to_owned(), en: group_en(group).to_owned() }

    set_up { sv: "Satte upp tjänsten", en: "Set up the service" }
    signed_in { sv: "Loggade in", en: "Signed in" }
    signed_out { sv: "Loggade ut", en: "Signed out" }
    password_chosen { sv: "Valde ett nytt lösenord", en: "Chose a new password" }
    password_link_mailed(name: &str) { sv: "Mejlade en länk till {name} för att välja lösenord", en: "Mailed {name} a link for choosing a password" }
    throttled { sv: "Ett konto fick vänta efter många misslyckade inloggningar", en: "An account had to wait after many failed sign-ins" }
    passwords_failed(n: i32, whose: Option<&str>, inside: bool, held_back: bool) { sv: failed_sv(n, whose, inside, held_back), en: failed_en(n, whose, inside, held_back) }
    sessions_replaced { sv: "En äldre inloggning avslutades: ny inloggning i samma webbläsare", en: "An older session ended: a new sign-in in the same browser" }
    sessions_too_many(n: i32) { sv: format!("{} avslutades: för många samtidigt", plural(n.into(), "1 inloggning", "inloggningar")), en: format!("{} ended: too many at once", plural(n.into(), "1 session", "sessions")) }
    session_chosen { sv: "Avslutade en av sina inloggningar", en: "Ended one of her or his sessions" }
    signed_out_everywhere(n: i32) { sv: format!("Loggade ut överallt: {}", plural(n.into(), "1 inloggning", "inloggningar")), en: format!("Signed out everywhere: {}", plural(n.into(), "1 session", "sessions")) }
    two_step_on { sv: "Slog på tvåstegsinloggning", en: "Turned two-step sign-in on" }
    two_step_off { sv: "Stängde av tvåstegsinloggning", en: "Turned two-step sign-in off" }
    two_step_off_by_link { sv: "Kom in med en engångslänk, som stängde av tvåstegsinloggningen", en: "Came in by a one-time link, which turned two-step sign-in off" }
    recovery_codes_made { sv: "Skapade nya återställningskoder", en: "Made new recovery codes" }
    signed_on { sv: "Loggade in med kommunens inloggning", en: "Signed in with the municipality’s sign-in" }
    sign_on_bound { sv: "Kopplade kontot till kommunens inloggning", en: "Connected the account to the municipality’s sign-in" }
    sign_on_unbound { sv: "Tog bort kopplingen till kommunens inloggning", en: "Removed the connection to the municipality’s sign-in" }
    sign_on_unbound_by_link { sv: "Kom in med en engångslänk, som tog bort kopplingen till kommunens inloggning", en: "Came in by a one-time link, which removed the connection to the municipality’s sign-in" }
    signed_in_by_passkey { sv: "Loggade in med en inloggningsnyckel", en: "Signed in with a passkey" }
    passkey_added { sv: "Lade till en inloggningsnyckel", en: "Added a passkey" }
    passkey_removed { sv: "Tog bort en inloggningsnyckel", en: "Removed a passkey" }
    passkey_removed_by_link { sv: "Kom in med en engångslänk, som tog bort en inloggningsnyckel", en: "Came in by a one-time link, which removed a passkey" }
    passkey_refused { sv: "Kom inte in med en inloggningsnyckel: den hade räknat färre inloggningar än förra gången, så det kan finnas en kopia av den", en: "Did not get in with a passkey: it had counted fewer sign-ins than last time, so there may be a copy of it" }
    recovery_code_used(left: i32) { sv: format!("Använde en återställningskod, {left} kvar"), en: format!("Used a recovery code, {left} left") }
    invited(name: &str) { sv: "Skapade en engångslänk för {name}", en: "Made a one-time link for {name}" }
    role_granted(name: &str, role: &str, board: Option<&str>) { sv: format!("Gav {name} rollen {}{}", role.to_lowercase(), board.map(|board| format!(" i {board}")).unwrap_or_default()), en: format!("Gave {name} the role {}{}", role.to_lowercase(), board.map(|board| format!(" at {board}")).unwrap_or_default()) }
    until(what: &str, day: &str) { sv: "{what}, till och med {day}", en: "{what}, up to and including {day}" }
    for_days(what: &str, day: &str) { sv: "{what} (till och med {day})", en: "{what} (up to and including {day})" }
    role_shortened(name: &str, day: &str) { sv: "Gav en roll för {name} en tidigare sista dag: {day}", en: "Gave a role of {name} an earlier last day: {day}" }
    role_ending_told(name: &str, day: &str) { sv: "Sa till om att en roll för {name} upphör efter {day}", en: "Gave notice that a role of {name} ends after {day}" }
    role_ended(name: &str) { sv: "Avslutade en roll för {name}", en: "Ended a role of {name}" }
    person_ended(name: &str) { sv: "Avslutade kontot för {name}", en: "Ended the account of {name}" }
    person_corrected(name: &str) { sv: "Rättade namn eller e-postadress för {name}", en: "Corrected the name or e-mail address of {name}" }
    person_joined(name: &str, other: &str) { sv: "Slog ihop kontot för {name} med {other}", en: "Joined the account of {name} with {other}" }
    person_reopened(name: &str) { sv: "Öppnade kontot för {name} igen", en: "Reopened the account of {name}" }
    somebody_without_account { sv: "någon utan konto", en: "somebody without an account" }
    access_was_asked(name: &str, board: &str) { sv: "Åtkomst begärdes av {name} till {board}", en: "Access was requested by {name} to {board}" }
    access_request_agreed(name: &str, board: &str) { sv: "Sa ja till begäran om åtkomst av {name} till {board}", en: "Said yes to the request for access by {name} to {board}" }
    access_request_declined(name: &str, board: &str) { sv: "Sa nej till begäran om åtkomst av {name} till {board}", en: "Said no to the request for access by {name} to {board}" }
    access_request_lapsed(name: &str, board: &str) { sv: "Begäran om åtkomst av {name} till {board} förföll, utan svar på 30 dagar", en: "The request for access by {name} to {board} lapsed, unanswered for 30 days" }
    access_request_removed(name: &str, board: &str) { sv: "Uppgifterna i begäran om åtkomst av {name} till {board} togs bort", en: "The details of the request for access by {name} to {board} were removed" }
    access_role(name: &str, role: &str) { sv: "{name}, {role}", en: "{name}, {role}" }
    access_role_in(name: &str, role: &str, board: &str) { sv: "{name}, {role} i {board}", en: "{name}, {role} of {board}" }
    access_link(name: &str) { sv: "ny engångslänk för {name}", en: "new one-time link for {name}" }
    access_reopening(name: &str) { sv: "kontot för {name}", en: "the account of {name}" }
    access_proposed(what: &str) { sv: "Behörighet väntar: {what}", en: "Access waits: {what}" }
    access_agreed(what: &str) { sv: "Godkände behörighet: {what}", en: "Approved access: {what}" }
    access_after_a_day(what: &str) { sv: "Behörighet började gälla efter ett dygn: {what}", en: "Access took effect after a day: {what}" }
    access_refused(what: &str) { sv: "Behörighet avslogs: {what}", en: "Access was refused: {what}" }
    access_withdrawn(what: &str) { sv: "Tog tillbaka föreslagen behörighet: {what}", en: "Withdrew proposed access: {what}" }
    board_proposed(what: &str) { sv: "Väntar: {what}", en: "Waits: {what}" }
    board_agreed(what: &str) { sv: "Godkände: {what}", en: "Approved: {what}" }
    board_after_a_day(what: &str) { sv: "Började gälla efter ett dygn: {what}", en: "Took effect after a day: {what}" }
    board_refused(what: &str) { sv: "Avslogs: {what}", en: "Refused: {what}" }
    board_withdrawn(what: &str) { sv: "Tog tillbaka: {what}", en: "Withdrew: {what}" }
    board_at_once(what: &str) { sv: "Gäller: {what}", en: "Applies: {what}" }
    access_at_once(what: &str) { sv: "Öppnade igen: {what}", en: "Opened again: {what}" }
    board_added(name: &str) { sv: "Lade till {name}", en: "Added {name}" }
    board_ended(name: &str, day: &str, heir: Option<&str>) { sv: format!("Avslutade {name} den {day}{}", heir.map(|heir| format!(". {heir} svarar i stället")).unwrap_or_default()), en: format!("Ended {name} on {day}{}", heir.map(|heir| format!(". {heir} responds instead")).unwrap_or_default()) }
    board_renamed(name: &str) { sv: "Bytte namn på {name}", en: "Renamed {name}" }
    board_mailbox_set(name: &str) { sv: "Ändrade brevlådan för {name}", en: "Changed the mailbox of {name}" }
    board_reopened(name: &str) { sv: "Öppnade {name} igen", en: "Reopened {name}" }
    organisation_changed { sv: "Ändrade uppgifterna om organisationen", en: "Changed the details of the organisation" }
    second_step_demanded(role: &str, day: &str) { sv: "Ställde krav på ett andra steg vid inloggning för rollen {role}, från och med {day}", en: "Demanded a second step of signing in for the role {role}, from {day} on" }
    second_step_no_more(role: &str) { sv: "Tog bort kravet på ett andra steg vid inloggning för rollen {role}", en: "No longer demands a second step of signing in for the role {role}" }
    files_scanned(clean: i32, infected: i32, unscannable: i32) { sv: "Sökte igenom filer efter skadlig kod: rena {clean}, i karantän {infected}, {unscannable} gick inte att söka igenom", en: "Scanned files for malware: {clean} clean, {infected} in quarantine, {unscannable} could not be scanned" }
    rules_changed { sv: "Ändrade reglerna för sista dagar och påminnelser", en: "Changed the rules for last days and reminders" }
    substitute_named(name: &str, board: &str, from: &str, to: &str) { sv: "Utsåg {name} till ersättare i {board}, {from} till {to}", en: "Named {name} as substitute at {board}, {from} to {to}" }
    substitute_ended(board: &str) { sv: "Avslutade en ersättare i {board}", en: "Ended a substitute at {board}" }
    mail_resent { sv: "Skickade ett mejl igen", en: "Had a mail sent again" }
    definitions_listed { sv: "Skrev upp hur databasen är uppbyggd: tjänsten eller PostgreSQL har fått en ny version", en: "Listed what the database is built of: the service or PostgreSQL has a new version" }
    test_mail { sv: "Skickade ett testmejl", en: "Had a test mail sent" }
    calendar_made { sv: "Skapade en hemlig kalenderadress", en: "Made a secret calendar address" }
    calendar_ended { sv: "Stoppade sin kalenderadress", en: "Stopped her or his calendar address" }
    audit_recorded { sv: "Sparade granskningen", en: "Saved the audit" }
    audit_changed { sv: "Ändrade granskningen innan den skickades", en: "Changed the audit before it was sent" }
    file_attached { sv: "Bifogade en handling", en: "Attached a document" }
    file_removed { sv: "Tog bort en handling innan granskningen skickades", en: "Removed a document before the audit was sent" }
    audit_sent(rounds: usize) { sv: format!("Skickade granskningen: {} med sista dag", plural(rounds as i64, "1 yttrande", "yttranden")), en: format!("Sent the audit: {} with a last day", plural(rounds as i64, "1 response", "responses")) }
    round_opened(day: &str) { sv: "Öppnade en ny omgång, med sista dag {day}", en: "Opened a further round, with the last day {day}" }
    audit_closed(without: usize) { sv: if without == 0 { "Avslutade granskningen".to_owned() } else { format!("Avslutade granskningen utan {}", plural(without as i64, "1 yttrande som aldrig kom", "yttranden som aldrig kom")) }, en: if without == 0 { "Closed the audit".to_owned() } else { format!("Closed the audit without {}", plural(without as i64, "1 response that never came", "responses that never came")) } }
    rounds_withdrawn(rounds: usize) { sv: format!("Återkallade begäran om {}", plural(rounds as i64, "1 yttrande", "yttranden")), en: format!("Withdrew the request for {}", plural(rounds as i64, "1 response", "responses")) }
    reply_to_corrected { sv: "Rättade granskningens svarsadress", en: "Corrected the reply address of the audit" }
    title_corrected { sv: "Rättade granskningens titel", en: "Corrected the title of the audit" }
    item_corrected { sv: "Rättade en punkts lydelse", en: "Corrected the wording of an item" }
    document_added { sv: "Lade till en handling i den skickade granskningen", en: "Added a document to the audit that had been sent" }
    recipient_added(board: &str) { sv: "Skickade granskningen till {board} för kännedom", en: "Sent the audit to {board} for information" }
    audit_reopened { sv: "Öppnade granskningen igen", en: "Reopened the audit" }
    verdict_corrected { sv: "Rättade ett publicerat omdöme", en: "Corrected a published verdict" }
    response_received(late: Option<i64>, preliminary: bool) { sv: format!("Lämnade in yttrandet{}{}", late_sv(late), before_sv(preliminary)), en: format!("Submitted the response{}{}", late_en(late), before_en(preliminary)) }
    response_written_in(day: &str, late: Option<i64>, preliminary: bool) { sv: format!("Skrev in yttrandet som kom på annat sätt den {day}{}{}", late_sv(late), before_sv(preliminary)), en: format!("Registered the response that came another way on {day}{}{}", late_en(late), before_en(preliminary)) }
    supplemented { sv: "Lämnade in en komplettering", en: "Submitted a supplement" }
    supplement_written_in(day: &str, late: Option<i64>) { sv: format!("Skrev in en komplettering som kom på annat sätt den {day}{}", late_sv(late)), en: format!("Registered a supplement that came another way on {day}{}", late_en(late)) }
    supplemented_late(late: i64) { sv: format!("Lämnade in en komplettering{}", late_sv(Some(late))), en: format!("Submitted a supplement{}", late_en(Some(late))) }
    board_prompted(day: &str) { sv: "Påminde nämnden med egna ord. Sista dag var {day}", en: "Reminded the board in their own words. The last day was {day}" }
    responsible_named(name: &str) { sv: "Gjorde {name} ansvarig för granskningen", en: "Made {name} responsible for the audit" }
    council_act_entered(day: &str) { sv: "Skrev in att fullmäktige tog upp granskningen {day}", en: "Recorded that the council took up the audit on {day}" }
    council_act_corrected { sv: "Rättade det som står om fullmäktiges behandling", en: "Corrected what stands of what the council did" }
    supplement_asked(day: &str) { sv: "Begärde en komplettering, senast {day}", en: "Asked for a supplement, by {day}" }
    supplement_request_withdrawn { sv: "Återtog begäran om komplettering", en: "Withdrew the request for a supplement" }
    status_asked(n: usize) {
        sv: format!("Frågade hur {} går, eftersom dagen hade kommit", if n == 1 { "en åtgärd".to_owned() } else { format!("{n} åtgärder") }),
        en: format!("Asked how {} when the day had come", if n == 1 { "a measure goes".to_owned() } else { format!("{n} measures go") })
    }
    status_told(n: usize) {
        sv: format!("Lämnade lägesbesked om {}", if n == 1 { "en åtgärd".to_owned() } else { format!("{n} åtgärder") }),
        en: format!("Gave a status report on {}", if n == 1 { "a measure".to_owned() } else { format!("{n} measures") })
    }
    supplement_reminded(day: &str, days: i16) { sv: format!("Påminde om kompletteringens sista dag {day}: {}", from_it_sv(days)), en: format!("Reminded of the last day for the supplement, {day}: {}", from_it_en(days)) }
    decision_received { sv: "Kompletterade med nämndens beslut", en: "Added the board’s decision" }
    response_withdrawn { sv: "Återtog yttrandet", en: "Withdrew the response" }
    arrival_registered { sv: "Registrerade yttrandet i diariet", en: "Registered the response in the diary" }
    verdict_published { sv: "Publicerade omdömet", en: "Published the verdict" }
    tagged { sv: "Ändrade en punkts prioritet eller etiketter", en: "Changed the priority or the tags of an item" }
    followed_up { sv: "Beslutade om en punkt efter sista omgången", en: "Decided about an item after its last round" }
    extension_asked(day: &str) { sv: "Begärde anstånd till {day}", en: "Asked for an extension until {day}" }
    extension_withdrawn { sv: "Återtog begäran om anstånd", en: "Withdrew the request for an extension" }
    extension_refused { sv: "Avslog begäran om anstånd", en: "Refused the extension" }
    extension_granted(day: Option<&str>) { sv: format!("Beviljade anstånd{}", day.map(|day| format!(" till {day}")).unwrap_or_default()), en: format!("Granted an extension{}", day.map(|day| format!(" until {day}")).unwrap_or_default()) }
    moved_along(day: &str) { sv: "Flyttade med sista dagen till {day} när en tidigare omgång fick anstånd", en: "Moved the last day along to {day} when an earlier round got its extension" }
    last_day_corrected(from: &str, to: &str) { sv: "Rättade sista dagen från {from} till {to}", en: "Corrected the last day from {from} to {to}" }
    reminded(day: &str, days: i16) { sv: format!("Påminde om sista dagen {day}: {}", from_it_sv(days)), en: format!("Reminded of the last day {day}: {}", from_it_en(days)) }
    missing(day: &str) { sv: "Tog upp att yttrandet saknas. Sista dagen var {day}", en: "Took up that the response is missing. The last day was {day}" }
    presidium_told(day: &str, days: i16) {
        sv: format!("Meddelade fullmäktiges presidium att yttrandet saknas. Sista dagen var {day}, {} tidigare", plural(i64::from(days), "1 dag", "dagar")),
        en: format!("Told the council’s presidium that the response is missing. The last day was {day}, {} before", plural(i64::from(days), "1 day", "days"))
    }
    secret_file_opened { sv: "Öppnade en sekretessbelagd bilaga till yttrandet", en: "Opened a secret attachment of the response" }
    secret_document_opened { sv: "Öppnade en sekretessbelagd handling i granskningen", en: "Opened a secret document of the audit" }
    meetings_planned(n: usize) { sv: format!("Lade in {}", plural(n as i64, "1 sammanträde", "sammanträden")), en: format!("Noted {}", plural(n as i64, "1 meeting", "meetings")) }
    meeting_cancelled { sv: "Ställde in ett sammanträde", en: "Cancelled a meeting" }
    response_file_attached { sv: "Bifogade en fil till yttrandet", en: "Attached a file to the response" }
    supplement_file_attached { sv: "Bifogade en fil till en komplettering", en: "Attached a file to a supplement" }
    supplement_file_removed { sv: "Tog bort en fil från en komplettering", en: "Removed a file from a supplement" }
    response_file_removed { sv: "Tog bort en fil från yttrandet", en: "Removed a file from the response" }
    locked { sv: "Låste texten", en: "Locked the text" }
    work_shared(n: usize) { sv: format!("Delade upp arbetet: {}", plural(n as i64, "1 del", "delar")), en: format!("Divided the work: {}", plural(n as i64, "1 part", "parts")) }
    reopened { sv: "Öppnade texten igen", en: "Opened the text again" }
    decision_recorded(decider: &str, day: &str) { sv: format!("Skrev in beslutet den {day} ({})", decider.to_lowercase()), en: format!("Recorded the decision of {day} ({})", decider.to_lowercase()) }
    response_sent { sv: "Lämnade in yttrandet", en: "Submitted the response" }
}

fn group_sv(group: Group) -> &'static str {
    match group {
        Group::SignIns => "Inloggningar",
        Group::People => "Personer och roller",
        Group::Boards => "Nämnder",
        Group::Settings => "Inställningar och utskick",
        Group::Audits => "Granskningar och handlingar",
        Group::Corrections => "Rättelser",
        Group::Arrivals => "Inkomna yttranden",
        Group::Verdicts => "Omdömen och uppföljning",
        Group::LastDays => "Sista dagar och anstånd",
        Group::Reminders => "Påminnelser",
        Group::Secrets | Group::OwnSecrets => "Öppnade sekretessbelagda handlingar",
        Group::Access | Group::OwnAccess => "Ändrad behörighet",
        Group::Meetings | Group::OwnMeetings => "Sammanträden",
        Group::Drafting => "Arbetet med yttranden",
        Group::HandedIn => "Inlämnade yttranden",
        Group::Extensions => "Anstånd",
    }
}

fn group_en(group: Group) -> &'static str {
    match group {
        Group::SignIns => "Sign-ins",
        Group::People => "People and roles",
        Group::Boards => "Boards",
        Group::Settings => "Settings and mail",
        Group::Audits => "Audits and documents",
        Group::Corrections => "Corrections",
        Group::Arrivals => "Received responses",
        Group::Verdicts => "Verdicts and follow-up",
        Group::LastDays => "Last days and extensions",
        Group::Reminders => "Reminders",
        Group::Secrets | Group::OwnSecrets => "Secret documents opened",
        Group::Access | Group::OwnAccess => "Changed access",
        Group::Meetings | Group::OwnMeetings => "Meetings",
        Group::Drafting => "Work on responses",
        Group::HandedIn => "Submitted responses",
        Group::Extensions => "Extensions",
    }
}

fn failed_sv(n: i32, whose: Option<&str>, inside: bool, held_back: bool) -> String {
    let whose = whose.map(|name| format!(" för {name}")).unwrap_or_default();
    let place = if inside { ", i en webbläsare som är känd" } else { "" };
    let waited = if held_back { ". Fler försök fick vänta" } else { "" };
    format!("{}{whose}{place}{waited}", plural(n.into(), "1 felaktigt lösenord eller felaktig kod", "felaktiga lösenord eller koder"))
}

fn failed_en(n: i32, whose: Option<&str>, inside: bool, held_back: bool) -> String {
    let whose = whose.map(|name| format!(" for {name}")).unwrap_or_default();
    let place = if inside { ", in a browser that is known" } else { "" };
    let waited = if held_back { ". Further attempts had to wait" } else { "" };
    format!("{}{whose}{place}{waited}", plural(n.into(), "1 wrong password or code", "wrong passwords or codes"))
}

fn late_sv(days: Option<i64>) -> String {
    days.filter(|days| *days > 0).map(|days| format!(", {} sent", plural(days, "1 dag", "dagar"))).unwrap_or_default()
}

fn late_en(days: Option<i64>) -> String {
    days.filter(|days| *days > 0).map(|days| format!(", {} late", plural(days, "1 day", "days"))).unwrap_or_default()
}

fn before_sv(preliminary: bool) -> &'static str {
    if preliminary { ", innan nämnden hade beslutat" } else { "" }
}

fn before_en(preliminary: bool) -> &'static str {
    if preliminary { ", before the board had decided" } else { "" }
}

fn from_it_sv(days: i16) -> String {
    match i64::from(days) {
        0 => "på dagen".to_owned(),
        late @ 1.. => format!("{} efter", plural(late, "1 dag", "dagar")),
        left => format!("{} före", plural(-left, "1 dag", "dagar")),
    }
}

fn from_it_en(days: i16) -> String {
    match i64::from(days) {
        0 => "on the day".to_owned(),
        late @ 1.. => format!("{} after", plural(late, "1 day", "days")),
        left => format!("{} before", plural(-left, "1 day", "days")),
    }
}
