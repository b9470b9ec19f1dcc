use crate::platform::texts::plural;

crate::texts! {
    boards { sv: "Nämnder", en: "Boards" }
    add { sv: "Lägg till nämnder", en: "Add boards" }
    none { sv: "Det finns inga nämnder än.", en: "There are no boards yet." }
    board { sv: "Nämnd", en: "Board" }
    kind { sv: "Typ", en: "Type" }
    time { sv: "Gäller", en: "Valid" }
    secretary_until(name: &str, day: &str) { sv: "{name} (till och med {day})", en: "{name} (up to and including {day})" }
    secretaries { sv: "Nämndsekreterare", en: "Board secretaries" }
    no_secretary { sv: "Saknas", en: "Missing" }
    since(day: &str) { sv: "från {day}", en: "from {day}" }
    between(from: &str, to: &str) { sv: "{from} till {to}", en: "{from} to {to}" }
    valid_from { sv: "Från", en: "From" }
    valid_to { sv: "Till", en: "To" }
    count(n: i64) { sv: plural(n, "1 nämnd", "nämnder"), en: plural(n, "1 board", "boards") }
    lead { sv: "Klistra in en nämnd per rad. Efter ett semikolon kan du skriva vilken typ det är: nämnd, kommunstyrelse, bolag eller fullmäktige.", en: "Paste one board per line. After a semicolon you can write which type it is: board, executive board, company or council." }
    label { sv: "Nämnder, en per rad", en: "Boards, one per line" }
    needed { sv: "Skriv minst en nämnd.", en: "Enter at least one board." }
    save { sv: "Lägg till", en: "Add" }
    too_long(row: usize) { sv: "Rad {row}: namnet är längre än 200 tecken.", en: "Row {row}: the name is longer than 200 characters." }
    unknown_kind(row: usize, kind: &str) { sv: "Rad {row}: typen ”{kind}” finns inte. Skriv nämnd, kommunstyrelse, bolag eller fullmäktige.", en: "Row {row}: there is no type “{kind}”. Write board, executive board, company or council." }
    twice(row: usize, name: &str) { sv: "Rad {row}: {name} finns redan.", en: "Row {row}: {name} already exists." }
    no_name(row: usize) { sv: "Rad {row}: namnet saknas.", en: "Row {row}: the name is missing." }
    end { sv: "Avsluta nämnden", en: "End the board" }
    end_lead { sv: "Nämnden får inga nya granskningar efter dagen du väljer. Allt den har lämnat finns kvar under sitt namn.", en: "The board receives no new audits after the day you choose. Everything it has submitted remains under its name." }
    end_on { sv: "Sista dag", en: "Last day" }
    followed_from_today { sv: "När en annan nämnd tar över kan sista dagen tidigast vara i dag: den läser nämndens utkast från dagen efter, och det ska kunna ses innan. Upphörde nämnden tidigare, skriv den dagen i orsaken.", en: "When another board takes over, the last day can be today at the earliest: that board reads the drafts from the day after, and it must be possible to see that before. If the board ceased earlier, write that day in the reason." }
    end_before_start { sv: "Sista dagen kan inte vara före nämndens första dag.", en: "The last day cannot be before the board’s first day." }
    ended(day: &str) { sv: "Nämnden upphör {day}.", en: "The board ceases {day}." }
    name { sv: "Namn", en: "Name" }
    name_needed { sv: "namnet", en: "the name" }
    name_is_taken { sv: "En annan nämnd heter så.", en: "Another board is called that." }
    nothing_changed { sv: "Nämnden heter redan så.", en: "The board is already called that." }
    reason { sv: "Skäl", en: "Reason" }
    reason_needed { sv: "varför", en: "why" }
    rename { sv: "Byt namn", en: "Rename" }
    rename_lead { sv: "Adresser och länkar är desamma. Det som redan är inlämnat behåller namnet som gällde då.", en: "Addresses and links stay the same. What has been submitted already keeps the name it was submitted under." }
    rename_save { sv: "Spara namnet", en: "Save the name" }
    mailbox_of { sv: "Nämndens brevlåda", en: "The board’s mailbox" }
    mailbox_lead { sv: "Begäran om yttrande, påminnelser, beslut om sista dagar, omdömen och kvitton går också hit, även när ingen har en roll i nämnden. Inget som nämnden skriver på går hit. Att läsa och svara kräver fortfarande en egen inloggning.", en: "Requests for responses, reminders, decisions on last days, verdicts and receipts go here as well, also when nobody has a role in the board. Nothing that the board is writing goes here. Reading and answering still takes a sign-in of one’s own." }
    mailbox { sv: "E-postadress till brevlådan", en: "E-mail address of the mailbox" }
    mailbox_hint { sv: "Lämna tomt om nämnden inte har någon.", en: "Leave empty if the board has none." }
    mailbox_wrong { sv: "Skriv brevlådans e-postadress, till exempel servicenamnden@kommunen.se, eller lämna fältet tomt.", en: "Enter the e-mail address of the mailbox, for example service@municipality.se, or leave the field empty." }
    mailbox_save { sv: "Spara brevlådan", en: "Save the mailbox" }
    has_left(n: i64, day: &str) { sv: format!("Nämnden har {} kvar att lämna. Tidigaste sista dag: {day}.", plural(n, "1 yttrande", "yttranden")), en: format!("The board has {} left to submit. Earliest last day: {day}.", plural(n, "1 response", "responses")) }
    has_inherited(board: &str, n: i64, day: &str) { sv: format!("Nämnden svarar också för {board}, som har {} kvar att lämna. Tidigaste sista dag: {day}.", plural(n, "1 yttrande", "yttranden")), en: format!("The board also answers for {board}, which has {} left to submit. Earliest last day: {day}.", plural(n, "1 response", "responses")) }
    one_or_the_other { sv: "Välj antingen en annan nämnd eller nämndens egna.", en: "Choose either another board or the board’s own people." }
    its_own_answer { sv: "Nämndens egna svarar även efter sista dagen.", en: "The board’s own people answer also after its last day." }
    heir { sv: "Vem svarar för det som är kvar?", en: "Who answers for what is left?" }
    heir_hint { sv: "De som har en roll i den nämnden får samma roll här, från dagen efter sista dagen. Nämndens egna har då inget kvar här. Det inlämnade står kvar under det gamla namnet.", en: "Those who have a role in that board get the same role here, from the day after the last day. The board’s own people then have nothing left here. What was submitted remains under the old name." }
    no_heir { sv: "Ingen annan nämnd", en: "No other board" }
    without_heir { sv: "Om ingen annan svarar", en: "If nobody else answers" }
    leave_alone { sv: "Nämndens egna svarar även efter sista dagen.", en: "The board’s own people answer also after its last day." }
    choose_an_heir { sv: "Nämnden har yttranden kvar att lämna. Välj vem som svarar för dem, eller kryssa i att nämndens egna gör det.", en: "The board has responses left to submit. Choose who answers for them, or tick that its own people do." }
    heirs_answer(boards: &str) { sv: "Det som är kvar svarar {boards} för.", en: "{boards} answers for what is left." }
    reopen { sv: "Öppna nämnden igen", en: "Open the board again" }
    reopen_lead { sv: "Nämnden är samma nämnd, med sina yttranden och roller, och svarar för sig själv.", en: "The board is the same board, with its responses and roles, and answers for itself." }
    history { sv: "Ändringar", en: "Changes" }
    was_renamed(when: &str, by: &str, name: &str, reason: &str) { sv: "{when}: namnet bytt av {by}. Före: {name}. Skäl: {reason}", en: "{when}: renamed by {by}. Before: {name}. Reason: {reason}" }
    waiting { sv: "Väntar", en: "Waiting" }
    waiting_means(heir: &str) { sv: "När det gäller läser de som har en roll i {heir} allt som nämnden har skrivit, även utkast. Nämndens egna kommer då inte åt det.", en: "When it applies, those who have a role in {heir} read everything that the board has written, drafts too. The board’s own people then have no access to it." }
    waiting_back_means { sv: "När det gäller läser nämndens egna även det som har skrivits i deras ställe.", en: "When it applies, the board’s own people also read what has been written in their place." }
    waits_for_another(when: &str) { sv: "Du föreslog {when}. Gäller när en annan administratör har godkänt.", en: "You proposed this on {when}. It applies when another administrator has approved." }
    waits_for_you(who: &str, when: &str) { sv: "{who} föreslog {when}. Gäller när du eller en annan administratör har godkänt.", en: "{who} proposed this on {when}. It applies when you or another administrator has approved." }
    waits_until(who: &str, when: &str, until: &str) { sv: "{who} föreslog {when}. Ingen annan administratör finns, så det gäller från den {until} om det inte tas tillbaka.", en: "{who} proposed this on {when}. There is no other administrator, so it applies from {until} unless it is withdrawn." }
    because(reason: &str) { sv: "Skäl: {reason}", en: "Reason: {reason}" }
    agree { sv: "Godkänn", en: "Approve" }
    refuse { sv: "Avslå", en: "Refuse" }
    refuse_why { sv: "Skäl om du avslår", en: "Reason if you refuse" }
    withdraw { sv: "Ta tillbaka", en: "Withdraw" }
    heir_waits { sv: "Att en annan nämnd svarar gäller först när en annan administratör har godkänt det, eller efter ett dygn om det inte finns någon. Båda nämnderna och revisionen får veta det nu.", en: "That another board answers applies only when another administrator has approved it, or after a day if there is none. Both boards and the auditors are told now." }
    reopen_waits { sv: "En annan nämnd har börjat svara i dess ställe. Att öppna igen gäller därför först när en annan administratör har godkänt det, eller efter ett dygn om det inte finns någon.", en: "Another board has begun to answer in its place. Opening again therefore applies only when another administrator has approved it, or after a day if there is none." }
    by_two(who: &str, other: &str) { sv: "{who}, godkänt av {other}", en: "{who}, approved by {other}" }
    by_one_and_a_day(who: &str) { sv: "{who}, efter ett dygn", en: "{who}, after a day" }
    was_ended(when: &str, by: &str, reason: &str) { sv: "{when}: avslutad av {by}. Skäl: {reason}", en: "{when}: ended by {by}. Reason: {reason}" }
    was_reopened(when: &str, by: &str, reason: &str) { sv: "{when}: öppnad igen av {by}. Skäl: {reason}", en: "{when}: opened again by {by}. Reason: {reason}" }
    has_ended(row: usize, name: &str) { sv: "Rad {row}: {name} finns redan och är avslutad. Öppna den igen på dess egen sida, eller kryssa i att det är en annan nämnd.", en: "Row {row}: {name} exists already and has ended. Open it again on its own page, or tick that this is another board." }
    same_name { sv: "Samma namn som en avslutad nämnd", en: "The same name as a board that has ended" }
    others { sv: "Det är en annan nämnd med samma namn.", en: "It is another board with the same name." }
    cancel { sv: "Avbryt", en: "Cancel" }
}
