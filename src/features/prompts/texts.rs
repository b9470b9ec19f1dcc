//! The words of reminding.

use crate::platform::language::Lang;
use crate::platform::texts::number;
use crate::platform::words::capital;

crate::texts! {
    prompt_board(board: &str) { sv: "Påminn {board}", en: "Remind {board}" }
    due_was { sv: "Sista dag var", en: "The last day was" }
    to_whom { sv: "Vem får påminnelsen", en: "Who gets the reminder" }
    at_once { sv: "De som kan lämna in för nämnden får den genast, i tjänsten och med mejl.", en: "Those who can submit for the board get it at once, in the service and by mail." }
    at_once_here { sv: "De som kan lämna in för nämnden ser den genast i tjänsten.", en: "Those who can submit for the board see it in the service at once." }
    mail_failed(name: &str, day: &str) { sv: "Det senaste mejlet till {name} kunde inte skickas ({day}). Påminnelsen syns i tjänsten, men ta också kontakt på annat sätt.", en: "The last mail to {name} could not be sent ({day}). The reminder is shown in the service, but make contact in another way as well." }
    mail_held(name: &str, day: &str) { sv: "Mejlet till {name} från {day} har inte kommit fram: mottagaren tar inte emot det just nu, och tjänsten försöker igen. Påminnelsen syns i tjänsten, men ta också kontakt på annat sätt.", en: "The mail to {name} of {day} has not got through: the recipient does not take it now, and the service tries again. The reminder is shown in the service, but make contact in another way as well." }
    mail_waits(when: &str) { sv: "Mejl går inte ut ur tjänsten: inget har gått i väg sedan {when}, fast det finns mejl som väntar. Påminnelsen syns genast i tjänsten, men mejlet kan dröja.", en: "No mail goes out of the service: nothing has left since {when}, although mail is waiting. The reminder is shown in the service at once, but the mail may take time." }
    no_mail_server { sv: "Tjänsten skickar inga mejl: ingen e-postserver är inställd. Påminnelsen syns bara i tjänsten, så ta också kontakt på annat sätt.", en: "The service sends no mail: no mail server is set. The reminder is shown only in the service, so make contact in another way as well." }
    nobody(board: &str) { sv: "{board} har ingen i tjänsten som kan lämna in, så ingen kan påminnas här. Ta kontakt på annat sätt, eller skicka ett påminnelsebrev.", en: "{board} has nobody in the service who can submit, so nobody can be reminded here. Make contact in another way, or send a letter of reminder." }
    to_letter { sv: "Förbered påminnelsebrev", en: "Prepare a letter of reminder" }
    asks_for_time { sv: "Nämnden har begärt anstånd, och ni har inte beslutat.", en: "The board has asked for an extension, and you have not decided." }
    decide { sv: "Besluta om anstånd", en: "Decide on the extension" }
    service_writes { sv: "Mejlet börjar så här", en: "The mail begins like this" }
    words { sv: "Era ord till nämnden", en: "Your words to the board" }
    words_to_all { sv: "Era ord till nämnderna", en: "Your words to the boards" }
    words_hint { sv: "Står sedan i mejlet. Texten sparas, och alla som får läsa om granskningen kan läsa den.", en: "Stands in the mail after that. The text is kept, and everybody who may read about the audit can read it." }
    words_needed { sv: "vad nämnden ska få läsa", en: "what the board is to read" }
    prompted_today(when: &str, who: &str) { sv: "Nämnden påmindes redan i dag, {when}, av {who}.", en: "The board has been reminded today already, {when}, by {who}." }
    prompted_before(when: &str, who: &str) { sv: "Nämnden påmindes senast {when} av {who}.", en: "The board was last reminded {when} by {who}." }
    again_legend { sv: "En gång till i dag?", en: "Once more today?" }
    again { sv: "Ja, påminn nämnden igen i dag", en: "Yes, remind the board again today" }
    again_needed { sv: "Nämnden har redan påmints i dag. Kryssa i rutan om den ska påminnas en gång till.", en: "The board has been reminded today already. Tick the box if it is to be reminded once more." }
    send { sv: "Skicka påminnelsen", en: "Send the reminder" }
    cancel { sv: "Avbryt", en: "Cancel" }
    to_do { sv: "Att göra", en: "To do" }

    prompt_all { sv: "Påminn alla försenade", en: "Remind all that are late" }
    all_lead(n: i64) {
        sv: if n == 1 { "Ett försenat yttrande kan påminnas om. Ta bort krysset om det ska vänta.".to_owned() } else { format!("{} försenade yttranden kan påminnas om. Varje yttrande ger ett eget mejl. Ta bort krysset vid dem som ska vänta.", capital(&number(Lang::SV, n))) },
        en: if n == 1 { "One overdue response can be reminded of. Untick it if it is to wait.".to_owned() } else { format!("{} overdue responses can be reminded of. Each gives a mail of its own. Untick those that are to wait.", capital(&number(Lang::EN, n))) }
    }
    more_left(n: i64) { sv: format!("Sidan visar de {n} som har varit försenade längst. Resten kommer här när de är påminda."), en: format!("The page shows the {n} that have been late the longest. The rest come here once these are reminded.") }
    only_mine { sv: "Bara granskningar som du ansvarar för.", en: "Only audits for which you are responsible." }
    show_everybodys { sv: "Visa allas", en: "Show everybody’s" }
    nothing_to_prompt { sv: "Inget försenat yttrande kan påminnas om just nu.", en: "No overdue response can be reminded of right now." }
    to_awaited { sv: "Se vilka yttranden som väntas", en: "See which responses are awaited" }
    which { sv: "Vilka ska påminnas?", en: "Which are to be reminded?" }
    which_needed { sv: "Välj minst ett yttrande.", en: "Choose at least one response." }
    reminded_meanwhile { sv: "Någon annan har påmint nämnden sedan sidan öppnades. Se efter och skicka igen om det behövs.", en: "Somebody else has reminded the board since the page was opened. Look again, and send if it is still needed." }
    changed_since { sv: "Listan har ändrats sedan sidan öppnades: något har kommit in, fått en annan sista dag eller påmints om av någon annan. Se efter och skicka igen.", en: "The list has changed since the page was opened: something has come in, has another last day, or was reminded of by somebody else. Look again and send." }
    line(what: &str, late: &str, to: &str) { sv: "{what}: {late}. Till {to}.", en: "{what}: {late}. To {to}." }
    last_failed(names: &str) { sv: "Det senaste mejlet till {names} kunde inte skickas.", en: "The last mail to {names} could not be sent." }
    last_held(names: &str) { sv: "Det senaste mejlet till {names} har inte kommit fram än.", en: "The last mail to {names} has not got through yet." }
    not_these { sv: "Påminns inte nu", en: "Not reminded now" }
    nobody_there { sv: "Ingen i tjänsten kan lämna in för nämnden.", en: "Nobody in the service can submit for the board." }
    once_more { sv: "Påminn en gång till", en: "Remind once more" }
    send_chosen { sv: "Skicka till de valda", en: "Send to those chosen" }
}
