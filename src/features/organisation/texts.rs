use crate::platform::texts::plural;

crate::texts! {
    organisation { sv: "Organisation", en: "Organisation" }
    name { sv: "Organisationens namn", en: "Name of the organisation" }
    name_needed { sv: "organisationens namn", en: "the name of the organisation" }
    auditors { sv: "Revisorsorganets namn", en: "Name of the auditors’ body" }
    auditors_hint { sv: "Så som det ska stå i yttrandena, till exempel Revisorskollegiet", en: "As it is to stand in the responses, for example the Board of Auditors" }
    auditors_needed { sv: "revisorsorganets namn", en: "the name of the auditors’ body" }
    contact { sv: "Kontakt", en: "Contact" }
    contact_hint { sv: "Vem användarna ska höra av sig till: namn, e-post, telefon. Visas på inloggningssidan och i hjälpen.", en: "Whom users should contact: name, e-mail, telephone. Shown on the sign-in page and in the help." }
    verdict_word { sv: "Vad revisionen säger om ett svar", en: "What the auditors say of an answer" }
    verdict_word_hint { sv: "Ordet står så i hela tjänsten, i mejl och i filer, på svenska och engelska. Det som redan är skrivet och skickat ändras inte.", en: "The word stands like this in the whole service, in mails and in files, in Swedish and English. What has been written and sent does not change." }
    verdict_example { sv: "Omdöme: revisionen lämnar ett omdöme, och omdömet publiceras", en: "Verdict: the auditors give a verdict, and the verdict is published" }
    verdict_needed { sv: "Välj hur det heter hos er.", en: "Choose what it is called." }
    second_step { sv: "Andra steg vid inloggning", en: "Second step of signing in" }
    second_step_lead { sv: "Här bestämmer du för vilka roller det inte räcker med lösenord, och från vilken dag. Ett andra steg är en kod från telefonen, en inloggningsnyckel eller kommunens inloggning. Lämna dagen tom för de roller som inte behöver något andra steg.", en: "Here you decide for which roles a password is not enough, and from which day. A second step is a code from the telephone, a passkey or the municipality’s sign-in. Leave the day empty for roles that need no second step." }
    second_step_means { sv: "De som har en sådan roll och bara har loggat in med lösenord läser på varje sida från vilken dag det gäller. Från den dagen kommer de bara åt sitt konto, där de lägger till ett andra steg, och hjälpen. Det gäller dig också.", en: "Those who have such a role and have signed in with a password only read on every page from which day it applies. From that day only their account, where they add a second step, and the help are open to them. That includes you." }
    none_offered { sv: "Just nu kan ingen lägga till ett andra steg, så det går inte att kräva. Be den som driver tjänsten att ställa in en nyckel för koder från telefonen, en adress med HTTPS för inloggningsnycklar eller kommunens inloggning.", en: "Nobody can add a second step right now, so it cannot be demanded. Ask whoever runs the service to set a key for codes from the telephone, an HTTPS address for passkeys or the municipality’s sign-in." }
    not_before_tomorrow { sv: "Välj tidigast i morgon, så att alla hinner lägga till ett andra steg.", en: "Choose tomorrow at the earliest, so that everybody has time to add a second step." }
    lacking(people: i64, lacking: i64) { sv: format!("{} har rollen. {}", plural(people, "1 person", "personer"), match lacking { 0 => "Ingen saknar ett andra steg.".to_owned(), n => format!("{n} saknar ett andra steg.") }), en: format!("{} the role. {}", if people == 1 { "1 person has".to_owned() } else { format!("{people} people have") }, match lacking { 0 => "None lacks a second step.".to_owned(), 1 => "1 lacks a second step.".to_owned(), n => format!("{n} lack a second step.") }) }
    save { sv: "Spara", en: "Save" }
}
