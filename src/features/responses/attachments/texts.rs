//! What is said of attachments.

use crate::platform::texts::plural;

crate::texts! {
    lead { sv: "Bilagorna följer med yttrandet. De låses tillsammans med texten och lämnas in som de är, också med uppgifter som programmet har lagt i filen, till exempel vem som skrev den.", en: "Attachments go along with the response. They are locked together with the text and handed in as they are, also with what the program put into the file, for example who wrote it." }
    locked { sv: "Texten är låst för nämnden, och bilagorna med den. Öppna texten för ändringar om en bilaga ska läggas till eller tas bort.", en: "The text is locked for the board, and its attachments with it. Open the text for changes to add or remove an attachment." }
    decision_on_supplement { sv: "Beslut om kompletteringen (frivilligt)", en: "Decision on the supplement (optional)" }
    change_attachments { sv: "Spara och ändra bilagorna", en: "Save and change the attachments" }
    to_attachments { sv: "Spara och lägg till bilagor", en: "Save and add attachments" }
    of_supplement { sv: "Kompletteringens bilagor", en: "Attachments of the supplement" }
    supplement_lead { sv: "Bilagorna följer med kompletteringen när den skickas in. De lämnas in som de är, också med uppgifter som programmet har lagt i filen, till exempel vem som skrev den.", en: "The attachments go along with the supplement when it is submitted. They are handed in as they are, also with what the program put into the file, for example who wrote it." }
    back_to_supplement { sv: "Tillbaka till kompletteringen", en: "Back to the supplement" }
    about_all_of_supplement { sv: "Hela kompletteringen", en: "The whole supplement" }
    supplement_files_full(most: i64) { sv: "En komplettering kan ha högst {most} bilagor. Ta bort någon, eller slå ihop flera till en PDF.", en: "A supplement can have at most {most} attachments. Remove one, or put several together as one PDF." }
    none { sv: "Inga bilagor", en: "No attachments" }
    count(n: usize) { sv: plural(i64::try_from(n).unwrap_or(i64::MAX), "1 fil", "filer"), en: plural(i64::try_from(n).unwrap_or(i64::MAX), "1 file", "files") }
    attach { sv: "Lägg till en bilaga", en: "Add an attachment" }
    file_label { sv: "Fil", en: "File" }
    file_hint { sv: "Namnet läses av alla, om filen inte är sekretessbelagd.", en: "Its name is read by everybody, unless the file is confidential." }
    about { sv: "Hör till", en: "Belongs to" }
    about_all { sv: "Hela yttrandet", en: "The whole response" }
    secret_label { sv: "Innehåller sekretessbelagda uppgifter. Namnet syns och filen öppnas bara hos revisionen och er nämnd, och varje öppning loggas.", en: "Contains confidential information. Its name is shown to, and the file is opened by, only the auditors and your board, and each opening is logged." }
    ground { sv: "Lagrum för sekretessen", en: "Legal ground of the confidentiality" }
    ground_hint { sv: "Bara för en sekretessbelagd fil, till exempel OSL 25 kap. 1 §. Lagrummet läses av alla, så skriv inget annat.", en: "Only for a confidential file, for example OSL 25 kap. 1 §. The legal ground is read by everybody, so write nothing else." }
    ground_needed { sv: "lagrummet, till exempel OSL 25 kap. 1 §", en: "the legal ground, for example OSL 25 kap. 1 §" }
    ground_without_chapter { sv: "Skriv kapitel och paragraf, till exempel OSL 25 kap. 1 §. Skriv inget om innehållet: lagrummet läses av alla.", en: "Enter chapter and section, for example OSL 25 kap. 1 §. Write nothing of the content: the legal ground is read by everybody." }
    secret_or_not { sv: "Kryssa i att filen är sekretessbelagd, eller ta bort lagrummet.", en: "Tick that the file is confidential, or take the legal ground away." }
    choose_again { sv: "Välj filen igen: webbläsaren behåller den inte.", en: "Choose the file again: the browser does not keep it." }
    there_already(name: &str) { sv: "Filen finns redan bland bilagorna, som ”{name}”.", en: "The file is among the attachments already, as “{name}”." }
    files_full(most: i64) { sv: "Ett yttrande kan ha högst {most} bilagor. Ta bort någon, eller slå ihop flera till en PDF.", en: "A response can have at most {most} attachments. Remove one, or put several together as one PDF." }
    bytes_full(most: &str, left: &str) { sv: "Bilagorna får tillsammans vara högst {most}. Det finns plats för {left} till.", en: "The attachments can be at most {most} together. There is room for {left} more." }
    day_full(most: i64) { sv: "Du har lagt till {most} filer i dag, och fler går inte. Fortsätt i morgon.", en: "You have added {most} files today, and more is not possible. Go on tomorrow." }
    upload { sv: "Lägg till filen", en: "Add the file" }
    remove { sv: "Ta bort", en: "Remove" }
    secret(ground: &str) { sv: "Sekretess: {ground}", en: "Confidential: {ground}" }
    secret_file { sv: "Sekretessbelagd bilaga", en: "Confidential attachment" }
    about_item(code: &str) { sv: "till {code}", en: "for {code}" }
}
