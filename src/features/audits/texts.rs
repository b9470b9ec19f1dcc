use crate::platform::language::Lang;
use crate::platform::texts::{number, plural};
use crate::platform::words::capital;

crate::texts! {
    audits { sv: "Granskningar", en: "Audits" }
    new_audit { sv: "Ny granskning", en: "New audit" }
    search_label { sv: "Sök på titel eller diarienummer", en: "Search by title or reference" }
    status_label { sv: "Status", en: "Status" }
    audit { sv: "Granskning", en: "Audit" }
    boards { sv: "Nämnder", en: "Boards" }
    next_day { sv: "Nästa sista dag", en: "Next last day" }
    found_audits(n: i64) { sv: plural(n, "1 granskning", "granskningar"), en: plural(n, "1 audit", "audits") }
    none_at_all { sv: "Det finns inga granskningar än.", en: "There are no audits yet." }
    year { sv: "År", en: "Year" }
    board { sv: "Nämnd", en: "Board" }
    closed_on { sv: "Avslutad den", en: "Closed on" }
    status_draft { sv: "Utkast", en: "Draft" }
    status_sent { sv: "Skickad", en: "Sent" }
    status_late { sv: "Försenat yttrande", en: "Response overdue" }
    status_follow_up { sv: "Uppföljning pågår", en: "Follow-up in progress" }
    status_closed { sv: "Avslutad", en: "Closed" }

    paste_lead { sv: "Klistra in missivet, så fyller vi i det som går att läsa ut: diarienummer, datum, nämnder och sista dagar. Du kontrollerar och rättar innan något sparas.", en: "Paste the covering letter and we fill in what can be read from it: reference, dates, boards and last days. You check and correct before anything is saved." }
    paste_label { sv: "Klistra in missivet", en: "Paste the covering letter" }
    paste_hint { sv: "Hela texten, även sidfot och anvisningar. Vi plockar ut datum och nämnder.", en: "The whole text, footer and instructions too. We pick out dates and boards." }
    paste_needed { sv: "Klistra in missivets text.", en: "Paste the text of the letter." }
    not_a_letter { sv: "Vi känner inte igen det här som ett missiv. Klistra in hela texten, eller fyll i uppgifterna själv.", en: "We do not recognise this as a covering letter. Paste the whole text, or fill in the details yourself." }
    read_letter { sv: "Läs in missivet", en: "Read the letter" }
    by_hand { sv: "Fyll i själv i stället", en: "Fill it in yourself instead" }

    letter { sv: "Missivet i sin helhet", en: "The whole letter" }
    check { sv: "Kontrollera uppgifterna", en: "Check the details" }
    check_lead(found: i64, all: i64) { sv: "Vi hittade {found} av {all} uppgifter. Kontrollera det som är markerat.", en: "We found {found} of {all} details. Check what is marked." }
    blank_heading { sv: "Ny granskning utan missiv", en: "New audit without a letter" }
    edit_heading { sv: "Ändra uppgifterna", en: "Change the details" }
    found_chip { sv: "Hittat i missivet", en: "Found in the letter" }
    check_chip { sv: "Kontrollera", en: "Check" }
    missing_chip { sv: "Saknas", en: "Missing" }
    unknown_board(name: &str) { sv: "Vi känner inte igen ”{name}”. Välj rätt nämnd i listan nedan, eller be administratören lägga till den.", en: "We do not recognise “{name}”. Choose the right board in the list below, or ask the administrator to add it." }
    title { sv: "Titel", en: "Title" }
    title_hint { sv: "Utan ”Granskning av”", en: "Without “Audit of”" }
    title_needed { sv: "en titel", en: "a title" }
    reference { sv: "Diarienummer", en: "Reference" }
    reference_needed { sv: "diarienumret", en: "the reference" }
    reference_taken(reference: &str) { sv: "Diarienumret {reference} finns redan. Öppna den granskningen från listan, eller välj ett annat nummer.", en: "Reference {reference} already exists. Open that audit from the list, or choose another reference." }
    reference_odd { sv: "Diarienumret måste innehålla minst en bokstav eller siffra, och får inte vara ”ny”.", en: "The reference must contain at least one letter or digit, and may not be “ny”." }
    decided_by { sv: "Beslutad av", en: "Decided by" }
    decided_on { sv: "Beslutad den", en: "Decided on" }
    letter_date { sv: "Missivets datum", en: "Date of the letter" }
    chair { sv: "Ordförande", en: "Chair" }
    overall { sv: "Samlad bedömning", en: "Overall assessment" }
    reply_to { sv: "Svarsadress", en: "Reply address" }
    reply_to_hint { sv: "E-postadressen i missivet. Att skicka in här räknas som att skicka dit.", en: "The e-mail address in the letter. Submitting here counts as sending there." }
    reply_to_wrong { sv: "Skriv en e-postadress, till exempel registrator@kommun.se, eller lämna fältet tomt.", en: "Enter an e-mail address, for example registrar@municipality.se, or leave the field empty." }
    period { sv: "Period för uppföljande yttrande", en: "Period of the follow-up response" }
    period_hint { sv: "Till exempel 2025–2026", en: "For example 2025–2026" }
    instruction_first { sv: "Instruktion för första yttrandet", en: "Instruction for the first response" }
    instruction_follow_up { sv: "Instruktion för uppföljande yttrandet", en: "Instruction for the follow-up response" }
    instruction_hint { sv: "Visas ordagrant för nämnderna.", en: "Shown word for word to the boards." }
    boards_and_days { sv: "Nämnder och sista dagar", en: "Boards and last days" }
    boards_hint { sv: "Välj vad varje nämnd ska göra. Den som ska svara behöver en sista dag.", en: "Choose what each board is to do. Those who must respond need a last day." }
    other_boards { sv: "Övriga nämnder", en: "Other boards" }
    what_to_do { sv: "Vad ska nämnden göra?", en: "What is the board to do?" }
    not_addressed { sv: "Får inte missivet", en: "Does not receive the letter" }
    first_day { sv: "Sista dag för första yttrandet", en: "Last day of the first response" }
    follow_up_day { sv: "Sista dag för uppföljande yttrandet", en: "Last day of the follow-up response" }
    optional { sv: "Valfritt", en: "Optional" }
    first_day_needed(board: &str) { sv: "Skriv sista dag för första yttrandet från {board}.", en: "Enter the last day of the first response from {board}." }
    follow_up_after(board: &str, first: &str) { sv: "Sista dag för uppföljningen från {board} måste vara efter {first}.", en: "The last day of the follow-up from {board} must be after {first}." }
    role_needed(board: &str) { sv: "Välj vad {board} ska göra, eller ta bort datumet.", en: "Choose what {board} is to do, or remove the date." }
    no_boards { sv: "Det finns inga nämnder än. Be administratören lägga till dem först.", en: "There are no boards yet. Ask the administrator to add them first." }
    save_and_items { sv: "Spara och lägg till punkter", en: "Save and add items" }
    save { sv: "Spara", en: "Save" }
    cancel { sv: "Avbryt", en: "Cancel" }

    items { sv: "Punkter", en: "Items" }
    items_heading { sv: "Bedömningar och rekommendationer", en: "Assessments and recommendations" }
    items_lead { sv: "Nämnderna svarar på varje punkt för sig. Bedömningar får numren B1, B2 … och rekommendationer R1, R2 …", en: "The boards answer each item separately. Assessments are numbered B1, B2 … and recommendations R1, R2 …" }
    no_items { sv: "Granskningen har inga punkter än. Nämnderna svarar på varje bedömning och rekommendation.", en: "The audit has no items yet. The boards answer each assessment and recommendation." }
    add_one { sv: "Lägg till en punkt", en: "Add an item" }
    add_many { sv: "Klistra in flera", en: "Paste several" }
    many_hint { sv: "En punkt per stycke. Börjar raden med ”Att”, ett streck eller en siffra räknas den som en ny punkt. Rubrikerna föreslås och kan ändras efteråt.", en: "One item per paragraph. A line that begins with “Att”, a dash or a number counts as a new item. Headings are proposed and can be changed afterwards." }
    many_text { sv: "Punkternas text", en: "Text of the items" }
    many_needed { sv: "Klistra in minst en punkt.", en: "Paste at least one item." }
    too_many { sv: "Det blir fler än 99 punkter av samma slag. Dela upp texten.", en: "That would be more than 99 items of one kind. Split the text." }
    item_too_long(n: usize) { sv: "Punkt {n} är längre än 20 000 tecken. Dela upp den.", en: "Item {n} is longer than 20,000 characters. Split it." }
    add_them { sv: "Lägg till punkterna", en: "Add the items" }
    kind { sv: "Typ", en: "Type" }
    kind_needed { sv: "Välj om det är en bedömning eller en rekommendation.", en: "Choose whether it is an assessment or a recommendation." }
    heading { sv: "Kort rubrik", en: "Short heading" }
    heading_hint { sv: "Högst 120 tecken. Lämna tomt så föreslår vi en.", en: "At most 120 characters. Leave it empty and we propose one." }
    body { sv: "Text", en: "Text" }
    body_needed { sv: "punktens text", en: "the text of the item" }
    which_boards { sv: "Vilka nämnder ska svara?", en: "Which boards are to answer?" }
    board_needed { sv: "Välj minst en nämnd som ska svara.", en: "Choose at least one board that is to answer." }
    no_respondents { sv: "Ingen nämnd ska svara än. Lägg till nämnder med sista dagar först.", en: "No board is to respond yet. Add boards with last days first." }
    add { sv: "Lägg till", en: "Add" }
    change { sv: "Ändra", en: "Change" }
    change_item(code: &str) { sv: "Ändra {code}", en: "Change {code}" }
    remove { sv: "Ta bort", en: "Remove" }
    move_up { sv: "Flytta upp", en: "Move up" }
    move_down { sv: "Flytta ner", en: "Move down" }
    answered_by { sv: "Svaras av", en: "Answered by" }
    to_send { sv: "Fortsätt till utskick", en: "Continue to sending" }
    proposed_from_letter { sv: "Förslag ur missivet", en: "Proposed from the letter" }
    proposed_hint { sv: "De här meningarna liknar bedömningar. Kopiera dem du vill ha med.", en: "These sentences look like assessments. Copy those you want to include." }

    files { sv: "Dokument", en: "Documents" }
    attach { sv: "Bifoga ett dokument", en: "Attach a document" }
    attach_hint { sv: "Till exempel granskningsrapporten. PDF, Word, OpenDocument eller text, högst 20 MB.", en: "For example the audit report. PDF, Word, OpenDocument or text, at most 20 MB." }
    secret_label { sv: "Innehåller sekretessbelagda uppgifter. Visas bara för revisionen och de nämnder som fått granskningen.", en: "Contains confidential information. Shown only to the auditors and the boards that received the audit." }
    secret_files(n: i64) { sv: plural(n, "1 sekretessbelagd handling", "sekretessbelagda handlingar"), en: plural(n, "1 confidential document", "confidential documents") }
    secret { sv: "Sekretess", en: "Confidential" }
    upload { sv: "Bifoga", en: "Attach" }
    no_files { sv: "Inga dokument är bifogade.", en: "No documents are attached." }
    file_none { sv: "Välj en fil.", en: "Choose a file." }
    file_empty { sv: "Filen är tom. Välj en annan fil.", en: "The file is empty. Choose another file." }
    file_too_large { sv: "Filen är större än 20 MB. Välj en mindre fil.", en: "The file is larger than 20 MB. Choose a smaller file." }
    file_wrong_type { sv: "Filen måste vara PDF, Word, OpenDocument eller text.", en: "The file must be PDF, Word, OpenDocument or text." }
    file_label { sv: "Fil", en: "File" }

    send { sv: "Skicka till nämnderna", en: "Send to the boards" }
    send_warning { sv: "När du skickar kan nämnderna börja svara. Efteråt går varken punkter, mottagare eller sista dagar att ändra i tysthet.", en: "When you send, the boards can begin to answer. Afterwards neither items, recipients nor last days can be changed quietly." }
    saved_meanwhile(saved: &str) {
        sv: if saved.is_empty() { "Någon annan har sparat medan du skrev, och lämnat fältet tomt. Sparar du igen gäller det du har skrivit.".to_owned() } else { format!("Någon annan har sparat medan du skrev: ”{saved}”. Sparar du igen gäller det du har skrivit.") },
        en: if saved.is_empty() { "Somebody else saved while you were writing, and left the field empty. If you save again, what you have written applies.".to_owned() } else { format!("Somebody else saved while you were writing: “{saved}”. If you save again, what you have written applies.") }
    }
    row_saved_meanwhile { sv: "Någon annan har sparat andra uppgifter om nämnden medan du skrev. Sparar du igen gäller det du har valt.", en: "Somebody else saved other values for this board while you were writing. If you save again, what you have chosen applies." }
    same_saved_meanwhile { sv: "Någon annan har sparat granskningen sedan du öppnade sidan. Kontrollera uppgifterna och spara igen.", en: "Somebody else has saved the audit since you opened the page. Check the values and save again." }
    sent_on_closed_day(warning: &str) { sv: "Du skickar i dag. {warning} Nämnderna får granskningen i dag ändå.", en: "You are sending today. {warning} The boards receive the audit today all the same." }
    last_day_is_closed(board: &str, warning: &str) { sv: "Sista dag för {board}: {warning}", en: "The last day for {board}: {warning}" }
    short_notice(board: &str, day: &str, days: i64) {
        sv: format!("{board} får bara {} på sig, till {day}.", plural(days, "1 dag", "dagar")),
        en: format!("{board} has only {}, until {day}.", plural(days, "1 day", "days"))
    }
    sure_legend { sv: "Stämmer det?", en: "Is that right?" }
    sure { sv: "Ja, dagarna är rätt", en: "Yes, the days are right" }
    sure_needed { sv: "Kontrollera dagarna och kryssa i att de är rätt.", en: "Check the days and tick that they are right." }
    message { sv: "Hälsning till nämnderna", en: "Message to the boards" }
    recipients { sv: "Mottagare", en: "Recipients" }
    meets_too_late(board: &str) { sv: "{board} har inget inlagt sammanträde före den första sista dagen.", en: "{board} has no planned meeting before its first last day." }
    no_secretary(board: &str) { sv: "{board} har ingen nämndsekreterare i tjänsten. Be administratören bjuda in en.", en: "{board} has no board secretary in the service. Ask the administrator to invite one." }
    item_count(n: i64) { sv: plural(n, "1 punkt", "punkter"), en: plural(n, "1 item", "items") }
    also_to { sv: "Får också missivet", en: "Also receive the letter" }
    obstacles { sv: "Det här saknas innan du kan skicka", en: "This is missing before you can send" }
    nobody_responds { sv: "Ingen nämnd ska svara.", en: "No board is to respond." }
    no_items_yet { sv: "Granskningen har inga punkter.", en: "The audit has no items." }
    item_without_board(code: &str) { sv: "{code} har ingen nämnd som ska svara.", en: "{code} has no board that is to answer." }
    no_date(board: &str) { sv: "{board} har ingen sista dag för första yttrandet.", en: "{board} has no last day for the first response." }
    date_passed(board: &str, day: &str) { sv: "Sista dag för {board}, {day}, måste vara efter i dag.", en: "The last day for {board}, {day}, must be after today." }
    dates_in_wrong_order(board: &str, first: &str, second: &str) { sv: "{board}: {second} måste vara efter {first}.", en: "{board}: {second} must be after {first}." }
    nothing_to_answer(board: &str) { sv: "{board} ska svara, men ingen punkt är riktad till nämnden.", en: "{board} is to respond, but no item is addressed to it." }
    last_day_stays { sv: "Dagen gäller ändå som sista dag.", en: "The day still counts as the last day." }
    last_day_moves { sv: "Enligt kommunens regel flyttas sista dagen dit när ni skickar. Båda dagarna syns.", en: "By the municipality’s rule the last day is moved there when you send. Both days are shown." }

    decided_line(by: &str, on: &str) { sv: "Beslutad av {by} {on}", en: "Decided by {by} on {on}" }
    timeline { sv: "Tidslinje per nämnd", en: "Timeline per board" }
    sent_on { sv: "Skickad", en: "Sent" }
    due { sv: "Senast", en: "No later than" }
    received_line(day: &str, late: &str) { sv: "Inkom {day}, {late}", en: "Received {day}, {late}" }
    verdict_line(day: &str) { sv: "Omdöme publicerat {day}", en: "Verdict published {day}" }
    read_response { sv: "Läs yttrandet", en: "Read the response" }
    open_desk { sv: "Öppna ert yttrande", en: "Open your response" }
    why_this_day { sv: "Varför den dagen?", en: "Why this day?" }
    from_letter { sv: "Ur missivet", en: "From the letter" }
    by_hand_reason { sv: "Datumet skrevs in för hand.", en: "The date was entered by hand." }
    details { sv: "Uppgifter", en: "Details" }
    sent_to { sv: "Skickad till", en: "Sent to" }
    others { sv: "Övriga mottagare", en: "Other recipients" }
    close { sv: "Avsluta granskningen", en: "Close the audit" }
    close_lead { sv: "Skriv kort varför granskningen avslutas. Det visas för nämnderna och fullmäktige.", en: "Say briefly why the audit is closed. It is shown to the boards and the council." }
    all_judged { sv: "Alla yttranden har fått ett omdöme.", en: "All responses have been given a verdict." }
    never_came { sv: "Yttranden som aldrig har kommit in", en: "Responses that never came in" }
    close_without_answer { sv: "Avsluta utan dessa svar", en: "Close without these answers" }
    tick_without_answer { sv: "Kryssa i att granskningen avslutas utan dessa svar, eller vänta på dem.", en: "Tick that the audit is closed without these answers, or wait for them." }
    motive { sv: "Skäl", en: "Reason" }
    motive_needed { sv: "ett skäl", en: "a reason" }
    closed_line(day: &str) { sv: "Avslutad {day}", en: "Closed {day}" }
    draft_note { sv: "Utkast – syns bara för revisionen.", en: "Draft – visible only to the auditors." }
    continue_audit { sv: "Fortsätt med granskningen", en: "Continue with the audit" }
    edit { sv: "Ändra uppgifterna", en: "Change the details" }
    late_sentence(n: i64) { sv: late(Lang::Sv, n), en: late(Lang::En, n) }
    done { sv: "Klart: ", en: "Done: " }
    now { sv: "Nu: ", en: "Now: " }
    coming { sv: "Kommer: ", en: "Coming: " }
}

fn late(lang: Lang, n: i64) -> String {
    match n {
        1 => lang.pick("Ett yttrande är försenat.", "One response is overdue.").to_owned(),
        n => capital(&lang.pick(format!("{} yttranden är försenade.", number(lang, n)), format!("{} responses are overdue.", number(lang, n)))),
    }
}
