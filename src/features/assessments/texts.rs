crate::texts! {
    verdict { sv: "Omdöme", en: "Verdict" }
    draft_note { sv: "Utkast – syns bara för revisionen.", en: "Draft – visible only to the auditors." }
    published_note(day: &str) { sv: "Publicerat {day}. Omdömet går inte längre att ändra.", en: "Published {day}. The verdict can no longer be changed." }
    arrived(when: &str, late: &str) { sv: "Inkom {when}, {late}", en: "Received {when}, {late}" }
    summary_answer { sv: "Sammanfattande svar", en: "Summary answer" }
    items { sv: "Punkter", en: "Items" }
    progress(done: usize, all: usize) { sv: "{done} av {all} omdömen", en: "{done} of {all} verdicts" }
    no_verdict { sv: "Inget omdöme än", en: "No verdict yet" }
    comment_missing { sv: "Kommentar saknas", en: "Comment missing" }
    judge_next(code: &str) { sv: "Fortsätt med {code}", en: "Continue with {code}" }
    to_publish { sv: "Granska och publicera", en: "Check and publish" }
    diary_number { sv: "Revisionens diarienummer för yttrandet", en: "The auditors’ reference for the response" }
    supplement_came(receipt: &str, when: &str) { sv: "Komplettering, kvitto {receipt}, inkom {when}", en: "Supplement, receipt {receipt}, received {when}" }
    diary_needed { sv: "diarienumret", en: "the reference" }
    save_number { sv: "Spara diarienumret", en: "Save the reference" }
    read_whole { sv: "Läs hela yttrandet", en: "Read the whole response" }

    auditors_text { sv: "Revisionens text", en: "The auditors’ text" }
    comparison { sv: "Det planerade och det redovisade", en: "What was planned and what was reported" }
    answer { sv: "Nämndens svar", en: "The board’s answer" }
    planned_column { sv: "Första yttrandet", en: "First response" }
    reported_column { sv: "Uppföljande yttrandet", en: "Follow-up response" }
    measure { sv: "Åtgärd", en: "Measure" }
    effect { sv: "Effekt", en: "Effect" }
    when { sv: "När", en: "When" }
    responsible { sv: "Ansvarig", en: "Responsible" }
    not_in_first { sv: "Fanns inte i första yttrandet", en: "Not in the first response" }
    days_after(n: i64) { sv: crate::platform::texts::plural(n, "1 dag efter planen", "dagar efter planen"), en: crate::platform::texts::plural(n, "1 day after the plan", "days after the plan") }
    earlier(grade: &str) { sv: "Omdöme om det första svaret: {grade}", en: "Verdict on the first answer: {grade}" }
    our_verdict { sv: "Revisionens omdöme", en: "The auditors’ verdict" }
    grade_needed { sv: "Välj ett omdöme.", en: "Choose a verdict." }
    comment { sv: "Kommentar", en: "Comment" }
    comment_hint { sv: "Visas för nämnden och kommunfullmäktige när omdömet publiceras. Behövs om omdömet är kritiskt.", en: "Shown to the board and the council when the verdict is published. Needed if the verdict is critical." }
    comment_needed { sv: "Skriv varför. Ett kritiskt omdöme behöver en kommentar.", en: "Say why. A critical verdict needs a comment." }
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
    publish_lead(board: &str) { sv: "När du publicerar ser {board}, övriga nämnder och kommunfullmäktige omdömet. Det går inte att ändra efteråt.", en: "When you publish, {board}, the other boards and the council see the verdict. It cannot be changed afterwards." }
    overall { sv: "Samlat omdöme", en: "Overall verdict" }
    optional { sv: "Valfritt", en: "Optional" }
    missing { sv: "Det här saknas innan du kan publicera", en: "This is missing before you can publish" }
    missing_grade(code: &str) { sv: "{code} har inget omdöme.", en: "{code} has no verdict." }
    missing_comment(code: &str) { sv: "{code}: ett kritiskt omdöme behöver en kommentar.", en: "{code}: a critical verdict needs a comment." }
    item { sv: "Punkt", en: "Item" }
    cancel { sv: "Avbryt", en: "Cancel" }
}
