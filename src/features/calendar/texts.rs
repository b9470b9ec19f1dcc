use crate::platform::texts::plural;

crate::texts! {
    calendar { sv: "Kalender", en: "Calendar" }
    to_calendar { sv: "Kalender", en: "Calendar" }
    subscribe { sv: "Prenumerera", en: "Subscribe" }
    year_list { sv: "Årslista för utskrift", en: "Year list for printing" }
    to_auditors_meeting { sv: "Till nästa sammanträde", en: "For the next meeting" }

    board { sv: "Nämnd", en: "Board" }
    kind { sv: "Visa", en: "Show" }
    last_days { sv: "Sista dagar för yttranden", en: "Last days for responses" }
    papers { sv: "Sista dagar för handlingar", en: "Last days for papers" }
    meetings { sv: "Sammanträden", en: "Meetings" }
    clear_filters { sv: "Visa allt", en: "Show everything" }
    none_coming { sv: "Inga sista dagar de närmaste tolv månaderna.", en: "No last days in the next twelve months." }
    none_match { sv: "Inget i kalendern stämmer med ditt val.", en: "Nothing in the calendar matches your choice." }
    show { sv: "Visa", en: "Show" }
    all_late { sv: "Alla försenade yttranden", en: "All overdue responses" }
    from_day(day: &str) { sv: "Från {day}", en: "From {day}" }
    remarks { sv: "Anmärkning", en: "Remark" }
    late { sv: "Försenat sedan tidigare månader", en: "Overdue since earlier months" }

    supplement_of(round: &str, title: &str) { sv: "Sista dag för komplettering: {round}, {title}", en: "Last day for the supplement: {round}, {title}" }
    supplement_came_in(day: &str) { sv: "Kompletteringen kom in {day}.", en: "The supplement came in on {day}." }
    last_day_of(round: &str, title: &str) { sv: "Sista dag: {round}, {title}", en: "Last day: {round}, {title}" }
    meeting { sv: "Sammanträde", en: "Meeting" }
    today { sv: "I dag", en: "Today" }
    tomorrow { sv: "I morgon", en: "Tomorrow" }
    papers_by(day: &str) { sv: "Handlingar senast {day}.", en: "Papers no later than {day}." }
    papers_to(day: &str) { sv: "Sista dag för handlingar till sammanträdet {day}", en: "Last day for papers to the meeting on {day}" }

    year_heading(year: i32) { sv: "Kalender {year}", en: "Calendar {year}" }
    year_before { sv: "Året före", en: "The year before" }
    year_after { sv: "Året efter", en: "The year after" }
    found_entries(n: i64) { sv: plural(n, "1 dag", "dagar"), en: plural(n, "1 day", "days") }
    nothing_in_year { sv: "Inget är inlagt för året.", en: "Nothing is noted for the year." }
    day { sv: "Dag", en: "Day" }
    what { sv: "Vad", en: "What" }
    standing { sv: "Läge", en: "Status" }

    plan { sv: "Lägg in sammanträden", en: "Add meetings" }
    meetings_lead { sv: "Med sammanträdena i kalendern syns det i tid om nämnden hinner besluta före sista dagen.", en: "With the meetings in the calendar it can be seen early whether the board can decide before the last day." }
    no_meetings { sv: "Inga kommande sammanträden är inlagda.", en: "No coming meetings are noted." }
    coming_meetings { sv: "Kommande sammanträden", en: "Coming meetings" }
    past_meetings { sv: "Tidigare sammanträden", en: "Earlier meetings" }
    paste_days { sv: "Klistra in ett datum per rad", en: "Paste one date per line" }
    paste_days_hint { sv: "Till exempel 2025-03-19 eller 2025-03-19; handlingar senast 2025-03-07.", en: "For example 2025-03-19 or 2025-03-19; papers by 2025-03-07." }
    save_days { sv: "Lägg in", en: "Add" }
    cancel_meeting { sv: "Avboka", en: "Cancel" }
    days_needed { sv: "Skriv minst ett datum.", en: "Enter at least one date." }
    row(row: usize, sentence: &str) { sv: "Rad {row}: {sentence}", en: "Row {row}: {sentence}" }
    row_papers(row: usize, sentence: &str) { sv: "Rad {row}, efter semikolonet: {sentence}", en: "Row {row}, after the semicolon: {sentence}" }
    row_papers_after(row: usize) { sv: "Rad {row}: handlingarna kan inte vara klara efter sammanträdet.", en: "Row {row}: the papers cannot be ready after the meeting." }
    row_too_far(row: usize, day: &str) { sv: "Rad {row}: {day} är mer än fem år bort. Kontrollera året.", en: "Row {row}: {day} is more than five years away. Check the year." }
    row_twice(row: usize, day: &str) { sv: "Rad {row}: {day} står redan på en annan rad.", en: "Row {row}: {day} stands on another row already." }
    row_exists(row: usize, day: &str) { sv: "Rad {row}: ett sammanträde {day} är redan inlagt.", en: "Row {row}: a meeting on {day} is noted already." }
    too_many_rows(most: usize) { sv: "Lägg in högst {most} sammanträden åt gången.", en: "Add at most {most} meetings at a time." }

    subscription { sv: "Prenumerera på kalendern", en: "Subscribe to the calendar" }
    subscription_lead { sv: "Få sista dagar och sammanträden i din egen kalender, till exempel i Outlook eller i mobilen. När en sista dag flyttas flyttas den även där.", en: "Get last days and meetings in your own calendar, for example in Outlook or on your phone. When a last day is moved, it moves there too." }
    personal { sv: "Adressen är personlig. Den visar titlar och datum, inget innehåll.", en: "The address is personal. It shows titles and dates, no content." }
    keep_to_yourself { sv: "Den som har adressen ser det du ser i kalendern, utan att logga in. Lämna den inte vidare.", en: "Whoever has the address sees what you see in the calendar, without signing in. Do not pass it on." }
    how_often { sv: "Kalenderprogram hämtar själva nya uppgifter, ofta några gånger om dagen. Det som står här på sidan gäller.", en: "Calendar programs fetch new information themselves, often a few times a day. What stands on these pages counts." }
    no_days { sv: "Din roll har inga sista dagar, så kalendern skulle vara tom.", en: "Your role has no last days, so the calendar would be empty." }
    made_on(day: &str) { sv: "Du har en adress sedan {day}. Den kan inte visas igen.", en: "You have had an address since {day}. It cannot be shown again." }
    make_address { sv: "Skapa en adress", en: "Create an address" }
    make_new_address { sv: "Skapa ny adress", en: "Create a new address" }
    old_stops { sv: "Den gamla adressen slutar fungera.", en: "The old address stops working." }
    end_address { sv: "Sluta prenumerera", en: "Stop subscribing" }
    address_ready { sv: "Din kalenderadress", en: "Your calendar address" }
    address_once { sv: "Adressen visas bara här och nu. Kopiera den och lägg in den i ditt kalenderprogram.", en: "The address is shown only here and now. Copy it and add it to your calendar program." }
    address { sv: "Adress", en: "Address" }
    copy { sv: "Kopiera", en: "Copy" }
    copied { sv: "Kopierad", en: "Copied" }
    address_how { sv: "Välj ”Prenumerera” eller ”Lägg till kalender från internet” i kalenderprogrammet och klistra in adressen där.", en: "Choose “Subscribe” or “Add calendar from the internet” in the calendar program and paste the address there." }
    to_subscription { sv: "Till prenumerationen", en: "To the subscription" }

    calendar_name { sv: "Revisionsuppföljning", en: "Audit follow-up" }
    came_in(day: &str) { sv: "Yttrandet kom in {day}.", en: "The response came in on {day}." }
    meeting_of(board: &str) { sv: "Sammanträde: {board}", en: "Meeting: {board}" }
    auditors_meeting { sv: "Revisionens sammanträde", en: "The auditors’ meeting" }
    papers_to_board(board: &str, day: &str) { sv: "Sista dag för handlingar: {board}, sammanträdet {day}", en: "Last day for papers: {board}, meeting on {day}" }

    for_meeting(day: &str) { sv: "Nästa sammanträde är {day}.", en: "The next meeting is on {day}." }
    no_auditors_meeting { sv: "Inget kommande sammanträde är inlagt.", en: "No coming meeting is noted." }
    since { sv: "Sedan", en: "Since" }
    since_is_ahead { sv: "Skriv en dag som har varit.", en: "Enter a day that has passed." }
    since_chosen(day: &str) { sv: "Listan gäller från och med {day}.", en: "The list is from {day} on." }
    since_last_meeting(day: &str) { sv: "Listan gäller från och med det senaste sammanträdet, {day}.", en: "The list is from the last meeting on, {day}." }
    since_some_time(day: &str) { sv: "Inget tidigare sammanträde är inlagt, så listan gäller från och med {day}.", en: "No earlier meeting is noted, so the list is from {day} on." }
    nothing_to_take_up { sv: "Inget har hänt sedan dess, och inget yttrande är försenat.", en: "Nothing has happened since then, and no response is overdue." }
    found_audits(n: i64) { sv: plural(n, "1 granskning", "granskningar"), en: plural(n, "1 audit", "audits") }
    reference { sv: "Diarienummer", en: "Reference" }
    audit { sv: "Granskning", en: "Audit" }
    matter { sv: "Ärende", en: "Matter" }
    came_heading { sv: "Kommit in", en: "Came in" }
    requests_heading { sv: "Anstånd", en: "Extensions" }
    judged_heading { sv: "Omdömen", en: "Verdicts" }
    moments_heading { sv: "Rättat, uppföljt och fullmäktige", en: "Corrected, followed up, and the council" }
    round_withdrawn(day: &str) { sv: "Ni återkallade {day} begäran om yttrande.", en: "You withdrew the request for a response on {day}." }
    the_title { sv: "Titeln", en: "The title" }
    title_corrected(day: &str) { sv: "Ni rättade titeln {day}.", en: "You corrected the title on {day}." }
    the_reply_to { sv: "Svarsadressen", en: "The reply address" }
    reply_to_corrected(day: &str) { sv: "Ni rättade svarsadressen {day}.", en: "You corrected the reply address on {day}." }
    item_corrected(day: &str) { sv: "Ni rättade lydelsen {day}.", en: "You corrected the wording on {day}." }
    reopened(day: &str) { sv: "Ni öppnade granskningen igen {day}.", en: "You reopened the audit on {day}." }
    verdict_corrected(day: &str) { sv: "Ni rättade omdömet {day}.", en: "You corrected the verdict on {day}." }
    followed_up(day: &str) { sv: "Ni följde upp punkten {day}.", en: "You followed up the item on {day}." }
    looks_again(day: &str) { sv: "Ni tittar igen {day}.", en: "You look again on {day}." }
    the_council { sv: "Fullmäktige", en: "The council" }
    council_took_up(day: &str, section: &str) { sv: "Fullmäktige tog upp granskningen {day}, §\u{a0}{section}.", en: "The council took up the audit on {day}, §\u{a0}{section}." }
    council_corrected(day: &str, held: &str, section: &str) { sv: "Ni rättade {day} uppgiften: fullmäktige tog upp granskningen {held}, §\u{a0}{section}.", en: "You corrected the entry on {day}: the council took up the audit on {held}, §\u{a0}{section}." }
    council_struck(day: &str, held: &str, section: &str) { sv: "Ni strök {day} uppgiften om fullmäktige {held}, §\u{a0}{section}.", en: "You struck the entry about the council of {held}, §\u{a0}{section}, on {day}." }
    missing_heading { sv: "Saknas", en: "Missing" }
    came_on(day: &str, late: &str, due: &str) { sv: "Kom in {day}, {late} mot sista dagen {due}.", en: "Came in on {day}, {late} by the last day {due}." }
    a_response(receipt: &str) { sv: "Yttrandet {receipt}", en: "The response {receipt}" }
    a_preliminary_response(receipt: &str) { sv: "Det preliminära yttrandet {receipt}", en: "The preliminary response {receipt}" }
    a_supplement(receipt: &str) { sv: "Kompletteringen {receipt}", en: "The supplement {receipt}" }
    taken_back(what: &str, came: &str, back: &str) { sv: "{what} kom in {came} och återtogs av nämnden {back}.", en: "{what} came in on {came} and was withdrawn by the board on {back}." }
    because(reason: &str) { sv: "Skäl: {reason}", en: "Reason: {reason}" }
    came_beside(what: &str, came: &str) { sv: "{what} kom in {came}.", en: "{what} came in on {came}." }
    supplement { sv: "Komplettering", en: "Supplement" }
    by_the_first_day(due: &str, late: &str) { sv: "Mot den första sista dagen {due}: {late}.", en: "By the first last day {due}: {late}." }
    asked_on(day: &str, wished: &str) { sv: "Begärde {day} anstånd till {wished}.", en: "Requested an extension to {wished} on {day}." }
    granted_on(day: &str, until: &str) { sv: "Ni beviljade {day} anstånd till {until}.", en: "You granted an extension to {until} on {day}." }
    granted { sv: "Beviljat", en: "Granted" }
    refused_on(day: &str) { sv: "Ni avslog begäran {day}.", en: "You refused the request on {day}." }
    refused { sv: "Avslaget", en: "Refused" }
    withdrawn_on(day: &str) { sv: "Nämnden tog tillbaka begäran {day}.", en: "The board withdrew the request on {day}." }
    withdrawn { sv: "Återtaget", en: "Withdrawn" }
    waits_for_decision { sv: "Begäran väntar på ert beslut.", en: "The request awaits your decision." }
    overtaken { sv: "Begäran avgjordes inte: granskningen avslutades.", en: "The request was not decided: the audit was closed." }
    not_decided { sv: "Inte avgjort", en: "Not decided" }
    judged_on(day: &str) { sv: "Omdömet publicerades {day}.", en: "The verdict was published on {day}." }
    should_have_come(day: &str, late: &str) { sv: "Skulle ha kommit senast {day}, {late}.", en: "Should have come no later than {day}, {late}." }
    missing_response { sv: "Uteblivet yttrande", en: "Missing response" }
    board_meets(day: &str) { sv: "Nämnden sammanträder {day}.", en: "The board meets on {day}." }
    no_board_meeting { sv: "Inget kommande sammanträde är inlagt för nämnden.", en: "No coming meeting is noted for the board." }
}
