use crate::platform::texts::plural;

crate::texts! {
    boards { sv: "Nämnder", en: "Boards" }
    add { sv: "Lägg till nämnder", en: "Add boards" }
    none { sv: "Det finns inga nämnder än.", en: "There are no boards yet." }
    board { sv: "Nämnd", en: "Board" }
    kind { sv: "Typ", en: "Type" }
    time { sv: "Gäller", en: "Valid" }
    secretaries { sv: "Nämndsekreterare", en: "Board secretaries" }
    no_secretary { sv: "Saknas", en: "Missing" }
    since(day: &str) { sv: "från {day}", en: "from {day}" }
    between(from: &str, to: &str) { sv: "{from} till {to}", en: "{from} to {to}" }
    valid_from { sv: "Från", en: "From" }
    valid_to { sv: "Till", en: "To" }
    count(n: i64) { sv: plural(n, "1 nämnd", "nämnder"), en: plural(n, "1 board", "boards") }
    lead { sv: "Klistra in en nämnd per rad. Efter ett semikolon kan du skriva vilken typ det är: nämnd, kommunstyrelse, bolag eller fullmäktige.", en: "Paste one board per line. After a semicolon you can write which type it is: board, executive board, company or council." }
    label { sv: "Nämnder, en per rad", en: "Boards, one per line" }
    needed { sv: "Skriv minst en nämnd.", en: "Enter at least one board." }
    save { sv: "Lägg till", en: "Add" }
    too_long(row: usize) { sv: "Rad {row}: namnet är längre än 200 tecken.", en: "Row {row}: the name is longer than 200 characters." }
    unknown_kind(row: usize, kind: &str) { sv: "Rad {row}: typen ”{kind}” finns inte. Skriv nämnd, kommunstyrelse, bolag eller fullmäktige.", en: "Row {row}: there is no type “{kind}”. Write board, executive board, company or council." }
    twice(row: usize, name: &str) { sv: "Rad {row}: {name} finns redan.", en: "Row {row}: {name} already exists." }
    no_name(row: usize) { sv: "Rad {row}: namnet saknas.", en: "Row {row}: the name is missing." }
    end { sv: "Avsluta nämnden", en: "End the board" }
    end_lead { sv: "Nämnden får inga nya granskningar efter dagen du väljer. Allt den har lämnat finns kvar under sitt namn.", en: "The board receives no new audits after the day you choose. Everything it has submitted remains under its name." }
    end_on { sv: "Sista dag", en: "Last day" }
    end_before_start { sv: "Sista dagen kan inte vara före nämndens första dag.", en: "The last day cannot be before the board’s first day." }
    ended(day: &str) { sv: "Nämnden upphör {day}.", en: "The board ceases {day}." }
    cancel { sv: "Avbryt", en: "Cancel" }
}
