use crate::domain::missive::{Doubt, Evidence, LeftoverReason};
use crate::platform::language::Lang;
use crate::platform::texts::{Apart, number, plural};
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
    status_open { sv: "Inte avslutad", en: "Not closed" }
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
    check_lead(found: usize, all: usize, asked: usize) { sv: format!("Vi hittade {found} av {all} uppgifter. {}", match asked { 0 => "Inget är oklart, men jämför med missivet innan du sparar.".to_owned(), 1 => "1 av dem är oklar och markerad. Titta på den.".to_owned(), n => format!("{n} är oklara och markerade. Titta på dem.") }), en: format!("We found {found} of {all} details. {}", match asked { 0 => "Nothing is unclear, but compare with the letter before you save.".to_owned(), 1 => "1 is unclear and marked. Look at it.".to_owned(), n => format!("{n} are unclear and marked. Look at them.") }) }
    perhaps_a_letter { sv: "Vi är inte säkra på att det här är ett missiv från revisorerna. Kontrollera alla uppgifter.", en: "We are not sure that this is a covering letter from auditors. Check all details." }
    no_letter { sv: "Vi känner inte igen det här som ett missiv. Kontrollera att det är rätt text. Är det rätt fyller du i uppgifterna själv, och texten sparas som missivet.", en: "We do not recognise this as a covering letter. Check that it is the right text. If it is, fill in the details yourself, and the text is kept as the letter." }
    letter_mended { sv: "Texten hade fel tecken, till exempel Ã¤ i stället för ä. Vi har rättat dem.", en: "The text had wrong characters, for example Ã¤ instead of ä. We have corrected them." }
    letter_damaged { sv: "Några tecken i texten har gått förlorade. Kontrollera namn och datum särskilt.", en: "Some characters of the text are lost. Check names and dates with special care." }
    evidence(what: Evidence) { sv: evidence_sv(what), en: evidence_en(what) }
    doubt(what: Doubt) { sv: doubt_sv(what), en: doubt_en(what) }
    leftover_reason(why: LeftoverReason) { sv: leftover_sv(why), en: leftover_en(why) }
    not_in_letter { sv: "Står inte i missivet", en: "Not in the letter" }
    fill_in { sv: "Fyll i", en: "Fill in" }
    show_in_letter { sv: "Visa i missivet", en: "Show in the letter" }
    letter_heading { sv: "Missivet", en: "The letter" }
    letter_becomes_document { sv: "Det markerade är använt i formuläret. När granskningen skickas kan nämnderna och fullmäktige läsa missivet.", en: "What is marked is used in the form. Once the audit is sent, the boards and the council can read the letter." }
    whole_letter { sv: "Hämta hela missivet (text)", en: "Download the whole letter (text)" }
    left_over { sv: "Datum och nämnder i missivet som inte använts", en: "Dates and boards in the letter that were not used" }
    unknown_name(name: &str) { sv: "”{name}” finns inte i registret", en: "“{name}” is not in the register" }
    which_board { sv: "Vilken nämnd är det?", en: "Which board is it?" }
    choose_board { sv: "Välj nämnd", en: "Choose board" }
    leave_out { sv: "Ska inte vara med", en: "Leave it out" }
    did_you_mean(name: &str) { sv: "Menade du {name}?", en: "Did you mean {name}?" }
    board_can_be_added { sv: "Saknas nämnden i listan kan administratören lägga till den. Missivet väntar här i 30 dagar.", en: "If the board is missing from the list, the administrator can add it. The letter waits here for 30 days." }
    which_board_needed(name: &str) { sv: "Välj vilken nämnd ”{name}” är, eller att den inte ska vara med.", en: "Choose which board “{name}” is, or leave it out." }
    choose_role { sv: "Välj", en: "Choose" }
    role_guessed(role: &str) { sv: "Missivet kan tyda på: {role}. Läs och välj själv.", en: "The letter may mean: {role}. Read it and choose." }
    role_not_chosen(board: &str) { sv: "Välj vad {board} ska göra.", en: "Choose what {board} is to do." }
    board_twice(board: &str) { sv: "{board} står redan med. Välj en annan nämnd, eller ta bort en av raderna.", en: "{board} is there already. Choose another board, or leave one of the rows out." }
    day_without_answer(board: &str) { sv: "{board} ska inte svara och kan inte ha en sista dag. Ta bort datumet, eller välj att nämnden ska svara.", en: "{board} is not to respond and cannot have a last day. Remove the date, or choose that the board must respond." }
    outline(counts: [usize; 4]) { sv: outline_sv(counts), en: outline_en(counts) }
    confirm_by_saving { sv: "Stämmer det? Då sparar du.", en: "Is that right? Then save." }
    look_again(n: usize) { sv: if n == 0 { "Ingen nämnd får missivet. Titta på sammanfattningen och spara igen om det stämmer.".to_owned() } else { "Du har ändrat vem som ska svara eller när. Titta på sammanfattningen och spara igen om den stämmer.".to_owned() }, en: if n == 0 { "No board receives the letter. Look at the summary, and save again if it is right.".to_owned() } else { "You have changed who must respond or when. Look at the summary, and save again if it is right.".to_owned() } }
    day_before_letter(board: &str, day: &str) { sv: "Sista dagen för {board}, {day}, är inte efter missivets datum.", en: "The last day for {board}, {day}, is not after the date of the letter." }
    day_has_passed(board: &str, day: &str) { sv: "Sista dagen för {board}, {day}, har redan passerat.", en: "The last day for {board}, {day}, has passed already." }
    day_is_closed(board: &str, closed: &str) { sv: "{board}: {closed}", en: "{board}: {closed}" }
    found_of_board(role: &str, first: Option<&str>, follow_up: Option<&str>) { sv: format!("{role}{}{}", first.map(|day| format!(", senast {day}")).unwrap_or_default(), follow_up.map(|day| format!(". Uppföljande yttrande senast {day}")).unwrap_or_default()), en: format!("{role}{}{}", first.map(|day| format!(", no later than {day}")).unwrap_or_default(), follow_up.map(|day| format!(". Follow-up response no later than {day}")).unwrap_or_default()) }
    go_on_anyway { sv: "Fortsätt ändå", en: "Go on anyway" }
    upload_letter { sv: "Eller ladda upp missivet", en: "Or upload the letter" }
    letter_file { sv: "Missivet som fil", en: "The letter as a file" }
    letter_file_hint {
        sv: "PDF, Word (docx), OpenDocument (odt) eller text, högst 20 MB. Även RTF, e-post (eml) och webbsidor (html): av dem sparar vi texten. Inskannade brev kan vi inte läsa.",
        en: "PDF, Word (docx), OpenDocument (odt) or text, at most 20 MB. RTF, e-mails (eml) and web pages (html) too: of these we keep the text. We cannot read scanned letters."
    }
    read_file { sv: "Läs in filen", en: "Read the file" }
    letter_too_long { sv: "Texten i filen är längre än ett missiv kan vara. Är det rätt fil?", en: "The text of the file is longer than a letter can be. Is it the right file?" }
    log { sv: "Allt som har hänt med granskningen", en: "Everything that has happened with the audit" }
    waiting_letters { sv: "Inlästa missiv som inte är sparade", en: "Letters that were read and not saved" }
    waiting_hint { sv: "Dina egna först. De tas bort efter 30 dagar.", en: "Your own first. They are removed after 30 days." }
    waiting_all(all: i64) { sv: "Här visas inte alla: det finns {all}.", en: "Not all are shown: there are {all}." }
    remove_letter { sv: "Ta bort", en: "Remove" }
    letters_are_many { sv: "Du har så många inlästa missiv som inte är sparade att det inte får plats fler. Spara eller ta bort något av dem nedan, och försök igen.", en: "You have so many letters that were read and not saved that there is no room for more. Save or remove one of them below, and try again." }
    blank_heading { sv: "Ny granskning utan missiv", en: "New audit without a letter" }
    edit_heading { sv: "Ändra uppgifterna", en: "Change the details" }
    found_chip { sv: "Hittat i missivet", en: "Found in the letter" }
    check_chip { sv: "Kontrollera", en: "Check" }
    missing_chip { sv: "Saknas", en: "Missing" }
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
    many_hint { sv: "En punkt per stycke. Börjar raden med ”Att”, ett streck, en punkt eller en siffra räknas den som en ny punkt. Du får se punkterna innan något läggs till.", en: "One item per paragraph. A line that begins with “Att”, a dash, a bullet or a number counts as a new item. You see the items before anything is added." }
    many_text { sv: "Punkternas text", en: "Text of the items" }
    many_needed { sv: "Klistra in minst en punkt.", en: "Paste at least one item." }
    too_many { sv: "Det blir fler än 99 punkter av samma slag. Dela upp texten.", en: "That would be more than 99 items of one kind. Split the text." }
    look_at_them { sv: "Visa punkterna", en: "Show the items" }
    many_kind_hint { sv: "Lämna tomt om de är av olika slag. Du väljer för varje punkt på nästa sida.", en: "Leave it empty if they differ. You choose for each item on the next page." }
    preview { sv: "Kontrollera punkterna", en: "Check the items" }
    preview_lead(n: usize) { sv: if n == 1 { "Vi delade upp texten i 1 punkt. Inget är tillagt än. Rätta, välj vilka nämnder som ska svara och lägg till.".to_owned() } else { format!("Vi delade upp texten i {n} punkter. Inget är tillagt än. Ta bort krysset för det som inte är en punkt, välj vilka nämnder som ska svara och lägg till.") }, en: if n == 1 { "We split the text into 1 item. Nothing is added yet. Correct it, choose which boards are to answer, and add it.".to_owned() } else { format!("We split the text into {n} items. Nothing is added yet. Untick what is not an item, choose which boards are to answer, and add them.") } }
    found_in_letter(n: usize) { sv: if n == 0 { "Vi hittade inga meningar i missivet som liknar bedömningar eller rekommendationer. Klistra in dem i stället.".to_owned() } else { format!("Vi hittade {n} texter i missivet som kan vara bedömningar eller rekommendationer. Inget är tillagt än. Kryssa i dem du vill ha med.") }, en: if n == 0 { "We found no sentences in the letter that look like assessments or recommendations. Paste them instead.".to_owned() } else { format!("We found {n} texts in the letter that may be assessments or recommendations. Nothing is added yet. Tick those you want to include.") } }
    found_in_file(name: &str, n: usize) { sv: if n == 0 { format!("Vi hittade inga texter i {name} som liknar bedömningar eller rekommendationer. Klistra in dem i stället.") } else { format!("Vi hittade {n} texter i {name} som kan vara bedömningar eller rekommendationer. Inget är tillagt än. Kryssa i dem du vill ha med.") }, en: if n == 0 { format!("We found no texts in {name} that look like assessments or recommendations. Paste them instead.") } else { format!("We found {n} texts in {name} that may be assessments or recommendations. Nothing is added yet. Tick those you want to include.") } }
    item_n(n: usize) { sv: "Punkt {n}", en: "Item {n}" }
    take_item(n: usize) { sv: "Ta med punkt {n}", en: "Include item {n}" }
    choose_kind { sv: "Välj typ", en: "Choose type" }
    kind_needed_of(n: usize) { sv: "Välj om punkt {n} är en bedömning eller en rekommendation.", en: "Choose whether item {n} is an assessment or a recommendation." }
    board_needed_of(n: usize) { sv: "Välj minst en nämnd som ska svara på punkt {n}.", en: "Choose at least one board that is to answer item {n}." }
    tick_needed { sv: "Kryssa i minst en punkt.", en: "Tick at least one item." }
    add_ticked { sv: "Lägg till de ikryssade punkterna", en: "Add the ticked items" }
    join_above { sv: "Slå ihop med punkten ovanför", en: "Join with the item above" }
    split_item { sv: "Dela vid radbrytningarna", en: "Split at the line breaks" }
    nothing_to_split(n: usize) { sv: "Gör en radbrytning där punkt {n} ska delas, och försök igen.", en: "Make a line break where item {n} is to be split, and try again." }
    back_to_items { sv: "Tillbaka till punkterna", en: "Back to the items" }
    which_boards_all { sv: "Vilka nämnder ska svara på punkterna?", en: "Which boards are to answer these items?" }
    proposals { sv: "Vi kan också leta efter bedömningar och rekommendationer åt dig:", en: "We can also look for assessments and recommendations for you:" }
    take_up { sv: "Ta upp det som är kvar från tidigare granskningar", en: "Take up what is left from earlier audits" }
    take_up_lead { sv: "Här står det som nämnderna i granskningen har fått frågor om tidigare, och som inte är löst och inte heller väntar på ett yttrande. Det du väljer blir punkter i den nya granskningen, med samma ord. Den gamla punkten och den nya leder till varandra när granskningen är skickad.", en: "Here is what the boards of this audit have been asked earlier, and what is neither solved nor waiting for a response. What you choose becomes items of the new audit, in the same words. The old item and the new one lead to each other once the audit is sent." }
    nothing_unsettled { sv: "Nämnderna i granskningen har inget olöst att ta upp.", en: "The boards of this audit have nothing unsolved to take up." }
    take_up_these { sv: "Ta upp de ikryssade", en: "Take up those ticked" }
    take_up_needed { sv: "Kryssa i minst en punkt.", en: "Tick at least one item." }
    take_up_item(code: &str, reference: &str) { sv: "Ta upp {code} i {reference}", en: "Take up {code} of {reference}" }
    item_of(code: &str, reference: &str) { sv: "{code} i {reference}", en: "{code} of {reference}" }
    see_earlier { sv: "Läs punkten i granskningen", en: "Read the item in its audit" }
    takes_up { sv: "Tar upp", en: "Takes up" }
    taken_up { sv: "Tas upp på nytt som", en: "Taken up again as" }
    only_the_last(most: i64) { sv: "De {most} som bedömdes senast visas. Skriv ett diarienummer för att se en granskning.", en: "The {most} that were judged last are shown. Enter a reference to see one audit." }
    show_these { sv: "Visa", en: "Show" }
    proposals_from_letter { sv: "Förslag ur missivet", en: "Proposals from the letter" }
    proposals_from_file(name: &str) { sv: "Förslag ur {name}", en: "Proposals from {name}" }
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
    several_demands {
        sv: "Här kan finnas flera krav. Var för sig får de egna åtgärder, datum och omdömen.",
        en: "There may be several demands in this. As items of their own they get measures, dates and verdicts of their own."
    }
    resembles { sv: "Liknar:", en: "Resembles:" }
    alike_at(item: &str, board: &str) { sv: "{item} ({board})", en: "{item} ({board})" }
    alike_judged(item: &str, board: &str, verdict: &str) { sv: "{item} ({board}: {verdict})", en: "{item} ({board}: {verdict})" }
    answered_by { sv: "Svaras av", en: "Answered by" }
    to_send { sv: "Fortsätt till utskick", en: "Continue to sending" }

    letter_document(name: Option<&str>) { sv: name.map_or_else(|| "Missivet".to_owned(), |name| format!("Missivet: {}", Apart(name))), en: name.map_or_else(|| "The covering letter".to_owned(), |name| format!("The covering letter: {}", Apart(name))) }
    bring_letter { sv: "Lägg till missivet", en: "Add the covering letter" }
    nothing_pasted { sv: "Det finns ingen inklistrad text. Klistra in punkterna först.", en: "Nothing is pasted. Paste the items first." }
    letter_goes_along { sv: "Missivet följer alltid med. Nämnderna och fullmäktige kan läsa det när granskningen är skickad.", en: "The covering letter always goes along. The boards and the council can read it once the audit is sent." }
    without_letter { sv: "Missivet finns inte bland dokumenten, för granskningen fylldes i för hand. Lägg till det, så att nämnderna och fullmäktige kan läsa det.", en: "The covering letter is not among the documents, because the audit was filled in by hand. Add it, so that the boards and the council can read it." }
    files { sv: "Dokument", en: "Documents" }
    attach { sv: "Bifoga ett dokument", en: "Attach a document" }
    attach_hint { sv: "Till exempel granskningsrapporten.", en: "For example the audit report." }
    secret_label { sv: "Innehåller sekretessbelagda uppgifter. Visas bara för revisionen och de nämnder som fått granskningen.", en: "Contains confidential information. Shown only to the auditors and the boards that received the audit." }
    secret_files(n: i64) { sv: plural(n, "1 sekretessbelagd handling", "sekretessbelagda handlingar"), en: plural(n, "1 confidential document", "confidential documents") }
    secret { sv: "Sekretess", en: "Confidential" }
    upload { sv: "Bifoga", en: "Attach" }
    no_files { sv: "Inga dokument är bifogade.", en: "No documents are attached." }
    files_full(most: i64) { sv: "Granskningen har redan {most} dokument, och fler får den inte ha. Ta bort ett, eller lägg ihop flera till ett.", en: "The audit already has {most} documents, and cannot have more. Remove one, or merge several into one." }
    bytes_full(most: &str, left: &str) { sv: "Dokumenten i en granskning får vara {most} tillsammans, och det är {left} kvar. Ta bort ett, eller spara filen i mindre storlek.", en: "The documents of an audit can be {most} together, and {left} are left. Remove one, or save the file in a smaller size." }
    day_full(most: i64) { sv: "Du har bifogat {most} filer i dag, och fler tas inte emot på en dag. Fortsätt i morgon, eller be en kollega.", en: "You have attached {most} files today, and no more are accepted in one day. Go on tomorrow, or ask a colleague." }
    file_label { sv: "Fil", en: "File" }

    send { sv: "Skicka till nämnderna", en: "Send to the boards" }
    send_warning { sv: "När du skickar kan nämnderna börja svara. Efteråt går varken punkter, mottagare eller sista dagar att ändra i tysthet.", en: "When you send, the boards can begin to answer. Afterwards neither items, recipients nor last days can be changed quietly." }
    saved_meanwhile(saved: &str) {
        sv: if saved.is_empty() { "Någon annan har sparat medan du skrev, och lämnat fältet tomt. Sparar du igen gäller det du har skrivit.".to_owned() } else { format!("Någon annan har sparat medan du skrev: ”{saved}”. Sparar du igen gäller det du har skrivit.") },
        en: if saved.is_empty() { "Somebody else saved while you were writing, and left the field empty. If you save again, what you have written applies.".to_owned() } else { format!("Somebody else saved while you were writing: “{saved}”. If you save again, what you have written applies.") }
    }
    item_gone { sv: "Någon annan har tagit bort punkten.", en: "Somebody else has removed the item." }
    item_gone_meanwhile { sv: "Någon annan har tagit bort punkten medan du skrev. Ska den vara med, kopiera texten och lägg till den som en ny punkt.", en: "Somebody else removed the item while you were writing. If it is to be there, copy the text and add it as a new item." }
    item_changed_meanwhile(code: &str) { sv: "Någon annan har ändrat {code} sedan du öppnade sidan. Läs punkten igen innan du tar bort den.", en: "Somebody else has changed {code} since you opened the page. Read the item again before you remove it." }
    item_same_meanwhile { sv: "Någon annan har sparat punkten sedan du öppnade sidan. Kontrollera den och spara igen.", en: "Somebody else has saved the item since you opened the page. Check it and save again." }
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
    withdrawn_line(came: &str, back: &str) { sv: "Ett yttrande kom in {came} och återtogs av nämnden {back}", en: "A response was received {came} and withdrawn by the board {back}" }
    received_line(day: &str, late: &str) { sv: "Inkom {day}, {late}", en: "Received {day}, {late}" }
    verdict_line(day: &str) { sv: "Omdöme publicerat {day}", en: "Verdict published {day}" }
    prompt { sv: "Påminn nämnden", en: "Remind the board" }
    prompted_line(n: i64, day: &str, who: &str) {
        sv: if n == 1 { format!("Påmind {day} av {who}") } else { format!("Påmind {n} gånger, senast {day} av {who}") },
        en: if n == 1 { format!("Reminded {day} by {who}") } else { format!("Reminded {n} times, last {day} by {who}") }
    }
    council { sv: "Fullmäktige", en: "The council" }
    enter_council { sv: "Skriv in fullmäktiges behandling", en: "Record what the council did" }
    council_information(day: &str, section: &str) { sv: "{day}, §\u{a0}{section}: anmäldes för kännedom.", en: "{day}, §\u{a0}{section}: told for information." }
    council_matter(day: &str, section: &str) { sv: "{day}, §\u{a0}{section}: togs upp som ett ärende.", en: "{day}, §\u{a0}{section}: taken up as a matter of its own." }
    council_did_not(said: &str) { sv: "Struken uppgift: {said}", en: "Struck: {said}" }
    council_asked { sv: "Fullmäktige begärde", en: "The council asked" }
    council_minutes { sv: "Läs protokollet", en: "Read the minutes" }
    council_corrected(day: &str, why: &str) { sv: "Rättat {day}: {why}", en: "Corrected on {day}: {why}" }
    council_struck(day: &str, why: &str) { sv: "Struket {day}: {why}", en: "Struck on {day}: {why}" }
    council_before { sv: "Vad som stod förut", en: "What stood there before" }
    correct_council { sv: "Rätta", en: "Correct" }
    responsible { sv: "Ansvarig", en: "Responsible" }
    nobody_responsible { sv: "Ingen är utsedd", en: "Nobody has been named" }
    was_responsible(name: &str, day: &str) { sv: "tidigare {name}, till {day}", en: "earlier {name}, until {day}" }
    responsible_left(name: &str) { sv: "{name} är inte längre revisor. Granskningen är utan ansvarig.", en: "{name} is no auditor any more. Nobody is responsible for the audit." }
    name_responsible { sv: "Byt ansvarig", en: "Change who is responsible" }
    responsible_lead { sv: "En av revisorerna ansvarar för granskningen och hittar den under Mina. Alla revisorer får veta allt som förut. Den som var ansvarig tidigare står kvar på granskningens sida.", en: "One of the auditors is responsible for the audit and finds it under Mine. All auditors are told everything as before. Whoever was responsible earlier stays on the page of the audit." }
    who_is_responsible { sv: "Vem är ansvarig?", en: "Who is responsible?" }
    responsible_needed { sv: "Välj vem som är ansvarig.", en: "Choose who is responsible." }
    responsible_meanwhile(name: &str) { sv: "Någon annan har bytt ansvarig medan sidan var öppen: nu är det {name}. Spara igen om det ska vara den du har valt.", en: "Somebody else has changed who is responsible while the page was open: now it is {name}. Save again if it is to be the one you have chosen." }
    save_responsible { sv: "Spara", en: "Save" }
    cancel_responsible { sv: "Avbryt", en: "Cancel" }
    read_response { sv: "Läs yttrandet", en: "Read the response" }
    open_desk { sv: "Öppna ert yttrande", en: "Open your response" }
    why_this_day { sv: "Varför den dagen?", en: "Why this day?" }
    from_letter { sv: "Ur missivet", en: "From the letter" }
    by_hand_reason { sv: "Datumet skrevs in för hand.", en: "The date was entered by hand." }
    details { sv: "Uppgifter", en: "Details" }
    sent_to { sv: "Skickad till", en: "Sent to" }
    others { sv: "Övriga mottagare", en: "Other recipients" }
    open_round { sv: "Öppna en ny omgång", en: "Open a further round" }
    open_round_lead { sv: "En nämnd som har svarat kan få en fråga till, med en egen sista dag. Nämnden får veta det, och skriver på samma sätt som i det uppföljande yttrandet.", en: "A board that has answered can be asked once more, with a last day of its own. The board is told, and writes as in the follow-up response." }
    board_to_ask { sv: "Nämnd", en: "Board" }
    choose_board_to_ask { sv: "Välj vilken nämnd som ska svara.", en: "Choose the board that is to answer." }
    is_waited_for(board: &str) { sv: "{board} har en omgång kvar att svara på. Vänta på den, eller ändra dess sista dag.", en: "{board} has a round left to answer. Wait for it, or change its last day." }
    waits_until(board: &str, round: &str, day: &str) { sv: "{board}: {round} väntas, senast {day}.", en: "{board}: the {round} is awaited, by {day}." }
    further_day { sv: "Sista dag", en: "Last day" }
    further_day_hint { sv: "Till exempel 2026-09-30. Hela den dagen räknas.", en: "For example 2026-09-30. That whole day counts." }
    further_day_is_over { sv: "Skriv en dag som kommer efter i dag.", en: "Enter a day after today." }
    further_day_not_after(before: &str) { sv: "Skriv en dag efter den förra omgångens sista dag, {before}.", en: "Enter a day after the last day of the round before it, {before}." }
    further_day_too_far { sv: "Dagen är mer än fem år bort. Kontrollera året.", en: "The day is more than five years away. Check the year." }
    why_asked { sv: "Varför, och vad nämnden ska svara på", en: "Why, and what the board is to answer" }
    why_asked_hint { sv: "Det här läser nämnden först. Det står också vid omgången för nämnderna och fullmäktige.", en: "This is what the board reads first. It stands with the round for the boards and the council, too." }
    why_asked_needed { sv: "varför", en: "why" }
    opened_later { sv: "Varför omgången öppnades", en: "Why the round was opened" }
    close { sv: "Avsluta granskningen", en: "Close the audit" }
    close_lead { sv: "Skriv kort varför granskningen avslutas. Det visas för nämnderna och fullmäktige.", en: "Say briefly why the audit is closed. It is shown to the boards and the council." }
    left_open { sv: "Det här är inte löst, och ingen ny titt är planerad", en: "This is not solved, and no further look is planned" }
    left_open_lead { sv: "Bestäm för varje punkt när ni tittar igen, eller skriv varför ni inte går vidare. Avslutar ni utan att bestämma står det som inte är genomfört kvar på er startsida under Kvar att bestämma. Det som bara är bedömt en gång följs inte upp när granskningen är avslutad.", en: "Decide for each item when you look again, or say why you do not go on. If you close without deciding, what is not implemented stays on your start page under Left to decide. What has only been judged once is not followed up once the audit is closed." }
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
    late_sentence(n: i64) { sv: late(Lang::SV, n), en: late(Lang::EN, n) }
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

