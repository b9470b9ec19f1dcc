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
    so_it_was(day: &str) { sv: "Så här var det den {day}.", en: "This is how it was on {day}." }
    at_its_end { sv: "Sidan visar vad som hade skickats, kommit in och publicerats när den dagen var slut.", en: "The page shows what had been sent, received and published when that day was over." }
    show_today { sv: "Visa läget i dag", en: "Show today" }
    another_day { sv: "Se hur det var en annan dag", en: "See how it was on another day" }
    which_day { sv: "Dag", en: "Day" }
    day_for_example { sv: "Till exempel 2025-03-31. Läget visas som det var när dagen var slut.", en: "For example 2025-03-31. Everything is shown as it was when the day was over." }
    no_day(value: &str) { sv: "”{value}” är ingen dag. Skriv den till exempel så här: 2025-03-31. Här är läget i dag.", en: "“{value}” is no day. Write it like this: 2025-03-31. This is how it is today." }
    not_yet(day: &str) { sv: "Den {day} har inte varit än. Här är läget i dag.", en: "{day} is still to come. This is how it is today." }
    before_all(first: &str) { sv: "Den första granskningen skickades den {first}. Om tiden dessförinnan finns inget att visa. Här är läget i dag.", en: "The first audit was sent on {first}. Of the time before, there is nothing to show. This is how it is today." }
    before_sent(sent: &str) { sv: "Granskningen skickades den {sent}. Om tiden dessförinnan finns inget att visa. Här är läget i dag.", en: "The audit was sent on {sent}. Of the time before, there is nothing to show. This is how it is today." }
    before_anything { sv: "Ingen granskning har skickats än. Här är läget i dag.", en: "No audit has been sent yet. This is how it is today." }
    before_year(year: i32) { sv: format!("Före {year}"), en: format!("Before {year}") }
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
