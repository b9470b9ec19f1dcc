//! Words of putting right what has been sent.

crate::texts! {
    put_right { sv: "Rätta granskningen", en: "Correct the audit" }
    put_right_lead { sv: "Det som har skickats ändras aldrig i tysthet. En rättelse får ett skäl, berättas för nämnderna och syns för alla. Det som stod förut går att läsa även efteråt.", en: "What has been sent is never changed quietly. A correction has a reason, is told to the boards and is seen by everybody. What stood there before can still be read." }
    closed_lead { sv: "Granskningen är avslutad. Öppna den igen om något i den ska rättas.", en: "The audit is closed. Open it again if something in it is to be corrected." }

    put_title_right { sv: "Rätta titeln", en: "Correct the title" }
    title_lead { sv: "Yttranden som redan har kommit in behåller titeln som de lämnades under.", en: "Responses that have already been received keep the title under which they were submitted." }
    new_title { sv: "Rätt titel", en: "The right title" }
    title_needed { sv: "titeln", en: "the title" }
    title_is_same { sv: "Det är samma titel som nu. Skriv den rätta.", en: "This is the same title as now. Write the right one." }

    put_reply_to_right { sv: "Rätta svarsadressen", en: "Correct the reply address" }
    reply_to_lead { sv: "Kvitton på det som kommer in går till den nya adressen från och med nu, och nämnderna får veta det. Det som redan har kommit in behåller adressen som gällde då.", en: "Receipts of what is received go to the new address from now on, and the boards are told. What has been received already keeps the address of then." }
    new_reply_to { sv: "Rätt svarsadress", en: "The right reply address" }
    no_reply_to { sv: "Ingen svarsadress", en: "No reply address" }
    reply_to_is_same { sv: "Det är samma adress som nu. Skriv den rätta.", en: "This is the same address as now. Write the right one." }
    reply_to_was_corrected(day: &str, before: &str, why: &str) { sv: "Rättad {day}, förut {before}. Skäl: {why}", en: "Corrected {day}, before {before}. Reason: {why}" }
    reply_to_was_added(day: &str, why: &str) { sv: "Tillagd {day}. Skäl: {why}", en: "Added {day}. Reason: {why}" }
    reply_to_was_removed(day: &str, before: &str, why: &str) { sv: "Borttagen {day}, förut {before}. Skäl: {why}", en: "Removed {day}, before {before}. Reason: {why}" }

    items_now { sv: "Punkterna", en: "The items" }
    put_item_right(code: &str) { sv: "Rätta {code}", en: "Correct {code}" }
    item_lead { sv: "Nämnder som håller på att svara ser vad som är ändrat, och det de har skrivit finns kvar. Svar som redan är låsta för nämnden eller har kommit in behåller lydelsen som de svarar på. Numret och vilka nämnder som svarar ändras inte.", en: "Boards that are writing their answer see what has changed, and what they have written is kept. Answers that are already locked for the board or have been received keep the wording that they answer. The number and the boards that answer do not change." }
    stands_now { sv: "Så står det nu", en: "As it stands now" }
    item_is_same { sv: "Det står likadant nu. Skriv hur det ska stå.", en: "It says the same now. Write what it should say." }
    corrected_meanwhile(now: &str) { sv: "Någon annan har rättat medan du skrev. Nu står det: ”{now}”. Sparar du igen gäller det du har skrivit.", en: "Somebody else corrected this while you were writing. It now says: “{now}”. If you save again, what you have written applies." }

    add_document { sv: "Lägg till ett dokument som glömdes", en: "Add a document that was forgotten" }
    document_lead { sv: "Dokumentet kan inte tas bort sedan det har lagts till.", en: "The document cannot be removed once it has been added." }
    document_again { sv: "Välj filen igen.", en: "Choose the file again." }
    add_recipient { sv: "Lägg till en mottagare för kännedom", en: "Add a recipient for information" }
    recipient_lead { sv: "Mottagaren ska inte svara. Den kan läsa också det i granskningen som bara de som fått den får läsa. De som arbetar för mottagaren får veta det i tjänsten och med mejl.", en: "The recipient is not asked to answer. It can also read what only those who received the audit may read. Those who work for the recipient are told in the service and by mail." }
    which_recipient { sv: "Vem ska ha granskningen?", en: "Who is to have the audit?" }
    recipient_needed { sv: "Välj vem som ska ha granskningen.", en: "Choose who is to have the audit." }
    what_for { sv: "Varför får de den?", en: "Why do they receive it?" }
    what_for_needed { sv: "Välj varför de får den.", en: "Choose why they receive it." }
    everybody_has_it { sv: "Alla nämnder har redan fått granskningen.", en: "All boards have received the audit already." }

    withdraw { sv: "Återkalla begäran", en: "Withdraw the request" }
    withdraw_line { sv: "Återkalla begäran om yttrande, för en nämnd eller hela granskningen", en: "Withdraw the request for a response, for a board or the whole audit" }
    withdraw_lead { sv: "Nämnden behöver inte svara. Den får veta det och läser ditt skäl på granskningens sida, påminns inte mer och räknas varken som sen eller som utan svar. Det den har skrivit finns kvar hos nämnden. Det går inte att ta tillbaka, men nämnden kan frågas igen i en ny omgång. Svar som har kommit in står kvar.", en: "The board does not have to answer. It is told and reads your reason on the page of the audit, is reminded no more, and counts neither as late nor as missing. What it has written stays with the board. This cannot be undone, but the board can be asked anew in a further round. Answers that have been received stay." }
    withdraw_which { sv: "Vad ska återkallas?", en: "What is to be withdrawn?" }
    withdraw_all { sv: "Hela granskningen: alla yttranden som inte har kommit in. Finns inget annat att bedöma avslutas den.", en: "The whole audit: all responses that have not been received. If nothing else is left to assess, it is closed." }
    withdraw_whom { sv: "Välj minst en nämnd, eller hela granskningen.", en: "Choose at least one board, or the whole audit." }
    asks_for_more_time { sv: "har begärt anstånd", en: "has requested an extension" }
    nothing_is_awaited { sv: "Inga svar väntas, så det finns inget att återkalla.", en: "No answers are awaited, so there is nothing to withdraw." }
    withdraw_reason { sv: "Skäl till återkallelsen", en: "Reason for the withdrawal" }
    closed_as_withdrawn(why: &str) { sv: "Återkallad. {why}", en: "Withdrawn. {why}" }
    round_withdrawn(day: &str, why: &str) { sv: "Återkallat av revisionen {day}. Skäl: {why}", en: "Withdrawn by the auditors {day}. Reason: {why}" }

    reason { sv: "Skäl till rättelsen", en: "Reason for the correction" }
    reason_hint { sv: "Visas för nämnderna, fullmäktige och alla andra som läser granskningen.", en: "Shown to the boards, the council and everybody else who reads the audit." }
    reason_needed { sv: "varför", en: "why" }
    cancel { sv: "Avbryt", en: "Cancel" }
    save_correction { sv: "Publicera rättelsen", en: "Publish the correction" }

    reopen { sv: "Öppna granskningen igen", en: "Open the audit again" }
    reopen_lead { sv: "Granskningen följs upp igen: omdömen, punkter och sista dagar kan ändras, och svar som saknas väntas på nytt. Att den var avslutad, och varför, går att läsa även efteråt. Nämnderna får veta det.", en: "The audit is followed up again: verdicts, items and last days can change, and missing answers are awaited anew. That it was closed, and why, can still be read. The boards are told." }
    reopen_reason { sv: "Skäl till att den öppnas igen", en: "Reason for opening it again" }

    item_was_corrected(day: &str, why: &str) { sv: "Rättad {day}. Skäl: {why}", en: "Corrected {day}. Reason: {why}" }
    looked(day: &str) { sv: "revisionens egen uppföljning {day}", en: "the auditors' own follow-up {day}" }
    title_was_corrected(day: &str, why: &str) { sv: "Titeln rättades {day}. Skäl: {why}", en: "The title was corrected {day}. Reason: {why}" }
    earlier_titles { sv: "Tidigare titlar", en: "Earlier titles" }
    called_until(day: &str) { sv: "Till {day}", en: "Until {day}" }
    earlier_wordings { sv: "Tidigare lydelser", en: "Earlier wordings" }
    added_on(day: &str, why: &str) { sv: "Tillagt {day}. Skäl: {why}", en: "Added {day}. Reason: {why}" }
    recipient_since(day: &str, why: &str) { sv: "sedan {day}. Skäl: {why}", en: "since {day}. Reason: {why}" }
    asked_no_more(board: &str) { sv: "{board} (tillfrågas inte längre)", en: "{board} (asked no more)" }
    was_closed(day: &str, why: &str) { sv: "Avslutades {day}: {why}", en: "Closed {day}: {why}" }
    was_reopened(day: &str, why: &str) { sv: "Öppnades igen {day}: {why}", en: "Opened again {day}: {why}" }
}
