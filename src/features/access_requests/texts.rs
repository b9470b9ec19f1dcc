//! What is said of asking to work for a board.

use crate::domain::access::RequestHindrance;

crate::texts! {
    request_access { sv: "Begär åtkomst", en: "Request access" }
    ask_lead { sv: "Arbetar du i kommunen och ska hjälpa en nämnd att skriva sina yttranden? Begär åtkomst här. Den som svarar för nämnden säger ja eller nej, och en administratör godkänner.", en: "Do you work for the municipality and are to help a board write its responses? Request access here. Whoever answers for the board says yes or no, and an administrator approves." }
    ask_next { sv: "Först mejlar vi en länk till adressen. Öppna den inom ett dygn och bekräfta. Nämnden får veta något först då.", en: "First we mail a link to the address. Open it within a day and confirm. Only then is the board told anything." }
    ask_kept { sv: "Det du skriver visas för dem som svarar för nämnden och för administratören. Det tas bort 30 dagar efter svaret.", en: "What you write is shown to those who answer for the board and to the administrator. It is removed 30 days after the answer." }
    own_lead { sv: "Begär åtkomst till en nämnds arbete som handläggare. Den som svarar för nämnden säger ja eller nej, och en administratör godkänner.", en: "Request access to the work of a board as contributor. Whoever answers for the board says yes or no, and an administrator approves." }
    name { sv: "Ditt namn", en: "Your name" }
    name_needed { sv: "ditt namn", en: "your name" }
    email { sv: "Din e-postadress i arbetet", en: "Your e-mail address at work" }
    email_hint { sv: "Den som kommunen har gett dig", en: "The one that the municipality has given you" }
    email_needed { sv: "Skriv en e-postadress, till exempel anna.berg@kommun.se.", en: "Enter an e-mail address, for example anna.berg@kommun.se." }
    board { sv: "Nämnd", en: "Board" }
    choose_board { sv: "Välj en nämnd", en: "Choose a board" }
    board_needed { sv: "Välj vilken nämnd det gäller.", en: "Choose which board it is about." }
    why { sv: "Varför behöver du åtkomst?", en: "Why do you need access?" }
    why_hint { sv: "En rad räcker, till exempel vilken granskning du ska svara på", en: "A line is enough, for example which audit you are to respond to" }
    why_needed { sv: "varför du behöver åtkomst", en: "why you need access" }
    send { sv: "Skicka begäran", en: "Send the request" }
    ask_the_administrator(contact: &str) { sv: "Gäller det en annan roll, eller saknas nämnden? Kontakta {contact}.", en: "Is it about another role, or is the board missing? Contact {contact}." }
    ask_the_administrator_plain { sv: "Gäller det en annan roll, eller saknas nämnden? Be den som administrerar tjänsten.", en: "Is it about another role, or is the board missing? Ask the administrator of the service." }
    no_mail { sv: "Tjänsten skickar inga mejl, så en adress kan inte bekräftas här. Åtkomst begärs hos den som administrerar tjänsten.", en: "The service sends no mail, so that an address cannot be confirmed here. Access is requested from the administrator of the service." }
    no_board { sv: "Ingen nämnd kan svara på en begäran här just nu. Åtkomst begärs hos den som administrerar tjänsten.", en: "No board can answer a request here just now. Access is requested from the administrator of the service." }
    confirm { sv: "Bekräfta begäran om åtkomst", en: "Confirm the request for access" }
    confirm_lead { sv: "Det här skickas till den som svarar för nämnden när du bekräftar. Stämmer det inte, eller var det inte du som frågade? Stäng sidan, så händer inget och uppgifterna tas bort efter ett dygn.", en: "This is sent to whoever answers for the board when you confirm. Is it not right, or was it not you who asked? Close the page: nothing happens, and the details are removed after a day." }
    confirm_send { sv: "Bekräfta och skicka", en: "Confirm and send" }
    asked_before { sv: "Det du har begärt", en: "What you have requested" }
    asked_on(when: &str) { sv: "Begärt {when}", en: "Requested on {when}" }
    waits { sv: "Väntar", en: "Waiting" }
    waits_for_the_board { sv: "väntar på den som svarar för nämnden", en: "waits for whoever answers for the board" }
    waits_for_an_administrator { sv: "nämnden har sagt ja, väntar på en administratör", en: "the board has said yes, waits for an administrator" }
    agreed { sv: "Godkänd", en: "Approved" }
    declined { sv: "Avslagen", en: "Declined" }
    lapsed { sv: "Förfallen", en: "Lapsed" }
    nobody_has_answered { sv: "ingen svarade på 30 dagar", en: "nobody answered for 30 days" }
    requests { sv: "Begäran om åtkomst", en: "Requests for access" }
    answer_lead(board: &str) { sv: "De här har begärt åtkomst till arbetet i {board} som handläggare. Den som frågar läser brevlådan eller har loggat in. Namnet har den som frågar skrivit själv, om det inte står att det är kontots. Säger du ja gäller rollen när en administratör har godkänt den.", en: "These have requested access to the work of {board} as contributors. Whoever asks reads the mailbox or has signed in. The name was entered by whoever asks, unless it says that it is that of an account. If you say yes, the role applies when an administrator has approved it." }
    nobody_waits { sv: "Ingen begäran väntar.", en: "No request waits." }
    address { sv: "Adress", en: "Address" }
    reason { sv: "Skäl", en: "Reason" }
    when { sv: "När", en: "When" }
    asked_until(when: &str, until: &str) { sv: "Begärt {when}. Utan svar förfaller det efter {until}.", en: "Requested on {when}. Unanswered it lapses after {until}." }
    check { sv: "Kontrollera", en: "Check" }
    other_domain(domain: &str, usual: &str) { sv: "Adressen slutar på {domain}. Ingen annan här har en sådan; de flesta har {usual}.", en: "The address ends with {domain}. Nobody else here has such an address; most have {usual}." }
    namesake(name: &str, address: &str) { sv: "Någon annan som heter {name} finns redan här, med adressen {address}.", en: "Somebody else called {name} is here already, with the address {address}." }
    has_account { sv: "har ett konto här, och namnet är kontots", en: "has an account here, and the name is that of the account" }
    say_yes { sv: "Ja, föreslå som handläggare", en: "Yes, propose as contributor" }
    say_no { sv: "Nej, avslå", en: "No, decline" }
    decline_reason { sv: "Varför inte?", en: "Why not?" }
    decline_hint { sv: "Den som frågade får läsa det", en: "Whoever asked will read it" }
    reason_needed { sv: "varför", en: "why" }
    answered { sv: "Besvarade", en: "Answered" }
    said_yes(by: &str, when: &str) { sv: "{by} sa ja {when}.", en: "{by} said yes on {when}." }
    said_no(by: &str, when: &str, why: &str) { sv: "{by} sa nej {when}: {why}", en: "{by} said no on {when}: {why}" }
    lapsed_on(when: &str) { sv: "Förföll {when}, utan svar.", en: "Lapsed on {when}, unanswered." }
    hindrance(why: RequestHindrance) { sv: hindrance_sv(why), en: hindrance_en(why) }
}

