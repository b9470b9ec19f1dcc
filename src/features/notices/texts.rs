use crate::platform::texts::plural;

crate::texts! {
    notices { sv: "Aviseringar", en: "Notices" }
    today { sv: "I dag", en: "Today" }
    yesterday { sv: "I går", en: "Yesterday" }
    earlier { sv: "Tidigare", en: "Earlier" }
    unread { sv: "Oläst", en: "Unread" }
    none { sv: "Du har inga aviseringar. Här står det när något händer som rör dig.", en: "You have no notices. When something happens that concerns you, it stands here." }
    count(n: i64) { sv: plural(n, "1 avisering", "aviseringar"), en: plural(n, "1 notice", "notices") }
    shown { sv: "Vilka", en: "Which" }
    only_unread { sv: "Bara olästa", en: "Only unread" }
    when { sv: "När", en: "When" }
    notice { sv: "Avisering", en: "Notice" }
    reference { sv: "Diarienummer", en: "Reference" }
    last_day { sv: "Sista dag", en: "Last day" }
    read { sv: "Läst", en: "Read" }
    mark_read { sv: "Markera alla som lästa", en: "Mark all as read" }
    settings { sv: "Så vill du få veta", en: "How you want to be told" }
    settings_lead { sv: "Allt står alltid på sidan Aviseringar. Här väljer du vad som också ska komma som mejl.", en: "Everything always stands on the page Notices. Here you choose what is also to come by e-mail." }
    deadlines { sv: "Sista dagar och påminnelser", en: "Last days and reminders" }
    responses { sv: "Granskningar att ta del av, yttranden som kommer in och omdömen", en: "Audits to read, responses received and verdicts" }
    extensions { sv: "Anstånd", en: "Extensions" }
    at_once { sv: "Direkt", en: "At once" }
    digest { sv: "Samlat kl. 7.00", en: "Gathered in one mail at 7:00" }
    in_app { sv: "Bara i tjänsten", en: "Only in the service" }
    secretary_hint { sv: "Du lämnar in för en nämnd. Påminnelser om sista dagar kan samlas men inte stängas av, och det revisionen själv skriver kommer direkt.", en: "You hand in for a board. Reminders of last days can be collected but not turned off, and what the auditors write themselves comes at once." }
    secretary_fault { sv: "Den som lämnar in för en nämnd kan inte stänga av påminnelser om sista dagar. Välj direkt eller samlat.", en: "Whoever hands in for a board cannot turn off reminders of last days. Choose at once or collected." }
    choose { sv: "Välj hur du vill få veta.", en: "Choose how you want to be told." }
    language { sv: "Språk i mejlen", en: "Language of the e-mails" }
    swedish { sv: "Svenska", en: "Swedish" }
    english { sv: "Engelska", en: "English" }
    save { sv: "Spara", en: "Save" }
}
