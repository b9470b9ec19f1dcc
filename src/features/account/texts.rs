crate::texts! {
    account { sv: "Ditt konto", en: "Your account" }
    name { sv: "Namn", en: "Name" }
    email { sv: "E-postadress", en: "E-mail address" }
    roles { sv: "Roller", en: "Roles" }
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
}
