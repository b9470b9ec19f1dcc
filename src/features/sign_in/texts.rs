crate::texts! {
    link_waits { sv: "Länken går inte att använda än. En andra administratör ska godkänna den först. Öppna den igen när du har fått veta att den är godkänd.", en: "The link cannot be used yet. A second administrator has to approve it first. Open it again when you have been told that it is approved." }
    link_opens_at(at: &str) { sv: "Länken går att använda från den {at}. Den som har en roll får vänta ett dygn på en ny länk, så att ingen annan kan ta över kontot obemärkt. Har du inte bett om länken? Kontakta revisionen eller den som administrerar tjänsten innan dess.", en: "The link can be used from {at}. Whoever has a role waits a day for a new link, so that nobody else can take over the account unnoticed. You did not ask for it? Contact the auditors or the administrator of the service before then." }
    sign_in { sv: "Logga in", en: "Sign in" }
    sign_out { sv: "Logga ut", en: "Sign out" }
    email { sv: "E-postadress", en: "E-mail address" }
    password { sv: "Lösenord", en: "Password" }
    enter_code { sv: "Ange koden", en: "Enter the code" }
    code_lead { sv: "Ditt konto har tvåstegsinloggning. Öppna appen i din telefon och skriv koden som den visar för den här tjänsten.", en: "Your account has two-step sign-in. Open the app on your phone and enter the code that it shows for this service." }
    code { sv: "Kod", en: "Code" }
    code_hint { sv: "Sex siffror från appen, eller en av dina återställningskoder", en: "Six figures from the app, or one of your recovery codes" }
    code_wrong { sv: "Koden stämmer inte. Vänta tills appen visar nästa kod och skriv den. En kod gäller en gång.", en: "The code is not correct. Wait until the app shows the next one and enter that. A code works once." }
    code_unreadable { sv: "Tjänsten kan inte kontrollera koder från appen just nu. Använd en av dina återställningskoder, eller kontakta den som administrerar tjänsten.", en: "The service cannot check codes from the app just now. Use one of your recovery codes, or contact the administrator of the service." }
    code_lost(contact: &str) { sv: "Har du varken telefonen eller någon återställningskod? Kontakta {contact}. Du kan få en ny engångslänk, och två administratörer måste vara överens om den.", en: "Neither the phone nor a recovery code? Contact {contact}. You can get a new one-time link, which two administrators have to agree on." }
    code_lost_plain { sv: "Har du varken telefonen eller någon återställningskod? Be den som administrerar tjänsten om en ny engångslänk. Två administratörer måste vara överens om den.", en: "Neither the phone nor a recovery code? Ask the administrator of the service for a new one-time link, which two administrators have to agree on." }
    ends_two_step { sv: "Tvåstegsinloggningen stängs av när du använder länken. Slå på den igen under Ditt konto.", en: "Two-step sign-in is turned off when you use the link. Turn it on again at Your account." }
    code_follows { sv: "Sedan loggar du in med det nya lösenordet och en kod, som vanligt.", en: "Then you sign in with the new password and a code, as usual." }
    wrong { sv: "E-postadressen eller lösenordet stämmer inte.", en: "The e-mail address or password is not correct." }
    no_account(contact: &str) { sv: "Saknar du konto? Kontakta {contact}.", en: "No account? Contact {contact}." }
    no_account_plain { sv: "Saknar du konto? Be den som administrerar tjänsten om ett.", en: "No account? Ask the administrator of the service for one." }
    no_link(contact: &str) { sv: "Saknar du konto eller har glömt lösenordet? Kontakta {contact}.", en: "No account, or forgotten your password? Contact {contact}." }
    no_link_plain { sv: "Saknar du konto eller har glömt lösenordet? Be den som administrerar tjänsten om en länk.", en: "No account, or forgotten your password? Ask the administrator of the service for a link." }
    sign_on(name: &str) { sv: format!("Logga in med {}", name.or("kommunens inloggning")), en: format!("Sign in with {}", name.or("the municipality’s sign-in")) }
    by_password { sv: "Eller med lösenord", en: "Or with a password" }
    not_bound { sv: "Kommunens inloggning är inte kopplad", en: "The municipality’s sign-in is not connected" }
    password_works { sv: "Det går också att logga in med e-postadress och lösenord.", en: "You can also sign in with e-mail address and password." }
    not_signed_on { sv: "Du är inte inloggad", en: "You are not signed in" }
    provider_away(name: &str) { sv: format!("{} svarar inte just nu. Försök igen om en stund.", name.or("Kommunens inloggning")), en: format!("{} does not answer just now. Try again in a moment.", name.or("The municipality’s sign-in")) }
    provider_denied(name: &str) { sv: format!("Inloggningen med {} avbröts, eller så får ditt konto där inte användas här.", name.or("kommunens inloggning")), en: format!("Signing in with {} was cancelled, or your account there may not be used here.", name.or("the municipality’s sign-in")) }
    not_begun { sv: "Inloggningen gäller inte längre. Den har redan använts, tog för lång tid eller började i en annan webbläsare. Börja om här.", en: "This sign-in is not valid any more. It has been used, took too long or began in another browser. Begin again here." }
    disbelieved(name: &str) { sv: format!("Svaret från {} gick inte att lita på. Börja om. Händer det igen: säg till den som driver tjänsten.", name.or("kommunens inloggning")), en: format!("The answer of {} could not be trusted. Begin again. If it happens again, tell whoever runs the service.", name.or("the municipality’s sign-in")) }
    unbound(name: &str) { sv: format!("Du är inloggad hos {}, men det kontot är inte kopplat till något konto här. Logga in med e-postadress och lösenord och koppla det på sidan Ditt konto. Saknar du konto? Be den som administrerar tjänsten om ett.", name.or("kommunen")), en: format!("You are signed in with {}, but that account is not connected to any account here. Sign in with e-mail address and password, and connect it on the page Your account. No account? Ask the administrator of the service for one.", name.or("the municipality")) }
    to_sign_in { sv: "Till inloggningen", en: "To the sign-in page" }
    to_own_sign_on { sv: "Till Kommunens inloggning för ditt konto", en: "To the municipality’s sign-in for your account" }
    by_passkey { sv: "Logga in med nyckel", en: "Sign in with a passkey" }
    passkey_hint { sv: "För dig som har lagt till en inloggningsnyckel i din telefon eller dator, under Ditt konto.", en: "If you have added a passkey on your phone or computer, at Your account." }
    passkey_wrong { sv: "Det gick inte att logga in med nyckeln. Försök igen, eller logga in med e-postadress och lösenord.", en: "The passkey could not be used to sign in. Try again, or sign in with e-mail address and password." }
    passkey_failed { sv: "Ingen nyckel användes. Försök igen, eller logga in med e-postadress och lösenord.", en: "No passkey was used. Try again, or sign in with e-mail address and password." }
    passkey_offline { sv: "Tjänsten svarar inte. Försök igen om en stund.", en: "The service does not answer. Try again in a moment." }
    ends_passkeys { sv: "Dina inloggningsnycklar tas bort när du använder länken. Lägg till dem igen under Ditt konto.", en: "Your passkeys are removed when you use the link. Add them again at Your account." }
    ends_sign_on { sv: "Kopplingen till kommunens inloggning tas bort när du använder länken. Koppla den igen under Ditt konto.", en: "The connection to the municipality’s sign-in is removed when you use the link. Connect it again at Your account." }
    request_access { sv: "Begär åtkomst till en nämnds arbete", en: "Request access to the work of a board" }
    have_forgotten { sv: "Har du glömt lösenordet?", en: "Forgotten your password?" }
    forgotten { sv: "Glömt lösenordet", en: "Forgotten password" }
    forgotten_lead { sv: "Skriv adressen som du loggar in med. Vi mejlar en länk dit, och med den väljer du ett nytt lösenord. Länken gäller en gång, i en halvtimme.", en: "Enter the address that you sign in with. We mail a link there, by which you choose a new password. The link works once, for half an hour." }
    send_link { sv: "Mejla en länk", en: "Mail a link" }
    no_mail(contact: &str) { sv: "Kommer inget mejl? Titta i skräpposten. Du kan få tre länkar i timmen. Har din adress ändrats i tjänsten, eller har du aldrig loggat in, behövs en länk från administratören. Kontakta {contact}.", en: "No mail? Look in your spam folder. You can get three links an hour. If your address has been changed in the service, or you have never signed in, you need a link from the administrator. Contact {contact}." }
    no_mail_plain { sv: "Kommer inget mejl? Titta i skräpposten. Du kan få tre länkar i timmen. Har din adress ändrats i tjänsten, eller har du aldrig loggat in, behövs en länk från den som administrerar tjänsten.", en: "No mail? Look in your spam folder. You can get three links an hour. If your address has been changed in the service, or you have never signed in, you need a link from the administrator of the service." }
    choose { sv: "Välj lösenord", en: "Choose a password" }
    choose_for(name: &str, email: &str) { sv: "Du är inbjuden som {name} ({email}). Välj ett lösenord för att komma igång.", en: "You are invited as {name} ({email}). Choose a password to get started." }
    choose_again_for(name: &str, email: &str) { sv: "Välj ett nytt lösenord för {name} ({email}). Du loggas ut överallt där du är inloggad.", en: "Choose a new password for {name} ({email}). You are signed out wherever you are signed in." }
    password_hint { sv: "Minst 15 tecken. Gärna fyra eller fem ord i rad.", en: "At least 15 characters. Four or five words in a row are good." }
    again { sv: "Lösenordet en gång till", en: "The password once more" }
    save_and_sign_in { sv: "Spara och logga in", en: "Save and sign in" }
    start { sv: "Kom igång", en: "Get started" }
    start_lead { sv: "Tjänsten är ny och tom. Skriv vem som ska administrera den och vad organisationen heter. Länken gäller en gång.", en: "The service is new and empty. Enter who will administer it and what the organisation is called. The link works once." }
    name { sv: "Ditt namn", en: "Your name" }
    name_needed { sv: "ditt namn", en: "your name" }
    email_needed { sv: "Skriv en e-postadress, till exempel namn@kommun.se.", en: "Enter an e-mail address, for example name@municipality.se." }
    organisation { sv: "Organisationens namn", en: "Name of the organisation" }
    organisation_hint { sv: "Till exempel Strandköpings kommun", en: "For example the City of Strandköping" }
    organisation_needed { sv: "organisationens namn", en: "the name of the organisation" }
    auditors { sv: "Revisorsorganets namn", en: "Name of the auditors’ body" }
    auditors_hint { sv: "Till exempel Revisorskollegiet eller Kommunens revisorer", en: "For example the Board of Auditors" }
    auditors_needed { sv: "revisorsorganets namn", en: "the name of the auditors’ body" }
}
