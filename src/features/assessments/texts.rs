use crate::domain::verdict::Grade;
use crate::platform::texts::plural;

crate::texts! {
    verdict { sv: "Omdöme", en: "Verdict" }
    something_missing { sv: "Saknas något i svaret?", en: "Is something missing in the answer?" }
    ask_supplement { sv: "Begär komplettering", en: "Ask for a supplement" }
    draft_note { sv: "Utkast – syns bara för revisionen.", en: "Draft – visible only to the auditors." }
    published_note(day: &str) { sv: "Publicerat {day}. Omdömet ändras bara genom en rättelse som alla ser.", en: "Published {day}. The verdict changes only by a correction that everybody sees." }
    arrived(when: &str, late: &str) { sv: "Inkom {when}, {late}", en: "Received {when}, {late}" }
    summary_answer { sv: "Sammanfattande svar", en: "Summary answer" }
    items { sv: "Punkter", en: "Items" }
    progress(done: usize, all: usize) { sv: "{done} av {all} omdömen", en: "{done} of {all} verdicts" }
    no_verdict { sv: "Inget omdöme än", en: "No verdict yet" }
    comment_missing { sv: "Kommentar saknas", en: "Comment missing" }
    judge_next(code: &str) { sv: "Fortsätt med {code}", en: "Continue with {code}" }
    to_publish { sv: "Granska och publicera", en: "Check and publish" }
    diary_number { sv: "Revisionens diarienummer för yttrandet", en: "The auditors’ reference for the response" }
    secret_file(ground: &str) { sv: "Sekretessbelagd bilaga ({ground})", en: "Confidential attachment ({ground})" }
    about_item(code: &str) { sv: "till {code}", en: "for {code}" }
    has_files(n: usize) { sv: plural(i64::try_from(n).unwrap_or(i64::MAX), "1 bilaga", "bilagor"), en: plural(i64::try_from(n).unwrap_or(i64::MAX), "1 attachment", "attachments") }
    supplement_came(receipt: &str, when: &str) { sv: "Komplettering, kvitto {receipt}, inkom {when}", en: "Supplement, receipt {receipt}, received {when}" }
    diary_needed { sv: "diarienumret", en: "the reference" }
    save_number { sv: "Spara diarienumret", en: "Save the reference" }
    read_whole { sv: "Läs hela yttrandet", en: "Read the whole response" }

    auditors_text { sv: "Revisionens text", en: "The auditors’ text" }
    comparison { sv: "Det planerade och det redovisade", en: "What was planned and what was reported" }
    answer { sv: "Nämndens svar", en: "The board’s answer" }
    evidence { sv: "Bilagor till svaret", en: "Attached to the answer" }
    planned_column { sv: "Första yttrandet", en: "First response" }
    reported_column { sv: "Uppföljande yttrandet", en: "Follow-up response" }
    measure { sv: "Åtgärd", en: "Measure" }
    effect { sv: "Effekt", en: "Effect" }
    when { sv: "När", en: "When" }
    responsible { sv: "Ansvarig", en: "Responsible" }
    not_in_first { sv: "Fanns inte i första yttrandet", en: "Not in the first response" }
    days_after(n: i64) { sv: plural(n, "1 dag efter planen", "dagar efter planen"), en: plural(n, "1 day after the plan", "days after the plan") }
    days_past(n: i64) {
        sv: format!("{} efter planerat datum när svaret kom", plural(n, "1 dag", "dagar")),
        en: format!("{} past the planned date when the answer came", plural(n, "1 day", "days"))
    }
    earlier(grade: &str) { sv: "Omdöme om det första svaret: {grade}", en: "Verdict on the first answer: {grade}" }
    our_verdict { sv: "Revisionens omdöme", en: "The auditors’ verdict" }
    grade_needed { sv: "Välj ett omdöme.", en: "Choose a verdict." }
    comment { sv: "Kommentar", en: "Comment" }
    comment_hint { sv: "Visas för nämnden och fullmäktige när omdömet publiceras. Behövs om omdömet är kritiskt, och om punkten inte längre är aktuell.", en: "Shown to the board and the council when the verdict is published. Needed if the verdict is critical, and if the item is no longer relevant." }
    comment_needed { sv: "Skriv varför. Ett kritiskt omdöme behöver en kommentar.", en: "Say why. A critical verdict needs a comment." }
    why_no_longer { sv: "Skriv varför punkten inte längre är aktuell. Nämnden och fullmäktige läser det.", en: "Say why the item is no longer relevant. The board and the council read it." }
    note { sv: "Intern anteckning", en: "Internal note" }
    note_hint { sv: "Syns bara för revisionen och publiceras aldrig.", en: "Visible only to the auditors and never published." }
    save_next { sv: "Spara och nästa", en: "Save and next" }
    save { sv: "Spara", en: "Save" }
    no_room { sv: "Du har sparat så många versioner av omdömet att det inte finns plats för fler. Inget är sparat nu. Be en kollega i revisionen spara det som ska med.", en: "You have saved so many versions of the verdict that there is no room for more. Nothing has been saved now. Ask a colleague among the auditors to save what should go in." }
    conflict { sv: "Någon annan har sparat medan du skrev. Läs igenom och spara igen för att låta din text gälla.", en: "Somebody else saved while you were writing. Read through and save again to let your text stand." }
    previous { sv: "Föregående", en: "Previous" }
    next { sv: "Nästa", en: "Next" }
    place(n: usize, all: usize) { sv: "{n} av {all}", en: "{n} of {all}" }

    publish { sv: "Publicera omdömet", en: "Publish the verdict" }
    publish_lead(board: &str) { sv: "När du publicerar ser {board}, övriga nämnder och fullmäktige omdömet. Efteråt ändras det bara genom en rättelse som alla ser.", en: "When you publish, {board}, the other boards and the council see the verdict. Afterwards it changes only by a correction that everybody sees." }
    left { sv: "Det här är inte löst, och ingen ny titt är planerad", en: "This is not solved, and no further look is planned" }
    left_lead { sv: "När omdömet är publicerat står punkterna under Kvar att bestämma på er startsida, tills ni har skrivit en dag för nästa titt eller varför ni inte går vidare. Ni kan också fråga nämnden en gång till.", en: "Once the verdict is published, these items stand under Left to decide on your start page, until you have entered a day for the next look or why you do not go on. You can also ask the board once more." }
    ask_again { sv: "Öppna en ny omgång", en: "Open a further round" }
    overall { sv: "Samlat omdöme", en: "Overall verdict" }
    optional { sv: "Valfritt", en: "Optional" }
    missing { sv: "Det här saknas innan du kan publicera", en: "This is missing before you can publish" }
    missing_grade(code: &str) { sv: "{code} har inget omdöme.", en: "{code} has no verdict." }
    missing_comment(code: &str) { sv: "{code}: omdömet behöver en kommentar.", en: "{code}: the verdict needs a comment." }
    item { sv: "Punkt", en: "Item" }
    cancel { sv: "Avbryt", en: "Cancel" }

    correct_verdict(code: &str) { sv: "Rätta omdömet om {code}", en: "Correct the verdict on {code}" }
    correction_lead { sv: "Rättelsen publiceras som ett nytt omdöme. Nämnden får veta det. Det som var publicerat förut går att läsa även efteråt, med skälet till rättelsen.", en: "The correction is published as a new verdict. The board is told. What was published before can still be read, with the reason for the correction." }
    published_now { sv: "Publicerat nu", en: "Published now" }
    right_verdict { sv: "Rätt omdöme", en: "The right verdict" }
    correction_reason { sv: "Skäl till rättelsen", en: "Reason for the correction" }
    correction_hint { sv: "Visas för nämnden, fullmäktige och alla andra som läser omdömet.", en: "Shown to the board, the council and everybody else who reads the verdict." }
    reason_needed { sv: "varför", en: "why" }
    publish_correction { sv: "Publicera rättelsen", en: "Publish the correction" }
    verdict_is_same { sv: "Det är samma omdöme som nu. Ändra omdömet, kommentaren eller det samlade omdömet.", en: "This is the same verdict as now. Change the verdict, the comment or the overall verdict." }
    corrected_meanwhile { sv: "Någon annan har rättat omdömet medan du skrev. Läs vad som är publicerat nu. Sparar du igen gäller det du har skrivit.", en: "Somebody else corrected the verdict while you were writing. Read what is published now. If you save again, what you have written applies." }
}

impl Texts {
    /// Why a verdict needs a comment.
    pub(super) fn why_comment(self, grade: Option<Grade>) -> &'static str {
        if grade == Some(Grade::NoLongerRelevant) { self.why_no_longer() } else { self.comment_needed() }
    }
}
