crate::texts! {
    account { sv: "Ditt konto", en: "Your account" }
    name { sv: "Namn", en: "Name" }
    email { sv: "E-postadress", en: "E-mail address" }
    roles { sv: "Roller", en: "Roles" }
    role_until(role: &str, day: &str) { sv: "{role}, till och med {day}", en: "{role}, up to and including {day}" }
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
