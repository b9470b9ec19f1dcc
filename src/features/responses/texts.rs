use crate::domain::response::{Agreement, Stance};
use crate::platform::texts::plural;

crate::texts! {
    whole_text { sv: "Hela svaret på en gång", en: "The whole answer at once" }
    whole_text_lead { sv: "Skriver ni i Word? Ladda upp filen eller klistra in texten. Den delas upp per punkt, och ni ser allt innan något sparas.", en: "Do you write in Word? Upload the file or paste the text. It is split per item, and you see everything before anything is saved." }
    whole_text_label { sv: "Hela texten", en: "The whole text" }
    whole_text_hint { sv: "Rubriker som B1, R4 eller Rekommendation 4 visar var varje svar börjar. Ord som Åtgärd:, Förväntad effekt: och Klart senast: visar fälten.", en: "Headings such as B1, R4 or Recommendation 4 show where each answer begins. Words such as Measure:, Expected effect: and Latest date: show the fields." }
    whole_text_hint_follow_up { sv: "Rubriker som B1, R4 eller Rekommendation 4 visar var varje svar börjar. Ord som Utfall:, Gjort:, Effekt: och Datum: visar fälten.", en: "Headings such as B1, R4 or Recommendation 4 show where each answer begins. Words such as Outcome:, Effect: and Done on: show the fields." }
    whole_text_needed { sv: "eller klistra in texten först", en: "or paste the text first" }
    no_headings { sv: "Texten har ingen rubrik som B1, R4 eller Sammanfattande svar. Skriv en rubrik före varje svar.", en: "The text has no heading such as B1, R4 or Summary. Write a heading before each answer." }
    split_text { sv: "Dela upp texten", en: "Split the text" }
    split_heading { sv: "Så delas texten upp", en: "How the text is split" }
    split_lead { sv: "Inget är sparat än. Kryssa för det som ska tas in.", en: "Nothing is saved yet. Tick what is to be taken in." }
    another_text { sv: "Dela upp en annan text", en: "Split another text" }
    without_field { sv: "Det här passar inte i något fält. Kopiera det ni vill ha kvar.", en: "This fits no field. Copy what you want to keep." }
    stands_now { sv: "Det som står nu", en: "What stands now" }
    take_in(part: &str) { sv: "Ta in {part}", en: "Take in {part}" }
    replace_with(part: &str) { sv: "Ersätt {part} med den nya texten. Den gamla finns kvar som en tidigare version.", en: "Replace {part} with the new text. The old one is kept as an earlier version." }
    take_in_ticked { sv: "Ta in det förkryssade", en: "Take in what is ticked" }
    leftover_heading { sv: "Det här hör inte till någon punkt", en: "This belongs to no item" }
    leftover_lead { sv: "Det tas inte in. Kopiera det ni vill ha kvar.", en: "It is not taken in. Copy what you want to keep." }
    nothing_about(codes: &str) { sv: "Texten säger inget om {codes}.", en: "The text says nothing about {codes}." }
    nothing_ticked { sv: "Kryssa för minst en del.", en: "Tick at least one part." }
    part_was_changed(part: &str) { sv: "{part} har ändrats sedan du delade upp texten. Jämför med det som står nu, och försök igen.", en: "{part} has been changed since you split the text. Compare with what stands now, and try again." }
    part_too_long(part: &str) { sv: "{part} är längre än 20 000 tecken. Korta texten, eller ta in den i delar.", en: "{part} is longer than 20,000 characters. Shorten the text, or take it in piece by piece." }
    parts_too_long { sv: "Svaren blir längre än 400 000 tecken tillsammans. Text under en rubrik för flera punkter, som R1–R10, räknas en gång för varje punkt. Dela upp texten och ta in den i delar.", en: "The answers become longer than 400,000 characters together. Text under a heading for several items, such as R1–R10, counts once for each item. Divide the text and take it in piece by piece." }
    answer_in_text_too_long(part: &str, most: usize) { sv: "Texten under {part} är längre än {most} tecken, som är det mesta ett svar får ha. Korta den, eller lägg en del i en bilaga.", en: "The text under {part} is longer than {most} characters, the most that an answer can have. Shorten it, or put a part into an appendix." }
    unchanged(codes: &str) { sv: "Lika med det som står nu: {codes}.", en: "The same as what stands now: {codes}." }
    whole_text_too_long { sv: "Texten i filen är längre än 400 000 tecken. Dela den i flera filer.", en: "The text of the file is longer than 400,000 characters. Divide it into several files." }
    bring_text { sv: "Lämna texten", en: "Bring the text" }
    upload_whole { sv: "Som fil", en: "As a file" }
    whole_file { sv: "Fil med hela svaret", en: "File with the whole answer" }
    whole_file_hint { sv: "Word (.docx), OpenDocument (.odt), text (.txt) eller PDF, högst 20 MB. Filen sparas inte, bara den text som ni tar in.", en: "Word (.docx), OpenDocument (.odt), text (.txt) or PDF, at most 20 MB. The file is not kept, only the text that you take in." }
    read_whole_file { sv: "Läs filen", en: "Read the file" }
    paste_whole { sv: "Inklistrad", en: "Pasted" }
    docx { sv: "Hämta svaret som Word (docx)", en: "Download the answer as Word (docx)" }
    copy_text { sv: "Kopiera texten", en: "Copy the text" }
    copy_text_lead { sv: "Här är svaret så långt, till exempel för ert ärendesystem. Rubrikerna är desamma varje gång, så texten kan läsas in igen.", en: "Here is the answer so far, for example for your case system. The headings are the same each time, so the text can be read in again." }
    so_far_heading { sv: "Svaret så långt, som text", en: "The answer so far, as text" }
    write_in_word { sv: "Skriver ni i Word?", en: "Do you write in Word?" }
    take_in_whole { sv: "Läs in hela svaret från en text eller fil", en: "Read in the whole answer from a text or a file" }

    responses { sv: "Yttranden", en: "Responses" }
    own_lead { sv: "Alla yttranden som era nämnder ska lämna eller har lämnat.", en: "All responses that your boards are to submit or have submitted." }
    all_lead { sv: "Alla yttranden, från alla nämnder.", en: "All responses, from all boards." }
    no_responses { sv: "Inga yttranden är begärda.", en: "No responses have been requested." }
    response { sv: "Yttrande", en: "Response" }
    board { sv: "Nämnd", en: "Board" }
    last_day { sv: "Sista dag", en: "Last day" }
    status { sv: "Status", en: "Status" }
    audit { sv: "Granskning", en: "Audit" }
    found_responses(n: i64) { sv: plural(n, "1 yttrande", "yttranden"), en: plural(n, "1 response", "responses") }
    search_label { sv: "Sök på titel eller diarienummer", en: "Search by title or reference" }
    year { sv: "År för sista dagen", en: "Year of the last day" }
    status_late { sv: "Försenat", en: "Overdue" }
    status_awaited { sv: "Väntar", en: "Awaited" }
    status_extension_asked { sv: "Anstånd begärt", en: "Extension requested" }
    status_unregistered { sv: "Inte diariefört", en: "Not registered" }
    status_received { sv: "Inkommet utan omdöme", en: "Received, without verdict" }
    status_assessed { sv: "Med omdöme", en: "With verdict" }
    status_due { sv: "Har eller skulle ha kommit", en: "Received or should have been" }
    status_in_time { sv: "Kom i tid", en: "On time" }
    status_not_in_time { sv: "Kom inte i tid", en: "Not on time" }
    status_unanswered { sv: "Avslutat utan svar", en: "Closed without an answer" }
    reference { sv: "Diarienummer", en: "Reference" }
    first_last_day { sv: "Första sista dag", en: "First last day" }
    received_on { sv: "Inkom", en: "Received" }
    assessed_on { sv: "Omdöme", en: "Verdict" }

    must_be_in(day: &str) { sv: "Ska vara inne senast {day}. Hela dagen räknas.", en: "Must be received no later than {day}. The whole day counts." }
    late_is_taken { sv: "Sista dagen har passerat. Yttrandet tas emot ändå och märks som sent.", en: "The last day has passed. The response is still accepted and marked as late." }
    withdrawn_draft_of(board: &str) { sv: "Utkast – syns bara för {board}. Revisionen har återkallat det den frågade, så inget ska skickas in.", en: "Draft – visible only to {board}. The auditors have withdrawn what they asked, so nothing is to be submitted." }
    draft_of(board: &str) { sv: "Utkast – syns bara för {board}. Revisionen och fullmäktige ser inget förrän ni skickar in.", en: "Draft – visible only to {board}. The auditors and the council see nothing until you submit." }
    progress(done: usize, all: usize) { sv: "{done} av {all} svar är klara", en: "{done} of {all} answers are complete" }
    missing_heading { sv: "Det här saknas", en: "What is missing" }
    and_more(n: usize) { sv: "och {n} till", en: "and {n} more" }
    answer_group { sv: "Svara", en: "Answer" }
    answers_label { sv: "Svar", en: "Answers" }
    attachments { sv: "Bilagor", en: "Attachments" }
    settle_group { sv: "Förankra", en: "Get it decided" }
    hand_in_group { sv: "Lämna", en: "Hand in" }
    summary { sv: "Sammanfattande svar", en: "Summary answer" }
    the_summary { sv: "det sammanfattande svaret", en: "the summary answer" }
    not_begun { sv: "Inte påbörjat", en: "Not started" }
    begun { sv: "Påbörjat", en: "In progress" }
    complete { sv: "Klart", en: "Complete" }
    covered { sv: "Inget att redovisa", en: "Nothing to report" }
    cannot_begin { sv: "Kan inte börja än", en: "Cannot start yet" }
    saved_line(when: &str, by: &str) { sv: "Ändrat {when} av {by}", en: "Changed {when} by {by}" }
    continue_with(part: &str) { sv: "Fortsätt med {part}", en: "Continue with {part}" }
    preview { sv: "Förhandsgranska", en: "Preview" }
    lock { sv: "Markera som klart för nämnden", en: "Mark as ready for the board" }
    locked_state(when: &str) { sv: "Låst {when}", en: "Locked {when}" }
    decision { sv: "Nämndens beslut", en: "The board’s decision" }
    submit { sv: "Skicka in", en: "Submit" }
    when_complete { sv: "När alla svar är klara", en: "When all answers are complete" }
    when_locked { sv: "När texten är låst för nämnden", en: "When the text is locked for the board" }
    when_decided { sv: "När nämnden har beslutat", en: "When the board has decided" }
    instruction { sv: "Revisionens instruktion för det här yttrandet", en: "The auditors’ instruction for this response" }
    message { sv: "Hälsning från revisionen", en: "Message from the auditors" }
    overall { sv: "Revisionens samlade bedömning", en: "The auditors’ overall assessment" }
    to_audit { sv: "Granskningen och dess dokument", en: "The audit and its documents" }
    board_pack { sv: "Skriv ut underlag till nämnden", en: "Print the board pack" }
    waits_for_first { sv: "Det här yttrandet bygger på ert första. Lämna det första yttrandet innan ni börjar här.", en: "This response builds on your first one. Submit the first response before you begin here." }
    open_first { sv: "Öppna det första yttrandet", en: "Open the first response" }
    asked_once_more { sv: "Därför frågar revisionen en gång till", en: "Why the auditors ask once more" }
    answer_period(period: &str) { sv: "Svara för perioden {period}.", en: "Answer for the period {period}." }
    is_locked { sv: "Texten är låst för nämnden.", en: "The text is locked for the board." }

    decision_to_come { sv: "Nämndens beslut har inte kommit än.", en: "The board’s decision has not come yet." }

    summary_label { sv: "Sammanfattande svar", en: "Summary answer" }
    summary_hint { sv: "Svara på revisionens samlade bedömning. Skriv inte uppgifter som omfattas av sekretess.", en: "Answer the auditors’ overall assessment. Do not write confidential information." }
    item_place(kind: &str, code: &str) { sv: "{kind} {code}", en: "{kind} {code}" }
    auditors_text { sv: "Revisionens text", en: "The auditors’ text" }
    all_parts { sv: "Alla delar", en: "All parts" }
    what_plans { sv: "Vad planerar nämnden?", en: "What does the board plan?" }
    stance_planned { sv: "Vi planerar åtgärder", en: "We plan measures" }
    stance_done { sv: "Åtgärden är redan genomförd", en: "The measure is already done" }
    stance_same { sv: "Samma åtgärd som för en annan punkt", en: "The same measure as for another item" }
    same_as { sv: "Vilken punkt har åtgärden?", en: "Which item has the measure?" }
    told_under(code: &str) { sv: "Åtgärden är densamma som för {code} och redovisas där. Har ni gjort mer kan ni berätta om det här.", en: "The measure is the same as for {code}, and is reported on there. If you have done more you can tell about it here." }
    stance_none { sv: "Vi planerar inga åtgärder", en: "We plan no measures" }
    stance_elsewhere { sv: "Svaret lämnas i särskild ordning (sekretess)", en: "The answer is given separately (confidentiality)" }
    measure_n(n: usize) { sv: "Åtgärd {n}", en: "Measure {n}" }
    action { sv: "Åtgärd", en: "Measure" }
    action_planned { sv: "Planerad åtgärd", en: "Planned measure" }
    action_hint { sv: "Vad ska göras? Skriv inte uppgifter som omfattas av sekretess.", en: "What is to be done? Do not write confidential information." }
    action_done { sv: "Vad har gjorts?", en: "What has been done?" }
    action_hint_done { sv: "Skriv inte uppgifter som omfattas av sekretess.", en: "Do not write confidential information." }
    effect { sv: "Effekt", en: "Effect" }
    effect_expected { sv: "Förväntad effekt", en: "Expected effect" }
    effect_hint { sv: "Vad blir bättre, och hur märks det?", en: "What gets better, and how is it noticed?" }
    effect_hint_done { sv: "Vad har blivit bättre, och hur märks det?", en: "What has got better, and how is it noticed?" }
    due { sv: "Senast genomförd", en: "Completed no later than" }
    due_hint { sv: "Ett datum, en månad eller ett kvartal, till exempel 2025-09-30, september 2025 eller kvartal 3 2025", en: "A date, a month or a quarter, for example 2025-09-30, September 2025 or quarter 3 2025" }
    responsible { sv: "Ansvarig funktion", en: "Responsible function" }
    optional { sv: "Valfritt", en: "Optional" }
    add_measure { sv: "Lägg till en åtgärd till", en: "Add another measure" }
    remove_measure(n: usize) { sv: "Ta bort åtgärd {n}", en: "Remove measure {n}" }
    reason { sv: "Varför planerar nämnden inga åtgärder?", en: "Why does the board plan no measures?" }
    elsewhere_reference { sv: "Diarienummer för svaret i särskild ordning", en: "Reference of the separate answer" }
    elsewhere_hint { sv: "Skriv inget av svarets innehåll här.", en: "Write nothing of the answer’s content here." }
    look_again { sv: "När ses frågan över igen?", en: "When is the question looked at again?" }
    look_again_hint { sv: "Valfritt. Nämnden godtar risken till dess. Till exempel december 2026.", en: "Optional. The board accepts the risk until then. For example December 2026." }
    looked_again { sv: "Vad kom nämnden fram till när frågan sågs över?", en: "What did the board come to when it looked at the question again?" }
    was_to_be_looked_at(day: &str) { sv: "I det första yttrandet planerade ni inga åtgärder här. Frågan skulle ses över igen senast {day}.", en: "In the first response you planned no measures here. The question was to be looked at again no later than {day}." }
    agreement { sv: "Instämmer nämnden i det revisionen skriver?", en: "Does the board agree with what the auditors say?" }
    agreement_agrees { sv: "Ja", en: "Yes" }
    agreement_in_part { sv: "Delvis", en: "In part" }
    agreement_disagrees { sv: "Nej", en: "No" }
    no_stand { sv: "Nämnden säger inget om det", en: "The board says nothing about it" }
    agreement_reason { sv: "Varför inte, eller bara delvis?", en: "Why not, or only in part?" }
    promised { sv: "Planerat i första yttrandet", en: "Planned in the first response" }
    promised_n(n: usize) { sv: "Planerat i första yttrandet, {n}", en: "Planned in the first response, {n}" }
    promised_until(due: &str) { sv: "Senast {due}", en: "No later than {due}" }
    expected(effect: &str) { sv: "Förväntad effekt: {effect}", en: "Expected effect: {effect}" }
    how_went { sv: "Hur gick det?", en: "How did it go?" }
    choose { sv: "Välj", en: "Choose" }
    what_done { sv: "Vad har gjorts?", en: "What has been done?" }
    what_done_in(period: &str) { sv: "Vad har gjorts under {period}?", en: "What has been done in {period}?" }
    what_effect { sv: "Vilken effekt har åtgärden haft i verksamheten?", en: "What effect has the measure had?" }
    outcome_date { sv: "Genomförd, eller ny sista dag", en: "Done on, or new last day" }
    outcome_date_hint { sv: "När åtgärden blev klar, eller när den nu ska vara klar. Behövs inte om den inte ska genomföras.", en: "When the measure was completed, or when it now will be. Not needed if it will not be carried out." }
    unplanned { sv: "Åtgärder som inte var planerade", en: "Measures that were not planned" }
    unplanned_n(n: usize) { sv: "Oplanerad åtgärd {n}", en: "Unplanned measure {n}" }
    done_on { sv: "Genomförd", en: "Done on" }
    done_on_hint { sv: "Ett datum, en månad eller ett kvartal som har varit, till exempel 2025-03-12 eller mars 2025", en: "A date, a month or a quarter in the past, for example 2025-03-12 or March 2025" }
    new_last_day { sv: "Ny sista dag", en: "New last day" }
    why_not_done { sv: "Varför har åtgärden inte genomförts?", en: "Why has the measure not been carried out?" }
    add_unplanned { sv: "Lägg till en åtgärd som inte var planerad", en: "Add a measure that was not planned" }
    nothing_promised { sv: "I det första yttrandet redovisade ni inga planerade åtgärder här, så inget behöver redovisas nu. Har ni ändå gjort något kan ni berätta om det.", en: "In the first response you stated no planned measures here, so nothing needs to be reported now. If you did something anyway, you can tell about it." }
    promises_are_settled { sv: "Det ni lovade här är redovisat i en tidigare omgång, så inget behöver redovisas nu. Har ni gjort mer kan ni berätta om det.", en: "What you promised here has been reported in an earlier round, so nothing needs to be reported now. If you have done more, you can tell about it." }
    was_done { sv: "I det första yttrandet redovisade ni att åtgärden redan var genomförd, så inget behöver redovisas nu. Har ni gjort mer kan ni berätta om det.", en: "In the first response you stated that the measure was already done, so nothing needs to be reported now. If you have done more, you can tell about it." }
    was_elsewhere(reference: &str) { sv: "Det första svaret lämnades i särskild ordning, diarienummer {reference}. Lämna uppföljningen på samma sätt, eller berätta här vad som har gjorts.", en: "The first answer was given separately, reference {reference}. Give the follow-up in the same way, or tell here what has been done." }
    is_secret { sv: "Kan svaret inte skrivas här?", en: "Cannot the answer be written here?" }
    elsewhere_question { sv: "Sekretess", en: "Confidentiality" }
    their_last_verdict(grade: &str) { sv: "Revisionens senaste omdöme om era svar: {grade}", en: "The auditors’ latest verdict on your answers: {grade}" }
    their_verdict(grade: &str) { sv: "Revisionens omdöme om ert första svar: {grade}", en: "The auditors’ verdict on your first answer: {grade}" }
    done_next { sv: "Klart – till nästa punkt", en: "Done – next item" }
    save_draft { sv: "Spara utkast", en: "Save draft" }
    keys_hint { sv: "Ctrl + Enter: klart och nästa", en: "Ctrl + Enter: done and next" }
    not_saved_yet { sv: "Inte sparat än", en: "Not saved yet" }
    saving { sv: "Sparar …", en: "Saving …" }
    words_kept_now(time: &str) { sv: "Det du skriver är sparat kl. {time}. Det gäller först när du sparar beslutet.", en: "What you write was kept at {time}. It counts only when you save the decision." }
    words_left(at: &str) { sv: "Det här skrev du {at}. Beslutet är inte sparat med det.", en: "You wrote this on {at}. The decision has not been saved with it." }
    words_left_beside(at: &str) { sv: "Det här skrev du {at}. Ett annat beslut är inskrivet. Sparar du gäller det här i stället.", en: "You wrote this on {at}. Another decision is recorded. If you save, this counts instead." }
    words_drop { sv: "Ta bort det jag skrev", en: "Remove what I wrote" }
    saved_at(time: &str) { sv: "Sparat kl. {time}.", en: "Saved at {time}." }
    save_failed { sv: "Inte sparat – försöker igen. Din text finns kvar på sidan.", en: "Not saved – trying again. Your text is still on the page." }
    save_unknown { sv: "Vi vet inte om det sparades – försöker igen. Din text finns kvar på sidan.", en: "It is not known whether it was saved – trying again. Your text is still on the page." }
    save_not { sv: "Inte sparat.", en: "Not saved." }
    perhaps_out { sv: "Du har varit borta länge och kan vara utloggad. Din text finns kvar på sidan.", en: "You have been away for long and may be signed out. Your text is still on the page." }
    save_signed_out { sv: "Inte sparat. Du är utloggad, men din text finns kvar på sidan. Logga in i en ny flik, så sparar vi.", en: "Not saved. You are signed out, but your text is still on the page. Sign in in a new tab, and we will save." }
    sign_in_elsewhere { sv: "Logga in i en ny flik", en: "Sign in in a new tab" }
    out_soon { sv: "Du loggas ut om några minuter om du inte gör något.", en: "You will be signed out in a few minutes if you do nothing." }
    stay { sv: "Stanna kvar", en: "Stay" }
    room { sv: "%n av %m tecken", en: "%n of %m characters" }
    saved_with(who: &str) { sv: "{who} har sparat i andra fält. Båda ändringarna finns med.", en: "{who} has saved in other fields. Both changes are there." }
    saved_with_own { sv: "Det du har sparat i en annan flik finns också med.", en: "What you have saved in another tab is there as well." }
    show_newest { sv: "Visa det senaste", en: "Show the newest" }
    save_clashes(who: &str) { sv: "{who} har sparat i samma fält medan du skrev. Tryck på Spara utkast för att jämföra.", en: "{who} has saved in the same field while you were writing. Press Save draft to compare." }
    save_clashes_with_own { sv: "Du har sparat i samma fält i en annan flik. Tryck på Spara utkast för att jämföra.", en: "You have saved in the same field in another tab. Press Save draft to compare." }
    save_too_long { sv: "Texten är för lång för ett svar. Tryck på Spara utkast för att se hur mycket.", en: "The text is too long for an answer. Press Save draft to see by how much." }
    supplement_too_long { sv: "Kompletteringen är för lång för att sparas. Korta den, eller lägg en del i en bilaga.", en: "The supplement is too long to be saved. Shorten it, or put a part into an attachment." }
    save_much_too_long { sv: "Texten är för lång för att sparas. Korta den, eller lägg en del i en bilaga.", en: "The text is too long to be saved. Shorten it, or put a part into an appendix." }
    is_put_aside { sv: "Det du skrev är sparat vid sidan av svaret. Bara du ser det.", en: "What you wrote is saved beside the answer. Only you can see it." }
    show_asides { sv: "Visa det", en: "Show it" }
    not_taken_in { sv: "Texten kom inte med i svaret", en: "The text was not taken into the answer" }
    asides_heading { sv: "Text som inte kom med", en: "Text that was not taken in" }
    asides_lead { sv: "Det här har du skrivit, men det kom inte med i svaret. Bara du ser det. Det finns kvar tills du tar bort det.", en: "You wrote this, but it was not taken into the answer. Only you can see it. It remains until you remove it." }
    no_asides { sv: "Du har ingen text här som inte kom med.", en: "You have no text here that was not taken in." }
    aside_from(when: &str) { sv: "Skrivet {when}", en: "Written {when}" }
    aside_locked { sv: "Texten var låst för nämnden.", en: "The text was locked for the board." }
    aside_submitted { sv: "Yttrandet var redan inskickat.", en: "The response had already been submitted." }
    aside_waits { sv: "Det första yttrandet var inte inskickat.", en: "The first response had not been submitted." }
    aside_conflict { sv: "Någon hade sparat en annan text i samma fält.", en: "Another text had been saved in the same field." }
    aside_unplaced { sv: "Texten stod i ett helt svar som lästes in, men togs inte in.", en: "The text was in a whole response that was read, but was not taken in." }
    not_taken(name: &str) { sv: "{name}, inte förkryssat:", en: "{name}, not ticked:" }
    aside_long { sv: "Texten var för lång.", en: "The text was too long." }
    take_aside { sv: "Lägg in i svaret", en: "Take into the answer" }
    drop_aside { sv: "Ta bort", en: "Remove" }
    replaced_yours(who: &str, when: &str) { sv: "{who} och du har skrivit i samma fält. {who} valde {when} vad som gäller.", en: "{who} and you have written in the same field. {who} chose on {when} what applies." }
    show_your_text { sv: "Visa din text", en: "Show your text" }
    you_have_asides { sv: "Du har text som inte kom med i svaret.", en: "You have text that was not taken into the answer." }
    conflict(who: &str, when: &str) { sv: "{who} sparade {when}, medan du skrev. Jämför texterna och spara igen.", en: "{who} saved {when}, while you were writing. Compare the texts and save again." }
    conflict_with_oneself(when: &str) { sv: "Du sparade själv i en annan flik, {when}. Jämför texterna och spara igen.", en: "You saved in another tab yourself, {when}. Compare the texts and save again." }
    two_texts { sv: "Två texter i samma fält", en: "Two texts in the same field" }
    your_text { sv: "Din text, som står i formuläret", en: "Your text, as it stands in the form" }
    saved_text { sv: "Den sparade texten", en: "The saved text" }
    marked_words { sv: "Ord som bara finns i den ena texten är markerade. Det som står i formuläret när du sparar gäller; den andra texten finns kvar bland versionerna.", en: "Words that stand in one text only are marked. What stands in the form when you save applies; the other text remains among the versions." }
    measures { sv: "Åtgärder", en: "Measures" }
    measure_removed { sv: "Åtgärden är borttagen.", en: "The measure is removed." }
    undo { sv: "Ångra", en: "Undo" }
    versions { sv: "Versioner", en: "Versions" }
    all_versions { sv: "Alla versioner", en: "All versions" }
    version_n(n: i32) { sv: "Version {n}", en: "Version {n}" }
    version_line_of(n: i32, when: &str, by: &str) { sv: "Version {n}, sparad {when} av {by}", en: "Version {n}, saved {when} by {by}" }
    newest { sv: "den som gäller", en: "the one that applies" }
    older_versions { sv: "Äldre versioner", en: "Older versions" }
    version_is_empty { sv: "Ingenting stod i den här versionen.", en: "Nothing stood in this version." }
    restore { sv: "Återställ den här versionen", en: "Restore this version" }
    restore_hint { sv: "Den blir den nyaste versionen. Inget försvinner.", en: "It becomes the newest version. Nothing disappears." }
    back_to_part { sv: "Tillbaka till svaret", en: "Back to the answer" }

    unreadable { sv: "Den sparade texten kan inte läsas", en: "The saved text cannot be read" }
    unreadable_lead { sv: "Den sparades i en annan version av tjänsten. Inget har försvunnit: kopiera det du behöver härifrån, skriv det i fälten nedan och spara.", en: "It was saved by another version of the service. Nothing is lost: copy what you need from here, write it in the fields below and save." }

    nothing_missing { sv: "Inget saknas.", en: "Nothing is missing." }
    summary_missing { sv: "Det sammanfattande svaret saknas.", en: "The summary answer is missing." }
    as_auditors_read { sv: "Så här läser revisionen yttrandet när det är inskickat.", en: "This is how the auditors will read the response once it is submitted." }
    lock_lead { sv: "Texten låses så att nämnden beslutar om rätt version. Ni kan öppna den igen, och det skrivs i nämndens händelselogg.", en: "The text is locked so that the board decides on the right version. You can open it again, and that is written in the board’s event log." }
    lock_button { sv: "Lås texten", en: "Lock the text" }
    not_complete_yet { sv: "Texten kan låsas när inget saknas.", en: "The text can be locked when nothing is missing." }
    reopen { sv: "Öppna för ändringar", en: "Open for changes" }
    reopen_hint { sv: "Ett inskrivet beslut gäller då inte längre den nya texten. Alla som arbetar för nämnden får veta att texten öppnades, och kan läsa varför.", en: "A recorded decision then no longer applies to the new text. Everybody who works for the board is told that the text was opened, and can read why." }
    why_again { sv: "Varför öppnas texten?", en: "Why is the text opened?" }
    why_again_hint { sv: "Till exempel: ”Arbetsutskottet vill ändra svaret på R4.”", en: "For example: “The working committee wants to change the answer to R4.”" }
    why_again_needed { sv: "varför texten öppnas", en: "why the text is opened" }
    opened_again(when: &str, by: &str) { sv: "Texten öppnades för ändringar {when} av {by}.", en: "The text was opened for changes {when} by {by}." }
    opened_again_because(when: &str, by: &str, reason: &str) { sv: "Texten öppnades för ändringar {when} av {by}: {reason}", en: "The text was opened for changes {when} by {by}: {reason}" }

    decide_lead { sv: "Skriv in det beslut som har fattats om texten.", en: "Record the decision that was made on the text." }
    locked_with_decision { sv: "Texten är klar men inte låst. Den låses som den är nu när beslutet sparas.", en: "The text is complete but not locked. It is locked as it is now when the decision is saved." }
    decider { sv: "Vem beslutade?", en: "Who decided?" }
    decider_needed { sv: "Välj vem som beslutade.", en: "Choose who decided." }
    decided_on { sv: "Beslutsdatum", en: "Date of the decision" }
    decided_in_future { sv: "Beslutsdatumet kan inte ligga i framtiden.", en: "The date of the decision cannot be in the future." }
    decided_too_early(day: &str) { sv: "Beslutet kan inte vara äldre än revisionens missiv, {day}.", en: "The decision cannot be older than the auditors’ letter, {day}." }
    text_locked(when: &str) { sv: "Den låstes {when}.", en: "It was locked {when}." }
    text_was_locked { sv: "Texten låstes", en: "The text was locked" }
    decision_is_older(day: &str, locked: &str) { sv: "Beslutet är från {day}, men texten låstes {locked}. Skriv varför, och vad som skiljer den låsta texten från den som nämnden hade.", en: "The decision is from {day}, but the text was locked {locked}. Enter why, and how the locked text differs from the one that the board had." }
    decision_is_older_than(day: &str, locked: &str, parts: &str) { sv: "Beslutet är från {day}, men texten låstes {locked}. Efter beslutsdagen har ni sparat {parts}. Skriv varför, och vad som skiljer den låsta texten från den som nämnden hade.", en: "The decision is from {day}, but the text was locked {locked}. After that day you have saved {parts}. Enter why, and how the locked text differs from the one that the board had." }
    predates { sv: "Varför är beslutet äldre än texten, och vad skiljer?", en: "Why is the decision older than the text, and what differs?" }
    predates_hint { sv: "Till exempel: ”Nämnden beslutade om samma text på papper. Inget skiljer.” Det står sedan i yttrandet och på kvittot.", en: "For example: “The board decided on the same text on paper. Nothing differs.” It then stands in the response and on the receipt." }
    older_because(why: &str) { sv: "Beslutet är äldre än den låsta texten: {why}", en: "The decision is older than the locked text: {why}" }
    locked_after_decision(when: &str, why: &str) { sv: "Texten låstes {when}, efter beslutet. Nämnden om varför, och vad som skiljer: {why}", en: "The text was locked {when}, after the decision. The board on why, and what differs: {why}" }
    locked_later(when: &str) { sv: "Texten låstes {when}, efter beslutet.", en: "The text was locked {when}, after the decision." }
    section { sv: "Paragraf i protokollet", en: "Section of the minutes" }
    section_hint { sv: "Bara numret, till exempel 45. Behövs inte för beslut på delegation.", en: "Only the number, for example 45. Not needed for decisions by delegation." }
    section_odd { sv: "Skriv paragrafens nummer i protokollet, till exempel 45.", en: "Enter the number of the section in the minutes, for example 45." }
    section_needed { sv: "paragrafen", en: "the section" }
    board_reference { sv: "Nämndens diarienummer", en: "The board’s reference" }
    adjusted { sv: "Paragrafen är omedelbart justerad", en: "The section was confirmed immediately" }
    minutes_later { sv: "Protokollsutdraget lämnas senare", en: "The extract of the minutes is submitted later" }
    minutes_come_later { sv: "Protokollsutdraget lämnas senare.", en: "The extract of the minutes is submitted later." }
    changes_or_reservations { sv: "Ändrades förslaget, eller reserverade sig någon?", en: "Was the proposal changed, or did somebody record a reservation?" }
    amended { sv: "Vad ändrades i förslaget?", en: "What was changed in the proposal?" }
    amended_hint { sv: "Lämna tomt om beslutet följde förslaget. Ändringarna ska stå i texten: öppna den, skriv in dem och lås den igen innan du skriver in beslutet.", en: "Leave empty if the decision followed the proposal. The changes must stand in the text: open it, enter them and lock it again before you record the decision." }
    changes_are_not_in_it(day: &str, locked: &str) { sv: "Beslutet med ändringar är från {day}, men texten låstes {locked} och har inte ändrats sedan dess. Öppna texten, skriv in ändringarna och lås den igen.", en: "The decision with changes is from {day}, but the text was locked {locked} and has not been changed since. Open the text, enter the changes and lock it again." }
    was_amended(what: &str) { sv: "Beslutat med ändringar av förslaget: {what}", en: "Decided with changes to the proposal: {what}" }
    reservations { sv: "Reservationer och särskilda yttranden", en: "Reservations and separate statements" }
    reservations_hint { sv: "Vem, och vad. Finns en bilaga skriver du dess namn.", en: "Who, and what. If there is an attachment, enter its name." }
    had_reservations(who: &str) { sv: "Reservationer och särskilda yttranden: {who}", en: "Reservations and separate statements: {who}" }
    not_in_time { sv: "Hinner beslutet inte fattas i tid? Lämna ett preliminärt yttrande", en: "Will the decision not be made before the last day? Submit a preliminary response" }
    hand_in_preliminary { sv: "Lämna ett preliminärt yttrande", en: "Submit a preliminary response" }
    preliminary_lead { sv: "Revisionen får svaret nu och läser att nämndens beslut väntas. Yttrandet räknas från i dag. När beslutet är fattat skriver ni in det, och det står sedan vid yttrandet.", en: "The auditors get the answer now and read that the board’s decision is awaited. The response counts from today. When the decision has been made you record it, and it then stands with the response." }
    expected_on { sv: "När väntas nämndens beslut?", en: "When is the board’s decision expected?" }
    expected_on_hint { sv: "Dagen för sammanträdet, till exempel 2025-04-16", en: "The day of the meeting, for example 2025-04-16" }
    expected_is_over { sv: "Dagen har passerat. Är beslutet fattat skriver du in det i stället.", en: "That day has passed. If the decision has been made, record it instead." }
    expected_then(day: &str) { sv: "Det väntas {day}.", en: "It is expected on {day}." }
    is_preliminary { sv: "Yttrandet är preliminärt: nämndens beslut är inte inskrivet.", en: "The response is preliminary: the board’s decision has not been recorded." }
    record_decision { sv: "Skriv in beslutet", en: "Record the decision" }
    more_about_decision { sv: "Rätta eller komplettera uppgifterna om beslutet", en: "Correct or complete what is recorded of the decision" }
    decide_later_lead { sv: "Det som lämnades in ändras inte. Uppgifterna om beslutet står vid yttrandet, med dagen då de skrevs in, och det som stod förut finns kvar. Revisionen får veta det.", en: "What was submitted is not changed. What is recorded of the decision stands with the response, with the day on which it was recorded, and what stood before remains. The auditors are told." }
    save_decision_later { sv: "Spara beslutet", en: "Save the decision" }
    came_before_its_decision(when: &str) { sv: "Yttrandet kom in före nämndens beslut. Beslutet skrevs in {when}.", en: "The response was received before the board’s decision. The decision was recorded {when}." }
    decision_was_changed(when: &str, before: &str) { sv: "Uppgifterna om beslutet ändrades {when}. Förut stod: {before}", en: "What is recorded of the decision was changed {when}. Before that it said: {before}" }
    save_decision { sv: "Spara och gå vidare", en: "Save and continue" }
    decided_already { sv: "Är det redan beslutat? Då låses texten när beslutet sparas.", en: "Is it decided already? Then the text is locked when the decision is saved." }

    submit_lead(to: &str) { sv: "När du skickar in blir yttrandet en allmän handling hos revisionen. Det går inte att ändra efteråt. Att skicka in här räknas som att skicka till {to}.", en: "When you submit, the response becomes an official record with the auditors. It cannot be changed afterwards. Submitting here counts as sending to {to}." }
    submit_lead_plain { sv: "När du skickar in blir yttrandet en allmän handling hos revisionen. Det går inte att ändra efteråt.", en: "When you submit, the response becomes an official record with the auditors. It cannot be changed afterwards." }
    submit_button { sv: "Skicka in yttrandet", en: "Submit the response" }
    check_heading { sv: "Kontrollera innan du skickar", en: "Check before you submit" }
    answers_count(n: usize) { sv: "{n} svar och ett sammanfattande svar", en: "{n} answers and a summary answer" }

    asked_and_late(day: &str) { sv: "Revisionen har inte beslutat om er begäran om ny sista dag {day}. Skickar ni in nu räknas yttrandet som sent. Begäran står kvar, och revisionen kan bevilja den i efterhand.", en: "The auditors have not decided on your request for the new last day {day}. If you submit now, the response counts as late. The request remains, and the auditors can grant it afterwards." }
    asked_and_in_time(day: &str) { sv: "Revisionen har inte beslutat om er begäran om ny sista dag {day}. Skickar ni in nu kommer yttrandet i tid, och begäran behövs inte längre: ta gärna tillbaka den.", en: "The auditors have not decided on your request for the new last day {day}. If you submit now, the response comes in time, and the request is no longer needed: please withdraw it." }
    still_asked { sv: "Nämndens begäran om en senare sista dag är inte avgjord. Revisionen kan bevilja den i efterhand.", en: "The board’s request for a later last day has not been decided. The auditors can grant it afterwards." }
    extended_afterwards(late: &str) { sv: "Anståndet beviljades i efterhand, när yttrandet redan hade kommit in. Mot missivets dag: {late}.", en: "The extension was granted afterwards, when the response had already been received. Against the day of the letter: {late}." }
    came_after_closing(day: &str) { sv: "Yttrandet kom in efter att granskningen hade avslutats utan svar, {day}. Det är mottaget och läses som det är; omdöme lämnas bara om granskningen öppnas igen.", en: "The response was received after the audit had been closed without an answer, {day}. It is received and stands as it is; a verdict is given only if the audit is opened again." }
    closed_without(day: &str) { sv: "Granskningen avslutades {day}, utan det här yttrandet.", en: "The audit was closed {day}, without this response." }
    closed_without_yours(day: &str) { sv: "Granskningen avslutades {day} utan ert yttrande. Ni kan ändå lämna det. Det tas emot, och det syns att det kom sent och efter avslutet.", en: "The audit was closed {day} without your response. You can still submit it. It is accepted, and it is shown that it came late and after the closing." }
    is_handed_in(when: &str) { sv: "Yttrandet är inskickat. Det kom in {when}.", en: "The response has been submitted. It was received {when}." }
    stands { sv: "Det går inte att ändra. Här är det som lämnades in, och kvittot på det.", en: "It cannot be changed. Here is what was submitted, and the receipt for it." }
    print_it { sv: "Skriv ut det som lämnades in", en: "Print what was submitted" }
    version_handed_in(when: &str, receipt: &str) { sv: "Texten som den lämnades in {when}, kvitto {receipt}", en: "The text as it was submitted {when}, receipt {receipt}" }
    preliminary_response { sv: "Preliminärt yttrande", en: "Preliminary response" }
    supplement { sv: "Komplettering", en: "Supplement" }
    supplements { sv: "Kompletteringar", en: "Supplements" }
    copy_with_supplements { sv: "Yttrandet och dess kompletteringar, var för sig som de kom in.", en: "The response and its supplements, each as it was received." }
    hand_in_supplement { sv: "Lämna en komplettering", en: "Submit a supplement" }
    stands_as_it_is { sv: "Det ändras inte. Kompletteringen läggs till bredvid.", en: "It is not changed. The supplement is added beside it." }
    supplement_lead(to: &str) { sv: "När du skickar in blir kompletteringen en allmän handling hos revisionen och läses av alla som läser yttrandet. Den går inte att ändra eller återta. Att skicka in här räknas som att skicka till {to}.", en: "When you submit, the supplement becomes an official record with the auditors and is read by everybody who reads the response. It cannot be changed or withdrawn. Submitting here counts as sending to {to}." }
    supplement_lead_plain { sv: "När du skickar in blir kompletteringen en allmän handling hos revisionen och läses av alla som läser yttrandet. Den går inte att ändra eller återta.", en: "When you submit, the supplement becomes an official record with the auditors and is read by everybody who reads the response. It cannot be changed or withdrawn." }
    why_added { sv: "Varför lämnas den?", en: "Why is it submitted?" }
    why_added_needed { sv: "Välj varför kompletteringen lämnas.", en: "Choose why the supplement is submitted." }
    on_request { sv: "Revisionen har begärt den", en: "The auditors asked for it" }
    on_own_initiative { sv: "Nämnden lämnar den på eget initiativ", en: "The board submits it on its own initiative" }
    added { sv: "Komplettering", en: "Supplement" }
    added_hint { sv: "Skriv vilken punkt det gäller, till exempel ”R1: …”. Skriv inte uppgifter som omfattas av sekretess.", en: "Say which item it is about, for example “R1: …”. Do not write confidential information." }
    decision_unsaid { sv: "Inget sägs om beslut", en: "Nothing is said of a decision" }
    added_needed { sv: "kompletteringen", en: "the supplement" }
    supplement_to(what: &str) { sv: "Komplettering till {what}", en: "Supplement to {what}" }
    kind_with_receipt(kind: &str, receipt: &str) { sv: "{kind}, kvitto {receipt}", en: "{kind}, receipt {receipt}" }
    came_in(what: &str, when: &str) { sv: "{what}, kom in {when}.", en: "{what}, was received {when}." }
    also_received { sv: "Kommit in till den här omgången", en: "Received for this round" }
    taken_back { sv: "Återtaget", en: "Withdrawn" }
    was_taken_back(when: &str, why: &str) { sv: "Nämnden återtog det {when}. Skäl: {why}", en: "The board withdrew it {when}. Reason: {why}" }
    counts_no_more { sv: "Det räknas inte längre som nämndens svar, men det har kommit in och finns kvar.", en: "It no longer counts as the board’s answer, but it has been received and remains." }
    by_mistake { sv: "Skickades det av misstag?", en: "Was it submitted by mistake?" }
    take_back { sv: "Återta yttrandet", en: "Withdraw the response" }
    take_back_lead { sv: "Yttrandet har kommit in till revisionen och finns kvar där, med kvitto och dokument, men märks som återtaget. Revisionen får veta det, och alla kan läsa skälet. Ert arbete öppnas igen, och yttrandet räknas som inte lämnat tills ni skickar in på nytt.", en: "The response has been received by the auditors and remains there, with its receipt and document, but is marked as withdrawn. The auditors are told, and everybody can read the reason. Your desk opens again, and the response counts as not submitted until you submit anew." }
    why_taken_back { sv: "Varför återtas yttrandet?", en: "Why is the response withdrawn?" }
    why_taken_back_hint { sv: "Till exempel: ”Fel version skickades in. Nämnden beslutade om en annan text.”", en: "For example: “The wrong version was submitted. The board decided on another text.”" }
    why_taken_back_needed { sv: "varför yttrandet återtas", en: "why the response is withdrawn" }
    is_registered { sv: "Revisionen har diariefört yttrandet, så det går inte längre att återta.", en: "The auditors have registered the response, so it can no longer be withdrawn." }
    desk_is_open_again { sv: "Ett inskickat yttrande har återtagits, och ni kan arbeta vidare här och skicka in på nytt.", en: "A submitted response has been withdrawn, and you can go on working here and submit anew." }
    receipt { sv: "Kvitto", en: "Receipt" }
    receipt_lead(board: &str) { sv: "Yttrandet från {board} har kommit in till revisionen.", en: "The response from {board} has been received by the auditors." }
    supplement_receipt_lead(board: &str) { sv: "Kompletteringen från {board} har kommit in till revisionen.", en: "The supplement from {board} has been received by the auditors." }
    receipt_number { sv: "Kvittonummer", en: "Receipt number" }
    arrived { sv: "Inkom", en: "Received" }
    in_time { sv: "I tid", en: "On time" }
    fingerprint { sv: "Fingeravtryck (SHA-256)", en: "Fingerprint (SHA-256)" }
    fingerprint_hint { sv: "Hämta dokumentet och räkna dess SHA-256: blir det samma tecken är det oförändrat.", en: "Download the document and compute its SHA-256: if the characters are the same, it is unchanged." }
    answer_too_long(most: usize, has: usize) { sv: "Svaret får ha högst {most} tecken i alla fält tillsammans. Det har {has}. Korta det, eller lägg en del i en bilaga.", en: "The answer can have at most {most} characters in all fields together. It has {has}. Shorten it, or put a part into an appendix." }
    document { sv: "Hämta det inskickade dokumentet", en: "Download the submitted document" }
    document_kind(size: &str) { sv: "(text, {size})", en: "(text, {size})" }
    diary_number { sv: "Revisionens diarienummer för yttrandet", en: "The auditors’ reference for the response" }
    not_registered { sv: "Inte diariefört än", en: "Not registered yet" }
    read_it { sv: "Läs yttrandet", en: "Read the response" }
    counts_as(to: &str) { sv: "Inskickat hit, vilket räknas som skickat till {to}.", en: "Submitted here, which counts as sent to {to}." }
    submitted_visible(day: &str) { sv: "Inskickat {day} – syns för revisionen, nämnderna och fullmäktige.", en: "Submitted {day} – visible to the auditors, the boards and the council." }
    not_arrived { sv: "Yttrandet har inte kommit in.", en: "The response has not been received." }
    against_letter(late: &str) { sv: "Mot missivets dag: {late}", en: "Against the day of the letter: {late}" }
    why_this_day { sv: "Varför detta datum?", en: "Why this date?" }
    last_meeting(day: &str) { sv: "Sista sammanträde före sista dagen: {day}.", en: "Last meeting before the last day: {day}." }
    last_meeting_with_papers(day: &str, papers: &str) { sv: "Sista sammanträde före sista dagen: {day}. Handlingar senast {papers}.", en: "Last meeting before the last day: {day}. Papers no later than {papers}." }
    papers_are_over(day: &str, papers: &str) { sv: "Sista sammanträde före sista dagen: {day}. Sista dag för handlingar dit var {papers} och har passerat.", en: "Last meeting before the last day: {day}. The last day for its papers was {papers} and has passed." }
    no_meeting_in_time { sv: "Nämnden har inget inlagt sammanträde före sista dagen. Be om anstånd i tid, eller låt någon med delegation besluta.", en: "The board has no planned meeting before the last day. Ask for an extension early, or let somebody with delegation decide." }
    noted_until(day: &str) { sv: "Nämndens sammanträden är inlagda till och med {day}; senare sammanträden kan tillkomma.", en: "The board’s meetings are noted until {day}; later ones may be added." }
    next_meeting(day: &str) { sv: "Nästa sammanträde som handlingar hinner till: {day}.", en: "The next meeting that papers can reach: {day}." }
    next_meeting_with_papers(day: &str, papers: &str) { sv: "Nästa sammanträde som handlingar hinner till: {day}, om de lämnas senast {papers}.", en: "The next meeting that papers can reach: {day}, if they are handed in no later than {papers}." }
    ask_until(day: &str) { sv: "Begär anstånd till {day}", en: "Request an extension until {day}" }
    your_request { sv: "Er begäran om anstånd", en: "Your request for an extension" }
    ask_extension { sv: "Begär anstånd", en: "Request an extension" }
    open_desk { sv: "Öppna ert yttrande", en: "Open your response" }
    give_verdict { sv: "Lämna omdöme", en: "Give a verdict" }
    verdict { sv: "Revisionens omdöme", en: "The auditors’ verdict" }
    overall_verdict { sv: "Revisionens samlade omdöme", en: "The auditors’ overall verdict" }
    proposal { sv: "Förslag", en: "Proposal" }
    proposed_decision { sv: "Förslag till beslut", en: "Proposed decision" }
    proposed_decision_text(who: &str, auditors: &str) { sv: "{who} föreslås besluta att lämna yttrandet till {auditors} enligt nedan.", en: "{who} is proposed to decide to submit the response to {auditors} as below." }
    directors_of(company: &str) { sv: "Styrelsen för {company}", en: "The board of directors of {company}" }
    pack_draft { sv: "Utkast", en: "Draft" }
    pack_decided { sv: "Beslutat", en: "Decided" }
    pack_submitted { sv: "Inskickat", en: "Submitted" }
    pack_is_draft(when: &str) { sv: "Texten är inte låst och kan ändras. Så här stod den {when}.", en: "The text is not locked and can change. This is how it stood {when}." }
    pack_is_locked(when: &str) { sv: "Texten låstes {when}. Det är den som beslutet gäller.", en: "The text was locked {when}. It is the one that is decided on." }
    pack_was_locked(when: &str) { sv: "Texten låstes {when}.", en: "The text was locked {when}." }
    whose_summary(whose: &str) { sv: "{whose} sammanfattande svar", en: "{whose} summary answer" }
    whose_answer(whose: &str) { sv: "{whose} svar", en: "{whose} answer" }
    to_auditors(auditors: &str) { sv: "Yttrande till {auditors}", en: "Response to {auditors}" }
    back_to_desk { sv: "Tillbaka till yttrandet", en: "Back to the response" }
}

impl Texts {
    pub(super) fn stance(self, stance: Stance) -> &'static str {
        match stance {
            Stance::Planned => self.stance_planned(),
            Stance::Done => self.stance_done(),
            Stance::None => self.stance_none(),
            Stance::Elsewhere => self.stance_elsewhere(),
            Stance::Same => self.stance_same(),
        }
    }

    pub(super) fn agreement_of(self, agreement: Agreement) -> &'static str {
        match agreement {
            Agreement::Agrees => self.agreement_agrees(),
            Agreement::InPart => self.agreement_in_part(),
            Agreement::Disagrees => self.agreement_disagrees(),
        }
    }
}
