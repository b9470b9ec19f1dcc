use super::store::COUNTED;
use crate::platform::language::{Lang, Tongue};
use crate::platform::texts::{number, plural};
use crate::platform::words::capital;

crate::texts! {
    show_all(n: i64) { sv: if n > COUNTED { "Visa alla, fler än 1\u{a0}000".to_owned() } else { format!("Visa alla {n}") }, en: if n > COUNTED { "Show all, more than 1,000".to_owned() } else { format!("Show all {n}") } }
    to_do { sv: "Att göra", en: "To do" }
    you_stand_in(name: &str, board: &str, to: &str) { sv: "Du ersätter {name} i {board} till och med {to}.", en: "You stand in for {name} at {board} until {to}." }
    substitutes(board: &str) { sv: "Utse en ersättare i {board}", en: "Name a substitute at {board}" }
    yours { sv: "Tilldelat dig", en: "Assigned to you" }
    your_parts(parts: &str) { sv: "Du skriver {parts}", en: "You write {parts}" }
    the_summary { sv: "sammanfattande svar", en: "the summary answer" }
    supplements { sv: "Begärda kompletteringar", en: "Requested supplements" }
    supplement_by(day: &str) { sv: "komplettering senast {day}", en: "supplement by {day}" }
    only_supplements { sv: "Revisionen väntar på en komplettering.", en: "The auditors are waiting for a supplement." }
    undecided { sv: "Preliminärt lämnade: skriv in beslutet", en: "Submitted as preliminary: record the decision" }
    overdue { sv: "Försenat", en: "Overdue" }
    soon { sv: "Förfaller inom två veckor", en: "Due within two weeks" }
    only_measures { sv: "Du har inget yttrande att lämna just nu, men åtgärder att berätta om.", en: "You have no response to submit right now, but measures to tell of." }
    measures_due { sv: "Åtgärder vars dag har kommit", en: "Measures whose day has come" }
    measures_to_tell(n: i64) { sv: format!("berätta hur {} går", if n == 1 { "en åtgärd".to_owned() } else { format!("{n} åtgärder") }), en: format!("tell how {}", if n == 1 { "a measure goes".to_owned() } else { format!("{n} measures go") }) }
    later { sv: "Senare", en: "Later" }
    nothing { sv: "Du har inget att göra just nu.", en: "You have nothing to do right now." }
    board_sentence(boards: &str, n: i64, day: &str) { sv: board_sentence(Lang::SV, &boards, n, &day), en: board_sentence(Lang::EN, &boards, n, &day) }
    answers_done(done: i64, all: i64) { sv: "{done} av {all} svar klara", en: "{done} of {all} answers complete" }
    changed(when: &str, by: &str) { sv: "Ändrat {when} av {by}", en: "Changed {when} by {by}" }
    earlier { sv: "Tidigare yttranden", en: "Earlier responses" }
    stage_not_begun { sv: "Inte påbörjat", en: "Not started" }
    stage_begun { sv: "Påbörjat", en: "In progress" }
    stage_locked { sv: "Klart för nämnden", en: "Ready for the board" }
    stage_decided { sv: "Beslutat", en: "Decided" }
    waits_for_first { sv: "Väntar på ert första yttrande", en: "Waits for your first response" }

    new_audit { sv: "Ny granskning", en: "New audit" }
    show_mine { sv: "Visa bara granskningar som jag ansvarar för", en: "Show only audits for which I am responsible" }
    only_mine { sv: "Här visas bara granskningar som du ansvarar för.", en: "Only audits for which you are responsible are shown here." }
    show_everybodys { sv: "Visa allas", en: "Show everybody’s" }
    late_responses { sv: "Försenade yttranden", en: "Overdue responses" }
    prompt { sv: "Påminn", en: "Remind" }
    prompt_all { sv: "Påminn alla försenade", en: "Remind all that are late" }
    requests { sv: "Begäran om anstånd", en: "Requests for an extension" }
    to_read { sv: "Att läsa", en: "To read" }
    to_register { sv: "Att diarieföra", en: "To register" }
    looks { sv: "Att granska igen", en: "To look at again" }
    look_planned(day: &str) { sv: "skulle granskas igen {day}", en: "was to be looked at again {day}" }
    left { sv: "Kvar att bestämma: ingen ny titt planerad", en: "Left to decide: no further look planned" }
    judged_as(grade: &str) { sv: "omdöme: {grade}", en: "verdict: {grade}" }
    ending_boards { sv: "Nämnder som upphör", en: "Boards that cease" }
    board_ends(board: &str, day: &str) { sv: "{board} upphör {day}", en: "{board} ceases {day}" }
    board_has_ended(board: &str, day: &str) { sv: "{board} fanns till och med {day}", en: "{board} existed until {day}" }
    heir_answers(boards: &str) { sv: "{boards} svarar för det som är kvar", en: "{boards} answers for what is left" }
    heir_will_answer(boards: &str) { sv: "Därefter svarar {boards} för det som är kvar", en: "After that {boards} answers for what is left" }
    its_own_will_answer { sv: "Även därefter svarar nämndens egna för det som är kvar", en: "After that, too, its own people answer for what is left" }
    its_own_answer { sv: "Nämndens egna svarar för det som är kvar", en: "Its own people answer for what is left" }
    without_responsible { sv: "Granskningar utan ansvarig", en: "Audits without anybody responsible" }
    was_responsible(name: &str) { sv: "{name} är inte längre revisor", en: "{name} is no auditor any more" }
    drafts { sv: "Utkast till granskningar", en: "Draft audits" }
    coming { sv: "Kommande 30 dagar", en: "The next 30 days" }
    auditors_sentence(late: i64, unread: i64) { sv: auditors_sentence(Lang::SV, late, unread), en: auditors_sentence(Lang::EN, late, unread) }
    yesterday(n: i64, came: (i64, i64), late: i64) { sv: yesterday(Lang::SV, n, came, late), en: yesterday(Lang::EN, n, came, late) }
    nothing_waits { sv: "Inga yttranden väntar på dig.", en: "No responses are waiting for you." }
    next_meeting { sv: "Till nästa sammanträde", en: "For the next meeting" }
    all_audits { sv: "Se alla granskningar", en: "See all audits" }
    received(when: &str, late: &str) { sv: "inkom {when}, {late}", en: "received {when}, {late}" }
    verdicts(done: i64, all: i64) { sv: "{done} av {all} omdömen", en: "{done} of {all} verdicts" }
    diary_label { sv: "Diarienummer", en: "Reference" }
    save_diary { sv: "Spara", en: "Save" }
    not_registered { sv: "inte diariefört", en: "not registered" }
    diary(number: &str) { sv: "diarienummer {number}", en: "reference {number}" }

    all_in_order { sv: "Allt är i ordning.", en: "Everything is in order." }
    boards_without_secretary { sv: "Nämnder utan nämndsekreterare", en: "Boards without a board secretary" }
    mail { sv: "E-post", en: "E-mail" }
    no_backup_known { sv: "Tjänsten känner inte till någon säkerhetskopia.", en: "The service knows of no backup." }
    old_backup(day: &str) { sv: "Den senaste säkerhetskopian som tjänsten känner till är från den {day}.", en: "The last backup that the service knows of is from {day}." }
    built_otherwise { sv: "Databasen är inte längre uppbyggd som tjänsten gjorde den, så sidorna kan visa något annat än det som står i handlingarna. Säg det genast till den som driver tjänsten, som kör yttrande verify.", en: "The database is no longer built as the service made it, so pages may show something else than what stands in the records. Tell whoever runs the service at once, who will run yttrande verify." }
    broken_log { sv: "En händelselogg stämmer inte längre: något har ändrats vid sidan av tjänsten. Säg det genast till den som driver tjänsten, som kör yttrande verify.", en: "An event log does not fit any more: something has been changed past the service. Tell whoever runs the service at once, who will run yttrande verify." }
    failed_mails(n: i64) {
        sv: format!("{} kunde inte skickas", plural(n, "1 mejl", "mejl")),
        en: format!("{} could not be sent", plural(n, "1 mail", "mails"))
    }
    no_mail_server { sv: "Tjänsten skickar inga mejl", en: "The service sends no mail" }
    no_mail_server_means { sv: "Ingen e-postserver är inställd. Påminnelser och besked syns bara i tjänsten.", en: "No mail server is set. Reminders and notices are shown only in the service." }
    mail_waits { sv: "Mejl går inte ut ur tjänsten", en: "No mail goes out of the service" }
    mail_waits_means(when: &str) { sv: "Inget har gått i väg sedan {when}, fast det finns mejl som väntar.", en: "Nothing has left since {when}, although mail is waiting." }
    unreached(who: &str) { sv: "Mejl når inte fram till {who}", en: "Mail does not reach {who}" }
    unreached_failed(day: &str) { sv: "Det senaste mejlet kunde inte skickas, {day}. Stämmer adressen?", en: "The last mail could not be sent, {day}. Is the address right?" }
    unreached_held(day: &str) { sv: "Mejlet från {day} tas inte emot än. Tjänsten försöker igen.", en: "The mail of {day} is not taken yet. The service tries again." }
    jobs { sv: "Tjänstens jobb", en: "Jobs of the service" }
    jobs_stand_still { sv: "Jobben körs inte", en: "The jobs do not run" }
    jobs_stand_still_means { sv: "Inga påminnelser görs och inga mejl går ut. Säg till den som driver tjänsten.", en: "No reminders are made and no mail goes out. Tell whoever runs the service." }
    health { sv: "Hur tjänsten mår", en: "How the service is doing" }
    health_no_server { sv: "Mejl: ingen e-postserver är inställd", en: "Mail: no mail server is set" }
    health_mail_waits { sv: "Mejl: går inte ut", en: "Mail: does not go out" }
    health_mail_sent(when: &str) { sv: "Mejl: det senaste gick {when}", en: "Mail: the last one went out {when}" }
    health_no_mail_yet { sv: "Mejl: inget har skickats än", en: "Mail: none has been sent yet" }
    health_invitations(n: i64) { sv: if n == 0 { "Inbjudningar: ingen väntar på att användas".to_owned() } else { format!("Inbjudningar: {n} har inte använts") }, en: if n == 0 { "Invitations: none waits to be used".to_owned() } else { format!("Invitations: {n} not used") } }
    health_boards(n: i64) { sv: if n == 0 { "Nämnder: ingen saknar nämndsekreterare".to_owned() } else { format!("Nämnder: {n} utan nämndsekreterare") }, en: if n == 0 { "Boards: none without a board secretary".to_owned() } else { format!("Boards: {n} without a board secretary") } }
    health_jobs_ran(when: &str) { sv: "Jobb: kördes senast {when}", en: "Jobs: last ran {when}" }
    health_jobs_stand_still(when: &str) { sv: "Jobb: har inte körts sedan {when}", en: "Jobs: have not run since {when}" }
    health_jobs_not_yet { sv: "Jobb: har inte körts än", en: "Jobs: have not run yet" }
    two_step { sv: "Tvåstegsinloggning", en: "Two-step sign-in" }
    two_step_key_missing(n: i64) { sv: if n == 1 { "Koder från telefonen kan inte kontrolleras för 1 person".to_owned() } else { format!("Koder från telefonen kan inte kontrolleras för {n} personer") }, en: if n == 1 { "Codes from the phone cannot be checked for 1 person".to_owned() } else { format!("Codes from the phone cannot be checked for {n} people") } }
    two_step_key_missing_means { sv: "Nyckeln som de låstes med är inte inställd. De kommer in med en återställningskod. Be den som driver tjänsten ställa in nyckeln igen.", en: "The key that they were sealed with is not set. They get in with a recovery code. Ask whoever runs the service to set the key again." }
    health_two_step(n: i64) { sv: match n { 0 => "Tvåstegsinloggning: erbjuds, ingen har slagit på den".to_owned(), n => format!("Tvåstegsinloggning: {n} har slagit på den") }, en: match n { 0 => "Two-step sign-in: offered, nobody has turned it on".to_owned(), n => format!("Two-step sign-in: turned on by {n}") } }
    health_sign_on(n: i64) { sv: match n { 0 => "Kommunens inloggning: ingen har kopplat den".to_owned(), n => format!("Kommunens inloggning: {n} har kopplat den") }, en: match n { 0 => "The municipality’s sign-in: nobody has connected it".to_owned(), n => format!("The municipality’s sign-in: {n} have connected it") } }
    health_passkeys(n: i64) { sv: "Inloggningsnycklar: {n} har en", en: "Passkeys: {n} have one" }
    health_scans(waiting: i64, infected: i64, unscannable: i64) { sv: "Filer och skadlig kod: {waiting} väntar på att sökas igenom, {infected} i karantän, {unscannable} gick inte att söka igenom", en: "Files and malware: {waiting} wait to be scanned, {infected} in quarantine, {unscannable} could not be scanned" }
    unscannable { sv: "Filer som inte gick att söka igenom", en: "Files that could not be scanned" }
    unscannable_of(board: &str, size: &str) { sv: "En fil på {size} från {board}", en: "A {size} file from {board}" }
    unscannable_of_auditors(size: &str) { sv: "En fil på {size} från revisionen", en: "A {size} file from the auditors" }
    unscannable_means(when: &str, said: &str, again: &str) {
        sv: "Ingen kan hämta den. Sökprogrammet svarade {when}: ”{said}”. Den söks igenom igen {again}, eller när tjänsten har startats om. Säg till den som driver tjänsten.",
        en: "Nobody can download it. The scanner said {when}: “{said}”. It is scanned again {again}, or when the service has been restarted. Tell whoever runs the service."
    }
    health_no_two_step { sv: "Tvåstegsinloggning: erbjuds inte, ingen nyckel är inställd", en: "Two-step sign-in: not offered, no key is set" }
    health_vouched(when: &str) { sv: "Kontrollpunkter: de senaste mejlades {when}", en: "Checkpoints: the latest were mailed {when}" }
    health_not_vouched(when: &str) { sv: "Kontrollpunkter: mejlet från {when} har inte gått ut", en: "Checkpoints: the mail of {when} has not gone out" }
    health_log_whole(when: &str) { sv: "Databas och logg: databasen svarar, och er logg var hel {when}", en: "Database and log: the database answers, and your log was whole {when}" }
    health_log_not_yet { sv: "Databas och logg: databasen svarar, loggen är inte läst än", en: "Database and log: the database answers, the log has not been read yet" }
    health_built_otherwise { sv: "Databas och logg: databasen är ändrad vid sidan av tjänsten", en: "Database and log: the database was changed past the service" }
    health_log_broken { sv: "Databas och logg: en logg stämmer inte", en: "Database and log: a log does not fit" }
    unused_invitations { sv: "Inbjudningar som inte har använts", en: "Invitations that have not been used" }
    have_not_come_in(n: i64) { sv: "{n} personer har inte kommit in än", en: "{n} people have not come in yet" }
    invited_until(day: &str) { sv: "Länken gäller till {day}", en: "The link is valid until {day}" }
    first_expires(day: &str) { sv: "Den första länken går ut {day}.", en: "The first link expires on {day}." }
    invitations_over(n: i64) {
        sv: if n == 1 { "En länk har gått ut. Bjud in igen.".to_owned() } else { format!("{n} länkar har gått ut. Bjud in igen.") },
        en: if n == 1 { "One link has expired. Invite again.".to_owned() } else { format!("{n} links have expired. Invite again.") }
    }
    set_up(done: i64, all: i64) { sv: "{done} av {all} steg är klara. Du kan ta dem i vilken ordning du vill, och vänta med dem som inte passar i dag.", en: "{done} of {all} steps are done. You can take them in any order, and leave for later what does not fit today." }
    done { sv: "Klart", en: "Done" }
    not_done { sv: "Inte gjort", en: "Not done" }
    describe { sv: "Beskriv organisationen", en: "Describe the organisation" }
    describe_means { sv: "Vad revisionen heter i yttrandena, och vem användarna hör av sig till. Kontakten står också i tillgänglighetsredogörelsen.", en: "What the auditors are called in the responses, and whom users should contact. The contact stands in the accessibility statement, too." }
    boards_mean { sv: "Klistra in en nämnd per rad.", en: "Paste one board per line." }
    people_mean { sv: "Klistra in en person per rad, med e-postadress, roll och nämnd.", en: "Paste one person per line, with e-mail address, role and board." }
    second_administrator { sv: "Bjud in en administratör till", en: "Invite one more administrator" }
    second_administrator_means { sv: "När den första granskningen är inlagd ska en annan administratör godkänna ny behörighet. Är du ensam dröjer den ett dygn.", en: "Once the first audit has been recorded, another administrator approves new access. Where you are the only one, it waits for a day." }
    try_mail { sv: "Prova att mejl kommer fram", en: "Try whether mail gets through" }
    try_mail_means { sv: "Skicka ett testmejl till dig själv.", en: "Send a test mail to yourself." }
    no_boards_yet { sv: "Lägg till nämnderna", en: "Add the boards" }
    no_people_yet { sv: "Bjud in revisorer och nämndsekreterare", en: "Invite auditors and board secretaries" }
    access_requests { sv: "Begäran om åtkomst", en: "Requests for access" }
    asked_on(when: &str) { sv: "begärt {when}", en: "requested on {when}" }
    access_changed { sv: "Ändrad behörighet", en: "Changed access" }
    access_waits { sv: "Behörighet som väntar", en: "Access that waits" }
    access_role(name: &str, role: &str) { sv: "{name} som {role}", en: "{name} as {role}" }
    access_role_in(name: &str, role: &str, board: &str) { sv: "{name} som {role} i {board}", en: "{name} as {role} of {board}" }
    access_until_day(what: &str, day: &str) { sv: "{what}, till och med {day}", en: "{what}, up to and including {day}" }
    ending { sv: "Roller som snart upphör", en: "Roles that end soon" }
    ends_on(day: &str) { sv: "Upphör av sig själv efter {day}", en: "Ends by itself after {day}" }
    then_nobody(board: &str) { sv: "Sedan kan ingen lämna in för {board}.", en: "Then nobody can hand in for {board}." }
    ends { sv: "Upphör", en: "Ends" }
    yours_ends(role: &str, board: &str, day: &str) { sv: "Din roll som {role} i {board} upphör efter {day}.", en: "Your role as {role} of {board} ends after {day}." }
    somebodys_ends(name: &str, role: &str, board: &str, day: &str) { sv: "{name} är {role} i {board} till och med {day}.", en: "{name} is {role} of {board} up to and including {day}." }
    access_link(name: &str) { sv: "Ny engångslänk för {name}", en: "New one-time link for {name}" }
    access_reopened(name: &str) { sv: "{name} kan logga in igen", en: "{name} can sign in again" }
    access_by(who: &str, when: &str) { sv: "Föreslogs av {who} {when}", en: "Proposed by {who} on {when}" }
    access_waits_for_another { sv: "väntar på en annan administratör", en: "waits for another administrator" }
    access_waits_for_one { sv: "väntar på att en andra administratör godkänner", en: "waits until a second administrator approves" }
    access_until(at: &str) { sv: "gäller från den {at} om det inte tas tillbaka. Fel? Säg till administratören eller revisionen innan dess.", en: "applies from {at} unless it is withdrawn. Wrong? Tell the administrator or the auditors before then." }
    access_holds(at: &str) { sv: "gäller sedan den {at}", en: "applies since {at}" }
    access_holds_from(day: &str) { sv: "godkänt, gäller från den {day}", en: "approved, applies from {day}" }
    access_dropped(at: &str) { sv: "gäller inte: avslaget eller tillbakataget den {at}", en: "does not apply: refused or withdrawn on {at}" }
    waits { sv: "Väntar", en: "Waiting" }
    approved { sv: "Godkänt", en: "Approved" }
    holds { sv: "Gäller", en: "In effect" }
    dropped { sv: "Gäller inte", en: "Not in effect" }
    get_started { sv: "Kom igång", en: "Get started" }
}

