crate::texts! {
    whose { sv: "Ansvarig", en: "Responsible" }
    mine { sv: "Mina", en: "Mine" }
    show { sv: "Visa", en: "Show" }
    all { sv: "Alla", en: "All" }
    remove(what: &str) { sv: "Ta bort {what}", en: "Remove {what}" }
    chosen { sv: "Valda filter", en: "Filters in use" }
    further { sv: "Fler filter", en: "More filters" }
    clear { sv: "Rensa filtren", en: "Clear the filters" }
    none_match { sv: "Inget matchar filtren.", en: "Nothing matches the filters." }
    no_more_rows { sv: "Här finns inga fler rader.", en: "There are no more rows here." }
    to_first { sv: "Till första sidan", en: "To the first page" }
    unknown_filter(what: &str) { sv: "Filtret ”{what}” finns inte och har inte använts.", en: "There is no filter “{what}”, and it has not been used." }
    unknown_place { sv: "Platsen i listan gick inte att läsa. Här är första sidan.", en: "The place in the list could not be read. This is the first page." }
    showing(from: &str, to: &str, of: &str) { sv: "Visar {from}–{to} av {of}", en: "Showing {from}–{to} of {of}" }
    showing_some(n: i64, of: &str) { sv: "Visar {n} av {of}", en: "Showing {n} of {of}" }
    more_than(n: &str) { sv: "fler än {n}", en: "more than {n}" }
    more_than_heading(what: &str) { sv: "Fler än {what}", en: "More than {what}" }
    pages { sv: "Sidor", en: "Pages" }
    first { sv: "Första", en: "First" }
    previous { sv: "Föregående", en: "Previous" }
    next { sv: "Nästa", en: "Next" }
    excel { sv: "Hämta för Excel", en: "Download for Excel" }
    file { sv: "Hämta som CSV", en: "Download as CSV" }
    all_rows { sv: "alla rader", en: "all rows" }
}
