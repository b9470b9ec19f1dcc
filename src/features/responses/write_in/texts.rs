//! What is said of what came another way, and where the auditors write it in.

crate::texts! {
    lead { sv: "Skriv in ett yttrande som kom på annat sätt än genom tjänsten. Det räknas från den dag då det kom in till revisionen, också om den är tidigare än i dag. Nämnden får veta det, och alla som läser yttrandet ser att det är inskrivet.", en: "Write in a response that came another way than through the service. It counts from the day on which the auditors received it, even if that is earlier than today. The board is told, and everybody who reads the response sees that it was written in." }
    what_came { sv: "Det som kom", en: "What came" }
    file_label { sv: "Inskannad handling eller bifogad fil", en: "Scanned document or attached file" }
    file_hint { sv: "Alla filer som kom, en i taget. De lämnas vidare som de är.", en: "All files that came, one at a time. They are passed on as they are." }
    secret_label { sv: "Innehåller sekretessbelagda uppgifter. Namnet syns och filen öppnas bara hos revisionen och nämnden, och varje öppning loggas.", en: "Contains confidential information. Its name is shown to, and the file is opened by, only the auditors and the board, and each opening is logged." }
    ground { sv: "Lagrum för sekretessen", en: "Legal ground of the confidentiality" }
    ground_hint { sv: "Bara för en sekretessbelagd fil, till exempel OSL 25 kap. 1 §. Lagrummet läses av alla, så skriv inget annat.", en: "Only for a confidential file, for example OSL 25 kap. 1 §. The legal ground is read by everybody, so write nothing else." }
    ground_needed { sv: "lagrummet, till exempel OSL 25 kap. 1 §", en: "the legal ground, for example OSL 25 kap. 1 §" }
    ground_without_chapter { sv: "Skriv kapitel och paragraf, till exempel OSL 25 kap. 1 §. Skriv inget om innehållet: lagrummet läses av alla.", en: "Enter chapter and section, for example OSL 25 kap. 1 §. Write nothing of the content: the legal ground is read by everybody." }
    secret_or_not { sv: "Kryssa i att filen är sekretessbelagd, eller ta bort lagrummet.", en: "Tick that the file is confidential, or take the legal ground away." }
    choose_again { sv: "Välj filen igen: webbläsaren behåller den inte.", en: "Choose the file again: the browser does not keep it." }
    there_already(name: &str) { sv: "Filen finns redan här, som ”{name}”.", en: "The file is here already, as “{name}”." }
    files_full(most: i64) { sv: "Det får vara högst {most} filer. Ta bort någon, eller slå ihop flera till en PDF.", en: "There can be at most {most} files. Remove one, or put several together as one PDF." }
    bytes_full(most: &str, left: &str) { sv: "Filerna får tillsammans vara högst {most}. Det finns plats för {left} till.", en: "The files can be at most {most} together. There is room for {left} more." }
    upload { sv: "Lägg till filen", en: "Add the file" }
    remove { sv: "Ta bort", en: "Remove" }
    file_needed { sv: "Lägg till filen med yttrandet först.", en: "Add the file with the response first." }
    how_and_when { sv: "Hur och när kom det?", en: "How and when did it come?" }
    how_it_came { sv: "Hur kom det in?", en: "How did it come?" }
    by_email { sv: "Med e-post", en: "By e-mail" }
    on_paper { sv: "På papper", en: "On paper" }
    another_way { sv: "På annat sätt", en: "Another way" }
    channel_needed { sv: "Välj hur det kom in.", en: "Choose how it came." }
    came_on { sv: "Vilken dag kom det in?", en: "On which day did it come?" }
    came_on_hint { sv: "Dagen då det nådde revisionen, inte dagen då det skrivs in", en: "The day on which it reached the auditors, not the day on which it is written in" }
    came_in_future { sv: "Dagen kan inte ligga i framtiden.", en: "The day cannot be in the future." }
    came_too_early(day: &str) { sv: "Yttrandet kan inte ha kommit före revisionens missiv, {day}.", en: "The response cannot have come before the auditors’ letter, {day}." }
    is_it_decided { sv: "Vad har nämnden beslutat?", en: "What has the board decided?" }
    decision_stands_in_it { sv: "Beslutet har kommit med yttrandet", en: "The decision came with the response" }
    decision_comes_later { sv: "Beslutet har inte kommit: yttrandet är preliminärt", en: "The decision has not come: the response is preliminary" }
    decided_needed { sv: "Välj om beslutet har kommit.", en: "Choose whether the decision has come." }
    decided_after_it_came(day: &str) { sv: "Ett beslut som kom med yttrandet kan inte vara senare än {day}, då yttrandet kom in.", en: "A decision that came with the response cannot be later than {day}, when the response came." }
    summary { sv: "Revisionens sammanfattning", en: "The auditors’ summary" }
    summary_hint { sv: "Kort, vad nämnden svarar. Det är handlingen som kom in som gäller.", en: "Briefly, what the board answers. What was received is what counts." }
    summary_needed { sv: "en kort sammanfattning av vad nämnden svarar", en: "a short summary of what the board answers" }
    write_in { sv: "Skriv in yttrandet", en: "Write in the response" }
    write_in_supplement { sv: "Skriv in kompletteringen", en: "Write in the supplement" }
    supplement_lead { sv: "Skriv in en komplettering som kom på annat sätt än genom tjänsten. Den räknas från den dag då den kom in till revisionen, också om den är tidigare än i dag. Nämnden får veta det, och alla som läser yttrandet ser att den är inskriven.", en: "Write in a supplement that came another way than through the service. It counts from the day on which the auditors received it, even if that is earlier than today. The board is told, and everybody who reads the response sees that it was written in." }
    supplement_file_needed { sv: "Lägg till filen med kompletteringen först.", en: "Add the file with the supplement first." }
    came_before_response(day: &str) { sv: "Kompletteringen kan inte ha kommit före yttrandet, {day}.", en: "The supplement cannot have come before the response, {day}." }
    came_before_asked(day: &str) { sv: "Kompletteringen kan inte svara på det som revisionen begärde {day} och ha kommit dessförinnan.", en: "The supplement cannot answer what the auditors asked for {day} and have come before that." }
    decided_after_supplement_came(day: &str) { sv: "Ett beslut som kom med kompletteringen kan inte vara senare än {day}, då den kom in.", en: "A decision that came with the supplement cannot be later than {day}, when it came." }
    supplement_summary_needed { sv: "en kort sammanfattning av vad nämnden lägger till", en: "a short summary of what the board adds" }
    supplement_came_by_email { sv: "Kompletteringen kom med e-post.", en: "The supplement came by e-mail." }
    supplement_came_on_paper { sv: "Kompletteringen kom på papper.", en: "The supplement came on paper." }
    supplement_came_some_other_way { sv: "Kompletteringen kom på annat sätt än genom tjänsten.", en: "The supplement came another way than through the service." }
    supplement_was_written_in(came: &str, entered: &str) { sv: "Den kom in {came} och skrevs in av revisionen {entered}. Det som gäller är det som kom in.", en: "It was received on {came} and written in by the auditors on {entered}. What counts is what came." }
    supplement_came_another_way { sv: "Skriv in en komplettering som kom med e-post eller på papper", en: "Write in a supplement that came by e-mail or on paper" }
    came_another_way { sv: "Kom yttrandet med e-post eller på papper?", en: "Did the response come by e-mail or on paper?" }
    came_by_email { sv: "Yttrandet kom med e-post.", en: "The response came by e-mail." }
    came_on_paper { sv: "Yttrandet kom på papper.", en: "The response came on paper." }
    came_some_other_way { sv: "Yttrandet kom på annat sätt än genom tjänsten.", en: "The response came another way than through the service." }
    was_written_in(came: &str, entered: &str) { sv: "Det kom in {came} och skrevs in av revisionen {entered}. Svaren står i det som kom in.", en: "It was received on {came} and written in by the auditors on {entered}. The answers stand in what came." }
    was_in_document { sv: "Det första yttrandet kom in på annat sätt än genom tjänsten, och svaret står där. Skriv här vad som har gjorts.", en: "The first response came another way than through the service, and the answer stands there. Enter here what has been done." }
    has_come_in(when: &str) { sv: "Yttrandet har kommit in. Det kom {when}.", en: "The response has been received. It came {when}." }
    visible { sv: "Syns för revisionen, nämnderna och fullmäktige.", en: "Visible to the auditors, the boards and the council." }
}
