use crate::platform::texts::plural;

crate::texts! {
    people { sv: "Personer", en: "People" }
    add { sv: "Lägg till personer", en: "Add people" }
    count(n: i64) { sv: plural(n, "1 person", "personer"), en: plural(n, "1 person", "people") }
    search { sv: "Sök på namn eller e-post", en: "Search by name or e-mail" }
    none { sv: "Det finns inga personer än.", en: "There are no people yet." }
    name { sv: "Namn", en: "Name" }
    email { sv: "E-postadress", en: "E-mail address" }
    roles { sv: "Roller", en: "Roles" }
    state { sv: "Läge", en: "State" }
    active { sv: "Aktiv", en: "Active" }
    invited { sv: "Inbjuden", en: "Invited" }
    not_invited { sv: "Inte inbjuden än", en: "Not invited yet" }
    invitation_over { sv: "Inbjudan har gått ut", en: "Invitation expired" }
    ended { sv: "Avslutad", en: "Ended" }
    role_waits(role: &str) { sv: "Väntar: {role}", en: "Waits: {role}" }
    no_role { sv: "Ingen roll", en: "No role" }

    lead { sv: "Klistra in en person per rad: namn; e-post; roll; nämnd; sista dag. Sista dagen skriver du bara om rollen ska upphöra av sig själv. Nämnden behövs bara för nämndsekreterare, handläggare och ordförande. Flera rader med samma adress ger en person flera roller.", en: "Paste one person per line: name; e-mail; role; board; last day. Enter a last day only if the role is to end by itself. The board is needed only for board secretaries, contributors and approvers. Several lines with one address give one person several roles." }
    roles_are { sv: "Roller: revisor, läsare, nämndsekreterare, handläggare, ordförande, fullmäktigeledamot, administratör.", en: "Roles: auditor, audit reader, board secretary, contributor, chair, council member, administrator." }
    label { sv: "Personer, en per rad", en: "People, one per line" }
    needed { sv: "Skriv minst en person.", en: "Enter at least one person." }
    invite { sv: "Lägg till och bjud in", en: "Add and invite" }
    links_how { sv: "Hur får nya personer sin länk?", en: "How do new people get their link?" }
    links_mailed { sv: "Med mejl. Ingen annan ser länken.", en: "By mail. Nobody else sees the link." }
    links_shown { sv: "Visa länkarna för mig, så lämnar jag över dem.", en: "Show me the links, and I hand them over." }
    mail_link { sv: "Mejla en ny inbjudan", en: "Mail a new invitation" }
    mail_link_lead { sv: "Länken skickas till personens e-postadress och gäller i sju dagar. Ingen annan ser den. Äldre länkar slutar gälla.", en: "The link is sent to the person’s e-mail address and works for seven days. Nobody else sees it. Older links stop working." }
    invite_again { sv: "Mejla nya inbjudningar till alla som inte har loggat in", en: "Mail new invitations to everybody who has not signed in" }
    invite_again_lead { sv: "Den som har fått en inbjudan det senaste dygnet får ingen ny.", en: "Whoever has had an invitation in the last 24 hours gets no new one." }
    no_name(row: usize) { sv: "Rad {row}: namnet saknas.", en: "Row {row}: the name is missing." }
    no_at(row: usize) { sv: "Rad {row}: e-postadressen saknar @.", en: "Row {row}: the e-mail address lacks @." }
    bad_email(row: usize, email: &str) { sv: "Rad {row}: ”{email}” är ingen e-postadress.", en: "Row {row}: “{email}” is not an e-mail address." }
    no_role_given(row: usize) { sv: "Rad {row}: rollen saknas.", en: "Row {row}: the role is missing." }
    unknown_role(row: usize, role: &str) { sv: "Rad {row}: rollen ”{role}” finns inte.", en: "Row {row}: there is no role “{role}”." }
    board_needed(row: usize) { sv: "Rad {row}: skriv vilken nämnd rollen gäller.", en: "Row {row}: say which board the role is for." }
    board_not_needed(row: usize) { sv: "Rad {row}: den här rollen hör inte till någon nämnd. Ta bort nämnden.", en: "Row {row}: this role belongs to no board. Remove the board." }
    unknown_board(row: usize, board: &str) { sv: "Rad {row}: nämnden ”{board}” finns inte.", en: "Row {row}: there is no board “{board}”." }
    did_you_mean(row: usize, board: &str, meant: &str) { sv: "Rad {row}: nämnden ”{board}” finns inte. Menade du {meant}?", en: "Row {row}: there is no board “{board}”. Did you mean {meant}?" }
    twice(row: usize) { sv: "Rad {row}: samma person och roll står redan på en annan rad.", en: "Row {row}: the same person and role stand on another row." }
    has_it(row: usize) { sv: "Rad {row}: personen har redan den rollen.", en: "Row {row}: the person already has that role." }
    other_name(row: usize, name: &str) { sv: "Rad {row}: adressen tillhör redan {name}. Skriv samma namn om det är samma person.", en: "Row {row}: the address already belongs to {name}. Write the same name if it is the same person." }
    conflict(row: usize) { sv: "Rad {row}: en revisor kan inte ha roll i en nämnd eller fullmäktige, och en administratör har inga andra roller.", en: "Row {row}: an auditor cannot hold a role in a board or the council, and an administrator has no other roles." }
    is_ended(row: usize) { sv: "Rad {row}: personen är avslutad. Öppna kontot igen på personens sida.", en: "Row {row}: the person is ended. Open the account again on the person’s page." }

    links { sv: "Länkar att lämna över", en: "Links to hand over" }
    links_lead { sv: "Lämna varje länk till sin person. Länkarna visas bara här och nu, gäller i sju dagar och fungerar en gång.", en: "Hand each link to its person. The links are shown only here and now, are valid for seven days and work once." }
    no_new_links { sv: "Ingen ny person behövde någon länk.", en: "No new person needed a link." }
    link { sv: "Länk", en: "Link" }
    to_people { sv: "Till alla personer", en: "To all people" }

    last_seen { sv: "Senast inloggad", en: "Last signed in" }
    never { sv: "Aldrig", en: "Never" }
    password { sv: "Lösenord", en: "Password" }
    password_set { sv: "Valt", en: "Chosen" }
    password_missing { sv: "Inte valt", en: "Not chosen" }
    unreached_failed(day: &str) { sv: "Mejl når inte fram: det senaste kunde inte skickas, {day}. Stämmer adressen?", en: "Mail does not get through: the last one could not be sent, {day}. Is the address right?" }
    unreached_held(day: &str) { sv: "Mejl når inte fram: det senaste, från {day}, tas inte emot än. Tjänsten försöker igen.", en: "Mail does not get through: the last one, of {day}, is not taken yet. The service tries again." }
    since(day: &str) { sv: "från {day}", en: "from {day}" }
    between(from: &str, to: &str) { sv: "{from} till och med {to}", en: "{from} up to and including {to}" }
    role_until(role: &str, day: &str) { sv: "{role}, till och med {day}", en: "{role}, up to and including {day}" }
    stands_in_until(name: &str, day: &str) { sv: "Personen ersätter {name} i den rollen till och med {day}. Ge rollen därefter, eller be {name} att avsluta ersättningen.", en: "The person stands in for {name} in that role up to and including {day}. Give the role after that, or ask {name} to end it." }
    stands_in_for(name: &str) { sv: "ersätter {name}", en: "stands in for {name}" }
    last_day { sv: "Sista dag", en: "Last day" }
    last_day_hint { sv: "Till exempel 2025-06-30, för den som vikarierar. Rollen upphör av sig själv när den dagen är slut. Lämna tomt om rollen ska gälla tills vidare.", en: "For example 2025-06-30, for somebody who fills in. The role ends by itself when that day is over. Leave empty if the role is to hold until further notice." }
    new_last_day { sv: "Ändra sista dag", en: "Change the last day" }
    new_last_day_hint { sv: "En tidigare dag gäller direkt. En senare dag, eller ingen, är som att ge rollen: en annan administratör kan behöva godkänna.", en: "An earlier day applies at once. A later day, or none, is like giving the role: another administrator may have to approve." }
    save_last_day { sv: "Spara sista dagen", en: "Save the last day" }
    same_last_day { sv: "Rollen har redan den sista dagen.", en: "The role has that last day already." }
    last_day_is_over { sv: "Sista dagen kan tidigast vara i dag. Ska rollen upphöra nu väljer du Avsluta rollen.", en: "The last day can be today at the earliest. If the role is to end now, choose End the role." }
    last_day_too_early(at: &str) { sv: "Rollen kan gälla tidigast från {at}. Välj en senare sista dag.", en: "The role can apply from {at} at the earliest. Choose a later last day." }
    row_last_day_too_early(row: usize, at: &str) { sv: "Rad {row}: rollen kan gälla tidigast från {at}. Skriv en senare sista dag.", en: "Row {row}: the role can apply from {at} at the earliest. Enter a later last day." }
    last_day_before_first(day: &str) { sv: "Rollen börjar gälla {day}. Sista dagen kan inte vara före det.", en: "The role begins on {day}. The last day cannot be before that." }
    no_last_day(row: usize, typed: &str) { sv: "Rad {row}: ”{typed}” är inget datum. Skriv sista dagen som 2025-06-30.", en: "Row {row}: “{typed}” is not a date. Write the last day like 2025-06-30." }
    row_last_day_is_over(row: usize) { sv: "Rad {row}: sista dagen har varit.", en: "Row {row}: the last day is over." }
    over { sv: "avslutad", en: "ended" }
    give_role { sv: "Ge en roll", en: "Give a role" }
    role { sv: "Roll", en: "Role" }
    board { sv: "Nämnd", en: "Board" }
    no_board { sv: "Ingen nämnd", en: "No board" }
    give { sv: "Ge rollen", en: "Give the role" }
    end_role { sv: "Avsluta rollen", en: "End the role" }
    end_role_lead { sv: "Rollen upphör genast. Skälet står kvar på den här sidan.", en: "The role ends at once. The reason remains on this page." }
    end_role_reason { sv: "Skäl att avsluta rollen", en: "Reason for ending the role" }
    held_until(from: &str, at: &str) { sv: "från {from} till {at}", en: "from {from} until {at}" }
    role_was_ended(when: &str, role: &str, by: &str, reason: &str) { sv: "{when}: rollen {role} avslutad av {by}. Skäl: {reason}", en: "{when}: the role {role} ended by {by}. Reason: {reason}" }
    leads(n: i64) { sv: format!("Personen är ansvarig för {} som inte är {}:", plural(n, "1 granskning", "granskningar"), if n == 1 { "avslutad" } else { "avslutade" }), en: format!("The person is responsible for {} not closed:", plural(n, "1 audit that is", "audits that are")) }
    leads_unsent(n: i64) { sv: format!("{n} som inte är {}", if n == 1 { "skickad" } else { "skickade" }), en: format!("{n} that {} not been sent", if n == 1 { "has" } else { "have" }) }
    then_without { sv: "Det som personen är ansvarig för står utan ansvarig tills revisionen utser en annan revisor. Det syns på revisorernas startsida.", en: "What the person is responsible for stands without anybody until the auditors name another of them. The auditors see it on their start page." }
    meanwhile { sv: "Behöver den nya rollen godkännas är personen kvar tills den gäller. Då avslutar du personen.", en: "If the new role has to be approved, the person stays until it applies. Then you end the person." }
    at_once { sv: "Om personen måste bort nu", en: "If the person has to leave now" }
    leave_at_once { sv: "Personen ska ut direkt. Då kan ingen lämna in för nämnden tills den nya rollen gäller.", en: "The person is to be out at once. Then nobody can hand in for the board until the new role applies." }
    heir_waits_already { sv: "Rollen för den som tar över väntar redan. Avsluta personen när den gäller, eller kryssa i att personen ska ut direkt.", en: "The role of whoever takes over waits already. End the person when it applies, or tick that the person is to be out at once." }
    choose_role { sv: "Välj en roll.", en: "Choose a role." }
    choose_board { sv: "Välj vilken nämnd rollen gäller.", en: "Choose which board the role is for." }
    choose_no_board { sv: "Den rollen hör inte till någon nämnd. Välj ”Ingen nämnd”.", en: "That role belongs to no board. Choose “No board”." }
    already { sv: "Personen har redan den rollen.", en: "The person already has that role." }
    new_link { sv: "Skapa en ny engångslänk", en: "Create a new one-time link" }
    new_link_lead { sv: "För den som aldrig loggat in eller har glömt sitt lösenord. Äldre länkar slutar gälla.", en: "For somebody who never signed in or has forgotten the password. Older links stop working." }
    join { sv: "Slå ihop med ett annat konto", en: "Join with another account" }
    join_lead { sv: "När samma person har två konton: det andra kontot får det här kontots roller, och det här kontot avslutas. Roller som ska godkännas väntar som vanligt, och båda kontona är kvar så länge. Det som är gjort med det här kontot står kvar under det, och det syns vems det var. Punkter som är tilldelade det här kontot, och granskningar som det är ansvarigt för, fördelas om av nämnden och revisionen.", en: "When one person has two accounts: the other account gets the roles of this one, and this one ends. Roles that need approval wait as usual, and both accounts remain until then. What was done with this account stays under it, and it is seen whose it was. Items assigned to this account, and audits that it is responsible for, are given to somebody anew by the board and the auditors." }
    same_as { sv: "Det andra kontots e-postadress", en: "E-mail address of the other account" }
    same_as_hint { sv: "Kontot som personen fortsätter att använda.", en: "The account that the person goes on using." }
    cannot_be_joined(name: &str) { sv: "{name} har en roll som inte går ihop med rollerna här. Samma person kan inte ha båda.", en: "{name} has a role that cannot be combined with the roles here. One person cannot have both." }
    join_waits_already(name: &str) { sv: "Rollerna för {name} väntar redan. Slå ihop kontona när de gäller.", en: "The roles of {name} wait already. Join the accounts when they apply." }
    was_joined_to(when: &str, by: &str, other: &str, reason: &str) { sv: "{when}: sammanslaget av {by} med {other}. Skäl: {reason}", en: "{when}: joined by {by} with {other}. Reason: {reason}" }
    was_joined_from(when: &str, by: &str, other: &str, reason: &str) { sv: "{when}: {other} är samma person; kontona slogs ihop av {by}. Skäl: {reason}", en: "{when}: {other} is the same person; the accounts were joined by {by}. Reason: {reason}" }
    end { sv: "Avsluta personen", en: "End the person" }
    end_lead { sv: "Personen loggas ut och kan inte logga in igen. Allt hon eller han har gjort finns kvar.", en: "The person is signed out and cannot sign in again. Everything she or he has done remains." }
    reason { sv: "Skäl", en: "Reason" }
    reason_needed { sv: "varför", en: "why" }
    name_needed { sv: "namnet", en: "the name" }
    no_address { sv: "Skriv en e-postadress, till exempel anna.berg@kommunen.se.", en: "Enter an e-mail address, for example anna.berg@kommunen.se." }
    correct { sv: "Rätta namn eller adress", en: "Correct name or address" }
    correct_lead { sv: "Namnet byts på alla sidor. Dokument som redan är inlämnade ändras inte.", en: "The name changes on every page. Documents that were submitted already do not change." }
    correct_save { sv: "Spara rättelsen", en: "Save the correction" }
    email_hint { sv: "Med den loggar personen in, och dit skickas mejl.", en: "The person signs in with it, and mail is sent there." }
    address_is_taken(name: &str) { sv: "Adressen tillhör redan {name}.", en: "The address already belongs to {name}." }
    nothing_changed { sv: "Namnet och adressen är de som redan står där.", en: "The name and the address are those that stand there already." }
    heir { sv: "Vem tar över?", en: "Who takes over?" }
    heir_hint { sv: "E-postadressen till någon som redan finns här. Hon eller han blir nämndsekreterare i stället, när en annan administratör har godkänt det eller efter ett dygn.", en: "The e-mail address of somebody who is here already. She or he becomes board secretary instead, once another administrator has approved or after a day." }
    without_heir { sv: "Om ingen tar över", en: "If nobody takes over" }
    leave_alone { sv: "Nämnden får stå utan någon som kan lämna in. Revisionen får veta det inför nästa sista dag.", en: "The board may be left without anybody who can hand in. The auditors are told before its next last day." }
    only_she_hands_in { sv: "Ingen annan kan lämna in för nämnden", en: "Nobody else can hand in for the board" }
    give_it_first { sv: "Ingen annan kan lämna in för nämnden. Ge rollen till någon annan först, eller kryssa i att nämnden får stå utan.", en: "Nobody else can hand in for the board. Give the role to somebody else first, or tick that the board may be left without." }
    name_an_heir { sv: "Skriv vem som tar över, eller kryssa i att nämnden får stå utan.", en: "Enter who takes over, or tick that the board may be left without." }
    nobody_there { sv: "Ingen med den adressen kan logga in. Lägg till personen först.", en: "Nobody with that address can sign in. Add the person first." }
    cannot_take_over(name: &str) { sv: "{name} har en roll som inte går ihop med att vara nämndsekreterare.", en: "{name} has a role that cannot be combined with being a board secretary." }
    alone_heading { sv: "Personen är den enda som kan lämna in för:", en: "The person is the only one who can hand in for:" }
    board_has_left(board: &str, n: i64, day: &str) { sv: format!("{board}, som har {} kvar att lämna. Tidigaste sista dag: {day}.", plural(n, "1 yttrande", "yttranden")), en: format!("{board}, which has {} left to submit. Earliest last day: {day}.", plural(n, "1 response", "responses")) }
    board_has_nothing_left(board: &str) { sv: "{board}, som inte har något yttrande att lämna just nu.", en: "{board}, which has no response to submit at present." }
    reopen { sv: "Öppna kontot igen", en: "Open the account again" }
    reopen_lead { sv: "Personen kan logga in med sitt lösenord och har de roller ovan som inte är avslutade.", en: "The person can sign in with the password and has those roles above that have not ended." }
    history { sv: "Ändringar", en: "Changes" }
    was_corrected(when: &str, by: &str, name: &str, email: &str, reason: &str) { sv: "{when}: rättad av {by}. Före: {name}, {email}. Skäl: {reason}", en: "{when}: corrected by {by}. Before: {name}, {email}. Reason: {reason}" }
    was_ended(when: &str, by: &str, reason: &str) { sv: "{when}: avslutad av {by}. Skäl: {reason}", en: "{when}: ended by {by}. Reason: {reason}" }
    was_reopened(when: &str, by: &str, reason: &str) { sv: "{when}: öppnad igen av {by}. Skäl: {reason}", en: "{when}: opened again by {by}. Reason: {reason}" }
    namesake(row: usize, name: &str, email: &str) { sv: "Rad {row}: {name} finns redan, med adressen {email}. Skriv den adressen om det är samma person, eller kryssa i att det är någon annan.", en: "Row {row}: {name} exists already, with the address {email}. Write that address if it is the same person, or tick that it is somebody else." }
    namesakes { sv: "Samma namn", en: "The same name" }
    others { sv: "Det är andra personer med samma namn.", en: "They are other people with the same name." }
    not_yourself { sv: "Du kan inte avsluta dig själv. Be en annan administratör.", en: "You cannot end yourself. Ask another administrator." }
    already_waits { sv: "Rollen är redan föreslagen och väntar.", en: "The role is proposed already and waits." }
    waiting { sv: "Väntar", en: "Waiting" }
    a_new_link { sv: "Ny engångslänk", en: "New one-time link" }
    waits_for_another(when: &str) { sv: "Du föreslog {when}. Gäller när en annan administratör har godkänt.", en: "You proposed this on {when}. It applies when another administrator has approved." }
    waits_for_you(who: &str, when: &str) { sv: "{who} föreslog {when}. Gäller när du eller en annan administratör har godkänt.", en: "{who} proposed this on {when}. It applies when you or another administrator has approved." }
    asked_because(why: &str) { sv: "Har själv begärt åtkomsten, och bekräftat adressen eller varit inloggad: {why}", en: "Has requested the access herself, and confirmed the address or been signed in: {why}" }
    other_domain(domain: &str, usual: &str) { sv: "Kontrollera adressen: den slutar på {domain}, som ingen annan här har. De flesta har {usual}.", en: "Check the address: it ends with {domain}, which nobody else here has. Most have {usual}." }
    asks_as_namesake(address: &str) { sv: "Någon annan med samma namn finns redan här, med adressen {address}.", en: "Somebody else of the same name is here already, with the address {address}." }
    waits_until(who: &str, when: &str, until: &str) { sv: "{who} föreslog {when}. Ingen annan administratör finns, så det gäller från den {until} om det inte tas tillbaka.", en: "{who} proposed this on {when}. There is no other administrator, so it applies from {until} unless it is withdrawn." }
    is_open(who: &str, when: &str) { sv: "{who} skapade den {when}. Den går att använda nu.", en: "{who} made it on {when}. It can be used now." }
    agree { sv: "Godkänn", en: "Approve" }
    refuse { sv: "Avslå", en: "Refuse" }
    refuse_why { sv: "Skäl om du avslår", en: "Reason if you refuse" }
    withdraw { sv: "Ta tillbaka", en: "Withdraw" }
    roles_wait(at: Option<&str>) {
        sv: at.map_or_else(|| "Rollerna väntar på en annan administratör. Den som bara har en roll som väntar kan välja lösenord men ser inget än.".to_owned(), |at| format!("Rollerna gäller från den {at} om de inte tas tillbaka. Dessförinnan går det att välja lösenord, men inget mer syns. Revisionen, nämnderna och personerna får veta det nu.")),
        en: at.map_or_else(|| "The roles wait for another administrator. Whoever has only a role that waits can choose a password but sees nothing yet.".to_owned(), |at| format!("The roles apply from {at} unless they are withdrawn. Before that a password can be chosen, but nothing more is seen. The auditors, the boards and the people are told now."))
    }
    link_waits(at: Option<&str>) {
        sv: at.map_or_else(|| "Länken går inte att använda förrän en annan administratör har godkänt den.".to_owned(), |at| format!("Länken går att använda från den {at} om den inte tas tillbaka. Personen, revisionen och nämnderna får veta det nu.")),
        en: at.map_or_else(|| "The link cannot be used until another administrator has approved it.".to_owned(), |at| format!("The link can be used from {at} unless it is withdrawn. The person, the auditors and the boards are told now."))
    }
    cancel { sv: "Avbryt", en: "Cancel" }
}