/// Why a file has no text for us, and what to do.
fn outline_sv([respond, information, action, consideration]: [usize; 4]) -> String {
    let parts = [(respond, "ska svara"), (information, "får det för kännedom"), (action, "får det för åtgärd"), (consideration, "får det för beaktande")];
    let said: Vec<String> = parts.iter().enumerate().filter(|(at, (n, _))| *at == 0 || *n > 0).map(|(_, (n, words))| format!("{n} {words}")).collect();
    format!("{}.", said.join(", "))
}

fn outline_en([respond, information, action, consideration]: [usize; 4]) -> String {
    let verb = |n: usize, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    let parts = [
        (respond, verb(respond, "must respond", "must respond")),
        (information, verb(information, "receives it for information", "receive it for information")),
        (action, verb(action, "receives it for action", "receive it for action")),
        (consideration, verb(consideration, "receives it for consideration", "receive it for consideration")),
    ];
    let said: Vec<&str> = parts.iter().enumerate().filter(|(at, (n, _))| *at == 0 || *n > 0).map(|(_, (_, words))| words.as_str()).collect();
    format!("{}.", said.join(", "))
}

fn evidence_sv(what: Evidence) -> &'static str {
    match what {
        Evidence::Invoice => "Det ser ut som en faktura.",
        Evidence::Minutes => "Det ser ut som ett protokoll eller en kallelse.",
        Evidence::News => "Det ser ut som en nyhet eller ett pressmeddelande.",
        Evidence::OwnResponse => "Det ser ut som en nämnds svar till revisorerna.",
        Evidence::OtherSender => "Avsändaren verkar inte vara kommunens revisorer.",
        Evidence::NoErrand => "Ingen ombeds svara, och ingen är mottagare.",
    }
}