fn board_sentence(lang: Lang, boards: &str, n: i64, day: &str) -> String {
    let count = number(lang, n);
    match (lang.tongue(), n) {
        (Tongue::Sv, 1) => format!("{boards} har ett yttrande att lämna. Det ska vara inne senast {day}."),
        (Tongue::Sv, _) => format!("{boards} har {count} yttranden att lämna. Det närmaste ska vara inne senast {day}."),
        (Tongue::En, 1) => format!("{boards}: one response to submit, due no later than {day}."),
        (Tongue::En, _) => format!("{boards}: {count} responses to submit. The nearest is due no later than {day}."),
    }
}

fn auditors_sentence(lang: Lang, late: i64, unread: i64) -> String {
    let late_part = match (lang.tongue(), late) {
        (Tongue::Sv, 0) => "Inget yttrande är försenat.".to_owned(),
        (Tongue::Sv, 1) => "Ett yttrande är försenat.".to_owned(),
        (Tongue::Sv, n) => format!("{} yttranden är försenade.", capital(&number(lang, n))),
        (Tongue::En, 0) => "No response is overdue.".to_owned(),
        (Tongue::En, 1) => "One response is overdue.".to_owned(),
        (Tongue::En, n) => format!("{} responses are overdue.", capital(&number(lang, n))),
    };
    let unread_part = match (lang.tongue(), unread) {
        (_, 0) => return late_part,
        (Tongue::Sv, 1) => "Ett väntar på ert omdöme.".to_owned(),
        (Tongue::Sv, n) => format!("{} väntar på ert omdöme.", capital(&number(lang, n))),
        (Tongue::En, 1) => "One awaits your verdict.".to_owned(),
        (Tongue::En, n) => format!("{} await your verdict.", capital(&number(lang, n))),
    };
    format!("{late_part} {unread_part}")
}

