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
    save { sv: "Spara", en: "Save" }
}
