crate::texts! {
    organisation { sv: "Organisation", en: "Organisation" }
    name { sv: "Organisationens namn", en: "Name of the organisation" }
    name_needed { sv: "organisationens namn", en: "the name of the organisation" }
    auditors { sv: "Revisorsorganets namn", en: "Name of the auditors’ body" }
    auditors_hint { sv: "Så som det ska stå i yttrandena, till exempel Revisorskollegiet", en: "As it is to stand in the responses, for example the Board of Auditors" }
    auditors_needed { sv: "revisorsorganets namn", en: "the name of the auditors’ body" }
    contact { sv: "Kontakt", en: "Contact" }
    contact_hint { sv: "Vem användarna ska höra av sig till: namn, e-post, telefon. Visas på inloggningssidan och i hjälpen.", en: "Whom users should contact: name, e-mail, telephone. Shown on the sign-in page and in the help." }
    save { sv: "Spara", en: "Save" }
}
