use crate::platform::texts::plural;

crate::texts! {
    menu { sv: "Sök", en: "Search" }
    title { sv: "Sök", en: "Search" }
    lead { sv: "Sök i granskningar, punkter, yttranden och omdömen som har skickats eller publicerats, och i det fullmäktige har begärt. Utkast och bifogade filer ingår inte.", en: "Search audits, items, responses and verdicts that have been sent or published, and what the council has asked for. Drafts and attached files are not included." }
    label { sv: "Ord eller diarienummer", en: "Words or reference" }
    found(n: i64) { sv: plural(n, "1 träff", "träffar"), en: plural(n, "1 result", "results") }
    nothing { sv: "Inget hittades. Alla ord ska stå i samma text. Prova färre ord, eller början av ett ord.", en: "Nothing was found. All words must stand in the same text. Try fewer words, or the beginning of a word." }
    no_words { sv: "Skriv minst ett ord att söka efter.", en: "Type at least one word to search for." }
    common_words { sv: "Så vanliga ord går inte att söka på. Lägg till ett ord.", en: "Words this common cannot be searched for. Add a word." }
    cut_off(most: usize) { sv: "Vi sökte på de {most} första orden.", en: "We searched for the first {most} words." }
    more(most: i64) { sv: "Några typer av text har fler än {most} träffar, och alla visas inte. Lägg till ett ord.", en: "Some kinds of text have more than {most} results, and not all are shown. Add a word." }
    kind { sv: "Typ av text", en: "Kind of text" }
    day { sv: "Dag", en: "Day" }
    reference { sv: "Diarienummer", en: "Reference" }
    board { sv: "Nämnd", en: "Board" }
    text { sv: "Text", en: "Text" }
    audit { sv: "Granskning", en: "Audit" }
    assessment { sv: "Samlad bedömning", en: "Overall assessment" }
    item { sv: "Punkt", en: "Item" }
    summary { sv: "Yttrande", en: "Response" }
    measure { sv: "Åtgärd", en: "Measure" }
    answer { sv: "Svar", en: "Answer" }
    verdict { sv: "Omdöme", en: "Verdict" }
    council_act { sv: "Fullmäktiges behandling", en: "What the council did" }
    overall { sv: "Samlat omdöme", en: "Overall verdict" }
}
