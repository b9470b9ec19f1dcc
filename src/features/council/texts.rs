//! The words of what the council did.

crate::texts! {
    enter { sv: "Skriv in fullmäktiges behandling", en: "Record what the council did" }
    enter_lead { sv: "När fullmäktige har tagit upp granskningen står det här, på granskningens sida och i översikten. Alla som får läsa granskningen läser det.", en: "When the council has taken up the audit it stands here, on the page of the audit and in the overview. Everybody who may read the audit reads it." }
    correct { sv: "Rätta fullmäktiges behandling", en: "Correct what the council did" }
    correct_lead { sv: "Rättelsen får ett skäl, och det som stod förut går att läsa.", en: "The correction has a reason, and what stood there before can be read." }
    held_on { sv: "Sammanträdets datum", en: "Date of the meeting" }
    held_on_hint { sv: "Till exempel 2025-04-24", en: "For example 2025-04-24" }
    held_on_ahead { sv: "Sammanträdet kan inte ligga i framtiden.", en: "The meeting cannot lie in the future." }
    held_on_before(day: &str) { sv: "Sammanträdet kan inte vara före granskningen, som är från {day}. Se efter att året stämmer.", en: "The meeting cannot be before the audit, which is of {day}. See whether the year is right." }
    section { sv: "Paragraf", en: "Section (§)" }
    section_hint { sv: "Till exempel 45", en: "For example 45" }
    section_needed { sv: "Skriv paragrafens nummer, till exempel 45.", en: "Enter the number of the section, for example 45." }
    section_too_long { sv: "Paragrafen får ha högst 20 tecken.", en: "The section can have at most 20 characters." }
    handling { sv: "Hur togs granskningen upp?", en: "How was the audit taken up?" }
    handling_needed { sv: "Välj hur granskningen togs upp.", en: "Choose how the audit was taken up." }
    information { sv: "För kännedom (anmäldes)", en: "For information" }
    matter { sv: "Som ett ärende", en: "As a matter of its own" }
    asked { sv: "Vad begärde fullmäktige av nämnden? (valfritt)", en: "What did the council ask of the board? (optional)" }
    asked_hint { sv: "Skriv som det står i protokollet. Lämna tomt om inget begärdes.", en: "Write as it stands in the minutes. Leave empty if nothing was asked." }
    minutes { sv: "Länk till protokollet (valfritt)", en: "Link to the minutes (optional)" }
    minutes_hint { sv: "En adress som börjar med https://", en: "An address that begins with https://" }
    minutes_fault { sv: "Skriv en adress som börjar med https:// eller http://, eller lämna tomt.", en: "Enter an address that begins with https:// or http://, or leave it empty." }
    struck { sv: "Det här hände inte", en: "This did not happen" }
    struck_one { sv: "Stryk uppgiften: fullmäktige tog inte upp granskningen den här gången", en: "Strike the entry: the council did not take up the audit this time" }
    stands_already(day: &str, section: &str) { sv: "Sammanträdet {day}, §\u{a0}{section}, är redan inskrivet. Kryssa i om det ska stå två gånger.", en: "The meeting of {day}, §\u{a0}{section}, is recorded already. Tick if it is to stand twice." }
    twice { sv: "Ska det stå två gånger?", en: "Is it to stand twice?" }
    twice_one { sv: "Ja, fullmäktige tog upp granskningen två gånger under samma paragraf", en: "Yes, the council took up the audit twice under the same section" }
    reason { sv: "Varför rättas det?", en: "Why is it corrected?" }
    reason_hint { sv: "Alla som får läsa granskningen läser det här.", en: "Everybody who may read the audit reads this." }
    reason_needed { sv: "varför det rättas", en: "why it is corrected" }
    is_same { sv: "Det står likadant nu. Ändra det som är fel.", en: "It says the same now. Change what is wrong." }
    corrected_meanwhile { sv: "Någon annan har rättat medan sidan var öppen. Se efter hur det står på granskningens sida, och spara igen om det du har skrivit ska gälla.", en: "Somebody else has corrected this while the page was open. See how it stands on the page of the audit, and save again if what you have written is to apply." }
    save { sv: "Spara", en: "Save" }
    cancel { sv: "Avbryt", en: "Cancel" }
    audits { sv: "Granskningar", en: "Audits" }
}