/// By the last day in force, and by the date of the letter where it says another number.
fn yesterday(lang: Lang, n: i64, (came, by_letter): (i64, i64), late: i64) -> String {
    let what = match (lang.tongue(), n) {
        (Tongue::Sv, 1) => "ett yttrande".to_owned(),
        (Tongue::Sv, n) => format!("{} yttranden", number(lang, n)),
        (Tongue::En, 1) => "one response".to_owned(),
        (Tongue::En, n) => format!("{} responses", number(lang, n)),
    };
    let letter = match lang.tongue() {
        _ if by_letter == came => String::new(),
        Tongue::Sv => format!(" (mot missivets dag {})", if by_letter == 0 { "inget".to_owned() } else { number(lang, by_letter) }),
        Tongue::En => format!(" ({} by the letter’s date)", if by_letter == 0 { "none".to_owned() } else { number(lang, by_letter) }),
    };
    let came = match (lang.tongue(), came) {
        (Tongue::Sv, 0) => format!("inget i tid{letter}"),
        (Tongue::En, 0) => format!("none on time{letter}"),
        (Tongue::Sv, came) if came == n && n > 1 => format!("alla i tid{letter}"),
        (Tongue::En, came) if came == n && n > 1 => format!("all on time{letter}"),
        (Tongue::Sv, 1) if n == 1 => format!("det kom i tid{letter}"),
        (Tongue::En, 1) if n == 1 => format!("it came on time{letter}"),
        (Tongue::Sv, came) => format!("{} i tid{letter}", number(lang, came)),
        (Tongue::En, came) => format!("{} on time{letter}", number(lang, came)),
    };
    let missing = match (lang.tongue(), late) {
        (_, 0) => String::new(),
        (Tongue::Sv, late) => format!(", {} saknas", number(lang, late)),
        (Tongue::En, late) => format!(", {} missing", number(lang, late)),
    };
    match lang.tongue() {
        Tongue::Sv => format!("I går var sista dag för {what}: {came}{missing}."),
        Tongue::En => format!("Yesterday was the last day for {what}: {came}{missing}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_what_is_late_and_what_waits() {
        assert_eq!(auditors_sentence(Lang::SV, 0, 0), "Inget yttrande är försenat.");
        assert_eq!(auditors_sentence(Lang::SV, 2, 1), "Två yttranden är försenade. Ett väntar på ert omdöme.");
        assert_eq!(auditors_sentence(Lang::EN, 1, 3), "One response is overdue. Three await your verdict.");
        assert_eq!(yesterday(Lang::SV, 3, (2, 1), 1), "I går var sista dag för tre yttranden: två i tid (mot missivets dag ett), ett saknas.");
        assert_eq!(yesterday(Lang::SV, 3, (2, 2), 1), "I går var sista dag för tre yttranden: två i tid, ett saknas.");
        assert_eq!(yesterday(Lang::SV, 3, (3, 3), 0), "I går var sista dag för tre yttranden: alla i tid.");
        assert_eq!(yesterday(Lang::SV, 1, (0, 0), 1), "I går var sista dag för ett yttrande: inget i tid, ett saknas.");
        assert_eq!(yesterday(Lang::EN, 1, (1, 1), 0), "Yesterday was the last day for one response: it came on time.");
    }
}
