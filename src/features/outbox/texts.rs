//! The words of letters, and of the pages about them.

use crate::platform::texts::plural;

crate::texts! {
    // Subjects: what, and when.
    subject_receipt(board: &str, title: &str) { sv: "Kvitto: {board} yttrande om {title} är inskickat", en: "Receipt: {board} response on {title} has been submitted" }
    subject_supplement(board: &str, title: &str) { sv: "Kvitto: {board} komplettering om {title} är inskickad", en: "Receipt: {board} supplement on {title} has been submitted" }
    subject_digest(n: i64, day: &str) {
        sv: format!("{} om granskningar, {day}", plural(n, "1 nyhet", "nyheter")),
        en: format!("{} about audits, {day}", plural(n, "1 piece of news", "pieces of news"))
    }
    subject_test { sv: "Testmejl från Revisionsuppföljning", en: "Test mail from Audit follow-up" }

    // What they say.
    hello(name: &str) { sv: "Hej {name}!", en: "Hello {name}," }
    received(board: &str, round: &str, title: &str, reference: &str, at: &str) {
        sv: "{board} lämnade sitt {round} över {title} ({reference}) {at}.",
        en: "{board} submitted its {round} on {title} ({reference}) on {at}."
    }
    received_supplement(board: &str, round: &str, title: &str, reference: &str, at: &str) {
        sv: "{board} lämnade en komplettering till sitt {round} över {title} ({reference}) {at}.",
        en: "{board} submitted a supplement to its {round} on {title} ({reference}) on {at}."
    }
    digest { sv: "Det här har hänt sedan sist:", en: "This has happened since the last time:" }
    came_as_preliminary { sv: "Yttrandet är preliminärt: det kom in innan nämnden hade beslutat.", en: "The response is preliminary: it was received before the board had decided." }
    withdrawn_since { sv: "Nämnden har återtagit yttrandet sedan dess. Det finns kvar och går att läsa.", en: "The board has withdrawn the response since then. It remains and can be read." }
    receipt_number(number: &str) { sv: "Kvittonummer: {number}", en: "Receipt number: {number}" }
    fingerprint(sum: &str) { sv: "Handlingens kontrollsumma (SHA-256): {sum}", en: "Checksum of the document (SHA-256): {sum}" }
    test { sv: "Det här är ett testmejl. När du läser det fungerar utskicken.", en: "This is a test mail. When you read it, sending mail works." }

    // Who shall be able to do what.
    access_waits(what: &str) { sv: "Behörighet väntar: {what}", en: "Access waits: {what}" }
    access_holds(what: &str) { sv: "Ny behörighet: {what}", en: "New access: {what}" }
    access_dropped(what: &str) { sv: "Ingen ny behörighet: {what}", en: "No new access: {what}" }
    access_many(n: i64) { sv: format!("{} i behörighet", plural(n, "1 ändring", "ändringar")), en: format!("{} of access", plural(n, "1 change", "changes")) }
    as_role(name: &str, role: &str) { sv: "{name} som {role}", en: "{name} as {role}" }
    as_role_in(name: &str, role: &str, board: &str) { sv: "{name} som {role} i {board}", en: "{name} as {role} of {board}" }
    as_link(name: &str) { sv: "ny engångslänk för {name}", en: "new one-time link for {name}" }
    as_reopened(name: &str) { sv: "{name} kan logga in igen", en: "{name} can sign in again" }
    told_role(by: &str, name: &str, role: &str) { sv: "{by} har föreslagit {name} som {role}.", en: "{by} has proposed {name} as {role}." }
    told_role_in(by: &str, name: &str, role: &str, board: &str) { sv: "{by} har föreslagit {name} som {role} i {board}.", en: "{by} has proposed {name} as {role} of {board}." }
    told_link(by: &str, name: &str) { sv: "{by} har skapat en ny engångslänk för {name}. Med den går det att välja ett nytt lösenord och logga in som {name}.", en: "{by} has made a new one-time link for {name}. With it a new password can be chosen, and whoever has it signs in as {name}." }
    told_reopened(by: &str, name: &str) { sv: "{by} har öppnat kontot för {name} igen. Rollerna som inte är avslutade gäller.", en: "{by} has opened the account of {name} again. The roles that have not ended apply." }
    board_waits(what: &str) { sv: "Väntar: {what}", en: "Waits: {what}" }
    board_dropped(what: &str) { sv: "Blir inte av: {what}", en: "Will not happen: {what}" }
    told_board_followed(by: &str, board: &str, day: &str, heir: &str) { sv: "{by} har föreslagit att {board} upphör {day} och att {heir} svarar i stället från dagen efter. De som har en roll i {heir} läser då allt som {board} har skrivit, även utkast, och de som har en roll i {board} har inget kvar där.", en: "{by} has proposed that {board} ceases {day} and that {heir} answers in its place from the day after. Those who have a role in {heir} then read everything that {board} has written, drafts too, and those who have a role in {board} have nothing left there." }
    told_board_ended(by: &str, board: &str, day: &str) { sv: "{by} har avslutat {board}. Sista dagen är {day}. Ingen annan nämnd svarar i stället: nämndens egna kommer åt det som är kvar, även därefter.", en: "{by} has ended {board}. The last day is {day}. No other board answers in its place: its own people have access to what is left, also after that." }
    told_board_goes_on(by: &str, board: &str) { sv: "{by} har öppnat {board} igen. Nämnden svarar för sig själv.", en: "{by} has opened {board} again. The board answers for itself." }
    told_board_goes_on_after(by: &str, board: &str, heir: &str) { sv: "{by} vill öppna {board} igen, så att nämnden svarar själv och inte {heir}. De som har en roll i {board} läser då även det som {heir} har skrivit i dess ställe.", en: "{by} wants to open {board} again, so that the board answers for itself and not {heir}. Those who have a role in {board} then also read what {heir} has written in its place." }
    next_another { sv: "Det gäller när en annan administratör har godkänt det.", en: "It applies when another administrator has approved it." }
    next_yours { sv: "Det gäller när du eller en annan administratör har godkänt det.", en: "It applies when you or another administrator has approved it." }
    next_at(at: &str) { sv: "Det gäller från den {at} om det inte tas tillbaka.", en: "It applies from {at} unless it is withdrawn." }
    next_agreed(by: &str) { sv: "{by} har godkänt det, och det gäller nu.", en: "{by} has approved it, and it applies now." }
    next_agreed_from(by: &str, day: &str) { sv: "{by} har godkänt det, och det gäller från den {day}.", en: "{by} has approved it, and it applies from {day}." }
    next_from(day: &str) { sv: "Det gäller från den {day}.", en: "It applies from {day}." }
    next_now { sv: "Det gäller nu.", en: "It applies now." }
    next_refused { sv: "Det blev avslaget och gäller inte.", en: "It was refused and does not apply." }
    next_withdrawn { sv: "Det är tillbakataget och gäller inte.", en: "It has been withdrawn and does not apply." }
    ends_by_itself(day: &str) { sv: "Rollen gäller till och med {day} och upphör sedan av sig själv.", en: "The role holds up to and including {day} and then ends by itself." }
    role_ends(what: &str, day: &str) { sv: "Roll upphör efter {day}: {what}", en: "Role ends after {day}: {what}" }
    roles_end(n: i64) { sv: "{n} roller upphör snart", en: "{n} roles end soon" }
    yours_ends(role: &str, day: &str) { sv: "Din roll som {role} gäller till och med {day}. Sedan upphör den av sig själv.", en: "Your role as {role} holds up to and including {day}. Then it ends by itself." }
    yours_ends_in(role: &str, board: &str, day: &str) { sv: "Din roll som {role} i {board} gäller till och med {day}. Sedan upphör den av sig själv.", en: "Your role as {role} of {board} holds up to and including {day}. Then it ends by itself." }
    somebodys_ends(name: &str, role: &str, day: &str) { sv: "{name} är {role} till och med {day}. Sedan upphör rollen av sig själv.", en: "{name} is {role} up to and including {day}. Then the role ends by itself." }
    somebodys_ends_in(name: &str, role: &str, board: &str, day: &str) { sv: "{name} är {role} i {board} till och med {day}. Sedan upphör rollen av sig själv.", en: "{name} is {role} of {board} up to and including {day}. Then the role ends by itself." }
    then_nobody(board: &str) { sv: "Efter den dagen kan ingen lämna in för {board}.", en: "After that day nobody can hand in for {board}." }
    prolong_yourself { sv: "Ska en roll gälla längre? Ge den en senare sista dag på personens sida. En annan administratör kan behöva godkänna, så gör det i god tid.", en: "Is a role to hold longer? Give it a later last day on the person’s page. Another administrator may have to approve, so do it in good time." }
    prolong_ask { sv: "Ska rollen gälla längre? Säg till administratören i god tid.", en: "Is the role to hold longer? Tell the administrator in good time." }
    checkpoints_mail { sv: "Kontrollpunkter", en: "Checkpoints" }
    subject_checkpoints(day: &str) { sv: "Kontrollpunkter för loggen, {day}", en: "Checkpoints of the log, {day}" }
    checkpoints(organisation: &str) { sv: "Här står hur långa tjänstens loggar i {organisation} är, och ett kontrollvärde för den senaste händelsen i var och en, undertecknat av tjänsten.", en: "Here stands how long the logs of the service in {organisation} are, and a check value of the last event in each, signed by the service." }
    keep_checkpoints { sv: "Bevara mejlet där tjänsten och dess driftpersonal inte kan ändra eller ta bort det, till exempel i diariet. Med de bevarade mejlen i en mapp visar yttrande verify --checkpoints MAPP om någon har skrivit om loggen eller kapat den. Kommer inga mejl fast tjänsten används: fråga den som driver tjänsten varför.", en: "Keep this mail where neither the service nor those who run it can change or remove it, in the registry for example. With the kept mails in a folder, yttrande verify --checkpoints FOLDER shows whether somebody has rewritten or cut off a log. If no mails come although the service is used, ask whoever runs the service why." }
    // Somebody asks to work for a board.
    subject_confirm_access { sv: "Bekräfta din begäran om åtkomst till Revisionsuppföljning", en: "Confirm your request for access to Audit follow-up" }
    confirm_access(board: &str, at: &str) { sv: "Någon har bett om åtkomst till {board} för den här e-postadressen, den {at}. Begäran går vidare först när du har bekräftat den.", en: "Somebody asked for access to {board} for this e-mail address, on {at}. The request goes on only once you have confirmed it." }
    confirm_access_lasts { sv: "Länken visar begäran och gäller i ett dygn.", en: "The link shows the request and works for a day." }
    confirm_access_not_you { sv: "Var det inte du behöver du inte göra något. Ingen annan får veta något, och uppgifterna tas bort efter ett dygn.", en: "If it was not you, there is nothing to do. Nobody else is told anything, and the details are removed after a day." }
    look_at_request { sv: "Se begäran", en: "See the request" }
    subject_access_asked(board: &str) { sv: "Begäran om åtkomst till {board}", en: "Request for access to {board}" }
    access_asked(name: &str, address: &str, board: &str) { sv: "{name} ({address}) begär åtkomst till {board} som handläggare. Adressen är bekräftad.", en: "{name} ({address}) requests access to {board} as contributor. The address is confirmed." }
    access_asked_next { sv: "Du eller någon annan som svarar för nämnden säger ja eller nej. Säger ni ja ska en administratör också godkänna. Utan svar förfaller begäran efter 30 dagar.", en: "You or somebody else who answers for the board says yes or no. If you say yes, an administrator also has to approve. Unanswered it lapses after 30 days." }
    subject_access_declined(board: &str) { sv: "Din begäran om åtkomst till {board} är avslagen", en: "Your request for access to {board} is declined" }
    access_declined(board: &str) { sv: "Din begäran om åtkomst till {board} är avslagen.", en: "Your request for access to {board} is declined." }
    access_declined_why(why: &str) { sv: "Skäl: {why}", en: "Reason: {why}" }
    subject_access_lapsed(board: &str) { sv: "Din begäran om åtkomst till {board} har förfallit", en: "Your request for access to {board} has lapsed" }
    access_lapsed(board: &str) { sv: "Ingen har svarat på din begäran om åtkomst till {board} på 30 dagar. Den gäller inte längre.", en: "Nobody has answered your request for access to {board} for 30 days. It is no longer valid." }
    access_lapsed_next { sv: "Behöver du fortfarande åtkomst? Tala med nämndens sekreterare och begär den igen.", en: "Do you still need access? Talk to the secretary of the board and request it again." }
    if_wrong { sv: "Stämmer det inte? Säg till revisionen eller administratören genast.", en: "Is it not right? Tell the auditors or the administrator at once." }
    // What somebody is told of her own account.
    subject_sign_in { sv: "Ny inloggning i Revisionsuppföljning", en: "New sign-in to Audit follow-up" }
    signed_in(browser: &str, at: &str) { sv: "Någon loggade in med ditt lösenord i en webbläsare som tjänsten inte känner igen: {browser}, den {at}.", en: "Somebody signed in with your password in a browser that the service does not recognise: {browser}, on {at}." }
    not_you { sv: "Var det du behöver du inte göra något. Var det inte du: logga ut överallt på sidan Inloggningar, välj ett nytt lösenord och säg till administratören.", en: "If it was you, there is nothing to do. If it was not you: sign out everywhere on the page Sessions, choose a new password and tell the administrator." }
    subject_password { sv: "Ditt lösenord i Revisionsuppföljning är bytt", en: "Your password in Audit follow-up has been changed" }
    password_changed(browser: &str, at: &str) { sv: "Lösenordet byttes den {at}, i {browser}. Alla andra inloggningar avslutades.", en: "The password was changed on {at}, in {browser}. All other sessions were ended." }
    not_you_password { sv: "Var det inte du? Välj ett nytt lösenord med Glömt lösenordet på inloggningssidan, och säg till administratören genast.", en: "Was it not you? Choose a new password by Forgotten password on the sign-in page, and tell the administrator at once." }
    subject_two_step_on { sv: "Tvåstegsinloggning är på i Revisionsuppföljning", en: "Two-step sign-in to Audit follow-up is on" }
    two_step_on(browser: &str, at: &str) { sv: "Tvåstegsinloggning slogs på för ditt konto den {at}, i {browser}. Från och med nu behövs en kod från din telefon för att logga in.", en: "Two-step sign-in was turned on for your account on {at}, in {browser}. From now on signing in takes a code from your phone." }
    subject_two_step_off { sv: "Tvåstegsinloggning är avstängd i Revisionsuppföljning", en: "Two-step sign-in to Audit follow-up is off" }
    two_step_off(browser: &str, at: &str) { sv: "Tvåstegsinloggningen för ditt konto stängdes av den {at}, i {browser}. Nu räcker lösenordet för att logga in.", en: "Two-step sign-in was turned off for your account on {at}, in {browser}. Your password is now enough to sign in." }
    subject_recovery_used { sv: "En återställningskod har använts i Revisionsuppföljning", en: "A recovery code was used in Audit follow-up" }
    recovery_used(browser: &str, at: &str) { sv: "Någon loggade in som du med ditt lösenord och en av dina återställningskoder den {at}, i {browser}.", en: "Somebody signed in as you with your password and one of your recovery codes on {at}, in {browser}." }
    subject_recovery_made { sv: "Nya återställningskoder i Revisionsuppföljning", en: "New recovery codes in Audit follow-up" }
    recovery_made(browser: &str, at: &str) { sv: "Nya återställningskoder skapades för ditt konto den {at}, i {browser}. De gamla gäller inte längre.", en: "New recovery codes were made for your account on {at}, in {browser}. The old ones no longer work." }
    subject_sign_on_bound { sv: "Kommunens inloggning är kopplad till ditt konto i Revisionsuppföljning", en: "The municipality’s sign-in is connected to your account in Audit follow-up" }
    sign_on_bound(browser: &str, at: &str) { sv: "Ditt konto kopplades till kommunens inloggning den {at}, i {browser}. Från och med nu går det att logga in som du med den.", en: "Your account was connected to the municipality’s sign-in on {at}, in {browser}. From now on it can be used to sign in as you." }
    subject_sign_on_unbound { sv: "Kopplingen till kommunens inloggning är borttagen i Revisionsuppföljning", en: "The connection to the municipality’s sign-in is removed in Audit follow-up" }
    sign_on_unbound(browser: &str, at: &str) { sv: "Kopplingen mellan ditt konto och kommunens inloggning togs bort den {at}, i {browser}. Du loggar in med ditt lösenord.", en: "The connection between your account and the municipality’s sign-in was removed on {at}, in {browser}. You sign in with your password." }
    not_you_sign_on { sv: "Var det du behöver du inte göra något. Var det inte du: ta bort kopplingen på sidan Kommunens inloggning, välj ett nytt lösenord och säg till administratören genast.", en: "If it was you, there is nothing to do. If it was not you: remove the connection on the page The municipality’s sign-in, choose a new password and tell the administrator at once." }
    open_sign_on { sv: "Kommunens inloggning för ditt konto", en: "The municipality’s sign-in for your account" }
    subject_passkey_added { sv: "En inloggningsnyckel är tillagd i Revisionsuppföljning", en: "A passkey was added in Audit follow-up" }
    passkey_added(browser: &str, at: &str) { sv: "En inloggningsnyckel lades till för ditt konto den {at}, i {browser}. Från och med nu går det att logga in som du med den, utan lösenord.", en: "A passkey was added to your account on {at}, in {browser}. From now on it can be used to sign in as you, without a password." }
    subject_passkey_removed { sv: "En inloggningsnyckel är borttagen i Revisionsuppföljning", en: "A passkey was removed in Audit follow-up" }
    passkey_removed(browser: &str, at: &str) { sv: "En inloggningsnyckel togs bort från ditt konto den {at}, i {browser}. Det går inte längre att logga in med den.", en: "A passkey was removed from your account on {at}, in {browser}. It can no longer be used to sign in." }
    not_you_passkey { sv: "Var det du behöver du inte göra något. Var det inte du: välj ett nytt lösenord med Glömt lösenordet på inloggningssidan, som tar bort alla inloggningsnycklar, och säg till administratören genast.", en: "If it was you, there is nothing to do. If it was not you: choose a new password by Forgotten password on the sign-in page, which removes all passkeys, and tell the administrator at once." }
    open_passkeys { sv: "Inloggningsnycklar för ditt konto", en: "Passkeys of your account" }
    subject_passkey_refused { sv: "En av dina inloggningsnycklar nekades i Revisionsuppföljning", en: "One of your passkeys was refused in Audit follow-up" }
    passkey_refused(browser: &str, at: &str) { sv: "Någon försökte logga in med en av dina inloggningsnycklar den {at}, i {browser}. Den nekades, för nyckeln hade räknat färre inloggningar än förra gången. Det kan betyda att någon har en kopia av den. Ingen kom in.", en: "Somebody tried to sign in with one of your passkeys on {at}, in {browser}. It was refused, because the key had counted fewer sign-ins than last time. That can mean that somebody has a copy of it. Nobody got in." }
    passkey_refused_what { sv: "Ta bort nyckeln på sidan Inloggningsnycklar och lägg till en ny. Var det inte du som försökte: säg till administratören genast.", en: "Remove the key on the page Passkeys and add a new one. If it was not you who tried, tell the administrator at once." }
    not_you_two_step { sv: "Var det du behöver du inte göra något. Var det inte du: välj ett nytt lösenord och säg till administratören genast.", en: "If it was you, there is nothing to do. If it was not you: choose a new password and tell the administrator at once." }
    open_two_step { sv: "Tvåstegsinloggning för ditt konto", en: "Two-step sign-in for your account" }
    subject_code_wrong { sv: "Någon har ditt lösenord till Revisionsuppföljning", en: "Somebody has your password to Audit follow-up" }
    code_wrong(browser: &str, at: &str) { sv: "Någon skrev rätt lösenord och fel kod till ditt konto den {at}, i {browser}. Ingen har kommit in.", en: "Somebody entered the right password and a wrong code for your account on {at}, in {browser}. Nobody got in." }
    not_you_code { sv: "Var det du behöver du inte göra något. Var det inte du: byt lösenord genast och säg till administratören.", en: "If it was you, there is nothing to do. If it was not you: change your password at once and tell the administrator." }
    once_a_day { sv: "Du får högst ett sådant mejl om dagen, också om någon försöker fler gånger.", en: "You get one such mail a day at most, also if somebody tries more often." }
    open_password { sv: "Byt lösenord", en: "Change your password" }
    subject_reset { sv: "Välj ett nytt lösenord i Revisionsuppföljning", en: "Choose a new password in Audit follow-up" }
    reset_asked(browser: &str, at: &str) { sv: "Någon har skrivit att lösenordet till ditt konto är glömt, den {at}, i {browser}.", en: "Somebody wrote that the password of your account is forgotten, on {at}, in {browser}." }
    reset_lasts { sv: "Med länken väljer du ett nytt lösenord. Den gäller en gång, i en halvtimme. Skicka den inte vidare: den som har länken kommer in på ditt konto.", en: "The link lets you choose a new password. It works once, for half an hour. Do not pass it on: whoever has it gets into your account." }
    reset_not_you { sv: "Var det inte du behöver du inte göra något. Lösenordet är det samma tills länken används.", en: "If it was not you, there is nothing to do. The password stays the same until the link is used." }
    subject_invited { sv: "Du är inbjuden till Revisionsuppföljning", en: "You are invited to Audit follow-up" }
    invited(organisation: &str) { sv: "Du har fått ett konto i Revisionsuppföljning i {organisation}. Där skickar revisorerna sina granskningar, och nämnderna svarar.", en: "You have an account in Audit follow-up in {organisation}. There the auditors send their audits, and the boards respond." }
    invited_lasts(until: &str) { sv: "Med länken väljer du ett lösenord och kommer in. Den gäller en gång, till {until}. Skicka den inte vidare: den som har länken kommer in på ditt konto.", en: "The link lets you choose a password and come in. It works once, until {until}. Do not pass it on: whoever has the link gets into your account." }
    invited_address(address: &str) { sv: "Du loggar in med din e-postadress, {address}.", en: "You sign in with your e-mail address, {address}." }
    choose_password { sv: "Välj ditt lösenord", en: "Choose your password" }
    choose_new_password { sv: "Välj ett nytt lösenord", en: "Choose a new password" }
    open_sessions { sv: "Se var du är inloggad", en: "See where you are signed in" }
    browser_on(name: &str, system: &str) { sv: "{name} på {system}", en: "{name} on {system}" }
    some_browser { sv: "en webbläsare som inte säger vad den heter", en: "a browser that does not say what it is called" }
    subject_address { sv: "Din e-postadress i Revisionsuppföljning är ändrad", en: "Your e-mail address in Audit follow-up has been changed" }
    former_link { sv: "Ny engångslänk för kontot som hade din adress", en: "New one-time link for the account that had your address" }
    former_password { sv: "Nytt lösenord för kontot som hade din adress", en: "New password for the account that had your address" }
    former_sign_on { sv: "Ändrad inloggning via kommunen för kontot som hade din adress", en: "Sign-in with the municipality changed for the account that had your address" }
    former_passkey { sv: "Ändrade inloggningsnycklar för kontot som hade din adress", en: "Passkeys changed for the account that had your address" }
    former_two_step { sv: "Ändrad tvåstegsinloggning för kontot som hade din adress", en: "Two-step sign-in changed for the account that had your address" }
    former_done(at: &str) { sv: "Det hände den {at}.", en: "It happened on {at}." }
    former_why { sv: "En administratör har nyligen bytt kontots e-postadress från den här till en annan. I 30 dagar efter bytet får du veta när en engångslänk, ett lösenord, tvåstegsinloggningen, inloggningen via kommunen eller inloggningsnycklarna ändras.", en: "An administrator has recently changed the e-mail address of the account from this one to another. For 30 days after that you are told when a one-time link, a password, two-step sign-in, sign-in with the municipality or the passkeys change." }
    if_not_you { sv: "Har du bytt adress behöver du inte göra något. Känner du inte igen det: säg till revisionen eller en annan administratör genast.", en: "If you have changed your address, there is nothing to do. If you do not recognise this: tell the auditors or another administrator at once." }
    address_changed { sv: "En administratör har bytt din e-postadress i tjänsten. Mejl skickas inte längre hit, och med den här adressen går det inte längre att logga in.", en: "An administrator has changed your e-mail address in the service. Mail is no longer sent here, and this address no longer signs in." }
    open_service { sv: "Öppna tjänsten", en: "Open the service" }

    subject_long_late(n: i64) {
        sv: if n == 1 { "Ett yttrande till revisionen är sent sedan länge".to_owned() } else { format!("{n} yttranden till revisionen är sena sedan länge") },
        en: if n == 1 { "A response to the auditors has long been late".to_owned() } else { format!("{n} responses to the auditors have long been late") }
    }
    long_late(n: i64) {
        sv: if n == 1 { "Ett yttrande har inte kommit till revisionen fast sista dagen är passerad sedan länge:".to_owned() } else { format!("{n} yttranden har inte kommit till revisionen fast sista dagen är passerad sedan länge:") },
        en: if n == 1 { "One response has not come to the auditors although its last day passed long ago:".to_owned() } else { format!("{n} responses have not come to the auditors although their last day passed long ago:") }
    }
    long_late_line(board: &str, response: &str, title: &str, reference: &str, day: &str, days: &str) {
        sv: "{board}: {response} om {title} ({reference}), sista dag {day}, {days}",
        en: "{board}: {response} on {title} ({reference}), last day {day}, {days}"
    }
    long_late_more(n: i64) { sv: format!("och {n} till."), en: format!("and {n} more.") }
    why_to_the_board { sv: "Mejlet går till nämndens gemensamma brevlåda. De som har en roll i nämnden har fått det var för sig och kan logga in.", en: "This mail goes to the board’s shared mailbox. Those who have a role in the board have received it themselves and can sign in." }
    long_late_why { sv: "Fullmäktiges presidium får det här en gång för varje sista dag, enligt kommunens regler för sista dagar. Ni behöver inte svara.", en: "The council’s presidium is told this once for each last day, by the municipality’s rules for last days. There is no need to answer." }
    open_overview { sv: "Se läget för alla nämnder", en: "See how all boards stand" }

    // Where they lead.
    open_receipt { sv: "Öppna kvittot", en: "Open the receipt" }
    open_notices { sv: "Öppna aviseringarna", en: "Open the notices" }
    open_mails { sv: "Öppna utskicken", en: "Open the mail log" }

    // The mail log.
    mails { sv: "Utskick", en: "Mail log" }
    lead { sv: "Mejl som tjänsten har skickat eller ska skicka. Här syns vem och när, inte vad de handlar om.", en: "Mail that the service has sent or will send. You see to whom and when, not what it is about." }
    count(n: i64) { sv: plural(n, "1 mejl", "mejl"), en: plural(n, "1 mail", "mails") }
    none { sv: "Det finns inga mejl att visa.", en: "There are no mails to show." }
    made { sv: "Skrivet", en: "Written" }
    to { sv: "Till", en: "To" }
    what { sv: "Vad", en: "What" }
    state { sv: "Läge", en: "State" }
    settled { sv: "Avgjort", en: "Settled" }
    tries { sv: "Försök", en: "Tries" }
    answer { sv: "Senaste svar", en: "Last answer" }
    notice { sv: "Avisering", en: "Notice" }
    daily { sv: "Samlat mejl", en: "Daily mail" }
    receipt { sv: "Kvitto", en: "Receipt" }
    to_board { sv: "Till en nämnds brevlåda", en: "To a board’s mailbox" }
    presidium { sv: "Till fullmäktiges presidium", en: "To the council’s presidium" }
    account_mail { sv: "Konto", en: "Account" }
    access_mail { sv: "Ändrad behörighet", en: "Changed access" }
    test_mail { sv: "Testmejl", en: "Test mail" }
    waiting { sv: "Väntar", en: "Waiting" }
    again_at(at: &str) { sv: "Nästa försök {at}", en: "Next try {at}" }
    sent { sv: "Skickat", en: "Sent" }
    failed { sv: "Kunde inte skickas", en: "Could not be sent" }
    dropped { sv: "Skickades inte", en: "Not sent" }
    why_answered { sv: "Yttrandet hade kommit.", en: "The response had come." }
    why_closed { sv: "Granskningen var avslutad.", en: "The audit was closed." }
    why_other_date { sv: "Sista dagen hade ändrats.", en: "The last day had been changed." }
    why_overtaken { sv: "En senare påminnelse tog dess plats.", en: "A later reminder took its place." }
    why_not_awaited { sv: "Kompletteringen väntades inte längre.", en: "The supplement was no longer awaited." }
    why_not_hers { sv: "Mottagaren hade inte längre den rollen.", en: "The recipient no longer had that role." }
    why_no_server { sv: "Ingen e-postserver var inställd.", en: "No mail server was set." }
    why_gathered { sv: "Samlades med andra i ett mejl.", en: "Put together with others in one mail." }
    try_again { sv: "Försök igen", en: "Try again" }
    try_again_for(who: &str) { sv: "Försök igen: {who}", en: "Try again: {who}" }
    send_test { sv: "Skicka testmejl till mig", en: "Send a test mail to me" }
    send_test_hint { sv: "Det läggs sist i kön och går inom en halv minut om e-postservern svarar.", en: "It is put last in the queue and goes within half a minute if the mail server answers." }

    // Below.
    questions(contact: &str) { sv: "Frågor: {contact}", en: "Questions: {contact}" }
    settings(address: &str) { sv: "Välj vad du får mejl om: {address}", en: "Choose what you are mailed about: {address}" }
}