fn hindrance_sv(why: RequestHindrance) -> &'static str {
    match why {
        RequestHindrance::NobodyAnswers => "Ingen kan svara för nämnden i tjänsten just nu. Kontakta den som administrerar tjänsten.",
        RequestHindrance::HasEnded => "Kontot med den här adressen är avslutat. Be den som administrerar tjänsten öppna det igen.",
        RequestHindrance::HasRole => "Du arbetar redan för nämnden här. Logga in med din e-postadress.",
        RequestHindrance::Excluded => {
            "Du har en roll som inte går ihop med att arbeta för en nämnd: revisor eller administratör. Kontakta den som administrerar tjänsten."
        }
        RequestHindrance::Waits => "En begäran om åtkomst till nämnden väntar redan. Svaret kommer med mejl.",
        RequestHindrance::TooOften => "Du har redan begärt åtkomst till nämnden tre gånger på kort tid. Tala med nämndens sekreterare.",
        RequestHindrance::TooMany => "Nämnden har många obesvarade begäranden just nu. Tala med nämndens sekreterare.",
    }
}

fn hindrance_en(why: RequestHindrance) -> &'static str {
    match why {
        RequestHindrance::NobodyAnswers => "Nobody can answer for the board in the service just now. Contact the administrator of the service.",
        RequestHindrance::HasEnded => "The account with this address has ended. Ask the administrator of the service to open it again.",
        RequestHindrance::HasRole => "You work for the board here already. Sign in with your e-mail address.",
        RequestHindrance::Excluded => {
            "You have a role that does not go together with working for a board: auditor or administrator. Contact the administrator of the service."
        }
        RequestHindrance::Waits => "A request for access to the board waits already. The answer comes by mail.",
        RequestHindrance::TooOften => "You have requested access to the board three times within a short time. Talk to the secretary of the board.",
        RequestHindrance::TooMany => "The board has many unanswered requests just now. Talk to the secretary of the board.",
    }
}
