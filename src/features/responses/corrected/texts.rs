//! The words of what the auditors have corrected.

crate::texts! {
    corrected(code: &str, day: &str, why: &str) { sv: "Revisionen rättade {code} {day}. Skäl: {why}", en: "The auditors corrected {code} {day}. Reason: {why}" }
    after_lock { sv: "Texten var då låst. Svaret gäller lydelsen före rättelsen. Öppna texten för ändringar om nämnden ska svara på den nya.", en: "The text was locked then. The answer is about the wording before the correction. Open the text for changes if the board is to answer the new one." }
    written_before { sv: "Det ni har skrivit sparades före rättelsen och finns kvar. Läs om det stämmer än.", en: "What you have written was saved before the correction and is kept. Check whether it still holds." }
    corrected_meanwhile { sv: "Revisionen rättade punkten medan du skrev. Det du har skrivit är sparat, men inte markerat som klart. Läs vad som är ändrat, och tryck på Klart igen om svaret stämmer.", en: "The auditors corrected the item while you were writing. What you have written is saved, but not marked as done. Read what has changed, and press Done again if the answer still holds." }
    see_what_differs { sv: "Se vad som är ändrat", en: "See what has changed" }
    what_differs { sv: "Det här har revisionen ändrat", en: "What the auditors have changed" }
    before { sv: "Före", en: "Before" }
    after { sv: "Efter", en: "After" }

    need_not_be_in { sv: "Ska inte lämnas in. Revisionen har återkallat sin begäran.", en: "Is not to be submitted. The auditors have withdrawn their request." }
    status_withdrawn { sv: "Återkallat", en: "Withdrawn" }
    round_withdrawn(day: &str, why: &str) { sv: "Revisionen återkallade sin begäran {day}. Skäl: {why}", en: "The auditors withdrew their request {day}. Reason: {why}" }
    yours_withdrawn(day: &str, why: &str) { sv: "Revisionen återkallade sin begäran {day}. Ni behöver inte svara. Det ni har skrivit finns kvar här för er att läsa och kopiera, men kan inte ändras eller skickas. Skäl: {why}", en: "The auditors withdrew their request {day}. You do not have to answer. What you have written is kept here for you to read and copy, but cannot be changed or submitted. Reason: {why}" }

    verdict_corrected(day: &str, why: &str) { sv: "Omdömet rättades {day}. Skäl: {why}", en: "The verdict was corrected {day}. Reason: {why}" }
    earlier_overall(day: &str) { sv: "Samlat omdöme till {day}", en: "Overall verdict until {day}" }
    earlier_verdicts { sv: "Läs de tidigare omdömena, punkt för punkt", en: "Read the earlier verdicts, item by item" }
    correct_verdict { sv: "Rätta omdömet", en: "Correct the verdict" }
}