fn evidence_en(what: Evidence) -> &'static str {
    match what {
        Evidence::Invoice => "It looks like an invoice.",
        Evidence::Minutes => "It looks like minutes, or papers before a meeting.",
        Evidence::News => "It looks like news or a press release.",
        Evidence::OwnResponse => "It looks like a board’s answer to the auditors.",
        Evidence::OtherSender => "The sender does not seem to be the municipality’s auditors.",
        Evidence::NoErrand => "Nobody is asked to respond, and nobody is addressed.",
    }
}

fn doubt_sv(what: Doubt) -> &'static str {
    match what {
        Doubt::YearAssumed => "Året står inte i missivet.",
        Doubt::Computed => "Dagen är uträknad.",
        Doubt::Damaged => "Tecken i missivet är skadade.",
        Doubt::Weekday => "Veckodagen stämmer inte med datumet.",
        Doubt::NoSuchDay => "Datumet finns inte.",
        Doubt::BeforeLetter => "Dagen är inte efter missivets datum.",
        Doubt::FarAway => "Dagen ligger flera år efter missivet.",
        Doubt::BeforeFirst => "Uppföljningen är inte efter det första yttrandet.",
        Doubt::BodyAssumed => "Meningen säger inte vilken nämnd som menas.",
        Doubt::NearName => "Namnet liknar ett i registret men är inte detsamma.",
        Doubt::RequestAssumed => "Det är inte tydligt att eller vilket svar som begärs.",
        Doubt::Contradicted => "Missivet säger olika på olika ställen.",
        Doubt::Counts => "Antalet datum stämmer inte med antalet nämnder.",
        Doubt::LeftOver => "Något i samma mening gick inte att tolka.",
        Doubt::NoDay => "Ingen dag står i missivet.",
        Doubt::PerhapsNoLetter => "Texten är kanske inte ett missiv.",
    }
}

