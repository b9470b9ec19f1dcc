crate::texts! {
    account { sv: "Ditt konto", en: "Your account" }
    name { sv: "Namn", en: "Name" }
    email { sv: "E-postadress", en: "E-mail address" }
    roles { sv: "Roller", en: "Roles" }
    role_until(role: &str, day: &str) { sv: "{role}, till och med {day}", en: "{role}, up to and including {day}" }
    request_access { sv: "Begär åtkomst", en: "Request access" }
    no_roles { sv: "Inga roller i dag. Kontakta den som administrerar tjänsten.", en: "No roles today. Contact the administrator of the service." }
    notices { sv: "Så vill du få veta", en: "How you want to be told" }
    change_password { sv: "Byt lösenord", en: "Change password" }
    current { sv: "Nuvarande lösenord", en: "Current password" }
    new { sv: "Nytt lösenord", en: "New password" }
    again { sv: "Det nya lösenordet en gång till", en: "The new password once more" }
    hint { sv: "Minst 15 tecken. Gärna fyra eller fem ord i rad.", en: "At least 15 characters. Four or five words in a row are good." }
    ends_others { sv: "Du loggas ut på alla andra enheter.", en: "You are signed out on all other devices." }
    wrong { sv: "Det nuvarande lösenordet stämmer inte.", en: "The current password is not correct." }
    save { sv: "Byt lösenord", en: "Change password" }
    two_step { sv: "Tvåstegsinloggning", en: "Two-step sign-in" }
    two_step_lead { sv: "Med tvåstegsinloggning räcker det inte att kunna ditt lösenord för att logga in som du. Det behövs också en kod, som en app i din telefon visar.", en: "With two-step sign-in, knowing your password is not enough to sign in as you. It also takes a code, which an app on your phone shows." }
    two_step_not_offered { sv: "Tjänsten erbjuder inte tvåstegsinloggning. Den som driver tjänsten behöver ställa in en nyckel för det först.", en: "The service does not offer two-step sign-in. Whoever runs it has to set a key for it first." }
    two_step_since(at: &str) { sv: "På sedan den {at}.", en: "On since {at}." }
    codes_left(n: i64) { sv: match n { 0 => "Du har inga återställningskoder kvar. Skapa nya.".to_owned(), 1 => "Du har 1 återställningskod kvar. Skapa nya innan den är slut.".to_owned(), n => format!("Du har {n} återställningskoder kvar.") }, en: match n { 0 => "You have no recovery codes left. Make new ones.".to_owned(), 1 => "You have 1 recovery code left. Make new ones before it is used.".to_owned(), n => format!("You have {n} recovery codes left.") } }
    codes_unseen { sv: "Såg du aldrig koderna, eller har du tappat bort dem? Skapa nya.", en: "Never saw the codes, or lost them? Make new ones." }
    issuer { sv: "Revisionsuppföljning", en: "Audit follow-up" }
    issuer_of(organisation: &str) { sv: "Revisionsuppföljning, {organisation}", en: "Audit follow-up, {organisation}" }
    step_app { sv: "Öppna en app för inloggningskoder i din telefon, till exempel den som din kommun använder, och lägg till ett konto.", en: "Open an app for sign-in codes on your phone, for example the one that your municipality uses, and add an account." }
    step_picture { sv: "Läs av bilden med appen, eller skriv in nyckeln under den.", en: "Read the picture with the app, or type in the key below it." }
    step_code { sv: "Skriv ditt lösenord och koden som appen visar nu.", en: "Enter your password and the code that the app shows now." }
    picture_of { sv: "Bild som appen läser av. Samma nyckel står som text här intill.", en: "A picture that the app reads. The same key stands as text beside it." }
    key_as_text { sv: "Nyckel", en: "Key" }
    code { sv: "Kod", en: "Code" }
    code_hint { sv: "Sex siffror", en: "Six figures" }
    any_code_hint { sv: "Sex siffror från appen, eller en av dina återställningskoder", en: "Six figures from the app, or one of your recovery codes" }
    code_wrong { sv: "Koden stämmer inte. Vänta tills appen visar nästa kod och skriv den. Kontrollera att telefonens klocka går rätt.", en: "The code is not correct. Wait until the app shows the next one and enter that. Check that the clock of the phone is right." }
    code_unreadable { sv: "Tjänsten kan inte kontrollera koder från appen just nu. Använd en av dina återställningskoder, eller kontakta den som administrerar tjänsten.", en: "The service cannot check codes from the app just now. Use one of your recovery codes, or contact the administrator of the service." }
    offer_is_old { sv: "Bilden var för gammal, så här är en ny. Ta bort kontot i appen och lägg till det igen med den här.", en: "The picture was too old, so here is a new one. Remove the account in the app and add it again with this one." }
    turn_on { sv: "Slå på tvåstegsinloggning", en: "Turn on two-step sign-in" }
    turn_off { sv: "Stäng av tvåstegsinloggning", en: "Turn off two-step sign-in" }
    turn_off_lead { sv: "Sedan räcker lösenordet för att logga in som du. Krävs ett andra steg av din roll kommer du bara åt ditt konto tills du har lagt till ett nytt. Byter du telefon: stäng av, och slå på igen med den nya.", en: "After that your password is enough to sign in as you. Where your role demands a second step, only your account is open to you until you have added another one. Changing your phone? Turn it off, and on again with the new one." }
    new_codes { sv: "Nya återställningskoder", en: "New recovery codes" }
    new_codes_lead { sv: "Du får tio nya koder. De gamla slutar gälla.", en: "You get ten new codes. The old ones stop working." }
    make_codes { sv: "Skapa nya koder", en: "Make new codes" }
    recovery_codes { sv: "Dina återställningskoder", en: "Your recovery codes" }
    codes_once { sv: "Tvåstegsinloggningen är på. Spara koderna nu: de visas bara den här gången.", en: "Two-step sign-in is on. Save the codes now: they are shown only this once." }
    codes_how { sv: "Har du inte telefonen när du ska logga in skriver du en av koderna i stället. Varje kod gäller en gång. Skriv ut dem eller lägg dem där du har dina andra lösenord, inte i telefonen.", en: "When you sign in without your phone, enter one of the codes instead. Each works once. Print them or keep them where you keep your other passwords, not on the phone." }
    codes_saved { sv: "Jag har sparat koderna", en: "I have saved the codes" }
    sign_on { sv: "Kommunens inloggning", en: "The municipality’s sign-in" }
    sign_on_lead(name: &str) { sv: format!("Koppla ditt konto här till {}, så kan du logga in på samma sätt som i kommunens andra tjänster. Lösenordet här finns kvar.", name.or("kommunens inloggning")), en: format!("Connect your account here to {}, and you can sign in as you do to the municipality’s other services. The password here remains.", name.or("the municipality’s sign-in")) }
    sign_on_first(name: &str) { sv: format!("Först loggar du in hos {}. Sedan skriver du ditt lösenord här.", name.or("kommunen")), en: format!("First you sign in with {}. Then you enter your password here.", name.or("the municipality")) }
    go_there(name: &str) { sv: format!("Logga in med {}", name.or("kommunen")), en: format!("Sign in with {}", name.or("the municipality")) }
    shown(name: &str) { sv: format!("Du har loggat in hos {}.", name.or("kommunen")), en: format!("You have signed in with {}.", name.or("the municipality")) }
    shown_as(name: &str, called: &str) { sv: format!("Du har loggat in hos {} som {called}.", name.or("kommunen")), en: format!("You have signed in with {} as {called}.", name.or("the municipality")) }
    bind_lead { sv: "Är det du? Skriv ditt lösenord här, så kopplas den inloggningen till ditt konto.", en: "Is that you? Enter your password here, and that sign-in is connected to your account." }
    mail_follows { sv: "Du får ett mejl om det.", en: "You get a mail about it." }
    bind { sv: "Koppla till mitt konto", en: "Connect to my account" }
    bound_since(at: &str) { sv: "Kopplad till ditt konto sedan den {at}.", en: "Connected to your account since {at}." }
    unbind_lead { sv: "Vill du inte logga in så längre? Skriv ditt lösenord och ta bort kopplingen. Sedan loggar du in med lösenordet.", en: "No longer want to sign in that way? Enter your password and remove the connection. After that you sign in with your password." }
    unbind { sv: "Ta bort kopplingen", en: "Remove the connection" }
    sign_on_of_another { sv: "Den inloggningen hör redan till ett annat konto här. Kontakta den som administrerar tjänsten.", en: "That sign-in belongs to another account here already. Contact the administrator of the service." }
    sign_on_not_offered { sv: "Tjänsten är inte ansluten till kommunens inloggning.", en: "The service is not connected to the municipality’s sign-in." }
    passkeys { sv: "Inloggningsnycklar", en: "Passkeys" }
    passkeys_lead { sv: "Med en inloggningsnyckel (passkey) loggar du in utan lösenord och kod. Nyckeln ligger i din telefon eller dator, och du låser upp den där, med fingret, ansiktet eller enhetens kod. Den fungerar bara här, så ingen falsk sida kan lura den av dig. Lösenordet finns kvar.", en: "With a passkey you sign in without password and code. It lies on your phone or computer, and you unlock it there, with your finger, your face or the device’s own code. It works only here, so no false page can trick you out of it. Your password remains." }
    no_passkeys { sv: "Du har ingen inloggningsnyckel.", en: "You have no passkey." }
    passkey_times(added: &str, used: &str) { sv: "Tillagd {added}, senast använd {used}", en: "Added {added}, last used {used}" }
    passkey_unused(added: &str) { sv: "Tillagd {added}, inte använd än", en: "Added {added}, not used yet" }
    remove { sv: "Ta bort", en: "Remove" }
    add_passkey { sv: "Lägg till en nyckel", en: "Add a passkey" }
    add_passkey_lead { sv: "Din telefon eller dator frågar om den ska skapa nyckeln. Sedan ger du den ett namn och skriver ditt lösenord.", en: "Your phone or computer asks whether to make the passkey. Then you name it and enter your password." }
    passkeys_need_script { sv: "För att lägga till en nyckel behövs en webbläsare som kan skapa den, med JavaScript påslaget.", en: "To add a passkey you need a browser that can make one, with JavaScript turned on." }
    passkeys_not_offered { sv: "Inloggningsnycklar går inte att använda här. Tjänsten behöver ha en egen adress med HTTPS.", en: "Passkeys cannot be used here. The service needs an address of its own with HTTPS." }
    passkeys_are_many(n: usize) { sv: format!("Du kan ha högst {n} nycklar. Ta bort en för att lägga till en ny."), en: format!("You can have {n} passkeys at most. Remove one to add another.") }
    passkey_failed { sv: "Ingen nyckel skapades. Försök igen.", en: "No passkey was made. Try again." }
    passkey_already { sv: "Den här telefonen eller datorn har redan en nyckel för ditt konto.", en: "This phone or computer has a passkey for your account already." }
    passkey_not_made { sv: "Nyckeln gick inte att ta emot. Försök igen.", en: "The passkey could not be taken in. Try again." }
    passkey_made { sv: "Spara din nya nyckel", en: "Save your new passkey" }
    passkey_made_lead { sv: "Nyckeln är skapad i din telefon eller dator. Ge den ett namn och skriv ditt lösenord, så kan du logga in med den.", en: "The passkey is made on your phone or computer. Name it and enter your password, and you can sign in with it." }
    passkey_name { sv: "Namn på nyckeln", en: "Name of the passkey" }
    passkey_name_hint { sv: "Till exempel Min telefon. Namnet ser bara du.", en: "For example My phone. Only you see the name." }
    passkey_name_needed { sv: "ett namn på nyckeln", en: "a name of the passkey" }
    save_passkey { sv: "Spara nyckeln", en: "Save the passkey" }
    remove_passkey { sv: "Ta bort nyckeln", en: "Remove the passkey" }
    remove_passkey_lead { sv: "Sedan går det inte längre att logga in med den. Har du tappat telefonen eller datorn, eller känner du inte igen nyckeln? Ta bort den genast.", en: "After that it can no longer be used to sign in. Lost the phone or computer, or do you not recognise the passkey? Remove it at once." }
    sessions { sv: "Dina inloggningar", en: "Where you are signed in" }
    sessions_lead { sv: "Här är du inloggad just nu. Känner du inte igen en inloggning: avsluta den och byt lösenord.", en: "This is where you are signed in right now. If you do not recognise one of these, end it and change your password." }
    here { sv: "Den här webbläsaren", en: "This browser" }
    browser_on(name: &str, system: &str) { sv: "{name} på {system}", en: "{name} on {system}" }
    unknown_browser { sv: "Okänd webbläsare", en: "Unknown browser" }
    times(begun: &str, seen: &str) { sv: "Inloggad {begun}, senast använd {seen}", en: "Signed in {begun}, last used {seen}" }
    times_from(begun: &str, seen: &str, network: &str) { sv: "Inloggad {begun}, senast använd {seen}, från nätet {network}", en: "Signed in {begun}, last used {seen}, from the network {network}" }
    end { sv: "Avsluta", en: "End" }
    everywhere { sv: "Logga ut överallt", en: "Sign out everywhere" }
    everywhere_hint { sv: "Du loggas ut här och i alla andra webbläsare. Ingen av dem känns igen nästa gång.", en: "You are signed out here and in all other browsers. None of them will be recognised next time." }
}
