//! What is said where work is divided.

crate::texts! {
    share { sv: "Fördela arbetet", en: "Divide the work" }
    lead { sv: "Välj vem som ska skriva vad. Den som får något tilldelat får en avisering och ser det på sin startsida. Alla i nämndens arbetsgrupp kan skriva i alla delar ändå.", en: "Choose who is to write what. Whoever is assigned something gets a notice and sees it on her start page. Everybody who works for the board can still write in every part." }
    nobody { sv: "Ingen särskild", en: "Nobody in particular" }
    works_elsewhere(name: &str) { sv: "{name} (arbetar inte längre för nämnden)", en: "{name} (no longer works for the board)" }
    save { sv: "Spara fördelningen", en: "Save" }
    yours { sv: "Tilldelat dig", en: "Assigned to you" }
    of_another(name: &str) { sv: "Tilldelat {name}", en: "Assigned to {name}" }
}