fn doubt_en(what: Doubt) -> &'static str {
    match what {
        Doubt::YearAssumed => "The year is not in the letter.",
        Doubt::Computed => "The day is worked out.",
        Doubt::Damaged => "Characters of the letter are damaged.",
        Doubt::Weekday => "The day of the week does not agree with the date.",
        Doubt::NoSuchDay => "There is no such date.",
        Doubt::BeforeLetter => "The day is not after the date of the letter.",
        Doubt::FarAway => "The day is years after the letter.",
        Doubt::BeforeFirst => "The follow-up is not after the first response.",
        Doubt::BodyAssumed => "The sentence does not say which board is meant.",
        Doubt::NearName => "The name is like one in the register, but not the same.",
        Doubt::RequestAssumed => "It is not clear that a response is asked for, or which.",
        Doubt::Contradicted => "The letter says different things in different places.",
        Doubt::Counts => "There are more or fewer dates than boards.",
        Doubt::LeftOver => "Something in the same sentence was not understood.",
        Doubt::NoDay => "The letter gives no day.",
        Doubt::PerhapsNoLetter => "The text may not be a covering letter.",
    }
}

fn leftover_sv(why: LeftoverReason) -> &'static str {
    match why {
        LeftoverReason::Date => "är ett datum som inte hör till något svar vi hittade.",
        LeftoverReason::Earlier => "verkar vara en sista dag i en tidigare granskning.",
        LeftoverReason::Other => "verkar vara en sista dag för något annat än ett svar.",
        LeftoverReason::AddressLine => "står bland mottagarna, men vi känner inte igen någon nämnd.",
        LeftoverReason::Body => "nämns i en mening om svar som vi inte förstod.",
        LeftoverReason::Request => "ber om ett svar, men inte tydligt från vem.",
    }
}

fn leftover_en(why: LeftoverReason) -> &'static str {
    match why {
        LeftoverReason::Date => "is a date that belongs to no response that we found.",
        LeftoverReason::Earlier => "seems to be a last day of an earlier audit.",
        LeftoverReason::Other => "seems to be a last day for something else than a response.",
        LeftoverReason::AddressLine => "stands among the addressees, but we recognise no board.",
        LeftoverReason::Body => "is named in a sentence about responses that we did not understand.",
        LeftoverReason::Request => "asks for a response, but not clearly from whom.",
    }
}
